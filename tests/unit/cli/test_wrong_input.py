"""Every wrong word on the command line ends with exit code 2 and one message that says what to do."""

import errno
import sys

import pytest

from lesionsim.cli import main

# what is typed, what the message says
WRONG = [
    ("rum", "nearest: run"),
    ("lst", "nearest: list"),
    ("b1", "lesionsim run b1"),
    ("swep a.toml", "'swep' is not a command; nearest: sweep"),
    ("--verson", "nearest: --version"),
    ("run --temprature 70", "nearest: --temperature"),
    ("run --temp 70", "nearest: --temperature"),
    ("run -q", "'-q' is not an option of lesionsim run"),
    ("verify --jsn", "nearest: --json"),
    ("run --temperature", "--temperature needs a value"),
    ("run --temperature hot", "--temperature is 'hot'; must be a number"),
    ("run --temperature 70,5", "write 70.5"),
    ("run --temperature nan", "must be a finite number"),
    ("run --temperature inf", "must be a finite number"),
    ("run --temperature 180", "--temperature is 180 °C; must be between 37"),
    ("run --temperature 20", "--temperature is 20 °C"),
    ("run --temperature -70", "--temperature is -70 °C"),
    ("run --temperature 353", "looks like kelvin"),
    ("run --hold 0", "--hold is 0 s; must be above 0"),
    ("run --hold -5", "--hold is -5 s"),
    ("run --hold 3600", "at most 3600 s"),
    ("run --ramp -1", "--ramp is -1 s"),
    ("run --cooldown -1", "--cooldown is -1 s"),
    ("run --cooldown 4000", "--cooldown is 4000 s"),
    ("run --gauge 13", "--gauge is 13; must be 14"),
    ("run --gauge 20.5", "--gauge is '20.5'; must be a whole number"),
    ("run --gauge thin", "--gauge is 'thin'"),
    ("run --tip 1", "--tip is 1 mm; must be between 2 and 40 mm"),
    ("run --tip 0.01", "looks like metres"),
    ("run --tissue livr", "nearest: liver"),
    ("run --tissue=", "--tissue"),
    ("run b1 --source rf", "tissue.electrical_conductivity_s_m is missing"),
    ("run b2 --temperature 70 --set generator.mode=power --set generator.set_w=5", "keeps a power and follows no temp"),
    ("run --source laser", "--source is 'laser'"),
    ("run --set gauge", "write KEY=VALUE"),
    ("run --set =3", "write KEY=VALUE"),
    ("run --set probe.guage=18", "nearest: probe.gauge"),
    ("run --set protocol.steps[7].at_c=70", "protocol.steps[7] does not exist"),
    ("run --set probe.gauge=18 --gauge 20", "given twice, by --gauge and --set"),
    ("run --set probe.gauge=18 --set probe.gauge=20", "given twice"),
    ("run --set criteria=[]", "has 0 entries"),
    ("run --set tissue.density_kg_m3=-1", "--set tissue.density_kg_m3 is -1"),
    ("run nope", "neither a scenario of the library nor a TOML file"),
    ("run nope.toml", "nope.toml: does not exist"),
    ("run .", "'.' is neither"),
    ("run ./", "is a folder"),
    ("run b1 extra", "'extra' is one word too many"),
    ("run --json=yes", "--json takes no value"),
    ("run --out", "--out needs a value"),
    ("run --out=", "--out is empty"),
    ("run --out /dev/null", "which is a file"),
    ("run --out /dev/null/below", "cannot be written to"),
    ("run --out /proc/lesion", "cannot be written to"),
    ("list tisues", "nearest: tissues"),
    ("list tissues probes", "'probes' is one word too many"),
    ("show", "NAME is missing"),
    ("show muscl", "nearest: muscle"),
    ("show nope.toml", "does not exist"),
    ("new", "FILE.toml is missing"),
    ("new mine.txt", "must end in .toml"),
    ("new no/such/folder/mine.toml", "does not exist"),
    ("new mine.toml --from nope", "nearest"),
    ("verify extra", "'extra' is one word too many"),
    ("verify --out /dev/null", "which is a file"),
]


@pytest.mark.parametrize(("typed", "told"), WRONG, ids=[typed for typed, _ in WRONG])
def test_wrong_input_ends_with_2_and_says_what_to_do(typed, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    code = main(typed.split())

    out, err = capsys.readouterr()
    assert code == 2
    assert told in err
    assert err.startswith("lesionsim: ")
    assert "Traceback" not in err
    assert out == ""
    assert not list(tmp_path.iterdir())


def test_all_problems_of_the_options_are_told_at_once(capsys):
    assert main(["run", "--hold", "0", "--gauge", "30", "--tip", "99"]) == 2

    told = capsys.readouterr().err
    assert "3 errors" in told
    for option in ("--hold", "--gauge", "--tip"):
        assert option in told


def test_a_temperature_that_two_steps_share_is_told_once(capsys):
    assert main(["run", "--ramp", "10", "--temperature", "180"]) == 2

    assert capsys.readouterr().err.count("--temperature") == 1


def test_a_scenario_file_with_errors_is_named(capsys, tmp_path):
    file = tmp_path / "mine.toml"
    assert main(["new", str(file)]) == 0
    file.write_text(file.read_text("utf-8").replace("gauge = 20", "gauge = 99"), "utf-8")
    capsys.readouterr()

    assert main(["run", str(file)]) == 2

    told = capsys.readouterr().err
    assert "mine.toml" in told
    assert "probe.gauge is 99" in told


@pytest.mark.parametrize("option", ["--temperature", "--hold", "--ramp", "--cooldown"])
def test_simple_options_say_when_a_protocol_is_not_simple(option, capsys, tmp_path):
    steps = '[{kind="hold", at_c=60, duration_s=30}, {kind="hold", at_c=80, duration_s=60}]'

    code = main(["run", write_with_steps(tmp_path, steps), option, "50"])

    told = capsys.readouterr().err
    assert code == 2
    assert f"{option} does not fit" in told
    assert "--set" in told


def test_a_ramp_to_another_temperature_is_not_simple(capsys, tmp_path):
    steps = '[{kind="ramp", to_c=60, duration_s=30}, {kind="hold", at_c=80, duration_s=60}]'

    assert main(["run", write_with_steps(tmp_path, steps), "--hold", "50"]) == 2
    assert "does not fit" in capsys.readouterr().err


def write_with_steps(folder, steps):
    from lesionsim import library
    from lesionsim.scenario import parse_assignment, to_toml

    key, value = parse_assignment(f"protocol.steps={steps}")
    file = folder / "steps.toml"
    file.write_text(to_toml(library.change(library.scenario(), {key: value})), "utf-8")
    return str(file)


def test_a_folder_without_permission_to_write_is_refused(capsys, tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)

    assert main(["run", "--out", str(tmp_path)]) == 2
    assert "Permission denied" in capsys.readouterr().err


def test_a_folder_in_the_place_of_a_file_is_refused_before_the_run(capsys, tmp_path):
    (tmp_path / "lesion.png").mkdir()

    assert main(["run", "--out", str(tmp_path)]) == 2
    assert "lesion.png is a folder" in capsys.readouterr().err


def test_a_run_never_writes_over_its_own_scenario(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "scenario.toml"]) == 0
    written = (tmp_path / "scenario.toml").read_bytes()

    assert main(["run", "scenario.toml", "--out", "."]) == 2

    assert "would be replaced" in capsys.readouterr().err
    assert (tmp_path / "scenario.toml").read_bytes() == written


@pytest.mark.parametrize("file", range(5))
def test_a_disk_that_is_full_at_any_file_leaves_nothing_behind(file, capsys, tmp_path, monkeypatch):
    """Whatever file does not fit, none of them is written, and the message is no number of the system."""
    from lesionsim.result import replacing

    flushed = []

    def flush(path):
        flushed.append(path)
        if len(flushed) > file:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replacing, "flush", flush)

    assert main(["run", "b1", "--out", str(tmp_path / "out")]) == 1

    told = capsys.readouterr().err
    assert "No space left on device" in told
    assert "Free some space" in told
    assert "Errno" not in told
    assert not list((tmp_path / "out").iterdir())


def test_a_full_disk_leaves_no_new_scenario_file(capsys, tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("lesionsim.result.replacing.flush", refuse)

    assert main(["new", str(tmp_path / "mine.toml")]) == 2

    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("words", "code"), [(["list"], 0), (["rum"], 2), (["verify", "--jsn"], 2)])
def test_a_program_started_without_a_screen_ends_with_the_same_code(words, code, monkeypatch):
    """With its output closed, as by `>&-` in a shell, Python gives a program no streams to write to."""
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, None)

    assert main(words) == code
    assert sys.stdout is None
    assert sys.stderr is None


def test_an_option_that_may_come_often_may_come_twice(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(["run", "--set", "probe.gauge=18", "--set", "start_c=99"]) == 2

    assert "given" not in capsys.readouterr().err
