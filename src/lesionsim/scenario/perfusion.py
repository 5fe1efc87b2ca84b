"""What blood flow does while tissue dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from ..errors import Problem, ScenarioError
from .checks import Several, Text, between
from .fields import check_fields
from .functions import Asked, entries
from .wording import counted, plain

GRADED = Text(
    about="label of the damage criterion (Arrhenius or three-state, listed under criteria) that "
    "tells the dead fraction",
    longest=120,
    may_be_empty=False,
)
FACTOR = between(0, 10, "", "perfusion at a dead fraction, as a part of the tissue's perfusion")
PIECES = 100  # of the dead fraction, at whose ends a function is asked
SMALL = 0.01  # factors below this need not be followed more closely


@dataclass(frozen=True, kw_only=True)
class ConstantPerfusion:
    """Blood keeps flowing, also through dead tissue."""

    kind: ClassVar[str] = "constant"

    def __str__(self) -> str:
        return "constant perfusion"


@dataclass(frozen=True, kw_only=True)
class PerfusionStoppedByDamage:
    """Blood flow shrinks with the living part of the tissue: perfusion x (1 - dead fraction)."""

    kind: ClassVar[str] = "stopped-by-damage"
    criterion: Annotated[str, GRADED] = "Arrhenius liver"

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return f"perfusion stopped by damage ({self.criterion})"


@dataclass(frozen=True, kw_only=True)
class PerfusionFollowsDamage:
    """Blood flow rises where tissue begins to die and stops where it is dead: perfusion x factor(dead fraction).

    Between the entries the factor is a straight line. It may also be given as a Python function of the dead fraction,
    which then fills in both lists when the noun is built: ``PerfusionFollowsDamage(factor=lambda dead: 1 - dead**2)``.

    The default numbers are recalled after Schutt and Haemmerich 2008, 10.1118/1.2948388, and not verified.

    >>> print(PerfusionFollowsDamage())
    perfusion follows damage (Arrhenius liver), factor up to 1.6, 0 where all is dead
    """

    kind: ClassVar[str] = "follows-damage"
    criterion: Annotated[str, GRADED] = "Arrhenius liver"
    dead_fraction: Annotated[
        tuple[float, ...],
        Several(
            about="dead fractions, strictly increasing from 0 to 1",
            low=2,
            high=1000,
            each=between(0, 1, "", "a dead fraction"),
        ),
    ] = (0.0, 0.02, 0.08, 0.97, 1.0)  # MEMORY
    factor: Annotated[
        tuple[float, ...],
        Several(
            about="what perfusion is multiplied by at each dead fraction, straight lines between",
            low=2,
            high=1000,
            each=FACTOR,
            may_be_function=True,
        ),
    ] = (1.0, 1.6, 0.82, 0.12, 0.0)  # MEMORY

    def __post_init__(self) -> None:
        if callable(self.factor):
            for name, values in zip(("dead_fraction", "factor"), entries(asked_of(self.factor)), strict=True):
                object.__setattr__(self, name, values)
        check_fields(self)
        problems = list(disorder(self.dead_fraction, self.factor))
        if problems:
            raise ScenarioError(*problems)

    def __str__(self) -> str:
        span = f"factor up to {max(self.factor):.3g}, {self.factor[-1]:.3g} where all is dead"
        return f"perfusion follows damage ({self.criterion}), {span}"


def asked_of(function: Callable[[float], Any]) -> Asked:
    """Return how a function of the dead fraction is asked."""
    return Asked(
        function=function, name="factor", rule=FACTOR, low=0, high=1, pieces=PIECES,
        place="at a dead fraction of {}", least=SMALL,
    )  # fmt: skip


def disorder(dead_fraction: tuple[float, ...], factor: tuple[float, ...]) -> Iterator[Problem]:
    """Dead fractions run from 0 to 1, and each has its factor."""
    last = len(dead_fraction) - 1
    for number, limit in ((0, 0), (last, 1)):
        if dead_fraction[number] != limit:
            told = f"is {plain(dead_fraction[number])}; must be {limit}: dead fractions run from 0 to 1"
            yield Problem(f"dead_fraction[{number}]", told)
    for i in range(1, last + 1):
        if dead_fraction[i] <= dead_fraction[i - 1]:
            told = f"is {plain(dead_fraction[i])}; must be above the one before, {plain(dead_fraction[i - 1])}"
            yield Problem(f"dead_fraction[{i}]", f"{told}: list dead fractions in increasing order")
    if len(factor) != last + 1:
        yield Problem(
            "factor", f"has {counted(len(factor), 'entry', 'entries')}; must have as many as dead_fraction, {last + 1}"
        )


Perfusion = ConstantPerfusion | PerfusionStoppedByDamage | PerfusionFollowsDamage
