"""Alt text stands in every file of a figure; notes and numbers stand beside it."""

import csv
import re
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure
from PIL import Image

import lesionsim as ls
from lesionsim.plots.telling import Table, Told, attach

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def picture(default_result):
    return ls.plots.lesion_map(default_result)


def test_a_png_carries_title_and_alt_text(picture, tmp_path):
    with Image.open(ls.plots.save(picture, tmp_path / "a.png")) as opened:
        info = opened.info

    assert info["Description"] == ls.plots.told(picture).alt
    assert info["Title"].startswith("Held at 80 °C for 90 s, this tip leaves a lesion")


def test_an_svg_carries_title_and_alt_text_for_screen_readers(picture, tmp_path):
    root = ElementTree.parse(ls.plots.save(picture, tmp_path / "a.svg")).getroot()

    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.find(f"{SVG}desc").text == ls.plots.told(picture).alt


def test_a_pdf_carries_the_alt_text_as_its_subject(picture, tmp_path):
    attach(picture, Told("Only a lesion.", "", Table((), [])))
    content = ls.plots.save(picture, tmp_path / "a.pdf").read_bytes()

    assert b"/Subject (Only a lesion.)" in content


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
@pytest.mark.parametrize("alt", ["a <b> & \"c\" 'd' μ ± −", "line\nbreak\tand \x0b control", "", "日本"])
def test_any_alt_text_can_be_written_and_gives_the_same_bytes_again(suffix, alt, tmp_path):
    figure = Figure()
    attach(figure, Told(alt, "", Table((), [])))
    first, second = (ls.plots.save(figure, tmp_path / f"{name}.{suffix}").read_bytes() for name in "ab")

    assert first == second
    if suffix == "svg":
        assert ElementTree.fromstring(first).find(f"{SVG}desc").text in (None, *[" ".join(
            "".join(letter for letter in " ".join(alt.split()) if letter.isprintable()).split())])  # fmt: skip


def test_notes_and_table_are_written_beside_the_figure(picture, default_result, tmp_path):
    text, table = ls.plots.save_told(picture, tmp_path / "map.png")
    rows = list(csv.reader(table.read_text("utf-8").splitlines()))
    lesion = ls.measure(default_result)

    assert (text.name, table.name) == ("map.txt", "map.csv")
    assert ls.plots.told(picture).alt in text.read_text("utf-8")
    assert "3.0–8.0 mm wide over 6 criteria" in text.read_text("utf-8")
    assert rows[0][:3] == ["criterion", "width (mm)", "± width (mm)"]
    assert float(rows[1][1]) == pytest.approx(lesion.width_mm, rel=1e-5)
    assert float(rows[1][3]) == pytest.approx(lesion.length_mm, rel=1e-5)
    assert rows[1][0] == "Arrhenius liver"


def test_repeated_words_and_tables_have_the_same_bytes(picture, tmp_path):
    first = [path.read_bytes() for path in ls.plots.save_told(picture, tmp_path / "a.png")]

    assert [path.read_bytes() for path in ls.plots.save_told(picture, tmp_path / "a.png")] == first


def test_a_folder_that_is_not_there_is_refused(picture, tmp_path):
    with pytest.raises(ls.ScenarioError, match="does not exist"):
        ls.plots.save_told(picture, tmp_path / "no" / "map.png")


def test_a_figure_of_somebody_else_tells_its_axes_and_its_lines():
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([1, 2], [3, 4], label="growth")
    axes.axhline(5)
    axes.set(title="Width", xlabel="time (s)")
    found = ls.plots.told(figure)

    assert found.alt == "Width. time (s)"
    assert found.table == Table(("panel", "line", "x", "y"), [(1, "growth", 1, 3), (1, "growth", 2, 4)])


def test_numbers_of_the_table_are_those_of_the_picture(default_result):
    table = ls.plots.told(ls.plots.traces(default_result)).table
    widths = [row[3] for row in table.rows]

    assert table.columns[0] == "time (s)"
    assert [row[0] for row in table.rows] == pytest.approx(default_result.time.values)
    assert widths[-1] == pytest.approx(ls.measure(default_result).width_mm, rel=1e-6)


def test_notes_hold_what_a_slide_has_no_room_for(default_result):
    figure = ls.plots.joules(default_result)
    words = " ".join(text.get_text() for text in figure.texts)

    assert "the sums agree to" not in words
    assert re.search(r"the sums agree to \de-\d+ of the heat", ls.plots.told(figure).notes)
