"""Laws of temperature as tables, and damage criteria as rows."""

import math

import numpy as np
import pytest

from lesionsim.problem.injury import damage_rows, fresh_injury, rows_of
from lesionsim.problem.laws import COLDEST_C, HOTTEST_C, content_at, property_tables, sample
from lesionsim.scenario import CEM43, Arrhenius, Isotherm, Linear, Table, ThreeState

WARM = np.array([0.0, 20.0, 37.0, 80.0, 110.0])
LIVER = Arrhenius(name="liver", frequency_per_s=7.39e39, activation_energy_j_mol=2.577e5)


def test_laws_are_sampled_as_described():
    np.testing.assert_allclose(sample(0.5, WARM), 0.5)
    np.testing.assert_allclose(
        sample(Linear(value=2.0, at_c=37.0, slope_per_c=0.01), WARM), 2 * (1 + 0.01 * (WARM - 37))
    )
    table = Table(temperature_c=(20, 80), value=(1.0, 4.0))
    np.testing.assert_allclose(sample(table, WARM), [1.0, 1.0, 1.85, 4.0, 4.0])


def test_constants_need_no_tables():
    tables = property_tables(0.49, 3421.0)
    assert tables.constant
    assert tables.heat_capacity == pytest.approx(3421, rel=1e-14)
    assert tables.fastest == pytest.approx(0.49, rel=1e-9)


def test_content_is_the_integral_of_heat_capacity():
    law = Linear(value=3000.0, at_c=37.0, slope_per_c=0.005)
    tables = property_tables(0.5, law)
    heat = 3000 * ((1 - 0.005 * 37) * WARM + 0.0025 * WARM**2)  # integral of the law from 0 °C
    content = content_at(tables, WARM)
    np.testing.assert_allclose(content * tables.heat_capacity, heat, rtol=1e-5, atol=1e-3)
    assert not tables.constant
    axis = np.linspace(COLDEST_C, HOTTEST_C, tables.temperature.size)
    back = np.interp(content, axis, tables.temperature)
    np.testing.assert_allclose(back, WARM, atol=1e-9)


def test_the_fastest_property_bounds_conductivity_over_heat_capacity():
    conductivity, capacity = Linear(value=0.5, slope_per_c=0.01), Linear(value=3000, slope_per_c=-0.005)
    tables = property_tables(conductivity, capacity)
    t = np.linspace(0, 110, 500)
    largest = np.max(sample(conductivity, t)) / np.min(sample(capacity, t)) * tables.heat_capacity
    assert tables.fastest >= 0.999 * largest


def test_each_criterion_becomes_the_rows_it_needs():
    assert rows_of(Isotherm(50)) == []
    [(kind, parameters)] = rows_of(LIVER)
    assert kind == 0
    assert parameters == pytest.approx((math.log(7.39e39), 2.577e5 / 8.314462618, 0.0, 0.0), rel=1e-10)
    below = {"two-rate": 0.25, "clinical": 0.25, "half": 0.5}
    for convention, r in below.items():
        [(kind, parameters)] = rows_of(CEM43(convention=convention))
        assert kind == 1
        assert parameters[:2] == pytest.approx((math.log(0.5), math.log(r)))
        assert parameters[2] == (39.0 if convention == "clinical" else -1e9)
    assert [kind for kind, _ in rows_of(ThreeState())] == [2, 3]


def test_a_law_is_integrated_once_for_all_its_thresholds():
    rows, where = damage_rows((Isotherm(50), CEM43(minutes=240), CEM43(minutes=10), LIVER, ThreeState()))
    assert len(rows) == 4
    assert where == [-1, 0, 0, 1, 2]


def test_fresh_tissue_is_unharmed():
    rows, _ = damage_rows((LIVER, ThreeState()))
    injury = fresh_injury(rows, 7, (0, False))
    assert np.all(injury.dose[:2] == 0)
    assert np.all(injury.dose[2] == 0.99)
    assert np.all(injury.work[0] < -273)
