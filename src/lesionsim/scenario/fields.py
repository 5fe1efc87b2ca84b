"""What the fields of a noun are, read from its type hints, and the check that every noun makes when built."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from ..errors import Problem, ScenarioError
from .checks import About, Place, Rule, Several
from .settled import Test, settled_test
from .wording import listed, shown


class Slot(NamedTuple):
    """One field: its rule, and the kinds of noun that it takes."""

    name: str
    rule: Rule
    nouns: tuple[type[Any], ...]
    takes_plain: bool
    many: bool
    optional: bool
    required: bool
    settled: Test  # tells for sure that a value is allowed and stored as it is
    entry: Slot | None = None  # of a list: the same for one entry

    @property
    def tagged(self) -> bool:
        """Tell whether a table in a file must say its kind."""
        return any(hasattr(noun, "kind") for noun in self.nouns)

    @property
    def takes_function(self) -> bool:
        """Tell whether a plain Python function may stand for the value until the noun is built."""
        made = any(hasattr(noun, "from_function") for noun in self.nouns)
        return made or (isinstance(self.rule, Several) and self.rule.may_be_function)

    @property
    def kinds(self) -> dict[str, type[Any]]:
        """Return the nouns by their kind."""
        return {noun.kind: noun for noun in self.nouns if hasattr(noun, "kind")}


Looks = tuple[tuple[str, Test, Slot], ...]
SLOTS: dict[type[Any], tuple[Slot, ...]] = {}  # read once for each class of noun
BY_NAME: dict[type[Any], dict[str, Slot]] = {}
LOOKS: dict[type[Any], Looks] = {}


def slots_of(noun: type[Any]) -> tuple[Slot, ...]:
    """Return the fields of a noun class, in order."""
    if noun not in SLOTS:
        hints = get_type_hints(noun, include_extras=True)
        SLOTS[noun] = tuple(slot_from(field, hints[field.name]) for field in dataclasses.fields(noun))
    return SLOTS[noun]


def slots_by_name(noun: type[Any]) -> dict[str, Slot]:
    """Return the fields of a noun class by their names."""
    if noun not in BY_NAME:
        BY_NAME[noun] = {slot.name: slot for slot in slots_of(noun)}
    return BY_NAME[noun]


def quick_looks(noun: type[Any]) -> Looks:
    """Return name, quick test and slot of each field of a noun class."""
    if noun not in LOOKS:
        LOOKS[noun] = tuple((slot.name, slot.settled, slot) for slot in slots_of(noun))
    return LOOKS[noun]


def slot_from(field: dataclasses.Field[Any], hint: Any) -> Slot:
    """Read one field from its type hint."""
    rule: Rule = About(about=field.name.replace("_", " "))
    if get_origin(hint) is Annotated:
        hint, rule = get_args(hint)[:2]
    options = members(hint)
    many = not isinstance(rule, Place) and any(get_origin(option) is tuple for option in options)
    items = members(get_args(hint)[0]) if many else options
    nouns = tuple(item for item in items if dataclasses.is_dataclass(item) and isinstance(item, type))
    plain_types = set(items) - set(nouns) - {NoneType}
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    optional = NoneType in options
    one = Slot(
        field.name,
        rule,
        nouns,
        bool(plain_types),
        False,
        optional,
        required,
        settled_test(rule, nouns, False, optional),
    )
    return one._replace(many=True, settled=settled_test(rule, nouns, True, optional), entry=one) if many else one


def members(hint: Any) -> tuple[Any, ...]:
    """Return the members of a union, or the hint alone."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def check_fields(noun: Any, among: Container[str] | None = None) -> None:
    """Check every field of a new noun, or some, and store tidy values; raise one error that lists every problem."""
    problems: list[Problem] = []
    values = noun.__dict__
    for name, settled, slot in quick_looks(type(noun)):
        if (among is None or name in among) and not settled(values[name]):
            problems += checked(noun, slot)
    if problems:
        raise ScenarioError(*problems)


def checked(noun: Any, slot: Slot) -> list[Problem]:
    """Check one field of a new noun and store its tidy value, or return its problems."""
    try:
        given = without_function(slot, getattr(noun, slot.name))
    except ScenarioError as error:
        return list(error.problems)
    faults = faults_of(slot, given)
    if not faults:
        object.__setattr__(noun, slot.name, tidied(slot, given))
    return faults


def without_function(slot: Slot, value: Any) -> Any:
    """Return a value, a table in place of a function."""
    makers = [noun.from_function for noun in slot.nouns if hasattr(noun, "from_function")]
    return makers[0](value, slot.name, slot.rule) if makers and is_function(slot, value) else value


def is_function(slot: Slot, value: Any) -> bool:
    """Tell whether a value is a function where one may stand."""
    return slot.takes_function and callable(value)


def faults_of(slot: Slot, value: Any) -> list[Problem]:
    """Return the problems of one value, each with its place."""
    if (value is None and slot.optional) or is_function(slot, value):
        return []
    if not slot.many:
        text = fault_of_one(slot, slot.rule, value)
        return [Problem(slot.name, text)] if text else []
    text = slot.rule.fault(value)
    if text:
        return [Problem(slot.name, text)]
    rule = slot.rule.each if isinstance(slot.rule, Several) and slot.rule.each else slot.rule
    faults = ((f"{slot.name}[{i}]", fault_of_one(slot, rule, item)) for i, item in enumerate(value))
    return [Problem(place, text) for place, text in faults if text]


def fault_of_one(slot: Slot, rule: Rule, value: Any) -> str:
    """Say what is wrong with a single value, or nothing."""
    if slot.nouns and isinstance(value, slot.nouns):
        return ""
    if slot.takes_plain:
        return rule.fault(value)
    return f"is {shown(value)}; must be a {listed([noun.__name__ for noun in slot.nouns])}"


def tidied(slot: Slot, value: Any) -> Any:
    """Return an allowed value as it is stored: floats for numbers, tuples for lists."""
    if value is None or (slot.nouns and isinstance(value, slot.nouns)):
        return value
    if slot.many and isinstance(slot.rule, Several):
        each = slot.rule.each
        return tuple(each.tidy(item) for item in value) if each else tuple(value)
    return slot.rule.tidy(value)


def join(place: str, name: str) -> str:
    """Return the dotted place of a part."""
    return f"{place}.{name}" if place else name
