"""No changed, cut or foreign file is read as a result, and the message says what it is and what to do."""

import json
import os
import pickle
import re
import zipfile

import numpy as np
import pytest
import xarray as xr

import lesionsim as ls
from lesionsim.result.checksum import LENGTH
from lesionsim.scenario import to_toml


def refused(path, words):
    """Open a file, and demand an error with these words."""
    with pytest.raises(ls.ResultError, match=words) as caught:
        ls.open_result(path)
    assert str(path) in str(caught.value)


def test_every_bit_of_the_beginning_and_the_end_counts(file):
    whole = file.read_bytes()
    for place in [*range(128), *range(len(whole) - 128, len(whole))]:
        content = bytearray(whole)
        content[place] ^= 1 << place % 8
        file.write_bytes(content)
        refused(file, "is damaged")


def test_bits_anywhere_count(file, random_numbers):
    whole = file.read_bytes()
    for place in random_numbers.integers(0, len(whole), 60):
        content = bytearray(whole)
        content[place] ^= 1 << int(random_numbers.integers(8))
        file.write_bytes(content)
        refused(file, "is damaged: its checksum does not match.*another copy.*lesionsim run")


def test_padding_counts_that_no_program_reads(file):
    whole = file.read_bytes()
    place = whole.index(bytes(64)) + 32 if bytes(64) in whole else len(whole) - 200
    file.write_bytes(whole[:place] + b"\x01" + whole[place + 1 :])

    refused(file, "its checksum does not match")


@pytest.mark.parametrize("share", [1e-5, 0.001, 0.2, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_short_is_told(file, share):
    whole = file.read_bytes()
    file.write_bytes(whole[: int(share * len(whole))])

    refused(file, f"cut short.* {int(share * len(whole))} bytes.*lesionsim run")


@pytest.mark.parametrize("lost", [1, 40, LENGTH - 1])
def test_a_seal_that_was_cut_short_is_told_with_what_is_missing(file, lost):
    file.write_bytes(file.read_bytes()[:-lost])

    refused(file, f"is cut short: the last {lost} bytes are missing")


def test_a_file_without_its_seal_may_come_from_another_program(file):
    file.write_bytes(file.read_bytes()[:-LENGTH])

    refused(file, "without the checksum.*another program wrote it, or changed it since, or its end is cut off")


def test_something_behind_the_end_is_told(file):
    file.write_bytes(file.read_bytes() + b"\n")

    refused(file, "something was added behind its end")


def test_another_beginning_before_a_torn_seal_is_damage(file):
    file.write_bytes(b"\0" * 100 + file.read_bytes()[100:] + b"\0")

    refused(file, "is damaged: its beginning is not that of a result")


def test_a_result_changed_by_another_program_is_refused(saved, tmp_path):
    import h5py

    (tmp_path / "changed.nc").write_bytes(saved(".nc"))
    with h5py.File(tmp_path / "changed.nc", "r+") as inside:
        inside.attrs["title"] = "nicer"

    refused(tmp_path / "changed.nc", "damaged|another program")


def test_a_netcdf_file_of_another_program_is_refused(tmp_path):
    xr.Dataset({"a": ("x", [1.0])}).to_netcdf(tmp_path / "foreign.nc", engine="h5netcdf")

    refused(tmp_path / "foreign.nc", r"is a netCDF \(HDF5\) file without the checksum.*lesionsim run")


def test_a_zip_file_of_another_program_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "foreign.zarr.zip", "w") as archive:
        archive.writestr("a.txt", "text")

    refused(tmp_path / "foreign.zarr.zip", "is a zip file without the checksum")


def test_even_with_a_seal_only_results_are_opened(sealed_file):
    refused(sealed_file(xr.Dataset({"a": ("x", [1.0])})), "is not a result of lesionsim: it carries no schema")


def test_a_file_of_a_newer_version_asks_for_an_update(result, sealed_file):
    newer = result.assign_attrs(schema="lesionsim-result-2").drop_vars("power")

    refused(sealed_file(newer), r"newer than this version reads.*pip install --upgrade")


def test_an_incomplete_result_names_what_it_lacks(result, sealed_file):
    refused(sealed_file(result.drop_vars(["power", "dose"])), "lacks dose, power")


@pytest.mark.parametrize("error", [OSError, ValueError, KeyError, RuntimeError, TypeError])
def test_whole_files_that_installed_packages_cannot_read_ask_for_newer_ones(file, error, monkeypatch):
    def fail(*_):
        raise error("no such filter")

    for room in ("netcdf", "zarr_zip"):
        monkeypatch.setattr(f"lesionsim.result.{room}.from_bytes", fail)

    refused(file, "is as it was written, but cannot be read here: .*no such filter.*pip install --upgrade")


def test_a_missing_file_is_told(tmp_path):
    refused(tmp_path / "nope.nc", r"does not exist; give the path")


def test_a_folder_is_told_with_what_is_in_it(file):
    refused(file.parent, f"is not a file; give the path of the {re.escape(file.name)} inside it")


def test_an_empty_folder_is_told(tmp_path):
    refused(tmp_path, r"give the path of the result\.nc inside it")


def test_a_folder_of_zarr_is_told(tmp_path):
    (tmp_path / "a.zarr").mkdir()

    refused(tmp_path / "a.zarr", r"reads no folders of Zarr\. Take \"\.zarr\.zip\"")


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="a device of POSIX")
def test_a_device_is_told():
    refused("/dev/null", "not an ordinary file")


@pytest.mark.parametrize("error", [PermissionError(13, "Access is denied"), OSError(5, "Input/output error")])
def test_what_the_system_does_not_allow_is_told_in_its_words(file, error, monkeypatch):
    def fail(*_):
        raise error

    monkeypatch.setattr("pathlib.Path.read_bytes", fail)

    refused(file, f"cannot be read: {error.strerror}")


OTHERS = {
    "is empty: it was cut short": b"",
    "holds nothing but zeros": bytes(5000),
    r"a picture \(PNG\).*result\.nc": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "it is a PDF": b"%PDF-1.4\n",
    "a Python pickle": pickle.dumps([1]),
    r"classic format": b"CDF\x01" + bytes(20),
    "it is JSON, perhaps the summary": json.dumps({"scenario": "b1"}).encode(),
    r"it is a scenario\. Run it first: lesionsim run .*odd\.nc": to_toml(ls.load("b1")).encode(),
    "it is a text": b"time_s,t1_c\n0,37\n",
    "its beginning is not that of a netCDF": b"\xff\xfe\x00\x01" * 9,
    r"damaged or cut short: it has 8 bytes\.": b"\x89HDF\r\n\x1a\n",
    "damaged or cut short: it has 5008 bytes and should have": b"\x89HDF\r\n\x1a\n" + bytes(36) + b"\x7f" * 4964,
    "lacks the end of a zip": b"PK\x03\x04" + bytes(50),
}


@pytest.mark.parametrize("words", OTHERS)
def test_a_file_of_another_kind_is_named(words, tmp_path):
    (tmp_path / "odd.nc").write_bytes(OTHERS[words])

    refused(tmp_path / "odd.nc", words)


def test_a_broken_scenario_file_is_still_a_scenario(tmp_path):
    (tmp_path / "mine.toml").write_text("name = ")

    refused(tmp_path / "mine.toml", r"it is a scenario\. Run it first")


def test_files_from_a_run_are_named_when_given_by_mistake(result, tmp_path):
    np.save(tmp_path / "array.npy", result["r"].values)

    refused(tmp_path / "array.npy", "a NumPy array")
