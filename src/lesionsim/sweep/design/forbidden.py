"""Rows whose scenario cannot be, found before anything runs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lesionsim.errors import ScenarioError

if TYPE_CHECKING:
    from .design import Design, Value

SHOWN = 10


class Forbidden(NamedTuple):
    """One row that cannot be run, and why."""

    number: int
    values: dict[str, Value]
    problem: str

    def __str__(self) -> str:
        values = ", ".join(f"{key} {value}" for key, value in self.values.items())
        return f"row {self.number} ({values}): {self.problem}"


def forbidden(design: Design) -> list[Forbidden]:
    """Return every row of a design whose scenario cannot be built, with the reason; nothing is run.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.sweep.design.design import make_design
    >>> print(*forbidden(make_design(ls.load("b1"), {"temperature_c": [80, 120]})))
    row 1 (temperature_c 120): temperature_c is 120 °C; must be between 37 (or a lower start temperature) and 100 °C.
    Neither freezing nor boiling is modelled
    """
    found = []
    for number in range(len(design)):
        try:
            design.scenario_at(number)
        except ScenarioError as error:
            found.append(Forbidden(number, design.values(number), "; ".join(map(str, error.problems))))
    return found


def told(found: list[Forbidden], rows: int) -> str:
    """Return forbidden rows in words: how many, the first few, and which reasons are most frequent."""
    if not found:
        return f"all {rows} rows can be"
    head = f"{len(found)} of {rows} rows cannot be:"
    lines = [f"  {each}" for each in found[:SHOWN]]
    if len(found) > SHOWN:
        reasons = Counter(each.problem for each in found[SHOWN:]).most_common(3)
        lines += [f"  and {len(found) - SHOWN} more, such as:"]
        lines += [f"    {count} x {problem}" for problem, count in reasons]
    return "\n".join([head, *lines])
