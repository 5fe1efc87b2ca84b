"""One lesion and many straight nerves: how covered length changes with angle and distance. Nothing is run again."""

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
import xarray as xr

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.asking import numbers_of
from lesionsim.lesion.coverage import coverage_of_all, tubes_of
from lesionsim.lesion.level import choose
from lesionsim.lesion.nerve import lesion_of, nerve_for
from lesionsim.lesion.nerve_bars import errors_of
from lesionsim.lesion.points import has_companion, moment, scenario_of
from lesionsim.result.schema import COARSE
from lesionsim.scenario import Criterion, Scenario, StraightNerve

MOST_NERVES = 20_000


def nerve_sweep(
    result: xr.Dataset,
    angles_deg: Sequence[float],
    offsets_mm: Sequence[float],
    nerve: StraightNerve | None = None,
    criterion: Criterion | str | None = None,
    time_s: float | None = None,
) -> xr.Dataset:
    """Measure straight nerves at many angles and distances beside one lesion.

    Parameters
    ----------
    result : Dataset from `simulate`
    angles_deg : degrees, 0 parallel to the probe, 90 perpendicular
    offsets_mm : mm, smallest distances of the nerve's middle line from the probe's axis
    nerve : thickness, length and place; the scenario's when left out and straight, else 1 mm thick and 30 mm long
        beside the middle of the tip
    criterion, time_s : as in `nerve_coverage`

    Returns
    -------
    xarray.Dataset with covered_mm, covered_fraction and gap_mm over (angle_deg, offset_mm), and error bars

    Raises
    ------
    ScenarioError
        When a nerve would pass through the metal of the probe, or as `nerve_coverage` does.

    Examples
    --------
    >>> import lesionsim as ls
    >>> turned = nerve_sweep(ls.simulate(ls.load("b1")), angles_deg=(0, 45, 90), offsets_mm=(1.0, 1.5))
    >>> bool(turned.covered_mm.sel(angle_deg=0, offset_mm=1.5) > 2 * turned.covered_mm.sel(angle_deg=90, offset_mm=1.5))
    True
    """
    chosen, number = choose(result, criterion), moment(result, time_s)
    scenario = scenario_of(result)
    angles, offsets = several("angles_deg", angles_deg), several("offsets_mm", offsets_mm)
    nerves = straight_nerves(scenario, nerve, angles, offsets)
    lesion, pieces = lesion_of(result, chosen, number), tubes_of(nerves, scenario.probe, scenario.placement)
    found, coarse = coverage_of_all(lesion, pieces), None
    if has_companion(result):
        coarse = coverage_of_all(lesion_of(result, chosen, number, COARSE), pieces)
    errors = errors_of(scenario, lesion, pieces, found, coarse)
    shape, over = (len(angles), len(offsets)), ("angle_deg", "offset_mm")
    told = {
        "covered_mm": (found.covered, "covered length of the nerve", "mm"),
        "covered_mm_error": (errors["covered_mm_error"], "numerical error bar of the covered length", "mm"),
        "covered_fraction": (found.covered / found.length, "covered fraction", "1"),
        "gap_mm": (found.gap, "gap between nerve and lesion", "mm"),
        "gap_mm_error": (errors["gap_mm_error"], "numerical error bar of the gap", "mm"),
    }
    values = {
        name: (over, each.reshape(shape), {"long_name": words, "units": unit})
        for name, (each, words, unit) in told.items()
    }
    places = {
        "angle_deg": ("angle_deg", angles, {"long_name": "angle between probe and nerve", "units": "°"}),
        "offset_mm": ("offset_mm", offsets, {"long_name": "nerve's distance from the probe's axis", "units": "mm"}),
    }
    about = {
        "criterion": chosen.label,
        "measured_at_s": float(result.variables["time"].values[number]),
        "nerve": f"{nerves[0].diameter_mm:g} mm thick, {nerves[0].length_mm:g} mm long",
        "diameter_mm": nerves[0].diameter_mm,
    }
    return xr.Dataset(values, places, about)


def several(name: str, given: Sequence[float]) -> list[float]:
    """Return numbers as a list of floats."""
    allowed = "one number or several, such as (0, 45, 90)"
    values = [float(each) for each in np.atleast_1d(numbers_of(name, given, allowed)).ravel()]
    if not values or not all(math.isfinite(each) for each in values):
        raise ScenarioError(Problem(name, f"is {given!r:.60}; must be {allowed}"))
    return values


def straight_nerves(
    scenario: Scenario, nerve: StraightNerve | None, angles: list[float], offsets: list[float]
) -> list[StraightNerve]:
    """Return a nerve for every angle and distance, distances fastest."""
    if len(angles) * len(offsets) > MOST_NERVES:
        told = f"and offsets_mm make {len(angles) * len(offsets)} nerves; must be at most {MOST_NERVES}"
        raise ScenarioError(Problem("angles_deg", told))
    if nerve is None:
        own = scenario.nerve
        nerve = own if isinstance(own, StraightNerve) else StraightNerve(offset_mm=offsets[0])
    if not isinstance(nerve, StraightNerve):
        raise ScenarioError(Problem("nerve", f"is {nerve!r:.60}; must be a StraightNerve, which has an angle"))
    turned = [dataclasses.replace(nerve, angle_deg=angle, offset_mm=offset) for angle in angles for offset in offsets]
    for each in turned:
        nerve_for(scenario, each)
    return turned
