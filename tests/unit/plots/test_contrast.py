"""Lines can be seen on every colour of the map; contrast after WCAG 2.1, success criterion 1.4.11: 3:1."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from lesionsim.plots.anatomy import BONES, OTHERS, VESSEL
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


@pytest.mark.parametrize("colour", [*BONES, *OTHERS, VESSEL])
def test_the_outline_of_a_body_or_its_casing_stands_out_from_every_colour_of_the_map(colour):
    assert min(max(contrast(colour, each), contrast(PAPER, each)) for each in MAP) >= LEAST


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


WITH_MAPS = {
    "lesion_map": TEMPERATURE_COLOURS, "lesion_map beside bone": TEMPERATURE_COLOURS, "slices": TEMPERATURE_COLOURS,
    "growth_strip": TEMPERATURE_COLOURS, "compare": TEMPERATURE_COLOURS, "current_map": "PuBu",
    "probability_map": "PuBu",
}  # fmt: skip


def lines_over_maps(figure):
    """Return the lines and contours of axes with a map: name, colours, and whether they are cased."""
    found = []
    for axes in figure.axes:
        names = {artist.get_gid() for artist in axes.get_children()}
        if not names & {"temperature", "potential", "probability"}:
            continue
        for artist in (*axes.lines, *axes.collections):
            name = str(artist.get_gid())
            drawn = artist.get_color() if isinstance(artist, mpl.lines.Line2D) else artist.get_edgecolor()
            if not name.startswith(("casing of", "body", "hatch of", "temperature", "potential", "probability")):
                cased = f"casing of {name}" in names or bool(artist.get_path_effects())
                found += [(name, to_rgb(colour), cased) for colour in np.atleast_2d(mpl.colors.to_rgba_array(drawn))]
    return found


@pytest.mark.parametrize("kind", WITH_MAPS)
def test_every_line_that_is_drawn_on_a_map_or_its_casing_stands_out(gallery, kind):
    colours = [tuple(colour[:3]) for colour in mpl.colormaps[WITH_MAPS[kind]](np.linspace(0, 1, 256))]
    lines = lines_over_maps(gallery[kind])

    assert lines
    for name, line, cased in lines:
        least = min(max(contrast(line, colour), contrast(PAPER, colour) if cased else 0) for colour in colours)
        assert least >= LEAST, (name, line, cased)
        assert not cased or contrast(line, PAPER) >= LEAST, name


@pytest.mark.parametrize("kind", ["lesion_map", "lesion_map beside bone"])
def test_the_casing_of_an_edge_or_isotherm_is_wider_than_its_line_and_below_every_line(gallery, kind):
    artists = {artist.get_gid(): artist for artist in gallery[kind].axes[0].get_children() if artist.get_gid()}
    names = [name for name in artists if name.startswith(("isotherm", "lesion edge"))]

    assert len(names) >= 6
    for name in names:
        casing = artists[f"casing of {name}"]
        assert to_rgb(casing.get_edgecolor()[0]) == to_rgb(PAPER)
        assert casing.get_linewidth()[0] > artists[name].get_linewidth()[0] + 1
        assert casing.get_zorder() < min(artists[other].get_zorder() for other in names)
