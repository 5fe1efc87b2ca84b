"""`lesionsim validate`: where the model meets published lesions, and where it misses."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lesionsim.cli.command import Command
from lesionsim.cli.folder import folder_named, in_json, prepare, write_all
from lesionsim.cli.screen import say, tell
from lesionsim.texts import spoken

if TYPE_CHECKING:
    from lesionsim.validate.validation import Validation

    Progress = Callable[[int, int, str], None]

FILES = ("validation.png", "validation.md", "validation.html", "validation.json")
DESCRIPTION = """\
Hold published lesions and temperatures against the model, under the conditions that each paper tells. Misses are
findings: the exit code is 0 whatever is missed. Takes about a minute.
"""
EXAMPLES = """\
examples:
  lesionsim validate
  lesionsim validate --out proof               a page as Markdown and HTML, a figure, and the numbers as JSON
  lesionsim validate --json
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `validate`."""
    parser.add_argument("--out", metavar="DIR", help="folder for validation.md, .html, .json and .png")
    parser.add_argument("--json", action="store_true", help="print everything as JSON and nothing else")


def hold_against(options: argparse.Namespace) -> int:
    """Hold published statements against the model, and tell how they came out."""
    folder = None if options.out is None else folder_named(options.out)
    replaced = prepare(folder, FILES) if folder else []
    if replaced and not options.json:
        tell(spoken("In {folder} these files will be replaced: {files}", folder=folder, files=", ".join(replaced)))
    from lesionsim.validate.numbers import as_json
    from lesionsim.validate.validating import validate

    with shown_progress(options.json) as progress:
        validation = validate(progress=progress)
    if folder:
        write_all(folder, writers(validation))
    say(in_json(as_json(validation), ascii_only=True).rstrip() if options.json else str(validation))
    if folder and not options.json:
        say(spoken("\nPage: {file}", file=folder / "validation.md"))
    return 0


def writers(validation: Validation) -> dict[str, Callable[[Path], object]]:
    """Return what writes each file."""
    from lesionsim import plots
    from lesionsim.validate.numbers import as_json
    from lesionsim.validate.report import page

    texts = {
        "validation.md": page(validation),
        "validation.html": page(validation, "html"),
        "validation.json": in_json(as_json(validation)),
    }
    figure = plots.validation(validation)
    return {
        "validation.png": lambda path: plots.save(figure, path),
        **{name: text_to(text) for name, text in texts.items()},
    }


def text_to(text: str) -> Callable[[Path], object]:
    """Return what writes a text to a path."""
    return lambda path: path.write_text(text, "utf-8")


@contextmanager
def shown_progress(silent: bool) -> Iterator[Progress | None]:
    """Give a progress bar to those who watch a terminal for longer than a second."""
    if silent or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(desc=spoken("statements"), delay=1, leave=False) as bar:

        def advance(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_postfix_str(name, refresh=False)
            bar.update(done - bar.n)

        yield advance


ABOUT = "where the model meets published lesions, and where it misses"
VALIDATE = Command("validate", ABOUT, DESCRIPTION, EXAMPLES, add_options, hold_against)
