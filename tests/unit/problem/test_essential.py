"""The least of a scenario leaves out what nobody asks for, and nothing that matters to what is asked."""

import pytest

import lesionsim as ls
from lesionsim.problem.essential import SELDOM_S, essential, with_parts
from lesionsim.problem.injury import longest_step_s, rows_of


def labels(scenario):
    return [each.label for each in scenario.criteria]


def test_only_the_criterion_asked_for_and_the_one_that_perfusion_follows_stay():
    scenario = ls.load("lumbar-medial-branch")
    asked = scenario.criteria[2]
    assert labels(essential(scenario, (asked,))) == ["Arrhenius liver", asked.label]
    still = ls.change(scenario, {"perfusion": {"kind": "constant"}})
    assert labels(essential(still, (asked,))) == [asked.label]


def test_a_law_that_shortens_the_time_steps_stays_though_nobody_asks_for_it():
    scenario = ls.change(ls.load("b1"), {"criteria": (ls.Isotherm(at_c=50), ls.ThreeState(forward_per_s=0.02))})
    assert longest_step_s(rows_of(scenario.criteria[1]), 100.5) < scenario.numerics.step_s
    assert essential(scenario, scenario.criteria[:1]).criteria == scenario.criteria
    slow = ls.change(scenario, {"criteria": (ls.Isotherm(at_c=50), ls.ThreeState())})
    assert labels(essential(slow, slow.criteria[:1])) == [slow.criteria[0].label]


def test_nothing_is_recorded_between_the_ends_of_protocol_steps():
    scenario = ls.load("lumbar-medial-branch")
    assert scenario.numerics.record_every_s < scenario.protocol.duration_s
    least = essential(scenario, scenario.criteria)
    assert least.numerics.record_every_s == SELDOM_S
    assert least.thermocouples == ()


def test_everything_else_is_as_it_was():
    scenario = ls.load("lumbar-medial-branch")
    least = essential(scenario, scenario.criteria)
    assert ls.change(least, {"numerics.record_every_s": scenario.numerics.record_every_s}) == ls.change(
        scenario, {"thermocouples": ()}
    )


def test_other_parts_leave_the_scenario_itself_alone():
    scenario = ls.load("b1")
    other = with_parts(scenario, start_c=30.0)
    assert (scenario.start_c, other.start_c) == (37.0, 30.0)
    assert other == ls.change(scenario, {"start_c": 30.0})
    with pytest.raises(AttributeError):
        other.start_c = 31.0
