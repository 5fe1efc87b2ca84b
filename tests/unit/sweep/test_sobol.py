"""Sobol points and indices: rows, failed runs, other programs, wrong input."""

import numpy as np
import pytest
from unit.sweep.known import g, ishigami, sweep_of

import lesionsim as ls
from lesionsim.sweep.likelihood.indices import resampled_sd
from lesionsim.sweep.likelihood.sobol import OPEN, saltelli_points, sobol_indices, sobol_of


@pytest.mark.parametrize(("dimensions", "samples"), [(1, 1), (3, 5), (8, 100)])
def test_a_group_is_a_then_a_with_one_input_of_b_then_b(dimensions, samples):
    groups = saltelli_points(dimensions, samples, seed=3).reshape(samples, dimensions + 2, dimensions)
    a, b = groups[:, 0], groups[:, -1]
    for place in range(dimensions):
        mixed = groups[:, place + 1]
        np.testing.assert_array_equal(mixed[:, place], b[:, place])
        np.testing.assert_array_equal(np.delete(mixed, place, 1), np.delete(a, place, 1))
    assert not np.any(a == b)


def test_points_lie_strictly_between_0_and_1_and_depend_on_the_seed_alone():
    points = saltelli_points(4, 512, seed=1)
    assert points.min() >= OPEN
    assert points.max() < 1
    np.testing.assert_array_equal(points, saltelli_points(4, 512, seed=1))
    assert not np.any(points == saltelli_points(4, 512, seed=2))


def test_points_are_more_even_than_chance():
    groups = saltelli_points(3, 1024, seed=0).reshape(1024, 5, 3)
    for draws in (groups[:, 0], groups[:, -1]):
        counts = np.stack([np.histogram(draws[:, place], 16, (0, 1))[0] for place in range(3)])
        assert np.all(counts == 64)


def test_the_sequences_are_scrambled_independently():
    first, second = (saltelli_points(2, 64, seed=0).reshape(64, 4, 2)[start::16, 0] for start in (0, 1))
    assert not np.any(np.isin(first, second))


def test_indices_are_those_of_scipy_and_of_salib():
    from scipy.stats import sobol_indices as scipys

    values = ishigami(saltelli_points(3, 1024, seed=0))
    groups = values.reshape(-1, 5)
    other = scipys(func={"f_A": groups[:, :1].T, "f_B": groups[:, -1:].T, "f_AB": groups[:, 1:-1].T[:, None]}, n=1024)
    found = sobol_of(values, 3)
    np.testing.assert_allclose(found.first_order, other.first_order.ravel(), rtol=1e-9)
    np.testing.assert_allclose(found.total_order, other.total_order.ravel(), rtol=1e-9)

    from SALib.analyze import sobol as analyze

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    third = analyze.analyze(problem, values, calc_second_order=False, seed=0)
    np.testing.assert_allclose(found.first_order, third["S1"], atol=5e-3)
    np.testing.assert_allclose(found.total_order, third["ST"], atol=1e-9)


def test_intervals_are_the_same_for_the_same_seed_and_narrow_with_samples():
    few, many = (sobol_of(ishigami(saltelli_points(3, count)), 3) for count in (256, 4096))
    again = sobol_of(ishigami(saltelli_points(3, 256)), 3)
    np.testing.assert_array_equal(few.total_order_low, again.total_order_low)
    widths = [each.total_order_high - each.total_order_low for each in (few, many)]
    assert np.all(widths[1] < 0.5 * widths[0])


def test_a_constant_added_and_a_factor_change_nothing():
    values = g(saltelli_points(5, 256))
    plain, moved = sobol_of(values, 5), sobol_of(1000 + 3 * values, 5)
    for name in ("first_order", "total_order_low"):
        np.testing.assert_allclose(plain[name], moved[name], rtol=1e-6, atol=1e-9)


def test_groups_with_a_failed_run_are_dropped_and_counted():
    points = saltelli_points(3, 512, seed=4)
    values = ishigami(points)
    holes = values.copy()
    holes[[0, 3, 17, 1000, 2555]] = np.nan  # two of them in one group
    found = sobol_indices(sweep_of(points, holes, "saltelli"))
    assert found.attrs["dropped"] == 4
    assert found.attrs["groups"] == 508
    kept = np.delete(values.reshape(-1, 5), [0, 3, 200, 511], axis=0)
    np.testing.assert_allclose(found.total_order, sobol_of(kept.ravel(), 3).total_order, rtol=1e-12)


def test_a_status_that_is_not_ok_counts_as_failed():
    points = saltelli_points(3, 128)
    table = sweep_of(points, ishigami(points), "saltelli")
    table["status"][7] = "time limit"
    assert sobol_indices(table).attrs["dropped"] == 1


def test_rows_may_come_in_any_order_and_the_last_ones_may_be_missing():
    points = saltelli_points(3, 256)
    table = sweep_of(points, ishigami(points), "saltelli")
    mixed = table.isel(row=np.random.default_rng(0).permutation(table.sizes["row"]))
    np.testing.assert_array_equal(sobol_indices(mixed).first_order, sobol_indices(table).first_order)
    assert sobol_indices(table.isel(row=slice(0, 1000))).attrs["groups"] == 200
    short = sobol_indices(table.isel(row=slice(0, 1003)))
    assert (short.attrs["groups"], short.attrs["dropped"]) == (200, 1)


def test_the_criterion_and_spread_that_were_asked_for_are_told():
    points = saltelli_points(3, 256)
    found = sobol_indices(sweep_of(points, ishigami(points), "saltelli", scenario_name="b1"), criterion="two")
    assert found.attrs["criterion"] == "two"
    assert found.attrs["scenario_name"] == "b1"
    assert found.attrs["sd"] == pytest.approx(2 * 3.72, rel=0.05)
    assert found.attrs["numerical_error"] == pytest.approx(0.02)
    assert found.key.values.tolist() == ["key_1", "key_2", "key_3"]
    assert found.varied.values.tolist() == ["0 to 1"] * 3
    assert found.attrs["disclaimer"] == ls.DISCLAIMER


def test_too_few_whole_groups_are_refused_with_what_to_do():
    points = saltelli_points(3, 256)
    values = ishigami(points)
    values[::5] = np.nan
    with pytest.raises(ls.ScenarioError, match=r"has 0 whole groups of 256.*ask for more samples"):
        sobol_indices(sweep_of(points, values, "saltelli"))
    with pytest.raises(ls.ScenarioError, match="has 32 whole groups"):
        sobol_of(ishigami(saltelli_points(3, 32)), 3)


def test_a_measure_that_never_varies_is_refused():
    points = saltelli_points(3, 128)
    with pytest.raises(ls.ScenarioError, match='is "width_mm", which is 5 in every run'):
        sobol_indices(sweep_of(points, np.full(len(points), 5.0), "saltelli"))


def test_another_kind_of_sweep_or_no_sweep_at_all_is_refused():
    points = saltelli_points(3, 128)
    table = sweep_of(points, ishigami(points), "sobol")
    with pytest.raises(ls.ScenarioError, match=r"is a sweep of kind \"sobol\"; must be 'saltelli'.*kind=\"saltelli\""):
        sobol_indices(table)
    with pytest.raises(ls.ScenarioError, match="must be a sweep"):
        sobol_indices([1, 2, 3])
    with pytest.raises(ls.ScenarioError, match="has no dimension row"):
        sobol_indices(table.rename(row="other").assign_attrs(kind="saltelli"))


def test_rows_that_are_no_saltelli_groups_are_refused():
    points = saltelli_points(3, 128)
    moved = points.copy()
    moved[7, 1] += 1e-3
    with pytest.raises(ls.ScenarioError, match=r"no groups of a Saltelli design \(key_2"):
        sobol_indices(sweep_of(moved, ishigami(points), "saltelli"))


def test_unknown_measures_and_criteria_are_refused_with_the_known_ones():
    points = saltelli_points(3, 128)
    table = sweep_of(points, ishigami(points), "saltelli")
    with pytest.raises(ls.ScenarioError, match=r"measure is 'widht'; .*width_mm"):
        sobol_indices(table, "widht")
    with pytest.raises(ls.ScenarioError, match="criterion is 'three'; must be 'one' or 'two'"):
        sobol_indices(table, criterion="three")


@pytest.mark.parametrize("wrong", [0, -1, 2.5, True, "4", None])
def test_counts_that_are_none_are_refused(wrong):
    with pytest.raises(ls.ScenarioError, match=r"samples is .*must be a whole number"):
        saltelli_points(3, wrong)
    with pytest.raises(ls.ScenarioError, match=r"dimensions is .*must be a whole number"):
        saltelli_points(wrong, 64)


def test_more_numbers_than_memory_holds_are_refused_at_once():
    with pytest.raises(ls.ScenarioError, match="samples is"):
        saltelli_points(100, 10**7)


def test_a_sequence_that_starts_at_0_is_moved_off_it(monkeypatch):
    monkeypatch.setattr(
        "lesionsim.sweep.likelihood.sobol.even_points", lambda dimensions, count, seed: np.zeros((count, dimensions))
    )
    assert saltelli_points(2, 4).min() == OPEN


def test_mean_and_spread_are_those_of_the_draws_alone():
    points = saltelli_points(2, 64)
    values = np.where(np.isin(np.arange(256) % 4, (0, 3)), points[:, 0], 50 + points[:, 1])
    found = sobol_of(values, 2)
    draws = values.reshape(-1, 4)[:, [0, -1]]
    assert found.attrs["mean"] == pytest.approx(draws.mean(), rel=1e-12)
    assert found.attrs["sd"] == pytest.approx(draws.std(ddof=1), rel=1e-12)


def test_more_dropped_than_whole_groups_are_too_many():
    points = saltelli_points(3, 256)
    values = ishigami(points)
    values[: 5 * 140 : 5] = np.nan
    with pytest.raises(ls.ScenarioError, match="has 116 whole groups of 256: 140 hold a run that failed"):
        sobol_indices(sweep_of(points, values, "saltelli"))


def test_resampled_blocks_scatter_as_means_of_independent_values_do():
    values = np.array([1.0, 4.0, 2.0, 7.0])
    found = resampled_sd(values[:, None], np.ones(4), lambda means: means[:, 0], seed=0)
    assert found == pytest.approx(values.std(ddof=1) / 2, rel=0.06)


def test_another_criterion_than_the_only_one_is_refused_and_not_answered_with_that_one():
    table = ls.sweep("b1", {"temperature_c": {"low": 70, "high": 80}}, "saltelli", 64, error_bars="none")
    only = str(table.criterion.values)
    assert sobol_indices(table, criterion=only).attrs["criterion"] == only
    with pytest.raises(ls.ScenarioError, match=f"criterion is 'isotherm 60 °C'; must be '{only}'"):
        sobol_indices(table, criterion="isotherm 60 °C")
    for seed in (-1, "x", 1.5, True):
        with pytest.raises(ls.ScenarioError, match=r"seed is .*; must be a whole number from 0 on"):
            sobol_indices(table, seed=seed)
