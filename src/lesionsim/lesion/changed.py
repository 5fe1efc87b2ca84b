"""Which inputs differ between two scenarios, as dotted keys."""

import dataclasses
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from lesionsim.lesion.labels import inside_out
from lesionsim.scenario import Criterion, Scenario
from lesionsim.scenario.fields import Slot, join, slots_of
from lesionsim.scenario.wording import plain
from lesionsim.texts import spoken, spoken_again

NO_INPUT = ("name", "title", "notes", "criteria")  # of a scenario: words, and criteria, which are matched by label
NO_NUMBER = ("reference", "confidence")  # of its parts
LONGEST_LIST = 4
STEP = re.compile(r"protocol\.steps\[(\d+)\]\.?")
SUFFIXES = {
    "mm": "_mm", "s": "_s", "°C": "_c", "per s": "_per_s", "W/m/K": "_w_m_k", "kg/m³": "_kg_m3", "J/kg/K": "_j_kg_k",
    "W/kg": "_w_kg", "J/mol": "_j_mol",
}  # fmt: skip

NOUNS = (  # how usual parts of a scenario print
    "hold {at_c} °C for {time_s} s",
    "ramp to {at_c} °C in {time_s} s",
    "cool down for {time_s} s",
    "perfusion stopped by damage ({criterion})",
    "({value} at {at_c} °C, {rate} % per °C) {unit}",
    "{water} % water, boils from {low} to {high} °C, dry from {dry} °C with {share} % of the electrical conductivity",
)
Value = float | int | str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """One input that differs: its dotted key, both values and their unit; None: not set."""

    key: str
    a: Value
    b: Value
    unit: str

    def __str__(self) -> str:
        return f"{self.key}: {in_words(self.a, '' if is_number(self.b) else self.unit)} → {in_words(self.b, self.unit)}"

    @property
    def in_words(self) -> str:
        """Say it without the syntax of a key, and with few digits."""
        suffix = SUFFIXES.get(self.unit, "")
        subject = self.key.removesuffix(suffix).replace("_", " ")
        step = STEP.match(subject)
        parts = [spoken("step {number}", number=int(step[1]) + 1)] if step else []
        parts += [part for part in subject[step.end() if step else 0 :].split(".") if part]
        values = f"{shown(self.a, self.b, '' if is_number(self.b) else self.unit)} → {shown(self.b, self.a, self.unit)}"
        named = all(isinstance(each, str) and " ".join(parts) in each for each in (self.a, self.b))
        return values if named else f"{inside_out(parts)} {values}"


def is_number(value: Value) -> bool:
    """Tell whether a value carries a unit."""
    return isinstance(value, float | int)


def shown(value: Value, other: Value, unit: str) -> str:
    """Write one value with few digits, but so many that it differs from the other one."""
    if isinstance(value, float | int) and (not isinstance(other, float | int) or f"{value:.4g}" != f"{other:.4g}"):
        return f"{value:.4g} {unit}".rstrip()
    return spoken_again(value, NOUNS) if isinstance(value, str) else in_words(value, unit)


def in_words(value: Value, unit: str) -> str:
    """Write one value of a change; a number with its unit."""
    if isinstance(value, float | int):
        return f"{plain(value)} {unit}".rstrip()
    return spoken("not set") if value is None else value


def changed_inputs(a: Scenario, b: Scenario) -> tuple[Change, ...]:
    """List the inputs that differ, in the order of a scenario file.

    Names, titles, notes and references are no inputs. Criteria are matched by their labels: one that both have but
    with other numbers is listed, one that a single scenario has is not (see `Comparison`).

    Examples
    --------
    >>> import lesionsim as ls
    >>> thin = ls.load("lumbar-medial-branch")
    >>> print(*changed_inputs(thin, ls.change(thin, {"probe.gauge": 16, "start_c": 30})))
    probe.gauge: 20 → 16 start_c: 37 → 30 °C
    """
    return (*differing(a, b, "", NO_INPUT), *differing_criteria(a.criteria, b.criteria))


def differing(a: Any, b: Any, place: str, ignored: tuple[str, ...] = NO_NUMBER) -> Iterator[Change]:
    """Yield the fields in which two nouns of one kind differ."""
    for slot in slots_of(type(a)):
        if slot.name not in ignored:
            yield from differing_values(slot, getattr(a, slot.name), getattr(b, slot.name), join(place, slot.name))


def differing_values(slot: Slot, a: Any, b: Any, place: str) -> Iterator[Change]:
    """Yield what differs in one field: itself, its parts or its entries."""
    if a == b:
        return
    if slot.nouns and slot.many:
        for number, (one, other) in enumerate(zip_longest(a, b)):
            yield from differing_values(slot._replace(many=False), one, other, f"{place}[{number}]")
    elif slot.nouns and not slot.takes_plain and type(a) is type(b):
        yield from differing(a, b, place)
    else:
        before, after = (as_value(each, slot.rule.unit if slot.takes_plain else "") for each in (a, b))
        more = " (with other numbers)" if before == after else ""
        yield Change(key=place, a=before, b=f"{after}{more}" if more else after, unit=slot.rule.unit)


def differing_criteria(a: tuple[Criterion, ...], b: tuple[Criterion, ...]) -> Iterator[Change]:
    """Yield what differs in criteria that carry the same label in both."""
    others = {criterion.label: criterion for criterion in b}
    for one in a:
        other = others.get(one.label)
        if type(other) is type(one):
            yield from differing(one, other, f"criteria[{one.label}]")


def as_value(value: Any, unit: str) -> Value:
    """Return a value that prints and fits into JSON; a law of temperature stands between brackets, with its unit."""
    if isinstance(value, tuple):
        shown = ", ".join(str(as_value(each, "")) for each in value[:LONGEST_LIST])
        return f"[{shown}{', ...' if len(value) > LONGEST_LIST else ''}]"
    if dataclasses.is_dataclass(value):
        return f"({value}) {unit}" if unit else str(value)
    return value
