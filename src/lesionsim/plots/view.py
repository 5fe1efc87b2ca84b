"""Which part of the tissue a map shows, and the fields on it, mirrored to both sides of the probe."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import xarray as xr

from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.fields import fine_level, fine_temperature
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.scenario import Criterion

Array = np.ndarray
MARGIN = 1.4  # room around the farthest line, for labels
LEAST_ROOM = 0.1  # of the length, beyond each end
LEAST_HALF_MM = 1.5
HALF_SHARE, UNEVEN_SHARE = 0.5, 0.62  # of a lesion's width on one side: the same on both, or more on one


class View(NamedTuple):
    """The window of a map, mm: z from low to high, r from -half to half."""

    low: float
    high: float
    half: float

    @property
    def length(self) -> float:
        """Extent along the probe, mm."""
        return self.high - self.low


HalfPlane = Callable[[float], tuple[Array, Array, Array]]  # (r_mm, z_mm, values[r, z]) towards an angle


class Sheet(NamedTuple):
    """A field on the section: z_mm (m,), r_mm (n,) from one side to the other, values (n, m)."""

    z_mm: Array
    r_mm: Array
    values: Array


def mirrored(field: tuple[Array, Array, Array]) -> Sheet:
    """Mirror a field [r, z] to both sides of the axis."""
    r_mm, z_mm, values = field
    other = slice(None, 0, -1) if r_mm[0] == 0 else slice(None, None, -1)
    return Sheet(z_mm, np.concatenate([-r_mm[other], r_mm]), np.concatenate([values[other], values]))


def temperature_sheet(result: xr.Dataset, time_s: float, theta_deg: float = 0.0) -> Sheet:
    """Return the temperature on both sides of the probe; in three dimensions those towards an angle and opposite."""
    return both_sides(result, lambda azimuth: fine_temperature(result, time_s, azimuth), theta_deg)


def level_sheet(result: xr.Dataset, criterion: Criterion, time_s: float, theta_deg: float = 0.0) -> Sheet:
    """Return a criterion's level on both sides of the probe, positive in dead tissue."""
    return both_sides(result, lambda azimuth: fine_level(result, criterion, time_s, azimuth), theta_deg)


def both_sides(result: xr.Dataset, field: HalfPlane, theta_deg: float = 0.0) -> Sheet:
    """Return a field on both sides of the probe: mirrored, or in three dimensions each side as it is."""
    if not is_around(result):
        return mirrored(field(0.0))
    r_mm, z_mm, values = field(theta_deg)
    opposite = field(theta_deg + 180.0)[2]
    other = slice(None, 0, -1) if r_mm[0] == 0 else slice(None, None, -1)
    return Sheet(z_mm, np.concatenate([-r_mm[other], r_mm]), np.concatenate([opposite[other], values]))


def cut(sheet: Sheet, view: View) -> Sheet:
    """Cut a field to a window, one line wider on each side."""
    columns = reach(sheet.z_mm, view.low, view.high)
    rows = reach(sheet.r_mm, -view.half, view.half)
    return Sheet(sheet.z_mm[columns], sheet.r_mm[rows], sheet.values[rows, columns])


def reach(lines: Array, low: float, high: float) -> slice:
    """Return the lines from low to high, and one more at each end."""
    first, last = np.searchsorted(lines, low, side="right"), np.searchsorted(lines, high)
    return slice(max(0, int(first) - 1), int(last) + 1)


def choose_view(
    result: xr.Dataset,
    temperature: Sheet,
    coolest_c: float | None,
    lesions: list[Lesion],
    aspect: float,
    margin: float = MARGIN,
) -> View:
    """Choose the window: every lesion and isotherm with a margin, in the shape of the axes, inside the domain.

    Parameters
    ----------
    temperature : the whole section
    coolest_c : float, °C, the coolest isotherm drawn; None when there is none
    aspect : float, length over height of the axes
    margin : float, from the farthest line to the edge, relative
    """
    scenario = scenario_of(result)
    tip, domain = scenario.probe.tip_length_mm, scenario.domain
    low = -max([lesion.ahead_of_tip_mm for lesion in lesions], default=0.0)
    high = tip + max([lesion.behind_tip_mm for lesion in lesions], default=0.0)
    share = UNEVEN_SHARE if is_around(result) else HALF_SHARE
    half = max([share * lesion.width_mm for lesion in lesions], default=0.0)
    half = max(half, 2 * scenario.probe.radius_mm, LEAST_HALF_MM)
    if coolest_c is not None:
        hot = np.asarray(temperature.values >= coolest_c)
        along, across = around(temperature.z_mm, hot, 0), around(temperature.r_mm, hot, 1)
        low, high, half = min(low, along[0]), max(high, along[1]), max(half, across[1])
    room = max(half * (margin - 1), LEAST_ROOM * (high - low))
    view = fill(View(low - room, high + room, half * margin), aspect)
    return View(
        max(view.low, -domain.ahead_mm), min(view.high, tip + domain.shaft_mm), min(view.half, domain.radius_mm)
    )


def around(lines: Array, inside: Array, axis: int) -> tuple[float, float]:
    """Return the lines just outside a marked region, seen along one axis of the section."""
    marked = np.flatnonzero(inside.any(axis=axis))
    return float(lines[max(marked[0] - 1, 0)]), float(lines[min(marked[-1] + 1, lines.size - 1)])


def fill(view: View, aspect: float) -> View:
    """Widen a window in one direction until it has the shape of the axes."""
    missing = aspect * 2 * view.half - view.length
    if missing > 0:
        return View(view.low - missing / 2, view.high + missing / 2, view.half)
    return View(view.low, view.high, view.length / (2 * aspect))
