"""Labelled volumes: numbers of voxels, and where these lie in the anatomy."""

import os
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lesionsim.errors import Problem, ScenarioError
from lesionsim.grid.solids import Places
from lesionsim.problem.nifti import read_nifti
from lesionsim.scenario.voxels import HIGHEST_LABEL, Voxels
from lesionsim.scenario.wording import listed, plain

Array = np.ndarray
OUTSIDE = -1  # label of places beyond the volume
MOST_VOXELS = 200_000_000
MOST_SHOWN = 12


class VoxelVolume(NamedTuple):
    """Labels of voxels; the middle of voxel (i, j, k) is at affine @ (i, j, k, 1), mm in the anatomy's frame."""

    labels: Array  # (nx, ny, nz) whole numbers
    affine: Array  # (3, 4)

    @property
    def spacing_mm(self) -> Array:
        """Size of a voxel along its three axes, mm."""
        return np.linalg.norm(self.affine[:, :3], axis=0)

    @property
    def origin_mm(self) -> Array:
        """Middle of the first voxel, mm."""
        return self.affine[:, 3]


def read_voxels(body: Voxels) -> VoxelVolume:
    """Read the volume of a body from its file; what cannot be used is a ``ScenarioError``.

    Parameters
    ----------
    body : Voxels

    Returns
    -------
    VoxelVolume, remembered until the file changes
    """
    return volume_of(body, stamp(body.file))


def stamp(file: str) -> tuple[int, int]:
    """Return size and time of a file, which tell whether it changed."""
    try:
        found = os.stat(file)
    except (OSError, ValueError) as error:
        raise ScenarioError(
            "does not exist or cannot be read; give the path of a labelled volume", file=file
        ) from error
    return found.st_size, found.st_mtime_ns


@lru_cache(maxsize=2)
def volume_of(body: Voxels, _stamp: tuple[int, int]) -> VoxelVolume:
    """Read a file, and check that it holds the labels that the body names."""
    try:
        labels, affine = read_nifti(body.file) if not body.file.casefold().endswith(".npy") else read_numpy(body)
    except (OSError, EOFError, ValueError) as error:
        raise ScenarioError(f"cannot be read as a labelled volume: {error}", file=body.file) from error
    whole = as_labels(labels, body.file)
    check_labels(whole, body)
    return VoxelVolume(whole, affine)


def read_numpy(body: Voxels) -> tuple[Array, Array]:
    """Return the numbers of a .npy file, without unpickling anything, and where its voxels are."""
    labels = np.load(body.file, mmap_mode="r", allow_pickle=False)
    return labels, np.column_stack([np.diag(body.spacing_mm or (1.0, 1.0, 1.0)), body.origin_mm or (0.0, 0.0, 0.0)])


def as_labels(numbers: Array, file: str) -> Array:
    """Return numbers as labels, or say why they are none."""
    if numbers.ndim != 3 or numbers.size == 0 or numbers.size > MOST_VOXELS:
        told = f"has shape {numbers.shape}; must be (nx, ny, nz) with 1 to {MOST_VOXELS} voxels"
        raise ScenarioError(told, file=file)
    if numbers.dtype.kind not in "iufb":
        raise ScenarioError(f"holds {numbers.dtype} values; must hold whole numbers", file=file)
    low, high = numbers.min(), numbers.max()
    if not (low >= 0 and high <= HIGHEST_LABEL):
        raise ScenarioError(f"holds labels from {low} to {high}; must be from 0 to {HIGHEST_LABEL}", file=file)
    labels = np.array(numbers, dtype=np.uint16)
    if numbers.dtype.kind == "f" and not np.array_equal(labels, numbers):
        raise ScenarioError(
            "holds broken numbers; labels must be whole: is this a picture, not a labelled volume?", file=file
        )
    return labels


def check_labels(labels: Array, body: Voxels) -> None:
    """Refuse labels that no voxel has: one of them is probably mistyped."""
    there = np.flatnonzero(np.bincount(labels.ravel(), minlength=1))
    told = listed([str(each) for each in there[:MOST_SHOWN]], "and") + (", ..." if there.size > MOST_SHOWN else "")
    problems = [
        Problem(f"tissues[{i}].label", f"is {plain(each.label)}, which no voxel of the file has; it has {told}")
        for i, each in enumerate(body.tissues)
        if int(each.label) not in there
    ]
    if problems:
        raise ScenarioError(*problems, file=body.file)


def label_at(volume: VoxelVolume, places: Places) -> Array:
    """Return the label of the voxel nearest to each place, OUTSIDE beyond the volume's faces.

    Parameters
    ----------
    places : three arrays of fitting shapes, mm in the anatomy's frame

    Examples
    --------
    >>> volume = VoxelVolume(np.arange(8).reshape(2, 2, 2), np.eye(3, 4))
    >>> label_at(volume, (np.array([0.2, 1.4, 3.0]), np.zeros(3), np.array([0.9, 0.1, 0.0])))
    array([ 1,  4, -1])
    """
    shifted = [place - start for place, start in zip(places, volume.origin_mm, strict=True)]
    back = np.linalg.inv(volume.affine[:, :3])
    index, inside = [], np.ones(np.broadcast_shapes(*(place.shape for place in places)), dtype=bool)
    for row, size in zip(back, volume.labels.shape, strict=True):
        number = np.floor(sum((part * place for part, place in zip(row, shifted, strict=True) if part), start=0.5))
        inside = inside & (number >= 0) & (number < size)
        index.append(np.clip(number, 0, size - 1).astype(np.int64))
    return np.where(inside, volume.labels[tuple(index)].astype(np.int64), OUTSIDE)
