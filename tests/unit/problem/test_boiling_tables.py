"""Boiling as tables: heat content to temperature, conductivities, and the bound that sets the number of stages."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.problem.assemble import assemble
from lesionsim.problem.current import steepest
from lesionsim.problem.laws import CHARRED_C, STEP_C, axis, axis_of, content_at, property_tables, sample, sigma_table
from lesionsim.scenario import Boiling, Exponential, Linear, Table, heat_and_hold
from lesionsim.solver.current import HOTTEST_C, MARGIN_C, hottest_c

C, K = 3500.0, 0.5
C_LAW = Table(temperature_c=(0.0, 60.0, 110.0), value=(3200.0, 3600.0, 4200.0))
K_LAW = Linear(value=0.49, slope_per_c=0.003)
CASES = [
    Boiling(),
    Boiling(from_c=80.0, to_c=110.0, dry_at_c=110.0),
    Boiling(from_c=99.9, to_c=100.0, dry_at_c=100.0, water_fraction=1.0, latent_heat_j_kg=5e6),
    Boiling(vapour_heat_capacity_j_kg_k=100.0, vapour_conductivity_w_m_k=10.0, dry_share=1e-4),
    Boiling(water_fraction=0.01, latent_heat_j_kg=1e5, vapour_heat_capacity_j_kg_k=10_000.0, dry_share=1.0),
]


def temperature_of(tables, content_c):
    return np.interp(content_c, axis_of(tables.temperature), tables.temperature)


@pytest.mark.parametrize("boiling", CASES)
@pytest.mark.parametrize(("k", "c"), [(K, C), (K_LAW, C_LAW)])
def test_every_temperature_comes_back_from_its_heat_content(boiling, k, c):
    """To a hundredth of a degree: entries of content are 0.05 °C apart."""
    tables = property_tables(k, c, boiling)
    wanted = np.linspace(1.0, 180.0, 777)
    np.testing.assert_allclose(temperature_of(tables, content_at(tables, wanted)), wanted, atol=1e-6)
    assert np.all(np.diff(tables.temperature) >= 0)
    assert tables.temperature[-1] == pytest.approx(CHARRED_C)
    assert not tables.constant


@pytest.mark.parametrize("boiling", CASES)
def test_heat_up_to_dry_tissue_is_that_of_wet_tissue_of_vapour_and_of_what_boils(boiling):
    tables = property_tables(K, C, boiling)
    low, high = content_at(tables, np.array([37.0, 150.0])) * tables.heat_capacity
    wet = C * (boiling.to_c - 37) + boiling.vapour_heat_capacity_j_kg_k * (150 - boiling.to_c)
    latent = boiling.water_fraction * boiling.latent_heat_j_kg
    known = 0.1 * max(C, boiling.vapour_heat_capacity_j_kg_k)  # where tables bend, two entries apart
    assert high - low == pytest.approx(wet + latent, abs=known)
    middle = 0.5 * (boiling.from_c + boiling.to_c)
    taken = content_at(tables, np.array([middle]))[0] * tables.heat_capacity - low
    assert taken == pytest.approx(C * (middle - 37) + 0.5 * latent, rel=2e-3, abs=2 * known)  # evenly over its range


@pytest.mark.parametrize("boiling", CASES)
def test_below_boiling_all_is_as_without(boiling):
    with_it, without = property_tables(K_LAW, C_LAW, boiling), property_tables(K_LAW, C_LAW)
    t = np.linspace(5.0, boiling.from_c - 0.2, 500)
    heat = content_at(with_it, t) * with_it.heat_capacity
    np.testing.assert_allclose(heat, content_at(without, t) * without.heat_capacity, rtol=1e-5, atol=2.0)
    assert content_at(with_it, np.array([boiling.from_c]))[0] == pytest.approx(boiling.from_c, abs=1e-6)
    wet = axis(boiling.from_c).size - 1
    np.testing.assert_allclose(with_it.conductivity[:wet], without.conductivity[:wet], rtol=1e-12)
    law = Exponential(value=0.5, rate_per_c=0.015)
    np.testing.assert_allclose(sigma_table(law, boiling)[:wet], sigma_table(law)[:wet], rtol=1e-12)


@pytest.mark.parametrize("boiling", CASES)
def test_dry_tissue_has_the_vapour_s_numbers(boiling):
    tables = property_tables(K_LAW, C_LAW, boiling)
    dry = np.linspace(boiling.dry_at_c + STEP_C, CHARRED_C, 300)
    k = np.interp(dry, axis_of(tables.conductivity), tables.conductivity)
    np.testing.assert_allclose(k, boiling.vapour_conductivity_w_m_k, rtol=1e-9)
    law = Exponential(value=0.5, rate_per_c=0.015)
    sigma = np.interp(dry, axis(CHARRED_C), sigma_table(law, boiling))
    np.testing.assert_allclose(sigma, boiling.dry_share * sample(law, dry), rtol=1e-4)
    slope = np.diff(np.log(sigma_table(0.5, boiling)))
    falling = np.abs(slope) > 1e-12
    if boiling.dry_share < 1:
        np.testing.assert_allclose(slope[falling][1:-1], slope[falling][1], rtol=1e-6)  # one factor with each degree
        assert steepest(sigma_table(0.5, boiling)) == pytest.approx(-slope[falling][1] / STEP_C, rel=1e-6)
    temperature = np.linspace(boiling.dry_at_c + 1, CHARRED_C - 10, 50)
    heat = content_at(tables, temperature) * tables.heat_capacity
    np.testing.assert_allclose(np.diff(heat) / np.diff(temperature), boiling.vapour_heat_capacity_j_kg_k, rtol=1e-6)


@pytest.mark.parametrize("boiling", CASES)
def test_the_fastest_property_bounds_conductivity_over_the_heat_that_a_degree_takes(boiling):
    tables = property_tables(K_LAW, C_LAW, boiling)
    slope = np.diff(tables.temperature) / STEP_C
    k = np.interp(tables.temperature[:-1], axis_of(tables.conductivity), tables.conductivity)
    assert np.all(k * slope <= tables.fastest * (1 + 1e-12))


def test_a_run_may_become_as_hot_as_its_tissue_says():
    wet = {"tissue.boiling": Boiling(from_c=95.0)}
    dry, boiling = ls.load("b2"), ls.change(ls.load("b2"), wet)
    assert hottest_c(dry, assemble(dry)) == HOTTEST_C
    assert hottest_c(boiling, assemble(boiling)) == 95.0 - MARGIN_C  # then it begins again, with boiling
    assert hottest_c(boiling, assemble(boiling, boils=True)) < CHARRED_C
    assert not assemble(dry, boils=True).boils


@pytest.mark.parametrize(("set_c", "boils"), [(94.0, False), (96.0, True)])
def test_a_held_tip_hotter_than_boiling_always_follows_it(set_c, boils):
    hot = {"tissue.boiling": Boiling(from_c=95.0), "protocol": heat_and_hold(set_c, 10)}
    problem = assemble(ls.change(ls.load("b1"), hot))
    assert problem.boils == boils
    assert (problem.held.laws is not None) == boils
