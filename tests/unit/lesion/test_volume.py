"""A result on an even grid in a VTK image file, read back by a small parser of our own."""

import base64
import dataclasses
import xml.etree.ElementTree as ET

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.volume import export_vti
from lesionsim.result.vti import EvenGrid, write_vti
from lesionsim.scenario.bodies import HalfSpace

TYPES = {"Float32": "<f4", "Int32": "<i4", "UInt8": "u1"}


def read(path):
    """Return origin, spacing, fields (nz, ny, nx) and moment of a .vti file."""
    root = ET.parse(path).getroot()
    assert (root.get("byte_order"), root.get("header_type")) == ("LittleEndian", "UInt64")
    image = root.find("ImageData")
    ends = [int(each) for each in image.get("WholeExtent").split()]
    shape = [high - low + 1 for low, high in zip(ends[::2], ends[1::2], strict=True)][::-1]
    fields = {}
    for array in image.iter("DataArray"):
        if array.get("format") == "binary":
            content = base64.b64decode(array.text.strip())
            assert int.from_bytes(content[:8], "little") == len(content) - 8
            fields[array.get("Name")] = np.frombuffer(content[8:], TYPES[array.get("type")]).reshape(shape)
    moment = float(image.find("FieldData/DataArray").text)
    numbers = ([float(each) for each in image.get(name).split()] for name in ("Origin", "Spacing"))
    return *numbers, fields, moment


@pytest.fixture(scope="module")
def beside_bone():
    scenario = ls.load("b1")
    bone = dataclasses.replace(scenario.tissue, name="cortical bone", conductivity_w_m_k=0.32)
    quick = dataclasses.replace(scenario.numerics, error_bars="off")
    body = HalfSpace(tissue=bone, normal=(1, 0, 0), from_mm=3)
    return ls.simulate(dataclasses.replace(scenario, anatomy=(body,), numerics=quick))


def test_numbers_are_where_they_belong(tmp_path):
    values = np.arange(24, dtype=np.float64).reshape(4, 3, 2)
    grid = EvenGrid((-1.0, 0.0, 2.0), 0.5, (2, 3, 4))
    write_vti(tmp_path / "a.vti", grid, {"a < b": values, "kind": values.astype(int), "flag": values > 5}, 30.0)
    origin, spacing, fields, moment = read(tmp_path / "a.vti")

    assert (origin, spacing, moment) == ([-1.0, 0.0, 2.0], [0.5] * 3, 30.0)
    assert fields["a < b"][3, 2, 1] == 23.0
    np.testing.assert_array_equal(fields["kind"], values)
    np.testing.assert_array_equal(fields["flag"], values > 5)


@pytest.mark.parametrize("around", [False, True], ids=["the same all around", "beside bone"])
def test_fields_are_those_of_the_run(around, b1, beside_bone, tmp_path):
    result = beside_bone if around else b1
    path = export_vti(result, tmp_path / "it.vti", time_s=60, spacing_mm=0.5)
    origin, spacing, fields, moment = read(path)
    x, y, z = 1.5, -2.0, 5.0
    place = tuple(round((each - start) / step) for each, start, step in zip((x, y, z), origin, spacing, strict=True))[
        ::-1
    ]

    assert moment == 60.0
    told = ls.temperature_at(result, np.hypot(x, y), z, 60, np.degrees(np.arctan2(y, x)))
    assert fields["temperature"][place] == pytest.approx(told, abs=0.1)
    names = {f"level: {label}" for label in result.criterion.values}
    assert set(fields) == {"temperature", "peak_temperature", "material", "metal", *names}
    assert all(values.dtype == "<f4" for name, values in fields.items() if "level" in name or "temp" in name)


def test_the_volume_of_positive_level_is_that_of_the_lesion(b1, beside_bone, tmp_path):
    for result in (b1, beside_bone):
        _, _, fields, _ = read(export_vti(result, tmp_path / "it.vti", beyond_mm=2))
        lesion = ls.measure(result)
        dead = fields[f"level: {lesion.criterion}"] > 0
        assert (dead & (fields["metal"] == 0)).sum() * 0.25**3 == pytest.approx(lesion.volume_mm3, rel=0.02)


def test_material_and_metal_lie_where_the_scenario_puts_them(beside_bone, tmp_path):
    origin, _, fields, _ = read(export_vti(beside_bone, tmp_path / "it.vti", spacing_mm=0.5))
    x = origin[0] + 0.5 * np.arange(fields["material"].shape[2])

    np.testing.assert_array_equal(fields["material"][5, 5], x > 3)
    middle = fields["metal"].shape[1] // 2
    z = origin[2] + 0.5 * np.arange(fields["metal"].shape[0])
    np.testing.assert_array_equal(fields["metal"][:, middle, middle], np.where(z <= 0, 0, np.where(z < 10, 1, 2)))


def test_the_file_says_what_it_is_not_for(b1, tmp_path):
    assert ls.DISCLAIMER in export_vti(b1, tmp_path / "it.vti", spacing_mm=2).read_text("ascii")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"path": "it.vtk"}, "must end in .vti"),
        ({"path": "nowhere/it.vti"}, "does not exist"),
        ({"spacing_mm": 0}, "spacing_mm is 0; must be a distance in mm above 0"),
        ({"spacing_mm": 0.001}, "at most 20,000,000"),
        ({"beyond_mm": -1}, "beyond_mm is -1"),
        ({"time_s": 61}, "nearest recorded moment"),
    ],
)
def test_what_cannot_be_written_is_told_and_leaves_no_file(given, told, b1, tmp_path):
    arguments = {"path": "it.vti", **given}
    with pytest.raises(ls.ScenarioError, match=told):
        export_vti(b1, tmp_path / arguments.pop("path"), **arguments)

    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_older_file(b1, tmp_path, monkeypatch):
    target = export_vti(b1, tmp_path / "it.vti", spacing_mm=2)
    before = target.read_bytes()

    def broken(*_):
        yield "<half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lesionsim.result.vti.lines_of", broken)
    with pytest.raises(ls.ResultError, match="No space left"):
        export_vti(b1, target, spacing_mm=2)

    assert target.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["it.vti"]


def test_the_command_writes_the_volume(tmp_path, monkeypatch, capsys):
    from lesionsim.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["export", "b1", "--spacing", "1", "--time", "60"]) == 0

    assert capsys.readouterr().out == "Volume: b1.vti\n"
    assert read(tmp_path / "b1.vti")[3] == 60.0
