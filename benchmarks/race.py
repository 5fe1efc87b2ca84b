"""Runs contestants against each other in one process, taking turns, and judges their answers."""

import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import groupby
from statistics import median

import numpy as np
from peers.b1_problem import REFERENCE_POWER_W, REFERENCE_TEMPERATURES_C, REFERENCE_VOLUME_MM3, Answer

VOLUME_BAR_PERCENT = 0.5
TEMPERATURE_BAR_K = 0.15
POWER_BAR_PERCENT = 1.0

REHEARSED_BELOW_S = 0.1


@dataclass(kw_only=True)
class Runner:
    """One contestant at one resolution, and its answers so far."""

    contestant: str
    resolution: object
    solve: Callable[[object], Answer]
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
    """How well one runner did. Errors are signed; power is NaN where a peer gives none."""

    contestant: str
    resolution: str
    volume_error_percent: float
    temperature_error_k: float
    power_error_percent: float
    qualifies: bool
    runs: int
    seconds_min: float
    seconds_median: float
    solve_seconds_min: float
    solve_seconds_median: float

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON, None for a power that was not given."""
        values = asdict(self)
        if np.isnan(self.power_error_percent):
            values["power_error_percent"] = None
        return values


def race(runners: list[Runner], rounds: int, budget_s: float) -> list[Row]:
    """Let everybody run once a round; who has used up its budget drops out, but everybody runs once."""
    for _, same in groupby(runners, key=lambda runner: runner.contestant):
        first = next(same)
        first.solve(first.resolution)  # compiles and imports what is missing; not counted
    for _ in range(rounds):
        for runner in runners:
            if not runner.answers or runner.spent_s() + runner.answers[-1].seconds < budget_s:
                runner.run()
    return [judged(runner) for runner in runners]


def judged(runner: Runner) -> Row:
    """Compare the last answer with the reference and sum up the times."""
    answer = runner.answers[-1]
    volume = 100 * (answer.volume_mm3 / REFERENCE_VOLUME_MM3 - 1)
    temperature = float(np.abs(answer.temperatures_c - REFERENCE_TEMPERATURES_C).max())
    power = 100 * (answer.power_w / REFERENCE_POWER_W - 1)
    seconds = [answer.seconds for answer in runner.answers]
    solving = [answer.solve_seconds for answer in runner.answers]
    return Row(
        contestant=runner.contestant,
        resolution=str(runner.resolution),
        volume_error_percent=volume,
        temperature_error_k=temperature,
        power_error_percent=power,
        qualifies=qualifies(volume, temperature, power),
        runs=len(seconds),
        seconds_min=min(seconds),
        seconds_median=median(seconds),
        solve_seconds_min=min(solving),
        solve_seconds_median=median(solving),
    )


def qualifies(volume_percent: float, temperature_k: float, power_percent: float) -> bool:
    """Whether an answer meets all three bars; a power that was not given is not held against it."""
    return bool(
        abs(volume_percent) <= VOLUME_BAR_PERCENT
        and temperature_k <= TEMPERATURE_BAR_K
        and not abs(power_percent) > POWER_BAR_PERCENT
    )


def fastest_qualifying(rows: list[Row]) -> dict[str, Row | None]:
    """The fastest row of each contestant that meets the bars, or None."""
    fastest: dict[str, Row | None] = {}
    for contestant, group in groupby(rows, key=lambda row: row.contestant):
        fit = [row for row in group if row.qualifies]
        fastest[contestant] = min(fit, key=lambda row: row.seconds_min, default=None)
    return fastest
