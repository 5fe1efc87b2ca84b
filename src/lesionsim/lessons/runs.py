"""Runs that exercises and quiz ask for, each made once in a session."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lesionsim.lesion.measures import measure, measures
from lesionsim.lessons.exercise import Computed
from lesionsim.library import change, load
from lesionsim.simulation import simulate

if TYPE_CHECKING:
    import xarray as xr

HELD, RF, B1 = "lumbar-medial-branch", "lumbar-medial-branch-rf", "b1"
HOLD_S, SET_C = "protocol.steps[0].duration_s", "protocol.steps[0].at_c"
MIDDLE_MM = 5.0  # of a tip of 10 mm


@lru_cache(maxsize=48)
def run(name: str = HELD, *changes: tuple[str, object]) -> xr.Dataset:
    """Run a scenario of the library with values changed: `run(HELD, ("probe.gauge", 16))`."""
    return simulate(change(load(name), dict(changes)))


def width_mm(result: xr.Dataset) -> float:
    """Return the width of the lesion under the first criterion, mm."""
    return measure(result).width_mm


def width(result: xr.Dataset, **numbers: float) -> Computed:
    """Return the width of the lesion with its error bar, and its range over every criterion of the run."""
    lesion, all_mm = measure(result), [each.width_mm for each in measures(result)]
    return Computed(
        value=lesion.width_mm, error=lesion.width_mm_error, spread=(min(all_mm), max(all_mm)), numbers=numbers
    )


def times_as_wide(after: xr.Dataset, before: xr.Dataset, **numbers: float) -> Computed:
    """Return how many times as wide one lesion is as another, and its range over criteria under which both are."""
    pairs = zip(measures(after), measures(before), strict=True)
    shares = [one.width_mm / other.width_mm for one, other in pairs if one.width_mm and other.width_mm]
    return Computed(value=shares[0], spread=(min(shares), max(shares)), numbers=numbers)
