"""What came out, in words: a table for the screen, and a page in Markdown or HTML."""

from __future__ import annotations

import math
import textwrap

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.texts import spoken
from lesionsim.validate import conflicts, details
from lesionsim.validate.page import Bullets, Chapter, Grid, Image, grid, in_html, markdown
from lesionsim.validate.reading import Value
from lesionsim.validate.reasons import number, reason
from lesionsim.validate.statement import ORDERING, in_unit, span
from lesionsim.validate.validation import Held, Validation
from lesionsim.validate.verdict import BEFOREHAND, RULES

PICTURE = "validation.png"
WIDE = 118
TITLE = "Model against published lesions"
HEADS = ("paper", "statement", "paper says", "model", "with parameters", "over criteria", "verdict")
INTRODUCTION = (
    "Published sizes, ratios, bounds and orderings, each under the conditions that its paper tells and stated "
    "assumptions where it is silent. Misses are findings. Nothing in the model was adjusted to meet a paper; only the "
    "papers' numbers and the words around the tables are typed in."
)
COLUMNS_TOLD = (
    "The model's number comes with its numerical error bar. With parameters: each named parameter is moved alone to "
    "both ends of its range, the moves are added in quadrature. Over criteria: the same runs under the usual criteria. "
    "† is from memory."
)


def page(validation: Validation, form: str = "markdown", picture: str = PICTURE) -> str:
    """Return the whole page, in Markdown or HTML.

    Parameters
    ----------
    validation : from `lesionsim.validate()`
    form : "markdown" or "html"
    picture : name of the picture beside the page; none when empty
    """
    write = in_html if form == "html" else markdown
    return write(spoken(TITLE), chapters(validation, picture))


def chapters(validation: Validation, picture: str) -> list[Chapter]:
    """Return everything that the page tells."""
    image = (Image(picture, validation.summary()),) if picture else ()
    counted, shown = validation.counted, validation.shown
    return [
        Chapter("", (f"**{spoken(DISCLAIMER)}.** {spoken(INTRODUCTION)}",)),
        Chapter(spoken("In one minute"), (f"**{validation.summary()}**", *image, spoken(COLUMNS_TOLD), rows(counted))),
        Chapter(spoken("Every miss, in one sentence"), (bullets(validation.misses),)),
        Chapter(
            spoken("The rule, fixed beforehand"), (Bullets(tuple(spoken(rule) for rule in RULES)), spoken(BEFOREHAND))
        ),
        Chapter(spoken("Shown and not counted"), (rows(shown), bullets(shown))),
        Chapter(spoken("Where papers disagree"), (conflicts.table(validation),)),
        *details.chapters(validation),
    ]


def rows(held: list[Held]) -> Grid:
    """Return the table of statements."""
    return grid([spoken(head) for head in HEADS], (row(each) for each in held))


def row(held: Held) -> tuple[str, ...]:
    """Return one statement: what its paper says, the model's number with its uncertainties, and the verdict."""
    statement, answer = held.statement, held.answer
    sure = "" if statement.sure == "verified" else f" ({spoken(statement.sure)})"
    return (
        statement.paper.short,
        spoken(statement.says),
        statement.told + sure,
        model(held),
        ends(held, *answer.interval),
        over_criteria(held),
        verdict(held),
    )


def model(held: Held) -> str:
    """Return the model's number with its numerical error bar, and the span over the configurations of the paper."""
    answer, statement = held.answer, held.statement
    own = in_unit(with_bar(answer.central, statement.digits), statement.unit)
    if statement.kind == ORDERING or math.isnan(answer.low) or answer.low == answer.high:
        return own
    return f"{own} ({ends(held, answer.low, answer.high)})"


def with_bar(value: Value, digits: int) -> str:
    """Return a number with its numerical error bar, with a digit more where the bar would vanish.

    >>> with_bar(Value(5.52, 0.03), 1), with_bar(Value(5.52, 0.2), 1)
    ('5.52 ± 0.03', '5.5 ± 0.2')
    """
    if math.isnan(value.value):
        return spoken("no lesion")
    if value.error == 0:
        return number(value.value, digits)
    more = digits + (value.error < 0.5 * 10**-digits)
    return f"{number(value.value, more)} ± {number(max(value.error, 10**-more), more)}"


def ends(held: Held, low: float, high: float) -> str:
    """Return a range with the digits of a statement."""
    return span(*(number(end, held.statement.digits) for end in (low, high)))


def over_criteria(held: Held) -> str:
    """Return the range over criteria; a dash where the criterion plays no part."""
    low, high = held.answer.over_criteria
    return "–" if low == high or math.isnan(low) else ends(held, low, high)


def verdict(held: Held) -> str:
    """Return the verdict in words; a hit that owes itself to the error bar says so."""
    if not held.statement.counted:
        return spoken("not counted; meets it") if held.verdict.hit else spoken("not counted; does not meet it")
    if not held.verdict.hit:
        return spoken("**MISS**")
    return spoken("hit, by its error bar alone") if by_bar_alone(held) else spoken("hit")


def by_bar_alone(held: Held) -> bool:
    """Tell whether a hit's own number lies outside the paper's range, which its numerical error bar reaches."""
    statement, central = held.statement, held.answer.central.value
    outside = not statement.low <= central <= statement.high
    return held.verdict.hit and statement.low != statement.high and outside


def bullets(held: list[Held]) -> Bullets:
    """Return a sentence on each statement: why it is missed, why it is not counted, what else to know."""
    return Bullets(tuple(sentence(each) for each in held) or (spoken("None."),))


def sentence(held: Held) -> str:
    """Return what to know of one statement."""
    statement = held.statement
    told = [reason(held), spoken(statement.uncounted), spoken(statement.note)]
    words = " ".join(each if each.endswith(".") else f"{each[0].upper()}{each[1:]}." for each in told if each)
    return f"**{statement.paper.short}, {spoken(statement.short)}.** {words}"


def table(validation: Validation) -> str:
    """Return lines for a screen: hits and misses, then a sentence on each miss."""
    lines = [""]
    for each in validation.held:
        lines += lines_of(each)
    told = [textwrap.fill(sentence(each).replace("**", ""), WIDE) for each in validation.misses]
    return "\n".join([*lines[1:], "", *told, ""])


def lines_of(held: Held) -> list[str]:
    """Return one statement in a line or two."""
    paper, says, told, found, with_parameters, criteria, judged = row(held)
    first = f"{judged.replace('**', ''):<8.30} {paper}: {says}"
    numbers = spoken(
        "paper {told}; model {found}, {parameters} with parameters, {criteria} over criteria",
        told=told, found=found, parameters=with_parameters, criteria=criteria,
    )  # fmt: skip
    return [
        *textwrap.wrap(first, WIDE),
        *textwrap.wrap(numbers, WIDE, initial_indent=" " * 9, subsequent_indent=" " * 9),
    ]
