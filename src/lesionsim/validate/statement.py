"""What a paper says, under which conditions, and how the model answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from lesionsim.texts import spoken
from lesionsim.validate.parameters import Parameter
from lesionsim.validate.reading import Reader, Value
from lesionsim.validate.setting import Setting

SIZE, RATIO, BOUND, ORDERING = "size", "ratio", "bound", "ordering"
NUMBERS = (SIZE, RATIO)
VERIFIED, DERIVED, SECONDARY = "verified", "derived", "secondary"
SILENT = ""


class Paper(NamedTuple):
    """A source: its short name, the whole reference, and a DOI or address."""

    short: str
    reference: str
    where: str

    @property
    def address(self) -> str:
        """Where to read it."""
        return f"https://doi.org/{self.where}" if self.where.startswith("10.") else self.where


class Condition(NamedTuple):
    """One condition: what the paper tells (nothing where it is silent), and what the model takes."""

    paper: str
    model: str


class Conditions(NamedTuple):
    """The conditions of a statement, each as the paper tells it and as the model takes it."""

    tissue: Condition
    start: Condition
    blood: Condition
    criterion: Condition
    ramp: Condition
    gauge: Condition
    tip: Condition
    source: Condition


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of a paper, and how the model answers it.

    `low` and `high` are the paper's value with its spread (equal where it gives one number without any); infinite where
    it gives a bound or an ordering. `ask` gives the model's number for each configuration that the paper may have
    meant. `uncounted` says why it is no hit or miss, though shown.
    """

    name: str
    paper: Paper
    rows: tuple[str, ...]
    kind: str
    says: str
    short: str
    low: float
    high: float
    unit: str
    ask: Callable[[Reader], list[Value]]
    setting: Setting
    edge: str
    conditions: Conditions
    parameters: tuple[Parameter, ...]
    sure: str = VERIFIED
    digits: int = 0
    words: str = ""
    uncounted: str = ""
    note: str = ""
    others: bool = field(default=True)  # whether held tips and warm tissue are compared as well

    @property
    def counted(self) -> bool:
        """Tell whether it is a hit or a miss; else it is only shown."""
        return not self.uncounted

    @property
    def is_number(self) -> bool:
        """Tell whether the paper gives a size or a ratio, and not a bound or an ordering."""
        return self.kind in NUMBERS

    @property
    def told(self) -> str:
        """The paper's value in words."""
        if self.words:
            return spoken(self.words)
        ends = [f"{each:.{self.digits}f}" for each in (self.low, self.high)]
        return in_unit(ends[0], self.unit) if ends[0] == ends[1] else in_unit(span(*ends), self.unit)


def span(low: str, high: str) -> str:
    """Return a range in words."""
    return low if low == high else spoken("{low} to {high}", low=low, high=high)


def in_unit(number: str, unit: str) -> str:
    """Return a number with its unit, where it has one.

    >>> in_unit("5", "mm"), in_unit("5", "")
    ('5 mm', '5')
    """
    return f"{number} {spoken(unit)}" if unit else number
