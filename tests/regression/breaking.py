"""Scenarios broken at random: a valid one as plain tables, one to three places of it made wrong, and their names.

The places and what is wrong for them come from the rules beside the fields, so a new field is attacked without being
listed here.
"""

import copy
import datetime
import math
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from lesionsim.scenario import Scenario
from lesionsim.scenario.checks import Choice, Number, Place, Several, Text
from lesionsim.scenario.fields import join, slots_of
from lesionsim.scenario.writing import table_from
from lesionsim.units import KELVIN_AT_0_C

from .drawn import scenarios

HUGE = 10**400
NO_NUMBERS = ("", "warm", "80 °C", "80,5", True, [], [1.0], {}, {"a": 1}, datetime.date(2020, 1, 1), HUGE, -HUGE)
NO_TEXT = (5, True, 1.5, [], {}, ["a"], datetime.time(1, 2), math.nan)
NO_LIST = ("one", 3, 0.5, False)
NO_TABLE = (3, math.nan, True, [], [[]], datetime.date(2020, 1, 1))
NO_NUMBER_ALLOWED = (math.nan, math.inf, -math.inf, 1e308, -1e308)
STRANGE_TEXT = ("two\x07bells", "line\x00end", "\x1b[31m red")


class Break(NamedTuple):
    """One way to break a table: what it spoils, which places must be named, and how it is done."""

    spoils: str
    named: tuple[str, ...]
    do: Callable[[dict[str, Any]], None]


class Broken(NamedTuple):
    """A broken scenario, and the places that a message must name."""

    table: dict[str, Any]
    named: tuple[str, ...]


@st.composite
def broken_scenarios(draw, limits=None):
    """Draw a valid scenario and break one to three places of it."""
    scenario = draw(scenarios() if limits is None else scenarios(limits))
    table = copy.deepcopy(table_from(scenario))
    open_places = list(breaks(table, Scenario, "", ()))
    named: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        if not open_places:
            break
        chosen = draw(st.sampled_from(open_places))
        chosen.do(table)
        named += chosen.named
        open_places = [each for each in open_places if not touches(each.spoils, chosen.spoils)]
    return Broken(table, tuple(named))


def touches(one, other):
    """Tell whether two places are the same, or one lies within the other."""
    return any(a == b or a.startswith((f"{b}.", f"{b}[")) or b == "" for a, b in ((one, other), (other, one)))


def breaks(table, noun, place, path):
    """Yield every way to break a table that describes a noun."""
    slots = {slot.name: slot for slot in slots_of(noun)}
    for key, value in table.items():
        here = join(place, key)
        if key == "kind":
            yield from kind_breaks(place, here, (*path, key))
            continue
        slot = slots[key]
        if slot.required:
            yield Break(here, (here,), removing((*path, key)))
        yield Break(here, (f"{here}x",), renaming((*path, key)))
        yield from value_breaks(slot, value, here, (*path, key))
    extra = join(place, "extra_table")
    yield Break(extra, (extra,), setting((*path, "extra_table"), {"value": 1}))


def kind_breaks(table_place, here, path):
    """Yield ways to break the kind of a table; what else the table says is then not looked at."""
    for wrong in ("holdd", "", 3, True, []):
        yield Break(table_place, (here,), setting(path, wrong))
    yield Break(table_place, (here,), removing(path))


def value_breaks(slot, value, here, path):
    """Yield ways to break the value of a field: the whole, and what lies inside."""
    if isinstance(value, dict):
        noun = next(each for each in slot.nouns if getattr(each, "kind", None) == value.get("kind"))
        yield from (Break(here, (here,), setting(path, wrong)) for wrong in NO_TABLE if not slot.takes_plain)
        yield from breaks(value, noun, here, path)
    elif slot.many:
        yield from list_breaks(slot, value, here, path)
    else:
        yield from (Break(here, (here,), setting(path, wrong)) for wrong in wrong_for(slot.rule))


def list_breaks(slot, values, here, path):
    """Yield ways to break a list: the whole, how many there are, and each entry."""
    whole = [*NO_LIST, *([[]] if slot.rule.low else []), [values[0]] * (slot.rule.high + 1) if values else "none"]
    yield from (Break(here, (here,), setting(path, wrong)) for wrong in whole)
    for i, value in enumerate(values):
        inside = f"{here}[{i}]"
        if slot.nouns:
            yield from value_breaks(slot._replace(many=False, takes_plain=False), value, inside, (*path, i))
        elif isinstance(slot.rule, Several):
            yield from (Break(inside, (inside,), setting((*path, i), bad)) for bad in wrong_for(slot.rule.each))


def wrong_for(rule):
    """Return values that a rule does not allow."""
    if isinstance(rule, Number):
        step = max(1.0, abs(rule.high))
        outside = (rule.low - step, rule.high + step, *([rule.low] if rule.above_low else []))
        kelvin = (rule.high + KELVIN_AT_0_C,) if rule.unit == "°C" else ()
        return (*NO_NUMBERS, *NO_NUMBER_ALLOWED, *outside, *kelvin)
    if isinstance(rule, Choice):
        return ("helld", "", 99, -1, 0.5, HUGE, math.nan, True, [], {}, datetime.date(2020, 1, 1))
    if isinstance(rule, Text):
        empty = () if rule.may_be_empty else ("", "   ")
        return (*NO_TEXT, *STRANGE_TEXT, "x" * (rule.longest + 1), *empty)
    if isinstance(rule, Place):
        return ("here", 3, [], [1.0, 2.0], [0.0] * 4, [math.nan, 0.0, 0.0], [0.0, "1", 0.0], [0.0, 0.0, 1e9])
    raise TypeError(f"no way to break {type(rule).__name__}; add one")


def setting(path, value):
    """Return what puts a value at a path."""

    def do(table):
        parent_of(table, path)[path[-1]] = value

    return do


def removing(path):
    """Return what takes a key away."""

    def do(table):
        del parent_of(table, path)[path[-1]]

    return do


def renaming(path):
    """Return what misspells a key."""

    def do(table):
        parent = parent_of(table, path)
        parent[f"{path[-1]}x"] = parent.pop(path[-1])

    return do


def parent_of(table, path):
    """Return the table or list that holds the last part of a path."""
    for step in path[:-1]:
        table = table[step]
    return table
