"""Advance the heat of a problem through its protocol."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import (
    CONTENT,
    FRAME_DOSE,
    FRAME_PEAK,
    FRAME_TEMPERATURE,
    STAGES,
    START,
    STORED,
    TEMPERATURE,
    TIP_END,
    TIP_START,
    TRACE_ENERGY,
    TRACE_TIP,
    WARMING,
    Injury,
    Plan,
    Recorder,
    State,
)
from lesionsim.problem.assemble import Problem
from lesionsim.problem.injury import fresh_injury, longest_step_s
from lesionsim.scenario.scenario import Scenario
from lesionsim.scenario.vessel import Vessel
from lesionsim.solver.clock import Limits, Stretch, frame_times, plan_of, stretches
from lesionsim.solver.guard import check_balance, check_work, explain_failure
from lesionsim.solver.threads import shared

Array = np.ndarray
BOILING_C = 100.0  # of the water in tissue, at normal pressure
WORK_UNHEARD = 3e8  # points times stages: about half a second
TOLERANCE_K = 0.5  # on the range of possible temperatures
FIELDS, LEDGER = 8, 8  # rows of State.fields, entries of State.ledger


class Flow(NamedTuple):
    """What current leaves behind besides heat."""

    display: Array  # (steps + 1, 4) V, A, °C of the sensor, ohm: what a generator shows
    charge_balance_error: float
    potential: Array  # (n,) share of the tip's voltage, when the field was last solved
    joule: Array  # (n,) W of each point at 1 V, at that time


class Run(NamedTuple):
    """What the loop leaves behind, in SI units and °C, over points."""

    recorder: Recorder
    energy_balance_error: float
    flow: Flow | None = None  # of a run with current
    boiled: bool = False  # boiling was followed


def fresh_state(problem: Problem) -> State:
    """Allocate the fields of a run at the start temperature."""
    fields = np.zeros((FIELDS, problem.start_content.size))
    fields[CONTENT], fields[TEMPERATURE] = problem.start_content, problem.start_temperature
    return State(fields, problem.held.network.conductance.copy(), np.zeros(LEDGER))


def injury_of(problem: Problem) -> Injury:
    """Allocate unharmed tissue."""
    return fresh_injury(problem.rows, problem.start_content.size, problem.stop, problem.perfusion_factor)


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


def possible_range(scenario: Scenario) -> tuple[float, float]:
    """Return the coldest and hottest temperature that tissue can have: heat flows only from hot to cold.

    Metabolic heat can raise it further, up to where boiling begins, which is not modelled.
    """
    causes = [scenario.start_c, scenario.blood.temperature_c, scenario.outer_wall_c]
    causes += [body.temperature_c for body in scenario.anatomy if isinstance(body, Vessel)]
    for stretch in stretches(scenario.protocol, scenario.start_c):
        causes += [stretch.tip_start_c, stretch.tip_end_c]
    if scenario.tissue.metabolic_heat_w_kg > 0:
        causes.append(BOILING_C)
    return min(causes) - TOLERANCE_K, max(causes) + TOLERANCE_K


def plans(problem: Problem, scenario: Scenario) -> list[tuple[Stretch, Plan]]:
    """Lay out the steps of all protocol steps, one plan each."""
    longest = longest_step_s(problem.rows, scenario.protocol.set_c)
    limits = Limits(problem.fastest_rate, longest, *possible_range(scenario))
    laid: list[tuple[Stretch, Plan]] = []
    row = 0
    for stretch in stretches(scenario.protocol, scenario.start_c):
        laid.append((stretch, plan_of(stretch, scenario.numerics, limits, row)))
        row += laid[-1][1].steps.shape[1]
    check_work(problem.start_content.size, int(sum(plan.steps[STAGES].sum() for _, plan in laid)))
    return laid


def pieces(plan: Plan, points: int) -> Iterator[Plan]:
    """Cut a long plan into pieces of a fraction of a second, so that Ctrl-C is heard between them."""
    work = np.cumsum(plan.steps[STAGES]) * points
    first = 0
    while first < work.size:
        done = work[first - 1] if first else 0.0
        last = max(int(np.searchsorted(work, done + WORK_UNHEARD, side="right")), first + 1)
        yield plan._replace(steps=np.ascontiguousarray(plan.steps[:, first:last]), first_row=plan.first_row + first)
        first = last


def from_tip(stretch: Stretch, plan: Plan, tip_c: float) -> Plan:
    """Let a ramp after a cool-down start from the temperature that the tip has then."""
    if not stretch.from_tip:
        return plan
    moments = np.append(plan.steps[START], stretch.start_s + stretch.duration_s)
    share = (moments - stretch.start_s) / stretch.duration_s
    tip = tip_c + share * (stretch.tip_end_c - tip_c)
    steps = plan.steps.copy()
    steps[TIP_START], steps[TIP_END] = tip[:-1], tip[1:]
    return plan._replace(steps=steps)


def heat_content(problem: Problem) -> float:
    """Return the heat of the tissue above 0 °C at the start, J."""
    warming = problem.held.network.points[WARMING]
    tissue = warming > 0
    return float(np.sum(np.abs(problem.start_content[tissue]) / warming[tissue]))


def advance(problem: Problem, scenario: Scenario) -> Run:
    """Run a problem to the end of its protocol.

    Raises
    ------
    RunError
        When a temperature stops being a number, or energy is not conserved to 1e-4.
    """
    from lesionsim.kernels.march import FINISHED, march

    laid = plans(problem, scenario)
    state, injury = fresh_state(problem), injury_of(problem)
    recorder = fresh_recorder(problem, scenario, sum(plan.steps.shape[1] for _, plan in laid), injury)
    frame = 1
    for stretch, laid_out in laid:
        plan = from_tip(stretch, laid_out, recorder.trace[laid_out.first_row, TRACE_TIP])
        phase = problem.held if plan.held else problem.free
        turn = shared(phase.turn, problem.start_content.size)
        for piece in pieces(plan, problem.start_content.size):
            ground = phase.network, phase.walls
            frame, bad, step = march(state, ground, turn, phase.laws, piece, (injury, recorder), frame)
            if bad != FINISHED:
                raise explain_failure(problem, piece, step, bad, state.fields[TEMPERATURE, bad])
    return Run(recorder, check_balance(state.ledger, heat_content(problem)))
