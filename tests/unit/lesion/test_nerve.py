"""Nerves beside the lesion of benchmark B1: what is answered, and what is refused."""

import math

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.nerve import nerve_coverage
from lesionsim.lesion.nerve_profile import nerve_profile
from lesionsim.lesion.nerve_sweep import nerve_sweep
from lesionsim.scenario import CEM43, Nerve, StraightNerve, ThreeState

BESIDE = StraightNerve(offset_mm=1.5)


@pytest.fixture(scope="module")
def many(b1):
    """B1 with a nerve and a criterion of every kind."""
    criteria = (*ls.load("b1").criteria, CEM43(), CEM43(convention="clinical"), ThreeState())
    return ls.simulate(ls.change(ls.load("b1"), {"criteria": criteria, "nerve": BESIDE}))


def test_a_thicker_or_farther_nerve_is_covered_less(b1):
    base = nerve_coverage(b1, BESIDE)
    farther = nerve_coverage(b1, StraightNerve(offset_mm=1.8))
    thicker = nerve_coverage(b1, StraightNerve(offset_mm=1.5, diameter_mm=1.4))
    assert max(farther.covered_mm, thicker.covered_mm) < base.covered_mm < base.centreline_mm < base.touched_mm
    assert thicker.gap_mm < base.gap_mm < farther.gap_mm < 0


def test_the_gap_beside_the_widest_place_is_offset_less_half_the_sizes(b1):
    lesion = ls.measure(b1)
    nerve = StraightNerve(offset_mm=6, at_mm=lesion.widest_at_mm, diameter_mm=1)
    assert nerve_coverage(b1, nerve).gap_mm == pytest.approx(6 - 0.5 - lesion.width_mm / 2, abs=0.005)


def test_a_nerve_ahead_of_the_tip_on_the_axis_is_covered_as_far_as_the_lesion_reaches(b1):
    nerve = Nerve(points_mm=((0, 0, -20), (0, 0, -0.001)), diameter_mm=0.05)
    assert nerve_coverage(b1, nerve).centreline_mm == pytest.approx(ls.measure(b1).ahead_of_tip_mm, abs=0.005)


def test_the_scenario_s_nerve_and_first_criterion_are_taken_when_left_out(many):
    assert nerve_coverage(many) == nerve_coverage(many, BESIDE, "Arrhenius liver")


def test_other_criteria_and_moments_can_be_asked(b1):
    grown = [nerve_coverage(b1, BESIDE, ls.Isotherm(47), at_s).covered_mm for at_s in (10, 40, 90)]
    assert grown == sorted(grown)
    assert grown[0] < grown[-1]


def test_without_a_lesion_nothing_is_covered_and_there_is_no_gap(b1):
    found = nerve_coverage(b1, BESIDE, time_s=0)
    assert (found.covered_mm, found.touched_mm, found.longest_mm) == (0, 0, 0)
    assert math.isnan(found.gap_mm)
    assert "no lesion" in str(found)


def test_coverage_prints_as_one_line(b1):
    assert "mm of 30.0 mm nerve covered after 90 s" in str(nerve_coverage(b1, BESIDE))
    assert "away" in str(nerve_coverage(b1, StraightNerve(offset_mm=6)))


def test_bars_hold_the_lengths_of_a_much_finer_run(b1):
    finer = {"numerics.first_cell_mm": 0.04, "numerics.growth": 0.08, "numerics.step_s": 1.0}
    exact = ls.simulate(ls.change(ls.load("b1"), finer))
    for offset in (1.1, 1.6, 2.15):
        for angle in (0, 50, 90):
            nerve = StraightNerve(offset_mm=offset, angle_deg=angle)
            one, other = nerve_coverage(b1, nerve), nerve_coverage(exact, nerve)
            for name in ("covered_mm", "centreline_mm", "touched_mm", "longest_mm", "gap_mm"):
                apart = abs(getattr(one, name) - getattr(other, name))
                assert apart <= getattr(one, f"{name}_error") + 5e-4, (name, nerve)
                assert getattr(one, f"{name}_error") < 0.6


def test_a_nerve_that_grazes_the_edge_has_a_wide_bar(b1):
    half = ls.measure(b1).width_mm / 2
    grazing = nerve_coverage(b1, StraightNerve(offset_mm=half - 0.505))
    inside = nerve_coverage(b1, StraightNerve(offset_mm=half - 1.2))
    assert grazing.covered_mm_error > 3 * inside.covered_mm_error


def test_without_a_companion_there_are_no_bars(b1):
    alone = ls.simulate(ls.change(ls.load("b1"), {"numerics.error_bars": "off"}))
    found = nerve_coverage(alone, BESIDE)
    assert math.isnan(found.covered_mm_error)
    assert found.covered_mm == pytest.approx(nerve_coverage(b1, BESIDE).covered_mm)


def test_a_nerve_must_be_given_or_be_in_the_scenario(b1):
    with pytest.raises(ls.ScenarioError, match=r"the scenario \"b1\" has none; give one, such as"):
        nerve_coverage(b1)
    with pytest.raises(ls.ScenarioError, match="must be a Nerve or a StraightNerve"):
        nerve_coverage(b1, 2.0)
    with pytest.raises(ls.ScenarioError, match="nerve passes through the metal of the probe"):
        nerve_coverage(b1, StraightNerve(offset_mm=0.2))
    with pytest.raises(ls.ScenarioError, match="record_every_s"):
        nerve_coverage(b1, BESIDE, time_s=3.3)


def test_a_profile_is_covered_where_its_least_dose_reaches_the_threshold(many):
    for criterion in many.criterion.values:
        along = nerve_profile(many, criterion=str(criterion))
        above = along.least_dose.values >= along.attrs["threshold"]
        assert np.array_equal(above, along.covered.values), criterion
        assert along.covered.values.any() or criterion != "Arrhenius liver"
        assert np.all(along.least_dose.values <= along.dose.values * (1 + 1e-9))


def test_a_profile_counts_the_covered_length(many):
    along = nerve_profile(many)
    assert 0.1 * along.covered.values.sum() == pytest.approx(nerve_coverage(many).covered_mm, abs=0.11)


def test_a_profile_tells_temperature_and_dose_as_the_result_has_them(many):
    at_cell = (int(np.searchsorted(many.r.values, 1.5)), int(np.searchsorted(many.z.values, 5.0)))
    r, z = float(many.r.values[at_cell[0]]), float(many.z.values[at_cell[1]])
    along = nerve_profile(many, StraightNerve(offset_mm=r, at_mm=z, length_mm=2), "CEM43 240 min (two-rate)")
    middle = int(np.argmin(np.abs(along.z_mm.values - z)))
    assert float(along.peak_temperature[middle]) == pytest.approx(
        many.peak_temperature.values[(-1, *at_cell)], abs=0.15
    )
    assert float(along.dose[middle]) == pytest.approx(many.dose.values[(2, -1, *at_cell)], rel=0.1)
    assert along.attrs["dose_unit"] == "min"
    assert float(along.r_mm[middle]) == pytest.approx(r)


def test_a_profile_far_from_the_heat_stays_at_the_wall_s_temperature(b1):
    along = nerve_profile(b1, StraightNerve(offset_mm=60), ls.Isotherm(50))
    assert np.allclose(along.peak_temperature.values, 37, atol=0.01)
    assert not along.covered.values.any()


def test_a_sweep_agrees_with_single_nerves(b1):
    swept = nerve_sweep(b1, (0, 30, 90), (1.0, 2.0, 5.0), StraightNerve(offset_mm=1, diameter_mm=0.8, length_mm=24))
    for angle in (0, 30, 90):
        for offset in (1.0, 2.0, 5.0):
            nerve = StraightNerve(offset_mm=offset, angle_deg=angle, diameter_mm=0.8, length_mm=24)
            one, found = nerve_coverage(b1, nerve), swept.sel(angle_deg=angle, offset_mm=offset)
            assert float(found.covered_mm) == pytest.approx(one.covered_mm, abs=1e-9)
            assert float(found.covered_fraction) == pytest.approx(one.covered_fraction, abs=1e-9)
            assert float(found.gap_mm) == pytest.approx(one.gap_mm, abs=1e-9)


def test_turning_the_needle_away_from_the_nerve_covers_less(b1):
    swept = nerve_sweep(b1, np.linspace(0, 90, 19), np.linspace(0.96, 2.0, 12))
    assert np.all(np.diff(swept.covered_mm.values, axis=0) < 0.002)
    assert np.all(np.diff(swept.covered_mm.values, axis=1) < 0.002)
    assert swept.covered_mm.attrs["units"] == "mm"


def test_a_sweep_takes_thickness_length_and_place_from_the_scenario(b1):
    own = ls.change(ls.load("b1"), {"nerve": StraightNerve(offset_mm=3, diameter_mm=0.5, at_mm=2)})
    result = b1.assign_attrs(scenario=ls.scenario.to_toml(own))
    swept = nerve_sweep(result, 0, 1.5)
    thin = nerve_coverage(result, StraightNerve(offset_mm=1.5, diameter_mm=0.5, at_mm=2))
    assert float(swept.covered_mm[0, 0]) == pytest.approx(thin.covered_mm)


@pytest.mark.parametrize(
    ("angles", "offsets", "words"),
    [
        ((), (1.5,), "angles_deg is"),
        ("steep", (1.5,), "angles_deg is 'steep'; must be one number or several"),
        ((0,), (1.5, math.nan), "offsets_mm is"),
        ((0, 91), (1.5,), "angle_deg is 91"),
        ((0,), (0.2,), "passes through the metal"),
        (range(200), range(1, 200), "must be at most 20000"),
    ],
)
def test_a_wrong_sweep_is_refused(b1, angles, offsets, words):
    with pytest.raises(ls.ScenarioError) as told:
        nerve_sweep(b1, angles, offsets)
    assert words in str(told.value)


def test_a_sweep_carries_the_error_bars_of_each_nerve(b1):
    turned = ls.nerve_sweep(b1, angles_deg=(0, 60), offsets_mm=(1.2, 1.9))
    for angle in (0, 60):
        for offset in (1.2, 1.9):
            alone = ls.nerve_coverage(b1, ls.StraightNerve(offset_mm=offset, angle_deg=angle))
            here = turned.sel(angle_deg=angle, offset_mm=offset)
            assert float(here.covered_mm_error) == pytest.approx(alone.covered_mm_error, rel=1e-9)
            assert float(here.gap_mm_error) == pytest.approx(alone.gap_mm_error, rel=1e-9)
            assert alone.covered_mm_error > 0


def test_covered_lengths_of_all_criteria_are_those_of_each():
    from lesionsim.lesion.nerve import covered_lengths

    result = ls.simulate(ls.load("lumbar-medial-branch"))
    criteria = ls.load("lumbar-medial-branch").criteria
    each = tuple(ls.nerve_coverage(result, criterion=criterion) for criterion in criteria)
    assert covered_lengths(result) == tuple((one.covered_mm, one.covered_mm_error) for one in each)
    assert covered_lengths(ls.simulate(ls.load("b1"))) is None
