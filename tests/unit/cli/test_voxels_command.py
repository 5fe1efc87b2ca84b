"""The command runs a scenario with a labelled volume beside its file, and again from what it wrote."""

import json
from pathlib import Path

import numpy as np
import pytest

from lesionsim import library
from lesionsim.cli.entry import main

TEXT = """
name = "mine"
tissue = "muscle"
probe = {gauge = 20, tip_length_mm = 10}
criteria = ["liver"]
numerics = {error_bars = "off", theta_cells = 4}
[protocol]
steps = [{kind = "hold", at_c = 80, duration_s = 30}]
[[anatomy]]
kind = "voxels"
file = "bone.npy"
spacing_mm = [0.5, 0.5, 0.5]
origin_mm = [-9.75, -9.75, -4.75]
tissues = [{label = 2, tissue = "cortical-bone"}]
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").mkdir()
    labels = np.zeros((40, 40, 40), dtype=np.uint8)
    labels[25:] = 2
    np.save(tmp_path / "cases" / "bone.npy", labels)
    Path("cases/mine.toml").write_text(TEXT, "utf-8")
    return tmp_path


def test_a_run_and_the_run_of_what_it_wrote_give_the_same(work):
    assert main(["run", "cases/mine.toml", "--out", "first"]) == 0
    assert main(["run", "first/scenario.toml", "--out", "second/deep"]) == 0
    first, second = (json.loads(Path(each, "summary.json").read_text("utf-8")) for each in ("first", "second/deep"))
    assert first["lesions"] == second["lesions"]
    assert 'file = "../cases/bone.npy"' in Path("first/scenario.toml").read_text("utf-8")
    assert 'file = "../../cases/bone.npy"' in Path("second/deep/scenario.toml").read_text("utf-8")


def test_a_changed_volume_is_not_taken_for_the_one_of_the_run(work, capsys):
    assert main(["run", "cases/mine.toml", "--out", "first"]) == 0
    np.save("cases/bone.npy", np.full((40, 40, 41), 2, dtype=np.uint8))
    assert main(["run", "first/scenario.toml", "--out", "second"]) == 2
    assert "is not the volume of the run" in capsys.readouterr().err


def test_a_missing_volume_is_told_without_a_traceback(work, capsys):
    Path("cases/bone.npy").unlink()
    assert main(["run", "cases/mine.toml"]) == 2
    told = capsys.readouterr().err
    assert "cases/bone.npy: does not exist or cannot be read; give the path of a labelled volume" in told
    assert "Traceback" not in told


def test_a_new_file_made_from_one_elsewhere_finds_the_volume_and_says_what_its_keys_mean(work):
    assert main(["new", "other.toml", "--from", "cases/mine.toml"]) == 0
    text = Path("other.toml").read_text("utf-8")
    assert 'file = "cases/bone.npy"' in text
    assert "# the tissue of each label; a list of 1 to 64" in text
    assert library.load("other.toml").anatomy == library.load("cases/mine.toml").anatomy


def test_a_new_file_without_anatomy_names_voxels_where_bodies_are_described(work):
    assert main(["new", "plain.toml"]) == 0
    told = " ".join(line.removeprefix("#").strip() for line in Path("plain.toml").read_text("utf-8").splitlines())
    assert '{kind = "voxels", file = "spine.nii.gz", tissues = [{label = 1, tissue = "cortical-bone"}' in told
