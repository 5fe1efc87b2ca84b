"""Published statements against the model: hits and misses side by side, every row on a scale of its own."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from lesionsim.errors import Problem, ScenarioError
from lesionsim.plots.lettering import POINTS_PER_IN, broken, fitting, width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.style import INK, PAPER, cased
from lesionsim.plots.telling import Table, tell
from lesionsim.plots.validation_rows import Compared
from lesionsim.texts import spoken

BAND, BAND_EDGE = "#cfe8cf", "#2f6b2f"
PARAMETERS, CRITERIA = "#00429d", "#7a7a7a"
HIT, MISS = "o", "X"
PAPER_ROW_IN = 0.21
GAP_EM, BAR_SHARE = 1.0, 0.32
COLUMNS = (
    "statement", "verdict", "paper says", "paper, low", "paper, high", "model", "numerical error",
    "with parameters, low", "with parameters, high", "over criteria, low", "over criteria, high", "unit", "source",
)  # fmt: skip


class Column(NamedTuple):
    """A panel of rows: its heading, and how wide its words are, inches."""

    heading: str
    rows: list[Compared]
    labels_in: float
    numbers_in: float


def validation(validation: Any, style: str = "slide") -> Figure:
    """Draw published statements against the model, hits on the left and misses on the right.

    Each row has its own scale. The band is the paper's range (to the edge of the row where the paper gives a bound),
    the mark the model's number, a disc where it is a hit and a cross where it is a miss, with its numerical error as a
    black line; the thick bar is the uncertainty of parameters, the thin line the range over criteria.

    Parameters
    ----------
    validation : from `lesionsim.validate()`
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When it is something else, or no statement in it is counted.

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = ls.plots.validation(ls.validate(["nerve-dose"]), style="paper")
    """
    look = look_named(style)
    rows = rows_of(validation)
    hits, misses = ([row for row in rows if row.hit is verdict] for verdict in (True, False))
    title = spoken("The model meets {hits} of {all} published statements", hits=len(hits), all=len(rows))
    with drawing(look):
        height_in = 1.6 + PAPER_ROW_IN * (1 + max(len(hits), len(misses))) if style == "paper" else None
        picture, room = framed(look, title, spoken(CAPTION), height_in)
        legend_in = legend(picture, room, look)
        room = Room(room.left, room.low, room.width, room.height - legend_in)
        draw(picture, room, look, ((spoken("Hits"), hits), (spoken("Misses"), misses)))
    tell(picture, title, spoken(SEEN), Table(COLUMNS, [numbers_of(row) for row in rows]), [spoken(CAPTION)])
    return picture


CAPTION = (
    "Each row has its own scale; bands without end are bounds and orderings. Black line: numerical error. Judged "
    "under one criterion for each statement, by a rule fixed beforehand; where a paper gives a range, parameters and "
    "criteria make no hit. Nothing was fitted."
)
SEEN = (
    "Two columns of rows, hits and misses. In each row a band for the paper's range and a mark for the model's number, "
    "with a thick bar for parameters and a thin line for criteria."
)


def rows_of(validation: Any) -> list[Compared]:
    """Return the counted statements as rows."""
    compared = getattr(validation, "compared", None)
    if compared is None:
        raise ScenarioError(Problem("validation", f"is {validation!r:.60}; must be what ls.validate() returns"))
    rows: list[Compared] = compared()
    if not rows:
        raise ScenarioError(Problem("validation", "has no statement that is counted; name others, or none"))
    return rows


def numbers_of(row: Compared) -> tuple[object, ...]:
    """Return the numbers of a row for a table."""
    verdict = spoken("hit") if row.hit else spoken("miss")
    ends = (*row.with_parameters, *row.over_criteria)
    return (row.label, verdict, row.told, *row.paper, row.value, row.error, *ends, row.unit, row.where)


def legend(picture: Figure, room: Room, look: Look) -> float:
    """Say what band, bars and marks mean, above the rows; return its height in inches."""
    thick: dict[str, Any] = {"color": PARAMETERS, "linewidth": 4.5 * look.lines, "solid_capstyle": "butt"}
    handles = [
        Patch(facecolor=BAND, edgecolor=BAND_EDGE, label=spoken("paper")),
        Line2D([], [], **thick, label=spoken("parameters")),
        Line2D([], [], color=CRITERIA, linewidth=1.2 * look.lines, label=spoken("criteria")),
        *(
            Line2D([], [], linestyle="", marker=marker, markersize=7 * look.lines, color=INK, label=words)
            for marker, words in ((HIT, spoken("model, hit")), (MISS, spoken("model, miss")))
        ),
    ]
    width, height = picture.get_size_inches()
    top = (room.low + room.height) / height
    picture.legend(handles=handles, loc="upper left", bbox_to_anchor=(room.left / width, top), ncols=len(handles),
                   borderaxespad=0.0, borderpad=0.0, handlelength=1.6, columnspacing=1.2)  # fmt: skip
    return 1.5 * look.line_in


def draw(picture: Figure, room: Room, look: Look, columns: Sequence[tuple[str, list[Compared]]]) -> None:
    """Draw the columns beside each other; an empty one leaves its room to the other."""
    filled = [(heading, rows) for heading, rows in columns if rows]
    gap = GAP_EM * look.text_pt / POINTS_PER_IN
    width = (room.width - gap * (len(filled) - 1)) / len(filled)
    lines = max(len(rows) for _, rows in filled)
    for number, (heading, rows) in enumerate(filled):
        place = Room(room.left + number * (width + gap), room.low, width, room.height)
        draw_column(picture, place, look, column_of(heading, rows, width, look), lines)


def column_of(heading: str, rows: list[Compared], width: float, look: Look) -> Column:
    """Return a panel; numbers in words stand in it where bars keep their share of the width."""
    em = look.text_pt / POINTS_PER_IN
    labels = max(width_in(row.label, look.text_pt) for row in rows) + 0.5 * em
    numbers = max(width_in(row.found, look.text_pt) for row in rows) + 0.5 * em
    labels = min(labels, (1 - BAR_SHARE) * width)
    return Column(heading, rows, labels, numbers if labels + numbers <= (1 - BAR_SHARE) * width else 0.0)


def draw_column(picture: Figure, room: Room, look: Look, column: Column, lines: int) -> None:
    """Draw the heading and the rows of a panel, as far apart as those of the other one."""
    width, height = picture.get_size_inches()
    bars_in = room.width - column.labels_in - column.numbers_in
    axes = picture.add_axes(
        ((room.left + column.labels_in) / width, room.low / height, bars_in / width, room.height / height),
        label=column.heading,
    )
    axes.set(xlim=(0, 1), ylim=(lines + 0.5, -0.5))
    axes.set_axis_off()
    heading = f"{column.heading}: {len(column.rows)}"
    left = -column.labels_in / bars_in
    axes.text(left, 0, heading, fontweight="bold", va="center_baseline", fontsize=look.text_pt)
    for number, row in enumerate(column.rows, start=1):
        label = fitting((row.label, row.label.partition(": ")[2]), column.labels_in, look.text_pt)
        label = broken(label, column.labels_in, look.text_pt).partition("\n")[0]
        axes.text(left, number, label, va="center_baseline", fontsize=look.text_pt)
        if column.numbers_in:
            axes.text(1.0 + column.numbers_in / bars_in, number, row.found, ha="right", va="center_baseline")
        draw_row(axes, row, number, look)


def draw_row(axes: Axes, row: Compared, at: int, look: Look) -> None:
    """Draw the paper's band, the model's bars and its mark."""
    low, high = (row.place(end) for end in row.paper)
    thin = look.lines
    axes.add_patch(
        Rectangle(
            (low, at - 0.34), max(high - low, 0.006), 0.68, facecolor=BAND, edgecolor=BAND_EDGE, linewidth=0.8 * thin
        )
    )
    axes.plot([0, 1], [at + 0.46, at + 0.46], color="#d9d9d9", linewidth=0.6 * thin, zorder=0)
    line(axes, row, row.over_criteria, at, {"color": CRITERIA, "linewidth": 1.2 * thin})
    thick = {"color": PARAMETERS, "linewidth": 4.5 * thin, "solid_capstyle": "butt"}
    line(axes, row, row.with_parameters, at, thick)
    numerical = (row.value - row.error, row.value + row.error)
    black = {"color": INK, "linewidth": 1.8 * thin, "solid_capstyle": "butt", "zorder": 4}
    line(axes, row, numerical, at, {**black, "path_effects": cased(1.8 * thin, 1.6 * thin)})
    marker = HIT if row.hit else MISS
    axes.plot(row.place(row.value), at, marker=marker, markersize=(8 if row.hit else 9) * thin, color=INK,
              markeredgecolor=PAPER, markeredgewidth=0.9 * thin, zorder=5)  # fmt: skip


def line(axes: Axes, row: Compared, ends: tuple[float, float], at: int, looks: dict[str, Any]) -> None:
    """Draw a range of a row."""
    axes.plot([row.place(end) for end in ends], [at, at], **looks)
