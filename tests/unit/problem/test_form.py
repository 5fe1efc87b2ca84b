"""Grid, walls and openings are made once for all runs of the same sizes, and no run writes into them."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.problem.assemble import assemble
from lesionsim.problem.form import KEPT, form_of, form_with, grid_of, sizes_of


def every_array(form):
    for part in form:
        yield from (part,) if isinstance(part, np.ndarray) else part


@pytest.mark.parametrize("name", ["b1", "lumbar-medial-branch", "lumbar-medial-branch-rf", "b3-bone"])
def test_a_run_writes_into_nothing_that_the_next_one_shares(name):
    scenario = ls.load(name)
    before = [np.copy(each) for each in every_array(form_of(scenario))]
    ls.simulate(scenario)
    after = list(every_array(form_of(scenario)))
    assert len(after) == len(before)
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)


def test_tissue_and_protocol_do_not_count():
    scenario = ls.load("b1")
    other = ls.change(scenario, {"tissue.perfusion_per_s": 0.001, "protocol.steps[0].at_c": 71.0})
    assert form_of(other) is form_of(scenario)


@pytest.mark.parametrize(
    "change",
    [
        {"probe.gauge": 16},
        {"probe.tip_length_mm": 7.0},
        {"domain.radius_mm": 35.0},
        {"domain.outer_wall": "insulated"},
        {"numerics.first_cell_mm": 0.08},
        {"numerics.growth": 0.3},
        {"probe.shaft": "metal"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_changes_the_grid_or_its_walls_makes_another(change):
    scenario = ls.load("b1")
    other = ls.change(scenario, change)
    assert form_of(other) is not form_of(scenario)
    fresh = form_with.__wrapped__(sizes_of(other), change == {"probe.shaft": "metal"})
    for one, another in zip(every_array(form_of(other)), every_array(fresh), strict=True):
        np.testing.assert_array_equal(one, another)


def test_runs_with_shared_and_with_fresh_forms_are_identical_to_the_bit():
    scenario = ls.load("lumbar-medial-branch")
    ls.simulate(scenario)
    shared = ls.simulate(scenario)
    form_with.cache_clear()
    grid_of.cache_clear()
    fresh = ls.simulate(scenario)
    np.testing.assert_array_equal(shared.dose.values, fresh.dose.values)


def test_only_the_last_few_forms_are_kept():
    for number in range(KEPT + 5):
        assemble(ls.change(ls.load("b1"), {"probe.tip_length_mm": 5.0 + 0.1 * number}))
    assert form_with.cache_info().currsize == KEPT
