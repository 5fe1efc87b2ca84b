"""Runs with a labelled volume: what fits, what is refused, and what a result keeps of the file."""

import dataclasses
import struct

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.errors import ScenarioError
from lesionsim.lesion.points import scenario_of
from lesionsim.problem.assemble import assemble
from lesionsim.problem.portions import distance_mm, material_at, portions
from lesionsim.problem.vessels import vessel_exchange
from lesionsim.problem.voxels import read_voxels
from lesionsim.scenario import Box, HalfSpace, Labelled, Sphere, Vessel, Voxels

BONE, FAT = ls.library.tissue("cortical-bone"), ls.library.tissue("fat")
COARSE = {"numerics.error_bars": "off", "numerics.first_cell_mm": 0.4, "numerics.theta_cells": 4,
          "protocol.steps[0].duration_s": 20}  # fmt: skip
SIZE, FIRST = 0.5, -9.75
NAMES = ("Jane Doe", "1.1.1970", "St. Elsewhere", "secret")


def block(labels, path, name="labels.npy", **given):
    np.save(path / name, labels)
    table = (Labelled(label=2, tissue=BONE), Labelled(label=3, tissue=FAT))
    there = [each for each in table if each.label in labels]
    told = {"spacing_mm": (SIZE,) * 3, "origin_mm": (FIRST, FIRST, FIRST + 5)}
    return Voxels(**{"file": str(path / name), "tissues": tuple(there)} | told | given)


def volume():
    """Bone from x = 3 mm on; the block reaches from -10 to 10 mm across the probe."""
    labels = np.zeros((40, 40, 40), dtype=np.uint8)
    labels[26:] = 2
    return labels


def around(*bodies, **changes):
    return ls.change(ls.load("b1"), {"anatomy": list(bodies)} | COARSE | changes)


def refused(*bodies, **changes):
    with pytest.raises(ScenarioError) as caught:
        assemble(around(*bodies, **changes))
    return str(caught.value)


def test_a_probe_in_bone_voxels_is_refused_with_the_place(tmp_path):
    labels = volume()
    labels[:, :, 20:24] = 2
    told = refused(block(labels, tmp_path))
    assert told.startswith("anatomy[0] is cortical-bone where voxels have the label 2, and the probe is inside it")
    assert "between z 5.05 and 6.85 mm of the probe" in told
    assert "move or tilt the probe" in told


@pytest.mark.parametrize(("x_mm", "fits"), [(2.54, True), (2.7, True), (2.9, False), (2.3, True)])
def test_metal_may_touch_voxels_of_bone_and_be_half_a_voxel_in_them(x_mm, fits, tmp_path):
    body = block(volume(), tmp_path)
    if fits:
        assemble(around(body, **{"placement.x_mm": x_mm}))
    else:
        assert "inside it" in refused(body, **{"placement.x_mm": x_mm})


def test_a_probe_goes_through_voxels_of_other_tissue(tmp_path):
    labels = volume()
    labels[:26] = 3
    found = assemble(around(block(labels, tmp_path)))
    assert found.around.count == 2 * 4  # the whole circle


def test_bone_below_voxels_is_looked_for_where_no_voxel_hides_it(tmp_path):
    labels = np.zeros((40, 40, 40), dtype=np.uint8)
    labels[14:26, 14:26] = 3  # a channel of fat around the probe, all along the block
    around_probe = block(labels, tmp_path)
    bone = Box(tissue=BONE, low_mm=(-8, -8, -3), high_mm=(8, 8, 4))
    assemble(around(bone, around_probe))
    assert refused(around_probe, bone).startswith("anatomy[1] is cortical-bone, and the probe is")
    vessel = Vessel(start_mm=(0, 0, -4), end_mm=(0, 0, 4), radius_mm=1, heat_transfer_w_m2_k=100)
    assert refused(around_probe, vessel).startswith("anatomy[1] is a vessel, and the probe is")
    assemble(around(vessel, around_probe))


def test_voxels_hide_the_wall_of_a_vessel_that_comes_before_them(tmp_path):
    body = block(volume(), tmp_path)
    vessel = Vessel(start_mm=(6, 0, 0), end_mm=(6, 0, 8), radius_mm=1, heat_transfer_w_m2_k=1000)
    grid, face = assemble(around(body)).grid, np.linspace(0, 2 * np.pi, 9)
    before, after = (vessel_exchange(around(*each), grid, face) for each in ((vessel, body), (body, vessel)))
    assert before.conductance.sum() == 0
    assert after.conductance.sum() == pytest.approx(1000 * 2 * np.pi * 1e-3 * 8e-3)
    assert not before.inside.any()


def test_a_volume_beside_the_computed_block_is_refused(tmp_path):
    told = refused(block(volume(), tmp_path, origin_mm=(60, 0, 0)))
    assert "has no labelled voxel in the domain" in told
    assert "the volume reaches from (59.75, -0.25, -0.25) to (79.75, 19.75, 19.75) mm" in told
    hidden = HalfSpace(tissue=FAT, normal=(1, 0, 0), from_mm=2)
    assert "has no labelled voxel in the domain" in refused(block(volume(), tmp_path), hidden)


def test_labels_without_a_tissue_cover_nothing(tmp_path):
    labels = volume()
    labels[:14] = 7
    with_seven, without = (assemble(around(block(each, tmp_path, name))) for each, name in
                           ((labels, "seven.npy"), (volume(), "plain.npy")))  # fmt: skip
    for one, other in zip(with_seven.held.network, without.held.network, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_missing_file_is_told_before_anything_is_computed(tmp_path):
    body = dataclasses.replace(block(volume(), tmp_path), file=str(tmp_path / "none.npy"))
    assert "none.npy: does not exist or cannot be read; give the path" in refused(body)


def test_a_volume_that_is_too_large_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("lesionsim.problem.voxels.MOST_VOXELS", 1000)
    assert "with 1 to 1,000 voxels: cut out the part around the probe" in refused(block(volume(), tmp_path))


def test_what_is_where_is_told_alike_for_points_and_for_cells(tmp_path):
    labels = volume()
    labels[30:] = 3
    anatomy = (Sphere(tissue=FAT, center_mm=(0, 6, 5), radius_mm=2), block(labels, tmp_path))
    x, y, z = np.array([[0, 0, 5], [0, 6, 5], [4, 6, 5], [6, 0, 5], [9.9, 0, 5], [10.1, 0, 5]], dtype=float).T
    np.testing.assert_array_equal(material_at(anatomy, (x, y, z)), [0, 1, 3, 4, 4, 0])
    assert [(each.name, each.material) for each in portions(anatomy)] == [("fat", 1), ("cortical-bone", 3), ("fat", 4)]
    bone = portions(anatomy)[1]
    where = np.array([2.9, 3.0, 3.1, 4.9, 5.1])
    np.testing.assert_array_equal(np.sign(distance_mm(bone, (where, 0 * where, 0 * where))), [1, 0, -1, -1, 1])


def test_the_checksum_of_a_volume_is_in_its_result_and_guards_it(tmp_path):
    result = ls.simulate(around(block(volume(), tmp_path)))
    kept = scenario_of(result).anatomy[0]
    assert kept.checksum == read_voxels(kept).checksum
    assert dataclasses.replace(kept, checksum=None) == block(volume(), tmp_path)
    np.save(kept.file, np.where(volume() == 2, 2, 1).astype(np.uint8))
    with pytest.raises(ScenarioError, match=r"is not the volume of the run.*or leave checksum out"):
        read_voxels(kept)
    np.save(kept.file, volume())
    moved = dataclasses.replace(kept, origin_mm=(0, 0, 0))
    with pytest.raises(ScenarioError, match="is not the volume of the run"):
        read_voxels(moved)


def filled_header(labels):
    """Make a NIfTI file whose every field of words names somebody."""
    header = bytearray(348)
    struct.pack_into("<i", header, 0, 348)
    struct.pack_into("10s", header, 4, NAMES[3].encode())  # data_type
    struct.pack_into("18s", header, 14, NAMES[0].encode())  # db_name
    struct.pack_into("<8h", header, 40, 3, *labels.shape, 1, 1, 1, 1)
    struct.pack_into("<h", header, 70, 4)
    struct.pack_into("<f", header, 108, 400)
    header[123] = 2  # mm
    struct.pack_into("80s", header, 148, " ".join(NAMES).encode())  # descrip
    struct.pack_into("24s", header, 228, NAMES[2].encode())  # aux_file
    struct.pack_into("16s", header, 328, NAMES[1].encode())  # intent_name
    struct.pack_into("<h", header, 254, 1)
    struct.pack_into("<12f", header, 280, SIZE, 0, 0, FIRST, 0, SIZE, 0, FIRST, 0, 0, SIZE, FIRST + 5)
    header[344:348] = b"n+1\0"
    extension = b"\1\0\0\0" + " ".join(NAMES).encode().ljust(48, b"\0")
    return bytes(header) + extension[:52] + labels.astype("<i2").tobytes(order="F")


def test_no_word_of_a_header_reaches_result_scenario_or_volume_file(tmp_path):
    file = tmp_path / "labels.nii"
    file.write_bytes(filled_header(volume()))
    body = Voxels(file="labels.nii", tissues=(Labelled(label=2, tissue=BONE),))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        result = ls.simulate(around(body))
        ls.save_result(result, "result.nc")
        ls.export_vti(result, "result.vti", spacing_mm=1)
        assert "labels.nii" in result.attrs["scenario"]
        written = [(tmp_path / name).read_bytes() for name in ("result.nc", "result.vti")]
    for name in NAMES:
        assert name not in repr(result) + result.attrs["scenario"] + repr(scenario_of(result))
        assert not any(name.encode() in content for content in written)


def in_unit(unit, size, path):
    content = bytearray(filled_header(volume()))
    content[123] = unit
    struct.pack_into("<12f", content, 280, size, 0, 0, 0, 0, size, 0, 0, 0, 0, size, 0)
    (path / "labels.nii").write_bytes(content)
    return Voxels(file=str(path / "labels.nii"), tissues=(Labelled(label=2, tissue=BONE),))


@pytest.mark.parametrize(("unit", "size"), [(1, 0.0005), (2, 0.5), (3, 500), (0, 0.5)])
def test_the_unit_of_a_header_is_heeded(unit, size, tmp_path):
    np.testing.assert_allclose(read_voxels(in_unit(unit, size, tmp_path)).spacing_mm, 0.5)


def test_voxels_of_an_impossible_size_are_refused_with_it(tmp_path):
    with pytest.raises(ScenarioError, match=r"measures 500 x 500 x 500 mm; each must be between 0\.01 and 20"):
        read_voxels(in_unit(1, 0.5, tmp_path))


def test_a_volume_of_a_scanner_can_be_brought_near_the_origin(tmp_path):
    (tmp_path / "labels.nii").write_bytes(filled_header(volume()))
    table = (Labelled(label=2, tissue=BONE),)
    body = Voxels(file=str(tmp_path / "labels.nii"), tissues=table, origin_mm=(1, 2, 3))
    np.testing.assert_allclose(read_voxels(body).affine, np.column_stack([SIZE * np.eye(3), (1, 2, 3)]))
