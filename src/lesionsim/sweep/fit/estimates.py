"""Least squares: parameters of any model from readings, with intervals, and what cannot be told apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Array = np.ndarray
Model = Callable[[Array], Array]  # from parameters to what would be read

STEP = 2e-3  # of a scaled parameter, over which slopes are taken
SURE = 2.0  # times 1 over the root of the number of readings: less autocorrelation than this may be chance
SINGULAR = 1e-7  # of the largest singular value; below this a direction changes no reading
WIDEST = 50.0  # half an interval in scaled parameters; beyond it is without end


class Scale(NamedTuple):
    """How a parameter is counted while it is sought: as a logarithm where it stays above 0, else over its range."""

    low: float
    high: float
    start: float

    @property
    def is_log(self) -> bool:
        """Tell whether factors count rather than differences."""
        return self.low > 0

    def scaled(self, value: float) -> float:
        """Return a scaled parameter; 0 at the start."""
        return float(np.log(value / self.start)) if self.is_log else (value - self.start) / (self.high - self.low)

    def value(self, scaled: float) -> float:
        """Return the parameter in its own unit."""
        if self.is_log:
            with np.errstate(over="ignore"):
                return float(self.start * np.exp(scaled))
        return self.start + scaled * (self.high - self.low)


class Estimate(NamedTuple):
    """Parameters that fit best, and how the readings depend on them there."""

    scaled: Array  # (p,)
    slopes: Array  # (n, p) change of readings with scaled parameters
    residuals: Array  # (n,) measured minus model
    converged: bool
    at_bound: tuple[bool, ...]


class Spread(NamedTuple):
    """How sure an estimate is, in scaled parameters."""

    half: Array  # (p,) half the interval; infinite where readings tell nothing
    correlation: Array  # (p, p)
    condition: float


def estimate(model: Model, readings: Array, scales: tuple[Scale, ...]) -> Estimate:
    """Return the parameters with the least sum of squares within their bounds.

    Parameters
    ----------
    model : from parameters in their own units to (n,) readings
    readings : (n,) array
    scales : of each parameter

    Examples
    --------
    >>> time = np.linspace(0, 3, 20)
    >>> model = lambda values: values[0] * np.exp(-values[1] * time)
    >>> found = estimate(model, model(np.array([2.0, 0.7])), (Scale(0.1, 10, 1), Scale(0.1, 10, 1)))
    >>> np.exp(found.scaled).round(4)
    array([2. , 0.7])
    """
    from scipy.optimize import least_squares

    low = np.array([scale.scaled(scale.low) for scale in scales])
    high = np.array([scale.scaled(scale.high) for scale in scales])

    def off(scaled: Array) -> Array:
        return model(values_of(scales, scaled)) - readings

    def slopes(scaled: Array) -> Array:
        columns = []
        for number in range(len(scales)):
            step = np.zeros(len(scales))
            step[number] = STEP
            ends = [np.clip(scaled + way * step, low, high) for way in (-1, 1)]
            columns.append((off(ends[1]) - off(ends[0])) / (ends[1] - ends[0])[number])
        return np.stack(columns, axis=1)

    found = least_squares(off, np.zeros(len(scales)), jac=slopes, bounds=(low, high), x_scale=1.0,
                          xtol=1e-9, ftol=1e-10, gtol=1e-10, max_nfev=60)  # fmt: skip
    near = (found.x - low < 1e-3 * (high - low)) | (high - found.x < 1e-3 * (high - low))
    return Estimate(found.x, slopes(found.x), -found.fun, bool(found.status > 0), tuple(bool(each) for each in near))


def values_of(scales: tuple[Scale, ...], scaled: Array) -> Array:
    """Return parameters in their own units."""
    return np.array([scale.value(float(each)) for scale, each in zip(scales, scaled, strict=True)])


def spread(found: Estimate, confidence: float, effective: float) -> Spread:
    """Return intervals from the slopes and the residual variance, with Student's t, and the correlations.

    Parameters
    ----------
    confidence : of the intervals, such as 0.95
    effective : how many independent readings the readings are worth
    """
    from scipy.stats import t as student

    count, unknowns = found.slopes.shape
    left, sizes, right = np.linalg.svd(found.slopes, full_matrices=False)
    del left
    largest = max(float(sizes[0]), np.finfo(float).tiny)
    told = sizes > SINGULAR * largest
    inverse = np.where(told, 1 / np.where(told, sizes, 1.0), 1 / (SINGULAR * largest))
    covariance = (right.T * inverse**2) @ right
    free = max(effective - unknowns, 1.0)
    variance = float(found.residuals @ found.residuals) / max(count - unknowns, 1) * count / effective
    deviation = np.sqrt(np.diag(covariance))
    half = float(student.ppf((1 + confidence) / 2, free)) * np.sqrt(variance) * deviation
    blind = ~told.all() & (np.abs(right[~told]) > 1e-3).any(axis=0) if not told.all() else np.zeros(unknowns, bool)
    half = np.where(blind | (half > WIDEST), np.inf, half)
    condition = float(largest / sizes[-1]) if sizes[-1] > 0 else np.inf
    return Spread(half, covariance / np.outer(deviation, deviation), condition)


def autocorrelation(residuals: Array, ends: Array) -> float:
    """Return the correlation of each residual with the next one of its trace; `ends`: where each trace ends.

    Examples
    --------
    >>> round(autocorrelation(np.array([1.0, -1, 1, -1, 1]), np.array([5])), 2)
    -0.8
    """
    total = float(residuals @ residuals)
    parts = np.split(residuals, ends[:-1])
    return sum(float(part[1:] @ part[:-1]) for part in parts) / total if total > 0 else 0.0


def effective_count(count: int, correlation: float) -> float:
    """Return how many independent readings correlated ones are worth; all where the correlation may be chance.

    >>> effective_count(100, 0.05), effective_count(100, 0.5).__round__(1)
    (100.0, 33.3)
    """
    if correlation <= SURE / np.sqrt(count):
        return float(count)
    return count * (1 - correlation) / (1 + correlation)
