"""Notebooks, all that are asked for run in one kernel."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

PROGRAM = Path(__file__).with_name("execute.py")
LONGEST_S = 500


def executed(paths, folder):
    """Run notebooks in an empty folder, away from the settings of whoever runs the tests; return them with outputs."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), *map(str, paths)],
        check=False,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        env={**os.environ, "IPYTHONDIR": str(folder), "JUPYTER_CONFIG_DIR": str(folder), "LESIONSIM_LANGUAGE": ""},
    )
    assert done.returncode == 0, done.stderr
    return {path: nbformat.read(folder / path.name, as_version=4) for path in paths}


@pytest.fixture(scope="session")
def run_notebook(request, tmp_path_factory):
    """Return the function that gives a notebook with its outputs; those that the session's tests name are run once."""
    found = {}

    def given(path):
        if path not in found:
            others = [item.callspec.params.get("path") for item in request.session.items if hasattr(item, "callspec")]
            named = {each for each in others if isinstance(each, Path) and each.suffix == ".ipynb"}
            paths = sorted(named - set(found) | {path})
            found.update(executed(paths, tmp_path_factory.mktemp("notebooks")))
        return found[path]

    return given
