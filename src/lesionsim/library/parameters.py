"""What a card tells of one number, and the words for how sure it is."""

from __future__ import annotations

from typing import Final, NamedTuple

# What a confidence begins with, in the words of people; the first that fits holds.
GRADES: Final = {
    "VERIFIED (secondary)": "verified, second hand",
    "VERIFIED": "verified",
    "SECONDARY": "second hand",
    "DERIVED": "derived",
    "DEFINED": "defined",
    "CONVENTION": "habit of the field",
    "ASSUMED": "assumed",
    "an assumption": "assumed",
    "MEMORY": "from memory",
    "CHOSEN": "a choice",
    "NUMERICAL": "numerical",
}
UNKNOWN: Final = "no source given"
MEANINGS: Final = {
    "verified": "seen in the source that is named, or in a copy of it",
    "verified, second hand": "seen in later work that cites the source",
    "second hand": "agrees with a table that is no primary source",
    "derived": "computed here from published measurements",
    "defined": "exact by definition: of a benchmark, or of the SI",
    "habit of the field": "usual in practice; not a measurement",
    "assumed": "taken over from elsewhere, or a guess that is marked",
    "from memory": "recalled, and not found in a source",
    "a choice": "chosen by whoever wrote the scenario; varying it shows what it does",
    "numerical": "sets how finely the run is computed; its effect is in the ± of each measure",
    UNKNOWN: "nobody said where it comes from",
}


class Spread(NamedTuple):
    """The range of a number: the words, where it comes from, and how sure it is."""

    text: str  # without the unit
    unit: str
    reference: str
    confidence: str
    note: str = ""


class Parameter(NamedTuple):
    """One number behind a result."""

    key: str  # in the scenario's file
    name: str
    value: str
    unit: str
    reference: str
    confidence: str
    holds_at: str = ""  # temperature; empty where a number has none
    note: str = ""
    spread: Spread | None = None

    @property
    def grade(self) -> str:
        """How sure the number is, in few words."""
        return grade(self.confidence)

    @property
    def told(self) -> str:
        """The value with its unit."""
        return f"{self.value} {self.unit}".strip()


class Part(NamedTuple):
    """The numbers of one part: a tissue, the probe, a criterion."""

    title: str
    of: str  # which one it is
    parameters: tuple[Parameter, ...]


def grade(confidence: str) -> str:
    """Return how sure a number is, in few words.

    >>> grade("MEMORY, unverified against a standard"), grade("VERIFIED for the rates"), grade("")
    ('from memory', 'verified', 'no source given')
    """
    return next((words for begin, words in GRADES.items() if confidence.startswith(begin)), UNKNOWN)
