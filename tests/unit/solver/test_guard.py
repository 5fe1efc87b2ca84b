"""Trouble is named: time, place, value, usual cause."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.problem.assemble import assemble
from lesionsim.solver.guard import balance_error, check_balance
from lesionsim.solver.heat import advance

COARSE = {"numerics.first_cell_mm": 0.3, "numerics.growth": 0.6, "protocol.steps[0].duration_s": 2.0}


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_number_that_is_none_stops_the_run_with_time_and_place(bad):
    scenario = ls.change(ls.load("b1"), COARSE)
    problem = assemble(scenario)
    place = problem.grid.z.size + 2 + 5
    problem.held.network.points[1, place] = bad  # heat source of one cell, W
    with pytest.raises(ls.RunError, match=r"°C at r = [\d.]+ mm, z = -?[\d.]+ mm after [\d.]+ s"):
        advance(problem, scenario)


def test_an_energy_balance_is_relative_to_the_largest_entry():
    ledger = np.array([10.0, 1.0, 2.0, 0.5, 7.5, 0, 0, 0])
    assert balance_error(ledger) == 0
    ledger[4] = 7.4
    assert balance_error(ledger) == pytest.approx(0.01)
    assert balance_error(np.zeros(8)) == 0


def test_rounding_of_a_large_heat_content_is_no_missing_energy():
    ledger = np.array([1e-11, 0, 0, 0, 3e-11, 0, 0, 0])
    assert balance_error(ledger) > 0.5
    assert balance_error(ledger, 1e4) < 1e-8
    ledger[0] = 1.0
    assert balance_error(ledger, 1e4) > 0.9


def test_missing_energy_is_an_error():
    ledger = np.array([10.0, 1.0, 2.0, 0.5, 7.4, 0, 0, 0])
    with pytest.raises(ls.RunError, match="energy is not conserved"):
        check_balance(ledger, 0.0)


def test_tissue_that_boils_without_saying_how_is_told_what_to_say():
    hot = ls.change(ls.load("b2"), {"protocol.steps[0].to_c": 99.0, "protocol.steps[1].at_c": 99.0})
    with pytest.raises(ls.RunError, match=r"its water boils.*'tissue.boiling=\{\}'.*ramp"):
        ls.simulate(hot)
