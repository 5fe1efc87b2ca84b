"""Conductances: two halves in series, open and closed walls, contact, and the bound on the fastest rate."""

import numpy as np
import pytest

from lesionsim.grid.shapes import cylindrical, plane
from lesionsim.kernels.arrays import PERFUSION, SOURCE, WARMING
from lesionsim.problem.network import Medium, conductances, fastest_rate, network, open_wall, resistances

GRID = plane(np.array([0.0, 1.0, 3.0]), np.array([0.0, 2.0, 3.0]))
STRIDE, N = 4, 16


def whole(value=1.0):
    return np.full((4, 4), value)


def test_two_layers_conduct_in_series():
    k = whole()
    k[1, 1], k[2, 1] = 2.0, 0.5
    found = conductances(resistances(GRID), k)
    between = 1 / (0.5 / (2 * 2.0) + 1.0 / (2 * 0.5))  # half of 1 m, then half of 2 m, over 2 m width
    assert found[1 * STRIDE + 1] == pytest.approx(between, rel=1e-14)


def test_walls_are_closed_until_opened():
    closed = conductances(resistances(GRID), whole())
    assert np.count_nonzero(closed) == 2 + 2
    opened = conductances(open_wall(resistances(GRID), "inner"), whole(2.0))
    assert opened[0 * STRIDE + 1] == pytest.approx(2.0 * 2 / 0.5)  # k A / (half of 1 m)
    assert np.count_nonzero(opened) == 4 + 2


@pytest.mark.parametrize(("side", "face"), [("inner", 1), ("outer", 9), ("lower", N + 4), ("upper", N + 6)])
def test_each_side_opens_its_own_faces(side, face):
    opened = conductances(open_wall(resistances(GRID), side), whole())
    closed = conductances(resistances(GRID), whole())
    changed = np.flatnonzero(opened != closed)
    assert face in changed
    assert changed.size == 2


def test_a_contact_resistance_is_in_series_with_half_a_cell():
    opened = conductances(open_wall(resistances(GRID), "inner", shape=3.0), whole())
    assert opened[1] == pytest.approx(1 / (3.0 + 0.5 / 2), rel=1e-14)


def test_points_know_perfusion_source_and_warming():
    grid = cylindrical(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0]))
    net = network(grid, resistances(grid), Medium(0.5, 4e6, perfusion=100.0, heat=7.0), 36.0)
    points = net.points.reshape(5, 4, 3)[:, 1:3, 1]
    volume = np.pi * np.array([1.0, 3.0])
    np.testing.assert_allclose(points[PERFUSION], 100 * volume)
    np.testing.assert_allclose(points[SOURCE], 7 * volume)
    np.testing.assert_allclose(points[WARMING], 1 / (4e6 * volume))
    assert np.count_nonzero(net.points[WARMING]) == 2


def test_the_fastest_rate_bounds_all_eigenvalues():
    grid = cylindrical(np.array([0.0, 0.1, 0.3, 0.7]), np.array([0.0, 0.1, 0.4]))
    net = network(grid, open_wall(resistances(grid), "outer"), Medium(0.5, 10.0, perfusion=2.0), 0.0)
    n, stride = net.points.shape[1], net.stride
    matrix = np.diag(net.points[PERFUSION])
    for face, step in ((net.conductance[:n], stride), (net.conductance[n:], 1)):
        for k in range(n - step):
            matrix[k, k] += face[k]
            matrix[k + step, k + step] += face[k]
            matrix[k, k + step] -= face[k]
            matrix[k + step, k] -= face[k]
    rates = np.linalg.eigvals(net.points[WARMING][:, None] * matrix).real
    assert rates.max() <= fastest_rate(net) * (1 + 1e-12)
    assert fastest_rate(net) <= 3 * rates.max()
