"""Advance a run with current: the generator's samples within the steps of damage and recording."""

import numpy as np

from lesionsim.errors import RunError
from lesionsim.kernels.arrays import SOURCE, STAGES, START, TEMPERATURE, Plan, Sweeps
from lesionsim.problem.assemble import Problem
from lesionsim.problem.current import Current
from lesionsim.problem.injury import longest_step_s
from lesionsim.problem.laws import CHARRED_C
from lesionsim.problem.laws import HOTTEST_C as TABLES_END_C
from lesionsim.scenario.generator import Generator
from lesionsim.scenario.scenario import Scenario
from lesionsim.solver.clock import Stretch, stages_for, stretches
from lesionsim.solver.guard import check_balance, check_work, explain_failure
from lesionsim.solver.heat import Flow, Run, fresh_recorder, fresh_state, from_tip, heat_content, injury_of

Array = np.ndarray

LONGEST_STEP_S = 1.0  # of damage and recording; the generator's samples are shorter
OFF_SAMPLE_S = 0.5  # steps of heat while the generator is off
EARLY_S, EARLY_SAMPLE_S = 3.0, 0.1  # at first they are shorter
GROWTH = 1.5  # of steps after the start of a stretch
COLDEST_C, HOTTEST_C = -0.5, 100.5  # tissue that does not say how it boils
MARGIN_C = 0.05  # below boiling, where a run that does not follow it gives up
FACTORS, FACTORS_AROUND = 6, 12  # rows of Sweeps.factors, in three dimensions
SENSOR, DISPLAY = 2, 6  # column and number of columns of what the generator shows


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


def wanted(stretch: Stretch, generator: Generator) -> tuple[float, float]:
    """Return what the generator is to keep at the start and the end of a stretch: °C, or a share of what it keeps."""
    if generator.mode == "temperature":
        return stretch.tip_start_c, stretch.tip_end_c
    return (0.0 if stretch.ramps else 1.0), 1.0


def plan_of(stretch: Stretch, scenario: Scenario, problem: Problem, first_row: int) -> Plan:
    """Lay out the steps of one stretch; the last row tells the samples in each."""
    longest = min(LONGEST_STEP_S, scenario.numerics.step_s, longest_step_s(problem.rows, HOTTEST_C))
    off_s = EARLY_SAMPLE_S if stretch.duration_s <= EARLY_S else OFF_SAMPLE_S
    sample_s = scenario.generator.sample_s if stretch.held else off_s
    samples, part = samples_of(stretch, sample_s, longest)
    moment = np.concatenate([[0.0], np.cumsum(samples)]) * part
    start, end = wanted(stretch, scenario.generator)
    tip = start + (end - start) * moment / stretch.duration_s
    stages = stages_for(np.full(samples.size, part), problem.fastest_rate)
    rows = np.stack([stretch.start_s + moment[:-1], np.diff(moment), stages, tip[:-1], tip[1:], samples])
    return Plan(rows.astype(float), stretch.held, first_row, COLDEST_C, hottest_c(scenario, problem))


def hottest_c(scenario: Scenario, problem: Problem) -> float:
    """Return the temperature beyond which a run cannot go on as it is: the tissue boils, or chars."""
    if problem.boils:
        return CHARRED_C - MARGIN_C  # at CHARRED_C itself the tables end, and temperature would stay there
    if problem.never_boils:
        return TABLES_END_C - MARGIN_C
    boiling = scenario.tissue.boiling
    return HOTTEST_C if boiling is None else boiling.from_c - MARGIN_C


def fresh_sweeps(points: int, around: bool = False) -> Sweeps:
    """Allocate what alternating directions keep between steps."""
    return Sweeps(np.zeros((FACTORS_AROUND if around else FACTORS, points)), np.zeros((2, points)), np.zeros(2))


def early_and_late(stretch: Stretch) -> list[Stretch]:
    """Cut the time without current in two: heat evens out quickly at first, which long steps would blur."""
    late_s = stretch.duration_s - EARLY_S
    if stretch.held or late_s <= 0:
        return [stretch]
    early = stretch._replace(duration_s=EARLY_S)
    return [early, stretch._replace(start_s=stretch.start_s + EARLY_S, duration_s=late_s)]


def plans(scenario: Scenario, problem: Problem) -> list[tuple[Stretch, Plan]]:
    """Lay out the steps of all protocol steps, one plan each."""
    laid: list[tuple[Stretch, Plan]] = []
    row = 0
    for stretch in stretches(scenario.protocol, scenario.start_c):
        for part in early_and_late(stretch):
            laid.append((part, plan_of(part, scenario, problem, row)))
            row += laid[-1][1].steps.shape[1]
    check_work(problem.start_content.size, int(sum((plan.steps[STAGES] * plan.steps[-1]).sum() for _, plan in laid)))
    return laid


def switched_on(stretch: Stretch, plan: Plan, scenario: Scenario, memory: Array) -> Plan:
    """Let a generator that was off begin anew, and a ramp from what its sensor reads."""
    from lesionsim.kernels.control import INTEGRAL, READING, SEEN

    if not stretch.held:
        memory[INTEGRAL] = 0.0
    if scenario.generator.mode != "temperature":
        return plan
    lags = scenario.probe.sensor.lag_s > 0
    return from_tip(stretch, plan, memory[READING if lags else SEEN])


def advance_current(problem: Problem, current: Current, scenario: Scenario) -> Run | None:
    """Run a problem with current to the end of its protocol; None where the tissue is about to boil.

    Raises
    ------
    RunError
        When the field cannot be solved, tissue boils that does not say how, a temperature stops being a number, or
        energy is not conserved.
    """
    from lesionsim.kernels.control import LOST_CHARGE, LOST_POWER, NEVER, fresh_memory
    from lesionsim.kernels.march import FINISHED
    from lesionsim.kernels.march_rf import NO_FIELD, march_rf

    laid = plans(scenario, problem)
    steps = sum(plan.steps.shape[1] for _, plan in laid)
    state, injury = fresh_state(problem), injury_of(problem)
    recorder, display = fresh_recorder(problem, scenario, steps, injury), np.zeros((steps + 1, DISPLAY))
    memory = fresh_memory(scenario.start_c)
    display[0, SENSOR], display[0, -2:] = scenario.start_c, NEVER
    net, turn, laws, walls = problem.held
    field = (current.electric, current.sigma, net.points[SOURCE].copy())
    generator = (current.metal, current.control, memory, display)
    parts = (field, generator, fresh_sweeps(problem.start_content.size, problem.around is not None))
    frame = 1
    for stretch, laid_out in laid:
        plan = switched_on(stretch, laid_out, scenario, memory)
        frame, bad, step = march_rf(state, (net, walls), turn, laws, plan, (injury, recorder), frame, parts)
        if bad == NO_FIELD:
            raise RunError(f"the electric field could not be solved after {plan.steps[START, step]:.2f} s.")
        if bad != FINISHED and about_to_boil(plan, state.fields[TEMPERATURE, bad], scenario):
            return None
        if bad != FINISHED:
            raise explain_failure(problem, plan, step, bad, state.fields[TEMPERATURE, bad])
    balance = check_balance(state.ledger, heat_content(problem))
    lost = float(max(memory[LOST_CHARGE], memory[LOST_POWER]))
    flow = Flow(display, lost, current.electric.potential, current.electric.joule)
    return Run(recorder, balance, flow, problem.boils)


def about_to_boil(plan: Plan, hottest_c: float, scenario: Scenario) -> bool:
    """Tell whether a run without boiling has come near to it, in tissue that says how it boils."""
    boiling = scenario.tissue.boiling
    return boiling is not None and plan.hottest_c < boiling.from_c < np.inf and hottest_c > plan.hottest_c
