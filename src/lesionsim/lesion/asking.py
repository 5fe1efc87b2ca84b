"""Numbers that people give: one or several, never a text, a flag or a table."""

import numpy as np

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario.wording import shown

Array = np.ndarray


def number_of(name: str, given: object, allowed: str) -> float:
    """Return one number that somebody gave as an argument.

    >>> number_of("time_s", 90, "a time in s")
    90.0
    >>> number_of("time_s", "90", "a time in s")
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: time_s is '90'; must be a time in s
    """
    number = numbers_of(name, given, allowed)
    if number.ndim:
        raise wrong(name, given, allowed)
    return float(number)


def numbers_of(name: str, given: object, allowed: str) -> Array:
    """Return one number or an array of numbers that somebody gave as an argument."""
    try:
        found = np.asarray(given)
    except (TypeError, ValueError, OverflowError):
        raise wrong(name, given, allowed) from None
    if found.dtype.kind not in "fiu" and found.size:
        raise wrong(name, given, allowed)
    return found.astype(float)


def wrong(name: str, given: object, allowed: str) -> ScenarioError:
    """Return the error for an argument that is no number."""
    return ScenarioError(Problem(name, f"is {shown(given)}; must be {allowed}"))
