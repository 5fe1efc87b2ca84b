"""Every wrong value is refused when a scenario is built, with its name, itself, and what is allowed."""

import dataclasses
import math

import pytest

from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import (
    CEM43,
    Arrhenius,
    Cooldown,
    Domain,
    Hold,
    Isotherm,
    Linear,
    Probe,
    Protocol,
    Scenario,
    Table,
    ThreeState,
    Tissue,
)


def with_three_state(scenario):
    return dataclasses.replace(scenario, criteria=(*scenario.criteria, ThreeState()))


TISSUE = {"conductivity_w_m_k": 0.5, "density_kg_m3": 1000, "heat_capacity_j_kg_k": 3500}

# dotted key, wrong value, how the message shows it, what the message says is allowed
BAD_CHANGES = [
    ("probe.gauge", 24, "24", "14, 15, 16, 17, 18, 19, 20, 21, 22 or 23"),
    ("probe.gauge", "20G", "'20G'", "14, 15"),
    ("probe.gauge", 20.5, "20.5", "14, 15"),
    ("probe.gauge", True, "true", "14, 15"),
    ("probe.diameter_mm", 0.1, "0.1 mm", "between 0.3 and 5 mm"),
    ("probe.diameter_mm", 9, "9 mm", "between 0.3 and 5 mm"),
    ("probe.tip_length_mm", 0, "0 mm", "between 2 and 40 mm"),
    ("probe.tip_length_mm", -10, "-10 mm", "between 2 and 40 mm"),
    ("probe.tip_length_mm", 41, "41 mm", "between 2 and 40 mm"),
    ("probe.tip_length_mm", "long", "'long'", "a number between 2 and 40 mm"),
    ("probe.tip_length_mm", None, "nothing", "a number between 2 and 40 mm"),
    ("probe.tip_length_mm", [10], "a list of 1", "a number between 2 and 40 mm"),
    ("probe.tip_length_mm", math.nan, "nan", "between 2 and 40 mm"),
    ("probe.tip_length_mm", math.inf, "inf", "between 2 and 40 mm"),
    ("probe.tip_length_mm", 10**400, "a huge number", "between 2 and 40 mm"),
    ("protocol.steps[0].at_c", 180, "180 °C", "between 37 (or a lower start temperature) and 100 °C"),
    ("protocol.steps[0].at_c", -70, "-70 °C", "Neither freezing nor boiling"),
    ("protocol.steps[0].at_c", 20, "20 °C", "between 37 and 100 °C"),
    ("protocol.steps[0].at_c", False, "false", "a number between"),
    ("protocol.steps[0].duration_s", 0, "0 s", "above 0 and at most 3600 s"),
    ("protocol.steps[0].duration_s", 3601, "3601 s", "above 0 and at most 3600 s"),
    ("protocol.steps[1].duration_s", -1, "-1 s", "above 0 and at most 3600 s"),
    ("protocol.steps", [], "0 entries", "a list of 1 to 50"),
    ("protocol.steps", "hold", "'hold'", "a list of 1 to 50"),
    ("protocol.steps", [Cooldown(duration_s=5)], "heat nothing", "at least one hold or ramp"),
    ("protocol.steps", [Hold(at_c=80, duration_s=2000)] * 2, "4000 s", "at most 3600 s"),
    ("tissue.density_kg_m3", 1.09, "1.09 kg/m³", "between 10 and 25000 kg/m³"),
    ("tissue.density_kg_m3", 0.5, "0.5 kg/m³", "between 10 and 25000 kg/m³"),
    ("tissue.heat_capacity_j_kg_k", 3.4, "3.4 J/kg/K", "between 100 and 10000 J/kg/K"),
    ("tissue.conductivity_w_m_k", 0, "0 W/m/K", "between 0.01 and 500 W/m/K"),
    ("tissue.conductivity_w_m_k", -0.5, "-0.5 W/m/K", "between 0.01 and 500 W/m/K"),
    ("tissue.perfusion_per_s", 5, "5 per s", "between 0 and 0.5 per s"),
    ("tissue.perfusion_per_s", -1e-4, "-0.0001 per s", "between 0 and 0.5 per s"),
    ("tissue.metabolic_heat_w_kg", 1e6, "1000000 W/kg", "between 0 and 500 W/kg"),
    ("tissue.name", "", "''", "not empty"),
    ("tissue.reference", "a\x00b", "'a\\x00b'", "one line of text"),
    ("tissue.confidence", 3, "3", "one line of text"),
    ("blood.temperature_c", 310.15, "310.15 °C", "between 0 and 45 °C"),
    ("blood.density_kg_m3", 1.05, "1.05 kg/m³", "between 500 and 2000 kg/m³"),
    ("start_c", 50, "50 °C", "between 0 and 45 °C"),
    ("start_c", "warm", "'warm'", "a number between 0 and 45 °C"),
    ("domain.radius_mm", 0.04, "0.04 mm", "between 5 and 200 mm"),
    ("domain.ahead_mm", 1000, "1000 mm", "between 5 and 200 mm"),
    ("domain.shaft_mm", 1, "1 mm", "between 5 and 200 mm"),
    ("domain.outer_wall", "open", "'open'", "'held' or 'insulated'"),
    ("domain.outer_wall_c", 60, "60 °C", "between 0 and 45 °C"),
    ("source", "laser", "'laser'", "'held'"),
    ("source", 1, "1", "'held'"),
    ("name", "../../etc/passwd", "'../../etc/passwd'", "letters, digits"),
    ("name", "", "''", "not empty"),
    ("title", "two\nlines", "'two\\nlines'", "one line of text"),
    ("notes", "x" * 4001, "...", "at most 4000 characters"),
    ("criteria", [], "0 entries", "a list of 1 to 16"),
    ("criteria", [Isotherm(40 + i) for i in range(17)], "17 entries", "a list of 1 to 16"),
    ("criteria[2].at_c", 20, "20 °C", "between 25 and 100 °C"),
    ("criteria[2].at_c", 37, "37 °C", "above start_c, 37 °C"),
    ("criteria[1].minutes", 0, "0 min", "between 0.1 and 10000 min"),
    ("criteria[1].convention", "one-rate", "'one-rate'", "'two-rate', 'clinical' or 'half'"),
    ("criteria[0].activation_energy_j_mol", 257.7, "257.7 J/mol", "between 10000 and 2000000 J/mol"),
    ("criteria[0].frequency_per_s", 1e300, "1e+300 per s", "between 1 and 1e+200 per s"),
    ("criteria[0].omega", 0, "0", "between 0.01 and 100"),
    ("criteria[6].dead_fraction", 1.5, "1.5", "between 0.01 and 0.99"),
    ("criteria[6].scale_c", 0, "0 °C", "between 5 and 200 °C"),
    ("perfusion.criterion", "Arrhenius lung", "'Arrhenius lung'", "'Arrhenius liver', 'Arrhenius skin' or"),
    ("perfusion.criterion", "isotherm 50 °C", "no dead fraction", "'Arrhenius liver', 'Arrhenius skin' or"),
    ("numerics.first_cell_mm", 0, "0 mm", "between 0.001 and 1 mm"),
    ("numerics.first_cell_mm", 0.9, "0.9 mm", "at most 0.454 mm"),
    ("numerics.growth", 2, "2", "between 0.02 and 1"),
    ("numerics.step_s", 60, "60 s", "between 0.001 and 10 s"),
    ("numerics.step_s", 0.0005, "0.0005 s", "between 0.001 and 10 s"),
    ("numerics.first_step_s", 5, "5 s", "at most step_s, 4 s"),
    ("numerics.step_growth", 0.9, "0.9", "between 1 and 3"),
    ("numerics.step_growth", 1.0, "1", "at least 1.01"),
    ("numerics.record_every_s", 0.01, "0.01 s", "at least 0.12 s"),
    ("thermocouples", [{"name": "a", "r_mm": 41, "z_mm": 5}], "41 mm", "between 0 and 40 mm"),
    ("thermocouples", [{"name": "a", "r_mm": 3, "z_mm": 41}], "41 mm", "between -40 and 40 mm"),
    ("thermocouples", [{"name": "a", "r_mm": 0.2, "z_mm": 5}], "0.2 mm", "at least 0.454 mm"),
    ("thermocouples", [{"name": "a", "r_mm": -3, "z_mm": 5}], "-3 mm", "between 0 and 200 mm"),
]


@pytest.mark.parametrize(("key", "value", "shown", "allowed"), BAD_CHANGES)
def test_a_bad_value_is_refused_with_its_place_itself_and_what_is_allowed(key, value, shown, allowed):
    scenario = with_three_state(library.scenario())
    if key == "probe.diameter_mm":
        scenario = library.scenario("b1")

    with pytest.raises(ScenarioError) as caught:
        library.change(scenario, {key: value})

    message = str(caught.value)
    assert caught.value.problems[0].place.startswith(key)
    assert shown in message
    assert allowed in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: Probe(gauge=20, diameter_mm=0.9), ["gauge is 20", "diameter_mm is 0.9 mm", "only one"]),
        (Probe, ["gauge is missing", "14 to 23", "0.3 to 5 mm"]),
        (lambda: Domain(outer_wall="insulated", outer_wall_c=37), ["outer_wall_c is 37 °C", "left out"]),
        (
            lambda: Linear(value=0.5, slope_per_c=0.05),
            ["slope_per_c is 0.05 per °C", "above 0 from 0 to 110"],
        ),
        (lambda: Linear(value=-1, slope_per_c=0), ["value is -1", "above 0"]),
        (lambda: Table(temperature_c=(20, 20), value=(1, 2)), ["temperature_c[1] is 20 °C", "increasing"]),
        (lambda: Table(temperature_c=(20, 90), value=(1, 2, 3)), ["value has 3 entries", "temperature_c, 2"]),
        (lambda: Table(temperature_c=(20,), value=(1,)), ["temperature_c has 1 entry;", "2 to 1000"]),
        (lambda: Table(temperature_c=(20, 90), value=(1, 0)), ["value[1] is 0", "above 0"]),
        (lambda: Protocol(steps=Hold(at_c=80, duration_s=9)), ["steps is a Hold", "a list of 1 to 50"]),
        (lambda: Protocol(steps=(Isotherm(50),)), ["steps[0] is a Isotherm", "Ramp, Hold or Cooldown"]),
        (lambda: CEM43(minutes=[240]), ["minutes is a list of 1", "between 0.1 and 10000 min"]),
        (
            lambda: Tissue(**TISSUE | {"name": "x", "conductivity_w_m_k": Linear(value=600, slope_per_c=0)}),
            ["conductivity_w_m_k at 0 °C is 600", "between 0.01 and 500 W/m/K"],
        ),
        (
            lambda: Tissue(**TISSUE | {"name": "x", "heat_capacity_j_kg_k": "high"}),
            ["heat_capacity_j_kg_k is 'high'", "a number between 100 and 10000 J/kg/K"],
        ),
    ],
)
def test_a_part_that_contradicts_itself_is_refused(build, words):
    with pytest.raises(ScenarioError) as caught:
        build()

    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("protocol.steps[0].at_c", 353.15, "It looks like kelvin: 353.15 K is 80 °C"),
        ("start_c", 310.15, "It looks like kelvin: 310.15 K is 37 °C"),
        ("probe.tip_length_mm", 0.01, "It looks like metres: 0.01 m is 10 mm"),
        ("probe.tip_length_mm", 0.05, "It looks like metres: 0.05 m is 50 mm"),
        ("probe.tip_length_mm", 1, "It looks like centimetres: 1 cm is 10 mm"),
        ("domain.radius_mm", 4, "It looks like centimetres: 4 cm is 40 mm"),
        ("probe.tip_length_mm", 10_000, "It looks like micrometres: 10000 µm is 10 mm"),
        ("blood.density_kg_m3", 1.05, "It looks like g/cm³: 1.05 g/cm³ is 1050 kg/m³"),
        ("tissue.density_kg_m3", 1.09, "It looks like g/cm³: 1.09 g/cm³ is 1090 kg/m³"),
        ("tissue.heat_capacity_j_kg_k", 3.421, "It looks like J/g/K: 3.421 J/g/K is 3421 J/kg/K"),
        ("criteria[0].activation_energy_j_mol", 257.7, "It looks like kJ/mol: 257.7 kJ/mol is 257700 J/mol"),
    ],
)
def test_a_value_in_another_unit_is_recognised(key, value, hint):
    with pytest.raises(ScenarioError) as caught:
        library.change(library.scenario(), {key: value})

    assert hint in str(caught.value)


def test_two_criteria_with_one_label_are_refused():
    with pytest.raises(ScenarioError, match=r"criteria\[1\] is 'isotherm 50 °C', and so is criteria\[0\]"):
        library.change(library.scenario("b1"), {"criteria": [Isotherm(50), Isotherm(50.0)]})


def test_two_thermocouples_with_one_name_are_refused():
    twice = [{"name": "edge", "r_mm": 3, "z_mm": 5}, {"name": "edge", "r_mm": 4, "z_mm": 5}]

    with pytest.raises(ScenarioError, match=r"thermocouples\[1\] is 'edge', and so is thermocouples\[0\]"):
        library.change(library.scenario(), {"thermocouples": twice})


def test_perfusion_cannot_be_stopped_where_no_criterion_knows_a_dead_fraction():
    with pytest.raises(ScenarioError, match=r"perfusion\.criterion .* add one, or use perfusion = "):
        library.change(library.scenario(), {"criteria": [Isotherm(50)]})


def test_a_thermocouple_may_touch_the_probe_and_the_walls():
    touching = [
        {"name": "side", "r_mm": 0.454, "z_mm": 5},
        {"name": "end", "r_mm": 0, "z_mm": 0},
        {"name": "wall", "r_mm": 40, "z_mm": -40},
    ]

    changed = library.change(library.scenario(), {"thermocouples": touching})

    assert [each.name for each in changed.thermocouples] == ["side", "end", "wall"]


def test_a_tip_below_body_temperature_is_allowed_where_the_start_is_colder():
    changed = library.change(library.scenario("ex-vivo-21c"), {"protocol.steps[0].at_c": 30})

    assert changed.protocol.set_c == 30


def test_all_errors_of_one_object_are_told_at_once():
    with pytest.raises(ScenarioError) as caught:
        Hold(at_c=180, duration_s=-1)

    assert [problem.place for problem in caught.value.problems] == ["at_c", "duration_s"]


def test_a_part_of_the_wrong_class_is_refused():
    scenario = with_three_state(library.scenario())

    with pytest.raises(ScenarioError, match="tissue is 'muscle'; must be a Tissue"):
        Scenario(
            name="x",
            tissue="muscle",
            probe=scenario.probe,
            protocol=scenario.protocol,
            criteria=scenario.criteria,
        )


def test_an_arrhenius_set_of_another_omega_has_another_label():
    liver = Arrhenius(name="liver", frequency_per_s=7.39e39, activation_energy_j_mol=2.577e5, omega=4.6)

    assert liver.label == "Arrhenius liver, omega 4.6"


@pytest.mark.parametrize(
    ("key", "value"),
    [("probe.tip_length_mm", 41), ("probe.tip_length_mm", -1), ("start_c", 46), ("numerics.first_cell_mm", 1.5)],
)
def test_a_value_that_looks_like_no_other_unit_gets_no_guess(key, value):
    with pytest.raises(ScenarioError) as caught:
        library.change(library.scenario(), {key: value})

    assert "looks like" not in str(caught.value)


@pytest.mark.parametrize(
    ("covered", "changes", "reached"),
    [
        ((38, 100), {}, "37 to 80 °C"),
        ((37, 79), {}, "37 to 80 °C"),
        ((37, 80), {"start_c": 30}, "30 to 80 °C"),
        ((37, 80), {"blood.temperature_c": 35}, "35 to 80 °C"),
        ((37, 80), {"domain.outer_wall_c": 20}, "20 to 80 °C"),
        ((37, 80), {"protocol.steps[0].at_c": 95}, "37 to 95 °C"),
    ],
)
@pytest.mark.parametrize("name", ["conductivity_w_m_k", "heat_capacity_j_kg_k"])
def test_a_table_that_does_not_cover_the_run_is_refused(name, covered, changes, reached):
    """It would be held constant outside without a word."""
    value = (0.5, 0.6) if name == "conductivity_w_m_k" else (3400, 3600)

    with pytest.raises(ScenarioError) as caught:
        library.change(library.scenario(), {f"tissue.{name}": Table(temperature_c=covered, value=value)} | changes)

    (problem,) = caught.value.problems
    assert problem.place == f"tissue.{name}.temperature_c"
    assert f"must cover {reached}" in problem.text


def test_blood_that_does_not_flow_need_not_be_covered():
    table = Table(temperature_c=(37, 80), value=(0.5, 0.6))
    changes = {"tissue.conductivity_w_m_k": table, "tissue.perfusion_per_s": 0, "blood.temperature_c": 20}

    assert library.change(library.scenario(), changes).tissue.conductivity_w_m_k == table


@pytest.mark.parametrize(
    ("key", "value"),
    [("probe.tip_length_mm", 2), ("probe.tip_length_mm", 40), ("domain.radius_mm", 5), ("domain.radius_mm", 200),
     ("protocol.steps[0].at_c", 37), ("protocol.steps[0].at_c", 100), ("start_c", 0), ("tissue.perfusion_per_s", 0)],
)  # fmt: skip
def test_the_limits_themselves_are_allowed(key, value):
    assert library.change(library.scenario(), {key: value}) != library.scenario()
