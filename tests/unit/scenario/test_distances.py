"""Signed distances from bodies: known numbers, sign, and growth by one mm with each mm away."""

import math
import random

import pytest

from lesionsim import library
from lesionsim.scenario import Box, Cylinder, HalfSpace, Layer, Sphere, Vertebra
from lesionsim.scenario.distances import distance_mm, outward

FAT = library.tissue("fat")
WALL = HalfSpace(tissue=FAT, normal=(0, 3, 4), from_mm=5)
LAYER = Layer(tissue=FAT, normal=(2, 0, 0), from_mm=1, to_mm=3)
BOX = Box(tissue=FAT, low_mm=(0, 0, 0), high_mm=(2, 4, 6))
ROD = Cylinder(tissue=FAT, start_mm=(0, 0, 1), end_mm=(0, 0, 5), radius_mm=2)
BALL = Sphere(tissue=FAT, center_mm=(1, 2, 3), radius_mm=2)
BONE = Vertebra(tissue=FAT)
PILLAR = Vertebra(tissue=FAT, articular_height_mm=0, inset_mm=1)

KNOWN = [
    (WALL, (7, 3, 4), 0), (WALL, (7, 0, 0), 5), (WALL, (7, 6, 8), -5),
    (LAYER, (0, 9, 9), 1), (LAYER, (5, 9, 9), 2), (LAYER, (2.5, 9, 9), -0.5),
    (BOX, (-3, -4, 3), 5), (BOX, (1, 1.5, 3), -1), (BOX, (3, 6, 8), 3), (BOX, (1, 2, 7), 1),
    (ROD, (5, 0, 3), 3), (ROD, (0, 5, 9), 5), (ROD, (0, 0, 0), 1), (ROD, (1, 0, 3), -1), (ROD, (0, 0, 1.5), -0.5),
    (BALL, (1, 2, 3), -2), (BALL, (1, 5, 7), 3),
    (BONE, (0, 0, 5), 1.6), (BONE, (0, 1, 5), 0.6), (BONE, (3, -9, 5), -1.4),
    (BONE, (1.6, -10, -1.5), 2.5 * math.sqrt(2) - 2.5),
    (PILLAR, (0, 0, 5), 2.6), (PILLAR, (2.6, 3, 5), 0),
]  # fmt: skip


@pytest.mark.parametrize(("body", "point", "distance"), KNOWN)
def test_known_distances(body, point, distance):
    assert distance_mm(body, point) == pytest.approx(distance, abs=1e-12)


@pytest.mark.parametrize("body", [WALL, LAYER, BOX, ROD, BALL, BONE, PILLAR], ids=lambda body: body.kind)
def test_the_surface_is_met_by_going_back_by_the_distance(body):
    draw = random.Random(3)
    met = 0
    for _ in range(200):
        point = tuple(draw.uniform(-15, 15) for _ in "xyz")
        distance = distance_mm(body, point)
        if distance < 1e-3:
            continue
        way = outward(lambda each: distance_mm(body, each), point)
        foot = tuple(a - distance * b for a, b in zip(point, way, strict=True))
        if abs(distance_mm(body, foot)) < 1e-3:
            met += 1
    assert met >= 0.8 * 100


def test_no_way_leads_out_of_the_middle_of_a_sphere():
    assert outward(lambda point: 0.0, (0, 0, 0)) == (0, 0, 0)
