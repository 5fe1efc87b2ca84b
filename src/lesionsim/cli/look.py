"""`lesionsim list` and `lesionsim show`: what the library holds."""

from __future__ import annotations

import argparse
import os

from lesionsim.cli.command import Command
from lesionsim.cli.screen import say


def add_kind(parser: argparse.ArgumentParser) -> None:
    """Add the argument of `list`."""
    parser.add_argument("kind", nargs="?", metavar="KIND", help="scenarios, tissues, probes or damage; all if left out")


def show_tables(options: argparse.Namespace) -> int:
    """Print one table of the library, or all."""
    from lesionsim import library

    kinds = library.KINDS if options.kind is None else (options.kind,)
    say("\n\n".join(library.table(kind) for kind in kinds))
    return 0


def add_name(parser: argparse.ArgumentParser) -> None:
    """Add the argument of `show`."""
    parser.add_argument("entry", metavar="NAME", help="a scenario, tissue, probe or damage model, or a scenario file")


def show_card(options: argparse.Namespace) -> int:
    """Print the card of an entry, or the tree of a scenario file."""
    from lesionsim import library
    from lesionsim.scenario import tree

    if options.entry.endswith(".toml") or "/" in options.entry or os.sep in options.entry:
        say(tree(library.load(options.entry)))
    else:
        say(library.card(options.entry))
    return 0


LIST = Command(
    "list",
    "show what the library holds",
    "Show what the library holds: every entry with its numbers and how sure they are.",
    "examples:\n  lesionsim list\n  lesionsim list tissues\n",
    add_kind,
    show_tables,
)
SHOW = Command(
    "show",
    "show one entry of the library with its sources",
    "Show one entry of the library: each number with its unit, its source and how sure it is.",
    "examples:\n  lesionsim show lumbar-medial-branch\n  lesionsim show liver\n  lesionsim show 20G\n"
    "  lesionsim show mine.toml\n",
    add_name,
    show_card,
)
