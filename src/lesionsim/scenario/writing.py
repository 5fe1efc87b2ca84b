"""From nouns to TOML: complete for records, commented for people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .checks import Several
from .fields import Slot, join, slots_of
from .scenario import Scenario

WIDTH = 100
SHORT = 3  # numbers that fit on one line, such as those of a point


def table_from(noun: Any) -> dict[str, Any]:
    """Return a noun as a plain table; what is left out when read, is left out here."""
    kind = {"kind": noun.kind} if hasattr(noun, "kind") else {}
    fields = {slot.name: plain_value(getattr(noun, slot.name)) for slot in slots_of(type(noun))}
    return kind | {name: value for name, value in fields.items() if value is not None}


def plain_value(value: Any) -> Any:
    """Return a value as TOML can hold it."""
    if isinstance(value, tuple):
        return [plain_value(each) for each in value]
    return table_from(value) if hasattr(value, "__dataclass_fields__") else value


@lru_cache(maxsize=64)
def to_toml(scenario: Scenario) -> str:
    """Return a scenario as TOML, complete and exact; ``from_toml`` gives an equal scenario back."""
    import tomli_w

    return tomli_w.dumps(table_from(scenario))


def commented_toml(scenario: Scenario) -> str:
    """Return a scenario as TOML in which every key says its meaning, its unit and what is allowed."""
    head = [
        "# A scenario of lesionsim. Educational, not for clinical planning.",
        "# Run it: lesionsim run FILE.toml",
    ]
    return "\n".join([*head, *commented_noun(scenario, "")]) + "\n"


def commented_noun(noun: Any, place: str) -> Iterator[str]:
    """Write a noun: first its own values, then its parts, as TOML demands."""
    slots = slots_of(type(noun))
    values = {slot: getattr(noun, slot.name) for slot in slots}
    parts = {slot: value for slot, value in values.items() if is_part(slot, value)}
    if hasattr(noun, "kind"):
        yield assignment("kind", noun.kind)
    for slot in slots:
        if slot not in parts:
            yield from commented_value(slot, values[slot])
    for slot, value in parts.items():
        yield from commented_part(slot, value, join(place, slot.name))


def is_part(slot: Slot, value: Any) -> bool:
    """Tell whether a value is a noun, or a list of nouns."""
    return bool(slot.nouns) and (isinstance(value, slot.nouns) or (slot.many and value != ()))


def commented_value(slot: Slot, value: Any) -> Iterator[str]:
    """Write one key below its comment; a key that is not set stays a comment."""
    import textwrap

    yield from comment(slot)
    if value == () and isinstance(slot.rule, Several) and slot.rule.example:
        yield f"# {slot.name} = {slot.rule.example}"
        yield from textwrap.wrap(slot.rule.more, WIDTH, initial_indent="# ", subsequent_indent="#   ")
    yield f"# {slot.name} =" if value is None else assignment(slot.name, plain_value(value))


def commented_part(slot: Slot, value: Any, place: str) -> Iterator[str]:
    """Write the tables of one part below its comment."""
    yield ""
    yield from comment(slot)
    for i, each in enumerate(value if slot.many else (value,)):
        if i > 0:
            yield ""
        yield f"[[{place}]]" if slot.many else f"[{place}]"
        yield from commented_noun(each, place)


def assignment(key: str, value: Any) -> str:
    """Write one key and its value."""
    import tomli_w

    if isinstance(value, list) and len(value) <= SHORT and all(isinstance(each, float) for each in value):
        return f"{key} = [{', '.join(map(repr, value))}]"
    return tomli_w.dumps({key: value}).rstrip("\n")


def comment(slot: Slot) -> Iterator[str]:
    """Write meaning and allowed values as lines of comment."""
    import textwrap

    kinds = f"kind: {', '.join(slot.kinds)}" if slot.tagged else ""
    words = "; ".join(part for part in (slot.rule.about, slot.rule.allowed, kinds) if part)
    yield from textwrap.wrap(words, WIDTH, initial_indent="# ", subsequent_indent="#   ")
