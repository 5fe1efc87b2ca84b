"""The files of one run belong together: the summary comes last."""

import json

import pytest

from lesionsim.cli import main
from lesionsim.cli.run import FILES


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_all_files_of_a_run_are_replaced_together_and_the_summary_last(options, here, monkeypatch):
    sets = []
    monkeypatch.setattr("lesionsim.result.replacing.replace_all", lambda folder, writers: sets.append([*writers]))

    assert main(["run", "b1", "--out", "out", *options]) == 0
    assert len(sets) == 1
    assert sorted(sets[0]) == sorted(FILES)
    assert sets[0][-1] == "summary.json"


def test_when_one_file_is_held_by_another_program_all_of_before_comes_back(here, capsys, monkeypatch):
    assert main(["run", "b1", "--out", "out"]) == 0
    before = {path.name: path.read_bytes() for path in (here / "out").iterdir()}
    move = "lesionsim.result.replacing.move"

    def held(source, target):
        if target.name == "result.nc" and source.parent.name != ".before":
            raise PermissionError(13, "is in use by another program")
        source.replace(target)

    monkeypatch.setattr(move, held)
    assert main(["run", "b1", "--temperature", "70", "--out", "out"]) == 1

    assert "is in use by another program" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in (here / "out").iterdir()} == before
    assert json.loads(before["summary.json"])["scenario"] == "b1"
