"""Check the drum's series against collocation on polynomials, and its potential and heat against each other."""

import numpy as np
import pytest
from numpy.polynomial import chebyshev
from scipy.linalg import expm

from lesionsim.verify.exact.rf_drum import Drum, drum_potential, rf_drum, rf_drum_steady

DRUM = Drum(5e-3, 4e-3, 4e6, 0.5, 1.4e-7, 0.01)
COUNT = 24


def operators():
    """Give places from 0 to 1, and the matrices of conduction along r (held side) and along z (sealed ends)."""
    x = np.cos(np.pi * (np.arange(COUNT) + 0.5) / (2 * COUNT))  # Chebyshev's, for even polynomials
    unit = np.eye(2 * COUNT)[::2]

    def derivative(places, order):
        return np.stack([chebyshev.chebval(places, chebyshev.chebder(one, order)) for one in unit], axis=-1)

    def with_wall(rows, wall):  # the place nearest to the wall gives way to the wall's condition
        return rows[1:] @ np.linalg.inv(np.vstack([derivative(x, 0)[1:], wall]))[:, :-1]

    across = with_wall(derivative(x, 2) + derivative(x, 1) / x[:, None], derivative(1.0, 0))
    return x[1:], across, with_wall(derivative(x, 2), derivative(1.0, 1))


def brute(time_s):
    """Give places and the rise by collocation; None for the steady state."""
    x, across, along = operators()
    size = x.size
    rate = DRUM.diffusivity_m2_s * (
        np.kron(across / DRUM.radius_m**2, np.eye(size)) + np.kron(np.eye(size), along / DRUM.half_height_m**2)
    ) - DRUM.cooling_per_s * np.eye(size**2)
    r, z = DRUM.radius_m * x, DRUM.half_height_m * x
    heat = DRUM.heat_w_m3 * (r[:, None] ** 2 + 4 * z**2) / DRUM.radius_m**2
    steady = -np.linalg.solve(rate, heat.ravel() * DRUM.diffusivity_m2_s / DRUM.conductivity_w_m_k)
    rise = steady if time_s is None else steady - expm(rate * time_s) @ steady
    return r, z, rise.reshape(size, size)


def test_the_steady_rise_equals_collocation():
    r, z, expected = brute(None)
    # heat mirrored at the corner has a kink, which leaves (2 COUNT)^-4, 2e-7, of some kelvin
    np.testing.assert_allclose(rf_drum_steady(r, z, DRUM), expected, rtol=0, atol=2e-6)


@pytest.mark.parametrize("time_s", [2.0, 20.0, 90.0])
def test_the_rise_in_time_equals_collocation(time_s):
    r, z, expected = brute(time_s)
    np.testing.assert_allclose(rf_drum(r, z, time_s, DRUM), expected, rtol=0, atol=2e-6)


def test_the_rise_begins_as_heat_over_capacity():
    time_s, r, z = 0.05, np.array([0.0, 1e-3, 2e-3]), np.array([0.0, 2e-3])
    heat = DRUM.heat_w_m3 * (r[:, None] ** 2 + 4 * z**2) / DRUM.radius_m**2
    spread = DRUM.diffusivity_m2_s * DRUM.heat_w_m3 * 12 / DRUM.radius_m**2 * time_s / 2  # of r^2 + 4 z^2
    expected = (heat * (1 - DRUM.cooling_per_s * time_s / 2) + spread) * time_s
    expected *= DRUM.diffusivity_m2_s / DRUM.conductivity_w_m_k
    # the next terms are (cooling time)^2 / 6 and its product with the spread
    np.testing.assert_allclose(rf_drum(r, z, time_s, DRUM), expected, rtol=1e-6, atol=1e-7)


def test_the_rise_becomes_the_steady_one():
    r, z = np.linspace(0, 5e-3, 6), np.linspace(-4e-3, 4e-3, 5)
    np.testing.assert_allclose(rf_drum(r, z, 3000.0, DRUM), rf_drum_steady(r, z, DRUM), atol=1e-9)


def test_the_heat_is_that_of_the_potential():
    r, z, step, sigma = 3e-3, 2e-3, 1e-6, 0.4
    across = (drum_potential(r + step, z, DRUM.radius_m) - drum_potential(r - step, z, DRUM.radius_m)) / (2 * step)
    along = (drum_potential(r, z + step, DRUM.radius_m) - drum_potential(r, z - step, DRUM.radius_m)) / (2 * step)
    told = (r**2 + 4 * z**2) / DRUM.radius_m**2 * 4 * sigma / DRUM.radius_m**2
    assert sigma * (across**2 + along**2) == pytest.approx(told, rel=1e-9)
