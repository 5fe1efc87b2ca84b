"""Least squares of any model: right values, intervals that hold what they promise, and what cannot be told apart."""

import numpy as np
import pytest

from lesionsim.sweep.fit.estimates import Scale, autocorrelation, effective_count, estimate, spread, values_of

TIME = np.linspace(0.1, 4, 40)
TRUE = np.array([2.0, 0.7])
SCALES = (Scale(0.2, 20, 1.0), Scale(0.07, 7, 1.0))


def decay(values):
    return values[0] * np.exp(-values[1] * TIME)


def noise(seed, related=0.0, sd=0.05):
    draw = np.random.default_rng(seed)
    found = draw.normal(0, sd, TIME.size)
    for number in range(1, TIME.size):
        found[number] = related * found[number - 1] + np.sqrt(1 - related**2) * found[number]
    return found


def holds(seed, related=0.0, widened=True):
    """Tell whether the 95 % interval of each parameter holds the true value."""
    found = estimate(decay, decay(TRUE) + noise(seed, related), SCALES)
    worth = (
        effective_count(TIME.size, autocorrelation(found.residuals, np.array([TIME.size]))) if widened else TIME.size
    )
    half = spread(found, 0.95, worth).half
    sought = np.array([scale.scaled(value) for scale, value in zip(SCALES, TRUE, strict=True)])
    return np.abs(found.scaled - sought) <= half


def test_parameters_of_readings_without_noise_are_found_exactly():
    found = estimate(decay, decay(TRUE), SCALES)

    assert values_of(SCALES, found.scaled) == pytest.approx(TRUE, rel=1e-6)
    assert found.converged
    assert found.at_bound == (False, False)


def test_a_parameter_that_may_be_zero_is_counted_by_differences():
    scales = (Scale(0.0, 20, 1.0), Scale(-1.0, 7, 1.0))

    assert values_of(scales, estimate(decay, decay(TRUE), scales).scaled) == pytest.approx(TRUE, rel=1e-6)


def test_a_search_that_meets_a_bound_says_so():
    found = estimate(decay, decay(TRUE), (Scale(0.2, 20, 1.0), Scale(0.9, 7, 1.0)))

    assert found.at_bound == (False, True)
    assert values_of(SCALES[:1], found.scaled[:1])[0] > 2.0


def test_intervals_hold_the_truth_as_often_as_they_promise():
    """Of 400 draws 95 % +- 3 standard deviations of a count of that many."""
    share = np.mean([holds(seed) for seed in range(400)], axis=0)

    assert share == pytest.approx(0.95, abs=3 * np.sqrt(0.95 * 0.05 / 400))


def test_related_noise_widens_intervals_so_that_they_still_hold_most():
    """Noise of correlation 0.6 from reading to reading: unwidened intervals miss a quarter or more."""
    narrow = np.mean([holds(seed, 0.6, widened=False) for seed in range(200)], axis=0)
    wide = np.mean([holds(seed, 0.6) for seed in range(200)], axis=0)

    assert (narrow < 0.8).all()
    assert (wide > 0.85).all()


def test_intervals_are_those_of_the_profile_likelihood():
    """Where the sum of squares, the other parameter fitted anew, grows by t^2 times the variance."""
    readings = decay(TRUE) + noise(7)
    found = estimate(decay, readings, SCALES)
    half = spread(found, 0.95, TIME.size).half[1]
    free = TIME.size - 2
    rest = found.residuals @ found.residuals
    for way in (-1, 1):
        rate = SCALES[1].value(found.scaled[1] + way * half)
        shape = np.exp(-rate * TIME)
        left = readings - shape * (shape @ readings) / (shape @ shape)
        grown = (left @ left - rest) / (rest / free)

        assert grown == pytest.approx(2.0244**2, rel=0.1)  # Student's t for 38 degrees of freedom


def test_a_higher_confidence_gives_a_wider_interval():
    found = estimate(decay, decay(TRUE) + noise(1), SCALES)

    assert (spread(found, 0.99, TIME.size).half > spread(found, 0.9, TIME.size).half).all()


def test_two_parameters_that_only_act_as_a_product_have_no_intervals():
    found = estimate(lambda values: values[0] * values[1] * np.exp(-TIME), 3 * np.exp(-TIME) + noise(2), SCALES)
    sure = spread(found, 0.95, TIME.size)

    assert np.isinf(sure.half).all()
    assert sure.correlation[0, 1] == pytest.approx(-1, abs=1e-3)
    assert sure.condition > 1e6


def test_a_parameter_without_effect_has_no_interval_and_the_other_keeps_its_own():
    found = estimate(lambda values: values[0] * np.exp(-TIME), 3 * np.exp(-TIME) + noise(2), SCALES)
    half = spread(found, 0.95, TIME.size).half

    assert np.isinf(half[1])
    assert half[0] < 0.1


def test_correlations_are_those_of_estimates_over_many_draws():
    draws = np.array([estimate(decay, decay(TRUE) + noise(seed), SCALES).scaled for seed in range(300)])
    told = spread(estimate(decay, decay(TRUE) + noise(0), SCALES), 0.95, TIME.size).correlation

    assert told[0, 1] == pytest.approx(np.corrcoef(draws.T)[0, 1], abs=0.08)


def test_residuals_of_two_traces_are_not_joined():
    residuals = np.array([1.0, 1, 1, -1, -1, -1])

    assert autocorrelation(residuals, np.array([3, 6])) == pytest.approx(4 / 6)
    assert autocorrelation(residuals, np.array([6])) == pytest.approx(3 / 6)


def test_autocorrelation_that_may_be_chance_counts_all_readings():
    assert effective_count(100, 0.19) == 100
    assert effective_count(100, -0.5) == 100
    assert effective_count(100, 0.6) == pytest.approx(25)
