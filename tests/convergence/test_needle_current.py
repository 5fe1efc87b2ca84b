"""The impedance of a needle converges in second order: its edges carry the singular modes of the field, too."""

import math
from itertools import pairwise

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.kernels.single import solve_once
from lesionsim.problem.assemble import assemble

GROWTHS = (0.16, 0.16 / 2**0.5, 0.08, 0.08 / 2**0.5)


def impedance(growth):
    scenario = ls.change(ls.load("b2"), {"numerics.growth": growth, "numerics.first_cell_mm": 2.34 * growth**2})
    problem = assemble(scenario)
    current, net = problem.current, problem.held.network
    found, heat = solve_once(current.electric, current.sigma, net.stride, None, problem.start_content)
    assert found
    return 1 / heat


@pytest.fixture(scope="module")
def ohms():
    return [impedance(growth) for growth in GROWTHS]


def test_halving_all_cells_quarters_the_error_of_the_impedance(ohms):
    """Seen between neighbouring grids, each with 1.41 times as many cells along each axis: 1.89, then 2.13."""
    changes = np.abs(np.diff(ohms))
    orders = [math.log(a / b) / math.log(2**0.5) for a, b in pairwise(changes)]
    assert min(orders) >= 1.7
    assert max(orders) <= 2.6


def test_the_impedance_agrees_with_the_benchmark(ohms):
    finest = ohms[-1] - (ohms[-2] - ohms[-1])  # extrapolated in second order, for cells 1.41 times finer
    assert finest == pytest.approx(83.89, abs=0.02)
    assert ohms[0] == pytest.approx(83.89, rel=1.5e-3)
