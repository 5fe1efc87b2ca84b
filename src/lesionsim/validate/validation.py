"""What came out: every statement with its answer and verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.plots.validation_rows import Compared
from lesionsim.texts import spoken
from lesionsim.validate.reading import Value
from lesionsim.validate.statement import Statement
from lesionsim.validate.uncertainty import Answer
from lesionsim.validate.verdict import Verdict


class Bench(NamedTuple):
    """One of four experiments: how the tip heats, and the temperature at the start."""

    source: str
    start_c: float

    def __str__(self) -> str:
        return spoken("{source} from {start_c:g} °C", source=self.source, start_c=self.start_c)


BENCHES = tuple(Bench(source, start_c) for source in ("held", "rf") for start_c in (21.0, 37.0))


class Held(NamedTuple):
    """One statement held against the model.

    `elsewhere` has the numbers under the usual criteria in each of the four experiments; `isotherms` the coldest and
    the hottest isotherm under which it would be a hit, °C.
    """

    statement: Statement
    answer: Answer
    verdict: Verdict
    elsewhere: dict[Bench, dict[str, Value]]
    isotherms: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Validation:
    """Published statements held against the model, misses included.

    `runs` counts the runs behind them, `failed` tells runs without a result, `seconds` how long it took.
    """

    held: tuple[Held, ...]
    runs: int
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def counted(self) -> list[Held]:
        """Statements that are hits or misses."""
        return [each for each in self.held if each.statement.counted]

    @property
    def shown(self) -> list[Held]:
        """Statements that are shown and not counted."""
        return [each for each in self.held if not each.statement.counted]

    @property
    def hits(self) -> list[Held]:
        """Counted statements that the model meets."""
        return [each for each in self.counted if each.verdict.hit]

    @property
    def misses(self) -> list[Held]:
        """Counted statements that it does not meet."""
        return [each for each in self.counted if not each.verdict.hit]

    def of(self, name: str) -> Held:
        """Return a statement by its name."""
        return next(each for each in self.held if each.statement.name == name)

    def summary(self) -> str:
        """Say in one sentence how many statements are hit."""
        numbers = [each for each in self.counted if each.statement.is_number]
        return spoken(
            "{hits} of {counted} published statements are hit and {misses} missed; of {numbers} sizes and ratios among "
            "them {number_hits} are hit.",
            hits=len(self.hits), counted=len(self.counted), misses=len(self.misses), numbers=len(numbers),
            number_hits=sum(each.verdict.hit for each in numbers),
        )  # fmt: skip

    def compared(self) -> list[Compared]:
        """Return the counted statements as rows of a picture."""
        return [compared(each) for each in self.counted if not math.isnan(each.answer.central.value)]

    def __str__(self) -> str:
        from lesionsim.validate.report import table

        return f"{table(self)}\n{self.summary()}\n{spoken(DISCLAIMER)}."


def compared(held: Held) -> Compared:
    """Return one statement as a row of a picture."""
    statement, answer = held.statement, held.answer
    central = answer.central
    return Compared(
        label=f"{statement.paper.short.split()[0]}: {spoken(statement.short)}",
        hit=held.verdict.hit,
        paper=(statement.low, statement.high),
        value=central.value,
        error=0.0 if math.isnan(central.error) else central.error,
        with_parameters=answer.interval,
        over_criteria=answer.over_criteria,
        told=statement.told,
        found=f"{central.value:.{statement.digits}f} {statement.unit}".strip(),
        unit=statement.unit,
        where=statement.paper.address,
    )
