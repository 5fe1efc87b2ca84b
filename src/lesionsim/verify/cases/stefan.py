"""I1, I2: fronts of boiling and condensing run into a body; heat content against exact phase change.

Water boils over half a degree, from the same tables as in any run. Fronts are held against those of a change at one
temperature; temperatures and heat against exact bands that take the heat up over the same half degree, there with the
conductivity of its middle. Where the front is inside a cell, that cell's temperature waits for it: errors are of
first order.
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical, plane
from lesionsim.kernels.arrays import FROM_TIP
from lesionsim.problem.laws import Tables, content_at, property_tables
from lesionsim.problem.network import Medium
from lesionsim.scenario.boiling import Boiling
from lesionsim.verify.bench import Outcome, Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.manufactured import DENSITY_KG_M3, laws_for
from lesionsim.verify.cases.refinement import quickly_then_slowly, uniform_faces
from lesionsim.verify.exact import stefan, stefan_range
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.judging import agree, converge

BOILING = Boiling(
    water_fraction=0.2, from_c=99.5, to_c=100.0, dry_at_c=100.0,
    vapour_heat_capacity_j_kg_k=2000.0, vapour_conductivity_w_m_k=0.3,
)  # fmt: skip
CONDUCTING = Boiling(
    water_fraction=0.2, from_c=99.5, to_c=100.0, dry_at_c=100.0,
    vapour_heat_capacity_j_kg_k=2000.0, vapour_conductivity_w_m_k=1.0,
)  # fmt: skip
CONDUCTIVITY_W_M_K, HEAT_CAPACITY_J_KG_K = 0.5, 3500.0
HOT_C, COLD_C, STEAM_C, WARM_C = 180.0, 37.0, 150.0, 90.0
POWER_W_M = 100.0
FRONT_M, FAR_M = 2e-3, 26e-3  # where fronts end, and where nothing is felt
GRIDS = {1: "cells of 0.2 mm", 2: "cells of 0.1 mm", 4: "cells of 0.05 mm"}
CELL_M, STEPS = 0.2e-3, 100
SOURCE_CELLS = 3  # within which a line is not told from a thin rod
FIRST_ORDER = (0.8, 3.0)
MEANS = {"I1": 2e-4, "I1b": 1e-4, "I2": 6e-5}  # of temperature: as if the front were a tenth of a cell away
MOST, HEAT = 1.5e-2, 3e-3  # the cell with the front differs from it by up to what a cell spans
EXACT = 1e-12
CARSLAW = "Neumann, Carslaw & Jaeger 1959, 11.2"
PATERSON = "Paterson 1952; Carslaw & Jaeger 1959, 11.6"


class Change(NamedTuple):
    """A change of phase: the bands from wall or line outwards, temperatures between them, the sharp change."""

    boiling: Boiling
    bands: tuple[stefan.Phase, stefan.Phase, stefan.Phase]
    edges_c: tuple[float, float]
    sharp: stefan.Phases


class Front(NamedTuple):
    """A front that starts at a wall or a line, and when it is at `FRONT_M`."""

    change: Change
    start_c: float
    cause: float  # °C of the wall or W/m of the line
    course: stefan_range.Course
    end_s: float


def change_of(boiling: Boiling, outwards: bool) -> Change:
    """Give boiling that runs outwards, or condensing that does."""
    wet = stefan.Phase(CONDUCTIVITY_W_M_K, DENSITY_KG_M3 * HEAT_CAPACITY_J_KG_K)
    dry = stefan.Phase(boiling.vapour_conductivity_w_m_k, DENSITY_KG_M3 * boiling.vapour_heat_capacity_j_kg_k)
    latent = DENSITY_KG_M3 * boiling.water_fraction * boiling.latent_heat_j_kg
    middle = stefan.Phase(
        0.5 * (wet.conductivity_w_m_k + dry.conductivity_w_m_k),
        wet.heat_capacity_j_m3_k + latent / (boiling.to_c - boiling.from_c),
    )
    bands, edges = (dry, middle, wet), (boiling.to_c, boiling.from_c)
    if not outwards:
        bands, edges = (wet, middle, dry), (boiling.from_c, boiling.to_c)
    return Change(boiling, bands, edges, stefan.Phases(bands[0], bands[2], 0.5 * sum(edges), latent))


def before_wall(change: Change, wall_c: float, start_c: float) -> Front:
    """Let a wall start a front."""
    growth = stefan.neumann_growth(change.sharp, wall_c, start_c)
    course = stefan_range.course_from_wall(change.bands, change.edges_c, wall_c, start_c)
    return Front(change, start_c, wall_c, course, reached_s(growth, change))


def around_line(change: Change, power_w_m: float, start_c: float) -> Front:
    """Let a line start a front."""
    growth = stefan.line_growth(change.sharp, power_w_m, start_c)
    course = stefan_range.course_from_line(change.bands, change.edges_c, power_w_m, start_c)
    return Front(change, start_c, power_w_m, course, reached_s(growth, change))


def reached_s(growth: float, change: Change) -> float:
    """Tell when a sharp front is at `FRONT_M`."""
    return float((FRONT_M / stefan.front(1.0, growth, change.sharp.near)) ** 2)


def tables_of(front: Front) -> Tables:
    """Sample the tissue as any run does."""
    return property_tables(CONDUCTIVITY_W_M_K, HEAT_CAPACITY_J_KG_K, front.change.boiling)


def march(front: Front, grid: Grid, wall_c: dict[str, float], heat: Array | float, steps: int) -> Outcome:
    """Run a front to its end."""
    tables = tables_of(front)
    medium = Medium(tables.fastest, DENSITY_KG_M3 * tables.heat_capacity, heat=heat)
    setup = Setup(grid, medium, wall_c, float(content_at(tables, np.array([front.start_c]))[0]))
    return run(setup._replace(laws=laws_for(setup, tables)), quickly_then_slowly(front.end_s, steps))


def wall_run(front: Front, fineness: int) -> tuple[Grid, Outcome]:
    """Run a front before a wall of 1 m2."""
    grid = plane(uniform_faces(0.0, FAR_M, CELL_M / fineness), np.array([0.0, 1.0]))
    return grid, march(front, grid, {"inner": front.cause}, 0.0, STEPS * fineness)


def line_run(front: Front, fineness: int) -> tuple[Grid, Outcome]:
    """Run a front around 1 m of a line: a source in the cells at the axis."""
    grid = cylindrical(uniform_faces(0.0, FAR_M, CELL_M / fineness), np.array([0.0, 1.0]))
    heat = np.zeros(grid.volume.shape)
    heat[0] = front.cause / grid.volume[0]
    return grid, march(front, grid, {}, heat, STEPS * fineness)


def place_of(front: Front, grid: Grid, temperature_c: Array) -> float:
    """Find where the tissue is at the middle of the change, m."""
    rising = np.sign(temperature_c[-1] - temperature_c[0])
    return float(np.interp(rising * front.change.sharp.change_c, rising * temperature_c, grid.r))


def exact_c(front: Front, grid: Grid, fall: stefan_range.Fall) -> Array:
    """Give the exact temperature of every cell."""
    return stefan_range.temperature_along(fall, grid.r / (2 * np.sqrt(front.end_s)), front.course)


class Judged(NamedTuple):
    """What one grid gave."""

    front: Comparison
    mean: float  # error of temperature, relative to its range
    most: float
    heat_j: float  # from the wall
    lost: float  # energy that is missing, of the heat in the tissue at the start


def judge(front: Front, fineness: int, of_line: bool) -> Judged:
    """Run on one grid and compare."""
    grid, outcome = (line_run if of_line else wall_run)(front, fineness)
    found = outcome.temperature[:, 0]
    exact = exact_c(front, grid, stefan_range.line_fall if of_line else stefan_range.wall_fall)
    error = np.abs(found - exact)[SOURCE_CELLS if of_line else 0 :] / np.ptp(exact)
    place, cell = place_of(front, grid, found), CELL_M / fineness
    return Judged(
        front=agree(f"front, of a cell, {GRIDS[fineness]}", place / cell, FRONT_M / cell, 1.0, 1.0),
        mean=float(np.mean(error)),
        most=float(np.max(error)),
        heat_j=float(outcome.energy_j[FROM_TIP]),
        lost=outcome.balance_error * float(np.max(np.abs(outcome.energy_j))) / held_heat(front, grid),
    )


def held_heat(front: Front, grid: Grid) -> float:
    """Give the heat in the tissue at the start, above 0 °C: what sums of heat are rounded to a part of."""
    tables = tables_of(front)
    content = float(content_at(tables, np.array([front.start_c]))[0])
    return content * DENSITY_KG_M3 * tables.heat_capacity * float(np.sum(grid.volume))


def judged(front: Front, demand: float, of_line: bool = False) -> list[Comparison]:
    """Compare on all grids."""
    levels = [judge(front, fineness, of_line) for fineness in GRIDS]
    finest = GRIDS[max(GRIDS)]
    found = [level.front for level in levels]
    found.append(converge(f"temperature, mean, {finest}", [level.mean for level in levels], demand, FIRST_ORDER))
    found.append(agree(f"temperature, most, {finest}", levels[-1].most, 0.0, MOST, 1.0))
    if not of_line:
        heat = 2 * np.sqrt(front.end_s) * float(front.course.flux[0])
        errors = [abs(level.heat_j / heat - 1) for level in levels]
        found.append(converge(f"heat from the wall, {finest}", errors, HEAT, FIRST_ORDER))
    return [*found, agree("energy that is missing", [level.lost for level in levels], 0.0, EXACT, 1.0)]


def boiling_before_a_wall() -> Case:
    """I1: a hot wall boils a body."""
    front = before_wall(change_of(BOILING, True), HOT_C, COLD_C)
    return Case(
        id="I1", title="A front of boiling before a hot wall", exercises="heat content, boiling, k(T), held wall",
        source=CARSLAW, comparisons=tuple(judged(front, MEANS["I1"])),
    )  # fmt: skip


def condensing_before_a_wall() -> Case:
    """I1: a cold wall condenses what has boiled."""
    front = before_wall(change_of(BOILING, False), COLD_C, STEAM_C)
    return Case(
        id="I1b", title="A front of condensing before a cold wall", exercises="heat content given back on cooling",
        source=CARSLAW, comparisons=tuple(judged(front, MEANS["I1b"])),
    )  # fmt: skip


def boiling_around_a_line() -> Case:
    """I2: a line of constant power boils the body around it."""
    front = around_line(change_of(CONDUCTING, True), POWER_W_M, WARM_C)
    return Case(
        id="I2", title="A front of boiling around a line source", exercises="heat content, boiling on rings, sources",
        source=PATERSON, comparisons=tuple(judged(front, MEANS["I2"], of_line=True)),
    )  # fmt: skip


CASES = (boiling_before_a_wall, condensing_before_a_wall, boiling_around_a_line)
