"""Where each number of a scenario comes from, and how sure it is: found in the library, or told by the scenario."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ..errors import ScenarioError
from ..scenario import (
    CEM43,
    Blood,
    Boiling,
    Criterion,
    Domain,
    Exponential,
    Generator,
    Isotherm,
    Linear,
    Metal,
    Nerve,
    Numerics,
    PerfusionFollowsDamage,
    Scenario,
    StraightNerve,
    Table,
    ThreeState,
    Tissue,
    Vertebra,
)
from ..scenario.fields import slots_by_name
from ..scenario.wording import plain
from ..texts import spoken
from . import damage_models, probes, scenarios, tissues
from .bones import SHAPE_DOUBT
from .electrical import ASSUMED_RISE, ELECTRICAL
from .numbers import Number, is_law
from .parameters import Spread
from .ranges import ends_of, range_of, unit_of
from .sources import told

BENCHMARKS = ("b1", "b2", "b3", "b3-bone")
CHOSEN = "the scenario"
NOT_TOLD = "not told; used at every temperature"
UNSOURCED = "none given"
UNLIKE = "CHOSEN: differs from the library's value"
STEEL = "MEMORY: stainless steel, about 95 % sure"
GAINS = told("{lesionsim} B2")
FAR = "far enough that three times as far hardly changes the lesion"
RECALLED = "none: recalled, not found in a source"
OF_BOILING = {
    "vapour_heat_capacity_j_kg_k": "0.8e6 J/m³/K of vaporised tissue for each kg before it boiled; about 70 % sure",
    "vapour_conductivity_w_m_k": "a guess between steam, 0.025, and dry protein, 0.34; 0.05 to 0.3 is possible",
    "dry_share": "a hundredth or less is usual in such models",
    "dry_at_c": "that it dries while the water boils off is a choice",
}


class Origin(NamedTuple):
    """Where one number comes from."""

    reference: str
    confidence: str
    holds_at: str = ""
    note: str = ""


def origin_of(scenario: Scenario, number: Number) -> Origin:
    """Return where a number of a scenario comes from.

    >>> import lesionsim as ls
    >>> from lesionsim.library.numbers import numbers_of
    >>> b1 = ls.load("b1")
    >>> origin_of(b1, next(numbers_of(b1.tissue, "tissue"))).confidence
    'DEFINED'
    """
    if is_defined(scenario, number):
        at = held_at(number) if is_law(number.noun) else ""
        at = "every temperature, by definition" if isinstance(number.noun, Tissue) else at
        return Origin(told("{lesionsim} ") + scenario.name.upper(), "DEFINED", at)
    if "tissue." in number.key:
        return of_tissue(tissue_at(scenario, number.key), number)
    return of_part(number)


def is_defined(scenario: Scenario, number: Number) -> bool:
    """Tell whether a benchmark defines a number as it is."""
    if scenario.name not in BENCHMARKS or number.key.startswith("numerics"):
        return False
    try:
        return value_at_key(scenarios.scenario(scenario.name), number.key) == number.value
    except (AttributeError, IndexError, ScenarioError):
        return False


def value_at_key(noun: Any, key: str) -> Any:
    """Return the value behind a dotted key."""
    for step in re.findall(r"[^.\[\]]+", key):
        noun = noun[int(step)] if step.isdigit() else getattr(noun, step)
    return noun


def tissue_at(scenario: Scenario, key: str) -> Tissue:
    """Return the tissue that a key belongs to."""
    before = key[: key.index("tissue.") + len("tissue")]
    found: Tissue = value_at_key(scenario, before)
    return found


def of_tissue(tissue: Tissue, number: Number) -> Origin:
    """Return where a number of a tissue comes from: the library where it has the same value, else the scenario."""
    if isinstance(number.noun, Boiling):
        return of_boiling(number)
    entry = library_entry(tissue)
    property_name = number.key.partition("tissue.")[2].split(".")[0]
    if entry is None or not is_same(entry, property_name, number):
        reference = tissue.reference if entry is None else ""
        doubt = tissue.confidence if entry is None else UNLIKE
        return Origin(reference or UNSOURCED, doubt, held_at(number), unlike(entry, property_name))
    if property_name == "electrical_conductivity_s_m":
        return of_electrical(entry, number)
    note = entry.note if number.name == "conductivity_w_m_k" else ""
    at = "every temperature, by definition" if entry.confidence == "DEFINED" else NOT_TOLD
    return Origin(entry.reference, entry.confidence, at, note)


def library_entry(tissue: Tissue) -> tissues.Entry | None:
    """Return the library's entry of a tissue: by its name, or by the reference that it was made from."""
    for entry in tissues.TISSUES:
        if tissues.tissue(entry.name).name == tissue.name:
            return entry
    same = [each for each in tissues.TISSUES if shared(tissues.tissue(each.name), tissue) >= 3]
    return same[0] if same else None


def shared(one: Tissue, other: Tissue) -> int:
    """Count the thermal numbers that two tissues of one reference share."""
    names = ("conductivity_w_m_k", "density_kg_m3", "heat_capacity_j_kg_k", "perfusion_per_s", "metabolic_heat_w_kg")
    alike = sum(getattr(one, name) == getattr(other, name) for name in names)
    return alike if one.reference == other.reference else 0


def is_same(entry: tissues.Entry, property_name: str, number: Number) -> bool:
    """Tell whether the library's tissue has the same number."""
    own = getattr(tissues.tissue(entry.name), property_name)
    if is_law(number.noun):
        return bool(own == number.noun)
    return bool(own == number.value)


def unlike(entry: tissues.Entry | None, property_name: str) -> str:
    """Say what the library has instead, where a scenario's number differs."""
    if entry is None:
        return ""
    tissue = tissues.tissue(entry.name)
    own = getattr(tissue, property_name)
    unit = slots_by_name(Tissue)[property_name].rule.unit
    value = "no value" if own is None else f"{plain(own) if isinstance(own, float) else own} {unit}"
    return spoken("the library's {tissue} has {value}", tissue=tissue.name, value=value)


def held_at(number: Number) -> str:
    """Return the temperature at which a given number holds."""
    law = number.noun
    if isinstance(law, Exponential | Linear):
        if number.name == "value":
            return f"{plain(law.at_c)} °C"
        end = plain(law.until_c) if isinstance(law, Exponential) else ""
        return spoken("up to {end} °C", end=end) if end else "every temperature"
    return "as listed" if isinstance(law, Table) else NOT_TOLD


def of_electrical(entry: tissues.Entry, number: Number) -> Origin:
    """Return where a number of the electrical conductivity comes from."""
    known = ELECTRICAL[entry.name]
    if number.name == "value":
        note = "; ".join(filter(None, ("near 500 kHz", known.note)))
        return Origin(known.reference, known.confidence, held_at(number), note)
    if number.name == "rate_per_c":
        if known.rise == ASSUMED_RISE:
            return Origin(UNSOURCED, known.rise, held_at(number))
        return Origin(known.reference, known.confidence, held_at(number), known.rise)
    return Origin(UNSOURCED, "ASSUMED", "", "a law must end where water boils")


def of_boiling(number: Number) -> Origin:
    """Return where a number of boiling comes from."""
    default = Boiling()
    usual = spoken("the usual value here is {value}", value=plain(getattr(default, number.name)))
    if getattr(default, number.name) != number.value:
        return Origin(CHOSEN, "CHOSEN", "", usual)
    if number.name in ("water_fraction", "latent_heat_j_kg"):
        return Origin(
            "usual in models of hepatic ablation", "CONVENTION", "", "water alone takes 2.257e6 J/kg at 100 °C"
        )
    return Origin(RECALLED, "MEMORY", "", OF_BOILING.get(number.name, ""))


def of_part(number: Number) -> Origin:
    """Return where a number of anything but a tissue comes from."""
    noun = number.noun
    if isinstance(noun, Criterion):
        return of_criterion(noun, number.name)
    if isinstance(noun, Blood):
        return of_blood(noun, number)
    if number.key == "probe.gauge":
        entry = probes.probe_entry(str(noun.gauge))
        return Origin(entry.reference, entry.confidence)
    if isinstance(noun, PerfusionFollowsDamage):
        own = Origin(UNSOURCED, "")
        return Origin(told("recalled after {schutt2008}"), "MEMORY") if is_default(number) else own
    return of_choice(number)


def of_choice(number: Number) -> Origin:
    """Return where a number that somebody chose comes from; defaults tell their own story."""
    noun = number.noun
    if isinstance(noun, Numerics):
        return Origin("this program", "NUMERICAL")
    if isinstance(noun, Metal) and is_default(number):
        return Origin(RECALLED, STEEL)
    if isinstance(noun, Vertebra) and number.name != "inset_mm":
        return Origin(RECALLED, SHAPE_DOUBT)
    if isinstance(noun, Generator) and is_default(number) and number.unit.startswith("V²"):
        return Origin(GAINS, "DEFINED")
    if isinstance(noun, Nerve | StraightNerve) and number.name == "diameter_mm":
        return Origin(RECALLED, "MEMORY", "", "a medial branch has about 1 mm")
    if isinstance(noun, Domain) and is_default(number) and number.unit == "mm":
        return Origin("this program", "CHOSEN", "", FAR)
    return Origin(CHOSEN, "CHOSEN")


def is_default(number: Number) -> bool:
    """Tell whether a number is the one that stands there when nobody gives another."""
    return bool(getattr(type(number.noun), number.name, None) == number.value)


def of_blood(blood: Blood, number: Number) -> Origin:
    """Return where a number of the blood comes from."""
    if blood.reference:
        return Origin(blood.reference, blood.confidence)
    if number.name == "temperature_c":
        return Origin(CHOSEN, "CHOSEN", "", "37 °C is that of a living body; on the bench it is that of the room")
    if is_default(number):
        note = "rounded from 1049.75 kg/m³" if number.name == "density_kg_m3" else ""
        return Origin(told("{baumgartner2025}"), "VERIFIED", NOT_TOLD, note)
    return Origin(UNSOURCED, UNLIKE)


def of_criterion(criterion: Criterion, name: str) -> Origin:
    """Return where a number of a criterion comes from."""
    if isinstance(criterion, Isotherm):
        return Origin("habit of the field", "CONVENTION", "", damage_models.CONVENTION)
    entry = next((each for each in damage_models.DAMAGE if each.criterion == criterion), None)
    if entry is None:
        reference = getattr(criterion, "reference", "") or UNSOURCED
        return Origin(reference, getattr(criterion, "confidence", ""))
    if isinstance(criterion, ThreeState):
        recalled = name in ("start_alive", "dead_fraction")
        return Origin(entry.reference, "MEMORY" if recalled else "VERIFIED")
    if name == "omega":
        return Origin("habit of the field", "CONVENTION", "", "omega 1 leaves 37 % alive")
    if isinstance(criterion, CEM43):
        return Origin("habit of the field", "CONVENTION", "", "seen in code only")
    return Origin(entry.reference, entry.confidence, "", "" if name == "activation_energy_j_mol" else entry.note)


def spread_of(scenario: Scenario, number: Number) -> Spread | None:
    """Return the library's range of a number; None where it has none."""
    key = range_key(number)
    of = ""
    if "tissue." in key:
        entry = library_entry(tissue_at(scenario, number.key))
        of = tissue_at(scenario, number.key).name if entry is None else entry.name
        key = key[key.index("tissue.") :]
    elif key.startswith("criteria"):
        key, of = re.sub(r"\[\d+\]", "[0]", key), getattr(number.noun, "name", "")
    try:
        found = range_of(key, of)
    except ScenarioError:
        return None
    return Spread(ends_of(found), unit_of(found), found.reference, found.confidence, found.note)


def range_key(number: Number) -> str:
    """Return the key under which the library has a range."""
    kind = getattr(number.noun, "kind", "")
    if number.key.startswith("protocol.") and number.name == "duration_s":
        return {"ramp": "ramp_s", "hold": "hold_s"}.get(kind, number.key)
    return "temperature_c" if number.key.startswith("protocol.") else number.key
