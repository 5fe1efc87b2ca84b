"""Labelled volumes: numbers of voxels, and where these lie in the anatomy."""

import dataclasses
import hashlib
import os
import zlib
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from lesionsim.errors import Problem, ScenarioError
from lesionsim.grid.solids import Places
from lesionsim.problem.nifti import read_nifti
from lesionsim.scenario.anatomy import Body
from lesionsim.scenario.scenario import Scenario
from lesionsim.scenario.voxels import HIGHEST_LABEL, Voxels
from lesionsim.scenario.wording import listed, plain

Array = np.ndarray
Stamp = tuple[str, int, int]  # whole path, size and time of a file
OUTSIDE = -1  # label of places beyond the volume
MOST_VOXELS = 200_000_000
MOST_SHOWN = 12
CHECKSUM_DIGITS = 16


class VoxelVolume(NamedTuple):
    """Labels of voxels; the middle of voxel (i, j, k) is at affine @ (i, j, k, 1), mm in the anatomy's frame."""

    labels: Array  # (nx, ny, nz) whole numbers
    affine: Array  # (3, 4)
    checksum: str = ""

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

    So is another volume than the one that the body's checksum tells, where it has one.

    Parameters
    ----------
    body : Voxels

    Returns
    -------
    VoxelVolume, remembered until the file changes
    """
    volume = volume_of(dataclasses.replace(body, checksum=None), stamp(body.file))
    if body.checksum not in (None, volume.checksum):
        told = f"is not the volume of the run: its checksum is {volume.checksum}, that of the run {body.checksum}"
        raise ScenarioError(f"{told}; bring that file back, or leave checksum out to run with this one", file=body.file)
    return volume


def stamp(file: str) -> Stamp:
    """Return whole path, size and time of a file, which tell whether it changed."""
    try:
        found = os.stat(file)
    except (OSError, ValueError) as error:
        told = "does not exist or cannot be read; give the path of a labelled volume, seen from the scenario's file, or"
        raise ScenarioError(f"{told} from the current folder where there is none", file=file) from error
    return os.path.abspath(file), found.st_size, found.st_mtime_ns


def stamps_of(anatomy: tuple[Body, ...]) -> tuple[Stamp, ...]:
    """Return the stamps of the files of an anatomy."""
    return tuple(stamp(body.file) for body in anatomy if isinstance(body, Voxels))


def with_checksums(scenario: Scenario) -> Scenario:
    """Return a scenario in which every volume has the checksum of its labels, as results keep it."""
    if not any(isinstance(body, Voxels) for body in scenario.anatomy):
        return scenario
    sealed = (
        dataclasses.replace(body, checksum=read_voxels(body).checksum) if isinstance(body, Voxels) else body
        for body in scenario.anatomy
    )
    return dataclasses.replace(scenario, anatomy=tuple(sealed))


@lru_cache(maxsize=2)
def volume_of(body: Voxels, _stamp: Stamp) -> VoxelVolume:
    """Read a file, and check that it holds the labels that the body names."""
    try:
        labels, affine = read_numpy(body) if body.file.casefold().endswith(".npy") else read_nifti(body.file)
    except MemoryError as error:
        raise ScenarioError(
            "is too large for this machine; cut out the part around the probe", file=body.file
        ) from error
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise ScenarioError(f"cannot be read as a labelled volume: {error}", file=body.file) from error
    whole = as_labels(labels, body.file)
    check_labels(whole, body)
    origin = affine[:, 3] if body.origin_mm is None else np.array(body.origin_mm)
    placed = np.column_stack([affine[:, :3], origin])
    return VoxelVolume(whole, placed, checksum_of(whole, placed))


def checksum_of(labels: Array, affine: Array) -> str:
    """Return the checksum of labels and their places."""
    digest = hashlib.sha256(np.ascontiguousarray(affine, dtype="<f8").tobytes())
    digest.update(str(labels.shape).encode())
    for layer in labels:
        digest.update(np.ascontiguousarray(layer, dtype="<u2").tobytes())
    return digest.hexdigest()[:CHECKSUM_DIGITS]


def read_numpy(body: Voxels) -> tuple[Array, Array]:
    """Return the numbers of a .npy file, without unpickling anything, and where its voxels are."""
    labels = np.load(body.file, mmap_mode="r", allow_pickle=False)
    return labels, np.column_stack([np.diag(body.spacing_mm or (1.0, 1.0, 1.0)), np.zeros(3)])


def as_labels(numbers: Array, file: str) -> Array:
    """Return numbers as labels, or say why they are none."""
    if numbers.ndim != 3 or numbers.size == 0 or numbers.size > MOST_VOXELS:
        told = f"has shape {numbers.shape}; must be (nx, ny, nz) with 1 to {MOST_VOXELS:,} voxels"
        remedy = ": cut out the part around the probe" if numbers.size > MOST_VOXELS else ""
        raise ScenarioError(f"{told}{remedy}", file=file)
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
    there = np.flatnonzero(sum(np.bincount(layer.ravel(), minlength=HIGHEST_LABEL + 1) for layer in labels))
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
    return label_of(volume, [np.floor(number + 0.5) for number in numbers_at(volume, places)])


def numbers_at(volume: VoxelVolume, places: Places) -> list[Array]:
    """Return the numbers of voxels along their three axes at places, as broken numbers."""
    shifted = [place - start for place, start in zip(places, volume.origin_mm, strict=True)]
    back = np.linalg.inv(volume.affine[:, :3])
    none = np.zeros(())
    return [sum((part * place for part, place in zip(row, shifted, strict=True) if part), start=none) for row in back]


def label_of(volume: VoxelVolume, numbers: list[Array]) -> Array:
    """Return the labels of voxels by their whole numbers, OUTSIDE where there is none."""
    index, inside = [], np.ones(np.broadcast_shapes(*(np.shape(number) for number in numbers)), dtype=bool)
    for number, size in zip(numbers, volume.labels.shape, strict=True):
        inside = inside & (number >= 0) & (number < size)
        index.append(np.clip(number, 0, size - 1).astype(np.int64))
    return np.where(inside, volume.labels[tuple(index)].astype(np.int64), OUTSIDE)


def smooth_distance_mm(volume: VoxelVolume, label: int, places: Places) -> Array:
    """Return a distance from the smoothed surface of a label, negative inside, at most half a voxel; for drawing.

    The share of the label is interpolated between the middles of voxels; its surface is where that is one half.
    """
    numbers = numbers_at(volume, places)
    first = [np.floor(number) for number in numbers]
    share = np.zeros(np.broadcast_shapes(*(np.shape(number) for number in numbers)))
    for corner in product((0, 1), repeat=3):
        weight = np.ones(())
        for step, number, low in zip(corner, numbers, first, strict=True):
            weight = weight * (number - low if step else 1.0 - (number - low))
        here = label_of(volume, [low + step for low, step in zip(first, corner, strict=True)])
        share += weight * (here == label)
    return (0.5 - share) * float(volume.spacing_mm.min())
