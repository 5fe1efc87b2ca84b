"""Generator, metal, sensor and the exponential law: what they allow, how they refuse, and that files keep them."""

import dataclasses

import pytest

import lesionsim as ls
from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import Exponential, Generator, Linear, Metal, Probe, Sensor, from_toml, to_toml, value_at

BAD = [
    ("generator.proportional_v2_per_k", -1, "between 0 and 10000 V²/K"),
    ("generator.integral_v2_per_k_s", 2e4, "between 0 and 10000 V²/K/s"),
    ("generator.sample_s", 0, "between 0.02 and 1 s"),
    ("generator.sample_s", 2, "between 0.02 and 1 s"),
    ("generator.most_v", 0, "above 0 and at most 500 V"),
    ("generator.most_w", -5, "above 0 and at most 500 W"),
    ("generator.most_a", 11, "above 0 and at most 10 A"),
    ("generator.series_ohm", -1, "between 0 and 1000 ohm"),
    ("generator.most_v", "much", "a number above 0 and at most 500 V"),
    ("probe.metal.conductivity_w_m_k", 0.5, "between 1 and 500 W/m/K"),
    ("probe.metal.density_kg_m3", 7.9, "between 1000 and 25000 kg/m³"),
    ("probe.metal.heat_capacity_j_kg_k", 0.5, "between 100 and 2000 J/kg/K"),
    ("probe.sensor.from_mm", -1, "between 0 and 40 mm"),
    ("probe.sensor.to_mm", 41, "between 0.05 and 40 mm"),
    ("probe.sensor.lag_s", 11, "between 0 and 10 s"),
    ("tissue.electrical_conductivity_s_m", 0, "between 0.0001 and 20 S/m"),
    ("tissue.electrical_conductivity_s_m", 50, "between 0.0001 and 20 S/m"),
    ("source", "laser", "'held' or 'rf'"),
]


@pytest.mark.parametrize(("key", "value", "allowed"), BAD)
def test_a_wrong_value_is_refused_by_name_with_what_is_allowed(key, value, allowed):
    with pytest.raises(ScenarioError) as refused:
        ls.change(ls.load("b2"), {key: value})
    assert key in str(refused.value)
    assert allowed in str(refused.value)


def test_a_sensor_lies_in_the_bare_tip_and_ends_after_it_begins():
    with pytest.raises(ScenarioError, match=r"to_mm is 2 mm; must be above from_mm, 2 mm"):
        Sensor(from_mm=2, to_mm=2)
    with pytest.raises(ScenarioError, match=r"sensor.to_mm is 5 mm; must be at most 4 mm, the bare tip"):
        Probe(gauge=20, tip_length_mm=4, sensor=Sensor(to_mm=5))
    assert Probe(gauge=20, tip_length_mm=4, sensor=Sensor(to_mm=4)).sensor.to_mm == 4


def test_current_without_conductivity_is_refused_by_name():
    b2 = ls.load("b2")
    bare = dataclasses.replace(b2.tissue, electrical_conductivity_s_m=None)
    with pytest.raises(ScenarioError, match=r"tissue.electrical_conductivity_s_m is missing") as refused:
        ls.change(b2, {"tissue": bare})
    assert "0.446" in str(refused.value)
    assert ls.change(b2, {"tissue": bare, "source": "held"}).source == "held"


@pytest.mark.parametrize("name", ["conductivity_w_m_k", "heat_capacity_j_kg_k"])
def test_heat_may_follow_laws_with_current_too(name):
    law = Linear(value=0.5 if name.startswith("cond") else 3500, slope_per_c=0.001)
    for benchmark in ("b1", "b2"):
        assert getattr(ls.change(ls.load(benchmark), {f"tissue.{name}": law}).tissue, name) == law


def test_an_exponential_grows_by_the_same_factor_with_each_degree_up_to_its_end():
    law = Exponential(value=0.5, at_c=40, rate_per_c=0.02, until_c=90)
    assert value_at(law, 40) == 0.5
    assert value_at(law, 61) / value_at(law, 60) == pytest.approx(value_at(law, 51) / value_at(law, 50), rel=1e-14)
    assert value_at(law, 61) / value_at(law, 60) == pytest.approx(1.0202013400267558, rel=1e-14)
    assert value_at(law, 90) == value_at(law, 110) == pytest.approx(0.5 * 2.718281828459045)
    assert str(law) == "0.5 at 40 °C, +2 % per °C"


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [
        ({"value": 0}, "above 0"),
        ({"rate_per_c": 0.2}, "between -0.1 and 0.1"),
        ({"at_c": -5}, "between 0 and 110"),
        ({"until_c": 120}, "between 0 and 110"),
    ],
)
def test_an_exponential_has_limits(changed, allowed):
    with pytest.raises(ScenarioError, match=allowed) as refused:
        Exponential(**({"value": 0.5, "rate_per_c": 0.015} | changed))
    assert next(iter(changed)) in str(refused.value)


def test_an_exponential_that_leaves_the_limits_of_its_property_is_refused():
    law = Exponential(value=10, rate_per_c=0.05)
    with pytest.raises(ScenarioError, match=r"electrical_conductivity_s_m at 110 °C"):
        ls.change(ls.load("b2"), {"tissue.electrical_conductivity_s_m": law})


def test_files_keep_generator_metal_sensor_and_law():
    scenario = ls.change(
        ls.load("b2"),
        {
            "generator": Generator(sample_s=0.2, most_w=12, series_ohm=30, most_a=0.9),
            "probe.metal": Metal(conductivity_w_m_k=7, density_kg_m3=6450, heat_capacity_j_kg_k=460),
            "probe.sensor": Sensor(from_mm=1.5, to_mm=2.5, lag_s=0.3),
            "tissue.electrical_conductivity_s_m": Exponential(value=0.4, rate_per_c=0.02, until_c=95),
        },
    )
    assert from_toml(to_toml(scenario)) == scenario
    assert 'kind = "exponential"' in to_toml(scenario)


def test_a_generator_tells_its_limits():
    assert str(Generator(most_v=30, most_w=12.5)) == "generator up to 30 V and 12.5 W, sampled every 0.1 s"
    assert str(Metal()) == "16 W/m/K, 7900 kg/m³, 500 J/kg/K"
    assert str(Sensor(lag_s=0.4)) == "sensor from 0 to 2 mm, time constant 0.4 s"
    assert library.scenario("b2").generator == Generator()
