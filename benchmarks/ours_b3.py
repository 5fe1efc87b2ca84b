"""B3 with lesionsim, asked for what the peers give: one criterion and the state at the end, without error bars."""

from dataclasses import dataclass
from functools import cache
from time import perf_counter

from peers.b1_problem import DURATION_S
from peers.b3_problem import PLACES, Answer

import lesionsim as ls
from lesionsim.lesion.reach import reach_mm

SCENARIO = {"none": "b3", "bone": "b3-bone"}


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What is beside the probe, size and growth of the cells, how many of them lie around half the circle."""

    beside: str
    first_cell_mm: float
    growth: float
    around: int
    step_s: float = 4.0

    def __str__(self) -> str:
        return f"{self.first_cell_mm:g} mm, growth {self.growth:g}, {self.around} around"


@cache
def b3_at(resolution: Resolution, error_bars: str = "off") -> ls.Scenario:
    """The library's B3 on the grid asked for: the liver criterion alone, recorded at the end."""
    scenario = ls.load(SCENARIO[resolution.beside])
    return ls.change(
        scenario,
        {
            "criteria": scenario.criteria[:1],
            "numerics.first_cell_mm": resolution.first_cell_mm,
            "numerics.growth": resolution.growth,
            "numerics.theta_cells": resolution.around,
            "numerics.step_s": resolution.step_s,
            "numerics.record_every_s": DURATION_S,
            "numerics.error_bars": error_bars,
        },
    )


def solve(resolution: Resolution) -> Answer:
    """Simulate and measure B3 once; the scenario is at hand, as its numbers are for the peers."""
    return solve_scenario(b3_at(resolution))


def solve_scenario(scenario: ls.Scenario) -> Answer:
    """Simulate and measure."""
    start = perf_counter()
    result = ls.simulate(scenario)
    lesion = ls.measure(result)
    distance, angle, z = PLACES.T
    return Answer(
        volume_mm3=lesion.volume_mm3,
        towards_mm=reach_mm(result, azimuth_deg=0.0),
        away_mm=reach_mm(result, azimuth_deg=180.0),
        temperatures_c=ls.temperature_at(result, distance, z, DURATION_S, azimuth_deg=angle),
        power_w=float(result["power"][-1]),
        unknowns=result.sizes["r"] * result.sizes["theta"] * result.sizes["z"],
        seconds=perf_counter() - start,
        solve_seconds=float(result.attrs["wall_s"]),
    )
