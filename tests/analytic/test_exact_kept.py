"""Check kept powers and pauses against an ODE solver and a plain step-by-step plant."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from lesionsim.verify.exact.control import Plant
from lesionsim.verify.exact.kept import Power, kept_loop, paused_loop, ramped

PLANT = Plant(5.0, 0.4)
POWERS = {"constant": Power(10.0), "rising": Power(10.0, 0.1), "falling": Power(10.0, -0.3)}


def advanced(output, power, period_s=0.5):
    """Solve the plant for one period at a power that stands still."""
    return solve_ivp(
        lambda _, y: -y / 5.0 + 0.4 * power, (0, period_s), [output], method="DOP853", rtol=1e-13, atol=1e-13
    ).y[0, -1]


@pytest.mark.parametrize("name", POWERS)
def test_a_kept_loop_equals_an_ode_solver_sample_by_sample(name):
    output, rows, power = 3.0, [], POWERS[name]
    for _ in range(12):
        rows.append(output)
        output = advanced(output, power.at_zero + power.per_k * output)
    np.testing.assert_allclose(kept_loop(np.arange(12), 0.5, PLANT, power, 3.0), rows, rtol=1e-11)


def test_a_ramp_equals_an_ode_solver():
    times = np.array([0.5, 4.0, 20.0])
    solved = solve_ivp(
        lambda t, y: -y / 5.0 + 0.4 * 10.0 * t / 20.0, (0, 20), [0.0], method="DOP853", t_eval=times, rtol=1e-12,
        atol=1e-13,
    ).y[0]  # fmt: skip
    np.testing.assert_allclose(ramped(times, PLANT, 10.0, 20.0), solved, rtol=1e-10)


@pytest.mark.parametrize("pause", [1, 3, 17, 10_000])
@pytest.mark.parametrize("name", POWERS)
def test_pauses_equal_a_plain_plant_step_by_step(name, pause):
    power, output, left, rows = POWERS[name], 0.0, 0, []
    for _ in range(60):
        if left == 0 and output > 4.0:
            left = pause
        rows.append((output, left == 0))
        given = 0.0 if left else power.at_zero + power.per_k * output
        left = max(left - 1, 0)
        output = advanced(output, given)
    found, on = paused_loop(60, 0.5, PLANT, power, 4.0, pause)
    np.testing.assert_allclose(found, [row[0] for row in rows], rtol=1e-10)
    np.testing.assert_array_equal(on, [row[1] for row in rows])
    assert 0 < np.count_nonzero(~on) < 60


def test_a_pause_that_ends_too_soon_is_followed_by_another():
    _, on = paused_loop(30, 0.01, PLANT, Power(10_000.0), 4.0, 2)
    assert np.count_nonzero(on) == 1
