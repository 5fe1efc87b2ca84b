"""Runs contestants against each other in one process, taking turns, and judges their answers."""

import gc
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import Any, Protocol

REHEARSED_BELOW_S = 0.1


class Answer(Protocol):
    """What every contestant gives besides its results."""

    unknowns: int
    seconds: float
    solve_seconds: float


@dataclass(frozen=True, kw_only=True)
class Bar:
    """The largest error of one kind at equal accuracy.

    Parameters
    ----------
    error : its name in `Problem.errors` and in files, with its unit.
    heading, decimals : of its column in the table.
    label : of its axis.
    limit : the bar, in that unit.
    """

    error: str
    heading: str
    label: str
    limit: float
    decimals: int = 2


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is raced on: its bars, and the signed errors of an answer by name; NaN where the answer gives none."""

    name: str
    about: str
    equal_accuracy: str
    bars: tuple[Bar, ...]
    errors: Callable[[Any], dict[str, float]]


@dataclass(kw_only=True)
class Runner:
    """One contestant at one resolution, and its answers so far."""

    contestant: str
    resolution: object
    solve: Callable[[Any], Answer]
    answers: list[Answer] = field(default_factory=list)

    def run(self) -> None:
        """Solve once more, after collecting rubbish and, where quick, filling the processor's caches."""
        gc.collect()
        if self.answers and self.answers[-1].seconds < REHEARSED_BELOW_S:
            self.solve(self.resolution)
        self.answers.append(self.solve(self.resolution))

    def spent_s(self) -> float:
        """Seconds used by all runs so far."""
        return sum(answer.seconds for answer in self.answers)


@dataclass(frozen=True, kw_only=True)
class Row:
    """How well one runner did. Errors are signed; NaN where it gives none."""

    contestant: str
    resolution: str
    unknowns: int
    errors: dict[str, float]
    of_bar: float  # the largest error, as a share of its bar
    runs: int
    seconds_min: float
    seconds_median: float
    solve_seconds_min: float
    solve_seconds_median: float

    @property
    def qualifies(self) -> bool:
        """Whether all bars are met; what was not given is not held against it."""
        return self.of_bar <= 1.0

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON, None for an error that was not given."""
        values = dict(vars(self))
        errors = {name: None if math.isnan(error) else error for name, error in values.pop("errors").items()}
        return {**values, **errors, "qualifies": self.qualifies}


def race(problem: Problem, runners: list[Runner], rounds: int, budget_s: float) -> list[Row]:
    """Let everybody run once a round; who has used up its budget drops out, but everybody runs once."""
    for _, same in groupby(runners, key=lambda runner: runner.contestant):
        first = next(same)
        first.solve(first.resolution)  # compiles and imports what is missing; not counted
    for _ in range(rounds):
        for runner in runners:
            if not runner.answers or runner.spent_s() + runner.answers[-1].seconds < budget_s:
                runner.run()
    return [judged(problem, runner) for runner in runners]


def judged(problem: Problem, runner: Runner) -> Row:
    """Compare the last answer with the reference and sum up the times."""
    errors = problem.errors(runner.answers[-1])
    seconds = [answer.seconds for answer in runner.answers]
    solving = [answer.solve_seconds for answer in runner.answers]
    return Row(
        contestant=runner.contestant,
        resolution=str(runner.resolution),
        unknowns=runner.answers[-1].unknowns,
        errors=errors,
        of_bar=share_of_bars(problem, errors),
        runs=len(seconds),
        seconds_min=min(seconds),
        seconds_median=median(seconds),
        solve_seconds_min=min(solving),
        solve_seconds_median=median(solving),
    )


def share_of_bars(problem: Problem, errors: dict[str, float]) -> float:
    """The largest error in units of its bar; what was not given does not count."""
    shares = [abs(errors[bar.error]) / bar.limit for bar in problem.bars]
    return max(share for share in shares if not math.isnan(share))


def fastest_qualifying(rows: list[Row]) -> dict[str, Row | None]:
    """The fastest row of each contestant that meets the bars, or None."""
    fastest: dict[str, Row | None] = {}
    for contestant, group in groupby(rows, key=lambda row: row.contestant):
        fit = [row for row in group if row.qualifies]
        fastest[contestant] = min(fit, key=lambda row: row.seconds_min, default=None)
    return fastest
