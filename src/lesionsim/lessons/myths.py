"""Myths: what is believed, what is published on either side, and the model's answer, computed when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from lesionsim.errors import ScenarioError
from lesionsim.lessons.myth_answers.myth import Myth
from lesionsim.scenario.wording import nearest_phrase, shown
from lesionsim.texts import spoken

PREFIX = "myth-"
NAMES = (
    "ahead-of-tip", "sixty-seconds", "one-over-r4", "bone-enlarges", "waves-beam", "display-shows-tissue",
    "over-at-switch-off", "impedance-shrinks", "bench-is-patient", "coverage-is-relief", "hot-needle",
    "temperature-is-death", "blood-dominates",
)  # fmt: skip


class Myths:
    """All myths: a list to print, and each by its name or its number.

    Examples
    --------
    >>> myths()["sixty-seconds"].sides[0].claim
    Said('stops at 60 s')
    >>> myths()["sixty-secs"]
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: 'sixty-secs' is no myth; nearest: sixty-seconds, ...
    """

    def __getitem__(self, name: str | int) -> Myth:
        return myth_named(NAMES[name] if isinstance(name, int) else name)

    def __iter__(self) -> Iterator[Myth]:
        return (myth_named(name) for name in NAMES)

    def __len__(self) -> int:
        return len(NAMES)

    def __str__(self) -> str:
        return "\n".join(table())

    def __repr__(self) -> str:
        return str(self)


def myths() -> Myths:
    """Return all myths; printed, they are a table of names, beliefs and who says what.

    Each has `answer()`, which runs the model and returns what `lesionsim.plots.myth_card` draws.

    Returns
    -------
    Myths

    Examples
    --------
    >>> import lesionsim as ls
    >>> len(ls.myths()), str(ls.myths()[0].belief)
    (13, 'Is nothing heated ahead of the tip?')
    >>> ls.plots.myth_card(ls.myths()["ahead-of-tip"].answer()).axes != []
    True
    """
    return Myths()


def myth_named(name: str) -> Myth:
    """Return a myth by its name, with or without `myth-` before it.

    Raises
    ------
    ScenarioError
        When there is none of this name; tells the nearest ones.
    """
    plain = name.strip().casefold().removeprefix(PREFIX).replace("_", "-") if isinstance(name, str) else ""
    if plain not in NAMES:
        near = nearest_phrase(plain, NAMES) if plain else f"; must be one of {', '.join(NAMES)}"
        raise ScenarioError(f"{shown(name)} is no myth{near}")
    found: Myth = import_module(f"lesionsim.lessons.myth_answers.{plain.replace('-', '_')}").MYTH
    return found


def table() -> list[str]:
    """Return the lines of the table of myths."""
    rows = [(spoken("myth"), spoken("what is believed"), spoken("one side"), spoken("the other side"))]
    rows += [(f"{PREFIX}{each.name}", str(each.belief), *sides_in_words(each)) for each in Myths()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]


def sides_in_words(myth: Myth) -> tuple[str, str]:
    """Return who says what, briefly, for both sides."""
    left, right = (f"{side.claim} ({', '.join(source.short for source in side.sources)})" for side in myth.sides)
    return left, right


def card_of(name: str) -> str:
    """Return a myth with the model's answer as text; runs the model."""
    return str(myth_named(name).answer())
