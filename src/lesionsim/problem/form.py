"""What follows from the sizes of probe, domain and cells alone: made once for all runs that share them.

Kernels write into none of these arrays, and nobody else may.
"""

from functools import lru_cache
from typing import NamedTuple

from lesionsim import units
from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import Grid, cylindrical
from lesionsim.kernels.arrays import Array, Walls
from lesionsim.problem.metal import has_metal
from lesionsim.problem.network import Resistances, resistances
from lesionsim.problem.probe import inside_probe, open_outer, probe_openings, probe_walls, while_held
from lesionsim.scenario.domain import Domain
from lesionsim.scenario.scenario import Scenario

KEPT = 16  # a form takes about 0.3 MB on the default grid
KEPT_GRIDS = 32


class Sizes(NamedTuple):
    """What a grid follows from."""

    radius_mm: float
    tip_length_mm: float
    domain: Domain
    first_cell_mm: float
    growth: float


class Form(NamedTuple):
    """A grid with its walls, and what lies between its cells where the probe carries no heat."""

    grid: Grid
    inside: Array  # (nr, nz) bool, cells inside the probe
    half: Resistances  # between cells, with the outer wall as the scenario wants it
    walls: Walls
    held_walls: Walls  # while the tip's surface is prescribed
    held: Resistances  # with the tip's surface at the probe cells' temperature
    sealed: Resistances  # with an adiabatic probe


def sizes_of(scenario: Scenario) -> Sizes:
    """Collect what a scenario's grid follows from."""
    probe, numerics = scenario.probe, scenario.numerics
    return Sizes(probe.radius_mm, probe.tip_length_mm, scenario.domain, numerics.first_cell_mm, numerics.growth)


def probe_grid(scenario: Scenario) -> Grid:
    """Make the graded (r, z) grid that fits the scenario's probe and domain."""
    return grid_of(sizes_of(scenario))


@lru_cache(maxsize=KEPT_GRIDS)
def grid_of(sizes: Sizes) -> Grid:
    """Make the graded (r, z) grid of some sizes."""
    tip, h0, domain = sizes.tip_length_mm * units.M_PER_MM, sizes.first_cell_mm * units.M_PER_MM, sizes.domain
    behind = tip + domain.shaft_mm * units.M_PER_MM
    radius = sizes.radius_mm * units.M_PER_MM
    r = radial_faces(radius, domain.radius_mm * units.M_PER_MM, h0, sizes.growth)
    return cylindrical(r, axial_faces(domain.ahead_mm * units.M_PER_MM, tip, behind, h0, sizes.growth), radius)


def form_of(scenario: Scenario) -> Form:
    """Return what a scenario's sizes decide."""
    return form_with(sizes_of(scenario), has_metal(scenario))


@lru_cache(maxsize=KEPT)
def form_with(sizes: Sizes, metal: bool) -> Form:
    """Return what sizes decide, the probe's cells being metal or not."""
    grid, radius, tip = grid_of(sizes), sizes.radius_mm * units.M_PER_MM, sizes.tip_length_mm * units.M_PER_MM
    outer_open = sizes.domain.outer_wall == "held"
    half = open_outer(resistances(grid)) if outer_open else resistances(grid)
    walls = probe_walls(grid, radius, tip, outer_open, metal)
    held, sealed = (half, half) if metal else probe_openings(half, grid, radius, tip)
    return Form(grid, inside_probe(grid, radius), half, walls, while_held(walls), held, sealed)
