"""`lesionsim validate`, and `lesionsim.validate()`."""

import json

import pytest

import lesionsim as ls
from lesionsim.cli.entry import main
from lesionsim.errors import RunError
from lesionsim.validate import validating
from lesionsim.validate.reading import Value


@pytest.fixture
def two(statement, monkeypatch, tmp_path):
    hit = statement(name="hit", ask=lambda reader: [Value(5.0, 0.1)], others=False)
    miss = statement(name="miss", ask=lambda reader: [Value(9.0, 0.1)], others=False)
    monkeypatch.setattr(validating, "STATEMENTS", (hit, miss))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_misses_are_findings_and_no_failure(two, capsys):
    assert main(["validate"]) == 0
    told = capsys.readouterr().out
    assert "1 of 2 published statements are hit and 1 missed" in told
    assert ls.DISCLAIMER in told


def test_json_is_all_that_is_printed(two, capsys):
    assert main(["validate", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["verdict"] for each in told["statements"]] == ["hit", "miss"]


def test_a_folder_gets_page_figure_and_numbers(two, capsys):
    assert main(["validate", "--out", "proof"]) == 0
    assert {path.name for path in (two / "proof").iterdir()} == {
        "validation.md",
        "validation.html",
        "validation.json",
        "validation.png",
    }
    before = {path.name: path.read_bytes() for path in (two / "proof").iterdir() if path.suffix != ".json"}
    assert main(["validate", "--out", "proof"]) == 0
    assert "will be replaced" in capsys.readouterr().err
    assert all((two / "proof" / name).read_bytes() == content for name, content in before.items())


def test_a_failure_while_running_ends_with_1(two, capsys, monkeypatch):
    def fail(runs, statement):
        raise RunError("it broke")

    monkeypatch.setattr(validating, "held_against", fail)

    assert main(["validate"]) == 1
    assert "it broke" in capsys.readouterr().err


def test_the_room_can_be_called_and_tells_its_progress(two):
    told = []

    found = ls.validate(progress=lambda *step: told.append(step))

    assert told == [(1, 2, "hit"), (2, 2, "miss")]
    assert [each.statement.name for each in found.misses] == ["miss"]


def test_an_unknown_statement_is_told_with_the_nearest(two):
    with pytest.raises(ls.ScenarioError, match=r"mis.; there is no such statement.*miss"):
        ls.validate(["mis"])
