"""Salt water injected first: what the model can say of it, which is what a better conductor everywhere does."""

import math
from typing import NamedTuple

import numpy as np
import xarray as xr

from trends.runs import CRITERIA, Bench, Setting, lesion, run, scenario

BENCHES = (Bench("rf", 21.0), Bench("rf", 37.0))
SHARES = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
RATES_PERCENT = (0.0, 1.5, 2.0, 2.5)
SIGMA = "tissue.electrical_conductivity_s_m"
MUSCLE_S_M, RATE_PERCENT = 0.4459, 1.5
MEASURED_W, MEASURED_GROWTH_PERCENT = (1.4, 3.25), (29.0, 154.0)


class Saline(NamedTuple):
    """What a conductivity leads to; not a number where the run failed."""

    share: float
    rate_percent: float
    ohm: float
    volt: float
    watt: float
    area_mm2: float


def setting_of(bench: Bench, share: float, rate_percent: float) -> Setting:
    """Return the run with a multiple of the conductivity, and its rise with each degree: 18 G, 10 mm, 90 s."""
    changes = ((f"{SIGMA}.value", MUSCLE_S_M * share), (f"{SIGMA}.rate_per_c", rate_percent / 100))
    return Setting(bench, 18, hold_s=90.0, changes=changes)


def mean_while_heating(result: xr.Dataset, name: str, until_s: float) -> float:
    """Return the mean of a trace from the start to the end of the hold, in the trace's unit."""
    times, values = result["step_time"].values, result[name].values
    heating = times <= until_s
    return float(np.trapezoid(values[heating], times[heating]) / until_s)


def at_end(result: xr.Dataset, name: str, until_s: float) -> float:
    """Return a trace just before the end of the hold, in the trace's unit."""
    return float(np.interp(until_s - 1, result["step_time"].values, result[name].values))


def saline(bench: Bench, share: float = 1.0, rate_percent: float = RATE_PERCENT) -> Saline:
    """Return what a conductivity leads to under the liver set."""
    setting = setting_of(bench, share, rate_percent)
    result, found = run(setting), lesion(setting, CRITERIA["liver"])
    if result is None or found is None:
        return Saline(share, rate_percent, *(math.nan,) * 4)
    end_s = scenario(setting).protocol.end_of_hold_s
    volt, watt = at_end(result, "voltage", end_s), mean_while_heating(result, "power", end_s)
    return Saline(share, rate_percent, at_end(result, "impedance", end_s), volt, watt, found.length_mm * found.width_mm)


def shares(bench: Bench) -> list[Saline]:
    """Return what multiples of the conductivity of all tissue lead to."""
    return [saline(bench, share) for share in SHARES]


def rates(bench: Bench) -> list[Saline]:
    """Return what a steeper rise of the conductivity with heat leads to: a better conductor beside the tip."""
    return [saline(bench, rate_percent=rate) for rate in RATES_PERCENT]
