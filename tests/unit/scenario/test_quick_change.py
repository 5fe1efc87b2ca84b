"""What makes a change quick leaves nothing out: values that need no check, and checks that need not be made again."""

import dataclasses
import math
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from regression.breaking import wrong_for
from regression.drawn import scenarios

import lesionsim as ls
from lesionsim.errors import ScenarioError
from lesionsim.scenario import Scenario
from lesionsim.scenario.consistency import CHECKS, checks_of
from lesionsim.scenario.fields import faults_of, slots_of, tidied
from lesionsim.scenario.repeating import Repeating

EVERY = [ls.load(name) for name in ls.library.names("scenarios")]
ODD = [
    None, True, False, 0, 1, -1, 20, 20.0, 1e308, math.nan, math.inf, -0.0, 10**400, "", "held", "x" * 5000,
    "two\nlines", "bell\x07", [], (), [1.0], (1.0, 2.0, 3.0), (1.0, 2.0, math.nan), (1, 2, 3), {}, {"kind": "hold"},
    Decimal(3), Fraction(1, 2), np.float64(3.0), np.int64(20), np.array([1.0]), b"x", object(), object,
]  # fmt: skip


class Reading:
    """A scenario that notes which of its parts are looked at."""

    def __init__(self, scenario):
        self.scenario, self.read = scenario, set()

    def __getattr__(self, name):
        self.read.add(name)
        return getattr(self.scenario, name)


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.__name__)
def test_a_check_looks_only_at_the_parts_that_it_names(check):
    """A check is made again only when one of these parts is changed."""
    seen = set()
    for scenario in EVERY:
        for source in ("held", "rf"):
            reading = Reading(scenario)
            object.__setattr__(other := object.__new__(Scenario), "__dict__", scenario.__dict__ | {"source": source})
            reading.scenario = other
            list(check(reading))
            seen |= reading.read
    assert seen <= set(CHECKS[check])
    assert seen


def test_every_part_that_a_check_names_makes_it_run():
    for check, needs in CHECKS.items():
        assert all(check in checks_of(frozenset([name])) for name in needs)
        assert check not in checks_of(frozenset({"name", "title", "notes"}))


def nouns_below(noun):
    """Yield a class of noun and those of all its parts."""
    yield noun
    for slot in slots_of(noun):
        for part in slot.nouns:
            yield from nouns_below(part)


SLOTS = {(noun, slot.name): slot for noun in nouns_below(Scenario) for slot in slots_of(noun)}


@pytest.mark.parametrize("slot", SLOTS.values(), ids=[f"{noun.__name__}.{name}" for noun, name in SLOTS])
def test_a_settled_value_is_allowed_and_stored_as_it_is(slot):
    wrong = [] if slot.nouns or slot.many else list(wrong_for(slot.rule))
    limits = [float(getattr(slot.rule, name)) for name in ("low", "high") if hasattr(slot.rule, name)]
    for value in [*ODD, *wrong, *limits, *(math.nextafter(each, way) for each in limits for way in (-1e9, 1e9))]:
        for each in (slot, slot.entry):
            if each is not None and each.settled(value):
                assert faults_of(each, value) == []
                stored = tidied(each, value)
                assert (type(stored), repr(stored)) == (type(value), repr(value))


def test_usual_values_are_settled():
    """Otherwise nothing would be quick."""
    for scenario in EVERY:
        open_places = [slot.name for slot in slots_of(Scenario) if not slot.settled(getattr(scenario, slot.name))]
        assert open_places == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(), scenarios(), st.sets(st.sampled_from([slot.name for slot in slots_of(Scenario)])))
def test_other_parts_give_what_building_anew_gives(one, other, names):
    parts = {name: getattr(other, name) for name in names}
    anew, quick = (outcome(make) for make in (lambda: dataclasses.replace(one, **parts), lambda: one.with_parts(parts)))

    assert quick == anew
    assert (hash(quick), repr(quick)) == (hash(anew), repr(anew))


def outcome(make):
    """Return what is made, or the problems."""
    try:
        return make()
    except ScenarioError as error:
        return error.problems


def test_an_entry_of_a_list_is_not_taken_for_a_list():
    scenario = ls.load("b1")

    with pytest.raises(ScenarioError, match=r"protocol.steps\[0\] is a list of 1; must be"):
        ls.change(scenario, {"protocol.steps[0]": scenario.protocol.steps})


KEYS = {
    "probe.gauge": [14, 20, 23, 99, None],
    "probe.diameter_mm": [0.9, None, -1],
    "probe.tip_length_mm": [5, 9.5, 1e9, "x"],
    "probe.sleeve.thickness_mm": [0.1],
    "protocol.steps[0].at_c": [70, 80.0, 120, 38.0],
    "protocol.steps[0].duration_s": [60, 1e9],
    "protocol.steps[1].duration_s": [10, True],
    "protocol.steps[2].at_c": [70],
    "tissue": ["liver", "x"],
    "tissue.conductivity_w_m_k": [0.4, 5, 0],
    "tissue.perfusion_per_s": [0, 0.01],
    "start_c": [20, 37.0, math.nan],
    "criteria[1].minutes": [100],
    "criteria[0].nonsense": [1],
    "nerve.offset_mm": [0.1, 2.0],
    "nerve.kind": ["straight"],
    "source": ["held", "rf", "hot"],
    "generator.mode": ["voltage"],
    "perfusion.criterion": ["x"],
    "notes": ["some", 3],
    "numerics.step_s": [10**400, 5],
}
NAMES = ["lumbar-medial-branch", "lumbar-medial-branch-rf", "b1"]


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(NAMES), st.sets(st.sampled_from(list(KEYS))))
def test_changing_again_and_again_gives_what_change_gives(data, name, keys):
    scenario = ls.load(name)
    again = Repeating(scenario, keys)
    for _ in range(2):
        values = {key: data.draw(st.sampled_from(KEYS[key])) for key in keys}
        quick = again.changed(tuple(values.values()))
        slow = None
        with suppress(ScenarioError):
            slow = ls.change(scenario, values)
        assert quick is None or (slow, repr(slow)) == (quick, repr(quick))
    assert repr(scenario) == repr(ls.load(name))


def test_plain_values_are_changed_quickly():
    again = Repeating(
        ls.load("lumbar-medial-branch"), ["nerve.offset_mm", "protocol.steps[1].duration_s", "probe.gauge"]
    )

    changed = again.changed((2, 10.0, 18))

    assert (changed.nerve.offset_mm, changed.protocol.duration_s, changed.probe.gauge) == (2.0, 100.0, 18)
    assert type(changed.nerve.offset_mm) is float
    assert again.changed((2, 10.0, 99)) is None
    assert Repeating(ls.load("b1"), ["probe.gauge"]).changed((18,)).probe.diameter_mm is None
