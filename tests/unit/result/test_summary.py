"""The summary holds plain values that JSON can carry."""

import json

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.result.summary import plain_value, summary


def told_of(scenario):
    result = ls.simulate(scenario)
    return result, summary(result, ls.measures(result))


def test_every_value_is_plain_and_valid_json():
    _, told = told_of(ls.load("b1"))

    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_what_is_not_a_number_becomes_none():
    assert plain_value([np.nan, np.inf, np.float64(1.5), np.bool_(True), "a"]) == [None, None, 1.5, True, "a"]


def test_power_is_that_at_the_end_of_the_hold_and_not_of_the_cooldown():
    result, told = told_of(ls.load("lumbar-medial-branch"))

    assert told["power_w"] == pytest.approx(float(result.power.sel(step_time=90, method="nearest")))
    assert told["power_w"] > 0.1
    assert float(result.power[-1]) == 0


def test_tissue_at_the_tip_s_surface_is_as_hot_as_the_tip():
    _, told = told_of(ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 73}))

    assert told["peak_tissue_temperature_c"] == pytest.approx(73, abs=1e-9)
