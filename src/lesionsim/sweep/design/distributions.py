"""What an input may be: a distribution, or a list of levels. Each turns a place from 0 to 1 into a value."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np

from lesionsim.errors import Problem
from lesionsim.scenario.checks import About, between
from lesionsim.scenario.fields import check_fields
from lesionsim.scenario.wording import plain

from .levels import Levels as Levels
from .places import LARGEST, Array, check, ends_of, logarithm, standard_normal_at, tidy

ANY = between(-LARGEST, LARGEST, "", "a number, in the unit of the key")
ABOVE_ZERO = between(1 / LARGEST, LARGEST, "", "a number above 0, in the unit of the key")
LIMIT = Annotated[float | None, between(-LARGEST, LARGEST, "", "what lies beyond is never drawn")]


@dataclass(frozen=True, kw_only=True)
class Uniform:
    """Every value between two limits is equally likely.

    >>> print(Uniform(low=60, high=90), Uniform(low=60, high=90).at(0.5))
    uniform from 60 to 90 75.0
    """

    kind: ClassVar[str] = "uniform"
    low: Annotated[float, ANY]
    high: Annotated[float, ANY]

    def __post_init__(self) -> None:
        check_fields(self)
        check(in_order(self))

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest value."""
        return self.low, self.high

    def at(self, place: float | Array) -> Any:
        """Return the value, or values, at a place from 0 to 1 (the inverse of the cumulative distribution)."""
        return tidy(place, np.clip(self.low + (self.high - self.low) * np.asarray(place), self.low, self.high))

    def __str__(self) -> str:
        return f"uniform from {plain(self.low)} to {plain(self.high)}"


@dataclass(frozen=True, kw_only=True)
class LogUniform:
    """Every factor between two limits is equally likely: from 1 to 10 as often as from 10 to 100.

    >>> print(LogUniform(low=1, high=100), round(LogUniform(low=1, high=100).at(0.5), 9))
    log-uniform from 1 to 100 10.0
    """

    kind: ClassVar[str] = "log-uniform"
    low: Annotated[float, ABOVE_ZERO]
    high: Annotated[float, ABOVE_ZERO]

    def __post_init__(self) -> None:
        check_fields(self)
        check(in_order(self))

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest value."""
        return self.low, self.high

    def at(self, place: float | Array) -> Any:
        """Return the value, or values, at a place from 0 to 1 (the inverse of the cumulative distribution)."""
        low, high = math.log(self.low), math.log(self.high)
        return tidy(place, np.clip(np.exp(low + (high - low) * np.asarray(place)), self.low, self.high))

    def __str__(self) -> str:
        return f"log-uniform from {plain(self.low)} to {plain(self.high)}"


@dataclass(frozen=True, kw_only=True)
class Normal:
    """The bell curve, cut off at limits where these are given.

    >>> print(Normal(mean=80, sd=2, low=75), Normal(mean=80, sd=2).at(0.5))
    normal with mean 80 and standard deviation 2, from 75 80.0
    """

    kind: ClassVar[str] = "normal"
    mean: Annotated[float, ANY]
    sd: Annotated[float, between(1 / LARGEST, LARGEST, "", "standard deviation, before it is cut off")]
    low: LIMIT = None
    high: LIMIT = None

    def __post_init__(self) -> None:
        check_fields(self)
        check(in_order(self), within_limits(self, "mean"))

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest value, infinite where there is no limit."""
        return ends_of(self.low, self.high, -math.inf)

    def at(self, place: float | Array) -> Any:
        """Return the value, or values, at a place from 0 to 1 (the inverse of the cumulative distribution)."""
        low, high = self.limits
        standard = standard_normal_at(place, (low - self.mean) / self.sd, (high - self.mean) / self.sd)
        return tidy(place, np.clip(self.mean + self.sd * standard, low, high))

    def __str__(self) -> str:
        return f"normal with mean {plain(self.mean)} and standard deviation {plain(self.sd)}{limits_in_words(self)}"


@dataclass(frozen=True, kw_only=True)
class LogNormal:
    """A bell curve of factors: about two thirds lie between median / factor and median x factor.

    >>> print(LogNormal(median=1e-3, factor=2, high=0.01))
    log-normal with median 0.001 and factor 2, up to 0.01
    >>> round(LogNormal(median=5, factor=2).at(0.5), 9)
    5.0
    """

    kind: ClassVar[str] = "log-normal"
    median: Annotated[float, ABOVE_ZERO]
    factor: Annotated[float, between(1.000001, 1e6, "", "the geometric standard deviation, before it is cut off")]
    low: LIMIT = None
    high: LIMIT = None

    def __post_init__(self) -> None:
        check_fields(self)
        check(in_order(self), within_limits(self, "median"))

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest value, 0 and infinite where there is no limit."""
        return ends_of(self.low, self.high, 0.0)

    def at(self, place: float | Array) -> Any:
        """Return the value, or values, at a place from 0 to 1 (the inverse of the cumulative distribution)."""
        low, high = self.limits
        middle, width = math.log(self.median), math.log(self.factor)
        ends = [(logarithm(each) - middle) / width for each in (low, high)]
        return tidy(place, np.clip(np.exp(middle + width * standard_normal_at(place, *ends)), low, high))

    def __str__(self) -> str:
        return f"log-normal with median {plain(self.median)} and factor {plain(self.factor)}{limits_in_words(self)}"


@dataclass(frozen=True, kw_only=True)
class Triangular:
    """Most likely at the mode, and less so in a straight line towards both limits.

    >>> print(Triangular(low=0, mode=1, high=4), Triangular(low=0, mode=1, high=4).at(0.25))
    triangular from 0 to 4, most likely 1 1.0
    """

    kind: ClassVar[str] = "triangular"
    low: Annotated[float, ANY]
    mode: Annotated[float, ANY]
    high: Annotated[float, ANY]

    def __post_init__(self) -> None:
        check_fields(self)
        check(in_order(self), within_limits(self, "mode"))

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest value."""
        return self.low, self.high

    def at(self, place: float | Array) -> Any:
        """Return the value, or values, at a place from 0 to 1 (the inverse of the cumulative distribution)."""
        u, span = np.asarray(place, dtype=float), self.high - self.low
        turn = (self.mode - self.low) / span
        rising = self.low + span * np.sqrt(turn * u)
        falling = self.high - span * np.sqrt((1 - turn) * np.maximum(1 - u, 0))
        return tidy(place, np.clip(np.where(u < turn, rising, falling), self.low, self.high))

    def __str__(self) -> str:
        return f"triangular from {plain(self.low)} to {plain(self.high)}, most likely {plain(self.mode)}"


Distribution = Uniform | LogUniform | Normal | LogNormal | Triangular
Source = Distribution | Levels


def in_order(noun: Any) -> Iterator[Problem]:
    """The lower limit is below the upper one."""
    if noun.low is not None and noun.high is not None and noun.low >= noun.high:
        told = f"is {plain(noun.low)}; must be below high, {plain(noun.high)}"
        yield Problem("low", f"{told}; for a single value give that value alone")


def within_limits(noun: Any, name: str) -> Iterator[Problem]:
    """The middle of a distribution lies within its limits."""
    value, low, high = getattr(noun, name), noun.low, noun.high
    if low is not None and value < low:
        yield Problem(name, f"is {plain(value)}; must be at least low, {plain(low)}")
    if high is not None and value > high:
        yield Problem(name, f"is {plain(value)}; must be at most high, {plain(high)}")


def limits_in_words(noun: Normal | LogNormal) -> str:
    """Return the limits for the end of a line."""
    low = "" if noun.low is None else f"from {plain(noun.low)}"
    high = "" if noun.high is None else f"up to {plain(noun.high)}"
    words = " ".join(filter(None, (low, high)))
    return f", {words}" if words else ""


@dataclass(frozen=True, kw_only=True)
class Varied:
    """One key that varies; its source is read from a table that says its kind."""

    source: Annotated[Uniform | LogUniform | Normal | LogNormal | Triangular | Levels, About(about="how a key varies")]
