"""Notebooks, each run once."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import nbformat
import pytest

PROGRAM = Path(__file__).with_name("execute.py")
LONGEST_S = 300


def executed(path, folder):
    """Run a notebook in an empty folder, away from the settings of whoever runs the tests; return it with outputs."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(path), str(folder / path.name)],
        check=False,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        env={**os.environ, "IPYTHONDIR": str(folder), "JUPYTER_CONFIG_DIR": str(folder)},
    )
    assert done.returncode == 0, done.stderr
    return nbformat.read(folder / path.name, as_version=4)


@pytest.fixture(scope="session")
def run_notebook(tmp_path_factory):
    """Return the function that runs a notebook; each is run once a session."""
    return cache(lambda path: executed(path, tmp_path_factory.mktemp("notebook")))
