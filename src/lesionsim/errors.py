"""What can go wrong, in words that say what was given, what is allowed and what to do."""

from __future__ import annotations

from typing import NamedTuple

SHOWN_AT_MOST = 20
LONGEST_NAME_SHOWN = 200


def visible(name: str) -> str:
    """Return the name of a file or key as a screen can show it, on one line and not too long.

    >>> print(visible("mine.toml"), visible("two\\nlines.toml"))
    mine.toml 'two\\nlines.toml'
    """
    short = name if len(name) <= LONGEST_NAME_SHOWN else f"{name[: LONGEST_NAME_SHOWN // 2]}...{name[-60:]}"
    return short if short.isprintable() else repr(short)


class Problem(NamedTuple):
    """One thing that is wrong, and where.

    >>> str(Problem("tip_length_mm", "is 1 mm; must be between 2 and 40 mm"))
    'tip_length_mm is 1 mm; must be between 2 and 40 mm'
    """

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place} {self.text}" if self.place else self.text

    def within(self, place: str) -> Problem:
        """Return the same problem, told from one level further out."""
        if not place:
            return self
        joint = "." if self.place and not self.place.startswith("[") else ""
        return Problem(f"{place}{joint}{self.place}", self.text)


class LesionsimError(Exception):
    """Everything that lesionsim raises on purpose."""


class ScenarioError(LesionsimError, ValueError):
    """The description of a run cannot be used; every problem found is listed.

    >>> print(ScenarioError(Problem("probe.gauge", "is 99; must be 14 to 23"), file="mine.toml"))
    mine.toml: probe.gauge is 99; must be 14 to 23
    """

    def __init__(self, *problems: Problem | str, file: str = "") -> None:
        super().__init__(*problems)
        self.file = file

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, each with its place."""
        return tuple(each if isinstance(each, Problem) else Problem("", str(each)) for each in self.args)

    def within(self, place: str) -> ScenarioError:
        """Return the same error, told from one level further out."""
        return ScenarioError(*(problem.within(place) for problem in self.problems), file=self.file)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        file = visible(self.file)
        if len(lines) == 1:
            return f"{file}: {lines[0]}" if file else lines[0]
        more = len(lines) - SHOWN_AT_MOST
        tail = [f"and {more} more"] if more > 0 else []
        head = f"{file or 'the scenario'} has {len(lines)} errors:"
        return "\n  ".join([head, *lines[:SHOWN_AT_MOST], *tail])


class RunError(LesionsimError, RuntimeError):
    """A run failed numerically; the message tells time, place, value and the usual cause."""


class ResultError(LesionsimError):
    """A result cannot be read, or is not a result of lesionsim."""
