"""Vessels on the grid: the whole wall is there, each piece in the cell that it lies in."""

import dataclasses

import numpy as np
import pytest

from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import cylindrical
from lesionsim.grid.solids import distance_mm
from lesionsim.library import scenario, tissue
from lesionsim.problem.subcells import key_of, lattice_of, middles, reach
from lesionsim.problem.vessels import vessel_exchange
from lesionsim.scenario.bodies import HalfSpace, Sphere
from lesionsim.scenario.placement import Placement
from lesionsim.scenario.vessel import Vessel

MM = 1e-3
MUSCLE = tissue("muscle")
GRID = cylindrical(
    radial_faces(0.4535 * MM, 40 * MM, 0.15 * MM, 0.25), axial_faces(40 * MM, 10 * MM, 40 * MM, 0.15 * MM, 0.25)
)
FULL, HALF = np.linspace(0, 2 * np.pi, 17), np.linspace(0, np.pi, 9)
VESSEL = Vessel(
    start_mm=(4, 0, -20), end_mm=(4, 0, 30), radius_mm=1, heat_transfer_w_m2_k=1000, temperature_c=36
)  # fmt: skip
WALL_W_K = 1000 * 2 * np.pi * 1 * 50 * MM**2


def exchange(*anatomy, theta=FULL, grid=GRID, **placement):
    made = dataclasses.replace(scenario("b1"), anatomy=anatomy, placement=Placement(**placement))
    return vessel_exchange(made, grid, theta)


@pytest.mark.parametrize("placement", [{}, {"tilt_deg": 50, "azimuth_deg": 30, "turn_deg": 20}])
def test_the_whole_wall_exchanges_heat(placement):
    assert exchange(VESSEL, **placement).conductance.sum() == pytest.approx(WALL_W_K, rel=1e-9)


def test_half_a_circle_holds_half_the_wall():
    on_half, on_full = exchange(VESSEL, theta=HALF).conductance, exchange(VESSEL).conductance
    assert on_half.sum() == pytest.approx(WALL_W_K / 2, rel=1e-9)
    np.testing.assert_allclose(on_half, on_full[:, :8], rtol=1e-9)


def test_the_wall_is_in_the_cells_that_it_passes():
    found = exchange(VESSEL)
    i, j, k = np.nonzero(found.conductance)
    assert GRID.r_face[i + 1].min() >= 3 * MM
    assert GRID.r_face[i].max() <= 5 * MM
    assert set(j) <= {0, 15}
    assert GRID.z_face[k + 1].min() > -20 * MM
    assert GRID.z_face[k].max() < 30 * MM


def test_the_wall_stays_in_its_place_when_the_probe_is_tilted():
    given = {"x_mm": 1.0, "z_mm": -4.0, "tilt_deg": 50, "azimuth_deg": 30, "turn_deg": 20}
    passed = exchange(VESSEL, **given).conductance > 0
    lattice = lattice_of(key_of(GRID, FULL), Placement(**given))
    off = np.abs(np.broadcast_to(distance_mm(VESSEL, middles(lattice)), lattice.shape))
    assert np.all(off[passed] <= reach(lattice)[passed])


def test_each_height_has_its_part_of_the_wall():
    along = exchange(VESSEL).conductance.sum(axis=(0, 1))
    height = np.diff(np.clip(GRID.z_face, -20 * MM, 30 * MM))
    np.testing.assert_allclose(along, 1000 * 2 * np.pi * MM * height, rtol=0.02, atol=1000 * 2 * np.pi * MM * 0.05 * MM)


def test_what_leaves_the_domain_does_not_count():
    far = dataclasses.replace(VESSEL, end_mm=(4, 0, 80))
    assert exchange(far).conductance.sum() == pytest.approx(WALL_W_K * 60 / 50, rel=1e-3)


def test_cells_inside_have_the_temperature_of_the_blood_and_no_wall():
    wide = dataclasses.replace(VESSEL, start_mm=(12, 0, -20), end_mm=(12, 0, 30), radius_mm=8)
    found = exchange(wide, theta=np.linspace(0, 2 * np.pi, 129))
    assert found.inside.sum() > 50
    assert not found.conductance[found.inside].any()
    np.testing.assert_array_equal(found.blood_c[found.inside], 36.0)
    theta = np.linspace(0, 2 * np.pi, 129)[:-1] + np.pi / 128
    x, y = GRID.r[:, None] * np.cos(theta) / MM, GRID.r[:, None] * np.sin(theta) / MM
    across = np.hypot(x - 12, y)
    assert across[found.inside.any(axis=2)].max() < 8
    assert found.inside[:, :, np.searchsorted(GRID.z, 5 * MM)][across < 5].all()


def test_bodies_laid_over_a_vessel_hide_their_part_of_it():
    bone = HalfSpace(tissue=MUSCLE, normal=(0, 0, 1), from_mm=5)
    assert exchange(VESSEL, bone).conductance.sum() == pytest.approx(WALL_W_K / 2, rel=1e-3)
    assert exchange(bone, VESSEL).conductance.sum() == pytest.approx(WALL_W_K, rel=1e-9)


def test_a_body_inside_a_vessel_is_no_blood():
    wide = dataclasses.replace(VESSEL, start_mm=(12, 0, -20), end_mm=(12, 0, 30), radius_mm=8)
    stone = Sphere(tissue=MUSCLE, center_mm=(12, 0, 5), radius_mm=5)
    theta = np.linspace(0, 2 * np.pi, 129)
    assert exchange(wide, stone, theta=theta).inside.sum() < exchange(wide, theta=theta).inside.sum()


def test_two_vessels_add_up_and_share_their_temperature():
    other = Vessel(start_mm=(-9, 0, 0), end_mm=(-9, 0, 10), radius_mm=1, heat_transfer_w_m2_k=500)
    assert exchange(VESSEL, other).conductance.sum() == pytest.approx(WALL_W_K * (1 + 0.5 * 10 / 50), rel=1e-9)
    around = dataclasses.replace(VESSEL, radius_mm=1.0001, heat_transfer_w_m2_k=3000, temperature_c=38)
    both = exchange(around, VESSEL)
    assert both.blood_c.max() <= 38
    shared = np.average(both.blood_c, weights=both.conductance)
    assert shared == pytest.approx((36 * 1000 + 38 * 3000) / 4000, abs=1e-3)


def test_without_a_vessel_nothing_is_exchanged():
    found = exchange()
    assert not found.conductance.any()
    assert not found.inside.any()
