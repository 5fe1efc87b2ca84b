"""Compare the half-space solutions with Duhamel integrals that mpmath sums."""

import mpmath as mp
import numpy as np
import pytest

from lesionsim.verify.exact.halfspace import (
    convective_half_space,
    held_half_space,
    held_half_space_slope,
    ramped_half_space,
)
from lesionsim.verify.exact.laplace import invert
from lesionsim.verify.exact.quadrature import integrate

ALPHA = 1.5e-7
PLACES = [(1e-4, 0.5), (1e-3, 2.0), (3e-3, 60.0), (1e-2, 300.0)]
COOLING = [0.0, 1e-6, 0.003, 0.1]


def arrival(x, t, cooling):
    """Give the rate at which a unit jump of the wall arrives at depth x."""
    return x / (2 * mp.sqrt(mp.pi * ALPHA * t**3)) * mp.exp(-(x**2) / (4 * ALPHA * t) - cooling * t)


def summed(function, end):
    """Integrate over time from 0 to end with panels that follow a sudden start."""
    end = mp.mpf(end)
    return float(mp.quad(function, [0] + [end * mp.mpf(4) ** -power for power in range(9, -1, -1)]))


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize(("x", "t"), PLACES)
def test_the_held_wall_is_the_sum_of_all_arrivals(x, t, cooling):
    expected = summed(lambda s: arrival(x, s, cooling), t)
    assert held_half_space(x, t, ALPHA, cooling) == pytest.approx(expected, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize(("x", "t"), PLACES)
def test_the_ramped_wall_is_the_sum_of_all_arrivals_times_their_age(x, t, cooling):
    expected = summed(lambda s: (t - s) * arrival(x, s, cooling), t)
    assert ramped_half_space(x, t, ALPHA, cooling) == pytest.approx(expected, rel=1e-10, abs=1e-14 * t)


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize(("x", "t"), [(0.0, 10.0), *PLACES])
def test_the_convective_wall_is_the_sum_of_its_impulse_responses(x, t, cooling):
    h = 400.0

    def impulse(s):
        gauss = mp.exp(-(x**2) / (4 * ALPHA * s)) / mp.sqrt(mp.pi * ALPHA * s)
        back = mp.erfc(x / (2 * mp.sqrt(ALPHA * s)) + h * mp.sqrt(ALPHA * s))
        delayed = h * mp.exp(h * x + h**2 * ALPHA * s) * back
        return ALPHA * h * (gauss - delayed) * mp.exp(-cooling * s)

    # The variable sqrt(s) takes the 1 / sqrt(s) of the wall away.
    expected = summed(lambda root: 2 * root * impulse(root**2), t**0.5)
    actual = convective_half_space(x, t, h, ALPHA, cooling)
    assert actual == pytest.approx(expected, rel=1e-11, abs=1e-14)


@pytest.mark.parametrize("offset", [0.0, 1e-9, 1e-5, -1e-5, 1e-2])
def test_the_convective_wall_is_smooth_where_transfer_equals_decay(offset):
    cooling = 0.024
    decay = np.sqrt(cooling / ALPHA)
    transfer = decay * (1 + offset)

    def transform(s):
        q = np.sqrt((s + cooling) / ALPHA)
        return transfer * np.exp(-q * 1e-3) / (s * (q + transfer))

    actual = convective_half_space(1e-3, 5.0, transfer, ALPHA, cooling)
    assert actual == pytest.approx(float(invert(transform, 5.0)), abs=2e-13)


@pytest.mark.parametrize("cooling", COOLING)
def test_the_slope_is_the_derivative_of_the_held_wall(cooling):
    x, step = np.array([0.5e-3, 2e-3]), 2e-5
    shifts, weights = np.array([1, 2, 3, 4]), np.array([4 / 5, -1 / 5, 4 / 105, -1 / 280]) / step

    def difference(n):
        after, before = (held_half_space(x + side * n * step, 20.0, ALPHA, cooling) for side in (1, -1))
        return before - after

    expected = sum(w * difference(n) for n, w in zip(shifts, weights, strict=True))
    np.testing.assert_allclose(held_half_space_slope(x, 20.0, ALPHA, cooling), expected, rtol=1e-9)


def test_every_response_starts_from_nothing_off_the_wall():
    x = np.array([1e-6, 1e-3, 1.0])
    for response in (
        held_half_space(x, 0.0, ALPHA, 0.01),
        ramped_half_space(x, 0.0, ALPHA, 0.01),
        convective_half_space(x, 0.0, 300.0, ALPHA, 0.01),
    ):
        np.testing.assert_array_equal(response, 0.0)


def test_the_wall_itself_follows_its_set_temperature():
    times = np.array([0.0, 1e-9, 1.0, 1e6])
    np.testing.assert_allclose(held_half_space(0.0, times, ALPHA, 0.02), 1.0, rtol=1e-14)
    np.testing.assert_allclose(ramped_half_space(0.0, times, ALPHA, 0.02), times, rtol=1e-14)


def test_a_vanishing_perfusion_changes_nothing():
    x, t = np.linspace(0, 5e-3, 11), 30.0
    for response in (held_half_space, ramped_half_space):
        np.testing.assert_allclose(response(x, t, ALPHA, 1e-18), response(x, t, ALPHA), rtol=1e-9, atol=1e-13)
    with_blood = convective_half_space(x, t, 300.0, ALPHA, 1e-18)
    np.testing.assert_allclose(with_blood, convective_half_space(x, t, 300.0, ALPHA), rtol=1e-9, atol=1e-13)


def test_the_ramp_keeps_its_digits_where_its_two_formulas_meet():
    # eta = sqrt(beta t) crosses 1 at 100 s
    either_side = ramped_half_space(2e-3, 100.0 + np.array([-1e-9, 1e-9]), ALPHA, 0.01)
    assert either_side[1] == pytest.approx(either_side[0], rel=1e-10)


def test_panels_integrate_a_polynomial_of_degree_31_exactly():
    assert integrate(lambda x: x**31, 0.0, 2.0) == pytest.approx(2.0**27, rel=1e-13)


def test_the_laplace_contour_returns_known_transforms():
    times = np.array([0.01, 1.0, 50.0])
    np.testing.assert_allclose(invert(lambda s: 1 / s**2, times), times, rtol=1e-13)
    decaying = invert(lambda s: np.exp(-np.sqrt(s)) / np.sqrt(s), times)
    np.testing.assert_allclose(decaying, np.exp(-1 / (4 * times)) / np.sqrt(np.pi * times), atol=1e-14)


def test_the_laplace_contour_refuses_time_zero_and_says_why():
    with pytest.raises(ValueError, match="times above 0 s"):
        invert(lambda s: 1 / s, np.array([1.0, 0.0]))
