"""Temperature and dose along a nerve."""

import numpy as np
import xarray as xr

from lesionsim.lesion.coverage import DISC, tubes_of
from lesionsim.lesion.half_plane import HalfPlane, continued, on_fine_lines, value_at
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.measures import lines_for
from lesionsim.lesion.nerve import AnyNerve, lesion_of, nerve_for
from lesionsim.lesion.points import moment, points, scenario_of, within_nodes
from lesionsim.lesion.tubes import places, stations
from lesionsim.result.dataset import threshold_of
from lesionsim.scenario import Criterion, Isotherm, ThreeState

Array = np.ndarray

STEP_MM = 0.1
MOST_LOG = 690.0  # doses beyond e^690 are told as that: the largest numbers end near


def nerve_profile(
    result: xr.Dataset,
    nerve: AnyNerve | None = None,
    criterion: Criterion | str | None = None,
    time_s: float | None = None,
) -> xr.Dataset:
    """Tell temperature and dose along a nerve, every 0.1 mm or less.

    Parameters
    ----------
    result, nerve, criterion, time_s : as in `nerve_coverage`

    Returns
    -------
    xarray.Dataset over `along_mm` (way along the middle line): place of the middle line (r_mm, z_mm), peak temperature
    on it (peak_temperature, °C), dose on it and the least over the nerve's section (dose, least_dose, in the
    criterion's unit), and whether the whole section is inside the lesion (covered). Attributes: criterion, threshold,
    dose_unit, measured_at_s. Outside the computed tissue the outer wall's values stand, and nothing is covered.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.scenario import StraightNerve
    >>> along = nerve_profile(ls.simulate(ls.load("b1")), StraightNerve(offset_mm=2))
    >>> round(float(along.peak_temperature.max()), 1), bool(along.covered.any())
    (55.0, True)
    """
    chosen, number = choose(result, criterion), moment(result, time_s)
    scenario = scenario_of(result)
    asked = nerve_for(scenario, nerve)
    pieces = tubes_of([asked], scenario.probe)
    piece, at_mm = stations(pieces, STEP_MM)
    along_mm, first = np.unique((pieces.before[piece] + at_mm).round(9), return_index=True)
    r_mm, z_mm = (each[first] for each in places(pieces, piece, at_mm, DISC))
    levels = value_at(plain_field(result, level_points(result, chosen, number)), r_mm, z_mm, outside=None)
    inside = value_at(lesion_of(result, chosen, number), r_mm, z_mm).min(axis=1) > 0
    threshold, unit = threshold_of(chosen)
    peak = {"long_name": "peak temperature on the nerve's middle line", "units": "°C"}
    about = {"criterion": chosen.label, "threshold": threshold, "dose_unit": unit}
    about |= {"measured_at_s": float(result.variables["time"].values[number]), "nerve": str(asked)}
    columns = {
        "r_mm": (r_mm[:, -1], {"long_name": "distance from the probe's axis", "units": "mm"}),
        "z_mm": (z_mm[:, -1], {"long_name": "place along the probe", "units": "mm"}),
        "peak_temperature": (peak_over(result, number, r_mm[:, -1], z_mm[:, -1]), peak),
        "dose": (dose_of(chosen, levels[:, -1]), {"long_name": "dose on the nerve's middle line", "units": unit}),
        "least_dose": (dose_of(chosen, levels.min(axis=1)), {"long_name": "least dose of the section", "units": unit}),
        "covered": (inside, {"long_name": "whole section inside the lesion"}),
    }  # fmt: skip
    where = {"along_mm": ("along_mm", along_mm, {"long_name": "way along the nerve", "units": "mm"})}
    return xr.Dataset({name: ("along_mm", *column) for name, column in columns.items()}, where, about)


def plain_field(result: xr.Dataset, over_points: Array) -> HalfPlane:
    """Return a field over points on fine lines of the half plane."""
    lines = lines_for(result)
    return continued(on_fine_lines(over_points, lines), lines)


def peak_over(result: xr.Dataset, number: int, r_mm: Array, z_mm: Array) -> Array:
    """Return the peak temperature up to a recorded moment (its number) at places, °C."""
    nodes = points(result, "peak_temperature", scenario_of(result).outer_wall_c, number)
    return within_nodes(value_at(plain_field(result, nodes), r_mm, z_mm, outside=None), nodes)


def dose_of(criterion: Criterion, level: Array) -> Array:
    """Turn levels back into doses in the criterion's unit; the inverse of `dose_level` and `fraction_level`."""
    threshold, _ = threshold_of(criterion)
    if isinstance(criterion, Isotherm):
        return level + threshold
    if isinstance(criterion, ThreeState):
        return 1 / (1 + (1 - threshold) / threshold * np.exp(-level))
    return threshold * np.exp(np.minimum(level, MOST_LOG))
