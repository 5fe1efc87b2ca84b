"""The growth strip: how temperature and lesion grow, moment beside moment on one scale."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.claims import growth_claim
from lesionsim.plots.isotherms import colour_limits, existing
from lesionsim.plots.lettering import broken
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.moments import SAME_S, Moment, counted_from, moments, usual_s
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.several import axes_in, lesion_table, parameters, size_with_bar
from lesionsim.plots.style import edge_line
from lesionsim.plots.telling import Step, tell
from lesionsim.plots.upright import (
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
from lesionsim.scenario import Cooldown, Criterion
from lesionsim.texts import spoken

LEFT, RIGHT, UNDER, GAP = 3.4, 4.9, 4.6, 0.7  # in lines of text: left, right and below of the sections, and between
BAR = (0.9, 0.7)  # in lines of text: from the last section to the colour bar, and its width
PAPER_HEIGHT_IN = 3.7
QUESTION = "How does the lesion grow? Draw its edge at each moment."


def growth_strip(
    result: xr.Dataset,
    times_s: Sequence[float] | None = None,
    criterion: Criterion | str | None = None,
    style: str = "slide",
) -> Figure:
    """Draw temperature and lesion at some moments side by side, on one colour scale and one scale in mm.

    Parameters
    ----------
    result : Dataset from `simulate`
    times_s : up to six times, s, from the start of heating; left out, four until heating ends, which are 10, 30, 60
        and 90 s of the usual run. A moment that was not recorded is replaced by the nearest recorded one, and its
        section says so
    criterion : whose lesion is drawn; the scenario's first when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When a time lies after the end of the run, or as `measure` does.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.plots.strip import growth_strip
    >>> figure = growth_strip(ls.simulate(ls.load("b1")), times_s=(30, 90))
    >>> len(figure.axes), figure.axes[0].get_ylabel()
    (3, 'along the probe (mm)')
    """
    look = look_named(style)
    shown = moments(result, usual_s(result) if times_s is None else times_s)
    chosen = choose(result, criterion)
    lesions = [measure(result, chosen, moment.shown_s) for moment in shown]
    with drawing(look):
        bars = spoken(", ± numerical only") if np.isfinite(lesions[-1].width_mm_error) else ""
        edge = spoken("line: edge of the lesion by {criterion}", criterion=label_in_words(chosen.label)) + bars
        end, claim = end_in_words(result, chosen, shown[-1]), growth_claim(lesions)
        given = parameters(result, look, edge, counted_from(result))
        few = style == "slide"
        caption = given if few else parameters(result, look, edge, end, counted_from(result))
        picture, room = framed(look, claim, caption, None if few else PAPER_HEIGHT_IN)
        draw_sections(picture, room, look, result, list(zip(shown, lesions, strict=True)), chosen)
        tell(picture, claim, seen_in(shown, lesions), lesion_table(lesions), [end], spoken(QUESTION), given,
             steps_of(shown))  # fmt: skip
    return picture


def seen_in(shown: list[Moment], lesions: list[Lesion]) -> str:
    """Say what the sections show, for those who cannot see them."""
    sizes = "; ".join(f"{moment}: {width_in_words(lesion)}" for moment, lesion in zip(shown, lesions, strict=True))
    words = "Sections along the probe side by side, coloured by temperature, with the edge of the lesion by {criterion}"
    return f"{spoken(words, criterion=label_in_words(lesions[0].criterion))}. {sizes}"


def steps_of(shown: list[Moment]) -> tuple[Step, ...]:
    """Return how the strip is revealed: moment by moment, then the widths."""
    moments_shown = (
        Step(str(moment), (f"section {number}/temperature", f"section {number}/*lesion edge*", "figure/colour bar"))
        for number, moment in enumerate(shown, 1)
    )
    return (FRAME, *moments_shown, NUMBERS)


def end_in_words(result: xr.Dataset, criterion: Criterion, last: Moment) -> str:
    """Say how wide the lesion is in the end, where the run goes on after the last moment that is shown."""
    end_s = float(result["time"].values[-1])
    if last.shown_s > end_s - SAME_S:
        return ""
    cooling = isinstance(scenario_of(result).protocol.steps[-1], Cooldown)
    when = spoken("after the cool-down ({end_s:g} s)" if cooling else "in the end ({end_s:g} s)", end_s=end_s)
    return f"{when}: {width_in_words(measure(result, criterion))}"


def places(room: Room, look: Look, count: int, above: float) -> list[Room]:
    """Divide the room into sections; all sizes in inches."""
    line = look.line_in
    width = (room.width - (LEFT + RIGHT + GAP * (count - 1)) * line) / count
    height = room.height - (UNDER + above) * line
    low = room.low + UNDER * line
    return [
        Room(room.left + LEFT * line + number * (width + GAP * line), low, width, height) for number in range(count)
    ]


def common_view(result: xr.Dataset, shown: list[tuple[Moment, Lesion]], place: Room) -> View:
    """Return one window for all moments: the largest lesion and the coolest isotherm of the hottest moment."""
    sheets = [temperature_sheet(result, moment.shown_s) for moment, _ in shown]
    warmest = max(sheets, key=lambda sheet: float(np.nansum(sheet.values)))
    levels = existing(warmest, scenario_of(result).protocol.set_c)
    lesions = [lesion for _, lesion in shown]
    return choose_view(result, warmest, levels[0] if levels else None, lesions, place.height / place.width)


def draw_sections(
    picture: Figure, room: Room, look: Look, result: xr.Dataset, shown: list[tuple[Moment, Lesion]], chosen: Criterion
) -> None:
    """Draw all sections and the colour bar."""
    scenario = scenario_of(result)
    limits = colour_limits(scenario)
    widest = places(room, look, len(shown), 0.0)[0].width
    titles = [broken(str(moment), widest, look.text_pt) for moment, _ in shown]
    spots = places(room, look, len(shown), 0.5 + 1.1 * max(1 + title.count("\n") for title in titles))
    view = common_view(result, shown, spots[0])
    for place, title, (moment, lesion) in zip(spots, titles, shown, strict=True):
        axes = axes_in(picture, place)
        axes.set_gid(f"section {1 + spots.index(place)}")
        axes.set_title(title, fontweight="bold", fontsize=look.text_pt)
        filled = draw_heat(axes, result, moment.shown_s, view, limits, look)
        draw_upright_edge(axes, result, chosen, lesion, view, edge_line(0).thicker(look.lines))
        draw_needle(axes, scenario.probe, view, look)
        frame(axes, view, uneven=is_around(result))
        draw_section_of_bodies(axes, result, look)
        words = brief_width(lesion) if look.name == "slide" else width_in_words(lesion)
        axes.set_xlabel(broken(words, place.width, look.text_pt), gid="width")
        if place is spots[0]:
            axes.set_ylabel(along_in_words(axes, look))
        else:
            axes.set_yticklabels([])
    write_across(picture, room, spots, look, across_in_words(result))
    gap, width = (part * look.line_in for part in BAR)
    last = spots[-1]
    draw_bar(picture, filled, Room(last.left + last.width + gap, last.low, width, last.height), limits)


def write_across(picture: Figure, room: Room, spots: list[Room], look: Look, words: str) -> None:
    """Name the axis across the probe once, below all sections."""
    width, height = (float(size) for size in picture.get_size_inches())
    middle = (spots[0].left + spots[-1].left + spots[-1].width) / 2
    picture.text(middle / width, (room.low + 0.2 * look.line_in) / height, words, ha="center", va="bottom",
                 gid="across")  # fmt: skip


def brief_width(lesion: Lesion) -> str:
    """Write the width alone."""
    if lesion.volume_mm3 == 0 or lesion.reaches_outer_wall:
        return width_in_words(lesion)
    return f"{size_with_bar(lesion, 'width_mm')} mm"


def width_in_words(lesion: Lesion) -> str:
    """Write how wide the lesion is."""
    if lesion.volume_mm3 == 0:
        return spoken("no lesion")
    if lesion.reaches_outer_wall:
        return spoken("reaches the outer wall")
    return spoken("{width} mm wide", width=size_with_bar(lesion, "width_mm"))
