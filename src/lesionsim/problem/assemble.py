"""Assemble a scenario into the arrays of a run."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges, wedges
from lesionsim.grid.shapes import Grid
from lesionsim.problem.anatomy import material_tissues, sample_materials
from lesionsim.problem.around import Vessels, fastest_rate_around
from lesionsim.problem.couples import couple_stencils
from lesionsim.problem.current import Current, current_of
from lesionsim.problem.fitting import check_probe_among_voxels, check_volumes_are_met
from lesionsim.problem.form import form_of
from lesionsim.problem.injury import Row, damage_rows
from lesionsim.problem.laws import Tables, content_at, property_tables
from lesionsim.problem.network import fastest_rate
from lesionsim.problem.phases import Phase, ground_of, phases
from lesionsim.problem.solid import Solid
from lesionsim.problem.vessels import vessel_exchange
from lesionsim.scenario.anatomy import needs_three_dimensions
from lesionsim.scenario.boiling import Boiling
from lesionsim.scenario.damage import ThreeState
from lesionsim.scenario.perfusion import Perfusion, PerfusionFollowsDamage, PerfusionStoppedByDamage
from lesionsim.scenario.scenario import Scenario
from lesionsim.scenario.symmetry import is_mirrored
from lesionsim.scenario.tissue import Tissue

Array = np.ndarray
DEAD_FRACTIONS = 1001  # at which a law of perfusion is sampled


class Problem(NamedTuple):
    """Everything that the solver needs, in SI units and °C."""

    grid: Grid
    probe: Array  # (nr, nz) bool, cells inside the probe
    held: Phase
    free: Phase
    fastest_rate: float  # 1/s
    start_temperature: Array  # (n,) °C
    start_content: Array  # (n,) °C
    rows: list[Row]
    criterion_row: list[int]
    stop: tuple[int, bool]  # damage row that perfusion follows
    perfusion_factor: Array  # what perfusion is multiplied by, against the dead fraction from 0 to 1
    couple_index: Array
    couple_weight: Array
    boils: bool = False  # boiling is followed
    never_boils: bool = False  # nor is the run refused where it would boil
    around: Wedges | None = None  # cells around the axis, in three dimensions
    current: Current | None = None  # of a run with current; its probe's cells are metal and no walls


def stopping_row(scenario: Scenario, criterion_row: list[int]) -> tuple[int, bool]:
    """Return the damage row that perfusion follows (-1: none) and whether it holds a dead fraction itself."""
    if not isinstance(scenario.perfusion, PerfusionStoppedByDamage | PerfusionFollowsDamage):
        return -1, False
    labels = [criterion.label for criterion in scenario.criteria]
    number = labels.index(scenario.perfusion.criterion)
    return criterion_row[number], isinstance(scenario.criteria[number], ThreeState)


def start_temperature(scenario: Scenario, grid: Grid, solid: Solid | None) -> Array:
    """Fill tissue with the start temperature and the frame with the outer wall's, °C over points."""
    around = None if solid is None else solid.around
    points = np.full(shape_of_points(grid, around), float(scenario.outer_wall_c))
    points[(slice(1, -1),) * points.ndim] = scenario.start_c
    if solid is not None:
        points[1:-1, 1:-1, 1:-1][solid.vessels.inside] = solid.vessels.blood_c[solid.vessels.inside]
    return points.ravel()


def shape_of_points(grid: Grid, around: Wedges | None) -> tuple[int, ...]:
    """Return how many points there are in each direction: cells with a frame."""
    sizes = (grid.r.size, grid.z.size) if around is None else (grid.r.size, around.count, grid.z.size)
    return tuple(size + 2 for size in sizes)


@lru_cache(maxsize=16)
def perfusion_factor(perfusion: Perfusion) -> Array:
    """Return what perfusion is multiplied by at evenly spaced dead fractions from 0 to 1."""
    if not isinstance(perfusion, PerfusionFollowsDamage):
        return np.array([1.0, 0.0])
    return np.interp(np.linspace(0, 1, DEAD_FRACTIONS), perfusion.dead_fraction, perfusion.factor)


def solid_of(scenario: Scenario, grid: Grid, boils: bool) -> Solid | None:
    """Divide the space around the probe and fill it with tissues, where the scenario needs three dimensions."""
    if not needs_three_dimensions(scenario):
        return None
    check_probe_among_voxels(scenario)
    around = wedges(scenario.numerics.theta_cells, closed=not is_mirrored(scenario))
    tissues = material_tissues(scenario)
    tables = tuple(tables_for(tissue, boils) for tissue in tissues)
    found = vessel_exchange(scenario, grid, around.face)
    vessels = Vessels(found.conductance * around.copies, found.blood_c, found.inside)
    sampled = sample_materials(scenario, grid, around.face)
    check_volumes_are_met(scenario, np.union1d(sampled.material, sampled.ids))
    return Solid(around, tissues, tables, sampled, vessels)


def tables_for(tissue: Tissue, boils: bool) -> Tables:
    """Sample a tissue's thermal properties, with boiling where it is to be followed."""
    return property_tables(tissue.conductivity_w_m_k, tissue.heat_capacity_j_kg_k, tissue.boiling if boils else None)


def held_beyond(scenario: Scenario, boiling: Boiling) -> bool:
    """Tell whether a tip is held where tissue boils."""
    return scenario.source == "held" and scenario.protocol.set_c > boiling.from_c


def rate_bound(phase: Phase, tables: tuple[Tables, ...]) -> float:
    """Bound the fastest rate at which heat flows, 1/s, whatever temperature does to the tissue."""
    factor: float | Array = 1.0
    if phase.laws is not None:
        fastest = [each.fastest / each.most for each in tables]
        factor = np.array([*fastest, 1.0, 1.0])[phase.laws.material]  # metal and walls of one value come last
    if phase.turn is not None:
        return fastest_rate_around(phase.network, phase.turn, factor)
    return fastest_rate(phase.network, factor)


def fastest_of(held: Phase, free: Phase, tables: tuple[Tables, ...]) -> float:
    """Bound the fastest rate of both phases, 1/s."""
    fastest = rate_bound(held, tables)
    return fastest if free.network is held.network else max(fastest, rate_bound(free, tables))


def start_content(start: Array, phase: Phase, tables: tuple[Tables, ...]) -> Array:
    """Return the heat content at the start, °C over points."""
    content = start.copy()
    if phase.laws is not None:
        for number, each in enumerate(tables):
            here = phase.laws.material == number
            content[here] = content_at(each, start[here])
    return content


def assemble(scenario: Scenario, boils: bool | None = False) -> Problem:
    """Turn a scenario into SI arrays on its grid.

    Parameters
    ----------
    scenario : Scenario
    boils : bool, whether boiling is followed, where the tissue says how it boils; that takes longer. A held tip
        hotter than where boiling begins always follows it. None: as if nothing boiled, however hot it gets

    Returns
    -------
    Problem
    """
    never_boils = boils is None
    boils = scenario.tissue.boiling is not None and bool(boils or held_beyond(scenario, scenario.tissue.boiling))
    form, tables = form_of(scenario), tables_for(scenario.tissue, boils)
    grid = form.grid
    rows, criterion_row = damage_rows(scenario.criteria)
    solid = solid_of(scenario, grid, boils)
    around, of_tissues = (None, (tables,)) if solid is None else (solid.around, solid.tables)
    held, free = phases(ground_of(scenario, tables, solid))
    start = start_temperature(scenario, grid, solid)
    index, weight = couple_stencils(scenario, grid, around)
    return Problem(
        grid=grid,
        probe=form.inside,
        held=held,
        free=free,
        fastest_rate=fastest_of(held, free, of_tissues),
        start_temperature=start,
        start_content=start_content(start, held, of_tissues),
        rows=rows,
        criterion_row=criterion_row,
        stop=stopping_row(scenario, criterion_row),
        perfusion_factor=perfusion_factor(scenario.perfusion),
        couple_index=index,
        couple_weight=weight,
        boils=boils,
        never_boils=never_boils,
        around=around,
        current=current_of(scenario, grid, boils, solid) if scenario.source == "rf" else None,
    )
