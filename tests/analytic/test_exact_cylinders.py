"""Check cylinders and annuli against Jaeger's integrals and mpmath's inversions."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import j0, j1, y0, y1

from lesionsim.verify.exact.annuli import held_annulus, held_annulus_power, held_annulus_steady
from lesionsim.verify.exact.cylinders import (
    fed_cylinder,
    fed_cylinder_steady,
    held_cylinder,
    held_cylinder_energy,
    held_cylinder_power,
    held_cylinder_power_steady,
    held_cylinder_steady,
)

A, B, RISE, K, ALPHA = 0.454e-3, 4e-3, 43.0, 0.5, 1.5e-7
RHO_C = K / ALPHA


def jaeger(weight, time, cooling):
    """Integrate weight(u) exp(-(alpha u^2 + beta) t) u^2 / (u^2 + m^2) over ln u."""
    decay = np.sqrt(cooling / ALPHA)
    top = np.log(np.sqrt(45 / (ALPHA * time)))

    def integrand(log_u):
        u = np.exp(log_u)
        bessel = j0(u * A) ** 2 + y0(u * A) ** 2
        return weight(u) * np.exp(-ALPHA * u**2 * time) * u**2 / (u**2 + decay**2) / bessel

    points = np.linspace(top - 12, top - 0.5, 24)
    total = quad(integrand, top - 22, top, points=points, epsabs=1e-13, epsrel=1e-13, limit=400)[0]
    return np.exp(-cooling * time) * total


@pytest.mark.parametrize("cooling", [0.004, 0.05])
@pytest.mark.parametrize(("r", "t"), [(0.6e-3, 0.5), (1e-3, 10.0), (4e-3, 90.0)])
def test_the_held_cylinder_equals_jaegers_integral(r, t, cooling):
    def weight(u):
        return 2 / np.pi * (j0(u * r) * y0(u * A) - y0(u * r) * j0(u * A))

    steady = held_cylinder_steady(r, A, RISE, np.sqrt(cooling / ALPHA))
    expected = steady + RISE * jaeger(weight, t, cooling)
    assert held_cylinder(r, t, A, RISE, ALPHA, cooling) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("cooling", [0.004, 0.05])
@pytest.mark.parametrize("t", [0.5, 10.0, 90.0])
def test_the_power_of_the_held_cylinder_equals_jaegers_integral(t, cooling):
    steady = held_cylinder_power_steady(A, RISE, K, np.sqrt(cooling / ALPHA))
    expected = steady + 8 / np.pi * K * RISE * jaeger(lambda u: 1.0, t, cooling)
    assert held_cylinder_power(t, A, RISE, K, ALPHA, cooling) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("cooling", [0.0, 0.004])
def test_the_held_cylinder_equals_mpmaths_inversion(cooling):
    def transform(s):
        q = mp.sqrt((s + cooling) / ALPHA)
        return mp.besselk(0, q * 1e-3) / (s * mp.besselk(0, q * A))

    for t in (1.0, 60.0):
        expected = RISE * float(mp.invertlaplace(transform, t))
        assert held_cylinder(1e-3, t, A, RISE, ALPHA, cooling) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("cooling", [0.0, 0.004])
def test_the_fed_cylinder_equals_mpmaths_inversion(cooling):
    def transform(s):
        q = mp.sqrt((s + cooling) / ALPHA)
        return mp.besselk(0, q * 1e-3) / (s * q * mp.besselk(1, q * A))

    for t in (1.0, 60.0):
        expected = 2e4 / K * float(mp.invertlaplace(transform, t))
        assert fed_cylinder(1e-3, t, A, 2e4, K, ALPHA, cooling) == pytest.approx(expected, rel=1e-9)


def eigenfunctions(count):
    """Give wave numbers p and functions of r that vanish at both walls of the annulus."""

    def wall(p):
        return j0(p * A) * y0(p * B) - y0(p * A) * j0(p * B)

    spacing = np.pi / (B - A)
    grid = spacing * np.arange(0.25, count + 0.5, 0.25)
    signs = np.sign([wall(p) for p in grid])
    return [brentq(wall, grid[i], grid[i + 1], xtol=1e-11) for i in np.nonzero(np.diff(signs))[0]]


@pytest.mark.parametrize("cooling", [0.0, 0.02])
@pytest.mark.parametrize("t", [2.0, 40.0])
def test_the_annulus_equals_its_eigenfunction_series(t, cooling):
    r = np.array([0.6e-3, 1.5e-3, 3.5e-3])
    decay = np.sqrt(cooling / ALPHA)
    expected = held_annulus_steady(r, A, B, RISE, decay)
    for p in eigenfunctions(16):
        shape, slope_a, slope_b = (
            factor * (f(p * at) * y0(p * B) - g(p * at) * j0(p * B))
            for factor, f, g, at in ((1, j0, y0, r), (-p, j1, y1, A), (-p, j1, y1, B))
        )
        square = (B**2 * slope_b**2 - A**2 * slope_a**2) / (2 * p**2)
        share = A * RISE * slope_a / (p**2 + decay**2) / square
        expected = expected - share * shape * np.exp(-(ALPHA * p**2 + cooling) * t)
    np.testing.assert_allclose(held_annulus(r, t, A, B, RISE, ALPHA, cooling), expected, atol=1e-10)


def wall_slope(field, wall):
    """Give the derivative of a field at its wall from seven points on one side."""
    step = 4e-6
    weights = np.array([-49 / 20, 6, -15 / 2, 20 / 3, -15 / 4, 6 / 5, -1 / 6]) / step
    return float(weights @ field(wall + step * np.arange(7)))


@pytest.mark.parametrize("cooling", [0.0, 0.004])
def test_powers_are_the_fluxes_at_the_walls(cooling):
    free = -K * 2 * np.pi * A * wall_slope(lambda r: held_cylinder(r, 40.0, A, RISE, ALPHA, cooling), A)
    assert held_cylinder_power(40.0, A, RISE, K, ALPHA, cooling) == pytest.approx(free, rel=1e-8)
    heat = (40.0, A, B, RISE, ALPHA, cooling)
    power_in, power_out = held_annulus_power(*heat[:4], K, ALPHA, cooling)
    inner = wall_slope(lambda r: held_annulus(r, *heat), A)
    outer = -wall_slope(lambda r: held_annulus(2 * B - r, *heat), B)
    assert power_in == pytest.approx(-K * 2 * np.pi * A * inner, rel=1e-8)
    assert power_out == pytest.approx(-K * 2 * np.pi * B * outer, rel=1e-8)


def test_the_fed_cylinder_feeds_its_flux():
    slope = wall_slope(lambda r: fed_cylinder(r, 40.0, A, 2e4, K, ALPHA, 0.004), A)
    assert -K * slope == pytest.approx(2e4, rel=1e-8)


@pytest.mark.parametrize("cooling", [0.0, 0.004])
def test_the_energy_of_the_held_cylinder_is_its_power_over_time(cooling):
    total = quad(
        lambda root: 2 * root * held_cylinder_power(root**2, A, RISE, K, ALPHA, cooling),
        1e-9,
        np.sqrt(60.0),
        epsrel=1e-11,
    )[0]
    assert held_cylinder_energy(60.0, A, RISE, K, ALPHA, cooling) == pytest.approx(total, rel=1e-9)


def test_without_perfusion_all_heat_from_the_cylinder_is_stored():
    kept = quad(
        lambda r: RHO_C * 2 * np.pi * r * held_cylinder(r, 30.0, A, RISE, ALPHA),
        A,
        0.03,
        points=[1e-3, 3e-3, 1e-2],
        epsrel=1e-11,
        limit=200,
    )[0]
    assert kept == pytest.approx(held_cylinder_energy(30.0, A, RISE, K, ALPHA), rel=1e-10)


def test_after_a_long_time_cylinders_are_steady():
    r, cooling = np.linspace(A, 1e-2, 9), 0.02
    decay, late = np.sqrt(cooling / ALPHA), 4000.0
    steady = held_cylinder_steady(r, A, RISE, decay)
    np.testing.assert_allclose(held_cylinder(r, late, A, RISE, ALPHA, cooling), steady, atol=1e-11)
    power = held_cylinder_power_steady(A, RISE, K, decay)
    assert held_cylinder_power(late, A, RISE, K, ALPHA, cooling) == pytest.approx(power, rel=1e-12)
    fed = fed_cylinder_steady(r, A, 2e4, K, decay)
    np.testing.assert_allclose(fed_cylinder(r, late, A, 2e4, K, ALPHA, cooling), fed, atol=1e-11)


@pytest.mark.parametrize("cooling", [0.0, 0.02])
def test_after_a_long_time_the_annulus_is_steady(cooling):
    r = np.linspace(A, B, 9)
    steady = held_annulus_steady(r, A, B, RISE, np.sqrt(cooling / ALPHA))
    np.testing.assert_allclose(held_annulus(r, 4000.0, A, B, RISE, ALPHA, cooling), steady, atol=1e-11)


def test_a_vanishing_perfusion_leaves_the_steady_annulus_alone():
    r = np.linspace(A, B, 9)
    bare = held_annulus_steady(r, A, B, RISE)
    np.testing.assert_allclose(held_annulus_steady(r, A, B, RISE, 1e-4), bare, rtol=1e-10, atol=1e-11)


def test_walls_are_held_from_the_first_moment():
    times = np.array([[1e-6], [1e-2], [10.0], [1e4]])
    np.testing.assert_allclose(held_cylinder(A, times, A, RISE, ALPHA, 0.01), RISE, rtol=1e-12)
    walls = held_annulus(np.array([A, B]), times, A, B, RISE, ALPHA, 0.01)
    np.testing.assert_allclose(walls, np.broadcast_to([RISE, 0.0], walls.shape), atol=1e-10)


def test_early_flux_is_that_of_a_flat_wall():
    t = 1e-8
    flat = 2 * np.pi * A * K * RISE * (1 / np.sqrt(np.pi * ALPHA * t) + 1 / (2 * A))
    assert held_cylinder_power(t, A, RISE, K, ALPHA, 0.01) == pytest.approx(flat, rel=1e-8)


def test_a_wide_annulus_is_infinite_space():
    r = np.linspace(A, 5e-3, 9)
    free = held_cylinder(r, 60.0, A, RISE, ALPHA, 0.01)
    np.testing.assert_allclose(held_annulus(r, 60.0, A, 0.1, RISE, ALPHA, 0.01), free, atol=1e-11)
