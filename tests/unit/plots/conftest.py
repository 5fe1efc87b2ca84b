"""Results that are drawn: simulated once."""

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import lesionsim as ls


@pytest.fixture(scope="session")
def default_result():
    return ls.simulate(ls.load("lumbar-medial-branch"))


@pytest.fixture(scope="session")
def results(default_result):
    scenario = ls.load("lumbar-medial-branch")
    changes = {
        "short and thick": {"probe.gauge": 14, "probe.tip_length_mm": 2.0},
        "long and hot": {"probe.gauge": 23, "probe.tip_length_mm": 40.0, "protocol.steps[0].at_c": 100.0},
        "mild": {"protocol.steps[0].at_c": 50.0},
        "too cool": {"protocol.steps[0].at_c": 44.0},
        "narrow domain": {"domain.radius_mm": 5.0, "domain.ahead_mm": 5.0, "domain.shaft_mm": 5.0},
    }
    found = {name: ls.simulate(ls.change(scenario, change)) for name, change in changes.items()}
    return {"default": default_result, "bench": ls.simulate(ls.load("ex-vivo-21c")), **found}


def cut_texts(figure):
    """Draw a figure and return its texts, tick labels apart, that reach over its edge."""
    FigureCanvasAgg(figure).draw()
    ticks = [label for axis in figure.findobj(mpl.axis.Axis) for label in axis.get_ticklabels()]
    texts = [text for text in figure.findobj(mpl.text.Text) if text not in ticks and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts if text.get_visible()]
    _, _, right, top = figure.bbox.extents
    return [text for text, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > right or box.y1 > top]


def boxes_of_texts(figure):
    """Draw a figure and return its texts with their boxes in pixels: tick labels inside their axes, and the others."""
    FigureCanvasAgg(figure).draw()
    ticks = {label for axis in figure.findobj(mpl.axis.Axis) for label in axis.get_ticklabels(which="both")}
    drawn = {label for axis in figure.findobj(mpl.axis.Axis) for label in drawn_ticks(axis)}
    return [
        (text.get_text(), text.get_window_extent())
        for text in figure.findobj(mpl.text.Text)
        if text.get_visible() and text.get_text().strip() and (text not in ticks or text in drawn)
    ]


def drawn_ticks(axis):
    """Return the labels of an axis whose ticks lie inside its view."""
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    inside = [tick for tick in axis.get_major_ticks() if low - slack <= tick.get_loc() <= high + slack]
    return [label for tick in inside for label in (tick.label1, tick.label2)]


def overlapping(figure):
    """Return the pairs of texts whose boxes overlap by more than the empty rim of letters."""
    boxes = boxes_of_texts(figure)
    slack = 0.02 * figure.dpi
    return [
        (one, other)
        for number, (one, a) in enumerate(boxes)
        for other, b in boxes[:number]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > slack and min(a.y1, b.y1) - max(a.y0, b.y0) > slack
    ]


def outside(figure):
    """Return the texts that reach over the edge of a figure."""
    _, _, right, top = figure.bbox.extents
    return [text for text, box in boxes_of_texts(figure) if box.x0 < 0 or box.y0 < 0 or box.x1 > right or box.y1 > top]


@pytest.fixture(scope="session")
def clashes():
    """Return the function that finds texts that overlap or reach over the edge of a figure."""
    return lambda figure: overlapping(figure) + outside(figure)


@pytest.fixture(scope="session")
def texts_cut():
    """Return the function that finds texts reaching over the edge of a figure."""
    return cut_texts


@pytest.fixture(scope="session")
def gallery():
    """Return a slide of every kind by its name; a test that hides parts of one shows them again."""
    from unit.plots.gallery import drawn

    return drawn()
