"""Changing a scenario gives a new one, checked, and leaves the old one as it was."""

import math
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import numpy
import pytest

from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import (
    CEM43,
    ConstantPerfusion,
    Hold,
    Isotherm,
    Linear,
    Scenario,
    change,
    from_toml,
    to_toml,
)
from lesionsim.scenario.reading import keys_below

SCENARIO = library.scenario()


def test_a_change_leaves_the_old_scenario_alone():
    changed = change(SCENARIO, {"probe.gauge": 18, "protocol.steps[0].at_c": 75})

    assert (changed.probe.gauge, changed.protocol.steps[0].at_c) == (18, 75.0)
    assert (SCENARIO.probe.gauge, SCENARIO.protocol.steps[0].at_c) == (20, 80.0)
    assert changed.tissue is SCENARIO.tissue


def test_no_change_gives_an_equal_scenario():
    assert change(SCENARIO, {}) == SCENARIO


def test_a_gauge_replaces_a_diameter_and_the_reverse():
    thick = change(SCENARIO, {"probe.diameter_mm": 1.0})
    back = change(thick, {"probe.gauge": 20})

    assert (thick.probe.gauge, thick.probe.outer_diameter_mm) == (None, 1.0)
    assert (back.probe.diameter_mm, back.probe.outer_diameter_mm) == (None, 0.908)


def test_gauge_and_diameter_together_are_refused():
    with pytest.raises(ScenarioError, match="only one may be given"):
        change(SCENARIO, {"probe.gauge": 18, "probe.diameter_mm": 1.0})


def test_parts_may_be_given_whole_as_objects_or_tables():
    changes = {
        "protocol.steps": [Hold(at_c=70, duration_s=60), {"kind": "cooldown", "duration_s": 10}],
        "perfusion": ConstantPerfusion(),
        "criteria": [Isotherm(50), {"kind": "cem43", "minutes": 120}],
        "tissue.conductivity_w_m_k": {"kind": "linear", "value": 0.5, "slope_per_c": 0.001},
    }

    changed = change(SCENARIO, changes)

    assert changed.protocol.duration_s == 70
    assert changed.criteria == (Isotherm(50), CEM43(minutes=120))
    assert changed.tissue.conductivity_w_m_k == Linear(value=0.5, slope_per_c=0.001)


def test_a_part_may_be_given_whole_and_changed_inside_in_one_go():
    changed = library.change(SCENARIO, {"tissue.perfusion_per_s": 0.01, "tissue": "liver"})

    assert (changed.tissue.name, changed.tissue.perfusion_per_s) == ("liver", 0.01)


def test_a_kind_can_be_changed_with_its_values():
    changed = change(SCENARIO, {"perfusion.kind": "constant", "criteria[1].kind": "isotherm", "criteria[1].at_c": 55})

    assert changed.perfusion == ConstantPerfusion()
    assert changed.criteria[1] == Isotherm(55)


def test_changes_that_only_fit_together_are_made_together():
    changed = change(SCENARIO, {"criteria[0].omega": 4.6, "perfusion.criterion": "Arrhenius liver, omega 4.6"})

    assert changed.criteria[0].omega == 4.6


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [
        ("probe.guage", "probe.gauge"),
        ("gauge", "probe.gauge"),
        ("prob.gauge", "probe.gauge"),
        ("tip_length", "probe.tip_length_mm"),
        ("protocol.steps[0].at", "protocol.steps[0].at_c"),
        ("hold.at_c", "protocol.steps[0].at_c"),
        ("tisue", "tissue"),
        ("numerics.first_cell", "numerics.first_cell_mm"),
    ],
)
def test_an_unknown_key_is_told_with_near_full_keys(key, suggestion):
    with pytest.raises(ScenarioError) as caught:
        change(SCENARIO, {key: 1})

    message = str(caught.value)
    assert message.startswith(f"{key} is not a key that exists here; nearest: ")
    assert suggestion in message.split("nearest: ")[1].split(", ")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("protocol.steps[2].at_c", r"protocol\.steps\[2\] does not exist; protocol\.steps has 2 entries"),
        ("thermocouples[0].r_mm", r"thermocouples\[0\] does not exist; thermocouples has no entries"),
        ("criteria.at_c", r"criteria\.at_c does not exist; criteria has 6 entries"),
        ("probe.gauge.x", r"probe\.gauge is 20 and has no parts"),
        ("probe..gauge", "is not a key; write it like"),
        ("", "is not a key; write it like"),
        ("probe[0].gauge", r"\[0\]"),
        ("criteria[-1].at_c", "is not a key; write it like"),
    ],
)
def test_a_key_that_leads_nowhere_is_refused(key, words):
    with pytest.raises(ScenarioError, match=words):
        change(SCENARIO, {key: 1})


def test_every_wrong_change_is_told():
    with pytest.raises(ScenarioError) as caught:
        change(SCENARIO, {"probe.gauge": 99, "start_c": 99, "nothing": 1})

    assert [problem.place for problem in caught.value.problems] == ["probe.gauge", "start_c", "nothing"]


def test_changes_must_be_keys_and_values():
    with pytest.raises(ScenarioError, match="give them as"):
        change(SCENARIO, "probe.gauge=18")


NONSENSE = [
    None, True, -1, 1e308, math.nan, math.inf, 10**500, "", "x" * 10_000, "\ud800", [], {}, {"kind": "hold"},
    {"kind": []}, {1: 2}, [[]], b"x", object(), object, 1j, {1, 2}, range(3), Decimal(3), Fraction(1, 3),
    numpy.array([1, 2]), numpy.float32(3),
]  # fmt: skip


@pytest.mark.parametrize("key", keys_below(Scenario, ""))
@pytest.mark.parametrize("below", ["", ".x", "[0]", ".kind"])
def test_nonsense_for_any_key_is_refused_or_makes_a_scenario_that_can_be_written(key, below):
    for value in NONSENSE:
        with suppress(ScenarioError):
            changed = library.change(SCENARIO, {key + below: value})
            assert from_toml(to_toml(changed)) == changed
