"""L5, L6: temperature, potential and damage together, manufactured so that all are known.

The exact fields are those of `exact.coupled`: current through a box around the axis whose sides have the exact
potential and pass the exact flux of heat at every moment, sigma(T) that turns the current, the heat it makes, damage
where it is warm, and perfusion that follows the dead fraction. Steps shrink as the square of the cells: between two
samples the voltage stands still, so coupling in time is of first order. Where properties are constant (L5) heat flows
by alternating directions, where they follow temperature (L6) by super steps over heat content.
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical
from lesionsim.kernels.arrays import (
    CONTENT,
    SOURCE,
    TEMPERATURE,
    Electric,
    Injury,
    Laws,
    Metal,
    Network,
    State,
    Sweeps,
    Walls,
)
from lesionsim.problem.assemble import perfusion_factor
from lesionsim.problem.injury import fresh_injury, rows_of
from lesionsim.problem.laws import Tables, content_at, property_tables, sample
from lesionsim.problem.network import Medium, fastest_rate, framed, network
from lesionsim.scenario.laws import Exponential, Law, Linear
from lesionsim.scenario.perfusion import Perfusion, PerfusionFollowsDamage, PerfusionStoppedByDamage
from lesionsim.solver.current import DISPLAY, fresh_sweeps
from lesionsim.solver.guard import balance_error
from lesionsim.solver.heat import FIELDS, LEDGER
from lesionsim.verify.bench import SIDES as ALL_SIDES
from lesionsim.verify.bench import Setup, half_resistances, wall_points
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.manufactured import DENSITY_KG_M3, ENERGY_K, LIVER, LOG_A, laws_for, norms
from lesionsim.verify.cases.refinement import BALANCE, Level, Reading, balance, compare
from lesionsim.verify.current_bench import plan_for, steady_control, without_frames
from lesionsim.verify.exact import coupled as exact
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import Conductor, prepared
from lesionsim.verify.judging import agree, converge

RADIUS_M, HALF_HEIGHT_M, CORE_M = 5e-3, 3e-3, 1.25e-3
GRIDS = {2: "cells of 0.31 mm", 3: "cells of 0.21 mm", 4: "cells of 0.16 mm"}
CELLS, STEPS, END_S = 8, 10, 20.0  # across and along, and in time, of the undivided grid
SIDES = ALL_SIDES[1:]  # all but the axis
DEMANDS = {"temperature": 5e-3, "potential": 3e-4, "Omega": 3e-3}  # of the range of values
ORDER = (1.9, 2.3)
START_C, BLOOD_C, PERFUSION_W_M3_K = 45.0, 37.0, 1e5
ALWAYS = -1.0  # the field is solved again whether or not sigma has changed
SIGMA = Linear(value=0.4, slope_per_c=0.02)
CHOSEN = exact.Chosen(
    bend_per_m2=1.5e4, tilt_per_m=150.0, start_c=START_C, growth_per_s=0.3, spread_per_s=0.2,
    drive_a_m=5.0, log_frequency=LOG_A, energy_k=ENERGY_K,
)  # fmt: skip


class Mixture(NamedTuple):
    """What the laws of a case are."""

    conductivity: Law
    slope_per_c: float  # of the logarithm of conductivity
    heat_capacity: Law
    perfusion: Perfusion


PLAIN = Mixture(0.5, 0.0, 3500.0, PerfusionStoppedByDamage())
BENT = Mixture(
    Exponential(value=0.5, rate_per_c=0.01), 0.01, Linear(value=3500.0, slope_per_c=-0.003), PerfusionFollowsDamage()
)


class Run(NamedTuple):
    """What one run is made of; its arrays change."""

    grid: Grid
    tissue: exact.Tissue
    network: Network
    walls: Walls
    laws: Laws | None
    state: State
    electric: Electric
    sigma: Laws
    injury: Injury
    memory: Array
    sweeps: Sweeps


def tissue_of(mixture: Mixture) -> exact.Tissue:
    """Give the exact solution the laws that the tables are made from."""
    factor = perfusion_factor(mixture.perfusion)

    def conductivity(temperature_c: Array) -> Array:
        return sample(mixture.conductivity, temperature_c)

    return exact.Tissue(
        conductivity=conductivity,
        conductivity_slope=lambda celsius: mixture.slope_per_c * conductivity(celsius),
        heat_capacity=lambda celsius: DENSITY_KG_M3 * sample(mixture.heat_capacity, celsius),
        sigma=lambda celsius: sample(SIGMA, celsius),
        perfusion=lambda dead: PERFUSION_W_M3_K * np.interp(dead, np.linspace(0, 1, factor.size), factor),
        blood_c=BLOOD_C,
    )


def box(cells: int) -> Grid:
    """Divide the box evenly."""
    across, along = np.linspace(0.0, RADIUS_M, cells + 1), np.linspace(-HALF_HEIGHT_M, HALF_HEIGHT_M, cells + 1)
    return cylindrical(across, along, CORE_M)


def along_side(grid: Grid, side: str) -> tuple[Array, Array]:
    """Give r and z of the wall points of a side."""
    if side == "outer":
        return np.full(grid.z.size, grid.r_face[-1]), grid.z
    return grid.r, np.full(grid.r.size, grid.z_face[0 if side == "lower" else -1])


def start(mixture: Mixture, cells: int) -> Run:
    """Set up the box at its uniform start."""
    from lesionsim.kernels.control import INTEGRAL, fresh_memory

    grid, tables = box(cells), property_tables(mixture.conductivity, mixture.heat_capacity)
    medium = Medium(tables.fastest, DENSITY_KG_M3 * tables.heat_capacity, PERFUSION_W_M3_K)
    setup = Setup(grid, medium, {}, START_C, BLOOD_C)
    electric, sigma = prepared(Conductor(grid, SIGMA, START_C, dict.fromkeys(SIDES, 0.0)))
    net, state = network(grid, half_resistances(setup), medium, BLOOD_C), state_of(grid, tables)
    memory, points = fresh_memory(0.0), net.points.shape[1]
    memory[INTEGRAL] = 1.0  # V^2: the sides have their potentials
    return Run(
        grid=grid,
        tissue=tissue_of(mixture),
        network=net,
        walls=walls_of(grid),
        laws=None if tables.constant else laws_for(setup, tables),
        state=state._replace(conductance=net.conductance.copy()),
        electric=electric,
        sigma=sigma,
        injury=fresh_injury(rows_of(LIVER), points, (0, False), perfusion_factor(mixture.perfusion)),
        memory=memory,
        sweeps=fresh_sweeps(points),
    )


def state_of(grid: Grid, tables: Tables) -> State:
    """Allocate fields at the start temperature, walls included."""
    fields = np.zeros((FIELDS, (grid.r.size + 2) * (grid.z.size + 2)))
    fields[TEMPERATURE] = START_C
    fields[CONTENT] = START_C if tables.constant else content_at(tables, np.array([START_C]))[0]
    return State(fields, np.zeros(0), np.zeros(LEDGER))


def walls_of(grid: Grid) -> Walls:
    """List all sides as outer walls: heat passes none of them, current all."""
    tip = np.stack(wall_points(grid, SIDES[0]))
    outer = np.concatenate([np.stack(wall_points(grid, side)) for side in SIDES], axis=1)
    return Walls(tip, outer, np.zeros((3, 0), dtype=np.int64), np.zeros(0), np.zeros(0), tip[0])


def heat_made(run: Run, time_s: float) -> Array:
    """Give the source of every cell, with what conduction brings through the sides of the box, W."""
    grid = run.grid
    heat = exact.heat_source(grid.r[:, None], grid.z, time_s, CHOSEN, run.tissue) * grid.volume
    flux = {side: exact.heat_flux(*along_side(grid, side), time_s, CHOSEN, run.tissue.conductivity) for side in SIDES}
    ring = np.pi * np.diff(grid.r_face**2)
    heat[-1] -= flux["outer"][0] * 2 * np.pi * grid.r_face[-1] * np.diff(grid.z_face)
    heat[:, 0] += flux["lower"][1] * ring
    heat[:, -1] -= flux["upper"][1] * ring
    return heat


def prescribe(run: Run, middle_s: float, solved_s: float) -> None:
    """Set the source of heat to the middle of a step, and the sides' potentials to when the field is solved."""
    points = np.concatenate([wall_points(run.grid, side)[0] for side in SIDES])
    r, z = (np.concatenate(each) for each in zip(*(along_side(run.grid, side) for side in SIDES), strict=True))
    run.electric.potential[points] = exact.potential(r, z, solved_s, CHOSEN, run.tissue.sigma)
    run.network.points[SOURCE] = framed(heat_made(run, middle_s), 0.0).ravel()


def advance(run: Run, steps: int) -> tuple[bool, float]:
    """March to the end, one sample a step; tell whether all went well and when the field was last solved."""
    from lesionsim.kernels.electric import AHEAD
    from lesionsim.kernels.march import FINISHED
    from lesionsim.kernels.march_rf import march_rf

    generator = (Metal(np.zeros(0, np.int64), np.zeros(0)), steady_control(ALWAYS), run.memory, np.zeros((2, DISPLAY)))
    dt, good, solved_s = END_S / steps, True, 0.0
    plan = plan_for(np.array([dt]), fastest_rate(run.network))
    for step in range(steps):
        solved_s = (step + (AHEAD if step > 0 else 0.0)) * dt
        prescribe(run, (step + 0.5) * dt, solved_s)
        current = ((run.electric, run.sigma, run.network.points[SOURCE].copy()), generator, run.sweeps)
        watch = (run.injury, without_frames(1))
        _, bad, _ = march_rf(run.state, (run.network, run.walls), None, run.laws, plan, watch, 0, current)
        good = good and bad == FINISHED
    return good, solved_s


def lost_charge(run: Run) -> float:
    """Sum the currents through all sides, relative to what enters."""
    wall, cell, face = run.walls.outer
    current = run.electric.conductance[face] * (run.electric.potential[wall] - run.electric.potential[cell])
    return abs(float(np.sum(current))) / float(np.sum(np.maximum(current, 0.0)))


def coupled_at(mixture: Mixture, fineness: int) -> Level:
    """Run on one grid and compare all three fields."""
    run = start(mixture, CELLS * fineness)
    good, solved_s = advance(run, STEPS * fineness**2)
    grid, shape = run.grid, (run.grid.r.size + 2, -1)
    place = (grid.r[:, None], grid.z)
    found = {
        "temperature": (run.state.fields[TEMPERATURE], exact.temperature(*place, END_S, CHOSEN), "°C"),
        "potential": (run.electric.potential, exact.potential(*place, solved_s, CHOSEN, run.tissue.sigma), "V"),
        "Omega": (run.injury.dose[0], exact.damage(*place, END_S, CHOSEN), ""),
    }
    readings: list[Reading] = []
    for what, (points, true, unit) in found.items():
        readings += norms(what, grid, points.reshape(shape)[1:-1, 1:-1], true, DEMANDS[what], unit)
    return Level(readings, [balance_error(run.state.ledger) if good else float("nan"), lost_charge(run)])


def converging(mixture: Mixture) -> list[Comparison]:
    """Judge every norm of every field on the finest grid, with the order that the last two show."""
    levels = [coupled_at(mixture, fineness) for fineness in GRIDS]
    ratio, finest = max(GRIDS) / sorted(GRIDS)[-2], GRIDS[max(GRIDS)]
    found = [
        converge(
            f"{same[-1].what}, {finest}", [abs(compare(reading).error) for reading in same], same[-1].demand,
            ORDER, ratio, same[-1].unit,
        )
        for same in zip(*(level.readings for level in levels), strict=True)
    ]  # fmt: skip
    energy, charge = zip(*(level.balance_errors for level in levels), strict=True)
    return [
        *found,
        balance(energy),
        agree("current that is lost, of that which enters", max(charge), 0.0, BALANCE, 1.0),
    ]


def at_constant_properties() -> Case:
    """L5: everything coupled, conductivity and heat capacity constant."""
    return Case(
        id="L5", title="Manufactured temperature, potential and damage",
        exercises="sigma(T), Joule heat, damage and perfusion coupled both ways; alternating directions",
        source="method of manufactured solutions; formulae in exact/coupled.py",
        comparisons=tuple(converging(PLAIN)),
    )  # fmt: skip


def at_changing_properties() -> Case:
    """L6: the same with conductivity and heat capacity that follow temperature, and perfusion that rises first."""
    return Case(
        id="L6", title="Manufactured temperature, potential and damage, with k(T) and c(T)",
        exercises="the same over heat content by super steps; perfusion that follows damage",
        source="method of manufactured solutions; formulae in exact/coupled.py",
        comparisons=tuple(converging(BENT)),
    )  # fmt: skip


CASES = (at_constant_properties, at_changing_properties)
