"""Check Gaussians, points and lines of heat against sums of simpler solutions."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import exp1, kv

from lesionsim.verify.exact.gaussians import ball_source, gaussian_source, gaussian_start
from lesionsim.verify.exact.sources import (
    finite_line_source,
    line_source,
    line_source_steady,
    point_source,
    pulsed,
    well_function,
)

K, ALPHA = 0.5, 1.5e-7
RHO_C = K / ALPHA
WIDTHS = (1e-3, 2.5e-3)
COOLING = [0.0, 0.004, 0.1]


def spread_of(start, place, time):
    """Spread a start profile along one line by the heat kernel."""
    length = 2 * np.sqrt(ALPHA * time)

    def share(x):
        return start(x) * np.exp(-(((place - x) / length) ** 2)) / (length * np.sqrt(np.pi))

    centre = place / (1 + length**2)
    return quad(share, -0.03, 0.03, points=[0.0, place, centre], epsabs=0, epsrel=1e-12, limit=200)[0]


def test_the_gaussian_start_is_spread_by_the_heat_kernel():
    x, y, z, t, cooling = 0.7e-3, 0.4e-3, 1.1e-3, 25.0, 0.004
    expected = 30.0 * np.exp(-cooling * t)
    for place, width in ((x, WIDTHS[0]), (y, WIDTHS[0]), (z, WIDTHS[1])):
        expected *= spread_of(lambda at, width=width: np.exp(-(at**2) / (2 * width**2)), place, t)
    actual = gaussian_start(np.hypot(x, y), z, t, 30.0, WIDTHS, ALPHA, cooling)
    assert actual == pytest.approx(expected, rel=1e-11)


def test_the_gaussian_starts_as_itself():
    r, z = np.array([0.0, 1e-3, 2e-3]), np.array([1e-3, 0.0, -4e-3])
    expected = 30.0 * np.exp(-(r**2) / 2e-6 - z**2 / (2 * 2.5e-3**2))
    np.testing.assert_allclose(gaussian_start(r, z, 0.0, 30.0, WIDTHS, ALPHA, 0.1), expected, rtol=1e-14)


def test_blood_only_makes_the_gaussian_fade():
    bare = gaussian_start(1e-3, 1e-3, 40.0, 30.0, WIDTHS, ALPHA)
    perfused = gaussian_start(1e-3, 1e-3, 40.0, 30.0, WIDTHS, ALPHA, 0.02)
    assert perfused == pytest.approx(bare * np.exp(-0.8), rel=1e-14)


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize(("r", "z", "t"), [(0.0, 0.0, 1.0), (1e-3, 2e-3, 60.0), (6e-3, 0.0, 1000.0)])
def test_the_gaussian_source_is_a_sum_of_gaussian_starts(r, z, t, cooling):
    def fading(s):
        v_r, v_z = WIDTHS[0] ** 2 + 2 * ALPHA * s, WIDTHS[1] ** 2 + 2 * ALPHA * s
        shape = mp.exp(-(r**2) / (2 * v_r) - z**2 / (2 * v_z) - cooling * s)
        return WIDTHS[0] ** 2 / v_r * WIDTHS[1] / mp.sqrt(v_z) * shape

    end = mp.mpf(t)
    expected = float(mp.quad(fading, [0, *(end * mp.mpf(3) ** -n for n in range(6, -1, -1))]))
    actual = gaussian_source(r, z, t, 1.0, WIDTHS, ALPHA, cooling)
    assert actual == pytest.approx(expected, rel=1e-12)


def test_a_round_gaussian_source_has_its_closed_form():
    away = np.array([0.1e-3, 1e-3, 3e-3, 8e-3])
    for t in (0.5, 30.0, 600.0):
        closed = ball_source(away, t, 2.0, 1e-3, ALPHA)
        np.testing.assert_allclose(
            gaussian_source(away, 0.0, t, 2.0, (1e-3, 1e-3), ALPHA), closed, rtol=1e-10, atol=1e-14
        )
        np.testing.assert_allclose(
            gaussian_source(0.0, away, t, 2.0, (1e-3, 1e-3), ALPHA), closed, rtol=1e-10, atol=1e-14
        )


def test_a_source_that_is_not_on_yet_gives_nothing():
    assert gaussian_source(1e-3, 0.0, 0.0, 5.0, WIDTHS, ALPHA, 0.01) == 0.0


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize(("away", "t"), [(0.5e-3, 0.5), (2e-3, 60.0), (8e-3, 600.0)])
def test_the_point_source_is_a_sum_of_bursts(away, t, cooling):
    def burst(s):
        return mp.exp(-(away**2) / (4 * ALPHA * s) - cooling * s) / (4 * mp.pi * ALPHA * s) ** 1.5

    end = mp.mpf(t)
    total = mp.quad(burst, [0, *(end * mp.mpf(3) ** -n for n in range(9, -1, -1))])
    expected = 0.3 / RHO_C * float(total)
    assert point_source(away, t, 0.3, K, ALPHA, cooling) == pytest.approx(expected, rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("u", [1e-8, 1e-3, 0.1, 1.0, 7.0, 40.0])
@pytest.mark.parametrize("v", [0.0, 1e-6, 0.05, 1.0, 9.0])
def test_the_well_function_equals_mpmaths_quadrature(u, v):
    def shrinking(log_y):
        y = mp.exp(log_y)
        return mp.exp(-y - mp.mpf(v) ** 2 / (4 * y))

    low, high = mp.log(u), mp.log(u + v + 60)
    panels = [low + (high - low) * n / 8 for n in range(9)]
    assert well_function(u, v) == pytest.approx(float(mp.quad(shrinking, panels)), rel=1e-11)


def test_the_well_function_has_its_two_known_limits():
    u, v = np.geomspace(1e-6, 30, 12), np.geomspace(1e-3, 30, 12)
    np.testing.assert_allclose(well_function(u, 0.0), exp1(u), rtol=1e-14)
    np.testing.assert_allclose(well_function(u, 1e-12), exp1(u), rtol=1e-11)
    np.testing.assert_allclose(well_function(0.0, v), 2 * kv(0, v), rtol=1e-11)


def test_the_well_function_agrees_with_the_printed_table():
    # Hantush 1956: W(0.01, 0.1) = 3.8150 and W(0.1, 1.0) = 0.8190
    np.testing.assert_allclose(well_function([0.01, 0.1], [0.1, 1.0]), [3.8150, 0.8190], atol=5e-5)


@pytest.mark.parametrize("cooling", COOLING)
def test_a_very_long_finite_line_is_an_infinite_line(cooling):
    r = np.array([0.5e-3, 2e-3, 6e-3])
    heat = (K, ALPHA, cooling)
    long = finite_line_source(r, 0.0, 60.0, 50.0, (-0.5, 0.5), heat)
    np.testing.assert_allclose(long, line_source(r, 60.0, 50.0, *heat), rtol=1e-11)


def test_after_a_long_time_the_infinite_line_is_steady():
    r, cooling = np.array([0.5e-3, 2e-3, 6e-3]), 0.02
    steady = line_source_steady(r, 50.0, K, np.sqrt(cooling / ALPHA))
    np.testing.assert_allclose(line_source(r, 4000.0, 50.0, K, ALPHA, cooling), steady, rtol=1e-11)


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize(("r", "z"), [(1e-3, 5e-3), (0.4e-3, -1e-3), (3e-3, 14e-3), (0.0, -2e-3), (0.0, 13e-3)])
def test_the_finite_line_is_a_row_of_points(r, z, cooling):
    def point(at):
        return point_source(np.hypot(r, z - at), 30.0, 1.0, K, ALPHA, cooling)

    marks = sorted({min(max(z + shift, 1e-5), 1e-2 - 1e-5) for shift in (-1e-3, 0.0, 1e-3)})
    expected = 50.0 * quad(point, 0.0, 0.01, points=marks, epsabs=0, epsrel=1e-12, limit=400)[0]
    actual = finite_line_source(r, z, 30.0, 50.0, (0.0, 0.01), (K, ALPHA, cooling))
    assert actual == pytest.approx(expected, rel=1e-10)


def test_after_a_long_time_the_unperfused_finite_line_is_steady():
    r, z, length = 1e-3, 4e-3, 0.01
    steady = 50.0 / (4 * np.pi * K) * (np.arcsinh(z / r) + np.arcsinh((length - z) / r))
    late = finite_line_source(r, z, 1e18, 50.0, (0.0, length), (K, ALPHA, 0.0))
    assert late == pytest.approx(steady, rel=1e-7)


def test_a_place_on_the_line_is_refused():
    with pytest.raises(ValueError, match="on the line source"):
        finite_line_source(np.array([1e-3, 0.0]), 5e-3, 10.0, 50.0, (0.0, 0.01), (K, ALPHA, 0.0))


def test_a_pulse_that_goes_on_without_a_break_is_a_constant_source():
    def response(t):
        return point_source(2e-3, t, 1.0, K, ALPHA, 0.004)

    steps = [(5.0 * n, 5.0, 0.3) for n in range(20)]
    assert pulsed(response, 60.0, steps) == pytest.approx(0.3 * response(60.0), rel=1e-13)


def test_a_pulse_train_is_the_sum_of_its_bursts():
    pulses, t, away = [(0.0, 2.0, 1.0), (7.0, 1.5, 2.0), (90.0, 5.0, 4.0)], 12.0, 2e-3

    def burst(start):
        age = t - start
        return np.exp(-(away**2) / (4 * ALPHA * age)) / (RHO_C * (4 * np.pi * ALPHA * age) ** 1.5)

    expected = sum(p * quad(burst, s, s + d, epsrel=1e-12)[0] for s, d, p in pulses if s < t)
    actual = pulsed(lambda s: point_source(away, s, 1.0, K, ALPHA), t, pulses)
    assert actual == pytest.approx(expected, rel=1e-11)
