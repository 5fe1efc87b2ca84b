"""The kernels around the axis against dense linear algebra, on half a circle and a whole one."""

from typing import NamedTuple

import numpy as np
import pytest
from kernels.calling import callable_kernel

from lesionsim.grid.around import Wedges, wedges
from lesionsim.grid.shapes import cylindrical
from lesionsim.kernels import around as sweep
from lesionsim.kernels import electric as field
from lesionsim.kernels import flow, properties
from lesionsim.kernels.arrays import CONTENT, PERFUSION, RATE, SOURCE, WARMING, Laws, Network, Turn, TurnInSlabs
from lesionsim.problem.around import turn_of
from lesionsim.problem.current import electric_at_rest
from lesionsim.problem.numbering import numbering

NR, NZ, HALF = 3, 4, 3
GRID = cylindrical(np.linspace(0.5e-3, 2e-3, NR + 1), np.linspace(0, 1e-3, NZ + 1))


class Small(NamedTuple):
    """A random network around the axis, and who is beside whom: (faces, one cell, the other or wall point)."""

    around: Wedges
    network: Network
    turn: Turn
    cells: np.ndarray  # (nr, nt, nz) point numbers
    pairs: list[np.ndarray]  # for each direction (3, m): face, point before, point after


@pytest.fixture(params=[False, True], ids=["half a circle", "whole circle"])
def case(request, random_numbers) -> Small:
    around = wedges(HALF, closed=request.param)
    nt = around.count
    shape = NR + 2, nt + 2, NZ + 2
    n = int(np.prod(shape))
    number = np.arange(n).reshape(shape)
    cells = number[1:-1, 1:-1, 1:-1]
    pairs = []
    for direction, axis in enumerate((0, 2, 1)):
        lines = np.moveaxis(number, axis, 0)
        others = [slice(None), slice(1, -1), slice(1, -1)]
        before, after = lines[:-1][tuple(others)].copy(), lines[1:][tuple(others)].copy()
        face = direction * n + before
        if axis == 1 and around.closed:
            before[0], after[-1] = before[-1], after[0]
            face, before, after = face[1:], before[1:], after[1:]
        pairs.append(np.stack([face.ravel(), before.ravel(), after.ravel()]))
    conductance = random_numbers.uniform(0.1, 1.0, 3 * n)
    if around.closed:  # the face before the first cell is the one behind the last
        faces = conductance[2 * n :].reshape(shape)
        faces[:, 0] = faces[:, -2]
    points = np.zeros((5, n))
    for row in (PERFUSION, SOURCE, WARMING):
        points[row, cells] = random_numbers.uniform(0.1, 1.0, cells.shape)
    net = Network(conductance, points, (nt + 2) * (NZ + 2), 37.0)
    return Small(around, net, turn_of(GRID, around), cells, pairs)


def laplacian(case: Small, direction: int) -> np.ndarray:
    """Flow into every point from its neighbours in one direction, as a matrix."""
    n = case.network.points.shape[1]
    matrix = np.zeros((n, n))
    for face, one, other in case.pairs[direction].T:
        g = case.network.conductance[face]
        for here, there in ((one, other), (other, one)):
            matrix[here, here] -= g
            matrix[here, there] += g
    return matrix


def all_flow(case: Small) -> np.ndarray:
    return sum(laplacian(case, direction) for direction in range(3))


@pytest.mark.parametrize("slabs", [0, 1, 7])
def test_a_stage_adds_the_flow_from_all_six_sides(case, random_numbers, slabs):
    points, n = case.network.points, case.network.points.shape[1]
    latest, earlier, content, rate = random_numbers.uniform(30, 80, (4, n))
    fields = np.zeros((8, n))
    fields[CONTENT], fields[RATE] = content, rate
    factors = (1.3, -0.4, 0.1, 0.05, -0.02)
    temperature, result = latest.copy(), earlier.copy()
    callable_kernel(flow.close_circle)(temperature, case.turn)
    turn = TurnInSlabs(*case.turn, np.zeros(slabs)) if slabs else case.turn
    arguments = (latest, result, temperature, fields, case.network.conductance, case.network, turn, factors)
    blood = callable_kernel(stage_of_all)(*arguments)
    from_blood = points[PERFUSION] * (37.0 - temperature)
    total = all_flow(case) @ latest + from_blood + points[SOURCE]
    mu, nu, rest, new, old = factors
    wanted = mu * latest + nu * earlier + rest * content + new * points[WARMING] * total + old * rate
    np.testing.assert_allclose(result[case.cells], wanted[case.cells], rtol=1e-12)
    assert blood == pytest.approx(-from_blood.sum(), rel=1e-12)


def stage_of_all(latest, earlier, temperature, fields, conductance, network, turn, factors):
    return flow.stage_rtz(latest, earlier, temperature, fields, conductance, network, turn, factors)


def test_points_beyond_a_whole_circle_stand_for_its_other_end(case, random_numbers):
    values = random_numbers.random(case.network.points.shape[1])
    before = values.copy()
    callable_kernel(flow.close_circle)(values, case.turn)
    shape = NR + 2, case.around.count + 2, NZ + 2
    lines, old = values.reshape(shape), before.reshape(shape)
    np.testing.assert_array_equal(lines[:, 1:-1], old[:, 1:-1])
    for ghost, cell in ((0, -2), (-1, 1)):
        np.testing.assert_array_equal(lines[:, ghost], old[:, cell if case.around.closed else ghost])


def test_the_sweep_around_solves_the_dense_system(case, random_numbers):
    n, dt = case.network.points.shape[1], 0.7
    factors = np.zeros((12, n))
    callable_kernel(sweep.factor_around)(case.network, case.network.conductance, case.turn, dt, factors)
    right = np.zeros(n)
    right[case.cells] = random_numbers.normal(size=case.cells.shape)
    found = right.copy()
    callable_kernel(sweep.solve_around)(found, factors, case.network.stride, case.turn)
    matrix = np.eye(n) - 0.5 * dt * case.network.points[WARMING][:, None] * laplacian(case, 2)
    cells = case.cells.ravel()
    wanted = np.linalg.solve(matrix[np.ix_(cells, cells)], right[cells])
    np.testing.assert_allclose(found[cells], wanted, rtol=1e-12, atol=1e-14)


def test_the_rate_around_is_the_flow_around(case, random_numbers):
    n, dt = case.network.points.shape[1], 0.3
    temperature, change = random_numbers.uniform(30, 80, (2, n))
    before = change.copy()
    callable_kernel(sweep.add_rate_around)(temperature, case.network, case.turn, dt, change)
    wanted = before + dt * case.network.points[WARMING] * (laplacian(case, 2) @ temperature)
    np.testing.assert_allclose(change[case.cells], wanted[case.cells], rtol=1e-12)


def test_conductances_around_put_two_half_cells_in_series(case, random_numbers):
    n = case.network.points.shape[1]
    resistance = random_numbers.uniform(0.5, 2.0, (2, 3 * n))
    tables = random_numbers.uniform(0.4, 0.9, (4, 101))
    laws = Laws(resistance, tables, 0.0, 1.0, random_numbers.integers(0, 2, n))
    temperature, conductance = random_numbers.uniform(5, 95, n), np.zeros(3 * n)
    callable_kernel(properties.conductances_around)(temperature, laws, case.turn, conductance)
    k = np.array(
        [np.interp(t, np.arange(101.0), tables[2 * m]) for t, m in zip(temperature, laws.material, strict=True)]
    )
    one = np.arange(n - case.turn.stride)
    other, face = one + case.turn.stride, 2 * n + one
    wanted = 1 / (resistance[0, face] / k[one] + resistance[1, face] / k[other])
    np.testing.assert_allclose(conductance[face], wanted, rtol=1e-12)
    assert not np.any(conductance[: 2 * n])


def electric_of(case: Small):
    """A field on the network, all tissue, with random potentials."""
    n = case.network.points.shape[1]
    laws = Laws(np.ones((2, 3 * n)), np.ones((2, 3)), 0.0, 1.0, np.zeros(n, dtype=np.int64))
    electric = electric_at_rest(GRID, np.zeros((NR, NZ), bool), laws, case.around)
    electric.potential[:] = np.random.default_rng(2).random(n)
    electric.conductance[:] = case.network.conductance
    return electric


def test_current_around_the_axis_leaves_for_both_neighbours(case):
    electric = electric_of(case)
    out, potential = np.zeros(electric.point.size), electric.potential.copy()
    callable_kernel(field.add_flow_around)(electric, potential, electric.conductance, case.turn, out)
    wanted = -laplacian(case, 2) @ electric.potential
    np.testing.assert_allclose(out, wanted[electric.point], rtol=1e-12, atol=1e-14)


def test_every_cell_is_numbered_once_and_the_band_holds_the_matrix(case):
    electric, order = electric_of(case), numbering(GRID, case.around)
    assert sorted(order.point) == sorted(case.cells.ravel())
    callable_kernel(field.fill_band)(electric, electric.conductance)
    width, size = electric.band.shape[1] - 1, electric.point.size
    assert width == order.width == NR * case.around.count
    rebuilt = np.zeros((size, size))
    for u in range(size):
        for d in range(min(u, width) + 1):
            rebuilt[u, u - d] = rebuilt[u - d, u] = electric.band[u, width - d]
    wanted = -all_flow(case)[np.ix_(electric.point, electric.point)]
    np.testing.assert_allclose(rebuilt, wanted, rtol=1e-6, atol=1e-6)


def test_a_face_around_heats_both_its_cells_alike_and_at_a_wall_its_tissue_alone(case):
    electric = electric_of(case)
    phi, n = electric.potential, electric.potential.size
    electric.joule[:] = 0.0
    callable_kernel(field.add_heat_around)(electric, case.turn)
    wanted, tissue = np.zeros(n), set(case.cells.ravel())
    for face, one, other in case.pairs[2].T:
        power = electric.conductance[face] * (phi[one] - phi[other]) ** 2
        both = [k for k in (one, other) if k in tissue]
        for k in both:
            wanted[k] += power / len(both)
    np.testing.assert_allclose(electric.joule[case.cells], wanted[case.cells], rtol=1e-12)
    assert electric.joule[case.cells].sum() == pytest.approx(wanted.sum(), rel=1e-12)
