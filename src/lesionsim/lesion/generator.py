"""What a generator of current did: its display when heating ends, and the limits that held it back."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from lesionsim.errors import ScenarioError
from lesionsim.lesion.points import scenario_of
from lesionsim.result.end_of_hold import at_end_of_hold
from lesionsim.scenario import Cooldown
from lesionsim.scenario.protocol import end_c

Array = np.ndarray
CLOSE_C = 1.0  # a sensor at most this much below the set temperature has reached it
AT_LIMIT = 1.0 - 1e-6  # of a limit
LIMITS = {"voltage": ("most_v", "V"), "power": ("most_w", "W"), "current": ("most_a", "A")}


@dataclass(frozen=True, kw_only=True)
class Display:
    """What the generator shows when heating ends; `limits` names those that it ever reached."""

    time_s: float
    voltage_v: float
    current_a: float
    power_w: float
    tissue_power_w: float
    impedance_ohm: float
    sensor_c: float
    set_c: float
    limits: tuple[str, ...]

    @property
    def reached_set_temperature(self) -> bool:
        """Whether the sensor is at most 1 °C colder than the generator was asked for."""
        return self.set_c - self.sensor_c <= CLOSE_C

    def __str__(self) -> str:
        return (
            f"At {self.time_s:g} s, when heating ends, the generator shows {self.voltage_v:.1f} V, "
            f"{self.impedance_ohm:.0f} ohm, {self.power_w:.2f} W; its sensor reads {self.sensor_c:.1f} °C"
        )


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
    protocol = scenario_of(result).protocol
    voltage, current = at_end_of_hold(result, "voltage"), at_end_of_hold(result, "current")
    return Display(
        time_s=protocol.end_of_hold_s,
        voltage_v=voltage,
        current_a=current,
        power_w=voltage * current,
        tissue_power_w=at_end_of_hold(result, "power"),
        impedance_ohm=at_end_of_hold(result, "impedance"),
        sensor_c=at_end_of_hold(result, "sensor_temperature"),
        set_c=[end_c(step) for step in protocol.steps if not isinstance(step, Cooldown)][-1],
        limits=tuple(name for name in LIMITS if at_limit(result, name).any()),
    )


def shown_trace(result: xr.Dataset, name: str) -> Array:
    """Return a trace as a generator shows it: power with that in body and leads, no impedance without current."""
    if name == "power":
        return np.asarray(result["voltage"].values * result["current"].values)
    values = np.asarray(result[name].values)
    return np.where(result["current"].values > 0, values, np.nan) if name == "impedance" else values


def limit_of(result: xr.Dataset, name: str) -> float:
    """Return the generator's limit on voltage, power or current, in V, W or A."""
    return float(getattr(scenario_of(result).generator, LIMITS[name][0]))


def at_limit(result: xr.Dataset, name: str) -> Array:
    """Tell for every step whether voltage, power or current is at the generator's limit."""
    return shown_trace(result, name) >= AT_LIMIT * limit_of(result, name)


def shortfall_in_words(shown: Display) -> str:
    """Say that the sensor is not where it was asked to be, and why; nothing where it is."""
    limits = f"; it reached its limit of {' and of '.join(shown.limits)}" if shown.limits else ""
    if not shown.reached_set_temperature:
        return (
            f"The generator could not reach {shown.set_c:g} °C: its sensor is at {shown.sensor_c:.1f} °C when heating "
            f"ends{limits}."
        )
    over = shown.sensor_c - shown.set_c
    return f"The sensor is still {over:.1f} °C above {shown.set_c:g} °C when heating ends." if over > CLOSE_C else ""


def overshoot_in_words(result: xr.Dataset) -> str:
    """Say how far the sensor overshoots where the protocol starts with a hold; nothing where it does not."""
    steps = scenario_of(result).protocol.steps
    hottest, asked = float(result["sensor_temperature"].max()), scenario_of(result).protocol.set_c
    if steps[0].kind != "hold" or hottest <= asked + CLOSE_C:
        return ""
    return f"Without a ramp the sensor overshoots to {hottest:.0f} °C; real generators ramp: try --ramp 10."
