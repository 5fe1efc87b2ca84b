"""Files that a scenario names: seen from the folder of its own file there, from the current folder everywhere else."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

from .voxels import Voxels

if TYPE_CHECKING:
    from .scenario import Scenario


def read_in(scenario: Scenario, folder: str) -> Scenario:
    """Return a scenario that was read from a file in a folder; its files are now seen from the current folder."""
    return with_files(scenario, lambda file: PurePath(folder, file).as_posix() if folder else file)


def written_in(scenario: Scenario, folder: str) -> Scenario:
    """Return a scenario as a file in a folder holds it: its files are seen from there; whole paths stay as they are."""
    return with_files(scenario, lambda file: file if PurePath(file).is_absolute() else seen_from(folder, file))


def seen_from(folder: str, file: str) -> str:
    """Return the path from a folder to a file; the whole path where they are on two drives."""
    try:
        return PurePath(os.path.relpath(file, folder or ".")).as_posix()
    except ValueError:
        return PurePath(os.path.abspath(file)).as_posix()


def with_files(scenario: Scenario, path: Callable[[str], str]) -> Scenario:
    """Return a scenario in which every path of a file is another one."""
    if not any(isinstance(body, Voxels) for body in scenario.anatomy):
        return scenario
    return dataclasses.replace(
        scenario,
        anatomy=tuple(
            dataclasses.replace(body, file=path(body.file)) if isinstance(body, Voxels) else body
            for body in scenario.anatomy
        ),
    )
