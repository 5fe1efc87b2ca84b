"""How a noun shows itself: one line, or a short tree on its own."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from .checks import Place
from .fields import Slot, slots_of
from .wording import plain

Noun = TypeVar("Noun")


def tree(noun: Any) -> str:
    """Return a noun as a short indented tree, one field a line."""
    if not dataclasses.is_dataclass(noun):
        return str(noun)
    slots = [slot for slot in slots_of(type(noun)) if getattr(noun, slot.name) not in (None, "", ())]
    width = max((len(slot.name) for slot in slots), default=0)
    return "\n".join([type(noun).__name__, *(branch(slot, getattr(noun, slot.name), width) for slot in slots)])


def branch(slot: Slot, value: Any, width: int) -> str:
    """Return one field of a tree; a list stands below its name."""
    if isinstance(value, tuple) and not isinstance(value[0], float):
        return "\n".join([f"  {slot.name}", *(f"    {each}" for each in value)])
    return f"  {slot.name:<{width}}  {in_words(slot, value)}"


def in_words(slot: Slot, value: Any) -> str:
    """Write one value with its unit."""
    unit = f" {slot.rule.unit}" if slot.rule.unit else ""
    if isinstance(value, tuple) and isinstance(slot.rule, Place):
        return f"({', '.join(plain(each + 0.0) for each in value)}){unit}"
    if isinstance(value, tuple):
        return f"{plain(value[0])} to {plain(value[-1])}{unit} ({len(value)} values)"
    if isinstance(value, float | int):
        return f"{plain(value)}{unit}"
    return str(value).replace("\n", " ")


def prints_as_tree(noun: type[Noun]) -> type[Noun]:
    """Let a noun class show a tree when it stands alone at a prompt; ``str`` stays one line."""

    def show(self: Noun) -> str:
        return tree(self)

    def show_pretty(self: Noun, printer: Any, cycle: bool) -> None:
        printer.text(tree(self))

    methods = {"__repr__": show, "_repr_pretty_": show_pretty}
    for name, method in methods.items():
        setattr(noun, name, method)
    return noun
