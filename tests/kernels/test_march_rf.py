"""The loop with current against a plain loop: dense field, both steppers, damage, perfusion, ledger and display."""

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel

import lesionsim as ls
from lesionsim.kernels.arrays import (
    CONTENT,
    FRAME_DOSE,
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
from lesionsim.kernels.control import fresh_memory
from lesionsim.kernels.march import FINISHED, factor_at
from lesionsim.kernels.march_rf import SAMPLES, march_rf, sigma_changed, warmed_or_cooled
from lesionsim.problem.assemble import assemble
from lesionsim.problem.current import SIGMA_CHANGE
from lesionsim.scenario import (
    Cooldown,
    Generator,
    Hold,
    Linear,
    Metal,
    PerfusionFollowsDamage,
    Protocol,
    Ramp,
    Sleeve,
    Table,
)
from lesionsim.solver.current import DISPLAY, fresh_sweeps, plans
from lesionsim.solver.heat import fresh_recorder, fresh_state, injury_of

PROTOCOL = Protocol(
    steps=(
        Ramp(to_c=70, duration_s=2),
        Hold(at_c=70, duration_s=3.3),
        Cooldown(duration_s=2),
        Hold(at_c=70, duration_s=1),
    )
)
COARSE = {
    "numerics.first_cell_mm": 0.3,
    "numerics.growth": 0.6,
    "protocol": PROTOCOL,
    "generator": Generator(mode="voltage", set_v=15.0, sample_s=0.1),
    "perfusion": PerfusionFollowsDamage(),
    "tissue.perfusion_per_s": 0.02,
    "tissue.metabolic_heat_w_kg": 3.0,
    "domain.outer_wall_c": 34.0,
    "domain.radius_mm": 6.0,
    "probe.metal": Metal(wall_mm=0.15),
    "probe.sleeve": Sleeve(thickness_mm=0.05, conductivity_w_m_k=0.12),
    "probe.contact_w_m2_k": 5000.0,
}
LAWS = {
    "tissue.conductivity_w_m_k": Table(temperature_c=(20.0, 60.0, 110.0), value=(0.45, 0.55, 0.4)),
    "tissue.heat_capacity_j_kg_k": Linear(value=3421, slope_per_c=-0.004),
}


class Twin:
    """A plain run that keeps a voltage."""

    def __init__(self, problem, scenario):
        self.problem, self.kept = problem, scenario.generator.set_v
        self.net, _, self.laws, self.walls = problem.held
        self.content, self.blood_c = problem.start_content.copy(), scenario.blood.temperature_c
        self.outside = problem.start_temperature
        self.cells = self.net.points[WARMING] > 0
        self.full = self.net.points[PERFUSION].copy()
        self.perfusion = self.full.copy()
        self.law, self.factors = problem.rows[0][1][:2], (scenario.perfusion.dead_fraction, scenario.perfusion.factor)
        self.dose, self.ledger = np.zeros_like(self.content), np.zeros(3)  # joule, to blood, to outer
        self.last, self.last_s = np.zeros_like(self.content), np.inf
        self.then, self.sigma_then, self.solved = None, None, 0

    def temperature(self, content=None):
        content = self.content if content is None else content
        found = self.outside.copy()
        found[self.cells] = (content if self.laws is None else plain.of_materials(content, self.laws, 1))[self.cells]
        return found

    def field(self, temperature):
        """Solve the field again where sigma anywhere has changed enough."""
        electric, sigma = self.problem.current.electric, self.problem.current.sigma
        now, tissue = plain.of_materials(temperature, sigma, 0), electric.is_tissue > 0
        if self.then is not None and np.all(
            np.abs(now - self.sigma_then)[tissue] <= SIGMA_CHANGE * self.sigma_then[tissue]
        ):
            return
        change = 0.0 if self.then is None else np.clip(0.67 * (temperature - self.then), -1, 1)
        self.then = temperature + change
        self.sigma_then = plain.of_materials(self.then, sigma, 0)
        g = np.nan_to_num(plain.conductances(self.then, sigma, self.net.stride))
        self.potential = dense_potential(electric, g, self.net.stride)
        self.joule = joule(electric, self.potential, g, self.net.stride)
        self.solved += 1

    def sample(self, dt, stages, share):
        """Heat for one sample; return the squared voltage and the rate of content that is known at its end."""
        temperature = self.temperature()
        volts2 = 0.0
        if share is not None:
            self.field(temperature)
            volts2 = (share * self.kept) ** 2
        power = self.net.points[SOURCE] + volts2 * self.joule
        self.ledger[0] += dt * volts2 * self.joule.sum()
        points = self.net.points.copy()
        points[PERFUSION] = self.perfusion
        net = self.net._replace(points=points)
        rate = (self.linear if self.laws is None else self.by_content)(net, temperature, power, dt, stages)
        return volts2, rate

    def linear(self, net, temperature, power, dt, _):
        first, change, blood = plain.douglas_gunn(temperature, net, power, dt, 0.5 * dt / self.last_s * self.last)
        wall, tissue, face = self.walls.outer
        middle = temperature[tissue] + 0.5 * np.where(face < first.size, first[tissue], change[tissue])
        self.ledger[1:] += -blood.sum(), dt * np.sum(net.conductance[face] * (middle - temperature[wall]))
        self.content, self.last, self.last_s = self.content + change, change, dt
        return change / dt

    def by_content(self, net, before, power, dt, stages):
        conductance = np.nan_to_num(plain.conductances(before, self.laws, net.stride))  # stands still for a sample

        def slope(y):
            temperature = self.temperature(y[:-2])
            blood = plain.blood_flow(temperature, self.perfusion, self.blood_c)
            heat = plain.flow(temperature, conductance, net.stride) + blood + power
            out = -plain.through(temperature, conductance, self.walls.outer)
            return np.concatenate([net.points[WARMING] * heat, [-blood.sum(), out]])

        start = np.concatenate([self.content, self.ledger[1:]])
        end = plain.rkl2(slope, start, dt, stages)
        self.content, self.ledger[1:] = end[:-2], end[-2:]
        return slope(start)[:-2]

    def trend(self, rate):
        return rate if self.laws is None else plain.trend(self.content, rate, self.laws)

    def run(self, laid):
        rate = trend = np.zeros_like(self.content)
        volts2 = 0.0
        for _, plan in laid:
            for n in range(plan.steps.shape[1]):
                dt, samples = plan.steps[SIZE, n], int(plan.steps[SAMPLES, n])
                before, trend_before = self.temperature(), trend
                amount = self.dose + 0.5 * dt * plain.arrhenius_rate(before, *self.law)
                self.perfusion = self.full * np.interp(1 - np.exp(-amount), *self.factors)
                for m in range(samples):
                    share = plan.steps[TIP_START, n] + m / samples * (plan.steps[TIP_END, n] - plan.steps[TIP_START, n])
                    volts2, rate = self.sample(dt / samples, int(plan.steps[STAGES, n]), share if plan.held else None)
                now, trend = self.temperature(), self.trend(rate)
                middle = plain.step_cubic(before, now, (trend_before, trend), dt, 0.5)
                self.dose += plain.simpson(*(plain.arrhenius_rate(t, *self.law) for t in (before, middle, now)), dt)
        return volts2


def dense_potential(electric, g, stride):
    """Solve for 1 V on the metal and 0 V outside by dense algebra."""
    n = electric.potential.size
    matrix = sum(plain.balance_matrix(g, stride, d) for d in (0, 1))
    known = electric.is_tissue == 0
    matrix[known], right = np.eye(n)[known], np.where(known, electric.potential, 0.0)
    return np.linalg.solve(matrix, right)


def joule(electric, potential, g, stride):
    """Each face heats its tissue cells alike."""
    heat = np.zeros(potential.size)
    for face, one, other in plain.faces_of(potential.size, stride):
        power = g[face] * (potential[one] - potential[other]) ** 2
        both = electric.is_tissue[one] + electric.is_tissue[other]
        for cell in (one, other):
            np.add.at(heat, cell, np.where(electric.is_tissue[cell] > 0, power / np.maximum(both, 1), 0.0))
    return heat


@pytest.mark.parametrize("changes", [{}, LAWS], ids=["alternating directions", "heat content"])
def test_the_loop_with_current_is_the_plain_loop(changes):
    """Tolerance 1e-8: the field is iterated to 1e-11, and exponentials amplify the difference."""
    scenario = ls.change(ls.load("b2"), COARSE | changes)
    problem = assemble(scenario)
    laid, twin = plans(scenario, problem), Twin(problem, scenario)
    twin.run(laid)
    twin_ohm = 1 / twin.joule.sum()
    state, recorder, display = compiled_run(assemble(scenario), scenario, laid)
    cells, now = twin.cells, twin.temperature()
    np.testing.assert_allclose(state.fields[CONTENT][cells], twin.content[cells], rtol=1e-8)
    tissue = twin.full > 0
    np.testing.assert_allclose(state.fields[TEMPERATURE][tissue], now[tissue], rtol=1e-8)
    energies = recorder.trace[-1, TRACE_ENERGY : TRACE_ENERGY + 3]
    np.testing.assert_allclose(energies, twin.ledger, rtol=1e-7)
    np.testing.assert_allclose(recorder.frames[-1, FRAME_DOSE][tissue], twin.dose[tissue], rtol=1e-6)
    assert twin.dose[tissue].max() > 0.1
    assert twin.perfusion[tissue].min() < 0.9 * twin.full[tissue].min() or np.any(twin.perfusion > 1.1 * twin.full)
    assert twin.solved > 5
    volt, ampere, sensor, ohm = display[-1, :4]
    assert ohm == pytest.approx(twin_ohm, rel=1e-8)
    assert (volt, ampere) == pytest.approx((15.0, 15.0 / twin_ohm), rel=1e-8)
    assert recorder.trace[-1, TRACE_POWER] == pytest.approx(225.0 / twin_ohm, rel=1e-8)
    metal = problem.current.metal
    assert sensor == pytest.approx(metal.sensor @ now[metal.point], rel=1e-8)
    surface, near, _ = problem.held.walls.surface
    side = np.bincount(surface, minlength=now.size)[surface] == 1  # the corner belongs to side and end
    weight = problem.held.walls.near_weight
    np.testing.assert_allclose(
        state.fields[TEMPERATURE][surface][side], (weight * now[near] + (1 - weight) * now[surface])[side], rtol=1e-8
    )


def compiled_run(problem, scenario, laid):
    state, injury = fresh_state(problem), injury_of(problem)
    steps = sum(plan.steps.shape[1] for _, plan in laid)
    recorder, display = fresh_recorder(problem, scenario, steps, injury), np.zeros((steps + 1, DISPLAY))
    memory, sweeps = fresh_memory(scenario.start_c), fresh_sweeps(problem.start_content.size)
    net, _, laws, walls = problem.held
    field = (problem.current.electric, problem.current.sigma, net.points[SOURCE].copy())
    generator, frame = (problem.current.metal, problem.current.control, memory, display), 1
    for _, plan in laid:
        current = (field, generator, sweeps)
        frame, bad, _ = march_rf(state, (net, walls), None, laws, plan, (injury, recorder), frame, current)
        assert bad == FINISHED
    return state, recorder, display


@pytest.fixture
def electric():
    problem = assemble(ls.change(ls.load("b2"), COARSE))
    sigma = problem.current.sigma
    now = np.full(problem.start_content.size, 50.0)
    problem.current.electric.then[0], problem.current.electric.then[1] = now, plain.of_materials(now, sigma, 0)
    return problem.current.electric, sigma, now


@pytest.mark.parametrize(("change", "changed"), [(0.0124, False), (0.0126, True), (-0.0124, False), (-0.0126, True)])
def test_one_cell_s_sigma_tells_that_the_field_is_old(electric, change, changed):
    electric, sigma, temperature = electric
    rate = np.log(sigma.tables[0, 1001] / sigma.tables[0, 1000]) / sigma.step_c
    cell = int(np.flatnonzero(electric.is_tissue)[7])
    temperature[cell] += np.log1p(change) / rate
    assert callable_kernel(sigma_changed)(electric, sigma, temperature, 0.0125) == changed
    metal = int(np.flatnonzero(electric.potential == 1)[0])
    temperature[cell], temperature[metal] = 50.0, 90.0
    assert not callable_kernel(sigma_changed)(electric, sigma, temperature, 0.0125)  # metal's does not count


def test_a_temperature_that_changed_too_little_to_matter_is_known_without_looking_at_sigma():
    then = np.full(9, 50.0)
    for away, told in ((0.9, False), (1.1, True), (-0.9, False), (-1.1, True)):
        now = then.copy()
        now[4] += away
        assert callable_kernel(warmed_or_cooled)(now, then, 1.0) == told


def test_perfusion_reads_its_table_of_the_dead_fraction(random_numbers):
    table = random_numbers.uniform(0, 2, 11)
    for dead in (-0.1, 0.0, 1e-9, 0.05, 0.333, 0.999, 1.0, 1.2):
        assert callable_kernel(factor_at)(table, dead) == pytest.approx(np.interp(dead, np.linspace(0, 1, 11), table))
