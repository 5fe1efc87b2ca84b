"""B2 with lesionsim, asked for what the peers give: one criterion, without error bars.

A row of lesionsim's electrical traces tells of the interval of the controller that ends then, the reference of the one
that begins; so they are read one interval later.
"""

from functools import cache
from time import perf_counter

import numpy as np
import xarray as xr
from ours import Resolution
from peers.b2_problem import (
    DURATION_S,
    IMPEDANCE_TIMES_S,
    INTERVAL_S,
    POWER_TIMES_S,
    SENSOR_TIMES_S,
    VOLTAGE_TIMES_S,
    Answer,
)

import lesionsim as ls


@cache
def b2_at(resolution: Resolution) -> ls.Scenario:
    """The library's B2 on the grid asked for: the criterion that stops blood flow alone, without error bars."""
    scenario = ls.load("b2")
    changes = {"criteria": scenario.criteria[:1], "numerics.record_every_s": DURATION_S}
    return ls.change(on_grid(scenario, resolution, "off"), changes)


def on_grid(scenario: ls.Scenario, resolution: Resolution, error_bars: str) -> ls.Scenario:
    """A scenario on another grid, with error bars on or off."""
    grid = {"numerics.first_cell_mm": resolution.first_cell_mm, "numerics.growth": resolution.growth}
    return ls.change(scenario, {**grid, "numerics.error_bars": error_bars})


def solve(resolution: Resolution) -> Answer:
    """Simulate and measure B2 once; the scenario is at hand, as its numbers are for the peers."""
    return solve_scenario(b2_at(resolution))


def solve_scenario(scenario: ls.Scenario) -> Answer:
    """Simulate, measure and read the traces."""
    start = perf_counter()
    result = ls.simulate(scenario)
    lesion = ls.measure(result)
    return Answer(
        volume_mm3=lesion.volume_mm3,
        half_width_mm=lesion.width_mm / 2,
        length_mm=lesion.length_mm,
        impedance_ohm=at(result, "impedance", np.add(IMPEDANCE_TIMES_S, INTERVAL_S)),
        voltage_v=at(result, "voltage", np.add(VOLTAGE_TIMES_S, INTERVAL_S)),
        power_w=at(result, "power", np.add(POWER_TIMES_S, INTERVAL_S)),
        sensor_c=at(result, "sensor_temperature", np.array(SENSOR_TIMES_S)),
        energy_j=float(result["energy_joule"][-1]),
        unknowns=result.sizes["r"] * result.sizes["z"],
        seconds=perf_counter() - start,
        solve_seconds=float(result.attrs["wall_s"]),
    )


def at(result: xr.Dataset, name: str, times_s: np.ndarray) -> np.ndarray:
    """A trace at some times."""
    return np.interp(times_s, result["step_time"].values, result[name].values)
