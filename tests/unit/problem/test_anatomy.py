"""Anatomy on the grid: volumes of bodies, layers in series and in parallel, smooth dependence, painting order."""

import dataclasses

import numpy as np
import pytest

from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import cylindrical
from lesionsim.grid.solids import signed_distance_mm
from lesionsim.library import scenario, tissue
from lesionsim.problem.anatomy import half_conductivities, material_tissues, sample_materials, volume_mean
from lesionsim.scenario.bodies import Box, Cylinder, HalfSpace, Layer, Sphere
from lesionsim.scenario.placement import Placement, to_anatomy
from lesionsim.scenario.vertebra import Vertebra
from lesionsim.scenario.vessel import Vessel

MM = 1e-3
MUSCLE = tissue("muscle")
RADIUS = 0.4535 * MM
GRID = cylindrical(
    radial_faces(RADIUS, 40 * MM, 0.15 * MM, 0.25), axial_faces(40 * MM, 10 * MM, 40 * MM, 0.15 * MM, 0.25)
)
FULL, HALF = np.linspace(0, 2 * np.pi, 17), np.linspace(0, np.pi, 9)
COARSE = cylindrical(np.linspace(0, 8, 9) * MM, np.linspace(-4, 4, 5) * MM)  # cells of 1 and 2 mm


def muscle_with(*anatomy, **placement):
    """Return B1 with bodies of muscle: geometry alone counts here."""
    return dataclasses.replace(scenario("b1"), anatomy=anatomy, placement=Placement(**placement))


def sampled(*anatomy, grid=GRID, theta=FULL, parts=4, **placement):
    return sample_materials(muscle_with(*anatomy, **placement), grid, theta, parts)


def indicator(count, number):
    return np.eye(count)[number]


def cell_volume(grid, theta):
    return grid.volume[:, None, :] * (np.diff(theta) / (2 * np.pi))[None, :, None]


def volume_mm3(*anatomy, grid=GRID, theta=FULL, parts=4, of=1, **placement):
    found = sampled(*anatomy, grid=grid, theta=theta, parts=parts, **placement)
    share = volume_mean(found, indicator(len(anatomy) + 1, of))
    return float(np.sum(share * cell_volume(grid, theta)) / MM**3)


def sphere(radius=4.0, **given):
    return Sphere(tissue=MUSCLE, radius_mm=radius, **({"center_mm": (6, 1, 4)} | given))


def half_space(from_mm, normal=(1, 0, 0)):
    return HalfSpace(tissue=MUSCLE, normal=normal, from_mm=from_mm)


def layer(from_mm, to_mm, normal=(0, 0, 1)):
    return Layer(tissue=MUSCLE, normal=normal, from_mm=from_mm, to_mm=to_mm)


def rod(start_mm, end_mm, radius_mm):
    return Cylinder(tissue=MUSCLE, start_mm=start_mm, end_mm=end_mm, radius_mm=radius_mm)


BLOCK = Box(tissue=MUSCLE, low_mm=(2, -5, -5), high_mm=(10, 5, 5))
OF_KNOWN_VOLUME = {
    "sphere": (sphere(), 4 / 3 * np.pi * 4**3),
    "small sphere": (sphere(1.0, center_mm=(2, 0, 5)), 4 / 3 * np.pi),
    "box": (BLOCK, 8 * 10 * 10),
    "cylinder along the probe": (rod((3, 0, -10), (3, 0, 20), 1.0), 30 * np.pi),
    "cylinder around the probe": (rod((0, 0, -10), (0, 0, 20), 3.0), 30 * 9 * np.pi),
    "cylinder across": (rod((3, -10, 3), (3, 10, 3), 1.5), 20 * np.pi * 2.25),
}


@pytest.mark.parametrize(
    "placement", [{}, {"tilt_deg": 30, "azimuth_deg": 20, "turn_deg": 50, "x_mm": 0.7}], ids=["straight", "tilted"]
)
@pytest.mark.parametrize("body", OF_KNOWN_VOLUME)
def test_bodies_keep_their_volume(body, placement):
    given, exact = OF_KNOWN_VOLUME[body]
    assert volume_mm3(given, **placement) == pytest.approx(exact, rel=0.01)


def test_a_half_space_fills_its_part_of_the_domain():
    segment = 1600 * np.arccos(3 / 40) - 3 * np.sqrt(1600 - 9)
    assert volume_mm3(half_space(3.0)) == pytest.approx(80 * segment, rel=1e-3)
    assert volume_mm3(half_space(3.0), of=0) == pytest.approx(80 * (np.pi * 1600 - segment), rel=1e-3)


def test_a_vertebra_has_the_volume_that_points_count():
    body = Vertebra(tissue=MUSCLE)
    points = np.random.default_rng(1).uniform((-15, -30, -10), (15, 15, 20), (400_000, 3))
    counted = np.mean(signed_distance_mm(body, points) < 0) * 30 * 45 * 30
    assert volume_mm3(body) == pytest.approx(counted, rel=0.01)  # the count itself is right to 0.4 %


@pytest.mark.parametrize("body", [half_space(3.0), sphere(center_mm=(6, 0, 4)), BLOCK, layer(3, 7, (1, 0, 1))])
def test_half_a_circle_is_half_of_a_mirrored_whole(body):
    on_half, on_full = sampled(body, theta=HALF), sampled(body)
    for values in ([0.0, 1.0], [2.0, 5.0]):
        whole = volume_mean(on_full, np.array(values))
        np.testing.assert_allclose(volume_mean(on_half, np.array(values)), whole[:, :8], rtol=1e-9)
        np.testing.assert_allclose(whole[:, 8:], whole[:, 7::-1], rtol=1e-9)
    halves, wholes = (
        half_conductivities(on_half, np.array([2.0, 5.0])),
        half_conductivities(on_full, np.array([2.0, 5.0])),
    )
    for one, other in zip(halves, wholes, strict=True):
        np.testing.assert_allclose(one, other[:, :8], rtol=1e-9)
    np.testing.assert_allclose(wholes[2][:, 8:], wholes[3][:, 7::-1], rtol=1e-9)  # a mirror swaps both directions


def test_turning_the_probe_by_one_cell_turns_the_materials():
    body, angle = Vertebra(tissue=MUSCLE), 360 / 16
    straight, turned = sampled(body), sampled(body, turn_deg=angle)
    np.testing.assert_allclose(
        volume_mean(turned, np.array([0.0, 1.0])),
        np.roll(volume_mean(straight, np.array([0.0, 1.0])), -1, axis=1),
        atol=1e-9,
    )


def test_a_placed_probe_sees_what_lies_around_it():
    body, given = (
        sphere(2.0),
        {"x_mm": 5.0, "y_mm": -2.0, "z_mm": 3.0, "tilt_deg": 40, "azimuth_deg": 70, "turn_deg": 10},
    )
    found = sampled(body, **given)
    rotation, shift = to_anatomy(Placement(**given))
    theta = 0.5 * (FULL[1:] + FULL[:-1])
    at = np.stack(np.broadcast_arrays(
        GRID.r[:, None, None] * np.cos(theta)[:, None], GRID.r[:, None, None] * np.sin(theta)[:, None], GRID.z
    ), axis=-1) / MM  # fmt: skip
    inside = np.linalg.norm(at @ np.array(rotation).T + shift - body.center_mm, axis=-1) < 2
    uncut = np.ones(found.material.size, dtype=bool)
    uncut[found.cut] = False
    np.testing.assert_array_equal(found.material.ravel()[uncut] == 1, inside.ravel()[uncut])
    assert inside.sum() > 20


def test_a_layer_across_z_is_shared_by_volume_and_conducts_in_series_and_in_parallel():
    found = sampled(layer(0.3, 5.0), grid=COARSE)  # a face at 0.3 mm in the cell from 0 to 2 mm, whose middle is 1 mm
    k = np.array([0.5, 0.2])
    _, _, _, _, lower, upper = halves = half_conductivities(found, k)
    np.testing.assert_allclose(volume_mean(found, k)[:, :, 2], 0.15 * 0.5 + 0.85 * 0.2, rtol=1e-12)
    np.testing.assert_allclose(lower[:, :, 2], 1 / (0.3 / 0.5 + 0.7 / 0.2), rtol=0.01)
    np.testing.assert_allclose(upper[:, :, 2], 0.2, rtol=1e-12)
    for across in halves[:4]:
        np.testing.assert_allclose(across[:, :, 2], 0.15 * 0.5 + 0.85 * 0.2, rtol=1e-12)


@pytest.mark.parametrize("from_mm", [0.25, 0.3, 0.5, 0.9, 1.0, 1.35])
def test_layers_in_series_have_the_exact_resistance(from_mm):
    found = sampled(layer(from_mm, 5.0), grid=COARSE)
    k = np.array([0.5, 0.05])
    *_, lower, upper = half_conductivities(found, k)
    resistance = 1 / lower[:, :, 2] + 1 / upper[:, :, 2]  # of two half cells of 1 mm
    np.testing.assert_allclose(resistance, from_mm / 0.5 + (2 - from_mm) / 0.05, rtol=1e-12)


@pytest.mark.parametrize("thickness", [0.01, 0.1, 0.6])
def test_a_layer_thinner_than_a_part_of_a_cell_keeps_its_thickness(thickness):
    found = sampled(layer(0.3, 0.3 + thickness), grid=COARSE)
    np.testing.assert_allclose(volume_mean(found, np.array([0.0, 1.0]))[:, :, 2], thickness / 2, rtol=1e-9)


@pytest.mark.parametrize("radius", [2.1, 2.5, 2.6, 2.95])
def test_shells_around_the_probe_have_the_exact_resistance(radius):
    found = sampled(rod((0, 0, -20), (0, 0, 20), radius), grid=COARSE, parts=8)
    k = np.array([0.5, 0.1])  # cells from 2 to 3 mm, with the node at 2.5 mm
    inner, outer, last, _, lower, _ = (each[2] for each in half_conductivities(found, k))
    core = np.clip([radius, radius], [2.0, 2.5], [2.5, 3.0])
    exact = np.log(core / [2.0, 2.5]) / 0.1 + np.log([2.5, 3.0] / core) / 0.5
    np.testing.assert_allclose(np.log(2.5 / 2.0) / inner, exact[0], rtol=4e-3)
    np.testing.assert_allclose(np.log(3.0 / 2.5) / outer, exact[1], rtol=4e-3)
    around = (np.log(radius / 2) * 0.1 + np.log(3 / radius) * 0.5) / np.log(3 / 2)
    np.testing.assert_allclose(last, around, rtol=2e-3)
    along = ((radius**2 - 4) * 0.1 + (9 - radius**2) * 0.5) / 5
    np.testing.assert_allclose(lower, along, rtol=5e-3)


def test_a_plane_through_the_axis_is_shared_around_it():
    found = sampled(half_space(0.0, (0, 1, 0)), grid=COARSE, theta=np.array([-0.5, 0.3, 1.0]))  # the plane y = 0
    k = np.array([0.5, 0.1])
    np.testing.assert_allclose(volume_mean(found, k)[:, 0, :], (0.5 * 0.5 + 0.3 * 0.1) / 0.8, rtol=2e-3)
    inner, _, last, next_, lower, _ = (each[:, 0, :] for each in half_conductivities(found, k))
    np.testing.assert_allclose(last[1:], 0.5, rtol=1e-12)  # from -0.5 to -0.1 rad there is no body
    series = 1 / last + 1 / next_
    np.testing.assert_allclose(series, 2 * (0.5 / 0.5 + 0.3 / 0.1) / 0.8, rtol=0.02)
    np.testing.assert_allclose(inner, (0.5 * 0.5 + 0.3 * 0.1) / 0.8, rtol=0.01)
    np.testing.assert_allclose(lower, (0.5 * 0.5 + 0.3 * 0.1) / 0.8, rtol=5e-3)


def test_errors_of_volume_fall_with_the_square_of_the_parts():
    exact = 4 / 3 * np.pi * 2.0**3
    places = [(4 + a, 0.3 * a, a - 0.4) for a in np.linspace(0, 1, 12)]

    def error(parts):
        found = [volume_mm3(sphere(2.0, center_mm=place), grid=COARSE, parts=parts) for place in places]
        return np.sqrt(np.mean((np.array(found) / exact - 1) ** 2))

    assert error(4) < 0.01
    assert error(8) < 0.4 * error(4)


def test_shares_depend_smoothly_on_where_a_boundary_is():
    step = 0.02
    places = 2.0 + step * np.arange(100)
    volumes = np.array([volume_mm3(half_space(x), theta=HALF) for x in places])
    slope = -np.diff(volumes) / step
    exact = 0.5 * 80 * 2 * np.sqrt(1600 - (places[1:] - step / 2) ** 2)
    np.testing.assert_allclose(slope, exact, rtol=0.08)


def test_no_share_jumps_while_a_boundary_moves():
    def halves(x):
        found = sampled(half_space(x, (1, 0.2, 0.4)), grid=COARSE)
        return np.stack(half_conductivities(found, np.array([0.5, 0.1])))

    before = halves(2.0)
    for x in np.arange(2.002, 2.2, 0.002):
        after = halves(x)
        assert np.max(np.abs(after - before)) < 0.004  # 1 % of the whole range, for 0.2 % of a cell
        before = after


def test_later_bodies_lie_over_earlier_ones():
    small, large = sphere(2.0), sphere(4.0)
    small_on_top = [volume_mm3(large, small, of=i) for i in (1, 2)]
    both = 4 / 3 * np.pi * np.array([4.0**3 - 2.0**3, 2.0**3])
    np.testing.assert_allclose(small_on_top, both, rtol=0.01)
    hidden = [volume_mm3(small, large, of=i) for i in (1, 2)]
    np.testing.assert_allclose(hidden, [0.0, 4 / 3 * np.pi * 64], rtol=0.01, atol=1e-9)


def test_bodies_that_touch_leave_nothing_between_them():
    layers = layer(-1.5, 0.7), layer(0.7, 2.9), half_space(2.9, (0, 0, 1))
    for tilt in ({}, {"tilt_deg": 25, "azimuth_deg": 40}):
        found = sampled(*layers, grid=COARSE, **tilt)
        of_muscle = volume_mean(found, indicator(4, 0))
        rotation, _ = to_anatomy(Placement(**tilt))
        theta = 0.5 * (FULL[1:] + FULL[:-1])
        x, y = COARSE.r[:, None, None] * np.cos(theta)[:, None], COARSE.r[:, None, None] * np.sin(theta)[:, None]
        height = (rotation[2][0] * x + rotation[2][1] * y + rotation[2][2] * COARSE.z) / MM
        assert of_muscle[height > 0.5].max() < 1e-12
        assert of_muscle[height < -4.5].min(initial=1.0) == 1


def test_the_same_surface_twice_shows_the_later_body_alone():
    found = sampled(half_space(2.3, (1, 0, 1)), half_space(2.3, (1, 0, 1)), grid=COARSE)
    assert volume_mean(found, indicator(3, 1)).max() < 1e-12
    once = sampled(half_space(2.3, (1, 0, 1)), grid=COARSE)
    np.testing.assert_allclose(volume_mean(found, indicator(3, 2)), volume_mean(once, indicator(2, 1)), atol=1e-12)


def test_surfaces_at_right_angles_cut_each_other():
    corner = half_space(0.7, (0, 0, 1)), half_space(0.0, (0, 1, 0))
    found = sampled(*corner, grid=COARSE, theta=np.array([-0.5, 0.3]))
    shares = [volume_mean(found, indicator(3, i))[3:, 0, 2] for i in range(3)]
    over, below = 0.3 / 0.8, 0.5 / 0.8
    np.testing.assert_allclose(np.transpose(shares), np.tile([below * 0.35, below * 0.65, over], (5, 1)), rtol=0.01)


def test_shares_of_all_materials_sum_to_one():
    bodies = sphere(), BLOCK, layer(1, 3, (1, 1, 1)), Vertebra(tissue=MUSCLE), half_space(4.0)
    found = sampled(*bodies)
    np.testing.assert_allclose(found.share.sum(axis=1), 1, rtol=1e-12)
    assert found.share.min() >= -1e-12
    np.testing.assert_allclose(volume_mean(found, np.full(6, 3.0)), 3.0, rtol=1e-12)


def test_effective_conductivities_lie_between_the_means():
    found = sampled(Vertebra(tissue=MUSCLE), tilt_deg=20, azimuth_deg=30)
    k = np.array([0.5, 0.05])
    for half in half_conductivities(found, k):
        assert half.min() >= 0.05 * (1 - 1e-12)
        assert half.max() <= 0.5 * (1 + 1e-12)
        uncut = np.ones(half.size, dtype=bool)
        uncut[found.cut] = False
        np.testing.assert_array_equal(half.ravel()[uncut], k[found.material.ravel()[uncut]])


def test_one_conductivity_for_all_stays_as_it_is():
    found = sampled(Vertebra(tissue=MUSCLE))
    for half in half_conductivities(found, np.array([0.4, 0.4])):
        np.testing.assert_allclose(half, 0.4, rtol=1e-12)


def test_without_anatomy_there_is_one_material():
    found = sampled()
    assert found.cut.size == 0
    assert not found.material.any()
    np.testing.assert_array_equal(volume_mean(found, np.array([2.0])), 2.0)
    assert half_conductivities(found, np.array([2.0]))[3].shape == found.material.shape


def test_the_same_geometry_is_sampled_once_and_cannot_be_changed():
    assert sampled(sphere()) is sampled(sphere())
    assert sampled(sphere()) is not sampled(sphere(), x_mm=1.0)
    with pytest.raises(ValueError, match="read-only"):
        sampled(sphere()).material[0, 0, 0] = 1


def test_each_material_has_its_tissue_and_a_vessel_that_of_the_scenario():
    fat = dataclasses.replace(MUSCLE, name="fat")
    vessel = Vessel(start_mm=(6, 0, -9), end_mm=(6, 0, 9), radius_mm=1, heat_transfer_w_m2_k=1000)
    made = muscle_with(dataclasses.replace(sphere(), tissue=fat), vessel)
    assert material_tissues(made) == (made.tissue, fat, made.tissue)
