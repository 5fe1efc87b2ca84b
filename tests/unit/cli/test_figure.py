"""`lesionsim figure` draws what it was asked for, where it was asked to, and says early what cannot be."""

from importlib import import_module

import pytest

import lesionsim as ls
from lesionsim.cli import main
from lesionsim.cli.kinds import KINDS

FIELD = "peak_temperature"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def drawn(monkeypatch):
    """What the drawing functions were called with, in place of drawing; by kind."""
    calls = {}

    def record(name):
        def draw(result, **arguments):
            calls[name] = (result, arguments)
            return "a picture"

        return draw

    for name, kind in KINDS.items():
        monkeypatch.setattr(import_module(f"lesionsim.plots.{kind.module}"), kind.function, record(name))
    monkeypatch.setattr("lesionsim.plots.saving.save", lambda picture, path: path.write_text(picture))
    return calls


@pytest.fixture
def no_run(monkeypatch):
    def refuse(*_):
        raise AssertionError("this must be told before the run")

    monkeypatch.setattr("lesionsim.cli.subject.computed", refuse)


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if not kind.film])
def test_every_kind_draws_a_picture(kind, here, capsys):
    nerve = ["--set", 'nerve={kind="straight", offset_mm=1.5}'] if kind == "nerve" else []
    scenario = "lumbar-medial-branch-rf" if KINDS[kind].needs_current else "lumbar-medial-branch"
    scenario = KINDS[kind].usual or scenario
    assert main(["figure", scenario, "--kind", kind, "-o", "it.svg", *nerve]) == 0

    out, _ = capsys.readouterr()
    assert out == "Picture: it.svg\n"
    assert "<svg" in (here / "it.svg").read_text("utf-8")


def test_the_first_figure_needs_no_options(here, capsys):
    assert main(["figure", "b1"]) == 0

    assert (here / "b1-map.png").read_bytes().startswith(b"\x89PNG")
    assert "Picture: b1-map.png" in capsys.readouterr().out


def test_a_picture_that_is_replaced_is_named_first(here, capsys, drawn):
    for told in (False, True):
        assert main(["figure", "b1", "-o", "mine.png"]) == 0
        assert ("mine.png will be replaced" in capsys.readouterr().err) is told


@pytest.mark.parametrize("given", ["folder", "folder/result.nc"])
def test_a_result_is_drawn_as_it_is_and_not_run_again(given, here, drawn, no_run, b1):
    (here / "folder").mkdir()
    ls.save_result(b1, here / "folder" / "result.nc")

    assert main(["figure", given]) == 0

    result, _ = drawn["map"]
    assert result[FIELD].equals(b1[FIELD])
    assert (here / "b1-map.png").exists()


def test_a_scenario_is_run_with_the_changes_that_run_knows(here, drawn):
    assert main(["figure", "b1", "--temperature", "70", "--set", "start_c=30", "-o", "a.png"]) == 0

    result, _ = drawn["map"]
    expected = ls.simulate(ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 70, "start_c": 30}))
    assert result[FIELD].equals(expected[FIELD])


ARGUMENTS = [
    (
        "map", "--criterion liver --criterion isotherm-47 --time 30",
        {"criteria": ["Arrhenius liver", "isotherm 47 °C"], "time_s": 30},
    ),
    ("traces", "--criterion Arrhenius_liver", {"criteria": ["Arrhenius liver"]}),
    ("growth", "--criterion isotherm-50 --time 10 --time 60", {"criterion": "isotherm 50 °C", "times_s": [10, 60]}),
    ("profile", "--time 90", {"times_s": [90]}),
    ("damage", "", {}),
    ("joules", "", {}),
    ("nerve", "--criterion liver", {"criterion": "Arrhenius liver"}),
    ("nerve-angles", "--criterion isotherm-50", {"criterion": "isotherm 50 °C"}),
]  # fmt: skip


def labelled(value):
    if isinstance(value, list):
        return [labelled(each) for each in value]
    return getattr(value, "label", value)


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize(("kind", "options", "arguments"), ARGUMENTS, ids=[kind for kind, *_ in ARGUMENTS])
def test_options_reach_the_drawing_function(kind, options, arguments, style, here, drawn):
    words = [word.replace("_", " ") for word in options.split()]
    nerve = ["--set", 'nerve={kind="straight", offset_mm=1.5}']
    assert main(["figure", "b1", "--kind", kind, "--style", style, *nerve, *words]) == 0

    _, found = drawn[kind]
    assert {name: labelled(value) for name, value in found.items()} == {"style": style, **arguments}


def test_measured_traces_reach_the_drawing_function(here, drawn, monkeypatch):
    (here / "probe.csv").write_text("time_s,tip_c\n0,37\n10,80\n20,80\n", "utf-8")

    assert main(["figure", "b1", "--kind", "traces", "--measured", "probe.csv"]) == 0
    assert drawn["traces"][1]["measured"] == "probe.csv"


# what is typed, what the message says
WRONG = [
    ("figure b1 --kind mpa", "nearest: map"),
    ("figure b1 --kind grwoth", "nearest: growth"),
    ("figure b1 --style poster", "'poster'; must be slide or paper"),
    ("figure b1 -o lesion.bmp", "must end in .png, .svg or .pdf"),
    ("figure b1 -o lesion", "has no suffix"),
    ("figure b1 -o=", "-o"),
    ("figure b1 -o no/such/folder/it.png", "does not exist"),
    ("figure b1 -o /proc/it.png", "cannot be written to"),
    ("figure b1 --kind joules --time 30", "joules takes no --time; these do: map, slices, view-3d, growth and profile"),
    ("figure b1 --kind damage --criterion liver", "damage takes no --criterion"),
    ("figure b1 --measured a.csv", "map takes no --measured; these do: traces"),
    (
        "figure b1 --time 30 --time 60",
        "map takes --time once, but it is given 2 times; growth and profile take several",
    ),
    ("figure b1 --criterion livr", "nearest: Arrhenius liver"),
    ("figure b1 --criterion skin", "which b1 does not integrate"),
    ("figure b1 --criterion isotherm-300", "300 °C"),
    ("figure b1 --kind traces --measured no.csv", "no.csv"),
    ("figure b1 --kind nerve", "--kind nerve needs a nerve, and b1 has none; add one, such as --set"),
    ("figure b1 --time soon", "--time is 'soon'; must be a number"),
    ("figure b9", "nearest: b"),
    ("figure b1 --temperature 180", "--temperature is 180 °C"),
    ("figure result.nc --gauge 16", "--gauge would change a scenario"),
    ("figure result.nc --set start_c=30", "--set would change a scenario"),
]


@pytest.mark.parametrize(("typed", "told"), WRONG, ids=[typed for typed, _ in WRONG])
def test_what_cannot_be_drawn_is_told_before_the_run(typed, told, capsys, here, no_run):
    assert main(typed.split()) == 2

    out, err = capsys.readouterr()
    assert told in err
    assert err.startswith("lesionsim: ")
    assert out == ""
    assert not list(here.iterdir())


def test_a_moment_that_was_not_recorded_is_told(here, capsys):
    assert main(["figure", "b1", "--time", "33.3"]) == 2
    assert "nearest recorded moment is 35 s" in capsys.readouterr().err


def test_a_result_that_cannot_be_read_ends_with_1(here, capsys, no_run):
    (here / "result.nc").write_text("no netCDF")

    assert main(["figure", "result.nc"]) == 1
    assert main(["figure", "absent.nc"]) == 1
    told = capsys.readouterr().err
    assert "result.nc is no result" in told
    assert "absent.nc does not exist" in told


def test_a_scenario_of_the_library_wins_over_a_folder_of_its_name(here, drawn):
    (here / "b1").mkdir()
    (here / "b1" / "result.nc").write_text("no netCDF")

    assert main(["figure", "b1"]) == 0


def test_the_help_of_figure_lists_every_kind(capsys):
    assert main(["figure", "--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out and kind.about in out for name, kind in KINDS.items())


def test_without_a_subject_the_scenario_of_run_is_drawn(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["figure"]) == 0
    assert (tmp_path / "lumbar-medial-branch-map.png").exists()
