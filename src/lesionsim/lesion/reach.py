"""How far dead tissue reaches from the probe's surface, at one place along it."""

import math

import numpy as np
import xarray as xr

from lesionsim.lesion.fields import fine_level
from lesionsim.lesion.points import scenario_of
from lesionsim.scenario import Criterion

Array = np.ndarray
SAME_RADIUS = 1e-9  # a line this share inside the probe's radius is its surface


def reach_at(
    result: xr.Dataset, z_mm: float, criterion: Criterion | str | None = None, time_s: float | None = None
) -> float:
    """Return how far dead tissue reaches from the probe's surface at one place along it, mm.

    Parameters
    ----------
    z_mm : float, mm, beside the probe, from the end of the tip
    criterion : label or criterion; the scenario's first when left out
    time_s : float, s, a recorded moment; the end when left out

    Returns
    -------
    float, mm; NaN where tissue beside the probe lives, infinity where it is dead up to the outer wall

    Examples
    --------
    >>> import lesionsim as ls
    >>> result = ls.simulate(ls.load("b1"))
    >>> round(reach_at(result, z_mm=5.0, criterion=ls.Isotherm(50)), 1)
    2.3
    """
    r, z, level = fine_level(result, criterion, time_s)
    radius = scenario_of(result).probe.radius_mm
    column = min(max(int(np.searchsorted(z, z_mm)), 1), z.size - 1)
    share = (z_mm - z[column - 1]) / (z[column] - z[column - 1])
    outside = r > radius * (1 - SAME_RADIUS)
    across = (1 - share) * level[outside, column - 1] + share * level[outside, column]
    return first_crossing(r[outside] - radius, across)


def first_crossing(distance: Array, level: Array) -> float:
    """Return where a level that starts positive becomes negative; NaN where it starts negative, infinity without."""
    known = np.isfinite(level)
    distance, level = distance[known], level[known]
    alive = np.flatnonzero(level <= 0)
    if alive.size == 0:
        return math.inf
    after = int(alive[0])
    if after == 0:
        return math.nan
    dead, living = level[after - 1], level[after]
    return float(distance[after - 1] + (distance[after] - distance[after - 1]) * dead / (dead - living))
