"""Maps of dead tissue: where places lie, which are dead, and that a packed map comes back as it was."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.errors import ResultError
from lesionsim.lesion.fields import fine_level
from lesionsim.lesion.nerve import lesion_of
from lesionsim.lesion.points import moment
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.row import run_row
from lesionsim.sweep.tables.raster import ACROSS_STEPS, dead_mask, pack, raster_for, stacked, unpack

MAPS = Options(error_bars="none", dead_map=True)


@pytest.fixture(scope="module")
def mask():
    return unpack(run_row(ls.load("b1"), MAPS)["dead"])


def test_the_raster_reaches_8_mm_beyond_both_ends_of_the_tip_and_12_mm_to_the_side():
    raster = raster_for(7.3)
    assert (raster.across_mm[0], raster.across_mm[-1]) == (0, 12)
    assert raster.z_mm[0] == -8
    assert raster.z_mm[-1] == pytest.approx(15.3)
    np.testing.assert_allclose(np.diff(raster.z_mm), 0.1)
    assert raster_for(7.3, both_sides=True).across_mm[0] == -12


def test_places_of_tips_of_any_length_are_the_same_as_far_as_both_reach():
    short, long = raster_for(5.0), raster_for(9.97)
    np.testing.assert_array_equal(long.z_mm[: short.z_mm.size], short.z_mm)


def test_the_map_is_as_wide_and_long_as_the_lesion_measures(mask):
    lesion, raster = ls.measure(ls.simulate(ls.load("b1"))), raster_for(10.0)
    rows, columns = np.nonzero(mask)
    assert 2 * raster.across_mm[rows.max()] == pytest.approx(lesion.width_mm, abs=0.2)
    assert -raster.z_mm[columns.min()] == pytest.approx(lesion.ahead_of_tip_mm, abs=0.1)
    assert raster.z_mm[columns.max()] - 10 == pytest.approx(lesion.behind_tip_mm, abs=0.1)


def test_turned_around_the_axis_the_map_has_the_volume_of_lesion_and_probe(mask):
    lesion, raster = ls.measure(ls.simulate(ls.load("b1"))), raster_for(10.0)
    ring = 2 * np.pi * raster.across_mm * 0.1 * 0.1
    assert (mask * ring[:, None]).sum() == pytest.approx(lesion.volume_mm3 + lesion.probe_volume_mm3, rel=0.01)


def test_dead_is_where_the_level_on_fine_lines_is_not_negative(mask):
    r, z, level = fine_level(ls.simulate(ls.load("b1")))
    raster = raster_for(10.0)
    for i, far in enumerate(raster.across_mm[10:40], start=10):
        over_z = np.array([np.interp(far, r, level[:, b]) for b in range(z.size)])
        told = np.interp(raster.z_mm, z, over_z)
        clear = np.abs(told) > 1e-9
        np.testing.assert_array_equal(mask[i][clear], told[clear] >= 0)


def test_a_place_in_the_metal_counts_as_the_tissue_beside_it(mask):
    raster = raster_for(10.0)
    row = int(np.searchsorted(raster.across_mm, ls.load("b1").probe.radius_mm))
    beside_tip = (raster.z_mm > 0.5) & (raster.z_mm < 9.5)
    assert mask[:row, beside_tip].all()


def test_places_outside_the_computed_tissue_are_alive():
    small = ls.change(ls.load("b1"), {"domain.radius_mm": 8.0, "domain.shaft_mm": 5.0, "domain.ahead_mm": 6.0})
    everything = lesion_of(ls.simulate(small), ls.Isotherm(at_c=41.0), moment(ls.simulate(small), None))
    full = everything._replace(level=np.ones_like(everything.level))
    mask, raster = dead_mask(full, 10.0), raster_for(10.0)
    inside = (raster.across_mm <= 8)[:, None] & (raster.z_mm >= -6) & (raster.z_mm <= 15)
    np.testing.assert_array_equal(mask, inside)


def test_in_three_dimensions_both_sides_of_the_plane_are_told_apart():
    scenario = ls.load("b3-bone")
    mask, raster = unpack(run_row(scenario, MAPS)["dead"]), raster_for(scenario.probe.tip_length_mm, both_sides=True)
    assert mask.shape == (raster.across_mm.size, raster.z_mm.size)
    result = ls.simulate(scenario)
    rows = np.flatnonzero(mask.any(axis=1))
    assert raster.across_mm[rows[-1]] == pytest.approx(ls.reach_mm(result, azimuth_deg=0), abs=0.11)
    assert -raster.across_mm[rows[0]] == pytest.approx(ls.reach_mm(result, azimuth_deg=180), abs=0.11)
    assert rows[-1] - ACROSS_STEPS > ACROSS_STEPS - rows[0]  # more is dead towards the bone


def test_a_packed_map_comes_back_as_it_was(random_numbers):
    for shape in ((1, 1), (3, 7), (121, 261), (241, 561)):
        mask = random_numbers.random(shape) < 0.3
        np.testing.assert_array_equal(unpack(pack(mask)), mask)


def test_a_packed_map_of_a_lesion_is_small(mask):
    assert len(pack(mask)) < 1500


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", pack(np.eye(9, dtype=bool))[:-8]])
def test_what_is_no_map_is_refused(text):
    with pytest.raises(ResultError, match="map of dead tissue cannot be read"):
        unpack(text)


def test_maps_of_tips_of_several_lengths_lie_over_each_other():
    masks = [np.ones((3, 4), dtype=bool), np.ones((3, 6), dtype=bool)]
    found = stacked(masks)
    assert found.shape == (2, 3, 6)
    np.testing.assert_array_equal(found[0].sum(axis=1), [4, 4, 4])
