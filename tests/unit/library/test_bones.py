"""Scenarios with bone state what they are, and differ from those without bone in nothing else."""

import dataclasses

import pytest

from lesionsim import library
from lesionsim.scenario import HalfSpace, is_bone, is_mirrored, needs_three_dimensions
from lesionsim.scenario.clearance import points_of
from lesionsim.scenario.distances import distance_mm
from lesionsim.scenario.searching import Rod

WITH_BONE = {
    "lumbar-bone": "lumbar-medial-branch",
    "lumbar-bone-rf": "lumbar-medial-branch-rf",
    "cervical-bone": "lumbar-medial-branch",
    "b3-bone": "b1",
    "b3": "b1",
}
TEACHING = [name for name in WITH_BONE if not name.startswith("b3")]


@pytest.mark.parametrize(("name", "base"), WITH_BONE.items())
def test_only_anatomy_and_words_differ_from_the_scenario_without_bone(name, base):
    scenario, plain = library.scenario(name), library.scenario(base)
    words = {"name": plain.name, "title": plain.title, "notes": plain.notes, "nerve": plain.nerve}

    boiling = dataclasses.replace(scenario.tissue, boiling=plain.tissue.boiling)  # beside bone it boils a degree later
    assert dataclasses.replace(scenario, anatomy=(), tissue=boiling, **words) == plain
    assert scenario.name == name
    assert scenario.title != plain.title
    assert needs_three_dimensions(scenario)


def test_b3_is_the_benchmark_exactly():
    (body,) = library.scenario("b3-bone").anatomy
    bone = body.tissue

    assert body == HalfSpace(tissue=bone, normal=(1, 0, 0), from_mm=3)
    assert (bone.conductivity_w_m_k, bone.density_kg_m3, bone.heat_capacity_j_kg_k) == (0.32, 1908, 1313)
    assert (bone.perfusion_per_s, bone.metabolic_heat_w_kg, bone.confidence) == (1.7e-4, 0, "DEFINED")
    assert is_bone(body)


def test_b3_without_bone_has_the_same_muscle_everywhere():
    scenario = library.scenario("b3")

    assert [(body.tissue, body.normal, body.from_mm) for body in scenario.anatomy] == [(scenario.tissue, (1, 0, 0), 3)]


def test_half_of_the_circle_is_enough_where_bone_lies_to_one_side():
    assert [name for name in WITH_BONE if is_mirrored(library.scenario(name))] == ["cervical-bone", "b3-bone", "b3"]


@pytest.mark.parametrize("name", TEACHING)
def test_a_cortical_shell_lies_around_a_cancellous_core_and_the_probe_beside_both(name):
    scenario = library.scenario(name)
    shell, core = scenario.anatomy
    rod = Rod(scenario.probe.radius_mm, 40.0)
    nearest = min(distance_mm(shell, point) for point in points_of(rod))

    assert (shell.tissue.name, core.tissue.name) == ("cortical-bone", "cancellous-bone")
    assert dataclasses.replace(shell, tissue=core.tissue, inset_mm=1) == core
    assert nearest == pytest.approx(1.6 - 0.454, abs=1e-3)


@pytest.mark.parametrize("name", TEACHING)
def test_the_nerve_lies_on_the_bone_beside_the_tip_outside_both_bone_and_needle(name):
    scenario = library.scenario(name)
    (x, y, _), _ = scenario.nerve.polyline_mm(10, scenario.placement)
    half = scenario.nerve.diameter_mm / 2

    assert distance_mm(scenario.anatomy[0], (x, y, 5)) == pytest.approx(half)
    assert (x * x + y * y) ** 0.5 > scenario.probe.radius_mm + half


@pytest.mark.parametrize("name", TEACHING)
def test_the_notes_say_what_is_assumed_and_unverified(name):
    notes = library.scenario(name).notes

    assert "no bone" not in notes
    assert "1.5 mm from its axis" not in notes
    for words in (
        "schematic",
        "from memory and unverified",
        "no injected fluid",
        "Dead bone counts as lesion",
        "nerve",
    ):
        assert words in notes
    assert ("muscle and bone at 500 kHz" in notes) == (name == "lumbar-bone-rf")


def test_a_card_tells_that_the_shape_of_the_bone_is_recalled():
    assert "shape of the bone: MEMORY" in library.card("lumbar-bone")
    assert "shape of the bone" not in library.card("b3-bone")


def test_a_card_tells_of_a_body_whose_numbers_are_not_verified():
    from lesionsim.library.cards import unverified

    scenario = library.change(library.scenario("b3-bone"), {"anatomy[0].tissue": "saline"})
    assert "saline: MEMORY" in unverified(scenario)
    assert unverified(library.scenario("b3-bone")) == unverified(library.scenario("b1"))


def test_the_thickness_of_the_shell_can_be_chosen():
    assert [core.inset_mm for _, core in (library.lumbar_vertebra(0.5), library.articular_pillar(1.5))] == [0.5, 1.5]
