"""`lesionsim figure` writes films where films are asked for, pictures where pictures are."""

import pytest
from PIL import Image

from lesionsim.cli import main


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_film_is_a_gif_when_nothing_is_said(here, capsys):
    assert main(["figure", "b1", "--kind", "growth-film"]) == 0

    assert capsys.readouterr().out == "Picture: b1-growth-film.gif\n"
    with Image.open(here / "b1-growth-film.gif") as film:
        assert film.n_frames == 19


@pytest.mark.parametrize("name", ["it.webp", "it.html"])
def test_the_suffix_chooses_the_format(here, name):
    assert main(["figure", "b1", "--kind", "growth-film", "--criterion", "isotherm-47", "-o", name]) == 0

    assert (here / name).stat().st_size > 10_000


@pytest.mark.parametrize("name", ["it.gif", "it.webp", "it.mp4", "it.html", "IT.GIF"])
@pytest.mark.parametrize("kind", ["map", "gauges"])
def test_a_picture_is_no_film_and_the_error_names_the_kind(here, kind, name, capsys):
    assert main(["figure", "b1", "--kind", kind, "-o", name]) == 2

    told = capsys.readouterr().err
    assert f"--kind {kind} is a picture" in told
    assert "--kind growth-film" in told
    assert list(here.iterdir()) == []


def test_a_film_is_no_picture(here, capsys):
    assert main(["figure", "b1", "--kind", "growth-film", "-o", "it.png"]) == 2

    assert "must end in .gif, .webp, .mp4 or .html" in capsys.readouterr().err


def test_an_mp4_without_ffmpeg_is_told_before_the_run(here, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(here))
    monkeypatch.setattr("lesionsim.cli.subject.computed", None)
    assert main(["figure", "b1", "--kind", "growth-film", "-o", "it.mp4"]) == 2

    assert ".gif or .webp" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told_before_the_run(here, capsys, monkeypatch):
    monkeypatch.setattr("lesionsim.cli.subject.computed", None)
    assert main(["figure", "b1", "--kind", "growth-film", "-o", "no/it.gif"]) == 2

    assert "does not exist" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["gauges", "tips", "temperatures", "times", "sources", "sensitivity"])
def test_comparisons_take_a_criterion(here, kind):
    words = ["medial-branch-70c-60s", "--kind", kind, "--criterion", "isotherm-50", "-o", "it.svg"]
    assert main(["figure", *words]) == 0

    assert "<svg" in (here / "it.svg").read_text("utf-8")


def test_bone_is_drawn_from_a_scenario_that_has_some(here, capsys):
    assert main(["figure", "--kind", "bone", "-o", "it.png"]) == 0
    assert main(["figure", "b1", "--kind", "bone", "-o", "it.png"]) == 2

    assert "no bone" in capsys.readouterr().err
