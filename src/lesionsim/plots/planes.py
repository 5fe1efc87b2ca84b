"""Three planes through one lesion: along the probe towards x and towards y, and across it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from matplotlib.ticker import MaxNLocator

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.all_around import Field
from lesionsim.lesion.everywhere import at_places, level_field, temperature_field
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.anatomy import across_plane, draw_bodies, draw_nerve, level_of, upright_plane
from lesionsim.plots.edges import LAYER, criteria_to_draw
from lesionsim.plots.isotherms import colour_limits, draw_temperature, existing
from lesionsim.plots.legend import Legend, height_in, write_legend
from lesionsim.plots.lettering import fitting
from lesionsim.plots.lines import draw_line
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.placed import hatched_in_words
from lesionsim.plots.planes_key import has_title, legend_below, legend_beside, title_of_lesions
from lesionsim.plots.planes_words import QUESTION, claim_of, reaches_of, seen_in, table_of
from lesionsim.plots.section import heat_moment
from lesionsim.plots.several import axes_in, parameters, sizes_in_words
from lesionsim.plots.style import CASING_PT, INK, METAL, PAPER, SHAFT, cased, edge_line
from lesionsim.plots.telling import tell
from lesionsim.plots.upright import ALONG, PROBE_LAYER, draw_bar, draw_needle, frame, upright
from lesionsim.plots.view import Sheet, View, choose_view, cut, level_sheet, temperature_sheet
from lesionsim.scenario import Criterion, Probe
from lesionsim.texts import spoken

Array = np.ndarray

LEFT, BETWEEN, BEFORE, RIGHT, UNDER, ABOVE = 3.4, 1.2, 3.9, 5.0, 2.9, 1.5  # in lines of text, around the sections
BAR = (0.9, 0.7)  # in lines of text: from the last section to the colour bar, and its width
KEY_MARGIN = 0.3  # in lines of text, below the legend
LEGEND_GAP = 3.0  # in lines of text, from the section across down to the legend
FINE = 181  # lines in each direction of the section across
DRAWN_AT_MOST = 3
PAPER_HEIGHT_IN = 4.4
SIDE_VIEWS = ((0.0, "x"), (90.0, "y"))
NARROWEST = 0.30  # half of a section's width over its height, at least


class Slices(NamedTuple):
    """What is drawn in every plane."""

    result: xr.Dataset
    criteria: list[Criterion]
    lesions: list[Lesion]
    heat_s: float
    z_mm: float  # of the plane across


def slices(
    result: xr.Dataset,
    criteria: Sequence[Criterion | str] | None = None,
    time_s: float | None = None,
    z_mm: float | None = None,
    style: str = "slide",
) -> Figure:
    """Draw three planes through the lesion on one scale: x-z and y-z along the probe, and x-y across it.

    Colours are temperatures; bodies of the anatomy are hatched, with their names; lines are lesion edges. The dotted
    lines show where the plane across lies.

    Parameters
    ----------
    result : Dataset from `simulate`
    criteria : criteria or labels whose edges are drawn, three at most; left out, the scenario's first
    time_s : float, s, a recorded moment for temperature and lesions. Left out: temperature at the end of heating,
        lesions at the end of the run
    z_mm : float, mm, place of the plane across, from the end of the tip; where the lesion is widest when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When z_mm is outside the tissue, or as `measure` does.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.plots.planes import slices
    >>> figure = slices(ls.simulate(ls.load("b1")))
    >>> [axes.get_xlabel() for axes in figure.axes[:3]]
    ['x (mm)', 'y (mm)', 'x (mm)']
    """
    look = look_named(style)
    chosen = criteria_to_draw(result, criteria)[: DRAWN_AT_MOST if criteria else 1]
    lesions = [measure(result, each, time_s) for each in chosen]
    shown = Slices(result, chosen, lesions, heat_moment(result, time_s), place_across(result, lesions[0], z_mm))
    with drawing(look):
        sizes = "" if has_title(lesions, scenario_of(result)) else title_of_lesions(lesions)
        caption = parameters(result, look, spoken("temperature after {time_s:g} s", time_s=shown.heat_s), sizes)
        reaches = reaches_of(result, chosen[0], time_s)
        claim = claim_of(result, reaches, lesions[0])
        picture, room = framed(look, claim, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        draw_planes(picture, room, look, shown)
        seen = seen_in(shown.heat_s, shown.z_mm, lesions)
        tell(picture, claim, seen, table_of(reaches), [sizes_in_words(lesions)], spoken(QUESTION))
    return picture


def place_across(result: xr.Dataset, lesion: Lesion, z_mm: float | None) -> float:
    """Return where the plane across lies: where it was asked for, where the lesion is widest, or mid-tip."""
    scenario = scenario_of(result)
    low, high = -scenario.domain.ahead_mm, scenario.probe.tip_length_mm + scenario.domain.shaft_mm
    if z_mm is None:
        return lesion.widest_at_mm if np.isfinite(lesion.widest_at_mm) else scenario.probe.tip_length_mm / 2
    if not low < z_mm < high:
        raise ScenarioError(Problem("z_mm", f"is {z_mm:g} mm; must be inside the tissue, {low:g} to {high:g} mm"))
    return float(z_mm)


def draw_planes(picture: Figure, room: Room, look: Look, shown: Slices) -> None:
    """Draw the three sections, the colour bar and the legend."""
    result, line = shown.result, look.line_in
    plan = planned(shown, room, look)
    view, scale = plan.view, plan.scale
    wide, high = 2 * view.half * scale, view.length * scale
    low = room.low + room.height - ABOVE * line - high
    lefts = [room.left + LEFT * line, room.left + (LEFT + BETWEEN) * line + wide,
             room.left + (LEFT + BETWEEN + BEFORE) * line + 2 * wide]  # fmt: skip
    limits = colour_limits(scenario_of(result))
    for (theta, name), left in zip(SIDE_VIEWS, lefts, strict=False):
        axes = axes_in(picture, Room(left, low, wide, high))
        filled = draw_side(axes, shown, theta, view, look)
        frame(axes, view, uneven=True)
        axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10], prune="both"))
        finish(axes, f"{name}-z", f"{name} (mm)", look)
        if name == "x":
            along = [spoken(each) for each in (ALONG, "z, along the probe (mm)", "z (mm)")]
            axes.set_ylabel(fitting(along, high + line, look.text_pt))
        else:
            axes.set_yticklabels([])
    top = Room(lefts[2], low + high - wide, wide, wide)
    axes = axes_in(picture, top)
    draw_across(axes, shown, view.half, look)
    finish(axes, spoken("x-y at z = {z_mm:.1f} mm", z_mm=shown.z_mm), "x (mm)", look)
    axes.set_ylabel("y (mm)")
    gap, thick = (part * line for part in BAR)
    draw_bar(picture, filled, Room(top.left + wide + gap, top.low, thick, wide), limits)
    corner = (lefts[1] + wide + BETWEEN * line, top.low - LEGEND_GAP * line)
    if plan.below_in:
        corner = (room.left, room.low + plan.below_in)
    write_legend(picture, plan.legend, corner, picture.dpi_scale_trans, look)
    if plan.foot:
        write_foot(picture, plan.foot, (lefts[0], low - (UNDER + 0.1) * line))


class Plan(NamedTuple):
    """How the sections and their legend share the room."""

    view: View
    scale: float  # inches per mm
    legend: Legend
    below_in: float = 0.0  # height of a legend below the sections
    foot: str = ""  # words below the sections


def planned(shown: Slices, room: Room, look: Look) -> Plan:
    """Choose the place of the legend: beside the sections, with the names of bodies at their foot, or below them."""
    lesions, scenario, line = shown.lesions, scenario_of(shown.result), look.line_in
    for foot in dict.fromkeys(("", hatched_in_words(scenario))):
        height = room.height - (1.2 * line if foot else 0.0)
        view = common_view(shown, (room.width, height), look)
        scale = scale_in(room, height - (UNDER + ABOVE) * line, view, look)
        free = (room.width - (LEFT + 2 * BETWEEN) * line - 4 * view.half * scale,
                room.height - (ABOVE + LEGEND_GAP) * line - 2 * view.half * scale)  # fmt: skip
        legend = legend_beside(lesions, scenario, free, look, bodies=not foot)
        if legend is not None:
            return Plan(view, scale, legend, foot=foot)
    legend = legend_below(lesions, scenario, room.width, look)
    below = height_in(legend, look)
    height = room.height - below - KEY_MARGIN * line
    view = common_view(shown, (room.width, height), look)
    return Plan(view, scale_in(room, height - (UNDER + ABOVE) * line, view, look), legend, below)


def write_foot(picture: Figure, words: str, place: tuple[float, float]) -> None:
    """Write words below the sections, from a place in inches."""
    width, height = (float(size) for size in picture.get_size_inches())
    picture.text(place[0] / width, place[1] / height, words, va="top", color=INK, gid="hatched")


def scale_in(room: Room, height: float, view: View, look: Look) -> float:
    """Return the scale at which the three sections fit, inches per mm."""
    width = room.width - (LEFT + BETWEEN + BEFORE + RIGHT) * look.line_in
    return min(height / view.length, width / (6 * view.half))


def common_view(shown: Slices, size: tuple[float, float], look: Look) -> View:
    """Return one window for both planes along the probe, and half its width for the one across."""
    result, line = shown.result, look.line_in
    whole = temperature_sheet(result, shown.heat_s)
    levels = existing(whole, scenario_of(result).protocol.set_c)
    wide = (size[0] - (LEFT + BETWEEN + BEFORE + RIGHT) * line) / 3
    high = size[1] - (UNDER + ABOVE) * line
    view = choose_view(result, whole, levels[0] if levels else None, shown.lesions, high / wide, 1.15)
    return view._replace(half=min(max(view.half, NARROWEST * view.length), view.length / 2))


def finish(axes: Axes, title: str, label: str, look: Look) -> None:
    """Name a section and its axis across."""
    axes.set_title(title, fontweight="bold", fontsize=look.text_pt)
    axes.set_xlabel(label)


def draw_side(axes: Axes, shown: Slices, theta_deg: float, view: View, look: Look) -> QuadContourSet:
    """Draw one plane along the probe."""
    result, scenario = shown.result, scenario_of(shown.result)
    frame(axes, view)
    heat = upright(cut(temperature_sheet(result, shown.heat_s, theta_deg), view))
    filled = fill(axes, heat, shown, look)
    for number, criterion in enumerate(shown.criteria):
        sheet = upright(cut(level_sheet(result, criterion, shown.lesions[number].measured_at_s, theta_deg), view))
        draw_edge_line(axes, sheet, number, criterion, look)
        if number == 0:
            first = sheet
    plane = upright_plane(theta_deg)
    draw_bodies(axes, scenario, plane, look)
    draw_nerve(axes, scenario, plane, look, level_of(first))
    draw_needle(axes, scenario.probe, view, look)
    axes.axhline(
        shown.z_mm,
        color=INK,
        linestyle=(0, (1, 2.2)),
        linewidth=1.3 * look.lines,
        zorder=5,
        gid="plane across",
        path_effects=cased(1.3 * look.lines, CASING_PT * look.lines),
    )
    return filled


def fill(axes: Axes, sheet: Sheet, shown: Slices, look: Look) -> QuadContourSet:
    """Fill a section with colour by temperature, without a colour bar of its own."""
    filled = draw_temperature(axes, sheet, colour_limits(scenario_of(shown.result)), shown.heat_s, look)
    for beside in list(axes.child_axes):
        beside.remove()
    return filled


def draw_edge_line(axes: Axes, sheet: Sheet, number: int, criterion: Criterion, look: Look) -> None:
    """Draw a lesion's edge in one section; nothing where there is none."""
    if np.nanmax(sheet.values) > 0 > np.nanmin(sheet.values):
        draw_line(axes, sheet, 0.0, edge_line(number).thicker(look.lines), f"lesion edge: {criterion.label}", LAYER)


def draw_across(axes: Axes, shown: Slices, half_mm: float, look: Look) -> None:
    """Draw the plane across the probe."""
    result, scenario = shown.result, scenario_of(shown.result)
    axes.set(xlim=(-half_mm, half_mm), ylim=(-half_mm, half_mm))
    axes.set_aspect("equal", adjustable="box")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    fill(axes, across_sheet(temperature_field(result, shown.heat_s), shown.z_mm, half_mm), shown, look)
    for number, criterion in enumerate(shown.criteria):
        at_s = shown.lesions[number].measured_at_s
        level = across_sheet(level_field(result, criterion, at_s), shown.z_mm, half_mm)
        draw_edge_line(axes, level, number, criterion, look)
        if number == 0:
            first = level
    plane = across_plane(shown.z_mm)
    draw_bodies(axes, scenario, plane, look)
    draw_nerve(axes, scenario, plane, look, level_of(first))
    draw_round(axes, scenario.probe, shown.z_mm, look)


def across_sheet(field: Field, z_mm: float, half_mm: float) -> Sheet:
    """Return a field on the square across the probe."""
    line = np.linspace(-half_mm, half_mm, FINE)
    x, y = np.meshgrid(line, line)
    return Sheet(line, line, at_places(field, x, y, np.full(x.shape, z_mm)))


def draw_round(axes: Axes, probe: Probe, z_mm: float, look: Look) -> None:
    """Draw the probe where the plane across cuts it; nothing ahead of its end."""
    if z_mm <= 0:
        return
    bare = z_mm < probe.tip_length_mm
    axes.add_patch(Circle((0, 0), probe.radius_mm, facecolor=METAL if bare else SHAFT, edgecolor=INK if bare else PAPER,
                          linewidth=look.lines, zorder=PROBE_LAYER, gid="probe"))  # fmt: skip
