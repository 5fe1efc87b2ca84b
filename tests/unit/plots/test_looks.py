"""Two looks, their frame, and texts that fit."""

from itertools import pairwise

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import lesionsim as ls
from lesionsim.plots.lettering import broken, width_in
from lesionsim.plots.looks import PAPER, SLIDE, drawing, framed, lines_of, look_named

TITLE = "Idealised heated probe without current: 20 G, 10 mm tip, 80 °C for 90 s"
CAPTION = "20 G (0.908 mm) probe, 10 mm bare tip · hold 80 °C for 90 s, then cool down for 30 s · muscle, no blood flow"


def boxes(picture):
    """Draw a picture and return its texts' boxes in inches: x0, y0, x1, y1."""
    FigureCanvasAgg(picture).draw()
    return {text.get_gid(): [edge / picture.dpi for edge in text.get_window_extent().extents] for text in picture.texts}


def framed_in(look, title=TITLE, caption=CAPTION, height_in=None):
    with drawing(look):
        return framed(look, title, caption, height_in)


def test_a_slide_is_sixteen_to_nine_and_a_paper_figure_seven_inches_wide():
    assert framed_in(SLIDE)[0].get_size_inches() == pytest.approx((40 / 3, 7.5))
    assert framed_in(PAPER)[0].get_size_inches()[0] == 7.0


def test_looks_are_found_by_name():
    assert look_named("slide") is SLIDE
    assert look_named("paper") is PAPER


@pytest.mark.parametrize("name", ["poster", "", None, 3, ["slide"]])
def test_an_unknown_look_is_refused_with_the_known_ones(name):
    with pytest.raises(ls.ScenarioError, match='must be "slide" or "paper"'):
        look_named(name)


@pytest.mark.parametrize(("look", "least_pt"), [(SLIDE, 18.0), (PAPER, 7.5)])
def test_no_text_is_smaller_than_the_look_allows(look, least_pt):
    picture, _ = framed_in(look)
    with drawing(look):
        axes = picture.add_axes((0.2, 0.3, 0.5, 0.5))
        axes.set(xlabel="x", ylabel="y", title="t")
        axes.plot([1, 2], label="line")
        axes.legend(title="lines")
        FigureCanvasAgg(picture).draw()

    assert min(text.get_fontsize() for text in picture.findobj(mpl.text.Text)) == least_pt


def test_the_usual_title_takes_one_line_of_a_slide():
    picture, _ = framed_in(SLIDE)

    assert "\n" not in next(text.get_text() for text in picture.texts if text.get_gid() == "title")


@pytest.mark.parametrize("look", [SLIDE, PAPER], ids=lambda look: look.name)
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("height_in", [None, 5.0])
def test_title_caption_disclaimer_and_room_lie_above_one_another_inside_the_picture(look, times, height_in):
    picture, room = framed_in(look, " ".join([TITLE] * times), " · ".join([CAPTION] * times), height_in)
    width, height = picture.get_size_inches()
    found = boxes(picture)
    from_below = [found["disclaimer"], found["caption"], [0, room.low, 0, room.low + room.height], found["title"]]

    assert all(look.margin_in - 0.05 <= box[0] and box[2] <= width - 0.8 * look.margin_in for box in found.values())
    assert from_below[0][1] >= 0.6 * look.margin_in
    assert from_below[-1][3] <= height - 0.6 * look.margin_in
    assert all(lower[3] < upper[1] for lower, upper in pairwise(from_below))


def test_every_picture_carries_the_disclaimer():
    picture, _ = framed_in(PAPER)

    assert [text.get_text() for text in picture.texts if text.get_gid() == "disclaimer"] == [ls.DISCLAIMER]


def test_without_a_caption_there_is_more_room():
    with_caption, without = framed_in(SLIDE)[1], framed_in(SLIDE, caption="")[1]

    assert without.height > with_caption.height + SLIDE.line_in
    assert without.low < with_caption.low


def test_the_users_own_settings_come_back_afterwards():
    before = dict(mpl.rcParams)
    with drawing(SLIDE):
        assert mpl.rcParams["font.size"] == 18.0
        assert mpl.rcParams["lines.linewidth"] == before["lines.linewidth"]
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("size_pt", [7.5, 18.0])
def test_a_text_is_about_as_wide_as_it_was_said_to_be(bold, size_pt):
    picture, _ = framed_in(SLIDE, TITLE, "")
    written = picture.text(0, 0.5, CAPTION, fontsize=size_pt, fontweight="bold" if bold else "normal")
    FigureCanvasAgg(picture).draw()

    assert written.get_window_extent().width / picture.dpi == pytest.approx(width_in(CAPTION, size_pt, bold), rel=0.04)


@pytest.mark.parametrize("bold", [False, True])
def test_letters_per_width_is_a_safe_guess(bold):
    for look in (SLIDE, PAPER):
        size_pt = look.title_pt if bold else look.text_pt
        for text in (TITLE, CAPTION):
            fitting = text[: look.letters(3.0, bold)]
            assert 2.4 < width_in(fitting, size_pt, bold) <= 3.0


def test_lines_break_at_spaces_and_fit_the_width():
    lines = broken(CAPTION, 3.0, 18.0).split("\n")

    assert len(lines) > 2
    assert all(width_in(line, 18.0) <= 3.0 for line in lines)
    assert " ".join(lines).replace("\N{NO-BREAK SPACE}", " ") == CAPTION


@pytest.mark.parametrize(
    "together", ["80\N{NO-BREAK SPACE}°C", "per\N{NO-BREAK SPACE}s", "6.3\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}0.02"]
)
def test_a_number_stays_with_its_unit_and_its_error(together):
    text = "hold 80 °C with 0.00067 per s and 6.3 ± 0.02 mm"

    for room_in in (2.1, 2.6, 3.1, 4.0):
        assert together in broken(text, room_in, 18.0)


def test_a_word_that_is_too_wide_is_broken_anywhere():
    lines = broken("a " + "W" * 40 + " b", 1.0, 18.0).split("\n")

    assert all(width_in(line, 18.0) <= 1.0 for line in lines)
    assert "".join(lines).replace(" ", "") == "a" + "W" * 40 + "b"


def test_lines_are_counted():
    assert [lines_of(text) for text in ("", "one", "one\ntwo")] == [0, 1, 2]
