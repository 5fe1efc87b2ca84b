"""Pareto fronts: how far goals pull against each other."""

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
    goals_of,
    label_of,
    levels_of,
    name_curves,
    question_in_words,
    ranges_of,
)
from lesionsim.plots.looks import Look, drawing, framed, look_named
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import PAPER, edge_line
from lesionsim.plots.swept import amount, capital
from lesionsim.plots.swept_words import LINES, QUESTIONS, SEEN, solutions_of
from lesionsim.plots.telling import tell
from lesionsim.texts import spoken

OTHERS = "#b5b5b5"
PAPER_HEIGHT_IN = 3.9
NO_FRONT = 'is no Pareto front; ask ls.inverse with goals to "maximise" and "minimise"'
SHAPES = "osD^vP*X"


def pareto_front(table: xr.Dataset, style: str = "slide") -> Figure:
    """Draw a Pareto front: two goals against each other, all runs in grey and those on the front in colour.

    Parameters
    ----------
    table : Dataset from `lesionsim.inverse` with goals to maximise and minimise, or from `pareto`
    style : "slide" or "paper"

    Returns
    -------
    Figure; of more than two goals the first two are drawn

    Raises
    ------
    ScenarioError
        When the table is no front.

    Examples
    --------
    >>> import xarray as xr
    >>> pareto_front(xr.Dataset())
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: table is no Pareto front; ask ls.inverse with goals to "maximise" and "minimise"
    """
    look = look_named(style)
    check_form(table, "front", NO_FRONT)
    pulling = [name for name, goal in goals_of(table).items() if goal["kind"] in ("Maximise", "Minimise")]
    x, y = (pulling * 2)[1], pulling[0]
    curves = fronts(table, look)
    with drawing(look):
        claim = claim_of(table, x, y)
        picture, room = framed(look, claim, caption_of(table), PAPER_HEIGHT_IN if style == "paper" else None)
        names = [curve.name for curve in curves]
        spot, corner = divided(room, look, names, False)
        axes = axes_in(picture, spot)
        draw_front(axes, table, curves, (x, y), look)
        if corner is not None:
            name_curves(axes_in(picture, corner), curves, names, look)
        tell(picture, claim, spoken(SEEN["front"]), solutions_of(table), [title_of(table)], spoken(QUESTIONS["front"]),
             steps=LINES)  # fmt: skip
    return picture


def claim_of(table: xr.Dataset, x: str, y: str) -> str:
    """Claim what the most of one goal costs of the other, where there is a front."""
    first, second = (table[name].attrs for name in (y, x))
    if not table.sizes["solution"] or x == y:
        return title_of(table)
    pull = {name: goals_of(table)[name]["kind"] == "Maximise" for name in (x, y)}
    ends = sorted(range(table.sizes["solution"]), key=lambda each: float(table[y][each]), reverse=pull[y])
    top, last = ends[0], ends[-1]
    told = {"y": capital(spoken(str(first.get("long_name", y)))), "x": spoken(str(second.get("long_name", x)))}
    for name, of, which in (("most", y, top), ("cost", x, top), ("least", y, last), ("gain", x, last)):
        told[name] = amount(float(table[of][which]), str(table[of].attrs.get("units", "")), 2)
    return spoken("{y} {most} comes with {x} {cost}; {least} with {gain}", **told)


def fronts(table: xr.Dataset, look: Look) -> list[Curve]:
    """Return the part of the front of each combination of levels; those without any are left out."""
    if not ranges_of(table) or not levels_of(table):
        return [Curve("", table, table, edge_line(0).thicker(look.lines))]
    curves = [curve for curve in curves_of(table, look) if curve.solutions.sizes["solution"]]
    return [curve._replace(mark=SHAPES[number % len(SHAPES)]) for number, curve in enumerate(curves)]


def title_of(table: xr.Dataset) -> str:
    """Say what pulls against what."""
    question = question_in_words(table)
    return question if table.attrs["reached"] else spoken("{question}: no run within the limits", question=question)


def caption_of(table: xr.Dataset) -> str:
    """Say what this is, and of which model."""
    words = "{runs} runs (grey), {front} of which no other betters in every goal"
    runs = spoken(words, runs=table.attrs["runs"], front=table.sizes["solution"])
    return " · ".join((*asked_in_words(table), runs, spoken("bars are numerical only")))


def draw_front(axes: Axes, table: xr.Dataset, curves: list[Curve], names: tuple[str, str], look: Look) -> None:
    """Draw all runs, and the front over them as a line with marks."""
    x, y = names
    axes.plot(
        table[f"run_{x}"], table[f"run_{y}"], ".", color=OTHERS, markersize=4.5 * look.lines, zorder=1, gid="runs"
    )
    order = np.argsort(table[x].values, kind="stable")
    across, up = table[x].values[order], table[y].values[order]
    axes.plot(across, up, color=OTHERS, linewidth=1.4 * look.lines, zorder=2, gid="front")
    for number, curve in enumerate(curves):
        met = curve.solutions
        axes.errorbar(met[x], met[y], xerr=met[f"{x}_error"], yerr=met[f"{y}_error"], fmt=SHAPES[number % len(SHAPES)],
                      color=curve.line.colour, markersize=6 * look.lines, markeredgecolor=PAPER, zorder=3,
                      markeredgewidth=0.6 * look.lines, elinewidth=look.lines, gid=f"front: {curve.name}")  # fmt: skip
    axes.set_xlabel(label_of(table, x))
    axes.set_ylabel(label_of(table, y))
