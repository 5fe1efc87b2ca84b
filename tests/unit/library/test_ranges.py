"""The library's ranges: each has a source and a doubt, names a key that exists, and can be drawn from."""

import pytest

import lesionsim as ls
from lesionsim.errors import ScenarioError
from lesionsim.library import tissue
from lesionsim.library.damage_models import damage
from lesionsim.library.ranges import range_of, ranges
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.design.distributions import Levels, LogUniform, Triangular, Uniform
from lesionsim.sweep.design.names import rules
from lesionsim.sweep.design.published import distribution_of, published

CONFIDENCE = {"VERIFIED", "VERIFIED (secondary)", "MEMORY", "ASSUMED", "CONVENTION"}


@pytest.mark.parametrize("each", ranges(), ids=str)
def test_every_range_has_a_key_a_source_a_doubt_and_values_that_the_rules_allow(each):
    assert each.confidence in CONFIDENCE
    assert len(each.reference) > 10
    assert (each.confidence == "MEMORY") == each.reference.startswith("none: recalled")
    source = distribution_of(each)
    for value in source.limits:
        assert any(not rule.fault(value) for rule in rules()[each.key]), value


@pytest.mark.parametrize("each", ranges(), ids=str)
def test_a_range_for_a_tissue_or_criterion_names_one_of_the_library_and_holds_its_value(each):
    if not each.of:
        return
    part, _, name = each.key.partition(".")
    noun = tissue(each.of) if part == "tissue" else damage(each.of)
    for step in name.split("."):
        noun = getattr(noun, step)
    low, high = distribution_of(each).limits
    assert low <= noun <= high


def test_perfusion_of_liver_is_the_published_one_in_other_units():
    watts = [34020, 50000, 68040]
    blood = ls.load("b1").blood

    assert range_of("tissue.perfusion_per_s", "liver").numbers == pytest.approx(
        [each / (blood.density_kg_m3 * blood.heat_capacity_j_kg_k) for each in watts], rel=1e-3
    )


def test_what_varies_as_published_depends_on_the_tissue_of_its_place():
    bone = ls.load("lumbar-bone")
    liver = ls.library.change(ls.load("lumbar-medial-branch"), {"tissue": "liver", "criteria[1]": "three-state"})
    vary = {"tissue.conductivity_w_m_k": "library", "gauge": "library", "criteria[1].forward_per_s": "library",
            "tissue.perfusion_per_s": "library"}  # fmt: skip
    assert make_design(liver, vary, "sobol", 8).sources == (
        Triangular(low=0.46, mode=0.5, high=0.57), Levels((16, 17, 18, 20, 22)), LogUniform(low=8e-4, high=9.07e-3),
        Triangular(low=0.00896, mode=0.01316, high=0.01792),
    )  # fmt: skip
    assert published(bone, "tissue.conductivity_w_m_k") == Uniform(low=0.33, high=0.57)
    with pytest.raises(ScenarioError, match="liver, gel, chicken-breast alone, and not for 'cortical-bone'"):
        published(bone, "anatomy[0].tissue.conductivity_w_m_k")


def test_a_key_without_a_published_range_is_told_the_nearest_that_has_one():
    with pytest.raises(ScenarioError, match=r"vary\.tissue.density_kg_m3 is 'library', but the library has a range of"):
        make_design(ls.load("b1"), {"tissue.density_kg_m3": "library"}, "sobol", 8)
    with pytest.raises(ScenarioError, match="no range of hold; give low and high; nearest: hold_s"):
        range_of("hold")
