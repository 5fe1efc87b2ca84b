"""The edge of a lesion that differs around the probe, as a surface, and the distance of places from it.

The surface stands for itself in points close to each other, each with its normal; a place is as far from it as from
the plane through the nearest point. Right to 0.005 mm near the lesion.
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.stencil_around import between_slices, folded
from lesionsim.lesion.all_around import AllAround, value_around
from lesionsim.lesion.edge import MARGIN
from lesionsim.lesion.half_plane import box_of

Array = np.ndarray

APART_MM = 0.2  # between points of the surface around the probe
ALONG_MM = 0.1  # fine lines of the half plane that are closer to each other are left out
STEP_MM, STEP_RAD = 0.02, 0.02  # over which slopes of the level are taken


class Surface(NamedTuple):
    """Points of the surface with their normals, and a tree that finds the nearest."""

    field: AllAround
    place: Array  # (n, 3) x, y, z in mm; y not negative where the other half is a mirror image
    normal: Array  # (n, 3)
    tree: object  # scipy's KD-tree of the points


def surface_of(field: AllAround) -> Surface | None:
    """Trace the surface between dead and living tissue; None where there is no lesion, or nothing but lesion."""
    from scipy.spatial import KDTree

    if not (field.level > 0).any():
        return None
    r, z, theta = crossings(field)
    if r.size == 0:
        return None
    place = np.stack([r * np.cos(theta), r * np.sin(theta), z], axis=1)
    return Surface(field, place, normals(field, r, z, theta), KDTree(place, balanced_tree=False, compact_nodes=False))


def angles(field: AllAround) -> Array:
    """Return the angles of half planes so close to each other that no two points of the surface are far apart, rad."""
    span = float(field.around.face[-1])
    steps = max(int(np.ceil(span * box_of(field)[0] / APART_MM)), 2 * field.around.count)
    return np.linspace(0.0, span, steps + 1)[: steps if field.around.closed else steps + 1]


def crossings(field: AllAround) -> tuple[Array, Array, Array]:
    """Return (r, z) in mm and the angle in rad of the places where the edge crosses a fine line of a half plane."""
    far, low, high = box_of(field)
    rows = spaced(field.r_mm, 0.0, far, field.first_outside)
    columns = spaced(field.z_mm, low, high, field.end)
    theta, tissue = angles(field), field.tissue[np.ix_(rows, columns)]
    level = on_half_planes(field, theta, field.level[:, rows[:, None], columns])
    inside, lines = level > 0, (field.r_mm[rows], field.z_mm[columns])
    found = []
    for axis, last, next_ in ((0, np.s_[:, :-1], np.s_[:, 1:]), (1, np.s_[:, :, :-1], np.s_[:, :, 1:])):
        passes = (inside[last] != inside[next_]) & (tissue[last[1:]] & tissue[next_[1:]])
        where = np.nonzero(passes)
        here, there = level[last][where], level[next_][where]
        place = [line[number] for line, number in zip(lines, where[1:], strict=True)]
        step = np.diff(lines[axis])[where[1 + axis]]
        place[axis] = place[axis] + step * here / (here - there)
        found.append((*place, theta[where[0]]))
    r, z, turn = (np.concatenate(each) for each in zip(*found, strict=True))
    return r, z, turn


def spaced(lines_mm: Array, low: float, high: float, needed: int) -> Array:
    """Return the numbers of lines around what lies between two places, those left out that are close to the last.

    Parameters
    ----------
    needed : number of a line that is never left out, nor the next: there is the surface or the end of the probe
    """
    first = max(int(np.searchsorted(lines_mm, low)) - MARGIN, 0)
    last = min(int(np.searchsorted(lines_mm, high)) + MARGIN, lines_mm.size - 1)
    kept = [first]
    for number in range(first + 1, last + 1):
        if lines_mm[number] - lines_mm[kept[-1]] >= ALONG_MM or number in (needed, needed + 1, last):
            kept.append(number)
    return np.array(kept)


def on_half_planes(field: AllAround, theta: Array, level: Array) -> Array:
    """Return a level over slices, (nt, m, n), on the half planes at angles, (angles, m, n)."""
    number, weight = between_slices(field.around, theta)
    share = np.zeros((theta.size, len(level)))
    np.add.at(share, (np.arange(theta.size)[:, None], folded(field.around, number)), weight)
    return np.asarray((share @ level.reshape(len(level), -1)).reshape(theta.size, *level.shape[1:]))


def normals(field: AllAround, r: Array, z: Array, theta: Array) -> Array:
    """Return the direction square to the surface at places on it (r and z in mm, rad), (n, 3): that of the slope."""
    moves = ((STEP_MM, 0.0, 0.0), (0.0, STEP_MM, 0.0), (0.0, 0.0, STEP_RAD))
    across, along, around = (
        value_around(field, np.abs(r + dr), z + dz, theta + turn, None)
        - value_around(field, np.abs(r - dr), z - dz, theta - turn, None)
        for dr, dz, turn in moves
    )
    around = around * (STEP_MM / STEP_RAD) / np.maximum(r, STEP_MM)
    across = np.where(across**2 + along**2 + around**2 == 0, 1.0, across)
    cos, sin = np.cos(theta), np.sin(theta)
    whole = np.stack([across * cos - around * sin, across * sin + around * cos, along], axis=1)
    return np.asarray(whole / np.linalg.norm(whole, axis=1, keepdims=True))


def distance_around(surface: Surface, x_mm: Array, y_mm: Array, z_mm: Array) -> Array:
    """Return the distance of places from the edge in mm: positive outside the lesion, negative inside it.

    A place in the metal counts as on the surface beside it.
    """
    field = surface.field
    r, theta = np.hypot(x_mm, y_mm), np.arctan2(y_mm, x_mm)
    r = np.where(z_mm > 0, np.maximum(r, field.r_mm[field.first_outside]), r)
    y = r * np.sin(theta)
    place = np.stack([r * np.cos(theta), y if field.around.closed else np.abs(y), z_mm], axis=-1)
    number = surface.tree.query(place)[1]  # type: ignore[attr-defined]
    toward = place - surface.place[number]
    square = np.abs(np.sum(toward * surface.normal[number], axis=-1))
    aside = np.sqrt(np.maximum(np.sum(toward**2, axis=-1) - square**2, 0.0))
    apart = np.hypot(square, np.maximum(aside - APART_MM, 0.0))  # beyond the rim, where the surface ends at the probe
    return np.where(value_around(field, r, z_mm, theta) > 0, -apart, apart)
