"""Files that a scenario names are seen from the folder of its own file, wherever that is read or written."""

from pathlib import Path

import pytest

from lesionsim import library
from lesionsim.scenario import Labelled, Voxels, to_toml
from lesionsim.scenario.folders import read_in, written_in

BONE = library.tissue("cortical-bone")


def scenario_with(file):
    body = Voxels(file=str(file), tissues=(Labelled(label=1, tissue=BONE),), spacing_mm=(1, 1, 1))
    return library.change(library.scenario("b1"), {"anatomy": [body]})


def file_of(scenario):
    return scenario.anatomy[0].file


def test_a_file_is_seen_from_the_folder_of_the_scenario_that_is_read(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "mine.toml").write_text(to_toml(scenario_with("labels/spine.npy")), "utf-8")
    found = Path(file_of(library.load(tmp_path / "cases" / "mine.toml")))
    assert found == tmp_path / "cases" / "labels" / "spine.npy"


def test_a_scenario_of_the_current_folder_keeps_its_path_as_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(to_toml(scenario_with("labels/spine.npy")), "utf-8")
    assert file_of(library.load("mine.toml")) == "labels/spine.npy"
    assert library.load("mine.toml") == scenario_with("labels/spine.npy")


@pytest.mark.parametrize("folder", ["out", "cases", "cases/deep", ""])
def test_a_scenario_that_is_written_elsewhere_finds_its_file_again(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    there = written_in(scenario_with("cases/spine.npy"), folder)
    assert (tmp_path / folder / file_of(there)).resolve() == tmp_path.resolve() / "cases" / "spine.npy"
    assert "\\" not in file_of(there)
    assert not Path(file_of(there)).is_absolute()


def test_a_whole_path_stays_as_it_is(tmp_path):
    whole = scenario_with((tmp_path / "spine.npy").as_posix())
    assert read_in(whole, "elsewhere") == written_in(whole, "elsewhere") == whole


def test_scenarios_without_files_are_left_alone():
    plain = library.scenario("b3-bone")
    assert read_in(plain, "elsewhere") is plain
    assert written_in(plain, "elsewhere") is plain
