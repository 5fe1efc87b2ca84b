"""Volume, half-width and length of a lesion from values on a tensor grid with the probe left out."""

from typing import NamedTuple

import numpy as np
from scipy.interpolate import RectBivariateSpline

from .b1_problem import MM, PROBE_RADIUS
from .dead_volume import volume_mm3

NEAR = 1e-6 * MM
FAR = 16 * MM
PARTS = ((PROBE_RADIUS, FAR, -FAR, 2 * FAR), (0.0, PROBE_RADIUS, -FAR, 0.0))
"""Beside the probe and ahead of it: r from, to, z from, to."""
CUTS = 4
TRIANGLES = (((0, 0), (1, 0), (1, 1)), ((0, 0), (1, 1), (0, 1)))


class Shape(NamedTuple):
    """Size of a lesion."""

    volume_mm3: float
    half_width_mm: float
    length_mm: float


class Part(NamedTuple):
    """Where the level crosses zero in one part, mm, and the volume inside."""

    volume_mm3: float
    r: np.ndarray
    z: np.ndarray


def shape(r: np.ndarray, z: np.ndarray, level: np.ndarray) -> Shape:
    """Measure where `level`, an (r, z) array, is positive in the tissue; bicubic splines run through its values."""
    parts = [part(r, z, level, limits) for limits in PARTS]
    across, along = (np.concatenate(places) for places in zip(*(each[1:] for each in parts), strict=True))
    return Shape(sum(each.volume_mm3 for each in parts), across.max(), along.max() - along.min())


def part(r: np.ndarray, z: np.ndarray, level: np.ndarray, limits: tuple[float, float, float, float]) -> Part:
    """Measure one part on a grid cut finer."""
    i, j = within(r, *limits[:2]), within(z, *limits[2:])
    r, z = r[i], z[j]
    spline = RectBivariateSpline(r, z, level[i, j], kx=min(3, r.size - 1), s=0)
    r, z = cut(r), cut(z)
    fine = spline(r, z)
    return Part(volume(r, z, fine), crossings(r, fine.T), crossings(z, fine))


def within(places: np.ndarray, low: float, high: float) -> slice:
    """Which of sorted places lie in a range."""
    return slice(*np.searchsorted(places, (low - NEAR, high + NEAR)))


def cut(places: np.ndarray) -> np.ndarray:
    """Cut every gap into equal pieces."""
    pieces = CUTS * (places.size - 1)
    return np.interp(np.arange(pieces + 1) / CUTS, np.arange(places.size), places)


def volume(r: np.ndarray, z: np.ndarray, level: np.ndarray) -> float:
    """Volume inside, each cell being two triangles."""
    inside = level > 0
    i, j = np.nonzero(inside[1:, 1:] | inside[1:, :-1] | inside[:-1, 1:] | inside[:-1, :-1])
    area = (r[i + 1] - r[i]) * (z[j + 1] - z[j]) / 2
    return sum(
        volume_mm3(
            np.stack([r[i + right] for right, _ in corners]),
            area,
            np.stack([level[i + right, j + up] for right, up in corners]),
        )
        for corners in TRIANGLES
    )


def crossings(places: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Where the level crosses zero along its second axis, mm."""
    i, j = np.nonzero((level[:, :-1] > 0) != (level[:, 1:] > 0))
    share = level[i, j] / (level[i, j] - level[i, j + 1])
    return (places[j] + share * (places[j + 1] - places[j])) / MM
