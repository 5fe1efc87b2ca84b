"""Surfaces for a view in three dimensions: of a lesion, of rods, and of bodies in a box, as polygons with corners."""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lesionsim.lesion.all_around import Field, half_plane_of

Array = np.ndarray

AROUND = 64  # angles around the probe
ALONG = 56  # points along the edge in each half plane
SIDES = 24  # of a rod
# six tetrahedra that fill a cube, by the numbers of its corners (bits: x, y, z)
TETRAHEDRA = np.array([(0, 1, 3, 7), (0, 1, 5, 7), (0, 2, 3, 7), (0, 2, 6, 7), (0, 4, 5, 7), (0, 4, 6, 7)])


class Box(NamedTuple):
    """Ends of a block along x, y and z, mm."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]


def lesion_surface(field: Field) -> Array:
    """Return the surface of a lesion as four-sided polygons, (n, 4, 3) mm; none without a lesion."""
    angles = np.linspace(0.0, 2 * np.pi, AROUND + 1)
    outlines = [outline(field, half_plane_of(field, angle)) for angle in angles]
    if any(each is None for each in outlines):
        return np.empty((0, 4, 3))
    r, z = np.moveaxis(np.array(outlines), 2, 0)
    return quads(np.stack([r * np.cos(angles)[:, None], r * np.sin(angles)[:, None], z], axis=-1))


def outline(field: Field, level: Array) -> Array | None:
    """Return points (r, z) evenly along the edge in one half plane, from ahead of the tip to the shaft."""
    from contourpy import contour_generator

    lines = [
        np.asarray(line) for line in contour_generator(field.z_mm, field.r_mm, np.clip(level, -1e3, 1e3)).lines(0.0)
    ]
    lengths = [np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))]) for line in lines]
    if not lines:
        return None
    longest = int(np.argmax([way[-1] for way in lengths]))
    line, way = np.asarray(lines[longest]), lengths[longest]
    if line[0, 0] > line[-1, 0]:
        line, way = line[::-1], way[-1] - way[::-1]
    even = np.linspace(0.0, way[-1], ALONG)
    return np.stack([np.interp(even, way, line[:, axis]) for axis in (1, 0)], axis=1)


def quads(grid: Array) -> Array:
    """Return the polygons between neighbouring points of a net, (n, m, 3)."""
    return np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=2).reshape(-1, 4, 3)


def rod(start: Array, end: Array, radius: float, pieces: int) -> Array:
    """Return the surface of a rod with flat ends, (n, 4, 3) mm."""
    axis = (end - start) / np.linalg.norm(end - start)
    first = np.cross(axis, [1.0, 0.0, 0.0] if abs(axis[0]) < 0.9 else [0.0, 1.0, 0.0])
    first /= np.linalg.norm(first)
    turn = np.linspace(0.0, 2 * np.pi, SIDES + 1)[:, None]
    ring = np.cos(turn) * first + np.sin(turn) * np.cross(axis, first)
    shares = np.linspace(0.0, 1.0, pieces + 1)
    middles = start + shares[:, None] * (end - start)
    radii = np.concatenate([[0.0], np.full(pieces + 1, radius), [0.0]])
    middles = np.concatenate([middles[:1], middles, middles[-1:]])
    return quads(middles[:, None, :] + radii[:, None, None] * ring[None, :, :])


def tube(corners: Array, radius: float, box: Box, piece_mm: float) -> Array:
    """Return the surface of a rod through corners, (n, 3), as far as it lies in a box."""
    found = [np.empty((0, 4, 3))]
    for start, end in pairwise(corners):
        inside = clipped(start, end, box)
        if inside is not None:
            a, b = (start + share * (end - start) for share in inside)
            found.append(rod(a, b, radius, max(1, math.ceil(np.linalg.norm(b - a) / piece_mm))))
    return np.concatenate(found)


def clipped(start: Array, end: Array, box: Box) -> tuple[float, float] | None:
    """Return from where to where a straight line lies in a box, as shares of it; None where it does not."""
    low, high = 0.0, 1.0
    for a, b, least, most in zip(start, end, box.low, box.high, strict=True):
        step = b - a
        if abs(step) < 1e-9:
            if not least <= a <= most:
                return None
            continue
        near, far = sorted(((least - a) / step, (most - a) / step))
        low, high = max(low, near), min(high, far)
    return (low, high) if high - low > 1e-9 else None


def net(box: Box, spacing_mm: float) -> tuple[Array, Array, Array]:
    """Return lines through a box; the outermost ones twice, so that bodies that are cut off there get a flat end."""
    lines = []
    for low, high in zip(box.low, box.high, strict=True):
        inner = np.linspace(low, high, max(2, math.ceil((high - low) / spacing_mm) + 1))
        lines.append(np.concatenate([[low], inner, [high]]))
    return lines[0], lines[1], lines[2]


def closed_surface(lines: tuple[Array, Array, Array], distance: Array) -> Array:
    """Return the surface where a distance is zero, closed at the ends of the box, as triangles (n, 3, 3) mm.

    Every cube between the lines is filled with six tetrahedra; in each, the surface is flat.

    Parameters
    ----------
    lines : from `net`
    distance : (nx, ny, nz) array, negative inside
    """
    values = np.ones(distance.shape) * 1.0
    core = (slice(1, -1),) * 3
    values[core] = distance[core]
    corner = np.array([[number & 1, number >> 1 & 1, number >> 2] for number in range(8)])
    signs = values < 0
    counts = sum(signs[tuple(slice(c, n - 1 + c) for c, n in zip(each, values.shape, strict=True))] for each in corner)
    cubes = np.argwhere((counts > 0) & (counts < 8))
    if cubes.size == 0:
        return np.empty((0, 3, 3))
    at = cubes[:, None, :] + corner
    level = values[at[..., 0], at[..., 1], at[..., 2]][:, TETRAHEDRA].reshape(-1, 4)
    place = np.stack([line[at[..., axis]] for axis, line in enumerate(lines)], axis=-1)[:, TETRAHEDRA].reshape(-1, 4, 3)
    return triangles(place, level)


def triangles(place: Array, level: Array) -> Array:
    """Return where the level is zero inside tetrahedra, as triangles.

    Parameters
    ----------
    place, level : (n, 4, 3) and (n, 4) arrays, corners and their levels
    """
    order = np.argsort(level, axis=1)
    place, level = np.take_along_axis(place, order[..., None], axis=1), np.take_along_axis(level, order, axis=1)
    inside = np.count_nonzero(level < 0, axis=1)
    found = []
    for count, edges in (
        (1, (((0, 1), (0, 2), (0, 3)),)),
        (2, (((0, 2), (0, 3), (1, 3)), ((0, 2), (1, 3), (1, 2)))),
        (3, (((3, 0), (3, 1), (3, 2)),)),
    ):
        rows = inside == count
        found += [np.stack([crossing(place[rows], level[rows], *pair) for pair in three], axis=1) for three in edges]
    return np.concatenate(found)


def crossing(place: Array, level: Array, one: int, other: int) -> Array:
    """Return where the level is zero between two corners of each tetrahedron."""
    share = level[:, one] / (level[:, one] - level[:, other])
    return np.asarray(place[:, one] + share[:, None] * (place[:, other] - place[:, one]))
