"""What changes around an axis: exact solutions against their integrals and differential equations."""

import mpmath as mp
import numpy as np
import pytest
from scipy.linalg import expm

from lesionsim.verify.exact import around
from lesionsim.verify.exact.alternating_around import Wedge, directions, douglas_gunn, volumes

PAIR = (0.5, 0.2)


def bessel_by_integral(kind: str, m: int, x: float) -> float:
    """Bessel's functions from their integrals."""
    if kind == "K":
        return float(mp.quad(lambda s: mp.exp(-x * mp.cosh(s)) * mp.cosh(m * s), [0, 2, 5, 12]))
    if kind == "I":
        return float(mp.quad(lambda s: mp.exp(x * mp.cos(s)) * mp.cos(m * s), [0, mp.pi / 2, mp.pi]) / mp.pi)
    return float(mp.quad(lambda s: mp.cos(m * s - x * mp.sin(s)), [0, mp.pi / 2, mp.pi]) / mp.pi)


@pytest.mark.parametrize("waves", [0, 1, 2, 5])
@pytest.mark.parametrize(("r", "theta"), [(0.7e-3, 0.0), (1.9e-3, 2.0), (4e-3, -0.4)])
def test_steady_waves_are_quotients_of_bessel_integrals(waves, r, theta):
    radius, decay = 1.3e-3, 300.0
    for kind, function in (("K", around.wave_outside), ("I", around.wave_inside)):
        share = bessel_by_integral(kind, waves, decay * r) / bessel_by_integral(kind, waves, decay * radius)
        assert function(r, theta, radius, waves, decay) == pytest.approx(np.cos(waves * theta) * share, rel=1e-10)


@pytest.mark.parametrize("order", [(0, 1), (1, 1), (2, 3), (4, 2)])
def test_fading_modes_vanish_on_the_surface_and_obey_the_heat_equation(order):
    alpha, beta, radius = 1.4e-7, 0.01, 2e-3
    heat = (alpha, beta)
    assert around.bessel_mode(radius, 0.3, radius, order, 0.0, heat) == pytest.approx(0.0, abs=1e-12)
    wave = float(mp.besseljzero(*order)) / radius
    r, theta, t = 0.8e-3, 0.2, 3.0
    expected = bessel_by_integral("J", order[0], wave * r) * np.cos(order[0] * theta)
    expected *= np.exp(-(alpha * wave**2 + beta) * t)
    assert around.bessel_mode(r, theta, radius, order, t, heat) == pytest.approx(expected, rel=1e-10)


def test_the_line_beside_a_plane_is_the_line_with_the_charge_that_it_induces_there():
    # a sheet of sources on the plane, twice kappa times the flux of the line there, stands for the other medium
    first, second = PAIR
    d, kappa = 1.3e-3, (first - second) / (first + second)

    def sheet(x: float, y: float) -> float:
        def share(s):
            density = 2 * kappa * d / (2 * mp.pi * (d**2 + s**2))
            return -density * mp.log(mp.hypot(x - d, y - s) / d) / (2 * mp.pi * first)

        return float(mp.quad(share, [-mp.inf, -d, y, d, mp.inf] if abs(y) < d else [-mp.inf, -d, d, y, mp.inf]))

    def told(x: float, y: float) -> float:
        return -np.log(np.hypot(x, y)) / (2 * np.pi * first) + sheet(x, y)

    def known(x: float, y: float) -> float:
        return float(around.line_beside_plane(x, y, d, PAIR))

    places = [(0.5e-3, 0.4e-3), (-1e-3, 0.2e-3), (1.25e-3, -0.9e-3), (2.4e-3, 0.3e-3)]
    steps = [told(*place) - told(*places[0]) for place in places]
    np.testing.assert_allclose(steps, [known(*place) - known(*places[0]) for place in places], rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_a_round_body_meets_its_surface_without_a_jump_of_temperature_or_flux(dimensions):
    radius, angles = 1.1e-3, np.linspace(0.0, np.pi, 9)
    along, across, step = np.cos(angles), np.sin(angles), 1e-7

    def at(rho: float) -> np.ndarray:
        return around.ball_in_gradient(rho * along, rho * across, radius, PAIR, dimensions)

    np.testing.assert_allclose(at(radius * (1 - 1e-13)), at(radius * (1 + 1e-13)), atol=1e-15)
    before = PAIR[1] * (at(radius) - at(radius - step)) / step
    after = PAIR[0] * (-3 * at(radius) + 4 * at(radius + step) - at(radius + 2 * step)) / (2 * step)
    np.testing.assert_allclose(before, after, atol=1e-7)
    far = around.ball_in_gradient(1.0, 0.5, radius, PAIR, dimensions)
    assert far == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("place", [(2e-3, 0.4e-3), (-1.3e-3, 0.9e-3), (0.3e-3, 0.2e-3)])
def test_a_round_body_lets_no_heat_vanish(dimensions, place):
    def rise(s, rho):
        return mp.mpf(float(around.ball_in_gradient(float(s), float(rho), 1.1e-3, PAIR, dimensions)))

    s, rho, h = place[0], place[1], 2e-5
    along = (rise(s + h, rho) + rise(s - h, rho) - 2 * rise(s, rho)) / h**2
    across = (rise(s, rho + h) + rise(s, rho - h) - 2 * rise(s, rho)) / h**2
    turn = (dimensions - 2) * (rise(s, rho + h) - rise(s, rho - h)) / (2 * h) / rho
    assert float(along + across + turn) == pytest.approx(0.0, abs=1.0)  # each term is some 1000 / m


def test_a_flux_across_two_halves_is_the_same_in_both():
    depth = np.array([-3e-3, -1e-3, 1e-3, 3e-3])
    slope = np.diff(around.two_halves(depth, PAIR))[[0, 2]] / 2e-3
    np.testing.assert_allclose(slope * PAIR, -1.0, rtol=1e-12)


def wedge(closed: bool) -> Wedge:
    """A small patchwork."""
    share = np.random.default_rng(3).random((4, 3, 4, 2))
    theta = np.cumsum([0.0, 0.9, 0.5, 1.1, 0.7])
    faces = np.array([0.0, 0.6, 1.3, 2.0]) * 1e-3, theta / theta[-1] * (2 if closed else 1) * np.pi
    parts = (0.1 + share[0], 1e6 + 3e6 * share[1], 5e4 * share[2], 2e4 * share[3])
    r = 0.5 * (faces[0][1:] + faces[0][:-1])
    return Wedge(faces[0], r, faces[1], np.array([0.0, 0.4, 1.0]) * 1e-3, closed, *parts)


@pytest.mark.parametrize("closed", [False, True])
def test_small_steps_of_alternating_directions_follow_the_matrix_exponential(closed):
    cells = wedge(closed)
    capacity = (cells.capacity * volumes(cells)).ravel()
    matrix = sum(directions(cells)) - np.diag((cells.perfusion * volumes(cells)).ravel())
    matrix = matrix / capacity[:, None]
    heat = (cells.heat * volumes(cells)).ravel() / capacity
    start = 20 * np.random.default_rng(4).random(cells.heat.shape)
    steady = np.linalg.solve(matrix, -heat)
    exact = steady + expm(4.0 * matrix) @ (start.ravel() - steady)
    errors = [
        np.max(np.abs(douglas_gunn(cells, start, np.full(n, 4.0 / n)).ravel() - exact)) / np.max(exact)
        for n in (200, 400)
    ]
    assert errors[1] < 1e-4
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2.0, abs=0.15)


@pytest.mark.parametrize("closed", [False, True])
def test_flow_between_cells_comes_from_one_and_goes_to_the_other(closed):
    across, around_, along = directions(wedge(closed))
    for matrix in (around_, along):
        np.testing.assert_allclose(matrix.sum(axis=0), 0.0, atol=1e-18)
    for matrix in (across, around_, along):
        np.testing.assert_allclose(matrix, matrix.T, rtol=1e-13)
    assert np.all(across.sum(axis=0) < 1e-18)
    corner = around_.reshape(3, 4, 2, 3, 4, 2)[:, 0, :, :, 3, :]
    assert (np.max(corner) > 0) == closed
