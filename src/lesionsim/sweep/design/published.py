"""The library's ranges as distributions."""

from __future__ import annotations

from typing import Any

from lesionsim.errors import Problem, ScenarioError
from lesionsim.library.ranges import Range, range_of
from lesionsim.scenario import Scenario

from .distributions import LogUniform, Triangular, Uniform
from .levels import Levels
from .names import pattern, value_in


def published(scenario: Scenario, key: str) -> Any:
    """Return the library's range of a key as a distribution.

    Raises
    ------
    ScenarioError
        When the library has none for this key, or none for this tissue or criterion.

    Examples
    --------
    >>> import lesionsim as ls
    >>> print(published(ls.load("lumbar-medial-branch"), "tissue.conductivity_w_m_k"))
    uniform from 0.33 to 0.57
    """
    try:
        return distribution_of(range_of(*library_key(scenario, key)))
    except ScenarioError as error:
        raise ScenarioError(
            *(Problem(each.place, f"is 'library', but {each.text}") for each in error.problems)
        ) from error


def library_key(scenario: Scenario, key: str) -> tuple[str, str]:
    """Return the key as the library knows it, and the name of the tissue or criterion that it belongs to."""
    below = pattern(key)
    if "tissue." in below:
        before, _, after = key.partition("tissue.")
        return f"tissue.{after}", str(value_in(scenario, f"{before}tissue.name"))
    if below.startswith("criteria[0]."):
        return below, str(value_in(scenario, f"{key.partition('.')[0]}.name"))
    return below, ""


def distribution_of(found: Range) -> Any:
    """Return a range of the library as a distribution."""
    numbers = found.numbers
    if found.kind == "levels":
        return Levels(numbers)
    if found.kind == "triangular":
        return Triangular(low=numbers[0], mode=numbers[1], high=numbers[2])
    kind = LogUniform if found.kind == "log-uniform" else Uniform
    return kind(low=numbers[0], high=numbers[1])
