"""The section through the probe: what a map shows, in which window, and its drawing."""

from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import moment, scenario_of
from lesionsim.plots.anatomy import draw_bodies, lying_plane
from lesionsim.plots.edges import draw_edge
from lesionsim.plots.furniture import CORNER_EM, draw_probe, draw_scale_bar, name_halves
from lesionsim.plots.isotherms import LABEL_EM, colour_limits, draw_isotherms, draw_temperature, existing
from lesionsim.plots.legend import SPARING
from lesionsim.plots.lettering import POINTS_PER_IN, fitting
from lesionsim.plots.looks import Look
from lesionsim.plots.view import MARGIN, Sheet, View, choose_view, cut, temperature_sheet
from lesionsim.plots.wording import range_in_words
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

LABELS_EM = 2.9  # from the top of the axes down to the farthest line: room for the labels of isotherms
TICK_EM = 3.4  # from tick to tick, at least
ACROSS = ("distance across the probe (mm)", "across the probe (mm)", "across (mm)", "mm")
TOWARDS_X = ("x, across the probe (mm)", "x, across (mm)", "x (mm)")
ALONG = "distance along the probe (mm)"


class Section(NamedTuple):
    """What a map shows."""

    result: xr.Dataset
    criteria: list[Criterion]
    lesions: list[Lesion]
    spread: str  # how far the criteria of the scenario disagree, in words
    heat_s: float
    temperature: Sheet
    isotherms: list[float]
    limits_c: tuple[float, float]


def section_of(
    result: xr.Dataset, criteria: list[Criterion], time_s: float | None, limits_c: tuple[float, float] | None
) -> Section:
    """Gather what a map shows at a moment."""
    lesions = [measure(result, criterion, time_s) for criterion in criteria]
    known = dict(zip(criteria, lesions, strict=True))
    scenario = scenario_of(result)
    spread = range_in_words([known.get(c) or measure(result, c, time_s) for c in scenario.criteria])
    heat_s = heat_moment(result, time_s)
    whole = temperature_sheet(result, heat_s)
    tip_c = float(np.interp(heat_s, result.step_time.values, result.tip_temperature.values))
    limits = limits_c or colour_limits(scenario)
    return Section(result, criteria, lesions, spread, heat_s, whole, existing(whole, tip_c), limits)


def heat_moment(result: xr.Dataset, time_s: float | None) -> float:
    """Return the recorded moment whose temperature is shown: the end of heating unless told."""
    shown_s = scenario_of(result).protocol.end_of_hold_s if time_s is None else time_s
    return float(result.time.values[moment(result, shown_s)])


def size_in(axes: Axes) -> tuple[float, float]:
    """Return width and height of axes in inches."""
    box = axes.bbox
    return float(box.width / axes.figure.dpi), float(box.height / axes.figure.dpi)


def view_of(section: Section, size: tuple[float, float], look: Look, lesions: int | None = None) -> View:
    """Choose the window for axes of a size in inches: room for labels where there are isotherms."""
    width, height = size
    coolest = section.isotherms[0] if section.isotherms else None
    above = LABELS_EM * look.text_pt / POINTS_PER_IN if section.isotherms else 0.0
    margin = max(MARGIN, height / max(height - 2 * above, 0.3 * height))
    return choose_view(section.result, section.temperature, coolest, section.lesions[:lesions], width / height, margin)


def draw_section(axes: Axes, section: Section, view: View, look: Look, low_bar: bool = True) -> None:
    """Draw fields, lines, probe and scale into axes, and name the axes.

    Parameters
    ----------
    low_bar : whether the scale bar stands in the lower corner; the upper one otherwise
    """
    axes.set(xlim=(view.low, view.high), ylim=(-view.half, view.half))
    axes.set_aspect("equal", adjustable="box")
    axes.apply_aspect()
    near = cut(section.temperature, view)
    draw_temperature(axes, near, section.limits_c, section.heat_s, look)
    for number, edge in enumerate(zip(section.criteria, section.lesions, strict=True)):
        draw_edge(axes, section.result, edge, number, view, look)
    uneven = is_around(section.result)
    if uneven:
        draw_bodies(axes, scenario_of(section.result), lying_plane(), look, named=False)
    draw_isotherms(axes, near, section.isotherms, view, look, both=uneven)
    draw_scale_bar(axes, view, look, low_bar)
    few = look.name == SPARING
    if not uneven and not few:
        write_halves(axes, section, view, look)
    draw_probe(axes, scenario_of(section.result).probe, view, look, named=not few)
    name_axes(axes, look, uneven)


def write_halves(axes: Axes, section: Section, view: View, look: Look) -> None:
    """Name the two halves of the section, beside the labels of isotherms and the scale bar."""
    width, _ = size_in(axes)
    em = look.text_pt / POINTS_PER_IN
    labels = len(section.isotherms) * LABEL_EM * em
    beside = (width - labels) / 2 - CORNER_EM * em
    seen = any(lesion.volume_mm3 > 0 and not lesion.reaches_outer_wall for lesion in section.lesions)
    low = 0.7 * width - 2 * CORNER_EM * em
    name_halves(axes, beside if section.isotherms else None, low if seen else None, look)


def name_axes(axes: Axes, look: Look, uneven: bool = False) -> None:
    """Write quantity and unit on the axes, with ticks that leave room for their numbers.

    Parameters
    ----------
    uneven : whether both sides of the probe differ, so that places across it need a sign
    """
    width, height = size_in(axes)
    tick_in = TICK_EM * look.text_pt / POINTS_PER_IN
    across = [spoken(each) for each in (TOWARDS_X if uneven else ACROSS)]
    axes.set_xlabel(fitting((spoken(ALONG), spoken("along the probe (mm)")), width, look.text_pt))
    axes.set_ylabel(fitting(across, height, look.text_pt))
    axes.xaxis.set_major_locator(MaxNLocator(max(2, min(12, int(width / tick_in))), steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(max(2, min(8, int(1.6 * height / tick_in))), steps=[1, 2, 5, 10]))
    if not uneven:
        axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
