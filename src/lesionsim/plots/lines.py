"""Lines of a map: each with a white casing that lies below every line, so that none hides its neighbour."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.contour import QuadContourSet

from lesionsim.plots.style import PAPER, Line
from lesionsim.plots.view import Sheet

CASING_LAYER = 2.2


def draw_line(axes: Axes, sheet: Sheet, value: float, line: Line, name: str, layer: float) -> QuadContourSet:
    """Draw the line where a field has one value, and its casing.

    Parameters
    ----------
    name : identity of the line in the figure and in SVG files
    layer : float, above `CASING_LAYER`; higher ones lie on top
    """
    drawn = axes.contour(
        sheet.z_mm, sheet.r_mm, sheet.values, levels=[value], colors=[line.colour], linestyles=[line.dashes],
        linewidths=line.width_pt, zorder=layer,
    )  # fmt: skip
    drawn.set_gid(name)
    casing = PathCollection(
        drawn.get_paths(), facecolors="none", edgecolors=PAPER, linewidths=line.width_pt + line.casing_pt,
        zorder=CASING_LAYER,
    )  # fmt: skip
    casing.set_gid(f"casing of {name}")
    axes.add_collection(casing, autolim=False)
    return drawn


def above(sheet: Sheet) -> Sheet:
    """Return the half of the section above the axis."""
    rows = slice(int(np.searchsorted(sheet.r_mm, 0.0)), None)
    return Sheet(sheet.z_mm, sheet.r_mm[rows], sheet.values[rows])


def below(sheet: Sheet) -> Sheet:
    """Return the half of the section below the axis."""
    rows = slice(0, int(np.searchsorted(sheet.r_mm, 0.0)) + 1)
    return Sheet(sheet.z_mm, sheet.r_mm[rows], sheet.values[rows])
