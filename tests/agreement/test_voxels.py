"""A half-space of bone drawn with voxels gives the lesion of the half-space itself."""

import dataclasses

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.reach import reach_mm
from lesionsim.scenario import Labelled, Voxels

SIZE_MM = 0.25
AGREE = 0.003  # three tenths of a percent; voxels of 0.25 mm divide cells unevenly, but their faces lie on the plane


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    scenario = ls.load("b3-bone")
    file = tmp_path_factory.mktemp("voxels") / "bone.npy"
    middle = (np.arange(160) + 0.5) * SIZE_MM - 20
    np.save(file, np.broadcast_to(np.where(middle > 3, 5, 0).astype(np.uint8)[:, None, None], (160, 160, 200)))
    voxels = Voxels(
        file=str(file),
        tissues=(Labelled(label=5, tissue=scenario.anatomy[0].tissue),),
        spacing_mm=(SIZE_MM,) * 3,
        origin_mm=(middle[0],) * 3,
    )
    return [ls.simulate(each) for each in (scenario, dataclasses.replace(scenario, anatomy=(voxels,)))]


def test_volume_and_size_agree_with_the_half_space(pair):
    plane, voxels = (ls.measure(each) for each in pair)
    for name in ("volume_mm3", "width_mm", "length_mm"):
        assert getattr(voxels, name) == pytest.approx(getattr(plane, name), rel=AGREE)


@pytest.mark.parametrize("angle_deg", [0, 90, 180])
def test_the_lesion_reaches_as_far_on_every_side(angle_deg, pair):
    plane, voxels = (reach_mm(each, angle_deg) for each in pair)
    assert voxels == pytest.approx(plane, rel=AGREE)


def test_bone_has_its_share_of_a_hotter_region(pair):
    plane, voxels = (ls.volume_by_tissue(each, "isotherm 50 °C") for each in pair)
    assert plane["B3 bone"] > 0.3
    assert voxels["B3 bone"] == pytest.approx(plane["B3 bone"], abs=0.01 * sum(plane.values()))
