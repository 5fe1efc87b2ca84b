"""Every key of a scenario, from the rules that check it, and every variable of a result, from its schema."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from lesionsim.result.schema import EVERYWHERE, SCHEMA
from lesionsim.scenario import Scenario
from lesionsim.scenario.checks import Rule
from lesionsim.scenario.fields import Slot, slots_of
from lesionsim.scenario.wording import plain, shown


def key_page() -> str:
    """Return the page of all keys."""
    nouns = list(dict.fromkeys(nouns_below(Scenario)))
    head = [
        "# Scenario keys",
        "Every key that a scenario file may hold, with its unit and what is allowed, from the rules that check it. "
        "A file of your own with the same words as comments: `lesionsim new mine.toml`.",
    ]
    return "\n\n".join([*head, *(noun_section(noun) for noun in nouns)]) + "\n"


def nouns_below(noun: type[Any]) -> Iterator[type[Any]]:
    """Yield a noun and all that may stand in its fields."""
    yield noun
    for slot in slots_of(noun):
        for each in slot.nouns:
            yield from nouns_below(each)


def noun_section(noun: type[Any]) -> str:
    """Return the table of one noun."""
    kind = f', `kind = "{noun.kind}"`' if hasattr(noun, "kind") else ""
    said = cell((noun.__doc__ or "").split("\n\n")[0])
    head = f"## {noun.__name__}\n\n{said}{kind}\n"
    rows = [f"| `{slot.name}` | {meaning(slot)} | {default(noun, slot)} |" for slot in slots_of(noun)]
    return "\n".join([head, "| key | meaning, and what is allowed | where left out |", "| --- | --- | --- |", *rows])


def meaning(slot: Slot) -> str:
    """Return what a key means and what is allowed."""
    rule: Rule = slot.rule
    allowed = f"; {rule.allowed}" if rule.allowed else ""
    links = [f"[{each.__name__}](#{each.__name__.lower()})" for each in slot.nouns]
    kinds = f"; {'one of' if len(links) > 1 else 'a'} {', '.join(links)}" if links else ""
    return cell(f"{rule.about}{allowed}") + kinds


def default(noun: type[Any], slot: Slot) -> str:
    """Return what holds where a key is left out."""
    field = next(each for each in dataclasses.fields(noun) if each.name == slot.name)
    if slot.required:
        return "must be given"
    value = field.default if field.default is not dataclasses.MISSING else None
    if value is None or value == () or dataclasses.is_dataclass(value):
        return "its own defaults" if field.default_factory is not dataclasses.MISSING else "none"
    if value == "":
        return "empty"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{plain(value)} {slot.rule.unit}".strip()
    return cell(str(value) if isinstance(value, tuple) else shown(value))


def cell(text: str) -> str:
    """Return a text as it may stand in a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("``", "`")


def schema_page() -> str:
    """Return the page of a result's variables."""
    rows = [
        f"| `{name}` | {', '.join(each.dims)} | {each.units or '–'} | {cell(each.long_name)} |"
        for name, each in EVERYWHERE.items()
    ]
    head = (
        f"# Result schema\n\nA result is an xarray Dataset of the schema `{SCHEMA}`. Beside bone, fields have a "
        "dimension `theta` before `r` and `z`. Its attributes carry the scenario, versions, the balance of energy and "
        "the disclaimer, so any figure can be made again from the file alone.\n"
    )
    return "\n".join([head, "| variable | over | unit | meaning |", "| --- | --- | --- | --- |", *rows]) + "\n"
