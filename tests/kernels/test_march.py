"""The whole time loop against a plain loop of the twins, and against energy, on a real but small problem."""

import dataclasses

import numpy as np
import pytest
from kernels import plain

import lesionsim as ls
from lesionsim.kernels.arrays import (
    CONTENT,
    FRAME_DOSE,
    FRAME_PEAK,
    FRAME_TEMPERATURE,
    PERFUSION,
    SIZE,
    SOURCE,
    STAGES,
    TEMPERATURE,
    TIP_END,
    TIP_START,
    TRACE_ENERGY,
    TRACE_POWER,
    WARMING,
)
from lesionsim.kernels.march import FINISHED, march
from lesionsim.problem.assemble import assemble
from lesionsim.problem.injury import fresh_injury
from lesionsim.scenario import ConstantPerfusion, Linear, PerfusionStoppedByDamage, heat_and_hold
from lesionsim.solver.heat import fresh_recorder, fresh_state, plans

COARSE = {"numerics.first_cell_mm": 0.3, "numerics.growth": 0.6, "numerics.record_every_s": 1.0}


def scenario_with(*, laws: bool, stops: bool):
    """Return a short run with a ramp, a hold and a cool-down; metabolic heat, blood and walls that differ."""
    changes = COARSE | {
        "protocol": heat_and_hold(85, 3, ramp_s=1, cooldown_s=2),
        "tissue.metabolic_heat_w_kg": 2.0,
        "tissue.perfusion_per_s": 0.01,
        "blood.temperature_c": 36.0,
        "domain.outer_wall_c": 34.0,
        "domain.radius_mm": 6.0,
    }
    if laws:
        changes["tissue.conductivity_w_m_k"] = Linear(value=0.49, slope_per_c=0.01)
        changes["tissue.heat_capacity_j_kg_k"] = Linear(value=3421, slope_per_c=-0.004)
    scenario = ls.change(ls.load("b1"), changes)
    return dataclasses.replace(scenario, perfusion=PerfusionStoppedByDamage() if stops else ConstantPerfusion())


class Twin:
    """A plain run: content, ledger, Arrhenius dose and its living fraction."""

    def __init__(self, problem, scenario):
        self.problem, self.blood_c = problem, scenario.blood.temperature_c
        self.content, self.ledger = problem.start_content.copy(), np.zeros(3)
        self.surface = problem.start_temperature.copy()
        self.dose = np.zeros_like(self.content)
        self.perfusion = {}
        self.law = problem.rows[0][1][:2]

    def extend(self, values, walls):
        """Carry values to the probe's surface."""
        weight = walls.near_weight
        near, far = values[walls.surface[1]], values[walls.surface[2]]
        for place, value in zip(walls.surface[0], weight * near + (1 - weight) * far, strict=True):
            values[place] = value  # one after another: the corner belongs to both surfaces

    def temperature_of(self, content, network, laws):
        temperature = self.surface.copy()
        tissue = network.points[WARMING] > 0
        temperature[tissue] = content[tissue]
        if laws is not None:
            temperature[tissue] = plain.of_materials(content, laws, 1)[tissue]
        return temperature

    def slope(self, phase, plan, n, perfusion):
        """Return y' for y = (content, energies, time as a share of the step)."""
        network, _, laws, walls = phase
        points, tip = network.points, plan.steps[[TIP_START, TIP_END], n]

        def of(y):
            temperature = self.temperature_of(y[:-4], network, laws)
            conductance = network.conductance
            if plan.held:
                temperature[walls.hold] = tip[0] + y[-1] * (tip[1] - tip[0])
            if laws is not None:
                conductance = np.nan_to_num(plain.conductances(temperature, laws, network.stride))
            blood = plain.blood_flow(temperature, perfusion, self.blood_c)
            heat = plain.flow(temperature, conductance, network.stride) + blood + points[SOURCE]
            into = plain.through(temperature, conductance, walls.tip)
            out = -plain.through(temperature, conductance, walls.outer)
            return np.concatenate([points[WARMING] * heat, [into, -blood.sum(), out, 1 / plan.steps[SIZE, n]]])

        return of

    def settle(self, phase, plan, n, share, perfusion):
        """Bring the surface up to date; return temperature, its trend and the powers at a share of step n."""
        network, _, laws, walls = phase
        tip = plan.steps[[TIP_START, TIP_END], n]
        temperature = self.temperature_of(self.content, network, laws)
        self.extend(temperature, walls)
        if plan.held:
            temperature[walls.hold] = tip[0] + share * (tip[1] - tip[0])
        self.surface = temperature
        y = np.concatenate([self.content, [0, 0, 0, share]])
        rate = self.slope(phase, plan, n, perfusion)(y)
        trend = rate[:-4] if laws is None else plain.trend(self.content, rate[:-4], laws)
        trend = np.where(network.points[WARMING] > 0, trend, 0.0)
        self.extend(trend, walls)
        if plan.held:
            trend[walls.hold] = (tip[1] - tip[0]) / plan.steps[SIZE, n]
        return temperature, trend, rate[-4:-1]

    def step(self, phase, plan, n, stops, full):
        dt, perfusion = plan.steps[SIZE, n], full
        known = self.perfusion.get(plan.held, full)  # slopes at the start still know the perfusion of the step before
        before, trend_before, _ = self.settle(phase, plan, n, 0.0, known)
        rate_before = plain.arrhenius_rate(before, *self.law)
        if stops:
            perfusion = full * np.exp(-self.dose - 0.5 * dt * rate_before)
        self.perfusion[plan.held] = perfusion
        y = np.concatenate([self.content, self.ledger, [0.0]])
        y = plain.rkl2(self.slope(phase, plan, n, perfusion), y, dt, int(plan.steps[STAGES, n]))
        self.content, self.ledger = y[:-4], y[-4:-1]
        now, trend, power = self.settle(phase, plan, n, 1.0, perfusion)
        middle = plain.step_cubic(before, now, (trend_before, trend), dt, 0.5)
        rates = [plain.arrhenius_rate(t, *self.law) for t in (before, middle, now)]
        self.dose += plain.simpson(*rates, dt)
        return now, power


@pytest.mark.parametrize(("laws", "stops"), [(False, True), (True, False)])
def test_the_time_loop_is_the_plain_loop(laws, stops):
    """Tolerance 1e-9: exponentials and steep first steps amplify reordered sums a thousandfold."""
    scenario = scenario_with(laws=laws, stops=stops)
    problem = assemble(scenario)
    laid, twin, full = plans(problem, scenario), Twin(problem, scenario), problem.held.network.points[PERFUSION].copy()
    now, power = None, None
    for _, plan in laid:
        phase = problem.held if plan.held else problem.free
        for n in range(plan.steps.shape[1]):
            now, power = twin.step(phase, plan, n, stops, full)
    result, state = compiled_run(problem, scenario, laid)
    tissue = full > 0
    np.testing.assert_allclose(state.fields[TEMPERATURE][tissue], now[tissue], rtol=1e-9)
    np.testing.assert_allclose(result.trace[-1, TRACE_ENERGY : TRACE_ENERGY + 3], twin.ledger, rtol=1e-8)
    assert result.trace[-1, TRACE_POWER] == pytest.approx(power[0], rel=1e-8, abs=1e-12)
    surface = problem.free.walls.surface[0]
    np.testing.assert_allclose(state.fields[TEMPERATURE][surface], now[surface], rtol=1e-9)
    dose = result.frames[-1, FRAME_DOSE]
    gentle = tissue & (dose < 1e3)
    assert gentle.sum() > 0.5 * tissue.sum()
    np.testing.assert_allclose(dose[gentle], twin.dose[gentle], rtol=1e-7)


def compiled_run(problem, scenario, laid):
    """Run the compiled loop on fresh arrays."""
    state, injury = fresh_state(problem), fresh_injury(problem.rows, problem.start_content.size, problem.stop)
    recorder = fresh_recorder(problem, scenario, sum(plan.steps.shape[1] for _, plan in laid), injury)
    frame = 1
    for _, plan in laid:
        phase = problem.held if plan.held else problem.free
        ground = (phase.network, phase.walls)
        frame, bad, _ = march(state, ground, None, phase.laws, plan, (injury, recorder), frame)
        assert bad == FINISHED
    assert frame == recorder.frame_time_s.size
    return recorder, state


def test_the_last_frame_is_the_last_state():
    scenario = scenario_with(laws=False, stops=True)
    problem = assemble(scenario)
    recorder, state = compiled_run(problem, scenario, plans(problem, scenario))
    np.testing.assert_allclose(recorder.frames[-1, FRAME_TEMPERATURE], state.fields[TEMPERATURE], rtol=1e-13)
    assert np.all(recorder.frames[-1, FRAME_PEAK] >= recorder.frames[-1, FRAME_TEMPERATURE])
    tissue = problem.held.network.points[WARMING] > 0
    np.testing.assert_array_equal(state.fields[CONTENT][tissue], state.fields[TEMPERATURE][tissue])


def test_a_temperature_that_is_not_a_number_stops_the_loop_and_names_the_point():
    scenario = scenario_with(laws=False, stops=False)
    problem = assemble(scenario)
    laid = plans(problem, scenario)
    point = int(problem.held.walls.outer[1][3])
    problem.held.network.points[SOURCE][point] = np.nan
    state, injury = fresh_state(problem), fresh_injury(problem.rows, problem.start_content.size, problem.stop)
    recorder = fresh_recorder(problem, scenario, sum(plan.steps.shape[1] for _, plan in laid), injury)
    ground = (problem.held.network, problem.held.walls)
    _, bad, step = march(state, ground, None, None, laid[0][1], (injury, recorder), 1)
    assert step == 0
    assert not np.isfinite(state.fields[TEMPERATURE][bad])
