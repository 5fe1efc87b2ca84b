"""Lines on a myth card: the model's, named at their ends, guides in the colour of a side, and what is published."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator, NullFormatter

from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.myth_data import Curve, Curves, Mark
from lesionsim.plots.myth_style import COLOURS, MARKERS, MODEL, SIDES, TINTS
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import INK

UNDER, LEFT, GAP, ABOVE, EDGE = 2.3, 3.0, 0.9, 1.45, 0.8  # in lines of text
CRITERIA = 3  # from so many lines on they are criteria, with their marks
APART = 1.05  # in lines of text, between names
MARGIN, SIDEWAYS = 0.05, 0.02  # of an axis, beyond what is drawn
DECADES = {1: "1", 1e-2: "10⁻²", 1e-4: "10⁻⁴", 1e-6: "10⁻⁶"}  # of a logarithmic axis of shares
DISTANCES_MM = (0.5, 1, 2, 3, 5, 10)


def draw_curves(picture: Figure, room: Room, look: Look, shown: Curves) -> None:
    """Draw the lines, each named at its end on the right."""
    line = look.line_in
    named = [*shown.curves, *(curve for _, curve in shown.guides)]
    by_name = ends_are_named(shown)
    widest = max(width_in(str(curve.label), look.text_pt, True) for curve in named)
    right = widest + GAP * line if by_name else EDGE * line
    place = Room(room.left + LEFT * line, room.low + UNDER * line, room.width - LEFT * line - right,
                 room.height - (UNDER + ABOVE) * line)  # fmt: skip
    axes = axes_in(picture, place)
    axes.set_gid("plot")
    if shown.logarithmic:
        axes.set(xscale="log", yscale="log")
    for mark in shown.marks:
        draw_mark(axes, look, mark)
    for side, curve in shown.guides:
        axes.plot(curve.x, curve.y, color=SIDES[side], linestyle=(0, (5, 2.5)), linewidth=2.0 * look.lines, zorder=2,
                  gid=f"guide {side}")  # fmt: skip
    for number, curve in enumerate(shown.curves):
        draw_curve(axes, look, curve, number, len(shown.curves) >= CRITERIA)
    finish(axes, look, shown)
    name_axis(axes, look, shown, place)
    if by_name:
        name_ends(axes, look, shown, place)
    else:
        draw_key(axes, look, shown)


def ends_are_named(shown: Curves) -> bool:
    """Tell whether lines are named where they end: criteria, and lines that end far apart; others by a key above."""
    return shown.logarithmic or len(shown.curves) >= CRITERIA


def name_axis(axes: Axes, look: Look, shown: Curves, place: Room) -> None:
    """Write what goes upwards above the axis, level, because that is read more easily and always has room."""
    axes.text(-LEFT * look.line_in / place.width, 1.0 + 0.35 * look.line_in / place.height, str(shown.y_label),
              transform=axes.transAxes, va="bottom", ha="left", color=INK, gid="axis: up")  # fmt: skip


def draw_key(axes: Axes, look: Look, shown: Curves) -> None:
    """Write above the axes which line is which."""
    handles = [line for line in axes.lines if str(line.get_gid()).startswith("curve")]
    axes.legend(handles, [str(curve.label) for curve in shown.curves], loc="lower right", bbox_to_anchor=(1.0, 1.0),
                ncol=len(handles), frameon=False, handletextpad=0.5, columnspacing=1.4, borderaxespad=0.0,
                borderpad=0.2, handlelength=2.4)  # fmt: skip


def colour_of(number: int, criteria: bool) -> str:
    """Return the colour of a line of the model."""
    return COLOURS[number % len(COLOURS)] if criteria else MODEL[number].colour


def draw_curve(axes: Axes, look: Look, curve: Curve, number: int, criteria: bool) -> None:
    """Draw one line of the model, with its range over criteria where it has one."""
    colour = colour_of(number, criteria)
    if curve.low:
        axes.fill_between(curve.x, curve.low, curve.high, facecolor=colour, alpha=0.16, linewidth=0, zorder=1,
                          gid=f"range {number}")  # fmt: skip
    if criteria:
        axes.plot(curve.x, curve.y, color=colour, marker=MARKERS[number % len(MARKERS)], markersize=5.0 * look.lines,
                  linewidth=1.6 * look.lines, zorder=3, gid=f"curve {number}")  # fmt: skip
    else:
        style = MODEL[number].thicker(look.lines)
        axes.plot(curve.x, curve.y, color=colour, linestyle=style.dashes, linewidth=style.width_pt, zorder=3,
                  gid=f"curve {number}")  # fmt: skip


def draw_mark(axes: Axes, look: Look, mark: Mark) -> None:
    """Draw what a side published: an area, a line, or a point."""
    (x_low, x_high), (y_low, y_high) = mark.x, mark.y
    colour, gid = SIDES[mark.side], f"published {mark.side}"
    if x_high > x_low and y_high > y_low:
        axes.add_patch(Rectangle((x_low, y_low), x_high - x_low, y_high - y_low, facecolor=TINTS[mark.side],
                                 edgecolor=colour, linewidth=1.6 * look.lines, zorder=2, gid=gid))  # fmt: skip
    elif x_high > x_low or y_high > y_low:
        axes.plot(mark.x, mark.y, color=colour, linewidth=3.4 * look.lines, solid_capstyle="butt", zorder=2, gid=gid)
    else:
        axes.plot([x_low], [y_low], color=colour, marker="D", markerfacecolor=TINTS[mark.side],
                  markeredgewidth=1.6 * look.lines, markersize=7.0 * look.lines, linestyle="none", zorder=4,
                  gid=gid)  # fmt: skip


def finish(axes: Axes, look: Look, shown: Curves) -> None:
    """Set limits, labels and grid."""
    every = [*shown.curves, *(() if shown.logarithmic else (curve for _, curve in shown.guides))]
    x = np.concatenate([curve.x for curve in every])
    y = np.concatenate([[*curve.y, *curve.low, *curve.high] for curve in every] + [mark.y for mark in shown.marks])
    axes.set_xlabel(str(shown.x_label))
    axes.grid(color="#dcdcdc", linewidth=0.6 * look.lines)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if shown.logarithmic:
        least = min(min(curve.y) for curve in (*shown.curves, *(curve for _, curve in shown.guides)))
        axes.set(xlim=(x.min(), x.max()), ylim=(0.5 * least, 2.0))
        plain_numbers(axes)
        return
    wide, high = x.max() - x.min(), y.max() - y.min()
    axes.set_xlim(x.min() - SIDEWAYS * wide, x.max() + SIDEWAYS * wide)
    axes.set_ylim(y.min() - MARGIN * high, y.max() + MARGIN * high)
    axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 3, 5, 6, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))


def plain_numbers(axes: Axes) -> None:
    """Write few and plain numbers on logarithmic axes."""
    axes.set_xticks(DISTANCES_MM, labels=[f"{each:g}" for each in DISTANCES_MM])
    low, high = axes.get_ylim()
    shares = [each for each in DECADES if low <= each <= high]
    axes.set_yticks(shares, labels=[DECADES[each] for each in shares])
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_formatter(NullFormatter())


def name_ends(axes: Axes, look: Look, shown: Curves, place: Room) -> None:
    """Write the names of the lines beside their ends, moved apart where they would touch."""
    criteria = len(shown.curves) >= CRITERIA
    lines = [(curve, colour_of(number, criteria), "name") for number, curve in enumerate(shown.curves)]
    lines += [(curve, SIDES[side], "name of a guide") for side, curve in shown.guides]
    low, high = axes.get_ylim()
    to_inches = place.height / (np.log(high / low) if shown.logarithmic else high - low)
    ends = [min(max(curve.y[-1], low), high) for curve, _, _ in lines]
    wanted = [(np.log(end / low) if shown.logarithmic else end - low) * to_inches for end in ends]
    for (curve, colour, gid), at in zip(lines, apart(wanted, APART * look.line_in, place.height), strict=True):
        axes.text(1.0 + 0.4 * look.line_in / place.width, at / place.height, str(curve.label), color=colour,
                  transform=axes.transAxes, va="center", ha="left", fontweight="bold", gid=gid)  # fmt: skip


def apart(wanted: Sequence[float], least: float, room: float) -> list[float]:
    """Move places apart that are nearer than this, as little as needed, within the room where they fit.

    >>> apart([1.0, 1.1, 3.0], 0.5, 4.0)
    [0.8, 1.3, 3.0]
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    groups = [[wanted[number], 1] for number in order]  # middle, members
    merged: list[list[float]] = []
    for group in groups:
        merged.append([float(each) for each in group])
        while len(merged) > 1 and merged[-1][0] - merged[-2][0] < least * (merged[-1][1] + merged[-2][1]) / 2:
            (one, few), (other, more) = merged[-2:]
            merged[-2:] = [[(one * few + other * more) / (few + more), few + more]]
    found: list[float] = []
    for middle, members in merged:
        half = least * (members - 1) / 2
        start = min(max(middle - half, 0.0), max(room - 2 * half, 0.0))
        found += [start + least * number for number in range(int(members))]
    places = [0.0] * len(wanted)
    for number, at in zip(order, found, strict=True):
        places[number] = round(at, 6)
    return places
