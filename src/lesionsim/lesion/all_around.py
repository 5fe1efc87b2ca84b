"""A level all around the probe: its half planes, and its value at any place between them."""

from typing import NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.grid.around import Wedges
from lesionsim.grid.stencil_around import between_slices, folded, with_opposite
from lesionsim.kernels.arrays import Lines
from lesionsim.lesion.half_plane import JUST_ALIVE, OUTSIDE, HalfPlane, value_at
from lesionsim.lesion.tubes import Pieces, places, places_around

Array = np.ndarray


class AllAround(NamedTuple):
    """A level on fine lines of all slices, as `HalfPlane` holds it for one."""

    r_mm: Array  # (mr,)
    z_mm: Array  # (mz,)
    level: Array  # (nt, mr, mz)
    first_outside: int
    end: int
    around: Wedges

    @property
    def tissue(self) -> Array:
        """Tell which points are tissue or on the probe's surface, (mr, mz)."""
        inside = np.zeros(self.level.shape[1:], dtype=bool)
        inside[: self.first_outside, self.end + 1 :] = True
        return ~inside


Field = HalfPlane | AllAround


def all_around(level: Array, lines: Lines, around: Wedges) -> AllAround:
    """Carry a level over points, (nt, nr + 2, nz + 2), onto fine lines and keep the tip's own region."""
    from lesionsim.lesion.measures import slices_of

    mark = slices_of(level, lines, around).sheet.mark
    fine = on_fine_slices(level, lines, around)
    fine[(fine > 0) & ~mark] = JUST_ALIVE
    return continued_around(fine, lines, around)


def on_fine_slices(over_points: Array, lines: Lines, around: Wedges) -> Array:
    """Interpolate a field over points onto all fine lines of every slice; NaN inside the metal."""
    from lesionsim.kernels.resample import resample
    from lesionsim.lesion.measures import fresh_sheet

    sheet = fresh_sheet(lines, (around.count,))
    for points, fine in zip(with_opposite(over_points, around), sheet.fine, strict=True):
        resample(points, lines, sheet.line, fine)
    return sheet.fine


def continued_around(fine: Array, lines: Lines, around: Wedges) -> AllAround:
    """Continue a field on fine lines, in place, from the probe's surface into its metal."""
    fine[:, : lines.first_outside, lines.end + 1 :] = fine[:, lines.first_outside, None, lines.end + 1 :]
    r_mm, z_mm = lines.r * units.MM_PER_M, lines.z * units.MM_PER_M
    return AllAround(r_mm, z_mm, fine, lines.first_outside, lines.end, around)


def value_around(field: AllAround, r_mm: Array, z_mm: Array, theta: Array, outside: float | None = OUTSIDE) -> Array:
    """Interpolate at places (arrays of one shape): cubic between slices, linearly between fine lines; see `value_at`.

    Parameters
    ----------
    theta : rad
    """
    from lesionsim.kernels.between import values_between

    r_mm = np.where(z_mm > field.z_mm[field.end], np.maximum(r_mm, field.r_mm[field.first_outside]), r_mm)
    places = np.stack([np.ravel(each) for each in np.broadcast_arrays(r_mm, z_mm, theta)])
    found = np.empty(places.shape[1])
    values_between(field.level, field.r_mm, field.z_mm, field.around.closed, places, found)
    value = found.reshape(r_mm.shape)
    if outside is None:
        return value
    away = (r_mm > field.r_mm[-1]) | (z_mm < field.z_mm[0]) | (z_mm > field.z_mm[-1])
    return np.where(away, outside, value)


def value_in(field: Field, pieces: Pieces, number: Array, at_mm: Array, disc: Array) -> Array:
    """Return a field's value at points of sections of nerves, (k, m); see `tubes.places`."""
    if isinstance(field, HalfPlane):
        return value_at(field, *places(pieces, number, at_mm, disc))
    return value_around(field, *places_around(pieces, number, at_mm, disc))


def half_plane_of(field: Field, theta: float) -> Array:
    """Return a field in the half plane towards an angle (rad), (mr, mz)."""
    if isinstance(field, HalfPlane):
        return field.level
    number, weight = between_slices(field.around, np.array([theta]))
    return np.asarray(np.tensordot(weight[0], field.level[folded(field.around, number[0])], axes=1))
