"""What a generator of current did: its display when heating ends, and what held it back."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from lesionsim.errors import ScenarioError
from lesionsim.lesion.heating import keeps_temperature, kept_value, unit_kept
from lesionsim.lesion.points import scenario_of
from lesionsim.lesion.withheld import Withheld, withheld
from lesionsim.result.end_of_hold import at_end_of_hold
from lesionsim.texts import spoken

Array = np.ndarray
CLOSE_C = 1.0  # a sensor at most this much below the set temperature has reached it
AT_LIMIT = 1.0 - 1e-6  # of a limit
LIMITS = {"voltage": ("most_v", "V"), "power": ("most_w", "W"), "current": ("most_a", "A")}


@dataclass(frozen=True, kw_only=True)
class Display:
    """What the generator shows when heating ends; `limits` names those that ever held it back, or then still do.

    `mode` tells what it keeps, `kept` how much: °C, V, W or A. `withheld` tells when the impedance stopped it.
    """

    time_s: float
    voltage_v: float
    current_a: float
    power_w: float
    tissue_power_w: float
    impedance_ohm: float
    sensor_c: float
    mode: str
    kept: float
    unit: str
    limits: tuple[str, ...]
    limits_at_end: tuple[str, ...]
    withheld: Withheld

    @property
    def reached_setting(self) -> bool:
        """Whether the sensor is at most 1 °C colder than asked, or what is kept is not cut when heating ends."""
        if self.mode == "temperature":
            return self.kept - self.sensor_c <= CLOSE_C
        return not self.withheld.at(self.time_s) and not self.limits_at_end

    @property
    def missed(self) -> str:
        """What went wrong, in few words; empty where nothing did."""
        if self.withheld.shut_off_s is not None:
            return spoken("shut off at {time_s:.1f} s", time_s=self.withheld.shut_off_s)
        words = "{kept:g} {unit} not reached" if self.mode == "temperature" else "{kept:g} {unit} not kept"
        return "" if self.reached_setting else spoken(words, kept=self.kept, unit=self.unit)

    def __str__(self) -> str:
        return spoken(
            "At {time_s:g} s, when heating ends, the generator shows {voltage_v:.1f} V, {impedance_ohm:.0f} ohm, "
            "{power_w:.2f} W; its sensor reads {sensor_c:.1f} °C",
            time_s=self.time_s, voltage_v=self.voltage_v, impedance_ohm=self.impedance_ohm, power_w=self.power_w,
            sensor_c=self.sensor_c,
        )  # fmt: skip


def check_current(result: xr.Dataset, what: str) -> None:
    """Refuse results of a held tip, which carry no current.

    Raises
    ------
    ScenarioError
        Which tells how to get a result with current.
    """
    if scenario_of(result).source != "rf":
        raise ScenarioError(
            f"{what} needs current, but this run's tip was held at its temperature without any; run it with "
            'source = "rf", on the command line with --source rf --ramp 10'
        )


def display_at_end(result: xr.Dataset) -> Display:
    """Return what the generator shows when heating ends.

    Raises
    ------
    ScenarioError
        When the run had no current.
    """
    check_current(result, "what a generator shows")
    scenario = scenario_of(result)
    last = int(np.argmin(np.abs(result["step_time"].values - scenario.protocol.end_of_hold_s)))
    voltage, current = at_end_of_hold(result, "voltage"), at_end_of_hold(result, "current")
    return Display(
        time_s=scenario.protocol.end_of_hold_s,
        voltage_v=voltage,
        current_a=current,
        power_w=voltage * current,
        tissue_power_w=at_end_of_hold(result, "power"),
        impedance_ohm=at_end_of_hold(result, "impedance"),
        sensor_c=at_end_of_hold(result, "sensor_temperature"),
        mode=scenario.generator.mode,
        kept=kept_value(scenario),
        unit=unit_kept(scenario),
        limits=tuple(name for name in LIMITS if at_limit(result, name).any()),
        limits_at_end=tuple(name for name in LIMITS if at_limit(result, name)[last]),
        withheld=withheld(result),
    )


def shown_trace(result: xr.Dataset, name: str) -> Array:
    """Return a trace as a generator shows it: power with that in body and leads, no impedance while it is off."""
    if name == "power":
        return np.asarray(result["voltage"].values * result["current"].values)
    values = np.asarray(result[name].values)
    return np.where(is_on(result), values, np.nan) if name == "impedance" else values


def is_on(result: xr.Dataset) -> Array:
    """Tell for every step whether current flowed at its end, or was held back by the impedance."""
    happened, end_s = withheld(result), scenario_of(result).protocol.end_of_hold_s
    held_back = [time_s <= end_s and happened.at(time_s) for time_s in result["step_time"].values]
    return np.asarray((result["current"].values > 0) | np.array(held_back, dtype=bool))


def limit_of(result: xr.Dataset, name: str) -> float:
    """Return the generator's limit on voltage, power or current, in V, W or A."""
    return float(getattr(scenario_of(result).generator, LIMITS[name][0]))


def at_limit(result: xr.Dataset, name: str) -> Array:
    """Tell for every step whether voltage, power or current is at the generator's limit; not where that is kept."""
    scenario = scenario_of(result)
    if scenario.generator.mode == name and kept_value(scenario) <= limit_of(result, name):
        return np.zeros(result["step_time"].size, dtype=bool)
    return shown_trace(result, name) >= AT_LIMIT * limit_of(result, name)


def shortfall_in_words(shown: Display) -> str:
    """Say that what was set is not reached when heating ends, and why; nothing where it is, or none flows any more."""
    if shown.withheld.at(shown.time_s):
        return ""
    if not shown.reached_setting:
        return unreached_in_words(shown)
    over = shown.sensor_c - shown.kept if shown.mode == "temperature" else 0.0
    if over <= CLOSE_C:
        return ""
    words = "The sensor is still {over:.1f} °C above {kept:g} °C when heating ends."
    return spoken(words, over=over, kept=shown.kept)


def unreached_in_words(shown: Display) -> str:
    """Say that what was set is not reached when heating ends, and which limits the generator reached."""
    names = spoken(" and of ").join(map(spoken, shown.limits))
    limits = spoken("; it reached its limit of {names}", names=names) if names else ""
    if shown.mode != "temperature":
        words = "The generator could not keep {kept:g} {unit}{limits}."
        return spoken(words, kept=shown.kept, unit=shown.unit, limits=limits)
    return spoken(
        "The generator could not reach {kept:g} °C: its sensor is at {sensor_c:.1f} °C when heating ends{limits}.",
        kept=shown.kept, sensor_c=shown.sensor_c, limits=limits,
    )  # fmt: skip


def overshoot_in_words(result: xr.Dataset) -> str:
    """Say how far the sensor overshoots where the protocol starts with a hold; nothing where it does not."""
    scenario = scenario_of(result)
    hottest, asked = float(result["sensor_temperature"].max()), scenario.protocol.set_c
    if not keeps_temperature(scenario) or scenario.protocol.steps[0].kind != "hold" or hottest <= asked + CLOSE_C:
        return ""
    words = "Without a ramp the sensor overshoots to {hottest_c:.0f} °C; real generators ramp: try --ramp 10."
    return spoken(words, hottest_c=hottest)
