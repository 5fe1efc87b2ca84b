"""Inputs that vary together: a Gaussian copula, which leaves each input's own distribution as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from lesionsim.errors import Problem
from lesionsim.scenario.checks import as_number
from lesionsim.scenario.wording import nearest_phrase, plain, shown

from .places import NEVER, Array

Pair = tuple[str, str, float]
LEAST_EIGENVALUE = 1e-9


def matrix_of(keys: Sequence[str], correlation: Sequence[Pair]) -> Array:
    """Return the matrix of correlations between keys."""
    matrix = np.eye(len(keys))
    for a, b, rho in correlation:
        i, j = keys.index(a), keys.index(b)
        matrix[i, j] = matrix[j, i] = rho
    return matrix


def correlated(points: Array, keys: Sequence[str], correlation: Sequence[Pair], keep_slices: bool) -> Array:
    """Return points whose normal scores have the wanted correlations.

    Parameters
    ----------
    points : (rows, keys) array of independent places in (0, 1)
    keep_slices : give each key the same places as before in another order, so that a Latin hypercube stays one
    """
    if not correlation:
        return points
    from scipy.special import ndtr, ndtri

    scores = ndtri(np.clip(points, NEVER, 1 - NEVER))
    together = scores @ np.linalg.cholesky(matrix_of(keys, correlation)).T
    moved = np.ascontiguousarray(points)
    for column in sorted({keys.index(each) for a, b, _ in correlation for each in (a, b)}):
        if keep_slices:
            moved = moved.copy()
            order = np.argsort(np.argsort(together[:, column], kind="stable"), kind="stable")
            moved[:, column] = np.sort(points[:, column])[order]
        else:
            moved = moved.copy()
            moved[:, column] = np.clip(ndtr(together[:, column]), 0.0, np.nextafter(1.0, 0.0))
    return moved


def faults(keys: Sequence[str], correlation: Sequence[Pair]) -> Iterator[Problem]:
    """Yield what is wrong with correlations: other keys, a key with itself, too strong, not possible together."""
    found = [
        problem for i, pair in enumerate(correlation) for problem in faults_of_one(keys, pair, f"correlation[{i}]")
    ]
    yield from found
    for (i, one), (j, other) in combinations(enumerate(correlation), 2):
        if set(one[:2]) == set(other[:2]):
            found.append(Problem(f"correlation[{j}]", f"is of the same keys as correlation[{i}]; give each pair once"))
            yield found[-1]
    if not found and correlation and np.linalg.eigvalsh(matrix_of(keys, correlation))[0] < LEAST_EIGENVALUE:
        told = "cannot all be true together (the matrix is not positive definite); must be weaker: if a goes with b and"
        yield Problem("correlation", f"{told} b with c, then a goes with c too")


def faults_of_one(keys: Sequence[str], pair: Pair, place: str) -> Iterator[Problem]:
    """Yield what is wrong with one correlation."""
    a, b, rho = pair
    for name, key in (("a", a), ("b", b)):
        if key not in keys:
            near = nearest_phrase(key, keys) if isinstance(key, str) else ""
            yield Problem(f"{place}.{name}", f"is {shown(key)}, which does not vary; must be a key that varies{near}")
    if a == b:
        yield Problem(f"{place}.b", f"is {shown(b)}, and so is a; must be another key")
    number = as_number(rho)
    if number is None or not -1 < number < 1:
        told = shown(rho) if number is None else plain(number)
        yield Problem(f"{place}.rho", f"is {told}; must be a number between -1 and 1, both left out")
