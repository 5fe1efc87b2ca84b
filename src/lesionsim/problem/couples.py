"""Where thermocouples read: the points around each, and their weights."""

import math

import numpy as np

from lesionsim import units
from lesionsim.grid.around import Wedges
from lesionsim.grid.shapes import Grid
from lesionsim.grid.stencil import ProbeLines, Stencils, stencils
from lesionsim.grid.stencil_around import stencils_around
from lesionsim.scenario.scenario import Scenario


def couple_stencils(scenario: Scenario, grid: Grid, around: Wedges | None) -> Stencils:
    """Return the points and weights of every thermocouple: 16 each, in three dimensions 64."""
    radius, walls = scenario.probe.radius_mm * units.M_PER_MM, scenario.domain.outer_wall == "held"
    lines = ProbeLines(grid.r, grid.z, grid.r_face, grid.z_face, radius, walls)
    couples = scenario.thermocouples
    places = np.array([(each.r_mm, each.z_mm) for each in couples]).reshape(-1, 2) * units.M_PER_MM
    if around is None:
        return stencils(lines, places)
    theta = np.array([math.radians(each.azimuth_deg) for each in couples])
    return stencils_around(lines, around, np.column_stack([places, theta]))
