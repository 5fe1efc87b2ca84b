"""Laws of temperature as uniform tables."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lesionsim.scenario.laws import Exponential, Law, Linear, Table

Array = np.ndarray

COLDEST_C = 0.0
HOTTEST_C = 110.0
STEP_C = 0.05


def sample(law: Law, temperature_c: Array) -> Array:
    """Evaluate a law of temperature.

    Parameters
    ----------
    law : number, Linear, Exponential or Table
    temperature_c : array, °C

    Returns
    -------
    array of the same shape, in the law's own unit
    """
    if isinstance(law, Linear):
        return law.value * (1 + law.slope_per_c * (temperature_c - law.at_c))
    if isinstance(law, Exponential):
        return law.value * np.exp(law.rate_per_c * (np.minimum(temperature_c, law.until_c) - law.at_c))
    if isinstance(law, Table):
        return np.interp(temperature_c, law.temperature_c, law.value)
    return np.full(np.shape(temperature_c), float(law))


class Tables(NamedTuple):
    """Conductivity and temperature tables, and the reference heat capacity that belongs to them."""

    conductivity: Array  # (m,) W/m/K against temperature
    temperature: Array  # (m,) °C against heat content
    heat_capacity: float  # J/kg/K, the mean over the table; content is heat per this capacity
    constant: bool  # neither changes with temperature
    fastest: float  # largest conductivity times largest slope of temperature over content, W/m/K


def is_constant(law: Law) -> bool:
    """Tell whether a law is one number."""
    return not isinstance(law, (Linear, Exponential, Table))


@lru_cache(maxsize=64)
def property_tables(conductivity: Law, heat_capacity: Law) -> Tables:
    """Sample conductivity, and the temperature that belongs to a heat content.

    Content is normalised to equal temperature at both ends of the table, so one axis serves both.
    """
    t = np.linspace(COLDEST_C, HOTTEST_C, round((HOTTEST_C - COLDEST_C) / STEP_C) + 1)
    c = sample(heat_capacity, t)
    heat = np.concatenate([[0.0], np.cumsum(0.5 * (c[1:] + c[:-1]) * np.diff(t))])
    mean = heat[-1] / (t[-1] - t[0])
    temperature = np.interp(t, t[0] + heat / mean, t)
    k = sample(conductivity, t)
    slope = np.max(np.diff(temperature)) / STEP_C
    constant = is_constant(conductivity) and is_constant(heat_capacity)
    return Tables(k, temperature, float(mean), constant, float(np.max(k) * slope))


def content_at(tables: Tables, temperature_c: Array) -> Array:
    """Return the heat content (°C) that belongs to temperatures."""
    axis = COLDEST_C + STEP_C * np.arange(tables.temperature.size)
    return np.interp(temperature_c, tables.temperature, axis)
