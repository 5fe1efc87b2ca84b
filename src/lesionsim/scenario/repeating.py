"""The same keys of one scenario changed again and again, as a sweep does.

Where a value goes is found once. Only plain values that need no reading go this way; whatever else is asked for, or is
wrong, is left to `change`, which also finds the words for it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ..errors import ScenarioError
from .change import cleared, rebuilt, split
from .fields import slots_by_name
from .scenario import Scenario
from .settled import Test

Make = Callable[[Any, Sequence[Any]], Any]


class NotPlainError(Exception):
    """A value or a key that only `change` can deal with."""


class Leaf(NamedTuple):
    """One field that is given a value: its name, its test, and the number of the value."""

    name: str
    settled: Test
    number: int


class Repeating:
    """Changes of the same keys of one scenario.

    >>> from lesionsim import load
    >>> again = Repeating(load("b1"), ["probe.tip_length_mm", "protocol.steps[0].at_c"])
    >>> print(again.changed([5, 70.0]))
    b1: 0.907 mm thick probe, 5 mm bare tip; hold 70 °C for 90 s; in B1 muscle
    >>> print(again.changed([5, 700.0]))
    None
    """

    def __init__(self, scenario: Scenario, keys: Iterable[str]) -> None:
        self.scenario = scenario
        try:
            self.make: Make | None = maker(scenario, [(split(key), i) for i, key in enumerate(keys)])
        except NotPlainError:
            self.make = None

    def changed(self, values: Sequence[Any]) -> Scenario | None:
        """Return the scenario with these values; None where `change` must be asked."""
        if self.make is None:
            return None
        try:
            return self.make(self.scenario, values)
        except (NotPlainError, ScenarioError, OverflowError):
            return None


def maker(noun: Any, paths: list[tuple[tuple[str, ...], int]]) -> Make:
    """Return what makes a noun like this one with other values, for steps to each value and its number."""
    slots = slots_by_name(type(noun)) if dataclasses.is_dataclass(noun) else {}
    leaves, parts = [], []
    for name, below in grouped(paths).items():
        if name not in slots:
            raise NotPlainError
        if len(below) == 1 and not below[0][0]:
            leaves.append(Leaf(name, slots[name].settled, below[0][1]))
        else:
            inside = getattr(noun, name)
            parts.append((name, entries_maker(inside, below) if slots[name].many else maker(inside, below)))

    def make(noun: Any, values: Sequence[Any]) -> Any:
        new = {name: plain(values[number], settled) for name, settled, number in leaves}
        for name, make_part in parts:
            new[name] = make_part(getattr(noun, name), values)
        return rebuilt(noun, cleared(noun, new) | new)

    return make


def entries_maker(entries: Any, paths: list[tuple[tuple[str, ...], int]]) -> Make:
    """Return what makes a list of nouns like this one with other values in some entries."""
    makers = []
    for step, below in grouped(paths).items():
        number = int(step[1:-1]) if step.startswith("[") else len(entries)
        if number >= len(entries):
            raise NotPlainError
        makers.append((number, maker(entries[number], below)))

    def make(entries: Any, values: Sequence[Any]) -> Any:
        new = list(entries)
        for number, make_entry in makers:
            new[number] = make_entry(new[number], values)
        return tuple(new)

    return make


def grouped(paths: list[tuple[tuple[str, ...], int]]) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Sort paths by their first step, which is taken off; a whole part and its inside cannot both be given."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for steps, number in paths:
        if not steps:
            raise NotPlainError
        found.setdefault(steps[0], []).append((steps[1:], number))
    return found


def plain(value: Any, settled: Test) -> Any:
    """Return a value that is allowed, as it is stored."""
    if settled(value):
        return value
    if type(value) is int and settled(float(value)):
        return float(value)
    raise NotPlainError
