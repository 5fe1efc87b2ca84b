"""Questions on which papers disagree, and what the model says, held and with current, over the usual criteria."""

from __future__ import annotations

import math

from lesionsim.texts import spoken
from lesionsim.validate.page import Grid, grid
from lesionsim.validate.reasons import number
from lesionsim.validate.statement import in_unit, span
from lesionsim.validate.validation import Held, Validation

HEADS = ("question", "one side", "the other side", "model, over the usual criteria")
QUESTIONS = (
    (
        "Does it reach ahead of the tip?",
        "Cosman 2014: yes, ahead and behind, 1 to 5 mm longer than the tip",
        "Bogduk 1987: no. NeuroTherm manual: very little beyond the tip",
        ("ahead",),
    ),
    (
        "Does it stop growing?",
        "NeuroTherm manual: at 60 s. Goldberg 1995: at 6 min",
        "Cosman 2014: 11 to 20 % wider after 2 min than after 1. Provenzano 2015: growing at 180 s",
        ("two-minutes", "plateau"),
    ),
    (
        "How wide is it?",
        "Bogduk 1987: radius 2 mm at most. Older work: radius 1.1 to 2.2 mm",
        "Cosman 2014 (derived): 4.6 to 6.9 mm with 22 G, 7.6 to 10.9 mm with 16 G",
        ("width-22g", "width-16g"),
    ),
    (
        "Does a hotter tip matter?",
        "Cosman 2014: 108 to 152 % wider from 60 to 90 °C",
        "Goldberg 1995: minimal effect from 80 to 90 °C",
        ("hotter", "little-hotter"),
    ),
)


def table(validation: Validation) -> Grid:
    """Return the questions, who says what, and the model's ranges."""
    known = {each.statement.name: each for each in validation.held}
    rows = [
        (*(spoken(words) for words in sides), "; ".join(of_model(known[name]) for name in names if name in known))
        for *sides, names in QUESTIONS
    ]
    return grid([spoken(head) for head in HEADS], rows)


def of_model(held: Held) -> str:
    """Return the model's ranges for a statement, for each source, both temperatures at the start together."""
    told = [f"{source} {range_of(held, source)}" for source in ("held", "rf")]
    return f"{spoken(held.statement.short)}: {', '.join(told)}"


def range_of(held: Held, source: str) -> str:
    """Return the range of one source over criteria and temperatures at the start."""
    found = [
        value.value
        for bench, values in held.elsewhere.items()
        for value in values.values()
        if bench.source == source and not math.isnan(value.value)
    ]
    if not found:
        return "–"
    digits = held.statement.digits
    return in_unit(span(number(min(found), digits), number(max(found), digits)), held.statement.unit)
