"""The order of the electric field's unknowns: z slowest, so that neighbours are never far apart in the band."""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges
from lesionsim.grid.shapes import Grid

Array = np.ndarray
NONE = -1


class Numbering(NamedTuple):
    """Unknowns in order, with the faces and the neighbours of each."""

    point: Array  # (m,) point of each unknown
    face: Array  # (m, 4 or 6) faces of each
    lower: Array  # (m, 2 to 4) neighbours with smaller numbers, NONE where there is none
    lower_face: Array  # (m, 2 to 4) the faces to them
    width: int  # largest difference between neighbours' numbers


def numbering(grid: Grid, around: Wedges | None) -> Numbering:
    """Number all cells, those of (r, z) with r fastest, in three dimensions with theta fastest, then r."""
    nr, nt, nz = grid.r.size, 1 if around is None else around.count, grid.z.size
    frame = 0 if around is None else 2
    k, i, j = np.meshgrid(np.arange(nz), np.arange(nr), np.arange(nt), indexing="ij")
    row = nz + 2
    stride = (nt + frame) * row
    point = ((i + 1) * stride + (j + frame // 2) * row + k + 1).ravel()
    n = (nr + 2) * stride
    u = np.arange(point.size)
    lower = [(i > 0, u - nt, point - stride), (k > 0, u - nr * nt, n + point - 1)]
    faces = [point, point - stride, n + point, n + point - 1]
    if around is not None:
        lower.append((j > 0, u - 1, 2 * n + point - row))
        faces += [2 * n + point, 2 * n + point - row]
    if around is not None and around.closed:
        lower.append((j == nt - 1, u - (nt - 1), 2 * n + point))
    return Numbering(
        point=point,
        face=np.stack(faces, axis=1),
        lower=np.stack([np.where(there.ravel(), number, NONE) for there, number, _ in lower], axis=1),
        lower_face=np.stack([np.where(there.ravel(), face, 0) for there, _, face in lower], axis=1),
        width=nr * nt,
    )
