"""Sobol indices: which share of a measure's variance each input explains, alone and with all that it does together.

Points come from 16 Sobol sequences, scrambled independently and taken in turn. Each is more even than chance, and
their disagreement tells how sure the indices are: resampling single points of one sequence would not, because they are
not independent.
"""

import math

import numpy as np
import xarray as xr

from lesionsim.errors import Problem, ScenarioError
from lesionsim.sweep.likelihood.indices import (
    CONFIDENCE,
    Rows,
    enough,
    index_dataset,
    must_vary,
    resampled_sd,
    rows_of,
    spread_words,
    students_t,
    whole_groups,
)
from lesionsim.sweep.likelihood.morris import check_counts
from lesionsim.sweep.tables.varied import varied

Array = np.ndarray

KIND = "saltelli"
SEQUENCES = 16
LEAST_GROUPS = 4 * SEQUENCES
MOST_DIMENSIONS = 1000
OPEN = 2.0**-32  # no point lies on 0, where a normal distribution has no value


def saltelli_points(dimensions: int, samples: int, seed: int = 0) -> Array:
    """Return points for Sobol indices: `samples` groups of dimensions + 2 rows.

    A group is a point A, then A with one input after the other taken from a point B, then B. The A and B of all groups
    are draws from the inputs' joint distribution.

    Parameters
    ----------
    dimensions : number of inputs
    samples : number of groups; a power of two from 256 on serves best
    seed : the same seed gives the same points

    Returns
    -------
    (samples * (dimensions + 2), dimensions) array in [0, 1)

    References
    ----------
    Saltelli et al. 2010, 10.1016/j.cpc.2009.09.018; independent scrambles: Owen 1995, 10.1007/978-1-4612-2552-2_19.

    Examples
    --------
    >>> saltelli_points(2, 1, seed=0).round(2)
    array([[0.29, 0.25],
           [0.75, 0.25],
           [0.29, 0.77],
           [0.75, 0.77]])
    """
    check_counts(dimensions, samples=samples)
    if dimensions > MOST_DIMENSIONS:
        raise ScenarioError(Problem("dimensions", f"is {dimensions}; must be at most {MOST_DIMENSIONS}"))
    a, b = np.split(even_points(2 * dimensions, samples, seed), 2, axis=1)
    points = np.repeat(a[:, None, :], dimensions + 2, axis=1)
    inputs = np.arange(dimensions)
    points[:, inputs + 1, inputs] = b
    points[:, -1] = b
    return np.maximum(points.reshape(-1, dimensions), OPEN)


def even_points(dimensions: int, count: int, seed: int) -> Array:
    """Return points of independently scrambled Sobol sequences, one of each in turn."""
    from scipy.stats import qmc

    points = np.empty((count, dimensions))
    each = math.ceil(math.log2(math.ceil(count / SEQUENCES)))
    for number, random in enumerate(np.random.default_rng(seed).spawn(min(SEQUENCES, count))):
        mine = points[number::SEQUENCES]
        mine[:] = qmc.Sobol(dimensions, seed=random).random_base2(each)[: len(mine)]
    return points


def sobol_indices(
    dataset: xr.Dataset, measure: str = "width_mm", criterion: str | None = None, seed: int = 0
) -> xr.Dataset:
    """Share the variance of a measure out to the inputs of a sweep of kind "saltelli".

    Groups with a run that failed are dropped and counted. Intervals are 95 %, from resampled sequences; with few
    samples an estimate may lie a little below 0 or above 1. Inputs must be independent.

    Parameters
    ----------
    dataset : Dataset over `row` from `sweep(..., kind="saltelli")`
    measure : name of a variable, such as "width_mm" or "nerve_covered_mm"
    criterion : label; the first when left out
    seed : of the resampling

    Returns
    -------
    xarray.Dataset over `key`: first_order (the input alone) and total_order (with all that it does together with
    others), each with _low and _high; attributes say how many groups stand behind it, how many were dropped, the mean
    and standard deviation of the measure (mean, sd) and its typical numerical error bar (numerical_error)

    Raises
    ------
    ScenarioError
        When the sweep is of another kind, too many of its groups have a run that failed, or the measure never varies.

    References
    ----------
    First order: Saltelli et al. 2010, 10.1016/j.cpc.2009.09.018; total order: Jansen 1999,
    10.1016/S0010-4655(98)00154-4.
    """
    rows = rows_of(dataset, measure, criterion, (KIND,))
    check_rows(rows)
    return sobol_of(whole_groups(rows, len(rows.keys) + 2).ravel(), len(rows.keys), rows, seed)


def check_rows(rows: Rows) -> None:
    """Refuse rows that are not groups of A, A with one input of B, B."""
    count = len(rows.keys)
    groups, inside = np.divmod(rows.numbers, count + 2)
    for place, key in enumerate(rows.keys):
        held = rows.coordinates[key]
        for of_b in (False, True):
            order = np.flatnonzero(np.isin(inside, (place + 1, count + 1)) == of_b)
            same = groups[order][1:] == groups[order][:-1]
            if np.any(held[order][1:][same] != held[order][:-1][same]):
                told = f"has rows that are no groups of a Saltelli design ({key} differs); give the sweep as it came"
                raise ScenarioError(Problem("dataset", told))


def sobol_of(values: Array, dimensions: int, rows: Rows | None = None, seed: int = 0) -> xr.Dataset:
    """Return the Sobol indices of any function, from its values at `saltelli_points`; see `sobol_indices`.

    Parameters
    ----------
    values : (samples * (dimensions + 2),) array; NaN where there is none
    dimensions : number of inputs
    rows : keys and words of a sweep; inputs are numbered when left out

    Examples
    --------
    >>> points = saltelli_points(2, 1024)
    >>> sobol_of(3 * points[:, 0] + points[:, 1], 2).total_order.values.round(2)
    array([0.9, 0.1])
    """
    groups = np.asarray(values, dtype=float).reshape(-1, dimensions + 2)
    usable = np.isfinite(groups).all(axis=1)
    more = f"Widen the time limit, vary less, or ask for more samples ({LEAST_GROUPS} at least)"
    dropped = enough(usable, LEAST_GROUPS, "groups", more)
    draws = groups[usable][:, [0, -1]].ravel()
    must_vary(draws, str(rows.about["measure"]) if rows else "values")
    keys = rows.keys if rows else tuple(f"x{number + 1}" for number in range(dimensions))
    about: dict[str, object] = dict(rows.about) if rows else {}
    about |= {"method": "sobol", "groups": int(usable.sum()), "dropped": dropped, "confidence": CONFIDENCE,
              **spread_words(draws, rows.errors if rows else np.array([]))}  # fmt: skip
    words = varied(rows.about, rows.coordinates) if rows else []
    return index_dataset(with_intervals(groups, usable, seed), keys, words, about)


WORDS = {
    "first_order": "share of the variance that the input explains alone",
    "total_order": "share of the variance that would go with the input, with all that it does together with others",
}


def with_intervals(groups: Array, usable: Array, seed: int) -> dict[str, tuple[Array, str]]:
    """Return first and total order with their intervals, each with what it is."""
    columns = products(groups[usable])
    sequence = np.flatnonzero(usable) % SEQUENCES
    sums = np.stack([np.bincount(sequence, column, SEQUENCES) for column in columns.T], axis=1)
    counts = np.bincount(sequence, minlength=SEQUENCES).astype(float)
    estimate = shares(columns.mean(axis=0)[None])[0]
    reach = students_t(SEQUENCES) * resampled_sd(sums, counts, shares, seed)
    found = {}
    for name, value, half in zip(WORDS, estimate, reach, strict=True):
        found[name] = (value, WORDS[name])
        found[f"{name}_low"] = (value - half, "lower end of the interval")
        found[f"{name}_high"] = (value + half, "upper end of the interval")
    return found


def products(groups: Array) -> Array:
    """Return the columns whose means give the indices: sum and squares of A and B, then those of each input."""
    centred = groups - groups[:, [0, -1]].mean()
    a, mixed, b = centred[:, :1], centred[:, 1:-1], centred[:, -1:]
    return np.concatenate([a + b, a**2 + b**2, b * (mixed - a), (a - mixed) ** 2], axis=1)


def shares(means: Array) -> Array:
    """Return (resamples, 2, keys): first and total order from the means of `products`."""
    variance = means[:, 1] / 2 - (means[:, 0] / 2) ** 2
    alone, together = np.split(means[:, 2:], 2, axis=1)
    return np.stack([alone, together / 2], axis=1) / variance[:, None, None]
