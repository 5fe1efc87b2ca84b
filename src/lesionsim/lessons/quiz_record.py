"""The answers of the quiz, kept in a small file of the folder in which one works."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from lesionsim.lessons.feedback import Paragraph
from lesionsim.texts import spoken

FILE = "lesionsim-quiz.json"
ROUNDS = ("before", "after")
LARGEST_BYTES = 20_000
NUMBERS, LETTERS = {str(number) for number in range(1, 11)}, set("abcd")


class Record(NamedTuple):
    """The round that is on, and the letters given in both rounds by question."""

    when: str
    before: dict[str, str]
    after: dict[str, str]

    @property
    def given(self) -> dict[str, str]:
        """The letters of the round that is on."""
        return self.after if self.when == "after" else self.before

    def with_given(self, given: dict[str, str]) -> Record:
        """Return the record with other letters in the round that is on."""
        return self._replace(after=given) if self.when == "after" else self._replace(before=given)


def nothing() -> Record:
    """Return the record of somebody who has answered nothing yet."""
    return Record("before", {}, {})


class Memory:
    """What is known in this session, when the file cannot be written."""

    record = nothing()
    unwritten = False


def kept() -> Record:
    """Return what was answered so far; a file that is no record counts as none."""
    if Memory.unwritten:
        return Memory.record
    try:
        path = Path(FILE)
        if path.stat().st_size > LARGEST_BYTES:
            return nothing()
        return record_in(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return nothing()


def record_in(found: Any) -> Record:
    """Return what a file holds, without what does not belong there."""
    if not isinstance(found, dict):
        return nothing()
    when = found.get("when")
    return Record(when if when in ROUNDS else "before", *(letters_in(found.get(each)) for each in ROUNDS))


def letters_in(found: Any) -> dict[str, str]:
    """Return the letters by question, without what does not belong there."""
    if not isinstance(found, dict):
        return {}
    return {number: letter for number, letter in found.items()
            if number in NUMBERS and isinstance(letter, str) and letter in LETTERS}  # fmt: skip


def keep(record: Record) -> list[Paragraph]:
    """Keep a record; say so when it is kept in memory alone."""
    try:
        Path(FILE).write_text(json.dumps(record._asdict(), indent=1) + "\n", encoding="utf-8")
        Memory.unwritten = False
        return []
    except OSError:
        Memory.record, Memory.unwritten = record, True
        told = "This folder cannot be written to, so the answers are kept until this session ends."
        return [Paragraph(spoken(told))]
