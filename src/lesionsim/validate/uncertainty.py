"""The model's number for a statement: numerical error bar, uncertainty of parameters, range over criteria."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lesionsim.scenario import Criterion
from lesionsim.validate.edges import USUAL
from lesionsim.validate.parameters import Parameter
from lesionsim.validate.reading import NOTHING, Reader, Value
from lesionsim.validate.runs import Runs
from lesionsim.validate.setting import Shift
from lesionsim.validate.statement import ORDERING, Statement


class Influence(NamedTuple):
    """One parameter moved alone to its ends, and the model's number at each; no number where tissue boils."""

    parameter: Parameter
    values: tuple[float, ...]

    def deltas(self, central: float) -> list[float]:
        """Return how far each end moves the number; ends without a number are left out."""
        return [value - central for value in self.values if not math.isnan(value)]

    def size(self, central: float) -> float:
        """Return the largest move, in either direction."""
        return max((abs(delta) for delta in self.deltas(central)), default=0.0)


class Answer(NamedTuple):
    """What the model says of a statement.

    `low` and `high` span the configurations that the paper may have meant; `down` and `up` are the parameters' moves,
    taken together in quadrature; `criteria` holds the number under each usual criterion.
    """

    central: Value
    low: float
    high: float
    down: float
    up: float
    influences: tuple[Influence, ...]
    criteria: Mapping[str, Value]

    @property
    def interval(self) -> tuple[float, float]:
        """The central number moved by parameters and by its numerical error."""
        central, error = self.central
        return central - math.hypot(self.down, error), central + math.hypot(self.up, error)

    @property
    def whole(self) -> tuple[float, float]:
        """All configurations, each moved by parameters and by its numerical error."""
        error = self.central.error
        return self.low - math.hypot(self.down, error), self.high + math.hypot(self.up, error)

    @property
    def over_criteria(self) -> tuple[float, float]:
        """The smallest and the largest number under the usual criteria."""
        found = [each.value for each in self.criteria.values() if not math.isnan(each.value)]
        return min(found, default=math.nan), max(found, default=math.nan)

    def strongest(self) -> list[Influence]:
        """Return the parameters that move the number, the strongest first."""
        central = self.central.value
        moving = [each for each in self.influences if each.size(central) > 0]
        return sorted(moving, key=lambda each: -each.size(central))


def summed(statement: Statement, values: Sequence[Value]) -> Value:
    """Return one number for all configurations: their mean, or the smallest of steps that must all be positive.

    Errors of grids alike go the same way, so that the mean's error is the mean error.
    """
    known = [each for each in values if not math.isnan(each.value)]
    if not known:
        return NOTHING
    if statement.kind == ORDERING:
        return min(known, key=lambda each: each.value)
    return Value(sum(each.value for each in known) / len(known), sum(each.error for each in known) / len(known))


def asked(runs: Runs, statement: Statement, criterion: Criterion, shift: Shift = (), bars: bool = False) -> list[Value]:
    """Return the model's numbers for all configurations."""
    return statement.ask(Reader(runs, statement.setting._replace(bars=bars), criterion, shift))


def influence(runs: Runs, statement: Statement, parameter: Parameter, every: Sequence[Value]) -> Influence:
    """Move one parameter alone to each of its ends, from the numbers `every` of all configurations.

    Where tissue boils in some configurations, only the others are compared.
    """
    criterion, central = USUAL[statement.edge], summed(statement, every).value
    ends = [asked(runs, statement, criterion, end.shift) for end in parameter.ends]
    return Influence(parameter, tuple(central + moved_by(statement, every, end) for end in ends))


def moved_by(statement: Statement, before: Sequence[Value], after: Sequence[Value]) -> float:
    """Return how far a number moved, over the configurations that have one before and after."""
    pairs = [pair for pair in zip(before, after, strict=True) if not any(math.isnan(each.value) for each in pair)]
    first, second = (summed(statement, [pair[k] for pair in pairs]).value for k in (0, 1))
    return second - first


def together(influences: Sequence[Influence], central: float) -> tuple[float, float]:
    """Return how far all parameters move a number down and up: the largest move of each, in quadrature."""
    every = [each.deltas(central) for each in influences]
    down = math.hypot(*(max((-delta for delta in deltas if delta < 0), default=0.0) for deltas in every))
    up = math.hypot(*(max((delta for delta in deltas if delta > 0), default=0.0) for deltas in every))
    return down, up


def answer(runs: Runs, statement: Statement) -> Answer:
    """Ask the model: with error bars, then with each parameter moved, then under every usual criterion."""
    every = asked(runs, statement, USUAL[statement.edge], bars=True)
    central = summed(statement, every)
    criteria = {
        name: summed(statement, asked(runs, statement, criterion, bars=True)) for name, criterion in USUAL.items()
    }
    influences = tuple(influence(runs, statement, parameter, every) for parameter in statement.parameters)
    down, up = together(influences, central.value)
    known = [each.value for each in every if not math.isnan(each.value)]
    low, high = min(known, default=math.nan), max(known, default=math.nan)
    return Answer(central, low, high, down, up, influences, criteria)
