"""`lesionsim verify`: show on this machine that lesionsim computes what is known exactly."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lesionsim.cli.command import Command
from lesionsim.cli.folder import folder_named, in_json, prepare, write_all
from lesionsim.cli.screen import say, tell
from lesionsim.texts import language, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from lesionsim.verify.case import Case

    Progress = Callable[[int, int, Case], None]

FILES = ("certificate.md", "certificate.json")
DESCRIPTION = """\
Run every case whose solution is known exactly on the solver that makes the lesions, and compare. Takes about half a
minute. The exit code is 1 when a case fails.
"""
EXAMPLES = """\
examples:
  lesionsim verify
  lesionsim verify --out proof                 a certificate to read, and the same for machines
  lesionsim verify --json
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `verify`."""
    parser.add_argument("--out", metavar="DIR", help="folder for certificate.md and certificate.json")
    parser.add_argument("--json", action="store_true", help="print all comparisons as JSON and nothing else")


def prove(options: argparse.Namespace) -> int:
    """Run all exact cases, and tell how they came out."""
    folder = None if options.out is None else folder_named(options.out)
    replaced = prepare(folder, FILES) if folder else []
    if replaced and not options.json:
        tell(spoken("In {folder} these files will be replaced: {files}", folder=folder, files=", ".join(replaced)))
    from lesionsim.verify.report import as_json, certificate, table
    from lesionsim.verify.run import verify

    with shown_progress(options.json) as progress:
        cases = verify(progress)
    told = as_json(cases)
    if folder:
        with language("en"):
            texts = {"certificate.md": certificate(cases), "certificate.json": in_json(told)}
        write_all(folder, {name: write_text(text) for name, text in texts.items()})
    say(in_json(told, ascii_only=True).rstrip() if options.json else table(cases))
    if folder and not options.json:
        say("\n" + spoken("Certificate: {file}", file=folder / FILES[0]))
    return 0 if told["passed"] else 1


def write_text(text: str) -> Callable[[Path], object]:
    """Return what writes a text to a path."""
    return lambda path: path.write_text(text, "utf-8")


@contextmanager
def shown_progress(silent: bool) -> Iterator[Progress | None]:
    """Give a progress bar to those who watch a terminal for longer than a second."""
    if silent or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(desc=spoken("exact cases"), unit=spoken("case"), delay=1, leave=False) as bar:

        def advance(done: int, total: int, case: Case) -> None:
            bar.total = total
            bar.set_postfix_str(case.id, refresh=False)
            bar.update(done - bar.n)

        yield advance


VERIFY = Command("verify", "show that it computes what is known exactly", DESCRIPTION, EXAMPLES, add_options, prove)
