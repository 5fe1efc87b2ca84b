"""The rules for a value: what it means, what is allowed, and what to say when it is something else.

A rule stands beside the type of a field, so that the check, the message and the comment in a scenario file
come from one line: ``at_c: Annotated[float, between(0, 100, "°C", "temperature the tip is kept at")]``.
Every rule has ``about`` (what the value means), ``unit``, ``allowed`` (words that follow "must be"),
``fault(value)`` (what is wrong, or nothing) and ``tidy(value)`` (an allowed value as it is stored).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Real
from typing import Any

from ..units import KELVIN_AT_0_C
from .wording import counted, listed, nearest_phrase, plain, shown

# Slips that can be recognised: unit expected -> unit probably meant, its name, and the factor; the likeliest first.
SLIPS: dict[str, tuple[tuple[str, str, float], ...]] = {
    "mm": (("m", "metres", 1000), ("cm", "centimetres", 10), ("µm", "micrometres", 0.001)),
    "kg/m³": (("g/cm³", "g/cm³", 1000),),
    "J/kg/K": (("J/g/K", "J/g/K", 1000),),
    "J/mol": (("kJ/mol", "kJ/mol", 1000),),
}
LIKELY_METRES_BELOW_MM = 0.1
LARGE = 5  # a number so many times above the highest allowed one may be written in a smaller unit
NUMBER_AND_UNIT = re.compile(r"\s*([-+]?\d+(?:[.,]\d+)?)\s*(\D{0,10})")
LONGEST_TYPED = 40
TYPED_SPACES = "\u00a0\u2009\u202f"  # spaces that typographers put before a unit


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Number:
    """A finite number between two limits."""

    about: str
    unit: str
    low: float
    high: float
    above_low: bool = False
    remark: str = ""

    @property
    def allowed(self) -> str:
        """Say what is allowed, in words that follow 'must be'."""
        unit = f" {self.unit}" if self.unit else ""
        if self.above_low:
            return f"above {plain(self.low)} and at most {plain(self.high)}{unit}"
        return f"between {plain(self.low)} and {plain(self.high)}{unit}"

    def fault(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        number = as_number(value)
        if number is None:
            return f"is {shown(value)}; must be a number {self.allowed}{without_quotes(value)}"
        if self.holds(number):
            return ""
        unit = f" {self.unit}" if self.unit and math.isfinite(number) else ""
        told = plain(number) if math.isfinite(number) else shown(value)
        remark = f". {self.remark}" if self.remark else ""
        return f"is {told}{unit}; must be {self.allowed}{remark}{self.slip(number)}"

    def holds(self, number: float) -> bool:
        """Tell whether a number is allowed."""
        above = number > self.low if self.above_low else number >= self.low
        return above and number <= self.high and math.isfinite(number)

    def slip(self, number: float) -> str:
        """Name the unit that the number seems to be written in."""
        if self.unit == "°C" and self.low <= number - KELVIN_AT_0_C <= self.high:
            return f". It looks like kelvin: {plain(number)} K is {number - KELVIN_AT_0_C:.6g} °C"
        low_metres = self.unit == "mm" and 0 < number < LIKELY_METRES_BELOW_MM <= self.low
        for other, words, factor in SLIPS.get(self.unit, ()):
            goes_right = number < self.low if factor > 1 else number > LARGE * self.high
            if goes_right and self.holds(number * factor):
                return f". It looks like {words}: {plain(number)} {other} is {number * factor:.6g} {self.unit}"
        if low_metres:
            return f". It looks like metres: {plain(number)} m is {number * 1000:.6g} mm"
        return ""

    def tidy(self, value: Any) -> float:
        """Return an allowed value as it is stored."""
        return float(value)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Choice:
    """One of a few names or whole numbers."""

    about: str
    options: tuple[str | int, ...]
    unit: str = ""
    remarks: tuple[tuple[str, str], ...] = ()
    remedy: str = ""
    in_words: str = ""

    @property
    def allowed(self) -> str:
        """Say what is allowed, in words that follow 'must be'."""
        return self.in_words or listed([shown(option) for option in self.options])

    def fault(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        if self.tidy(value) in self.options and not isinstance(value, bool):
            return ""
        for given, remark in self.remarks:
            if isinstance(value, str) and value == given:
                return f"is {shown(value)}; {remark}"
        near = nearest_phrase(value, self.options) if isinstance(value, str) and len(self.options) > 3 else ""
        remedy = f". {self.remedy}" if self.remedy else ""
        return f"is {shown(value)}; must be {self.allowed}{near}{remedy}"

    def tidy(self, value: Any) -> str | int:
        """Return an allowed value as it is stored."""
        if isinstance(value, str):
            return str(value)
        number = as_number(value)
        return int(number) if number is not None and number.is_integer() else ""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Text:
    """Some words; a single line unless said otherwise."""

    about: str
    longest: int = 200
    may_be_empty: bool = True
    several_lines: bool = False
    pattern: str = ""
    pattern_in_words: str = ""
    unit: str = ""

    @property
    def allowed(self) -> str:
        """Say what is allowed, in words that follow 'must be'."""
        lines = "text" if self.several_lines else "one line of text"
        words = f" of {self.pattern_in_words}" if self.pattern_in_words else ""
        least = "" if self.may_be_empty else ", not empty"
        return f"{lines}{words}, at most {self.longest} characters{least}"

    def fault(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        if not isinstance(value, str):
            return f"is {shown(value)}; must be {self.allowed}"
        fits = len(value) <= self.longest and (self.may_be_empty or bool(value.strip()))
        if fits and not self.strange(value) and (not self.pattern or re.fullmatch(self.pattern, value)):
            return ""
        return f"is {shown(value)}; must be {self.allowed}"

    def strange(self, value: str) -> bool:
        """Tell whether a text holds control characters or halves of characters."""
        blanks = TYPED_SPACES + ("\n\t" if self.several_lines else "")
        return any(not (each.isprintable() or each in blanks) for each in value)

    def tidy(self, value: Any) -> str:
        """Return an allowed value as it is stored."""
        return str(value)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Place:
    """A point: its x, y and z."""

    about: str
    each: Number
    unit: str = "mm"

    @property
    def allowed(self) -> str:
        """Say what is allowed, in words that follow 'must be'."""
        return f"three numbers x, y and z, each {self.each.allowed}"

    def fault(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        if not isinstance(value, list | tuple):
            return f"is {shown(value)}; must be {self.allowed}"
        if len(value) != 3:
            return f"has {counted(len(value), 'entry', 'entries')}; must be {self.allowed}"
        faults = [f"has {axis} that {self.each.fault(each)}" for axis, each in zip("xyz", value, strict=True)]
        return next((text for text, each in zip(faults, value, strict=True) if self.each.fault(each)), "")

    def tidy(self, value: Any) -> tuple[float, ...]:
        """Return an allowed value as it is stored."""
        return tuple(float(each) for each in value)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Several:
    """A list of so many values, each under a rule of its own."""

    about: str
    low: int
    high: int
    each: Number | Place | None = None
    unit: str = ""
    example: str = ""
    more: str = ""
    may_be_function: bool = False

    @property
    def allowed(self) -> str:
        """Say what is allowed, in words that follow 'must be'."""
        return f"a list of {self.low} to {self.high}"

    def fault(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        if not isinstance(value, list | tuple):
            return f"is {shown(value)}; must be {self.allowed}"
        if not self.low <= len(value) <= self.high:
            return f"has {counted(len(value), 'entry', 'entries')}; must be {self.allowed}"
        return ""

    def tidy(self, value: Any) -> tuple[Any, ...]:
        """Return an allowed value as it is stored."""
        return tuple(value)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class About:
    """The meaning of a part that is checked by its own rules."""

    about: str
    allowed: str = ""
    unit: str = ""

    def fault(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        return f"is {shown(value)}"

    def tidy(self, value: Any) -> Any:
        """Return an allowed value as it is stored."""
        return value


Rule = Number | Choice | Text | Place | Several | About


def without_quotes(value: object) -> str:
    """Say how to write a number that was given as text, with or without its unit."""
    found = NUMBER_AND_UNIT.fullmatch(value) if isinstance(value, str) and len(value) < LONGEST_TYPED else None
    return f". Write the number alone, without quotes: {found[1].replace(',', '.')}" if found else ""


def as_number(value: object) -> float | None:
    """Return a real number as a float; None for anything else, truth values among it."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def between(low: float, high: float, unit: str, about: str, remark: str = "") -> Number:
    """Allow numbers from low to high, both included."""
    return Number(about=about, unit=unit, low=low, high=high, remark=remark)


def positive(high: float, unit: str, about: str, remark: str = "") -> Number:
    """Allow numbers above zero, up to a limit."""
    return Number(about=about, unit=unit, low=0.0, high=high, above_low=True, remark=remark)


def one_of(options: Iterable[str | int], about: str, remedy: str = "", unit: str = "", **remarks: str) -> Choice:
    """Allow a few names or whole numbers; ``remarks`` answer particular other ones."""
    return Choice(about=about, options=tuple(options), remedy=remedy, unit=unit, remarks=tuple(remarks.items()))
