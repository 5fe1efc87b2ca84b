"""What an exercise is: a question, reasons to choose from, and a function that computes the answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from lesionsim.errors import ScenarioError

CLOSE = 2.5  # times the tolerance is still close


class Reason(NamedTuple):
    """One of the reasons to choose from; the right one has no belief behind it."""

    letter: str
    text: str
    belief: str = ""


class Trap(NamedTuple):
    """A belief that shows in the number: `when(guess, answer)` tells whether the guess looks like it."""

    belief: str
    when: Callable[[float, float], bool]


@dataclass(frozen=True, kw_only=True)
class Computed:
    """What the model answers.

    Parameters
    ----------
    value : the answer, in the exercise's unit; NaN where no number is asked
    error : numerical error bar of the answer
    spread : (low, high), the answer under every criterion of the run
    numbers : what the explanation tells besides `value`, by the names of its fields
    """

    value: float = math.nan
    error: float | None = None
    spread: tuple[float, float] | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """A question that asks for a guess and its reason before the model answers.

    Parameters
    ----------
    name : what `ask` and `check` call it
    question : text; all texts are English here and spoken in the language in use
    unit : of the number asked: "mm", "s", "°C", "%", "times", ...; "" without one
    reasons : to choose from, exactly one without a belief
    compute : function that asks the model
    explains : why, with fields {value} and those of `Computed.numbers`
    hint : how to estimate on paper first
    look : what to look at
    tolerance : relative; a guess within it is very close, within 2.5 times as much close
    scale : smallest size to hold the error of a guess against, for answers that may be zero
    traps : beliefs that show in the number
    asks_number : False where only the reason is asked
    """

    name: str
    question: str
    reasons: tuple[Reason, ...]
    compute: Callable[[], float | Computed]
    explains: str
    unit: str = ""
    hint: str = ""
    look: str = ""
    tolerance: float = 0.1
    scale: float = 0.0
    traps: tuple[Trap, ...] = ()
    asks_number: bool = True

    def __post_init__(self) -> None:
        letters = [reason.letter for reason in self.reasons]
        if letters != [chr(ord("a") + number) for number in range(len(letters))]:
            raise ScenarioError(f"the reasons of {self.name} are lettered {letters}; letter them a, b, c, ... in order")
        if sum(not reason.belief for reason in self.reasons) != 1:
            raise ScenarioError(f"{self.name} needs exactly one reason without a belief: the right one")

    @property
    def right(self) -> Reason:
        """The reason that the model gives."""
        return next(reason for reason in self.reasons if not reason.belief)

    def reason(self, letter: str) -> Reason | None:
        """Return the reason with a letter, if there is one."""
        return next((reason for reason in self.reasons if reason.letter == letter), None)

    def off(self, guess: float, answer: float) -> float:
        """Return how far a guess is off, relative to the answer or to the exercise's scale; positive when too large."""
        size = max(abs(answer), self.scale)
        return (guess - answer) / size if size else math.copysign(math.inf, guess) if guess else 0.0

    def closeness(self, guess: float, answer: float) -> int:
        """Return 2 for very close, 1 for close, 0 for not close."""
        off = abs(self.off(guess, answer))
        return 2 if off <= self.tolerance else 1 if off <= CLOSE * self.tolerance else 0

    def beliefs_in(self, guess: float, answer: float) -> tuple[str, ...]:
        """Return the beliefs that a number which is not close looks like."""
        return tuple(trap.belief for trap in self.traps if trap.when(guess, answer))


@cache
def computed(exercise: Exercise) -> Computed:
    """Ask the model for an exercise's answer; it is asked once in a session."""
    found = exercise.compute()
    return found if isinstance(found, Computed) else Computed(value=float(found))
