"""Plain Python functions in place of laws: how closely tables follow them, and what is said when they fail."""

import math

import numpy as np
import pytest

import lesionsim as ls
from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import PerfusionFollowsDamage, Table, Tissue, from_toml, to_toml, value_at

B1 = library.scenario("b1")
WATER = {"name": "meat", "conductivity_w_m_k": 0.5, "density_kg_m3": 1000, "heat_capacity_j_kg_k": 3500}
FUNCTIONS = {
    "line": lambda t: 0.45 + 0.001 * t,
    "exponential": lambda t: 0.4 * math.exp(0.015 * t),
    "steep": lambda t: 0.05 * 1.19**t if t < 30 else 0.05 * 1.19**30,
    "kink": lambda t: 0.5 + 0.08 * max(0.0, t - 63.2),
    "bump": lambda t: 0.5 + 0.25 * math.exp(-(((t - 71.3) / 3.1) ** 2)),
    "sine": lambda t: 1 + 0.1 * math.sin(t),
    "ripple": lambda t: 1 + (0.02 * math.sin(2 * math.pi * t) if t < 20 else 0),  # straight through every half degree
    "constant": lambda t: 0.5,
}
SMOOTH = [law for law in FUNCTIONS if law != "constant"]


def tissue(function, name="conductivity_w_m_k"):
    return Tissue(**(WATER | {name: function}))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_table_follows_a_function_to_within_a_thousandth(name):
    function = FUNCTIONS[name]
    law = tissue(function).conductivity_w_m_k
    places = np.random.default_rng(3).uniform(0, 110, 5000)

    assert type(law) is Table
    assert max(abs(value_at(law, t) / function(t) - 1) for t in places) <= 1.1e-3


def test_a_function_is_asked_at_each_degree_and_where_it_bends_more_often():
    assert tissue(FUNCTIONS["line"]).conductivity_w_m_k.temperature_c == tuple(range(111))
    bent = tissue(FUNCTIONS["bump"]).conductivity_w_m_k.temperature_c

    assert set(range(111)) < set(bent)
    assert all(60 < t < 83 for t in set(bent) - set(range(111)))
    assert len(bent) < 160


@pytest.mark.parametrize("name", ["conductivity_w_m_k", "heat_capacity_j_kg_k", "electrical_conductivity_s_m"])
def test_every_law_of_a_tissue_may_be_a_function(name):
    made = tissue(lambda t: 200 + t if name.startswith("heat") else 2 + 0.01 * t, name)

    assert value_at(getattr(made, name), 50) == pytest.approx(250 if name.startswith("heat") else 2.5)
    assert value_at(getattr(made, name), 110) == value_at(getattr(made, name), 130)


@pytest.mark.parametrize("name", SMOOTH)
def test_a_file_holds_the_table_of_a_function(name):
    scenario = ls.change(B1, {"tissue.conductivity_w_m_k": FUNCTIONS[name]})

    assert from_toml(to_toml(scenario)) == scenario
    assert 'kind = "table"' in to_toml(scenario)
    assert tissue(FUNCTIONS[name]).conductivity_w_m_k == scenario.tissue.conductivity_w_m_k


def test_a_function_may_answer_with_numbers_of_numpy():
    for function in (lambda t: np.float32(0.5), lambda t: np.where(t < 50, 0.5, 0.5), lambda t: np.float64(0.5)):
        kept = tissue(function).conductivity_w_m_k
        assert {type(each) for each in kept.value} == {float}
        assert set(kept.value) == {0.5}


def test_a_function_is_asked_once_at_each_place():
    asked = []

    def function(t):
        asked.append(t)
        return 0.5

    scenario = ls.change(B1, {"tissue.conductivity_w_m_k": function})
    ls.change(scenario, {"probe.tip_length_mm": 5})

    assert len(asked) == len(set(asked))
    assert (min(asked), max(asked)) == (0, 110)


def dies_above(limit_c):
    def function(t):
        if t > limit_c:
            raise RuntimeError("no data\nabove here")
        return 0.5

    return function


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (dies_above(56.5),
         "at 57 °C is a function that raised RuntimeError: no data above here; it must return a number between 0.01 "
         "and 500 W/m/K"),
        (lambda t: 1 / t, "at 0 °C is a function that raised ZeroDivisionError"),
        (lambda t: 5 / abs(t - 57.5), "at 57.5 °C is a function that raised ZeroDivisionError"),
        (lambda: 0.5, "at 0 °C is a function that raised TypeError"),
        (lambda t: 0.5 if t < 40 else math.nan, "at 40 °C is nan; must be between 0.01 and 500 W/m/K"),
        (lambda t: 0.5 if t < 40 else math.inf, "at 40 °C is inf; must be between 0.01 and 500 W/m/K"),
        (lambda t: 0.5 - 0.01 * t, "at 50 °C is 0 W/m/K; must be between 0.01 and 500 W/m/K"),
        (lambda t: None, "at 0 °C is nothing; must be a number between"),
        (lambda t: "0.5", "at 0 °C is '0.5'; must be a number between"),
        (lambda t: True, "at 0 °C is true; must be a number between"),
        (lambda t: 0.5j, "at 0 °C is a complex; must be a number between"),
        (lambda t: np.array([0.5]), "at 0 °C is a ndarray; must be a number between"),
        (lambda t: 0.5 if t < 57.3 else 0.6, "at 57.296875 °C is a function that jumps, from 0.5 to 0.6; it must"),
        (lambda t: 0.5 * 1.21 ** min(t, 20), "at 0.25 °C is a function that changes by more than 20 % with each °C"),
        (lambda t: 0.5 + 0.1 * math.sin(40 * t), "is a function that has bent too often: at most 1000 entries"),
        (int, "at 0 °C is 0 W/m/K; must be between"),
        (object, "at 0 °C is a function that raised TypeError"),
    ],
)  # fmt: skip
def test_a_function_that_cannot_be_a_law_is_refused_by_field_and_temperature(function, told):
    with pytest.raises(ScenarioError) as refused:
        tissue(function)
    assert str(refused.value).startswith("conductivity_w_m_k at ")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)

    with pytest.raises(ScenarioError) as refused:
        ls.change(B1, {"tissue.conductivity_w_m_k": function})
    assert str(refused.value).startswith("tissue.conductivity_w_m_k at ")


def test_functions_that_fail_are_told_with_everything_else_that_is_wrong():
    with pytest.raises(ScenarioError) as refused:
        Tissue(**(WATER | {"conductivity_w_m_k": dies_above(3), "heat_capacity_j_kg_k": math.sqrt, "density_kg_m3": 1}))

    assert [problem.place for problem in refused.value.problems] == [
        "conductivity_w_m_k", "density_kg_m3", "heat_capacity_j_kg_k",
    ]  # fmt: skip


def test_a_stop_by_the_person_is_no_wrong_function():
    def function(t):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tissue(function)


@pytest.mark.parametrize(
    "key", ["tissue.density_kg_m3", "probe.gauge", "probe.sleeve", "perfusion.dead_fraction", "name"]
)
def test_no_other_field_takes_a_function(key):
    scenario = ls.change(B1, {"perfusion": PerfusionFollowsDamage()})
    with pytest.raises(ScenarioError, match=rf"{key} is a function; must be"):
        ls.change(scenario, {key: lambda t: 0.5})


@pytest.mark.parametrize(
    "function", [lambda dead: (1 - dead) * (1 + 20 * dead * math.exp(-30 * dead)), lambda dead: (1 - dead) ** 3]
)
def test_a_function_of_the_dead_fraction_fills_in_both_lists(function):
    perfusion = PerfusionFollowsDamage(factor=function)

    assert (perfusion.dead_fraction[0], perfusion.dead_fraction[-1]) == (0, 1)
    assert {i / 100 for i in range(101)} <= set(perfusion.dead_fraction)
    assert len(perfusion.dead_fraction) < 130
    for dead in np.random.default_rng(5).random(2000):
        line = float(np.interp(dead, perfusion.dead_fraction, perfusion.factor))
        assert abs(line - function(dead)) <= 1.1e-3 * max(function(dead), 0.01)


def test_a_function_of_the_dead_fraction_can_be_put_in_place_of_entries_and_kept():
    before = ls.change(B1, {"perfusion": PerfusionFollowsDamage(dead_fraction=(0, 0.4, 1), factor=(1, 2, 3))})
    scenario = ls.change(before, {"perfusion.factor": lambda dead: 1 - dead})

    assert len(scenario.perfusion.factor) == len(scenario.perfusion.dead_fraction) == 101
    assert scenario.perfusion.factor[25] == 0.75
    assert from_toml(to_toml(scenario)) == scenario


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (lambda dead: 1 / dead, "factor at a dead fraction of 0 is a function that raised ZeroDivisionError"),
        (lambda dead: 1 - 2 * dead, "factor at a dead fraction of 0.51 is -0.02"),
        (
            lambda dead: 1 if dead < 0.5 else 0,
            "factor at a dead fraction of 0.499961 is a function that jumps, from 1",
        ),
    ],
)
def test_a_function_of_the_dead_fraction_that_fails_is_refused_by_its_place(function, told):
    with pytest.raises(ScenarioError) as refused:
        PerfusionFollowsDamage(factor=function)

    assert str(refused.value).startswith(told)


def test_a_table_can_be_made_of_a_function_alone():
    assert value_at(Table.from_function(lambda t: 20 + t), 30.5) == 50.5
    with pytest.raises(ScenarioError, match=r"^function at 0 °C is 0; must be above 0 and at most 100000$"):
        Table.from_function(lambda t: t)
