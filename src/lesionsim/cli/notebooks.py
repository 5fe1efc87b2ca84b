"""`lesionsim notebooks`: a copy of the notebooks, to work in."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from lesionsim.cli.command import Command
from lesionsim.cli.folder import prepare, write_all
from lesionsim.cli.screen import say, tell
from lesionsim.cli.translating import translated
from lesionsim.errors import LesionsimError, ScenarioError
from lesionsim.texts import spoken

DESCRIPTION = """\
Copy the notebooks into a folder, to work in them. A notebook that you have changed is replaced with --force only.
Educational, not for clinical planning.
"""
EXAMPLES = """\
examples:
  lesionsim notebooks                          into the folder lesionsim-notebooks
  lesionsim notebooks course --open            and open them in JupyterLab, where it is installed
  lesionsim notebooks curso --language es      in Spanish
  lesionsim notebooks course --force
"""
FOLDER = "lesionsim-notebooks"
ENDINGS = (".ipynb", ".md")
JUPYTER = "jupyterlab"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `notebooks`."""
    words = spoken("folder for them (default: {folder})", folder=FOLDER)
    parser.add_argument("out", nargs="?", metavar="DIR", default=FOLDER, help=words)
    parser.add_argument("--force", action="store_true", help="replace notebooks that were changed")
    parser.add_argument("--open", action="store_true", help="open them in JupyterLab, where it is installed")


def shipped() -> dict[str, bytes]:
    """Return the notebooks by name, in the language in use, and the goals that they serve.

    They are those of the installed package, or of the folder that it is developed in.

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
            names = sorted(each.name for each in place.iterdir() if each.name.endswith(ENDINGS))
            return {name: translated(name, (place / name).read_bytes()) for name in names}
    raise LesionsimError("this installation holds no notebooks. Install again: pip install lesionsim")


def copy(options: argparse.Namespace) -> int:
    """Copy the notebooks, and open them or say how to."""
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
        words = "In {folder} these notebooks were replaced: {files}"
        tell(spoken(words, folder=folder, files=", ".join(standing)))
    write_all(folder, {name: write_bytes(content) for name, content in notebooks.items()})
    say("\n".join(str(folder / name) for name in notebooks))
    return opened(folder) if options.open else told_how(folder)


def told_how(folder: Path) -> int:
    """Say how the notebooks are opened."""
    if find_spec(JUPYTER) is None:
        say("\n" + spoken("To open them: pip install jupyterlab, then: jupyter lab {folder}", folder=folder))
    else:
        say("\n" + spoken("To open them: jupyter lab {folder}", folder=folder))
    return 0


def opened(folder: Path) -> int:
    """Open the notebooks in JupyterLab, which runs until it is stopped; say how to where it is not installed."""
    if find_spec(JUPYTER) is None:
        return told_how(folder)
    say("\n" + spoken("JupyterLab runs until you stop it: press Ctrl-C twice."))
    try:
        return min(1, abs(subprocess.call([sys.executable, "-m", JUPYTER, str(folder)])))
    except KeyboardInterrupt:
        return 0


def write_bytes(content: bytes) -> Callable[[Path], object]:
    """Return what writes a file to a path."""
    return lambda path: path.write_bytes(content)


NOTEBOOKS = Command("notebooks", "copy the notebooks, to work in them", DESCRIPTION, EXAMPLES, add_options, copy)
