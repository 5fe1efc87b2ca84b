"""Cells around the axis: the grid of (r, z) times equal angles, half a circle with mirrors or a whole one."""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid

Array = np.ndarray


class Wedges(NamedTuple):
    """The division around the axis; theta is 0 towards +x and grows towards +y."""

    face: Array  # (nt + 1,) rad, from 0
    closed: bool  # a whole circle; otherwise half of one, mirrored at both ends

    @property
    def middle(self) -> Array:
        """Middles of the cells, rad."""
        return 0.5 * (self.face[1:] + self.face[:-1])

    @property
    def share(self) -> Array:
        """Part of the (r, z) ring that each cell stands for; with the mirror image on half a circle; the sum is 1."""
        return np.diff(self.face) / self.face[-1]

    @property
    def copies(self) -> int:
        """How many places each cell stands for: two on half a circle."""
        return 1 if self.closed else 2

    @property
    def count(self) -> int:  # type: ignore[override]  # shadows tuple.count, which nobody asks of wedges
        """Number of cells around."""
        return self.face.size - 1


def wedges(cells_in_half: int, closed: bool) -> Wedges:
    """Divide half a circle, or with twice as many cells a whole one.

    Examples
    --------
    >>> wedges(4, closed=False).middle.round(2)
    array([0.39, 1.18, 1.96, 2.75])
    """
    if closed:
        return Wedges(np.linspace(0.0, 2 * np.pi, 2 * cells_in_half + 1), True)
    return Wedges(np.linspace(0.0, np.pi, cells_in_half + 1), False)


def to_next(grid: Grid, around: Wedges) -> Array:
    """Return the shape factor of half a cell around the axis, (nr, nt, nz) 1/m: (dtheta / 2) / (ln(r2 / r1) dz).

    That is exact for a temperature that grows with theta. The cells at the axis take the radius of their node, where
    a slope across the axis is told. Half a circle
    stands for both.
    """
    inner, outer = grid.r_face[:-1], grid.r_face[1:]
    with np.errstate(divide="ignore"):
        stretch = np.where(inner > 0, np.log(outer / np.maximum(inner, 1e-300)), outer / grid.r)
    reach = stretch[:, None, None] * np.diff(grid.z_face)
    return 0.5 * np.diff(around.face)[None, :, None] / (around.copies * reach)
