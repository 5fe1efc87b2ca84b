"""Morris points and screening: trajectories, effects, failed runs, another program, wrong input."""

import numpy as np
import pytest
from unit.sweep.known import g, sweep_of

import lesionsim as ls
from lesionsim.sweep.likelihood.morris import elementary_effects, morris, morris_of, morris_points


@pytest.mark.parametrize(("dimensions", "trajectories"), [(1, 1), (3, 4), (12, 30)])
def test_every_trajectory_changes_every_input_once_by_half_of_its_range(dimensions, trajectories):
    points = morris_points(dimensions, trajectories, seed=5)
    steps = np.diff(points.reshape(trajectories, dimensions + 1, dimensions), axis=1)
    assert points.shape == (trajectories * (dimensions + 1), dimensions)
    assert np.all(np.count_nonzero(steps, axis=1) == 1)
    assert np.all(np.count_nonzero(steps, axis=2) == 1)
    assert set(np.abs(steps[steps != 0])) == {0.5}


def test_places_orders_and_directions_are_all_met():
    points = morris_points(3, 400, seed=0)
    steps = np.diff(points.reshape(400, 4, 3), axis=1)
    for place in range(3):
        level, count = np.unique(points[:, place], return_counts=True)
        assert level.tolist() == [0.125, 0.375, 0.625, 0.875]
        assert count.min() > 0.8 * count.max()
        assert 0.4 < np.mean(steps[:, :, place].sum(axis=1) > 0) < 0.6
        assert set(np.argmax(steps[:, :, place] != 0, axis=1)) == {0, 1, 2}
    np.testing.assert_array_equal(points, morris_points(3, 400, seed=0))
    assert not np.array_equal(points, morris_points(3, 400, seed=1))


def test_effects_of_a_straight_line_are_its_slopes():
    points = morris_points(4, 10, seed=2)
    slopes = np.array([3.0, -1.0, 0.0, 0.5])
    np.testing.assert_allclose(elementary_effects(points, points @ slopes + 7), np.tile(slopes, (10, 1)), atol=1e-12)
    found = morris_of(points, points @ slopes)
    np.testing.assert_allclose(found.mu_star, np.abs(slopes), atol=1e-12)
    np.testing.assert_allclose(found.mu, slopes, atol=1e-12)
    np.testing.assert_allclose(found.sigma, 0.0, atol=1e-6)
    np.testing.assert_allclose(found.mu_star_high - found.mu_star_low, 0.0, atol=1e-9)


def test_a_product_has_uneven_effects():
    points = morris_points(2, 400, seed=2)
    found = morris_of(points, points[:, 0] * points[:, 1])
    np.testing.assert_allclose(found.mu_star, 0.5, atol=0.03)
    np.testing.assert_allclose(found.sigma, np.std([0.125, 0.375, 0.625, 0.875]), atol=0.02)


def test_the_intervals_hold_the_effects_of_endless_trajectories():
    truth = morris_of(*both(20_000, seed=999)).mu_star.values
    inside = []
    for seed in range(100):
        found = morris_of(*both(30, seed))
        inside.append((found.mu_star_low.values <= truth) & (truth <= found.mu_star_high.values))
    assert 0.90 <= np.mean(inside) <= 0.99


def both(trajectories, seed):
    points = morris_points(5, trajectories, seed)
    return points, g(points)


def test_effects_are_those_of_salib_but_for_the_size_of_its_step():
    from SALib.analyze import morris as analyze

    points, values = both(50, 3)
    problem = {"num_vars": 5, "names": list("abcde"), "bounds": [[0, 1]] * 5}
    other = analyze.analyze(problem, points, values, num_levels=4, seed=0)
    ratio = (2 / 3) / 0.5  # SALib's levels are 0, 1/3, 2/3 and 1
    found = morris_of(points, values)
    np.testing.assert_allclose(found.mu_star, np.asarray(other["mu_star"], dtype=float) * ratio, rtol=1e-9)
    np.testing.assert_allclose(found.sigma, np.asarray(other["sigma"], dtype=float) * ratio, rtol=1e-9)


def test_trajectories_with_a_failed_run_are_dropped_and_counted():
    points, values = both(20, 0)
    values[[0, 2, 60]] = np.nan
    found = morris(sweep_of(points, values, "morris"))
    assert (found.attrs["groups"], found.attrs["dropped"]) == (18, 2)
    effects = elementary_effects(points, values)
    assert np.isnan(effects[[0, 10]]).all()
    np.testing.assert_allclose(found.mu, np.nanmean(effects, axis=0))


def test_rows_may_come_in_any_order():
    points, values = both(20, 0)
    table = sweep_of(points, values, "morris")
    mixed = table.isel(row=np.random.default_rng(0).permutation(table.sizes["row"]))
    np.testing.assert_array_equal(morris(mixed).mu_star, morris(table).mu_star)
    np.testing.assert_array_equal(morris(mixed, criterion="two").mu_star, 2 * morris(table).mu_star)


def test_words_can_be_screened():
    points = morris_points(2, 20, seed=0)
    table = sweep_of(points, 3.0 * (points[:, 0] > 0.5), "morris")
    table = table.assign_coords(key_1=("row", np.where(points[:, 0] > 0.5, "muscle", "fat")))
    found = morris(table)
    assert found.varied.values.tolist() == ["fat, muscle", "0.12 to 0.88"]
    np.testing.assert_allclose(found.mu_star, [6.0, 0.0])


def test_rows_of_another_seed_are_refused():
    points, values = both(20, 0)
    with pytest.raises(ls.ScenarioError, match="not those of its Morris design"):
        morris(sweep_of(points, values, "morris", seed=1))


def test_too_few_trajectories_points_that_are_none_and_measures_that_never_vary_are_refused():
    with pytest.raises(ls.ScenarioError, match="has 3 whole trajectories of 3"):
        morris_of(*both(3, 0))
    points, values = both(20, 0)
    with pytest.raises(ls.ScenarioError, match="are no trajectories"):
        morris_of(np.random.default_rng(0).random(points.shape), values)
    with pytest.raises(ls.ScenarioError, match="which is 1 in every run"):
        morris_of(points, np.ones(len(points)))
    with pytest.raises(ls.ScenarioError, match="must be 'morris'"):
        morris(sweep_of(points, values, "grid"))


@pytest.mark.parametrize("wrong", [0, -1, 2.5, True, "4"])
def test_counts_that_are_none_are_refused(wrong):
    with pytest.raises(ls.ScenarioError, match=r"trajectories is .*must be a whole number"):
        morris_points(3, wrong)


def test_missing_rows_drop_their_trajectories_alone():
    points, values = both(20, 0)
    table = sweep_of(points, values, "morris").isel(row=[row for row in range(120) if row not in (7, 8, 100)])
    found = morris(table)
    assert (found.attrs["groups"], found.attrs["dropped"]) == (18, 2)
    kept = np.delete(elementary_effects(points, values), [1, 16], axis=0)
    np.testing.assert_allclose(found.mu, kept.mean(axis=0))


def test_no_interval_of_a_size_goes_below_0():
    points = morris_points(2, 5, seed=0)
    found = morris_of(points, np.where(points[:, 0] > 0.8, 1.0, 0.0))
    assert found.mu_star_low.min() == 0
    assert found.sigma_low.min() == 0
    assert found.mu_low.min() < 0
