"""Myths on the command line: the cards that `figure` draws, and the answers that `show` prints."""

from __future__ import annotations

import argparse
import os

from lesionsim.cli.changes import PLAIN_KEYS, PROTOCOL_OPTIONS, given
from lesionsim.cli.films import file_for
from lesionsim.cli.screen import say, tell
from lesionsim.cli.steps import write_beside
from lesionsim.errors import ScenarioError
from lesionsim.scenario.wording import listed
from lesionsim.texts import spoken

OF_A_RUN = ("set", "criterion", "time", "measured", "cards")
KIND = "myths"  # of `list`
PREFIX = "myth-"
LINE = "a myth on a card, such as myth-ahead-of-tip (all: lesionsim list myths)"


def is_myth(name: str) -> bool:
    """Tell whether a kind of figure, or an entry to show, is a myth by its name."""
    return name.startswith(PREFIX) and not name.endswith(".toml") and not os.path.exists(name)


def check_alone(options: argparse.Namespace) -> None:
    """Refuse a scenario, or changes of one: a card runs the scenarios that it compares."""
    typed = [f"--{name}" for name in given(options, (*PROTOCOL_OPTIONS, *PLAIN_KEYS, *OF_A_RUN))]
    typed += [options.about] if options.about is not None else []
    if typed:
        raise ScenarioError(
            f"--kind {options.kind} runs scenarios of its own and takes none; leave out {listed(typed, 'and')}"
        )


def draw_myth(options: argparse.Namespace) -> int:
    """Run and draw a card, and say where it is."""
    from lesionsim.lessons.myths import myth_named

    myth = myth_named(options.kind)
    check_alone(options)
    target = file_for(options.file or f"{PREFIX}{myth.name}.png", "", options.kind, film=False)
    if target.exists():
        tell(spoken("{file} will be replaced", file=target))
    from lesionsim.plots.cards_of_myths import myth_card
    from lesionsim.plots.saving import save

    drawn = myth_card(myth.answer(), style=options.style)
    save(drawn, target)
    say(spoken("Picture: {file}", file=target))
    write_beside(drawn, target, options)
    return 0


def show_myth(name: str) -> None:
    """Print a myth: both sides, and the model's answer, which is run."""
    from lesionsim.lessons.myths import myth_named

    say(str(myth_named(name).answer()))


def show_myths() -> None:
    """Print the table of myths."""
    from lesionsim.lessons.myths import myths

    say(str(myths()))
