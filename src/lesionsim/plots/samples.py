"""Runs whose inputs were drawn: every run against each input, and whether there were enough of them."""

import math

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from lesionsim.errors import Problem, ScenarioError
from lesionsim.plots.lettering import broken, fitting
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.samples_words import bars_in_words, convergence_title, counts_in_words, curve_in_words
from lesionsim.plots.several import axes_in, cut_to
from lesionsim.plots.style import EDGES, INK
from lesionsim.plots.swept import (
    amount,
    capital,
    caption_within,
    head_of,
    joined,
    keys_along_rows,
    label_of,
    measure_in,
    measure_of,
    name_of,
    name_side,
    needs,
    number,
    percent,
    ranges,
    table_of_sweep,
    text_of,
    with_unit,
)
from lesionsim.plots.swept_words import PANELS, POINTS, QUESTIONS, SEEN, runs_of, variables_of
from lesionsim.plots.telling import tell
from lesionsim.texts import spoken

Array = np.ndarray

UNDER, LEFT, ABOVE, GAP = 2.7, 3.8, 0.6, 1.6  # in lines of text, around a panel
MOST_PANELS, COLUMNS = 8, 4
PAPER_HEIGHT_IN = 3.9
SLICES = 8  # of a key, in which the mean is drawn
LEAST_IN_SLICE = 3
DOT, MEAN = "#7fa3c7", "#b8431a"
BAND = 0.22
MADE_BY = "ls.convergence"


def sweep_scatter(
    dataset: xr.Dataset, measure: str = "width_mm", criterion: str | None = None, style: str = "slide"
) -> Figure:
    """Draw a measure of every run against each input, with the mean over slices of the input.

    Parameters
    ----------
    dataset : Dataset over `row` from `sweep` with a sampled design
    measure : name of a variable, such as "width_mm"
    criterion : label; the first when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the sweep is a grid, or has no such measure in any run.
    """
    look = look_named(style)
    table = table_of_sweep(dataset)
    found = measure_in(table, measure, criterion)
    keys = keys_along_rows(table)
    if "row" not in found.dims or not keys:
        raise ScenarioError(Problem("dataset", "is no sweep over rows; for a grid there is sweep_curves"))
    values = found.values
    good = np.isfinite(values)
    if not good.any():
        raise ScenarioError(Problem("dataset", f"has no run with a {measure}; look at status and reason"))
    spreads = {key: slices(table[key].values[good], values[good]) for key in keys}
    strongest = sorted(keys, key=lambda key: -float(np.ptp(spreads[key][1])) if spreads[key][1].size else 0.0)
    with drawing(look):
        words, unit = name_of(measure)
        low, high = amount(float(values[good].min())), amount(float(values[good].max()), unit)
        title = spoken("{measure} goes from {low} to {high}, most tied to {most}", measure=capital(words), low=low,
                       high=high, most=name_of(strongest[0])[0])  # fmt: skip
        told = counts_in_words(good, len(keys) - MOST_PANELS)
        bars = bars_in_words(table, measure, criterion, values)
        caption = caption_within(look, head_of({**table.attrs, **label_of(found)}), [], [*told, *bars])
        picture, room = framed(look, title, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        draw_scatters(picture, room, look, table, values, strongest[:MOST_PANELS], measure)
        tell(picture, title, spoken(SEEN["scatter"]), runs_of(table, keys, measure, found), [*told, *bars],
             spoken(QUESTIONS["scatter"]), steps=POINTS)  # fmt: skip
    return picture


def slices(key: Array, values: Array) -> tuple[Array, Array]:
    """Return middles of slices of a key with equally many runs, and the mean of each; words have no slices."""
    if key.dtype.kind not in "fiu":
        return np.array([]), np.array([])
    order = np.argsort(key, kind="stable")
    parts = np.array_split(order, max(1, min(SLICES, key.size // LEAST_IN_SLICE)))
    return np.array([key[part].mean() for part in parts]), np.array([values[part].mean() for part in parts])


def draw_scatters(
    picture: Figure, room: Room, look: Look, table: xr.Dataset, values: Array, keys: list[str], measure: str
) -> None:
    """Draw a panel for each input, all on one scale."""
    line, columns = look.line_in, min(COLUMNS, math.ceil(len(keys) / (2 if len(keys) > 3 else 1)))
    rows = math.ceil(len(keys) / columns)
    wide = (room.width - LEFT * line - (columns - 1) * GAP * line - 0.6 * line) / columns
    high = room.height / rows - (UNDER + ABOVE) * line
    limits = np.nanmin(values), np.nanmax(values)
    spare = 0.06 * max(float(limits[1] - limits[0]), 1e-9)
    for place, key in enumerate(keys):
        down, across = divmod(place, columns)
        low = room.low + UNDER * line + (rows - 1 - down) * (high + (UNDER + ABOVE) * line)
        axes = axes_in(picture, Room(room.left + LEFT * line + across * (wide + GAP * line), low, wide, high))
        axes.set_ylim(float(limits[0]) - spare, float(limits[1]) + spare)
        draw_scatter(axes, look, table[key].values, values)
        axes.set_gid(f"against {key}")
        name = with_unit(*name_of(key))
        axes.set_xlabel(name if name == cut_to(name, wide + GAP * line, look) else
                        cut_to(name_of(key)[0], wide + GAP * line, look))  # fmt: skip
        axes.tick_params(labelleft=across == 0)
    name_side(picture, room, look, measure, UNDER * line)


def draw_scatter(axes: Axes, look: Look, key: Array, values: Array) -> None:
    """Draw every run against one input, and the means of its slices."""
    good = np.isfinite(values)
    words = key.dtype.kind not in "fiu"
    kinds = sorted({str(each) for each in key}) if words else []
    x = np.array([kinds.index(str(each)) for each in key], dtype=float) if words else key.astype(float)
    size = (2.6 if good.sum() < 500 else 1.7) * look.lines
    axes.plot(x[good], values[good], linestyle="none", marker="o", markersize=size, color=DOT, alpha=0.6,
              markeredgewidth=0, gid="runs", rasterized=bool(good.sum() > 3000))  # fmt: skip
    middle, mean = slices(key[good], values[good])
    axes.plot(middle, mean, color=MEAN, linewidth=2.2 * look.lines, gid="mean")
    if words:
        axes.set_xticks(range(len(kinds)), labels=kinds)
    else:
        most = max(2, int(axes.bbox.width / axes.figure.dpi / (3.4 * look.line_in)))
        axes.xaxis.set_major_locator(MaxNLocator(most, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(max(2, int(axes.bbox.height / axes.figure.dpi / (1.8 * look.line_in))),
                                             steps=[1, 2, 5, 10]))  # fmt: skip
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def convergence(table: xr.Dataset, style: str = "slide") -> Figure:
    """Draw mean, quantiles and a probability against the number of runs, each with its band, and a run's error bar.

    Parameters
    ----------
    table : Dataset from `lesionsim.convergence`
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the table is another one.
    """
    look = look_named(style)
    needs(table, ("mean", "mean_low", "quantiles", "probability", "samples"), MADE_BY)
    about = table.attrs
    with drawing(look):
        words = "{failed} runs failed and left out"
        failed = [spoken(words, failed=about["failed"])] if about.get("failed") else []
        unit = measure_of(about)[1]
        told = [spoken("bands: 95 % {band}", band=spoken(str(about["band"])))]
        if math.isfinite(number(about.get("numerical_error"))):
            bar = amount(number(about["numerical_error"]), unit, 2)
            told.append(spoken("black bar: numerical error of a run, {bar}", bar=bar))
        caption = caption_within(look, head_of(about), ranges(about), [*told, *failed])
        claim = convergence_title(table)
        picture, room = framed(look, claim, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        line = look.line_in
        wide = (room.width - 2 * LEFT * line - 6.6 * line) / 2
        high = room.height - (UNDER + 1.4) * line
        places = [Room(room.left + left, room.low + UNDER * line, wide, high)
                  for left in (LEFT * line, room.width - wide - 0.8 * line)]  # fmt: skip
        draw_values(axes_in(picture, places[0]), look, table)
        draw_probability(axes_in(picture, places[1]), look, table)
        tell(picture, claim, spoken(SEEN["convergence"]), variables_of(table, "samples", "runs"), told,
             spoken(QUESTIONS["convergence"]), caption_within(look, head_of(about), ranges(about), told[:1]),
             PANELS)  # fmt: skip
    return picture


def draw_values(axes: Axes, look: Look, table: xr.Dataset) -> None:
    """Draw mean and quantiles with their bands, named at their right ends."""
    samples = table.samples.values
    curves = [("mean", table["mean"].values, table.mean_low.values, table.mean_high.values)]
    for place, quantile in enumerate(table["quantile"].values):
        picked = [table[f"quantiles{end}"].values[:, place] for end in ("", "_low", "_high")]
        name = "median" if quantile == 0.5 else f"{100 * float(quantile):.0f} % below"
        curves.append((name, picked[0], picked[1], picked[2]))
    for (name, value, low, high), line in zip(curves, EDGES, strict=False):
        axes.fill_between(samples, low, high, color=line.colour, alpha=BAND, linewidth=0, gid=f"band: {name}")
        axes.plot(samples, value, color=line.colour, linestyle=line.dashes, linewidth=1.8 * look.lines, gid=name)
    bar = number(table.attrs.get("numerical_error"))
    bottom, top = (float(reach(np.concatenate([each for curve in curves for each in curve[1:]]))) for reach in
                   (np.nanmin, np.nanmax))  # fmt: skip
    axes.set_ylim(bottom - 0.05 * (top - bottom), top + 0.05 * (top - bottom))
    name_ends(axes, look, [(name, float(value[-1])) for name, value, *_ in curves])
    if math.isfinite(bar):
        draw_bar(axes, look, float(table["mean"].values[-1]), bar, float(samples[-1]))
    finish(axes, look, samples)
    words, unit = measure_of(table.attrs)
    axes.set_ylabel(broken(with_unit(words, unit), 1.1 * axes.bbox.height / axes.figure.dpi, look.text_pt))


def name_ends(axes: Axes, look: Look, ends: list[tuple[str, float]]) -> None:
    """Write each curve's name right of its end, moved apart where they would overlap."""
    low, high = axes.get_ylim()
    apart = 1.1 * look.line_in / (axes.bbox.height / axes.figure.dpi)
    beside = 1.0 + 0.7 * look.line_in / (axes.bbox.width / axes.figure.dpi)
    least = -math.inf
    for place in sorted(range(len(ends)), key=lambda each: ends[each][1]):
        name, end = ends[place]
        wanted = (end - low) / (high - low)
        least = max(wanted, least + apart)
        colour = EDGES[place].colour
        axes.plot([1.005, beside - 0.01], [wanted, least], transform=axes.transAxes, color=colour, clip_on=False,
                  linewidth=look.lines)  # fmt: skip
        axes.text(beside, least, curve_in_words(name), transform=axes.transAxes, color=colour, va="center_baseline",
                  gid=f"name: {name}")  # fmt: skip


def draw_bar(axes: Axes, look: Look, mean: float, bar: float, last: float) -> None:
    """Draw the numerical error bar of one run around the mean."""
    axes.errorbar([last * 0.8], [mean], yerr=[bar], fmt="none", ecolor=INK, elinewidth=2.2 * look.lines,
                  capsize=4 * look.lines, zorder=6).lines[2][0].set_gid("numerical error")  # fmt: skip


def draw_probability(axes: Axes, look: Look, table: xr.Dataset) -> None:
    """Draw the probability that a line is reached, with its band."""
    samples, line = table.samples.values, EDGES[1]
    low, value, high = (100 * table[f"probability{end}"].values for end in ("_low", "", "_high"))
    axes.fill_between(samples, low, high, color=line.colour, alpha=BAND, linewidth=0, gid="band: probability")
    axes.plot(samples, value, color=line.colour, linewidth=1.8 * look.lines, gid="probability")
    unit = measure_of(table.attrs)[1]
    axes.set_ylim(0, 100)
    finish(axes, look, samples)
    line_at = joined(text_of(number(table.attrs.get("at_least"))), unit)
    versions = ("share of runs with {least} or more (%)", "runs with {least} or more (%)", "{least} or more (%)")
    words = [spoken(each, least=line_at) for each in versions]
    axes.set_ylabel(fitting(words, axes.bbox.height / axes.figure.dpi, look.text_pt))
    last, first, final = (percent(float(each[-1]) / 100) for each in (value, low, high))
    last = spoken("{value} ({low} to {high})", value=last, low=first, high=final)
    axes.text(0.97, 0.04, last, transform=axes.transAxes, ha="right", color=line.colour, gid="last", va="bottom")


def finish(axes: Axes, look: Look, samples: Array) -> None:
    """Set the logarithmic scale of runs and name it."""
    axes.set_xscale("log")
    axes.set_xlim(0.8 * float(samples[0]), float(samples[-1]))
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 3.0) if samples[-1] / samples[0] < 300 else (1.0,)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.set_xlabel(spoken("runs"))
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8 * look.lines)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
