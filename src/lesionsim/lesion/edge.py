"""The lesion's edge as a line in the half plane, and the distance of places from it."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lesionsim.lesion.half_plane import HalfPlane, value_at

Array = np.ndarray

SPACING_MM = 0.05  # between the points that stand for the edge; distances are taken to the lines between them
MARGIN = 2  # fine lines around the lesion that hold its edge


class Edge(NamedTuple):
    """Short straight pieces of the edge, and a tree that finds the nearest."""

    field: HalfPlane
    start: Array  # (n, 2) r, z in mm
    end: Array  # (n, 2)
    tree: object  # scipy's KD-tree of the pieces' middles


def edge_of(field: HalfPlane) -> Edge | None:
    """Trace the line between dead and living tissue; None where there is no lesion, or nothing but lesion.

    The probe's surface is no edge.
    """
    from contourpy import contour_generator
    from scipy.spatial import KDTree

    dead = np.argwhere(field.level > 0)
    if dead.size == 0:
        return None
    rows, columns = (slice(max(low - MARGIN, 0), high + MARGIN + 1)
                     for low, high in zip(dead.min(axis=0), dead.max(axis=0), strict=True))  # fmt: skip
    level = np.ma.masked_array(field.level[rows, columns], ~field.tissue[rows, columns])
    contours = contour_generator(field.z_mm[columns], field.r_mm[rows], level, corner_mask=False)
    lines = [np.asarray(line)[:, ::-1] for line in contours.lines(0.0)]
    lines = [divided(line) for line in lines if len(line) > 1]
    if not lines:
        return None
    start, end = (np.concatenate([line[part] for line in lines]) for part in (slice(None, -1), slice(1, None)))
    return Edge(field, start, end, KDTree((start + end) / 2))


def divided(line: Array) -> Array:
    """Cut the pieces of a line, (n, 2), into pieces no longer than the spacing."""
    lengths = np.hypot(*np.diff(line, axis=0).T)
    way = np.concatenate([[0.0], np.cumsum(lengths)])
    parts = [np.linspace(low, high, int(np.ceil((high - low) / SPACING_MM)) + 1)[1:]
             for low, high in pairwise(way) if high > low]  # fmt: skip
    wanted = np.concatenate([[0.0], *parts])
    return np.stack([np.interp(wanted, way, line[:, axis]) for axis in range(2)], axis=1)


NEAREST = 3  # pieces whose middles are nearest; one of them is the nearest piece


def distance(edge: Edge, r_mm: Array, z_mm: Array) -> Array:
    """Return the distance of places from the edge in mm: positive outside the lesion, negative inside it.

    A place in the metal counts as on the surface beside it.
    """
    field = edge.field
    r_mm = np.where(z_mm > 0, np.maximum(r_mm, field.r_mm[field.first_outside]), r_mm)
    place = np.stack([r_mm, z_mm], axis=-1)
    count = min(NEAREST, len(edge.start))
    number = edge.tree.query(place, k=count)[1].reshape(*r_mm.shape, count)  # type: ignore[attr-defined]
    start, step = edge.start[number], edge.end[number] - edge.start[number]
    toward = place[..., None, :] - start
    share = np.clip((toward * step).sum(axis=-1) / (step * step).sum(axis=-1), 0.0, 1.0)
    apart = np.linalg.norm(toward - share[..., None] * step, axis=-1).min(axis=-1)
    return np.where(value_at(field, r_mm, z_mm) > 0, -apart, apart)
