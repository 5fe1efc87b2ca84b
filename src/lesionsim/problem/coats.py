"""Paint bodies over each other on parts of cells, with the share of each part that they fill.

A boundary fills a part by the linear measure 0.5 - distance / (width of the part along the boundary's normal): exact
for a plane parallel to a face of the part, and continuous as any boundary moves.
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.solids import Sheets
from lesionsim.problem.subcells import Parts

Array = np.ndarray
NOTHING = 1e-12  # mm; also a share that is none
FEWEST = 2  # parts along each direction
MEAN_OF_BEND = 24  # a parabola's mean over one step is its middle plus so much of its second difference


class Coat(NamedTuple):
    """One body on some of the cells, and what it does to each of their parts."""

    material: int
    rows: Array  # (a,) cells that its surface may pass
    solid: Array  # (a, p, p, p) bool, parts of these wholly inside
    whole: Array  # (b,) other cells that it fills
    mixed: Array  # (k,) flat numbers of parts that the surface passes, among those of all cells
    share: Array  # (k,) of these parts that lies inside
    normal: Array  # (3, k) outward unit vector along r, theta and z


class Mixture(NamedTuple):
    """What fills parts of cells."""

    ids: Array  # (c, p, p, p) int, the material of each part, or the one that fills most of it
    mixed: Array  # (k,) flat numbers of parts with more than one material
    share: Array  # (k, materials) of these
    normal: Array  # (3, k) of the boundary that was painted last


def changes(distance: Array, parts: Parts) -> tuple[Array, Array, Array]:
    """Return how much a distance changes over the length of each part along r, theta and z.

    The change is that of the line of parts through the cell; shapes fit to (a, p, p, p).
    """
    steps = parts.r.shape[1] - 1
    span = parts.r[:, -1:] - parts.r[:, :1]
    across = (distance[:, -1] - distance[:, 0])[:, None] * (parts.size[0] / span)[:, :, None, None]
    around = (distance[:, :, -1:] - distance[:, :, :1]) / steps
    return across, around, (distance[..., -1:] - distance[..., :1]) / steps


class Filling(NamedTuple):
    """How one boundary fills parts: the share behind it, and how the distance changes along each of them.

    Arrays fit to (a, p, p, p).
    """

    behind: Array
    change: tuple[Array, Array, Array]


def bends(distance: Array, parts: int) -> tuple[Array, ...]:
    """Return the second difference of a distance along r, theta and z, from the ends and the middle of each line."""
    if parts == FEWEST:
        return ()
    ends_and_middle = (0, parts // 2 - 1, parts // 2, parts - 1)
    found = []
    for axis in (1, 2, 3):
        if distance.shape[axis] > 1:
            first, before, after, last = (np.take(distance, [i], axis=axis) for i in ends_and_middle)
            found.append(((first - before) + (last - after)) * (4 / (parts * (parts - 2))))
    return tuple(found)


def filling(distance: Array, parts: Parts) -> Filling:
    """Return the share of each part that lies behind a boundary.

    That is 0.5 - distance / width, between 0 and 1: the distance is the mean over the part, so that curved surfaces
    keep their volume, and the width is that of a slab in which places scatter as they do in the part.
    """
    change = changes(distance, parts)
    across, around, along = (each * each for each in change)
    width = np.sqrt((across + around) + along)
    np.maximum(width, NOTHING, out=width)
    mean = distance + sum(bends(distance, parts.r.shape[1])) / MEAN_OF_BEND
    behind = 0.5 - mean / width
    return Filling(np.clip(behind, 0.0, 1.0, out=behind), change)


def coat_of(material: int, sheets: Sheets, parts: Parts, rows: Array, whole: Array) -> Coat:
    """Return the coat of a body whose boundaries are given as distances.

    Boundaries that face each other leave what both leave together; others cut each other at right angles.

    Parameters
    ----------
    sheets : distances of parts from the boundaries, each (a, p, p, p)
    parts : of the cells that the surface may pass
    rows, whole : (a,) and (b,) numbers of these cells, and of others inside
    """
    share: Array | float = 1.0
    fillings: list[Filling] = []
    for facing in sheets:
        several = [filling(distance, parts) for distance in facing]
        left = several[0].behind if len(several) == 1 else np.maximum(several[0].behind + several[1].behind - 1, 0)
        share, fillings = share * left, fillings + several
    share = np.broadcast_to(share, parts.shape)
    flat = share.ravel()
    mixed = np.flatnonzero((flat > 0) & (flat < 1))
    place = np.unravel_index(mixed, share.shape)
    numbers = mixed + (rows[place[0]] - place[0]) * parts.r.shape[1] ** 3
    return Coat(material, rows, share >= 1, whole, numbers, flat[mixed], normal_at(place, fillings, parts))


def normal_at(place: tuple[Array, ...], fillings: list[Filling], parts: Parts) -> Array:
    """Return the unit normal of the last boundary that passes each of some parts, (3, k)."""
    cell, ring = place[:2]
    width, turn, height = parts.size
    length = (width[cell, ring], parts.r[cell, ring] * turn[cell], height[cell])
    normal = np.zeros((3, cell.size))
    for behind, change in fillings:
        passes = np.broadcast_to(behind, parts.shape)[place]
        passed = slice(None) if len(fillings) == 1 else (passes > 0) & (passes < 1)
        for axis, each in enumerate(change):
            spread = np.broadcast_to(each, parts.shape)[place]
            normal[axis, passed] = (spread / length[axis])[passed]
    return normal / np.maximum(np.sqrt(np.sum(normal**2, axis=0)), NOTHING)


def painted(coats: list[Coat], shape: tuple[int, ...], materials: int) -> Mixture:
    """Lay coats over each other in order; the first tissue lies below all.

    Parameters
    ----------
    coats : list of Coat, over the same cells
    shape : (c, p, p, p)
    materials : int, how many there are
    """
    ids = np.zeros(shape, dtype=np.int64)
    flat, is_mixed = ids.reshape(-1), np.zeros(ids.size, dtype=bool)
    for coat in coats:
        is_mixed[coat.mixed] = True
    mixed = np.flatnonzero(is_mixed)
    row_of = np.zeros(ids.size, dtype=np.int64)
    row_of[mixed] = np.arange(mixed.size)
    share, normal = np.zeros((mixed.size, materials)), np.zeros((3, mixed.size))
    last = np.full(mixed.size, -1)
    share[:, 0] = 1.0
    for coat in coats:
        hidden = covered_by(coat, shape).reshape(-1)
        flat[hidden] = coat.material
        inside = hidden[mixed]
        share[inside], last[inside] = 0.0, -1
        share[inside, coat.material] = 1.0
        rows = row_of[coat.mixed]
        share[rows] = shared(share[rows], last[rows], normal[:, rows], coat)
        last[rows], normal[:, rows] = coat.material, coat.normal
    flat[mixed] = np.argmax(share, axis=1)
    return Mixture(ids, mixed, share, normal)


def covered_by(coat: Coat, shape: tuple[int, ...]) -> Array:
    """Mark the parts that a coat covers wholly."""
    hidden = np.zeros(shape, dtype=bool)
    hidden[coat.rows] = coat.solid
    hidden[coat.whole] = True
    return hidden


def shared(share: Array, last: Array, normal: Array, coat: Coat) -> Array:
    """Let a coat take its share of parts from what they hold, (k, materials).

    Two surfaces with one normal hide each other, with opposite ones they leave each other room, and at right angles
    they are independent; between these the overlap is interpolated in the cosine.
    """
    taken, row = coat.share, np.arange(last.size)
    left = share * (1.0 - taken)[:, None]
    twice = np.flatnonzero(last >= 0)
    if twice.size:
        material, part = last[twice], taken[twice]
        held, cosine = share[twice, material], np.sum(normal[:, twice] * coat.normal[:, twice], axis=0)
        extreme = np.where(cosine > 0, np.minimum(held, part), np.maximum(held + part - 1.0, 0.0))
        overlap = held * part + np.abs(cosine) * (extreme - held * part)
        rest = np.maximum(1.0 - (part - overlap) / np.maximum(1.0 - held, NOTHING), 0.0)
        left[twice] = share[twice] * rest[:, None]
        left[twice, material] = held - overlap
    left[row, coat.material] += taken
    return left
