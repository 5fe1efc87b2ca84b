"""The points of a design: for every row, a place between 0 and 1 in each source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .levels import Levels
from .places import Array

KINDS = ("grid", "one-at-a-time", "latin-hypercube", "sobol", "list", "morris", "saltelli")
SAMPLED = ("latin-hypercube", "sobol")  # may be correlated
WITH_SAMPLES = (*SAMPLED, "morris", "saltelli")
MOST_ROWS = 1_000_000
BASE = np.nan  # in place of a place: the value that the scenario has


class Asked(NamedTuple):
    """What decides the points."""

    kind: str
    sources: Sequence[Any]
    samples: int | None
    seed: int


def rows_of(asked: Asked) -> int:
    """Return how many rows a design will have."""
    sizes = [len(source.values) for source in asked.sources if isinstance(source, Levels)]
    samples, keys = asked.samples or 0, len(asked.sources)
    if asked.kind == "grid":
        count = 1
        for size in sizes:
            count *= size
        return count
    if asked.kind == "one-at-a-time":
        return 1 + sum(sizes)
    return samples * {"morris": keys + 1, "saltelli": keys + 2}.get(asked.kind, 1)


def places(asked: Asked) -> Array:
    """Return places of shape (rows, keys), in [0, 1), before any correlation."""
    if asked.kind == "grid":
        return grid(asked.sources)
    if asked.kind == "one-at-a-time":
        return one_at_a_time(asked.sources)
    keys, samples = len(asked.sources), asked.samples or 0
    if asked.kind == "latin-hypercube":
        return latin_hypercube(keys, samples, asked.seed)
    if asked.kind == "sobol":
        return sobol(keys, samples, asked.seed)
    return screening(asked.kind, keys, samples, asked.seed)


def grid(sources: Sequence[Levels]) -> Array:
    """Return every combination of levels; the last key changes fastest."""
    axes = np.meshgrid(*(source.middles() for source in sources), indexing="ij")
    return np.stack([axis.ravel() for axis in axes], axis=1)


def one_at_a_time(sources: Sequence[Levels]) -> Array:
    """Return the scenario as it is, then each level of each key while the others stay as they are."""
    rows = [np.full((1, len(sources)), BASE)]
    for column, source in enumerate(sources):
        changed = np.full((len(source.values), len(sources)), BASE)
        changed[:, column] = source.middles()
        rows.append(changed)
    return np.concatenate(rows)


def latin_hypercube(keys: int, samples: int, seed: int) -> Array:
    """Return points of which each key has exactly one in each of as many equal slices as there are samples."""
    from scipy.stats import qmc

    return below_one(qmc.LatinHypercube(keys, seed=np.random.default_rng(seed)).random(samples))


def sobol(keys: int, samples: int, seed: int) -> Array:
    """Return the first scrambled Sobol points."""
    from scipy.stats import qmc

    engine = qmc.Sobol(keys, scramble=True, seed=np.random.default_rng(seed))
    return below_one(engine.random_base2((samples - 1).bit_length())[:samples])


def screening(kind: str, keys: int, samples: int, seed: int) -> Array:
    """Return the points of Morris's trajectories, or Saltelli's for Sobol indices."""
    if kind == "morris":
        from ..likelihood.morris import morris_points

        return below_one(morris_points(keys, samples, seed))
    from ..likelihood.sobol import saltelli_points

    return below_one(saltelli_points(keys, samples, seed))


def below_one(points: Any) -> Array:
    """Return places as a new array of numbers in [0, 1)."""
    return np.clip(np.array(points, dtype=np.float64, order="C"), 0.0, np.nextafter(1.0, 0.0))


def levels_between(source: Any, count: int) -> Levels:
    """Return a few levels that stand for a distribution: spread evenly where it has both limits, else by chance.

    >>> from lesionsim.sweep.design.distributions import LogUniform, Normal, Uniform
    >>> print(levels_between(Uniform(low=60, high=90), 4), levels_between(LogUniform(low=1, high=100), 3), sep="; ")
    60, 70, 80 or 90; 1, 10 or 100
    """
    if count == 1:
        return Levels((source.at(0.5),))
    if source.kind == "uniform":
        values = np.linspace(source.low, source.high, count)
    elif source.kind == "log-uniform":
        values = np.geomspace(source.low, source.high, count)
    else:
        values = source.at((np.arange(count) + 0.5) / count)
    return Levels(tuple(dict.fromkeys(values.tolist())))
