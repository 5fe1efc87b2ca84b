"""The panel of temperatures: the tip, thermocouples, and what somebody measured beside them."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lesionsim.lesion.measured import TIP_NAMES, rms_difference_c
from lesionsim.lesion.readings import Trace
from lesionsim.plots.legend import Key
from lesionsim.plots.looks import Look
from lesionsim.plots.style import SOLID, Line, edge_line
from lesionsim.texts import spoken

Array = np.ndarray
HOT = Line("#8f1d00", SOLID, 2.6)
TIP = "tip (mean)"
COUPLES_DRAWN = 6
COUPLE_PT, MEASURED_PT, MARKER_PT = 1.8, 1.0, 5.0
MARKS = ("o", "s", "^", "D", "v")
MARKS_PER_TRACE = 30
NOT_IN_RUN = "no reading during the run"


class Reading(NamedTuple):
    """One line of the panel: simulated, or measured."""

    label: str
    time_s: Array
    temperature_c: Array
    line: Line
    mark: str = ""  # of measured ones


def readings_of(result: xr.Dataset, measured: Sequence[Trace]) -> list[Reading]:
    """Return the lines of the panel, the most telling first: tip, places that were measured, the others."""
    steps = result.step_time.values
    tip = [Reading(TIP, steps, result.tip_temperature.values, HOT)]
    same = {trace.name.casefold(): trace for trace in reversed(measured)}
    used: set[int] = set()
    for name in TIP_NAMES:
        if name in same and not used:
            tip.append(of_measured(result, same[name], HOT, "o", named=False))
            used.add(id(same[name]))
    pairs, alone = [], []
    for number, name in enumerate(couple_names(result)):
        line = edge_line(1 + number)._replace(width_pt=COUPLE_PT)
        couple = Reading(name, steps, result.thermocouple_temperature.values[number], line)
        trace = same.get(name.casefold())
        if trace is None:
            alone.append(couple)
        else:
            pairs += [couple, of_measured(result, trace, line, "o", named=False)]
            used.add(id(trace))
    others = [trace for trace in measured if id(trace) not in used]
    first = 1 + len(couple_names(result))
    strangers = [
        of_measured(result, trace, edge_line(first + n), MARKS[n % len(MARKS)], named=True)
        for n, trace in enumerate(others)
    ]
    return [*tip, *pairs, *strangers, *alone]


def couple_names(result: xr.Dataset) -> list[str]:
    """Return the names of a run's thermocouples."""
    return [str(name) for name in result.thermocouple.values] if "thermocouple_temperature" in result else []


def of_measured(result: xr.Dataset, trace: Trace, line: Line, mark: str, named: bool) -> Reading:
    """Return a measured line, its readings during the run, and how far the simulated one of its name is from it."""
    steps = result.step_time.values
    inside = (trace.time_s >= steps[0]) & (trace.time_s <= steps[-1])
    rms_c = rms_difference_c(result, trace)
    label = spoken("{name}, measured", name=trace.name) if named else spoken("measured")
    if not np.isfinite(trace.temperature_c[inside]).any():
        label += f": {spoken(NOT_IN_RUN)}"
    elif math.isfinite(rms_c):
        label += spoken(", rms {rms_c:.1f} °C", rms_c=rms_c)
    return Reading(label, trace.time_s[inside], trace.temperature_c[inside], line._replace(width_pt=MEASURED_PT), mark)


def key_of(reading: Reading, look: Look) -> Key:
    """Return the key of a line for a legend."""
    return Key(Line2D([], [], **drawn_as(reading, look)), spoken(reading.label))


def drawn_as(reading: Reading, look: Look) -> dict[str, Any]:
    """Return how a line is drawn: simulated ones thick or dashed, measured ones thin with marks."""
    line = reading.line.thicker(look.lines)
    plain: dict[str, Any] = {"color": line.colour, "linewidth": line.width_pt}
    if not reading.mark:
        return {**plain, "linestyle": line.dashes}
    return {
        **plain, "linestyle": "-", "marker": reading.mark, "markersize": MARKER_PT * look.lines,
        "markerfacecolor": "white", "markeredgewidth": line.width_pt,
    }  # fmt: skip


def draw_temperatures(axes: Axes, readings: Sequence[Reading], look: Look, headroom: float) -> None:
    """Draw the lines of the panel, the first on top of the others; measured ones over them all."""
    for number, reading in enumerate(readings):
        every = max(1, -(-reading.time_s.size // MARKS_PER_TRACE))
        name = "tip temperature" if reading.label == TIP else f"temperature: {reading.label}"
        axes.plot(
            reading.time_s, reading.temperature_c, gid=name, label=reading.label, markevery=every,
            zorder=(4.0 if reading.mark else 3.0) - 0.01 * number, **drawn_as(reading, look),
        )  # fmt: skip
    axes.set_ylabel(spoken("temperature (°C)") if len(readings) > 1 else spoken("tip temperature (°C)"))
    low, high = axes.get_ylim()
    axes.set_ylim(low, low + headroom * (high - low))
