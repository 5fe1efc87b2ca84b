"""Lesion edges under several criteria, and the legend with their sizes."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lines import below, draw_line
from lesionsim.plots.style import Line, edge_line
from lesionsim.plots.view import View, cut, level_sheet
from lesionsim.plots.wording import size_in_words
from lesionsim.scenario import Criterion, Isotherm

DRAWN_AT_MOST = 4
PROBE_PARTS = 2
LAYER = 2.5


def criteria_to_draw(result: xr.Dataset, asked: Sequence[Criterion | str] | None) -> list[Criterion]:
    """Return the criteria asked for, the first emphasised.

    Left out: the scenario's first and those of other laws, four at most; isotherms are lines of the map already.
    """
    if asked:
        return [choose(result, criterion) for criterion in asked]
    first, *others = scenario_of(result).criteria
    return [first, *(c for c in others if not isinstance(c, Isotherm))][:DRAWN_AT_MOST]


def draw_edge(axes: Axes, result: xr.Dataset, criterion: Criterion, lesion: Lesion, number: int, view: View) -> None:
    """Draw one lesion's edge: the first on both sides of the probe, others below it."""
    if lesion.volume_mm3 == 0:
        return
    sheet = cut(level_sheet(result, criterion, lesion.measured_at_s), view)
    if np.nanmin(sheet.values) >= 0:
        return  # dead up to the outer wall
    name = f"lesion edge: {lesion.criterion}"
    draw_line(axes, sheet if number == 0 else below(sheet), 0.0, edge_line(number), name, LAYER + 0.01 * number)


def legend_handle(lesion: Lesion, line: Line) -> Line2D:
    """Return the line of a legend with a lesion's size."""
    return Line2D(
        [], [], color=line.colour, linestyle=line.dashes, linewidth=line.width_pt, label=size_in_words(lesion)
    )


def rows_of(lesions: list[Lesion], columns: int) -> int:
    """Count the legend's rows below its title: lesions in one column, the probe's parts in the other or below."""
    return max(len(lesions), PROBE_PARTS) if columns > 1 else len(lesions) + PROBE_PARTS


def filled_up(column: list[Artist], rows: int) -> list[Artist]:
    """Fill a column of a legend with empty entries."""
    return [*column, *(Line2D([], [], linestyle="none", label=" ") for _ in range(rows - len(column)))]


def draw_legend(
    axes: Axes, lesions: list[Lesion], probe: list[Artist], title: str, place: tuple[float, float, int]
) -> None:
    """Write the legend below the axes.

    Parameters
    ----------
    place : (left, down, columns): offset from the lower left corner of the axes in inches, and columns of text
    """
    left, down, columns = place
    sizes: list[Artist] = [legend_handle(lesion, edge_line(n)) for n, lesion in enumerate(lesions)]
    if columns > 1:
        sizes, probe = filled_up(sizes, rows_of(lesions, columns)), filled_up(probe, rows_of(lesions, columns))
    offset = ScaledTranslation(left, -down, axes.figure.dpi_scale_trans)
    legend = axes.legend(
        handles=[*sizes, *probe], title=title, loc="upper left", bbox_to_anchor=(0, 0),
        bbox_transform=axes.transAxes + offset, ncols=columns, borderaxespad=0, borderpad=0, labelspacing=0.35,
        columnspacing=1.6, handlelength=3.2, alignment="left",
    )  # fmt: skip
    legend.set_gid("legend")
