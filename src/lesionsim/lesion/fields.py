"""Fields on fine lines, for pictures."""

import numpy as np
import xarray as xr

from lesionsim import units
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.measures import fresh_sheet, lines_for
from lesionsim.lesion.points import check_whole, moment, points, scenario_of, within_nodes
from lesionsim.scenario import Criterion

Array = np.ndarray


def fine(result: xr.Dataset, over_points: Array) -> tuple[Array, Array, Array]:
    """Interpolate a field over points onto fine lines.

    Returns
    -------
    (r_mm, z_mm, values[r, z]); NaN inside the probe
    """
    from lesionsim.kernels.resample import resample

    lines = lines_for(result)
    sheet = fresh_sheet(lines)
    resample(over_points, lines, sheet.line, sheet.fine)
    return lines.r * units.MM_PER_M, lines.z * units.MM_PER_M, sheet.fine


def fine_temperature(result: xr.Dataset, time_s: float | None = None) -> tuple[Array, Array, Array]:
    """Return temperature on fine lines at a recorded moment: (r_mm, z_mm, °C[r, z])."""
    check_whole(result)
    nodes = points(result, "temperature", scenario_of(result).outer_wall_c, moment(result, time_s))
    r, z, values = fine(result, nodes)
    return r, z, within_nodes(values, nodes)


def fine_level(
    result: xr.Dataset, criterion: Criterion | str | None = None, time_s: float | None = None
) -> tuple[Array, Array, Array]:
    """Return a criterion's level on fine lines, positive in dead tissue: (r_mm, z_mm, level[r, z])."""
    return fine(result, level_points(result, choose(result, criterion), moment(result, time_s)))
