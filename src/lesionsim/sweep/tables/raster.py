"""Dead tissue on one raster for all rows of a sweep, in the probe's frame: rows with different grids can be counted.

The raster is a plane through the probe's axis with places 0.1 mm apart, from 8 mm ahead of the tip's end to 8 mm behind
the tip. Where all directions around the probe are alike it is half a plane, r from 0 to 12 mm; in three dimensions it
is the plane of the x axis, from -12 mm (180 degrees) to 12 mm (0 degrees).
"""

import base64
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lesionsim.errors import ResultError
from lesionsim.lesion.all_around import Field, half_plane_of
from lesionsim.lesion.half_plane import box_of, cell_of

Array = np.ndarray

ACROSS_STEPS, BEYOND_STEPS = 120, 80  # 12 mm to either side, 8 mm ahead of the tip's end and behind the tip
STEPS_PER_MM = 10
EFFORT = 6  # of compression, 1 to 9
HEAD = 4  # bytes that tell the shape


class Raster(NamedTuple):
    """Places of a mask, mm in the probe's frame."""

    across_mm: Array  # (n,) r, or x where both sides differ
    z_mm: Array  # (m,)


@lru_cache(maxsize=16)
def raster_for(tip_length_mm: float, both_sides: bool = False) -> Raster:
    """Return the raster beside a tip; those of longer tips reach farther behind, and nothing else differs.

    >>> raster = raster_for(10.0)
    >>> raster.across_mm.size, float(raster.z_mm[0]), float(raster.z_mm[-1])
    (121, -8.0, 18.0)
    """
    first = -ACROSS_STEPS if both_sides else 0
    last = int(np.ceil(tip_length_mm * STEPS_PER_MM - 1e-6)) + BEYOND_STEPS
    return Raster(np.arange(first, ACROSS_STEPS + 1) / STEPS_PER_MM, np.arange(-BEYOND_STEPS, last + 1) / STEPS_PER_MM)


def dead_mask(field: Field, tip_length_mm: float) -> Array:
    """Tell which places of the raster are dead, (n, m) bool.

    The level is interpolated as for all measures, linearly between fine lines; dead is where it is not below zero. A
    place in the metal counts as the tissue beside it; one outside the computed tissue is alive.

    Parameters
    ----------
    field : the tip's own dead region on fine lines (from `nerve.field_of`)
    """
    around = getattr(field, "around", None)
    raster = raster_for(tip_length_mm, around is not None)
    if around is None:
        return dead_in(field, half_plane_of(field, 0.0), raster.across_mm, raster.z_mm)
    right, left = (half_plane_of(field, turn) for turn in (0.0, np.pi))
    far = raster.across_mm[ACROSS_STEPS:]
    left_side, right_side = (dead_in(field, level, far, raster.z_mm) for level in (left, right))
    return np.concatenate([left_side[:0:-1], right_side])


def dead_in(field: Field, level: Array, r_mm: Array, z_mm: Array) -> Array:
    """Tell where a level of one half plane, (mr, mz), is not below zero, at all r and z, (n, m).

    Only places in the box around the lesion are looked at.
    """
    far, low, high = box_of(field)
    found = np.zeros((r_mm.size, z_mm.size), dtype=bool)
    rows, columns = np.flatnonzero(r_mm <= far), np.flatnonzero((z_mm >= low) & (z_mm <= high))
    if not (rows.size and columns.size):
        return found
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    a, s = cell_of(field.r_mm, r_mm[box[0]])
    b, t = cell_of(field.z_mm, z_mm[box[1]])
    across = level[a] + s[:, None] * (level[a + 1] - level[a])
    found[box] = across[:, b] + t * (across[:, b + 1] - across[:, b]) >= 0
    return found


def pack(mask: Array) -> str:
    """Write a mask as text.

    >>> unpack(pack(np.eye(3, dtype=bool)))[0]
    array([ True, False, False])
    """
    shape = np.array(mask.shape, dtype="<u2").tobytes()
    return base64.b64encode(shape + zlib.compress(np.packbits(mask).tobytes(), EFFORT)).decode("ascii")


def unpack(text: str) -> Array:
    """Read a mask that `pack` wrote, (n, m) bool.

    Raises
    ------
    ResultError
        When the text is not one that `pack` wrote.
    """
    try:
        data = base64.b64decode(text, validate=True)
        n, m = (int(each) for each in np.frombuffer(data[:HEAD], dtype="<u2"))
        bits = np.frombuffer(zlib.decompress(data[HEAD:]), dtype=np.uint8)
        return np.unpackbits(bits, count=n * m).astype(bool).reshape(n, m)
    except (ValueError, zlib.error) as error:
        raise ResultError(f"a map of dead tissue cannot be read ({error}); run the row again.") from None


def stacked(masks: Sequence[Array]) -> Array:
    """Put masks of tips of any length over each other, (rows, n, m): what lies behind a shorter raster is alive."""
    longest = max(mask.shape[1] for mask in masks)
    return np.stack([np.pad(mask, ((0, 0), (0, longest - mask.shape[1]))) for mask in masks])
