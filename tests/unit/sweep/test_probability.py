"""Shares of runs: Wilson's interval, maps of dead tissue, covered nerves."""

import numpy as np
import pytest
import xarray as xr
from scipy.stats import binom, binomtest
from unit.sweep.known import sweep_of

import lesionsim as ls
from lesionsim.sweep.likelihood.morris import morris_points
from lesionsim.sweep.likelihood.probability import nerve_probability, probability_map, wilson
from lesionsim.sweep.likelihood.sobol import saltelli_points
from lesionsim.sweep.tables.raster import pack, raster_for

R, Z = np.linspace(0, 4, 41), np.linspace(-3, 13, 81)


def balls(radii):
    """Return masks of cylinders with these radii, from z = 0 to 10 mm."""
    return [(R[:, None] <= radius) & (Z >= 0) & (Z <= 10) for radius in radii]


def nerves(fractions, kind="latin-hypercube", bar=0.0, points=None):
    points = np.random.default_rng(0).random((len(fractions), 2)) if points is None else points
    table = sweep_of(points, fractions, kind)
    table = table.rename(width_mm="nerve_covered_fraction", width_mm_error="nerve_covered_fraction_error")
    table["nerve_covered_fraction_error"][:] = bar
    return table


@pytest.mark.parametrize(("count", "total"), [(0, 10), (1, 10), (5, 10), (10, 10), (37, 400), (999, 1000)])
def test_wilson_s_interval_is_scipy_s(count, total):
    other = binomtest(count, total).proportion_ci(method="wilson")
    np.testing.assert_allclose(wilson(count, total), (other.low, other.high), atol=1e-12)


@pytest.mark.parametrize("chance", [0.05, 0.5, 0.9])
def test_wilson_s_interval_holds_the_truth_as_often_as_it_says(chance):
    counts = np.arange(201)
    low, high = wilson(counts, 200)
    inside = binom.pmf(counts, 200, chance)[(low <= chance) & (chance <= high)].sum()
    assert 0.93 <= inside <= 0.97


def test_a_map_counts_the_runs_in_which_a_place_is_dead():
    found = probability_map(balls([1.05] * 10 + [2.05] * 20 + [3.05] * 10), R, Z, about={"criterion": "liver"})
    assert found.probability.sel(r_mm=0.5, z_mm=5, method="nearest") == 1.0
    assert found.probability.sel(r_mm=1.5, z_mm=5, method="nearest") == 0.75
    assert found.probability.sel(r_mm=2.5, z_mm=5, method="nearest") == 0.25
    assert found.probability.sel(r_mm=0.5, z_mm=12, method="nearest") == 0.0
    low, high = wilson(10, 40)
    assert float(found.probability_low.sel(r_mm=2.5, z_mm=5, method="nearest")) == pytest.approx(float(low))
    assert float(found.probability_high.sel(r_mm=2.5, z_mm=5, method="nearest")) == pytest.approx(float(high))
    assert (found.attrs["runs"], found.attrs["failed"], found.attrs["criterion"]) == (40, 0, "liver")
    assert found.attrs["disclaimer"] == ls.DISCLAIMER


def test_lines_reach_as_far_as_the_quantiles_of_the_runs():
    radii = np.random.default_rng(0).uniform(1.0, 3.0, 4000)
    found = probability_map(balls(radii), R, Z)
    np.testing.assert_allclose(found.reach_mm, [2.8, 2.0, 1.2], atol=0.07)
    assert np.all(found.reach_mm_low <= found.reach_mm)
    assert np.all(found.reach_mm <= found.reach_mm_high)


def test_lines_that_no_place_reaches_have_no_reach():
    found = probability_map([*balls([1.05] * 5), *balls([-1.0] * 15)], R, Z)
    assert found.reach_mm.values[1:].tolist() == [0, 0]
    assert found.reach_mm.values[0] > 1


def test_packed_masks_of_tips_of_several_lengths_are_laid_over_each_other():
    masks = []
    for tip, count in ((4.0, 12), (10.0, 8)):
        raster = raster_for(tip)
        masks += [pack((raster.across_mm[:, None] <= 2) & (raster.z_mm >= 0) & (raster.z_mm <= tip))] * count
    for order in (masks, masks[::-1]):
        found = probability_map(order)
        assert found.probability.sel(r_mm=1, z_mm=2, method="nearest") == 1
        assert found.probability.sel(r_mm=1, z_mm=7, method="nearest") == 0.4
        assert (float(found.z_mm[0]), float(found.z_mm[-1])) == (-8, 18)


def test_masks_of_both_sides_reach_to_the_farther_one():
    across = raster_for(5.0, both_sides=True).across_mm
    mask = np.repeat(((across > -3) & (across < 1.5))[:, None], 50, axis=1)
    found = probability_map([mask] * 10)
    assert found.r_mm.values[0] == -12
    np.testing.assert_allclose(found.reach_mm.sel(level=0.5), 2.95)


def test_masks_of_a_sweep_are_those_of_its_runs_that_came_to_an_end():
    points = np.random.default_rng(0).random((30, 2))
    table = sweep_of(points, np.where(np.arange(30) < 5, np.nan, 1.0), "sobol")
    table["dead"] = (("row", "z_mm", "r_mm"), np.array(balls([1.05] * 15 + [2.05] * 15)).transpose(0, 2, 1))
    found = probability_map(table.assign_coords(r_mm=R, z_mm=Z))
    assert (found.attrs["runs"], found.attrs["failed"]) == (25, 5)
    assert found.probability.sel(r_mm=1.5, z_mm=5, method="nearest") == 0.6
    assert found.attrs["criterion"] == "one"
    assert found.attrs["varied"] == "0.03 to 1; 0 to 0.98"
    with pytest.raises(ls.ScenarioError, match=r'of kind "grid".*would be no probabilities'):
        probability_map(table.assign_attrs(kind="grid"))
    with pytest.raises(ls.ScenarioError, match=r"no dead masks.*dead_map=True"):
        probability_map(table.drop_vars("dead"))


def test_of_a_saltelli_design_the_draws_alone_are_mapped():
    points = saltelli_points(2, 64)
    table = sweep_of(points, np.ones(len(points)), "saltelli")
    drawn = np.isin(np.arange(len(points)) % 4, (0, 3))
    table["dead"] = (("row", "r_mm", "z_mm"), np.array(balls(np.where(drawn, 1.05, 3.05))))
    found = probability_map(table.assign_coords(r_mm=R, z_mm=Z))
    assert found.attrs["runs"] == 128
    assert found.probability.max() == 1
    assert found.probability.sel(r_mm=2, z_mm=5, method="nearest") == 0


def test_masks_that_do_not_fit_are_refused():
    with pytest.raises(ls.ScenarioError, match="masks has 3 runs; must have at least 10"):
        probability_map(balls([1, 2, 3]), R, Z)
    with pytest.raises(ls.ScenarioError, match=r"masks\[10\] has the shape \(7, 7\)"):
        probability_map([*balls([1.0] * 10), np.ones((7, 7))], R, Z)
    with pytest.raises(ls.ScenarioError, match="are 40 and 81 places; must be 41 and 81"):
        probability_map(balls([1.0] * 10), R[:-1], Z)


def test_the_share_of_runs_that_cover_so_much_of_the_nerve_falls():
    found = nerve_probability(nerves(np.linspace(0, 1, 101)), [0.25, 0.5, 1.0])
    np.testing.assert_allclose(found.probability, [76 / 101, 51 / 101, 1 / 101])
    low, high = wilson(51, 101)
    assert float(found.probability_low[1]) == pytest.approx(float(low))
    assert float(found.probability_high[1]) == pytest.approx(float(high))
    assert found.attrs["runs"] == 101
    assert np.all(np.diff(nerve_probability(nerves(np.linspace(0, 1, 101))).probability) <= 0)


def test_runs_that_the_numerical_error_decides_are_counted():
    found = nerve_probability(nerves(np.linspace(0, 1, 101), bar=0.0249), 0.5)
    np.testing.assert_allclose(found.doubtful, [5 / 101])
    sampled = nerves(np.linspace(0, 1, 101), bar=0.0249)
    sampled["nerve_covered_fraction_error"][np.arange(101) % 5 > 0] = np.nan
    np.testing.assert_allclose(nerve_probability(sampled, 0.5).doubtful, [1 / 21])
    assert np.isnan(nerve_probability(nerves(np.linspace(0, 1, 101), bar=np.nan), 0.5).doubtful)
    assert nerve_probability(nerves(np.linspace(0, 1, 101)), 0.5).doubtful == 0


def test_of_a_saltelli_design_the_draws_alone_count():
    points = saltelli_points(2, 64)
    drawn = np.isin(np.arange(len(points)) % 4, (0, 3))
    found = nerve_probability(nerves(np.where(drawn, 0.2, 0.9), "saltelli", points=points), 0.5)
    assert float(found.probability[0]) == 0
    assert found.attrs["runs"] == 128


def test_failed_runs_are_left_out_and_counted_and_too_many_refused():
    fractions = np.linspace(0, 1, 100)
    fractions[:10] = np.nan
    assert nerve_probability(nerves(fractions), 0.5).attrs["failed"] == 10
    fractions[:60] = np.nan
    with pytest.raises(ls.ScenarioError, match="has 40 runs with a covered nerve of 100"):
        nerve_probability(nerves(fractions), 0.5)


@pytest.mark.parametrize("wrong", [0, -0.1, 1.2, "half", None, [0.5, 2]])
def test_shares_that_are_none_are_refused(wrong):
    with pytest.raises(ls.ScenarioError, match="at_least_fraction is"):
        nerve_probability(nerves(np.linspace(0, 1, 50)), wrong)


def test_designs_whose_rows_are_no_draws_are_refused():
    for kind in ("grid", "one-at-a-time", "morris"):
        with pytest.raises(ls.ScenarioError, match=f'of kind "{kind}"; must be'):
            nerve_probability(nerves(np.linspace(0, 1, 90), kind, points=morris_points(2, 30)))
    with pytest.raises(ls.ScenarioError, match="measure is 'nerve_covered_fraction'"):
        nerve_probability(sweep_of(np.random.default_rng(0).random((50, 2)), np.ones(50), "sobol"))
    assert isinstance(nerve_probability(nerves(np.linspace(0, 1, 50), "list"), 0.5), xr.Dataset)


@pytest.mark.parametrize("masks", [None, 3])
def test_what_is_neither_a_sweep_nor_masks_is_told(masks):
    with pytest.raises(ls.ScenarioError, match=r"masks is .*; must be a sweep with dead_map=True"):
        ls.probability_map(masks)
