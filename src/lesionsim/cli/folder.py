"""The folder into which a command writes: checked before the work, filled after it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from lesionsim.errors import ScenarioError


def in_words(error: Exception) -> str:
    """Return the system's reason without its numbers."""
    return getattr(error, "strerror", None) or str(error)


def check_file(path: Path) -> None:
    """Refuse a path where no file can be written because of what stands there."""
    try:
        standing = path.is_dir()
        housed = path.parent.is_dir()
    except (OSError, ValueError) as error:
        raise ScenarioError(f"{str(path)[:80]!r} is no name for a file; choose another one") from error
    if standing:
        raise ScenarioError(f"{path} is a folder; choose another name")
    if not housed:
        raise ScenarioError(f"the folder {path.parent} does not exist; make it first, or choose another one")


def folder_named(text: str) -> Path:
    """Return the folder that was typed after --out."""
    if not text.strip():
        raise ScenarioError("--out is empty; give a folder, or . for this one")
    return Path(text)


def prepare(folder: Path, names: Iterable[str]) -> list[str]:
    """Make a folder ready for some files, and return the names of those that will be replaced.

    Raises
    ------
    ScenarioError
        When the folder is a file or cannot be written to.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise ScenarioError(f"--out is {folder}, which is a file; give a folder")
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except ScenarioError:
        raise
    except (OSError, ValueError) as error:
        where = str(folder)[:80]
        raise ScenarioError(
            f"the folder {where} cannot be written to: {in_words(error)}; choose another with --out"
        ) from error
    paths = [folder / name for name in names]
    for path in paths:
        check_file(path)
    return [path.name for path in paths if path.exists()]


def check_own_file(target: Path, scenario_file: str) -> None:
    """Refuse to write over the scenario that is being run."""
    if target.exists() and os.path.exists(scenario_file) and target.samefile(scenario_file):
        raise ScenarioError(f"{target} is the scenario itself and would be replaced; choose another folder with --out")


def write_all(folder: Path, writers: Mapping[str, Callable[[Path], object]]) -> None:
    """Write files that belong together; the last one stands there only when it belongs to all the others.

    See `lesionsim.result.replacing.replace_all` for what holds when the disk is full or the process is killed.
    """
    from lesionsim.result.replacing import replace_all

    replace_all(folder, writers)


def in_json(content: Any, ascii_only: bool = False) -> str:
    """Write plain values as JSON, readable and valid; screens may know no letters but ASCII."""
    return json.dumps(content, indent=2, ensure_ascii=ascii_only, allow_nan=False) + "\n"
