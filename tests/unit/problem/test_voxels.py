"""Labelled volumes: what is read from files, what is refused, and where each label lies on the grid."""

import dataclasses
import gzip
import struct

import numpy as np
import pytest

from lesionsim.errors import ScenarioError
from lesionsim.grid.shapes import cylindrical
from lesionsim.library import scenario, tissue
from lesionsim.problem.anatomy import material_tissues, sample_materials, volume_mean
from lesionsim.problem.voxels import VoxelVolume, label_at, read_voxels
from lesionsim.scenario.bodies import Box, HalfSpace
from lesionsim.scenario.voxels import Labelled, Voxels

MM = 1e-3
MUSCLE = tissue("muscle")
BONE, FAT = dataclasses.replace(MUSCLE, name="bone"), dataclasses.replace(MUSCLE, name="fat")
LABELS = np.arange(24).reshape(2, 3, 4) % 5
GRID = cylindrical(np.linspace(0, 8, 17) * MM, np.linspace(-4, 4, 17) * MM)
FULL = np.linspace(0, 2 * np.pi, 17)


class AroundBlock:
    """Some of a scenario's parts: what sampling asks for."""

    def __init__(self, *anatomy):
        base = scenario("b1")
        self.anatomy, self.placement, self.tissue = anatomy, base.placement, base.tissue


def voxels(path, *labels, **given):
    pairs = tuple(Labelled(label=label, tissue=each) for label, each in zip(labels, (BONE, FAT), strict=False))
    return Voxels(file=str(path), tissues=pairs, **given)


def nifti(labels, affine=None, kind="<i2", code=4, quaternion=None, pixdim=(1, 1, 1, 1), slope=(0, 0), start=352):
    order, header = kind[0], bytearray(348)
    struct.pack_into(order + "i", header, 0, 348)
    struct.pack_into(order + "8h", header, 40, labels.ndim, *labels.shape, *[1] * (7 - labels.ndim))
    struct.pack_into(order + "h", header, 70, code)
    struct.pack_into(order + "4f", header, 76, *pixdim)
    struct.pack_into(order + "f", header, 108, start)
    struct.pack_into(order + "2f", header, 112, *slope)
    struct.pack_into("20s", header, 148, b"Jane Doe, 1.1.1970")
    if affine is not None:
        struct.pack_into(order + "h", header, 254, 1)
        struct.pack_into(order + "12f", header, 280, *np.ravel(affine))
    if quaternion is not None:
        struct.pack_into(order + "h", header, 252, 1)
        struct.pack_into(order + "6f", header, 256, *quaternion)
    header[344:348] = b"n+1\0"
    return bytes(header) + bytes(start - 348) + labels.astype(kind).tobytes(order="F")


@pytest.mark.parametrize("kind", [np.uint8, np.int32, np.float32, bool])
def test_numpy_labels_are_read_with_size_and_place(tmp_path, kind):
    file = tmp_path / "labels.npy"
    labels = LABELS % 2 if kind is bool else LABELS
    np.save(file, labels.astype(kind))
    volume = read_voxels(voxels(file, 1, spacing_mm=(0.5, 1, 2), origin_mm=(-1, 0, 3)))
    np.testing.assert_array_equal(volume.labels, labels)
    np.testing.assert_allclose(volume.spacing_mm, [0.5, 1, 2])
    np.testing.assert_allclose(volume.origin_mm, [-1, 0, 3])


@pytest.mark.parametrize(("kind", "code"), [("<u1", 2), ("<i2", 4), (">i4", 8), ("<f4", 16), (">u2", 512)])
@pytest.mark.parametrize("packed", [False, True])
def test_nifti_labels_are_read_with_the_matrix_of_the_header(tmp_path, kind, code, packed):
    affine = np.array([[0, -2, 0, 5], [0.5, 0, 0, -1], [0, 0, 3, 2.0]])
    content = nifti(LABELS, affine, kind, code)
    file = tmp_path / ("labels.nii.gz" if packed else "labels.nii")
    file.write_bytes(gzip.compress(content) if packed else content)
    volume = read_voxels(voxels(file, 3))
    np.testing.assert_array_equal(volume.labels, LABELS)
    np.testing.assert_allclose(volume.affine, affine)
    np.testing.assert_allclose(volume.spacing_mm, [0.5, 2, 3])


def test_nifti_labels_are_placed_by_the_quaternion_where_there_is_no_matrix(tmp_path):
    file = tmp_path / "labels.nii"
    half = np.sqrt(0.5)
    content = nifti(
        LABELS, quaternion=(0, 0, half, 7, 8, 9), pixdim=(-1, 2, 3, 4)
    )  # a quarter turn around z, z flipped
    file.write_bytes(content)
    expected = [[0, -3, 0, 7], [2, 0, 0, 8], [0, 0, -4, 9]]
    np.testing.assert_allclose(read_voxels(voxels(file, 3)).affine, expected, atol=1e-6)


def test_nifti_labels_without_a_place_have_their_size_alone(tmp_path):
    file = tmp_path / "labels.nii"
    file.write_bytes(nifti(LABELS, pixdim=(1, 2, 3, 4)))
    np.testing.assert_allclose(read_voxels(voxels(file, 3)).affine, np.column_stack([np.diag([2, 3, 4]), np.zeros(3)]))


def test_nifti_labels_are_scaled_as_the_header_says(tmp_path):
    file = tmp_path / "labels.nii"
    file.write_bytes(nifti(LABELS, np.eye(3, 4), slope=(2, 1)))
    np.testing.assert_array_equal(read_voxels(voxels(file, 3)).labels, 2 * LABELS + 1)


def test_nothing_that_names_a_patient_is_kept(tmp_path):
    file = tmp_path / "labels.nii"
    file.write_bytes(nifti(LABELS, np.eye(3, 4)))
    assert "Jane" not in repr(read_voxels(voxels(file, 3)))


def test_the_nearest_voxel_gives_the_label():
    volume = VoxelVolume(LABELS, np.array([[0, -2, 0, 5], [0.5, 0, 0, -1], [0, 0, 3, 2.0]]))
    index = np.random.default_rng(3).integers(0, LABELS.shape, (50, 3))
    off = np.random.default_rng(4).uniform(-0.49, 0.49, (50, 3))
    at = (index + off) @ volume.affine[:, :3].T + volume.affine[:, 3]
    np.testing.assert_array_equal(label_at(volume, tuple(at.T)), LABELS[tuple(index.T)])
    beyond = (np.array([-1, 0, 0]) @ volume.affine[:, :3].T + volume.affine[:, 3])[:, None]
    assert label_at(volume, tuple(beyond)) == -1


def test_voxels_fill_the_grid_like_the_box_that_they_draw(tmp_path):
    file = tmp_path / "labels.npy"
    labels = np.zeros((16, 16, 16), dtype=np.uint8)
    labels[10:, :, :] = 7
    labels[:, :4, :] = 9
    np.save(file, labels)
    body = voxels(file, 7, 9, spacing_mm=(0.5, 0.5, 0.5), origin_mm=(-3.75, -3.75, -3.75))
    found = sample_materials(AroundBlock(body), GRID, FULL)
    boxes = [
        Box(tissue=MUSCLE, low_mm=(1, -4, -4), high_mm=(4, 4, 4)),
        Box(tissue=MUSCLE, low_mm=(-4, -4, -4), high_mm=(4, -2, 4)),
    ]
    same = sample_materials(AroundBlock(*boxes), GRID, FULL)
    volume = GRID.volume[:, None, :] / 16 / MM**3
    for material, wanted in ((2, 1), (3, 2), (0, 0)):
        share = volume_mean(found, np.eye(4)[material])
        exact = volume_mean(same, np.eye(3)[wanted])
        assert np.sum(share * volume) == pytest.approx(np.sum(exact * volume), rel=0.025)  # steps of a voxel's surface
        assert np.mean(np.abs(share - exact)) < 0.02
    assert not volume_mean(found, np.eye(4)[1]).any()


def test_voxels_and_bodies_lie_over_each_other_in_their_order(tmp_path):
    file = tmp_path / "labels.npy"
    np.save(file, np.full((8, 8, 8), 3))
    body = voxels(file, 3, spacing_mm=(1, 1, 1), origin_mm=(-3.5, -3.5, -3.5))
    plane = HalfSpace(tissue=FAT, normal=(0, 0, 1), from_mm=0)
    over, under = AroundBlock(body, plane), AroundBlock(plane, body)
    assert [each.name for each in material_tissues(over)] == [over.tissue.name, over.tissue.name, "fat", "bone"]
    low, high = GRID.z < 0, GRID.z > 0
    of_bone = volume_mean(sample_materials(over, GRID, FULL), np.eye(4)[3])
    np.testing.assert_allclose(of_bone[:4, :, low], 1)
    np.testing.assert_allclose(of_bone[:4, :, high], 0)
    np.testing.assert_allclose(volume_mean(sample_materials(under, GRID, FULL), np.eye(4)[3])[:4], 1)


def test_each_of_two_volumes_has_its_own_table(tmp_path):
    bodies = []
    for name, x, each in (("left", -6.0, BONE), ("right", 3.0, FAT)):
        np.save(tmp_path / f"{name}.npy", np.full((4, 4, 4), 2))
        table = (Labelled(label=2, tissue=each),)
        given = {"spacing_mm": (1, 1, 1), "origin_mm": (x, -1.5, -1.5)}
        bodies.append(Voxels(file=str(tmp_path / f"{name}.npy"), tissues=table, **given))
    found = sample_materials(AroundBlock(*bodies), GRID, FULL)
    volume = GRID.volume[:, None, :] / 16 / MM**3
    for material in (3, 4):
        assert np.sum(volume_mean(found, np.eye(5)[material]) * volume) == pytest.approx(64, rel=0.02)
    assert not volume_mean(found, np.eye(5)[3])[:, 0].any()  # towards +x
    assert not volume_mean(found, np.eye(5)[4])[:, 8].any()  # towards -x


def test_a_changed_file_is_read_again(tmp_path):
    file = tmp_path / "labels.npy"
    found = []
    for label in (3, 4):
        np.save(file, np.array([3, 4, label, label]).reshape(1, 2, 2).repeat(8 if label == 4 else 6, axis=0))
        body = voxels(file, 4, spacing_mm=(2, 2, 2), origin_mm=(-5, -1, -1))
        found.append(volume_mean(sample_materials(AroundBlock(body), GRID, FULL), np.eye(3)[2]).sum())
    assert found[0] < found[1]


def refused(body):
    with pytest.raises(ScenarioError) as caught:
        read_voxels(body)
    return str(caught.value)


def test_files_that_are_no_labels_are_refused_with_a_reason(tmp_path):
    def saved(array, name="labels.npy"):
        np.save(tmp_path / name, array, allow_pickle=True)
        return voxels(tmp_path / name, 1, spacing_mm=(1, 1, 1))

    assert "does not exist" in refused(voxels(tmp_path / "none.npy", 1, spacing_mm=(1, 1, 1)))
    assert "must be (nx, ny, nz)" in refused(saved(np.ones((2, 2))))
    assert "must be whole" in refused(saved(np.full((2, 2, 2), 1.5)))
    assert "from 0 to 65535" in refused(saved(np.full((2, 2, 2), -1)))
    assert "from 0 to 65535" in refused(saved(np.full((2, 2, 2), np.nan)))
    assert "must hold whole numbers" in refused(saved(np.full((2, 2, 2), "a")))
    assert "cannot be read" in refused(saved(np.array([{"a": 1}]), "objects.npy"))
    assert "no voxel of the file has; it has 3 and 5" in refused(saved(np.array([[[3, 5]]])))


def test_broken_nifti_files_are_refused_with_a_reason(tmp_path):
    def saved(content, name="labels.nii"):
        (tmp_path / name).write_bytes(content)
        return voxels(tmp_path / name, 1)

    good = nifti(LABELS, np.eye(3, 4))
    assert "no NIfTI-1 file" in refused(saved(good[:100]))
    assert "no NIfTI-1 file" in refused(saved(b"x" * 400))
    assert "ends too early" in refused(saved(good[:-1]))
    assert "kind 128" in refused(saved(nifti(LABELS, np.eye(3, 4), code=128)))
    assert "one volume" in refused(saved(nifti(np.ones((2, 2, 2, 3)), np.eye(3, 4))))
    assert "size of its voxels" in refused(saved(nifti(LABELS, np.zeros((3, 4)))))
    assert "cannot be read" in refused(saved(good, "labels.nii.gz"))
    cut = gzip.compress(good)[:-20]
    assert "cannot be read" in refused(saved(cut, "cut.nii.gz"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"file": "spine.dcm"}, "must end with .npy, .nii or .nii.gz"),
        ({"file": "spine.npy"}, "does not tell the size"),
        ({"file": "spine.nii", "spacing_mm": (1, 1, 1)}, "must be left out"),
        ({"file": "spine.nii", "tissues": ()}, "must be a list of 1 to 64"),
    ],
)
def test_wrong_volumes_are_refused_when_they_are_described(given, told):
    with pytest.raises(ScenarioError, match=told):
        Voxels(**({"tissues": (Labelled(label=1, tissue=BONE),)} | given))


def test_labels_are_whole_and_stand_once():
    with pytest.raises(ScenarioError, match="whole number"):
        Labelled(label=1.5, tissue=BONE)
    with pytest.raises(ScenarioError, match="once more"):
        voxels("spine.nii", 2, 2)
