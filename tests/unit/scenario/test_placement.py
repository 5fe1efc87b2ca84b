"""Where the probe is in the anatomy: a rotation and a translation."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import Placement, to_anatomy
from lesionsim.scenario.placement import into_anatomy, into_probe, turned_back

ANGLES = some.floats(-360, 360)
PLACES = some.floats(-50, 50)
PLACEMENTS = some.builds(
    Placement, x_mm=PLACES, y_mm=PLACES, z_mm=PLACES, tilt_deg=some.floats(0, 90), azimuth_deg=ANGLES, turn_deg=ANGLES
)


def columns(placement):
    return [turned for turned in zip(*to_anatomy(placement)[0], strict=True)]


def test_without_a_value_both_frames_are_the_same_exactly():
    assert to_anatomy(Placement()) == (((1, 0, 0), (0, 1, 0), (0, 0, 1)), (0, 0, 0))
    assert into_anatomy(Placement(x_mm=1, y_mm=2, z_mm=3), (0.5, 0.25, 7)) == (1.5, 2.25, 10)


@given(placement=PLACEMENTS)
def test_the_rotation_keeps_lengths_angles_and_hands(placement):
    x, y, z = columns(placement)

    for one, other, product in ((x, x, 1), (y, y, 1), (z, z, 1), (x, y, 0), (y, z, 0), (z, x, 0)):
        assert sum(a * b for a, b in zip(one, other, strict=True)) == pytest.approx(product, abs=1e-12)
    assert x[0] * y[1] - x[1] * y[0] == pytest.approx(z[2], abs=1e-12)
    assert x[1] * y[2] - x[2] * y[1] == pytest.approx(z[0], abs=1e-12)


@given(placement=PLACEMENTS)
def test_the_handle_points_where_tilt_and_azimuth_say(placement):
    tilt, side = math.radians(placement.tilt_deg), math.radians(placement.azimuth_deg)
    wanted = (math.sin(tilt) * math.cos(side), math.sin(tilt) * math.sin(side), math.cos(tilt))

    assert columns(placement)[2] == pytest.approx(wanted, abs=1e-12)


@given(placement=PLACEMENTS, point=some.tuples(PLACES, PLACES, PLACES))
def test_a_point_comes_back_from_the_anatomy(placement, point):
    assert into_probe(placement, into_anatomy(placement, point)) == pytest.approx(point, abs=1e-9)
    rotation, there = to_anatomy(placement)
    moved = tuple(a - b for a, b in zip(into_anatomy(placement, point), there, strict=True))
    assert turned_back(rotation, moved) == pytest.approx(point, abs=1e-9)


@given(side=ANGLES, tilt=some.floats(0, 90))
def test_a_tilt_keeps_what_lies_across_it(side, tilt):
    across = (-math.sin(math.radians(side)), math.cos(math.radians(side)), 0)
    rotation, _ = to_anatomy(Placement(tilt_deg=tilt, azimuth_deg=side))

    assert turned_back(rotation, across) == pytest.approx(across, abs=1e-12)


def test_a_turn_goes_from_x_to_y_and_comes_before_the_tilt():
    assert columns(Placement(turn_deg=90)) == [(0, 1, 0), (-1, 0, 0), (0, 0, 1)]
    assert columns(Placement(turn_deg=-180)) == [(-1, 0, 0), (0, -1, 0), (0, 0, 1)]
    assert columns(Placement(turn_deg=90, tilt_deg=90)) == [(0, 1, 0), (0, 0, 1), (1, 0, 0)]


@pytest.mark.parametrize("quarter", [-360, -270, -180, -90, 0, 90, 180, 270, 360])
def test_quarter_turns_are_exact(quarter):
    entries = {
        each for row in to_anatomy(Placement(turn_deg=quarter, tilt_deg=90, azimuth_deg=quarter))[0] for each in row
    }
    assert entries <= {-1, 0, 1}


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("tilt_deg", -1, "-1 °; must be between 0 and 90 °"),
        ("tilt_deg", 91, "91 °; must be between 0 and 90 °"),
        ("azimuth_deg", 361, "between -360 and 360 °"),
        ("turn_deg", math.inf, "between -360 and 360 °"),
        ("x_mm", 501, "501 mm; must be between -500 and 500 mm"),
        ("y_mm", "0", "must be a number between -500 and 500 mm. Write the number alone, without quotes: 0"),
        ("z_mm", None, "must be a number between -500 and 500 mm"),
    ],
)
def test_a_placement_out_of_range_is_refused(name, value, allowed):
    with pytest.raises(ScenarioError) as told:
        library.change(library.scenario("b1"), {f"placement.{name}": value})
    assert f"placement.{name} is" in str(told.value)
    assert allowed in str(told.value)


def test_a_placement_prints_as_one_line():
    assert str(Placement(tilt_deg=20, turn_deg=45, y_mm=-1)) == (
        "tilted 20° towards 0° (0: x, 90: y), turned 45°, tip at (0, -1, 0) mm"
    )
