"""A scenario written as TOML and read again is the same scenario."""

import pickle
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesionsim import library
from lesionsim.scenario import (
    CEM43,
    Arrhenius,
    Blood,
    ConstantPerfusion,
    Cooldown,
    Domain,
    Hold,
    Isotherm,
    Linear,
    Numerics,
    PerfusionStoppedByDamage,
    Probe,
    Protocol,
    Ramp,
    Scenario,
    Table,
    Thermocouple,
    ThreeState,
    Tissue,
    commented_toml,
    from_toml,
    to_toml,
    tree,
)


def number(low, high):
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


def words(longest):
    letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
    return st.text(letters, min_size=1, max_size=longest)


notes = st.text(st.sampled_from("aé µ\"'\\#=\n\t[]{}€"), max_size=60)
laws = st.one_of(
    number(0.1, 10),
    st.builds(Linear, value=number(0.1, 10), at_c=number(0, 110), slope_per_c=number(-0.005, 0.009)),
    st.lists(st.tuples(number(13, 60), number(1, 10)), min_size=2, max_size=5).map(
        lambda steps: Table(
            temperature_c=[-50 + sum(step[0] for step in steps[: n + 1]) for n in range(len(steps))][:4],
            value=[step[1] for step in steps][:4],
        )
    ),
)
tissues = st.builds(
    Tissue,
    name=words(20),
    conductivity_w_m_k=laws,
    density_kg_m3=number(10, 25000),
    heat_capacity_j_kg_k=number(100, 10000),
    perfusion_per_s=number(0, 0.5),
    metabolic_heat_w_kg=number(0, 500),
    reference=words(50),
    confidence=words(10),
)
probes = st.one_of(
    st.builds(Probe, gauge=st.integers(14, 23), tip_length_mm=number(2, 40)),
    st.builds(Probe, diameter_mm=number(0.3, 5), tip_length_mm=number(2, 40)),
)
heating = st.one_of(
    st.builds(Hold, at_c=number(45, 100), duration_s=number(1, 300)),
    st.builds(Ramp, to_c=number(45, 100), duration_s=number(1, 300)),
)
protocols = st.builds(
    lambda first, rest: Protocol(steps=(first, *rest)),
    heating,
    st.lists(st.one_of(heating, st.builds(Cooldown, duration_s=number(1, 300))), max_size=4),
)
domains = st.one_of(
    st.builds(Domain, radius_mm=number(5, 200), outer_wall_c=st.none() | number(0, 45)),
    st.builds(Domain, shaft_mm=number(5, 200), outer_wall=st.just("insulated")),
)
arrhenius = st.builds(
    Arrhenius,
    name=words(20),
    frequency_per_s=number(1, 1e200),
    activation_energy_j_mol=number(1e4, 2e6),
    omega=number(0.01, 100),
)
criteria = st.lists(
    st.one_of(
        st.builds(Isotherm, number(46, 100)),
        st.builds(CEM43, minutes=number(0.1, 1e4), convention=st.sampled_from(["two-rate", "clinical", "half"])),
        arrhenius,
        st.builds(ThreeState, forward_per_s=number(1e-6, 0.5), dead_fraction=number(0.01, 0.99)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda criterion: criterion.label,
)
thermocouples = st.lists(
    st.builds(Thermocouple, name=words(10), r_mm=number(2.5, 5), z_mm=number(-5, 7)),
    max_size=3,
    unique_by=lambda each: each.name,
)
numerics = st.builds(
    Numerics,
    first_cell_mm=number(0.001, 0.15),
    growth=number(0.02, 1),
    step_s=number(0.1, 10),
    first_step_s=number(1e-5, 0.1),
    step_growth=number(1.01, 3),
    record_every_s=number(3, 100),
)


@st.composite
def scenarios(draw):
    chosen = draw(criteria)
    graded = [each.label for each in chosen if isinstance(each, Arrhenius | ThreeState)]
    stopped = [PerfusionStoppedByDamage(criterion=label) for label in graded]
    return Scenario(
        name=draw(st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9 ._+-]{0,20}\Z")),
        title=draw(words(30)),
        tissue=draw(tissues),
        blood=draw(st.builds(Blood, temperature_c=number(0, 45))),
        probe=draw(probes),
        protocol=draw(protocols),
        start_c=draw(number(0, 45)),
        domain=draw(domains),
        perfusion=draw(st.sampled_from([ConstantPerfusion(), *stopped])),
        criteria=chosen,
        thermocouples=draw(thermocouples),
        numerics=draw(numerics),
        notes=draw(notes),
    )


@settings(max_examples=150, deadline=None)
@given(scenarios())
def test_any_valid_scenario_survives_writing_and_reading(scenario):
    again = from_toml(to_toml(scenario))

    assert again == scenario
    assert hash(again) == hash(scenario)
    assert to_toml(again) == to_toml(scenario)


@settings(max_examples=50, deadline=None)
@given(scenarios())
def test_any_valid_scenario_survives_the_commented_file(scenario):
    assert from_toml(commented_toml(scenario)) == scenario


@settings(max_examples=30, deadline=None)
@given(scenarios())
def test_any_valid_scenario_prints_one_line_and_a_short_tree(scenario):
    assert "\n" not in str(scenario)
    assert repr(scenario) == tree(scenario)
    assert 10 < len(tree(scenario).splitlines()) < 50


@pytest.mark.parametrize("name", library.names("scenarios"))
def test_every_library_scenario_survives_files_and_pickling(name):
    scenario = library.scenario(name)

    assert from_toml(to_toml(scenario)) == scenario
    assert from_toml(commented_toml(scenario)) == scenario
    assert pickle.loads(pickle.dumps(scenario)) == scenario  # noqa: S301 our own bytes


def test_whole_numbers_are_stored_as_the_floats_that_a_file_gives_back():
    written = to_toml(library.change(library.scenario(), {"protocol.steps[0].at_c": 75}))

    assert "at_c = 75.0" in written


def test_the_commented_file_explains_every_key_that_it_sets():
    lines = [line for line in commented_toml(library.scenario()).splitlines() if line]

    for before, line in pairwise(lines):
        if " = " in line and not line.startswith(("#", "kind")):
            assert before.startswith("#"), line
