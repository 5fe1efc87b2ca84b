"""A myth before the model is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lesionsim.plots.myth_data import Answered, Curves, Number, Rows, Said, Side


class Model(NamedTuple):
    """What the model answers: in few words, in a sentence, in numbers, under which conditions, and as a plot."""

    verdict: Said
    sentence: Said
    numbers: tuple[Number, ...]
    conditions: Said
    evidence: Rows | Curves


class Myth(NamedTuple):
    """A belief as a question, the two sides that are published, and how the model answers: by runs, each time anew.

    Examples
    --------
    >>> import lesionsim as ls
    >>> myth = ls.myths()["ahead-of-tip"]
    >>> str(myth.belief), [source.short for side in myth.sides for source in side.sources]
    ('Is nothing heated ahead of the tip?', ['Bogduk 1987', 'Cosman 2014'])
    """

    name: str
    belief: Said
    sides: tuple[Side, Side]
    question: Said
    model: Callable[[], Model]

    def answer(self) -> Answered:
        """Run the model and return the card's content."""
        found = self.model()
        return Answered(
            self.name, self.belief, self.sides, self.question, found.verdict, found.sentence, found.numbers,
            found.conditions, found.evidence,
        )  # fmt: skip

    def __str__(self) -> str:
        return f"myth-{self.name}: {self.belief}"
