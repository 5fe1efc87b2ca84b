"""Mean, quantiles and probability against the number of samples: values, and bands that hold the truth."""

import numpy as np
import pytest
from scipy.stats import norm
from unit.sweep.known import sweep_of

import lesionsim as ls
from lesionsim.sweep.likelihood.convergence import by_ranks, convergence
from lesionsim.sweep.likelihood.probability import wilson
from lesionsim.sweep.likelihood.sobol import saltelli_points


def normals(count, seed=0, kind="latin-hypercube"):
    random = np.random.default_rng(seed)
    return sweep_of(random.random((count, 2)), 1000 + 2 * random.standard_normal(count), kind)


def test_every_moment_tells_of_the_first_so_many_runs():
    table = normals(500)
    values = table.width_mm.values[:, 0]
    found = convergence(table, at_least=1001.0)
    assert found.samples.values[[0, -1]].tolist() == [10, 500]
    for place in (0, 20, -1):
        count = int(found.samples[place])
        assert float(found["mean"][place]) == pytest.approx(values[:count].mean(), rel=1e-13)
        np.testing.assert_allclose(found.quantiles[place], np.quantile(values[:count], [0.05, 0.5, 0.95]))
        reached = int((values[:count] >= 1001).sum())
        assert float(found.probability[place]) == reached / count
        ends = [float(found.probability_low[place]), float(found.probability_high[place])]
        np.testing.assert_allclose(ends, wilson(reached, count))
        half = (found.mean_high - found.mean_low).values[place] / 2
        assert half == pytest.approx(values[:count].std(ddof=1) / np.sqrt(count) * found_t(count), rel=1e-9)


def found_t(count):
    from scipy.stats import t

    return t.ppf(0.975, count - 1)


def test_bands_hold_the_truth_in_95_of_100():
    inside = []
    for seed in range(300):
        found = convergence(normals(200, seed), at_least=1001.0).isel(samples=-1)
        truth = {"mean": 1000.0, "probability": norm.sf(0.5)}
        held = [float(found[f"{name}_low"]) <= exact <= float(found[f"{name}_high"]) for name, exact in truth.items()]
        for place, exact in enumerate(1000 + 2 * norm.ppf([0.05, 0.5, 0.95])):
            held.append(float(found.quantiles_low[place]) <= exact <= float(found.quantiles_high[place]))
        inside.append(held)
    shares = np.mean(inside, axis=0)
    assert np.all((shares >= 0.91) & (shares <= 0.99))


def test_ranks_too_small_for_an_end_of_a_quantile_s_band_say_so():
    low, high = by_ranks(np.arange(20.0), 0.95)
    assert np.isfinite(low)
    assert np.isnan(high)
    assert by_ranks(np.arange(1.0, 1001.0), 0.5) == (469.0, 532.0)  # of tables: 500.5 -+ 1.96 * 15.8


def test_the_mean_is_the_line_when_none_is_asked_for():
    found = convergence(normals(100), criterion="two")
    assert 0.4 <= float(found.probability[-1]) <= 0.6
    assert found.attrs["at_least"] == pytest.approx(float(found["mean"][-1]))
    assert found.attrs["criterion"] == "two"


def test_spread_and_numerical_error_stand_beside_each_other():
    found = convergence(normals(400))
    assert found.attrs["sd"] == pytest.approx(2, rel=0.1)
    assert found.attrs["numerical_error"] == pytest.approx(0.02)


def test_of_a_saltelli_design_the_draws_alone_count():
    points = saltelli_points(2, 64)
    found = convergence(sweep_of(points, np.where(np.isin(np.arange(256) % 4, (0, 3)), points[:, 0], 99), "saltelli"))
    assert int(found.samples[-1]) == 128
    assert float(found["mean"][-1]) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("latin-hypercube", "Latin hypercube is usually surer"), ("sobol", "Sobol points are usually surer"),
     ("list", "if the listed runs are some")],
)  # fmt: skip
def test_what_the_band_means_is_told(kind, words):
    assert words in convergence(normals(50, kind=kind)).attrs["band"]


def test_grids_few_runs_and_wrong_lines_are_refused():
    with pytest.raises(ls.ScenarioError, match='of kind "grid"'):
        convergence(normals(50, kind="grid"))
    with pytest.raises(ls.ScenarioError, match="has 9 runs"):
        convergence(normals(9))
    for wrong in ("5", None.__class__, np.nan, [1, 2]):
        with pytest.raises(ls.ScenarioError, match="at_least is"):
            convergence(normals(50), at_least=wrong)


def test_runs_count_in_the_order_of_their_rows():
    table = normals(100)
    mixed = table.isel(row=np.random.default_rng(1).permutation(100))
    np.testing.assert_array_equal(convergence(mixed)["mean"], convergence(table)["mean"])
