"""What a learner is told, as paragraphs that print as text and show as a small card in a notebook."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

WIDE = 100
NEW_LINE = "\n"
CARD = "border-left:4px solid {colour};padding:0.2em 0.9em;margin:0.4em 0;max-width:46em;line-height:1.45"
COLOURS = {"asked": "#00429d", "told": "#004d33", "other": "#8a5a00"}


class Paragraph(NamedTuple):
    """A paragraph with a word or two in bold before it."""

    text: str
    head: str = ""


class Told:
    """Paragraphs on one card; printing gives the text alone."""

    paragraphs: tuple[Paragraph, ...]
    kind: str

    def __str__(self) -> str:
        return "\n".join(wrapped(f"{each.head} {each.text}".strip()) for each in self.paragraphs)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        style = CARD.format(colour=COLOURS.get(self.kind, COLOURS["other"]))
        lines = (
            f"<p style='margin:0.35em 0'>{bold(each.head)}{escape(each.text).replace(NEW_LINE, '<br>')}</p>"
            for each in self.paragraphs
        )
        return f"<div style='{style}'>{''.join(lines)}</div>"


@dataclass(frozen=True, repr=False)
class Card(Told):
    """Something that is told; `kind` is "asked", "told", "unfinished" or "unknown"."""

    kind: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, repr=False)
class Feedback(Told):
    """How good a guess and its reason were.

    `kind` is "told" when the answer was given, "unfinished" when the guess or the reason was missing or could not be
    read, "unknown" when there is no such exercise, "failed" when the model could not answer. `closeness` is 2 for very
    close, 1 for close, 0 for not close and None where no number was asked; `right_reason` is None for own words.
    `beliefs` names what stands behind a wrong answer.
    """

    kind: str
    paragraphs: tuple[Paragraph, ...]
    name: str = ""
    value: float | None = None
    closeness: int | None = None
    right_reason: bool | None = None
    beliefs: tuple[str, ...] = ()


def bold(head: str) -> str:
    """Return the words before a paragraph in bold."""
    return f"<b>{escape(head)}</b> " if head else ""


def wrapped(text: str) -> str:
    """Break a paragraph into lines, keeping those that it has."""
    return "\n".join(
        textwrap.fill(line, WIDE, subsequent_indent="   " if line[1:2] == ")" else "") for line in text.split("\n")
    )
