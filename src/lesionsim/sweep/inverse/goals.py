"""What is wanted of a lesion: a value, a side of a value, or as much or as little as can be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario.checks import as_number
from lesionsim.scenario.wording import listed, nearest_phrase, plain, shown


class Measure(NamedTuple):
    """A measure that can be asked for: its words and its unit."""

    words: str
    unit: str


MEASURES = {
    "width_mm": Measure("lesion width", "mm"),
    "length_mm": Measure("lesion length", "mm"),
    "ahead_of_tip_mm": Measure("lesion ahead of the tip", "mm"),
    "behind_tip_mm": Measure("lesion behind the bare tip", "mm"),
    "volume_mm3": Measure("lesion volume", "mm³"),
    "nerve_covered_mm": Measure("covered length of the nerve", "mm"),
    "nerve_covered_fraction": Measure("covered share of the nerve", ""),
    "nerve_gap_mm": Measure("gap between nerve and lesion", "mm"),
}
NERVE = tuple(name for name in MEASURES if name.startswith("nerve_"))
LEAST = {"nerve_gap_mm": -math.inf}  # of a wanted value; 0 for all others
TWO_WAYS = 'such as {"width_mm": 6.0}, or {"nerve_covered_mm": AtLeast(10)}'


@dataclass(frozen=True)
class Exactly:
    """One value, perhaps with a tolerance to both sides.

    >>> print(Exactly(6.0, tolerance=0.2))
    6 ± 0.2
    """

    value: float
    tolerance: float = 0.0

    def __post_init__(self) -> None:
        check_numbers(self, "value", "tolerance")
        if self.tolerance < 0:
            raise ScenarioError(Problem("tolerance", f"is {plain(self.tolerance)}; must be 0 or above"))

    def __str__(self) -> str:
        return f"{self.value:g} ± {self.tolerance:g}" if self.tolerance else f"{self.value:g}"

    def margin(self, value: float) -> float:
        """Return how far inside the goal a value is; negative outside, in the measure's unit."""
        return self.tolerance - abs(value - self.value)


@dataclass(frozen=True)
class AtLeast:
    """A value or more.

    >>> print(AtLeast(10))
    at least 10
    """

    value: float

    def __post_init__(self) -> None:
        check_numbers(self, "value")

    def __str__(self) -> str:
        return f"at least {self.value:g}"

    def margin(self, value: float) -> float:
        """Return how far inside the goal a value is; negative outside, in the measure's unit."""
        return value - self.value


@dataclass(frozen=True)
class AtMost:
    """A value or less.

    >>> print(AtMost(200))
    at most 200
    """

    value: float

    def __post_init__(self) -> None:
        check_numbers(self, "value")

    def __str__(self) -> str:
        return f"at most {self.value:g}"

    def margin(self, value: float) -> float:
        """Return how far inside the goal a value is; negative outside, in the measure's unit."""
        return self.value - value


@dataclass(frozen=True)
class Maximise:
    """As much as can be, where another goal pulls the other way."""

    def __str__(self) -> str:
        return "as much as can be"


@dataclass(frozen=True)
class Minimise:
    """As little as can be, where another goal pulls the other way."""

    def __str__(self) -> str:
        return "as little as can be"


Goal = Exactly | AtLeast | AtMost | Maximise | Minimise
WORDS: dict[str, Goal] = {
    "maximise": Maximise(), "maximize": Maximise(), "max": Maximise(),
    "minimise": Minimise(), "minimize": Minimise(), "min": Minimise(),
}  # fmt: skip


def check_numbers(goal: object, *names: str) -> None:
    """Refuse what is no finite number, and store floats."""
    for name in names:
        number = as_number(getattr(goal, name))
        if number is None or not math.isfinite(number):
            raise ScenarioError(Problem(name, f"is {shown(getattr(goal, name))}; must be a finite number"))
        object.__setattr__(goal, name, number)


def goals_from(given: object) -> dict[str, Goal]:
    """Return the goals by measure; numbers are wanted values, words such as "maximise" are understood.

    Raises
    ------
    ScenarioError
        When a measure is not known, or its goal is none; every problem is listed.

    Examples
    --------
    >>> goals_from({"width_mm": 6, "volume_mm3": "minimise"})
    {'width_mm': Exactly(value=6.0, tolerance=0.0), 'volume_mm3': Minimise()}
    """
    if not isinstance(given, Mapping) or not given:
        raise ScenarioError(Problem("goals", f"is {shown(given)}; must map measures to what is wanted, {TWO_WAYS}"))
    goals: dict[str, Goal] = {}
    problems: list[Problem] = []
    for name, wanted in given.items():
        try:
            goals[measure_named(name)] = goal_from(str(name), wanted)
        except ScenarioError as error:
            problems += error.within("goals").problems
    if problems:
        raise ScenarioError(*problems)
    return goals


def measure_named(name: object) -> str:
    """Return the name of a measure that can be asked for."""
    if isinstance(name, str) and name in MEASURES:
        return name
    near = nearest_phrase(name, MEASURES) if isinstance(name, str) else f"; must be {listed(list(MEASURES))}"
    raise ScenarioError(Problem(shown(name).strip("'"), f"is no measure of a lesion{near}"))


def goal_from(name: str, wanted: object) -> Goal:
    """Return one goal."""
    if isinstance(wanted, Goal):
        goal = wanted
    elif isinstance(wanted, str) and wanted.strip().lower() in WORDS:
        return WORDS[wanted.strip().lower()]
    elif as_number(wanted) is None:
        told = f"is {shown(wanted)}; must be a number, AtLeast(10), AtMost(10), Exactly(6, tolerance=0.2)"
        raise ScenarioError(Problem(name, f'{told}, "maximise" or "minimise"'))
    else:
        try:
            goal = Exactly(wanted)  # type: ignore[arg-type]
        except ScenarioError as error:
            raise error.within(name) from None
    low = LEAST.get(name, 0.0)
    if isinstance(goal, Exactly | AtLeast | AtMost) and not goal.value >= low:
        raise ScenarioError(Problem(name, f"is {goal}; must be {plain(low)} or above"))
    if name == "nerve_covered_fraction" and isinstance(goal, Exactly | AtLeast) and goal.value > 1:
        raise ScenarioError(Problem(name, f"is {goal}; a share lies between 0 and 1"))
    return goal


def in_words(name: str, goal: Goal) -> str:
    """Write a goal with its measure.

    >>> in_words("width_mm", Exactly(6)), in_words("nerve_covered_mm", AtLeast(10))
    ('lesion width 6 mm', 'covered length of the nerve at least 10 mm')
    """
    measure = MEASURES[name]
    if isinstance(goal, Maximise | Minimise):
        return f"{measure.words} {goal}"
    return f"{measure.words} {goal} {measure.unit}".rstrip()
