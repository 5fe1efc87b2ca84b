"""Small multiples: runs that differ in one thing, section beside section on one scale, with the trend."""

import math
from collections.abc import Sequence
from typing import Any

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import check_whole, scenario_of
from lesionsim.plots.comparison import heat_s
from lesionsim.plots.comparisons_series import Row, Series
from lesionsim.plots.comparisons_trend import draw_criteria, draw_trend, width_beside
from lesionsim.plots.comparisons_words import caption_of, claim_of, notes_of, seen_in, table_of
from lesionsim.plots.isotherms import colour_limits, existing
from lesionsim.plots.lettering import broken, fitting, width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import edge_line
from lesionsim.plots.telling import Step, tell
from lesionsim.plots.upright import (
    ALONG,
    across_in_words,
    draw_bar,
    draw_heat,
    draw_needle,
    draw_section_of_bodies,
    draw_upright_edge,
    frame,
)
from lesionsim.plots.view import View, choose_view, temperature_sheet
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

LEFT, RIGHT, UNDER, ABOVE, GAP = 3.4, 4.5, 4.2, 1.5, 0.5  # in lines of text, around and between the sections
BAR = (0.8, 0.7)  # in lines of text: from the last section to the colour bar, and its width
MOST = 6
QUESTION = "How large is each lesion? Draw its edge."
SIZE_BELOW = 1.45  # in lines of text, from a section down to its size
SIZE = "00.0 × 00.0"
EDGE_SHARE = 0.8  # of half a section, within which numbers stand on its axis
PAPER_HEIGHT_IN = 3.7


def comparisons(
    results: Series | Sequence[xr.Dataset],
    labels: Sequence[str] = (),
    title: str = "",
    criterion: Criterion | str | None = None,
    style: str = "slide",
) -> Figure:
    """Draw runs side by side on one colour scale and one scale in mm, with width and length, and the trend.

    Parameters
    ----------
    results : Series from `lesionsim.multiples`, or two to six Datasets from `simulate`
    labels : of each Dataset; a Series has its own
    title : sentence above all; left out, what the numbers say
    criterion : whose lesion is drawn, known to every run; the first run's first when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When there are too few or too many runs, labels do not match, or a run does not know the criterion.

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = ls.plots.comparisons(ls.multiples("b1", "times", levels=[60, 120]))
    >>> [axes.get_title() for axes in figure.axes[:2]]
    ['60 s', '120 s']
    """
    look = look_named(style)
    row = row_of(results, labels, criterion)
    with drawing(look):
        told = title or claim_of(row.series, row.lesions)
        height = PAPER_HEIGHT_IN if style == "paper" else None
        picture, room = framed(look, told, caption_of(row, look), height)
        beside = width_beside(row, look, room.width)
        draw_sections(picture, room._replace(width=room.width - beside), look, row)
        if beside:
            right = room._replace(left=room.left + room.width - beside, width=beside)
            (draw_trend if row.series.levels else draw_criteria)(picture, right, look, row)
        tell(picture, told, seen_in(row), table_of(row), notes_of(row), spoken(QUESTION), steps=steps_of(row))
    return picture


def row_of(results: Series | Sequence[xr.Dataset], labels: Sequence[str], criterion: Criterion | str | None) -> Row:
    """Check what is given, and measure every run."""
    series = results if isinstance(results, Series) else Series("", runs_of(results), tuple(map(str, labels)))
    if not 2 <= len(series.results) <= MOST:
        raise ScenarioError(Problem("results", f"has {len(series.results)} runs; must have 2 to {MOST}"))
    if len(series.labels) != len(series.results):
        told = f"has {len(series.labels)} entries; must have one for each of {len(series.results)} runs"
        raise ScenarioError(Problem("labels", told))
    for each in series.results:
        check_whole(each)
    wanted = scenario_of(series.results[0]).criteria[0].label if criterion is None else criterion
    criteria = [choose(each, wanted) for each in series.results]
    return Row(series, criteria, [measure(*each) for each in zip(series.results, criteria, strict=True)])


def runs_of(given: Any) -> tuple[xr.Dataset, ...]:
    """Return runs that were given as a list."""
    if isinstance(given, xr.Dataset | str) or not isinstance(given, Sequence):
        told = f"is {type(given).__name__}; must be a list of two to six Datasets, or what ls.multiples returns"
        raise ScenarioError(Problem("results", told))
    return tuple(given)


def steps_of(row: Row) -> tuple[Step, ...]:
    """Return how the sections are revealed: one after the other, then all numbers and the trend."""
    sections = []
    for number, label in enumerate(row.series.labels, 1):
        scale = ("*/colour bar*",) if number == 1 else ()
        shows = (f"section {number}/temperature", f"section {number}/*lesion edge*", *scale)
        sections.append(Step(label, shows))
    return (FRAME, *sections, NUMBERS)


def places(room: Room, look: Look, count: int) -> list[Room]:
    """Divide the room into sections; all sizes in inches."""
    line = look.line_in
    width = (room.width - (LEFT + RIGHT + GAP * (count - 1)) * line) / count
    height = room.height - (UNDER + ABOVE) * line
    return [Room(room.left + LEFT * line + number * (width + GAP * line), room.low + UNDER * line, width, height)
            for number in range(count)]  # fmt: skip


def common_view(row: Row, place: Room) -> View:
    """Return one window for all runs: large enough for every lesion and the isotherms of its run."""
    views = []
    for run, lesion in zip(row.series.results, row.lesions, strict=True):
        whole = temperature_sheet(run, heat_s(run))
        levels = [level for level in existing(whole, scenario_of(run).protocol.set_c) if level >= 50]
        views.append(choose_view(run, whole, levels[0] if levels else None, [lesion], place.height / place.width, 1.15))
    return View(min(view.low for view in views), max(view.high for view in views), max(view.half for view in views))


def draw_sections(picture: Figure, room: Room, look: Look, row: Row) -> None:
    """Draw all sections and the colour bar."""
    runs = row.series.results
    spots = places(room, look, len(runs))
    view = common_view(row, spots[0])
    ends = [colour_limits(scenario_of(run)) for run in runs]
    limits = (min(low for low, _ in ends), max(high for _, high in ends))
    for number, (place, run) in enumerate(zip(spots, runs, strict=True)):
        axes = axes_in(picture, place)
        axes.set_gid(f"section {number + 1}")
        axes.set_title(row.series.labels[number], fontweight="bold", fontsize=look.text_pt)
        filled = draw_heat(axes, run, heat_s(run), view, limits, look)
        draw_upright_edge(axes, run, row.criteria[number], row.lesions[number], view, edge_line(0).thicker(look.lines))
        draw_needle(axes, scenario_of(run).probe, view, look)
        frame(axes, view, uneven=is_around(run))
        draw_section_of_bodies(axes, run, look)
        clear_edges(axes, view)
        write_below(picture, room, place, look, size_of(row.lesions[number], place, look))
        if number == 0:
            axes.set_ylabel(
                fitting(
                    [spoken(each) for each in (ALONG, "along the probe (mm)", "along (mm)")], place.height, look.text_pt
                )
            )
        else:
            axes.set_yticklabels([])
    write_across(picture, room, spots, look, across_in_words(runs[0]))
    write_unit(picture, room, spots[-1], row, look)
    gap, width = (part * look.line_in for part in BAR)
    last = spots[-1]
    draw_bar(picture, filled, Room(last.left + last.width + gap, last.low, width, last.height), limits)


def write_across(picture: Figure, room: Room, spots: list[Room], look: Look, words: str) -> None:
    """Name the axis across the probe once, below all sections."""
    width, height = (float(size) for size in picture.get_size_inches())
    middle = (spots[0].left + spots[-1].left + spots[-1].width) / 2
    picture.text(middle / width, (room.low + 0.2 * look.line_in) / height, words, ha="center", va="bottom",
                 gid="across")  # fmt: skip


def clear_edges(axes: Axes, view: View) -> None:
    """Leave out the numbers at the edges of a section, where those of its neighbour stand."""
    whole = math.floor(EDGE_SHARE * view.half) or EDGE_SHARE * view.half
    axes.set_xticks([-whole, 0, whole])


def write_below(picture: Figure, room: Room, place: Room, look: Look, words: str) -> None:
    """Write a lesion's size below its section."""
    width, height = (float(size) for size in picture.get_size_inches())
    picture.text((place.left + place.width / 2) / width, (place.low - SIZE_BELOW * look.line_in) / height, words,
                 ha="center", va="top", gid="size")  # fmt: skip


def write_unit(picture: Figure, room: Room, last: Room, row: Row, look: Look) -> None:
    """Write the unit of all sizes once, after the last of them."""
    if not any(row.sized):
        return
    width, height = (float(size) for size in picture.get_size_inches())
    left = last.left + max(last.width, last.width / 2 + width_in(SIZE, look.text_pt) / 2) + 0.3 * look.line_in
    picture.text(left / width, (last.low - SIZE_BELOW * look.line_in) / height, "mm", va="top", gid="unit of sizes")


def size_of(lesion: Lesion, place: Room, look: Look) -> str:
    """Write width × length, in mm."""
    if lesion.volume_mm3 == 0:
        return spoken("no lesion")
    if lesion.reaches_outer_wall:
        return broken(spoken("reaches the outer wall"), place.width, look.text_pt)
    return f"{lesion.width_mm:.1f} × {lesion.length_mm:.1f}"
