"""A level over the half plane through the axis, and its value at any place beside or ahead of the probe."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.kernels.arrays import Lines

if TYPE_CHECKING:
    from lesionsim.lesion.all_around import AllAround

Array = np.ndarray

JUST_ALIVE = -1e-300  # what dead points of other regions count as, the same as in `kernels.region`
OUTSIDE = -1e3  # level outside the domain: alive


class HalfPlane(NamedTuple):
    """A level on fine lines: positive in the lesion, which is the tip's own dead region alone.

    Inside the metal it is continued from the probe's surface, so that it has no gap.
    """

    r_mm: Array  # (mr,)
    z_mm: Array  # (mz,)
    level: Array  # (mr, mz)
    first_outside: int  # row at the probe's radius
    end: int  # column at z = 0

    @property
    def tissue(self) -> Array:
        """Tell which points are tissue or on the probe's surface, (mr, mz)."""
        inside = np.zeros(self.level.shape, dtype=bool)
        inside[: self.first_outside, self.end + 1 :] = True
        return ~inside


def half_plane(level: Array, lines: Lines) -> HalfPlane:
    """Carry a level over points (from `level_points`) onto fine lines and keep the tip's own region.

    Parameters
    ----------
    level : (nr + 2, nz + 2) array over points, positive in dead tissue
    lines : fine lines of its grid (from `lines_for`)
    """
    from lesionsim.kernels.region import measure_rz
    from lesionsim.lesion.measures import fresh_sheet

    sheet = fresh_sheet(lines)
    radius = np.full(lines.z.size, -1.0)
    ends = np.array([np.full(lines.r.size, np.inf), np.full(lines.r.size, -np.inf)])
    measure_rz(level, lines, sheet, radius, ends)
    fine = on_fine_lines(level, lines)
    dead_elsewhere = (fine > 0) & ~sheet.mark
    fine[dead_elsewhere] = JUST_ALIVE
    return continued(fine, lines)


def on_fine_lines(over_points: Array, lines: Lines) -> Array:
    """Interpolate a field over points onto all fine lines; NaN inside the metal."""
    from lesionsim.kernels.resample import resample
    from lesionsim.lesion.measures import fresh_sheet

    sheet = fresh_sheet(lines)
    resample(over_points, lines, sheet.line, sheet.fine)
    return sheet.fine


def continued(fine: Array, lines: Lines) -> HalfPlane:
    """Continue a field on fine lines, in place, from the probe's surface into its metal."""
    fine[: lines.first_outside, lines.end + 1 :] = fine[lines.first_outside, lines.end + 1 :]
    r_mm, z_mm = lines.r * units.MM_PER_M, lines.z * units.MM_PER_M
    return HalfPlane(r_mm, z_mm, fine, lines.first_outside, lines.end)


def value_at(field: HalfPlane, r_mm: Array, z_mm: Array, outside: float | None = OUTSIDE) -> Array:
    """Interpolate linearly between fine lines at places (arrays of one shape).

    A place in the metal takes the value of the surface beside it. `outside` is the value outside the domain;
    None continues the wall's.
    """
    r_mm = np.where(z_mm > field.z_mm[field.end], np.maximum(r_mm, field.r_mm[field.first_outside]), r_mm)
    a, s = cell_of(field.r_mm, r_mm)
    b, t = cell_of(field.z_mm, z_mm)
    flat, row = field.level.ravel(), field.z_mm.size
    corner = a * row + b
    low = (1 - t) * flat[corner] + t * flat[corner + 1]
    corner += row
    value = low + s * ((1 - t) * flat[corner] + t * flat[corner + 1] - low)
    if outside is None:
        return value
    away = (r_mm > field.r_mm[-1]) | (z_mm < field.z_mm[0]) | (z_mm > field.z_mm[-1])
    return np.where(away, outside, value)


def cell_of(lines_mm: Array, wanted_mm: Array) -> tuple[Array, Array]:
    """Return the line below each place and the share of the way to the next, both kept within the lines."""
    number = np.searchsorted(lines_mm, wanted_mm, side="right") - 1
    number = np.minimum(np.maximum(number, 0), lines_mm.size - 2)
    low = lines_mm[number]
    return number, np.minimum(np.maximum((wanted_mm - low) / (lines_mm[number + 1] - low), 0.0), 1.0)


def box_of(field: "HalfPlane | AllAround") -> tuple[float, float, float]:
    """Return (largest r, smallest z, largest z) in mm of a box around the lesion; (-inf, inf, -inf) without any."""
    dead = np.any((field.level > 0).reshape(-1, field.r_mm.size, field.z_mm.size), axis=0)
    rows, columns = np.flatnonzero(dead.any(axis=1)), np.flatnonzero(dead.any(axis=0))
    if rows.size == 0:
        return -np.inf, np.inf, -np.inf
    far = field.r_mm[min(rows[-1] + 1, field.r_mm.size - 1)]
    low, high = field.z_mm[max(columns[0] - 1, 0)], field.z_mm[min(columns[-1] + 1, field.z_mm.size - 1)]
    return float(far), float(low), float(high)
