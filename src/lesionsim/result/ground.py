"""What a recording stands on, and how recorded points become cells; without labels, so without what labels take."""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges
from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import Recorder

Array = np.ndarray


class Ground(NamedTuple):
    """What a recording stands on."""

    grid: Grid
    probe: Array  # (nr, nz) bool, cells inside the probe
    criterion_row: list[int]  # damage row of each criterion, -1 for the peak temperature
    around: Wedges | None = None  # cells around the axis, in three dimensions


class Companion(NamedTuple):
    """What the coarser run left behind."""

    ground: Ground
    recorder: Recorder


def unfolded(frames: Array, ground: Ground) -> Array:
    """Let the last axis, over points, become (r, z), or (theta, r, z) without the frame around."""
    nr, nz = ground.grid.r.size + 2, ground.grid.z.size + 2
    if ground.around is None:
        return frames.reshape(*frames.shape[:-1], nr, nz)
    whole = frames.reshape(*frames.shape[:-1], nr, ground.around.count + 2, nz)
    return np.moveaxis(whole[..., 1:-1, :], -2, -3)
