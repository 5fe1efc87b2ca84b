"""`--language`: read before all other words, since help is written in that language, too."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

from lesionsim.errors import ScenarioError
from lesionsim.texts import language, spoken
from lesionsim.texts.language import checked

OPTION = "--language"
ABOUT = "en or es: language of help, reports and figures (default: LESIONSIM_LANGUAGE, else en)"


@contextmanager
def in_language(words: Sequence[str]) -> Iterator[list[str]]:
    """Speak the language that was typed, wherever it stands, and give all other words.

    Raises
    ------
    ScenarioError
        When it is typed twice or without a value, or there is no such language.
    """
    codes, others = apart(words)
    if len(codes) > 1:
        raise ScenarioError(f"{OPTION} is given {len(codes)} times; give it once")
    with language(checked(codes[0], OPTION)) if codes else nullcontext():
        yield others


def apart(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the languages that were typed, and all other words.

    >>> apart(["--language", "es", "run", "b1"]), apart(["run", "--language=es"])
    ((['es'], ['run', 'b1']), (['es'], ['run']))
    """
    codes: list[str] = []
    others: list[str] = []
    left = iter(words)
    for word in left:
        name, sign, value = word.partition("=")
        if word == "--":
            return codes, [*others, word, *left]
        if name != OPTION:
            others.append(word)
            continue
        code = value if sign else next(left, "-")
        if code.startswith("-") or not code:
            raise ScenarioError(f"{OPTION} needs a value, en or es. See lesionsim --help")
        codes.append(code)
    return codes, others


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose lines stand as they are written, with its few words of its own in the language in use."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        """Begin with "usage" in the language in use."""
        super().add_usage(usage, actions, groups, spoken("usage: ") if prefix is None else prefix)


def translate(parser: argparse.ArgumentParser) -> None:
    """Put the texts of a parser's options and groups into the language in use."""
    for action in parser._actions:
        if action.help and action.help != argparse.SUPPRESS:
            action.help = spoken(action.help)
    for group in parser._action_groups:
        if group.title:
            group.title = spoken(group.title)
