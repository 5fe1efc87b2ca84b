"""`lesionsim new`: an editable file, of a scenario or a sweep, in which every key is explained."""

from __future__ import annotations

import argparse
import dataclasses
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from lesionsim.cli.command import Command
from lesionsim.cli.folder import check_file, in_words
from lesionsim.cli.screen import say
from lesionsim.errors import ScenarioError
from lesionsim.texts import spoken

if TYPE_CHECKING:
    from lesionsim.scenario import Scenario

LONGEST_NAME = 80
EXAMPLES = """\
examples:
  lesionsim new mine.toml
  lesionsim new bench.toml --from ex-vivo-21c
  lesionsim run mine.toml                      after editing it
  lesionsim new many.toml --sweep              a sweep: many runs with inputs varied
  lesionsim sweep many.toml                    after editing it
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `new`."""
    parser.add_argument("file", metavar="FILE.toml", help="the file to write")
    parser.add_argument("--from", dest="model", metavar="SCENARIO", help="scenario to start from (default: run's)")
    parser.add_argument("--sweep", action="store_true", help="write a sweep of the scenario instead of the scenario")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def write_file(options: argparse.Namespace) -> int:
    """Write the file."""
    from lesionsim.result.replacing import replacing

    target = Path(options.file)
    check_target(target, options.force)
    text = sweep_text(target, options.model) if options.sweep else scenario_text(target, options.model)
    try:
        with replacing(target) as beside:
            beside.write_text(text, "utf-8")
    except OSError as error:
        raise ScenarioError(f"{target} cannot be written: {in_words(error)}; choose another file") from error
    command = "sweep" if options.sweep else "run"
    command = shlex.join(["lesionsim", command, str(target)])
    say(spoken("Wrote {file}. Edit it, then: {command}", file=target, command=command))
    return 0


def scenario_text(target: Path, model: str | None) -> str:
    """Return a scenario with comments."""
    from lesionsim import library
    from lesionsim.scenario import commented_toml
    from lesionsim.scenario.folders import written_in

    named = named_after(target, library.load(model or library.DEFAULT))
    return commented_toml(written_in(named, str(target.parent)))


def sweep_text(target: Path, model: str | None) -> str:
    """Return a sweep with comments; the path of a scenario in it is relative to the file."""
    from lesionsim import library
    from lesionsim.cli.sweep_example import example

    given = model or library.DEFAULT
    scenario = library.load(given)
    is_file = given not in library.names("scenarios") and Path(given).is_file()
    where = os.path.relpath(given, target.parent).replace(os.sep, "/") if is_file else scenario.name
    return example(target.name, where if "/" in where or not is_file else f"./{where}")


def named_after(target: Path, model: Scenario) -> Scenario:
    """Give a scenario the name of its file, as far as a name can hold its letters; runs of it go to a folder so named.

    >>> from lesionsim.library import load
    >>> named_after(Path("my case (2).toml"), load("b1")).name
    'my case 2'
    """
    name = re.sub(r"[^\w .+-]", "", target.stem).lstrip(" .+-").rstrip()[:LONGEST_NAME].rstrip(" .")
    return dataclasses.replace(model, name=name) if name else model


def check_target(target: Path, force: bool) -> None:
    """Refuse names that would not work later, and files that exist."""
    if target.suffix != ".toml":
        raise ScenarioError(f"the file {target} must end in .toml, for example {target.stem or 'mine'}.toml")
    check_file(target)
    if target.exists() and not force:
        raise ScenarioError(f"{target} exists; choose another name, or replace it with --force")


NEW = Command(
    "new",
    "write a scenario or a sweep to edit",
    "Write a scenario file to edit, or with --sweep one that describes many runs. Every key in it\n"
    "says its meaning, its unit and what is allowed.",
    EXAMPLES,
    add_options,
    write_file,
)
