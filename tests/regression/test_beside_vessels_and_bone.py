"""What attacks on runs in three dimensions found: strong and cold vessels, other cells around, odd arguments."""

import numpy as np
import pytest

import lesionsim as ls

VESSEL = {
    "kind": "vessel", "start_mm": [3, 0, -20], "end_mm": [3, 0, 30], "radius_mm": 1, "heat_transfer_w_m2_k": 1e3,
}  # fmt: skip
QUICK = {"numerics.growth": 0.4, "numerics.first_cell_mm": 0.2}


@pytest.mark.parametrize("strength", [1e4, 1e6])
def test_a_vessel_of_any_strength_keeps_tissue_with_current_between_its_blood_and_the_tip(strength):
    vessel = VESSEL | {"heat_transfer_w_m2_k": strength}
    result = ls.simulate(ls.change(ls.load("b2"), QUICK | {"anatomy": [vessel], "numerics.error_bars": "off"}))
    assert float(result.temperature.min()) >= 36.99
    assert result.attrs["energy_balance_error"] < 1e-8


def test_a_vessel_colder_than_the_tissue_cools_it():
    cold = ls.simulate(ls.change(ls.load("b3"), QUICK | {"anatomy": [VESSEL | {"temperature_c": 20}]}))
    warm = ls.simulate(ls.change(ls.load("b3"), QUICK | {"anatomy": [VESSEL]}))
    assert 20 <= float(cold.temperature.min()) < 30
    assert ls.measure(cold).volume_mm3 < ls.measure(warm).volume_mm3


def test_the_companion_has_as_many_cells_around_as_the_run():
    result = ls.simulate(ls.change(ls.load("b3-bone"), QUICK | {"numerics.theta_cells": 12}))
    assert result.coarse_dose.sizes["theta"] == result.sizes["theta"] == 12
    assert ls.measure(result).volume_mm3_error > 0


@pytest.mark.parametrize("azimuth_deg", [np.nan, np.inf])
def test_no_reach_towards_nowhere(azimuth_deg):
    result = ls.simulate(ls.change(ls.load("b1"), QUICK | {"numerics.error_bars": "off"}))
    with pytest.raises(ls.ScenarioError, match="azimuth_deg"):
        ls.reach_mm(result, azimuth_deg=azimuth_deg)


@pytest.mark.parametrize("given", [None, "b3-bone", 5])
def test_effects_of_bone_and_export_ask_for_what_they_take(given, tmp_path):
    with pytest.raises(ls.ScenarioError):
        ls.bone_effects(given)
    with pytest.raises(ls.ScenarioError):
        ls.export_vti(given, tmp_path / "it.vti")
