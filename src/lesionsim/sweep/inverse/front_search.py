"""The search for a Pareto front: places where no aim can be had better without another one being worse."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Array = np.ndarray
Place = tuple[float, ...]
Aims = Callable[[int, Place], Array]  # of a combination of levels and a place; more is better; NaN where not allowed

SAMPLE = 256  # places over all combinations, a power of two
LEAST = 16  # places for each combination
STEPS = (0.1, 0.05, 0.02, 0.01)  # of a range, how far children lie from their parents, from round to round
PARENTS = 32  # in each round, spread along the front
CHILDREN = 2


class Spot(NamedTuple):
    """One place of one combination of levels."""

    combination: int
    place: Place


def search_front(aims: Aims, combinations: int, ranges: int, seed: int = 0) -> list[Spot]:
    """Return places whose aims no other place betters in all, as far as a search can tell.

    A Sobol sample of every combination with its corners comes first, then rounds of places beside those that stand
    out, and between neighbours among them. The same seed gives the same places.

    Parameters
    ----------
    aims : of a combination's number and a place; (k,) array, of each more is better
    combinations, ranges : how many there are

    Examples
    --------
    >>> found = search_front(lambda _, place: np.array([-(place[0] ** 2), -((place[0] - 0.5) ** 2)]), 1, 1)
    >>> max(spot.place[0] for spot in found) < 0.51
    True
    """
    known: dict[Spot, Array] = {}
    random = np.random.default_rng(seed)
    for spot in sample(combinations, ranges, seed):
        known[spot] = aims(*spot)
    for step in STEPS if ranges else ():
        for spot in beside(leaders(known), step, random):
            if spot not in known:
                known[spot] = aims(*spot)
    return leaders(known)


def sample(combinations: int, ranges: int, seed: int) -> list[Spot]:
    """Return the first places: for every combination the corners of all ranges, then Sobol points."""
    if ranges == 0:
        return [Spot(each, ()) for each in range(combinations)]
    from scipy.stats.qmc import Sobol

    count = max(LEAST, SAMPLE // 2 ** int(np.ceil(np.log2(combinations))))
    corners = [tuple(float(each) for each in corner) for corner in itertools.product((0.0, 1.0), repeat=ranges)]
    points = Sobol(ranges, rng=np.random.default_rng(seed)).random(count)
    places = [*corners, *(tuple(float(each) for each in point) for point in points)]
    return [Spot(each, place) for each in range(combinations) for place in places]


def leaders(known: dict[Spot, Array]) -> list[Spot]:
    """Return the spots that no other betters, in the order of the first aim; of equals the first."""
    spots = [spot for spot, value in known.items() if np.isfinite(value).all()]
    if not spots:
        return []
    values = np.array([known[spot] for spot in spots])
    _, first = np.unique(values, axis=0, return_index=True)
    first = np.sort(first)
    best = first[undominated(values[first])]
    return [spots[number] for number in best[np.argsort(values[best, 0], kind="stable")]]


def undominated(values: Array) -> Array:
    """Tell which rows no other row betters: none that is as good in every column and better in one.

    Parameters
    ----------
    values : (n, k) array, of each column more is better

    Examples
    --------
    >>> undominated(np.array([[1, 3], [2, 2], [1, 2], [3, 1]])).tolist()
    [True, True, False, True]
    """
    as_good = (values[:, None, :] >= values[None, :, :]).all(axis=2)
    better = (values[:, None, :] > values[None, :, :]).any(axis=2)
    return np.asarray(~(as_good & better).any(axis=0))


def beside(front: list[Spot], step: float, random: np.random.Generator) -> list[Spot]:
    """Return new places: around some of the front, and half way between neighbours of one combination."""
    chosen = (
        [front[number] for number in np.unique(np.linspace(0, len(front) - 1, PARENTS).astype(int))] if front else []
    )
    new = []
    for spot in chosen:
        for _ in range(CHILDREN):
            moved = np.clip(np.array(spot.place) + random.normal(0.0, step, len(spot.place)), 0.0, 1.0)
            new.append(Spot(spot.combination, tuple(float(each) for each in moved)))
    for one, other in itertools.pairwise(chosen):
        if one.combination == other.combination:
            middle = (np.array(one.place) + np.array(other.place)) / 2
            new.append(Spot(one.combination, tuple(float(each) for each in middle)))
    return new
