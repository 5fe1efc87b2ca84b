"""A scenario like another one, with some values changed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..errors import Problem, ScenarioError
from .fields import Slot, join, slots_by_name
from .reading import Names, read_table, read_value, unknown_key
from .scenario import Scenario
from .wording import listed, shown

STEP = re.compile(r"(\w[\w-]*)((?:\[\d{1,4}\])*)")
LONGEST = 200
WHOLE = ""  # the key of a branch that replaces the whole value

Branches = dict[str, Any]


def change(scenario: Scenario, changes: Mapping[str, Any], names: Names | None = None) -> Scenario:
    """Return a new scenario with some values changed, given by dotted key.

    Parameters
    ----------
    changes : mapping of dotted key to value, such as ``{"probe.gauge": 18, "protocol.steps[0].at_c": 75}``.
        Setting ``probe.gauge`` clears ``probe.diameter_mm`` and the reverse; setting ``generator.mode`` clears what
        another mode keeps. Parts may be given whole, as objects or as tables. All changes are made together, then
        the scenario is checked.
    names : functions that find a part by its name in a library, by field (rarely needed).
    """
    if not isinstance(changes, Mapping):
        raise ScenarioError(f'{shown(changes)} is not a set of changes; give them as {{"probe.gauge": 18}}')
    if not isinstance(scenario, Scenario):
        raise ScenarioError(f'{shown(scenario)} is not a scenario; give one, such as ls.load("b1")')
    problems: list[Problem] = []
    branches = branches_from(changes, problems)
    changed = changed_noun(scenario, branches, "", names or {}, problems)
    if problems:
        raise ScenarioError(*problems)
    return changed


def branches_from(changes: Mapping[str, Any], problems: list[Problem]) -> Branches:
    """Sort dotted keys into a tree."""
    root: Branches = {}
    for key, value in changes.items():
        steps = split(key) if isinstance(key, str) and len(key) <= LONGEST else ()
        if not steps:
            problems.append(Problem(shown(key), "is not a key; write it like protocol.steps[0].at_c"))
            continue
        branch = root
        for step in steps:
            branch = branch.setdefault(step, {})
        branch[WHOLE] = value
    return root


def steps_of(key: object) -> list[str] | None:
    """Split "protocol.steps[0].at_c" into protocol, steps, [0], at_c; None when it is no key."""
    return (list(split(key)) or None) if isinstance(key, str) and len(key) <= LONGEST else None


@lru_cache(maxsize=1024)
def split(key: str) -> tuple[str, ...]:
    """Split a key into its steps; nothing when it is no key."""
    matches = [STEP.fullmatch(part.strip()) for part in key.split(".")]
    if any(match is None for match in matches):
        return ()
    return tuple(step for match in matches if match for step in (match[1], *re.findall(r"\[\d+\]", match[2])))


def changed_noun(noun: Any, branches: Branches, place: str, names: Names, problems: list[Problem]) -> Any:
    """Return a noun with some fields changed."""
    before = len(problems)
    slots = slots_by_name(type(noun))
    values: dict[str, Any] = {}
    for name, branch in branches.items():
        if name not in slots:
            problems.append(unknown_key(path_of(name, branch), place, type(noun), problems))
            continue
        values[name] = changed_value(slots[name], getattr(noun, name), branch, join(place, name), names, problems)
    if len(problems) > before:
        return noun
    try:
        return rebuilt(noun, cleared(noun, values) | values)
    except ScenarioError as error:
        problems += error.within(place).problems
        return noun


def rebuilt(noun: Any, values: dict[str, Any]) -> Any:
    """Return a noun with other values, checked when it is built; as ``dataclasses.replace`` does, and quicker."""
    if isinstance(noun, Scenario):
        return noun.with_parts(values)
    new = object.__new__(type(noun))
    new.__dict__.update(noun.__dict__)
    new.__dict__.update(values)
    if hasattr(new, "__post_init__"):
        new.__post_init__()
    return new


def changed_value(slot: Slot, value: Any, branch: Branches, place: str, names: Names, problems: list[Problem]) -> Any:
    """Return a field's value, replaced or changed inside."""
    if WHOLE in branch:
        if len(branch) == 1 and slot.settled(branch[WHOLE]):
            return branch[WHOLE]
        before = len(problems)
        value = read_value(slot, branch[WHOLE], place, names, problems)
        if len(problems) > before:
            return value
    inner = {step: below for step, below in branch.items() if step != WHOLE} if WHOLE in branch else branch
    if not inner:
        return value
    if slot.many:
        return changed_list(slot, value, inner, place, names, problems)
    if WHOLE in inner.get("kind", {}) and slot.tagged:
        return changed_kind(slot, value, inner, place, names, problems)
    if dataclasses.is_dataclass(value):
        return changed_noun(value, inner, place, names, problems)
    if value is None and slot.nouns and not slot.tagged:
        return new_noun(slot, inner, place, names, problems)
    kind = f"; set {join(place, 'kind')} too: {listed([shown(each) for each in slot.kinds])}" if slot.tagged else ""
    told = f"is {shown(value)} and has no parts; {next(iter(inner))} cannot be set in it{kind}"
    problems.append(Problem(place, told))
    return value


def changed_list(slot: Slot, value: Any, inner: Branches, place: str, names: Names, problems: list[Problem]) -> Any:
    """Return a list with some entries changed."""
    items = list(value)
    one = slot.entry or slot
    for step, branch in inner.items():
        index = int(step[1:-1]) if step.startswith("[") else -1
        if not 0 <= index < len(items):
            have = entries_in_words(slot.name, len(items))
            problems.append(
                Problem(place + (step if index >= 0 else f".{step}"), f"does not exist; {place} has {have}")
            )
        elif slot.nouns:
            items[index] = changed_value(one, items[index], branch, f"{place}{step}", names, problems)
        else:
            items[index] = branch.get(WHOLE)
    return tuple(items)


def entries_in_words(name: str, count: int) -> str:
    """Say which entries a list has."""
    if count < 2:
        return f"one entry, {name}[0]" if count else "no entries"
    return f"{count} entries, {name}[0] to {name}[{count - 1}]"


def changed_kind(slot: Slot, value: Any, inner: Branches, place: str, names: Names, problems: list[Problem]) -> Any:
    """Return a noun of another kind, built from the given values alone."""
    kind = inner["kind"][WHOLE]
    if isinstance(kind, str) and kind == getattr(value, "kind", None):
        return changed_noun(
            value, {name: branch for name, branch in inner.items() if name != "kind"}, place, names, problems
        )
    table = {name: branch[WHOLE] for name, branch in inner.items() if WHOLE in branch}
    return read_table(slot, table, place, names, problems)


def new_noun(slot: Slot, inner: Branches, place: str, names: Names, problems: list[Problem]) -> Any:
    """Return a part that was left out so far, built from the given values alone."""
    table = {path_of(name, branch): whole_value(branch) for name, branch in inner.items()}
    return read_table(slot, table, place, names, problems)


def whole_value(branch: Branches) -> Any:
    """Return the value that a branch gives, whole or as the first one inside."""
    return branch[WHOLE] if WHOLE in branch else whole_value(next(iter(branch.values())))


def cleared(noun: Any, values: Mapping[str, Any]) -> dict[str, None]:
    """Return what must be cleared because its alternative is given, or because another mode keeps another value."""
    if not (hasattr(noun, "either_or") or hasattr(noun, "kept_by")):
        return {}
    pair = getattr(type(noun), "either_or", ())
    given = [name for name in pair if values.get(name) is not None]
    mode, kept = getattr(type(noun), "kept_by", ("", {}))
    others = [name for option, name in kept.items() if mode in values and option != values[mode]]
    return {name: None for name in (*(pair if len(given) == 1 else ()), *others) if name not in values}


def path_of(name: str, branch: Branches) -> str:
    """Return the first dotted key below a name, as it was written."""
    inner = next((step for step in branch if step != WHOLE), "")
    if WHOLE in branch or not inner:
        return name
    rest = path_of(inner, branch[inner])
    return f"{name}{rest}" if rest.startswith("[") else f"{name}.{rest}"
