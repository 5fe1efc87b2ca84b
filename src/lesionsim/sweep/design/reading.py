"""From what is given for a key to its source: a list, a number, a word, a table, a distribution, or "library"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario import Scenario
from lesionsim.scenario.checks import as_number
from lesionsim.scenario.fields import slots_of
from lesionsim.scenario.reading import read_value
from lesionsim.scenario.wording import shown

from .distributions import Varied
from .levels import Levels
from .names import allowed, takes_numbers
from .published import published
from .sampling import levels_between

SLOT = slots_of(Varied)[0]
FORMS = 'a list of values, {low = 60, high = 90}, a distribution with its kind, or "library"'
MOST_BETWEEN = 100_000


def source_of(scenario: Scenario, key: str, given: Any, problems: list[Problem]) -> Any:
    """Return the source of a key; on trouble add to ``problems`` and return None."""
    place = f"vary.{key}"
    try:
        source = read(scenario, key, given, problems)
    except ScenarioError as error:
        problems += error.within(place).problems
        return None
    if source is not None and source.kind != "levels" and not takes_numbers(key):
        told = f"is {source}, but this key is not any number; must be a list of values"
        problems.append(Problem(place, f"{told}{f', each {allowed(key)}' if allowed(key) else ''}"))
    return source


def read(scenario: Scenario, key: str, given: Any, problems: list[Problem]) -> Any:
    """Return the source of a key."""
    if isinstance(given, SLOT.nouns):
        return given
    if isinstance(given, str) and given == "library":
        return published(scenario, key)
    if isinstance(given, np.ndarray | range):
        given = np.asarray(given).tolist()
    if isinstance(given, Mapping):
        return from_table(key, given, problems)
    if isinstance(given, list | tuple):
        return levels(key, given)
    if isinstance(given, str) or as_number(given) is not None:
        return Levels((given,))
    raise ScenarioError(Problem("", f"is {shown(given)}; must be {FORMS}"))


def levels(key: str, given: list[Any] | tuple[Any, ...]) -> Levels:
    """Return a list of levels; a problem names the entry."""
    if not given:
        raise ScenarioError(Problem("", "is an empty list; must have at least one value"))
    try:
        return Levels(tuple(given))
    except ScenarioError as error:
        raise ScenarioError(*(of_key(key, problem) for problem in error.problems)) from error


def of_key(key: str, problem: Problem) -> Problem:
    """Return the problem of a level, told of the key's own list."""
    return Problem(problem.place.removeprefix("values"), problem.text.replace("values[", f"{key}["))


def from_table(key: str, table: Mapping[str, Any], problems: list[Problem]) -> Any:
    """Return the distribution that a table describes; without a kind it is uniform."""
    rest = {name: value for name, value in table.items() if name != "levels"}
    kind = {} if "kind" in rest else {"kind": "uniform"}
    source = read_value(SLOT, kind | rest, f"vary.{key}", {}, problems)
    if source is None or "levels" not in table:
        return source
    count = table["levels"]
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_BETWEEN:
        told = f"is {shown(count)}; must be a whole number of levels between 1 and {MOST_BETWEEN}"
        raise ScenarioError(Problem("levels", f"{told}; a list of values stands alone, without a table"))
    return source if source.kind == "levels" else levels_between(source, count)
