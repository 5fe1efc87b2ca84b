"""The damage panel: every criterion on one lesion, beside a table of sizes."""

import math

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.lesion.bars import with_error
from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.revealing import USUAL
from lesionsim.plots.several import DIGITS, axes_in, lesion_table, paper_in, parameters, size_with_bar, sizes_in_words
from lesionsim.plots.style import EDGES, Line, edge_line
from lesionsim.plots.table import LEAST_PITCH, Row, draw_table
from lesionsim.plots.telling import tell
from lesionsim.plots.upright import along_in_words, draw_needle, draw_section_of_bodies, draw_upright_edge, frame
from lesionsim.plots.view import View, choose_view, temperature_sheet
from lesionsim.scenario import Criterion
from lesionsim.scenario.wording import listed
from lesionsim.texts import spoken

LEFT, UNDER, ABOVE, GAP = 3.4, 2.9, 0.6, 0.9  # in lines of text: around the section, and from it to the table
SHARE = 0.25  # of the room, for the section at most
UNEVEN_SHARE = 0.21  # where both sides are drawn
PAPER_HEIGHT_IN = 3.6
ACROSS_HALF = "from axis (mm)"
HEAD = ("criterion", "width (mm)", "length (mm)", "volume (mm³)")
THIN_PT = 1.6  # edges where there are many
CROWDED = 12  # criteria: fewer words in the caption leave room for the table
QUESTION = "How much does the criterion matter? Guess each size."
NUMERICAL_ONLY = "± is the numerical error alone; it does not tell which criterion is right"
MANY = 8  # from so many on, all edges but the main one are thin
LEAST_SHAPE = 0.27  # width of the section over its height, at least
TOGETHER = 0.03  # of the width: edges that differ by less lie on each other
BESIDE = 1.15  # width of the section over that of the widest lesion

Measured = tuple[Criterion, Lesion, Line]


def damage_panel(result: xr.Dataset, style: str = "slide") -> Figure:
    """Draw the lesion's edge under every criterion of the run, beside a table of widths, lengths and volumes.

    The widest stands first; the scenario's main criterion is the thick line and the bold row. Numbers carry their
    numerical error bars, which say nothing about which criterion is right.

    Parameters
    ----------
    result : Dataset from `simulate`
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.plots.panel import damage_panel
    >>> figure = damage_panel(ls.simulate(ls.load("b1")))
    >>> figure.axes[0].get_ylabel()
    'distance along the probe (mm)'
    """
    look = look_named(style)
    total = len(scenario_of(result).criteria)
    found = [
        (criterion, measure(result, criterion), panel_line(number, total).thicker(look.lines))
        for number, criterion in enumerate(scenario_of(result).criteria)
    ]
    ranked = sorted(found, key=lambda each: -each[1].width_mm)
    lesions = [lesion for _, lesion, _ in ranked]
    main = spoken("bold: main criterion") if len(found) > 1 else ""
    with drawing(look):
        same = lying_together(ranked, found[0])
        lines, claim = 2 if total > CROWDED else 3, range_in_words(lesions)
        caption, given = (parameters(result, look, main, more, lines=lines) for more in (same, ""))
        picture, room = framed(look, claim, caption, height_for(look, len(found)))
        view = section_view(result, lesions)
        sides = 2 if is_around(result) else 1
        place = section_place(room, look, view, sides)
        draw_half_section(axes_in(picture, place), look, result, ranked, view)
        left = place.left + place.width + GAP * look.line_in
        table = Room(left, room.low, room.left + room.width - left, room.height)
        draw_table(paper_in(picture, table), table_rows(ranked, found[0][0]), look)
        notes = [same, spoken(NUMERICAL_ONLY)]
        tell(picture, claim, seen_in(lesions), lesion_table(lesions), notes, spoken(QUESTION), given, USUAL)
    return picture


def seen_in(lesions: list[Lesion]) -> str:
    """Say what the panel shows, for those who cannot see it."""
    words = "Section beside the probe with the edge of one lesion under {count} criteria, and a table of sizes: {sizes}"
    return spoken(words, count=len(lesions), sizes=sizes_in_words(lesions))


def lying_together(ranked: list[Measured], main: Measured) -> str:
    """Say which edges can hardly be told from the main one."""
    sizes = [(lesion.width_mm, lesion.length_mm) for _, lesion, _ in ranked]
    own = (main[1].width_mm, main[1].length_mm)
    near = [
        label_in_words(lesion.criterion)
        for (_, lesion, _), size in zip(ranked, sizes, strict=True)
        if lesion is not main[1] and lesion.volume_mm3 and math.dist(size, own) < TOGETHER * own[0]
    ]
    words = "{criteria} lies on {criterion}" if len(near) == 1 else "{criteria} lie on {criterion}"
    label = label_in_words(main[1].criterion)
    return spoken(words, criteria=listed(near, spoken("and")), criterion=label) if near else ""


def panel_line(number: int, total: int) -> Line:
    """Return the line of the n-th of some criteria: every one of sixteen differs in colour or dashes."""
    others = EDGES[1:]
    colour = others[(number - 1) % len(others)]
    dashes = others[(number + 1 + (number - 1) // len(others)) % len(others)]
    line = edge_line(number) if number < len(EDGES) else colour._replace(dashes=dashes.dashes)
    return line._replace(width_pt=THIN_PT) if total > MANY and number > 0 else line


def height_for(look: Look, criteria: int) -> float | None:
    """Return the height of a picture: a slide's, or in print as much as the table needs."""
    if look.name == "slide":
        return None
    return max(PAPER_HEIGHT_IN, (criteria + 1) * LEAST_PITCH * look.line_in + PAPER_HEIGHT_IN / 3)


def section_view(result: xr.Dataset, lesions: list[Lesion]) -> View:
    """Return a window that holds every lesion, not too narrow for its height."""
    scenario = scenario_of(result)
    whole = temperature_sheet(result, lesions[0].measured_at_s)
    view = choose_view(result, whole, None, lesions, 1.0)
    widest = max(lesion.width_mm / 2 for lesion in lesions)
    half = max(BESIDE * widest, LEAST_SHAPE * view.length)
    return view._replace(half=min(half, scenario.domain.radius_mm))


def section_place(room: Room, look: Look, view: View, sides: int = 1) -> Room:
    """Return the place of the section of one side or both: as high as the room, as wide as its scale makes it; in."""
    line = look.line_in
    height = room.height - (UNDER + ABOVE) * line
    most = (SHARE if sides == 1 else UNEVEN_SHARE) * room.width - LEFT * line
    width = min(height * sides * view.half / view.length, most)
    return Room(room.left + LEFT * line, room.low + UNDER * line, width, height)


def draw_half_section(axes: Axes, look: Look, result: xr.Dataset, ranked: list[Measured], view: View) -> None:
    """Draw one side of the probe with all edges, both where they differ; the main one below, to hide no other."""
    scenario = scenario_of(result)
    for criterion, lesion, line in sorted(ranked, key=lambda each: each[0] is not scenario.criteria[0]):
        draw_upright_edge(axes, result, criterion, lesion, view, line)
    draw_needle(axes, scenario.probe, view, look)
    uneven = is_around(result)
    frame(axes, view, half=not uneven, uneven=uneven)
    draw_section_of_bodies(axes, result, look)
    axes.set_anchor("W")
    axes.set_ylabel(along_in_words(axes, look))
    if uneven:
        axes.set_xlabel("x (mm)")
        return
    across = spoken(ACROSS_HALF)
    fits = width_in(across, look.text_pt) < axes.bbox.width / axes.figure.dpi + LEFT * look.line_in
    axes.set_xlabel(across if fits else "mm", loc="right")


def table_rows(ranked: list[Measured], main: Criterion) -> list[Row]:
    """Return head and rows of the table."""
    rows = [Row(tuple(map(spoken, HEAD)), bold=True)]
    for criterion, lesion, line in ranked:
        name = label_in_words(lesion.criterion)
        rows.append(Row((name, *sizes(lesion)), bold=criterion is main and len(ranked) > 1, line=line))
    return rows


def sizes(lesion: Lesion) -> tuple[str, ...]:
    """Write the three sizes of a lesion."""
    if lesion.volume_mm3 == 0:
        return (spoken("no lesion"), "–", "–")
    if lesion.reaches_outer_wall:
        return (spoken("to the wall"), "–", "–")
    return tuple(size_with_bar(lesion, name) for name in DIGITS)


def range_in_words(lesions: list[Lesion]) -> str:
    """Say how much the criterion matters, and how much numerics; lesions come widest first."""
    if len(lesions) == 1:
        return f"{label_in_words(lesions[0].criterion)}: " + only_in_words(lesions[0])
    widest, smallest = lesions[0], lesions[-1]
    if widest.volume_mm3 == 0:
        return spoken("No lesion under any of {count} criteria", count=len(lesions))
    least = spoken("no lesion") if smallest.volume_mm3 == 0 else f"{smallest.width_mm:.1f}"
    most = spoken("the outer wall") if widest.reaches_outer_wall else f"{widest.width_mm:.1f} mm"
    bars = [lesion.width_mm_error for lesion in lesions if lesion.volume_mm3 > 0 and not lesion.reaches_outer_wall]
    known = [bar for bar in bars if math.isfinite(bar)]
    told = spoken("The criterion changes the width from {least} to {most}", least=least, most=most)
    error = with_error(0.0, max(known, default=0.0)).partition(" ")[2]
    return told + spoken("; the numerical error is {error} mm", error=error) if known else told


def only_in_words(lesion: Lesion) -> str:
    """Write the width of the only lesion."""
    if lesion.volume_mm3 == 0:
        return spoken("no lesion")
    if lesion.reaches_outer_wall:
        return spoken("the lesion reaches the outer wall")
    return spoken("the lesion is {width} mm wide", width=size_with_bar(lesion, "width_mm"))
