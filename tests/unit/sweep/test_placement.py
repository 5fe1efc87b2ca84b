"""A probe that is tilted or off beside bone, and a nerve that stays there."""

import dataclasses

import numpy as np
import pytest
from surroundings import QUICK, beside, bone

import lesionsim as ls
from lesionsim.scenario import Placement
from lesionsim.scenario.placement import into_anatomy
from lesionsim.sweep.placement import Ways, away_from_bone_deg, placed

NERVE = ls.Nerve(points_mm=((1.4, 0.3, -10), (1.4, 0.3, 20)), frame="anatomy")


def at_bone(**changes):
    return dataclasses.replace(beside(bone(), changes=QUICK | changes), nerve=NERVE)


@pytest.fixture(scope="module")
def table():
    return ls.placement_sweep(at_bone(), tilts_deg=(0, 8), offsets_mm=(-2.8, -0.4, 0, 0.6))


def test_every_cell_is_a_run_with_the_nerve_fixed(table):
    placement = Placement(x_mm=-0.6, tilt_deg=8, azimuth_deg=180)
    alone = ls.nerve_coverage(ls.simulate(dataclasses.replace(at_bone(), placement=placement)))
    found = table.sel(tilt_deg=8, offset_mm=0.6)
    for name in ("covered_mm", "covered_fraction", "touched_mm", "gap_mm"):
        assert float(found[name]) == pytest.approx(getattr(alone, name), abs=1e-9), name
    assert float(found.covered_mm) < float(table.covered_mm.sel(tilt_deg=0, offset_mm=0)) - 2


def test_a_probe_that_is_off_or_tilted_away_from_the_nerve_covers_less(table):
    along = table.covered_mm.sel(offset_mm=[-0.4, 0, 0.6])
    assert (np.diff(along.values, axis=1) < 0).all()
    assert (along.sel(tilt_deg=8) < along.sel(tilt_deg=0)).all()


def test_placements_that_cannot_be_are_gaps_with_their_reason(table):
    gone = table.sel(offset_mm=-2.8)
    assert np.isnan(gone.covered_mm.values).all()
    assert np.isnan(gone.gap_mm.values).all()
    assert all("inside it" in str(each) for each in gone.reason.values)
    assert (table.reason.sel(offset_mm=[-0.4, 0, 0.6]) == "").all()
    assert np.isfinite(table.covered_mm.sel(offset_mm=[-0.4, 0, 0.6]).values).all()


def test_metal_through_the_nerve_is_a_gap_too():
    told = ls.placement_sweep(at_bone(), tilts_deg=(0,), offsets_mm=(0, -1.4)).reason.values[0]
    assert told[0] == ""
    assert "nerve passes through the metal" in told[1]


def test_a_nerve_of_the_probe_s_frame_is_fixed_where_it_is():
    own = dataclasses.replace(NERVE, frame="probe")
    scenario = dataclasses.replace(at_bone(), placement=Placement(y_mm=0.3))
    fixed = dataclasses.replace(NERVE, points_mm=tuple((x, y + 0.3, z) for x, y, z in NERVE.points_mm))
    one, other = (ls.placement_sweep(scenario, (5,), (0, 1), nerve=nerve) for nerve in (own, fixed))
    np.testing.assert_allclose(one.covered_mm, other.covered_mm, atol=1e-9)
    beside_bone = ls.placement_sweep(scenario, (0,), (0, 1), nerve=ls.StraightNerve(offset_mm=1.4))
    assert float(beside_bone.covered_mm[0, 1]) < float(beside_bone.covered_mm[0, 0]) - 1


def test_error_bars_are_told_where_runs_have_them(table):
    assert np.isnan(table.covered_mm_error.values).all()
    barred = ls.placement_sweep(at_bone(**{"numerics.error_bars": "on"}), (0,), (0,))
    assert 0 < float(barred.covered_mm_error[0, 0]) < 0.5
    assert 0 < float(barred.gap_mm_error[0, 0]) < 0.1


@pytest.mark.parametrize("pivot", [0.0, 5.0, -2.0])
def test_the_pivot_stays_while_the_probe_tilts_and_moves_with_it_when_it_is_off(pivot):
    base = Placement(x_mm=0.3, y_mm=-0.2, z_mm=1.0, turn_deg=20)
    here = into_anatomy(base, (0, 0, pivot))
    for offset in (0.0, 2.0):
        there = placed(base, 25.0, offset, Ways(40.0, 90.0, pivot))
        assert into_anatomy(there, (0, 0, pivot)) == pytest.approx((here[0], here[1] + offset, here[2]), abs=1e-10)
        assert (there.tilt_deg, there.azimuth_deg, there.turn_deg) == (25.0, 40.0, 20.0)


@pytest.mark.parametrize(("normal", "away"), [((1, 0, 0), 180.0), ((0, -1, 0), 90.0), ((-1, 0, 0), 0.0)])
def test_left_out_the_probe_goes_away_from_the_nearest_bone_of_the_anatomy(normal, away):
    for turn in (0.0, 100.0):
        scenario = dataclasses.replace(beside(bone(), normal, QUICK), placement=Placement(turn_deg=turn))
        assert away_from_bone_deg(scenario) == pytest.approx(away, abs=3)
    assert away_from_bone_deg(ls.load("b1")) == 0.0


def test_sides_can_be_asked_for_and_a_tilted_probe_keeps_its_own():
    asked = ls.placement_sweep(at_bone(), (5,), (0.5,), tilt_toward_deg=450, offset_toward_deg=270)
    assert (asked.attrs["tilt_toward_deg"], asked.attrs["offset_toward_deg"]) == (90.0, 270.0)
    tilted = dataclasses.replace(at_bone(), placement=Placement(tilt_deg=3, azimuth_deg=90))
    assert ls.placement_sweep(tilted, (3,), (0,)).attrs["tilt_toward_deg"] == 90.0


WRONG = [
    (lambda: ls.placement_sweep("b1"), "scenario is 'b1'; must be a Scenario"),
    (lambda: ls.placement_sweep(ls.load("b3-bone")), "nerve is left out and the scenario"),
    (lambda: ls.placement_sweep(at_bone(), tilts_deg=(0, 95)), "tilts_deg is .*; must be between 0 and 90 °"),
    (lambda: ls.placement_sweep(at_bone(), tilts_deg="many"), "tilts_deg"),
    (lambda: ls.placement_sweep(at_bone(), offsets_mm=(float("nan"),)), "offsets_mm"),
    (lambda: ls.placement_sweep(at_bone(), range(90), range(90)), "make 8100 runs; must be at most 2000"),
    (lambda: ls.placement_sweep(at_bone(), (0,), (-2.8,)), "give no possible placement: .*inside it"),
    (lambda: ls.placement_sweep(at_bone(), pivot_mm="tip"), "pivot_mm is 'tip'"),
]


@pytest.mark.parametrize(("call", "words"), WRONG, ids=[words for _, words in WRONG])
def test_wrong_questions_are_refused_in_words(call, words):
    with pytest.raises(ls.ScenarioError, match=words):
        call()
