"""Run RKL2's own stages on a small grid and compare with its stability polynomial."""

import numpy as np
import pytest

from lesionsim.verify.exact.stepper import (
    held_mode,
    insulated_mode,
    mode_rate,
    rkl2_amplitude,
    rkl2_factor,
    rkl2_limit,
)

CELLS, CELL, ALPHA, BETA = 24, 0.2e-3, 1.5e-7, 0.004


def laplacian(wall):
    """Give the finite-volume matrix of a uniform grid; `wall` is 0 (insulated) or 2 (held)."""
    matrix = np.diag(np.full(CELLS, -2.0)) + np.diag(np.ones(CELLS - 1), 1) + np.diag(np.ones(CELLS - 1), -1)
    matrix[0, 0] = matrix[-1, -1] = -1.0 - wall
    return ALPHA / CELL**2 * matrix - BETA * np.eye(CELLS)


def rkl2_step(matrix, start, step, stages):
    """Take one RKL2 step by its published stages."""
    weight = {j: 1 / 3 if j < 2 else (j * j + j - 2) / (2 * j * (j + 1)) for j in range(stages + 1)}
    w = 4 / (stages**2 + stages - 2)
    slope = step * matrix @ start
    before, now = start, start + weight[1] * w * slope
    for j in range(2, stages + 1):
        mu = (2 * j - 1) / j * weight[j] / weight[j - 1]
        nu = -(j - 1) / j * weight[j] / weight[j - 2]
        fresh = mu * w * (step * matrix @ now - (1 - weight[j - 1]) * slope)
        before, now = now, mu * now + nu * before + (1 - mu - nu) * start + fresh
    return now


@pytest.mark.parametrize("mode", [0, 1, 7, 23])
def test_a_sampled_cosine_is_an_eigenvector_of_the_insulated_grid(mode):
    shape = insulated_mode(CELLS, mode)
    rate = mode_rate(CELLS, mode, CELL, ALPHA, BETA)
    np.testing.assert_allclose(laplacian(0) @ shape, rate * shape, atol=1e-13)


@pytest.mark.parametrize("mode", [1, 7, 24])
def test_a_sampled_sine_is_an_eigenvector_of_the_held_grid(mode):
    shape = held_mode(CELLS, mode)
    rate = mode_rate(CELLS, mode, CELL, ALPHA, BETA)
    np.testing.assert_allclose(laplacian(2) @ shape, rate * shape, atol=1e-13)


@pytest.mark.parametrize("stages", [3, 5, 9, 15])
@pytest.mark.parametrize("mode", [0, 1, 7, 23])
def test_ten_rkl2_steps_multiply_a_mode_by_the_predicted_amplitude(stages, mode):
    shape = insulated_mode(CELLS, mode)
    rate = mode_rate(CELLS, mode, CELL, ALPHA, BETA)
    steps = 0.9 * rkl2_limit(stages) * CELL**2 / (4 * ALPHA) * np.linspace(0.2, 1.0, 10)
    field = shape
    for step in steps:
        field = rkl2_step(laplacian(0), field, step, stages)
    amplitude = rkl2_amplitude(rate, steps, stages)
    np.testing.assert_allclose(field, amplitude * shape, atol=1e-12)


@pytest.mark.parametrize("stages", [2, 3, 5, 9, 15, 31])
def test_rkl2_is_stable_up_to_its_limit_and_not_far_beyond(stages):
    limit = rkl2_limit(stages)
    inside = rkl2_factor(-np.linspace(0, limit, 4001), stages)
    assert np.max(np.abs(inside)) <= 1 + 1e-13
    assert np.abs(rkl2_factor(-1.5 * limit, stages)) > 1


@pytest.mark.parametrize("stages", [2, 3, 5, 9, 15])
def test_rkl2_is_of_second_order(stages):
    x = -np.array([0.02, 0.01])
    errors = np.abs(rkl2_factor(x, stages) - np.exp(x))
    assert np.log2(errors[0] / errors[1]) == pytest.approx(3.0, abs=0.02)
