"""`lesionsim lecture`: all figures of a lecture, with films, tables, notes, and a page that shows them."""

from __future__ import annotations

import argparse
from pathlib import Path

from lesionsim.cli.command import Command
from lesionsim.cli.screen import say, tell
from lesionsim.errors import ScenarioError
from lesionsim.texts import spoken

FOLDER = "lesionsim-lecture"
DESCRIPTION = """\
Make a whole lecture in a folder: every kind of figure in a teaching order, films, comparisons and myth cards, each with
its alt text, notes and table, the central ones also step by step and blank; and index.html, which shows them all and
needs no network. The same version gives the same bytes. Educational, not for clinical planning.
"""
EXAMPLES = """\
examples:
  lesionsim lecture                            into the folder lesionsim-lecture
  lesionsim lecture monday --language es
  lesionsim lecture print --style paper
"""
TOLD_EVERY = 10


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `lecture`."""
    words = spoken("folder for it (default: {folder})", folder=FOLDER)
    parser.add_argument("folder", nargs="?", metavar="DIR", default=FOLDER, help=words)
    parser.add_argument("--style", metavar="STYLE", default="slide", help="slide (default) or paper")
    words = "go on where DIR holds other files, which stay, or changed ones of a lecture, which are replaced"
    parser.add_argument("--force", action="store_true", help=words)


def lecture(options: argparse.Namespace) -> int:
    """Make the lecture, and say where it is."""
    if not options.folder.strip():
        raise ScenarioError("DIR is empty; give a folder, or . for this one")
    from lesionsim.cli.figure import check_style
    from lesionsim.lecture.making import make_lecture

    check_style(options.style)
    page = make_lecture(Path(options.folder), options.style, options.force, heard=tell_progress)
    say(spoken("Lecture: {file}", file=page))
    return 0


def tell_progress(done: int, count: int) -> None:
    """Say now and then how far it is."""
    if done % TOLD_EVERY == 0 or done == count:
        tell(spoken("{done} of {count} figures drawn", done=done, count=count))


LECTURE = Command("lecture", "make all figures of a lecture", DESCRIPTION, EXAMPLES, add_options, lecture)
