"""Time steps sum up, grow after jumps, and have enough stages."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesionsim.scenario import Cooldown, Hold, Protocol, Ramp
from lesionsim.scenario.numerics import Numerics
from lesionsim.solver.clock import Limits, frame_times, plan_of, stages_for, step_sizes, stretches

RAMPED = Protocol(
    steps=(
        Ramp(to_c=80, duration_s=10),
        Hold(at_c=80, duration_s=60),
        Cooldown(duration_s=30),
        Hold(at_c=60, duration_s=5),
    )
)


@given(st.floats(0.01, 3600), st.floats(1e-3, 2), st.floats(1.01, 3), st.floats(2, 10))
def test_steps_sum_to_the_duration_and_grow_to_the_largest(duration, first, growth, largest):
    step = step_sizes(duration, first, growth, largest)
    assert step.sum() == pytest.approx(duration, rel=1e-12)
    assert np.all(step > 0)
    assert step.max() <= 2 * largest
    assert step[0] <= 2 * first
    assert np.all(step[1:] / step[:-1] <= growth * (1 + 1e-9))


def test_no_step_is_longer_than_the_longest():
    assert step_sizes(2.99, 1.5, 2.0, 2.0).max() <= 2.0


def test_equal_steps_when_nothing_grows():
    np.testing.assert_allclose(step_sizes(10, 2.0, 1.0, 2.0), 2.0)


def test_stretches_follow_the_protocol():
    found = stretches(RAMPED, 37.0)
    assert [each.start_s for each in found] == [0, 10, 70, 100]
    assert [each.held for each in found] == [True, True, False, True]
    assert (found[0].tip_start_c, found[0].tip_end_c) == (37, 80)
    assert (found[1].tip_start_c, found[1].tip_end_c) == (80, 80)
    assert (found[3].tip_start_c, found[3].tip_end_c) == (60, 60)


def test_a_plan_covers_its_stretch_and_follows_the_ramp():
    plan = plan_of(stretches(RAMPED, 37.0)[0], Numerics(), Limits(100.0, math.inf, 36.0, 81.0), 4)
    start, size, stages, low, high = plan.steps
    assert start[0] == 0
    np.testing.assert_allclose(start[1:], (start + size)[:-1], rtol=1e-12)
    assert start[-1] + size[-1] == pytest.approx(10, rel=1e-14)
    np.testing.assert_allclose(high, 37 + 4.3 * (start + size), rtol=1e-12)
    np.testing.assert_array_equal(low[1:], high[:-1])
    assert np.all(stages % 2 == 1)
    assert plan.first_row == 4


def stability(z, stages):
    """Return the stability function of RKL2: y' = lambda y, z = lambda dt."""

    def b(j):
        return 1 / 3 if j < 2 else (j**2 + j - 2) / (2 * j * (j + 1))

    w = 4 / (stages**2 + stages - 2)
    ago, now = 1.0, 1 + b(1) * w * z
    for j in range(2, stages + 1):
        mu, nu = (2 * j - 1) / j * b(j) / b(j - 1), -(j - 1) / j * b(j) / b(j - 2)
        gamma = -(1 - b(j - 1)) * mu * w
        ago, now = now, mu * now + nu * ago + (1 - mu - nu) + mu * w * z * now + gamma * z
    return now


@given(st.floats(0, 1e5))
def test_stages_are_odd_sufficient_and_not_wasted(reach):
    [stages] = stages_for(np.array([1.0]), reach)
    assert stages % 2 == 1
    assert stages >= 3
    assert (stages**2 + stages - 2) / 2 >= reach
    assert stages == 3 or ((stages - 2) ** 2 + stages - 4) / 2 < 1.02 * reach
    for share in (0.1, 0.5, 0.9, 1.0):
        assert abs(stability(-share * reach, stages)) <= 1 + 1e-9


def test_beyond_the_reach_steps_would_blow_up():
    assert abs(stability(-1.05 * (7**2 + 7 - 2) / 2, 7)) > 1


def test_frames_are_regular_and_at_the_end_of_every_step():
    times = frame_times(RAMPED, 25.0)
    np.testing.assert_allclose(times, [0, 10, 25, 50, 70, 75, 100, 105])
    assert frame_times(RAMPED, 3600.0).tolist() == [0, 10, 70, 100, 105]
    assert frame_times(RAMPED, 35.0).tolist() == [0, 10, 35, 70, 100, 105]
