"""`lesionsim sweep` runs what a file describes and tells what came out; wrong input is one clear message."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

import lesionsim as ls
from lesionsim.cli import main
from lesionsim.cli import sweep as sweep_command
from lesionsim.cli.sweep_example import example
from lesionsim.sweep.design.files import from_toml
from lesionsim.sweep.running.journal import NAME

GRID = 'scenario = "b1"\n[vary]\ngauge = [18, 20]\ntemperature_c = [70, 80]\n[measure]\nerror_bars = "none"\n'
BARE = "[measure]\nerror_bars = 'none'\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sweep_file(here, text=GRID, name="mine.toml"):
    (here / name).write_text(text, "utf-8")
    return name


def test_a_grid_is_run_told_and_drawn(here, capsys):
    assert main(["sweep", sweep_file(here)]) == 0

    out, err = capsys.readouterr()
    assert "4 rows: 4 ok." in out
    assert "width mm    Arrhenius liver" in out
    assert ls.DISCLAIMER in out
    assert "grid of 4 rows over gauge, temperature_c from b1" in err
    assert "  gauge: 18 or 20" in err
    assert "Running 4 rows here into sweep-mine" in err
    names = {path.name for path in (here / "sweep-mine").iterdir() if not path.name.startswith(".")}
    assert names == {"rows.journal", "rows.csv", "rows.parquet", "columns.csv", "design.toml", "sweep.json",
                     "curves-width_mm.png"}  # fmt: skip
    table = ls.open_sweep("sweep-mine")
    assert f"{float(table.width_mm.max()):.2f}" in out


def test_json_is_all_that_is_printed(here, capsys):
    assert main(["sweep", sweep_file(here), "--json", "--no-pictures"]) == 0

    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err == ""
    assert (told["rows"], told["ok"], told["failed"]) == (4, 4, 0)
    assert told["measures"][0]["measure"] == "width_mm"
    assert told["measures"][0]["highest"] == float(ls.open_sweep("sweep-mine").width_mm.max())
    assert told["disclaimer"] == ls.DISCLAIMER


def test_quiet_tells_the_answer_alone(here, capsys):
    assert main(["sweep", sweep_file(here), "--quiet", "--no-pictures"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "4 rows: 4 ok." in out


def test_progress_is_shown_on_stderr_when_asked_for(here, capsys):
    assert main(["sweep", sweep_file(here), "--progress", "--no-pictures"]) == 0
    out, err = capsys.readouterr()
    assert "4/4" in err
    assert "4/4" not in out


def test_failing_rows_are_counted_with_their_reason(here, capsys, monkeypatch):
    from lesionsim.sweep.running import row

    real = row.run_row

    def planted(scenario, options, number):
        if number == 2:
            raise ls.RunError("it is planted")
        return real(scenario, options, number)

    monkeypatch.setattr(row, "run_row", planted)
    assert main(["sweep", sweep_file(here), "--no-pictures"]) == 0
    out, _ = capsys.readouterr()
    assert "4 rows: 3 ok, 1 failed." in out
    assert "  1 x it is planted" in out


def test_a_sweep_in_which_no_row_is_ok_ends_as_a_failure(here, capsys, monkeypatch):
    from lesionsim.sweep.running import row

    def planted(scenario, options, number):
        raise ls.RunError("it is planted")

    monkeypatch.setattr(row, "run_row", planted)
    assert main(["sweep", sweep_file(here), "--no-pictures"]) == 1
    assert "4 rows: 4 failed." in capsys.readouterr().out


def test_sensitivity_is_a_table_with_intervals_and_a_picture(here, capsys):
    text = 'scenario = "b1"\nkind = "morris"\nsamples = 6\n[vary]\ntemperature_c = {low = 60, high = 90}\n'
    assert main(["sweep", sweep_file(here, text + "hold_s = {low = 60, high = 90}\n" + BARE)]) == 0
    out, err = capsys.readouterr()
    lines = [line.split() for line in out.splitlines()]
    first, second = (
        next(i for i, line in enumerate(lines) if line[:1] == [key]) for key in ("temperature_c", "hold_s")
    )
    assert first < second
    assert "What decides width_mm?" in out
    assert (here / "sweep-mine" / "sensitivity-width_mm.png").is_file()
    assert "No picture" not in err

    assert main(["sweep", "mine.toml", "--resume", "--json", "--no-pictures"]) == 0
    told = json.loads(capsys.readouterr()[0])["indices"]["width_mm"]
    assert {each["key"] for each in told} == {"temperature_c", "hold_s"}
    assert all(each["mu_star_low"] <= each["mu_star"] <= each["mu_star_high"] for each in told)


def test_too_few_runs_for_indices_are_told_and_no_crash(here, capsys):
    text = 'scenario = "b1"\nkind = "saltelli"\nsamples = 2\n[vary]\ntemperature_c = {low = 60, high = 90}\n'
    assert main(["sweep", sweep_file(here, text + BARE)]) == 0
    out, err = capsys.readouterr()
    assert "No sensitivity of width_mm: " in err
    assert "6 rows: 6 ok." in out


def test_probabilities_are_drawn_for_drawn_designs_with_maps(here, capsys):
    text = (
        'scenario = "lumbar-medial-branch"\nkind = "latin-hypercube"\nsamples = 12\n[vary]\n'
        "temperature_c = {low = 70, high = 90}\n" + BARE + "dead_map = true\n"
    )
    assert main(["sweep", sweep_file(here, text), "--style", "paper"]) == 0
    _, err = capsys.readouterr()
    assert "No picture" not in err
    for name in ("probability-map", "nerve-probability", "scatter-width_mm"):
        assert (here / "sweep-mine" / f"{name}.png").is_file()


def test_a_check_of_many_rows_is_announced_unless_nothing_is_wanted(here, capsys, monkeypatch):
    monkeypatch.setattr(sweep_command, "MANY_ROWS", 3)
    file = sweep_file(here, 'scenario = "b1"\n[vary]\ngauge = [16, 18, 20]\n' + BARE)
    assert main(["sweep", file, "--no-pictures"]) == 0
    assert capsys.readouterr().err.startswith("Checking 3 rows: ")
    assert main(["sweep", file, "--no-pictures", "--quiet", "--resume"]) == 0
    assert "Checking" not in capsys.readouterr().err


def test_a_map_of_runs_beside_bone_shows_both_sides_of_the_needle(here, capsys):
    text = (
        'scenario = "b3-bone"\nkind = "latin-hypercube"\nsamples = 10\n[vary]\n'
        "temperature_c = {low = 70, high = 90}\n" + BARE + "dead_map = true\n"
    )
    assert main(["sweep", sweep_file(here, text)]) == 0
    assert "No picture" not in capsys.readouterr()[1]
    assert (here / "sweep-mine" / "probability-map.png").stat().st_size > 10_000


def test_a_picture_that_cannot_be_made_is_told_and_the_rest_is_there(here, capsys):
    text = 'scenario = "b1"\n[vary]\ngauge = [14, 15, 16, 17, 18, 19, 20, 21]\ntemperature_c = [' + (
        "60, 61, 62, 63, 64, 65, 66, 67, 68]\n"
    )
    assert main(["sweep", sweep_file(here, text + BARE)]) == 0
    out, err = capsys.readouterr()
    assert "No picture curves-width_mm.png: " in err
    assert "72 rows: 72 ok." in out


def test_an_example_can_be_written_run_and_resumed(here, capsys):
    assert main(["new", "mine.toml", "--sweep", "--from", "b1"]) == 0
    assert "lesionsim sweep mine.toml" in capsys.readouterr()[0]
    assert main(["sweep", "mine.toml", "--no-pictures"]) == 0
    assert main(["sweep", "mine.toml", "--no-pictures"]) == 2
    assert "holds a sweep already: 12 of 12 rows are done. Go on with --resume" in capsys.readouterr()[1]
    assert main(["sweep", "mine.toml", "--no-pictures", "--resume"]) == 0


def test_every_commented_line_of_the_example_can_be_taken_in():
    text = example("mine.toml", "lumbar-medial-branch").replace('kind = "grid"', 'kind = "latin-hypercube"', 1)
    lines = []
    for line in text.splitlines():
        bare = line.removeprefix("# ")
        is_toml = (
            bare.startswith(("samples", "hold_s =", '"', "[", "a =", "b =", "rho", "time_limit_s"))
            and "  " not in bare[:3]
        )
        is_kind = bare.startswith('"') and "=" not in bare.partition("#")[0]
        lines.append(bare if is_toml and not is_kind else line)
    design, options = from_toml("\n".join(lines))
    assert len(design) == 64
    assert options.time_limit_s == 60
    assert {"hold_s", "tissue.perfusion_per_s", "nerve.offset_mm"} <= set(design.keys)
    assert design.correlation == (("temperature_c", "hold_s", -0.5),)
    assert design.scenario.probe.tip_length_mm == 5


def test_an_example_finds_the_scenario_file_beside_it(here, capsys):
    (here / "sub").mkdir()
    assert main(["new", "sub/case.toml", "--from", "b1"]) == 0
    assert main(["new", "sub/many.toml", "--sweep", "--from", "sub/case.toml"]) == 0
    assert main(["sweep", "sub/many.toml", "--out", "here", "--no-pictures"]) == 0
    assert ls.open_sweep("here").attrs["scenario_name"] == "case"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sweep"], "FILE.toml is missing"),
        (["sweep", "nothing.toml"], "nothing.toml"),
        (["sweep", "b1"], "b1 is no file; give a TOML file that describes a sweep"),
        (["sweep", "mine.toml", "--workers", "0"], "--workers is '0'; must be a whole number from 1 to 1024"),
        (["sweep", "mine.toml", "--workers", "2", "--dask", "tcp://1.2.3.4:5"], "--workers is for processes of this"),
        (["sweep", "mine.toml", "--quiet", "--progress"], "--quiet and --progress are given together"),
        (["sweep", "mine.toml", "--style", "poster"], "--style is 'poster'"),
        (["sweep", "mine.toml", "--out", "mine.toml"], "--out is mine.toml, which is a file"),
        (["sweep", "mine.toml", "--worker", "2"], "'--worker' is not an option of lesionsim sweep; nearest: --workers"),
        (["sweep", "wrong.toml"], "wrong.toml has 2 errors"),
        (["sweep", "hot.toml"], "1 of 2 rows cannot be:\n  row 1 (temperature_c 120)"),
        (["diff", "mine.toml#3", "b1"], "mine.toml#3 means row 3 of a sweep, but mine.toml is not the folder of one"),
    ],
)
def test_wrong_input_is_one_clear_message(here, capsys, words, told):
    sweep_file(here)
    sweep_file(here, 'scenario = "b1"\n[vary]\ngauge = [18]\n[colour]\n[shape]\n', "wrong.toml")
    sweep_file(here, 'scenario = "b1"\n[vary]\ntemperature_c = [80, 120]\n', "hot.toml")
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("lesionsim:") == 1
    assert told in err
    assert "Traceback" not in err


def test_help_shows_examples(capsys):
    assert main(["sweep", "--help"]) == 0
    out = capsys.readouterr()[0]
    assert "lesionsim sweep mine.toml --out big --resume" in out
    assert ls.DISCLAIMER in " ".join(out.split())


def test_two_rows_of_a_sweep_are_compared_by_what_changed_and_what_it_did(here, capsys):
    assert main(["sweep", sweep_file(here), "--no-pictures"]) == 0
    capsys.readouterr()
    assert main(["diff", "sweep-mine#0", "sweep-mine#3", "--json"]) == 0
    told = json.loads(capsys.readouterr()[0])
    assert {each["key"] for each in told["changes"]} == {"probe.gauge", "protocol.steps[0].at_c"}
    width = next(size for size in told["lesions"][0]["sizes"] if size["quantity"] == "width")
    table = ls.open_sweep("sweep-mine").width_mm
    assert width["a"] == float(table.sel(gauge=18, temperature_c=70))
    assert width["b"] == float(table.sel(gauge=20, temperature_c=80))


def test_a_row_that_a_sweep_does_not_have_is_told(here, capsys):
    assert main(["sweep", sweep_file(here), "--no-pictures"]) == 0
    capsys.readouterr()
    assert main(["diff", "sweep-mine#0", "sweep-mine#4"]) == 2
    assert "row is 4; must be a whole number between 0 and 3" in capsys.readouterr()[1]


def test_two_sweeps_are_compared_row_by_row(here, capsys):
    sweep_file(here)
    sweep_file(here, GRID.replace("[vary]", '[change]\n"tissue.perfusion_per_s" = 0\n[vary]'), "still.toml")
    for name in ("mine", "still"):
        assert main(["sweep", f"{name}.toml", "--no-pictures"]) == 0
    capsys.readouterr()
    assert main(["diff", "sweep-mine", "sweep-still", "--json"]) == 0
    told = json.loads(capsys.readouterr()[0])
    assert [each["key"] for each in told["changes"]] == ["tissue.perfusion_per_s"]
    width = next(each for each in told["measures"] if each["measure"] == "width_mm")
    a, b = (ls.open_sweep(f"sweep-{name}").width_mm for name in ("mine", "still"))
    assert told["same_rows"]
    assert width["differing"] == 4
    assert width["largest_difference"] == float((b - a).max())
    assert width["largest_at_row"] == int(abs(b - a).values.argmax())
    assert width["mean_difference"] == pytest.approx(float((b - a).mean()), rel=1e-12)

    assert main(["diff", "sweep-mine", "sweep-still"]) == 0
    out = capsys.readouterr()[0]
    assert "tissue.perfusion_per_s" in out
    assert "4 rows differ, most row" in out
    assert ls.DISCLAIMER in out


def test_sweeps_over_other_values_are_compared_as_a_whole(here, capsys):
    sweep_file(here)
    sweep_file(here, GRID.replace("[70, 80]", "[80, 85]"), "hot.toml")
    for name in ("mine", "hot"):
        assert main(["sweep", f"{name}.toml", "--no-pictures"]) == 0
    capsys.readouterr()
    assert main(["diff", "sweep-mine", "sweep-hot"]) == 0
    out = capsys.readouterr()[0]
    assert "design.vary" not in out
    assert "vary.temperature_c was 70 or 80 and is 80 or 85" in out
    assert "the sweeps do not have the same rows" in out
    assert main(["diff", "sweep-mine", "b1"]) == 2
    assert "sweep-mine is a whole sweep, and the other is not" in capsys.readouterr()[1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that ends a program in this way")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_program_that_ends_in_the_middle_loses_no_row_and_is_resumed(here, how):
    text = GRID.replace("[70, 80]", "{low = 60, high = 90, levels = 400}")
    sweep_file(here, text)
    command = [sys.executable, "-m", "lesionsim.cli", "sweep", "mine.toml", "--no-pictures", "--workers", "2"]
    journal = here / "sweep-mine" / NAME
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        until = time.monotonic() + 200
        while (not journal.exists() or journal.stat().st_size < 20_000) and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(program.pid, how)
        err = program.stderr.read()
    assert program.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL), err
    if how == signal.SIGINT:
        assert "Go on with --resume" in err
    done = int((ls.open_sweep(here / "sweep-mine").status == "ok").sum())
    assert 10 < done < 800
    again = subprocess.run([*command, "--resume", "--json"], capture_output=True, text=True, timeout=300, check=False)
    assert json.loads(again.stdout)["ok"] == 800, again.stderr
