"""Figures are written whole, and the same each time."""

import subprocess
import sys
from pathlib import Path

import pytest

import lesionsim as ls
from lesionsim.plots.saving import rendered

STARTS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.mark.parametrize("kind", STARTS)
def test_the_suffix_chooses_the_format(default_result, tmp_path, kind):
    path = ls.plots.save(ls.plots.lesion_map(default_result), tmp_path / f"lesion.{kind.upper()}")

    assert path.read_bytes().startswith(STARTS[kind])
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", STARTS)
@pytest.mark.parametrize("draw", ["lesion_map", "traces"])
def test_the_same_picture_gives_the_same_bytes(default_result, draw, kind):
    first, second = (rendered(getattr(ls.plots, draw)(default_result), kind) for _ in range(2))

    assert first == second


def test_another_process_gives_the_same_bytes(default_result, tmp_path):
    names = [tmp_path / f"lesion.{kind}" for kind in STARTS]
    code = (
        "import sys, lesionsim as ls; r = ls.simulate(ls.load('lumbar-medial-branch'))\n"
        "for path in sys.argv[1:]: ls.plots.save(ls.plots.lesion_map(r), path)"
    )
    subprocess.run([sys.executable, "-c", code, *map(str, names)], check=True, timeout=120)

    for path in names:
        assert path.read_bytes() == rendered(ls.plots.lesion_map(default_result), path.suffix[1:])


@pytest.mark.parametrize("name", ["lesion.bmp", "lesion", "lesion.png.txt"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(default_result, tmp_path, name):
    with pytest.raises(ls.ScenarioError, match=r"must end in \.png, \.svg or \.pdf"):
        ls.plots.save(ls.plots.lesion_map(default_result), tmp_path / name)


def test_a_missing_folder_is_named(default_result, tmp_path):
    with pytest.raises(ls.ScenarioError, match="nowhere does not exist"):
        ls.plots.save(ls.plots.lesion_map(default_result), tmp_path / "nowhere" / "lesion.png")


def test_a_failure_while_drawing_leaves_the_old_file(default_result, tmp_path, monkeypatch):
    path = tmp_path / "lesion.png"
    path.write_bytes(b"old")
    figure = ls.plots.lesion_map(default_result)
    monkeypatch.setattr(figure, "savefig", lambda *_, **__: (_ for _ in ()).throw(MemoryError("no room")))

    with pytest.raises(MemoryError):
        ls.plots.save(figure, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_while_writing_leaves_the_old_file(default_result, tmp_path, monkeypatch):
    path = tmp_path / "lesion.png"
    path.write_bytes(b"old")

    def full(*_):
        raise OSError("disk is full")

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(ls.ResultError, match="cannot be written: disk is full"):
        ls.plots.save(ls.plots.lesion_map(default_result), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
