"""NIfTI-1 volumes, read as far as labels need it: the numbers, their size and their place.

Description, names and dates of the header are never read, so nothing that could name a patient enters a result.
"""

import gzip
import math
import struct
from pathlib import Path
from typing import IO, Any

import numpy as np

from lesionsim.scenario.voxels import SIZE

Array = np.ndarray
HEADER = 348  # bytes
MAGIC = b"n+1\0"
KINDS = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4", 1024: "i8", 1280: "u8"}
MM = {1: 1000.0, 2: 1.0, 3: 0.001}  # of the units that a header may name: metre, millimetre, micrometre
FLAT = 1e-6  # volume of a voxel over the product of its edges, below which it has none
MOST_BYTES = 2_000_000_000


def read_nifti(path: str) -> tuple[Array, Array]:
    """Read a .nii or .nii.gz file.

    Returns
    -------
    (nx, ny, nz) array of numbers, and (3, 4) affine array from voxel numbers to mm; raises ValueError with a reason
    """
    with opened(path) as stream:
        header = stream.read(HEADER)
        if len(header) < HEADER or header[344:348] != MAGIC:
            raise ValueError("it is no NIfTI-1 file in one piece (.nii); save it as such, or as .npy")
        order = "<" if struct.unpack_from("<i", header)[0] == HEADER else ">"
        numbers = numbers_of(stream, header, order)
    return scaled(numbers, header, order), affine_of(header, order)


def opened(path: str) -> IO[bytes]:
    """Open a file for reading, packed or not."""
    return gzip.GzipFile(path) if path.casefold().endswith(".gz") else Path(path).open("rb")  # type: ignore[return-value]


def numbers_of(stream: IO[bytes], header: bytes, order: str) -> Array:
    """Read the numbers that follow a header, and no byte more."""
    shape, kind = layout(header, order)
    start = struct.unpack_from(order + "f", header, 108)[0]
    if not HEADER <= start <= MOST_BYTES:
        raise ValueError("its header is damaged: it does not say where the numbers begin")
    size = math.prod(shape) * kind.itemsize
    if size > MOST_BYTES:
        raise ValueError(f"it has {size} bytes; must be at most {MOST_BYTES}: cut out the part around the probe")
    stream.seek(int(start))
    content = stream.read(size)
    if len(content) < size:
        raise ValueError("it ends too early; copy or download it again")
    return np.frombuffer(content, dtype=kind).reshape(shape, order="F")


def layout(header: bytes, order: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Return shape and type of the numbers."""
    count, *sizes = struct.unpack_from(order + "8h", header, 40)
    code = struct.unpack_from(order + "h", header, 70)[0]
    if code not in KINDS:
        raise ValueError(f"its numbers are of the kind {code}; must be plain whole numbers")
    if not 3 <= count <= 7 or min(sizes[:3]) < 1 or any(size > 1 for size in sizes[3:count]):
        raise ValueError(f"its shape is {tuple(sizes[: max(count, 0)])}; must be one volume (nx, ny, nz)")
    return tuple(sizes[:3]), np.dtype(order + KINDS[code])


def scaled(numbers: Array, header: bytes, order: str) -> Array:
    """Apply the header's slope and intercept where it has any."""
    slope, intercept = struct.unpack_from(order + "2f", header, 112)
    return numbers if slope == 0 or (slope, intercept) == (1, 0) else numbers * slope + intercept


def affine_of(header: bytes, order: str) -> Array:
    """Return the way from voxel numbers to mm: the header's matrix, else its quaternion, else its sizes alone."""
    by_quaternion, by_matrix = struct.unpack_from(order + "2h", header, 252)
    if by_matrix > 0:
        affine = np.array(struct.unpack_from(order + "12f", header, 280), dtype=float).reshape(3, 4)
    else:
        sizes = np.array(struct.unpack_from(order + "4f", header, 76), dtype=float)
        turn, shift = np.eye(3), np.zeros(3)
        if by_quaternion > 0:
            turn = turned(*struct.unpack_from(order + "3f", header, 256))
            turn[:, 2] *= -1.0 if sizes[0] < 0 else 1.0
            shift = np.array(struct.unpack_from(order + "3f", header, 268), dtype=float)
        affine = np.column_stack([turn * sizes[1:], shift])
    affine *= MM.get(header[123] & 7, 1.0)
    check_size(affine)
    return affine


def check_size(affine: Array) -> None:
    """Refuse voxels without a size, or with one that nothing in a body is measured in."""
    sizes = np.linalg.norm(affine[:, :3], axis=0)
    if not np.all(np.isfinite(affine)) or abs(np.linalg.det(affine[:, :3])) <= FLAT * np.prod(sizes):
        raise ValueError("its header does not tell the size of its voxels; set it in the program that made the file")
    if not (sizes.min() >= SIZE.low and sizes.max() <= SIZE.high):
        told = " x ".join(f"{size:.4g}" for size in sizes)
        raise ValueError(f"its header says that a voxel measures {told} mm; each must be {SIZE.allowed}")


def turned(b: float, c: float, d: float) -> Array:
    """Return the rotation of a unit quaternion told by its last three parts."""
    a = np.sqrt(max(0.0, 1.0 - b * b - c * c - d * d))
    return np.array([
        [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
        [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
        [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
    ])  # fmt: skip
