"""Every number of a scenario that stands behind its result, each with its key; none is listed by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..scenario import Exponential, Linear, Probe, Scenario, Table, Vertebra, needs_three_dimensions
from ..scenario.checks import Place, Several
from ..scenario.fields import Slot, join, slots_of
from ..scenario.wording import plain

WITH_CURRENT = ("electrical_conductivity_s_m", "generator", "probe.sensor")
IN_METAL = ("probe.metal", "probe.sleeve")
IN_SPACE = ("placement", "numerics.theta_cells")
TOLD_WITH_THE_VALUE = ("at_c", "temperature_c")  # of a law


class Number(NamedTuple):
    """One number: its key, the noun that it belongs to, its value and its unit."""

    key: str
    noun: Any
    name: str  # of the field
    value: Any
    unit: str

    @property
    def told(self) -> str:
        """The value as text."""
        if isinstance(self.noun, Table):
            return str(self.noun).partition(" (table")[0] if isinstance(self.value, tuple) else ""
        if isinstance(self.value, tuple):
            return ", ".join(coordinate(each) for each in self.value)
        return plain(self.value)


def coordinate(value: Any) -> str:
    """Write an entry of a list: a number, or a point."""
    return f"({', '.join(map(plain, value))})" if isinstance(value, tuple) else plain(value)


def numbers_of(noun: Any, place: str = "", unit: str = "") -> Iterator[Number]:
    """Yield every number of a noun and of its parts.

    >>> from lesionsim.scenario import Probe
    >>> [(each.key, each.told, each.unit) for each in numbers_of(Probe(gauge=20))][:2]
    [('gauge', '20', ''), ('tip_length_mm', '10', 'mm')]
    """
    for slot in slots_of(type(noun)):
        value, key = getattr(noun, slot.name), join(place, slot.name)
        if is_law(noun) and slot.name in TOLD_WITH_THE_VALUE:
            continue
        if dataclasses.is_dataclass(value):
            yield from numbers_of(value, key, slot.rule.unit)
        elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            for i, each in enumerate(value):
                yield from numbers_of(each, f"{key}[{i}]")
        elif is_number(slot, value):
            yield Number(key, noun, slot.name, value, unit if slot.name == "value" else unit_of(slot))


def unit_of(slot: Slot) -> str:
    """Return the unit of a field, or of the entries of its list."""
    each = slot.rule.each if isinstance(slot.rule, Several) else None
    return slot.rule.unit or (each.unit if each else "")


def is_law(noun: Any) -> bool:
    """Tell whether a noun is a property that changes with temperature."""
    return isinstance(noun, Exponential | Linear | Table)


def is_number(slot: Slot, value: Any) -> bool:
    """Tell whether a field holds a number, or numbers."""
    if isinstance(value, tuple):
        return bool(value) and (isinstance(slot.rule, Place) or not isinstance(value[0], str))
    return isinstance(value, float | int) and not isinstance(value, bool)


def numbers_behind(scenario: Scenario) -> Iterator[Number]:
    """Yield the numbers that a scenario's result depends on; those of parts that it does not use are left out."""
    return (number for number in numbers_of(scenario) if is_used(scenario, number))


def is_used(scenario: Scenario, number: Number) -> bool:
    """Tell whether a run of this scenario uses a number."""
    key = number.key
    has_current = scenario.source == "rf"
    if not has_current and any(part in key for part in WITH_CURRENT):
        return False
    if not (has_current or scenario.probe.shaft == "metal") and key.startswith(IN_METAL):
        return False
    if not needs_three_dimensions(scenario) and key.startswith(IN_SPACE):
        return False
    if key == "generator.roll_off_pause_s":
        return scenario.generator.roll_off_ohm is not None
    if key.startswith("generator.") and key.endswith(("_per_k", "_per_k_s")):
        return scenario.generator.mode == "temperature"
    if isinstance(number.noun, Vertebra) and number.name.startswith("articular"):
        return number.noun.articular_height_mm > 0
    return True


def outer_diameter(number: Number) -> Number:
    """Return the diameter that a gauge stands for, in the gauge's place."""
    probe: Probe = number.noun
    return Number(number.key, probe, "outer_diameter_mm", probe.outer_diameter_mm, "mm")
