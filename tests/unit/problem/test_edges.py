"""The factors at the two singular edges, derived by hand for square cells.

Heat of rho^p sin(p theta) through a ray of length L at angle theta is L^p cos(p theta). For square cells of size 1
both nodes are 2^(-1/2) from the edge. Tip-shaft line (p = 1/2): the node on the tip side stands at pi / 4, so the
wall face carries 1 instead of 2^(-1/4) sin(pi / 8) / (1 / 2): the factor is 2^(-3/4) / sin(pi / 8) = 1.5538. Sharp
end (p = 2/3): 1 instead of 2^(-1/3) sin(pi / 6) / (1 / 2), the factor is 2^(1/3) = 1.26.
"""

import math

import numpy as np
import pytest

from lesionsim.grid.shapes import cylindrical
from lesionsim.problem import edges
from lesionsim.problem.network import resistances
from lesionsim.problem.probe import probe_openings


def test_square_cells_at_the_tip_shaft_line():
    wall, between = edges.tip_shaft_factors(1.0, 1.0, 1.0)
    assert wall == pytest.approx(2**-0.75 / math.sin(math.pi / 8), rel=1e-14)
    rise = 2**-0.25 * (math.sin(3 * math.pi / 8) - math.sin(math.pi / 8))
    assert between == pytest.approx(math.cos(math.pi / 4) / rise, rel=1e-14)
    assert wall == pytest.approx(1.5538, abs=1e-4)


def test_square_cells_at_the_sharp_end():
    wall, between = edges.tip_end_factors(1.0, 1.0, 1.0)
    assert wall == pytest.approx(2 ** (1 / 3), rel=1e-14)
    assert between == pytest.approx(0.5 / (2 ** (-1 / 3) * (1 - 0.5)), rel=1e-14)


@pytest.mark.parametrize("size", [1e-6, 1e-3, 2.0])
def test_factors_do_not_depend_on_the_size_of_the_cells(size):
    assert edges.tip_shaft_factors(size, 2 * size, size) == pytest.approx(edges.tip_shaft_factors(1, 2, 1), rel=1e-12)
    assert edges.tip_end_factors(size, 2 * size, size) == pytest.approx(edges.tip_end_factors(1, 2, 1), rel=1e-12)


def test_the_mode_is_zero_on_held_walls_and_flat_on_the_insulated_one():
    assert edges.mode(0.5, 1.0, 0.0) == 0
    assert edges.mode(2 / 3, 1.0, 0.0) == 0
    assert edges.mode(2 / 3, 0.0, -1.0) == pytest.approx(0, abs=1e-15)  # three quarters around: the other held wall
    slope = (edges.mode(0.5, -1.0, 1e-6) - edges.mode(0.5, -1.0, 0.0)) / 1e-6
    assert slope == pytest.approx(0, abs=1e-6)


def test_only_the_faces_at_the_edges_are_strengthened():
    r, z = np.arange(0, 6.0), np.arange(-4, 9.0)
    grid, plain = cylindrical(r, z, 2.0), resistances(cylindrical(r, z, 2.0))
    held, sealed = probe_openings(plain, grid, 2.0, 4.0)
    i, j, end = 2, 4, 8  # first cell outside, first above the tip's end, first of the shaft
    ratio_r = plain.r_after[i, 1:-1] / held.r_after[i, 1:-1]
    strengthened = np.flatnonzero(~np.isclose(ratio_r, 1.0))
    assert strengthened.tolist() == [j - 1, j, end - 1]
    assert ratio_r[end - 1] == pytest.approx(1.5538, abs=1e-4)
    assert ratio_r[j] == pytest.approx(2 ** (1 / 3))
    assert np.all(np.isinf(sealed.r_before[i, 1:-1][j:]))
    assert np.all(np.isinf(held.r_before[i, 1:-1][end:]))
    assert np.all(held.r_before[i, 1:-1][j:end] == 0)
