"""Figures appear step by step without moving, and a blank one gives no answer away."""

import re
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from unit.plots.gallery import KINDS

import lesionsim as ls
from lesionsim.plots.revealing import artists, blank, fits, layers, plan, revealed
from lesionsim.plots.saving import rendered
from lesionsim.plots.telling import record_of, title_of

FEWEST = 3
STEPS = {
    "lesion_map": ["axes and probe", "temperature", "isotherms", "lesion edges", "numbers"],
    "slices": ["axes and probe", "temperature", "lesion edges", "nerve", "numbers"],
    "growth_strip": ["axes and probe", "10 s", "30 s", "60 s", "90 s", "numbers"],
    "nerve_capture": ["axes and probe", "lesion", "covered part", "numbers"],
    "traces": ["axes and probe", "tip temperature", "power", "lesion width", "lesion volume", "numbers"],
}


@pytest.fixture
def shown(gallery, request):
    """Return a figure of the gallery, and show all of it again afterwards."""
    figure = gallery[request.param]
    yield figure
    revealed(figure, layers(figure))


def texts_seen(figure):
    """Return the texts that are drawn: visible ones in visible axes."""
    hidden = {id(text) for axes in figure.findobj(mpl.axes.Axes) if not axes.get_visible()
              for text in axes.findobj(mpl.text.Text)}  # fmt: skip
    ticks = {id(label) for axis in figure.findobj(mpl.axis.Axis) for label in axis.get_ticklabels(which="both")}
    return [text.get_text() for text in figure.findobj(mpl.text.Text)
            if text.get_visible() and id(text) not in hidden | ticks]  # fmt: skip


def places(figure):
    """Draw a figure and return where its axes and the artists of its first step stand, in pixels."""
    FigureCanvasAgg(figure).draw()
    first = [artist for artist in next(iter(plan(figure).values())) if artist.get_visible()]
    boxes = [axes.get_position().extents for axes in figure.axes]
    probes = [each.get_window_extent().extents for each in first
              if isinstance(each, mpl.patches.Patch) and each.axes is not None]  # fmt: skip
    limits = [(*axes.get_xlim(), *axes.get_ylim()) for axes in figure.axes]
    return [np.concatenate([np.ravel(part) for part in group] or [np.zeros(1)]) for group in (boxes, probes, limits)]


@pytest.mark.parametrize("shown", KINDS, indirect=True)
def test_every_kind_appears_in_steps_and_the_last_shows_all_as_it_was(shown):
    before, count = rendered(shown, "png"), layers(shown)
    steps = [rendered(revealed(shown, step), "png") for step in range(1, count + 1)]

    assert count >= FEWEST
    assert len(set(steps)) == count
    assert steps[-1] == before


@pytest.mark.parametrize("shown", KINDS, indirect=True)
def test_nothing_moves_from_step_to_step(shown):
    whole = places(shown)
    for step in range(1, layers(shown)):
        for now, then in zip(places(revealed(shown, step)), whole, strict=True):
            np.testing.assert_array_equal(now, then)


@pytest.mark.parametrize("shown", KINDS, indirect=True)
def test_what_has_appeared_stays(shown):
    seen = []
    for step in range(1, layers(shown) + 1):
        revealed(shown, step)
        found = {id(artist) for name, artist in artists(shown) if artist.get_visible() and "without lesion" not in name}
        seen.append(found)

    assert all(earlier <= later for earlier, later in pairwise(seen))
    assert len(seen[0]) < len(seen[-1]) or layers(shown) == 2


@pytest.mark.parametrize("shown", KINDS, indirect=True)
def test_a_blank_figure_asks_and_gives_no_answer_away(shown):
    claim, asked = title_of(shown), record_of(shown).question
    given = f"{asked} {record_of(shown).given}"  # what a figure names as given is no answer
    alone = set(re.findall(r"\d+\.\d+", claim)) - set(re.findall(r"\d+\.\d+", given))
    blank(shown)
    words = " ".join(texts_seen(shown)).replace("\N{NO-BREAK SPACE}", " ")

    assert asked.endswith(("?", "."))
    assert asked in " ".join(words.split())
    assert claim not in " ".join(words.split())
    assert not {number for number in alone if re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", words)}
    assert ls.plots.told(shown).alt.startswith(asked)
    assert claim not in ls.plots.told(shown).alt
    assert ls.DISCLAIMER in words


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_fits_in_the_place_of_its_title(gallery, kind):
    assert fits(gallery[kind])


@pytest.mark.parametrize("kind", STEPS)
def test_the_steps_are_those_of_the_kind(gallery, kind):
    assert list(plan(gallery[kind])) == STEPS[kind]


@pytest.mark.parametrize("shown", ["lesion_map"], indirect=True)
def test_a_map_shows_probe_and_scale_first_and_numbers_last(shown):
    revealed(shown, 1)
    drawn = {name.partition("/")[2] for name, artist in artists(shown) if artist.get_visible()}

    assert {"bare tip", "insulated shaft", "scale bar", "key of the probe", "title", "caption"} <= drawn
    assert not {"temperature", "isotherm 50 °C", "lesion edge: Arrhenius liver", "key of a line"} & drawn
    revealed(shown, 4)
    drawn = {name.partition("/")[2] for name, artist in artists(shown) if artist.get_visible()}
    assert {"temperature", "isotherm 50 °C", "lesion edge: Arrhenius liver"} <= drawn
    assert "key of a line" not in drawn


@pytest.mark.parametrize("shown", ["view_3d"], indirect=True)
def test_the_lesion_in_space_stands_in_front_of_what_was_there(shown):
    surfaces = {artist.get_gid(): artist for artist in shown.axes[0].collections}

    for step, seen in ((1, "surfaces without lesion"), (2, "surfaces"), (3, "surfaces")):
        revealed(shown, step)
        assert [name for name, artist in surfaces.items() if artist.get_visible()] == [seen]


@pytest.mark.parametrize("step", [0, 6, -1, 1.0, "2", True, None])
def test_a_step_that_is_not_there_is_refused(gallery, step):
    with pytest.raises(ls.ScenarioError, match="this figure is revealed in steps from 1 to 5"):
        revealed(gallery["lesion_map"], step)


def test_a_figure_of_somebody_else_has_steps_too():
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([1, 2, 3])
    line = axes.lines[0]

    assert layers(figure) == 2
    assert not blank(figure).axes[0].lines[0].get_visible()
    assert revealed(figure, 2).axes[0].lines[0] is line
    assert line.get_visible()


def test_something_else_than_a_figure_is_refused():
    for function in (ls.plots.layers, ls.plots.blank, ls.plots.told):
        with pytest.raises(ls.ScenarioError, match="must be a figure"):
            function("lesion.png")
