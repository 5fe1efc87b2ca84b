"""The probe as metal: cells that store and conduct heat, and what heat must pass between metal and tissue.

A tube is told by its share of the cross-section: it stores and conducts along the probe that much less. Across it
metal is so much better a conductor than tissue that its temperature is one.
"""

import math
from typing import NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import NEAR, SURFACE, Walls
from lesionsim.problem.edges import sharpen_end
from lesionsim.problem.network import Medium, Resistances
from lesionsim.problem.probe import first_outside, inside_probe, point_of
from lesionsim.scenario.probe import Probe
from lesionsim.scenario.scenario import Scenario

Array = np.ndarray
NOTHING = np.zeros((3, 0), dtype=np.int64)


def has_metal(scenario: Scenario) -> bool:
    """Tell whether the probe's cells conduct heat."""
    return scenario.source == "rf" or scenario.probe.shaft == "metal"


def share_of_metal(probe: Probe) -> float:
    """Return the part of the probe's cross-section that is metal."""
    wall = probe.metal.wall_mm
    return 1.0 if wall is None else 1.0 - max(0.0, 1.0 - wall / probe.radius_mm) ** 2


def medium_with_metal(probe: Probe, grid: Grid, tissue: Medium) -> Medium:
    """Fill the probe's cells with metal."""
    metal, share = probe.metal, share_of_metal(probe)
    inside = inside_probe(grid, probe.radius_mm * units.M_PER_MM)
    return Medium(
        conductivity=np.where(inside, metal.conductivity_w_m_k, tissue.conductivity),
        heat_capacity=np.where(inside, share * metal.density_kg_m3 * metal.heat_capacity_j_kg_k, tissue.heat_capacity),
        perfusion=np.where(inside, 0.0, tissue.perfusion),
        heat=np.where(inside, 0.0, tissue.heat),
    )


class Between(NamedTuple):
    """The faces between metal and tissue: index arrays into the half resistances, and what lies between, K/W."""

    side: tuple[int, Array]  # row of points of the last metal cells, columns
    side_k_w: Array
    end: tuple[Array, int]  # rows, column of points of the tissue below
    end_k_w: Array


def between(probe: Probe, grid: Grid) -> Between:
    """Find the faces between metal and tissue; contact at the bare tip and the sleeve behind it resist."""
    radius = probe.radius_mm * units.M_PER_MM
    i, j = first_outside(grid, radius), int(np.searchsorted(grid.z, 0.0))
    z, length = grid.z[j:], np.diff(grid.z_face)[j:]
    contact = 0.0 if probe.contact_w_m2_k is None else 1.0 / probe.contact_w_m2_k
    bare = z < probe.tip_length_mm * units.M_PER_MM
    side = np.where(bare, contact / (2 * math.pi * radius * length), sleeve_k_m_w(probe) / length)
    end = contact / (math.pi * np.diff(grid.r_face**2)[:i])
    return Between((i, np.arange(j, grid.z.size) + 1), side, (np.arange(i) + 1, j), end)


def sleeve_k_m_w(probe: Probe) -> float:
    """Return the resistance of one metre of sleeve, K m/W."""
    sleeve = probe.sleeve
    if sleeve is None:
        return 0.0
    return math.log1p(sleeve.thickness_mm / probe.radius_mm) / (2 * math.pi * sleeve.conductivity_w_m_k)


def metal_resistances(half: Resistances, probe: Probe, grid: Grid) -> Resistances:
    """Let a tube conduct less along, and put contact and sleeve between metal and tissue."""
    changed = Resistances(*(array.copy() for array in half))
    inside = inside_probe(grid, probe.radius_mm * units.M_PER_MM)
    changed.z_before[1:-1, 1:-1][inside] /= share_of_metal(probe)
    changed.z_after[1:-1, :-2][inside] /= share_of_metal(probe)
    faces, k = between(probe, grid), probe.metal.conductivity_w_m_k
    changed.r_before[faces.side] += k * faces.side_k_w
    changed.z_after[faces.end] += k * faces.end_k_w
    return changed


def held_resistances(half: Resistances, probe: Probe, grid: Grid) -> Resistances:
    """Let the tip's metal be at one prescribed temperature up to its surface; its points have unit conductivity."""
    changed = metal_resistances(half, probe, grid)
    i, j = first_outside(grid, probe.radius_mm * units.M_PER_MM), int(np.searchsorted(grid.z, 0.0))
    last = int(np.searchsorted(grid.z, probe.tip_length_mm * units.M_PER_MM))
    faces, bare = between(probe, grid), slice(0, last - j)
    changed.r_before[i, faces.side[1][bare]] = faces.side_k_w[bare]
    changed.z_after[faces.end] = faces.end_k_w
    changed.z_before[1 : i + 1, last] = 0.0
    if probe.contact_w_m2_k is None:
        sharpen_end(changed, grid, i, j)
    return changed


def tip_metal(probe: Probe, grid: Grid) -> Array:
    """Mark the cells of the bare tip's metal."""
    bare = grid.z[None, :] < probe.tip_length_mm * units.M_PER_MM
    return inside_probe(grid, probe.radius_mm * units.M_PER_MM) & bare


def metal_walls(walls: Walls, half: Resistances, conductivity: Array) -> Walls:
    """Let the surface's temperature be that of the tissue at it: metal and tissue share the drop between their centres.

    Parameters
    ----------
    walls : of the probe; rows of `surface` name metal and tissue points
    conductivity : (nr + 2, nz + 2) array, W/m/K, of every point
    """
    shape = conductivity.shape
    wall, near = (np.unravel_index(walls.surface[row], shape) for row in (SURFACE, NEAR))
    on_side = wall[1] == near[1]
    metal = np.where(on_side, half.r_before[wall], half.z_after[near]) / conductivity[wall]
    tissue = np.where(on_side, half.r_after[wall], half.z_before[near]) / conductivity[near]
    surface = np.stack([walls.surface[SURFACE], walls.surface[NEAR], walls.surface[SURFACE]])
    return walls._replace(surface=surface, near_weight=metal / (metal + tissue))


def held_walls(walls: Walls, probe: Probe, grid: Grid) -> Walls:
    """Let a held tip give heat to its shaft too, and hold all of its metal."""
    i = first_outside(grid, probe.radius_mm * units.M_PER_MM)
    last = int(np.searchsorted(grid.z, probe.tip_length_mm * units.M_PER_MM))
    behind = point_of(grid, np.arange(i), last)
    points = int(point_of(grid, grid.r.size, grid.z.size)) + 1
    shaft = np.stack([behind - 1, behind, points + behind - 1])
    rows, columns = np.nonzero(tip_metal(probe, grid))
    inner = np.setdiff1d(point_of(grid, rows, columns), walls.hold)
    return walls._replace(tip=np.concatenate([walls.tip, shaft], axis=1), hold=np.concatenate([walls.hold, inner]))


def without_tip(walls: Walls) -> Walls:
    """Let no heat come from the tip, where its metal is one with the rest."""
    return walls._replace(tip=NOTHING)
