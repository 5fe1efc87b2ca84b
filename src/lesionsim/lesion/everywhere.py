"""Fields at any place x, y, z in and around the lesion, for sections in any direction and for other programs."""

import numpy as np
import xarray as xr

from lesionsim.lesion.all_around import Field
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.nerve_profile import plain_field, value_of
from lesionsim.lesion.points import check_whole, moment, points, scenario_of, within_nodes
from lesionsim.scenario import Criterion

Array = np.ndarray
TEMPERATURES = ("temperature", "peak_temperature")


def is_around(result: xr.Dataset) -> bool:
    """Tell whether a result has cells around the probe: was it computed in three dimensions?"""
    return "theta" in result.dims


def temperature_field(result: xr.Dataset, time_s: float | None = None, name: str = "temperature") -> Field:
    """Return temperature, or the highest so far, everywhere; in the metal it is that of the surface beside it.

    Parameters
    ----------
    time_s : float, s, a recorded moment; the end when left out
    name : "temperature" or "peak_temperature"
    """
    check_whole(result)
    nodes = points(result, name, scenario_of(result).outer_wall_c, moment(result, time_s))
    field = plain_field(result, nodes)
    return field._replace(level=within_nodes(field.level, nodes))


def level_field(result: xr.Dataset, criterion: Criterion | str | None = None, time_s: float | None = None) -> Field:
    """Return a criterion's level everywhere, positive in dead tissue; in the metal it is that of the surface."""
    return plain_field(result, level_points(result, choose(result, criterion), moment(result, time_s)))


def at_places(field: Field, x_mm: Array, y_mm: Array, z_mm: Array) -> Array:
    """Return a field at places, arrays of one shape, mm in the probe's frame; beyond the outer wall the wall's value.

    Examples
    --------
    >>> import lesionsim as ls
    >>> heat = temperature_field(ls.simulate(ls.load("b1")), time_s=90)
    >>> at_places(heat, np.array([3.0]), np.array([0.0]), np.array([5.0])).round(1)
    array([48.7])
    """
    return value_of(field, (np.hypot(x_mm, y_mm), z_mm, np.arctan2(y_mm, x_mm)), outside=None)
