"""Pareto fronts: nothing on them is bettered, and nothing that belongs there is missing."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.sweep.inverse.front_search import search_front, undominated
from lesionsim.sweep.inverse.goals import AtLeast, AtMost
from lesionsim.sweep.inverse.inverse import inverse
from lesionsim.sweep.inverse.pareto import pareto
from lesionsim.sweep.inverse.unknowns import scenario_with

B1 = ls.load("b1")
PULLING = {"length_mm": "maximise", "volume_mm3": "minimise"}
VARY = {"temperature_c": (60, 95), "tip_mm": (5, 15)}


def bettered(values):
    """Tell by the plain definition, one pair after another."""
    return [
        any(all(b >= a for a, b in zip(row, other, strict=True)) and any(b > a for a, b in zip(row, other, strict=True))
            for other in values)
        for row in values
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_what_is_not_bettered_is_what_the_plain_definition_says(random_numbers, columns):
    values = random_numbers.integers(0, 6, (60, columns)).astype(float)

    assert undominated(values).tolist() == [not each for each in bettered(values.tolist())]


def test_the_front_of_two_parabolas_is_what_lies_between_their_tops():
    """f = -x^2 - y^2 and g = -(x - 1)^2 - y^2 over a square around: the front is 0 <= x <= 1, y = 0."""
    found = search_front(
        lambda _, place: np.array([-((4 * place[0] - 1.5) ** 2), -((4 * place[0] - 2.5) ** 2)])
        - (2 * place[1] - 1) ** 2, 1, 2, seed=3,
    )  # fmt: skip
    x = np.array([4 * spot.place[0] - 1.5 for spot in found])
    y = np.array([2 * spot.place[1] - 1 for spot in found])

    assert len(found) > 40
    assert np.abs(y).max() < 0.2
    assert x.min() < 0.05
    assert x.max() > 0.95
    assert np.diff(np.sort(x)).max() < 0.1


def test_places_that_are_not_allowed_are_never_on_the_front():
    found = search_front(
        lambda _, place: np.array([place[0], -place[0]]) if place[0] < 0.5 else np.full(2, np.nan), 1, 1
    )

    assert max(spot.place[0] for spot in found) < 0.5


@pytest.fixture(scope="module")
def front():
    return inverse(B1, PULLING, VARY, seed=1)


@pytest.fixture(scope="module")
def brute():
    """All runs of an even grid."""
    found = []
    for temperature in np.linspace(60, 95, 12):
        for tip in np.linspace(5, 15, 12):
            scenario = scenario_with(B1, {"temperature_c": float(temperature), "tip_mm": float(tip)})
            lesion = ls.measure(ls.simulate(ls.change(scenario, {"numerics.error_bars": "off"})))
            found.append((lesion.length_mm, -lesion.volume_mm3))
    return np.array(found)


def test_no_run_of_a_brute_force_grid_betters_the_front_by_more_than_a_little(front, brute):
    mine = np.stack([front.length_mm.values, -front.volume_mm3.values], axis=1)
    span = np.ptp(brute, axis=0)
    better = (brute[None] > mine[:, None] + 0.02 * span).all(axis=2)

    assert not better.any()


def test_every_run_on_the_brute_force_front_has_one_of_the_front_beside_or_above_it(front, brute):
    mine = np.stack([front.length_mm.values, -front.volume_mm3.values], axis=1)
    best = brute[undominated(brute)]
    span = np.ptp(brute, axis=0)

    assert ((mine[None] >= best[:, None] - 0.02 * span).all(axis=2)).any(axis=1).all()


def test_points_of_a_front_are_runs_that_can_be_made_again(front):
    row = front.isel(solution=front.sizes["solution"] // 2)
    values = {"temperature_c": float(row.temperature_c), "tip_mm": float(row.tip_mm)}
    lesion = ls.measure(ls.simulate(scenario_with(B1, values)))

    assert (float(row.length_mm), float(row.volume_mm3)) == (lesion.length_mm, lesion.volume_mm3)
    assert float(row.volume_mm3_error) == lesion.volume_mm3_error


def test_the_same_seed_gives_the_same_front(front):
    assert inverse(B1, PULLING, VARY, seed=1).identical(front)


def test_limits_keep_runs_off_the_front():
    limits = {**PULLING, "width_mm": AtLeast(5.0), "ahead_of_tip_mm": AtMost(1.5)}
    found = pareto(B1, limits, {**VARY, "gauge": [18, 20]})

    assert (found.width_mm.values + found.width_mm_error.values >= 5.0).all()
    assert (found.ahead_of_tip_mm.values - found.ahead_of_tip_mm_error.values <= 1.5).all()
    assert found.sizes["solution"] > 5


def test_limits_that_no_run_keeps_leave_an_empty_front_that_says_so():
    found = pareto(B1, {"volume_mm3": "minimise", "width_mm": AtLeast(50)}, {"gauge": [18, 20]})

    assert found.sizes["solution"] == 0
    assert found.attrs["reached"] == 0
    assert "No run stays within the limits" in found.attrs["answer"]


def test_one_goal_alone_has_a_front_of_one_point():
    found = pareto(B1, {"width_mm": "max"}, {"gauge": [18, 20, 22]})

    assert found.gauge.values.tolist() == [18]


def test_wrong_fronts_are_refused():
    with pytest.raises(ls.ScenarioError, match="goals hold nothing to maximise or minimise"):
        pareto(B1, {"width_mm": 6}, VARY)
    with pytest.raises(ls.ScenarioError, match=r"goals.width_mm is 6, beside a goal to maximise"):
        inverse(B1, {"width_mm": 6, "volume_mm3": "minimise"}, VARY)
