"""Check PI loops against matrix exponentials, an ODE solver and each other."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from lesionsim.verify.exact.control import (
    Controller,
    Plant,
    clipped_loop,
    continuous_loop,
    held_drive,
    sampled_loop,
)

PLANT = Plant(5.0, 0.4)
# overdamped, damped oscillation, and equal rates: h = (0.2 + 0.4 kp) / 2, h^2 = 0.4 ki
GAINS = {"two rates": Controller(2.0, 0.3), "oscillating": Controller(0.5, 1.5), "equal rates": Controller(2.0, 0.625)}
START = (3.0, -1.5)


def by_matrix(time, controller, setpoint, climb):
    """Give y and z from one matrix exponential in the variables y, z, set-point, climb."""
    (tau, gain), (kp, ki) = PLANT, controller[:2]
    rates = np.zeros((4, 4))
    rates[0] = [-1 / tau - gain * kp, gain, gain * kp, 0]
    rates[1] = [-ki, 0, ki, 0]
    rates[2, 3] = 1
    return (expm(rates * time) @ np.array([*START, setpoint, climb]))[:2]


@pytest.mark.parametrize("climb", [0.0, 2.5])
@pytest.mark.parametrize("name", GAINS)
def test_the_continuous_loop_equals_a_matrix_exponential(name, climb):
    for time in (0.0, 0.7, 6.0, 90.0):
        loop = continuous_loop(time, PLANT, GAINS[name], 43.0, climb, START)
        expected = by_matrix(time, GAINS[name], 43.0, climb)
        np.testing.assert_allclose([loop.output, loop.integral], expected, rtol=1e-12, atol=1e-11)


@pytest.mark.parametrize("name", GAINS)
def test_the_continuous_loop_equals_an_ode_solver(name):
    kp, ki = GAINS[name][:2]

    def rates(t, state):
        error = 43.0 + 2.5 * t - state[0]
        return [-state[0] / 5.0 + 0.4 * (kp * error + state[1]), ki * error]

    times = np.array([1.0, 7.0, 30.0])
    solved = solve_ivp(rates, (0, 30), START, method="DOP853", t_eval=times, rtol=1e-12, atol=1e-12).y
    loop = continuous_loop(times, PLANT, GAINS[name], 43.0, 2.5, START)
    np.testing.assert_allclose([loop.output, loop.integral], solved, rtol=1e-10)
    np.testing.assert_allclose(loop.drive, kp * (43.0 + 2.5 * times - solved[0]) + solved[1], rtol=1e-9)


def test_nearly_equal_rates_are_no_special_case():
    near = Controller(2.0, 0.625 * (1 + 1e-13))
    expected = continuous_loop([0.5, 4.0], PLANT, GAINS["equal rates"], 43.0)
    np.testing.assert_allclose(continuous_loop([0.5, 4.0], PLANT, near, 43.0).output, expected.output, rtol=1e-11)


def test_a_stiff_loop_runs_long_without_overflow():
    loop = continuous_loop([0.0, 1e5], PLANT, Controller(500.0, 100.0), 43.0)
    np.testing.assert_allclose(loop.output, [0.0, 43.0], atol=1e-11)


def test_a_climbing_set_point_is_followed_at_a_fixed_lag():
    loop = continuous_loop(200.0, PLANT, GAINS["oscillating"], 37.0, 2.5)
    assert 37.0 + 2.5 * 200.0 - loop.output == pytest.approx(2.5 / (5.0 * 0.4 * 1.5), rel=1e-11)


def test_the_plant_under_a_held_drive_equals_an_ode_solver():
    solved = solve_ivp(lambda t, y: -y / 5.0 + 0.4 * 7.0, (0, 3.0), [11.0], method="DOP853", rtol=1e-12, atol=1e-12)
    assert held_drive(3.0, 11.0, 7.0, PLANT) == pytest.approx(solved.y[0, -1], rel=1e-11)


def test_the_sampled_loop_equals_the_exponential_of_plant_and_held_drive():
    period, (kp, ki) = 0.5, GAINS["oscillating"][:2]
    hold = expm(np.array([[-1 / 5.0, 0.4], [0.0, 0.0]]) * period)  # y and a constant drive
    y, z, outputs, drives = *START, [], []
    for _ in range(60):
        drive = kp * (43.0 - y) + z
        outputs, drives = [*outputs, y], [*drives, drive]
        y, z = (hold @ [y, drive])[0], z + ki * period * (43.0 - y)
    loop = sampled_loop(np.arange(60), period, PLANT, GAINS["oscillating"], 43.0, START)
    np.testing.assert_allclose(loop.output, outputs, rtol=1e-12)
    np.testing.assert_allclose(loop.drive, drives, rtol=1e-11, atol=1e-11)


def test_samples_may_be_asked_for_in_any_shape():
    loop = sampled_loop([[0, 1, 2], [3, 4, 5]], 0.5, PLANT, GAINS["oscillating"], 43.0, START)
    flat = sampled_loop(np.arange(6), 0.5, PLANT, GAINS["oscillating"], 43.0, START)
    for field, row in zip(loop, flat, strict=True):
        np.testing.assert_array_equal(field.ravel(), row)


def test_a_sampled_loop_without_limits_is_the_same_step_by_step():
    powers = sampled_loop(np.arange(80), 0.5, PLANT, GAINS["oscillating"], 43.0, START)
    steps = clipped_loop(np.full(80, 43.0), 0.5, PLANT, GAINS["oscillating"], START)
    for field, expected in zip(steps, powers, strict=True):
        np.testing.assert_allclose(field, expected, rtol=1e-12, atol=1e-11)


def test_sampling_approaches_the_continuous_loop_at_first_order():
    exact = continuous_loop(6.0, PLANT, GAINS["two rates"], 43.0).output
    errors = [sampled_loop(n, 6.0 / n, PLANT, GAINS["two rates"], 43.0).output - exact for n in (400, 800, 1600)]
    orders = np.log2(np.abs(errors[:-1]) / np.abs(errors[1:]))
    # the next term of the error leaves 1 + O(period), 0.01 here
    np.testing.assert_allclose(orders, 1.0, atol=0.02)


LIMITED = Controller(6.0, 1.5, -5.0, 30.0)


def test_a_drive_at_its_limit_gives_the_plant_s_own_answer():
    loop = clipped_loop(np.full(12, 400.0), 0.5, PLANT, LIMITED)
    np.testing.assert_array_equal(loop.drive, 30.0)
    np.testing.assert_allclose(loop.output, 60.0 * -np.expm1(-0.1 * np.arange(12)), rtol=1e-12)


@pytest.mark.parametrize(("setpoint", "limit"), [(400.0, 30.0), (-400.0, -5.0)])
def test_the_integral_waits_while_the_drive_is_at_its_limit(setpoint, limit):
    loop = clipped_loop(np.full(40, setpoint), 0.5, PLANT, LIMITED, (0.0, 2.0))
    np.testing.assert_array_equal(loop.drive, limit)
    np.testing.assert_array_equal(loop.integral, 2.0)


@pytest.mark.parametrize(("setpoint", "stored", "limit"), [(1.0, 90.0, 30.0), (30.0, -400.0, -5.0)])
def test_the_integral_goes_on_where_the_error_leads_back_from_the_limit(setpoint, stored, limit):
    output = 2.0 if limit > 0 else 29.0
    loop = clipped_loop(np.full(2, setpoint), 0.5, PLANT, LIMITED, (output, stored))
    assert loop.drive[0] == limit
    assert loop.integral[1] == pytest.approx(stored + 1.5 * 0.5 * (setpoint - output), rel=1e-14)


def test_a_limited_loop_comes_off_its_limit_as_the_free_loop_from_that_state():
    setpoints = np.full(80, 43.0)
    loop = clipped_loop(setpoints, 0.5, PLANT, LIMITED)
    free = int(np.argmax(loop.drive < 30.0))
    assert 0 < free < 40
    start = (loop.output[free], loop.integral[free])
    rest = sampled_loop(np.arange(80 - free), 0.5, PLANT, LIMITED, 43.0, start)
    np.testing.assert_allclose(loop.output[free:], rest.output, rtol=1e-12)
    np.testing.assert_allclose(loop.drive[free:], rest.drive, rtol=1e-11)


def test_the_setpoint_of_each_sample_counts_at_that_sample():
    loop = clipped_loop([10.0, 2.0], 0.5, PLANT, Controller(2.0, 0.5))
    assert loop.drive[0] == 20.0
    assert loop.drive[1] == pytest.approx(2.0 * (2.0 - loop.output[1]) + 0.5 * 0.5 * 10.0, rel=1e-14)
