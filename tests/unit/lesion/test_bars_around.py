"""Error bars know that run and companion have the same few cells around the probe."""

import dataclasses

import pytest
from surroundings import B1, beside

import lesionsim as ls
from lesionsim.lesion.bars import BETWEEN, error_bars

BARS = {"numerics.error_bars": "on", "numerics.record_every_s": 120}


def test_the_bar_of_the_width_holds_what_more_cells_around_change_where_bone_lies_in_a_corner():
    scenario = ls.change(ls.load("lumbar-bone"), BARS)
    finer = ls.measure(ls.simulate(ls.change(scenario, {"numerics.theta_cells": 20})))
    told = ls.measure(ls.simulate(scenario))
    change = abs(told.width_mm - finer.width_mm)
    assert change > 0.02  # it is no small matter, and more than half of what the companion sees
    assert change < 0.7 * told.width_mm_error
    assert finer.width_mm_error < 0.8 * told.width_mm_error


def test_tissue_that_is_the_same_all_around_has_the_bars_of_r_and_z():
    flat, around = (ls.measure(ls.simulate(ls.change(each, BARS))) for each in (B1, beside(B1.tissue)))
    assert around.width_mm_error == pytest.approx(flat.width_mm_error, rel=0.01)


def test_only_the_width_has_a_term_for_what_is_between_cells_around():
    fine = ls.measure(ls.simulate(B1))
    coarse = dataclasses.replace(fine, width_mm=fine.width_mm - 0.02)
    without, with_term = (error_bars(B1, fine, coarse, 2.0, between) for between in (0.0, 0.03))
    assert with_term.pop("width_mm_error") ** 2 - without.pop("width_mm_error") ** 2 == pytest.approx(
        (BETWEEN * 0.03) ** 2
    )
    assert with_term == without
