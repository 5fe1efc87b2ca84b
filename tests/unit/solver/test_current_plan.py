"""The generator's samples divide the steps of damage and recording exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lesionsim as ls
from lesionsim.kernels.arrays import SIZE, STAGES, START, TIP_END, TIP_START
from lesionsim.kernels.control import INTEGRAL, READING, SEEN, fresh_memory
from lesionsim.kernels.march_rf import SAMPLES
from lesionsim.problem.assemble import assemble
from lesionsim.scenario import Generator
from lesionsim.solver.clock import Stretch, stages_for
from lesionsim.solver.current import LONGEST_STEP_S, OFF_SAMPLE_S, plan_of, samples_of, switched_on


def stretch_of(duration_s, held=True):
    return Stretch(5.0, duration_s, 37.0, 80.0, held)


@given(st.floats(1e-3, 3600), st.floats(0.02, 1), st.floats(0.01, 2))
def test_samples_fill_a_stretch_exactly(duration_s, sample_s, longest_s):
    samples, part = samples_of(stretch_of(duration_s), sample_s, longest_s)
    assert samples.sum() * part == pytest.approx(duration_s, rel=1e-12)
    assert part <= sample_s * (1 + 1e-9)
    assert part > 0.5 * min(sample_s, duration_s)
    assert np.all(samples >= 1)
    assert np.all((samples == 1) | (samples * part <= longest_s * (1 + 1e-9)))


def test_steps_grow_from_one_sample_to_the_longest():
    samples, part = samples_of(stretch_of(20.0), 0.1, 1.0)
    assert part == pytest.approx(0.1)
    assert list(samples[:6]) == [1, 1, 2, 3, 5, 7]
    assert samples.max() == 10


def test_a_whole_number_of_samples_is_not_rounded_up():
    assert samples_of(stretch_of(30 * 0.1), 0.1, 1.0)[0].sum() == 30


@pytest.fixture(scope="module")
def laid():
    scenario = ls.change(ls.load("b2"), {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.2})
    problem = assemble(scenario)
    return {held: plan_of(stretch_of(12.5, held), scenario, problem, 7) for held in (True, False)}, problem


@pytest.mark.parametrize("held", [True, False])
def test_a_plan_covers_its_stretch_and_follows_the_set_temperature(laid, held):
    plan, problem = laid[0][held], laid[1]
    rows = plan.steps
    assert rows[START, 0] == 5.0
    np.testing.assert_allclose(rows[START, 1:], (rows[START] + rows[SIZE])[:-1], rtol=1e-13)
    assert rows[SIZE].sum() == pytest.approx(12.5, rel=1e-13)
    assert rows[SIZE].max() <= LONGEST_STEP_S * (1 + 1e-9)
    np.testing.assert_allclose(rows[TIP_START], 37 + 43 * (rows[START] - 5) / 12.5, rtol=1e-12)
    np.testing.assert_allclose(rows[TIP_END, :-1], rows[TIP_START, 1:], rtol=1e-14)
    assert rows[TIP_END, -1] == pytest.approx(80.0, rel=1e-13)
    part = rows[SIZE] / rows[SAMPLES]
    np.testing.assert_allclose(part, part[0], rtol=1e-9)
    assert part[0] <= (0.1 if held else OFF_SAMPLE_S) * (1 + 1e-9)
    np.testing.assert_array_equal(rows[STAGES], stages_for(part, problem.fastest_rate))
    assert (plan.held, plan.first_row) == (held, 7)


@pytest.fixture
def memory():
    found = fresh_memory(37.0)
    found[INTEGRAL], found[READING], found[SEEN] = 120.0, 58.0, 61.5
    return found


def test_a_ramp_after_a_cool_down_starts_from_the_sensor_s_reading(laid, memory):
    scenario, problem = ls.load("b2"), laid[1]
    stretch = Stretch(5.0, 12.5, 37.0, 80.0, True, from_tip=True, ramps=True)
    plan = switched_on(stretch, plan_of(stretch, scenario, problem, 7), scenario, memory)
    moment = plan.steps[START] - 5.0
    np.testing.assert_allclose(plan.steps[TIP_START], 61.5 + (80 - 61.5) * moment / 12.5, rtol=1e-12)
    assert plan.steps[TIP_END, -1] == pytest.approx(80.0, rel=1e-13)
    assert memory[INTEGRAL] == 120.0  # only being off clears it
    slow = ls.change(scenario, {"probe.sensor.lag_s": 0.5})  # follows what its sensor has come to read
    plan = switched_on(stretch, plan_of(stretch, slow, problem, 7), slow, memory)
    assert plan.steps[TIP_START, 0] == pytest.approx(58.0)
    kept = ls.change(scenario, {"generator": Generator(mode="power", set_w=5.0)})
    plan = switched_on(stretch, plan_of(stretch, kept, problem, 7), kept, memory)
    np.testing.assert_allclose(plan.steps[TIP_START], moment / 12.5, atol=1e-12)  # a share, from nothing


def test_a_generator_that_is_switched_off_forgets_its_integral_part(laid, memory):
    stretch = stretch_of(12.5, held=False)
    switched_on(stretch, plan_of(stretch, ls.load("b2"), laid[1], 7), ls.load("b2"), memory)
    assert memory[INTEGRAL] == 0.0
    assert memory[READING] == 58.0


def test_boiling_tissue_is_an_error_of_the_run(laid):
    assert laid[0][True].hottest_c == pytest.approx(100.5)
    hot = {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.2, "generator.proportional_v2_per_k": 5000.0}
    with pytest.raises(ls.RunError, match="tissue reached"):
        ls.simulate(ls.change(ls.load("b2"), hot | {"generator.most_v": 200.0, "probe.sensor.lag_s": 10.0}))


def test_a_long_protocol_in_short_steps_is_laid_out_at_once():
    samples, _ = samples_of(stretch_of(3600.0), 0.02, 0.01)
    assert samples.size == 180_000
