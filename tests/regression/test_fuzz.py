"""The whole space of scenarios: what the rules allow can be built, written, printed and run; nothing else can."""

import numpy as np
import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from regression.breaking import broken_scenarios
from regression.drawn import BRISK, scenarios

import lesionsim as ls
from lesionsim.scenario import commented_toml, from_toml, to_toml, tree


def is_brisk(scenario):
    """Leave out what may boil, which is an error or slow, and metal of any kind, which may need thousands of stages."""
    return scenario.source == "held" and scenario.probe.shaft == "adiabatic" and scenario.tissue.boiling is None


SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW_TO_DRAW)
@given(scenarios())
def test_what_the_rules_allow_is_written_read_and_printed(scenario):
    again = from_toml(to_toml(scenario))

    assert (again, hash(again)) == (scenario, hash(scenario))
    assert to_toml(again) == to_toml(scenario)
    assert from_toml(commented_toml(scenario)) == scenario
    assert "\n" not in str(scenario)
    assert repr(scenario) == tree(scenario)
    assert 10 < len(tree(scenario).splitlines()) < 80


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW_TO_DRAW)
@given(scenarios(BRISK).filter(is_brisk))
def test_what_the_rules_allow_runs_and_is_measured(scenario):
    result = ls.simulate(scenario)
    lesions = ls.measures(result)

    assert np.isfinite(result.power.values).all()
    assert [lesion.criterion for lesion in lesions] == [each.label for each in scenario.criteria]
    assert all(lesion.width_mm >= 0 for lesion in lesions)


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW_TO_DRAW)
@given(broken_scenarios())
def test_every_broken_place_is_named_at_once(broken):
    with pytest.raises(ls.ScenarioError) as caught:
        from_toml(tomli_w.dumps(broken.table), "mine.toml")

    told = {problem.place: problem.text for problem in caught.value.problems}
    for place in broken.named:  # or a part of it: an empty table in place of a law lacks its kind
        assert any(each == place or each.startswith(f"{place}.") for each in told), (place, told)
    assert all(any(word in text for word in ("must", "give", "nearest", "there is none")) for text in told.values())
