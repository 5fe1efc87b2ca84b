"""Rows that are given one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario import Scenario
from lesionsim.scenario.wording import shown

from .levels import Levels, OneLevel
from .names import TIMED, canonical, check_apart, check_keys
from .places import Array
from .sampling import BASE, MOST_ROWS
from .timing import timing_of


def from_rows(scenario: Scenario, rows: Any) -> tuple[tuple[str, ...], tuple[Levels, ...], Array]:
    """Return keys, sources and places of rows; a key that a row leaves out stays as it is in the scenario."""
    if not isinstance(rows, list | tuple) or not rows:
        told = f"is {shown(rows)}" if rows else "are missing"
        raise ScenarioError(
            Problem("rows", f'{told}; kind = "list" needs them, such as [{{"gauge": 18, "tip_mm": 5}}]')
        )
    if len(rows) > MOST_ROWS:
        raise ScenarioError(Problem("rows", f"are {len(rows)}; must be at most {MOST_ROWS}"))
    named = [row_of(i, row) for i, row in enumerate(rows)]
    keys = tuple(dict.fromkeys(key for row in named for key in row))
    if not keys:
        raise ScenarioError(Problem("rows", 'change nothing; give values by key, such as {"gauge": 18}'))
    check_apart(keys)
    check_keys(scenario, keys)
    for key in keys:
        if key in TIMED:
            timing_of(scenario, key)
    columns = [column_of(key, named) for key in keys]
    return keys, tuple(source for source, _ in columns), np.stack([places for _, places in columns], axis=1)


def row_of(number: int, row: Any) -> dict[str, Any]:
    """Return a row by canonical key."""
    if not isinstance(row, Mapping):
        told = f'is {shown(row)}; must be values by key, such as {{"gauge": 18}}'
        raise ScenarioError(Problem(f"rows[{number}]", told))
    try:
        keys = [canonical(key) for key in row]
        check_apart(keys)
    except ScenarioError as error:
        raise error.within(f"rows[{number}]") from error
    return dict(zip(keys, row.values(), strict=True))


def column_of(key: str, rows: list[dict[str, Any]]) -> tuple[Levels, Array]:
    """Return the values of a key in order of their first row, and each row's place among them."""
    check_values(key, rows)
    given = {value: i for i, row in reversed(list(enumerate(rows))) for name, value in row.items() if name == key}
    values = sorted(given, key=given.__getitem__)
    number = {value: i for i, value in enumerate(values)}
    places = [(number[row[key]] + 0.5) / len(values) if key in row else BASE for row in rows]
    return Levels(tuple(values)), np.array(places)


def check_values(key: str, rows: list[dict[str, Any]]) -> None:
    """Each value is a number or a word, and all of a key are of one sort."""
    rule, first = OneLevel(), None
    for i, row in enumerate(rows):
        if key not in row:
            continue
        fault = rule.fault(row[key])
        first = row[key] if first is None else first
        if not fault and isinstance(row[key], str) != isinstance(first, str):
            fault = f"is {shown(row[key])}, and before it is {shown(first)}; must be all numbers or all words"
        if fault:
            raise ScenarioError(Problem(f"rows[{i}].{key}", fault))
