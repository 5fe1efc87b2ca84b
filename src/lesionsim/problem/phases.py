"""The network while the tip is held, and while it is not, with the laws of its materials and its walls."""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import Laws, Network, Turn, Walls
from lesionsim.problem.around import (
    Faces,
    Followed,
    Halves,
    conductances_of,
    faces_around,
    laws_around,
    network_around,
    turn_of,
    walls_around,
    without,
)
from lesionsim.problem.form import Form, form_of
from lesionsim.problem.laws import COLDEST_C, STEP_C, Tables, lengthened, of_one_value
from lesionsim.problem.metal import (
    has_metal,
    held_resistances,
    held_walls,
    medium_with_metal,
    metal_resistances,
    metal_walls,
    tip_metal,
    without_tip,
)
from lesionsim.problem.network import Medium, Resistances, framed, network
from lesionsim.problem.solid import Solid, heat_halves, medium_of_tissues, with_metal
from lesionsim.scenario.protocol import Cooldown
from lesionsim.scenario.scenario import Scenario

Array = np.ndarray
TISSUE, METAL, UNIT = range(3)  # materials of Laws; the last conducts 1 W/m/K


class Phase(NamedTuple):
    """What heat flows through for a while."""

    network: Network
    turn: Turn | None  # None where nothing changes around the axis
    laws: Laws | None
    walls: Walls


class Ground(NamedTuple):
    """What both phases have in common."""

    scenario: Scenario
    form: Form
    medium: Medium  # of tissue
    tables: Tables
    solid: Solid | None = None  # in three dimensions

    @property
    def grid(self) -> Grid:
        """The grid."""
        return self.form.grid

    @property
    def half(self) -> Resistances:
        """What lies between cells, with the outer wall as the scenario wants it."""
        return self.form.half

    @property
    def walls(self) -> Walls:
        """Probe and outer boundary."""
        return self.form.walls


def medium_of(scenario: Scenario, conductivity: float, heat_capacity: float) -> Medium:
    """Return the tissue's constant properties in SI units."""
    tissue, blood = scenario.tissue, scenario.blood
    return Medium(
        conductivity=conductivity,
        heat_capacity=tissue.density_kg_m3 * heat_capacity,
        perfusion=tissue.perfusion_per_s * blood.density_kg_m3 * blood.heat_capacity_j_kg_k,
        heat=tissue.metabolic_heat_w_kg * tissue.density_kg_m3,
    )


def ground_of(scenario: Scenario, tables: Tables, solid: Solid | None = None) -> Ground:
    """Collect what both phases need."""
    medium = medium_of(scenario, tables.most, tables.heat_capacity)
    return Ground(scenario, form_of(scenario), medium, tables, solid)


def phases(ground: Ground) -> tuple[Phase, Phase]:
    """Build what holds while the tip is held and while it is not; with current both are the same."""
    if ground.scenario.source == "rf":
        both = free_metal(ground)
        return both, both
    if has_metal(ground.scenario):
        held, free = held_metal(ground), free_metal(ground)
        return held, free._replace(walls=without_tip(free.walls))
    return without_metal(ground)


def without_metal(ground: Ground) -> tuple[Phase, Phase]:
    """Build both phases of a probe whose cells carry no heat: a held surface, then an adiabatic one."""
    form, outside = ground.form, ~ground.form.inside
    first = phase(ground, form.held, ground.medium, outside, form.held_walls)
    if not cools_down(ground.scenario):
        return first, first._replace(walls=ground.walls)
    return first, phase(ground, form.sealed, ground.medium, outside, ground.walls)


def free_metal(ground: Ground) -> Phase:
    """Build the phase in which all metal takes part."""
    probe = ground.scenario.probe
    half = metal_resistances(ground.half, probe, ground.grid)
    return phase(ground, half, medium_with_metal(probe, ground.grid, ground.medium), True, ground.walls)


def held_metal(ground: Ground) -> Phase:
    """Build the phase in which the tip's metal is held and that of the shaft conducts."""
    probe, grid = ground.scenario.probe, ground.grid
    half = held_resistances(ground.half, probe, grid)
    walls = held_walls(ground.walls, probe, grid)
    return phase(ground, half, medium_with_metal(probe, grid, ground.medium), ~tip_metal(probe, grid), walls)


def phase(ground: Ground, half: Resistances, medium: Medium, takes_part: Array | bool, walls: Walls) -> Phase:
    """Build network, laws and walls from half resistances; the surface of metal follows from both sides."""
    if has_metal(ground.scenario):
        conductivity = framed(np.broadcast_to(medium.conductivity, ground.grid.volume.shape), 1.0)
        walls = metal_walls(walls, half, np.where(materials(ground, takes_part) == UNIT, 1.0, conductivity))
    if ground.solid is not None:
        return phase_around(ground, ground.solid, half, medium, takes_part)._replace(
            walls=walls_around(walls, ground.grid, ground.solid.around)
        )
    net = network(ground.grid, half, medium, ground.scenario.blood.temperature_c, takes_part)
    return Phase(net, None, laws_of(ground, half, takes_part), walls)


def phase_around(ground: Ground, solid: Solid, half: Resistances, medium: Medium, takes_part: Array | bool) -> Phase:
    """Build network and laws in three dimensions; of `medium`, in (r, z), the metal is taken."""
    grid, scenario, around = ground.grid, ground.scenario, solid.around
    part = np.broadcast_to(takes_part, grid.volume.shape)
    inside = ground.form.inside
    tissues, metal = medium_of_tissues(solid, scenario.blood), None
    if has_metal(scenario):
        of_metal = Medium(*(float(np.broadcast_to(each, inside.shape)[inside][0]) for each in medium))
        tissues, metal = with_metal(tissues, of_metal, inside), float(of_metal.conductivity)
    halves = heat_halves(solid, grid, part, inside, metal)
    faces = faces_around(half, grid, around, ~part)
    conductance = conductances_of(faces, halves, around.closed)
    conductance = without(conductance, solid.vessels.inside, around.closed)
    net = network_around(grid, around, conductance, tissues, scenario.blood.temperature_c, part, solid.vessels)
    laws = None if all(tables.constant for tables in solid.tables) else thermal_laws(ground, solid, faces, halves, part)
    return Phase(net, turn_of(grid, around), laws, ground.walls)


def thermal_laws(ground: Ground, solid: Solid, faces: Faces, halves: Halves, takes_part: Array) -> Laws:
    """Return the laws of tissues, metal and unit walls in three dimensions; mixtures are judged at their largest k."""
    size = max(tables.conductivity.size for tables in solid.tables)
    rows = [row for tables in solid.tables for row in lengthened(tables, size)]
    for conductivity in (ground.scenario.probe.metal.conductivity_w_m_k, 1.0):
        rows += of_one_value(conductivity, size)
    inside = ground.form.inside[:, None, :]
    tissues = len(solid.tissues)
    material = np.where(takes_part[:, None, :], np.where(inside, tissues, solid.sampled.material), tissues + 1)
    reference = np.array([row.max() for row in rows[::2]])
    return laws_around(
        faces, halves, material, Followed(np.stack(rows), reference, COLDEST_C, STEP_C), solid.around.closed
    )


def materials(ground: Ground, takes_part: Array | bool) -> Array:
    """Tell what each point is made of: wall points, whose resistances are for unit conductivity, are UNIT."""
    inside = ground.form.inside
    part = np.broadcast_to(takes_part, inside.shape)
    return framed(np.where(part, np.where(inside, METAL, TISSUE), UNIT), UNIT).astype(np.int64)


def laws_of(ground: Ground, half: Resistances, takes_part: Array | bool) -> Laws | None:
    """Return the laws of all materials; None where all properties are constant."""
    tables, metal = ground.tables, ground.scenario.probe.metal
    if tables.constant:
        return None
    before = np.concatenate([half.r_before.ravel(), half.z_before.ravel()])
    after = np.concatenate([half.r_after.ravel(), half.z_after.ravel()])
    rows = [tables.conductivity, tables.temperature]
    for conductivity in (metal.conductivity_w_m_k, 1.0):
        rows += of_one_value(conductivity, tables.conductivity.size)
    return Laws(np.stack([before, after]), np.stack(rows), COLDEST_C, STEP_C, materials(ground, takes_part).ravel())


def cools_down(scenario: Scenario) -> bool:
    """Tell whether the tip is ever let go."""
    return any(isinstance(step, Cooldown) for step in scenario.protocol.steps)
