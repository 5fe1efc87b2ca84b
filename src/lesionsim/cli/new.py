"""`lesionsim new`: an editable scenario file in which every key is explained."""

from __future__ import annotations

import argparse
import dataclasses
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from lesionsim.cli.command import Command
from lesionsim.cli.folder import check_file, in_words
from lesionsim.cli.screen import say
from lesionsim.errors import ScenarioError

if TYPE_CHECKING:
    from lesionsim.scenario import Scenario

LONGEST_NAME = 80
EXAMPLES = """\
examples:
  lesionsim new mine.toml
  lesionsim new bench.toml --from ex-vivo-21c
  lesionsim run mine.toml                      after editing it
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `new`."""
    parser.add_argument("file", metavar="FILE.toml", help="the file to write")
    parser.add_argument("--from", dest="model", metavar="SCENARIO", help="scenario to start from (default: run's)")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def write_file(options: argparse.Namespace) -> int:
    """Write the file."""
    from lesionsim import library
    from lesionsim.result.replacing import replacing
    from lesionsim.scenario import commented_toml

    target = Path(options.file)
    check_target(target, options.force)
    text = commented_toml(named_after(target, library.load(options.model or library.DEFAULT)))
    try:
        with replacing(target) as beside:
            beside.write_text(text, "utf-8")
    except OSError as error:
        raise ScenarioError(f"{target} cannot be written: {in_words(error)}; choose another file") from error
    say(f"Wrote {target}. Edit it, then: {shlex.join(['lesionsim', 'run', str(target)])}")
    return 0


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
    "write a scenario file to edit",
    "Write a scenario file to edit. Every key in it says its meaning, its unit and what is allowed.",
    EXAMPLES,
    add_options,
    write_file,
)
