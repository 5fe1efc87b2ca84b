"""Temperature and dose along a nerve."""

import numpy as np
import xarray as xr

from lesionsim.lesion.all_around import Field, continued_around, on_fine_slices, value_around
from lesionsim.lesion.coverage import DISC, tubes_of
from lesionsim.lesion.half_plane import OUTSIDE, HalfPlane, continued, on_fine_lines, value_at
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.measures import lines_for
from lesionsim.lesion.nerve import AnyNerve, lesion_of, nerve_for
from lesionsim.lesion.points import around_of, moment, points, scenario_of, within_nodes
from lesionsim.lesion.tubes import places_around, stations
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
    pieces = tubes_of([asked], scenario.probe, scenario.placement)
    piece, at_mm = stations(pieces, STEP_MM)
    along_mm, first = np.unique((pieces.before[piece] + at_mm).round(9), return_index=True)
    r_mm, z_mm, theta = (each[first] for each in places_around(pieces, piece, at_mm, DISC))
    levels = value_of(plain_field(result, level_points(result, chosen, number)), (r_mm, z_mm, theta), outside=None)
    inside = value_of(lesion_of(result, chosen, number), (r_mm, z_mm, theta)).min(axis=1) > 0
    middle = r_mm[:, -1], z_mm[:, -1], theta[:, -1]
    threshold, unit = threshold_of(chosen)
    peak = {"long_name": "peak temperature on the nerve's middle line", "units": "°C"}
    about = {"criterion": chosen.label, "threshold": threshold, "dose_unit": unit}
    about |= {"measured_at_s": float(result.variables["time"].values[number]), "nerve": str(asked)}
    columns = {
        "r_mm": (r_mm[:, -1], {"long_name": "distance from the probe's axis", "units": "mm"}),
        "z_mm": (z_mm[:, -1], {"long_name": "place along the probe", "units": "mm"}),
        "peak_temperature": (peak_over(result, number, middle), peak),
        "dose": (dose_of(chosen, levels[:, -1]), {"long_name": "dose on the nerve's middle line", "units": unit}),
        "least_dose": (dose_of(chosen, levels.min(axis=1)), {"long_name": "least dose of the section", "units": unit}),
        "covered": (inside, {"long_name": "whole section inside the lesion"}),
    }  # fmt: skip
    where = {"along_mm": ("along_mm", along_mm, {"long_name": "way along the nerve", "units": "mm"})}
    return xr.Dataset({name: ("along_mm", *column) for name, column in columns.items()}, where, about)


def plain_field(result: xr.Dataset, over_points: Array) -> Field:
    """Return a field over points on fine lines, of the half plane or of all of them."""
    lines, around = lines_for(result), around_of(result)
    if around is None:
        return continued(on_fine_lines(over_points, lines), lines)
    return continued_around(on_fine_slices(over_points, lines, around), lines, around)


def value_of(field: Field, where: tuple[Array, Array, Array], outside: float | None = OUTSIDE) -> Array:
    """Return a field's value at places (r and z in mm, angle in rad)."""
    if isinstance(field, HalfPlane):
        return value_at(field, *where[:2], outside)
    return value_around(field, *where, outside)


def peak_over(result: xr.Dataset, number: int, where: tuple[Array, Array, Array]) -> Array:
    """Return the peak temperature up to a recorded moment (its number) at places (r and z in mm, angle in rad), °C."""
    nodes = points(result, "peak_temperature", scenario_of(result).outer_wall_c, number)
    return within_nodes(value_of(plain_field(result, nodes), where, outside=None), nodes)


def dose_of(criterion: Criterion, level: Array) -> Array:
    """Turn levels back into doses in the criterion's unit; the inverse of `dose_level` and `fraction_level`."""
    threshold, _ = threshold_of(criterion)
    if isinstance(criterion, Isotherm):
        return level + threshold
    if isinstance(criterion, ThreeState):
        return 1 / (1 + (1 - threshold) / threshold * np.exp(-level))
    return threshold * np.exp(np.minimum(level, MOST_LOG))
