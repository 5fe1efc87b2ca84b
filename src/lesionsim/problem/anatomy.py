"""Anatomy on the grid around the probe: which material fills which cell, and what that makes of its properties.

Cells that a surface passes are divided into small parts, each with the share of every material in it (`coats`).
A property per volume is the mean over the parts. A conductivity is told for each half of a cell and each direction:
parts one behind the other are in series, lines of them side by side in parallel.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.grid.solids import Places, distance_mm, sheets_mm
from lesionsim.problem.coats import Coat, Mixture, coat_of, painted
from lesionsim.problem.portions import labelled
from lesionsim.problem.subcells import Key, Lattice, Parts, chosen, key_of, lattice_of, middles, parts_of, reach
from lesionsim.problem.voxels import Stamp, label_at, read_voxels, stamps_of
from lesionsim.scenario.anatomy import Body
from lesionsim.scenario.placement import Placement
from lesionsim.scenario.scenario import Scenario
from lesionsim.scenario.tissue import Tissue
from lesionsim.scenario.vessel import Vessel
from lesionsim.scenario.voxels import Voxels

Array = np.ndarray
Halves = tuple[Array, Array, Array, Array, Array, Array]
KEPT = 8  # sampled geometries that are remembered
MARGIN = 1.05  # cells a little farther from a surface than their own size are divided too
PARTS = 4


class Sampled(NamedTuple):
    """Which material is where.

    Material 0 is the scenario's tissue, i + 1 that of `anatomy[i]`; the labels of voxels come last.
    """

    material: Array  # (nr, nt, nz) int, at the middle of each cell
    cut: Array  # (c,) flat numbers of the cells with more than one material
    ids: Array  # (c, p, p, p) int, the material of each part of these cells, or the one that fills most of it
    mixed: Array  # (k,) flat numbers of the parts that a surface passes
    share: Array  # (k, materials) what these parts hold
    aligned: Array  # (3, k) squared cosines between the surface's normal there and r, theta, z
    volume_share: Array  # (c, p) of a cell's volume in each ring of parts; even over theta and z
    series_share: Array  # (c, p) of a cell's resistance along r, and of its conductance around the axis


def material_tissues(scenario: Scenario) -> tuple[Tissue, ...]:
    """Return the tissue of each material, those of voxels last; inside a vessel it is that of the scenario."""
    of_bodies = (scenario.tissue if isinstance(body, Vessel | Voxels) else body.tissue for body in scenario.anatomy)
    return scenario.tissue, *of_bodies, *(each.tissue for _, each in labelled(scenario.anatomy))


def sample_materials(scenario: Scenario, grid: Grid, theta_face: Array, parts: int = PARTS) -> Sampled:
    """Tell which material fills which cell of the grid around the probe, and what cells on a surface hold.

    Parameters
    ----------
    grid : cylindrical Grid, m
    theta_face : (nt + 1,) increasing array, radians
    parts : int, even; into how many parts cells on a surface are divided in each direction

    Returns
    -------
    Sampled; its arrays are kept for the next run with this geometry, so they are read-only
    """
    key = key_of(grid, theta_face)
    return remembered(scenario.anatomy, scenario.placement, key, parts, stamps_of(scenario.anatomy))


@lru_cache(maxsize=KEPT)
def remembered(
    anatomy: tuple[Body, ...], placement: Placement, key: Key, parts: int, _stamps: tuple[Stamp, ...]
) -> Sampled:
    """Sample an anatomy on a grid told by its key; stamps tell whether files changed."""
    found = sampled(anatomy, lattice_of(key, placement), parts)
    for array in found:
        array.setflags(write=False)
    return found


def sampled(anatomy: tuple[Body, ...], lattice: Lattice, parts: int) -> Sampled:
    """Find the cells that surfaces pass, and paint all bodies on their parts."""
    places, size = middles(lattice), reach(lattice) * MARGIN
    distances = [np.broadcast_to(bound_mm(body, places), lattice.shape) for body in anatomy]
    material, near = np.zeros(lattice.shape, dtype=np.int64), np.zeros(lattice.shape, dtype=bool)
    for number, distance in enumerate(distances, start=1):
        material[distance < 0] = number
        near |= np.abs(distance) < size
    cells = np.flatnonzero(near)
    divided = parts_of(lattice, cells, parts)
    coats: list[Coat] = []
    for number, (body, distance) in enumerate(zip(anatomy, distances, strict=True)):
        own, bound = distance.ravel()[cells], size.ravel()[cells]
        rows, whole = np.flatnonzero(np.abs(own) < bound), np.flatnonzero(own <= -bound)
        some = divided if rows.size == cells.size else chosen(divided, rows)
        if isinstance(body, Voxels):
            coats += coats_of_voxels(body, number, anatomy, some, rows)
        else:
            coats.append(coat_of(number + 1, sheets_mm(body, places_of(some)), some, rows, whole))
    mixture = painted(coats, divided.shape, 1 + len(anatomy) + len(labelled(anatomy)))
    return kept(material, cells, mixture, divided)


def places_of(parts: Parts) -> Places:
    """Return the middles of parts, mm."""
    return parts.x, parts.y, parts.z


def bound_mm(body: Body, places: Places) -> Array:
    """Return the distance of places from a body's surface; anywhere among voxels there may be one."""
    return np.zeros(()) if isinstance(body, Voxels) else distance_mm(body, places)


def coats_of_voxels(body: Voxels, number: int, anatomy: tuple[Body, ...], parts: Parts, rows: Array) -> list[Coat]:
    """Return one coat for each label of a volume; voxels have no smooth surface, so each part is of one material."""
    coats, none = [], np.zeros(0, dtype=np.int64)
    label = np.broadcast_to(label_at(read_voxels(body), places_of(parts)), parts.shape)
    there = set(np.flatnonzero(np.bincount(label.ravel() + 1)) - 1)
    for material, (owner, each) in enumerate(labelled(anatomy), start=1 + len(anatomy)):
        if owner == number and each.label in there:
            solid = label == int(each.label)
            coats.append(Coat(material, rows, solid, none, none, np.zeros(0), np.zeros((3, 0))))
    return coats


def kept(material: Array, cells: Array, mixture: Mixture, parts: Parts) -> Sampled:
    """Leave out the cells that turn out to be of one material."""
    number = mixture.ids[0].size if cells.size else 1
    whole = np.all(mixture.ids == mixture.ids[:, :1, :1, :1], axis=(1, 2, 3))
    of_mixed = mixture.mixed // number
    whole[of_mixed] = False
    material.ravel()[cells[whole]] = mixture.ids[whole, 0, 0, 0]
    row = np.cumsum(~whole) - 1
    mixed = row[of_mixed] * number + mixture.mixed % number
    return Sampled(
        material, cells[~whole], mixture.ids[~whole], mixed, mixture.share, mixture.normal**2,
        parts.volume_share[~whole], parts.series_share[~whole],
    )  # fmt: skip


def volume_mean(sampled: Sampled, values: Array) -> Array:
    """Average a property over the volume of each cell.

    Parameters
    ----------
    sampled : Sampled
    values : (materials,) array

    Returns
    -------
    (nr, nt, nz) array
    """
    mean = np.asarray(values, dtype=float)[sampled.material]
    of_parts = parts_values(sampled, values, sampled.share @ values)
    mean.ravel()[sampled.cut] = np.einsum("cr,crtz->c", sampled.volume_share, of_parts) / of_parts.shape[1] ** 2
    return mean


def parts_values(sampled: Sampled, values: Array, of_mixed: Array) -> Array:
    """Return the value of each part of the cut cells, (c, p, p, p)."""
    of_parts = np.asarray(values, dtype=float)[sampled.ids]
    of_parts.ravel()[sampled.mixed] = of_mixed
    return of_parts


def half_conductivities(sampled: Sampled, values: Array) -> Halves:
    """Return what each half of each cell conducts like, for flow through the face on that side.

    Lines of parts along the flow are in series, side by side they are in parallel. In a part that a surface passes,
    the conductivity along the flow is the harmonic mean across the surface and the arithmetic mean along it.

    Parameters
    ----------
    sampled : Sampled
    values : (materials,) array, all above 0

    Returns
    -------
    six (nr, nt, nz) arrays: halves at the inner and outer r, lower and upper theta, lower and upper z
    """
    arithmetic, harmonic = sampled.share @ values, 1.0 / (sampled.share @ (1.0 / np.asarray(values)))
    of_axes = []
    for axis in range(3):
        of_mixed = arithmetic + sampled.aligned[axis] * (harmonic - arithmetic)
        of_axes.append(both_halves(sampled, axis, parts_values(sampled, values, of_mixed)))
    (inner, outer), (last, next_), (lower, upper) = (
        (in_cells(sampled, values, first), in_cells(sampled, values, second)) for first, second in of_axes
    )
    return inner, outer, last, next_, lower, upper


def both_halves(sampled: Sampled, axis: int, of_parts: Array) -> tuple[Array, Array]:
    """Return the effective conductivity of both halves of the cut cells along one axis, (c,) each.

    Along r parts resist by their share of ln r; lines around the axis count by that share, those along z by area.
    """
    parts = of_parts.shape[1]
    even = np.full(sampled.volume_share.shape, 1.0 / parts)
    along = sampled.series_share if axis == 0 else even
    beside = (even, sampled.series_share, sampled.volume_share)[axis]
    resisting = np.moveaxis(1.0 / of_parts, axis + 1, 1)
    halves = []
    for side in (slice(None, parts // 2), slice(parts // 2, None)):
        weight = along[:, side] / along[:, side].sum(axis=1, keepdims=True)
        lines = 1.0 / np.einsum("ca,cabd->cbd", weight, resisting[:, side])
        halves.append(np.einsum("cb,cbd->c", beside, lines) / parts)
    return halves[0], halves[1]


def in_cells(sampled: Sampled, values: Array, of_cut: Array) -> Array:
    """Return an array over cells: each material's value, and that of the cells that a surface passes."""
    cells = np.asarray(values, dtype=float)[sampled.material]
    cells.ravel()[sampled.cut] = of_cut
    return cells
