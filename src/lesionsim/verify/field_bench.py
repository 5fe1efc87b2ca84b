"""Solve for the electric field with the shipped kernels on any grid, between sides at given potentials."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import Electric, Laws
from lesionsim.problem.current import RESIDUAL, electric_at_rest, laws_of_sigma
from lesionsim.problem.edges import strengthen
from lesionsim.problem.network import Resistances, framed, open_wall, resistances
from lesionsim.scenario.laws import Law, Linear
from lesionsim.verify.bench import wall_points
from lesionsim.verify.exact.arrays import Array

# A tissue whose sigma is told by its temperature: any patchwork of media is a patchwork of temperatures.
TOLD = Linear(value=0.5, at_c=50.0, slope_per_c=0.019)


class Conductor(NamedTuple):
    """A grid of tissue between electrodes: sides of the grid, and cells of metal at 1 V."""

    grid: Grid
    sigma: Law  # S/m, of temperature
    temperature_c: float | Array  # number or (nr, nz) array
    wall_v: Mapping[str, float | Array]  # sides that are electrodes; along one, NaN is insulated
    metal: Array | None = None  # (nr, nz) bool
    edges: tuple[tuple[str, int, int, float], ...] = ()  # (axis, i, j, factor) of faces with a conductance of their own


class Field(NamedTuple):
    """What the kernels found."""

    solved: bool
    potential: Array  # (nr, nz) V
    joule: Array  # (nr, nz) W
    heat_w: float
    current_a: dict[str, float]  # from each side into the tissue


def temperature_of(conductivity_s_m: float | Array) -> Array:
    """Give the temperature at which `TOLD` has a conductivity, °C."""
    return TOLD.at_c + (np.asarray(conductivity_s_m, float) / TOLD.value - 1.0) / TOLD.slope_per_c


def electric_half(conductor: Conductor) -> Resistances:
    """Open the sides that are electrodes, close metal to itself, and correct the faces at edges."""
    half = resistances(conductor.grid)
    for side, volt in conductor.wall_v.items():
        half = open_wall(half, side, np.where(np.isnan(volt), np.inf, 0.0))
    if conductor.metal is not None:
        inside = framed(conductor.metal.astype(float), 0.0) > 0
        next_r, next_z = np.roll(inside, -1, axis=0), np.roll(inside, -1, axis=1)
        half.r_before[inside] = np.where(next_r, np.inf, 0.0)[inside]
        half.z_before[inside] = np.where(next_z, np.inf, 0.0)[inside]
        half.r_after[next_r & ~inside] = half.z_after[next_z & ~inside] = 0.0
    strengthen_edges(half, conductor)
    return half


def strengthen_edges(half: Resistances, conductor: Conductor) -> None:
    """Multiply the conductances of the faces at edges, in place."""
    for axis, i, j, factor in conductor.edges:
        before, after = (half.r_before, half.r_after) if axis == "r" else (half.z_before, half.z_after)
        strengthen(before, after, (i, j), factor)


def prepared(conductor: Conductor) -> tuple[Electric, Laws]:
    """Allocate the field with its electrodes, and the laws of sigma."""
    grid = conductor.grid
    metal = np.zeros(grid.volume.shape, dtype=bool) if conductor.metal is None else conductor.metal
    laws = laws_of_sigma(conductor.sigma, electric_half(conductor))
    electric = electric_at_rest(grid, metal, laws)
    for side, volt in conductor.wall_v.items():
        electric.potential[wall_points(grid, side)[0]] = np.nan_to_num(volt)
    size = np.max(grid.volume) ** (1 / 3) if grid.z.size > 1 else grid.r[0] * 1e-2
    return electric._replace(tolerance=float(RESIDUAL * np.max(laws.tables[0]) * min(size, grid.r_face[-1]))), laws


def solve(conductor: Conductor) -> Field:
    """Solve for the field of a conductor."""
    from lesionsim.kernels.single import solve_once

    grid = conductor.grid
    electric, laws = prepared(conductor)
    points = framed(np.broadcast_to(conductor.temperature_c, grid.volume.shape), 0.0).ravel()
    solved, heat_w = solve_once(electric, laws, grid.z.size + 2, None, points)
    shape = (grid.r.size + 2, grid.z.size + 2)
    current = {}
    for side in conductor.wall_v:
        wall, tissue, face = wall_points(grid, side)
        drop = electric.potential[wall] - electric.potential[tissue]
        current[side] = float(np.sum(electric.conductance[face] * drop))
    potential, joule = (array.reshape(shape)[1:-1, 1:-1].copy() for array in (electric.potential, electric.joule))
    return Field(bool(solved), potential, joule, float(heat_w), current)
