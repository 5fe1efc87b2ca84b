"""Levels of the criteria, and temperatures at any place."""

import dataclasses

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.fields import fine_level, fine_temperature
from lesionsim.lesion.level import dose_level, fraction_level
from lesionsim.scenario import CEM43, Isotherm, ThreeState, heat_and_hold

COARSE = {"numerics.first_cell_mm": 0.3, "numerics.growth": 0.5}


@pytest.fixture(scope="module")
def many():
    """Return a run with criteria of every kind."""
    scenario = ls.change(ls.load("lumbar-medial-branch"), COARSE | {"protocol": heat_and_hold(80, 40, cooldown_s=10)})
    more = (CEM43(minutes=240, convention="clinical"), CEM43(minutes=1e4, convention="clinical"), CEM43(minutes=1e4))
    return ls.simulate(dataclasses.replace(scenario, criteria=scenario.criteria + more))


def test_levels_are_zero_at_the_threshold_and_rise_with_dose():
    dose = np.array([0.0, 1e-3, 1.0, 240.0, 1e5])
    assert dose_level(dose, 240.0)[3] == pytest.approx(0, abs=1e-15)
    assert np.all(np.diff(dose_level(dose, 240.0)) > 0)
    assert np.isfinite(dose_level(dose, 1.0)).all()
    fraction = np.array([0.0, 0.1, 0.8, 0.99, 1.0])
    assert fraction_level(fraction, 0.8)[2] == pytest.approx(0, abs=1e-15)
    assert np.all(np.diff(fraction_level(fraction, 0.8)) > 0)


def test_the_clinical_convention_is_the_union_with_57_c(many):
    strict = ls.measure(many, CEM43(minutes=1e4, convention="two-rate"))
    union = ls.measure(many, CEM43(minutes=1e4, convention="clinical"))
    hot = ls.measure(many, Isotherm(57))
    assert union.volume_mm3 >= hot.volume_mm3 * (1 - 1e-3)  # the union has a kink, the isotherm none
    assert union.volume_mm3 >= strict.volume_mm3 * (1 - 1e-3)
    assert union.volume_mm3 == pytest.approx(max(hot.volume_mm3, strict.volume_mm3), rel=0.05)
    assert hot.volume_mm3 > 1.01 * strict.volume_mm3  # so that an intersection would be noticed


def test_thresholds_of_one_law_may_be_asked_afterwards(many):
    small, large = ls.measure(many, CEM43(minutes=1000)), ls.measure(many, CEM43(minutes=10))
    assert large.volume_mm3 > ls.measure(many, CEM43(minutes=240)).volume_mm3 > small.volume_mm3


def test_criteria_that_were_not_integrated_are_refused(many):
    with pytest.raises(ls.ScenarioError, match="integrated"):
        ls.measure(many, ThreeState(scale_c=39.0))
    with pytest.raises(ls.ScenarioError, match="isotherm"):
        ls.measure(many, "isotherm 51 °C")
    with pytest.raises(ls.ScenarioError, match="nearest recorded moment"):
        ls.measure(many, time_s=7.3)


def test_labels_and_criteria_name_the_same_lesion(many):
    label = str(many.criterion.values[2])
    assert ls.measure(many, label) == ls.measure(many, Isotherm(50))


def test_the_tip_is_at_80_c_exactly(b1):
    for r, z in ((0.4535, 5.0), (0.0, 0.0), (0.2, 0.0), (0.45, 0.0), (0.4535, 9.0)):
        assert ls.temperature_at(b1, r, z) == pytest.approx(80.0, abs=1e-9)


def test_the_outer_wall_and_the_start_are_at_37_c(b1):
    for r, z in ((40.0, 5.0), (3.0, -40.0), (40.0, 40.0), (10.0, 40.0)):
        assert ls.temperature_at(b1, r, z) == pytest.approx(37.0, abs=1e-9)
    assert ls.temperature_at(b1, 1.0, 5.0, time_s=0.0) == pytest.approx(37.0, abs=1e-12)


def test_at_cell_centres_it_is_the_cells_own_value(b1):
    r, z = b1.r.values, b1.z.values
    last = b1.temperature.values[-1]
    for i, j in ((0, 3), (5, 20), (12, 30), (3, 10)):
        if not np.isnan(last[i, j]):
            assert ls.temperature_at(b1, r[i], z[j]) == pytest.approx(last[i, j], abs=1e-9)


def test_temperatures_are_even_across_the_axis(b1):
    near = [ls.temperature_at(b1, r, -1.0) for r in (0.0, 0.01, 0.02)]
    assert (near[0] - near[2]) / (near[0] - near[1]) == pytest.approx(4.0, rel=0.01)  # a parabola, no cone


@pytest.mark.parametrize(
    ("r", "z", "said"),
    [
        (0.2, 5.0, "inside the probe"),
        (41.0, 0.0, "outside the domain"),
        (1.0, -41.0, "outside"),
        (-1.0, 0.0, "outside"),
    ],
)
def test_places_outside_the_tissue_are_refused(b1, r, z, said):
    with pytest.raises(ls.ScenarioError, match=said):
        ls.temperature_at(b1, r, z)


def test_times_outside_the_run_are_refused_and_inside_are_interpolated(b1):
    with pytest.raises(ls.ScenarioError, match="lasts from 0 to 90"):
        ls.temperature_at(b1, 2.0, 5.0, time_s=91.0)
    before, after = (ls.temperature_at(b1, 2.0, 5.0, time_s=t) for t in (50.0, 55.0))
    assert ls.temperature_at(b1, 2.0, 5.0, time_s=52.5) == pytest.approx(0.5 * (before + after), abs=1e-9)


def test_fine_fields_hold_the_cells_and_are_empty_inside_the_probe(b1):
    r, z, values = fine_temperature(b1)
    assert values.shape == (r.size, z.size)
    inside = (r[:, None] < 0.4535 - 1e-9) & (z[None, :] > 1e-9)
    assert np.isnan(values[inside]).all()
    assert np.isfinite(values[~inside]).all()
    assert values[np.argmin(abs(r - 0.4535)), np.argmin(abs(z - 5))] == pytest.approx(80, abs=1e-9)
    *_, level = fine_level(b1, Isotherm(50))
    inside[np.argmin(abs(r - 0.4535))] = True  # cubics along the surface overshoot at the tip's ends
    np.testing.assert_allclose(level[~inside], values[~inside] - 50, atol=0.02)  # B1 never cools
