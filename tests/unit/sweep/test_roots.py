"""Every root that a scan can see is found, and what only looks like one is told apart."""

import numpy as np
import pytest

from lesionsim.sweep.inverse.roots import roots_along, slope_at
from lesionsim.sweep.inverse.solution import error_over_slope

PLACES = np.linspace(0.0, 1.0, 17)


def found(function):
    values = np.array([function(place) for place in PLACES])
    return roots_along(function, PLACES, values)


@pytest.mark.parametrize("roots", [(0.3,), (0.11, 0.52, 0.9), (0.26, 0.27), (0.01, 0.99)])
def test_all_roots_of_a_polynomial_are_found(roots):
    assert [root.at for root in found(lambda x: np.prod([x - each for each in roots]))] == pytest.approx(
        roots, abs=1e-5
    )


def test_a_root_at_a_place_of_the_scan_is_found_once():
    assert [root.at for root in found(lambda x: x - PLACES[5])] == [PLACES[5]]


def test_roots_at_both_ends_are_found():
    assert [root.at for root in found(lambda x: x * (1 - x))] == [0.0, 1.0]


def test_a_curve_that_touches_zero_is_told_as_touching():
    (root,) = found(lambda x: (x - 0.4321) ** 2)

    assert root.touches
    assert root.at == pytest.approx(0.4321, abs=1e-3)


def test_a_dip_that_stays_away_from_zero_is_no_root():
    assert [root.touches for root in found(lambda x: (x - 0.4321) ** 2 + 0.05)] in ([], [True])
    assert found(lambda x: 3.0 + 0.1 * np.cos(12 * x)) == []


def test_two_roots_between_neighbours_are_found_by_following_the_dip():
    middle, half = 0.5 * (PLACES[4] + PLACES[5]), 0.01
    at = [root.at for root in found(lambda x: (x - middle) ** 2 - half**2)]

    assert at == pytest.approx([middle - half, middle + half], abs=1e-5)


def test_a_jump_is_found_where_it_is():
    (root,) = found(lambda x: -1.0 if x < 0.377 else 2.0)

    assert root.at == pytest.approx(0.377, abs=1e-5)


def test_missing_values_hide_no_other_root():
    assert [root.at for root in found(lambda x: np.nan if x < 0.2 else x - 0.7)] == pytest.approx([0.7])


def test_a_value_that_is_missing_on_the_way_to_a_root_leaves_it_out():
    assert found(lambda x: np.nan if 0.35 < x < 0.37 else x - 0.36) == []


@pytest.mark.parametrize("at", [0.031, 0.4, 0.97])
def test_slope_and_bend_of_a_parabola_are_exact(at):
    values = 3 * PLACES**2 - PLACES
    slope, bend = slope_at(at, 3 * at**2 - at, PLACES, values)

    assert slope == pytest.approx(6 * at - 1, abs=1e-9)
    assert bend == pytest.approx(6)


def test_the_error_of_an_input_is_that_of_the_measure_over_the_slope():
    assert error_over_slope(0.03, -0.1) == pytest.approx(0.3)
    assert error_over_slope(0.03, 0.0) == np.inf
    assert error_over_slope(0.03, np.nan) == np.inf
    assert error_over_slope(0.0, 0.0) == 0.0


def test_where_a_measure_turns_around_the_error_is_the_width_of_its_top():
    bar, bend = 0.02, -4.0
    half = error_over_slope(bar, 0.0, bend, touches=True)

    assert abs(bend) / 2 * half**2 == pytest.approx(bar)
