"""Error bars contain the converged value: a short form of `benchmarks/error_bars.py`, which draws 60 scenarios."""

import dataclasses
from itertools import islice

import numpy as np
import pytest
from drawing import drawn

import lesionsim as ls
from lesionsim.lesion.bars import WEIGHTS

SCENARIOS = 8


def finer(scenario, times):
    now = scenario.numerics
    numerics = dataclasses.replace(
        now,
        growth=now.growth / times,
        first_cell_mm=now.first_cell_mm / times**2,
        step_s=now.step_s / times,
        first_step_s=now.first_step_s / times,
        error_bars="off",
    )
    return dataclasses.replace(scenario, numerics=numerics)


@pytest.fixture(scope="module")
def judged():
    """(bar, true error) of every measure; the reference is extrapolated from grids two and four times finer."""
    found = []
    for scenario in islice(drawn(23, own_numerics=0.5), SCENARIOS):
        told = ls.measures(ls.simulate(scenario))
        near, far = (ls.measures(ls.simulate(finer(scenario, times))) for times in (2, 4))
        for lesion, coarse, fine in zip(told, near, far, strict=True):
            if lesion.reaches_outer_wall or lesion.volume_mm3 == fine.volume_mm3 == 0:
                continue
            for name in WEIGHTS:
                best = getattr(fine, name)
                converged = best + (best - getattr(coarse, name)) / 3
                found.append((getattr(lesion, f"{name}_error"), abs(getattr(lesion, name) - converged)))
    return np.array(found)


def test_bars_contain_the_converged_value(judged):
    assert len(judged) > 60
    assert np.mean(judged[:, 1] <= judged[:, 0]) >= 0.95


def test_bars_are_not_much_wider_than_the_error(judged):
    assert np.median(judged[:, 0] / judged[:, 1]) <= 4
