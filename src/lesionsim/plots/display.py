"""The generator panel: what a generator of current shows over time, and the limits that held it back."""

from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.lesion.generator import Display, check_current, display_at_end, overshoot_in_words, shown_trace
from lesionsim.lesion.points import scenario_of
from lesionsim.lesion.withheld import withheld, withheld_briefly
from lesionsim.plots.claims import generator_claim
from lesionsim.plots.displaymarks import (
    draw_limit,
    draw_setting,
    draw_thresholds,
    draw_withheld,
    name_withheld,
    set_over_time,
)
from lesionsim.plots.lettering import POINTS_PER_IN, broken
from lesionsim.plots.looks import SPACING, Look, Room, drawing, framed, look_named
from lesionsim.plots.phases import Phase, phases, shade
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.several import axes_in, paper_in, parameters
from lesionsim.plots.style import QUIET
from lesionsim.plots.telling import Step, Table, tell
from lesionsim.plots.tracelayout import name_above, ready
from lesionsim.texts import spoken

Array = np.ndarray
ROWS, COLUMNS = 2, 3
NUMBERS_EM, LABEL_EM, ALONG_EM, BETWEEN_EM = 2.6, 1.5, 3.3, 1.4  # around the panels
MOST_TICKS = 4
HEADROOM = 1.3  # above the curve, for the names of the steps
PAPER_HEIGHT_IN = 3.9
MOST_ROWS = 400  # of the table
QUESTION = "What do sensor, power and impedance do over time?"
SEEN = "Sensor temperature, power, impedance, voltage and current over time, and what they are when heating ends"
REVEALED = (
    FRAME,
    Step("sensor temperature", ("*/sensor_temperature", "*/set temperature*")),
    Step("power", ("*/power", "*/set power*", "*power")),
    Step("impedance", ("*/impedance", "*/limit: pause", "*/limit: shut off", "*/thresholds*")),
    Step("voltage and current", ("*/voltage", "*/current", "*/set *", "*voltage", "*current")),
    NUMBERS,
)
WARNING = "#8f1d00"
CALM = "Less and less power keeps the temperature while the tissue around warms up."
WIDE = 2.4  # of a trace, times the look's lines


class Trace(NamedTuple):
    """One line of the display: its variable, its name with unit, its colour."""

    variable: str
    label: str
    colour: str


TRACES = (
    Trace("sensor_temperature", "sensor temperature (°C)", "#7a1f5c"),
    Trace("power", "power (W)", "#3d2200"),
    Trace("impedance", "impedance (ohm)", "#004d33"),
    Trace("voltage", "voltage (V)", "#00429d"),
    Trace("current", "current (mA)", "#5c0011"),
)
CROWDED = ("sensor_temperature", "impedance")  # in their panels there is no room below the curve for more words
SCALES = {"current": 1000.0}  # A to mA
LIMITED = ("voltage", "power", "current")


def generator_panel(result: xr.Dataset, style: str = "slide") -> Figure:
    """Draw sensor temperature, power, impedance, voltage and current over time, as a generator shows them.

    Steps of the protocol are shaded; a limit of the generator that was reached is drawn and named, the time in
    which the impedance stopped the current is shaded grey, and words say whether the generator reached what was set.

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
    >>> from lesionsim.plots.display import generator_panel
    >>> figure = generator_panel(ls.simulate(ls.load("b2")))
    >>> [axes.get_ylabel() for axes in figure.axes[:3]]
    ['sensor temperature (°C)', 'power (W)', 'impedance (ohm)']
    """
    look = look_named(style)
    check_current(result, "the generator panel")
    shown = display_at_end(result)
    with drawing(look):
        few, claim = style == "slide", generator_claim(result, shown)
        series = series_in_words(result, shown)
        given = parameters(result, look, lines=2)
        lossless = not scenario_of(result).generator.series_ohm
        caption = given if few and lossless else parameters(result, look, series, lines=2)
        picture, room = framed(look, claim, caption, None if few else PAPER_HEIGHT_IN)
        spots = places(room, look)
        steps = list(phases(scenario_of(result).protocol))
        for number, (trace, place) in enumerate(zip(TRACES, spots, strict=False)):
            draw_trace(axes_in(picture, place), place, trace, result, steps, look)
            if number < COLUMNS:
                picture.axes[-1].tick_params(labelbottom=False)
            else:
                picture.axes[-1].set_xlabel(spoken("time (s)"))
        write_display(paper_in(picture, spots[-1]), result, shown, look)
        notes = [str(shown), verdict(result, shown)[0], series]
        tell(picture, claim, spoken(SEEN), table_of(result), notes, spoken(QUESTION), given, REVEALED)
    return picture


def table_of(result: xr.Dataset) -> Table:
    """Return what the generator shows over time."""
    time_s = result["step_time"].values
    shown = [SCALES.get(trace.variable, 1.0) * shown_trace(result, trace.variable) for trace in TRACES]
    every = max(1, -(-time_s.size // MOST_ROWS))
    rows = np.stack([time_s, *shown], axis=1)[::every].tolist()
    return Table(("time (s)", *(trace.label for trace in TRACES)), [tuple(row) for row in rows])


def places(room: Room, look: Look) -> list[Room]:
    """Divide the room into panels, row by row from the upper left; the last holds words."""
    em = look.text_pt / POINTS_PER_IN
    wide = (room.width - (COLUMNS * NUMBERS_EM + (COLUMNS - 1) * BETWEEN_EM) * em) / COLUMNS
    high = (room.height - (2 * LABEL_EM + ALONG_EM + BETWEEN_EM / 2) * em) / ROWS
    lefts = [room.left + NUMBERS_EM * em + k * (wide + (NUMBERS_EM + BETWEEN_EM) * em) for k in range(COLUMNS)]
    lows = [room.low + ALONG_EM * em + high + (LABEL_EM + BETWEEN_EM / 2) * em, room.low + ALONG_EM * em]
    return [Room(left, low, wide, high) for low in lows for left in lefts]


def draw_trace(
    axes: Axes, place: Room, trace: Trace, result: xr.Dataset, steps: list[Phase], look: Look
) -> None:  # fmt: skip
    """Draw one line of the display over time."""
    ready(axes, place.width, place.height, look)
    axes.yaxis.set_major_locator(MaxNLocator(MOST_TICKS, steps=[1, 2, 2.5, 5, 10]))
    scale = SCALES.get(trace.variable, 1.0)
    time_s, values = result["step_time"].values, scale * shown_trace(result, trace.variable)
    axes.plot(time_s, values, color=trace.colour, linewidth=WIDE * look.lines, gid=trace.variable)
    asked = [
        part._replace(start=scale * part.start, end=scale * part.end) for part in set_over_time(result, trace.variable)
    ]
    low, high = limits_for(trace.variable, np.append(values, [part.end for part in asked]))
    axes.set_ylim(low, high)
    axes.set_ylabel(spoken(trace.label))
    draw_setting(axes, asked, trace.variable, look, withheld(result).shut_off_s is not None)
    if trace.variable in LIMITED:
        draw_limit(axes, trace.variable, result, scale, look)
    if trace.variable == "impedance":
        draw_thresholds(axes, result, look)
    draw_withheld(axes, withheld(result), steps[-1].end_s)
    if not asked and trace.variable not in CROWDED:
        name_withheld(axes, withheld(result), steps[-1].end_s, look)
    name_above(axes)
    shade(axes, steps, look, named=trace.variable in {each.variable for each in TRACES[:COLUMNS]})


def limits_for(name: str, values: Array) -> tuple[float, float]:
    """Return limits from zero, or from below the lowest temperature, with room for names above."""
    low = float(np.nanmin(values)) if name == "sensor_temperature" else 0.0
    high = float(np.nanmax(values)) if np.isfinite(values).any() else 1.0
    reach = max(high - low, 1e-3)
    return low - (0.05 * reach if low else 0.0), low + HEADROOM * reach


def write_display(axes: Axes, result: xr.Dataset, shown: Display, look: Look) -> None:
    """Write what the display shows when heating ends, and what went wrong."""
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    setting = spoken("set {kept:g} {unit}", kept=shown.kept, unit=shown.unit)
    sensor = spoken("sensor {sensor_c:.1f} °C", sensor_c=shown.sensor_c)
    lines = [
        f"{sensor} ({setting})" if shown.mode == "temperature" else f"{sensor} · {setting}",
        f"{shown.voltage_v:.1f} V · {1000 * shown.current_a:.0f} mA",
        f"{shown.impedance_ohm:.0f} ohm · {shown.power_w:.2f} W",
    ]
    told = "\n".join(broken(line, width, look.text_pt) for line in lines)
    axes.text(0, height, spoken("when heating ends"), va="bottom", fontweight="bold", gid="display head")
    axes.text(0, height - 0.4 * look.line_in, told, va="top", linespacing=1.25, gid="display")
    below = height - (0.9 + 1.2 * (1 + told.count("\n"))) * look.line_in
    words, faulty = verdict(result, shown)
    if look.name == "slide" and not faulty:
        return
    axes.text(0, below, broken(words, width, look.text_pt, bold=faulty), va="top", linespacing=SPACING,
              color=WARNING if faulty else QUIET, fontweight="bold" if faulty else "normal", gid="verdict")  # fmt: skip


def verdict(result: xr.Dataset, shown: Display) -> tuple[str, bool]:
    """Return the words below the display, and whether they tell of a fault."""
    stopped = withheld_briefly(result)
    if stopped and (shown.missed or shown.withheld.at(shown.time_s)):
        return stopped, True
    names = spoken(" and of ").join(map(spoken, shown.limits))
    if shown.missed:
        by = spoken(": the limit of {names} held it back", names=names) if names else spoken(" yet")
        return f"{shown.missed}{by}", True
    slowed = spoken("The limit of {names} was reached on the way.", names=names) if names else ""
    calm = CALM if shown.mode == "temperature" else "The generator keeps the {kept}, whatever its sensor reads."
    return stopped or overshoot_in_words(result) or slowed or spoken(calm, kept=spoken(shown.mode)), False


def series_in_words(result: xr.Dataset, shown: Display) -> str:
    """Say what the display adds to the tissue; that it adds nothing where it does not."""
    series_ohm = scenario_of(result).generator.series_ohm
    if not series_ohm:
        return spoken("a real display adds the impedance of body, pad and leads")
    words = (
        "impedance, voltage and power include {series_ohm:g} ohm of body, pad and leads; "
        "{power_w:.2f} W reach the tissue"
    )
    return spoken(words, series_ohm=series_ohm, power_w=shown.tissue_power_w)
