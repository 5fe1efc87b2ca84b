"""The generator of current: what it keeps, how it follows its sensor, and what it cannot exceed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..errors import Problem, ScenarioError
from .checks import between, one_of, positive
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain, shown

KEPT = {"voltage": "set_v", "power": "set_w", "current": "set_a"}
MOST = {"set_v": "most_v", "set_w": "most_w", "set_a": "most_a"}
UNITS = {"set_v": "V", "set_w": "W", "set_a": "A"}


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Generator:
    """A radiofrequency generator that keeps the sensor at the set temperature, by PI control of the squared voltage.

    Gains of 20 V²/K and 8 V²/K/s bring a 20 G tip to its temperature without overshoot; benchmark B2 defines them.

    In the other modes it keeps a voltage, a power or a current and does not follow the protocol's temperatures: a ramp
    raises the kept value from 0 in proportion to time, a hold keeps it, and in a cool-down the generator is off.
    The highest voltage, power and current hold in every mode.

    >>> print(Generator())
    generator up to 40 V and 50 W, sampled every 0.1 s
    >>> print(Generator(mode="power", set_w=10, shut_off_ohm=900))
    generator that keeps 10 W, up to 40 V and 50 W, sampled every 0.1 s, stops above 900 ohm
    """

    kept_by: ClassVar[tuple[str, dict[str, str]]] = ("mode", KEPT)
    mode: Annotated[
        str,
        one_of(
            ("temperature", *KEPT),
            "what the generator keeps: the sensor's temperature as the protocol says, or else set_v, set_w or set_a",
        ),
    ] = "temperature"
    set_v: Annotated[float | None, positive(500, "V", "voltage to keep (mode = voltage)")] = None
    set_w: Annotated[float | None, positive(500, "W", "power to keep (mode = power)")] = None
    set_a: Annotated[float | None, positive(10, "A", "current to keep (mode = current)")] = None
    proportional_v2_per_k: Annotated[float, between(0, 1e4, "V²/K", "squared voltage for each degree too cold")] = 20.0
    integral_v2_per_k_s: Annotated[
        float, between(0, 1e4, "V²/K/s", "squared voltage gained each second for each degree too cold")
    ] = 8.0
    sample_s: Annotated[float, between(0.02, 1, "s", "time between two readings of the sensor")] = 0.1
    most_v: Annotated[float, positive(500, "V", "highest voltage")] = 40.0
    most_w: Annotated[float, positive(500, "W", "highest power")] = 50.0
    most_a: Annotated[float, positive(10, "A", "highest current")] = 2.0
    series_ohm: Annotated[
        float, between(0, 1000, "ohm", "resistance of body, pad and leads, which the display adds to the tip's")
    ] = 0.0
    roll_off_ohm: Annotated[
        float | None,
        positive(100_000, "ohm", "displayed impedance above which the current pauses; left out, it never does"),
    ] = None
    roll_off_pause_s: Annotated[float, between(1, 600, "s", "how long it pauses above roll_off_ohm")] = 15.0
    shut_off_ohm: Annotated[
        float | None,
        positive(
            100_000, "ohm", "displayed impedance above which the current stops until the end; left out, it never does"
        ),
    ] = None

    def __post_init__(self) -> None:
        check_fields(self)
        problems = [*kept_values(self), *impedances(self)]
        if problems:
            raise ScenarioError(*problems)

    @property
    def kept(self) -> float | None:
        """The voltage, power or current to keep; None where the generator follows a temperature."""
        return getattr(self, KEPT[self.mode]) if self.mode in KEPT else None

    def __str__(self) -> str:
        keeps = f" that keeps {plain(self.kept)} {UNITS[KEPT[self.mode]]}," if self.kept is not None else ""
        pause, stop = self.roll_off_ohm, self.shut_off_ohm
        pauses = "" if pause is None else f", pauses for {plain(self.roll_off_pause_s)} s above {plain(pause)} ohm"
        stops = "" if stop is None else f", stops above {plain(stop)} ohm"
        limits = f"up to {plain(self.most_v)} V and {plain(self.most_w)} W"
        return f"generator{keeps} {limits}, sampled every {plain(self.sample_s)} s{pauses}{stops}"


def kept_values(generator: Generator) -> Iterator[Problem]:
    """The value of the mode is given and within the generator's limit, and no other one is given."""
    mode = generator.mode
    keeps = f"keeps {KEPT[mode]}" if mode in KEPT else "follows the protocol's temperatures"
    for other, name in KEPT.items():
        given, most, unit = getattr(generator, name), getattr(generator, MOST[name]), UNITS[name]
        if other != mode and given is not None:
            told = f"is {plain(given)} {unit}, but mode is {shown(mode)}, which {keeps}"
            yield Problem(name, f"{told}; must be left out, or mode be {shown(other)}")
        elif other == mode and given is None:
            told = f"is missing; mode = {shown(mode)} keeps it"
            yield Problem(name, f"{told}: give a number above 0 and at most {plain(most)} {unit} ({MOST[name]})")
        elif other == mode and given > most:
            told = f"is {plain(given)} {unit}; must be at most {plain(most)} {unit}, the highest ({MOST[name]})"
            yield Problem(name, f"{told}: lower it, or raise {MOST[name]}")


def impedances(generator: Generator) -> Iterator[Problem]:
    """The impedances that pause and stop the current can be displayed before they do, and come in that order."""
    series, pause, stop = generator.series_ohm, generator.roll_off_ohm, generator.shut_off_ohm
    for name, value in (("roll_off_ohm", pause), ("shut_off_ohm", stop)):
        if value is not None and value <= series:
            told = (
                f"is {plain(value)} ohm; must be above series_ohm, {plain(series)} ohm, which the display always adds"
            )
            yield Problem(name, told)
    if pause is not None and stop is not None and pause > stop:
        told = f"is {plain(pause)} ohm; must be at most shut_off_ohm, {plain(stop)} ohm, or the current never pauses"
        yield Problem("roll_off_ohm", told)
