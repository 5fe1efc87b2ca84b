"""The folder of a lecture: what may be replaced in it, and how all files come into place together."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from lesionsim.errors import ResultError, ScenarioError
from lesionsim.result.replacing import replace_all
from lesionsim.result.store import remedy
from lesionsim.scenario.wording import listed

LIST = "files.json"
MADE_BY = "lesionsim lecture"
NAMED = 4  # files that are named in a message


def check_folder(folder: Path, force: bool) -> None:
    """Refuse a folder that holds anything but an unchanged lecture, unless it is forced.

    Raises
    ------
    ScenarioError
        When it is a file, or holds something else; says what.
    """
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise ScenarioError(f"{folder} is a file; give a folder for the lecture")
        strange = sorted(strangers(folder))
    except ScenarioError:
        raise
    except (OSError, ValueError) as error:
        raise ScenarioError(f"{str(folder)[:80]!r} cannot be read as a folder; choose another one") from error
    if strange and not force:
        told = listed([*strange[:NAMED], *([f"{len(strange) - NAMED} more"] if len(strange) > NAMED else [])], "and")
        raise ScenarioError(
            f"{folder} holds what is no lecture, or was changed since: {told}. Nothing was written; choose another "
            "folder, or go on with --force, which replaces files of the lecture and leaves all others"
        )


def strangers(folder: Path) -> list[str]:
    """Return what stands in a folder and is not as a lecture left it."""
    known = known_files(folder)
    return [each.name for each in folder.iterdir()
            if each.name != LIST and not is_same(each, known.get(each.name, ""))]  # fmt: skip


def known_files(folder: Path) -> dict[str, str]:
    """Return the files of the lecture in a folder with their fingerprints; none where there is no lecture."""
    try:
        found = json.loads((folder / LIST).read_text("utf-8"))
        files = found["files"] if found["made_by"] == MADE_BY else {}
        return {str(name): str(fingerprint) for name, fingerprint in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def print_of(path: Path) -> str:
    """Return a file's fingerprint."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_same(path: Path, fingerprint: str) -> bool:
    """Tell whether a path is a file with a fingerprint."""
    return path.is_file() and print_of(path) == fingerprint


def put_into_place(room: Path, folder: Path, page: str) -> Path:
    """Move all files of a lecture into its folder, the page last; take away those of an earlier one.

    Raises
    ------
    ResultError
        When the folder cannot be written to; then it is as it was.
    """
    names = sorted(each.name for each in room.iterdir() if each.name != page)
    files = {name: print_of(room / name) for name in [*names, page]}
    content = json.dumps({"made_by": MADE_BY, "files": files}, indent=1, sort_keys=True) + "\n"
    (room / LIST).write_bytes(content.encode("utf-8"))
    writers = {name: copied_from(room / name) for name in [*names, LIST, page]}
    old, fresh = known_files(folder), not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unchanged = [name for name, known in old.items() if name not in writers and is_same(folder / name, known)]
        replace_all(folder, writers)
    except OSError as error:
        if fresh:
            with suppress(OSError):
                folder.rmdir()
        why = error.strerror or error
        raise ResultError(f"the lecture cannot be written into {folder}: {why}. {remedy(error)}") from error
    for name in unchanged:
        with suppress(OSError):
            (folder / name).unlink()
    return folder / page


def copied_from(source: Path) -> Callable[[Path], object]:
    """Return what writes a file's content to a path."""
    return lambda path: shutil.copyfile(source, path)
