"""What each property of bone does: the runs differ in what they say, and in nothing else."""

import dataclasses

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.scenario.bodies import HalfSpace
from lesionsim.sweep.bone import nearest_bone_deg, with_bone


def beside(normal=(1, 0, 0), from_mm=2.5, **own):
    scenario = ls.load("b1")
    bone = dataclasses.replace(scenario.tissue, **{"name": "cortical bone", **own})
    body = HalfSpace(tissue=bone, normal=normal, from_mm=from_mm)
    return dataclasses.replace(scenario, anatomy=(body,))


@pytest.fixture(scope="module")
def table():
    return ls.bone_effects(beside(conductivity_w_m_k=0.32, density_kg_m3=1908.0, heat_capacity_j_kg_k=1313.0))


def test_the_ends_are_muscle_and_bone(table):
    plain = ls.measure(ls.simulate(ls.load("b1")))

    assert float(table.volume_mm3.sel(case="no bone")) == pytest.approx(plain.volume_mm3, rel=1e-3)
    assert float(table.toward_mm.sel(case="no bone")) == pytest.approx(plain.width_mm / 2, rel=1e-3)
    assert float(table.toward_mm.sel(case="bone")) > float(table.away_mm.sel(case="bone")) + 0.1


def test_a_property_that_is_the_same_changes_nothing(table):
    for size in ("toward_mm", "volume_mm3"):
        same = table[size].sel(case=["only blood flow", "all but blood flow"]).values
        np.testing.assert_allclose(same, table[size].sel(case=["no bone", "bone"]).values, rtol=1e-9)


def test_each_property_alone_and_taken_away_make_up_the_whole(table):
    reach = table.toward_mm
    conduction = float(reach.sel(case="only heat conduction") - reach.sel(case="no bone"))
    missing = float(reach.sel(case="bone") - reach.sel(case="all but heat conduction"))

    assert conduction > 0.05
    assert conduction == pytest.approx(missing, abs=0.05)


def test_only_bone_is_changed():
    scenario = beside(conductivity_w_m_k=0.32)
    fat = HalfSpace(tissue=dataclasses.replace(scenario.tissue, name="fat"), normal=(-1, 0, 0), from_mm=5)
    both = dataclasses.replace(scenario, anatomy=(*scenario.anatomy, fat))
    bone, other = with_bone(both, frozenset()).anatomy

    assert other is fat
    assert bone.tissue.conductivity_w_m_k == scenario.tissue.conductivity_w_m_k
    assert bone.tissue.name == "cortical bone"


@pytest.mark.parametrize(("normal", "angle"), [((1, 0, 0), 0.0), ((0, 1, 0), 90.0), ((-1, -1, 0), 225.0)])
def test_the_nearest_bone_is_found_all_around(normal, angle):
    assert nearest_bone_deg(beside(normal)) == pytest.approx(angle, abs=2.6)


def test_current_is_a_property_of_its_own_where_there_is_current():
    from lesionsim.sweep.bone import CURRENT, EFFECTS, cases_of

    words = [name for _, name, _ in cases_of((*EFFECTS, CURRENT))]
    assert "only current conduction" in words
    assert "all but current conduction" in words


@pytest.mark.parametrize("style", ["slide", "paper"])
def test_the_picture_tells_the_numbers(table, style):
    from matplotlib.text import Text

    figure = ls.plots.bone_effects(table, style=style)
    told = [text.get_text().strip() for text in figure.findobj(Text)]

    assert ls.DISCLAIMER in told
    assert f"{float(table.toward_mm.sel(case='bone')):.2f}" in told
    assert "heat conduction" in next(text for text in told if text.startswith("Bone changes")).replace("\n", " ")


def test_a_scenario_without_bone_and_another_table_are_refused(b1):
    with pytest.raises(ls.ScenarioError, match="has no bone"):
        ls.bone_effects(ls.load("b1"))
    with pytest.raises(ls.ScenarioError, match="is no table of"):
        ls.plots.bone_effects(b1)
