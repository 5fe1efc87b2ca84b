"""Laws of temperature as uniform tables, with boiling by the enthalpy method."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lesionsim.scenario.boiling import Boiling
from lesionsim.scenario.laws import Exponential, Law, Linear, Table

Array = np.ndarray

COLDEST_C = 0.0
HOTTEST_C = 110.0
CHARRED_C = 200.0  # tissue that boils may become as hot as this
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
    fastest: float  # largest conductivity times slope of temperature over content, W/m/K
    most: float  # largest conductivity, W/m/K


def is_constant(law: Law) -> bool:
    """Tell whether a law is one number."""
    return not isinstance(law, (Linear, Exponential, Table))


def axis(hottest: float) -> Array:
    """Return the entries of a table from 0 °C to a temperature, or to a heat content, °C."""
    return np.linspace(COLDEST_C, hottest, round((hottest - COLDEST_C) / STEP_C) + 1)


@lru_cache(maxsize=64)
def property_tables(conductivity: Law, heat_capacity: Law, boiling: Boiling | None = None) -> Tables:
    """Sample conductivity, and the temperature that belongs to a heat content.

    Without boiling, content is normalised to equal temperature at both ends of the table, so one axis serves both.
    With boiling it equals temperature where the capacity is the mean up to where boiling begins, and goes on beyond.
    """
    if boiling is not None:
        return boiling_tables(conductivity, heat_capacity, boiling)
    t = axis(HOTTEST_C)
    c = sample(heat_capacity, t)
    heat = heat_up_to(t, c)
    mean = heat[-1] / (t[-1] - t[0])
    temperature = np.interp(t, t[0] + heat / mean, t)
    constant = is_constant(conductivity) and is_constant(heat_capacity)
    return tables_of(sample(conductivity, t), temperature, float(mean), constant)


def heat_up_to(temperature_c: Array, heat_capacity: Array) -> Array:
    """Integrate a heat capacity from the first temperature on, J/kg."""
    return np.concatenate([[0.0], np.cumsum(0.5 * (heat_capacity[1:] + heat_capacity[:-1]) * np.diff(temperature_c))])


def tables_of(conductivity: Array, temperature: Array, heat_capacity: float, constant: bool) -> Tables:
    """Put tables together, with the bound on the rate of heat flow that they allow.

    A face conducts at most twice as well as the cell with the smaller conductivity would alone.
    """
    within = np.interp(temperature[:-1], axis_of(conductivity), conductivity)
    after = np.interp(temperature[1:], axis_of(conductivity), conductivity)
    most = np.minimum(2.0 * np.maximum(within, after), np.max(conductivity))
    slope = np.diff(temperature) / STEP_C
    fastest = float(np.max(most * slope))
    return Tables(conductivity, temperature, heat_capacity, constant, fastest, float(np.max(conductivity)))


def axis_of(table: Array) -> Array:
    """Return the places of a table's entries."""
    return COLDEST_C + STEP_C * np.arange(table.size)


def boiling_tables(conductivity: Law, heat_capacity: Law, boiling: Boiling) -> Tables:
    """Sample properties up to where dried tissue chars; boiling spreads its heat evenly over its range."""
    t = np.union1d(axis(CHARRED_C), [boiling.from_c, boiling.to_c])
    c = np.where(t < boiling.to_c, sample(heat_capacity, t), boiling.vapour_heat_capacity_j_kg_k)
    taken = np.clip((t - boiling.from_c) / (boiling.to_c - boiling.from_c), 0.0, 1.0)
    heat = heat_up_to(t, c) + boiling.water_fraction * boiling.latent_heat_j_kg * taken
    wet = t <= boiling.from_c
    mean = heat[wet][-1] / t[wet][-1]
    content = axis(math.ceil(heat[-1] / mean))
    temperature = np.interp(content, heat / mean, t)
    k = sample(conductivity, content) + dried(content, boiling) * (
        boiling.vapour_conductivity_w_m_k - sample(conductivity, content)
    )
    return tables_of(k, temperature, float(mean), constant=False)


def dried(temperature_c: Array, boiling: Boiling) -> Array:
    """Tell how far tissue has dried, from 0 where boiling begins to 1."""
    return np.clip((temperature_c - boiling.from_c) / (boiling.dry_at_c - boiling.from_c), 0.0, 1.0)


def sigma_table(law: Law, boiling: Boiling | None = None) -> Array:
    """Sample electrical conductivity; it falls by the same factor with each degree while tissue dries, S/m."""
    if boiling is None:
        return sample(law, axis(HOTTEST_C))
    t = axis(CHARRED_C)
    return sample(law, t) * boiling.dry_share ** dried(t, boiling)


def lengthened(tables: Tables, size: int) -> list[Array]:
    """Return both tables with more entries: conductivity stays, temperature rises with content."""
    more = size - tables.conductivity.size
    beyond = tables.temperature[-1] + STEP_C * np.arange(1, more + 1)
    return [np.pad(tables.conductivity, (0, more), mode="edge"), np.concatenate([tables.temperature, beyond])]


def of_one_value(conductivity: float, size: int) -> list[Array]:
    """Return the two tables of a material whose properties are constant: content is temperature."""
    return [np.full(size, conductivity), COLDEST_C + STEP_C * np.arange(size)]


def content_at(tables: Tables, temperature_c: Array) -> Array:
    """Return the heat content (°C) that belongs to temperatures."""
    return np.interp(temperature_c, tables.temperature, axis_of(tables.temperature))
