"""The rule for hits and misses."""

import math

import pytest

from lesionsim.validate.reading import Value
from lesionsim.validate.statement import BOUND, ORDERING
from lesionsim.validate.verdict import IN_CRITERIA, IN_PARAMETERS, NOWHERE, judged, meeting


@pytest.mark.parametrize(("value", "hit"), [(3.9, False), (4.0, True), (5.0, True), (6.0, True), (6.1, False)])
def test_a_range_is_hit_when_the_number_lies_in_it(statement, answer, value, hit):
    assert judged(statement(4.0, 6.0), answer(value)).hit is hit


@pytest.mark.parametrize(
    ("value", "error", "hit"), [(3.8, 0.1, False), (3.8, 0.2, True), (6.2, 0.1, False), (6.2, 0.2, True)]
)
def test_a_range_is_hit_when_the_numerical_error_bar_reaches_it(statement, answer, value, error, hit):
    assert judged(statement(4.0, 6.0), answer(value, error)).hit is hit


def test_wide_parameters_and_configurations_make_no_hit_where_a_paper_gives_a_range(statement, answer):
    verdict = judged(statement(4.0, 6.0), answer(3.0, low=1.0, high=9.0, down=2.0, up=2.0))

    assert verdict == (False, IN_PARAMETERS)


@pytest.mark.parametrize(("low", "high"), [(-math.inf, 5.0), (5.0, math.inf)])
@pytest.mark.parametrize("value", [4.0, 6.0])
def test_a_bound_is_hit_on_its_own_side_alone(statement, answer, low, high, value):
    assert judged(statement(low, high, BOUND), answer(value)).hit is (low <= value <= high)


@pytest.mark.parametrize(
    ("found", "hit"),
    [
        ({"value": 4.0}, False),
        ({"value": 4.0, "up": 0.9}, False),
        ({"value": 4.0, "up": 1.0}, True),
        ({"value": 4.0, "error": 0.6, "up": 0.8}, True),
        ({"value": 4.0, "high": 5.5}, True),
        ({"value": 4.0, "high": 4.5, "up": 0.5}, True),
        ({"value": 6.0, "down": 0.9}, False),
        ({"value": 6.0, "low": 5.2, "down": 0.3}, True),
    ],
)
def test_a_single_number_is_hit_when_it_lies_in_the_interval_of_configurations_and_parameters(
    statement, answer, found, hit
):
    assert judged(statement(5.0, 5.0), answer(**found)).hit is hit


@pytest.mark.parametrize(
    ("value", "error", "hit"), [(0.3, 0.2, True), (0.3, 0.3, False), (0.1, 0.2, False), (-1.0, 0.1, False)]
)
def test_an_ordering_is_hit_when_its_smallest_step_exceeds_the_error_bar(statement, answer, value, error, hit):
    assert judged(statement(0.0, math.inf, ORDERING), answer(value, error)).hit is hit


def test_no_lesion_is_a_miss(statement, answer):
    for ends in ((4.0, 6.0), (5.0, 5.0), (-math.inf, 5.0), (5.0, math.inf)):
        assert not judged(statement(*ends), answer(math.nan)).hit


def test_a_miss_says_whether_another_criterion_would_meet_it(statement, answer):
    criteria = {"liver": Value(9.0), "skin": Value(5.0)}

    assert judged(statement(), answer(9.0, criteria=criteria)).reach == IN_CRITERIA
    assert judged(statement(), answer(9.0)).reach == NOWHERE


def test_no_criterion_meets_none_unless_its_own_number_reaches_it(statement, answer):
    found = answer(1.9, low=1.3, high=2.5, down=0.5, up=1.0, criteria={"liver": Value(1.9), "60 °C": Value(0.4)})

    assert meeting(statement(0.0, 0.0), found) == []


def test_another_criterion_is_given_the_same_relative_interval_around_a_single_number(statement, answer):
    found = answer(9.0, down=1.0, up=1.0, criteria={"liver": Value(9.0), "skin": Value(5.6), "60 °C": Value(5.7)})

    assert meeting(statement(5.0, 5.0), found) == ["skin"]


def test_configurations_alone_are_no_uncertainty_of_parameters(statement, answer):
    assert judged(statement(4.0, 6.0), answer(3.0, low=1.0, high=9.0)).reach == NOWHERE


def test_another_criterion_makes_no_hit(statement, answer):
    assert not judged(statement(), answer(9.0, criteria={"liver": Value(9.0), "skin": Value(5.0)})).hit
