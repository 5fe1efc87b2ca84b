"""No probe is inside bone or a vessel, and no body is outside the block that is computed."""

import math
import random
import re

import pytest

from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import Box, Cylinder, HalfSpace, Layer, Placement, Sphere, Vertebra, Vessel
from lesionsim.scenario.clearance import points_of, seen_from_probe
from lesionsim.scenario.distances import convex_pieces
from lesionsim.scenario.placement import into_anatomy
from lesionsim.scenario.searching import Rod, least_on_rod

FAT, BONE = library.tissue("fat"), library.tissue("cortical-bone")
PLAIN = library.scenario("b1")
R = PLAIN.probe.radius_mm


def with_bodies(*bodies, **placement):
    changes = {f"placement.{name}": value for name, value in placement.items()}
    return library.change(PLAIN, {"anatomy": bodies} | changes)


def told(*bodies, **placement):
    with pytest.raises(ScenarioError) as error:
        with_bodies(*bodies, **placement)
    (problem,) = error.value.problems
    return str(problem)


def wall(from_mm, normal=(1, 0, 0), tissue=BONE):
    return HalfSpace(tissue=tissue, normal=normal, from_mm=from_mm)


# Each body, and the direction in which it lies.
TOUCHING = {
    "a wall beside": (wall(R), (1, 0, 0)),
    "an oblique wall beside": (wall(R, (1, 2, 0)), (0.2**0.5, 0.8**0.5, 0)),
    "a wall ahead": (wall(0, (0, 0, -1)), (0, 0, -1)),
    "a layer ahead": (Layer(tissue=BONE, normal=(0, 0, 1), from_mm=-4, to_mm=0), (0, 0, -1)),
    "a sphere at the tip's side": (Sphere(tissue=BONE, center_mm=(0, R + 2, 5), radius_mm=2), (0, 1, 0)),
    "a sphere at the flat end": (Sphere(tissue=BONE, center_mm=(0.1, 0, -2), radius_mm=2), (0, 0, -1)),
    "a rod across the shaft": (
        Cylinder(tissue=BONE, start_mm=(R + 0.5, -9, 30), end_mm=(R + 0.5, 9, 30), radius_mm=0.5),
        (1, 0, 0),
    ),
    "a box beside": (Box(tissue=BONE, low_mm=(-9, -9, 3), high_mm=(9, -R, 8)), (0, -1, 0)),
    "a vertebra": (Vertebra(tissue=BONE, process_distance_mm=R, articular_distance_mm=R), (0, 1, 0)),
    "a vessel beside": (
        Vessel(start_mm=(R + 1, 0, 0), end_mm=(R + 1, 0, 9), radius_mm=1, heat_transfer_w_m2_k=900),
        (1, 0, 0),
    ),
}


@pytest.mark.parametrize(("body", "way"), TOUCHING.values(), ids=TOUCHING)
def test_metal_may_touch_but_not_enter(body, way):
    assert with_bodies(body).anatomy == (body,)

    closer = {f"{axis}_mm": 0.05 * part for axis, part in zip("xyz", way, strict=True)}
    what = "a vessel" if body.kind == "vessel" else "cortical-bone"
    assert told(body, **closer).startswith(f"anatomy[0] is {what}, and the probe is 0.05 mm inside it")


@pytest.mark.parametrize(("deep_mm", "entered"), [(1e-5, True), (1e-7, False)])
def test_metal_that_is_a_hair_inside_is_told_and_rounding_is_not(deep_mm, entered):
    if entered:
        assert "1e-05 mm inside it" in told(wall(R - deep_mm))
    else:
        assert with_bodies(wall(R - deep_mm))


def test_of_both_processes_the_one_that_is_entered_deeper_is_told():
    assert "the probe is 0.354 mm inside it" in told(Vertebra(tissue=BONE), x_mm=1.5, y_mm=1.3)
    assert "the probe is 0.354 mm inside it" in told(Vertebra(tissue=BONE), x_mm=1.3, y_mm=1.5)


def test_the_message_says_how_deep_where_and_how_to_move():
    message = told(wall(0.2))

    assert (
        "the probe is 0.254 mm inside it at z 0 mm of the probe, which is (0.4535, 0, 0) mm in the anatomy" in message
    )
    assert message.endswith("move the probe by 0.26 mm along (-1, 0, 0), so placement.x_mm = -0.26")


MOVABLE = {
    "a wall": (wall(0.2), {}),
    "an oblique wall": (wall(0.2, (1, -2, 1)), {"x_mm": 0.2}),
    "a sphere": (Sphere(tissue=BONE, center_mm=(1, 1, 5), radius_mm=1), {}),
    "a vertebra": (Vertebra(tissue=BONE), {"x_mm": 1.4, "tilt_deg": 2}),
    "a vertebra pierced across": (Vertebra(tissue=BONE), {"tilt_deg": 30}),
    "a box, probe turned": (Box(tissue=BONE, low_mm=(0.3, -9, 0), high_mm=(9, 9, 8)), {"turn_deg": 40, "z_mm": -3}),
}


@pytest.mark.parametrize(("body", "placement"), MOVABLE.values(), ids=MOVABLE)
def test_the_move_that_is_proposed_is_enough(body, placement):
    message = told(body, **placement)
    moved = {name: float(value) for name, value in re.findall(r"placement\.(\w_mm) = (-?[\d.]+)", message)}

    assert moved
    assert with_bodies(body, **(placement | moved)).placement == Placement(**(placement | moved))


def test_no_move_is_proposed_where_a_straight_one_is_not_enough():
    assert told(Vertebra(tissue=BONE), tilt_deg=30, azimuth_deg=45).endswith(
        "move or tilt the probe (placement), or move the body"
    )


def test_soft_tissue_is_pierced():
    layers = [Layer(tissue=FAT, normal=(0, 0, 1), from_mm=12, to_mm=20), wall(0, tissue=FAT)]

    assert with_bodies(*layers).anatomy == tuple(layers)


def test_each_bone_that_is_entered_is_told():
    with pytest.raises(ScenarioError) as error:
        with_bodies(wall(0.2), wall(3), wall(0.3, (0, 1, 0)))
    assert [problem.place for problem in error.value.problems] == ["anatomy[0]", "anatomy[2]"]


def test_bone_under_soft_tissue_that_lies_over_it_is_not_entered():
    channel = Cylinder(tissue=FAT, start_mm=(0, 0, -50), end_mm=(0, 0, 90), radius_mm=1)
    short = Cylinder(tissue=FAT, start_mm=(0, 0, -50), end_mm=(0, 0, 20), radius_mm=1)

    assert with_bodies(wall(0.2), channel).anatomy[1] == channel
    assert "0.254 mm inside it at z 20.2 mm" in told(wall(0.2), short) or "at z 40 mm" in told(wall(0.2), short)
    assert told(channel, wall(0.2)).startswith("anatomy[1] is cortical-bone")


def test_of_shell_and_core_only_the_shell_is_told():
    shell, core = library.lumbar_vertebra()
    soft = library.change(with_bodies(shell, core), {"anatomy[0].tissue": "fat"}).anatomy[0]

    assert told(shell, core, x_mm=4).startswith("anatomy[0] is cortical-bone")
    assert told(soft, core, x_mm=4).startswith("anatomy[1] is cancellous-bone")


def test_a_thicker_probe_needs_more_room():
    scenario = with_bodies(wall(0.5))
    with pytest.raises(ScenarioError, match=r"anatomy\[0\] is cortical-bone, and the probe is 0\.135 mm inside"):
        library.change(scenario, {"probe.gauge": 18})


def test_the_shaft_counts_as_far_as_it_is_computed():
    far = Box(tissue=BONE, low_mm=(-1, -1, 39), high_mm=(1, 1, 60))

    assert "inside it at z" in told(far)
    assert library.change(PLAIN, {"anatomy": [far], "domain.shaft_mm": 29}).domain.shaft_mm == 29


def drawn(draw):
    def place():
        return tuple(draw.uniform(-3, 3) for _ in "xyz")

    low = place()
    return draw.choice(
        [
            Sphere(tissue=BONE, center_mm=place(), radius_mm=draw.uniform(0.5, 2)),
            Cylinder(tissue=BONE, start_mm=place(), end_mm=place(), radius_mm=draw.uniform(0.5, 2)),
            Box(tissue=BONE, low_mm=low, high_mm=tuple(each + draw.uniform(1, 4) for each in low)),
            HalfSpace(tissue=BONE, normal=place(), from_mm=draw.uniform(-2, 3)),
            Layer(tissue=BONE, normal=place(), from_mm=1, to_mm=2),
        ]
    )


def test_a_body_is_seen_from_the_probe_where_the_placement_puts_it():
    placement = Placement(x_mm=1, y_mm=2, z_mm=3, tilt_deg=40, azimuth_deg=70, turn_deg=25)
    (piece,) = convex_pieces(Sphere(tissue=BONE, center_mm=(1, 2, 3), radius_mm=1))
    (far,) = convex_pieces(Sphere(tissue=BONE, center_mm=into_anatomy(placement, (4, 5, 6)), radius_mm=1))

    assert seen_from_probe(piece, placement)((0, 0, 0)) == -1
    assert seen_from_probe(far, placement)((4, 5, 6)) == pytest.approx(-1)


@pytest.mark.parametrize("seed", range(40))
def test_the_deepest_place_is_no_worse_than_the_best_of_many_points(seed):
    draw = random.Random(seed)
    body, rod = drawn(draw), Rod(0.5, 6.0)
    placement = Placement(tilt_deg=draw.uniform(0, 90), azimuth_deg=draw.uniform(0, 360), x_mm=draw.uniform(-1, 1))
    (piece,) = (seen_from_probe(each, placement) for each in convex_pieces(body))

    found, place = least_on_rod(piece, rod)
    sampled = min(map(piece, points_of(rod)))

    if found > 0.0 and piece(place) > found:  # the quick answer: a bound
        assert sampled >= found - 1e-9
    else:
        assert found <= sampled + 1e-3
        assert piece(place) == pytest.approx(found, abs=1e-12)
    assert math.hypot(*place[:2]) <= rod.radius + 1e-9
    assert -1e-9 <= place[2] <= rod.length + 1e-9


OUTSIDE = {
    "a wall": wall(40.1),
    "a wall ahead": wall(40.1, (0, 0, -1)),
    "a wall behind": wall(40.1, (0, 0, 1), FAT),
    "an oblique wall past the rim": wall(56.7, (1, 0, 1), FAT),
    "a layer": Layer(tissue=FAT, normal=(1, 1, 0), from_mm=40.1, to_mm=45),
    "a sphere in the corner": Sphere(tissue=FAT, center_mm=(-40, 40, 5), radius_mm=15),
    "a slanting rod": Cylinder(tissue=FAT, start_mm=(45, 0, 60), end_mm=(90, 30, -60), radius_mm=4),
    "a broad box": Box(tissue=FAT, low_mm=(40.1, -99, -99), high_mm=(42, 99, 99)),
    "a long vessel": Vessel(start_mm=(-200, 42, 0), end_mm=(200, 42, 0), radius_mm=1.9, heat_transfer_w_m2_k=900),
    "a vertebra far away": Vertebra(tissue=BONE, process_distance_mm=60, articular_distance_mm=60),
}


@pytest.mark.parametrize("body", OUTSIDE.values(), ids=OUTSIDE)
def test_a_body_wholly_outside_the_domain_is_refused(body):
    message = told(body)

    assert (
        f"anatomy[0] ({body}) lies wholly outside the domain (40 mm around the probe, z from -40 to 40 mm of it)"
        in (message)
    )
    assert library.change(
        PLAIN, {"anatomy": [body], "domain.radius_mm": 90, "domain.ahead_mm": 90, "domain.shaft_mm": 90}
    )


INSIDE = {
    "a wall": wall(39.9),
    "a sphere in the corner": Sphere(tissue=FAT, center_mm=(-40, 40, 5), radius_mm=16.6),
    "an oblique wall at the rim": wall(56.5, (1, 0, 1), FAT),
    "a vertebra with its articular process": Vertebra(tissue=BONE, process_distance_mm=60, articular_height_mm=50),
    "a wall that holds everything": wall(-400, tissue=FAT),
    "a sphere that holds everything": Sphere(tissue=FAT, center_mm=(0, 0, 200), radius_mm=500),
    "a broad box": Box(tissue=FAT, low_mm=(39.9, -99, -99), high_mm=(42, 99, 99)),
}


@pytest.mark.parametrize("body", INSIDE.values(), ids=INSIDE)
def test_a_body_that_reaches_into_the_domain_is_allowed(body):
    assert with_bodies(body).anatomy == (body,)


def test_the_domain_moves_with_the_probe():
    body = wall(45)

    assert with_bodies(body, x_mm=10).anatomy == (body,)
    assert with_bodies(body, tilt_deg=45).anatomy == (body,)
    assert "lies wholly outside" in told(body, x_mm=-1)


def test_a_nerve_may_leave_the_domain_and_lie_in_bone():
    nerve = {"kind": "polyline", "points_mm": [[3.5, 0, -90], [3.5, 0, 90]]}
    assert library.change(with_bodies(wall(3)), {"nerve": nerve}).nerve.points_mm[1][2] == 90
