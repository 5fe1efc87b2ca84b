"""Beside the sections: sizes against what differs, or, where there is no order, the width under every criterion."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.measures import measure
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.comparisons_series import Row
from lesionsim.plots.lettering import fitting, width_in
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.several import axes_in, cut_to
from lesionsim.plots.style import EDGES, QUIET
from lesionsim.texts import spoken

Array = np.ndarray

TREND, LEFT, UNDER, ABOVE = 10.5, 3.0, 2.9, 1.5  # in lines of text: the trend with its labels
CRITERIA = 22.0  # in lines of text: the widths under every criterion, with their names
SIZES = (("width_mm", EDGES[0], "o"), ("length_mm", EDGES[1], "s"))
MARKS = (("#31507a", "o"), ("#b8431a", "s"), ("#004d33", "^"), ("#6a006a", "D"), ("#1a1a1a", "v"), ("#8a6a2a", "P"))
FEWEST = 2  # criteria that all runs share
NAME_SHARE = 0.48  # of the room, at most for the names of criteria


def width_beside(row: Row, look: Look, width_in: float) -> float:
    """Return how much of the room is left to what stands beside the sections, inches."""
    if row.series.levels:
        return TREND * look.line_in
    return min(CRITERIA * look.line_in, 0.5 * width_in) if len(shared_criteria(row)) >= FEWEST else 0.0


def shared_criteria(row: Row) -> list[str]:
    """Return the labels of the criteria that every run knows."""
    known = [[each.label for each in scenario_of(run).criteria] for run in row.series.results]
    return [label for label in known[0] if all(label in others for others in known)]


def draw_trend(picture: Figure, room: Room, look: Look, row: Row) -> None:
    """Draw width and length against what differs, each line with its name above it."""
    line = look.line_in
    axes = axes_in(picture, Room(room.left + LEFT * line, room.low + UNDER * line, room.width - (LEFT + 0.5) * line,
                                 room.height - (UNDER + ABOVE) * line))  # fmt: skip
    axes.set_gid("trend")
    levels = np.array(row.series.levels)
    drawn = {}
    for name, edge, mark in SIZES:
        values = np.array([getattr(lesion, name) if sized else np.nan
                           for lesion, sized in zip(row.lesions, row.sized, strict=True)])  # fmt: skip
        axes.plot(levels, values, mark, linestyle="-", color=edge.colour, linewidth=2.2 * look.lines,
                  markersize=6 * look.lines, gid=f"trend of {name}", clip_on=False)  # fmt: skip
        drawn[name] = values
    finish_trend(axes, look, row, levels)
    for name, edge, _ in SIZES:
        words = {"width_mm": spoken("width"), "length_mm": spoken("length")}[name]
        write_name(axes, look, levels, drawn[name], words, edge.colour)


def write_name(axes: Axes, look: Look, levels: Array, values: Array, words: str, colour: str) -> None:
    """Write what a line is above its middle, clear of the line."""
    if not np.isfinite(values).all():
        return
    low, high = axes.get_xlim()
    middle = (low + high) / 2
    half = 0.55 * width_in(words, look.text_pt, bold=True) * (high - low) * axes.figure.dpi / axes.bbox.width
    order = np.argsort(levels)
    under = np.interp(np.linspace(middle - half, middle + half, 9), levels[order], values[order])
    axes.annotate(words, (middle, float(under.max())), xytext=(0, 0.45 * look.text_pt), textcoords="offset points",
                  ha="center", va="bottom", color=colour, fontweight="bold", gid=f"name: {words}")  # fmt: skip


def finish_trend(axes: Axes, look: Look, row: Row, levels: Array) -> None:
    """Name the axes of the trend; sizes begin at zero."""
    spread = float(np.ptp(levels)) or 1.0
    high = axes.dataLim.y1 if np.isfinite(axes.dataLim.y1) else 1.0
    axes.set(xlim=(levels.min() - 0.08 * spread, levels.max() + 0.08 * spread), ylim=(0, 1.22 * max(high, 1.0)))
    across = axes.bbox.width / axes.figure.dpi
    unit = row.series.axis.rpartition(" ")[2].strip("()")
    axes.set_xlabel(fitting([row.series.axis, unit], across + 1.5 * look.line_in, look.text_pt))
    axes.set_ylabel(spoken("size (mm)"))
    gaps = np.diff(np.sort(levels)) / (1.16 * spread) * across
    if all(width_in(f"{level:g} ", look.text_pt) < gap for level, gap in zip(np.sort(levels)[1:], gaps, strict=True)):
        axes.set_xticks(levels, labels=[f"{level:g}" for level in levels])
    else:
        axes.xaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 3, 5, 6, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    hide_sides(axes, "top", "right")


def draw_criteria(picture: Figure, room: Room, look: Look, row: Row) -> None:
    """Draw the width of every run under every criterion that they share, on a line for each criterion."""
    line, labels = look.line_in, shared_criteria(row)
    words = brief([label_in_words(label) for label in labels])
    names = min(max(width_in(each, look.text_pt) for each in words) + line, NAME_SHARE * room.width)
    axes = axes_in(picture, Room(room.left + names, room.low + UNDER * line, room.width - names - 0.6 * line,
                                 room.height - (UNDER + ABOVE) * line))  # fmt: skip
    axes.set_gid("criteria")
    place = np.arange(len(labels))[::-1]
    widths = np.array([[measure(run, label).width_mm for label in labels] for run in row.series.results])
    axes.hlines(place, widths.min(axis=0), widths.max(axis=0), color="#bdbdbd", linewidth=3 * look.lines, zorder=1)
    for run, (colour, mark) in zip(range(len(widths)), MARKS, strict=False):
        axes.plot(widths[run], place, mark, color=colour, markersize=8 * look.lines, linestyle="none", clip_on=False,
                  gid=f"widths: {row.series.labels[run]}", label=row.series.labels[run])  # fmt: skip
    axes.set(xlim=(0, 1.08 * max(float(widths.max()), 1.0)), ylim=(-0.6, len(labels) - 0.4))
    axes.set_yticks(place, labels=[cut_to(label, names - 0.6 * line, look) for label in words])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#e2e2e2", linewidth=look.lines)
    axes.set_axisbelow(True)
    axes.set_xlabel(spoken("width (mm)"))
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 4, 5, 10]))
    hide_sides(axes, "top", "right", "left")
    axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(widths), borderaxespad=0.1, handletextpad=0.2,
                columnspacing=1.0, labelcolor=QUIET)  # fmt: skip


def brief(labels: list[str]) -> list[str]:
    """Leave out what stands in brackets, where names stay different without it.

    >>> brief(["CEM43 240 min (twofold)", "isotherm 50 °C"])
    ['CEM43 240 min', 'isotherm 50 °C']
    """
    short = [label.partition(" (")[0] for label in labels]
    return short if len(set(short)) == len(short) else labels


def hide_sides(axes: Axes, *sides: str) -> None:
    """Take away the lines of some sides."""
    for side in sides:
        axes.spines[side].set_visible(False)
