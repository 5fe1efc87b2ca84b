"""Files take the place of older ones whole or not at all, and leave nothing behind."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lesionsim.result.replacing import BEFORE, replace_all, replacing
from lesionsim.result.staging import ALIVE, KEPT_S, PREFIX, staging

BENCHMARK = Path(__file__).parents[3] / "benchmarks" / "files.py"
NAMES = ("a.txt", "b.txt", "c.txt", "last.txt")
STOP_AT_MOVE = """
import os, sys
from pathlib import Path
from lesionsim.result import replacing
move, left = replacing.move, [int(sys.argv[1])]
def stop(source, target):
    if not left[0]:
        os._exit(9)
    left[0] -= 1
    move(source, target)
replacing.move = stop
names = sys.argv[3:]
replacing.replace_all(Path(sys.argv[2]), {name: lambda path: path.write_text("new") for name in names})
"""


def write_all(folder, text):
    replace_all(folder, {name: lambda path: path.write_text(text) for name in NAMES})


def standing(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if not path.name.startswith(PREFIX)}


def test_the_file_appears_only_when_it_is_complete(tmp_path):
    target = tmp_path / "text.txt"
    with replacing(target) as beside:
        beside.write_text("half")
        assert not target.exists()
        assert beside.name == target.name
    assert target.read_text() == "half"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_new_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "usual").touch()
    with replacing(tmp_path / "new") as beside:
        beside.write_text("x")

    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "new")]
    assert modes[0] == modes[1]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions by folder")
def test_a_replaced_file_keeps_its_permissions(tmp_path):
    for mode in (0o600, 0o664):
        path = tmp_path / f"kept-{mode:o}"
        path.write_text("old", encoding="utf-8")
        path.chmod(mode)
        with replacing(path) as beside:
            beside.write_text("new", encoding="utf-8")
        replace_all(tmp_path, {path.name: lambda beside: beside.write_text("newer", encoding="utf-8")})
        assert (path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)) == ("newer", mode)


def test_together_nothing_changes_where_one_file_is_read_only(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    (tmp_path / "b").chmod(0o400)
    writers = {name: lambda beside: beside.write_text("new", encoding="utf-8") for name in ("a", "b")}
    with pytest.raises(PermissionError, match="read-only"):
        replace_all(tmp_path, writers)
    (tmp_path / "b").chmod(0o600)
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("a", "b")] == ["old", "old"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "file").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "far" / "file")
    with replacing(tmp_path / "link") as beside:
        beside.write_text("new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "far" / "file").read_text() == "new"


def test_a_folder_is_never_replaced(tmp_path):
    (tmp_path / "folder").mkdir()

    with pytest.raises(OSError, match="not an ordinary file"), replacing(tmp_path / "folder"):
        pass


def recorded(monkeypatch):
    """Write down what is flushed and moved, in order."""
    told = []
    room = sys.modules[replacing.__module__]
    for name in ("flush", "move", "flush_folder"):
        action = getattr(room, name)

        def tell(*paths, name=name, action=action):
            told.append((name, paths[0].name))
            action(*paths)

        monkeypatch.setattr(room, name, tell)
    return told


def test_a_file_is_on_the_disk_before_it_gets_its_name_and_then_its_name_is(tmp_path, monkeypatch):
    told = recorded(monkeypatch)
    with replacing(tmp_path / "file") as beside:
        beside.write_text("x")

    assert told == [("flush", "file"), ("move", "file"), ("flush_folder", tmp_path.name)]


def test_together_all_files_are_on_the_disk_before_the_first_moves_and_the_last_goes_first(tmp_path, monkeypatch):
    write_all(tmp_path, "old")
    told = recorded(monkeypatch)
    write_all(tmp_path, "new")

    moved = [("move", name) for name in (NAMES[-1], *NAMES)]
    assert told == [*(("flush", name) for name in NAMES), *moved, ("flush_folder", tmp_path.name)]


def test_together_all_files_are_new(tmp_path):
    (tmp_path / "other").write_text("precious")
    write_all(tmp_path, "old")
    write_all(tmp_path, "new")

    assert standing(tmp_path) == {"other": "precious", **dict.fromkeys(NAMES, "new")}
    assert not list(tmp_path.glob(f"{PREFIX}*"))


@pytest.mark.parametrize("number", range(len(NAMES) + 1))
@pytest.mark.parametrize("before", [NAMES, (), NAMES[:2], NAMES[2:]])
def test_an_error_between_two_files_brings_back_all_of_before(number, before, tmp_path, monkeypatch):
    for name in before:
        (tmp_path / name).write_text("old")
    left = [number]
    replace = Path.replace

    def held(source, target):
        if source.parent.name != BEFORE:
            left[0] -= 1
            if left[0] < 0:
                raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(Path, "replace", held)
    if number == len(NAMES) and NAMES[-1] not in before:
        write_all(tmp_path, "new")
        assert standing(tmp_path) == dict.fromkeys(NAMES, "new")
        return
    with pytest.raises(PermissionError):
        write_all(tmp_path, "new")
    assert standing(tmp_path) == dict.fromkeys(before, "old")
    assert not list(tmp_path.glob(f"{PREFIX}*"))


@pytest.mark.parametrize("moves", range(len(NAMES) + 1))
def test_a_kill_between_two_files_never_leaves_a_mixture_that_looks_whole(moves, tmp_path):
    write_all(tmp_path, "old")
    asked = [sys.executable, "-c", STOP_AT_MOVE, str(moves), str(tmp_path), *NAMES]
    assert subprocess.run(asked, check=False, timeout=60).returncode == 9

    found = standing(tmp_path)
    (room,) = tmp_path.glob(f"{PREFIX}*")
    if NAMES[-1] in found:
        assert found == dict.fromkeys(NAMES, "old")
    else:
        assert {path.name: path.read_text() for path in (room / BEFORE).iterdir()} == dict.fromkeys(NAMES, "old")
    write_all(tmp_path, "newer")
    assert standing(tmp_path) == dict.fromkeys(NAMES, "newer")


def leftover(folder, age_s):
    room = folder / f"{PREFIX}1-abcd"
    room.mkdir()
    (room / ALIVE).touch()
    (room / "half").write_text("half")
    os.utime(room, (time.time() - age_s,) * 2)
    return room


@pytest.mark.parametrize(("age_s", "stays"), [(0.5 * KEPT_S, True), (2 * KEPT_S, False)])
def test_leftovers_of_killed_processes_go_after_an_hour(age_s, stays, tmp_path):
    room = leftover(tmp_path, age_s)
    with replacing(tmp_path / "file") as beside:
        beside.write_text("x")

    assert room.exists() == stays


def test_nothing_is_cleared_when_the_writing_fails(tmp_path):
    room = leftover(tmp_path, 2 * KEPT_S)
    with pytest.raises(ZeroDivisionError), staging(tmp_path):
        raise ZeroDivisionError

    assert list(tmp_path.iterdir()) == [room]


def test_what_a_living_process_writes_stays_however_old(tmp_path):
    with staging(tmp_path) as room:
        os.utime(room, (time.time() - 9 * KEPT_S,) * 2)
        with replacing(tmp_path / "file") as beside:
            beside.write_text("x")
        assert (room / ALIVE).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_files_that_only_look_like_leftovers_stay(tmp_path):
    (tmp_path / f"{PREFIX}notes").write_text("mine")
    os.utime(tmp_path / f"{PREFIX}notes", (0, 0))
    with replacing(tmp_path / "file") as beside:
        beside.write_text("x")

    assert (tmp_path / f"{PREFIX}notes").read_text() == "mine"


def test_killed_writers_and_damaged_files_do_no_harm():
    asked = [sys.executable, str(BENCHMARK), "--kills", "6", "--corruptions", "60"]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, encoding="utf-8", timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "all as it must be" in done.stdout
    assert ", 0 inside a write" not in done.stdout
