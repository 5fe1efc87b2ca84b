"""Nerves beside lesions that differ around the probe."""

import math

import numpy as np
import pytest
from surroundings import B1, QUICK, beside, bone, ellipsoid, painted, slice_of

import lesionsim as ls

FIFTY = ls.Isotherm(50)
LENGTHS = ("covered_mm", "centreline_mm", "touched_mm", "longest_mm")


@pytest.fixture(scope="module")
def whole():
    return ls.simulate(beside(bone(), normal=(0, 1, 0), changes=QUICK))


@pytest.fixture(scope="module")
def b3():
    return ls.simulate(beside(bone(), changes={"numerics.error_bars": "on"}))


def straight(x, y, diameter=1.0):
    return ls.Nerve(points_mm=((x, y, -10.0), (x, y, 20.0)), diameter_mm=diameter)


@pytest.mark.parametrize("nerve", [ls.StraightNerve(offset_mm=1.7, angle_deg=20), ls.StraightNerve(offset_mm=5),
                                   straight(-1.0, 1.2)])  # fmt: skip
def test_tissue_that_is_the_same_all_around_covers_as_in_r_and_z(nerve):
    even = ls.simulate(beside(B1.tissue, changes=QUICK))
    around, flat = ls.nerve_coverage(even, nerve), ls.nerve_coverage(slice_of(even, 0), nerve)
    for name in LENGTHS:
        assert getattr(around, name) == pytest.approx(getattr(flat, name), abs=1e-6), name
    assert around.gap_mm == pytest.approx(flat.gap_mm, abs=3e-3)


@pytest.mark.parametrize(("x", "y"), [(1.4, 0.0), (-0.6, 1.2), (0.3, -1.4), (-2.0, -0.5)])
def test_a_nerve_along_an_ellipsoid_off_the_axis(whole, x, y):
    x0, y0, a, c = 0.5, 0.3, 2.5, 6.0
    told = ls.nerve_coverage(painted(whole, ellipsoid(x0, y0)), straight(x, y), FIFTY)
    away = math.hypot(x - x0, y - y0)

    def chord(reach):
        return 2 * c * math.sqrt(max(0.0, 1 - (reach / a) ** 2))

    # fine lines a quarter of a cell apart, straight between them: 0.03 mm along so slender an edge
    assert told.covered_mm == pytest.approx(chord(away + 0.5), abs=0.06)
    assert told.centreline_mm == pytest.approx(chord(away), abs=0.04)
    assert told.touched_mm == pytest.approx(chord(away - 0.5), abs=0.04)


@pytest.mark.parametrize("azimuth", [0.0, 50.0, 90.0, 230.0])
def test_the_gap_to_a_ball_off_the_axis(whole, azimuth):
    x0, y0, radius = 1.2, 0.6, 3.0
    ball = painted(whole, ellipsoid(x0, y0, half=(radius,) * 3))
    for far in (8.0, 5.5, 3.0):
        x, y = (far * each(math.radians(azimuth)) for each in (math.cos, math.sin))
        wanted = math.hypot(x - x0, y - y0) - 0.5 - radius
        # chords of fine lines lie up to 0.01 mm inside a ball of 3 mm
        assert ls.nerve_coverage(ball, straight(x, y), FIFTY).gap_mm == pytest.approx(wanted, abs=0.03)


def test_more_of_a_nerve_is_covered_on_the_side_of_the_bone(b3):
    towards, away = (ls.nerve_coverage(b3, straight(x, 0.0)) for x in (2.0, -2.0))
    assert towards.covered_mm > 6.0
    assert away.covered_mm < 3.0
    assert towards.gap_mm < away.gap_mm < 0
    assert 0 < towards.covered_mm_error < 0.5
    assert 0 < towards.gap_mm_error < 0.1


def test_both_sides_of_a_mirrored_run_are_alike(b3):
    one, other = (ls.nerve_coverage(b3, straight(0.5, y)) for y in (1.5, -1.5))
    for name in LENGTHS:
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-6), name


def test_a_sweep_finds_what_single_nerves_find(b3):
    swept = ls.nerve_sweep(b3, angles_deg=(0, 60), offsets_mm=(1.5, 2.2))
    for angle in (0, 60):
        for offset in (1.5, 2.2):
            single = ls.nerve_coverage(b3, ls.StraightNerve(offset_mm=offset, angle_deg=angle))
            found = swept.sel(angle_deg=angle, offset_mm=offset)
            assert float(found.covered_mm) == pytest.approx(single.covered_mm, abs=1e-6)
            assert float(found.gap_mm) == pytest.approx(single.gap_mm, abs=1e-6)


def test_a_profile_tells_temperature_and_dose_on_either_side(b3):
    towards, away = (ls.nerve_profile(b3, straight(x, 0.0)) for x in (2.0, -2.0))
    assert float(towards.peak_temperature.max()) > float(away.peak_temperature.max()) + 1.0
    assert int(towards.covered.sum()) > int(away.covered.sum())
    place = towards.isel(along_mm=int(np.argmax(towards.peak_temperature.values)))
    told = ls.temperature_at(b3, float(place.r_mm), float(place.z_mm))
    assert float(place.peak_temperature) == pytest.approx(told, abs=0.1)  # still heating: the peak is now


def test_a_scenario_s_own_nerve_is_in_the_summary(b3):
    from lesionsim.lesion.nerve import covered_lengths

    assert covered_lengths(b3) is None
    nerve = ls.StraightNerve(offset_mm=1.2)
    with_nerve = ls.simulate(ls.change(beside(bone(), changes=QUICK), {"nerve": nerve}))
    covered = covered_lengths(with_nerve)
    assert covered is not None
    assert covered[0][0] == ls.nerve_coverage(with_nerve).covered_mm
    assert np.isnan(covered[0][1])


def ball(result, center, radius):
    """Return a result whose lesion is a ball, with a level that falls by 20 per mm everywhere."""
    return painted(result, lambda x, y, z: 50 + 20 * (
        radius - np.sqrt((x - center[0]) ** 2 + (y - center[1]) ** 2 + (z - center[2]) ** 2)))  # fmt: skip


def across(x, start):
    return ls.Nerve(points_mm=((x, start, 5.0), (x, start + 20.0, 5.0)), diameter_mm=0.05)


@pytest.mark.parametrize("start", [-10.0, -10.04, -10.09, -10.13, -10.2])
def test_the_deepest_place_of_a_nerve_is_found_between_the_sections_that_are_tried(whole, start):
    told = ls.nerve_coverage(ball(whole, (1.5, 0, 5), 2.5), across(1.5, start), FIFTY)
    assert told.gap_mm == pytest.approx(-2.5, abs=0.03)


def test_an_edge_that_is_moved_lies_so_much_farther_in_or_out(whole):
    from lesionsim.lesion.coverage import lengths_inside, tubes_of
    from lesionsim.lesion.nerve import lesion_of
    from lesionsim.lesion.nerve_bars import moved_edges
    from lesionsim.scenario import Placement

    lesion = lesion_of(ball(whole, (1.5, 0, 5), 2.5), FIFTY, -1)
    pieces = tubes_of([across(1.5, -10.0)], B1.probe, Placement())
    now, inwards, outwards = (lengths_inside(each, pieces)[1][0] for each in (lesion, *moved_edges(lesion, 0.05)))
    # 0.05 mm at either end, or a little less: the slope around the probe is left out
    assert -0.11 < inwards - now < -0.05
    assert 0.05 < outwards - now < 0.11


def test_a_lesion_s_surface_is_outside_the_metal_and_close_to_itself(b3):
    from lesionsim.lesion.nerve import lesion_of
    from lesionsim.lesion.surface import surface_of

    surface = surface_of(lesion_of(b3, ls.Isotherm(60), -1))
    assert surface is not None
    x, y, z = surface.place.T
    assert (np.hypot(x, y)[z > 1e-9] > 0.4535 - 1e-9).all()
    assert np.linalg.norm(surface.normal, axis=1) == pytest.approx(1.0)
    two = surface.tree.query(surface.place, k=2)[0][:, 1]
    assert two.max() < 0.25
