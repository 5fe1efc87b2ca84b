"""Electrical conductivity of the library's tissues: from the model that the card names, with its assumptions told."""

import cmath
import dataclasses

import pytest

import lesionsim as ls
from lesionsim import library
from lesionsim.library.electrical import ELECTRICAL
from lesionsim.library.tissues import TISSUES
from lesionsim.scenario.laws import value_at

VACUUM_F_M = 8.8541878128e-12
# (permittivity at high frequency, static S/m, four dispersions of strength, time in s and spread): Gabriel 1996
COLE_COLE = {
    "muscle": (4.0, 0.2, ((50, 7.234e-12, 0.1), (7e3, 353.678e-9, 0.1), (1.2e6, 318.31e-6, 0.1), (2.5e7, 2.274e-3, 0))),
    "fat": (2.5, 0.035, ((9, 7.958e-12, 0.2), (35, 15.915e-9, 0.1), (3.3e4, 159.155e-6, 0.05), (1e7, 15.915e-3, 0.01))),
    "nerve": (4.0, 0.006, ((26, 7.958e-12, 0.1), (500, 106.1e-9, 0.15), (7e4, 15.915e-6, 0.2), (4e7, 15.915e-3, 0))),
    "liver": (4.0, 0.02, ((39, 8.842e-12, 0.1), (6e3, 530.5e-9, 0.2), (5e4, 22.736e-6, 0.2), (3e7, 15.915e-3, 0.05))),
}


def conductivity_s_m(name, frequency_hz):
    high, static, dispersions = COLE_COLE[name]
    turning = 2j * cmath.pi * frequency_hz
    permittivity = high + static / (turning * VACUUM_F_M)
    permittivity += sum(strength / (1 + (turning * time_s) ** (1 - spread)) for strength, time_s, spread in dispersions)
    return -2 * cmath.pi * frequency_hz * VACUUM_F_M * permittivity.imag


@pytest.mark.parametrize("name", COLE_COLE)
def test_the_conductivity_is_that_of_the_cole_cole_model_at_500_khz(name):
    assert ELECTRICAL[name].value == pytest.approx(conductivity_s_m(name, 500e3), rel=1e-3)


def test_the_static_value_is_not_taken():
    assert ELECTRICAL["muscle"].value > 2 * COLE_COLE["muscle"][1]


def test_every_entry_belongs_to_a_tissue_and_what_is_unknown_stays_unknown():
    names = {entry.name for entry in TISSUES}

    assert set(ELECTRICAL) < names
    assert names - set(ELECTRICAL) == {"intervertebral-disc", "connective-tissue", "water", "gel", "b1-muscle"}
    assert library.tissue("water").electrical_conductivity_s_m is None


@pytest.mark.parametrize("name", ELECTRICAL)
def test_a_tissue_conducts_by_its_entry_and_names_its_source(name):
    tissue, entry = library.tissue(name), ELECTRICAL[name]
    law = tissue.electrical_conductivity_s_m

    assert value_at(law, entry.at_c) == pytest.approx(entry.value)
    assert value_at(law, entry.at_c + 1) == pytest.approx(entry.value, rel=0.03)
    assert value_at(law, 60) > entry.value
    assert value_at(law, 100) == value_at(law, 110)
    assert entry.short_reference in tissue.reference


def test_the_card_tells_value_rise_and_source():
    muscle, saline = " ".join(library.card("muscle").split()), " ".join(library.card("saline").split())

    assert "0.4459 S/m near 500 kHz at 37 °C +1.5 % per °C up to 100 °C: an assumption of the field" in muscle
    assert "Gabriel S, Lau RW, Gabriel C. Phys Med Biol 1996" in muscle
    assert "recalled, not found in a source; MEMORY" in saline
    assert "not known at 500 kHz" in library.card("gel")


def test_the_table_shows_it():
    rows = {line.split()[0]: line.split() for line in library.table("tissues").splitlines()[2:]}

    assert rows["muscle"][5] == "0.4459"
    assert rows["water"][5] == "-"


def test_the_rf_scenario_is_the_default_with_current_and_a_ramp():
    rf, held = ls.load("lumbar-medial-branch-rf"), ls.load("lumbar-medial-branch")

    assert str(rf.protocol) == "ramp to 80 °C in 10 s, then hold 80 °C for 90 s, then cool down for 30 s"
    assert (rf.source, held.source) == ("rf", "held")
    assert dataclasses.replace(rf.tissue, boiling=None) == held.tissue
    for part in ("probe", "generator", "perfusion", "criteria", "nerve", "domain", "numerics", "start_c"):
        assert getattr(rf, part) == getattr(held, part)
    assert "an assumption of the field" in rf.notes
    assert "without current" not in rf.notes
    assert "Muscle everywhere: no bone" in rf.notes
    assert "growth of electrical conductivity" in library.card("lumbar-medial-branch-rf")
