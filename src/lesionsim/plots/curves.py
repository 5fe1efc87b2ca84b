"""Traces: what happened at the tip over time, and how the lesion grew."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import growth
from lesionsim.lesion.points import scenario_of
from lesionsim.plots import style
from lesionsim.plots.furniture import write_disclaimer
from lesionsim.plots.wording import caption_of, title_of
from lesionsim.scenario import Criterion, Protocol

Array = np.ndarray
STEP_NAMES = {"ramp": "ramp", "hold": "hold", "cooldown": "cool-down"}
STEP_COLOURS = {"ramp": "#fff1c9", "hold": "#fde3dc", "cooldown": "#e0ecf7"}
LEAST_NAMED = 0.12  # of the run; shorter steps are shaded and not named
SUDDEN_S = 5.0  # after a sudden change of the tip its power falls steeply for about this long
ROOM_ABOVE = 1.15  # above the growing lesion, for the disclaimer
HEADROOM = 1.25  # above the curve, for the names of the steps
HOT, LOAD = "#8f1d00", "#3d2200"
PANELS = {"left": 0.085, "right": 0.975, "top": 0.9, "bottom": 0.2, "hspace": 0.14, "wspace": 0.24}
CAPTION_PLACE = (0.03, 0.085)  # of the figure
SMALL_PT, CAPTION_PT = 9.5, 9.5
COUPLES_DRAWN, COLUMNS = 6, 3
ROW_SHARE = 0.14  # of the panel, for a row of its legend


class Phase(NamedTuple):
    """One step of the protocol on the time axis."""

    kind: str
    start_s: float
    end_s: float


def traces(result: xr.Dataset, criteria: Sequence[Criterion | str] | None = None) -> Figure:
    """Draw tip temperature, power, lesion width and lesion volume over time.

    Parameters
    ----------
    result : Dataset from `simulate`
    criteria : criteria or labels whose lesions are drawn; the scenario's first when left out

    Returns
    -------
    Figure

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = ls.plots.traces(ls.simulate(ls.load("b1")))
    >>> [axes.get_ylabel() for axes in figure.axes]
    ['tip temperature (°C)', 'power into tissue (W)', 'lesion width (mm)', 'lesion volume (mm³)']
    """
    chosen = [choose(result, criterion) for criterion in criteria or (None,)]
    steps = list(phases(scenario_of(result).protocol))
    with style.drawing():
        picture = style.new_picture()
        panels = picture.subplots(2, 2, sharex=True, gridspec_kw=PANELS)
        draw_temperatures(panels[0, 0], result)
        draw_power(panels[0, 1], result, steps)
        draw_growth(panels[1, 0], panels[1, 1], [growth(result, criterion) for criterion in chosen])
        for number, axes in enumerate(panels.flat):
            shade(axes, steps, named=number < panels.shape[1])
        write_around(picture, panels, result, len(chosen))
    return picture


def phases(protocol: Protocol) -> Iterator[Phase]:
    """Yield the steps of a protocol with their times."""
    start_s = 0.0
    for step in protocol.steps:
        yield Phase(step.kind, start_s, start_s + step.duration_s)
        start_s += step.duration_s


def draw_temperatures(axes: Axes, result: xr.Dataset) -> None:
    """Draw the tip's temperature and the readings of thermocouples, the first few where there are many."""
    time_s, tip_c = result.step_time.values, result.tip_temperature.values
    axes.plot(time_s, tip_c, color=HOT, linewidth=2.6, label="tip (mean)", gid="tip temperature")
    couples = result.thermocouple.values[:COUPLES_DRAWN] if "thermocouple_temperature" in result else []
    for number, name in enumerate(couples):
        line = style.edge_line(1 + number)
        readings = result.thermocouple_temperature.values[number]
        axes.plot(time_s, readings, color=line.colour, linestyle=line.dashes, linewidth=1.8, label=str(name))
    axes.set_ylabel("temperature (°C)" if len(couples) else "tip temperature (°C)")
    rows = -(-(1 + len(couples)) // COLUMNS) if len(couples) else 0
    low, high = axes.get_ylim()
    axes.set_ylim(low, low + (HEADROOM + ROW_SHARE * rows) * (high - low))
    if rows:
        write_legend(axes, "upper center", (0.5, 0.91), COLUMNS)


def draw_power(axes: Axes, result: xr.Dataset, steps: list[Phase]) -> None:
    """Draw the power into the tissue; spikes of sudden changes run off the scale, and words say so."""
    time_s, power_w = result.step_time.values, result.power.values
    axes.plot(time_s, power_w, color=LOAD, linewidth=2.4, gid="power")
    low, high = power_limits(time_s, power_w, steps)
    axes.set_ylim(low, high)
    axes.set_ylabel("power into tissue (W)")
    if power_w.max() > high or power_w.min() < low:
        axes.text(
            0.985, 0.88, "off the scale: a sudden change\nof the tip takes high power",
            transform=axes.transAxes, fontsize=SMALL_PT, ha="right", va="top", color=style.QUIET, gid="off the scale",
            path_effects=style.cased(),
        )  # fmt: skip


def power_limits(time_s: Array, power_w: Array, steps: list[Phase]) -> tuple[float, float]:
    """Return limits that hold the power outside the first seconds of each step, and zero; in W.

    Parameters
    ----------
    time_s, power_w : (n,) arrays, s and W
    """
    sudden = np.zeros(time_s.shape, dtype=bool)
    for before, step in zip([None, *steps], steps, strict=False):
        if step.kind == "hold" and (before is None or before.kind != "ramp"):
            sudden |= (time_s >= step.start_s) & (time_s < step.start_s + SUDDEN_S)
    settled = power_w if sudden.all() else power_w[~sudden]
    high, low = max(float(settled.max()), 0.0), min(float(settled.min()), 0.0)
    reach = max(high - low, 0.01)
    return low - (0.1 * reach if low < 0 else 0.0), low + HEADROOM * reach


def draw_growth(width: Axes, volume: Axes, grown: list[xr.Dataset]) -> None:
    """Draw how width and volume grow, one line a criterion."""
    for number, sizes in enumerate(grown):
        line = style.edge_line(number)
        for axes, name in ((width, "width_mm"), (volume, "volume_mm3")):
            axes.plot(
                sizes.time.values,
                sizes[name].values,
                color=line.colour,
                linestyle=line.dashes,
                linewidth=line.width_pt - 0.6,
                label=str(sizes.attrs["criterion"]),
                gid=name,
            )
    width.set_ylabel("lesion width (mm)")
    volume.set_ylabel("lesion volume (mm³)")
    for axes in (width, volume):
        axes.set_ylim(0, ROOM_ABOVE * axes.get_ylim()[1])
        axes.set_xlabel("time (s)")
        if not any(np.any(line.get_ydata()) for line in axes.lines):
            axes.set_ylim(0, 1)
            axes.text(0.5, 0.5, "no lesion", transform=axes.transAxes, ha="center", va="center")
    write_legend(width, "lower right", (1.0, 0.0), 1)


def write_legend(
    axes: Axes, place: Literal["upper center", "lower right"], at: tuple[float, float], columns: int
) -> None:
    """Write the names of the lines on white paper."""
    axes.legend(
        loc=place, bbox_to_anchor=at, ncols=columns, fontsize=SMALL_PT, frameon=True, framealpha=0.9,
        edgecolor="none", handlelength=2.2, columnspacing=1.0,
    )  # fmt: skip


def shade(axes: Axes, steps: list[Phase], named: bool) -> None:
    """Shade the steps of the protocol, and name those that are long enough."""
    end_s = steps[-1].end_s
    axes.set_xlim(0, end_s)
    axes.grid(color="#ffffff", linewidth=1.0)
    axes.set_axisbelow(True)
    for step in steps:
        axes.axvspan(step.start_s, step.end_s, color=STEP_COLOURS[step.kind], linewidth=0, zorder=0)
        if named and step.end_s - step.start_s >= LEAST_NAMED * end_s:
            axes.text((step.start_s + step.end_s) / 2, 0.975, STEP_NAMES[step.kind], fontstyle="italic",
                      transform=axes.get_xaxis_transform(), ha="center", va="top", fontsize=10.5)  # fmt: skip


def write_around(picture: Figure, panels: Array, result: xr.Dataset, shown: int) -> None:
    """Write title, caption and disclaimer."""
    left, low = CAPTION_PLACE
    picture.suptitle(title_of(result, style.WIDTH_IN - 0.6), x=left, ha="left", fontsize=13.5, fontweight="bold")
    picture.text(left, low, caption_of(result, shown, style.WIDTH_IN - 0.6), fontsize=CAPTION_PT, va="top",
                 color=style.QUIET, gid="caption")  # fmt: skip
    write_disclaimer(panels[1, 1], low=False)
