"""`lesionsim list` and `lesionsim show`: what the library holds."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from lesionsim.cli.card_files import check_format, told_as
from lesionsim.cli.command import Command
from lesionsim.cli.myths import KIND as MYTHS
from lesionsim.cli.myths import is_myth, show_myth, show_myths
from lesionsim.cli.screen import say

if TYPE_CHECKING:
    from lesionsim.library.parameter_cards import Cards


KINDS = "scenarios, tissues, probes, damage or myths; all but the myths if left out"


def add_kind(parser: argparse.ArgumentParser) -> None:
    """Add the argument of `list`."""
    parser.add_argument("kind", nargs="?", metavar="KIND", help=KINDS)


def show_tables(options: argparse.Namespace) -> int:
    """Print one table of the library, or all."""
    from lesionsim import library

    if options.kind == MYTHS:
        show_myths()
        return 0
    kinds = library.KINDS if options.kind is None else (options.kind,)
    say("\n\n".join(library.table(kind) for kind in kinds))
    return 0


def add_name(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `show`."""
    parser.add_argument("entry", metavar="NAME", help="a scenario, tissue, probe or damage model, or a scenario file")
    words = "parameter cards of every number behind it, as text, html (a page of its own) or bibtex"
    parser.add_argument("--format", metavar="FORMAT", help=words)


def show_card(options: argparse.Namespace) -> int:
    """Print the card of an entry, the tree of a scenario file, or the cards of every number behind either."""
    from lesionsim import library
    from lesionsim.scenario import tree

    if is_myth(options.entry) and options.format is None:
        show_myth(options.entry)
        return 0
    is_file = options.entry.endswith(".toml") or "/" in options.entry or os.sep in options.entry
    if options.format is not None:
        check_format(options.format)
        say(told_as(cards_behind(options.entry, is_file), options.format))
    elif is_file:
        say(tree(library.load(options.entry)))
    else:
        say(library.card(options.entry))
    return 0


def cards_behind(entry: str, is_file: bool) -> Cards:
    """Return the parameter cards of an entry of the library, or of a scenario file."""
    from lesionsim.library.parameter_cards import cards, cards_of_entry

    return cards(entry) if is_file else cards_of_entry(entry)


LIST = Command(
    "list",
    "show what the library holds",
    "Show what the library holds: every entry with its numbers and how sure they are.",
    "examples:\n  lesionsim list\n  lesionsim list tissues\n  lesionsim list myths\n",
    add_kind,
    show_tables,
)
SHOW = Command(
    "show",
    "show one entry of the library with its sources",
    "Show one entry of the library: each number with its unit, its source and how sure it is.",
    "examples:\n  lesionsim show lumbar-medial-branch\n  lesionsim show liver\n  lesionsim show 20G\n"
    "  lesionsim show mine.toml\n"
    "  lesionsim show myth-ahead-of-tip             both sides, and the model's answer\n"
    "  lesionsim show lumbar-medial-branch --format html > cards.html\n"
    "  lesionsim show muscle --format bibtex\n",
    add_name,
    show_card,
)
