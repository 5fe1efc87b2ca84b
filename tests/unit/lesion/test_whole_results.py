"""Results of which a part is missing or in another order are refused, and so are arguments that are no numbers."""

import dataclasses

import numpy as np
import pytest
import xarray as xr

import lesionsim as ls
from lesionsim.lesion.fields import fine_temperature
from lesionsim.scenario import to_toml

BESIDE = ls.StraightNerve(offset_mm=1.5)
CHANGES = {
    "criteria in another order": lambda r: r.isel(criterion=[5, 0, 1, 2, 3, 4]),
    "criteria sorted": lambda r: r.sortby("criterion"),
    "time backwards": lambda r: r.sortby("time", ascending=False),
    "steps backwards": lambda r: r.sortby("step_time", ascending=False),
    "r backwards": lambda r: r.sortby("r", ascending=False),
    "z backwards": lambda r: r.sortby("z", ascending=False),
    "r in cm": lambda r: r.assign_coords(r=r.r / 10),
    "all of r doubled": lambda r: r.assign_coords(r=r.r * 2, r_face=r.r_face * 2),
    "all of coarse z moved": lambda r: r.assign_coords(coarse_z=r.coarse_z + 1, coarse_z_face=r.coarse_z_face + 1),
    "r as texts": lambda r: r.assign_coords(r=r.r.astype(str)),
    "no coarse dose": lambda r: r.drop_vars("coarse_dose"),
    "a cut field": lambda r: r.where(r.r < 2),
    "one moment": lambda r: r.sel(time=90),
    "a mean": lambda r: r.mean("time"),
    "another name": lambda r: r.rename(time="t"),
    "two runs": lambda r: xr.concat([r, r], "run", data_vars="all"),
    "no text": lambda r: r.assign_attrs(scenario=None),
    "another scenario": lambda r: r.assign_attrs(scenario=to_toml(ls.load("medial-branch-70c-90s"))),
    "another tip": lambda r: r.assign_attrs(
        scenario=to_toml(ls.change(ls.load("lumbar-medial-branch"), {"protocol.steps[0].at_c": 79}))
    ),
    "another needle": lambda r: r.assign_attrs(
        scenario=to_toml(ls.change(ls.load("lumbar-medial-branch"), {"probe.gauge": 19}))
    ),
    "another domain": lambda r: r.assign_attrs(
        scenario=to_toml(ls.change(ls.load("lumbar-medial-branch"), {"domain.radius_mm": 41}))
    ),
}
QUESTIONS = {
    "measure": ls.measure,
    "measures": ls.measures,
    "growth": ls.growth,
    "nerve_coverage": ls.nerve_coverage,
    "nerve_profile": ls.nerve_profile,
    "nerve_sweep": lambda r: ls.nerve_sweep(r, [0], [2]),
    "temperature_at": lambda r: ls.temperature_at(r, 2, 5),
    "fine_temperature": fine_temperature,
}


@pytest.fixture(scope="module")
def whole():
    return ls.simulate(ls.load("lumbar-medial-branch"))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_changed_result_is_refused_by_every_measure(whole, question, change):
    ls.measure(whole)
    with pytest.raises(ls.ScenarioError):
        QUESTIONS[question](CHANGES[change](whole))


@pytest.mark.parametrize("given", [None, "result.nc", xr.Dataset(), 42])
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_no_result_is_refused_in_words(question, given):
    with pytest.raises(ls.ScenarioError, match=r"result is .*ls\.simulate"):
        QUESTIONS[question](given)


def test_without_any_companion_a_result_is_whole(whole):
    alone = whole.drop_vars([name for name in whole.variables if str(name).startswith("coarse_")])
    assert ls.measure(alone).width_mm == ls.measure(whole).width_mm


@pytest.mark.parametrize("time_s", ["90", [90], {}, True])
@pytest.mark.parametrize(
    "asked",
    [
        ls.measure,
        ls.measures,
        ls.nerve_coverage,
        ls.nerve_profile,
        lambda r, time_s: ls.nerve_sweep(r, [0], [2], time_s=time_s),
        lambda r, time_s: ls.temperature_at(r, 2, 5, time_s=time_s),
    ],
)
def test_a_time_that_is_no_number_is_refused(whole, asked, time_s):
    with pytest.raises(ls.ScenarioError, match="time_s is "):
        asked(whole, time_s=time_s)


def test_a_time_of_the_result_itself_is_a_number(whole):
    assert ls.measure(whole, time_s=whole.time[18]) == ls.measure(whole, time_s=90)


@pytest.mark.parametrize("r_mm", ["x", "3", {}, True, [1, [2, 3]], xr.Dataset(), 10**400])
def test_a_place_that_is_no_number_is_refused(whole, r_mm):
    with pytest.raises(ls.ScenarioError, match="r_mm is "):
        ls.temperature_at(whole, r_mm, 5)
    with pytest.raises(ls.ScenarioError, match="z_mm is "):
        ls.temperature_at(whole, 5, r_mm)


def test_places_of_two_shapes_are_refused(whole):
    with pytest.raises(ls.ScenarioError, match="r_mm has the shape"):
        ls.temperature_at(whole, [1, 2], [1, 2, 3])


@pytest.mark.parametrize("angles_deg", [[10**400], "0", True, [], {}])
def test_angles_that_are_no_numbers_are_refused(whole, angles_deg):
    with pytest.raises(ls.ScenarioError, match="angles_deg is "):
        ls.nerve_sweep(whole, angles_deg, [2])


def test_measures_hold_plain_floats(whole):
    for lesion in ls.measures(whole):
        assert {type(value) for value in dataclasses.astuple(lesion)} <= {str, float, bool}
        assert not any(isinstance(value, np.generic) for value in dataclasses.astuple(lesion))
