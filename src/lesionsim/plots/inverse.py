"""Inverse questions: a measure over inputs, the value that is wanted, and where it is met."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.plots.inverse_key import (
    Curve,
    asked_in_words,
    check_form,
    curves_of,
    divided,
    goal_lines,
    goals_of,
    label_of,
    legend_text,
    levels_of,
    name_curves,
    question_in_words,
    ranges_of,
)
from lesionsim.plots.inverse_maps import draw_map
from lesionsim.plots.looks import Look, drawing, framed, look_named
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import PAPER, QUIET, edge_line
from lesionsim.plots.swept_words import LINES, SEEN, solutions_of
from lesionsim.plots.telling import tell
from lesionsim.texts import spoken

PAPER_HEIGHT_IN = 3.9
LINES_NAMED = 8
NO_TABLE = "is no table of ls.inverse; give what ls.inverse(scenario, goals, vary) returns"


def solutions(table: xr.Dataset, style: str = "slide") -> Figure:
    """Draw all solutions of an inverse question; see `lesionsim.inverse`.

    Over one range: the measure as a curve for each combination of levels, the wanted value, and a mark with its
    numerical error wherever it is met. Over two: lines on which the wanted value is met. Over three: places of the
    surface, coloured by the third input. A model exercise, and every picture says so.

    Parameters
    ----------
    table : Dataset from `lesionsim.inverse`
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the table is another one.

    Examples
    --------
    >>> import xarray as xr
    >>> solutions(xr.Dataset())
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: table is no table of ls.inverse; give what ls.inverse(scenario, goals, vary) returns
    """
    look = look_named(style)
    check_form(table, "solutions", NO_TABLE)
    curves, ranges = curves_of(table, look), ranges_of(table)
    with drawing(look):
        claim = title_of(table)
        picture, room = framed(look, claim, caption_of(table), PAPER_HEIGHT_IN if style == "paper" else None)
        named = [*curves[:LINES_NAMED], *goal_lines(table, ranges, look)]
        names = [curve.name if curve.runs is None else legend_text(curve, ranges) for curve in named]
        spot, corner = divided(room, look, names, len(ranges) == 3)
        axes = axes_in(picture, spot)
        if len(ranges) >= 2:
            draw_map(axes, table, curves, ranges, look)
        else:
            draw_curves(axes, table, curves, ranges, look)
        if names and corner is not None:
            name_curves(axes_in(picture, corner), named, names, look)
        tell(picture, claim, spoken(SEEN["solutions"]), solutions_of(table), question=question_of(table),
             steps=LINES)  # fmt: skip
    return picture


def title_of(table: xr.Dataset) -> str:
    """Say what is asked, and how it is met."""
    return f"{question_in_words(table)}: {met_in_words(table)}"


def question_of(table: xr.Dataset) -> str:
    """Ask which inputs lead to what is wanted."""
    return spoken("{question}: with which inputs?", question=title_of(table).rpartition(":")[0])


def met_in_words(table: xr.Dataset) -> str:
    """Say where goals are met: by some of all levels, at places, or along a curve."""
    count = int((table["kind"] != "inside").sum())
    ranges, wanted = len(ranges_of(table)), [goal for goal in goals_of(table).values() if goal["kind"] == "Exactly"]
    if not table.attrs["reached"]:
        return spoken("not reached here")
    if not ranges:
        return spoken("met by {count} of {runs}", count=count, runs=table.sizes["run"])
    if not wanted and (ranges == 1 or not levels_of(table)):
        return spoken("met where shaded")
    if not wanted:
        return spoken("met on one side of each line")
    if ranges > len(wanted):
        return spoken("met along a curve") if ranges == len(wanted) + 1 else spoken("met on a surface")
    return spoken("met at {count} place", count=count) if count == 1 else spoken("met at {count} places", count=count)


def caption_of(table: xr.Dataset) -> str:
    """Say what this is, and of which model."""
    about = table.attrs
    several = len(ranges_of(table)) > 1
    errors = spoken("± is numerical only, other inputs fixed") if several else spoken("± is numerical only")
    runs, first = spoken("{runs} runs", runs=about["runs"]), next(iter(goals_of(table)))
    parts = [*asked_in_words(table), runs, errors]
    if len(ranges_of(table)) == 2 and not levels_of(table):
        parts.append(spoken("thin lines: {measure}", measure=label_of(table, first)))
    return " · ".join(parts)


def draw_curves(axes: Axes, table: xr.Dataset, curves: list[Curve], ranges: list[str], look: Look) -> None:
    """Draw the first goal's measure over one range, or over combinations of levels, with its solutions."""
    measure, goal = next(iter(goals_of(table).items()))
    for curve in curves:
        if ranges:
            draw_one(axes, curve, ranges[0], measure, look)
        else:
            draw_levels(axes, table, measure, look)
    axes.set_ylabel(label_of(table, measure))
    if ranges:
        axes.set_xlabel(label_of(table, ranges[0]))
        axes.set_xlim(float(table[ranges[0]].attrs["low"]), float(table[ranges[0]].attrs["high"]))
        axes.set_xscale(table[ranges[0]].attrs["scale"])
    draw_wanted(axes, measure, goal, look)
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, goal["value"] - 0.06 * (high - low)), max(high, goal["value"] + 0.06 * (high - low)))


def draw_one(axes: Axes, curve: Curve, name: str, measure: str, look: Look) -> None:
    """Draw one curve with a mark and an error bar at each solution."""
    x, y = curve.runs[f"run_{name}"].values, curve.runs[f"run_{measure}"].values
    order = np.argsort(x, kind="stable")
    line = curve.line
    axes.plot(x[order], y[order], color=line.colour, linestyle=line.dashes, linewidth=line.width_pt,
              gid=f"curve: {curve.name}")  # fmt: skip
    met = curve.solutions.isel(solution=(curve.solutions["kind"] != "inside").values)
    if met.sizes["solution"]:
        error = np.where(np.isfinite(met[f"{name}_error"]), met[f"{name}_error"], 0.0)
        axes.errorbar(met[name], met[measure], xerr=error, fmt="o", color=line.colour, markersize=7 * look.lines,
                      markeredgecolor=PAPER, markeredgewidth=look.lines, elinewidth=1.6 * look.lines,
                      capsize=3.5 * look.lines, zorder=4, gid=f"solutions: {curve.name}")  # fmt: skip


def draw_levels(axes: Axes, table: xr.Dataset, measure: str, look: Look) -> None:
    """Draw the measure of each combination of levels as a dot; those that meet the goal are filled."""
    names = levels_of(table)
    rows = list(zip(*(table[f"run_{each}"].values.tolist() for each in names), strict=True))
    met = set(zip(*(table[each].values.tolist() for each in names), strict=True))
    line = edge_line(0)
    filled = [line.colour if row in met else PAPER for row in rows]
    axes.scatter(range(len(rows)), table[f"run_{measure}"].values, s=(9 * look.lines) ** 2, c=filled,
                 edgecolors=line.colour, linewidths=1.5 * look.lines, zorder=4, gid="levels")  # fmt: skip
    axes.set_xticks(range(len(rows)), labels=[", ".join(map(str, row)) for row in rows])
    axes.set_xlabel(spoken("{inputs} (filled: meets the goal)", inputs=", ".join(map(spoken, names))))
    axes.set_xlim(-0.6, len(rows) - 0.4)
    axes.margins(y=0.15)


def draw_wanted(axes: Axes, measure: str, goal: dict[str, Any], look: Look) -> None:
    """Draw the wanted value as a line, its tolerance as a band, and the side that is wanted as a shade."""
    value, kind = float(goal["value"]), goal["kind"]
    axes.axhline(value, color=QUIET, linestyle=(0, (4, 2)), linewidth=1.3 * look.lines, zorder=1, gid="wanted")
    low, high = axes.get_ylim()
    spans = {
        "AtLeast": (value, max(high, value)), "AtMost": (min(low, value), value),
        "Exactly": (value - float(goal.get("tolerance", 0)), value + float(goal.get("tolerance", 0))),
    }  # fmt: skip
    first, last = spans[kind]
    if last > first:
        axes.axhspan(first, last, color="#b8cde0", alpha=0.4, linewidth=0, zorder=0, gid="wanted side")
    axes.set_ylim(low, high)
