"""The grid of runs that a search begins with, for one combination of levels."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np

from lesionsim.sweep.inverse.aims import Aim
from lesionsim.sweep.inverse.runs import Place, Runs
from lesionsim.sweep.inverse.unknowns import Values, ranges_of

Array = np.ndarray

NODES = {0: 1, 1: 33, 2: 13, 3: 8}  # along each range, by how many ranges there are
STEP = 1e-4  # of a range, over which a distribution's own slope is taken


class Grid(NamedTuple):
    """Runs at even places of every range, and how far each is off."""

    levels: Values
    nodes: Array  # (n,) from 0 to 1
    off: Array  # (n, ...) one axis for each range

    def places(self) -> list[Place]:
        """Return the place of each run, in the order of `off.ravel()`."""
        return [tuple(float(each) for each in place) for place in itertools.product(self.nodes, repeat=self.off.ndim)]


def grid_of(runs: Runs, levels: Values, aim: Aim, count: int | None) -> Grid:
    """Make the runs of a grid."""
    ranges = ranges_of(runs.inputs)
    nodes = np.linspace(0.0, 1.0, count or NODES[len(ranges)])
    places = itertools.product(nodes, repeat=len(ranges))
    off = [aim.off(runs.at(levels, tuple(float(each) for each in place), in_scan=True)) for place in places]
    return Grid(levels, nodes, np.reshape(off, (nodes.size,) * len(ranges)))


def gradient_at(grid: Grid, place: Place) -> Array:
    """Return how fast the aim changes with each range at a place, per whole range; NaN beside failed runs."""
    from scipy.interpolate import RegularGridInterpolator

    axes = (grid.nodes,) * grid.off.ndim
    slopes = [np.gradient(grid.off, grid.nodes, axis=axis) for axis in range(grid.off.ndim)]
    return np.array([RegularGridInterpolator(axes, slope)([place])[0] for slope in slopes])


def per_place(runs: Runs, place: Place) -> Array:
    """Return how much each input changes over its whole range, as fast as it does at a place."""
    found = []
    for each, at in zip(ranges_of(runs.inputs), place, strict=True):
        low, high = max(at - STEP, 0.0), min(at + STEP, 1.0)
        found.append((each.source.at(high) - each.source.at(low)) / (high - low))
    return np.array(found)
