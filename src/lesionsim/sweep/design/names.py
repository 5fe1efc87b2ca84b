"""The names that a sweep may vary: dotted keys of a scenario, and a few short ones for the usual protocol and probe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario import Scenario
from lesionsim.scenario.change import entries_in_words, steps_of
from lesionsim.scenario.checks import About, Number, Rule, Several
from lesionsim.scenario.fields import Slot, join, slots_of
from lesionsim.scenario.protocol import LONGEST_S, TipTemperature
from lesionsim.scenario.wording import nearest_phrase, shown

PLAIN = {"gauge": "probe.gauge", "tip_mm": "probe.tip_length_mm"}
TIMED: dict[str, Rule] = {
    "temperature_c": TipTemperature(about="temperature of the tip while it is held"),
    "hold_s": Number(about="how long the tip is held", unit="s", low=0.0, high=LONGEST_S, above_low=True),
    "ramp_s": Number(about="how long the tip is brought to temperature; 0 s for no ramp", unit="s", low=0.0,
                     high=LONGEST_S),
    "cooldown_s": Number(about="how long the cool-down is; 0 s for none", unit="s", low=0.0, high=LONGEST_S),
}  # fmt: skip
SHORT = (*TIMED, *PLAIN)
INDEX = re.compile(r"\[\d+\]")


def canonical(key: object) -> str:
    """Return a key as it is compared and stored.

    Raises
    ------
    ScenarioError
        When it is no key at all.

    Examples
    --------
    >>> canonical(" probe . gauge"), canonical("protocol.steps[00].at_c")
    ('probe.gauge', 'protocol.steps[0].at_c')
    """
    steps = steps_of(key)
    if steps is None:
        raise ScenarioError(Problem(shown(key), "is not a key; write it like probe.gauge or protocol.steps[0].at_c"))
    parts = [f"[{int(step[1:-1])}]" if step.startswith("[") else f".{step}" for step in steps]
    return "".join(parts)[1:]


def dotted(key: str) -> str:
    """Return the key of a scenario that a name stands for; the protocol's short names stay as they are."""
    return PLAIN.get(key, key)


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules behind every key that may exist, [0] standing for any entry of a list."""
    found: dict[str, list[Rule]] = {}
    gather(Scenario, "", found)
    return {key: tuple(each) for key, each in found.items()} | {key: (rule,) for key, rule in TIMED.items()}


def gather(noun: type[Any], place: str, found: dict[str, list[Rule]]) -> None:
    """Collect the rules below a noun."""
    for slot in slots_of(noun):
        here = join(place, slot.name)
        found.setdefault(here, []).append(slot.rule)
        item = f"{here}[0]" if slot.many else here
        if slot.many:
            found.setdefault(item, []).append(rule_of_entry(slot))
        if slot.tagged:
            found.setdefault(f"{item}.kind", []).append(About(about=f"kind of {slot.name.replace('_', ' ')}"))
        for part in slot.nouns:
            gather(part, item, found)


def rule_of_entry(slot: Slot) -> Rule:
    """Return the rule of one entry of a list."""
    each = slot.rule.each if isinstance(slot.rule, Several) else None
    return each or About(about=f"one of {slot.rule.about}")


class Meaning(NamedTuple):
    """What a key means: in words, and its unit."""

    about: str
    unit: str


def meaning(key: str) -> Meaning:
    """Return the words and the unit of a key that a sweep varies, for axes and tables.

    >>> meaning("temperature_c")
    Meaning(about='temperature of the tip while it is held', unit='°C')
    >>> meaning("anatomy[1].tissue.perfusion_per_s").unit
    'per s'
    """
    rule = rules()[pattern(key)][0]
    return Meaning(rule.about, rule.unit)


def pattern(key: str) -> str:
    """Return a key in which [0] stands for every number in brackets."""
    return INDEX.sub("[0]", dotted(key))


def takes_numbers(key: str) -> bool:
    """Tell whether any number between limits may stand for a key, rather than one of a few or a word."""
    return any(isinstance(rule, Number) for rule in rules()[pattern(key)])


def is_part(key: str) -> bool:
    """Tell whether a key stands for a whole part or its kind, and not for one of its values."""
    return key.endswith(".kind") or any(isinstance(rule, About | Several) for rule in rules()[pattern(key)])


def allowed(key: str) -> str:
    """Say what may stand for a key."""
    return next((rule.allowed for rule in rules()[pattern(key)] if rule.allowed), "")


def check_keys(scenario: Scenario, keys: Iterable[str]) -> None:
    """Raise one error that lists every key that does not exist, with the nearest ones."""
    problems = [problem for key in keys for problem in missing(scenario, key)]
    if problems:
        raise ScenarioError(*problems)


def missing(scenario: Scenario, key: str) -> list[Problem]:
    """Return the problem of a key that does not exist."""
    if pattern(key) not in rules():
        known = [*SHORT, *(each for each in rules() if not each.endswith(".kind"))]
        return [Problem(key, f"is not a key that exists here{nearest_phrase(key, dict.fromkeys(known))}")]
    return missing_entry(scenario, key) if key not in TIMED else []


def missing_entry(scenario: Scenario, key: str) -> list[Problem]:
    """Return the problem of a key that leads to an entry which a list of the scenario does not have."""
    at: Any = scenario
    walked = ""
    for step in steps_of(dotted(key)) or ():
        if isinstance(at, tuple) and step.startswith("["):
            if int(step[1:-1]) >= len(at):
                have = entries_in_words(walked, len(at))
                return [Problem(f"{walked}{step}", f"does not exist; {walked} has {have}")]
            at = at[int(step[1:-1])]
            walked += step
            continue
        at = getattr(at, step, None)
        walked = join(walked, step)
    return []


def value_in(scenario: Scenario, key: str) -> float | int | str | None:
    """Return the number or word that a key has in a scenario; the name of a part, None for what is left out."""
    at: Any = scenario
    for step in steps_of(dotted(key)) or ():
        at = at[int(step[1:-1])] if step.startswith("[") and isinstance(at, tuple) else getattr(at, step, None)
    if at is None or isinstance(at, float | int | str):
        return at
    return getattr(at, "name", None) or getattr(at, "label", None) or str(at)


def check_apart(keys: Iterable[str]) -> None:
    """Raise an error where two names say the same thing."""
    seen: list[str] = []
    for key in keys:
        for other in seen:
            if same_thing(key, other):
                told = "is given twice" if key == other else f"and {other} say the same thing"
                raise ScenarioError(Problem(key, f"{told}; give one of them, once"))
        seen.append(key)


def same_thing(one: str, other: str) -> bool:
    """Tell whether two names decide the same value."""
    if dotted(one) == dotted(other):
        return True
    return any(a in TIMED and b.partition(".")[0] == "protocol" for a, b in ((one, other), (other, one)))
