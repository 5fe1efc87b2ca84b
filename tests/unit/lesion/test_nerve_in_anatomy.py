"""A nerve fixed in the anatomy stays where it is, however the probe lies."""

import dataclasses
import math

import numpy as np
import pytest
from surroundings import B1, QUICK, beside, bone, painted

import lesionsim as ls
from lesionsim.lesion.nerve import nerve_statement
from lesionsim.scenario import HalfSpace, Placement, to_anatomy
from lesionsim.scenario.nerve import fixed_in_anatomy

FIFTY = ls.Isotherm(50)
LENGTHS = ("covered_mm", "centreline_mm", "touched_mm", "longest_mm", "gap_mm")
POINTS = np.array([(1.4, -0.6, -9.0), (1.2, 0.5, 4.0), (1.5, 0.7, 18.0)])
TILTED = Placement(x_mm=-0.4, y_mm=0.2, z_mm=0.5, tilt_deg=12.0, azimuth_deg=150.0)


def at(placement, normal=(1.0, 0.0, 0.0), points=POINTS):
    """Return B1 beside bone 3 mm from the anatomy's origin, with a nerve fixed there."""
    nerve = ls.Nerve(points_mm=tuple(map(tuple, points)), frame="anatomy", diameter_mm=0.8)
    scenario = dataclasses.replace(beside(bone(), normal, QUICK), nerve=nerve)
    return dataclasses.replace(scenario, placement=placement)


def lengths(scenario):
    found = ls.nerve_coverage(ls.simulate(scenario))
    return [getattr(found, name) for name in LENGTHS]


def to_round_off(expected):
    """Return what lengths must be; the deepest place is searched for with steps of 0.001 mm."""
    return [pytest.approx(each, abs=2e-3 if name == "gap_mm" else 1e-6)
            for name, each in zip(LENGTHS, expected, strict=True)]  # fmt: skip


@pytest.fixture(scope="module")
def tilted():
    found = lengths(at(TILTED))
    assert 1 < found[0] < 11  # part of it is covered, or the tests below say little
    return found


def test_everything_turned_by_half_a_turn_or_mirrored_covers_the_same(tilted):
    half_turn = dataclasses.replace(TILTED, x_mm=0.4, y_mm=-0.2, azimuth_deg=330.0)
    mirrored = dataclasses.replace(TILTED, y_mm=-0.2, azimuth_deg=-150.0)
    assert lengths(at(half_turn, (-1.0, 0.0, 0.0), POINTS * (-1, -1, 1))) == to_round_off(tilted)
    assert lengths(at(mirrored, points=POINTS * (1, -1, 1))) == to_round_off(tilted)


@pytest.mark.parametrize("degrees", [37.0, 101.0])
def test_everything_turned_by_any_angle_covers_nearly_the_same(tilted, degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turn = np.array([(c, -s, 0), (s, c, 0), (0, 0, 1)])
    x, y, _ = turn @ (TILTED.x_mm, TILTED.y_mm, 0)
    placement = dataclasses.replace(TILTED, x_mm=x, y_mm=y, azimuth_deg=TILTED.azimuth_deg + degrees)
    # the same cells around the probe lie elsewhere in the anatomy: eight over half a circle err by 0.01 mm
    assert lengths(at(placement, tuple(turn[:, 0]), POINTS @ turn.T)) == pytest.approx(tilted, abs=0.03)


def test_turning_the_probe_about_its_own_axis_leaves_the_nerve_where_it_is(tilted):
    assert lengths(at(dataclasses.replace(TILTED, turn_deg=90.0))) == to_round_off(tilted)
    assert lengths(at(dataclasses.replace(TILTED, turn_deg=-52.0))) == pytest.approx(tilted, abs=0.03)


def test_the_same_nerve_told_in_the_frame_of_the_probe_is_covered_alike(tilted):
    scenario = at(TILTED)
    rotation, translation = (np.array(each) for each in to_anatomy(TILTED))
    own = ls.Nerve(points_mm=tuple(map(tuple, (POINTS - translation) @ rotation)), diameter_mm=0.8)
    assert lengths(dataclasses.replace(scenario, nerve=own)) == to_round_off(tilted)
    assert np.array(fixed_in_anatomy(own, 10.0, TILTED).points_mm) == pytest.approx(POINTS, abs=1e-12)


def test_a_nerve_told_in_the_frame_of_the_probe_moves_with_it():
    nerve = ls.Nerve(points_mm=((1.2, 0, -9), (1.2, 0, 18)))
    scenario = dataclasses.replace(at(Placement()), nerve=nerve)
    fixed = dataclasses.replace(scenario, nerve=dataclasses.replace(nerve, frame="anatomy"))
    away = Placement(x_mm=-1.5)
    here, moving, staying = (
        ls.nerve_coverage(ls.simulate(each)).covered_mm
        for each in (
            scenario,
            dataclasses.replace(scenario, placement=away),
            dataclasses.replace(fixed, placement=away),
        )
    )
    assert moving == pytest.approx(here, abs=0.5)
    assert staying < here - 4


@pytest.mark.parametrize("tilt_deg", [6.0, 9.0, 15.0])
def test_a_nerve_along_the_bone_leaves_a_cylinder_as_a_tilt_s_geometry_says(tilt_deg):
    radius, below, above, x, thin = 2.5, 3.0, 14.0, 1.3, 0.6
    placement = Placement(tilt_deg=tilt_deg, azimuth_deg=180.0)
    scenario = at(placement, points=np.array([(x, 0.0, -12.0), (x, 0.0, 30.0)]))
    scenario = dataclasses.replace(scenario, nerve=dataclasses.replace(scenario.nerve, diameter_mm=thin))
    lesion = painted(ls.simulate(scenario), lambda x, y, z: 50 + 20 * np.minimum(
        radius - np.hypot(x, y), np.minimum(z + below, above - z)))  # fmt: skip
    told = ls.nerve_coverage(lesion, criterion=FIFTY)

    cos, sin = math.cos(math.radians(tilt_deg)), math.sin(math.radians(tilt_deg))

    def piece(out):  # of the line x + out, which is in the cylinder from its flat end to its wall or its other end
        low = (-below + (x + out) * sin) / cos
        return min((radius - (x + out) * cos) / sin, (above + (x - out) * sin) / cos) - low

    assert told.centreline_mm == pytest.approx(piece(0.0), abs=0.08)
    assert told.covered_mm == pytest.approx(piece(thin / 2), abs=0.08)
    profile = ls.nerve_profile(lesion, criterion=FIFTY)
    assert float(profile.covered.sum()) * 0.1 == pytest.approx(told.covered_mm, abs=0.2)


def test_what_is_odd_about_a_nerve_s_place_is_stated():
    result = ls.simulate(beside(bone(), changes=QUICK))
    plain = ls.nerve_coverage(result, ls.Nerve(points_mm=((1.5, 0, -10), (1.5, 0, 20)), frame="anatomy"))
    assert (plain.outside_mm, plain.in_bone_mm, plain.statement) == (0, 0, "")
    into_bone = ls.nerve_coverage(result, ls.Nerve(points_mm=((1, 0, 5), (5, 0, 5)), frame="anatomy"))
    assert into_bone.in_bone_mm == pytest.approx(2.0, abs=0.05)
    assert "2.0 mm of its middle line would run inside bone" in str(into_bone)
    leaving = ls.nerve_coverage(result, ls.Nerve(points_mm=((-2, 0, 30), (-2, 0, 45)), frame="anatomy"))
    assert leaving.outside_mm == pytest.approx(5.0, abs=0.05)
    assert "5.0 mm of the nerve is outside the computed tissue" in leaving.statement
    far = ls.nerve_coverage(result, ls.Nerve(points_mm=((-60, 0, 0), (-60, 0, 9)), frame="anatomy"))
    assert far.covered_mm == 0
    assert "the whole nerve is outside the computed tissue" in str(far)
    ahead = ls.nerve_coverage(result, ls.Nerve(points_mm=((-2, 0, -50), (-2, 0, -30))))
    assert ahead.outside_mm == pytest.approx(10.0, abs=0.05)


def test_bone_that_another_body_lies_over_holds_no_nerve():
    fat = dataclasses.replace(B1.tissue, name="fat")
    scenario = beside(bone(), changes=QUICK)
    over = HalfSpace(tissue=fat, normal=(1, 0, 0), from_mm=4)
    scenario = dataclasses.replace(scenario, anatomy=(*scenario.anatomy, over))
    found = ls.nerve_coverage(ls.simulate(scenario), ls.Nerve(points_mm=((1, 0, 5), (6, 0, 5)), frame="anatomy"))
    assert found.in_bone_mm == pytest.approx(1.0, abs=0.05)


def test_a_scenario_s_statement_follows_the_placement():
    nerve = ls.Nerve(points_mm=((2, 0, -60), (2, 0, 20)), frame="anatomy")
    scenario = dataclasses.replace(beside(bone(), changes=QUICK), nerve=nerve)
    low = ls.simulate(scenario)
    lower = ls.simulate(dataclasses.replace(scenario, placement=Placement(z_mm=-10)))
    assert "20.0 mm of the nerve" in nerve_statement(low)
    assert "10.0 mm of the nerve" in nerve_statement(lower)
    assert nerve_statement(ls.simulate(beside(bone(), changes=QUICK))) == ""
