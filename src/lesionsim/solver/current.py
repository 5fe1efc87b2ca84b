"""Advance a run with current: the generator's samples within the steps of damage and recording."""

import numpy as np

from lesionsim.errors import RunError
from lesionsim.kernels.arrays import SOURCE, STAGES, START, TEMPERATURE, Plan
from lesionsim.problem.assemble import Problem
from lesionsim.problem.current import Current
from lesionsim.problem.injury import fresh_injury, longest_step_s
from lesionsim.scenario.scenario import Scenario
from lesionsim.solver.clock import Stretch, stages_for, stretches
from lesionsim.solver.guard import check_balance, check_work, explain_failure
from lesionsim.solver.heat import Flow, Run, fresh_recorder, fresh_state, heat_content

Array = np.ndarray

LONGEST_STEP_S = 1.0  # of damage and recording; the generator's samples are shorter
OFF_SAMPLE_S = 0.5  # steps of heat while the generator is off
GROWTH = 1.5  # of steps after the start of a stretch
COLDEST_C, HOTTEST_C = -0.5, 100.5  # boiling is not modelled
READING, MEMORY = 1, 8  # entry and number of entries of the generator's memory
SENSOR, DISPLAY = 2, 4  # column and number of columns of what the generator shows


def samples_of(stretch: Stretch, sample_s: float, longest_s: float) -> tuple[Array, float]:
    """Divide a stretch into steps of 1, 1, 2, 3 ... samples.

    Returns
    -------
    (samples in each step, time of one sample in s, at most `sample_s`)
    """
    count = max(1, int(np.ceil(stretch.duration_s / sample_s - 1e-9)))
    most = max(1, int(longest_s / sample_s))
    found: list[int] = []
    wanted, left = 1.0, count
    while left > 0:
        found.append(min(int(wanted), most, left))
        left -= found[-1]
        wanted = min(wanted * GROWTH, most)
    return np.array(found), stretch.duration_s / count


def plan_of(stretch: Stretch, scenario: Scenario, problem: Problem, first_row: int) -> Plan:
    """Lay out the steps of one stretch; the last row tells the samples in each."""
    longest = min(LONGEST_STEP_S, scenario.numerics.step_s, longest_step_s(problem.rows, scenario.protocol.set_c))
    sample_s = scenario.generator.sample_s if stretch.held else OFF_SAMPLE_S
    samples, part = samples_of(stretch, sample_s, longest)
    moment = np.concatenate([[0.0], np.cumsum(samples)]) * part
    tip = stretch.tip_start_c + (stretch.tip_end_c - stretch.tip_start_c) * moment / stretch.duration_s
    stages = stages_for(np.full(samples.size, part), problem.fastest_rate)
    rows = np.stack([stretch.start_s + moment[:-1], np.diff(moment), stages, tip[:-1], tip[1:], samples])
    return Plan(rows.astype(float), stretch.held, first_row, COLDEST_C, HOTTEST_C)


def advance_current(problem: Problem, current: Current, scenario: Scenario) -> Run:
    """Run a problem with current to the end of its protocol.

    Raises
    ------
    RunError
        When the field cannot be solved, tissue boils, a temperature stops being a number, or energy is not conserved.
    """
    from lesionsim.kernels.march import FINISHED
    from lesionsim.kernels.march_rf import LOST_CHARGE, LOST_POWER, NO_FIELD, march_rf

    laid: list[Plan] = []
    for stretch in stretches(scenario.protocol, scenario.start_c):
        laid.append(plan_of(stretch, scenario, problem, sum(plan.steps.shape[1] for plan in laid)))
    steps = sum(plan.steps.shape[1] for plan in laid)
    check_work(problem.start_content.size, int(sum((plan.steps[STAGES] * plan.steps[-1]).sum() for plan in laid)))
    state, injury = fresh_state(problem), fresh_injury(problem.rows, problem.start_content.size, problem.stop)
    recorder, display = fresh_recorder(problem, scenario, steps, injury), np.zeros((steps + 1, DISPLAY))
    memory = np.zeros(MEMORY)
    memory[READING] = display[0, SENSOR] = scenario.start_c
    net = problem.held.network
    field = (current.electric, current.sigma, net.points[SOURCE].copy())
    generator = (current.metal, current.control, memory, display)
    frame = 1
    for plan in laid:
        frame, bad, step = march_rf(state, (net, problem.walls), plan, injury, recorder, frame, field, generator)
        if bad == NO_FIELD:
            raise RunError(f"the electric field could not be solved after {plan.steps[START, step]:.2f} s.")
        if bad != FINISHED:
            raise explain_failure(problem, plan, step, bad, state.fields[TEMPERATURE, bad])
    balance = check_balance(state.ledger, heat_content(problem))
    lost = float(max(memory[LOST_CHARGE], memory[LOST_POWER]))
    return Run(recorder, balance, Flow(display, lost, current.electric.potential, current.electric.joule))
