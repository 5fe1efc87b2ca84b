"""The electric field of the kernels against dense linear algebra."""

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel

import lesionsim as ls
from lesionsim.kernels import electric as kernel
from lesionsim.kernels.properties import conductances_at
from lesionsim.problem.assemble import assemble


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
    electric = problem.current.electric
    electric = electric._replace(band=np.zeros(electric.band.shape))  # in double precision, to see every digit
    callable_kernel(kernel.fill_band)(electric, electric.conductance)
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
    right = random_numbers.normal(size=size)
    answer = right.copy()
    callable_kernel(kernel.factor)(band)
    callable_kernel(kernel.back_and_forth)(band, answer)
    np.testing.assert_allclose(answer, np.linalg.solve(matrix, right), rtol=1e-11)


def at_temperature(problem, temperature):
    """Return the dense solution of the field at a temperature, over all points, and its matrix."""
    electric, sigma = problem.current.electric, problem.current.sigma
    conductance = np.empty_like(electric.conductance)
    callable_kernel(conductances_at)(temperature, sigma, problem.held.network.stride, conductance)
    matrix, right = dense(problem, conductance)
    answer = electric.potential.copy()
    tissue = electric.is_tissue[electric.point] > 0
    answer[electric.point[tissue]] = np.linalg.solve(matrix, right)[tissue]
    return answer, matrix


def solve(problem, temperature, fresh):
    stride = problem.held.network.stride
    electric, sigma = problem.current.electric, problem.current.sigma
    assert callable_kernel(kernel.solve_field)(electric, sigma, stride, None, temperature, fresh)
    return electric


def test_the_field_is_that_of_dense_algebra_though_its_factor_has_single_precision(problem, random_numbers):
    temperature = random_numbers.uniform(37, 90, problem.start_content.size)
    electric = solve(problem, temperature, True)
    assert electric.band.dtype == np.float32
    np.testing.assert_array_equal(electric.then[kernel.TEMPERATURE_THEN], temperature)  # nothing to look ahead from
    expected, _ = at_temperature(problem, temperature)
    np.testing.assert_allclose(electric.potential, expected, rtol=0, atol=1e-9)


def test_a_field_solved_again_is_that_of_the_temperature_it_looks_ahead_to(problem, random_numbers):
    first = random_numbers.uniform(37, 90, problem.start_content.size)
    electric = solve(problem, first, True)
    factor = electric.band.copy()
    second = first + random_numbers.uniform(-3, 3, first.size)
    solve(problem, second, False)
    ahead = second + np.clip(0.67 * (second - first), -1.0, 1.0)
    np.testing.assert_allclose(electric.then[kernel.TEMPERATURE_THEN], ahead, rtol=1e-13)
    expected, _ = at_temperature(problem, ahead)
    np.testing.assert_allclose(electric.potential, expected, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(electric.band, factor)  # the first factor still served
    np.testing.assert_allclose(
        electric.then[kernel.SIGMA], plain.of_materials(ahead, problem.current.sigma, 0), rtol=1e-12
    )


def test_the_matrix_is_factored_again_where_the_old_factor_does_not_serve(problem, random_numbers):
    """Half the tissue dries out: its sigma falls to a ten-thousandth."""
    size = problem.start_content.size
    electric = solve(problem, np.full(size, 37.0), True)
    factor = electric.band.copy()
    problem.current.sigma.tables[0, 1600:] *= 1e-4  # above 80 °C
    hot = np.where(random_numbers.uniform(size=size) < 0.5, 95.0, 40.0)
    solve(problem, hot, False)
    assert np.max(np.abs(electric.band - factor)) > 0.01
    expected, _ = at_temperature(problem, electric.then[kernel.TEMPERATURE_THEN])
    np.testing.assert_allclose(electric.potential, expected, rtol=0, atol=1e-7)
    np.testing.assert_array_equal(electric.then[kernel.SIGMA_FACTORED], electric.then[kernel.SIGMA])


@pytest.mark.parametrize("grown", [1.0, 3.0])
def test_the_preconditioner_is_the_factored_matrix_scaled_to_sigma_now(problem, random_numbers, grown):
    """Where all sigma has grown alike it solves the new matrix, to single precision."""
    electric = solve(problem, np.full(problem.start_content.size, 37.0), True)
    electric.then[kernel.SIGMA] *= grown
    callable_kernel(kernel.compare_sigma)(electric)
    _, matrix = at_temperature(problem, np.full(problem.start_content.size, 37.0))
    tissue = electric.is_tissue[electric.point] > 0
    wanted = np.where(tissue, random_numbers.normal(size=tissue.size), 0.0)
    residual, answer = grown * matrix @ wanted, np.zeros(tissue.size)
    callable_kernel(kernel.precondition)(electric, residual, answer)
    np.testing.assert_allclose(answer, wanted, atol=1e-4)


def test_the_preconditioner_is_symmetric_where_sigma_grew_unevenly(problem, random_numbers):
    """Conjugate gradients need that; in double precision it shows to every digit."""
    electric = solve(problem, np.full(problem.start_content.size, 37.0), True)
    electric = electric._replace(band=electric.band.astype(float), coarse=electric.coarse.astype(float))
    electric.then[kernel.SIGMA] *= random_numbers.uniform(0.5, 2.0, electric.then.shape[1])
    callable_kernel(kernel.compare_sigma)(electric)
    one, other = random_numbers.normal(size=(2, electric.point.size))
    first, second = np.zeros_like(one), np.zeros_like(one)
    callable_kernel(kernel.precondition)(electric, one, first)
    callable_kernel(kernel.precondition)(electric, other, second)
    assert first @ other == pytest.approx(second @ one, rel=1e-9)
    tissue = electric.is_tissue[electric.point] > 0
    grown = electric.then[kernel.SIGMA] / electric.then[kernel.SIGMA_FACTORED]
    np.testing.assert_allclose(electric.scale[tissue] ** 2, grown[electric.point][tissue], rtol=1e-13)
    assert np.all(electric.scale[~tissue] == 1.0)


def test_looking_ahead_goes_on_by_a_share_of_the_last_change_and_by_one_kelvin_at_most(problem):
    electric = problem.current.electric
    then = electric.then[kernel.TEMPERATURE_THEN]
    then[:] = 50.0
    now = np.full_like(then, 50.0)
    now[:5] = 51.0, 49.0, 52.0, 40.0, 80.0
    callable_kernel(kernel.look_ahead)(electric, now, 0.67)
    np.testing.assert_allclose(then[:6], [51.67, 48.33, 53.0, 39.0, 81.0, 50.0], rtol=1e-14)
    callable_kernel(kernel.look_ahead)(electric, now, 0.0)
    np.testing.assert_array_equal(then, now)


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
    total = callable_kernel(kernel.joule_heat)(electric, stride, None)
    walls, n = problem.held.walls, electric.potential.size
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
    callable_kernel(kernel.joule_heat)(electric, stride, None)
    phi, g, n = electric.potential, electric.conductance, electric.potential.size
    wanted = np.zeros(n)
    for shift, offset in ((stride, 0), (1, n)):
        for k in range(n - shift):
            power = g[offset + k] * (phi[k] - phi[k + shift]) ** 2
            both = [m for m in (k, k + shift) if electric.is_tissue[m]]
            for m in both:
                wanted[m] += power / len(both)
    np.testing.assert_allclose(electric.joule, wanted, rtol=1e-12, atol=1e-25)
