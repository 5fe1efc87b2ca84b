"""Two runs side by side on one scale, with what changed and what that did."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.lesion.bars import with_error
from lesionsim.lesion.changed import Change
from lesionsim.lesion.comparison import (
    DIGITS,
    PUT_IN,
    PUT_IN_DIFFERENTLY,
    Comparison,
    Difference,
    unsigned_zero,
)
from lesionsim.lesion.comparison import compare as compare_runs
from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.isotherms import colour_limits, existing
from lesionsim.plots.lettering import broken, fitting
from lesionsim.plots.looks import SPACING, Look, Room, drawing, framed, look_named
from lesionsim.plots.revealing import USUAL
from lesionsim.plots.several import axes_in, cut_to, paper_in, source_of
from lesionsim.plots.style import QUIET, edge_line
from lesionsim.plots.table import MOST_PITCH, Row, draw_table, room_in
from lesionsim.plots.telling import Table, tell
from lesionsim.plots.upright import (
    ACROSS,
    across_in_words,
    along_in_words,
    draw_bar,
    draw_heat,
    draw_needle,
    draw_section_of_bodies,
    draw_upright_edge,
    frame,
)
from lesionsim.plots.view import View, choose_view, temperature_sheet
from lesionsim.plots.wording import NAME_LETTERS, shortened, size_in_words
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

LEFT, BETWEEN, RIGHT, UNDER, ABOVE = 3.4, 0.6, 5.0, 2.9, 1.5  # in lines of text, around and between the sections
BAR = (0.9, 0.7)  # in lines of text: from the last section to the colour bar, and its width
LEAST_SECTION = 4.6  # in lines of text, width of a section
TITLE_LETTERS = 90
SPACE = 0.6  # in lines of text, from the table to the words below it
PAPER_HEIGHT_IN = 3.7
QUESTION = "Which lesion is larger, and why?"
HEAD = ("", "A", "B", "change")
PUT_INS = (*PUT_IN.values(), PUT_IN_DIFFERENTLY)
SIZE_UNITS = ("mm", "mm³")
TOLD = ("highest tissue temperature", "power when heating ends", *PUT_INS, "heat stored in the tissue")
BRIEF = {
    "heat made by current": "heat made",
    "heat from the tip or by current": "heat put in",
    "highest tissue temperature": "hottest",
    "power when heating ends": "end power",
    "heat from the tip": "tip heat",
    "heat stored in the tissue": "stored",
}


class Pair(NamedTuple):
    """What is drawn side by side, A and B of each."""

    runs: tuple[xr.Dataset, xr.Dataset]
    names: tuple[str, str]
    criteria: list[Criterion]
    lesions: list[Lesion]


def compare(a: xr.Dataset, b: xr.Dataset, criterion: Criterion | str | None = None, style: str = "slide") -> Figure:
    """Draw two runs side by side on one colour scale and one scale in mm, with a table of what differs.

    Parameters
    ----------
    a, b : Datasets from `simulate`; grids, durations and criteria may differ
    criterion : whose lesion is drawn and told, known to both runs; the first of A that B knows when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When a run does not know the criterion.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.plots.comparison import compare
    >>> thin = ls.load("b1")
    >>> figure = compare(ls.simulate(thin), ls.simulate(ls.change(thin, {"probe.diameter_mm": 1.5})))
    >>> [axes.get_title() for axes in figure.axes[:2]]
    ['A: b1', 'B: b1']
    """
    look = look_named(style)
    chosen = [choose(each, criterion or common(a, b)) for each in (a, b)]
    told = compare_runs(a, b, chosen[0])
    lesions = [measure(each, one) for each, one in zip((a, b), chosen, strict=True)]
    with drawing(look):
        title, rest = changes_in_words(told.changes)
        few, claim = style == "slide", pair_claim(lesions)
        caption = f"{title} · {caption_of_pair(a, b, told, lesions)}"
        picture, room = framed(look, claim, caption, None if few else PAPER_HEIGHT_IN)
        rows = table_rows(told)
        table_width = min(room_in(rows, look), room.width - (LEFT + BETWEEN + RIGHT + 2 * LEAST_SECTION) * look.line_in)
        table = Room(room.left + room.width - table_width, room.low, table_width, room.height)
        pair = Pair((a, b), (told.a, told.b), chosen, lesions)
        draw_pair(picture, room._replace(width=room.width - table_width), look, pair)
        paper = paper_in(picture, table)
        draw_table(paper, rows, look)
        if not few:
            write_rest(paper, rest, len(rows), look)
        notes = [spoken("What differs: {changes}", changes="; ".join(each.in_words for each in told.changes) or "–")]
        tell(picture, claim, seen_in(lesions), table_of(rows), notes, spoken(QUESTION), steps=USUAL)
    return picture


def pair_claim(lesions: list[Lesion]) -> str:
    """Claim which of two lesions is wider, and by how much.

    >>> import lesionsim as ls
    >>> thin = ls.load("b1")
    >>> runs = [ls.simulate(each) for each in (thin, ls.change(thin, {"probe.diameter_mm": 1.5}))]
    >>> pair_claim([ls.measure(each) for each in runs])
    "B's lesion is 1.2 mm wider than A's, 6.2 against 5.0 mm"
    """
    a, b = lesions
    if any(lesion.reaches_outer_wall for lesion in lesions):
        return spoken("A lesion reaches the outer wall: sizes cannot be compared")
    if not a.volume_mm3 or not b.volume_mm3:
        left = [name for name, lesion in zip("AB", lesions, strict=True) if lesion.volume_mm3]
        return spoken("Only {name} leaves a lesion", name=left[0]) if left else spoken("Neither run leaves a lesion")
    change = round(b.width_mm, 1) - round(a.width_mm, 1)  # of the numbers as they are written
    told = {"change_mm": abs(change), "a_mm": a.width_mm, "b_mm": b.width_mm}
    if round(abs(change), 1) == 0:
        return spoken("Both lesions are {a_mm:.1f} mm wide", **told)
    words = "B's lesion is {change_mm:.1f} mm wider than A's, {b_mm:.1f} against {a_mm:.1f} mm"
    if change < 0:
        words = "B's lesion is {change_mm:.1f} mm narrower than A's, {b_mm:.1f} against {a_mm:.1f} mm"
    return spoken(words, **told)


def seen_in(lesions: list[Lesion]) -> str:
    """Say what the picture shows, for those who cannot see it."""
    words = "Two runs side by side, A and B, coloured by temperature with the edge of the lesion. A: {a}. B: {b}"
    return spoken(words, a=size_in_words(lesions[0]), b=size_in_words(lesions[1]))


def table_of(rows: list[Row]) -> Table:
    """Return the table of the picture as it is written."""
    return Table(("quantity", *HEAD[1:]), [row.cells for row in rows[1:]])


def common(a: xr.Dataset, b: xr.Dataset) -> Criterion:
    """Return the first criterion of A that B knows too; A's first where there is none."""
    known = [criterion.label for criterion in scenario_of(b).criteria]
    own = scenario_of(a).criteria
    return next((criterion for criterion in own if criterion.label in known), own[0])


def changes_in_words(changes: Sequence[Change]) -> tuple[str, list[str]]:
    """Say what changed: in the title, and what does not fit there."""
    if not changes:
        return spoken("A and B: the same inputs"), []
    words = [change.in_words for change in sorted(changes, key=lambda each: isinstance(each.a, str))]  # numbers first
    told = 1
    while told < len(words) and len("; ".join(words[: told + 1])) <= TITLE_LETTERS:
        told += 1
    rest = words[told:]
    more = spoken("; and {count} more", count=len(rest)) if rest else ""
    return f"A → B: {'; '.join(words[:told])}{more}", rest


def write_rest(axes: Axes, rest: list[str], rows: int, look: Look) -> None:
    """Write below the table what else changed, as far as there is room."""
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    lines = int((height - (rows * MOST_PITCH + SPACE) * look.line_in) / look.line_in)
    if not rest or lines < 1:
        return
    text = broken(spoken("also: {changes}", changes="; ".join(rest)), width, look.text_pt).split("\n")
    if len(text) > lines:
        text = [*text[: lines - 1], cut_to(f"{text[lines - 1]} …", width, look)]
    top = height - (rows * MOST_PITCH + SPACE) * look.line_in
    axes.text(0, top, "\n".join(text), va="top", color=QUIET, linespacing=SPACING, gid="more changes")


def caption_of_pair(a: xr.Dataset, b: xr.Dataset, told: Comparison, lesions: list[Lesion]) -> str:
    """Say which runs these are, when temperature and lesions are shown, and what only one of them knows."""
    moments = ", ".join(spoken("{run} after {time_s:g} s", run=each, time_s=heat_s(run))
                        for each, run in (("A", a), ("B", b)))  # fmt: skip
    ends = [lesion.measured_at_s for lesion in lesions]
    edge = "line: edge of the lesion after {a_s:g} s and {b_s:g} s, {criterion}"
    edge = edge if ends[0] != ends[1] else "line: edge of the lesion after {a_s:g} s, {criterion}"
    a_name, b_name = (shortened(name, NAME_LETTERS) for name in (told.a, told.b))
    names = told.a if told.a == told.b else f"A: {a_name}, B: {b_name}"
    parts = [
        sources_in_words(a, b), names, spoken("temperature when heating ends: {moments}", moments=moments),
        spoken(edge, a_s=ends[0], b_s=ends[1], criterion=label_in_words(lesions[0].criterion)),
    ]  # fmt: skip
    if any(math.isfinite(lesion.width_mm_error) for lesion in lesions):
        parts.append(spoken("± numerical only"))
    parts += [spoken("criteria only in {run}: {count}", run=name, count=len(labels)) for name, labels in
              (("A", told.only_in_a), ("B", told.only_in_b)) if labels]  # fmt: skip
    return " · ".join(parts)


def sources_in_words(a: xr.Dataset, b: xr.Dataset) -> str:
    """Say how the tips heat; for each where they differ."""
    first, second = source_of(a), source_of(b)
    return first if first == second else f"A: {first}, B: {second}"


def heat_s(result: xr.Dataset) -> float:
    """Return the moment whose temperature is shown: the end of heating."""
    return scenario_of(result).protocol.end_of_hold_s


def table_rows(told: Comparison) -> list[Row]:
    """Return head and rows of the table: sizes of the lesion, then the run."""
    rows = [Row(tuple(spoken(each) if each else "" for each in HEAD), bold=True)]
    for size in told.lesions[0].sizes:
        rows.append(Row((f"{spoken(size.quantity)} ({size.unit})", *cells(size)), bold=size.quantity == "width"))
    runs = {each.quantity: each for each in told.runs}
    rows += [Row((f"{spoken(BRIEF[name])} ({runs[name].unit})", *cells(runs[name]))) for name in TOLD if name in runs]
    return rows


def cells(told: Difference) -> tuple[str, str, str]:
    """Write both numbers and the change: relative where it can be, in brackets where error bars hide it."""
    digits = DIGITS.get(told.unit, 1)
    absolute = f"{told.difference:+.{digits}f}"
    relative = f"{100 * (told.ratio - 1):+.1f} %" if math.isfinite(told.ratio) else absolute
    change = absolute if told.unit == "°C" else relative
    change = change if float(change.split()[0]) else "0"
    hidden = told.beyond_errors is False and told.difference
    a, b = (number(*each, told.unit) for each in ((told.a, told.error_a), (told.b, told.error_b)))
    return a, b, (f"({change})" if hidden else change).replace("-", "\N{MINUS SIGN}")


def number(value: float, error: float, unit: str) -> str:
    """Write a number with its error bar; no size is no lesion."""
    if not value and unit in SIZE_UNITS:
        return spoken("none")
    digits = DIGITS.get(unit, 1)
    return with_error(unsigned_zero(value, digits), error, digits)


def pair_view(runs: tuple[xr.Dataset, xr.Dataset], lesions: list[Lesion], place: Room) -> View:
    """Return one window for both runs: large enough for either."""
    views = []
    for run, lesion in zip(runs, lesions, strict=True):
        whole = temperature_sheet(run, heat_s(run))
        levels = existing(whole, scenario_of(run).protocol.set_c)
        views.append(choose_view(run, whole, levels[0] if levels else None, [lesion], place.height / place.width))
    return View(min(view.low for view in views), max(view.high for view in views), max(view.half for view in views))


def draw_pair(picture: Figure, room: Room, look: Look, pair: Pair) -> None:
    """Draw both sections and their colour bar."""
    line = look.line_in
    width = (room.width - (LEFT + BETWEEN + RIGHT) * line) / 2
    spots = [
        Room(room.left + LEFT * line + number * (width + BETWEEN * line), room.low + UNDER * line, width,
             room.height - (UNDER + ABOVE) * line) for number in (0, 1)
    ]  # fmt: skip
    runs = pair.runs
    view = pair_view(runs, pair.lesions, spots[0])
    ends = [colour_limits(scenario_of(run)) for run in runs]
    limits = (min(low for low, _ in ends), max(high for _, high in ends))
    for name, place, run, own, criterion, lesion in zip("AB", spots, *pair, strict=True):
        axes = axes_in(picture, place)
        titles = [f"{name}: {own}", f"{name}: {scenario_of(run).name}", name]
        axes.set_title(fitting(titles, place.width, look.text_pt, bold=True), fontweight="bold", fontsize=look.text_pt)
        filled = draw_heat(axes, run, heat_s(run), view, limits, look)
        draw_upright_edge(axes, run, criterion, lesion, view, edge_line(0).thicker(look.lines))
        draw_needle(axes, scenario_of(run).probe, view, look)
        frame(axes, view, uneven=is_around(run))
        draw_section_of_bodies(axes, run, look)
        words = (across_in_words(run), "x (mm)") if is_around(run) else (spoken(ACROSS), "mm")
        axes.set_xlabel(fitting(words, place.width + BETWEEN * line, look.text_pt))
        if name == "A":
            axes.set_ylabel(along_in_words(axes, look))
        else:
            axes.set_yticklabels([])
    gap, wide = (part * line for part in BAR)
    last = spots[-1]
    draw_bar(picture, filled, Room(last.left + last.width + gap, last.low, wide, last.height), limits)
