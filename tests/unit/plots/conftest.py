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


@pytest.fixture(scope="session")
def texts_cut():
    """Return the function that finds texts reaching over the edge of a figure."""
    return cut_texts
