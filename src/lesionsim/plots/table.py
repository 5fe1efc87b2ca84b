"""A table on a picture: columns as wide as their texts, one row of text a line."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from lesionsim.plots.lettering import broken, width_in
from lesionsim.plots.looks import Look, lines_of
from lesionsim.plots.several import cut_to
from lesionsim.plots.style import INK, QUIET, Line
from lesionsim.plots.telling import GIVEN

COLUMN_GAP = 0.65  # in lines of text
SAMPLE = 2.2  # in lines of text: a sample of a line, with the space after it
LEAST_PITCH = 0.93  # in lines of text
BROKEN_PITCH = 1.15  # where names take two lines
MOST_PITCH = 1.45
ROUNDING_IN = 1e-6


class Row(NamedTuple):
    """The cells of a row, the first aligned left; a sample of the line that it names, if any."""

    cells: tuple[str, ...]
    bold: bool = False
    line: Line | None = None


def widths_in(rows: Sequence[Row], look: Look, room_in: float) -> list[float]:
    """Return the widths of the columns in inches; the first gives way where all together are too wide."""
    table = [[width_in(cell, look.text_pt, row.bold) for cell in row.cells] for row in rows]
    widths = [max(column) for column in zip(*table, strict=True)]
    spare = room_in - sum(widths[1:]) - COLUMN_GAP * look.line_in * (len(widths) - 1)
    return [widths[0] if spare > widths[0] - ROUNDING_IN else max(spare, 0.0), *widths[1:]]


def room_in(rows: Sequence[Row], look: Look) -> float:
    """Return how wide a table wants to be, inches."""
    widths = widths_in(rows, look, math.inf)
    samples = SAMPLE if any(row.line for row in rows) else 0.0
    return sum(widths) + (COLUMN_GAP * (len(widths) - 1) + samples) * look.line_in


def draw_table(axes: Axes, rows: Sequence[Row], look: Look) -> None:
    """Write a table from the upper left corner of axes whose data are inches; the first row is its head."""
    line = look.line_in
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    samples = SAMPLE * line if any(row.line for row in rows) else 0.0
    widths = widths_in(rows, look, width - samples)
    names = names_within(rows, look, widths[0], height)
    lines = [max(lines_of(name), 1) for name in names]
    pitch = min(max(height / sum(lines), LEAST_PITCH * line), MOST_PITCH * line)
    for number, row in enumerate(rows):
        middle = height - (sum(lines[:number]) + 0.5 * lines[number]) * pitch
        if row.line is not None:
            axes.plot([0, samples - 0.5 * line], [middle, middle], color=row.line.colour, linestyle=row.line.dashes,
                      linewidth=row.line.width_pt, gid=f"sample: {row.cells[0]}", solid_capstyle="butt",
                      label=GIVEN)  # fmt: skip
        write_row(axes, row, names[number], look, (samples, middle), widths, head=number == 0)
    rule = height - pitch
    axes.plot([0, min(width, samples + sum(widths) + COLUMN_GAP * line * (len(widths) - 1))], [rule, rule], color=INK,
              linewidth=0.8 * look.lines, gid="rule", label=GIVEN)  # fmt: skip


def names_within(rows: Sequence[Row], look: Look, width: float, height: float) -> list[str]:
    """Return the first cells, those that are too wide broken into lines where all rows still fit, else cut."""
    wide = [width_in(row.cells[0], look.text_pt, row.bold) > width for row in rows]
    whole = [
        broken(row.cells[0], width, look.text_pt, row.bold) if too_wide else row.cells[0]
        for row, too_wide in zip(rows, wide, strict=True)
    ]
    if sum(map(lines_of, whole)) * BROKEN_PITCH * look.line_in <= height:
        return whole
    return [cut_to(row.cells[0], width, look, bold=row.bold) for row in rows]


def write_row(
    axes: Axes, row: Row, name: str, look: Look, start: tuple[float, float], widths: list[float], head: bool
) -> None:
    """Write the cells of one row: its name from the left, the others to the right ends of their columns."""
    x, middle = start
    for column, (text, width) in enumerate(zip((name, *row.cells[1:]), widths, strict=True)):
        first = column == 0
        axes.text(
            x if first else x + width, middle, text, linespacing=1.0,
            ha="left" if first else "right", va="center_baseline", fontweight="bold" if row.bold else "normal",
            color=QUIET if head else INK, gid=f"cell: {row.cells[0]}", label=GIVEN if head or first else "",
        )  # fmt: skip
        x += width + COLUMN_GAP * look.line_in
