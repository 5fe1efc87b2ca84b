"""The current map: potential around the tip, and where current makes heat, beside each other."""

import math

import matplotlib as mpl
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, LogNorm
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure

from lesionsim.lesion.current import half_of_heat_mm, heat_density, heat_made_w, heat_share_within, potential, tip_volts
from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.generator import check_current, display_at_end
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.claims import current_claim
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.placed import hatched_in_words
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.several import axes_in, parameters
from lesionsim.plots.style import CASING_PT, INK, cased
from lesionsim.plots.telling import Step, Table, tell
from lesionsim.plots.upright import (
    ACROSS,
    TOWARDS_X,
    along_in_words,
    draw_needle,
    draw_section_of_bodies,
    frame,
    upright,
)
from lesionsim.plots.view import View, both_sides, cut
from lesionsim.texts import spoken

Array = np.ndarray
SHARES = np.linspace(0.0, 1.0, 11)  # equipotential lines, of the tip's voltage
POTENTIAL_COLOURS, HEAT_COLOURS = "PuBu", "YlOrRd"
STEPS_PER_DECADE = 2
DECADES = 4.0  # of heat below the highest: what is cooler keeps the lightest colour
LEFT, BAR, BETWEEN, RIGHT, UNDER, ABOVE = 3.4, 0.7, 4.0, 3.8, 2.9, 1.6  # in lines of text
GAP = 0.8  # in lines of text, from a section to its colour bar
BEYOND = 0.55  # of the tip's length, what is shown ahead of it and behind
NEAR_MM = 1.0
PAPER_HEIGHT_IN = 3.9
TABLE_MM = (0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
QUESTION = "Where does the current make its heat? Draw the lines."
SEEN = "Two sections along the probe: potential as a share of the tip's, and heat made by current, logarithmic"
REVEALED = (
    FRAME,
    Step("potential", ("*/potential", "*/equipotential lines", "*/colour bar: %")),
    Step("heat made by current", ("*/heat", "*/colour bar: W*")),
    NUMBERS,
)


def current_map(result: xr.Dataset, style: str = "slide") -> Figure:
    """Draw the potential and the heat made by current when heating ends, and say how near to the tip it is made.

    Lines of equal potential stand at 10, 20 ... 90 % of the tip's voltage; current crosses them at right angles. Heat
    has a logarithmic scale, in W/cm³.

    Parameters
    ----------
    result : Dataset from `simulate` of a scenario with ``source = "rf"``
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the run had no current.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.plots.field_maps import current_map
    >>> figure = current_map(ls.simulate(ls.load("b2")))
    >>> figure.axes[0].get_title()
    'potential (% of the tip)'
    """
    look = look_named(style)
    check_current(result, "the current map")
    with drawing(look):
        at_s = scenario_of(result).protocol.end_of_hold_s
        words = "when heating ends, {time_s:g} s, {volts:.1f} V on the tip"
        moment = spoken(words, time_s=at_s, volts=tip_volts(result))
        hatched = hatched_in_words(scenario_of(result)) if is_around(result) else ""
        caption = parameters(result, look, moment, hatched, lines=2)
        claim = current_claim(heat_share_within(result, NEAR_MM), NEAR_MM, half_of_heat_mm(result))
        picture, room = framed(look, claim, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        first, second = places(room, look)
        view = view_for(result, first)
        left, right = axes_in(picture, first), axes_in(picture, second)
        shares = draw_potential(left, result, view)
        heat = draw_heat_density(right, result, view)
        finish(picture, left, result, look, spoken("potential (% of the tip)"), view)
        finish(picture, right, result, look, spoken("heat made (W/cm³)"), view)
        left.set_ylabel(along_in_words(left, look))
        right.set_yticklabels([])
        draw_scale(picture, beside(first, look), shares, SHARES[::2], "%")
        ticks = powers_of_ten(np.asarray(heat.levels))
        draw_scale(picture, beside(second, look), heat, np.array(ticks), "W/cm³")
        notes = [nearness_in_words(result), display_at_end(result).missed]
        tell(picture, claim, spoken(SEEN), table_of(result), notes, spoken(QUESTION), steps=REVEALED)
    return picture


def table_of(result: xr.Dataset) -> Table:
    """Return which part of the heat is made within some distances of the tip."""
    rows: list[tuple[object, ...]] = [(mm, 100 * heat_share_within(result, mm)) for mm in TABLE_MM]
    return Table(("distance from the tip (mm)", "heat made within (%)"), rows)


def nearness_in_words(result: xr.Dataset) -> str:
    """Say which part of the heat is made near the tip."""
    share, watts = heat_share_within(result, NEAR_MM), heat_made_w(result)
    words = (
        "{percent:.0f} % of the {watts:.2f} W are made within {near_mm:g} mm of the tip, half of them within "
        "{half_mm:.1f} mm"
    )
    return spoken(words, percent=100 * share, watts=watts, near_mm=NEAR_MM, half_mm=half_of_heat_mm(result))


def places(room: Room, look: Look) -> tuple[Room, Room]:
    """Return the places of both sections, inches."""
    line = look.line_in
    width = (room.width - (LEFT + BETWEEN + RIGHT) * line) / 2
    first = Room(room.left + LEFT * line, room.low + UNDER * line, width, room.height - (UNDER + ABOVE) * line)
    return first, first._replace(left=first.left + width + BETWEEN * line)


def beside(place: Room, look: Look) -> Room:
    """Return the place of a section's colour bar."""
    line = look.line_in
    return Room(place.left + place.width + GAP * line, place.low, BAR * line, place.height)


def view_for(result: xr.Dataset, place: Room) -> View:
    """Return the window: the tip with as much again ahead and behind, inside the domain."""
    scenario = scenario_of(result)
    tip, domain = scenario.probe.tip_length_mm, scenario.domain
    low, high = max(-BEYOND * tip, -domain.ahead_mm), min((1 + BEYOND) * tip, tip + domain.shaft_mm)
    return View(low, high, min((high - low) * place.width / place.height / 2, domain.radius_mm))


def draw_potential(axes: Axes, result: xr.Dataset, view: View) -> QuadContourSet:
    """Fill bands between equipotential lines, and draw the lines."""
    sheet = upright(cut(both_sides(result, lambda azimuth: potential(result, azimuth)), view))
    colours = mpl.colormaps[POTENTIAL_COLOURS]
    filled = axes.contourf(sheet.z_mm, sheet.r_mm, sheet.values, levels=SHARES, cmap=colours,
                           norm=BoundaryNorm(SHARES, colours.N), zorder=1)  # fmt: skip
    filled.set(edgecolor="face", linewidth=0.3, gid="potential")
    lines = axes.contour(sheet.z_mm, sheet.r_mm, sheet.values, levels=SHARES[1:-1], colors=INK, zorder=2,
                         linewidths=0.9 * mpl.rcParams["axes.linewidth"])  # fmt: skip
    thin = 0.9 * mpl.rcParams["axes.linewidth"]
    lines.set(gid="equipotential lines", path_effects=cased(thin, CASING_PT * thin))
    return filled


def draw_heat_density(axes: Axes, result: xr.Dataset, view: View) -> QuadContourSet:
    """Fill bands of heat on a logarithmic scale."""
    sheet = upright(cut(both_sides(result, lambda azimuth: heat_density(result, azimuth)), view))
    levels = levels_of(sheet.values)
    colours = mpl.colormaps[HEAT_COLOURS]
    weaker = bool(np.nanmin(sheet.values) < levels[0])
    filled = axes.contourf(sheet.z_mm, sheet.r_mm, sheet.values, levels=levels, cmap=colours, zorder=1,
                           norm=LogNorm(levels[0], levels[-1]), extend="min" if weaker else "neither")  # fmt: skip
    filled.set(edgecolor="face", linewidth=0.3, gid="heat")
    return filled


def levels_of(values: Array) -> Array:
    """Return levels at half decades that hold the values, or the highest decades of them."""
    top = math.ceil(STEPS_PER_DECADE * math.log10(float(np.nanmax(values))))
    low = math.floor(STEPS_PER_DECADE * math.log10(float(np.nanmin(values))))
    low = max(low, top - round(STEPS_PER_DECADE * DECADES))
    return np.asarray(10.0 ** (np.arange(low, top + 1) / STEPS_PER_DECADE))


def powers_of_ten(levels: Array) -> list[float]:
    """Return the powers of ten between the first level and the last."""
    low, high = (math.log10(level) for level in (levels[0], levels[-1]))
    return [10.0**power for power in range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)]


def finish(picture: Figure, axes: Axes, result: xr.Dataset, look: Look, title: str, view: View) -> None:
    """Draw the probe, set window and scale, and name a section."""
    draw_needle(axes, scenario_of(result).probe, view, look)
    frame(axes, view, uneven=is_around(result))
    draw_section_of_bodies(axes, result, look)
    axes.set_title(title, fontweight="bold", fontsize=look.text_pt)
    axes.set_xlabel(TOWARDS_X if is_around(result) else spoken(ACROSS))


def draw_scale(picture: Figure, place: Room, filled: QuadContourSet, ticks: Array, label: str) -> None:
    """Draw the colour bar of one section."""
    axes = axes_in(picture, place)
    axes.set_gid(f"colour bar: {label}")
    bar = picture.colorbar(filled, cax=axes, ticks=ticks)
    bar.minorticks_off()
    bar.ax.set_yticklabels([f"{100 * tick:.0f}" if "%" in label else f"{tick:g}" for tick in ticks])
