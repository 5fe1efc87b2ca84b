"""Hit or miss, by a rule that was fixed before the model was asked."""

from __future__ import annotations

import math
from typing import NamedTuple

from lesionsim.validate.reading import Value
from lesionsim.validate.statement import ORDERING, Statement
from lesionsim.validate.uncertainty import Answer

RULES = (
    "A range, a spread or a bound is hit when the model's number, with its numerical error bar, reaches it. The number "
    "is the mean over the configurations that the paper may have meant; wide parameters make no hit.",
    "A single number without any spread is hit when it lies in the model's interval: all configurations, moved by the "
    "named parameters and by the numerical error bar.",
    "An ordering is hit when its smallest step is larger than the step's numerical error bar.",
    "Everything is judged under one criterion, chosen by the paper's words: an isotherm of unknown temperature is that "
    "of 50 °C; coagulation, burn and loss of function are the liver set. Other criteria are shown and judge nothing.",
    "A statement is counted when the paper's number was read in a source (or follows from such numbers by arithmetic) "
    "and every condition that the paper tells can be matched. All others are shown and not counted.",
)
BEFOREHAND = (
    "These rules were written before this command first ran. An earlier table of the same project had shown Cosman's "
    "statements under every criterion by then, so read the range over criteria beside each verdict."
)
IN_PARAMETERS, IN_CRITERIA, NOWHERE = "parameters", "criteria", "nowhere"


class Verdict(NamedTuple):
    """Whether a statement is hit; where a miss could come from: named parameters, the criterion, or neither."""

    hit: bool
    reach: str = ""


def touches(statement: Statement, low: float, high: float) -> bool:
    """Tell whether an interval of the model reaches the paper's; none reaches it where there is no lesion."""
    return low <= statement.high and high >= statement.low


def near(statement: Statement, value: Value) -> bool:
    """Tell whether a number with its numerical error bar reaches the paper's range."""
    if statement.kind == ORDERING:
        return value.value - value.error > statement.low
    return touches(statement, value.value - value.error, value.value + value.error)


def without_spread(statement: Statement) -> bool:
    """Tell whether the paper gives a single number."""
    return statement.low == statement.high


def is_hit(statement: Statement, found: Answer) -> bool:
    """Apply the rule."""
    return touches(statement, *found.whole) if without_spread(statement) else near(statement, found.central)


def judged(statement: Statement, found: Answer) -> Verdict:
    """Return the verdict, and for a miss what could explain it."""
    if is_hit(statement, found):
        return Verdict(True)
    if touches(statement, *found.interval):
        return Verdict(False, IN_PARAMETERS)
    return Verdict(False, IN_CRITERIA if meeting(statement, found) else NOWHERE)


def meeting(statement: Statement, found: Answer) -> list[str]:
    """Return the usual criteria under which the number would reach the paper's."""
    return [name for name, value in found.criteria.items() if would_meet(statement, value, found)]


def would_meet(statement: Statement, value: Value, found: Answer) -> bool:
    """Tell whether a number under another criterion would be a hit.

    Where the paper gives a single number, the interval around it is taken to be as wide, relative to the number, as
    under the own criterion.
    """
    if not without_spread(statement):
        return near(statement, value)
    low, high = found.whole
    share = value.value / found.central.value if found.central.value else math.nan
    return touches(statement, share * low, share * high)
