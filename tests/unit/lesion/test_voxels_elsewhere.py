"""A result with voxels, opened where their file is, and where it is not."""

import os

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.errors import ScenarioError
from lesionsim.lesion.ledger import heat_in_lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.placed import left_out
from lesionsim.plots.planes import slices
from lesionsim.plots.scene_3d import view_3d
from lesionsim.scenario import Labelled, Voxels
from lesionsim.sweep.bone import cases_of, nearest_bone_deg, with_bone

BONE, FAT = ls.library.tissue("cortical-bone"), ls.library.tissue("fat")
QUICK = {"numerics.error_bars": "off", "numerics.theta_cells": 4, "protocol.steps[0].duration_s": 60}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with a volume, bone from x = 2 mm and fat from 4 mm on, and a result that was made with it."""
    folder = tmp_path_factory.mktemp("home")
    labels = np.zeros((80, 80, 80), dtype=np.uint8)
    labels[48:] = 4
    labels[56:] = 9
    np.save(folder / "spine.npy", labels)
    table = (Labelled(label=4, tissue=BONE), Labelled(label=9, tissue=FAT))
    body = Voxels(file="spine.npy", tissues=table, spacing_mm=(0.25,) * 3, origin_mm=(-9.875, -9.875, -4.875))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        ls.save_result(ls.simulate(ls.change(ls.load("b1"), {"anatomy": [body]} | QUICK)), "result.nc")
    return folder


@pytest.fixture
def here(home, monkeypatch):
    monkeypatch.chdir(home)
    return ls.open_result("result.nc")


@pytest.fixture
def elsewhere(home, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return ls.open_result(home / "result.nc")


def words_of(figure):
    texts = [text.get_text() for text in figure.texts]
    texts += [text.get_text() for axes in figure.axes for text in axes.texts]
    for box in [*figure.legends, *(axes.get_legend() for axes in figure.axes if axes.get_legend())]:
        texts += [text.get_text() for text in box.get_texts()]
    return " ".join(texts).replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def outlines_in(figure):
    found = {str(each.get_gid()) for axes in figure.axes for each in axes.collections}
    return {name for name in found if "outline" in name}


def test_the_parts_of_a_lesion_are_told_by_the_label_and_add_up(here):
    found = ls.volume_by_tissue(here)
    assert list(found) == ["B1 muscle", "cortical-bone", "fat"]
    assert found["cortical-bone"] > 1
    assert sum(found.values()) == pytest.approx(ls.measure(here).volume_mm3)


def test_outlines_and_names_of_labels_are_drawn(here):
    figure = slices(here)
    assert {"outline of cortical-bone", "outline of fat"} <= outlines_in(figure)
    assert "cortical-bone" in words_of(figure)
    assert "left out" not in words_of(figure)


def test_an_outline_lies_where_the_label_begins(here):
    (outline, *_) = [each for each in slices(here).axes[0].collections if each.get_gid() == "outline of cortical-bone"]
    across = np.concatenate([path.vertices for path in outline.get_paths()])[:, 0]
    assert across.min() == pytest.approx(2.0, abs=0.02)
    assert across.max() == pytest.approx(4.0, abs=0.02)


def test_labels_are_surfaces_in_space_each_with_a_colour_of_its_own(here):
    told = words_of(view_3d(here))
    assert "cortical-bone, cut open" in told.replace("  ", " ")
    assert "fat, cut open" in told


def test_elsewhere_a_lesion_is_measured_and_drawn_without_outlines_and_the_picture_says_so(here, home, elsewhere):
    assert left_out(scenario_of(elsewhere)) == "outlines of spine.npy left out: file missing or changed"
    for draw in (ls.plots.lesion_map, slices, view_3d, ls.plots.growth_strip, ls.plots.joules):
        figure = draw(elsewhere)
        assert "outlines of spine.npy left out" in words_of(figure), draw.__name__
        assert not outlines_in(figure)
        assert "cortical-bone" not in words_of(figure)
    elsewhere_mm3 = ls.measure(elsewhere).volume_mm3
    os.chdir(home)
    assert elsewhere_mm3 == ls.measure(here).volume_mm3


def test_what_needs_the_file_says_so_elsewhere(elsewhere, tmp_path):
    with pytest.raises(ScenarioError, match=r"spine\.npy: does not exist"):
        ls.volume_by_tissue(elsewhere)
    assert np.isnan(heat_in_lesion(elsewhere))
    ls.export_vti(elsewhere, "there.vti", spacing_mm=1)
    content = (tmp_path / "there.vti").read_bytes()
    assert b'"peak_temperature"' in content
    assert b'"material"' not in content


def test_another_file_of_that_name_is_not_taken_for_it(elsewhere, tmp_path):
    np.save(tmp_path / "spine.npy", np.full((8, 8, 8), 4, dtype=np.uint8))
    assert "left out" in words_of(slices(elsewhere))


def test_materials_of_a_volume_file_have_the_numbers_of_the_labels(here, home):
    path = ls.export_vti(here, "here.vti", spacing_mm=1)
    assert b'"material"' in path.read_bytes()


def test_bone_among_labels_is_made_like_muscle_one_property_at_a_time(here):
    scenario = scenario_of(here)
    assert nearest_bone_deg(scenario) == pytest.approx(0, abs=1e-6)
    none = with_bone(scenario, cases_of(())[0][2])
    bone, fat = (each.tissue for each in none.anatomy[0].tissues)
    assert bone.conductivity_w_m_k == scenario.tissue.conductivity_w_m_k
    assert fat == FAT
