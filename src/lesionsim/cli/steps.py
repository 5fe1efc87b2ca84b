"""What `lesionsim figure` writes beside a figure: its steps, a blank one for exams, and what it tells in words."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from lesionsim.cli.screen import say, tell
from lesionsim.errors import ScenarioError
from lesionsim.texts import spoken

BESIDE = ("layers", "blank", "told")


def add_beside(parser: argparse.ArgumentParser) -> None:
    """Add the options about what is written beside the figure."""
    group = parser.add_argument_group(spoken("beside the picture"))
    words = spoken("also the steps that reveal it: NAME-1.png, NAME-2.png and so on, nothing moves between them")
    group.add_argument("--layers", action="store_true", help=words)
    words = spoken("also a blank one for exams: NAME-blank.png, with axes, probe and a question")
    group.add_argument("--blank", action="store_true", help=words)
    words = spoken("also its alt text and notes, NAME.txt, and its numbers, NAME.csv")
    group.add_argument("--told", action="store_true", help=words)


def check_beside(options: argparse.Namespace, film: bool) -> None:
    """Refuse what a film does not have."""
    asked = [name for name in BESIDE if getattr(options, name)]
    if film and asked:
        raise ScenarioError(f"--kind {options.kind} is a film and takes no --{asked[0]}; a still picture does")


def write_beside(drawn: Any, target: Path, options: argparse.Namespace) -> None:
    """Write steps, blank figure and words beside a figure, as far as they are asked for."""
    from lesionsim.plots import blank, layers, revealed, save, save_told

    if options.told:
        for path in save_told(drawn, target):
            say(spoken("Told: {file}", file=path))
    last = layers(drawn) if options.layers else 0
    for step in range(1, last + 1) if options.layers else ():
        written = save(revealed(drawn, step), checked(named(target, str(step))))
        say(spoken("Step {step} of {last}: {file}", step=step, last=last, file=written))
    if options.blank:
        say(spoken("Blank: {file}", file=save(blank(drawn), checked(named(target, "blank")))))


def named(target: Path, ending: str) -> Path:
    """Return the name of a figure's file with an ending before its suffix.

    >>> named(Path("b1-map.png"), "blank").name
    'b1-map-blank.png'
    """
    return target.with_name(f"{target.stem}-{ending}{target.suffix}")


def checked(path: Path) -> Path:
    """Say that a file will be replaced, where it is there already."""
    if path.exists():
        tell(spoken("{file} will be replaced", file=path))
    return path
