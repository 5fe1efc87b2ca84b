"""Properties that change with temperature: a number, a line, an exponential, a table, or a function made a table."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from ..errors import Problem, ScenarioError
from .checks import Number, Several, between, positive
from .fields import check_fields
from .functions import Asked, entries
from .wording import counted, plain

COLDEST_C, HOTTEST_C = 0.0, 110.0  # a law must hold over this range, a little beyond what a run can reach
ANY = positive(1e5, "", "a value of a property")
PIECES = 110  # of 1 °C, at whose ends a function is asked


@dataclass(frozen=True, kw_only=True)
class Linear:
    """A property that grows in a straight line: value x (1 + slope_per_c x (T - at_c)).

    >>> value_at(Linear(value=0.5, at_c=37, slope_per_c=0.01), 47)
    0.55
    """

    kind: ClassVar[str] = "linear"
    value: Annotated[float, positive(1e5, "", "the property at the temperature at_c")]
    at_c: Annotated[float, between(COLDEST_C, HOTTEST_C, "°C", "temperature where the property has that value")] = 37.0
    slope_per_c: Annotated[float, between(-1, 1, "per °C", "part of the value gained with each degree")]

    def __post_init__(self) -> None:
        check_fields(self)
        for edge in (COLDEST_C, HOTTEST_C):
            if value_at(self, edge) <= 0:
                raise ScenarioError(
                    Problem(
                        "slope_per_c",
                        f"is {plain(self.slope_per_c)} per °C; must keep the "
                        f"property above 0 from 0 to 110 °C, and at {plain(edge)} °C it is not",
                    )
                )

    def __str__(self) -> str:
        return f"{plain(self.value)} at {plain(self.at_c)} °C, {100 * self.slope_per_c:+.3g} % per °C"


@dataclass(frozen=True, kw_only=True)
class Exponential:
    """A property that grows by the same factor with each degree, up to some temperature: value x exp(rate (T - at_c)).

    >>> round(value_at(Exponential(value=0.5, rate_per_c=0.015), 80), 3)
    0.953
    """

    kind: ClassVar[str] = "exponential"
    value: Annotated[float, positive(1e5, "", "the property at the temperature at_c")]
    at_c: Annotated[float, between(COLDEST_C, HOTTEST_C, "°C", "temperature where the property has that value")] = 37.0
    rate_per_c: Annotated[float, between(-0.1, 0.1, "per °C", "relative gain with each degree")]
    until_c: Annotated[float, between(COLDEST_C, HOTTEST_C, "°C", "temperature from which it stays the same")] = 100.0

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return f"{plain(self.value)} at {plain(self.at_c)} °C, {100 * self.rate_per_c:+.3g} % per °C"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A property given at some temperatures, straight lines between them.

    It must cover the run, from the coldest to the hottest of start, blood, outer wall and tip. Beyond its ends, which
    metabolic heat alone may reach, the end values hold.

    >>> value_at(Table(temperature_c=(20, 90), value=(0.4, 0.6)), 55)
    0.5
    >>> print(Table.from_function(lambda t: 0.45 + 0.001 * t))
    0.45 at 0 °C to 0.56 at 110 °C (table of 111)
    """

    kind: ClassVar[str] = "table"
    temperature_c: Annotated[
        tuple[float, ...],
        Several(
            about="temperatures, strictly increasing",
            low=2,
            high=1000,
            unit="°C",
            each=between(-50, 200, "°C", "a temperature of the table"),
        ),
    ]
    value: Annotated[
        tuple[float, ...],
        Several(
            about="the property at each temperature",
            low=2,
            high=1000,
            each=positive(1e5, "", "a value of the table"),
        ),
    ]

    def __post_init__(self) -> None:
        check_fields(self)
        problems = []
        for i, (before, after) in enumerate(zip(self.temperature_c, self.temperature_c[1:], strict=False), start=1):
            if after <= before:
                problems.append(
                    Problem(
                        f"temperature_c[{i}]",
                        f"is {plain(after)} °C; must be above the one before, "
                        f"{plain(before)} °C: list temperatures in increasing order",
                    )
                )
        if len(self.value) != len(self.temperature_c):
            problems.append(
                Problem(
                    "value",
                    f"has {counted(len(self.value), 'entry', 'entries')}; must have as many as temperature_c, "
                    f"{len(self.temperature_c)}",
                )
            )
        if problems or (problems := jumps(self.temperature_c, self.value)):
            raise ScenarioError(*problems)

    @classmethod
    def from_function(cls, function: Callable[[float], Any], name: str = "function", rule: Number = ANY) -> Table:
        """Return the table that follows a Python function of °C to within 0.1 %, asked at each °C from 0 to 110.

        A field that takes a law takes such a function directly: this is called when the noun is built.
        """
        temperature_c, value = entries(
            Asked(function=function, name=name, rule=rule, low=COLDEST_C, high=HOTTEST_C, pieces=PIECES)
        )
        for i, _ in fast_changes(temperature_c, value):
            told = f"at {plain(temperature_c[i])} °C is a function that changes by more than 20 % with each °C"
            raise ScenarioError(Problem(name, f"{told}; it must change by less: spread the change over more degrees"))
        return cls(temperature_c=temperature_c, value=value)

    def __str__(self) -> str:
        first, last = self.temperature_c[0], self.temperature_c[-1]
        return (
            f"{self.value[0]:.6g} at {plain(first)} °C to {self.value[-1]:.6g} at {plain(last)} °C "
            f"(table of {len(self.value)})"
        )


FASTEST_CHANGE = 1.2  # of a property per °C: what the explicit stages follow


def fast_changes(temperature_c: tuple[float, ...], value: tuple[float, ...]) -> Iterator[tuple[int, float]]:
    """Yield the entries of a table where a property changes too fast for the solver's steps, and how many times."""
    for i in range(1, len(value)):
        times = max(value[i] / value[i - 1], value[i - 1] / value[i])
        if times > FASTEST_CHANGE ** (temperature_c[i] - temperature_c[i - 1]):
            yield i, times


def jumps(temperature_c: tuple[float, ...], value: tuple[float, ...]) -> list[Problem]:
    """Return the problems of entries where a property changes too fast."""
    return [
        Problem(
            f"value[{i}]",
            f"is {plain(value[i])}, {times:.3g} times away from the one before within "
            f"{plain(temperature_c[i] - temperature_c[i - 1])} °C; may change by at most 20 % with each "
            "°C: spread the change over more degrees",
        )
        for i, times in fast_changes(temperature_c, value)
    ]


Law = float | Linear | Exponential | Table


def value_at(law: Law, temperature_c: float) -> float:
    """Return a property at one temperature."""
    if isinstance(law, Linear):
        return law.value * (1 + law.slope_per_c * (temperature_c - law.at_c))
    if isinstance(law, Exponential):
        return law.value * math.exp(law.rate_per_c * (min(temperature_c, law.until_c) - law.at_c))
    if isinstance(law, Table):
        return value_in_table(law, temperature_c)
    return law


def value_in_table(table: Table, temperature_c: float) -> float:
    """Interpolate in a table; its end values hold outside."""
    after = bisect_right(table.temperature_c, temperature_c)
    if after in (0, len(table.value)):
        return table.value[0] if after == 0 else table.value[-1]
    cold, hot = table.temperature_c[after - 1], table.temperature_c[after]
    low, high = table.value[after - 1], table.value[after]
    return low + (high - low) * (temperature_c - cold) / (hot - cold)


def law_problem(name: str, law: Law, rule: Number) -> list[Problem]:
    """Return the problem of a law that leaves a property's limits between 0 and 110 °C."""
    if isinstance(law, float):
        return []
    inside = [t for t in law.temperature_c if COLDEST_C < t < HOTTEST_C] if isinstance(law, Table) else []
    for temperature_c in (COLDEST_C, *inside, HOTTEST_C):
        fault = rule.fault(value_at(law, temperature_c))
        if fault:
            return [Problem(name, f"at {plain(temperature_c)} °C {fault}")]
    return []
