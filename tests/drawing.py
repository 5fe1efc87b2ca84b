"""Scenarios drawn at random from what people simulate, for tests and benchmarks that need many."""

from collections.abc import Iterator
from typing import Any

import numpy as np

import lesionsim as ls
from lesionsim.library import names

TISSUES = tuple(names("tissues"))
CRITERIA = (
    ["liver", "skin", {"kind": "isotherm", "at_c": 45}, {"kind": "isotherm", "at_c": 60}],
    ["cem43-clinical", {"kind": "isotherm", "at_c": 50}, {"kind": "isotherm", "at_c": 54}],
)


def steps(draw: np.random.Generator) -> list[dict[str, Any]]:
    """Draw a hold, perhaps after a ramp, perhaps before a cool-down."""
    set_c, hold_s = float(draw.integers(56, 95)), float(draw.integers(15, 180))
    ramp_s, cool_s = float(draw.choice([0, 2, 5, 15])), float(draw.choice([0, 0, 30, 60]))
    found: list[dict[str, Any]] = [{"kind": "hold", "at_c": set_c, "duration_s": hold_s}]
    if ramp_s:
        found.insert(0, {"kind": "ramp", "to_c": set_c, "duration_s": ramp_s})
    if cool_s:
        found.append({"kind": "cooldown", "duration_s": cool_s})
    return found


def numerics(draw: np.random.Generator) -> dict[str, float]:
    """Draw grids and steps around the defaults, finer and coarser."""
    return {
        "numerics.growth": float(draw.uniform(0.15, 0.4)),
        "numerics.first_cell_mm": float(draw.uniform(0.08, 0.28)),
        "numerics.step_s": float(draw.uniform(1, 9)),
        "numerics.first_step_s": float(draw.uniform(0.03, 0.5)),
        "numerics.step_growth": float(draw.uniform(1.2, 2)),
    }


def drawn(seed: int, own_numerics: float = 0.4) -> Iterator[ls.Scenario]:
    """Yield scenarios without end; a share of them has grids and steps of its own."""
    draw = np.random.default_rng(seed)
    while True:
        changes: dict[str, Any] = {
            "criteria": CRITERIA[draw.integers(len(CRITERIA))],
            "perfusion": {"kind": "constant"},
            "tissue": TISSUES[draw.integers(len(TISSUES))],
            "probe.gauge": int(draw.integers(14, 24)),
            "probe.tip_length_mm": round(float(draw.uniform(3, 15)), 1),
            "protocol.steps": steps(draw),
        }
        if draw.random() < own_numerics:
            changes |= numerics(draw)
        scenario = ls.change(ls.load("lumbar-medial-branch"), changes)
        scenario = ls.change(scenario, {"tissue.perfusion_per_s": float(draw.choice([0, 0.0007, 0.003, 0.01]))})
        if draw.random() < 0.5 and "liver" in str(changes["criteria"]):
            stopped = {"kind": "stopped-by-damage", "criterion": scenario.criteria[0].label}
            scenario = ls.change(scenario, {"perfusion": stopped})
        yield scenario
