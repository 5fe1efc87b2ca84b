"""A nerve is described, checked and kept like every other part of a scenario."""

import math

import pytest

from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import Nerve, Placement, StraightNerve, commented_toml, to_toml, tree

POINTS = ((2, 0, -5), (2, 0, 10), (5, 3, 15))


def with_nerve(**table):
    return library.change(library.scenario("b1"), {"nerve": table})


def test_the_default_scenario_has_a_nerve_outside_its_needle_and_b1_has_none():
    default = library.scenario()
    assert default.nerve.offset_mm > default.probe.radius_mm + default.nerve.diameter_mm / 2
    assert "assumption" in default.notes
    assert library.scenario("b1").nerve is None


@pytest.mark.parametrize("nerve", [Nerve(points_mm=POINTS, diameter_mm=0.8), StraightNerve(offset_mm=2, at_mm=3), None])
@pytest.mark.parametrize("write", [to_toml, commented_toml])
def test_a_nerve_comes_back_from_a_file(nerve, write):
    scenario = library.change(library.scenario("b1"), {"nerve": nerve})
    assert library.from_toml(write(scenario)) == scenario


def test_single_values_of_a_nerve_can_be_changed():
    turned = library.change(library.scenario(), {"nerve.angle_deg": 45, "nerve.at_mm": 2})
    assert (turned.nerve.angle_deg, turned.nerve.at_mm) == (45, 2)
    bent = library.change(with_nerve(kind="polyline", points_mm=POINTS), {"nerve.points_mm[2]": (6, 0, 12)})
    assert bent.nerve.points_mm[2] == (6.0, 0.0, 12.0)


def test_a_scenario_without_a_nerve_gets_one_by_its_kind():
    made = library.change(library.scenario("b1"), {"nerve.kind": "straight", "nerve.offset_mm": 2})
    assert made.nerve == StraightNerve(offset_mm=2)
    with pytest.raises(ScenarioError, match=r"set nerve\.kind too: 'polyline' or 'straight'"):
        library.change(library.scenario("b1"), {"nerve.angle_deg": 45})


@pytest.mark.parametrize("angle_deg", [0, 30, 90])
def test_a_straight_nerve_passes_the_axis_at_its_offset_in_its_middle(angle_deg):
    nerve = StraightNerve(offset_mm=2, angle_deg=angle_deg, at_mm=3, length_mm=20)
    low, high = nerve.polyline_mm(10, Placement())
    assert math.dist(low, high) == pytest.approx(20)
    assert [(a + b) / 2 for a, b in zip(low, high, strict=True)] == pytest.approx([2, 0, 3])
    assert (high[2] - low[2]) / 20 == pytest.approx(math.cos(math.radians(angle_deg)))


def test_a_straight_nerve_lies_beside_the_middle_of_the_tip_unless_told():
    low, high = StraightNerve(offset_mm=2).polyline_mm(15, Placement())
    assert (low[2] + high[2]) / 2 == 7.5


WRONG = [
    ({"kind": "straight"}, "nerve.offset_mm is missing"),
    ({"kind": "strait", "offset_mm": 2}, "nerve.kind is 'strait'; must be 'polyline' or 'straight'"),
    ({"kind": "straight", "offset_mm": -1}, "nerve.offset_mm is -1 mm; must be between 0 and 100 mm"),
    ({"kind": "straight", "offset_mm": 2, "angle_deg": 91}, "nerve.angle_deg is 91 °; must be between 0 and 90 °"),
    ({"kind": "straight", "offset_mm": 2, "diameter_mm": 0}, "between 0.05 and 5 mm"),
    ({"kind": "polyline"}, "nerve.points_mm is missing"),
    ({"kind": "polyline", "points_mm": 3}, "nerve.points_mm is 3; must be a list of 2 to 500"),
    ({"kind": "polyline", "points_mm": [[2, 0, 1]]}, "a list of 2 to 500"),
    ({"kind": "polyline", "points_mm": [[2, 0, 1], 3]}, "nerve.points_mm[1] is 3; must be three numbers x, y and z"),
    ({"kind": "polyline", "points_mm": [[2, 0, 1], [2, 0]]}, "nerve.points_mm[1] has 2 entries; must be three numbers"),
    ({"kind": "polyline", "points_mm": [[2, 0, 1], [2, 0, "a"]]}, "nerve.points_mm[1] has z that is 'a'; must be"),
    ({"kind": "polyline", "points_mm": [[2, 0, 1], [2, math.nan, 4]]}, "has y that is nan"),
    ({"kind": "polyline", "points_mm": [[2, 0, 1], [2, 0, 1]]}, "nerve.points_mm[1] is the same place as"),
]


@pytest.mark.parametrize(("table", "words"), WRONG, ids=[words for _, words in WRONG])
def test_a_wrong_nerve_is_refused_with_what_is_allowed(table, words):
    with pytest.raises(ScenarioError) as told:
        with_nerve(**table)
    assert words in str(told.value)


METAL = {
    "laid inside the needle": [[0.3, 0, -5], [0.3, 0, 15]],
    "stuck through the shaft": [[-9, 0, 14], [9, 0, 14]],
    "entering through the flat end": [[0, 0, -5], [0.1, 0, 0.5]],
    "through it in a later piece": [[5, 5, -5], [5, 5, 5], [-5, -5, 6]],
}


@pytest.mark.parametrize("points", METAL.values(), ids=METAL)
def test_a_nerve_through_the_metal_is_refused_with_place_and_remedy(points):
    with pytest.raises(ScenarioError, match="passes through the metal of the probe at x") as told:
        with_nerve(kind="polyline", points_mm=points)
    assert "0.4535 mm" in str(told.value)
    assert f"points_mm[{len(points) - 2}]" in str(told.value)


def test_the_place_in_the_metal_is_the_deepest_one():
    with pytest.raises(ScenarioError, match=r"at x 0\.1, y 0, z 5 mm; offset_mm must be at least 0\.4535 mm"):
        with_nerve(kind="straight", offset_mm=0.1, angle_deg=90)


ALLOWED = {
    "on the needle's surface": [[0.4535, 0, -5], [0.4535, 0, 15]],
    "across the axis ahead of the tip": [[-9, 0, -0.1], [9, 0, -0.1]],
    "ending at the needle's end": [[0, 0, -9], [0, 0, 0]],
    "far beyond the computed tissue": [[400, 0, -400], [400, 0, 400]],
}


@pytest.mark.parametrize("points", ALLOWED.values(), ids=ALLOWED)
def test_a_nerve_outside_the_metal_is_allowed(points):
    assert with_nerve(kind="polyline", points_mm=points).nerve.points_mm[0] == tuple(points[0])


def test_a_nerve_prints_as_one_line_and_as_a_tree():
    assert str(Nerve(points_mm=POINTS)).startswith("1 mm thick nerve through 3 points, 21.6")
    assert "offset_mm    2 mm" in tree(StraightNerve(offset_mm=2))


def test_a_nerve_fixed_in_the_anatomy_prints_so_comes_back_and_takes_no_other_frame():
    fixed = Nerve(points_mm=POINTS, frame="anatomy")
    scenario = library.change(library.scenario("b1"), {"nerve": fixed})
    assert library.from_toml(commented_toml(scenario)) == scenario
    assert "fixed in the anatomy" in str(fixed)
    assert "# whose x, y and z the points are" in commented_toml(scenario)
    with pytest.raises(ScenarioError, match=r"nerve.frame is 'bone'; must be 'probe' or 'anatomy'"):
        with_nerve(kind="polyline", points_mm=POINTS, frame="bone")


def test_a_fixed_nerve_is_seen_from_the_placed_probe():
    placement = Placement(x_mm=1, tilt_deg=90)
    fixed, own = (Nerve(points_mm=((3, 0, 0), (3, 5, 0)), frame=frame) for frame in ("anatomy", "probe"))
    for seen, expected in zip(fixed.polyline_mm(10, placement), ((0, 0, 2), (0, 5, 2)), strict=True):
        assert seen == pytest.approx(expected, abs=1e-12)
    assert own.polyline_mm(10, placement) == own.points_mm


def test_metal_reaches_a_fixed_nerve_only_where_the_probe_is_placed_through_it():
    fixed = Nerve(points_mm=((3, 0, -9), (3, 0, 20)), frame="anatomy")
    beside = library.change(library.scenario("b1"), {"nerve": fixed})
    with pytest.raises(ScenarioError, match=r"passes through the metal .* or the probe \(placement\)"):
        library.change(beside, {"placement.x_mm": 2.8})
    assert library.change(beside, {"placement.x_mm": 2.4}).nerve == fixed
