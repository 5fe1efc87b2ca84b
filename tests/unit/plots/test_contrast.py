"""Lines can be seen on every colour of the map; contrast after WCAG 2.1, success criterion 1.4.11: 3:1."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from lesionsim.plots.style import EDGES, INK, ISOTHERMS, METAL, PAPER, QUIET, SHAFT, TEMPERATURE_COLOURS

LEAST = 3.0
MAP = [tuple(colour[:3]) for colour in mpl.colormaps[TEMPERATURE_COLOURS](np.linspace(0, 1, 256))]


def luminance(colour):
    """Return the relative luminance of WCAG 2.1."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot(parts, (0.2126, 0.7152, 0.0722)))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("line", [*ISOTHERMS.values(), *EDGES], ids=lambda line: line.colour)
def test_a_line_or_its_casing_stands_out_from_every_colour_of_the_map(line):
    assert min(max(contrast(line.colour, colour), contrast(PAPER, colour)) for colour in MAP) >= LEAST


@pytest.mark.parametrize("line", [*ISOTHERMS.values(), *EDGES], ids=lambda line: line.colour)
def test_a_line_stands_out_from_its_casing(line):
    assert contrast(line.colour, PAPER) >= LEAST


def test_the_parts_of_the_probe_stand_out_from_each_other():
    assert contrast(METAL, SHAFT) >= LEAST
    assert contrast(METAL, INK) >= LEAST


def test_small_text_has_the_contrast_of_reading_text():
    assert contrast(QUIET, PAPER) >= 4.5  # WCAG 2.1, 1.4.3


def test_the_map_darkens_evenly_so_that_it_reads_without_colour():
    assert np.all(np.diff([luminance(colour) for colour in MAP]) < 1e-3)


def test_lines_differ_in_dashes_as_well_as_in_colour():
    for family in (list(ISOTHERMS.values()), list(EDGES)):
        assert len({line.colour for line in family}) == len(family)
        assert len({line.dashes for line in family}) == len(family)
