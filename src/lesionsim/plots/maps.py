"""The lesion map: a section through the probe's axis with temperature, isotherms and lesion edges."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import moment, scenario_of
from lesionsim.plots import style
from lesionsim.plots.edges import PROBE_PARTS, criteria_to_draw, draw_edge, draw_legend, rows_of
from lesionsim.plots.furniture import POINTS_PER_IN, draw_probe, draw_scale_bar, name_halves, write_disclaimer
from lesionsim.plots.isotherms import colour_limits, draw_isotherms, draw_temperature, existing
from lesionsim.plots.view import choose_view, cut, temperature_sheet
from lesionsim.plots.wording import caption_of, title_of
from lesionsim.scenario import Criterion

LEFT_IN, AXES_WIDTH_IN, AXES_HEIGHT_IN = 0.75, 8.15, 3.2
TOP_IN, BOTTOM_IN = 0.445, 1.98  # for one line of title, four criteria and two lines of caption
TITLE_ROW_IN, CAPTION_ROW_IN = 0.23, 0.168
BELOW_IN = 0.56  # from the axes down to the legend: room for ticks and label
ROW_IN = 0.205  # one line of the legend
WIDE_IN = 6.5  # from this width on the legend has two columns


def lesion_map(
    result: xr.Dataset,
    ax: Axes | None = None,
    criteria: Sequence[Criterion | str] | None = None,
    time_s: float | None = None,
    limits_c: tuple[float, float] | None = None,
) -> Figure:
    """Draw the section through the probe: temperature, isotherms above it, lesion edges below it.

    The section is the same on both sides of the probe, so each side carries other lines; the edge of the first
    criterion is drawn on both.

    Parameters
    ----------
    result : Dataset from `simulate`
    ax : axes to draw into; a new figure when left out
    criteria : criteria or labels whose lesions are drawn, the first emphasised; left out, the scenario's first and
        those that are no isotherms, four at most
    time_s : float, s, a recorded moment for temperature and lesions. Left out: temperature at the end of heating,
        lesions at the end of the run

    Rarely needed
    -------------
    limits_c : (low, high), °C, ends of the colour scale

    Returns
    -------
    Figure

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = ls.plots.lesion_map(ls.simulate(ls.load("b1")))
    >>> figure.axes[0].get_xlabel()
    'distance along the probe (mm)'
    """
    with style.drawing():
        chosen = criteria_to_draw(result, criteria)
        axes = slide_axes(result, len(chosen)) if ax is None else ax
        lesions = [measure(result, criterion, time_s) for criterion in chosen]
        probe = draw_section(axes, result, chosen, lesions, heat_moment(result, time_s), limits_c)
        write_around(axes, result, lesions, probe)
    return cast(Figure, axes.figure)


def slide_axes(result: xr.Dataset, lesions: int) -> Axes:
    """Make a figure of a slide's shape with axes; taller where title, legend or caption need more lines."""
    title, caption = words(result, lesions, AXES_WIDTH_IN)
    legend_in = BELOW_IN + ROW_IN * (1 + max(lesions, PROBE_PARTS))
    bottom_in = max(BOTTOM_IN, legend_in + CAPTION_ROW_IN * (2 + caption.count("\n")))
    top_in = TOP_IN + TITLE_ROW_IN * title.count("\n")
    width, height = style.WIDTH_IN, bottom_in + AXES_HEIGHT_IN + top_in
    picture = style.new_picture(width, height)
    return picture.add_axes((LEFT_IN / width, bottom_in / height, AXES_WIDTH_IN / width, AXES_HEIGHT_IN / height))


def words(result: xr.Dataset, lesions: int, width_in: float) -> tuple[str, str]:
    """Return title and caption, broken to the width of axes and their margin."""
    return title_of(result, width_in + LEFT_IN), caption_of(result, lesions, width_in + LEFT_IN)


def heat_moment(result: xr.Dataset, time_s: float | None) -> float:
    """Return the recorded moment whose temperature is shown: the end of heating unless told."""
    shown_s = scenario_of(result).protocol.end_of_hold_s if time_s is None else time_s
    return float(result.time.values[moment(result, shown_s)])


def size_in(axes: Axes) -> tuple[float, float]:
    """Return width and height of axes in inches."""
    box = axes.bbox
    return float(box.width / axes.figure.dpi), float(box.height / axes.figure.dpi)


def draw_section(
    axes: Axes,
    result: xr.Dataset,
    chosen: list[Criterion],
    lesions: list[Lesion],
    heat_s: float,
    limits_c: tuple[float, float] | None,
) -> list[Artist]:
    """Draw fields, lines and probe; return the probe's parts for the legend."""
    scenario = scenario_of(result)
    whole = temperature_sheet(result, heat_s)
    width_in, height_in = size_in(axes)
    levels = existing(whole, float(np.interp(heat_s, result.step_time.values, result.tip_temperature.values)))
    view = choose_view(result, whole, levels[0] if levels else None, lesions, width_in / height_in)
    axes.set(xlim=(view.low, view.high), ylim=(-view.half, view.half))
    axes.set_aspect("equal", adjustable="box")
    near = cut(whole, view)
    label = f"temperature after {heat_s:g} s (°C)"
    draw_temperature(axes, near, limits_c or colour_limits(scenario), label)
    for number, (criterion, lesion) in enumerate(zip(chosen, lesions, strict=True)):
        draw_edge(axes, result, criterion, lesion, number, view)
    draw_isotherms(axes, near, levels, view, width_in)
    draw_scale_bar(axes, view)
    if width_in > WIDE_IN:
        name_halves(
            axes, bool(levels), any(lesion.volume_mm3 > 0 and not lesion.reaches_outer_wall for lesion in lesions)
        )
    return draw_probe(axes, scenario.probe, view, POINTS_PER_IN * width_in / view.length)


def write_around(axes: Axes, result: xr.Dataset, lesions: list[Lesion], probe: list[Artist]) -> None:
    """Write title, axis labels, disclaimer, legend and the caption with the parameters."""
    width_in, _ = size_in(axes)
    headline, caption = words(result, len(lesions), width_in)
    axes.set_title(headline, loc="left", y=1.0, pad=8)  # a given y spares matplotlib the search for one
    axes.set_xlabel("distance along the probe (mm)")
    axes.set_ylabel("distance across the probe (mm)")
    axes.xaxis.set_major_locator(MaxNLocator(12, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    write_disclaimer(axes)
    columns = 2 if width_in > WIDE_IN else 1
    title = f"lesion edge after {lesions[0].measured_at_s:g} s"
    if len(lesions) > 1:
        title = title.replace("edge", "edges") + ", the first on both sides"
    draw_legend(axes, lesions, probe, title, (-0.3, BELOW_IN, columns))
    rows = 1 + rows_of(lesions, columns)
    axes.annotate(
        caption, (0, 0), (-0.3 * POINTS_PER_IN,
        -POINTS_PER_IN * (BELOW_IN + ROW_IN * rows + 0.06)), xycoords="axes fraction", textcoords="offset points",
        va="top", ha="left", fontsize=9.5, color=style.QUIET, annotation_clip=False, gid="caption", linespacing=1.25,
    )  # fmt: skip
