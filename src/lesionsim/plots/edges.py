"""Lesion edges under several criteria."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lines import below, draw_line
from lesionsim.plots.looks import Look
from lesionsim.plots.style import edge_line
from lesionsim.plots.view import View, cut, level_sheet
from lesionsim.scenario import Criterion, Isotherm

DRAWN_AT_MOST = 4
LAYER = 2.5


def criteria_to_draw(result: xr.Dataset, asked: Sequence[Criterion | str] | None) -> list[Criterion]:
    """Return the criteria asked for, the first emphasised.

    Left out: the scenario's first and those of other laws, four at most; isotherms are lines of the map already.
    """
    if asked:
        return [choose(result, criterion) for criterion in asked]
    first, *others = scenario_of(result).criteria
    return [first, *(c for c in others if not isinstance(c, Isotherm))][:DRAWN_AT_MOST]


def draw_edge(
    axes: Axes, result: xr.Dataset, edge: tuple[Criterion, Lesion], number: int, view: View, look: Look
) -> None:
    """Draw one lesion's edge: the first on both sides of the probe, others below it; all on both in 3 dimensions."""
    criterion, lesion = edge
    if lesion.volume_mm3 == 0:
        return
    sheet = cut(level_sheet(result, criterion, lesion.measured_at_s), view)
    if np.nanmin(sheet.values) >= 0:
        return  # dead up to the outer wall
    line, name = edge_line(number).thicker(look.lines), f"lesion edge: {lesion.criterion}"
    draw_line(axes, sheet if number == 0 or is_around(result) else below(sheet), 0.0, line, name, LAYER + 0.01 * number)
