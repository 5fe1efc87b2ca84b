"""Plain Python functions in place of numbers: asked once, when a noun is built, and kept as entries of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ..errors import Problem, ScenarioError
from .checks import Number
from .wording import plain

CLOSE = 1e-3  # how far straight lines between the entries may be from the function, relative
MOST_HALVINGS = 8  # of a piece
MOST_ENTRIES = 1000  # of a table
LONGEST_REASON = 200


@dataclass(kw_only=True)
class Asked:
    """A function, the field that it was given for, and where it is asked; every answer is kept."""

    function: Callable[[float], Any]
    name: str
    rule: Number
    low: float
    high: float
    pieces: int
    place: str = "at {} °C"
    least: float = 0.0  # how close a line must be does not shrink with values below this
    known: dict[float, float] = field(default_factory=dict)

    def at(self, x: float) -> str:
        """Say where."""
        return self.place.format(plain(round(x, 6)))

    def value(self, x: float) -> float:
        """Return the function's answer, asked for once; one that is not allowed is a ``ScenarioError``."""
        if x not in self.known:
            given = self.answer(x)
            fault = self.rule.fault(given)
            if fault:
                raise ScenarioError(Problem(self.name, f"{self.at(x)} {fault}"))
            self.known[x] = float(given)
        return self.known[x]

    def answer(self, x: float) -> Any:
        """Ask the function; whatever goes wrong in it becomes a ``ScenarioError``."""
        try:
            given = self.function(x)
        except Exception as error:
            words = " ".join(str(error).split())[:LONGEST_REASON]
            reason = f"{type(error).__name__}: {words}" if words else type(error).__name__
            told = f"{self.at(x)} is a function that raised {reason}; it must return a number {self.rule.allowed}"
            raise ScenarioError(Problem(self.name, told)) from error
        return given.item() if getattr(given, "shape", None) == () else given  # a number of NumPy

    def is_straight(self, a: float, b: float) -> bool:
        """Tell whether a straight line follows the function closely, at a quarter, the middle and three quarters."""
        for part in (0.5, 0.25, 0.75):
            true = self.value(a + part * (b - a))
            line = self.value(a) + part * (self.value(b) - self.value(a))
            if abs(line - true) > CLOSE * max(abs(true), self.least):
                return False
        return True


def entries(asked: Asked) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return places and values between which straight lines follow a function to within 0.1 %."""
    places = [asked.low + i * (asked.high - asked.low) / asked.pieces for i in range(asked.pieces)] + [asked.high]
    for x in places:
        asked.value(x)  # all of them first, so that what is wrong is told where it begins
    kept = [asked.low]
    for a, b in pairwise(places):
        kept += ends(asked, a, b, MOST_HALVINGS)
        if len(kept) > MOST_ENTRIES:
            told = f"{asked.at(b)} is a function that has bent too often: at most {MOST_ENTRIES} entries may follow it"
            raise ScenarioError(Problem(asked.name, f"{told}; it must be smoother, or given as a table"))
    return tuple(kept), tuple(map(asked.value, kept))


def ends(asked: Asked, a: float, b: float, halvings: int) -> Iterator[float]:
    """Yield the ends of the pieces between two places, each halved until a straight line is close."""
    if asked.is_straight(a, b):
        yield b
    elif halvings == 0:
        told = f"{asked.at(a)} is a function that jumps, from {asked.value(a):.4g} to {asked.value(b):.4g}"
        raise ScenarioError(Problem(asked.name, f"{told}; it must change little by little: spread the change"))
    else:
        yield from ends(asked, a, (a + b) / 2, halvings - 1)
        yield from ends(asked, (a + b) / 2, b, halvings - 1)
