"""A few runs that differ in one thing, and what matters most."""

import pytest

import lesionsim as ls
from lesionsim.lesion.points import scenario_of


def scenarios(series):
    return [scenario_of(result) for result in series.results]


@pytest.mark.parametrize(
    ("of", "value"),
    [
        ("gauges", lambda scenario: scenario.probe.gauge),
        ("tips", lambda scenario: scenario.probe.tip_length_mm),
        ("temperatures", lambda scenario: scenario.protocol.set_c),
        ("times", lambda scenario: scenario.protocol.hold_s),
    ],
)
def test_each_run_has_its_level_and_all_else_stays(of, value):
    series = ls.multiples("lumbar-medial-branch", of)
    usual = {"gauges": [22, 20, 18, 16], "tips": [5, 7, 10, 15], "temperatures": [60, 70, 80, 90],
             "times": [30, 60, 120, 180]}  # fmt: skip

    assert [value(each) for each in scenarios(series)] == usual[of]
    assert {(each.tissue, each.criteria, each.start_c, each.source) for each in scenarios(series)} == {
        (each.tissue, each.criteria, each.start_c, each.source) for each in [ls.load("lumbar-medial-branch")]
    }
    assert len(series.labels) == len(series.levels) == 4


def test_gauges_stand_at_their_thickness():
    series = ls.multiples("b1", "gauges", levels=[22, 16])

    assert series.levels == (0.718, 1.651)
    assert series.labels == ("22 G", "16 G")


@pytest.mark.parametrize("name", ["lumbar-medial-branch", "lumbar-medial-branch-rf", "b2"])
def test_held_and_current_have_the_same_protocol_and_tissue(name):
    held, current = scenarios(ls.multiples(name, "sources"))

    assert (held.source, current.source) == ("held", "rf")
    assert held.protocol == current.protocol
    assert held.protocol.steps[0].kind == "ramp"
    assert held.tissue.name == current.tissue.name
    assert held.probe == current.probe


def test_a_ramp_that_is_there_stays():
    ramped = ls.change(ls.load("b2"), {"protocol.steps[0].duration_s": 15})

    assert all(each.protocol == ramped.protocol for each in scenarios(ls.multiples(ramped, "sources")))


def test_what_cannot_be_varied_is_told():
    with pytest.raises(ls.ScenarioError, match=r"of is 'gauge'; must be gauges, .*nearest: gauges"):
        ls.multiples("b1", "gauge")
    with pytest.raises(ls.ScenarioError, match="of is 3"):
        ls.multiples("b1", 3)
    with pytest.raises(ls.ScenarioError, match="must have 2 to 12"):
        ls.multiples("b1", "tips", levels=[5])
    with pytest.raises(ls.ScenarioError, match="must be left out"):
        ls.multiples("b1", "sources", levels=[1, 2])
    with pytest.raises(ls.ScenarioError, match="gauge"):
        ls.multiples("b1", "gauges", levels=[2, 20])


def test_temperature_and_time_matter_more_than_blood_flow():
    found = ls.what_matters("lumbar-medial-branch")
    order = [str(key) for key in found.key.values[found.mu_star.values.argsort()[::-1]]]

    assert order[:2] == ["temperature_c", "hold_s"]
    assert order[-1] == "tissue.perfusion_per_s"


def test_ranges_that_the_library_does_not_know_are_left_out():
    keys = {str(key) for key in ls.what_matters("b1").key.values}

    assert "temperature_c" in keys
    assert "tissue.perfusion_per_s" not in keys


def test_another_criterion_is_screened():
    liver, cool = (ls.what_matters("b1", each) for each in ("Arrhenius liver", "isotherm 50 °C"))

    assert liver.attrs["criterion"] == "Arrhenius liver"
    assert float(cool.mu_star.max()) != float(liver.mu_star.max())
