"""Blood vessels on the grid: heat passes their walls in proportion to the difference from the blood's temperature.

The wall is covered with small patches; each counts for the cell that its middle lies in, so the whole area is exact.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.grid.shapes import Grid
from lesionsim.grid.solids import Places, distance_mm
from lesionsim.problem.portions import covered_by
from lesionsim.problem.subcells import Key, Lattice, cell_of, key_of, lattice_of, middles, reach
from lesionsim.problem.voxels import Stamp, stamps_of
from lesionsim.scenario.anatomy import Body
from lesionsim.scenario.placement import Placement
from lesionsim.scenario.scenario import Scenario
from lesionsim.scenario.vessel import Vessel
from lesionsim.scenario.voxels import Voxels

Array = np.ndarray
KEPT = 8  # vessels on a grid that are remembered
AROUND = 64  # patches around a vessel
PATCH_MM = 0.05  # length of a patch along it
MOST_ALONG = 4000


class VesselExchange(NamedTuple):
    """What vessels exchange with each cell; all arrays (nr, nt, nz)."""

    conductance: Array  # W/K, to the blood of all vessels whose wall passes the cell
    blood_c: Array  # °C, its temperature, weighted where two vessels pass; inside a vessel that of its blood
    inside: Array  # bool, cells that lie wholly inside a vessel


def vessel_exchange(scenario: Scenario, grid: Grid, theta_face: Array) -> VesselExchange:
    """Return how much heat each cell exchanges with the blood in vessels, per kelvin.

    A cell wholly inside a vessel has the blood's temperature and no wall in it: nothing should flow between it and
    its neighbours but what the wall lets through, which these cells' `conductance` already tells.

    Parameters
    ----------
    grid : cylindrical Grid, m
    theta_face : (nt + 1,) increasing array, radians; on half a circle half the wall counts

    Returns
    -------
    VesselExchange; read-only arrays
    """
    return remembered(scenario.anatomy, scenario.placement, key_of(grid, theta_face), stamps_of(scenario.anatomy))


@lru_cache(maxsize=KEPT)
def remembered(anatomy: tuple[Body, ...], placement: Placement, key: Key, _stamps: tuple[Stamp, ...]) -> VesselExchange:
    """Compute the exchange on a grid told by its key; stamps tell whether files changed."""
    found = exchange(anatomy, lattice_of(key, placement))
    for array in found:
        array.setflags(write=False)
    return found


def exchange(anatomy: tuple[Body, ...], lattice: Lattice) -> VesselExchange:
    """Add up the walls of all vessels; bodies that come later in the anatomy hide what lies in them."""
    conductance, weighted = np.zeros(lattice.shape), np.zeros(lattice.shape)
    warmth, inside = np.zeros(lattice.shape), np.zeros(lattice.shape, dtype=bool)
    for number, body in enumerate(anatomy):
        within = np.broadcast_to(filled_by(body, lattice), lattice.shape)
        inside = np.where(within, isinstance(body, Vessel), inside)
        if isinstance(body, Vessel):
            own = body.heat_transfer_w_m2_k * wall_area(body, anatomy[number + 1 :], lattice)
            conductance, weighted = conductance + own, weighted + own * body.temperature_c
            warmth = np.where(within, body.temperature_c, warmth)
    blood = np.divide(weighted, conductance, out=np.where(inside, warmth, 0.0), where=conductance > 0)
    return VesselExchange(conductance, blood, inside)


def filled_by(body: Body, lattice: Lattice) -> Array:
    """Tell which cells lie wholly in a body; of voxels, which have their middle in it."""
    if isinstance(body, Voxels):
        return covered_by(body, middles(lattice))
    return np.asarray(distance_mm(body, middles(lattice)) < -reach(lattice))


def wall_area(vessel: Vessel, later: tuple[Body, ...], lattice: Lattice) -> Array:
    """Return the area of a vessel's wall in each cell, m2, where no later body hides it."""
    places, area = patches(vessel)
    seen = np.ones(places[0].size, dtype=bool)
    for body in later:
        seen &= ~covered_by(body, places)
    cells, inside = cell_of(lattice, places)
    counted = seen & inside
    count = np.bincount(cells[counted], minlength=math.prod(lattice.shape))
    return count.reshape(lattice.shape) * (area * units.M_PER_MM**2)


def patches(vessel: Vessel) -> tuple[Places, float]:
    """Return the middles of equal patches of a vessel's wall, mm, and the area of each, mm2."""
    axis = np.subtract(vessel.end_mm, vessel.start_mm)
    length = float(np.linalg.norm(axis))
    along = min(max(math.ceil(length / PATCH_MM), AROUND), MOST_ALONG)
    first, second = across(axis / length)
    angle = 2 * np.pi * (np.arange(AROUND) + 0.5) / AROUND
    ring = vessel.radius_mm * (np.cos(angle)[:, None] * first + np.sin(angle)[:, None] * second)
    line = vessel.start_mm + axis * ((np.arange(along) + 0.5) / along)[:, None]
    x, y, z = (ring[:, None, :] + line).reshape(-1, 3).T
    return (x, y, z), 2 * np.pi * vessel.radius_mm * length / (along * AROUND)


def across(direction: Array) -> tuple[Array, Array]:
    """Return two directions at right angles to one, and to each other."""
    least = np.eye(3)[int(np.argmin(np.abs(direction)))]
    first = np.cross(direction, least)
    first /= np.linalg.norm(first)
    return first, np.cross(direction, first)
