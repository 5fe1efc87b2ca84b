"""How much of a nerve at the bone is covered when the probe is tilted or off: a run for each placement."""

import dataclasses
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr

from lesionsim.errors import Problem, RunError, ScenarioError
from lesionsim.lesion.asking import number_of
from lesionsim.lesion.level import choose
from lesionsim.lesion.nerve import AnyNerve, NerveCoverage, nerve_coverage, nerve_for
from lesionsim.lesion.nerve_sweep import several
from lesionsim.scenario import Criterion, Placement, Scenario, is_bone, to_anatomy, to_toml
from lesionsim.scenario.nerve import fixed_in_anatomy
from lesionsim.scenario.placement import cos_sin, into_anatomy
from lesionsim.simulation import simulate
from lesionsim.sweep.bone import nearest_bone_deg

Array = np.ndarray

TILTS_DEG = (0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0)
OFFSETS_MM = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
MOST_RUNS, MOST_TILT_DEG = 2_000, 90.0
ANGLE = "an angle in degrees around the anatomy's z axis, such as 0: towards +x"
PLACE = "a place along the probe in mm, such as 0: the end of the tip"
ROUND = 12  # digits of a place; beyond them is rounding
COLUMNS = (
    ("covered_mm", "covered length of the nerve", "mm"),
    ("covered_mm_error", "numerical error bar of the covered length", "mm"),
    ("covered_fraction", "covered fraction", "1"),
    ("touched_mm", "touched length of the nerve", "mm"),
    ("gap_mm", "gap between nerve and lesion", "mm"),
    ("gap_mm_error", "numerical error bar of the gap", "mm"),
)


class Ways(NamedTuple):
    """Towards which sides the probe is moved and tilted, degrees, and the place along it that stays, mm."""

    tilt_toward_deg: float
    offset_toward_deg: float
    pivot_mm: float


def placement_sweep(
    scenario: Scenario,
    tilts_deg: Sequence[float] = TILTS_DEG,
    offsets_mm: Sequence[float] = OFFSETS_MM,
    nerve: AnyNerve | None = None,
    criterion: Criterion | str | None = None,
    tilt_toward_deg: float | None = None,
    offset_toward_deg: float | None = None,
    pivot_mm: float = 0.0,
) -> xr.Dataset:
    """Measure what the lesion covers of a nerve fixed in the anatomy, with the probe tilted and off: a run for each.

    A placement that cannot be, such as one with metal in bone, has NaN and its reason in the table.

    Parameters
    ----------
    scenario : Scenario; its placement is where nothing is off
    tilts_deg : degrees between the probe and the anatomy's z axis, 0 to 90, in place of the scenario's
    offsets_mm : mm by which the probe is moved across the anatomy's z axis; negative to the other side
    nerve : the scenario's when left out; one told in the probe's frame is fixed where it is in the scenario's placement
    criterion : label or criterion; the scenario's first when left out
    tilt_toward_deg : degrees around the anatomy's z axis, 0 towards +x: to which side the handle tilts. Left out, it is
        the scenario's azimuth where it is tilted, else away from the nearest bone
    offset_toward_deg : degrees, to which side the probe is moved; left out, away from the nearest bone
    pivot_mm : mm, the place along the probe that stays while it tilts: 0 the end of the tip

    Returns
    -------
    xarray.Dataset over (tilt_deg, offset_mm): covered_mm, covered_fraction, touched_mm, gap_mm, error bars, and reason
    (text, empty where there is a number). Attributes tell the rest, `scenario` as TOML with the nerve fixed.

    Raises
    ------
    ScenarioError
        When there is no nerve, when a number is none, or when every placement is impossible.

    Examples
    --------
    >>> import lesionsim as ls
    >>> table = placement_sweep(ls.load("cervical-bone"), tilts_deg=(0, 15), offsets_mm=(0, 1))
    >>> covered = table.covered_mm.sel(offset_mm=0)
    >>> bool(covered.sel(tilt_deg=0) > covered.sel(tilt_deg=15) + 1)
    True
    """
    if not isinstance(scenario, Scenario):
        raise ScenarioError(Problem("scenario", f"is {scenario!r:.60}; must be a Scenario, as ls.load gives"))
    tilts, offsets = several("tilts_deg", tilts_deg), several("offsets_mm", offsets_mm)
    if not all(0 <= tilt <= MOST_TILT_DEG for tilt in tilts):
        raise ScenarioError(Problem("tilts_deg", f"is {tilts_deg!r:.60}; must be between 0 and {MOST_TILT_DEG:g} °"))
    if len(tilts) * len(offsets) > MOST_RUNS:
        told = f"and offsets_mm make {len(tilts) * len(offsets)} runs; must be at most {MOST_RUNS}"
        raise ScenarioError(Problem("tilts_deg", told))
    base = with_fixed_nerve(scenario, nerve)
    ways = ways_of(base, tilt_toward_deg, offset_toward_deg, pivot_mm)
    found = [covered_at(base, placed(base.placement, tilt, offset, ways), criterion)
             for tilt in tilts for offset in offsets]  # fmt: skip
    if all(isinstance(each, str) for each in found):
        raise ScenarioError(Problem("tilts_deg", f"and offsets_mm give no possible placement: {found[0]}"))
    return table_of(base, tilts, offsets, ways, found)


def with_fixed_nerve(scenario: Scenario, nerve: AnyNerve | None) -> Scenario:
    """Return a scenario whose nerve stays where it is while the probe moves."""
    asked = nerve_for(scenario, nerve)
    fixed = fixed_in_anatomy(asked, scenario.probe.tip_length_mm, scenario.placement)
    return dataclasses.replace(scenario, nerve=fixed)


def ways_of(
    scenario: Scenario, tilt_toward_deg: float | None, offset_toward_deg: float | None, pivot_mm: float
) -> Ways:
    """Return the sides that were asked for; left out, those away from the nearest bone."""
    away = away_from_bone_deg(scenario)
    tilted = scenario.placement.azimuth_deg if scenario.placement.tilt_deg else away
    tilt_toward = tilted if tilt_toward_deg is None else number_of("tilt_toward_deg", tilt_toward_deg, ANGLE)
    offset_toward = away if offset_toward_deg is None else number_of("offset_toward_deg", offset_toward_deg, ANGLE)
    return Ways(tilt_toward % 360.0, offset_toward % 360.0, number_of("pivot_mm", pivot_mm, PLACE))


def away_from_bone_deg(scenario: Scenario) -> float:
    """Return the direction away from the nearest bone around the anatomy's z axis, degrees; 0 without any bone."""
    if not any(map(is_bone, scenario.anatomy)):
        return 0.0
    toward = math.radians(nearest_bone_deg(scenario))
    rotation, _ = to_anatomy(scenario.placement)
    x, y = (row[0] * math.cos(toward) + row[1] * math.sin(toward) for row in rotation[:2])
    return round(math.degrees(math.atan2(-y, -x)), 6) % 360.0


def placed(base: Placement, tilt_deg: float, offset_mm: float, ways: Ways) -> Placement:
    """Return the placement of a tilted and moved probe."""
    cos, sin = cos_sin(ways.offset_toward_deg)
    turned = dataclasses.replace(base, tilt_deg=tilt_deg, azimuth_deg=ways.tilt_toward_deg)
    pivots = (into_anatomy(each, (0.0, 0.0, ways.pivot_mm)) for each in (base, turned))
    x, y, z = (end + before - after for end, before, after in
               zip((base.x_mm, base.y_mm, base.z_mm), *pivots, strict=True))  # fmt: skip
    x, y, z = (round(each, ROUND) for each in (x + offset_mm * cos, y + offset_mm * sin, z))
    return dataclasses.replace(turned, x_mm=x, y_mm=y, z_mm=z)


def covered_at(base: Scenario, placement: Placement, criterion: Criterion | str | None) -> NerveCoverage | str:
    """Run one placement and measure the nerve, or say why that cannot be."""
    try:
        scenario = dataclasses.replace(base, placement=placement)
        result = simulate(scenario)
    except (ScenarioError, RunError) as error:
        return str(error)
    return nerve_coverage(result, None, choose(result, criterion))


def table_of(
    base: Scenario, tilts: list[float], offsets: list[float], ways: Ways, found: list[NerveCoverage | str]
) -> xr.Dataset:
    """Return the table of a sweep."""
    over, shape = ("tilt_deg", "offset_mm"), (len(tilts), len(offsets))
    values = {}
    for name, words, unit in COLUMNS:
        column = np.array([math.nan if isinstance(each, str) else getattr(each, name) for each in found])
        values[name] = (over, column.reshape(shape), {"long_name": words, "units": unit})
    reasons = np.array([each if isinstance(each, str) else "" for each in found]).reshape(shape)
    places = {
        "tilt_deg": ("tilt_deg", tilts, {"long_name": "angle between probe and the anatomy's z axis", "units": "°"}),
        "offset_mm": ("offset_mm", offsets, {"long_name": "probe moved across that axis", "units": "mm"}),
    }
    told = next(each for each in found if not isinstance(each, str))
    about = {
        "scenario": to_toml(base),
        "scenario_name": base.name,
        "source": base.source,
        "criterion": told.criterion,
        "measured_at_s": told.measured_at_s,
        "length_mm": told.length_mm,
        "nerve": str(base.nerve),
        **ways._asdict(),
    }
    return xr.Dataset({**values, "reason": (over, reasons, {"long_name": "why there is no number"})}, places, about)
