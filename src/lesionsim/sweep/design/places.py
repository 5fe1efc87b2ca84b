"""From places between 0 and 1 to values: what all distributions share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from lesionsim.errors import Problem, ScenarioError

LARGEST = 1e150  # sums, differences and ratios of such numbers stay finite
NEVER = 2.0**-32  # of a distribution without a limit, a place nearer to its end than this counts as this

Array = np.ndarray


def standard_normal_at(place: float | Array, low: float, high: float) -> Array:
    """Return the standard normal value at a place between two limits around 0."""
    from scipy.special import ndtr, ndtri

    first = NEVER if math.isinf(low) else 0.0
    last = 1 - NEVER if math.isinf(high) else 1.0
    below, above = ndtr(low), ndtr(high)
    return np.clip(ndtri(below + np.clip(place, first, last) * (above - below)), low, high)


def logarithm(value: float) -> float:
    """Return the logarithm of a limit; that of 0 and below is minus infinite."""
    return math.log(value) if value > 0 else -math.inf


def ends_of(low: float | None, high: float | None, least: float) -> tuple[float, float]:
    """Return both limits as numbers."""
    return (least if low is None else max(low, least)), (math.inf if high is None else high)


def tidy(place: float | Array, values: Array) -> Any:
    """Return values as they were asked for: one number for one place."""
    return float(values) if np.ndim(place) == 0 else values


def check(*problems: Iterator[Problem]) -> None:
    """Raise one error that lists every problem."""
    found = [problem for each in problems for problem in each]
    if found:
        raise ScenarioError(*found)
