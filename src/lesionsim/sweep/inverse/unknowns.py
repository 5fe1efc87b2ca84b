"""The inputs that an inverse question may change: ranges and levels, by short name or dotted key."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.library import change
from lesionsim.scenario import Scenario
from lesionsim.scenario.checks import Choice, as_number
from lesionsim.scenario.wording import plain, shown
from lesionsim.sweep.design.distributions import Distribution, LogUniform, Uniform
from lesionsim.sweep.design.levels import Levels
from lesionsim.sweep.design.names import TIMED, canonical, check_apart, check_keys, dotted, meaning, pattern, rules
from lesionsim.sweep.design.timing import protocol_changes, timing_of

WORDS = {
    "temperature_c": "set temperature", "hold_s": "hold", "ramp_s": "ramp", "cooldown_s": "cool-down",
    "gauge": "gauge", "tip_mm": "length of the bare tip",
}  # fmt: skip
MOST_COMBINATIONS = 60  # of levels
MOST_RANGES = 3
ALLOWED = "a range (low, high) or a list of levels"

Values = dict[str, Any]


class Input(NamedTuple):
    """One input: its name as it was typed, what it may be, and its unit."""

    name: str
    source: Uniform | LogUniform | Levels
    unit: str

    @property
    def continuous(self) -> bool:
        """Tell whether it has a range."""
        return not isinstance(self.source, Levels)

    @property
    def words(self) -> str:
        """Say what it is, briefly."""
        return WORDS.get(self.name, self.name)

    def told(self, value: Any) -> str:
        """Write a value of it with its name and unit."""
        amount = f"{value:.4g}" if isinstance(value, float) else str(value)
        return f"{self.name} {amount} {self.unit}".rstrip()


def inputs_from(scenario: Scenario, vary: object) -> tuple[Input, ...]:
    """Return the inputs that may change.

    Raises
    ------
    ScenarioError
        When a key is unknown, or its range or levels cannot be used; every problem is listed.

    Examples
    --------
    >>> import lesionsim as ls
    >>> for each in inputs_from(ls.load("b1"), {"temperature_c": (60, 90), "gauge": [18, 20]}):
    ...     print(each.words, each.source, each.unit)
    set temperature uniform from 60 to 90 °C
    gauge 18 or 20
    """
    if not isinstance(vary, Mapping) or not vary:
        example = 'such as {"temperature_c": (60, 90), "gauge": [18, 20]}'
        raise ScenarioError(Problem("vary", f"is {shown(vary)}; must map inputs to {ALLOWED}, {example}"))
    found: list[Input] = []
    problems: list[Problem] = []
    for name, given in vary.items():
        try:
            found.append(input_from(scenario, name, given))
        except ScenarioError as error:
            problems += error.within("vary").problems
    problems = problems or list(wrong_together(found))
    if problems:
        raise ScenarioError(*problems)
    check_apart(each.name for each in found)
    return tuple(found)


def input_from(scenario: Scenario, name: object, given: object) -> Input:
    """Return one input."""
    key = canonical(name)
    check_keys(scenario, [key])
    if key in TIMED:
        timing_of(scenario, key)
    try:
        return Input(key, source_from(key, given), meaning(key).unit)
    except ScenarioError as error:
        raise error.within(key) from None


def source_from(name: str, given: object) -> Uniform | LogUniform | Levels:
    """Return what an input may be; a range of whole numbers, such as gauges, becomes levels."""
    if isinstance(given, Levels | LogUniform | Uniform):
        return given
    if isinstance(given, Distribution):
        low, high = given.limits
        if not (math.isfinite(low) and math.isfinite(high)):
            raise ScenarioError(f"is {given}; must have limits, low and high: all between them is searched")
        return Uniform(low=low, high=high)
    if isinstance(given, list):
        return Levels(tuple(given))
    if as_number(given) is not None or isinstance(given, str):
        raise ScenarioError(f"is {shown(given)}, one value; must be {ALLOWED}, or set it in the scenario")
    numbers = [as_number(each) for each in given] if isinstance(given, tuple) else []
    if len(numbers) != 2 or None in numbers:
        raise ScenarioError(f"is {shown(given)}; must be {ALLOWED}")
    between = Uniform(low=numbers[0], high=numbers[1])  # type: ignore[arg-type]
    rule = rules()[pattern(name)][0]
    if isinstance(rule, Choice):
        return Levels(tuple(each for each in rule.options if isinstance(each, int) and inside(each, between)))
    return between


def inside(value: float, source: Uniform) -> bool:
    """Tell whether a value lies in a range."""
    return source.low <= value <= source.high


def wrong_together(inputs: list[Input]) -> Iterator[Problem]:
    """Tell what is too much to search."""
    ranges = [each.name for each in inputs if each.continuous]
    if len(ranges) > MOST_RANGES:
        told = f"has {len(ranges)} ranges ({', '.join(ranges)}); at most {MOST_RANGES} can be searched at once"
        yield Problem("vary", f"{told}: give some as lists of levels, or leave them as they are")
    levels = math.prod(len(each.source.values) for each in inputs if isinstance(each.source, Levels))
    if levels > MOST_COMBINATIONS:
        yield Problem("vary", f"has {levels} combinations of levels; must be at most {MOST_COMBINATIONS}")


def ranges_of(inputs: tuple[Input, ...]) -> list[Input]:
    """Return the inputs with a range."""
    return [each for each in inputs if each.continuous]


def combinations(inputs: tuple[Input, ...]) -> list[Values]:
    """Return every combination of levels; a single empty one without levels."""
    stepped = [(each.name, each.source.values) for each in inputs if isinstance(each.source, Levels)]
    names = [name for name, _ in stepped]
    return [dict(zip(names, chosen, strict=True)) for chosen in itertools.product(*(values for _, values in stepped))]


def scenario_with(scenario: Scenario, values: Values) -> Scenario:
    """Return a scenario with inputs changed, by short name or dotted key.

    Examples
    --------
    >>> import lesionsim as ls
    >>> print(scenario_with(ls.load("b1"), {"temperature_c": 70, "hold_s": 60, "gauge": 18}))
    b1: 18 G probe, 10 mm bare tip; hold 70 °C for 60 s; in B1 muscle
    """
    changes: Values = {dotted(name): value for name, value in values.items() if name not in TIMED}
    timing = {name: value for name, value in values.items() if name in TIMED}
    if timing:
        changes |= protocol_changes(timing_of(scenario, next(iter(timing))), timing)
    return change(scenario, changes)


def told_place(inputs: tuple[Input, ...], values: Values) -> str:
    """Write the values of all inputs."""
    return ", ".join(each.told(values[each.name]) for each in inputs)


def plain_levels(values: Values) -> str:
    """Write the levels of a combination, for a legend."""
    return ", ".join(f"{name} {value if isinstance(value, str) else plain(value)}" for name, value in values.items())
