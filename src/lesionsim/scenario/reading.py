"""From plain tables (as TOML gives them) to nouns; every problem of a table is found in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from ..errors import SHOWN_AT_MOST, Problem, ScenarioError, visible
from .checks import Number, Several
from .fields import Slot, faults_of, join, slots_of
from .wording import listed, nearest_phrase, shown

# Field name -> function that finds a noun by its name in a library, e.g. {"tissue": lambda name: ...}.
Names = Mapping[str, Callable[[str], Any]]


def read_noun(noun: type[Any], table: Mapping[str, Any], place: str, names: Names, problems: list[Problem]) -> Any:
    """Build a noun from a table; on trouble add to ``problems`` and return None."""
    before = len(problems)
    slots = {slot.name: slot for slot in slots_of(noun)}
    for key in table:
        if key not in slots and not (key == "kind" and hasattr(noun, "kind")):
            problems.append(unknown_key(key, place, noun, problems))
    values, wrong = {}, set()
    for name, slot in slots.items():
        so_far = len(problems)
        if name in table:
            values[name] = read_value(slot, table[name], join(place, name), names, problems)
        elif slot.required:
            problems.append(Problem(join(place, name), f"is missing; give {what_is_wanted(slot)}"))
        if len(problems) > so_far:
            wrong.add(name)
    if len(problems) == before:
        return built(noun, values, place, problems)
    if hasattr(noun, "problems_of_some"):
        right = {name: value for name, value in (defaults_of(noun) | values).items() if name not in wrong}
        problems += [problem.within(place) for problem in noun.problems_of_some(right)]
    return None


def defaults_of(noun: type[Any]) -> dict[str, Any]:
    """Return the values of fields that are left out."""
    made = {field.name: field.default_factory() for field in fields(noun) if field.default_factory is not MISSING}
    return made | {field.name: field.default for field in fields(noun) if field.default is not MISSING}


def built(noun: type[Any], values: Mapping[str, Any], place: str, problems: list[Problem]) -> Any:
    """Build a noun whose fields are read; its own complaints get their place."""
    try:
        return noun(**values)
    except ScenarioError as error:
        problems += error.within(place).problems
        return None


def read_value(slot: Slot, value: Any, place: str, names: Names, problems: list[Problem]) -> Any:
    """Read the value of one field: plain, a noun, or a list of either."""
    if value is None and slot.optional:
        return None
    if not slot.many or not isinstance(value, list | tuple):
        return read_one(slot, value, place, names, problems)
    fault = slot.rule.fault(value)
    if fault:
        problems.append(Problem(place, fault))
        return None
    if not slot.nouns:
        return read_leaf(slot, tuple(value), place, problems)
    one = slot._replace(many=False)
    return tuple(read_one(one, item, f"{place}[{i}]", names, problems) for i, item in enumerate(value))


def read_one(slot: Slot, value: Any, place: str, names: Names, problems: list[Problem]) -> Any:
    """Read a single value: a table becomes a noun, a name is looked up, the rest is checked as it is."""
    if isinstance(value, Mapping) and slot.nouns and not slot.many:
        return read_table(slot, value, place, names, problems)
    if isinstance(value, str) and slot.name in names and not slot.many:
        return found(names[slot.name], value, place, problems)
    if slot.many or not slot.nouns or slot.takes_plain or isinstance(value, slot.nouns):
        return read_leaf(slot, value, place, problems)
    problems.append(Problem(place, f"is {shown(value)}; must be {what_is_wanted(slot)}"))
    return None


def read_leaf(slot: Slot, value: Any, place: str, problems: list[Problem]) -> Any:
    """Check a value as it is."""
    faults = faults_of(slot, value)
    problems += [Problem(place + fault.place.removeprefix(slot.name), fault.text) for fault in faults]
    return None if faults else value


def found(look_up: Callable[[str], Any], name: str, place: str, problems: list[Problem]) -> Any:
    """Look a name up in the library."""
    try:
        return look_up(name)
    except ScenarioError as error:
        problems += error.within(place).problems
        return None


def read_table(slot: Slot, table: Mapping[str, Any], place: str, names: Names, problems: list[Problem]) -> Any:
    """Read a table as the noun that its kind names."""
    if not slot.tagged:
        return read_noun(slot.nouns[0], table, place, names, problems)
    kind, kinds = table.get("kind"), slot.kinds
    if isinstance(kind, str) and kind in kinds:
        return read_noun(kinds[kind], table, place, names, problems)
    allowed = listed([shown(each) for each in kinds])
    if kind is None:
        problems.append(Problem(join(place, "kind"), f"is missing; give {allowed}"))
    else:
        near = nearest_phrase(kind, kinds) if isinstance(kind, str) and len(kinds) > 3 else ""
        problems.append(Problem(join(place, "kind"), f"is {shown(kind)}; must be {allowed}{near}"))
    return None


def unknown_key(key: object, place: str, noun: type[Any], problems: list[Problem]) -> Problem:
    """Return the problem of a key that does not exist, with the nearest ones."""
    where = join(place, visible(str(key)[:80]))
    if len(problems) >= SHOWN_AT_MOST:  # enough is said; comparing words costs time
        return Problem(where, "is not a key that exists here")
    keys = keys_below(noun, place)
    return Problem(where, f"is not a key that exists here{nearest_phrase(where, keys) if keys else ', there is none'}")


def keys_below(noun: type[Any], place: str) -> tuple[str, ...]:
    """Return every dotted key that a noun and its parts may have, the first entry standing for a list."""
    keys: dict[str, None] = {}
    for slot in slots_of(noun):
        here = join(place, slot.name)
        keys[here] = None
        for part in slot.nouns:
            keys |= dict.fromkeys(keys_below(part, f"{here}[0]" if slot.many else here))
    return tuple(keys)


def what_is_wanted(slot: Slot) -> str:
    """Say what belongs into a field."""
    if slot.tagged and slot.nouns:
        kinds = listed([shown(kind) for kind in slot.kinds])
        number = f"a number {slot.rule.allowed}, or " if slot.takes_plain else ""
        lists = f"{slot.rule.allowed} tables" if isinstance(slot.rule, Several) else "a table"
        return f"{number}{lists} with kind = {kinds} ({slot.rule.about})"
    if slot.nouns:
        noun = slot.nouns[0]
        needs = [each.name for each in slots_of(noun) if each.required]
        contents = f" with {listed(needs, 'and')}" if needs else ""
        return f"a {noun.__name__}: a table{contents} ({slot.rule.about})"
    number = "a number " if isinstance(slot.rule, Number) else ""
    return f"{number}{slot.rule.allowed} ({slot.rule.about})" if slot.rule.allowed else slot.rule.about
