"""B1 with lesionsim, asked for what the peers give: one criterion and the state at the end, without error bars."""

from dataclasses import dataclass
from functools import cache
from time import perf_counter

import numpy as np
from peers.b1_problem import DURATION_S, PROBE_POINTS_MM, Answer

import lesionsim as ls


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """Size of the cells at the probe and how much larger they become with each mm of distance."""

    first_cell_mm: float
    growth: float

    def __str__(self) -> str:
        return f"{self.first_cell_mm:g} mm, growth {self.growth:g}"


@cache
def b1_at(resolution: Resolution) -> ls.Scenario:
    """The library's B1 on the grid asked for: the liver criterion alone, recorded at the end, without error bars."""
    scenario = ls.load("b1")
    return ls.change(
        scenario,
        {
            "criteria": scenario.criteria[:1],
            "numerics.first_cell_mm": resolution.first_cell_mm,
            "numerics.growth": resolution.growth,
            "numerics.record_every_s": DURATION_S,
            "numerics.error_bars": "off",
        },
    )


def solve(resolution: Resolution) -> Answer:
    """Simulate and measure B1 once; the scenario is at hand, as its numbers are for the peers."""
    scenario = b1_at(resolution)
    start = perf_counter()
    result = ls.simulate(scenario)
    solve_seconds = perf_counter() - start
    lesion = ls.measure(result)
    across, along = np.transpose(PROBE_POINTS_MM)
    temperatures = ls.temperature_at(result, across, along, DURATION_S)
    power = float(result["power"][-1])
    return Answer(
        volume_mm3=lesion.volume_mm3,
        temperatures_c=temperatures,
        power_w=power,
        unknowns=result.sizes["r"] * result.sizes["z"],
        seconds=perf_counter() - start,
        solve_seconds=float(result.attrs.get("wall_s", solve_seconds)),
    )
