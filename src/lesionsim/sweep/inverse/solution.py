"""One place where goals are met."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from lesionsim.sweep.inverse.evaluate import Found
from lesionsim.sweep.inverse.runs import Place, Runs
from lesionsim.sweep.inverse.unknowns import Values, ranges_of

Array = np.ndarray

MEETS = "meets"  # exactly, as far as a search can go
TOUCHES = "touches"  # the measure turns around here
WITHIN = "within error bars"  # or the tolerance: the wanted value itself is not reached
EDGE = "edge"  # from here on the goals are met
INSIDE = "inside"  # the goals are met around here
LEVEL = "level"  # a combination of levels alone


class Solution(NamedTuple):
    """Inputs that meet the goals, their numerical errors, and the run's measures with their error bars."""

    levels: Values
    place: Place
    errors: dict[str, float]  # of each range, in the unit of the input
    found: Found
    kind: str
    piece: int = 0  # of a curve; points follow each other along it


def errors_from(runs: Runs, place_errors: Array, slopes: Array) -> dict[str, float]:
    """Return errors in the units of inputs, from errors in parts of the ranges."""
    names = [each.name for each in ranges_of(runs.inputs)]
    with np.errstate(invalid="ignore"):
        sizes = np.abs(place_errors * slopes)
    return {name: float(size) for name, size in zip(names, sizes, strict=True)}


def error_over_slope(bar: float, slope: float, bend: float = 0.0, touches: bool = False) -> float:
    """Return how far an input may be off because the measure is: its error bar over the slope.

    Where the measure turns around, over the bend: the root of twice the bar over it.

    >>> error_over_slope(0.5, 0.25), error_over_slope(0.02, 0.0, 4.0, touches=True)
    (2.0, 0.1)
    """
    if touches and bend:
        return math.sqrt(2 * bar / abs(bend))
    if not math.isfinite(slope) or slope == 0:
        return math.inf if bar > 0 or not math.isfinite(slope) else 0.0
    return abs(bar / slope)
