"""Each command does what its help says."""

import dataclasses
import json
import shlex
import subprocess
import sys

import pytest

import lesionsim as ls
from lesionsim import library
from lesionsim.cli import main
from lesionsim.verify.case import Case, Comparison

FILES = {"lesion.png", "traces.png", "result.nc", "scenario.toml", "summary.json"}
COMMANDS = ("run", "figure", "diff", "sweep", "list", "show", "new", "notebooks", "verify", "validate", "lecture")
KEYS = {
    "scenario", "source", "lesions", "peak_tissue_temperature_c", "energy_balance_error", "power_w", "wall_s",
    "version", "disclaimer",
}  # fmt: skip
LESION_KEYS = {
    "criterion", "measured_at_s", "width_mm", "length_mm", "ahead_of_tip_mm", "behind_tip_mm", "volume_mm3",
    "widest_at_mm", "probe_volume_mm3", "reaches_outer_wall", "width_mm_error", "length_mm_error",
    "ahead_of_tip_mm_error", "behind_tip_mm_error", "volume_mm3_error",
}  # fmt: skip


def refuse(text):
    raise AssertionError(f"{text} is not valid JSON")


def summary_of(capsys, *words):
    assert main(["run", *words, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out, parse_constant=refuse)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_words_at_all_show_the_help(capsys):
    assert main([]) == 0
    out = capsys.readouterr().out
    for command in COMMANDS:
        assert command in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command, capsys):
    assert main([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "examples:" in out
    assert f"lesionsim {command}" in out
    assert max(map(len, out.splitlines())) <= 120


def test_the_help_of_run_defines_its_measures_in_a_sketch(capsys):
    assert main(["run", "--help"]) == 0
    out = capsys.readouterr().out
    for word in ("length", "width", "tip", "ahead", "behind"):
        assert word in out.partition("what is measured")[2].partition("examples:")[0]


def test_help_offers_only_what_exists(capsys):
    main([])
    out = capsys.readouterr().out
    assert "lesionsim app" not in out


def test_the_version_is_told(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"lesionsim {ls.__version__}\n"


def test_the_summary_holds_every_key_and_no_other_words_are_printed(capsys, here):
    told = summary_of(capsys, "b1")

    assert set(told) >= KEYS
    assert all(set(lesion) == LESION_KEYS for lesion in told["lesions"])
    assert told["scenario"] == "b1"
    assert told["disclaimer"] == ls.DISCLAIMER
    assert not list(here.iterdir())


def test_the_summary_agrees_with_the_library(capsys):
    told = summary_of(capsys, "b1")
    lesion = ls.measure(ls.simulate(ls.load("b1")))

    assert told["lesions"][0]["width_mm"] == pytest.approx(lesion.width_mm, rel=1e-12)
    assert told["lesions"][0]["volume_mm3"] == pytest.approx(lesion.volume_mm3, rel=1e-12)
    assert told["peak_tissue_temperature_c"] == pytest.approx(80, abs=1e-9)


def test_a_run_without_lesion_gives_null_for_what_has_no_place(capsys):
    told = summary_of(capsys, "b1", "--temperature", "42")

    assert told["lesions"][1]["width_mm"] == 0
    assert told["lesions"][1]["widest_at_mm"] is None


# options, the change that they stand for
SAME = [
    (["--temperature", "70"], {"protocol.steps[0].at_c": 70}),
    (["--hold", "60"], {"protocol.steps[0].duration_s": 60}),
    (["--cooldown", "10"], {"protocol.steps[1].duration_s": 10}),
    (["--cooldown", "0"], {"protocol.steps": [{"kind": "hold", "at_c": 80, "duration_s": 90}]}),
    (["--gauge", "16G"], {"probe.gauge": 16}),
    (["--tip", "5"], {"probe.tip_length_mm": 5}),
    (["--tissue", "liver"], {"tissue": "liver"}),
    (["--source", "held"], {}),
    (["--set", "start_c=36", "--set", "probe.gauge=22"], {"start_c": 36, "probe.gauge": 22}),
    (
        ["--hold", "60", "--set", "protocol.steps[0].at_c=75"],
        {"protocol.steps[0].duration_s": 60, "protocol.steps[0].at_c": 75},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("options", "changes"), SAME, ids=[" ".join(options) for options, _ in SAME])
def test_an_option_is_the_change_that_it_stands_for(options, changes, capsys):
    told = summary_of(capsys, "lumbar-medial-branch", *options)

    expected = ls.measure(ls.simulate(library.change(library.scenario(), changes)))
    assert told["lesions"][0]["volume_mm3"] == pytest.approx(expected.volume_mm3, rel=1e-12)


def test_ramp_and_temperature_make_a_ramp_to_that_temperature(here):
    assert main(["run", "b1", "--ramp", "15", "--temperature", "70", "--cooldown", "5", "--out", "out"]) == 0

    protocol = ls.load("out/scenario.toml").protocol
    assert str(protocol) == "ramp to 70 °C in 15 s, then hold 70 °C for 90 s, then cool down for 5 s"


def test_a_ramp_can_be_taken_away_again(here):
    assert main(["run", "b1", "--ramp", "15", "--out", "one"]) == 0
    assert main(["run", "one/scenario.toml", "--ramp", "0", "--out", "two"]) == 0

    assert ls.load("two/scenario.toml").protocol == ls.load("b1").protocol


def test_a_changed_scenario_says_so_in_its_title(capsys):
    assert summary_of(capsys, "b1")["title"] == ls.load("b1").title
    assert summary_of(capsys, "b1", "--gauge", "18")["title"] == "b1, changed: 18 G"
    assert summary_of(capsys, "b1", "--gauge", "18", "--set", "title=Mine")["title"] == "Mine"


def test_a_run_writes_all_files_and_tells_size_picture_and_what_to_try_next(here, capsys):
    assert main(["run", "b1"]) == 0

    out, err = capsys.readouterr()
    folder = here / "lesion-b1"
    assert {path.name for path in folder.iterdir()} == FILES
    assert (folder / "lesion.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads((folder / "summary.json").read_text("utf-8"))["scenario"] == "b1"
    assert ls.load(folder / "scenario.toml") == ls.load("b1")
    assert ls.measure(ls.open_result(folder / "result.nc")) == ls.measure(ls.simulate(ls.load("b1")))
    for word in (
        "held at 80 °C for 90 s",
        "mm wide",
        "without current",
        ls.DISCLAIMER,
        "lesion.png",
        "?\n  lesionsim run",
    ):
        assert word in out
    assert "Computing" in err


def test_a_second_run_says_what_it_replaces(here, capsys):
    assert main(["run", "b1"]) == 0
    assert "replaced" not in capsys.readouterr().err
    assert main(["run", "b1"]) == 0

    told = capsys.readouterr().err
    assert "will be replaced" in told
    assert all(name in told for name in FILES)


def test_json_and_out_write_the_files_and_print_only_the_summary(here, capsys):
    told = summary_of(capsys, "b1", "--out", "deep/folder")

    assert told["scenario"] == "b1"
    assert {path.name for path in (here / "deep" / "folder").iterdir()} == FILES


def test_a_failure_while_drawing_leaves_the_old_files(here, capsys, monkeypatch):
    assert main(["run", "b1", "--out", "out"]) == 0
    before = {path.name: path.read_bytes() for path in (here / "out").iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lesionsim.result.replacing.flush", full)
    assert main(["run", "b1", "--gauge", "16", "--out", "out"]) == 1

    assert "No space left on device" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in (here / "out").iterdir()} == before


@pytest.mark.parametrize("name", [*library.names("scenarios")])
def test_the_question_at_the_end_is_a_command_that_works(name, here, capsys, monkeypatch):
    monkeypatch.setattr("lesionsim.cli.run.fill", lambda *_: None)
    asked = ["run", name]
    for _ in range(5):  # each answer asks the next question, until none is left
        assert main([*asked, "--out", "out"]) == 0
        line = capsys.readouterr().out.rstrip().splitlines()[-1].strip()
        if not line.startswith("lesionsim "):
            assert len(asked) >= 6
            return
        assert "--out" not in line
        asked = shlex.split(line)[1:]
    pytest.fail("the questions never end")


def test_a_tip_too_cool_for_a_lesion_asks_for_more(here, capsys):
    assert main(["run", "b1", "--temperature", "42", "--out", "out"]) == 0

    out = capsys.readouterr().out
    assert "leaves no lesion" in out
    assert "none" in out
    assert "--temperature 80" in out
    assert "--hold" not in out


def test_a_lesion_cut_off_by_the_outer_wall_is_not_given_as_a_size(here, capsys):
    block = ["--set", "domain.radius_mm=5", "--set", "domain.ahead_mm=5", "--set", "domain.shaft_mm=5"]
    assert main(["run", "b1", *block, "--set", "domain.outer_wall=insulated", "--hold", "600"]) == 0

    assert "cut off there" in capsys.readouterr().out


def test_people_are_told_about_compiling_and_machines_are_not(here, capsys, monkeypatch):
    monkeypatch.setattr("lesionsim.kernels.compile.is_cached", lambda kernel: False)
    monkeypatch.setattr("lesionsim.cli.run.compile_in_two_places", lambda scenario: None)

    assert main(["run", "b1", "--out", "out"]) == 0
    assert "Compiling the solver" in capsys.readouterr().err
    summary_of(capsys, "b1")


@pytest.mark.parametrize("kind", library.KINDS)
def test_list_shows_every_entry_of_a_kind(kind, capsys):
    assert main(["list", kind]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in library.names(kind))


def test_list_alone_shows_every_kind(capsys):
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert all(library.table(kind) in out for kind in library.KINDS)


def test_show_prints_a_card_or_the_tree_of_a_file(here, capsys):
    assert main(["show", "liver"]) == 0
    assert library.card("liver") in capsys.readouterr().out
    assert main(["new", "mine.toml"]) == 0
    assert main(["show", "mine.toml"]) == 0
    assert "20 G probe, 10 mm bare tip" in capsys.readouterr().out


def test_new_writes_a_scenario_that_runs_unchanged(here, capsys):
    assert main(["new", "mine.toml"]) == 0
    assert "lesionsim run mine.toml" in capsys.readouterr().out
    assert ls.load("mine.toml") == dataclasses.replace(library.scenario(), name="mine")
    assert main(["new", "bench.toml", "--from", "ex-vivo-21c"]) == 0
    assert ls.load("bench.toml") == dataclasses.replace(library.scenario("ex-vivo-21c"), name="bench")


@pytest.mark.parametrize(
    ("file", "name"), [("mein Fall ü.toml", "mein Fall ü"), ("a (2).toml", "a 2"), ("....toml", "lumbar-medial-branch")]
)
def test_new_names_the_scenario_after_its_file_and_quotes_the_command(file, name, here, capsys):
    assert main(["new", file]) == 0
    words = shlex.split(capsys.readouterr().out.partition("then: ")[2])
    assert words == ["lesionsim", "run", file]
    assert ls.load(file).name == name


def test_a_result_in_place_of_a_scenario_is_told_what_it_is(here, capsys):
    assert main(["run", "b1", "--out", "out"]) == 0
    capsys.readouterr()
    for typed in ("out", "out/result.nc"):
        assert main(["run", typed]) == 2
        err = capsys.readouterr().err
        for words in (f"lesionsim figure {typed}", f"lesionsim diff {typed}", "lesionsim run out/scenario.toml"):
            assert words in err


def test_measured_traces_outside_the_run_are_told(here, capsys):
    (here / "late.csv").write_text("time_s,tip_c\n500,40\n600,41\n")
    (here / "fine.csv").write_text("time_s,tip_c\n5,40\n600,41\n")
    for words in (["run", "b1", "--out", "out"], ["figure", "b1", "--kind", "traces", "-o", "a.png"]):
        assert main([*words, "--measured", "late.csv"]) == 0
        assert '"tip" in late.csv holds no reading during the run' in capsys.readouterr().err
        assert main([*words, "--measured", "fine.csv"]) == 0
        assert "no reading" not in capsys.readouterr().err


def test_where_there_is_no_lesion_nothing_is_said_of_touching_the_nerve(here, capsys):
    nerve = 'nerve={kind="straight", offset_mm=1.5}'
    assert main(["run", "b1", "--temperature", "37", "--set", nerve, "--out", "out"]) == 0
    assert "nerve" not in capsys.readouterr().out.partition("Picture")[0]


def test_new_replaces_a_file_only_when_forced(here, capsys):
    (here / "mine.toml").write_text("precious")

    assert main(["new", "mine.toml"]) == 2
    assert "--force" in capsys.readouterr().err
    assert (here / "mine.toml").read_text() == "precious"
    assert main(["new", "mine.toml", "--force"]) == 0
    assert ls.load("mine.toml").name == "mine"


def case(error):
    comparison = Comparison(what="a number", computed=1.0, exact=1.0, error=error, demand=1e-3)
    return Case(id="X1", title="A case", exercises="nothing", source="none", comparisons=(comparison,))


@pytest.mark.parametrize(("error", "code"), [(1e-6, 0), (1.0, 1), (float("nan"), 1)])
def test_verify_ends_with_1_when_a_case_fails(error, code, here, capsys, monkeypatch):
    monkeypatch.setattr("lesionsim.verify.run.verify", lambda progress=None: [case(error)])

    assert main(["verify", "--out", "proof"]) == code
    assert "X1" in capsys.readouterr().out
    assert "X1" in (here / "proof" / "certificate.md").read_text("utf-8")
    assert main(["verify", "--json"]) == code
    told = json.loads(capsys.readouterr().out, parse_constant=refuse)
    assert told["passed"] is (code == 0)


def test_a_failed_run_ends_with_1_and_a_message(capsys, monkeypatch):
    def fail(scenario):
        raise ls.RunError("temperature became nan °C")

    monkeypatch.setattr(ls, "simulate", fail)

    assert main(["run", "--json"]) == 1
    assert capsys.readouterr().err == "lesionsim: temperature became nan °C\n"


def test_stopping_a_run_leaves_no_traceback(capsys, monkeypatch):
    def stop(scenario):
        raise KeyboardInterrupt

    monkeypatch.setattr(ls, "simulate", stop)

    assert main(["run", "--json"]) == 130
    assert capsys.readouterr().err == "lesionsim: stopped\n"


def in_a_process(*words, **options):
    command = [sys.executable, *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120, **options)


def test_a_fresh_process_runs_and_ends_with_the_right_code(tmp_path):
    done = in_a_process("-m", "lesionsim.cli", "run", "b1", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["scenario"] == "b1"
    assert in_a_process("-m", "lesionsim.cli", "run", "nope", cwd=tmp_path).returncode == 2


def test_a_screen_without_the_letters_still_works():
    done = in_a_process("-m", "lesionsim.cli", "show", "muscle", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    assert "?" in done.stdout


def test_help_loads_nothing_heavy():
    script = (
        "import sys; from lesionsim.cli import main; main(['run', '--help']); main(['list']);"
        "heavy = {'numpy', 'scipy', 'numba', 'xarray', 'matplotlib', 'tqdm'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = in_a_process("-c", script)
    assert done.returncode == 0, done.stderr


def test_the_quick_start_keeps_scipy_usable_afterwards():
    script = (
        "from lesionsim.cli.starting import quick_start\n"
        "with quick_start():\n    import lesionsim as ls; ls.simulate(ls.load('b1'))\n"
        "import scipy.optimize, scipy.linalg.cython_blas"
    )
    done = in_a_process("-c", script)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [None, "/no/such/python", "/bin/false"])
def test_compiling_in_two_places_is_safe_when_the_other_process_fails(command, monkeypatch, capfd):
    from lesionsim.cli import beside

    monkeypatch.setattr("lesionsim.cli.beside.sys.executable", command or sys.executable)
    beside.compile_in_two_places(ls.load("b1"))

    assert capfd.readouterr() == ("", "")


def test_the_other_process_compiles_the_loop_that_the_run_needs(here, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(here))
    script = (
        "import sys, lesionsim as ls; from lesionsim.cli.beside import compile_in_two_places\n"
        "scenario = ls.load('b1'); compile_in_two_places(scenario)\n"
        "from lesionsim.kernels.march import march; ls.measure(ls.simulate(scenario))\n"
        "assert march.stats.cache_hits and not march.stats.cache_misses, march.stats"
    )
    done = in_a_process("-c", script)
    assert done.returncode == 0, done.stderr
