"""Morris screening: which inputs matter at all, from few runs.

Each trajectory starts at a random place and changes one input at a time, each by half of its distribution. The mean
size of what that does (mu*) ranks the inputs; where the effect differs from place to place (sigma), the input acts
otherwise at other places or together with others.
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
from lesionsim.sweep.tables.varied import varied

Array = np.ndarray

LEVELS = 4  # places in each distribution: the middles of its quarters
STEP = LEVELS // 2  # levels
LEAST_TRAJECTORIES = 4
MOST_POINTS = 10_000_000
KIND = "morris"


def morris_points(dimensions: int, trajectories: int, seed: int = 0) -> Array:
    """Return the points of random trajectories, each changing every input once, in random order.

    Inputs lie on the middles of the quarters of their distributions, 0.125, 0.375, 0.625 and 0.875, and change by a
    half: so no end of a distribution without ends is asked for.

    Parameters
    ----------
    dimensions : number of inputs
    trajectories : how many
    seed : the same seed gives the same points

    Returns
    -------
    (trajectories * (dimensions + 1), dimensions) array in [0, 1)

    References
    ----------
    Morris 1991, 10.1080/00401706.1991.10484804.

    Examples
    --------
    >>> morris_points(2, 1, seed=1)
    array([[0.375, 0.625],
           [0.375, 0.125],
           [0.875, 0.125]])
    """
    check_counts(dimensions, trajectories=trajectories)
    random = np.random.default_rng(seed)
    start = random.integers(0, LEVELS, (trajectories, dimensions))
    turn = random.permuted(np.tile(np.arange(dimensions), (trajectories, 1)), axis=1)
    done = np.arange(dimensions + 1)[:, None] > turn[:, None, :]
    levels = (start[:, None, :] + STEP * done) % LEVELS
    return np.asarray((levels.reshape(-1, dimensions) + 0.5) / LEVELS)


def check_counts(dimensions: int, **counts: int) -> None:
    """Refuse numbers of inputs, trajectories or samples that are no counts, or too many."""
    for name, given in {"dimensions": dimensions, **counts}.items():
        if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < 1:
            raise ScenarioError(Problem(name, f"is {given!r:.40}; must be a whole number from 1 on"))
    if math.prod(counts.values()) * (dimensions + 2) * dimensions > MOST_POINTS * 10:
        told = f"is {next(iter(counts.values()))}; must ask for fewer than {MOST_POINTS * 10:,} numbers"
        raise ScenarioError(Problem(next(iter(counts)), told))


def elementary_effects(points: Array, values: Array) -> Array:
    """Return what changing each input did in each trajectory, per whole range of the input's distribution.

    Parameters
    ----------
    points : (trajectories * (dimensions + 1), dimensions) array, as `morris_points` gives
    values : one for each point; NaN where there is none

    Returns
    -------
    (trajectories, dimensions) array, in the unit of the values; a trajectory with a NaN is NaN throughout

    Examples
    --------
    >>> points = morris_points(2, 3, seed=0)
    >>> elementary_effects(points, 3 * points[:, 0] - points[:, 1])
    array([[ 3., -1.],
           [ 3., -1.],
           [ 3., -1.]])
    """
    dimensions = points.shape[1]
    steps = np.diff(points.reshape(-1, dimensions + 1, dimensions), axis=1)
    rises = np.diff(np.asarray(values, dtype=float).reshape(-1, dimensions + 1), axis=1)
    if not np.all(np.count_nonzero(steps, axis=2) == 1) or not np.all(np.count_nonzero(steps, axis=1) == 1):
        told = "are no trajectories; must change one input from row to row, each once: take morris_points"
        raise ScenarioError(Problem("points", told))
    which = np.argmax(steps != 0, axis=2)
    size = np.take_along_axis(steps, which[:, :, None], axis=2)[:, :, 0]
    effects = np.empty(rises.shape)
    np.put_along_axis(effects, which, rises / size, axis=1)
    effects[~np.isfinite(rises).all(axis=1)] = math.nan
    return effects


def morris(dataset: xr.Dataset, measure: str = "width_mm", criterion: str | None = None, seed: int = 0) -> xr.Dataset:
    """Screen the inputs of a sweep of kind "morris".

    Trajectories with a run that failed are dropped and counted. Intervals are 95 %, from resampled trajectories.

    Parameters
    ----------
    dataset : Dataset over `row` from `sweep(..., kind="morris")`
    measure : name of a variable, such as "width_mm" or "nerve_covered_mm"
    criterion : label; the first when left out
    seed : of the resampling

    Returns
    -------
    xarray.Dataset over `key`: mu_star, mu and sigma, each with _low and _high, in the measure's unit for the whole
    range of an input; attributes say how many trajectories stand behind it and how many were dropped

    Raises
    ------
    ScenarioError
        When the sweep is of another kind, or too many of its trajectories have a run that failed.

    References
    ----------
    Morris 1991, 10.1080/00401706.1991.10484804; mu*: Campolongo et al. 2007, 10.1016/j.envsoft.2006.10.004.
    """
    rows = rows_of(dataset, measure, criterion, (KIND,))
    values = whole_groups(rows, len(rows.keys) + 1).ravel()
    points = morris_points(len(rows.keys), values.size // (len(rows.keys) + 1), int(dataset.attrs.get("seed", 0)))
    check_rows(rows, points[rows.numbers])
    return morris_of(points, values, rows, seed)


def check_rows(rows: Rows, points: Array) -> None:
    """Refuse rows whose values are not those of the points: another seed, or rows in another order."""
    for place, key in zip(points.T, rows.keys, strict=True):
        held = rows.coordinates[key]
        told = {level: {str(value) for value in held[place == level]} for level in np.unique(place)}
        if any(len(values) > 1 for values in told.values()):
            why = f"has rows that are not those of its Morris design: {key} has several values at one level"
            raise ScenarioError(Problem("dataset", f"{why}; give the sweep as it came, with its seed"))


def morris_of(points: Array, values: Array, rows: Rows | None = None, seed: int = 0) -> xr.Dataset:
    """Screen the inputs of any function, from its values at `morris_points`; see `morris`.

    Parameters
    ----------
    points : (rows, dimensions) array, as `morris_points` gives
    values : (rows,) array; NaN where there is none
    rows : keys and words of a sweep; inputs are numbered when left out

    Examples
    --------
    >>> points = morris_points(2, 10)
    >>> morris_of(points, 3 * points[:, 0] - points[:, 1]).mu_star.values
    array([3., 1.])
    """
    points = np.asarray(points, dtype=float)
    effects = elementary_effects(points, values)
    usable = np.isfinite(effects).all(axis=1)
    more = "Widen the time limit, vary less, or ask for more samples"
    dropped = enough(usable, LEAST_TRAJECTORIES, "trajectories", more)
    seen = np.asarray(values, dtype=float).reshape(len(usable), -1)[usable].ravel()
    keys = rows.keys if rows else tuple(f"x{number + 1}" for number in range(points.shape[1]))
    must_vary(seen, str(rows.about["measure"]) if rows else "values")
    about: dict[str, object] = dict(rows.about) if rows else {}
    about |= {"method": "morris", "groups": int(usable.sum()), "dropped": dropped, "confidence": CONFIDENCE,
              **spread_words(seen, rows.errors if rows else np.array([]))}  # fmt: skip
    words = varied(rows.about, rows.coordinates) if rows else []
    return index_dataset(with_intervals(effects[usable], seed), keys, words, about)


WORDS = {
    "mu_star": "mean size of the effect over the whole range of an input",
    "mu": "mean effect over the whole range of an input",
    "sigma": "standard deviation of the effect over places",
}


def with_intervals(effects: Array, seed: int) -> dict[str, tuple[Array, str]]:
    """Return mu*, mu and sigma with their intervals, each with what it is."""
    count = len(effects)
    columns = np.concatenate([np.abs(effects), effects, effects**2], axis=1)
    estimate = summaries(columns.mean(axis=0)[None], count)[0]
    reach = students_t(count) * resampled_sd(columns, np.ones(count), lambda means: summaries(means, count), seed)
    found = {}
    for name, value, half in zip(WORDS, estimate, reach, strict=True):
        low = value - half if name == "mu" else np.maximum(value - half, 0.0)
        found[name] = (value, WORDS[name])
        found[f"{name}_low"] = (low, "lower end of the interval")
        found[f"{name}_high"] = (value + half, "upper end of the interval")
    return found


def summaries(means: Array, count: int) -> Array:
    """Return (resamples, 3, keys): mu*, mu and sigma from the means of |effect|, effect and its square."""
    size, effect, square = np.split(means, 3, axis=1)
    variance = np.maximum(square - effect**2, 0.0) * count / (count - 1)
    return np.stack([size, effect, np.sqrt(variance)], axis=1)
