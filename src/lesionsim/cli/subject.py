"""What a figure or a comparison is about: a result in a file, or a scenario that is run first."""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from lesionsim.cli.changes import PLAIN_KEYS, PROTOCOL_OPTIONS, changed, given
from lesionsim.cli.folder import check_file, in_words
from lesionsim.cli.run import computed
from lesionsim.errors import ScenarioError
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario

RESULT_FILE = "result.nc"
RESULT_ENDINGS = (".nc", ".zarr", ".zarr.zip", ".zip")
SUBJECT = (
    "a result (result.nc, or the folder of a run), a scenario of the library, a TOML file, or a row of a sweep, DIR#17"
)
ROW = re.compile(r"(.+)#(\d{1,9})")


def subject_or_default() -> str:
    """Say what a figure may be about, and what it is about when nothing is typed."""
    return spoken("{subject}; left out, the scenario of `run`", subject=spoken(SUBJECT))


def result_path(text: str) -> Path | None:
    """Return the path of a result; None where a scenario is meant.

    >>> result_path("b1") is None, result_path("lesion-b1/result.nc").name
    (True, 'result.nc')
    """
    from lesionsim import library

    if text in library.names("scenarios"):
        return None
    path = Path(text)
    if text.rstrip("/\\").lower().endswith(RESULT_ENDINGS):
        return path
    inside = path / RESULT_FILE
    return inside if os.path.exists(inside) else None  # a name too long for the system is no file


def subject(text: str, options: argparse.Namespace) -> xr.Dataset | Scenario:
    """Return the result that is meant, or the scenario that has to be run, changed as the options ask."""
    from lesionsim import library

    path = result_path(text)
    if path is None:
        return changed(row_of_sweep(text) or library.load(text), options)
    typed = [f"--{name}" for name in given(options, (*PROTOCOL_OPTIONS, *PLAIN_KEYS, "set"))]
    if typed:
        raise ScenarioError(
            f"{', '.join(typed)} would change a scenario, but {text} is a result that is computed already; give the "
            "scenario.toml beside it, or leave the change out"
        )
    from lesionsim.result.store import open_result

    return open_result(path)


def row_of_sweep(text: str) -> Scenario | None:
    """Return the scenario of a row of a sweep, typed as DIR#17; None where none is meant."""
    found = ROW.fullmatch(text)
    if found is None or os.path.exists(text):
        return None
    from lesionsim.sweep.tables.folders import is_sweep, row_in

    if not is_sweep(found[1]):
        raise ScenarioError(f"{text} means row {found[2]} of a sweep, but {found[1]} is not the folder of one")
    return row_in(Path(found[1]), int(found[2]))


def scenario_behind(about: xr.Dataset | Scenario) -> Scenario:
    """Return the scenario of a result, or the scenario itself."""
    from lesionsim.scenario import Scenario

    if isinstance(about, Scenario):
        return about
    from lesionsim.lesion.points import scenario_of

    return scenario_of(about)


def result_of(about: xr.Dataset | Scenario, options: argparse.Namespace) -> xr.Dataset:
    """Return the result, and run the scenario for it where there is none yet."""
    from lesionsim.scenario import Scenario

    return computed(about, options) if isinstance(about, Scenario) else about


def picture_file(typed: str | None, default: str) -> Path:
    """Return the file that a picture goes to; what stands in the way is told before any work.

    Raises
    ------
    ScenarioError
        When the suffix is none of a picture's, or the file cannot be written there.
    """
    from lesionsim.plots.saving import format_of

    if typed is not None and not typed.strip():
        raise ScenarioError("-o is empty; give a file ending in .png, .svg or .pdf")
    target = Path(default if typed is None else typed)
    format_of(target)
    return writable_file(target)


def writable_file(target: Path) -> Path:
    """Return a file that can be written; raise a ScenarioError where it cannot."""
    check_file(target)
    try:
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except OSError as error:
        raise ScenarioError(
            f"the folder {target.parent} cannot be written to: {in_words(error)}; choose another with -o"
        ) from error
    return target
