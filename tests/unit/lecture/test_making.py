"""A lecture of a few figures: all files, the same bytes with any number of processes, nothing where one fails."""

import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image

import lesionsim as ls
from lesionsim.cli import main
from lesionsim.cli.kinds import KINDS
from lesionsim.errors import RunError
from lesionsim.lecture import making, plan
from lesionsim.lecture.crew import Crew
from lesionsim.lecture.plan import Item, Part

FEW = (
    Part("One", (
        Item("map", "How far does the heat go?", "lesion_map", ("b1",), steps=True),
        Item("film", "What does growing look like?", "animation", ("b1",)),
    )),
    Part("Two", (Item("times", "What does more time do?", "comparisons", ("b1",), "multiples", "times"),)),
)  # fmt: skip
BAD = (
    Part("One", (Item("map", "?", "lesion_map", ("b1",)), Item("bone", "?", "bone_effects", ("b1",), "bone_effects"))),
)


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(making, "parts", lambda: FEW)


@pytest.fixture
def bad(monkeypatch):
    monkeypatch.setattr(making, "parts", lambda: BAD)


def content(folder):
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


def test_every_kind_of_figure_and_every_myth_is_in_the_lecture():
    drawn = {(item.draw, item.of) for part in plan.parts() for item in part.items}
    for name, kind in KINDS.items():
        of = getattr(kind, "of", "")
        if name.startswith("myth-"):
            assert ("myth_card", name.removeprefix("myth-")) in drawn, name
        else:
            assert (kind.function, of) in drawn, name


def test_names_of_files_begin_with_numbers_in_the_order_of_teaching():
    names = list(plan.numbered(plan.parts()))

    assert names[0] == "01-map"
    assert names == sorted(names)
    assert [int(name[:2]) for name in names] == list(range(1, len(names) + 1))


def test_all_files_of_each_figure_are_there(few, tmp_path):
    told = []
    page = ls.make_lecture(tmp_path / "lecture", workers=2, heard=lambda done, count: told.append((done, count)))
    names = set(content(page.parent))

    assert told == [(1, 3), (2, 3), (3, 3)]
    assert {"01-map.png", "01-map.svg", "01-map.txt", "01-map.csv", "01-map-1.png", "01-map-blank.png"} <= names
    assert {"02-film.gif", "02-film.webp", "02-film.html", "02-film.txt", "02-film.csv"} <= names
    assert {"03-times.png", "03-times.svg", "index.html", "files.json"} <= names
    assert not any(name.startswith("03-times-") for name in names)
    text = page.read_text("utf-8")
    links = set(re.findall(r'href="([^"#:]+)"', text))
    assert links == names - {"index.html", "files.json"}
    assert f"{ls.measure(ls.simulate(ls.load('b1'))).width_mm:.1f} mm wide</p>" in text


def test_pictures_carry_their_alt_texts_also_on_the_page(few, tmp_path):
    page = ls.make_lecture(tmp_path / "lecture", workers=1)
    alts = re.findall(r'<img [^>]*alt="([^"]+)"', page.read_text("utf-8"))

    assert len(alts) == 3
    assert all(len(alt) > 40 for alt in alts)
    with Image.open(page.parent / "01-map.png") as picture:
        assert picture.text["Description"] in (page.parent / "01-map.txt").read_text("utf-8")
    ElementTree.parse(page.parent / "01-map.svg")


def test_the_same_lecture_has_the_same_bytes_with_one_process_and_with_three(few, tmp_path):
    ls.make_lecture(tmp_path / "one", workers=1)
    ls.make_lecture(tmp_path / "three", workers=3)
    ls.make_lecture(tmp_path / "three", workers=2)  # over the first one

    assert content(tmp_path / "one") == content(tmp_path / "three")


def test_another_style_and_another_language_reach_the_figures(few, tmp_path, monkeypatch):
    with ls.language("es"):
        page = ls.make_lecture(tmp_path / "lecture", style="paper", workers=1)
    with Image.open(page.parent / "01-map.png") as picture:
        assert picture.size[0] == 2100
    assert "¿Hasta dónde llega el calor?" in page.read_text("utf-8")
    assert "Película" in (page.parent / "02-film.txt").read_text("utf-8")


def test_a_figure_that_fails_is_named_and_nothing_is_left(bad, tmp_path):
    with pytest.raises(RunError, match=r"02-bone.*no bone in its anatomy"):
        ls.make_lecture(tmp_path / "lecture", workers=1)

    assert list(tmp_path.iterdir()) == []


def test_a_process_that_ends_early_is_told(few, tmp_path, monkeypatch):
    monkeypatch.setattr("lesionsim.lecture.crew.BOOT", "import sys; sys.stdin.readline(); sys.exit(7)")
    with pytest.raises(RunError, match="exit code 7"):
        ls.make_lecture(tmp_path / "lecture", workers=2)

    assert list(tmp_path.iterdir()) == []


def test_processes_end_with_the_crew():
    with Crew(2) as crew:
        processes = crew.processes
        assert all(process.poll() is None for process in processes)

    assert all(process.poll() is not None for process in processes)


def test_what_stands_in_the_way_is_told_before_anything_is_drawn(few, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "Crew", None)
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ls.ScenarioError, match=r"mine\.txt"):
        ls.make_lecture(tmp_path)
    with pytest.raises(ls.ScenarioError, match="style"):
        ls.make_lecture(tmp_path / "new", style="poster")
    with pytest.raises(ls.ScenarioError, match="workers"):
        ls.make_lecture(tmp_path / "new", workers=0)


def test_the_command_makes_it_and_says_where(few, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["lecture", "monday"]) == 0

    out, err = capsys.readouterr()
    assert out.strip().replace("\\", "/") == "Lecture: monday/index.html"
    assert "3 of 3 figures drawn" in err
    assert json.loads((tmp_path / "monday" / "files.json").read_text("utf-8"))["made_by"] == "lesionsim lecture"


def test_the_command_tells_wrong_input(few, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    for words, told in ((["."], "mine.txt"), ([""], "DIR is empty"), (["new", "--style", "poster"], "--style")):
        assert main(["lecture", *words]) == 2
        assert told in capsys.readouterr().err
