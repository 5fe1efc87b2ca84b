"""What the command line says about current: the generator's display, a real tip, and figures that need current."""

import json

import pytest

import lesionsim as ls
from lesionsim.cli import main
from lesionsim.cli.current import could_have_current, try_current
from lesionsim.cli.report import sentence

RF = "lumbar-medial-branch-rf"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_pictures(monkeypatch):
    monkeypatch.setattr("lesionsim.cli.run.fill", lambda *_: None)


def told_by(capsys, *words):
    assert main(["run", *words]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_the_summary_tells_what_the_generator_shows(capsys):
    assert main(["run", RF, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["source"] == "rf"
    assert told["power_w"] == pytest.approx(told["voltage_v"] * told["current_a"])
    assert told["impedance_ohm"] == pytest.approx(told["voltage_v"] / told["current_a"])
    assert told["sensor_temperature_c"] == pytest.approx(80, abs=0.5)
    assert 0 < told["charge_balance_error"] < 1e-9


def test_a_held_run_has_no_such_numbers(capsys):
    assert main(["run", "b1", "--json"]) == 0
    assert not {"voltage_v", "impedance_ohm", "charge_balance_error"} & set(json.loads(capsys.readouterr().out))


def test_the_answer_tells_the_display_and_nothing_of_a_heated_probe(capsys, here, no_pictures):
    told = told_by(capsys, RF)

    assert "At 100 s, when heating ends, the generator shows 10.8 V, 67 ohm, 1.73 W; its sensor reads 80.0 °C." in told
    assert "The hottest tissue reached 88.7 °C." in told
    assert "Current heats the tissue; the generator follows its sensor" in told
    assert "set to rise to 80 °C in 10 s" in told
    assert "held at" not in told
    assert "without current" not in told
    assert "A real RF tip" not in told


def test_a_set_temperature_that_was_not_reached_is_told(capsys, here, no_pictures):
    told = told_by(capsys, RF, "--set", "generator.most_v=8")

    assert "The generator could not reach 80 °C" in told
    assert "limit of voltage" in told


def test_a_held_run_names_the_options_for_current(capsys, here, no_pictures):
    told = told_by(capsys, "lumbar-medial-branch", "--temperature", "75", "--out", "mine")

    assert "The needle is an idealised heated probe, without current" in told
    assert (
        "A real RF tip heats the tissue around it by current, which makes another lesion at the same temperature of "
        "the tip. To see it: lesionsim run lumbar-medial-branch --temperature 75 --source rf --ramp 10 Picture"
    ) in told


def test_the_command_that_is_named_runs(capsys, here, no_pictures):
    words = try_current(ls.load("lumbar-medial-branch"), ["run", "lumbar-medial-branch"]).split("\n")[1].split()

    assert words[0] == "lesionsim"
    assert words[-4:] == ["--source", "rf", "--ramp", "10"]
    assert main(words[1:]) == 0
    assert "the generator shows" in capsys.readouterr().out


def test_a_ramp_is_not_named_where_there_is_one():
    ramped = ls.change(ls.load(RF), {"source": "held"})

    assert try_current(ramped, ["run"]).endswith("lesionsim run --source rf")
    assert try_current(ls.load("lumbar-medial-branch"), ["run", "--ramp", "5"]).endswith("--ramp 5 --source rf")


def test_nothing_is_named_where_the_tissue_s_conductivity_is_not_known_or_the_source_was_chosen():
    assert not could_have_current(ls.load("b1"))
    assert try_current(ls.load("b1"), ["run", "b1"]) == ""
    assert try_current(ls.load("lumbar-medial-branch"), ["run", "--source", "held"]) == ""
    assert try_current(ls.load(RF), ["run", RF]) == ""


def test_the_source_stands_in_the_title_of_a_changed_scenario(capsys):
    assert main(["run", "--source", "rf", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "lumbar-medial-branch, changed: source rf"


def test_notes_of_a_held_scenario_stay_true_with_current():
    notes = ls.change(ls.load("lumbar-medial-branch"), {"source": "rf"}).notes

    assert notes.startswith("With source = held the tip is kept at one temperature, without current")


@pytest.mark.parametrize("kind", ["generator", "current"])
def test_figures_of_current_are_refused_for_a_held_tip_before_any_run(kind, capsys, here):
    assert main(["figure", "b1", "--kind", kind]) != 0
    out, err = capsys.readouterr()

    assert out == ""
    assert "Computing" not in err
    assert f"--kind {kind} needs current, and the tip of b1 is held; run it with --source rf --ramp 10" in err


def test_a_sentence_tells_the_needle_without_current_for_a_held_tip_only(b1):
    lesion = ls.measure(b1)

    assert "without current" in sentence(ls.load("b1"), lesion)
    assert "without current" not in sentence(ls.load(RF), lesion)
