"""Every place where a function of one input is zero, as far as a scan can tell."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

Array = np.ndarray
Function = Callable[[float], float]

CLOSE = 1e-6  # of the range, to which a root is found
SAME = 10 * CLOSE  # roots that are closer are one that was found twice
REACH = 1.5  # a dip is followed where a curve as bent as its neighbours could go so much further down
CLEAR = 0.25  # of a scan's interval, between a root and a place that tells its slope


class Root(NamedTuple):
    """A place where the function is zero, or touches zero."""

    at: float
    low: float  # the scan's interval around it
    high: float
    touches: bool = False


class GapError(Exception):
    """The function has no value at a place."""


def roots_along(function: Function, places: Array, values: Array) -> list[Root]:
    """Return the roots of a function between the places of a scan, in order.

    A change of sign between neighbours holds a root, which Brent's method finds. A dip towards zero without a change
    of sign is followed to its bottom: it holds two roots, or comes near to zero and is told as touching. Where the
    function jumps over zero, a root is given as well: its value there is not zero.

    Parameters
    ----------
    function : of a place; NaN where it has no value
    places, values : (n,) arrays, the scan; places increase

    Examples
    --------
    >>> places = np.linspace(0, 1, 9)
    >>> found = roots_along(lambda x: (x - 0.3) * (x - 0.7), places, (places - 0.3) * (places - 0.7))
    >>> [round(root.at, 6) for root in found]
    [0.3, 0.7]
    """
    found = [*crossings(function, places, values), *dips(function, places, values)]
    found = sorted(found, key=lambda root: root.at)
    return [root for number, root in enumerate(found) if number == 0 or root.at - found[number - 1].at > SAME]


def crossings(function: Function, places: Array, values: Array) -> Iterator[Root]:
    """Yield the roots between neighbours of different sign, and the places of the scan that are roots themselves."""
    for number, value in enumerate(values):
        if value == 0:
            yield Root(float(places[number]), *around(places, number))
    for low, high, below, above in zip(places, places[1:], values, values[1:], strict=False):
        if below * above < 0:
            at = root_between(function, float(low), float(high))
            if at is not None:
                yield Root(at, float(low), float(high))


def dips(function: Function, places: Array, values: Array) -> Iterator[Root]:
    """Yield what lies at the bottom of dips towards zero: two roots, or the place that comes nearest."""
    for number in range(1, len(places) - 1):
        left, here, right = values[number - 1 : number + 2]
        if not (math.isfinite(left + here + right) and left * here > 0 and here * right > 0):
            continue
        steep = max(abs(left), abs(right)) - abs(here)
        if abs(here) > min(abs(left), abs(right)) or abs(here) > REACH * steep:
            continue
        low, high = float(places[number - 1]), float(places[number + 1])
        sign = math.copysign(1.0, here)
        bottom, depth = lowest(lambda place, sign=sign: sign * function(place), low, high)  # type: ignore[misc]
        if depth >= 0:
            yield Root(bottom, low, high, touches=True)
            continue
        for first, last in ((low, bottom), (bottom, high)):
            at = root_between(function, first, last)
            if at is not None:
                yield Root(at, low, high)


def around(places: Array, number: int) -> tuple[float, float]:
    """Return the neighbours of a place of the scan."""
    return float(places[max(number - 1, 0)]), float(places[min(number + 1, len(places) - 1)])


def root_between(function: Function, low: float, high: float) -> float | None:
    """Return a root between two places of different sign; None where a value is missing on the way."""
    from scipy.optimize import brentq

    try:
        return float(brentq(known(function), low, high, xtol=CLOSE, rtol=1e-9, maxiter=60))
    except GapError:
        return None


def lowest(function: Function, low: float, high: float) -> tuple[float, float]:
    """Return the place of the lowest value between two places, and the value; the search ends where it is below 0."""
    from scipy.optimize import minimize_scalar

    best = (math.nan, math.inf)

    def watched(place: float) -> float:
        nonlocal best
        value = function(place)
        if value < best[1]:
            best = (float(place), float(value))
        if value < 0:
            raise GapError
        return value if math.isfinite(value) else math.inf

    with contextlib.suppress(GapError):
        minimize_scalar(watched, bounds=(low, high), method="bounded", options={"xatol": 1e-4 * (high - low)})
    return best


def known(function: Function) -> Function:
    """Return a function that raises where it has no value."""

    def checked(place: float) -> float:
        value = function(place)
        if not math.isfinite(value):
            raise GapError
        return value

    return checked


def slope_at(at: float, value: float, places: Array, values: Array) -> tuple[float, float]:
    """Return slope and bend of a function at a place, by the parabola through it and two places of a scan.

    Places too near to it are left out: they would tell of noise. NaN where fewer than two are left; where all lie to
    one side, that side tells.

    Examples
    --------
    >>> places = np.linspace(0, 1, 5)
    >>> slope, bend = slope_at(0.4, 0.16, places, places**2)
    >>> round(slope, 9), round(bend, 9)
    (0.8, 2.0)
    """
    usual = (places[-1] - places[0]) / max(len(places) - 1, 1)
    told = np.isfinite(values) & (np.abs(places - at) >= CLEAR * usual)
    left, right = np.flatnonzero(told & (places < at))[-2:], np.flatnonzero(told & (places > at))[:2]
    pair = [left[-1], right[0]] if left.size and right.size else [*left, *right]
    if len(pair) < 2:
        return (math.nan, math.nan) if not pair else (float((values[pair[0]] - value) / (places[pair[0]] - at)), 0.0)
    one, other = (float(places[each] - at) for each in pair)
    rise_one, rise_other = (float(values[each] - value) / (places[each] - at) for each in pair)
    bend = (rise_other - rise_one) / (other - one)
    return float(rise_one - bend * one), float(2 * bend)
