"""Distributions turn places into values: against SciPy's quantiles, within limits, and with clear errors."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from lesionsim.errors import ScenarioError
from lesionsim.sweep.design.distributions import Levels, LogNormal, LogUniform, Normal, Triangular, Uniform

PLACES = np.concatenate([[1e-6], np.linspace(0.01, 0.99, 99), [1 - 1e-6]])
TIGHT = 1e-9  # both sides are closed forms in floats; the inverse of the normal integral is good to about 1e-15

low_high = st.tuples(st.floats(-1000, 1000), st.floats(0.01, 1000)).map(lambda pair: (pair[0], pair[0] + pair[1]))
above_zero = st.tuples(st.floats(1e-6, 1e3), st.floats(1.001, 1e4)).map(lambda pair: (pair[0], pair[0] * pair[1]))


@given(low_high)
def test_uniform_has_scipy_s_quantiles(limits):
    low, high = limits
    expected = scipy.stats.uniform(low, high - low).ppf(PLACES)

    np.testing.assert_allclose(Uniform(low=low, high=high).at(PLACES), expected, rtol=TIGHT, atol=TIGHT)


@given(above_zero)
def test_log_uniform_has_scipy_s_quantiles(limits):
    low, high = limits

    np.testing.assert_allclose(
        LogUniform(low=low, high=high).at(PLACES), scipy.stats.loguniform(low, high).ppf(PLACES), rtol=1e-8
    )


@given(st.floats(-100, 100), st.floats(0.01, 100), st.floats(0, 5), st.floats(0, 5))
def test_a_cut_off_normal_has_scipy_s_quantiles(mean, sd, below, above):
    if below + above < 0.1:
        return
    cut = Normal(mean=mean, sd=sd, low=mean - below * sd, high=mean + above * sd)
    expected = scipy.stats.truncnorm(-below, above, mean, sd).ppf(PLACES)

    np.testing.assert_allclose(cut.at(PLACES), expected, rtol=1e-7, atol=1e-7 * sd)


def test_a_normal_without_limits_has_scipy_s_quantiles():
    np.testing.assert_allclose(Normal(mean=80, sd=2).at(PLACES), scipy.stats.norm(80, 2).ppf(PLACES), rtol=TIGHT)


@pytest.mark.parametrize(("low", "high"), [(None, None), (2.0, None), (None, 7.0), (2.0, 7.0)])
def test_a_log_normal_has_scipy_s_quantiles(low, high):
    sigma = math.log(1.8)
    full = scipy.stats.lognorm(sigma, scale=5)
    first, last = (0 if low is None else full.cdf(low)), (1 if high is None else full.cdf(high))

    drawn = LogNormal(median=5, factor=1.8, low=low, high=high).at(PLACES)

    np.testing.assert_allclose(drawn, full.ppf(first + PLACES * (last - first)), rtol=1e-8)


@given(low_high, st.floats(0, 1))
def test_triangular_has_scipy_s_quantiles(limits, share):
    low, high = limits
    mode = min(max(low + share * (high - low), low), high)
    expected = scipy.stats.triang((mode - low) / (high - low), low, high - low).ppf(PLACES)

    drawn = Triangular(low=low, mode=mode, high=high).at(PLACES)

    np.testing.assert_allclose(drawn, expected, rtol=1e-7, atol=1e-7 * (high - low))


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=20, unique=True))
def test_each_level_has_an_equal_share_of_places(values):
    count = len(values)
    places = (np.arange(count * 7) + 0.5) / (count * 7)

    drawn = Levels(tuple(values)).at(places)

    assert drawn.tolist() == [value for value in values for _ in range(7)]


def test_the_middle_of_each_level_gives_that_level_even_of_a_million():
    levels = Levels(tuple(range(1_000_000)))

    assert (levels.number_at(levels.middles()) == np.arange(1_000_000)).all()


def test_levels_keep_whole_numbers_words_and_floats():
    levels = Levels((np.int64(16), np.float64(0.5), 20))

    assert [type(each) for each in levels.values] == [int, float, int]
    assert Levels(["held", "rf"]).at(np.array([0.1, 0.9])).tolist() == ["held", "rf"]
    assert type(Levels((16, 18)).at(0.7)) is int


SOURCES = [
    Uniform(low=0.1, high=0.3), LogUniform(low=0.1, high=0.3), Normal(mean=1, sd=5, low=0.1, high=1.7),
    LogNormal(median=1, factor=9, low=0.1, high=1.7), Triangular(low=0.1, mode=0.1, high=0.3),
    Triangular(low=0.1, mode=0.3, high=0.3),
]  # fmt: skip


@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_values_lie_within_limits_grow_with_their_place_and_reach_both_ends(source):
    places = np.linspace(0, 1, 1001)
    values = source.at(places)

    assert source.limits == pytest.approx((values[0], values[-1]), rel=1e-14)
    assert source.limits[0] <= values[0]
    assert source.limits[1] >= values[-1]
    assert (np.diff(values) > 0).all()


@pytest.mark.parametrize("source", [*SOURCES, Normal(mean=1, sd=2), LogNormal(median=1, factor=2)], ids=str)
def test_one_place_gives_the_number_that_many_places_give(source):
    places = np.array([0.0, 0.1234, 0.5, 0.99, 1 - 2**-53])

    assert [source.at(float(place)) for place in places] == source.at(places).tolist()
    assert type(source.at(0.5)) is float
    assert np.isfinite(source.at(places)).all()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Uniform(low=2, high=2), "low is 2; must be below high, 2"),
        (lambda: Uniform(low=3, high=2), "low is 3; must be below high, 2"),
        (lambda: Uniform(low="a", high=2), "low is 'a'; must be a number"),
        (lambda: Uniform(low=math.nan, high=2), "low is nan|low is a"),
        (lambda: LogUniform(low=0, high=2), "low is 0; must be between"),
        (lambda: Normal(mean=1, sd=0), "sd is 0; must be between"),
        (lambda: Normal(mean=1, sd=1, low=2), "mean is 1; must be at least low, 2"),
        (lambda: Normal(mean=9, sd=1, high=2), "mean is 9; must be at most high, 2"),
        (lambda: Normal(mean=1, sd=1, low=3, high=2), "low is 3; must be below high, 2"),
        (lambda: LogNormal(median=1, factor=1), "factor is 1; must be between"),
        (lambda: LogNormal(median=1, factor=2, low=2), "median is 1; must be at least low, 2"),
        (lambda: Triangular(low=0, mode=5, high=4), "mode is 5; must be at most high, 4"),
        (lambda: Triangular(low=0, mode=-1, high=4), "mode is -1; must be at least low, 0"),
        (lambda: Levels(()), "values has 0 entries"),
        (lambda: Levels((1, True)), r"values\[1\] is true; must be a finite number or a word"),
        (lambda: Levels((1, math.inf)), r"values\[1\] is inf; must be a finite number or a word"),
        (lambda: Levels((1, [2])), r"values\[1\] is a list of 1; must be"),
        (lambda: Levels((1, "two")), r"values\[1\] is 'two', and the first level is 1; levels must be all"),
        (lambda: Levels((1, 2, 1.0)), r"values\[2\] is 1, and so is values\[0\]; give each level once"),
    ],
)
def test_what_cannot_be_is_refused(make, words):
    with pytest.raises(ScenarioError, match=words):
        make()


def test_the_very_ends_give_values_too():
    assert Levels((1, 2)).at(1.0) == 2
    ends = Normal(mean=0, sd=1).at(np.array([0.0, 1.0]))
    assert ends[1] == pytest.approx(-ends[0])
    assert 6 < ends[1] < 7  # once in 2**32 draws
