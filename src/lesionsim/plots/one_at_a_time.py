"""What each input does alone: a tornado of one-at-a-time runs."""

import math
from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.errors import Problem, ScenarioError
from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import INK, QUIET
from lesionsim.plots.swept import (
    amount,
    capital,
    caption_within,
    head_of,
    joined,
    keys_along_rows,
    label_of,
    measure_in,
    name_of,
    table_of_sweep,
    text_of,
    with_unit,
)
from lesionsim.plots.swept_words import BARS, QUESTIONS, SEEN
from lesionsim.plots.telling import Table, tell
from lesionsim.scenario.wording import shown
from lesionsim.texts import spoken

Array = np.ndarray

LOW, HIGH = "#5b84b1", "#e0a04d"
PAPER_HEIGHT_IN = 3.9


class Swing(NamedTuple):
    """What one input does when it goes from its lowest to its highest value and the others stay."""

    key: str
    ends: tuple[str, str]  # values of the input
    low: float
    high: float
    bar: float  # the larger numerical error of both ends


def tornado(
    dataset: xr.Dataset, measure: str = "width_mm", criterion: str | None = None, style: str = "slide"
) -> Figure:
    """Draw what each input does alone, from its lowest to its highest value, the strongest on top.

    Parameters
    ----------
    dataset : Dataset over `row` from `sweep(..., kind="one-at-a-time")`
    measure : name of a variable, such as "width_mm"
    criterion : label; the first when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the sweep is of another kind, has no such measure, or its first run failed.
    """
    look = look_named(style)
    base, swings = swings_of(dataset, measure, criterion)
    words, unit = name_of(measure)
    top = swings[0]
    with drawing(look):
        name = name_of(top.key)[0]
        told = "{most} alone changes the {measure} most, from {low} to {high}"
        title = spoken(told, measure=words, most=capital(name), low=amount(top.low),
                       high=amount(top.high, unit))  # fmt: skip
        head = head_of({**dataset.attrs, **label_of(measure_in(dataset, measure, criterion))})
        share = max(swing.bar for swing in swings)
        bar = amount(share, unit, 2)
        bars = [spoken("lines: numerical error, {bar} at most", bar=bar)] if share > 0 else []
        parts = [spoken("middle line: the scenario as it is, {base}", base=amount(base, unit)),
                 spoken("one input changed at a time"), *bars]  # fmt: skip
        caption, inputs = caption_within(look, head, [], parts), sorted(name_of(swing.key)[0] for swing in swings)
        picture, room = framed(look, title, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        draw_tornado(picture, room, look, base, swings, measure)
        tell(picture, title, spoken(SEEN["tornado"]), table_of(swings, measure), parts, spoken(QUESTIONS["tornado"]),
             caption_within(look, head, inputs, parts[:2]), BARS)  # fmt: skip
    return picture


def table_of(swings: list[Swing], measure: str) -> Table:
    """Return the bars as numbers."""
    size = with_unit(*name_of(measure))
    ends = ("value at the lowest", "value at the highest")
    columns = ("input", *ends, f"lowest {size}", f"highest {size}", "± numerical")
    return Table(columns, [(with_unit(*name_of(each.key)), *each.ends, each.low, each.high, each.bar)
                           for each in swings])  # fmt: skip


def swings_of(dataset: object, measure: str, criterion: str | None) -> tuple[float, list[Swing]]:
    """Return the measure of the scenario as it is, and what every input does, the strongest first."""
    table = table_of_sweep(dataset)
    kind = table.attrs.get("kind", "one-at-a-time")
    if kind != "one-at-a-time" or "row" not in table.dims:
        told = f'is a sweep of kind {shown(kind)}; must be "one-at-a-time"'
        raise ScenarioError(Problem("dataset", f"{told}: for a grid there is sweep_curves"))
    table = table.sortby("row") if "row" in table.coords else table
    values = measure_in(table, measure, criterion).values
    bar = f"{measure}_error"
    errors = np.nan_to_num(measure_in(table, bar, criterion).values) if bar in table else np.zeros(values.size)
    if not math.isfinite(values[0]):
        told = f"has no {measure} in its first row, the scenario as it is"
        raise ScenarioError(Problem("dataset", f"{told}; take another measure or scenario"))
    found = [swing_of(key, table[key].values, values, errors) for key in keys_along_rows(table)]
    swings = sorted((swing for swing in found if swing), key=lambda swing: -(swing.high - swing.low))
    if not swings:
        raise ScenarioError(Problem("dataset", f"has no input that changes with a {measure} in its runs"))
    return float(values[0]), swings


def swing_of(key: str, held: Array, values: Array, errors: Array) -> Swing | None:
    """Return what one input does; None where no run with another value has the measure."""
    mine = np.flatnonzero((held != held[0]) & np.isfinite(values))
    if not mine.size:
        return None
    mine = np.concatenate([[0], mine])
    least, most = mine[np.argmin(values[mine])], mine[np.argmax(values[mine])]
    ends = text_of(held[least]), text_of(held[most])
    return Swing(key, ends, float(values[least]), float(values[most]), float(max(errors[least], errors[most])))


def draw_tornado(picture: Figure, room: Room, look: Look, base: float, swings: list[Swing], measure: str) -> None:
    """Draw bars from the scenario's own value to both ends, with the input's values at the ends."""
    line = look.line_in
    most = max(1, int((room.height - 3.2 * line) / (1.15 * line)))
    drawn, hidden = swings[:most], max(0, len(swings) - most)
    names = max(width_in(name_of(swing.key)[0], look.text_pt) for swing in drawn) + 0.8 * line
    axes = axes_in(picture, Room(room.left + names, room.low + 2.9 * line, room.width - names - 0.4 * line,
                                 room.height - 3.4 * line))  # fmt: skip
    place = np.arange(len(drawn))[::-1]
    low, high = (np.array([getattr(swing, end) for swing in drawn]) for end in ("low", "high"))
    axes.barh(place, low - base, left=base, height=0.62, color=LOW, edgecolor=INK, linewidth=0.6, gid="low")
    axes.barh(place, high - base, left=base, height=0.62, color=HIGH, edgecolor=INK, linewidth=0.6, gid="high")
    write_ends(axes, look, drawn, place, base)
    axes.axvline(base, color=INK, linewidth=1.2 * look.lines, zorder=3, gid="as it is")
    axes.set_yticks(place, labels=[name_of(swing.key)[0] for swing in drawn])
    axes.yaxis.set_gid("ranked inputs")
    axes.tick_params(axis="y", length=0)
    more = spoken("; {count} weaker inputs not drawn", count=hidden) if hidden else ""
    axes.set_xlabel(with_unit(*name_of(measure)) + more)
    axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def write_ends(axes: Axes, look: Look, swings: list[Swing], place: Array, base: float) -> None:
    """Write the input's value at each end of its bar, and make room for it."""
    ends = [(swing, [joined(end, name_of(swing.key)[1]) for end in swing.ends]) for swing in swings]
    low, high = min(swing.low for swing in swings), max(swing.high for swing in swings)
    wide = axes.bbox.width / axes.figure.dpi
    words = [max(width_in(texts[side], look.text_pt) for _, texts in ends) + 0.5 * look.line_in for side in (0, 1)]
    per_in = max(high - low, 1e-9) / max(wide - sum(words), 0.3 * wide)
    axes.set(xlim=(low - words[0] * per_in, high + words[1] * per_in), ylim=(-0.6, len(swings) - 0.4))
    pad = 0.25 * look.line_in * per_in
    for (swing, texts), at in zip(ends, place, strict=True):
        for value, text, side in ((swing.low, texts[0], -1), (swing.high, texts[1], 1)):
            axes.errorbar([value], [at], xerr=[swing.bar], fmt="none", ecolor=INK, elinewidth=1.4 * look.lines,
                          capsize=2.5 * look.lines, zorder=4)  # fmt: skip
            if value != base:
                axes.text(value + side * (pad + swing.bar), at, text, ha="left" if side > 0 else "right",
                          va="center_baseline", color=QUIET, gid=f"end of {swing.key}")  # fmt: skip
