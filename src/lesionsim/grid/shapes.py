"""Cell shapes: volumes, and the resistance of half a cell for unit conductivity.

A shape factor (1/m) divided by a conductivity (W/m/K) is a thermal resistance (K/W), exact for one-dimensional
flow: ln(r2/r1) / (2 pi L) for cylindrical shells, (1/r1 - 1/r2) / (4 pi) for spherical ones.
"""

from typing import NamedTuple

import numpy as np

Array = np.ndarray

ROUNDING = 1e-9  # faces that differ by less than this share are the same


class Grid(NamedTuple):
    """Cells (first axis r, second axis z), their volumes and half-cell shape factors."""

    r_face: Array  # (nr + 1,) m
    z_face: Array  # (nz + 1,) m
    r: Array  # (nr,) m, cell centres
    z: Array  # (nz,) m
    volume: Array  # (nr, nz) m3
    to_inner: Array  # (nr, nz) 1/m, centre to the face at smaller r
    to_outer: Array  # (nr, nz) 1/m
    to_lower: Array  # (nr, nz) 1/m, centre to the face at smaller z
    to_upper: Array  # (nr, nz) 1/m


def midpoints(face: Array) -> Array:
    """Return the middle of each cell."""
    return 0.5 * (face[:-1] + face[1:])


def ring_nodes(r_face: Array, core: float) -> Array:
    """Place one node in each ring: in the middle, or at the radius of its mean r^2 inside the core."""
    mean_square = np.sqrt(0.5 * (r_face[:-1] ** 2 + r_face[1:] ** 2))
    return np.where(r_face[1:] <= core * (1 + ROUNDING), mean_square, midpoints(r_face))


def cylindrical(r_face: Array, z_face: Array, core: float = 0.0) -> Grid:
    """Make the grid of rings around the z axis.

    Radial conductances are exact for T = a + b ln r, and for T = a + b r^2 at faces nearer to the axis than `core`
    (ahead of a probe, where heat comes along z and none from the axis).

    Parameters
    ----------
    r_face, z_face : increasing arrays, m; r_face starts at 0 or at a wall
    core : float, m; the probe's radius, 0 without any
    """
    r, z = ring_nodes(r_face, core), midpoints(z_face)
    height = np.diff(z_face)
    area = np.pi * np.diff(r_face**2)
    near_axis = r_face < core * (1 - ROUNDING)
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = np.where(near_axis[:-1], 0.5 * ((r / r_face[:-1]) ** 2 - 1), np.log(r / r_face[:-1]))
        outer = np.where(near_axis[1:], 0.5 * (1 - (r / r_face[1:]) ** 2), np.log(r_face[1:] / r))
    half_height = 0.5 * height / area[:, None]
    return Grid(
        r_face, z_face, r, z,
        volume=area[:, None] * height,
        to_inner=inner[:, None] / (2 * np.pi * height),
        to_outer=outer[:, None] / (2 * np.pi * height),
        to_lower=half_height,
        to_upper=half_height,
    )  # fmt: skip


def spherical(r_face: Array) -> Grid:
    """Make the grid of whole spherical shells: one cell in z."""
    r = midpoints(r_face)
    with np.errstate(divide="ignore"):
        inner = (1 / r_face[:-1] - 1 / r) / (4 * np.pi)
    outer = (1 / r - 1 / r_face[1:]) / (4 * np.pi)
    volume = 4 / 3 * np.pi * np.diff(r_face**3)
    sealed = np.full((r.size, 1), np.inf)
    whole = np.array([0.0, 1.0]), np.array([0.5])
    return Grid(r_face, whole[0], r, whole[1], volume[:, None], inner[:, None], outer[:, None], sealed, sealed)


def plane(x_face: Array, z_face: Array) -> Grid:
    """Make a Cartesian grid, 1 m deep; `x` takes the place of r."""
    x, z = midpoints(x_face), midpoints(z_face)
    width, height = np.diff(x_face)[:, None], np.diff(z_face)[None, :]
    across = 0.5 * width / height
    along = 0.5 * height / width
    return Grid(x_face, z_face, x, z, width * height, across, across, along, along)
