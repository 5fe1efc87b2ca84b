"""Damage laws against their plain twins, and Simpson's rule against integrals known in closed form."""

import math

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel

from lesionsim.kernels.arrays import BEFORE, PEAK, TEMPERATURE, TREND, TREND_BEFORE
from lesionsim.kernels.injury import (
    accumulate_injury,
    add_simpson,
    arrhenius_rate,
    cem43_rate,
    middle_and_peak,
    step_three_state,
    three_state_rate,
)
from lesionsim.problem.injury import damage_rows, fresh_injury
from lesionsim.scenario import CEM43, Arrhenius, ThreeState

LIVER = (math.log(7.39e39), 2.577e5 / 8.314462618)
THREE = np.array([3.33e-3, 1 / 40.5, 7.77e-3, 0.99])
COUNT = 50
CLOSE = 1e-12  # absolute exponents stay below 100, so exp() loses two digits at most


@pytest.fixture
def warm(random_numbers):
    """Return temperatures from fresh to hot, °C."""
    return random_numbers.uniform(30, 100, COUNT)


def test_arrhenius_rate(warm):
    rate = np.empty(COUNT)
    callable_kernel(arrhenius_rate)(warm, *LIVER, rate)
    np.testing.assert_allclose(rate, plain.arrhenius_rate(warm, *LIVER), rtol=1e-13 * 100)


def test_liver_reaches_omega_1_in_90_s_at_48_7_c():
    rate = np.empty(1)
    callable_kernel(arrhenius_rate)(np.array([48.7]), *LIVER, rate)
    assert 90 * rate[0] == pytest.approx(1.0, abs=0.04)  # 48.7 is rounded: half a digit is 1.5 %


@pytest.mark.parametrize(("above", "below", "lowest"), [(0.5, 0.25, -1e9), (0.5, 0.25, 39.0), (0.5, 0.5, -1e9)])
def test_cem43_rate(warm, above, below, lowest):
    warm[:3] = (43.0, 39.0, np.nextafter(39.0, 0))
    rate = np.empty(COUNT)
    callable_kernel(cem43_rate)(warm, math.log(above), math.log(below), lowest, rate)
    np.testing.assert_allclose(rate, plain.cem43_rate(warm, math.log(above), math.log(below), lowest), rtol=CLOSE)
    assert rate[0] == pytest.approx(1 / 60, rel=1e-14)


def test_three_state_step_and_rate(random_numbers, warm):
    start, mid, end = warm, warm + 1, warm + 2.5
    alive = random_numbers.uniform(0.3, 0.9, COUNT)
    dead = (1 - alive) * random_numbers.uniform(0, 1, COUNT)
    slopes = [
        lambda y, t=t: plain.three_state_slope(y, THREE[0] * np.exp(t * THREE[1]), THREE[2]) for t in (start, mid, end)
    ]
    expected = plain.runge_kutta(slopes, np.array([alive, dead]), 0.7)
    rates = slopes[2](expected)
    rate_dead, rate_alive = np.empty((2, COUNT))
    callable_kernel(step_three_state)(dead, alive, start, mid, end, THREE, 0.7)
    callable_kernel(three_state_rate)(dead, alive, end, THREE, rate_dead, rate_alive)
    np.testing.assert_allclose([alive, dead], expected, rtol=CLOSE)
    np.testing.assert_allclose([rate_alive, rate_dead], rates, rtol=1e-11, atol=1e-15)


def test_simpson_is_exact_for_a_cubic_and_hands_over_the_end():
    t = np.linspace(0, 1, 5)
    rates = [1 + x - 2 * x**2 + 3 * x**3 + 0 * t for x in (0.0, 1.0, 2.0)]
    dose, at_start = np.ones(5), rates[0].copy()
    callable_kernel(add_simpson)(dose, at_start, rates[1], rates[2], 2.0)
    np.testing.assert_allclose(dose, 1 + 2 + 2 - 16 / 3 + 12, rtol=1e-14)
    np.testing.assert_array_equal(at_start, rates[2])
    np.testing.assert_allclose(dose, 1 + plain.simpson(*rates, 2.0), rtol=1e-14)


def test_the_middle_is_that_of_the_cubic_and_the_peak_sees_it(random_numbers):
    fields = random_numbers.uniform(40, 60, (8, COUNT))
    fields[TREND], fields[TREND_BEFORE] = random_numbers.uniform(-5, 5, (2, COUNT))
    peak = np.full(COUNT, 50.0)
    mid = np.empty(COUNT)
    slopes = (fields[TREND_BEFORE], fields[TREND])
    expected = plain.step_cubic(fields[BEFORE], fields[TEMPERATURE], slopes, 0.8, 0.5)
    callable_kernel(middle_and_peak)(fields, 0.8, mid, peak)
    np.testing.assert_allclose(mid, expected, rtol=1e-12)
    np.testing.assert_allclose(peak, np.maximum(50, np.maximum(mid, fields[TEMPERATURE])), rtol=1e-15)


def test_all_laws_accumulate_side_by_side(random_numbers):
    criteria = (
        CEM43(minutes=240),
        Arrhenius(name="liver", frequency_per_s=7.39e39, activation_energy_j_mol=2.577e5),
        ThreeState(),
        CEM43(minutes=10, convention="clinical"),
        Arrhenius(name="liver", frequency_per_s=7.39e39, activation_energy_j_mol=2.577e5, omega=4.6),
    )
    rows, where = damage_rows(criteria)
    injury = fresh_injury(rows, COUNT, (-1, False))
    fields = np.zeros((8, COUNT))
    before, now = np.full(COUNT, 45.0), np.linspace(45, 70, COUNT)
    fields[BEFORE] = fields[TEMPERATURE] = before
    add = callable_kernel(accumulate_injury)
    add(fields, 0.0, injury)  # brings rates up to date
    assert np.all(injury.dose[[0, 1, 2]] == 0)
    fields[TEMPERATURE] = now
    add(fields, 0.5, injury)
    mid = 0.5 * (before + now)
    for row, (kind, parameters) in enumerate(rows[:2]):
        law = plain.cem43_rate if kind == 1 else plain.arrhenius_rate
        used = parameters[:3] if kind == 1 else parameters[:2]
        expected = plain.simpson(law(before, *used), law(mid, *used), law(now, *used), 0.5)
        np.testing.assert_allclose(injury.dose[row], expected, rtol=CLOSE)
    np.testing.assert_array_equal(injury.work[PEAK], now)
    assert where == [0, 1, 2, 4, 1]  # the same law with another threshold is integrated once
    assert np.all(injury.dose[2] > 0)
    assert np.all(injury.dose[3] < 0.99)


def test_dose_rates_are_smooth_enough_for_simpson_over_default_steps():
    """A ramp of 4 K/s through 48 to 52 °C in one step: error below 0.1 % for the liver set."""
    t = np.linspace(0, 1, 20001)
    rates = plain.arrhenius_rate(48 + 4 * t, *LIVER)
    exact = float(np.sum(0.5 * (rates[1:] + rates[:-1])) * (t[1] - t[0]))
    dose, at_start = np.zeros(1), rates[:1].copy()
    callable_kernel(add_simpson)(dose, at_start, rates[10000:10001], rates[-1:], 1.0)
    assert dose[0] == pytest.approx(exact, rel=1e-3)
