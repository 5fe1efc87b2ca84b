"""Results come back from their files as they were, and nothing but whole results is saved."""

import os
import sys
import zipfile

import numpy as np
import pytest
import xarray as xr

import lesionsim as ls
from lesionsim.scenario import to_toml


def test_a_result_comes_back_identical(result, file):
    back = ls.open_result(file)

    xr.testing.assert_identical(back, result)
    assert list(back.attrs.items()) == list(result.attrs.items())
    for name, variable in result.variables.items():
        assert back[name].dtype == variable.dtype
        assert back[name].attrs == variable.attrs
        assert back[name].encoding == {}


def test_both_formats_give_the_order_of_a_fresh_result(result, file):
    opened = ls.open_result(file)
    assert list(opened.variables) == list(result.variables)
    assert list(opened.coords) == list(result.coords)


def test_a_netcdf_file_keeps_the_order_of_variables(result, saved, tmp_path):
    (tmp_path / "a.nc").write_bytes(saved(".nc"))

    assert list(ls.open_result(tmp_path / "a.nc").variables) == list(result.variables)


def test_a_result_from_a_file_measures_as_before_to_the_last_bit(result, file):
    assert ls.measures(ls.open_result(file)) == ls.measures(result)


def test_saving_again_what_was_opened_changes_nothing(result, file, ending, tmp_path):
    again = ls.save_result(ls.open_result(file), tmp_path / f"again{ending}")

    xr.testing.assert_identical(ls.open_result(again), result)


def test_scenario_and_versions_are_in_the_file(file):
    back = ls.open_result(file)

    assert "thermocouples" in back.attrs["scenario"]
    assert "numpy" in back.attrs["versions"]
    assert back.attrs["disclaimer"] == ls.DISCLAIMER


def test_any_program_for_netcdf_can_read_the_file(saved, tmp_path):
    (tmp_path / "a.nc").write_bytes(saved(".nc"))

    with xr.open_dataset(tmp_path / "a.nc", engine="h5netcdf") as plain:
        assert plain["temperature"].attrs["units"] == "°C"


def test_any_program_for_zarr_can_read_the_file(result, tmp_path):
    import zarr

    path = ls.save_result(result, tmp_path / "a.zarr.zip")

    with zarr.storage.ZipStore(path, mode="r") as store, xr.open_zarr(store) as plain:
        assert plain["temperature"].attrs["units"] == "°C"
        assert float(plain["temperature"].max()) == float(result["temperature"].max())


def test_equal_results_give_equal_zarr_files(result, tmp_path):
    first, second = (ls.save_result(result, tmp_path / f"{name}.zarr.zip") for name in "ab")

    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("module", ["zarr", "zarr.buffer"])
def test_without_the_package_zarr_the_message_says_how_to_get_it(result, saved, module, tmp_path, monkeypatch):
    (tmp_path / "old.zarr.zip").write_bytes(saved(".zarr.zip"))
    monkeypatch.setitem(sys.modules, module, None)

    for action in (
        lambda: ls.save_result(result, tmp_path / "new.zarr.zip"),
        lambda: ls.open_result(tmp_path / "old.zarr.zip"),
    ):
        with pytest.raises(ls.ResultError, match=r"pip install 'lesionsim\[zarr\]'"):
            action()
    assert [path.name for path in tmp_path.iterdir()] == ["old.zarr.zip"]


@pytest.mark.parametrize("name", ["result.txt", "result", "result.zip", "result.nc.bak"])
def test_another_ending_is_refused_with_the_two_allowed(result, name, tmp_path):
    with pytest.raises(ls.ResultError, match=r"must end in \.nc .* or \.zarr\.zip"):
        ls.save_result(result, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_of_zarr_is_refused_with_the_reason(result, tmp_path):
    with pytest.raises(ls.ResultError, match=r'folder of many files\. Take "\.zarr\.zip"'):
        ls.save_result(result, tmp_path / "result.zarr")


def test_endings_may_be_in_capitals(result, tmp_path):
    xr.testing.assert_identical(ls.open_result(ls.save_result(result, str(tmp_path / "RESULT.NC"))), result)


@pytest.mark.parametrize("schema", ["other-result-1", "lesionsim-result", "lesionsim-result-x", 3])
def test_a_strange_schema_is_refused(result, schema):
    with pytest.raises(ls.ResultError, match="is not a result of lesionsim"):
        ls.save_result(result.assign_attrs(schema=schema), "never.nc")


DOT = {"thermocouples": [{"name": "wall °", "r_mm": 2, "z_mm": 3}]}  # as in the fixture
CUTS = {
    r"temperature lies along \(r, z\), not \(time, r, z\)": lambda whole: whole.isel(time=-1),
    r"lies along \(z, r, time\)": lambda whole: whole.transpose("z", "r", ...),
    "do not reach from 0 to 120 s": lambda whole: whole.isel(time=slice(0, 9)),
    "to 120 s in order": lambda whole: whole.isel(step_time=slice(1, None)),
    "do not reach from 0 to 120 s in order": lambda whole: whole.isel(time=[*range(9), 10, 9, *range(11, 25)]),
    "its 3 cells along coarse_r do not fit": lambda whole: whole.isel(coarse_r=slice(0, 3)),
    "not reach from 0": lambda whole: whole.isel(time=[]),
    "moments, recorded every 5 s, are missing": lambda whole: whole.isel(time=slice(None, None, 2)),
    "its 5 cells along r do not fit the": lambda whole: whole.isel(r=slice(0, 5)),
    "cells along r do not fit": lambda whole: whole.sortby("r", ascending=False),
    "cells along z do not fit": lambda whole: whole.assign_coords(z=whole["z"] + 100),
    "it holds criterion Arrhenius liver; its scenario has": lambda whole: whole.isel(criterion=[0]),
    "it holds thermocouple none; its scenario has wall °": lambda whole: whole.drop_vars(
        [name for name in whole.variables if name.startswith("thermocouple")]
    ),
    "it lacks thermocouple_r": lambda whole: whole.drop_vars("thermocouple_r"),
    "it lacks coarse_dose": lambda whole: whole.drop_vars("coarse_dose"),
    "it lacks dose, power": lambda whole: whole.drop_vars(["power", "dose"]),
    "result is a DataArray; it must be a Dataset": lambda whole: whole["power"],
    "result is a NoneType": lambda _: None,
    "this dataset is not a result": lambda _: xr.Dataset(),
    "holds something that no file takes": lambda whole: whole.assign(x=("k", np.array([object()]))),
    "carries a scenario that cannot be read": lambda whole: whole.assign_attrs(scenario="oops"),
    "scenario that cannot be read": lambda whole: whole.assign_attrs(scenario=3),
}


@pytest.mark.parametrize("words", CUTS)
def test_what_is_not_a_whole_result_is_not_saved(result, words, ending, tmp_path):
    with pytest.raises(ls.ResultError, match=words):
        ls.save_result(CUTS[words](result), tmp_path / f"cut{ending}")
    assert not list(tmp_path.iterdir())


def test_an_older_result_without_thermocouples_or_companion_is_whole(tmp_path):
    bare = ls.simulate(ls.load("b1"))
    old = bare.drop_vars([name for name in bare.variables if str(name).startswith("coarse_")])

    xr.testing.assert_identical(ls.open_result(ls.save_result(old, tmp_path / "old.nc")), old)


def test_a_read_only_file_is_not_replaced(result, file):
    before = file.read_bytes()
    file.chmod(0o400)
    with pytest.raises(ls.ResultError, match=r"cannot be written: it is read-only\. .*allow writing"):
        ls.save_result(result, file)
    assert file.read_bytes() == before
    file.chmod(0o600)


@pytest.mark.parametrize(
    ("words", "change"),
    {
        "its z_face reaches from": {"domain.ahead_mm": 39},
        "its r_face has no face at": {"probe.gauge": 19},
        "its tip is at 80 °C when heating ends; its scenario holds it at 79 °C": {"protocol.steps[0].at_c": 79},
    }.items(),
)
def test_a_result_under_another_scenario_is_not_saved(result, words, change, tmp_path):
    other = to_toml(ls.change(ls.load("lumbar-medial-branch"), DOT | change))
    with pytest.raises(ls.ResultError, match=words):
        ls.save_result(result.assign_attrs(scenario=other), tmp_path / "other.nc")


def test_a_folder_that_does_not_exist_is_told(result, tmp_path):
    with pytest.raises(ls.ResultError, match=r"cannot be written: .*Make the folder first"):
        ls.save_result(result, tmp_path / "nowhere" / "result.nc")


@pytest.mark.parametrize("name", ["a\0b.nc", "x" * 300 + ".nc"])
def test_a_name_that_no_system_takes_is_told(result, name, tmp_path):
    with pytest.raises(ls.ResultError, match=r"cannot be written: .*Choose another name"):
        ls.save_result(result, tmp_path / name)
    with pytest.raises(ls.ResultError, match=r"cannot be read|does not exist"):
        ls.open_result(tmp_path / name)


@pytest.mark.parametrize("action", [lambda result: ls.save_result(result, 7), lambda _: ls.open_result(None)])
def test_a_path_that_is_none_is_told(result, action):
    with pytest.raises(ls.ResultError, match="give the path of a file, such as"):
        action(result)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "Free some space"),
        (PermissionError(13, "Access is denied"), "Close it where it is open"),
        (OSError(5, "Input/output error"), "Choose another name or folder"),
        (KeyboardInterrupt("stop"), "stop"),
    ],
)
@pytest.mark.parametrize("place", ["flush", "move"])
def test_a_failure_while_writing_leaves_the_old_file_alone(result, file, error, words, place, monkeypatch):
    before = file.read_bytes()

    def fail(*_):
        raise error

    monkeypatch.setattr(f"lesionsim.result.replacing.{place}", fail)
    with pytest.raises((ls.ResultError, KeyboardInterrupt), match=words):
        ls.save_result(result, file)

    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_disk_that_fills_up_halfway_leaves_the_old_file_alone(result, file, monkeypatch):
    import resource
    import signal

    before = file.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, hard))
        with pytest.raises(ls.ResultError, match="cannot be written: File too large"):
            ls.save_result(result, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)

    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]
