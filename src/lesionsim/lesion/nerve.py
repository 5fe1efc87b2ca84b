"""How much of a nerve lies inside the lesion. The nerve changes no heat, so any nerve can be asked of any result."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lesionsim.errors import ScenarioError
from lesionsim.lesion.all_around import Field, all_around
from lesionsim.lesion.bars import with_error
from lesionsim.lesion.coverage import Lengths, coverage_of_all, tubes_of
from lesionsim.lesion.half_plane import half_plane
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Region, region
from lesionsim.lesion.nerve_bars import errors_of
from lesionsim.lesion.nerve_surroundings import statement, surroundings
from lesionsim.lesion.points import FINE, check_whole, has_companion, moment, scenario_of
from lesionsim.result.schema import COARSE
from lesionsim.scenario import Criterion, Nerve, Scenario, StraightNerve
from lesionsim.scenario.consistency import nerve_fault
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray
AnyNerve = Nerve | StraightNerve

REMEDY = "give one, such as ls.StraightNerve(offset_mm=2, angle_deg=0), or put [nerve] into the scenario"


@dataclass(frozen=True, kw_only=True)
class NerveCoverage:
    """The part of a nerve inside the lesion under one criterion; lengths in mm along its middle line.

    Covered is where the whole section of the nerve is inside, touched where any part is. `gap_mm` is the smallest
    distance from the nerve's surface to the lesion's edge; below zero they meet, and it is minus the depth that a part
    of the nerve reaches inside. NaN: no lesion. Outside the computed tissue a nerve counts as alive; `outside_mm` of
    its middle line are there, and `in_bone_mm` would run inside bone (NaN: the file of the voxels is gone).
    Fields ending in `_error` are numerical error bars; NaN when the run had no companion.
    """

    criterion: str
    measured_at_s: float
    length_mm: float
    covered_mm: float
    covered_fraction: float
    centreline_mm: float
    touched_mm: float
    longest_mm: float
    gap_mm: float
    covered_mm_error: float = math.nan
    centreline_mm_error: float = math.nan
    touched_mm_error: float = math.nan
    longest_mm_error: float = math.nan
    gap_mm_error: float = math.nan
    outside_mm: float = math.nan
    in_bone_mm: float = math.nan

    def __str__(self) -> str:
        covered = with_error(self.covered_mm, self.covered_mm_error)
        deep = with_error(abs(self.gap_mm), self.gap_mm_error)
        if math.isnan(self.gap_mm):
            how = spoken("; there is no lesion") if self.covered_mm == 0 else ""
        elif self.gap_mm > 0:
            how = spoken("; the lesion stays {gap} mm away", gap=deep)
        else:
            words = "; {touched_mm:.2f} mm touched, up to {deep} mm deep"
            how = spoken(words, touched_mm=self.touched_mm, deep=deep)
        odd = self.statement and f"; {self.statement}"
        words = "{covered} mm of {length_mm:.1f} mm nerve covered after {time_s:g} s"
        told = spoken(words, covered=covered, length_mm=self.length_mm, time_s=self.measured_at_s)
        return f"{label_in_words(self.criterion)}: {told}{how}{odd}"

    @property
    def statement(self) -> str:
        """What is odd about where the nerve lies, in words: outside the computed tissue, or inside bone."""
        return statement(self.length_mm, self.outside_mm, self.in_bone_mm)


def nerve_coverage(
    result: xr.Dataset,
    nerve: AnyNerve | None = None,
    criterion: Criterion | str | None = None,
    time_s: float | None = None,
) -> NerveCoverage:
    """Measure how much of a nerve the lesion covers.

    Parameters
    ----------
    result : Dataset from `simulate`
    nerve : `Nerve` or `StraightNerve`; the scenario's when left out. Any can be asked: a nerve changes no heat
    criterion : label or criterion; the scenario's first when left out. Any `Isotherm` can be measured
    time_s : float, s, a recorded moment; the end when left out

    Returns
    -------
    NerveCoverage

    Raises
    ------
    ScenarioError
        When there is no nerve, when it passes through the metal of the probe, or as `measure` does.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.scenario import StraightNerve
    >>> result = ls.simulate(ls.load("b1"))
    >>> along = nerve_coverage(result, StraightNerve(offset_mm=1.2))
    >>> across = nerve_coverage(result, StraightNerve(offset_mm=1.2, angle_deg=90))
    >>> round(along.covered_mm, 1), round(across.covered_mm, 1)
    (10.2, 3.7)
    """
    chosen, scenario = choose(result, criterion), scenario_of(result)
    asked = nerve_for(scenario, nerve)
    found = coverage(result, asked, chosen, moment(result, time_s))
    outside_mm, in_bone_mm = lies(scenario, asked)
    return dataclasses.replace(found, outside_mm=outside_mm, in_bone_mm=in_bone_mm)


def covered_lengths(result: xr.Dataset) -> tuple[tuple[float, float], ...] | None:
    """Return how much of the scenario's nerve each of its criteria covers at the end, and the error bar, mm.

    None where the scenario has no nerve. Quicker than `nerve_coverage`, because it looks for no gap.
    """
    check_whole(result)
    scenario, last = scenario_of(result), moment(result, None)
    if scenario.nerve is None:
        return None
    found = [coverage(result, scenario.nerve, criterion, last, with_gap=False) for criterion in scenario.criteria]
    return tuple((each.covered_mm, each.covered_mm_error) for each in found)


def nerve_statement(result: xr.Dataset) -> str:
    """Say what is odd about where the scenario's nerve lies, such as inside bone; or nothing."""
    scenario = scenario_of(result)
    if scenario.nerve is None:
        return ""
    pieces = tubes_of([scenario.nerve], scenario.probe, scenario.placement)
    return statement(float(pieces.length.sum()), *lies(scenario, scenario.nerve))


def lies(scenario: Scenario, nerve: AnyNerve) -> tuple[float, float]:
    """Return how much of a nerve's middle line is outside the computed tissue, and how much inside bone, mm."""
    found = surroundings(scenario, tubes_of([nerve], scenario.probe, scenario.placement))
    return float(found.outside[0]), float(found.in_bone[0])


def coverage(
    result: xr.Dataset, nerve: AnyNerve, chosen: Criterion, number: int, with_gap: bool = True
) -> NerveCoverage:
    """Measure a nerve at a recorded moment (its number)."""
    at_s = float(result.variables["time"].values[number])
    coarse = lesion_of(result, chosen, number, COARSE) if has_companion(result) else None
    lesions = lesion_of(result, chosen, number), coarse
    return coverage_in(scenario_of(result), nerve, lesions, (chosen.label, at_s), with_gap)


def coverage_in(
    scenario: Scenario,
    nerve: AnyNerve,
    lesions: tuple[Field, Field | None],
    named: tuple[str, float],
    with_gap: bool = True,
) -> NerveCoverage:
    """Measure a nerve beside a lesion of a run and of its companion, None without one.

    Parameters
    ----------
    named : label of the criterion, and time in s
    """
    pieces = tubes_of([nerve], scenario.probe, scenario.placement)
    lesion, companion = lesions
    fine = coverage_of_all(lesion, pieces, with_gap)
    coarse = None if companion is None else coverage_of_all(companion, pieces, with_gap)
    return told(fine, *named, errors_of(scenario, lesion, pieces, fine, coarse))


def told(lengths: Lengths, label: str, at_s: float, errors: dict[str, Array]) -> NerveCoverage:
    """Put the lengths of one nerve into words."""
    length, covered = float(lengths.length[0]), float(lengths.covered[0])
    return NerveCoverage(
        criterion=label,
        measured_at_s=at_s,
        length_mm=length,
        covered_mm=covered,
        covered_fraction=covered / length,
        centreline_mm=float(lengths.centreline[0]),
        touched_mm=float(lengths.touched[0]),
        longest_mm=float(lengths.longest[0]),
        gap_mm=float(lengths.gap[0]),
        **{name: float(values[0]) for name, values in errors.items()},
    )


def lesion_of(result: xr.Dataset, criterion: Criterion, number: int, grid: str = FINE) -> Field:
    """Return the lesion at a recorded moment (its number), of the run or of its companion.

    In the half plane, or in all of them where they differ.
    """
    return field_of(region(result, criterion, number, grid))


def field_of(dead: Region) -> Field:
    """Carry what is dead onto fine lines."""
    level, lines, around = dead
    return half_plane(level, lines) if around is None else all_around(level, lines, around)


def nerve_for(scenario: Scenario, nerve: AnyNerve | None) -> AnyNerve:
    """Return the nerve that was asked for, or the scenario's, when it stays outside the probe."""
    if nerve is None and scenario.nerve is None:
        raise ScenarioError(f'nerve is left out and the scenario "{scenario.name}" has none; {REMEDY}.')
    asked = scenario.nerve if nerve is None else nerve
    if not isinstance(asked, AnyNerve):
        raise ScenarioError(f"nerve is {nerve!r:.60}; must be a Nerve or a StraightNerve: {REMEDY}.")
    fault = nerve_fault(asked, scenario.probe, scenario.placement)
    if fault:
        raise ScenarioError(f"nerve {fault}.")
    return asked
