"""The moments that a picture shows: those asked for, or the nearest recorded ones."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr

from lesionsim.errors import ScenarioError
from lesionsim.lesion.points import scenario_of
from lesionsim.scenario import Cooldown
from lesionsim.texts import spoken

SAME_S = 1e-6
USUAL_SHARES = (1 / 9, 1 / 3, 2 / 3, 1.0)  # of the time of heating: 10, 30, 60 and 90 s of the usual 90 s
MOST = 6


class Moment(NamedTuple):
    """A recorded moment and the time that was asked for."""

    shown_s: float
    asked_s: float

    def __str__(self) -> str:
        if abs(self.shown_s - self.asked_s) < SAME_S:
            return f"{self.shown_s:g} s"
        return spoken("{shown_s:g} s (nearest to {asked_s:g} s)", shown_s=self.shown_s, asked_s=self.asked_s)


def moments(result: xr.Dataset, times_s: Sequence[float]) -> list[Moment]:
    """Return the recorded moments nearest to the wanted times, in order, each once.

    Raises
    ------
    ScenarioError
        When a time is no number of seconds from 0 on or lies after the end of the run, or there are too many.
    """
    asked = checked(times_s)
    recorded = result["time"].values
    check_within(asked, float(recorded[-1]))
    found: dict[float, Moment] = {}
    for wanted in sorted(asked):
        nearest = float(recorded[int(np.argmin(np.abs(recorded - wanted)))])
        moment = Moment(nearest, wanted)
        known = found.get(nearest)
        if known is None or abs(wanted - nearest) < abs(known.asked_s - nearest):
            found[nearest] = moment
    return list(found.values())


def usual_s(result: xr.Dataset) -> list[float]:
    """Return recorded moments that show how heat and lesion grow until heating ends, s."""
    recorded = result["time"].values
    wanted = [share * scenario_of(result).protocol.end_of_hold_s for share in USUAL_SHARES]
    return sorted({float(recorded[int(np.argmin(np.abs(recorded - each)))]) for each in wanted})


def check_within(times_s: Sequence[float], end_s: float) -> None:
    """Refuse times after the end of the run."""
    for time_s in times_s:
        if time_s > end_s + SAME_S:
            raise ScenarioError(f"times_s has {time_s:g} s; the run lasts from 0 to {end_s:g} s.")


def checked(times_s: Sequence[float]) -> list[float]:
    """Return times as numbers."""
    try:
        times = [float(time_s) for time_s in times_s]
    except (TypeError, ValueError):
        raise ScenarioError(f"times_s is {times_s!r:.60}; must be a list of times in s, such as (10, 30).") from None
    if not 1 <= len(times) <= MOST:
        raise ScenarioError(f"times_s has {len(times)} entries; must have 1 to {MOST}.")
    for time_s in times:
        if not (math.isfinite(time_s) and time_s >= 0):
            raise ScenarioError(
                f"times_s has {time_s:g} s; must be 0 s or later. They count from the start of heating."
            )
    return times


def counted_from(result: xr.Dataset) -> str:
    """Say what moment zero is."""
    first = scenario_of(result).protocol.steps[0]
    if isinstance(first, Cooldown):
        return spoken("times from the start of the run")
    return spoken("times from the start of heating")
