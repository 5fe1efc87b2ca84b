"""What a scenario may ask for besides: kept values, tubes, sleeves, contact, boiling, perfusion that follows damage."""

import dataclasses

import pytest

import lesionsim as ls
from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import (
    Boiling,
    Generator,
    Metal,
    PerfusionFollowsDamage,
    Probe,
    Sleeve,
    Tissue,
    commented_toml,
    from_toml,
    to_toml,
    tree,
)

B2 = library.scenario("b2")
OPTIONS = {
    "voltage": {"generator.mode": "voltage", "generator.set_v": 21.5},
    "power": {"generator.mode": "power", "generator.set_w": 7},
    "current": {"generator.mode": "current", "generator.set_a": 0.4},
    "impedances": {
        "generator.roll_off_ohm": 400, "generator.roll_off_pause_s": 7.5, "generator.shut_off_ohm": 600,
        "generator.series_ohm": 120,
    },
    "tube": {"probe.metal.wall_mm": 0.12},
    "sleeve": {"probe.sleeve": Sleeve(thickness_mm=0.07, conductivity_w_m_k=0.23)},
    "contact": {"probe.contact_w_m2_k": 4321},
    "shaft": {"probe.shaft": "metal"},
    "boiling": {"tissue.boiling": Boiling(water_fraction=0.7, from_c=98.5, to_c=99.5, dry_at_c=107, dry_share=0.02)},
    "perfusion": {"perfusion": PerfusionFollowsDamage(dead_fraction=(0, 0.3, 1), factor=(1, 2.5, 0.25))},
}  # fmt: skip


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_is_kept_by_files_and_left_out_where_it_is_not_used(option):
    scenario = ls.change(B2, OPTIONS[option])

    assert scenario != B2
    assert from_toml(to_toml(scenario)) == from_toml(commented_toml(scenario)) == scenario
    assert to_toml(from_toml(to_toml(scenario))) == to_toml(scenario)


def test_all_options_at_once_are_kept_by_files():
    wanted = {key: value for option in OPTIONS.values() for key, value in option.items()}
    kept = {"generator.mode": "power", "generator.set_v": None, "generator.set_a": None}
    scenario = ls.change(B2, wanted | kept)

    assert from_toml(to_toml(scenario)) == scenario
    assert scenario.generator.kept == 7


def test_no_option_is_used_unless_asked_for():
    generator, probe = B2.generator, B2.probe

    assert (generator.mode, generator.kept, generator.roll_off_ohm, generator.shut_off_ohm) == (
        "temperature", None, None, None,
    )  # fmt: skip
    assert generator.roll_off_pause_s == 15
    assert (probe.metal.wall_mm, probe.sleeve, probe.contact_w_m2_k, probe.shaft) == (None, None, None, "adiabatic")
    assert B2.tissue.boiling is None
    assert "boiling" not in to_toml(B2)
    assert "# set_v =" in commented_toml(B2)


def test_the_defaults_of_boiling_and_of_perfusion_are_those_that_are_told():
    boiling, perfusion = Boiling(), PerfusionFollowsDamage()

    assert dataclasses.astuple(boiling) == (0.74, 2.26e6, 99, 100, 730, 0.15, 0.01, 100)
    assert boiling.vapour_heat_capacity_j_kg_k * 1090 == pytest.approx(0.8e6, rel=0.01)
    assert dict(zip(perfusion.dead_fraction, perfusion.factor, strict=True)) == {
        0: 1,
        0.02: 1.6,
        0.08: 0.82,
        0.97: 0.12,
        1: 0,
    }
    assert perfusion.criterion == "Arrhenius liver"


BAD = [
    ("generator.set_v", 0, "above 0 and at most 500 V"),
    ("generator.set_w", 501, "above 0 and at most 500 W"),
    ("generator.set_a", -1, "above 0 and at most 10 A"),
    ("generator.mode", "energy", "'temperature', 'voltage', 'power' or 'current'"),
    ("generator.roll_off_ohm", 0, "above 0 and at most 100000 ohm"),
    ("generator.roll_off_pause_s", 601, "between 1 and 600 s"),
    ("generator.shut_off_ohm", 2e5, "above 0 and at most 100000 ohm"),
    ("probe.metal.wall_mm", 0.01, "between 0.02 and 2.5 mm"),
    ("probe.contact_w_m2_k", 1e8, "between 10 and 10000000 W/m²/K"),
    ("probe.shaft", "held", "'adiabatic' or 'metal'"),
    ("probe.sleeve", {"thickness_mm": 3, "conductivity_w_m_k": 1}, "between 0.001 and 2 mm"),
    ("probe.sleeve", {"thickness_mm": 1, "conductivity_w_m_k": 60}, "above 0 and at most 50 W/m/K"),
    ("tissue.boiling", {"water_fraction": 0}, "above 0 and at most 1"),
    ("tissue.boiling", {"latent_heat_j_kg": 2.26}, "between 100000 and 5000000 J/kg"),
    ("tissue.boiling", {"from_c": 79}, "between 80 and 110 °C"),
    ("tissue.boiling", {"to_c": 111}, "between 80 and 110 °C"),
    ("tissue.boiling", {"dry_at_c": 111}, "between 80 and 110 °C"),
    ("tissue.boiling", {"vapour_heat_capacity_j_kg_k": 90}, "between 100 and 10000 J/kg/K"),
    ("tissue.boiling", {"vapour_conductivity_w_m_k": 0}, "between 0.01 and 10 W/m/K"),
    ("tissue.boiling", {"dry_share": 0}, "between 0.0001 and 1"),
    ("perfusion", {"kind": "follows-damage", "factor": [1, 1, 1, 1, 10.5]}, "between 0 and 10"),
    ("perfusion", {"kind": "follows-damage", "dead_fraction": [0]}, "a list of 2 to 1000"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "allowed"), BAD)
def test_a_wrong_value_is_refused_by_name_with_what_is_allowed(key, value, allowed):
    with pytest.raises(ScenarioError) as refused:
        ls.change(B2, {key: value})

    assert key in str(refused.value)
    assert allowed in str(refused.value)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"mode": "voltage"},
         "set_v is missing; mode = 'voltage' keeps it: give a number above 0 and at most 40 V (most_v)"),
        ({"mode": "current", "most_a": 1},
         "set_a is missing; mode = 'current' keeps it: give a number above 0 and at most 1 A (most_a)"),
        ({"set_w": 5},
         "set_w is 5 W, but mode is 'temperature', which follows the protocol's temperatures; must be left out, or "
         "mode be 'power'"),
        ({"mode": "power", "set_w": 5, "set_a": 0.5},
         "set_a is 0.5 A, but mode is 'power', which keeps set_w; must be left out, or mode be 'current'"),
        ({"mode": "power", "set_w": 50.5},
         "set_w is 50.5 W; must be at most 50 W, the highest (most_w): lower it, or raise most_w"),
        ({"roll_off_ohm": 800.5, "shut_off_ohm": 800},
         "roll_off_ohm is 800.5 ohm; must be at most shut_off_ohm, 800 ohm, or the current never pauses"),
        ({"roll_off_ohm": 30, "series_ohm": 30},
         "roll_off_ohm is 30 ohm; must be above series_ohm, 30 ohm, which the display always adds"),
    ],
)  # fmt: skip
def test_a_generator_refuses_values_that_do_not_fit_each_other(given, told):
    with pytest.raises(ScenarioError) as refused:
        Generator(**given)

    assert str(refused.value) == told


def test_a_generator_may_keep_its_highest_value_and_pause_where_it_stops():
    generator = Generator(mode="voltage", set_v=40, roll_off_ohm=800, shut_off_ohm=800)

    assert generator.kept == 40


def test_every_value_that_does_not_fit_is_told_at_once():
    with pytest.raises(ScenarioError) as refused:
        Generator(mode="power", set_v=3, roll_off_ohm=9, shut_off_ohm=8, series_ohm=10)

    assert [problem.place for problem in refused.value.problems] == [
        "set_v", "set_w", "roll_off_ohm", "shut_off_ohm", "roll_off_ohm",
    ]  # fmt: skip


def test_a_held_tip_has_no_generator_that_keeps_anything_else():
    with pytest.raises(
        ScenarioError, match=r"^generator\.mode is 'power', but with source = 'held'.*or source be 'rf'$"
    ):
        ls.change(library.scenario("b1"), OPTIONS["power"])


def test_a_new_mode_clears_what_another_one_keeps():
    power = ls.change(B2, OPTIONS["power"])

    assert ls.change(power, {"generator.mode": "temperature"}) == B2
    assert ls.change(power, {"generator.mode": "voltage", "generator.set_v": 9}).generator.set_w is None
    with pytest.raises(ScenarioError, match="set_a is missing"):
        ls.change(power, {"generator.mode": "current"})
    with pytest.raises(ScenarioError, match=r"set_w is 3 W, but mode is 'temperature'"):
        ls.change(power, {"generator.mode": "temperature", "generator.set_w": 3})


def test_the_wall_of_a_tube_is_no_thicker_than_the_probe():
    assert Probe(diameter_mm=1, metal=Metal(wall_mm=0.5)).metal.wall_mm == 0.5
    with pytest.raises(
        ScenarioError, match=r"^metal\.wall_mm is 0\.51 mm; must be at most 0\.5 mm, the probe's radius"
    ):
        Probe(diameter_mm=1, metal=Metal(wall_mm=0.51))


def test_water_begins_to_boil_before_all_has_boiled_before_tissue_is_dry():
    assert Boiling(from_c=99.9, to_c=100, dry_at_c=100).dry_at_c == 100
    with pytest.raises(ScenarioError, match=r"^to_c is 100 °C; must be at least 0\.1 °C above from_c, 99\.95 °C"):
        Boiling(from_c=99.95)
    with pytest.raises(ScenarioError, match=r"^dry_at_c is 99 °C; must be at least to_c, 100 °C"):
        Boiling(dry_at_c=99)
    with pytest.raises(ScenarioError, match=r"dry_at_c") as refused:
        Boiling(from_c=105, to_c=104, dry_at_c=103)
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("dead_fraction", "factor", "place"),
    [
        ((0.01, 1), (1, 0), "dead_fraction[0] is 0.01; must be 0"),
        ((0, 0.99), (1, 0), "dead_fraction[1] is 0.99; must be 1"),
        ((0, 0.5, 0.4, 1), (1, 1, 1, 0), "dead_fraction[2] is 0.4; must be above the one before, 0.5"),
        ((0, 0, 1), (1, 1, 0), "dead_fraction[1] is 0; must be above"),
        ((0, 1), (1, 1, 0), "factor has 3 entries; must have as many as dead_fraction, 2"),
    ],
)
def test_dead_fractions_run_from_0_to_1_and_each_has_its_factor(dead_fraction, factor, place):
    with pytest.raises(ScenarioError) as refused:
        PerfusionFollowsDamage(dead_fraction=dead_fraction, factor=factor)

    assert place in str(refused.value)


@pytest.mark.parametrize("criterion", ["isotherm 50 °C", "Arrhenius lung"])
def test_perfusion_follows_only_a_criterion_that_knows_a_dead_fraction(criterion):
    with pytest.raises(
        ScenarioError, match=rf"perfusion\.criterion is '{criterion}', which .* must be 'Arrhenius liver'"
    ):
        ls.change(B2, {"perfusion": PerfusionFollowsDamage(criterion=criterion)})


def test_a_part_that_was_left_out_can_be_given_by_its_values():
    scenario = ls.change(
        B2,
        {
            "probe.sleeve.thickness_mm": 0.1,
            "probe.sleeve.conductivity_w_m_k": 0.2,
            "tissue.boiling.from_c": 98,
        },
    )

    assert scenario.probe.sleeve == Sleeve(thickness_mm=0.1, conductivity_w_m_k=0.2)
    assert scenario.tissue.boiling == Boiling(from_c=98)
    assert ls.change(scenario, {"probe.sleeve": None, "tissue.boiling": None}) == B2
    with pytest.raises(ScenarioError, match=r"^probe\.sleeve\.conductivity_w_m_k is missing; give a number above 0"):
        ls.change(B2, {"probe.sleeve.thickness_mm": 0.1})
    with pytest.raises(ScenarioError, match=r"probe\.sleeve\.thickness_mm\.x is not a key"):
        ls.change(B2, {"probe.sleeve.thickness_mm.x": 0.1})


@pytest.mark.parametrize(
    ("noun", "line"),
    [
        (Generator(mode="current", set_a=0.5),
         "generator that keeps 0.5 A, up to 40 V and 50 W, sampled every 0.1 s"),
        (Generator(roll_off_ohm=500, shut_off_ohm=900),
         "generator up to 40 V and 50 W, sampled every 0.1 s, pauses for 15 s above 500 ohm, stops above 900 ohm"),
        (Metal(wall_mm=0.1), "16 W/m/K, 7900 kg/m³, 500 J/kg/K, tube with a wall of 0.1 mm"),
        (Sleeve(thickness_mm=0.1, conductivity_w_m_k=0.25), "sleeve 0.1 mm thick, 0.25 W/m/K"),
        (Probe(gauge=18, metal=Metal(wall_mm=0.2), contact_w_m2_k=5000, shaft="metal"),
         "18 G probe, 10 mm bare tip, wall 0.2 mm, shaft of metal, contact 5000 W/m²/K"),
        (Tissue(name="meat", conductivity_w_m_k=0.5, density_kg_m3=1000, heat_capacity_j_kg_k=3500, boiling=Boiling()),
         "meat: 0.5 W/m/K, 1000 kg/m³, 3500 J/kg/K, no perfusion, boils from 99 °C"),
        (Boiling(dry_share=0.05),
         "74 % water, boils from 99 to 100 °C, dry from 100 °C with 5 % of the electrical conductivity"),
        (PerfusionFollowsDamage(factor=(1, 2, 1, 0.5, 0.25)),
         "perfusion follows damage (Arrhenius liver), factor up to 2, 0.25 where all is dead"),
    ],
)  # fmt: skip
def test_a_noun_prints_what_was_asked_for(noun, line):
    assert str(noun) == line


def test_a_tree_shows_the_options():
    scenario = ls.change(B2, OPTIONS["sleeve"] | OPTIONS["boiling"] | OPTIONS["power"])

    assert "sleeve 0.07 mm thick" in tree(scenario)
    assert "boils from 98.5 °C" in tree(scenario)
    assert "keeps 7 W" in tree(scenario)
    assert "  latent_heat_j_kg             2260000 J/kg" in tree(Boiling()).splitlines()
    assert "  set_w                  7 W" in tree(scenario.generator).splitlines()
