"""The electric field of the kernels against dense linear algebra, and the generator's laws one by one."""

import numpy as np
import pytest
from kernels.calling import callable_kernel

import lesionsim as ls
from lesionsim.kernels import electric as kernel
from lesionsim.kernels import march_rf as loop
from lesionsim.kernels.arrays import Control
from lesionsim.kernels.properties import conductances_at
from lesionsim.problem.assemble import assemble

STAYS = Control(
    proportional=20.0, integral=8.0, most_v=40.0, most_w=50.0, most_a=2.0, series_ohm=0.0, lag_s=0.0, change=0.02
)
INTEGRAL, READING, SET, CONDUCTANCE = loop.INTEGRAL, loop.READING, loop.VOLTS2, loop.CONDUCTANCE


@pytest.fixture
def problem():
    """B2 on a very coarse grid, with an uneven temperature."""
    coarse = ls.change(ls.load("b2"), {"numerics.growth": 0.6, "numerics.first_cell_mm": 0.3})
    return assemble(coarse)


@pytest.fixture
def solved(problem, random_numbers):
    electric, sigma = problem.current.electric, problem.current.sigma
    stride = problem.held.network.stride
    temperature = random_numbers.uniform(37, 90, electric.potential.size)
    callable_kernel(conductances_at)(temperature, sigma, stride, electric.conductance)
    matrix, right = dense(problem, electric.conductance)
    answer = np.linalg.solve(matrix, right)
    electric.potential[:] = np.where(electric.is_tissue > 0, 0.0, electric.potential)
    electric.potential[electric.point] = np.where(
        electric.is_tissue[electric.point] > 0, answer, electric.potential[electric.point]
    )
    return problem, matrix


def dense(problem, conductance):
    """The plain twin: flows out of every tissue cell, with 1 V on metal and 0 V on outer walls."""
    electric, stride = problem.current.electric, problem.held.network.stride
    n = electric.potential.size
    number = {int(k): u for u, k in enumerate(electric.point)}
    matrix, right = np.eye(len(number)), np.zeros(len(number))
    for u, k in enumerate(electric.point):
        if not electric.is_tissue[k]:
            continue
        matrix[u, u] = 0.0
        for other, face in ((k + stride, k), (k - stride, k - stride), (k + 1, n + k), (k - 1, n + k - 1)):
            g = conductance[face]
            matrix[u, u] += g
            if electric.is_tissue[other]:
                matrix[u, number[int(other)]] -= g
            else:
                right[u] += g * electric.potential[other]
    return matrix, right


def test_the_band_holds_the_matrix(solved):
    problem, matrix = solved
    electric, stride = problem.current.electric, problem.held.network.stride
    callable_kernel(kernel.fill_band)(electric, electric.conductance, stride)
    width = electric.band.shape[1] - 1
    rebuilt = np.zeros_like(matrix)
    for u in range(len(matrix)):
        for d in range(min(u, width) + 1):
            rebuilt[u, u - d] = rebuilt[u - d, u] = electric.band[u, width - d]
    np.testing.assert_allclose(rebuilt, matrix, rtol=1e-14, atol=0)


def test_the_factor_solves(random_numbers):
    size, width = 30, 5
    lower = np.tril(np.triu(random_numbers.normal(size=(size, size)), -width))
    matrix = lower @ lower.T + 10 * np.eye(size)
    band = np.zeros((size, width + 1))
    for u in range(size):
        for d in range(min(u, width) + 1):
            band[u, width - d] = matrix[u, u - d]
    right, answer = random_numbers.normal(size=size), np.zeros(size)
    callable_kernel(kernel.factor)(band)
    callable_kernel(kernel.back_and_forth)(band, right, answer)
    np.testing.assert_allclose(answer, np.linalg.solve(matrix, right), rtol=1e-11)


def test_no_current_is_lost_where_the_potential_solves_the_equations(solved):
    problem, _ = solved
    electric = problem.current.electric
    flow = np.zeros(electric.point.size)
    callable_kernel(kernel.charge_flow)(
        electric, electric.potential, electric.conductance, problem.held.network.stride, flow
    )
    assert np.max(np.abs(flow)) < 1e-14 * np.max(electric.conductance[np.isfinite(electric.conductance)])


def test_joule_heat_is_voltage_times_current(solved):
    problem, _ = solved
    electric, stride = problem.current.electric, problem.held.network.stride
    total = callable_kernel(kernel.joule_heat)(electric, stride)
    walls, n = problem.walls, electric.potential.size
    entering = sum(
        electric.conductance[face] * (electric.potential[metal] - electric.potential[tissue])
        for metal, tissue, face in walls.tip.T
    )
    assert total == pytest.approx(entering, rel=1e-11)
    assert electric.joule.sum() == pytest.approx(total, rel=1e-13)
    assert np.all(electric.joule >= 0)
    assert n == electric.joule.size


def test_each_face_heats_both_its_cells_alike_and_a_wall_s_face_its_tissue_alone(solved):
    problem, _ = solved
    electric, stride = problem.current.electric, problem.held.network.stride
    callable_kernel(kernel.joule_heat)(electric, stride)
    phi, g, n = electric.potential, electric.conductance, electric.potential.size
    wanted = np.zeros(n)
    for shift, offset in ((stride, 0), (1, n)):
        for k in range(n - shift):
            power = g[offset + k] * (phi[k] - phi[k + shift]) ** 2
            both = [m for m in (k, k + shift) if electric.is_tissue[m]]
            for m in both:
                wanted[m] += power / len(both)
    np.testing.assert_allclose(electric.joule, wanted, rtol=1e-12, atol=1e-25)


def volts2(memory, wanted_c, dt=0.1, **changed):
    return callable_kernel(loop.volts_squared)(STAYS._replace(**changed), memory, wanted_c, dt)


def memory_at(reading, integral=0.0):
    memory = np.zeros(8)
    memory[READING], memory[INTEGRAL], memory[CONDUCTANCE] = reading, integral, 1 / 80
    return memory


def test_a_colder_sensor_asks_for_more_voltage():
    assert volts2(memory_at(70.0), 80.0) == pytest.approx(200.0)
    assert volts2(memory_at(75.0), 80.0) == pytest.approx(100.0)


def test_the_integral_accumulates_while_no_limit_is_met():
    memory = memory_at(79.0, integral=50.0)
    volts2(memory, 80.0)
    assert memory[INTEGRAL] == pytest.approx(50.8)
    volts2(memory, 80.0)
    assert memory[INTEGRAL] == pytest.approx(51.6)


@pytest.mark.parametrize("reading", [-100.0, 95.0])
def test_the_integral_stands_still_at_either_limit(reading):
    memory = memory_at(reading, integral=50.0)
    given = volts2(memory, 80.0)
    assert memory[INTEGRAL] == 50.0
    assert given == (1600.0 if reading < 0 else 0.0)


def test_limits_of_voltage_power_and_current_hold():
    assert volts2(memory_at(0.0), 80.0, most_v=30.0) == pytest.approx(900.0)
    assert volts2(memory_at(0.0), 80.0, most_w=5.0) / 80 == pytest.approx(5.0)
    assert np.sqrt(volts2(memory_at(0.0), 80.0, most_a=0.1)) / 80 == pytest.approx(0.1)


def test_a_series_resistance_takes_its_share_of_the_voltage():
    assert volts2(memory_at(75.0), 80.0, series_ohm=80.0) == pytest.approx(100.0 / 4)


def test_power_is_limited_at_the_generator_not_at_the_tissue():
    tissue = volts2(memory_at(0.0), 80.0, most_w=5.0, series_ohm=80.0) / 80
    assert tissue == pytest.approx(2.5)


def test_the_reading_follows_with_the_sensor_s_time_constant():
    read = callable_kernel(loop.read_sensor)
    metal = assemble(ls.load("b2")).current.metal
    content, memory = np.full(20_000, 80.0), memory_at(37.0)
    read(content, metal, STAYS._replace(lag_s=0.3), memory, 0.1)
    assert memory[READING] == pytest.approx(37 + 0.25 * 43)
    read(content, metal, STAYS, memory, 0.1)
    assert memory[READING] == pytest.approx(80.0)
