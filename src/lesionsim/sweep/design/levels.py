"""A few levels that an input may take."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Integral
from typing import Annotated, Any, ClassVar

import numpy as np

from lesionsim.errors import Problem
from lesionsim.scenario.checks import Number, Several, as_number
from lesionsim.scenario.fields import check_fields
from lesionsim.scenario.wording import listed, plain, shown

from .places import LARGEST, Array, check

MOST_LEVELS = 1_000_000
SHOWN_LEVELS = 6

Level = float | int | str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OneLevel(Number):
    """A number, or a word."""

    about: str = "a number or a word"
    unit: str = ""
    low: float = -LARGEST
    high: float = LARGEST

    @property
    def allowed(self) -> str:
        """Say what is allowed, in words that follow 'must be'."""
        return "a finite number or a word"

    def fault(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        number = as_number(value)
        if isinstance(value, str) or (number is not None and abs(number) <= LARGEST):
            return ""
        return f"is {shown(value)}; must be {self.allowed}"

    def tidy(self, value: Any) -> Any:
        """Return an allowed value as it is stored; whole numbers stay whole."""
        if isinstance(value, str):
            return str(value)
        return int(value) if isinstance(value, Integral) else float(value)


@dataclass(frozen=True)
class Levels:
    """A few values, numbers or words, each as often as the others.

    >>> Levels((16, 18, 20)).at(0.4), Levels(["held", "rf"]).at(0.99)
    (18, 'rf')
    """

    kind: ClassVar[str] = "levels"
    values: Annotated[
        tuple[float | int | str, ...],
        Several(about="numbers or words, each once", low=1, high=MOST_LEVELS, each=OneLevel()),
    ]

    def __post_init__(self) -> None:
        check_fields(self)
        check(of_one_sort(self.values), repeated(self.values))

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest number; not a number where there are words."""
        numbers = [each for each in self.values if not isinstance(each, str)]
        return (min(numbers), max(numbers)) if len(numbers) == len(self.values) else (math.nan, math.nan)

    def number_at(self, place: float | Array) -> Array:
        """Return the number of the level at a place, or of the levels at places, from 0 to 1."""
        count = len(self.values)
        return np.clip(np.floor(np.asarray(place) * count), 0, count - 1).astype(np.int64)

    def at(self, place: float | Array) -> Any:
        """Return the value at a place from 0 to 1, or an array of values."""
        numbers = self.number_at(place)
        if numbers.ndim == 0:
            return self.values[int(numbers)]
        words = any(isinstance(each, str) for each in self.values)
        return np.array(self.values, dtype=object if words else None)[numbers]

    def middles(self) -> Array:
        """Return the place in the middle of each level."""
        return (np.arange(len(self.values)) + 0.5) / len(self.values)

    def __str__(self) -> str:
        told = [each if isinstance(each, str) else plain(each) for each in self.values]
        if len(told) > SHOWN_LEVELS:
            return f"{len(told)} levels from {told[0]} to {told[-1]}"
        return listed(told)


def of_one_sort(values: tuple[Level, ...]) -> Iterator[Problem]:
    """Levels are numbers, or all are words."""
    for i, value in enumerate(values):
        if isinstance(value, str) != isinstance(values[0], str):
            told = f"is {shown(value)}, and the first level is {shown(values[0])}"
            yield Problem(f"values[{i}]", f"{told}; levels must be all numbers or all words")
            return


def repeated(values: tuple[Level, ...]) -> Iterator[Problem]:
    """Each level is given once."""
    first: dict[Level, int] = {}
    for i, value in enumerate(values):
        if value in first:
            yield Problem(f"values[{i}]", f"is {shown(value)}, and so is values[{first[value]}]; give each level once")
        first.setdefault(value, i)
