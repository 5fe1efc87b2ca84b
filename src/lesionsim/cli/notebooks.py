"""`lesionsim notebooks`: a copy of the notebooks, to work in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from lesionsim.cli.command import Command
from lesionsim.cli.folder import prepare, write_all
from lesionsim.cli.screen import say, tell
from lesionsim.errors import LesionsimError, ScenarioError

DESCRIPTION = """\
Copy the notebooks into a folder, to work in them. A notebook that you have changed is replaced with --force only.
Educational, not for clinical planning.
"""
EXAMPLES = """\
examples:
  lesionsim notebooks                          into the folder lesionsim-notebooks
  lesionsim notebooks course --force
"""
FOLDER = "lesionsim-notebooks"
ENDING = ".ipynb"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `notebooks`."""
    parser.add_argument("out", nargs="?", metavar="DIR", default=FOLDER, help=f"folder for them (default: {FOLDER})")
    parser.add_argument("--force", action="store_true", help="replace notebooks that were changed")


def shipped() -> dict[str, bytes]:
    """Return the notebooks by name: those of the installed package, or of the folder that it is developed in.

    Raises
    ------
    LesionsimError
        When there are none.
    """
    package = files("lesionsim")
    places: list[Traversable] = [package / "notebooks"]
    if isinstance(package, Path):
        places.append(package.parents[1] / "notebooks")
    for place in places:
        if place.is_dir():
            notebooks = sorted(each.name for each in place.iterdir() if each.name.endswith(ENDING))
            return {name: (place / name).read_bytes() for name in notebooks}
    raise LesionsimError("this installation holds no notebooks. Install again: pip install lesionsim")


def copy(options: argparse.Namespace) -> int:
    """Copy the notebooks, and say how to open them."""
    if not options.out.strip():
        raise ScenarioError("DIR is empty; give a folder, or . for this one")
    folder, notebooks = Path(options.out), shipped()
    standing = [name for name in prepare(folder, notebooks) if (folder / name).read_bytes() != notebooks[name]]
    if standing and not options.force:
        raise ScenarioError(
            f"in {folder} these notebooks were changed: {', '.join(standing)}; nothing was copied. Choose another "
            "folder, or replace them with --force"
        )
    if standing:
        tell(f"In {folder} these notebooks were replaced: {', '.join(standing)}")
    write_all(folder, {name: write_bytes(content) for name, content in notebooks.items()})
    say("\n".join(str(folder / name) for name in notebooks))
    say(f"\nTo open them: pip install jupyterlab, then: jupyter lab {folder}")
    return 0


def write_bytes(content: bytes) -> Callable[[Path], object]:
    """Return what writes a file to a path."""
    return lambda path: path.write_bytes(content)


NOTEBOOKS = Command("notebooks", "copy the notebooks, to work in them", DESCRIPTION, EXAMPLES, add_options, copy)
