"""Distances from bodies: against the nearest of many points on the surface, and in closed form."""

import dataclasses

import numpy as np
import pytest

from lesionsim.grid.solids import distance_mm, sheets_mm, signed_distance_mm
from lesionsim.library import tissue
from lesionsim.scenario.bodies import Box, Cylinder, HalfSpace, Layer, Sphere
from lesionsim.scenario.vertebra import Vertebra
from lesionsim.scenario.vessel import Vessel

MUSCLE = tissue("muscle")
BOX = Box(tissue=MUSCLE, low_mm=(1, -2, 3), high_mm=(4, 2, 5))
CYLINDER = Cylinder(tissue=MUSCLE, start_mm=(1, 0, -2), end_mm=(3, 2, 4), radius_mm=1.5)
SPHERE = Sphere(tissue=MUSCLE, center_mm=(2, 1, -1), radius_mm=2.5)
VERTEBRA = Vertebra(tissue=MUSCLE)
VESSEL = Vessel(start_mm=(1, 0, -2), end_mm=(3, 2, 4), radius_mm=1.5, heat_transfer_w_m2_k=1000)
BODIES = [
    HalfSpace(tissue=MUSCLE, normal=(3, 0, 4), from_mm=2),
    Layer(tissue=MUSCLE, normal=(0, 1, 1), from_mm=-1, to_mm=2),
    BOX,
    CYLINDER,
    SPHERE,
    VERTEBRA,
    Vertebra(tissue=MUSCLE, edge_mm=0, inset_mm=1),
    VESSEL,
]


def scattered(count=4000, low=(-8, -8, -8), high=(8, 8, 10)):
    return np.random.default_rng(5).uniform(low, high, (count, 3))


def name(body):
    return type(body).__name__


@pytest.mark.parametrize("body", BODIES, ids=name)
def test_the_surface_is_where_the_distance_is_zero(body):
    points = scattered()
    distance = signed_distance_mm(body, points)
    step = 1e-6
    slope = np.stack([(signed_distance_mm(body, points + step * each) - distance) / step for each in np.eye(3)])
    steepness = np.linalg.norm(slope, axis=0)
    assert steepness.max() < 1 + 1e-4  # nowhere farther than the truth
    assert np.quantile(steepness, 0.05) > 1 - 1e-4  # and exact nearly everywhere


@pytest.mark.parametrize("body", BODIES, ids=name)
def test_no_other_side_of_a_surface_is_nearer_than_its_distance(body):
    points = scattered(400)
    distance = signed_distance_mm(body, points)
    direction = np.random.default_rng(6).normal(size=(300, 3))
    direction /= np.linalg.norm(direction, axis=1)[:, None]
    reached = points[:, None, :] + 0.999 * np.abs(distance)[:, None, None] * direction
    there = signed_distance_mm(body, reached.reshape(-1, 3)).reshape(400, 300)
    assert np.all(np.sign(there) == np.sign(distance)[:, None])


@pytest.mark.parametrize("body", BODIES, ids=name)
def test_a_body_is_where_all_its_sheets_are(body):
    points = scattered()
    sheets = [each for facing in sheets_mm(body, tuple(points.T)) for each in facing]
    inside = np.all([np.broadcast_to(each, len(points)) < 0 for each in sheets], axis=0)
    np.testing.assert_array_equal(inside, signed_distance_mm(body, points) < 0)
    assert 0 < inside.sum() < len(points)


def test_bodies_are_where_their_words_say():
    at = np.array([[2.0, 0.0, 4.0], [0.9, 0.0, 4.0], [2.0, 2.1, 4.0]])
    np.testing.assert_allclose(signed_distance_mm(BOX, at), [-1.0, 0.1, 0.1], atol=1e-12)
    half = HalfSpace(tissue=MUSCLE, normal=(0, 0, -2), from_mm=3)
    np.testing.assert_allclose(signed_distance_mm(half, [[9, 9, -5], [0, 0, 0]]), [-2, 3])
    layer = Layer(tissue=MUSCLE, normal=(0, 5, 0), from_mm=1, to_mm=2)
    np.testing.assert_allclose(signed_distance_mm(layer, [[0, 0, 0], [0, 1.25, 9], [0, 4, 0]]), [1, -0.25, 2])
    np.testing.assert_allclose(signed_distance_mm(SPHERE, [[2, 1, -1], [2, 1, 4]]), [-2.5, 2.5])


def test_a_cylinder_has_flat_ends():
    rod = Cylinder(tissue=MUSCLE, start_mm=(0, 0, 0), end_mm=(0, 0, 10), radius_mm=2)
    points = [[0, 0, -1], [2.5, 0, 5], [5, 0, 14], [0, 0, 1], [1.5, 0, 5]]
    np.testing.assert_allclose(signed_distance_mm(rod, points), [1, 0.5, 5, -1, -0.5])


def test_a_core_lies_so_deep_in_its_vertebra():
    core = dataclasses.replace(VERTEBRA, inset_mm=1.0)
    points = scattered(20000)
    outer, inner = signed_distance_mm(VERTEBRA, points), signed_distance_mm(core, points)
    one_plate = (outer < 0) & (points[:, 1] < -1)
    np.testing.assert_allclose(inner[one_plate], outer[one_plate] + 1.0, atol=1e-9)
    assert one_plate.sum() > 100


def test_a_probe_along_z_lies_in_the_groove_of_a_vertebra():
    distance = signed_distance_mm(VERTEBRA, [[0, 0, 5], [0, -10, 5], [0, 6, 5], [5, 0, 5]])
    np.testing.assert_allclose(distance[:2], 1.6)
    assert distance[2] < 0
    assert distance[3] < 0


@pytest.mark.parametrize("body", BODIES, ids=name)
def test_places_may_be_given_as_arrays_that_only_fit_together(body):
    x, y, z = np.linspace(-3, 5, 4)[:, None, None], np.linspace(-4, 4, 5)[:, None], np.linspace(-2, 8, 6)
    found = np.broadcast_to(distance_mm(body, (x, y, z)), (4, 5, 6))
    points = np.stack(np.broadcast_arrays(x, y, z), axis=-1)
    np.testing.assert_allclose(found.ravel(), signed_distance_mm(body, points), atol=1e-12)
