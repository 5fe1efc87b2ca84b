"""Marks in the generator panel: what was set, limits that were reached, and when the current was held back."""

from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from lesionsim.lesion.generator import at_limit, limit_of
from lesionsim.lesion.heating import keeps_temperature, kept_value
from lesionsim.lesion.points import scenario_of
from lesionsim.lesion.withheld import Withheld, withheld
from lesionsim.plots.lettering import POINTS_PER_IN, width_in
from lesionsim.plots.looks import Look
from lesionsim.plots.phases import phases
from lesionsim.plots.style import INK, QUIET, cased
from lesionsim.solver.clock import stretches
from lesionsim.texts import spoken

KEEPS = {"temperature": "sensor_temperature", "voltage": "voltage", "power": "power", "current": "current"}
WITH_STEPS = ("sensor_temperature", "power", "impedance")  # in their panels the steps of the protocol are named
SET_AT = {"sensor_temperature": (0.97, 0.06), "power": (0.72, 0.3)}  # place of these words, axes' shares
SET_AT_TOP = (0.97, 0.82)  # where no step is named
SET_AT_MIDDLE = (0.97, 0.5)  # between what was set and a curve that has fallen
LIMIT = "#b00020"
WITHOUT = "#cfcfcf"  # shade of the time without current


class Setting(NamedTuple):
    """What is asked for over a part of the run."""

    start_s: float
    end_s: float
    start: float
    end: float


def set_over_time(result: xr.Dataset, name: str) -> list[Setting]:
    """Return what the generator is asked for, where this variable is what it keeps; else nothing."""
    scenario = scenario_of(result)
    if name != KEEPS[scenario.generator.mode]:
        return []
    parts = [part for part in stretches(scenario.protocol, scenario.start_c) if part.held]
    if keeps_temperature(scenario):
        return [Setting(p.start_s, p.start_s + p.duration_s, p.tip_start_c, p.tip_end_c) for p in parts]
    full, ramps = kept_value(scenario), {each.start_s for each in phases(scenario.protocol) if each.kind == "ramp"}
    return [Setting(p.start_s, p.start_s + p.duration_s, 0.0 if p.start_s in ramps else full, full) for p in parts]


def draw_setting(axes: Axes, asked: list[Setting], name: str, look: Look, shut_off: bool) -> None:
    """Draw what the generator is asked for; nothing where that is another quantity."""
    words = "set temperature" if name == "sensor_temperature" else f"set {name}"
    for number, part in enumerate(asked):
        axes.plot(
            [part.start_s, part.end_s], [part.start, part.end], color=INK, linewidth=1.1 * look.lines,
            linestyle=(0, (4, 2)), gid=f"{words} {number}", zorder=3,
        )  # fmt: skip
    if asked:
        x, y = SET_AT_MIDDLE if shut_off else SET_AT.get(name, SET_AT_TOP)
        axes.text(x, y, spoken("dashed: set"), transform=axes.transAxes, ha="right", va="bottom", color=QUIET,
                  path_effects=cased(), gid=f"{words} in words")  # fmt: skip


def draw_limit(axes: Axes, name: str, result: xr.Dataset, scale: float, look: Look) -> None:
    """Draw and name a limit that the generator reached, thick where it was at it; nothing where it never was."""
    reached = at_limit(result, name)
    if not reached.any():
        return
    limit = scale * limit_of(result, name)
    axes.axhline(limit, color=LIMIT, linewidth=1.2 * look.lines, linestyle=(0, (2, 1.5)), gid=f"limit: {name}")
    line = np.where(reached, limit, np.nan)
    axes.plot(result["step_time"].values, line, color=LIMIT, linewidth=4.0 * look.lines, gid=f"at limit: {name}")
    unit = axes.get_ylabel().rpartition("(")[2].rstrip(")")
    above = name not in WITH_STEPS
    axes.annotate(
        spoken("limit {limit:g} {unit}", limit=limit, unit=unit), (0.97, limit),
        xycoords=axes.get_yaxis_transform(), ha="right", color=LIMIT,
        va="bottom" if above else "top", xytext=(0, (0.2 if above else -0.35) * look.text_pt),
        textcoords="offset points", path_effects=cased(), gid=f"limit in words: {name}",
    )  # fmt: skip


def draw_thresholds(axes: Axes, result: xr.Dataset, look: Look) -> None:
    """Draw and name the impedances that stopped the current; nothing for those that did not."""
    generator, happened = scenario_of(result).generator, withheld(result)
    reached = {
        "pause": generator.roll_off_ohm if happened.pauses else None,
        "shut off": generator.shut_off_ohm if happened.shut_off_s is not None else None,
    }
    told = {name: ohm for name, ohm in reached.items() if ohm is not None}
    for name, ohm in told.items():
        axes.axhline(ohm, color=LIMIT, linewidth=1.2 * look.lines, linestyle=(0, (2, 1.5)), gid=f"limit: {name}")
    if told:
        words = "\n".join(spoken("{what} above {ohm:g} ohm", what=spoken(name), ohm=ohm) for name, ohm in told.items())
        axes.text(0.97, 0.06, words, transform=axes.transAxes, ha="right", va="bottom", color=LIMIT,
                  path_effects=cased(), gid="thresholds in words")  # fmt: skip


def times_without(happened: Withheld, end_s: float) -> list[tuple[str, float, float]]:
    """Return the times without current with the word for each."""
    shut_off_s = happened.shut_off_s
    shut = [] if shut_off_s is None else [("shut off", shut_off_s, end_s)]
    return [*(("paused", *pause) for pause in happened.pauses), *shut]


def draw_withheld(axes: Axes, happened: Withheld, end_s: float) -> None:
    """Shade the time without current."""
    for number, (words, start_s, stop_s) in enumerate(times_without(happened, end_s)):
        axes.axvspan(start_s, stop_s, color=WITHOUT, linewidth=0, zorder=0.5, gid=f"withheld {number}: {words}")


def name_withheld(axes: Axes, happened: Withheld, end_s: float, look: Look) -> None:
    """Write upwards into each time without current what it is, where that fits."""
    figure = axes.get_figure()
    if figure is None:
        return
    width, height = (float(size) / figure.dpi for size in axes.bbox.size)
    for words, start_s, stop_s in times_without(happened, end_s):
        narrow = (stop_s - start_s) / end_s * width < 1.3 * look.text_pt / POINTS_PER_IN
        if not narrow and height > 1.6 * width_in(spoken(words), look.text_pt):
            axes.text((start_s + stop_s) / 2, 0.42, spoken(words), rotation=90, ha="center", va="center", color=INK,
                      transform=axes.get_xaxis_transform(), path_effects=cased(),
                      gid=f"withheld in words: {words}")  # fmt: skip
