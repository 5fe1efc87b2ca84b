"""Assemble a scenario into the arrays of a run."""

from typing import NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import Grid, cylindrical
from lesionsim.grid.stencil import ProbeLines, stencils
from lesionsim.kernels.arrays import Laws, Network, Walls
from lesionsim.problem.current import Current, current_of, network_with_metal
from lesionsim.problem.injury import Row, damage_rows
from lesionsim.problem.laws import COLDEST_C, STEP_C, Tables, content_at, property_tables
from lesionsim.problem.network import Medium, Resistances, fastest_rate, network, resistances
from lesionsim.problem.probe import inside_probe, open_outer, probe_openings, probe_walls
from lesionsim.scenario.damage import ThreeState
from lesionsim.scenario.perfusion import PerfusionStoppedByDamage
from lesionsim.scenario.protocol import Cooldown
from lesionsim.scenario.scenario import Scenario

Array = np.ndarray


class Phase(NamedTuple):
    """The network while the tip is held, or while its surface is adiabatic."""

    network: Network
    laws: Laws | None


class Problem(NamedTuple):
    """Everything that the solver needs, in SI units and °C."""

    grid: Grid
    probe: Array  # (nr, nz) bool, cells inside the probe
    held: Phase
    free: Phase
    walls: Walls
    fastest_rate: float  # 1/s
    start_temperature: Array  # (n,) °C
    start_content: Array  # (n,) °C
    rows: list[Row]
    criterion_row: list[int]
    stop: tuple[int, bool]  # damage row that stops perfusion
    couple_index: Array
    couple_weight: Array
    current: Current | None = None  # of a run with current; its probe's cells are metal and no walls


def probe_grid(scenario: Scenario) -> Grid:
    """Make the graded (r, z) grid that fits the scenario's probe and domain."""
    probe, domain, numerics = scenario.probe, scenario.domain, scenario.numerics
    tip, h0 = probe.tip_length_mm * units.M_PER_MM, numerics.first_cell_mm * units.M_PER_MM
    behind = tip + domain.shaft_mm * units.M_PER_MM
    radius = probe.radius_mm * units.M_PER_MM
    r = radial_faces(radius, domain.radius_mm * units.M_PER_MM, h0, numerics.growth)
    return cylindrical(r, axial_faces(domain.ahead_mm * units.M_PER_MM, tip, behind, h0, numerics.growth), radius)


def medium_of(scenario: Scenario, conductivity: float, heat_capacity: float) -> Medium:
    """Return the tissue's constant properties in SI units."""
    tissue, blood = scenario.tissue, scenario.blood
    return Medium(
        conductivity=conductivity,
        heat_capacity=tissue.density_kg_m3 * heat_capacity,
        perfusion=tissue.perfusion_per_s * blood.density_kg_m3 * blood.heat_capacity_j_kg_k,
        heat=tissue.metabolic_heat_w_kg * tissue.density_kg_m3,
    )


def stopping_row(scenario: Scenario, criterion_row: list[int]) -> tuple[int, bool]:
    """Return the damage row that stops perfusion (-1: none) and whether it holds a dead fraction itself."""
    if not isinstance(scenario.perfusion, PerfusionStoppedByDamage):
        return -1, False
    labels = [criterion.label for criterion in scenario.criteria]
    number = labels.index(scenario.perfusion.criterion)
    return criterion_row[number], isinstance(scenario.criteria[number], ThreeState)


def phase(scenario: Scenario, grid: Grid, half: Resistances, tables: Tables) -> Phase:
    """Build network and laws for one state of the probe's openings."""
    outside = ~inside_probe(grid, scenario.probe.radius_mm * units.M_PER_MM)
    medium = medium_of(scenario, float(np.max(tables.conductivity)), tables.heat_capacity)
    net = network(grid, half, medium, scenario.blood.temperature_c, outside)
    if tables.constant:
        return Phase(net, None)
    before = np.concatenate([half.r_before.ravel(), half.z_before.ravel()])
    after = np.concatenate([half.r_after.ravel(), half.z_after.ravel()])
    rows = np.stack([tables.conductivity, tables.temperature])
    return Phase(net, Laws(np.stack([before, after]), rows, COLDEST_C, STEP_C))


def phases(scenario: Scenario, grid: Grid, half: Resistances, tables: Tables) -> tuple[Phase, Phase]:
    """Build what holds while the tip is held and while it is not; with current both are the same."""
    if scenario.source == "rf":
        medium = medium_of(scenario, float(np.max(tables.conductivity)), tables.heat_capacity)
        both = Phase(network_with_metal(scenario, grid, half, medium), None)
        return both, both
    probe = scenario.probe
    held, free = probe_openings(half, grid, probe.radius_mm * units.M_PER_MM, probe.tip_length_mm * units.M_PER_MM)
    held_phase = phase(scenario, grid, held, tables)
    return held_phase, phase(scenario, grid, free, tables) if cools_down(scenario) else held_phase


def cools_down(scenario: Scenario) -> bool:
    """Tell whether the tip is ever let go."""
    return any(isinstance(step, Cooldown) for step in scenario.protocol.steps)


def start_temperature(scenario: Scenario, grid: Grid) -> Array:
    """Fill tissue with the start temperature and the frame with the outer wall's, °C over points."""
    points = np.full((grid.r.size + 2, grid.z.size + 2), float(scenario.outer_wall_c))
    points[1:-1, 1:-1] = scenario.start_c
    return points.ravel()


def assemble(scenario: Scenario) -> Problem:
    """Turn a scenario into SI arrays on its grid.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    Problem
    """
    grid = probe_grid(scenario)
    radius, tip = scenario.probe.radius_mm * units.M_PER_MM, scenario.probe.tip_length_mm * units.M_PER_MM
    outer_open = scenario.domain.outer_wall == "held"
    half = open_outer(resistances(grid)) if outer_open else resistances(grid)
    tables = property_tables(scenario.tissue.conductivity_w_m_k, scenario.tissue.heat_capacity_j_kg_k)
    rows, criterion_row = damage_rows(scenario.criteria)
    start = start_temperature(scenario, grid)
    held, free = phases(scenario, grid, half, tables)
    places = [(couple.r_mm * units.M_PER_MM, couple.z_mm * units.M_PER_MM) for couple in scenario.thermocouples]
    index, weight = stencils(ProbeLines(grid.r, grid.z, grid.r_face, grid.z_face, radius, outer_open), places)
    return Problem(
        grid=grid,
        probe=inside_probe(grid, radius),
        held=held,
        free=free,
        walls=probe_walls(grid, radius, tip, outer_open, metal=scenario.source == "rf"),
        fastest_rate=fastest_rate(held.network) * tables.fastest / float(np.max(tables.conductivity)),
        start_temperature=start,
        start_content=start if tables.constant else content_at(tables, start),
        rows=rows,
        criterion_row=criterion_row,
        stop=stopping_row(scenario, criterion_row),
        couple_index=index,
        couple_weight=weight,
        current=current_of(scenario, grid) if scenario.source == "rf" else None,
    )
