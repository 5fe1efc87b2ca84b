"""Solutions over two or three inputs: lines on which a wanted value is met."""

import json
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from lesionsim.plots.looks import Look
from lesionsim.plots.style import CASING_PT, PAPER, QUIET, SOLID, cased
from lesionsim.texts import spoken

Array = np.ndarray

LEVELS = 7  # lines of equal measure behind the wanted one
CLEAR = 0.04  # of the measure's span, between these and the wanted one, or the ends
DASHES: tuple[tuple[float, tuple[float, ...]], ...] = (SOLID, (0, (5, 1.8)), (0, (1.4, 1.4)), (0, (6, 1.5, 1.2, 1.5)))
BEYOND = 0.04  # of a range, to both sides
BAND = "#b8cde0"
SURFACE = "viridis"

Goals = dict[str, dict[str, Any]]


class Sheet(NamedTuple):
    """The scan over two ranges: places along both, and measures by name, (y, x)."""

    x: Array
    y: Array
    measures: dict[str, Any]


def draw_map(axes: Axes, table: xr.Dataset, curves: list[Any], ranges: list[str], look: Look) -> None:
    """Draw where goals are met over the first two ranges; over three, for places of the third, in its colours."""
    goals: Goals = json.loads(table.attrs["goals"])
    x, y = ranges[:2]
    for name, setter, limits, scale in ((x, axes.set_xlabel, axes.set_xlim, axes.set_xscale),
                                        (y, axes.set_ylabel, axes.set_ylim, axes.set_yscale)):  # fmt: skip
        setter(words_of(table, name))
        scale(table[name].attrs["scale"])
        limits(*wider(float(table[name].attrs["low"]), float(table[name].attrs["high"]), table[name].attrs["scale"]))
    for curve in curves:
        if len(ranges) == 3:
            draw_surface(axes, table, curve, ranges, look)
            continue
        sheet = sheet_of(curve.runs, (x, y), list(goals))
        if len(curves) == 1:
            draw_behind(axes, sheet, goals, look)
        for number, (measure, goal) in enumerate(goals.items()):
            draw_wanted(axes, sheet, (measure, goal), curve, (number, len(curves)), look)
        draw_solutions(axes, curve, x, y, look, len(goals))
    if len(ranges) == 3:
        draw_scale(axes, table, ranges[2], look)


def wider(low: float, high: float, scale: str) -> tuple[float, float]:
    """Return limits a little beyond a range, so that the numbers at a corner stand apart."""
    if scale == "log":
        return low * (low / high) ** BEYOND, high * (high / low) ** BEYOND
    return low - BEYOND * (high - low), high + BEYOND * (high - low)


def words_of(table: xr.Dataset, name: str) -> str:
    """Return an input's words with its unit."""
    about = table[name].attrs
    words = spoken(str(about["long_name"]))
    return f"{words} ({about['units']})" if about["units"] else words


def sheet_of(runs: xr.Dataset, names: tuple[str, str], measures: list[str]) -> Sheet:
    """Return the scan over two ranges."""
    scan = runs.isel(run=runs["run_in_scan"].values)
    x, y = (scan[f"run_{name}"].values for name in names)
    across, along = np.unique(x), np.unique(y)
    found = {}
    for measure in measures:
        grid = np.full((along.size, across.size), np.nan)
        grid[np.searchsorted(along, y), np.searchsorted(across, x)] = scan[f"run_{measure}"].values
        found[measure] = np.ma.masked_invalid(grid)
    return Sheet(across, along, found)


def margins(sheet: Sheet, goals: Goals) -> Any:
    """Return how far inside all goals each place is, each counted in parts of its span."""
    parts = []
    for measure, goal in goals.items():
        values = sheet.measures[measure]
        sign = {"AtLeast": 1.0, "AtMost": -1.0}[goal["kind"]]
        parts.append(sign * (values - goal["value"]) / max(float(np.ptp(values)), 1e-12))
    return np.ma.min(np.ma.stack(parts), axis=0)


def draw_behind(axes: Axes, sheet: Sheet, goals: Goals, look: Look) -> None:
    """Shade where all goals are met, where each names a side, and draw thin lines of equal values of the first."""
    measure, goal = next(iter(goals.items()))
    values = sheet.measures[measure]
    if values.count() == 0:
        return
    if all(each["kind"] in ("AtLeast", "AtMost") for each in goals.values()):
        inside = margins(sheet, goals)
        axes.contourf(sheet.x, sheet.y, inside, levels=[0.0, max(float(inside.max()), 1e-9)], colors=[BAND], alpha=0.6,
                      zorder=0.5).set_gid("wanted side")  # fmt: skip
    low, high = float(values.min()), float(values.max())
    ticks = MaxNLocator(LEVELS).tick_values(low, high)
    levels = [each for each in ticks if abs(each - goal["value"]) > CLEAR * (high - low)]
    levels = [each for each in levels if low + CLEAR * (high - low) < each < high - CLEAR * (high - low)]
    if not levels:
        return
    thin = axes.contour(sheet.x, sheet.y, values, levels=levels, colors=[QUIET], linewidths=0.9 * look.lines, alpha=0.7)
    thin.set_gid("line of a value")
    for text in axes.clabel(thin, fmt="%g", fontsize=look.text_pt, inline=True):
        text.set_path_effects(cased(0.0, CASING_PT * look.lines))
        text.set_gid("value of a line")


def draw_wanted(
    axes: Axes, sheet: Sheet, wanted: tuple[str, dict[str, Any]], curve: Any, place: tuple[int, int], look: Look
) -> None:
    """Draw the line on which a measure has its wanted value."""
    measure, goal = wanted
    number, curves = place
    values = sheet.measures[measure]
    if values.count() and values.min() < goal["value"] < values.max():
        drawn = axes.contour(
            sheet.x, sheet.y, values, levels=[goal["value"]], colors=[curve.line.colour], zorder=3,
            linewidths=(1.2 if curves == 1 else 1.0) * curve.line.width_pt,
            linestyles=[curve.line.dashes if curves > 1 and number == 0 else DASHES[number % len(DASHES)]],
        )  # fmt: skip
        drawn.set_gid(f"wanted: {measure}, {curve.name}")


def draw_solutions(axes: Axes, curve: Any, x: str, y: str, look: Look, goals: int) -> None:
    """Mark solutions: small dots along a curve, large ones with errors where several goals meet in points."""
    met = curve.solutions.isel(solution=(curve.solutions["kind"] != "inside").values)
    if not met.sizes["solution"]:
        return
    if goals > 1 and bool((met["kind"] == "meets").all()):
        errors = [np.where(np.isfinite(met[f"{name}_error"]), met[f"{name}_error"], 0.0) for name in (x, y)]
        axes.errorbar(met[x], met[y], xerr=errors[0], yerr=errors[1], fmt="o", color=curve.line.colour, zorder=5,
                      markersize=9 * look.lines, markeredgecolor=PAPER, capsize=3 * look.lines,
                      elinewidth=1.5 * look.lines, gid=f"solutions: {curve.name}")  # fmt: skip
    else:
        axes.plot(met[x], met[y], "o", color=curve.line.colour, markersize=4.5 * look.lines, zorder=4,
                  markeredgecolor=PAPER, markeredgewidth=0.6 * look.lines, gid=f"solutions: {curve.name}")  # fmt: skip


def colours_of(table: xr.Dataset, third: str) -> Any:
    """Return what turns a value of the third range into a colour."""
    about = table[third].attrs
    norm = mpl.colors.Normalize(float(about["low"]), float(about["high"]))
    return mpl.cm.ScalarMappable(norm, mpl.colormaps[SURFACE])


def draw_surface(axes: Axes, table: xr.Dataset, curve: Any, ranges: list[str], look: Look) -> None:
    """Draw the line of the wanted value for each place of the third range; points where several goals meet."""
    x, y, third = ranges
    goals: Goals = json.loads(table.attrs["goals"])
    colours = colours_of(table, third)
    met = curve.solutions.isel(solution=(curve.solutions["kind"] != "inside").values)
    axes.scatter(met[x], met[y], c=colours.to_rgba(met[third].values), s=(5 * look.lines) ** 2, linewidths=0, zorder=4,
                 gid=f"solutions: {curve.name}")  # fmt: skip
    scan = curve.runs.isel(run=curve.runs["run_in_scan"].values)
    for value in np.unique(scan[f"run_{third}"].values) if len(goals) == 1 else ():
        slab = scan.isel(run=(scan[f"run_{third}"] == value).values)
        sheet = sheet_of(slab, (x, y), list(goals))
        for measure, goal in goals.items():
            values = sheet.measures[measure]
            if values.count() and values.min() < goal["value"] < values.max():
                drawn = axes.contour(sheet.x, sheet.y, values, levels=[goal["value"]],
                                     colors=[colours.to_rgba(value)], linewidths=0.8 * curve.line.width_pt,
                                     linestyles=[curve.line.dashes], zorder=3)  # fmt: skip
                drawn.set_gid(f"wanted: {measure}, {third} {value:g}")


def draw_scale(axes: Axes, table: xr.Dataset, third: str, look: Look) -> None:
    """Draw the colour bar of the third range."""
    picture: Any = axes.figure
    width = float(picture.get_size_inches()[0])
    box = axes.get_position()
    bar = picture.add_axes((box.x1 + 0.8 * look.line_in / width, box.y0, 0.7 * look.line_in / width, box.height))
    picture.colorbar(colours_of(table, third), cax=bar, label=words_of(table, third))
