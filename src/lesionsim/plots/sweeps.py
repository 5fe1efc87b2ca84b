"""A measure against what was swept: curves with numerical error bars, small multiples for what else was swept."""

import math
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.errors import Problem, ScenarioError
from lesionsim.plots.lettering import broken, width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.several import axes_in, cut_to
from lesionsim.plots.style import EDGES
from lesionsim.plots.swept import (
    amount,
    capital,
    caption_within,
    head_of,
    joined,
    label_of,
    measure_in,
    name_of,
    name_side,
    table_of_sweep,
    text_of,
    with_unit,
)
from lesionsim.plots.swept_words import CURVES, QUESTIONS, SEEN
from lesionsim.plots.swept_words import grid_of as table_of
from lesionsim.plots.telling import tell
from lesionsim.scenario.wording import listed, shown
from lesionsim.texts import spoken

Array = np.ndarray

MOST_LINES, MOST_PANELS = 6, 6
UNDER, LEFT, ABOVE = 2.7, 3.6, 1.6  # in lines of text, around a panel
GAP = 1.2
PAPER_HEIGHT_IN = 3.9
LOW, HIGH = "#5b84b1", "#e0a04d"


class Grid(NamedTuple):
    """A measure over swept keys: the first along x, the second as lines, the rest as panels."""

    values: xr.DataArray
    errors: xr.DataArray
    keys: tuple[str, ...]
    measure: str

    @property
    def lines(self) -> str | None:
        """The key of the lines, if there is one."""
        return self.keys[1] if len(self.keys) > 1 else None

    def panels(self) -> list[dict[str, object]]:
        """Return the values of the other keys, panel by panel."""
        rest = self.keys[2:]
        return [
            dict(zip(rest, each, strict=True)) for each in product(*(self.values[key].values.tolist() for key in rest))
        ]


def sweep_curves(
    dataset: xr.Dataset, measure: str = "width_mm", along: Sequence[str] | None = None, criterion: str | None = None,
    style: str = "slide",
) -> Figure:  # fmt: skip
    """Draw a measure against one swept input, a line for each value of a second one, panels for the rest.

    Parameters
    ----------
    dataset : Dataset from `sweep` with a grid
    measure : name of a variable, such as "width_mm"
    along : keys: the first along x, the second as lines, the rest as panels; left out, the one with the most numbers
        along x, and of the others the one with the most values as lines
    criterion : label; the first when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the sweep is no grid, has no such measure, or has more panels or lines than can be read.
    """
    look = look_named(style)
    grid = grid_of(dataset, measure, along, criterion)
    with drawing(look):
        tail = bars_in_words(grid)
        failed = int(np.isnan(grid.values.values).sum())
        tail += [spoken("{failed} of {runs} runs failed", failed=failed, runs=grid.values.size)] if failed else []
        head = head_of({**dataset.attrs, **label_of(grid.values)})
        caption = caption_within(look, [*head, spoken("{runs} runs", runs=grid.values.size)], [], tail)
        claim = curves_title(grid)
        picture, room = framed(look, claim, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        draw_panels(picture, room, look, grid)
        tell(picture, claim, spoken(SEEN["curves"]), table_of(grid.values, grid.errors, measure), tail,
             spoken(QUESTIONS["curves"]), steps=CURVES)  # fmt: skip
    return picture


def bars_in_words(grid: Grid) -> list[str]:
    """Write how large the numerical error bars are."""
    bars = grid.errors.values[np.isfinite(grid.errors.values)]
    unit = name_of(grid.measure)[1]
    words = "bars on the points: numerical error, {bar} at most"
    return [spoken(words, bar=amount(float(bars.max()), unit, 2))] if bars.size else []


def grid_of(dataset: object, measure: str, along: Sequence[str] | None, criterion: str | None) -> Grid:
    """Take a measure over a grid out of a sweep."""
    table = table_of_sweep(dataset)
    values = measure_in(table, measure, criterion)
    if "row" in values.dims or not values.dims:
        told = f"is a sweep of kind {shown(table.attrs.get('kind'))}; must be a grid"
        raise ScenarioError(Problem("dataset", f"{told}; for others there are sweep_scatter and tornado"))
    bar = f"{measure}_error"
    errors = measure_in(table, bar, criterion) if bar in table else xr.full_like(values, math.nan)
    keys = order_of(values, along)
    grid = Grid(values.transpose(*keys), errors.transpose(*keys), keys, measure)
    lines = values.sizes[keys[1]] if len(keys) > 1 else 1
    if lines > MOST_LINES or len(grid.panels()) > MOST_PANELS:
        told = f"makes {lines} lines in {len(grid.panels())} panels; must be at most {MOST_LINES} in {MOST_PANELS}"
        raise ScenarioError(Problem("along", f"{told}: choose with dataset.sel(...), or other keys"))
    return grid


def order_of(values: xr.DataArray, along: Sequence[str] | None) -> tuple[str, ...]:
    """Return the keys in the order x, lines, panels."""
    keys = [str(key) for key in values.dims]
    named = [along] if isinstance(along, str) else list(along or ())
    unknown = [key for key in named if key not in keys]
    if unknown or len(set(named)) < len(named):
        raise ScenarioError(Problem("along", f"is {shown(along)}; must be of {listed(keys, 'and')}, each once"))
    rest = sorted((key for key in keys if key not in named), key=lambda key: -values.sizes[key])
    numbers = [key for key in rest if values[key].dtype.kind in "fiu"]
    first = numbers[:1] if not named else []
    return tuple([*named, *first, *(key for key in rest if key not in first)])


def curves_title(grid: Grid) -> str:
    """Say from where to where the measure goes."""
    words, unit = name_of(grid.measure)
    seen = grid.values.values[np.isfinite(grid.values.values)]
    if not seen.size:
        return spoken("No run of this sweep has a {measure}", measure=words)
    low, high = amount(float(seen.min())), amount(float(seen.max()), unit)
    asked = listed([name_of(key)[0] for key in grid.keys], spoken("and"))
    told = "{inputs} change the {measure} from {low} to {high}"
    if len(grid.keys) == 1:
        told = "{inputs} changes the {measure} from {low} to {high}"
    return spoken(told, inputs=capital(asked), measure=words, low=low, high=high)


def draw_panels(picture: Figure, room: Room, look: Look, grid: Grid) -> None:
    """Draw a panel for each combination of the other keys, all on one scale, with a legend beside them."""
    panels, line = grid.panels(), look.line_in
    legend = legend_in(grid, look)
    columns = 2 if len(panels) in (2, 4) else min(len(panels), 3)
    rows = math.ceil(len(panels) / columns)
    wide = (room.width - legend - LEFT * line - (columns - 1) * GAP * line) / columns
    high = (room.height - UNDER * line - (ABOVE if panels[0] else 0.5) * line * rows - (rows - 1) * line) / rows
    limits = limits_of(grid)
    first: Axes | None = None
    for number, chosen in enumerate(panels):
        down, across = divmod(number, columns)
        low = room.low + UNDER * line + (rows - 1 - down) * (high + (ABOVE + 1.0) * line)
        axes = axes_in(picture, Room(room.left + LEFT * line + across * (wide + GAP * line), low, wide, high))
        draw_lines(axes, look, grid, chosen)
        below = number + columns >= len(panels)
        finish(axes, look, grid, limits, (below, across == 0))
        if chosen:
            name_panel(axes, look, chosen, wide)
        first = first or axes
    name_side(picture, room, look, grid.measure, UNDER * line)
    if first is not None and grid.lines:
        write_legend(first, picture, room, look, grid, legend)


def name_panel(axes: Axes, look: Look, chosen: dict[str, object], wide: float) -> None:
    """Write which values of the other keys a panel shows."""
    words = ", ".join(f"{name_of(key)[0]} {joined(text_of(value), name_of(key)[1])}" for key, value in chosen.items())
    axes.set_title(cut_to(words, wide, look), loc="left", fontsize=look.text_pt, fontweight="normal")


def limits_of(grid: Grid) -> tuple[float, float]:
    """Return common limits of the measure, from 0 where that is not far away."""
    bars = np.nan_to_num(grid.errors.values)
    low, high = (float(np.nanmin(grid.values.values - bars)), float(np.nanmax(grid.values.values + bars)))
    spare = 0.06 * max(high - low, 1e-9)
    near_zero = low >= 0 and low < 0.5 * high
    return (0.0 if near_zero else low - spare), high + spare


def draw_lines(axes: Axes, look: Look, grid: Grid, chosen: dict[str, object]) -> None:
    """Draw the lines of one panel with their error bars."""
    values, errors = (each.sel(chosen) for each in (grid.values, grid.errors))
    x = positions(grid)
    for number in range(values.sizes[grid.lines] if grid.lines else 1):
        line = EDGES[number]
        y, bar = (each.isel({grid.lines: number}).values if grid.lines else each.values for each in (values, errors))
        bar = np.where(np.isfinite(bar), bar, 0.0)
        axes.errorbar(
            x, y, yerr=bar, fmt="none", ecolor=line.colour, capsize=3 * look.lines, elinewidth=1.3 * look.lines
        )
        axes.plot(x, y, color=line.colour, linestyle=line.dashes, linewidth=1.7 * look.lines, marker="o",
                  markersize=3.5 * look.lines, gid=f"line {number + 1}")  # fmt: skip


def positions(grid: Grid) -> Array:
    """Return places along x: the values themselves, or one after the other where they are words."""
    found = grid.values[grid.keys[0]].values
    return np.asarray(found if found.dtype.kind in "fiu" else np.arange(found.size))


def finish(axes: Axes, look: Look, grid: Grid, limits: tuple[float, float], outer: tuple[bool, bool]) -> None:
    """Set limits and name the axes; `outer` tells whether a panel is the lowest and the leftmost one."""
    x = positions(grid)
    spare = 0.04 * float(np.ptp(x) or 1.0)
    axes.set(xlim=(float(x.min()) - spare, float(x.max()) + spare), ylim=limits)
    most = max(2, int(axes.bbox.width / axes.figure.dpi / (3.2 * look.line_in)))
    found = grid.values[grid.keys[0]].values
    if found.dtype.kind not in "fiu":
        axes.set_xticks(x, labels=[str(value) for value in found])
    elif found.size <= most:
        axes.set_xticks(x, labels=[text_of(float(value)) for value in found])
    else:
        axes.xaxis.set_major_locator(MaxNLocator(most, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(max(2, int(axes.bbox.height / axes.figure.dpi / (1.9 * look.line_in))),
                                             steps=[1, 2, 5, 10]))  # fmt: skip
    axes.grid(color="#e4e4e4", linewidth=0.8 * look.lines)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelbottom=outer[0], labelleft=outer[1])
    axes.set_xlabel(with_unit(*name_of(grid.keys[0])) if outer[0] else "")


def legend_in(grid: Grid, look: Look) -> float:
    """Return how wide the legend is, inches."""
    if not grid.lines:
        return 0.0
    texts = [text_of(value) for value in grid.values[grid.lines].values.tolist()]
    heading = with_unit(*name_of(grid.lines)).split()
    names = max(width_in(text, look.text_pt) for text in texts) + 2.4 * look.line_in
    return max(names, *(width_in(word, look.text_pt) for word in heading)) + look.line_in


def write_legend(axes: Axes, picture: Figure, room: Room, look: Look, grid: Grid, wide: float) -> None:
    """Write which line is which, right of the panels."""
    assert grid.lines is not None
    width, height = (float(size) for size in picture.get_size_inches())
    names = [text_of(value) for value in grid.values[grid.lines].values.tolist()]
    lines = [line for line in axes.lines if str(line.get_gid()).startswith("line ")]
    corner = ((room.left + room.width - wide + 0.6 * look.line_in) / width, (room.low + room.height) / height)
    heading = broken(with_unit(*name_of(grid.lines)), wide - 0.6 * look.line_in, look.text_pt)
    picture.legend(lines[::-1], names[::-1], title=heading, loc="upper left", bbox_to_anchor=corner, handlelength=1.8,
                   alignment="left", borderaxespad=0.0, borderpad=0.0, labelspacing=0.3, handletextpad=0.5)  # fmt: skip
