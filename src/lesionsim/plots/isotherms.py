"""Temperature as colour, its colour bar, and isotherms with their labels."""

import math
from typing import Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm
from matplotlib.contour import QuadContourSet

from lesionsim.plots.lettering import POINTS_PER_IN, fitting
from lesionsim.plots.lines import above, below, draw_line
from lesionsim.plots.looks import Look
from lesionsim.plots.style import BANDS_C, CASING_PT, ISOTHERMS, MOST_BANDS, PAPER, TEMPERATURE_COLOURS, cased
from lesionsim.plots.view import Sheet, View
from lesionsim.scenario import Scenario
from lesionsim.texts import spoken

Array = np.ndarray
LAYER = 3.0
ROUND_C = 5.0
TINY_C = 1e-9
ROUNDING_C = 2.0  # interpolation overshoots a held surface at its ends by up to this much
CLEAR_C = 0.5  # an isotherm this close to the hottest or coolest tissue is no line
ENDS_SHARE = 0.2  # of an isotherm's length, at each end
LABEL_EM = 4.9  # from label to label
LABEL_DOWN_EM = 1.5  # from the top of the axes to the middle of a label
TICK_EM = 1.6  # from number to number of the colour bar
BAR_GAP_EM, BAR_EM = 0.8, 1.1  # from the axes to the colour bar, and its width


def existing(temperature: Sheet, tip_c: float) -> list[float]:
    """Return the isotherms that tissue reaches, coolest first; one at the tip's own temperature is no line."""
    low, high = np.nanmin(temperature.values), min(np.nanmax(temperature.values), tip_c)
    return [at_c for at_c in ISOTHERMS if low + CLEAR_C < at_c < high - CLEAR_C]


BEYOND_SENSOR_C = 10.0  # tissue that current heats is hotter than the sensor in the tip


def colour_limits(scenario: Scenario) -> tuple[float, float]:
    """Return round limits around every temperature that a run can hold, °C."""
    coolest = min(scenario.start_c, scenario.outer_wall_c)
    if scenario.tissue.perfusion_per_s:
        coolest = min(coolest, scenario.blood.temperature_c)
    beyond = BEYOND_SENSOR_C if scenario.source == "rf" else 0.0
    hottest = max(scenario.protocol.set_c + beyond, scenario.start_c + ROUND_C)
    return ROUND_C * math.floor(coolest / ROUND_C), ROUND_C * math.ceil(hottest / ROUND_C)


def draw_temperature(
    axes: Axes, temperature: Sheet, limits_c: tuple[float, float], moment_s: float, look: Look
) -> QuadContourSet:
    """Fill the section with colour by temperature, and put a colour bar beside it."""
    filled = fill_temperature(axes, temperature, limits_c)
    draw_colour_bar(axes, filled, limits_c, moment_s, look)
    return filled


def fill_temperature(axes: Axes, temperature: Sheet, limits_c: tuple[float, float]) -> QuadContourSet:
    """Fill the section with colour by temperature."""
    low, high = limits_c
    width = next((band for band in BANDS_C if (high - low) / band <= MOST_BANDS), BANDS_C[-1])
    bands = np.linspace(low, high, max(2, math.ceil((high - low) / width)) + 1)
    colours = mpl.colormaps[TEMPERATURE_COLOURS]
    filled = axes.contourf(
        temperature.z_mm, temperature.r_mm, rounded_to(temperature.values, low, high), levels=bands, cmap=colours,
        norm=BoundaryNorm(bands, colours.N), extend=overflow(temperature, limits_c), zorder=1,
    )  # fmt: skip
    filled.set(edgecolor="face", linewidth=0.3, gid="temperature")  # closes hairlines between bands in SVG and PDF
    return filled


def draw_colour_bar(
    axes: Axes, filled: QuadContourSet, limits_c: tuple[float, float], moment_s: float, look: Look
) -> None:
    """Draw the scale of the temperature to the right of the axes, as high as they are."""
    axes.apply_aspect()
    high_in, wide_in = (size / axes.figure.dpi for size in (axes.bbox.height, axes.bbox.width))
    em = look.text_pt / POINTS_PER_IN / wide_in
    beside = axes.inset_axes((1 + BAR_GAP_EM * em, 0.0, BAR_EM * em, 1.0))
    bar = axes.figure.colorbar(
        filled, cax=beside, ticks=ticks(*limits_c, most=int(high_in * POINTS_PER_IN / (TICK_EM * look.text_pt)))
    )
    bar.minorticks_off()
    versions = ("temperature after {time_s:g} s (°C)", "after {time_s:g} s (°C)")
    words = (*(spoken(each, time_s=moment_s) for each in versions), "°C")
    bar.set_label(fitting(words, high_in, look.text_pt))
    beside.set_gid("colour bar")


def rounded_to(values: Array, low: float, high: float) -> Array:
    """Move values that leave the colour scale by no more than rounding onto its ends."""
    over = (values > high) & (values < high + ROUNDING_C)
    under = (values < low) & (values > low - ROUNDING_C)
    return np.where(over, high - TINY_C, np.where(under, low + TINY_C, values))


def overflow(temperature: Sheet, limits_c: tuple[float, float]) -> Literal["neither", "min", "max", "both"]:
    """Tell on which side temperatures leave the colour scale by more than rounding."""
    below = bool(np.nanmin(temperature.values) < limits_c[0] - ROUNDING_C)
    above = bool(np.nanmax(temperature.values) > limits_c[1] + ROUNDING_C)
    ends: dict[tuple[bool, bool], Literal["neither", "min", "max", "both"]] = {
        (False, False): "neither",
        (True, False): "min",
        (False, True): "max",
        (True, True): "both",
    }
    return ends[below, above]


def ticks(low: float, high: float, most: int = 10) -> list[float]:
    """Return round temperatures for a colour bar, about ten at most."""
    steps = (ROUND_C, 2 * ROUND_C, 4 * ROUND_C)
    step = next((step for step in steps if (high - low) / step <= min(most, 10)), 10 * ROUND_C)
    return [float(tick) for tick in np.arange(step * math.ceil(low / step), high + TINY_C, step)]


def draw_isotherms(
    axes: Axes, temperature: Sheet, levels: list[float], view: View, look: Look, both: bool = False
) -> None:
    """Draw the isotherms above the probe, each with a label and a leader to its line; or on both sides of it."""
    pt_per_mm = POINTS_PER_IN * axes.bbox.width / axes.figure.dpi / view.length
    places = label_places(len(levels), view, look.text_pt / pt_per_mm)
    top = view.half - LABEL_DOWN_EM * look.text_pt / pt_per_mm
    for at_c, place in zip(levels, places, strict=True):
        line = ISOTHERMS[at_c].thicker(look.lines)
        drawn = draw_line(axes, above(temperature), at_c, line, f"isotherm {at_c:g} °C", LAYER)
        if both:
            draw_line(axes, below(temperature), at_c, line, f"isotherm {at_c:g} °C, below", LAYER)
        write_label(axes, at_c, nearest_vertex(drawn, place), (place, top), look)


def label_places(count: int, view: View, em_mm: float) -> list[float]:
    """Spread labels in a row around the middle of the view, mm along the probe.

    Parameters
    ----------
    em_mm : float, mm, the size of letters on the scale of the map
    """
    spacing = min(LABEL_EM * em_mm, 0.95 * view.length / max(count, 1))
    middle = (view.low + view.high) / 2
    return [middle + spacing * (number - (count - 1) / 2) for number in range(count)]


def nearest_vertex(drawn: QuadContourSet, z_mm: float) -> tuple[float, float]:
    """Return the point of an isotherm that is nearest along the probe, away from its steep ends: (z, r), mm."""
    vertices = np.concatenate([path.vertices for path in drawn.get_paths()])
    first, last = vertices[:, 0].min(), vertices[:, 0].max()
    inset = ENDS_SHARE * (last - first)
    aim = min(max(z_mm, first + inset), last - inset)
    z, r = vertices[np.argmin(np.abs(vertices[:, 0] - aim))]
    return float(z), float(r)


def write_label(axes: Axes, at_c: float, point: tuple[float, float], place: tuple[float, float], look: Look) -> None:
    """Write an isotherm's temperature above the lines, with a leader to its own; point and place are (z, r), mm."""
    colour = ISOTHERMS[at_c].colour
    axes.plot(
        [place[0], point[0], point[0]], [place[1], point[1], point[1]], color=colour, linewidth=look.lines, marker="o",
        markersize=4.5 * look.lines, markevery=[2], zorder=3.5, path_effects=cased(0.6, CASING_PT * look.lines),
        gid=f"leader to isotherm {at_c:g} °C",
    )  # fmt: skip
    axes.text(
        *place, f"{at_c:g} °C", color=colour, fontsize=look.text_pt, fontweight="bold", ha="center", va="center",
        zorder=6, gid=f"label {at_c:g} °C",
        bbox={"boxstyle": "round,pad=0.22", "facecolor": PAPER, "edgecolor": colour, "linewidth": 0.8 * look.lines},
    )  # fmt: skip
