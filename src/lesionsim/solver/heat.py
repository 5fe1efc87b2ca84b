"""Advance the heat of a problem through its protocol."""

from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import (
    CONTENT,
    FRAME_DOSE,
    FRAME_PEAK,
    FRAME_TEMPERATURE,
    STORED,
    TEMPERATURE,
    TRACE_ENERGY,
    TRACE_TIP,
    Injury,
    Plan,
    Recorder,
    State,
)
from lesionsim.problem.assemble import Problem
from lesionsim.problem.injury import fresh_injury
from lesionsim.scenario.scenario import Scenario
from lesionsim.solver.clock import frame_times, plan_of, stretches
from lesionsim.solver.guard import check_balance, explain_failure

Array = np.ndarray
FIELDS, LEDGER = 8, 8  # rows of State.fields, entries of State.ledger


class Run(NamedTuple):
    """What the loop leaves behind, in SI units and °C, over points."""

    recorder: Recorder
    energy_balance_error: float


def fresh_state(problem: Problem) -> State:
    """Allocate the fields of a run at the start temperature."""
    fields = np.zeros((FIELDS, problem.start_content.size))
    fields[CONTENT], fields[TEMPERATURE] = problem.start_content, problem.start_temperature
    return State(fields, problem.held.network.conductance.copy(), np.zeros(LEDGER))


def fresh_recorder(problem: Problem, scenario: Scenario, steps: int, injury: Injury) -> Recorder:
    """Allocate frames and traces, and write the moment zero."""
    times = frame_times(scenario.protocol, scenario.numerics.record_every_s)
    n, rows = problem.start_content.size, len(problem.rows)
    recorder = Recorder(
        times,
        np.empty((times.size, FRAME_DOSE + rows, n)),
        np.zeros((steps + 1, TRACE_ENERGY + STORED + 1)),
        problem.couple_index,
        problem.couple_weight,
        np.empty((steps + 1, len(problem.couple_index))),
    )
    recorder.frames[0, FRAME_TEMPERATURE] = recorder.frames[0, FRAME_PEAK] = problem.start_temperature
    recorder.frames[0, FRAME_DOSE:] = injury.dose
    recorder.trace[0, TRACE_TIP] = scenario.start_c
    recorder.couple[0] = (problem.couple_weight * problem.start_temperature[problem.couple_index]).sum(axis=1)
    return recorder


def plans(problem: Problem, scenario: Scenario) -> list[Plan]:
    """Lay out the steps of all protocol steps, one plan each."""
    laid: list[Plan] = []
    row = 0
    for stretch in stretches(scenario.protocol, scenario.start_c):
        laid.append(plan_of(stretch, scenario.numerics, problem.fastest_rate, row))
        row += laid[-1].steps.shape[1]
    return laid


def advance(problem: Problem, scenario: Scenario) -> Run:
    """Run a problem to the end of its protocol.

    Raises
    ------
    RunError
        When a temperature stops being a number, or energy is not conserved to 1e-4.
    """
    from lesionsim.kernels.march import FINISHED, march

    laid = plans(problem, scenario)
    state, injury = fresh_state(problem), fresh_injury(problem.rows, problem.start_content.size, problem.stop)
    recorder = fresh_recorder(problem, scenario, sum(plan.steps.shape[1] for plan in laid), injury)
    frame = 1
    for plan in laid:
        network, laws = problem.held if plan.held else problem.free
        frame, bad, step = march(state, network, laws, problem.walls, plan, injury, recorder, frame)
        if bad != FINISHED:
            raise explain_failure(problem, plan, step, bad, state.fields[TEMPERATURE, bad])
    return Run(recorder, check_balance(state.ledger))
