"""`lesionsim figure` writes steps, a blank figure and words beside the picture, when it is asked to."""

import csv

import pytest
from PIL import Image

import lesionsim as ls
from lesionsim.cli.entry import main


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def description(path):
    with Image.open(path) as picture:
        return picture.info["Description"]


def size(path):
    with Image.open(path) as picture:
        return picture.size


def test_layers_are_written_step_by_step_and_told(here, capsys):
    assert main(["figure", "b1", "--layers", "-o", "map.png"]) == 0

    names = [f"map-{step}.png" for step in range(1, 6)]
    assert sorted(path.name for path in here.iterdir()) == [*names, "map.png"]
    out = capsys.readouterr().out
    assert all(f"Step {step} of 5: {name}" in out for step, name in enumerate(names, 1))
    assert (here / "map-5.png").read_bytes() == (here / "map.png").read_bytes()
    assert len({(here / name).read_bytes() for name in names}) == 5
    assert len({size(here / name) for name in names}) == 1
    assert "this tip leaves a lesion" in description(here / "map-5.png")
    assert "mm wide" not in description(here / "map-1.png")


def test_a_blank_one_asks_without_an_answer(here, capsys):
    assert main(["figure", "b1", "--blank", "-o", "map.png"]) == 0

    assert "Blank: map-blank.png" in capsys.readouterr().out
    assert description(here / "map-blank.png").startswith("How wide and how long is the lesion?")
    assert "this tip leaves a lesion" in description(here / "map.png")


def test_alt_text_notes_and_numbers_are_written_beside(here, capsys):
    assert main(["figure", "b1", "--told", "-o", "map.svg"]) == 0

    width = ls.measure(ls.simulate(ls.load("b1"))).width_mm
    rows = list(csv.DictReader((here / "map.csv").read_text("utf-8").splitlines()))
    assert float(rows[0]["width (mm)"]) == pytest.approx(width, rel=1e-5)
    assert f"this tip leaves a lesion {width:.1f} mm wide" in (here / "map.txt").read_text("utf-8")
    assert "Told: map.txt" in capsys.readouterr().out


def test_all_at_once_leave_the_picture_as_it_is_without_them(here, capsys):
    assert main(["figure", "b1", "-o", "alone.png"]) == 0
    assert main(["figure", "b1", "--layers", "--blank", "--told", "-o", "map.png"]) == 0

    assert (here / "alone.png").read_bytes() == (here / "map.png").read_bytes() == (here / "map-5.png").read_bytes()


def test_a_file_that_is_there_already_is_said_to_be_replaced(here, capsys):
    (here / "map-blank.png").write_bytes(b"old")
    assert main(["figure", "b1", "--blank", "-o", "map.png"]) == 0

    assert "map-blank.png will be replaced" in capsys.readouterr().err
    assert (here / "map-blank.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize("option", ["--layers", "--blank", "--told"])
def test_a_film_has_none_of_them(here, capsys, option):
    assert main(["figure", "b1", "--kind", "growth-film", option, "-o", "film.gif"]) == 2

    assert f"is a film and takes no {option}" in capsys.readouterr().err
    assert not list(here.iterdir())


def test_without_them_there_is_the_picture_alone(here, capsys):
    assert main(["figure", "b1", "-o", "map.png"]) == 0

    assert [path.name for path in here.iterdir()] == ["map.png"]
