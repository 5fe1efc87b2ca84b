"""Fields on fine lines of one half plane, for pictures."""

import math

import numpy as np
import xarray as xr

from lesionsim import units
from lesionsim.grid.stencil_around import slice_at
from lesionsim.lesion.asking import number_of
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.measures import fresh_sheet, lines_for
from lesionsim.lesion.points import around_of, check_whole, moment, points, scenario_of, within_nodes
from lesionsim.scenario import Criterion

Array = np.ndarray
ANGLE = "an angle in degrees, such as 0: towards +x"


def fine(result: xr.Dataset, over_points: Array, azimuth_deg: float = 0.0) -> tuple[Array, Array, Array]:
    """Interpolate a field over points onto fine lines of one half plane.

    Parameters
    ----------
    over_points : (nr + 2, nz + 2) array; in three dimensions (nt, nr + 2, nz + 2)
    azimuth_deg : float, degrees around the probe, which half plane; without meaning in (r, z)

    Returns
    -------
    (r_mm, z_mm, values[r, z]); NaN inside the probe
    """
    from lesionsim.kernels.resample import resample

    lines, around = lines_for(result), around_of(result)
    sheet = fresh_sheet(lines)
    if around is not None:
        over_points = slice_at(over_points, around, math.radians(number_of("azimuth_deg", azimuth_deg, ANGLE)))
    resample(over_points, lines, sheet.line, sheet.fine)
    return lines.r * units.MM_PER_M, lines.z * units.MM_PER_M, sheet.fine


def fine_temperature(
    result: xr.Dataset, time_s: float | None = None, azimuth_deg: float = 0.0
) -> tuple[Array, Array, Array]:
    """Return temperature on fine lines at a recorded moment: (r_mm, z_mm, °C[r, z])."""
    check_whole(result)
    nodes = points(result, "temperature", scenario_of(result).outer_wall_c, moment(result, time_s))
    r, z, values = fine(result, nodes, azimuth_deg)
    return r, z, within_nodes(values, nodes)


def fine_level(
    result: xr.Dataset,
    criterion: Criterion | str | None = None,
    time_s: float | None = None,
    azimuth_deg: float = 0.0,
) -> tuple[Array, Array, Array]:
    """Return a criterion's level on fine lines, positive in dead tissue: (r_mm, z_mm, level[r, z])."""
    return fine(result, level_points(result, choose(result, criterion), moment(result, time_s)), azimuth_deg)
