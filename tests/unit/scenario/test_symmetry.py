"""Half of the circle is computed where both sides of the probe's x-z plane are mirror images, and only there."""

import math
import random

import pytest

from lesionsim import library
from lesionsim.scenario import Box, Cylinder, HalfSpace, Layer, Sphere, Vertebra, Vessel, is_mirrored
from lesionsim.scenario.distances import distance_mm
from lesionsim.scenario.placement import into_anatomy

FAT = library.tissue("fat")
PLAIN = library.scenario("b1")
BLOOD = {"radius_mm": 1, "heat_transfer_w_m2_k": 1000}
PILLAR = Vertebra(tissue=FAT, articular_height_mm=0)

MIRRORED = {
    "nothing": (),
    "a wall across x": HalfSpace(tissue=FAT, normal=(-2, 0, 0), from_mm=3),
    "an oblique wall along y": HalfSpace(tissue=FAT, normal=(1, 0, 3), from_mm=3),
    "a layer ahead": Layer(tissue=FAT, normal=(0, 0, -1), from_mm=3, to_mm=5),
    "a sphere on x": Sphere(tissue=FAT, center_mm=(8, 0, -3), radius_mm=4),
    "a cylinder in the plane": Cylinder(tissue=FAT, start_mm=(5, 0, 1), end_mm=(9, 0, 8), radius_mm=2),
    "a cylinder across": Cylinder(tissue=FAT, start_mm=(5, -3, 1), end_mm=(5, 3, 1), radius_mm=2),
    "a vessel across": Vessel(start_mm=(5, 7, 1), end_mm=(5, -7, 1), **BLOOD),
    "a box": Box(tissue=FAT, low_mm=(1, -2, -7), high_mm=(5, 2, 3)),
    "a pillar": PILLAR,
    "wall and pillar": (HalfSpace(tissue=FAT, normal=(0, 0, 1), from_mm=20), PILLAR),
}
NOT_MIRRORED = {
    "a wall across y": HalfSpace(tissue=FAT, normal=(0, 1, 0), from_mm=3),
    "a wall slightly turned": HalfSpace(tissue=FAT, normal=(1, 1e-8, 0), from_mm=3),
    "a turned layer": Layer(tissue=FAT, normal=(1, 0.1, 0), from_mm=3, to_mm=5),
    "a sphere beside": Sphere(tissue=FAT, center_mm=(8, 1e-8, -3), radius_mm=4),
    "a cylinder leaving the plane": Cylinder(tissue=FAT, start_mm=(5, 0, 1), end_mm=(9, 1, 8), radius_mm=2),
    "a cylinder longer to one side": Cylinder(tissue=FAT, start_mm=(5, -3, 1), end_mm=(5, 4, 1), radius_mm=2),
    "a cylinder slanting across": Cylinder(tissue=FAT, start_mm=(5, -3, 1), end_mm=(6, 3, 1), radius_mm=2),
    "a vessel beside": Vessel(start_mm=(5, 1, 0), end_mm=(5, 1, 9), **BLOOD),
    "a box beside": Box(tissue=FAT, low_mm=(1, -2, -7), high_mm=(5, 3, 3)),
    "a groove whose floor alone is one": Vertebra(tissue=FAT, process_length_mm=10.6),
    "a groove": Vertebra(tissue=FAT),
    "one of two": (PILLAR, Sphere(tissue=FAT, center_mm=(8, 1, -3), radius_mm=4)),
}


def placed(bodies, **placement):
    bodies = bodies if isinstance(bodies, tuple) else (bodies,)
    return library.change(
        PLAIN, {"anatomy": bodies} | {f"placement.{name}": value for name, value in placement.items()}
    )


def differs(scenario):
    """Return how differently far both sides are from the bodies, at its largest over some points."""
    draw = random.Random(7)
    points = [tuple(draw.uniform(-12, 12) for _ in "xyz") for _ in range(60)]
    both = [
        [distance_mm(body, into_anatomy(scenario.placement, (x, sign * y, z))) for sign in (1, -1)]
        for body in scenario.anatomy
        for x, y, z in points
    ]
    return max((abs(one - other) for one, other in both), default=0.0)


@pytest.mark.parametrize("bodies", MIRRORED.values(), ids=MIRRORED)
@pytest.mark.parametrize("placement", [{}, {"tilt_deg": 20, "x_mm": 1}, {"tilt_deg": 5, "azimuth_deg": -180}])
def test_what_is_a_mirror_image_is_found_and_is_one(bodies, placement):
    scenario = placed(bodies, **placement)

    assert is_mirrored(scenario)
    assert differs(scenario) < 1e-9


@pytest.mark.parametrize("bodies", NOT_MIRRORED.values(), ids=NOT_MIRRORED)
def test_what_is_no_mirror_image_is_found(bodies):
    scenario = placed(bodies)

    assert not is_mirrored(scenario)
    assert differs(scenario) > 1e-9


MOVES = {
    "beside": {"y_mm": 0.5}, "tilted across": {"tilt_deg": 10, "azimuth_deg": 90}, "turned": {"turn_deg": 30},
    "tilted between": {"tilt_deg": 10, "azimuth_deg": 20},
}  # fmt: skip


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_probe_that_leaves_the_plane_sees_no_mirror_image(move):
    scenario = placed(Box(tissue=FAT, low_mm=(1, -2, -7), high_mm=(5, 2, 3)), **move)

    assert not is_mirrored(scenario)
    assert differs(scenario) > 1e-3


def test_a_box_around_the_axis_that_is_turned_is_no_mirror_image():
    box = Box(tissue=FAT, low_mm=(-2, -1, -9), high_mm=(2, 1, -5))

    assert [is_mirrored(placed(box, turn_deg=turn)) for turn in (0, 30, 90, 180)] == [True, False, True, True]
    assert differs(placed(box, turn_deg=30)) > 0.1


def test_a_turn_may_bring_the_plane_back():
    wall = HalfSpace(tissue=FAT, normal=(math.cos(0.7), math.sin(0.7), 0), from_mm=3)

    assert not is_mirrored(placed(wall))
    assert is_mirrored(placed(wall, turn_deg=math.degrees(0.7)))
    assert is_mirrored(placed(Box(tissue=FAT, low_mm=(-2, 1, -7), high_mm=(2, 5, 3)), turn_deg=90))
