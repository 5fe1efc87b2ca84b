"""One sentence on each miss, made from computed numbers."""

from __future__ import annotations

import math

from lesionsim.texts import spoken
from lesionsim.validate.statement import in_unit, span
from lesionsim.validate.validation import Held
from lesionsim.validate.verdict import IN_PARAMETERS, meeting


def number(value: float, digits: int) -> str:
    """Return a number, a dash where there is none.

    >>> number(-0.001, 1), number(float("nan"), 1)
    ('0.0', '–')
    """
    return "–" if math.isnan(value) else f"{round(value, digits) + 0.0:.{digits}f}"


def value_of(held: Held) -> str:
    """Return the model's number with its unit."""
    statement = held.statement
    return in_unit(number(held.answer.central.value, statement.digits), statement.unit)


def reason(held: Held) -> str:
    """Return why a statement is missed, nothing where it is hit.

    The sentence tells how far off the number is, whether a named parameter explains it, which moves it most, and
    whether the criterion does.
    """
    if held.verdict.hit:
        return ""
    if math.isnan(held.answer.central.value):
        return spoken("The model leaves no lesion where the paper has {paper}.", paper=held.statement.told)
    return f"{gap(held)}; {by_parameters(held)}; {by_criteria(held)}."


def gap(held: Held) -> str:
    """Tell by how much the number is off."""
    statement, value = held.statement, held.answer.central.value
    below = value < statement.low
    off = statement.low - value if below else value - statement.high
    told = {
        "model": value_of(held),
        "paper": statement.told,
        "off": in_unit(number(off, max(statement.digits, 1)), statement.unit),
    }
    if below:
        return spoken("The model gives {model} where the paper says {paper}, {off} too little", **told)
    return spoken("The model gives {model} where the paper says {paper}, {off} too much", **told)


def by_parameters(held: Held) -> str:
    """Tell whether the named parameters reach the paper, and which moves the number most towards it."""
    if not held.answer.influences:
        return spoken("no parameter enters")
    digits = held.statement.digits
    whole = span(*(number(end, digits) for end in held.answer.interval))
    most = nearest_end(held)
    if held.verdict.reach == IN_PARAMETERS:
        return spoken("the named parameters together reach it ({whole}; {most})", whole=whole, most=most)
    return spoken("the named parameters do not reach it ({whole}; {most})", whole=whole, most=most)


def nearest_end(held: Held) -> str:
    """Tell which end of which parameter brings the number nearest to the paper."""
    statement, central, digits = held.statement, held.answer.central.value, held.statement.digits
    towards = 1.0 if central < statement.low else -1.0
    ends = [
        (towards * (value - central), value, each.parameter.name, end.words)
        for each in held.answer.influences
        for end, value in zip(each.parameter.ends, each.values, strict=True)
        if not math.isnan(value)
    ]
    best = max(ends, default=(0.0, 0.0, "", ""))
    if best[0] <= 0:
        return spoken("none moves it that way")
    told = {"name": spoken(best[2]), "value": number(best[1], digits), "end": spoken(best[3])}
    return spoken("{name} of {end} comes nearest, {value}", **told)


def by_criteria(held: Held) -> str:
    """Tell under which usual criteria the statement would be a hit."""
    low, high = held.answer.over_criteria
    if low == high:
        return spoken("the criterion plays no part")
    names = meeting(held.statement, held.answer)
    if names:
        return spoken("it would be a hit under {names}", names=", ".join(names))
    return spoken("under no usual criterion would it be a hit")
