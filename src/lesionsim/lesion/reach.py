"""How far dead tissue reaches: from the probe's surface at one place along it, and from the axis towards one side."""

import math

import numpy as np
import xarray as xr

from lesionsim import units
from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.asking import number_of
from lesionsim.lesion.fields import ANGLE, fine_level
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.measures import lines_for, measure, radii_around
from lesionsim.lesion.points import around_of, moment, scenario_of
from lesionsim.lesion.shadow import radius_towards
from lesionsim.scenario import Criterion

Array = np.ndarray
SAME_RADIUS = 1e-9  # a line this share inside the probe's radius is its surface


def reach_at(
    result: xr.Dataset,
    z_mm: float,
    criterion: Criterion | str | None = None,
    time_s: float | None = None,
    azimuth_deg: float = 0.0,
) -> float:
    """Return how far dead tissue reaches from the probe's surface at one place along it, mm.

    Parameters
    ----------
    z_mm : float, mm, beside the probe, from the end of the tip
    criterion : label or criterion; the scenario's first when left out
    time_s : float, s, a recorded moment; the end when left out
    azimuth_deg : float, degrees around the probe, 0 towards +x; without meaning where the scenario has no anatomy

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
    r, z, level = fine_level(result, criterion, time_s, azimuth_deg)
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


def reach_mm(
    result: xr.Dataset,
    azimuth_deg: float,
    criterion: Criterion | str | None = None,
    time_s: float | None = None,
) -> float:
    """Return how far the lesion reaches towards one side: the largest distance of its edge from the probe's axis there.

    Parameters
    ----------
    result : Dataset from `simulate`
    azimuth_deg : float, degrees around the probe, 0 towards +x, 90 towards +y
    criterion : label or criterion; the scenario's first when left out
    time_s : float, s, a recorded moment; the end when left out

    Returns
    -------
    float, mm; 0 where there is no lesion. Without anatomy it is half of the width, towards any side

    Examples
    --------
    >>> import lesionsim as ls
    >>> result = ls.simulate(ls.load("b1"))
    >>> round(reach_mm(result, azimuth_deg=0, criterion=ls.Isotherm(50)), 1)
    2.7
    """
    if not math.isfinite(number_of("azimuth_deg", azimuth_deg, ANGLE)):
        raise ScenarioError(Problem("azimuth_deg", f"is {azimuth_deg}; must be {ANGLE}"))
    theta = math.radians(number_of("azimuth_deg", azimuth_deg, ANGLE))
    chosen, around = choose(result, criterion), around_of(result)
    if around is None:
        return measure(result, chosen, time_s).width_mm / 2
    level = level_points(result, chosen, moment(result, time_s))
    radius = radii_around(level, lines_for(result), around)
    return radius_towards(radius, around, theta) * units.MM_PER_M
