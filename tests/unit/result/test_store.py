"""Results come back from their files as they were, and other files are refused with a remedy."""

import os
import stat

import pytest
import xarray as xr

import lesionsim as ls
from lesionsim.result.store import replacing

DOT = {"thermocouples": [{"name": "wall °", "r_mm": 2, "z_mm": 3}]}


@pytest.fixture(scope="module")
def result():
    return ls.simulate(ls.change(ls.load("lumbar-medial-branch"), DOT))


@pytest.fixture
def file(result, tmp_path):
    return ls.save_result(result, tmp_path / "result.nc")


def test_a_result_comes_back_identical(result, file):
    back = ls.open_result(file)

    xr.testing.assert_identical(back, result)
    assert list(back.variables) == list(result.variables)
    assert list(back.attrs.items()) == list(result.attrs.items())
    for name, variable in result.variables.items():
        assert back[name].dtype == variable.dtype
        assert back[name].attrs == variable.attrs
        assert back[name].encoding == {}


def test_a_result_from_a_file_measures_as_before_to_the_last_bit(result, file):
    assert ls.measures(ls.open_result(file)) == ls.measures(result)


def test_saving_twice_and_again_what_was_opened_changes_nothing(result, file, tmp_path):
    again = ls.save_result(ls.open_result(file), tmp_path / "again.nc")

    xr.testing.assert_identical(ls.open_result(again), result)


def test_any_program_for_netcdf_can_read_the_file(file):
    with xr.open_dataset(file, engine="h5netcdf") as plain:
        assert plain["temperature"].attrs["units"] == "°C"


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ls.ResultError, match=r"does not exist; give the path"):
        ls.open_result(tmp_path / "nope.nc")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(ls.ResultError, match=r"is not a file; give the path of the result\.nc inside"):
        ls.open_result(tmp_path)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89HDF\r\n\x1a\n", b"\x89HDF\r\n\x1a\n" + bytes(5000)])
def test_a_file_that_is_no_netcdf_is_refused(content, tmp_path):
    (tmp_path / "odd.nc").write_bytes(content)

    with pytest.raises(ls.ResultError, match=r"damaged, cut short, or no netCDF file.*lesionsim run"):
        ls.open_result(tmp_path / "odd.nc")


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(file, share):
    whole = file.read_bytes()
    file.write_bytes(whole[: int(share * len(whole))])

    with pytest.raises(ls.ResultError, match=r"cut short"):
        ls.open_result(file)


def test_damage_inside_the_numbers_is_noticed(result, file):
    import h5py

    with h5py.File(file) as inside:
        place = inside["temperature"].id.get_chunk_info(0)
    content = bytearray(file.read_bytes())
    content[place.byte_offset + place.size // 2] ^= 1
    file.write_bytes(content)

    with pytest.raises(ls.ResultError, match="damaged"):
        ls.open_result(file)


def test_a_netcdf_file_of_another_program_is_refused(tmp_path):
    xr.Dataset({"a": ("x", [1.0])}).to_netcdf(tmp_path / "foreign.nc", engine="h5netcdf")

    with pytest.raises(ls.ResultError, match="is not a result of lesionsim"):
        ls.open_result(tmp_path / "foreign.nc")


@pytest.mark.parametrize("schema", ["other-result-1", "lesionsim-result", "lesionsim-result-x", 3])
def test_a_strange_schema_is_refused(result, schema):
    with pytest.raises(ls.ResultError, match="is not a result of lesionsim"):
        ls.save_result(result.assign_attrs(schema=schema), "never.nc")


def test_a_file_of_a_newer_version_asks_for_an_update(result, tmp_path):
    result.assign_attrs(schema="lesionsim-result-2").to_netcdf(tmp_path / "new.nc", engine="h5netcdf")

    with pytest.raises(ls.ResultError, match=r"newer than this version reads.*pip install --upgrade"):
        ls.open_result(tmp_path / "new.nc")


def test_an_incomplete_result_names_what_it_lacks(result, tmp_path):
    result.drop_vars(["power", "dose"]).to_netcdf(tmp_path / "part.nc", engine="h5netcdf")

    with pytest.raises(ls.ResultError, match="lacks dose, power"):
        ls.open_result(tmp_path / "part.nc")


def test_a_dataset_that_is_no_result_is_not_saved(tmp_path):
    with pytest.raises(ls.ResultError, match="this dataset is not a result"):
        ls.save_result(xr.Dataset(), tmp_path / "empty.nc")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_does_not_exist_is_told(result, tmp_path):
    with pytest.raises(ls.ResultError, match=r"cannot be written: No such file or directory"):
        ls.save_result(result, tmp_path / "nowhere" / "result.nc")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_while_writing_leaves_the_old_file_alone(result, file, error, monkeypatch):
    before = file.read_bytes()

    def fail(*_):
        raise error

    monkeypatch.setattr("lesionsim.result.store.flush", fail)
    with pytest.raises((ls.ResultError, KeyboardInterrupt)):
        ls.save_result(result, file)

    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_the_file_appears_only_when_it_is_complete(tmp_path):
    target = tmp_path / "text.txt"
    with replacing(target) as beside:
        beside.write_text("half")
        assert not target.exists()
        assert beside.parent == target.parent
    assert target.read_text() == "half"


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_new_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "usual").touch()
    with replacing(tmp_path / "new") as beside:
        beside.write_text("x")

    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "new")]
    assert modes[0] == modes[1]
