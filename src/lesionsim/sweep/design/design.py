"""The design of a sweep: which scenarios are run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from lesionsim.errors import Problem, ScenarioError
from lesionsim.library import change
from lesionsim.scenario import Scenario
from lesionsim.scenario.repeating import Repeating
from lesionsim.scenario.wording import shown

from .correlation import Pair, correlated
from .levels import Levels
from .making import Wanted, made
from .names import TIMED, dotted, value_in
from .places import Array
from .timing import in_names, names_behind, protocol_changes, timing_of

if TYPE_CHECKING:
    from ..running.options import Options

MOST_QUICK = 100  # sets of keys; rows of one design rarely differ in theirs

Value = float | int | str | None


@dataclass(frozen=True, eq=False, repr=False)
class Design:
    """Which scenarios are run: a scenario, the keys that vary, and a place in each key's source for every row.

    Made by `make_design` or `read_sweep`. Two designs are equal when they give the same rows (`sha256`).

    ``drawn`` are the places of shape (rows, keys), in [0, 1), before inputs are made to vary together; not a number
    stands for "as in the scenario". ``points`` are those after.
    """

    scenario: Scenario
    keys: tuple[str, ...]
    sources: tuple[Any, ...]
    kind: str
    samples: int | None
    seed: int
    correlation: tuple[Pair, ...]
    drawn: Array = field(repr=False)
    title: str = ""

    def __len__(self) -> int:
        return len(self.drawn)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Design) and (self.sha256, self.title) == (other.sha256, other.title)

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __getstate__(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def __str__(self) -> str:
        return f"{self.kind} of {len(self)} rows over {', '.join(self.keys)} from {self.scenario.name}"

    def __repr__(self) -> str:
        rows = [f"  {key}: {source}" for key, source in zip(self.keys, self.sources, strict=True)]
        return "\n".join([str(self), *rows])

    @cached_property
    def sha256(self) -> str:
        """Hash of everything that decides the rows; the same in every process and on every machine."""
        from .hashing import sha256_of

        return sha256_of(self)

    @cached_property
    def points(self) -> Array:
        """Places of shape (rows, keys), in [0, 1); not a number stands for "as in the scenario"."""
        return correlated(self.drawn, self.keys, self.correlation, keep_slices=self.kind == "latin-hypercube")

    @cached_property
    def base(self) -> dict[str, Value]:
        """The value that each key has in the scenario itself; None where the scenario leaves it out."""
        timing = timing_of(self.scenario, self.timed[0])._asdict() if self.timed else {}
        return {key: timing[key] if key in timing else value_in(self.scenario, key) for key in self.keys}

    @cached_property
    def timed(self) -> tuple[str, ...]:
        """The short names of the protocol among the keys."""
        return tuple(key for key in self.keys if key in TIMED)

    @cached_property
    def columns(self) -> tuple[tuple[tuple[Value, ...] | None, Array], ...]:
        """For each key: its levels and the number of the level in each row (-1: as it is), or None and values."""
        return tuple(column(source, self.points[:, i], self.base[key])
                     for i, (key, source) in enumerate(zip(self.keys, self.sources, strict=True)))  # fmt: skip

    def values(self, number: int) -> dict[str, Value]:
        """Return the value of every key in a row."""
        self.check_number(number)
        raw = [(levels, array.item(number)) for levels, array in self.columns]
        return dict(zip(self.keys, [each if levels is None else levels[each] for levels, each in raw], strict=True))

    def changes(self, number: int) -> dict[str, Any]:
        """Return what `lesionsim.change` makes of the scenario in a row: values by dotted key."""
        self.check_number(number)
        changes: dict[str, Any] = {}
        timed: dict[str, Any] = {}
        for name, (levels, array) in zip(self.dotted, self.columns, strict=True):
            raw = array.item(number)
            if levels is None or raw >= 0:
                (timed if name in TIMED else changes)[name] = raw if levels is None else levels[raw]
        if timed:
            changes |= protocol_changes(self.timing, timed)
        return changes

    @cached_property
    def dotted(self) -> tuple[str, ...]:
        """The keys of the scenario behind the keys of the design."""
        return tuple(map(dotted, self.keys))

    @cached_property
    def timing(self) -> Any:
        """The protocol of the scenario in four numbers."""
        return timing_of(self.scenario, self.timed[0])

    def scenario_at(self, number: int) -> Scenario:
        """Return the scenario of a row.

        Raises
        ------
        ScenarioError
            When the scenario of this row cannot be; `forbidden` finds every such row.
        """
        changes = self.changes(number)
        keys = tuple(changes)
        if keys not in self.quick and len(self.quick) < MOST_QUICK:
            self.quick[keys] = Repeating(self.scenario, keys)
        if keys in self.quick and (scenario := self.quick[keys].changed(tuple(changes.values()))) is not None:
            return scenario
        try:
            return change(self.scenario, changes)
        except ScenarioError as error:
            raise ScenarioError(*self.in_names(error, number)) from error

    @cached_property
    def quick(self) -> dict[tuple[str, ...], Repeating]:
        """Changes of the same keys, for as many sets of keys as there are."""
        return {}

    def in_names(self, error: ScenarioError, number: int) -> list[Problem]:
        """Return problems in the names that the design uses; the same one is told once."""
        behind = dict(zip(self.dotted, self.keys, strict=True))
        if self.timed:
            values = self.values(number)
            behind |= names_behind(self.timing, {key: values[key] for key in self.timed})
        return in_names(error, behind)

    def check_number(self, number: int) -> None:
        """Refuse a row that the design does not have."""
        if not isinstance(number, int) or not 0 <= number < len(self.drawn):
            told = f"is {shown(number)}; must be a whole number between 0 and {len(self) - 1}"
            raise ScenarioError(Problem("row", f"{told}: the design has {len(self)} rows"))

    @property
    def advice(self) -> str:
        """What would make the design better, or nothing."""
        count = self.samples or 0
        if self.kind not in ("sobol", "saltelli") or count & (count - 1) == 0:
            return ""
        power = 1 << count.bit_length()
        return f"samples is {count}; Sobol points spread evenly for powers of two, such as {power // 2} or {power}"

    def to_toml(self, options: Options | None = None) -> str:
        """Return the design as TOML text, complete and exact; reading it gives an equal design."""
        from .writing import to_toml

        return to_toml(self, options)


def column(source: Any, points: Array, base: Value) -> tuple[tuple[Value, ...] | None, Array]:
    """Return the levels of a key and the number of each row's level, or None and each row's value."""
    if not isinstance(source, Levels):
        return None, source.at(points)
    numbers = source.number_at(np.where(np.isnan(points), 0.5, points))
    return (*source.values, base), np.where(np.isnan(points), -1, numbers)


def make_design(
    scenario: Scenario,
    vary: Mapping[str, Any] | None = None,
    kind: str = "grid",
    samples: int | None = None,
    seed: int = 0,
    rows: Sequence[Mapping[str, Any]] | None = None,
    correlation: Sequence[tuple[str, str, float]] = (),
    title: str = "",
) -> Design:
    """Return a design: which scenarios a sweep runs.

    Parameters
    ----------
    vary : what each key may be: a list of values, ``{"low": 60, "high": 90}`` (uniform), a distribution, or "library"
        for the library's published range. Keys are those of `change`, or temperature_c, hold_s, ramp_s, cooldown_s,
        gauge, tip_mm.
    kind : "grid" (every combination), "one-at-a-time", "latin-hypercube", "sobol", "list" (``rows``), "morris" or
        "saltelli" (for sensitivity)
    samples : how many rows are drawn; of a grid, how many levels stand for a distribution; of "morris", how many
        trajectories; of "saltelli", the base count
    seed : where random numbers begin
    rows : values by key of each row, for kind "list"
    correlation : pairs of keys with the correlation of their normal scores, such as ``[("hold_s", "tip_mm", 0.5)]``

    Raises
    ------
    ScenarioError
        When a key does not exist, a source or the design cannot be; `forbidden` tells which rows cannot be.

    Examples
    --------
    >>> import lesionsim as ls
    >>> design = make_design(ls.load("b1"), {"gauge": [18, 22], "temperature_c": {"low": 70, "high": 80}}, samples=3)
    >>> len(design), design.values(4)
    (6, {'gauge': 22, 'temperature_c': 75.0})
    """
    if not isinstance(scenario, Scenario):
        raise ScenarioError(Problem("scenario", f'is {shown(scenario)}; must be a Scenario, as ls.load("b1") gives'))
    keys, sources, drawn_samples, pairs, drawn = made(scenario, Wanted(vary, kind, samples, seed, rows, correlation))
    drawn.setflags(write=False)
    return Design(scenario, keys, sources, str(kind), drawn_samples, int(seed), pairs, drawn, title)


def read_sweep(path: str | os.PathLike[str]) -> tuple[Design, Options]:
    """Return the design and the options that a TOML file describes; one error lists every problem."""
    from .files import read_sweep

    return read_sweep(path)
