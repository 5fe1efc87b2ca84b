"""The vectorised exponential against NumPy's."""

import numba
import numpy as np
import pytest

from lesionsim.kernels import exponential


@pytest.fixture(scope="module")
def exp_of():
    """Return the kernel applied to whole arrays."""
    exp = exponential.exp

    @numba.njit
    def over(x, y):
        for k in range(x.size):
            y[k] = exp(x[k])

    def apply(x):
        y = np.empty_like(x)
        over(x, y)
        return y

    return apply


def test_it_agrees_with_numpy_to_two_last_bits(exp_of, random_numbers):
    x = np.concatenate([np.linspace(-690, 690, 100_001), random_numbers.uniform(-1, 1, 100_000)])
    relative = np.abs(exp_of(x) / np.exp(x) - 1)
    assert relative.max() <= 4e-16


def test_it_is_exact_at_zero_and_clipped_at_700(exp_of):
    y = exp_of(np.array([0.0, 700.0, 1e6, np.inf, -700.0, -1e6, -np.inf]))
    assert y[0] == 1.0
    assert y[1] == y[2] == y[3] == pytest.approx(np.exp(700.0), rel=1e-13)
    assert y[4] == y[5] == y[6] == pytest.approx(np.exp(-700.0), rel=1e-13)


def test_it_rises_with_x(exp_of):
    y = exp_of(np.linspace(-2, 2, 10_001))
    assert np.all(np.diff(y) > 0)
