"""The later chapters: what moves the numbers, other experiments, conditions, parameters, papers, rows of the data."""

from __future__ import annotations

import math

from lesionsim.texts import spoken
from lesionsim.validate.edges import USUAL
from lesionsim.validate.fates import fates
from lesionsim.validate.page import Bullets, Chapter, Grid, grid
from lesionsim.validate.parameters import Parameter
from lesionsim.validate.reasons import number
from lesionsim.validate.statement import Condition, Conditions, Paper, span
from lesionsim.validate.uncertainty import Influence
from lesionsim.validate.validation import BENCHES, Bench, Held, Validation
from lesionsim.validate.verdict import would_meet

STRONGEST = 4
SILENCE = "not told"
NOT_A_FIT = (
    "Not a fit: the isotherms from 42 to 70 °C, by 1 °C, under which each statement would be a hit. If papers and "
    "model agreed, one temperature would stand in every row."
)
ELSEWHERE = (
    "Under which usual criteria each statement would be a hit in four experiments: the tip's surface held at the set "
    "temperature (an idealised heated probe, not RF) or heated by current, from 21 or from 37 °C, without blood."
)
SCORES = "How many of the counted statements in this table each criterion would hit:"
BOILING = "These are left out above; tissue that would boil ends a run, because boiling numbers are mostly from memory."


def chapters(validation: Validation) -> list[Chapter]:
    """Return the later chapters."""
    held = list(validation.held)
    told = f"{spoken('Runs without a result')} ({len(validation.failed)})"
    return [
        Chapter(spoken("What moves each number"), (moves(held),)),
        Chapter(
            spoken("Held or with current, cold or warm"),
            (spoken(ELSEWHERE), elsewhere(held), spoken(SCORES), scores(held)),
        ),
        Chapter(spoken("Which isotherm would make each a hit"), (spoken(NOT_A_FIT), isotherms(held))),
        Chapter(spoken("Conditions, as told and as taken"), (conditions(held),)),
        Chapter(spoken("Parameters and their ranges"), (parameters(held),)),
        Chapter(spoken("Rows of the data and what became of them"), (rows_and_fates(),)),
        Chapter(spoken("Papers"), (papers(held),)),
        Chapter(told, (spoken(BOILING), failures(validation))),
    ]


def moves(held: list[Held]) -> Grid:
    """Return the parameters that move each number most."""
    heads = [
        spoken("paper"),
        spoken("statement"),
        spoken("model"),
        spoken("strongest parameters, and the number at their ends"),
    ]
    rows = [
        (
            each.statement.paper.short,
            spoken(each.statement.short),
            number(each.answer.central.value, each.statement.digits),
            "; ".join(moved_words(each, one) for one in each.answer.strongest()[:STRONGEST]) or "–",
        )
        for each in held
    ]
    return grid(heads, rows)


def moved_words(held: Held, influence: Influence) -> str:
    """Return one parameter with the number at each of its ends; a dash where tissue boils in all configurations."""
    digits = held.statement.digits
    ends = [
        f"{spoken(end.words)}: {number(value, digits)}"
        for end, value in zip(influence.parameter.ends, influence.values, strict=True)
    ]
    return f"{spoken(influence.parameter.name)} ({', '.join(ends)})"


def elsewhere(held: list[Held]) -> Grid:
    """Return under which criteria each statement would be a hit in the four experiments."""
    rows = [
        (each.statement.paper.short, spoken(each.statement.short), *(elsewhere_cell(each, bench) for bench in BENCHES))
        for each in held
        if each.elsewhere
    ]
    return grid([spoken("paper"), spoken("statement"), *map(str, BENCHES)], rows)


def elsewhere_cell(held: Held, bench: Bench) -> str:
    """Return the criteria that meet a statement in one experiment, and the range over all usual criteria."""
    values = held.elsewhere[bench]
    known = [each.value for each in values.values() if not math.isnan(each.value)]
    names = [name for name, value in values.items() if would_meet(held.statement, value, held.answer)]
    whole = span(*(number(end, held.statement.digits) for end in (min(known), max(known)))) if known else "–"
    return f"{whole}; **{', '.join(names)}**" if names else f"{whole}; {spoken('none')}"


def scores(held: list[Held]) -> Grid:
    """Return how many counted statements each criterion would hit in each experiment."""
    compared = [each for each in held if each.elsewhere and each.statement.counted]
    rows = [
        (name, *(spoken("{hits} of {all}", hits=score(compared, bench, name), all=len(compared)) for bench in BENCHES))
        for name in USUAL
    ]
    return grid([spoken("criterion"), *map(str, BENCHES)], rows)


def score(held: list[Held], bench: Bench, name: str) -> int:
    """Return how many statements one criterion would hit in one experiment."""
    return sum(would_meet(each.statement, each.elsewhere[bench][name], each.answer) for each in held)


def isotherms(held: list[Held]) -> Grid:
    """Return the isotherms under which each statement would be a hit."""
    rows = [
        (each.statement.paper.short, spoken(each.statement.short), each.statement.told, isotherm_cell(each))
        for each in held
        if each.elsewhere
    ]
    return grid([spoken("paper"), spoken("statement"), spoken("paper says"), spoken("isotherms")], rows)


def isotherm_cell(held: Held) -> str:
    """Return the isotherms under which one statement would be a hit."""
    return spoken("none") if held.isotherms is None else f"{span(*map(str, held.isotherms))} °C"


def conditions(held: list[Held]) -> Grid:
    """Return each set of conditions once, with the statements that share it."""
    shared: dict[Conditions, list[str]] = {}
    for each in held:
        shared.setdefault(each.statement.conditions, []).append(
            f"{each.statement.paper.short}: {spoken(each.statement.short)}"
        )
    heads = [spoken("statements"), *(spoken(name) for name in Conditions._fields)]
    return grid(heads, (("; ".join(names), *map(condition_cell, each)) for each, names in shared.items()))


def condition_cell(condition: Condition) -> str:
    """Return what the paper tells and what the model takes."""
    paper, model = spoken(condition.paper or SILENCE), spoken(condition.model)
    return paper if paper == model else spoken("{paper} → {model}", paper=paper, model=model)


def parameters(held: list[Held]) -> Grid:
    """Return every parameter with its ends and where they come from."""
    every = dict.fromkeys(each for one in held for each in one.statement.parameters)
    heads = [spoken(head) for head in ("parameter", "ends", "source", "confidence")]
    return grid(heads, map(parameter_row, every))


def parameter_row(parameter: Parameter) -> tuple[str, str, str, str]:
    """Return one parameter."""
    ends = spoken(" or ").join(spoken(end.words) for end in parameter.ends)
    return spoken(parameter.name), ends, spoken(parameter.source), parameter.sure


def rows_and_fates() -> Grid:
    """Return every row of the collected data, and the statement that it became or why there is none."""
    heads = [spoken(head) for head in ("row", "what it is", "what became of it")]
    return grid(heads, ((row, spoken(what), fate) for row, what, fate in fates()))


def papers(held: list[Held]) -> Bullets:
    """Return the papers with their addresses."""
    every: dict[Paper, None] = dict.fromkeys(each.statement.paper for each in held)
    return Bullets(tuple(f"**{each.short}**: {each.reference}. {each.address}" for each in every))


def failures(validation: Validation) -> Bullets:
    """Return which runs have no result."""
    told = tuple(f"{setting}: {reason}" for setting, reason in validation.failed.items())
    return Bullets(told or (spoken("None."),))
