"""`lesionsim diff` tells what differs between two runs, and what that did."""

import json

import pytest

import lesionsim as ls
from lesionsim.cli import main


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def two_runs(here, b1):
    """B1 in a folder, and a cooler B1 in a file."""
    (here / "first").mkdir()
    ls.save_result(b1, here / "first" / "result.nc")
    ls.save_result(ls.simulate(ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 70})), here / "cooler.nc")
    return "first", "cooler.nc"


def test_what_changed_and_what_it_did_are_told(two_runs, capsys):
    assert main(["diff", *two_runs]) == 0

    out, err = capsys.readouterr()
    assert "protocol.steps[0].at_c: 80 → 70 °C" in out
    assert "width" in out
    assert out.count("protocol") == 1
    assert ls.DISCLAIMER in out
    assert err == ""


def test_the_order_is_that_which_was_typed(two_runs, capsys):
    assert main(["diff", *reversed(two_runs)]) == 0

    assert "protocol.steps[0].at_c: 70 → 80 °C" in capsys.readouterr().out


def test_scenarios_are_run_first(here, capsys):
    assert main(["diff", "medial-branch-70c-90s", "medial-branch-80c-90s"]) == 0

    out, err = capsys.readouterr()
    assert "at_c: 70 → 80 °C" in out
    assert err.count("Computing") == 2
    assert not list(here.iterdir())


def test_nothing_changed_is_said(two_runs, capsys):
    assert main(["diff", "b1", "first"]) == 0
    assert "no input changed" in capsys.readouterr().out


def test_json_is_all_that_is_printed_and_holds_the_widths(two_runs, capsys):
    assert main(["diff", *two_runs, "--json"]) == 0

    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err == ""
    assert [change["key"] for change in told["changes"]] == ["protocol.steps[0].at_c"]
    width = next(size for size in told["lesions"][0]["sizes"] if size["quantity"] == "width")
    assert width["a"] == pytest.approx(ls.measure(ls.simulate(ls.load("b1"))).width_mm, rel=1e-12)
    assert width["b"] < width["a"]
    assert told["disclaimer"] == ls.DISCLAIMER


def test_a_criterion_narrows_the_comparison(two_runs, capsys):
    assert main(["diff", *two_runs, "--criterion", "isotherm-47", "--json"]) == 0

    assert [lesion["criterion"] for lesion in json.loads(capsys.readouterr().out)["lesions"]] == ["isotherm 47 °C"]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_picture_is_drawn_when_asked_for(options, two_runs, here, capsys):
    assert main(["diff", *two_runs, "-o", "both.svg", "--style", "paper", *options]) == 0

    out, _ = capsys.readouterr()
    assert ("Picture: both.svg" in out) is (not options)
    assert "<svg" in (here / "both.svg").read_text("utf-8")


def test_the_picture_shows_both_runs_in_order_and_style_and_criterion_that_were_asked_for(two_runs, b1, monkeypatch):
    asked = []
    monkeypatch.setattr("lesionsim.plots.comparison.compare", lambda *runs, **options: asked.append((runs, options)))
    monkeypatch.setattr("lesionsim.plots.saving.save", lambda picture, path: None)

    assert main(["diff", *two_runs, "-o", "both.svg", "--style", "paper", "--criterion", "isotherm-50"]) == 0
    [((first, second), options)] = asked
    assert first["peak_temperature"].equals(b1["peak_temperature"])
    assert float(second["tip_temperature"].max()) == pytest.approx(70)
    assert (options["criterion"].label, options["style"]) == ("isotherm 50 °C", "paper")


def test_a_picture_that_is_replaced_is_named_first(two_runs, here, capsys):
    (here / "both.svg").write_text("old")
    assert main(["diff", *two_runs, "-o", "both.svg"]) == 0

    assert "both.svg will be replaced" in capsys.readouterr().err


WRONG = [
    ("diff b1", "B is missing"),
    ("diff b1 b9", "nearest: b"),
    ("diff b1 b1 b1", "one word too many"),
    ("diff b1 b1 --style poster", "must be slide or paper"),
    ("diff b1 b1 -o both.bmp", "must end in .png"),
    ("diff b1 b1 -o no/such/both.png", "does not exist"),
    ("diff b1 b1 --criterion skin", "does not integrate"),
    ("diff lumbar-medial-branch b1 --criterion skin", "b1 does not integrate"),
    ("diff b1 b1 --gauge 16", "not an option"),
]


@pytest.mark.parametrize(("typed", "told"), WRONG, ids=[typed for typed, _ in WRONG])
def test_what_cannot_be_compared_is_told_before_the_run(typed, told, capsys, here, monkeypatch):
    def refuse(*_):
        raise AssertionError("this must be told before the run")

    monkeypatch.setattr("lesionsim.cli.subject.computed", refuse)

    assert main(typed.split()) == 2
    out, err = capsys.readouterr()
    assert told in err
    assert out == ""
    assert not list(here.iterdir())


def test_a_result_that_cannot_be_read_ends_with_1(here, capsys):
    assert main(["diff", "absent.nc", "b1"]) == 1
    assert "absent.nc does not exist" in capsys.readouterr().err


def test_runs_of_one_name_and_title_are_told_apart_by_what_was_typed(two_runs, capsys):
    assert main(["diff", *two_runs]) == 0
    out = capsys.readouterr().out
    assert "a: b1 (first)" in out
    assert "b: b1 (cooler.nc)" in out
