"""The edge of a lesion that differs around the probe, as a surface, and the distance of places from it.

The surface stands for itself in points close to each other, each with its normal; a place is as far from it as from
the plane through the nearest point. Right to 0.002 mm near the lesion.
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges
from lesionsim.grid.stencil_around import between_slices, folded
from lesionsim.lesion.all_around import AllAround, value_around
from lesionsim.lesion.edge import MARGIN
from lesionsim.lesion.half_plane import box_of

Array = np.ndarray

APART_MM = 0.1  # between points of the surface around the probe
ALONG_MM = 0.1  # and in the half plane
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
    pieces = [(*each, theta) for theta in angles(field) for each in outline(field, theta)]
    if not pieces:
        return None
    middle = np.concatenate([(start + end) / 2 for start, end, _ in pieces])
    along = np.concatenate([end - start for start, end, _ in pieces])
    theta = np.concatenate([np.full(len(start), angle) for start, _, angle in pieces])
    r, z = middle.T
    place = np.stack([r * np.cos(theta), r * np.sin(theta), z], axis=1)
    return Surface(field, place, normals(field, middle, along, theta), KDTree(place))


def angles(field: AllAround) -> Array:
    """Return the angles of half planes so close to each other that no two points of the surface are far apart, rad."""
    span = float(field.around.face[-1])
    steps = max(int(np.ceil(span * box_of(field)[0] / APART_MM)), 2 * field.around.count)
    return np.linspace(0.0, span, steps + 1)[: steps if field.around.closed else steps + 1]


def outline(field: AllAround, theta: float) -> list[tuple[Array, Array]]:
    """Return the starts and ends of short straight pieces of the edge on one half plane, (n, 2) each: r, z in mm."""
    from contourpy import contour_generator

    level = level_at(field.level, field.around, theta)
    dead = np.argwhere(level > 0)
    if dead.size == 0:
        return []
    rows, columns = (slice(max(low - MARGIN, 0), high + MARGIN + 1)
                     for low, high in zip(dead.min(axis=0), dead.max(axis=0), strict=True))  # fmt: skip
    tissue = np.ma.masked_array(level[rows, columns], ~field.tissue[rows, columns])
    contours = contour_generator(field.z_mm[columns], field.r_mm[rows], tissue, corner_mask=False)
    lines = [np.asarray(line)[:, ::-1] for line in contours.lines(0.0)]
    return [short_pieces(line) for line in lines if len(line) > 1]


def short_pieces(line: Array) -> tuple[Array, Array]:
    """Cut a line, (n, 2), into pieces that are short enough: their starts and ends."""
    steps = np.diff(line, axis=0)
    counts = np.maximum(np.ceil(np.hypot(*steps.T) / ALONG_MM), 1).astype(int)
    piece = np.repeat(np.arange(counts.size), counts)
    share = (np.arange(piece.size) - np.repeat(np.cumsum(counts) - counts, counts)) / counts[piece]
    start = line[piece] + share[:, None] * steps[piece]
    end = start + steps[piece] / counts[piece, None]
    whole = np.hypot(*steps[piece].T) > 0
    return start[whole], end[whole]


def level_at(level: Array, around: Wedges, theta: float) -> Array:
    """Return the level on the half plane at an angle, (mr, mz)."""
    number, weight = between_slices(around, np.array([theta]))
    return np.asarray(np.tensordot(weight[0], level[folded(around, number[0])], axes=1))


def normals(field: AllAround, middle: Array, along: Array, theta: Array) -> Array:
    """Return the direction square to the surface at points, (n, 3).

    It is square to the edge on the half plane, and leans around the probe as the level does.

    Parameters
    ----------
    middle, along : (n, 2) arrays, point and direction of each piece of the edge: r, z
    theta : (n,) array, rad
    """
    r, z = middle.T
    across = np.stack([along[:, 1], -along[:, 0]], axis=1) / np.linalg.norm(along, axis=1, keepdims=True)
    moves = [middle + way * across for way in (STEP_MM, -STEP_MM)]
    ahead, behind = (value_around(field, move[:, 0], move[:, 1], theta, None) for move in moves)
    later, before = (value_around(field, r, z, theta + turn, None) for turn in (STEP_RAD, -STEP_RAD))
    steep, leaning = (ahead - behind) / STEP_MM, (later - before) / STEP_RAD / np.maximum(r, STEP_MM)
    steep = np.where(steep == 0, 1.0, steep)
    share = leaning / steep
    cos, sin = np.cos(theta), np.sin(theta)
    whole = np.stack([across[:, 0] * cos - share * sin, across[:, 0] * sin + share * cos, across[:, 1]], axis=1)
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
