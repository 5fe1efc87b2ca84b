"""Lines of dots on a myth card: each criterion a mark, its numerical error a bar, what is published an area."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.myth_data import Row, Rows
from lesionsim.plots.myth_style import COLOURS, MARKERS, SIDES, TINTS
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import INK, QUIET, cased

UNDER, KEY, GAP, RIGHT = 2.3, 1.45, 1.0, 1.2  # in lines of text
FIGURES = 2  # of a number on a logarithmic axis
LABEL_EM = 0.6  # between the name of a row and the axis, on which a mark may stand
SPREAD = 0.6  # of a row's height, for the marks of its criteria
PUBLISHED = 0.84  # of a row's height
MARGIN = 0.06  # of the axis beyond what is drawn
SIZE_PT = 9.0
THIN = "\N{NARROW NO-BREAK SPACE}"  # between thousands
SMALLER_SIZE = 0.62  # of marks where rows are many


def draw_rows(picture: Figure, room: Room, look: Look, shown: Rows) -> None:
    """Draw rows under each other, with their names on the left and a key of the criteria above."""
    line = look.line_in
    left = max(width_in(str(row.label), look.text_pt) for row in shown.rows) + GAP * line
    key = KEY * line if shown.names else 0.3 * line
    place = Room(room.left + left, room.low + UNDER * line, room.width - left - RIGHT * line,
                 room.height - UNDER * line - key)  # fmt: skip
    axes = axes_in(picture, place)
    axes.set_gid("plot")
    axes.set_xscale("log" if shown.logarithmic else "linear")
    for number, row in enumerate(shown.rows):
        draw_published(axes, look, row, -number)
        draw_dots(axes, look, shown, row, -number)
    finish(axes, look, shown)
    if shown.names:
        draw_key(axes, look, shown)


def draw_published(axes: Axes, look: Look, row: Row, at: float) -> None:
    """Draw what a side published of a row: an area from the lowest to the highest, or a line for a single value."""
    for side, low, high in row.published:
        if high > low:
            axes.add_patch(Rectangle((low, at - PUBLISHED / 2), high - low, PUBLISHED, facecolor=TINTS[side],
                                     edgecolor=SIDES[side], linewidth=1.4 * look.lines, zorder=1,
                                     gid=f"published {side}"))  # fmt: skip
        else:
            axes.plot([low, low], [at - PUBLISHED / 2, at + PUBLISHED / 2], color=SIDES[side],
                      linewidth=3.6 * look.lines, solid_capstyle="butt", zorder=2, gid=f"published {side}")  # fmt: skip


def draw_dots(axes: Axes, look: Look, shown: Rows, row: Row, at: float) -> None:
    """Draw the marks of a row, each a little above the next, with numerical errors; a single one with its value."""
    count = len(row.values)
    if count == 1:
        draw_single(axes, look, shown, row, at)
        return
    heights = at + SPREAD * (0.5 - (np.arange(count) + 0.5) / count)
    for number, (value, error, height) in enumerate(zip(row.values, row.errors, heights, strict=True)):
        axes.errorbar(value, height, xerr=error if math.isfinite(error) else None, fmt=MARKERS[number % len(MARKERS)],
                      color=COLOURS[number % len(COLOURS)], markersize=size_of(look, shown), capsize=2.0 * look.lines,
                      elinewidth=1.2 * look.lines, zorder=4, clip_on=False, gid=f"dot {number}")  # fmt: skip


def draw_single(axes: Axes, look: Look, shown: Rows, row: Row, at: float) -> None:
    """Draw the one mark of a row that knows no criteria, with its number beside it."""
    value = row.values[0]
    axes.plot([value], [at], marker="o", color=INK, markersize=size_of(look, shown), linestyle="none", zorder=4,
              gid="dot")  # fmt: skip
    rounded = float(f"{value:.{FIGURES}g}") if shown.logarithmic else value
    axes.annotate(f"{rounded:,.{shown.digits}f}".replace(",", THIN), (value, at), (0.7 * look.text_pt, 0),
                  textcoords="offset points", va="center", ha="left", zorder=5, gid="value",
                  path_effects=cased(casing_pt=4.0 * look.lines))  # fmt: skip


def size_of(look: Look, shown: Rows) -> float:
    """Return the size of marks in points: smaller where there are many."""
    many = shown.names and len(shown.rows) > 4
    return SIZE_PT * look.lines / 1.2 * (SMALLER_SIZE if many else 0.8)


def finish(axes: Axes, look: Look, shown: Rows) -> None:
    """Set limits, names, grid and the line at zero."""
    count = len(shown.rows)
    axes.set(ylim=(-count + 0.45, 0.55))
    axes.set_yticks([-number for number in range(count)], labels=[str(row.label) for row in shown.rows])
    axes.tick_params(axis="y", length=0, pad=LABEL_EM * look.text_pt)
    axes.set_xlabel(str(shown.x_label))
    axes.grid(axis="x", color="#d0d0d0", linewidth=0.6 * look.lines, zorder=0)
    axes.set_axisbelow(True)
    for number in range(1, count):
        axes.axhline(0.5 - number, color="#e4e4e4", linewidth=0.8 * look.lines, zorder=0.5, gid="axis: between rows")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    set_range(axes, look, shown)


def set_range(axes: Axes, look: Look, shown: Rows) -> None:
    """Let the axis hold every mark, its error and what is published, from zero where values are sizes."""
    values = [value + sign * (error if math.isfinite(error) else 0.0) for row in shown.rows
              for value, error in zip(row.values, row.errors, strict=True) for sign in (-1, 1)]  # fmt: skip
    values += [end for row in shown.rows for _, low, high in row.published for end in (low, high)]
    low, high = min(values), max(values)
    if shown.logarithmic:
        axes.set_xlim(low / 2.0, high * 4.0)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}".replace(",", THIN)))
        return
    low = 0.0 if shown.sizes and low > 0 else low
    wide = high - low
    axes.set_xlim(low - (MARGIN * wide if low != 0 or shown.zero else 0.0), high + MARGIN * wide)
    axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
    if shown.zero:
        axes.axvline(0, color=QUIET, linewidth=1.2 * look.lines, zorder=0.8, gid="axis: zero")


def draw_key(axes: Axes, look: Look, shown: Rows) -> None:
    """Write the criteria above the rows, each with its mark."""
    handles = [
        axes.plot([], [], marker=MARKERS[number % len(MARKERS)], color=COLOURS[number % len(COLOURS)], linestyle="none",
                  markersize=size_of(look, shown))[0]
        for number in range(len(shown.names))
    ]  # fmt: skip
    axes.legend(handles, [str(name) for name in shown.names], loc="lower right", bbox_to_anchor=(1.0, 1.0),
                ncol=len(handles), frameon=False, handletextpad=0.1, columnspacing=1.0, borderaxespad=0.0,
                borderpad=0.2, handlelength=1.2)  # fmt: skip
