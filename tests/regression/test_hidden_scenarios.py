"""Scenarios that are hidden behind their lesions are found again, within the numerical error that is told.

The lesions come from a much finer grid than the one that searches, so that the error bars have something to cover.
"""

from functools import lru_cache

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.sweep.inverse.inverse import inverse
from lesionsim.sweep.inverse.unknowns import scenario_with

SCENARIOS = 20
GAUGES = (16, 17, 18, 19, 20, 21, 22)
RANGES = {"temperature_c": (55.0, 95.0), "hold_s": (15.0, 200.0), "tip_mm": (4.0, 16.0)}
FINE = {
    "numerics.growth": 0.0625,
    "numerics.first_cell_mm": 0.04,
    "numerics.step_s": 1.0,
    "numerics.first_step_s": 0.02,
    "numerics.error_bars": "off",
}


@lru_cache
def hidden(seed):
    """Draw temperature, hold, tip and gauge, and return them with the lesion that they leave on a fine grid."""
    draw = np.random.default_rng(seed)
    values = {
        "temperature_c": float(draw.uniform(62, 90)),
        "hold_s": float(draw.uniform(30, 150)),
        "tip_mm": float(draw.uniform(5, 14)),
        "gauge": int(draw.choice(GAUGES)),
    }
    scenario = ls.change(scenario_with(ls.load("b1"), values), FINE)
    return values, ls.measure(ls.simulate(scenario))


def covered(found, values, number):
    """Tell for each hidden input whether one solution holds it within its error."""
    return all(
        abs(found[name].values[number] - value) <= found[f"{name}_error"].values[number]
        if f"{name}_error" in found
        else found[name].values[number] == value
        for name, value in values.items()
    )


@pytest.mark.parametrize("seed", range(SCENARIOS))
def test_a_hidden_temperature_hold_or_tip_is_found_from_one_measure(seed):
    values, lesion = hidden(seed)
    name, measure = [("temperature_c", "width_mm"), ("hold_s", "width_mm"), ("tip_mm", "length_mm")][seed % 3]
    known = scenario_with(ls.load("b1"), {key: value for key, value in values.items() if key != name})

    found = inverse(known, {measure: getattr(lesion, measure)}, {name: RANGES[name]}, scan=13)

    assert found.sizes["solution"] == 1
    assert covered(found, {name: values[name]}, 0)
    assert found[f"{name}_error"].values[0] < 0.05 * values[name]


@pytest.mark.parametrize("seed", range(SCENARIOS))
def test_a_hidden_needle_and_protocol_are_among_the_solutions_of_two_measures(seed):
    values, lesion = hidden(seed)
    other = ("temperature_c", "hold_s")[seed % 2]
    fixed = {key: value for key, value in values.items() if key in ("temperature_c", "hold_s") and key != other}
    wanted = {"width_mm": lesion.width_mm, "length_mm": lesion.length_mm}
    gauges = [each for each in GAUGES if abs(each - values["gauge"]) <= 1]
    vary = {other: RANGES[other], "tip_mm": RANGES["tip_mm"], "gauge": gauges}

    found = inverse(scenario_with(ls.load("b1"), fixed), wanted, vary, scan=6)

    sought = {name: values[name] for name in (other, "tip_mm", "gauge")}
    assert sum(covered(found, sought, number) for number in range(found.sizes["solution"])) == 1
