import re

import numpy as np
import pytest
from answered_myths import NAMES, answered
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

import lesionsim as ls
from lesionsim.plots.myth_curves import apart
from lesionsim.plots.myth_data import Rows
from lesionsim.plots.myth_style import SIDES, TINTS

MOST_WORDS = 25
TOUCHING = 0.02  # in, of two boxes, which hold more than their letters
WHITE = ("#ffffff", "#ffffff")
UNCOUNTED = re.compile(r"(caption|disclaimer|axis: .*)")
UNITS = {"mm", "mm²", "s", "min", "W", "m", "°C", "kHz", "G"}


@pytest.fixture(params=["en", "es"])
def language(request):
    with ls.language(request.param):
        yield request.param


def drawn(name, style="slide"):
    figure = ls.plots.myth_card(answered(name), style=style)
    FigureCanvasAgg(figure).draw()
    return figure


def texts(figure):
    """Return the texts that are seen, but for the numbers along axes and the names of axes and rows."""
    along = {text for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for text in axis.findobj(Text)}
    every = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [text for text in every if text not in along and not UNCOUNTED.fullmatch(str(text.get_gid()))]


def words(figure):
    """Return the words on a figure; numbers and their units are none."""
    every = " ".join(text.get_text() for text in texts(figure)).replace("\N{NO-BREAK SPACE}", " ").split()
    bare = [re.sub(r"^[¿(]+|[.,;:?)]+$", "", each) for each in every]
    return [each for each in bare if re.search(r"[^\W\d]", each) and each not in UNITS]


def shown_in(name, text):
    """Tell whether a text is on a card, however its lines are broken."""
    return re.sub(r"\s+", "", text) in re.sub(r"\s+", "", name)


@pytest.mark.parametrize("name", NAMES)
def test_a_slide_has_at_most_25_words(name, language):
    found = words(drawn(name))
    assert len(found) <= MOST_WORDS, found


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("name", NAMES)
def test_every_text_lies_within_the_card(name, style, language):
    figure = drawn(name, style)
    width, height = figure.canvas.get_width_height()
    for text in [*texts(figure), *figure.texts, *labels(figure)]:
        box = text.get_window_extent()
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) > -1, text.get_text()


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("name", NAMES)
def test_no_words_cover_each_other(name, style, language):
    figure = drawn(name, style)
    every = list(dict.fromkeys([*texts(figure), *figure.texts, *labels(figure)]))
    boxes = [(text.get_text(), text.get_window_extent()) for text in every]
    for number, (one, box) in enumerate(boxes):
        for other, second in boxes[number + 1 :]:
            wide, high = (min(getattr(box, f"{axis}1"), getattr(second, f"{axis}1"))
                          - max(getattr(box, f"{axis}0"), getattr(second, f"{axis}0")) for axis in "xy")  # fmt: skip
            assert min(wide, high) < TOUCHING * figure.dpi, (one, other)


def labels(figure):
    """Return the names of axes and rows and the numbers along axes that are drawn, also what stands above an axis."""
    found = [text for text in figure.findobj(Text) if str(text.get_gid()).startswith("axis: ")]
    for axes in [each for each in figure.axes if each.axison]:
        found.append(axes.xaxis.label)
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            near = 1e-6 * (high - low)
            found += [tick.label1 for tick in axis.get_major_ticks() if low - near <= tick.get_loc() <= high + near]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


@pytest.mark.parametrize("name", NAMES)
def test_a_card_shows_belief_both_claims_their_sources_and_the_verdict(name, language):
    seen = "".join(text.get_text() for text in drawn(name).findobj(Text))
    card = answered(name)

    for wanted in (card.belief, card.verdict, *(side.claim for side in card.sides)):
        assert shown_in(seen, str(wanted))
    for side in card.sides:
        assert all(shown_in(seen, source.short) and shown_in(seen, source.brief) for source in side.sources)


def test_print_says_in_full_what_both_sides_found():
    seen = "".join(text.get_text() for text in drawn("ahead-of-tip", "paper").findobj(Text))
    for side in answered("ahead-of-tip").sides:
        assert shown_in(seen, str(side.says))
        assert all(shown_in(seen, source.full) for source in side.sources)


@pytest.mark.parametrize("name", NAMES)
def test_a_card_tells_its_answer_in_words_and_its_numbers_as_a_table(name, language):
    told = ls.plots.told(ls.plots.myth_card(answered(name)))
    card = answered(name)

    assert str(card.sentence) in told.alt
    assert str(card.question) in told.notes
    assert all(source.full in told.notes for side in card.sides for source in side.sources)
    assert [row[1] for row in told.table.rows] == [each.value for each in card.numbers]


def test_a_card_is_revealed_from_both_sides_to_the_models_answer():
    figure = ls.plots.myth_card(answered("ahead-of-tip"))
    verdict = next(text for text in figure.findobj(Text) if text.get_gid() == "verdict")
    published = [part for part in figure.axes[-1].patches if part.get_gid() == "published 1"]

    assert ls.plots.layers(figure) == 3
    ls.plots.blank(figure)
    assert not verdict.get_visible()
    assert not any(part.get_visible() for part in published)
    ls.plots.revealed(figure, 2)
    assert not verdict.get_visible()
    assert all(part.get_visible() for part in published)
    ls.plots.revealed(figure, 3)
    assert verdict.get_visible()


@pytest.mark.parametrize("name", NAMES)
def test_rows_draw_the_values_of_the_answer_at_their_places(name):
    evidence = answered(name).evidence
    axes = ls.plots.myth_card(answered(name)).axes[-1]
    if isinstance(evidence, Rows):
        drawn_at = {round(float(line.get_xdata()[0]), 9) for line in axes.lines if len(line.get_xdata()) == 1}
        assert {round(value, 9) for row in evidence.rows for value in row.values} <= drawn_at
    else:
        lines = {line.get_gid(): line for line in axes.lines}
        for number, curve in enumerate(evidence.curves):
            np.testing.assert_allclose(lines[f"curve {number}"].get_ydata(), curve.y)


def test_what_a_side_published_is_drawn_in_its_colour():
    axes = ls.plots.myth_card(answered("ahead-of-tip")).axes[-1]
    areas = [patch for patch in axes.patches if patch.get_gid() == "published 1"]

    assert [(area.get_x(), area.get_x() + area.get_width()) for area in areas] == [(1.0, 5.0)] * 2
    assert all(to_hex(area.get_edgecolor()) == SIDES[1] for area in areas)


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("colour", "ground"), [*zip(SIDES, TINTS, strict=True), *zip(SIDES, WHITE, strict=True)])
def test_the_colours_of_the_sides_stand_out(colour, ground):
    dark, light = luminance(colour), luminance(ground)
    assert (light + 0.05) / (dark + 0.05) >= 4.0


def test_a_card_of_what_is_no_answer_is_refused():
    with pytest.raises(ls.ScenarioError, match=r"is no answered myth; give one, such as ls\.myths"):
        ls.plots.myth_card(ls.myths()["hot-needle"])


def test_a_style_that_does_not_exist_is_refused():
    with pytest.raises(ls.ScenarioError, match="style"):
        ls.plots.myth_card(answered("hot-needle"), style="poster")


def test_names_that_are_near_are_moved_apart_and_others_left():
    places = apart([1.0, 1.1, 1.2, 3.0], 0.5, 4.0)

    assert min(np.diff(sorted(places))) >= 0.5 - 1e-9
    assert places[3] == 3.0
    assert apart([0.0, 0.1], 0.5, 4.0) == [0.0, 0.5]


def test_the_same_card_has_the_same_bytes(tmp_path):
    for path in (tmp_path / "one.png", tmp_path / "two.png"):
        ls.plots.save(ls.plots.myth_card(ls.myths()["hot-needle"].answer()), path)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
