"""The whole lecture, made once: every figure comes out, in Spanish, and the page shows and links them all."""

import csv
import re

import pytest
from PIL import Image

import lesionsim as ls
from lesionsim.lecture.plan import numbered, parts


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    with ls.language("es"):
        return ls.make_lecture(tmp_path_factory.mktemp("whole") / "clase").parent


def test_every_figure_has_its_picture_or_film_its_notes_and_its_table(whole):
    for name, item in numbered(parts()).items():
        with Image.open(whole / f"{name}{'.gif' if item.draw == 'animation' else '.png'}") as picture:
            assert min(picture.size) > 300
        assert "Texto alternativo" in (whole / f"{name}.txt").read_text("utf-8")
        with (whole / f"{name}.csv").open(encoding="utf-8", newline="") as table:
            head, *rows = csv.reader(table)
        assert rows, name
        assert all(len(row) == len(head) for row in rows), name


def test_the_page_shows_every_figure_and_every_link_leads_to_a_file(whole):
    text = (whole / "index.html").read_text("utf-8")
    links = set(re.findall(r'<a href="([^"#:]+)"', text))
    files = {each.name for each in whole.iterdir()}

    assert re.findall(r'<article id="([^"]+)"', text) == list(numbered(parts()))
    assert links == files - {"index.html", "files.json"}
    assert not re.search(r'(?:src|srcset|poster)="(?!data:)', text)
    assert all(len(alt) > 40 for alt in re.findall(r'<img [^>]*alt="([^"]*)"', text))


def test_slides_are_light_enough_to_be_sent(whole):
    assert max(each.stat().st_size for each in whole.iterdir() if each.suffix != ".html") < 3_000_000
    assert (whole / "index.html").stat().st_size < 12_000_000
