"""Alternating directions against dense linear algebra, energy, the exact solution in time and steady states."""

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel
from kernels.small import NR, NZ, POINTS, STRIDE, interior, number, small
from scipy.linalg import expm

from lesionsim.kernels.alternating import CHANGE, step_heat_alternating, transpose
from lesionsim.kernels.arrays import PERFUSION, SOURCE, WARMING
from lesionsim.solver.current import fresh_sweeps

CELLS = interior()
CLOSE = {"rtol": 1e-12, "atol": 1e-12}


def all_walls(case):
    """List the faces to all four walls as the outer boundary."""
    along, across = np.arange(1, NZ + 1), np.arange(1, NR + 1)
    wall = [number(0, along), number(NR + 1, along), number(across, 0), number(across, NZ + 1)]
    tissue = [number(1, along), number(NR, along), number(across, 1), number(across, NZ)]
    face = [wall[0], tissue[1], POINTS + wall[2], POINTS + tissue[3]]
    return case.walls._replace(outer=np.stack([np.concatenate(part) for part in (wall, tissue, face)]))


class Heating:
    """A random network with current in it, stepped by the kernel."""

    def __init__(self, random):
        self.case = small(random)
        self.network, self.walls = self.case.network, all_walls(self.case)
        self.joule, self.volts2 = np.zeros(POINTS), 1.7
        self.joule[CELLS] = random.uniform(0.0, 3.0, CELLS.size)
        self.temperature = self.case.temperature.copy()
        self.sweeps = fresh_sweeps(POINTS)

    @property
    def power(self):
        return self.network.points[SOURCE] + self.volts2 * self.joule

    def step(self, dt):
        """Advance by one step; return the heat to blood and to the outer wall."""
        kernel = callable_kernel(step_heat_alternating)
        return kernel(self.temperature, self.network, None, self.walls, self.sweeps, self.joule, self.volts2, dt)

    def stored(self):
        """Return the heat of all cells above 0 °C, J."""
        return float(np.sum(self.temperature[CELLS] / self.network.points[WARMING][CELLS]))

    def operator(self):
        """Return matrix and vector of dT/dt = matrix T + vector; wall points stand still."""
        perfusion, _, warming, _, _ = self.network.points
        both = sum(plain.balance_matrix(self.network.conductance, STRIDE, d) for d in (0, 1))
        vector = warming * (perfusion * self.network.blood_c + self.power)
        return warming[:, None] * (both - np.diag(perfusion)), vector

    def steady(self):
        """Return the temperature that no longer changes, with walls as they are."""
        matrix, vector = self.operator()
        walls = self.network.points[WARMING] == 0
        matrix[walls], vector[walls] = np.eye(POINTS)[walls], -self.temperature[walls]
        return np.linalg.solve(matrix, -vector)

    def exact(self, time_s):
        """Return the temperature after a time, by the exponential of the whole operator."""
        matrix, vector = self.operator()
        whole = np.zeros((POINTS + 1, POINTS + 1))
        whole[:-1, :-1], whole[:-1, -1] = time_s * matrix, time_s * vector
        return (expm(whole) @ np.append(self.temperature, 1.0))[:-1]


@pytest.fixture
def heating(random_numbers):
    return Heating(random_numbers)


@pytest.mark.parametrize("sizes", [(0.3, 0.3, 0.3), (0.3, 0.05, 2.0), (40.0, 0.1)])
def test_steps_are_those_of_douglas_and_gunn_whatever_their_sizes(heating, sizes):
    """Blood sees the middle of the step, told by the last change; factors follow the size of the step."""
    expected, last, last_s = heating.temperature.copy(), np.zeros(POINTS), np.inf
    for dt in sizes:
        ahead = 0.5 * dt / last_s * last
        first, change, blood = plain.douglas_gunn(expected, heating.network, heating.power, dt, ahead)
        wall, tissue, face = heating.walls.outer
        conductance = heating.network.conductance[face]
        half = 0.5 * np.where(face < POINTS, first[tissue], change[tissue])
        out = dt * np.sum(conductance * (expected[tissue] + half - expected[wall]))
        moved = heating.step(dt)
        expected, last, last_s = expected + change, change, dt
        np.testing.assert_allclose(heating.temperature, expected, **CLOSE)
        np.testing.assert_allclose(heating.sweeps.work[CHANGE], change, **CLOSE)
        assert moved == pytest.approx((-blood.sum(), out), rel=1e-11)


def test_heat_put_in_is_stored_or_carried_away(heating):
    for dt in (0.2, 0.2, 1.5, 30.0):
        before = heating.stored()
        to_blood, to_outer = heating.step(dt)
        made = dt * heating.power.sum()
        scale = abs(made) + abs(to_blood) + abs(to_outer) + before
        assert heating.stored() - before == pytest.approx(made - to_blood - to_outer, abs=1e-13 * scale)


def test_a_wall_takes_no_part(heating):
    before = heating.temperature.copy()
    heating.step(0.5)
    walls = np.setdiff1d(np.arange(POINTS), CELLS)
    np.testing.assert_array_equal(heating.temperature[walls], before[walls])


@pytest.mark.parametrize("perfused", [False, True])
def test_halving_the_steps_quarters_the_error(heating, perfused):
    if not perfused:
        heating.network.points[PERFUSION] = 0.0
    start, end_s, errors = heating.temperature.copy(), 2.0, []
    exact = heating.exact(end_s)
    for count in (40, 80, 160):
        heating.temperature[:], heating.sweeps = start, fresh_sweeps(POINTS)
        for _ in range(count):
            heating.step(end_s / count)
        errors.append(np.max(np.abs(heating.temperature - exact)))
    assert errors[0] < 0.05
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.1)
    assert errors[1] / errors[2] == pytest.approx(4, rel=0.1)


@pytest.mark.parametrize("dt", [1e-3, 1.0, 1e4])
def test_what_is_steady_stays_whatever_the_step(heating, dt):
    steady = heating.steady()
    heating.temperature[:] = steady
    to_blood, to_outer = heating.step(dt)
    np.testing.assert_allclose(heating.temperature, steady, rtol=1e-12)
    assert to_blood + to_outer == pytest.approx(dt * heating.power.sum(), rel=1e-10)


def test_it_comes_to_rest_where_the_equations_balance(heating):
    steady = heating.steady()
    for _ in range(200):
        heating.step(1.0)
    np.testing.assert_allclose(heating.temperature, steady, rtol=1e-10)


def test_a_uniform_field_at_the_temperature_of_blood_does_not_change(heating):
    heating.volts2, heating.network.points[SOURCE] = 0.0, 0.0
    heating.temperature[:] = heating.network.blood_c
    assert heating.step(3.0) == pytest.approx((0.0, 0.0), abs=1e-13)
    np.testing.assert_allclose(heating.temperature, heating.network.blood_c, rtol=1e-15)


def test_stiff_metal_heats_evenly_in_long_steps(heating):
    """Metal ten thousand times stiffer than tissue, from rest, in steps hundreds of times the explicit limit.

    A rough start would swing: as any scheme that is second order without damping, this one is for smooth fields.
    """
    metal = number(np.arange(2, 5)[:, None], np.arange(2, 5)[None, :]).ravel()
    heating.network.conductance[metal[np.isin(metal + STRIDE, metal)]] = 1e4
    heating.network.conductance[POINTS + metal[np.isin(metal + 1, metal)]] = 1e4
    heating.temperature[:] = heating.network.blood_c
    exact = heating.exact(5.0)
    for _ in range(100):
        heating.step(0.05)
        assert np.ptp(heating.temperature[metal]) < 0.05
    assert exact[metal].min() > heating.network.blood_c + 2
    np.testing.assert_allclose(heating.temperature, exact, atol=0.02)


def test_points_are_turned_and_turned_back(random_numbers):
    values, turned, back = random_numbers.uniform(size=POINTS), np.zeros(POINTS), np.zeros(POINTS)
    callable_kernel(transpose)(values, STRIDE, turned)
    np.testing.assert_array_equal(turned.reshape(STRIDE, -1), values.reshape(-1, STRIDE).T)
    callable_kernel(transpose)(turned, POINTS // STRIDE, back)
    np.testing.assert_array_equal(back, values)
