"""Check walls, powers, limits and second evaluations of spheres and shells."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import quad

from lesionsim.verify.exact.shells import held_shell, held_shell_power, held_shell_steady
from lesionsim.verify.exact.sphere_drives import (
    contact_sphere,
    contact_sphere_power,
    contact_sphere_steady,
    ramped_sphere,
    ramped_sphere_power,
)
from lesionsim.verify.exact.spheres import (
    held_sphere,
    held_sphere_energy,
    held_sphere_power,
    held_sphere_steady,
)

A, B, RISE, K, ALPHA = 1e-3, 4e-3, 43.0, 0.5, 1.5e-7
RHO_C = K / ALPHA
COOLING = [0.0, 0.004, 0.05]


def wall_slope(field, wall):
    """Give the derivative of a field at its wall from seven points on one side."""
    step = 5e-6
    weights = np.array([-49 / 20, 6, -15 / 2, 20 / 3, -15 / 4, 6 / 5, -1 / 6]) / step
    return float(weights @ field(wall + step * np.arange(7)))


def stored(field, inner, outer):
    """Give the heat stored in space around a sphere."""
    points = np.geomspace(inner, outer, 7)[1:-1]
    return quad(lambda r: RHO_C * field(r) * 4 * np.pi * r**2, inner, outer, points=points, limit=200)[0]


def over_time(power, end):
    """Give the integral of a power that starts as 1 / sqrt(t)."""
    return quad(lambda root: 2 * root * power(root**2), 0.0, np.sqrt(end), epsrel=1e-12, epsabs=0)[0]


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize(("r", "t"), [(1.2e-3, 0.5), (2e-3, 20.0), (6e-3, 90.0)])
def test_the_held_sphere_equals_a_numerical_laplace_inversion(r, t, cooling):
    def transform(s):
        return RISE * A / r * mp.exp(-mp.sqrt((s + cooling) / ALPHA) * (r - A)) / s

    expected = float(mp.invertlaplace(transform, t, method="talbot"))
    assert held_sphere(r, t, A, RISE, ALPHA, cooling) == pytest.approx(expected, rel=1e-10, abs=1e-11)


@pytest.mark.parametrize("cooling", COOLING)
def test_the_power_of_the_held_sphere_is_the_flux_at_its_wall(cooling):
    slope = wall_slope(lambda r: held_sphere(r, 40.0, A, RISE, ALPHA, cooling), A)
    power = held_sphere_power(40.0, A, RISE, K, ALPHA, cooling)
    assert power == pytest.approx(-K * 4 * np.pi * A**2 * slope, rel=1e-9)


@pytest.mark.parametrize("cooling", COOLING)
def test_the_energy_of_the_held_sphere_is_its_power_over_time(cooling):
    expected = over_time(lambda t: held_sphere_power(t, A, RISE, K, ALPHA, cooling), 90.0)
    assert held_sphere_energy(90.0, A, RISE, K, ALPHA, cooling) == pytest.approx(expected, rel=1e-12)


def test_without_perfusion_all_heat_from_the_sphere_is_stored():
    kept = stored(lambda r: held_sphere(r, 60.0, A, RISE, ALPHA), A, 0.05)
    assert kept == pytest.approx(held_sphere_energy(60.0, A, RISE, K, ALPHA), rel=1e-10)


def test_with_perfusion_heat_from_the_sphere_is_stored_or_carried_away():
    cooling = 0.02

    def kept(t):
        return stored(lambda r: held_sphere(r, t, A, RISE, ALPHA, cooling), A, 0.03)

    carried = cooling * over_time(kept, 30.0)
    given = held_sphere_energy(30.0, A, RISE, K, ALPHA, cooling)
    assert kept(30.0) + carried == pytest.approx(given, rel=1e-9)


@pytest.mark.parametrize("cooling", [0.004, 0.05])
def test_after_a_long_time_the_held_sphere_is_steady(cooling):
    r = np.linspace(A, 2e-2, 9)
    late, decay = 60.0 / cooling, np.sqrt(cooling / ALPHA)
    steady = held_sphere_steady(r, A, RISE, decay)
    np.testing.assert_allclose(held_sphere(r, late, A, RISE, ALPHA, cooling), steady, rtol=1e-12)
    power = 4 * np.pi * A**2 * K * RISE * (1 / A + decay)
    assert held_sphere_power(late, A, RISE, K, ALPHA, cooling) == pytest.approx(power, rel=1e-14)


def test_a_vanishing_perfusion_leaves_power_and_energy_alone():
    for quantity in (held_sphere_power, held_sphere_energy):
        bare = quantity(60.0, A, RISE, K, ALPHA)
        assert quantity(60.0, A, RISE, K, ALPHA, 1e-16) == pytest.approx(bare, rel=1e-12)


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize("t", [6.0, 10.0, 45.0])
def test_the_ramped_sphere_is_the_mean_of_spheres_held_at_different_times(t, cooling):
    r, ramp = 1.7e-3, 10.0
    latest = min(t, ramp)
    total = quad(
        lambda start: held_sphere(r, t - start, A, RISE, ALPHA, cooling),
        0.0,
        latest,
        epsabs=1e-11,
        epsrel=1e-13,
        limit=200,
    )[0]
    actual = ramped_sphere(r, t, A, RISE, ramp, ALPHA, cooling)
    assert actual == pytest.approx(total / ramp, rel=1e-10)


@pytest.mark.parametrize("cooling", COOLING)
def test_the_power_of_the_ramped_sphere_is_the_flux_at_its_wall(cooling):
    for t in (8.0, 60.0):
        slope = wall_slope(lambda r, t=t: ramped_sphere(r, t, A, RISE, 10.0, ALPHA, cooling), A)
        power = ramped_sphere_power(t, A, RISE, 10.0, K, ALPHA, cooling)
        assert power == pytest.approx(-K * 4 * np.pi * A**2 * slope, rel=1e-9)


def test_a_very_short_ramp_is_a_jump():
    r = np.linspace(1.2e-3, 4e-3, 5)
    jump = held_sphere(r, 30.0, A, RISE, ALPHA, 0.004)
    np.testing.assert_allclose(ramped_sphere(r, 30.0, A, RISE, 1e-5, ALPHA, 0.004), jump, rtol=1e-6)


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize(("r", "t"), [(1e-3, 0.5), (2e-3, 20.0), (4e-3, 90.0)])
def test_the_contact_sphere_equals_a_numerical_laplace_inversion(r, t, cooling):
    given = 1200.0 / K

    def transform(s):
        q = mp.sqrt((s + cooling) / ALPHA)
        return RISE * A / r * given * mp.exp(-q * (r - A)) / (s * (q + 1 / A + given))

    expected = float(mp.invertlaplace(transform, t, method="talbot"))
    actual = contact_sphere(r, t, A, RISE, 1200.0, K, ALPHA, cooling)
    assert actual == pytest.approx(expected, rel=1e-10, abs=1e-11)


@pytest.mark.parametrize("cooling", COOLING)
def test_the_contact_passes_the_flux_that_the_tissue_takes(cooling):
    slope = wall_slope(lambda r: contact_sphere(r, 40.0, A, RISE, 1200.0, K, ALPHA, cooling), A)
    power = contact_sphere_power(40.0, A, RISE, 1200.0, K, ALPHA, cooling)
    assert power == pytest.approx(-K * 4 * np.pi * A**2 * slope, rel=1e-9)


def test_a_perfect_contact_is_a_held_wall():
    r = np.linspace(A, 4e-3, 7)
    held = held_sphere(r, 30.0, A, RISE, ALPHA, 0.004)
    np.testing.assert_allclose(contact_sphere(r, 30.0, A, RISE, 1e13, K, ALPHA, 0.004), held, rtol=1e-8)


def test_after_a_long_time_the_contact_sphere_is_steady():
    r, cooling = np.linspace(A, 1e-2, 9), 0.02
    steady = contact_sphere_steady(r, A, RISE, 1200.0, K, np.sqrt(cooling / ALPHA))
    late = contact_sphere(r, 4000.0, A, RISE, 1200.0, K, ALPHA, cooling)
    np.testing.assert_allclose(late, steady, rtol=1e-12)


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize("t", [0.5, 8.999, 9.001, 60.0])
def test_the_shell_equals_a_numerical_laplace_inversion(t, cooling):
    r, length = 2.3e-3, B - A

    def transform(s):
        q = mp.sqrt((s + cooling) / ALPHA)
        return RISE * A / r * mp.sinh(q * (B - r)) / (s * mp.sinh(q * length))

    expected = float(mp.invertlaplace(transform, t, method="talbot"))
    assert held_shell(r, t, A, B, RISE, ALPHA, cooling) == pytest.approx(expected, rel=1e-10, abs=1e-11)


@pytest.mark.parametrize("cooling", COOLING)
def test_images_and_sines_agree_where_they_meet(cooling):
    r = np.linspace(A, B, 13)
    meet = 0.15 * (B - A) ** 2 / ALPHA
    before, after = (held_shell(r, meet * (1 + shift), A, B, RISE, ALPHA, cooling) for shift in (-1e-13, 1e-13))
    np.testing.assert_allclose(before, after, atol=1e-11)
    powers = [held_shell_power(meet * (1 + s), A, B, RISE, K, ALPHA, cooling) for s in (-1e-13, 1e-13)]
    np.testing.assert_allclose(*powers, rtol=1e-11)


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize("t", [5.0, 40.0])
def test_the_powers_of_the_shell_are_the_fluxes_at_its_walls(t, cooling):
    power_in, power_out = held_shell_power(t, A, B, RISE, K, ALPHA, cooling)
    inner = wall_slope(lambda r: held_shell(r, t, A, B, RISE, ALPHA, cooling), A)
    outer = -wall_slope(lambda r: held_shell(2 * B - r, t, A, B, RISE, ALPHA, cooling), B)
    assert power_in == pytest.approx(-K * 4 * np.pi * A**2 * inner, rel=1e-9)
    assert power_out == pytest.approx(-K * 4 * np.pi * B**2 * outer, rel=1e-9)


@pytest.mark.parametrize("cooling", COOLING)
def test_the_walls_of_the_shell_are_held(cooling):
    times = np.array([0.0, 0.1, 5.0, 50.0, 1e5])
    np.testing.assert_allclose(held_shell(A, times, A, B, RISE, ALPHA, cooling), RISE, rtol=1e-13)
    np.testing.assert_allclose(held_shell(B, times, A, B, RISE, ALPHA, cooling), 0.0, atol=1e-12)
    assert held_shell(2e-3, 0.0, A, B, RISE, ALPHA, cooling) == 0.0


@pytest.mark.parametrize("cooling", COOLING)
def test_after_a_long_time_the_shell_is_steady(cooling):
    r = np.linspace(A, B, 9)
    steady = held_shell_steady(r, A, B, RISE, np.sqrt(cooling / ALPHA))
    np.testing.assert_allclose(held_shell(r, 5000.0, A, B, RISE, ALPHA, cooling), steady, atol=1e-12)


def test_a_wide_shell_is_infinite_space():
    r = np.linspace(A, 1e-2, 9)
    free = held_sphere(r, 60.0, A, RISE, ALPHA, 0.01)
    np.testing.assert_allclose(held_shell(r, 60.0, A, 0.2, RISE, ALPHA, 0.01), free, rtol=1e-14, atol=1e-14)
