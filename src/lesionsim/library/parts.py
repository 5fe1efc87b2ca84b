"""The numbers of a scenario, sorted into parts and named in the words of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ..scenario import CEM43, Arrhenius, Scenario, tissues_of
from ..scenario.anatomy import name_of
from ..units import GAS_CONSTANT_J_MOL_K, KELVIN_AT_0_C
from .numbers import Number, numbers_behind, outer_diameter
from .parameters import Parameter, Part
from .provenance import origin_of, spread_of, value_at_key
from .sources import told

UNITS: Final = re.compile(
    "_(w_m_k|kg_m3|j_kg_k|j_kg|per_s|w_kg|s_m|w_m2_k|v2_per_k_s|v2_per_k|j_mol|per_c|mm|deg|ohm|um|c|s|v|w|a)$"
)
# Fields whose names are too short to say what they are, by the end of their key.
NAMES: Final = {
    "tip_length_mm": "bare tip",
    "protocol.steps[].at_c": "set temperature",
    "protocol.steps[].to_c": "temperature after the ramp",
    "criteria[].at_c": "dead from a peak of",
    "criteria[].minutes": "dead from minutes at 43 °C",
    "criteria[].frequency_per_s": "frequency factor",
    "criteria[].omega": "dead from omega",
    "criteria[].forward_per_s": "rate of injury kf",
    "criteria[].backward_per_s": "rate of recovery kb",
    "criteria[].scale_c": "scale Tk",
    "criteria[].start_alive": "alive at the start",
    "criteria[].dead_fraction": "dead from a dead part of",
    "blood.temperature_c": "temperature of the blood",
    "start_c": "temperature at the start",
    "electrical_conductivity_s_m.value": "electrical conductivity",
    "electrical_conductivity_s_m.rate_per_c": "its rise with each degree",
    "electrical_conductivity_s_m.slope_per_c": "its rise with each degree",
    "electrical_conductivity_s_m.until_c": "its rise ends at",
    "conductivity_w_m_k.value": "conductivity",
    "heat_capacity_j_kg_k.value": "heat capacity",
    "rate_per_c": "its rise with each degree",
    "slope_per_c": "its rise with each degree",
    "until_c": "its rise ends at",
    "boiling.from_c": "boils from",
    "boiling.to_c": "boiled at",
    "boiling.dry_at_c": "dry at",
    "boiling.dry_share": "electrical conductivity left when dry",
    "most_v": "highest voltage",
    "most_w": "highest power",
    "most_a": "highest current",
    "set_v": "voltage to keep",
    "set_w": "power to keep",
    "set_a": "current to keep",
    "generator.sample_s": "time between readings of the sensor",
    "generator.proportional_v2_per_k": "proportional gain",
    "generator.integral_v2_per_k_s": "integral gain",
    "generator.series_ohm": "resistance of body, pad and leads",
    "sensor.from_mm": "sensor from",
    "sensor.to_mm": "sensor to",
    "sensor.lag_s": "sensor's time constant",
    "domain.radius_mm": "outer wall around the axis at",
    "domain.ahead_mm": "tissue ahead of the tip",
    "domain.shaft_mm": "tissue along the shaft",
    "contact_w_m2_k": "contact between tip and tissue",
    "probe.metal.conductivity_w_m_k": "conductivity of the metal",
    "probe.metal.density_kg_m3": "density of the metal",
    "probe.metal.heat_capacity_j_kg_k": "heat capacity of the metal",
    "probe.metal.wall_mm": "wall of the tube",
    "probe.sleeve.thickness_mm": "thickness of the insulation",
    "probe.sleeve.conductivity_w_m_k": "conductivity of the insulation",
    "numerics.step_s": "longest time step",
    "numerics.first_step_s": "first time step",
    "numerics.step_growth": "growth of time steps",
    "numerics.growth": "growth of cells with distance",
    "numerics.theta_cells": "cells over half a circle",
    "numerics.record_every_s": "time between recorded fields",
    "nerve.at_mm": "nearest to the tip at",
    "nerve.points_mm": "points of its middle line",
    "x_mm": "x", "y_mm": "y", "z_mm": "z", "r_mm": "distance from the axis",
}  # fmt: skip
BY_STEP: Final = {
    "ramp": "duration of the ramp",
    "hold": "duration of the hold",
    "cooldown": "duration of the cool-down",
}


def parts_of(scenario: Scenario) -> tuple[Part, ...]:
    """Return the numbers behind a scenario's result, part by part.

    >>> import lesionsim as ls
    >>> [part.title for part in parts_of(ls.load("b1"))][:3]
    ['tissue', 'blood', 'probe']
    """
    sorted_numbers: dict[tuple[str, str], list[Parameter]] = {}
    for number in numbers_behind(scenario):
        if ".tissue." in number.key and is_repeated(scenario, number.key):
            continue
        heading = heading_of(scenario, number)
        sorted_numbers.setdefault(heading, []).append(parameter(scenario, number))
        sorted_numbers[heading] += constants(number)
    return tuple(Part(title, of, tuple(found)) for (title, of), found in sorted_numbers.items())


def is_repeated(scenario: Scenario, key: str) -> bool:
    """Tell whether a number of a body's tissue is told already, with the same tissue in an earlier place."""
    place = key[: key.index(".tissue.") + len(".tissue")]
    tissue = value_at_key(scenario, place)
    first = next(where for where, each in tissues_of(scenario) if each == tissue)
    return first != place


def heading_of(scenario: Scenario, number: Number) -> tuple[str, str]:
    """Return the part that a number belongs to, and which one it is."""
    key = number.key
    if "tissue." in key:
        tissue = value_at_key(scenario, key[: key.index("tissue.") + len("tissue")])
        return "tissue", tissue.name
    top = key.partition(".")[0].partition("[")[0]
    if top == "criteria":
        return "damage", str(value_at_key(scenario, key.partition(".")[0]))
    if top == "anatomy":
        place = key.partition(".")[0]
        return "shape of the anatomy", f"{int(place[8:-1]) + 1}: {name_of(value_at_key(scenario, place))}"
    if top == "thermocouples":
        return "thermocouple", value_at_key(scenario, key.partition(".")[0]).name
    if top in ("start_c", "domain"):
        return "start and outer wall", ""
    return top, ""


def parameter(scenario: Scenario, number: Number) -> Parameter:
    """Return the card of one number."""
    origin, spread = origin_of(scenario, number), spread_of(scenario, number)
    shown = outer_diameter(number) if number.key == "probe.gauge" else number
    return Parameter(
        key=number.key, name=name_of_number(shown), value=shown.told, unit=shown.unit, reference=origin.reference,
        confidence=origin.confidence, holds_at=origin.holds_at, note=origin.note, spread=spread,
    )  # fmt: skip


def name_of_number(number: Number) -> str:
    """Return the name of a number in the words of people.

    >>> import lesionsim as ls
    >>> name_of_number(next(numbers_behind(ls.load("b1"))))
    'conductivity'
    """
    kind: Any = getattr(number.noun, "kind", "")
    if number.key.startswith("protocol.") and number.name == "duration_s":
        return BY_STEP[kind]
    pattern = re.sub(r"\[\d+\]", "[]", number.key)
    for end in sorted(NAMES, key=len, reverse=True):
        if pattern == end or pattern.endswith(f".{end}"):
            return NAMES[end]
    return UNITS.sub("", number.name).replace("_", " ")


def constants(number: Number) -> Iterator[Parameter]:
    """Yield the constants that come with a number: those of nature in an Arrhenius integral, R in a thermal dose."""
    if isinstance(number.noun, Arrhenius) and number.name == "omega":
        exact = ("exact by definition of the SI", "DEFINED")
        yield Parameter("", "molar gas constant", str(GAS_CONSTANT_J_MOL_K), "J/mol/K", *exact)
        yield Parameter("", "0 °C in kelvin", str(KELVIN_AT_0_C), "K", *exact)
    if isinstance(number.noun, CEM43):
        usual = number.noun.convention == "two-rate"
        source = (told("{mertyna2009} (rates)"), "VERIFIED") if usual else ("habit of the field", "CONVENTION")
        measured = "nerve data give R 0.55 from 43 to 44 °C and 0.375 from 44 to 45 °C"
        yield Parameter("", "R from 43 °C on", "0.5", "", *source, note=measured)
        yield Parameter("", "R below 43 °C", "0.5" if number.noun.convention == "half" else "0.25", "", *source)
    if isinstance(number.noun, CEM43) and number.noun.convention == "clinical":
        yield Parameter("", "nothing counts below", "39", "°C", "habit of the field", "CONVENTION")
        yield Parameter("", "dead at once from", "57", "°C", "habit of the field", "CONVENTION")
