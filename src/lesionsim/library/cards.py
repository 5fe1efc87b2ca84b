"""Cards that show one entry of the library: value, unit, source, and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Callable

from ..errors import ScenarioError
from ..scenario import (
    CEM43,
    Arrhenius,
    Boiling,
    Criterion,
    Isotherm,
    PerfusionFollowsDamage,
    Scenario,
    ThreeState,
    Vertebra,
    tissues_of,
    tree,
)
from ..scenario.boiling import DOUBT
from ..scenario.wording import nearest_phrase, plain, shown
from ..units import GAS_CONSTANT_J_MOL_K, KELVIN_AT_0_C
from . import damage_models, probes, scenarios, tissues
from .bones import SHAPE_DOUBT
from .electrical import ASSUMED_RISE, card_rows
from .ranges import RANGES, in_words
from .sources import told

Rows = list[tuple[str, str]]
WIDTH = 100


def card(name: str) -> str:
    """Return the card of a tissue, damage model, probe or scenario; a name that means several shows them all.

    >>> print(card("20G").splitlines()[1])
      outer diameter  0.908 mm
    """
    cards = [text for make in (tissue_card, damage_card, probe_card, scenario_card) if (text := attempt(make, name))]
    if cards:
        return "\n\n".join(cards)
    known = [
        entry.name
        for table in (tissues.TISSUES, damage_models.DAMAGE, probes.PROBES, scenarios.SCENARIOS)
        for entry in table
    ]
    near = nearest_phrase(name, dict.fromkeys(known)) if isinstance(name, str) else ""
    raise ScenarioError(f"{shown(name)} is not in the library{near}")


def attempt(make: Callable[[str], str], name: str) -> str:
    """Return a card, or nothing where the name is unknown."""
    try:
        return make(name)
    except ScenarioError:
        return ""


def tissue_card(name: str) -> str:
    """Return the card of a tissue."""
    entry = tissues.tissue_entry(name)
    rows = [
        ("conductivity", f"{plain(entry.conductivity)} W/m/K"), *ranged("conductivity_w_m_k", entry.name),
        ("density", f"{plain(entry.density)} kg/m³"), *ranged("density_kg_m3", entry.name),
        ("heat capacity", f"{plain(entry.heat_capacity)} J/kg/K"), *ranged("heat_capacity_j_kg_k", entry.name),
        ("perfusion", f"{plain(entry.perfusion)} per s"), *ranged("perfusion_per_s", entry.name),
        ("metabolic heat", f"{plain(entry.metabolic)} W/kg"),
        ("temperature", "constants; electrical conductivity alone changes with temperature"),
        *card_rows(entry.name), *ranged("electrical_conductivity_s_m.value", entry.name),
        *sources(entry.note, entry.reference, entry.confidence),
    ]  # fmt: skip
    return written(f"{entry.name} (tissue): {entry.title}", rows)


def ranged(key: str, name: str) -> Rows:
    """Return the range of a tissue's number with its source, below the number; nothing where none is known."""
    found = [each for each in RANGES if each.key == f"tissue.{key}" and each.of == name]
    return [
        ("", f"range {in_words(each)}: {each.reference}; {each.confidence}" + (f"; {each.note}" if each.note else ""))
        for each in found
    ]


def damage_card(name: str) -> str:
    """Return the card of a damage model."""
    entry = damage_models.damage_entry(name)
    head = f"{entry.name} (damage model): {entry.title}"
    rows = [("label", entry.criterion.label), *parameters(entry.criterion)]
    return written(head, [*rows, *sources(entry.note, entry.reference, entry.confidence)])


def parameters(criterion: Criterion) -> Rows:
    """Return the parameters of a criterion with their units."""
    if isinstance(criterion, Isotherm):
        return [("dead from a peak of", f"{plain(criterion.at_c)} °C")]
    if isinstance(criterion, CEM43):
        return [
            ("dead from", f"{plain(criterion.minutes)} min at 43 °C"),
            ("convention", criterion.convention),
        ]
    return arrhenius_parameters(criterion) if isinstance(criterion, Arrhenius) else three_state_parameters(criterion)


def arrhenius_parameters(criterion: Arrhenius) -> Rows:
    """Return an Arrhenius set, and the temperatures that it calls deadly."""
    deadly = ", ".join(f"{deadly_c(criterion, seconds):.1f} °C for {seconds} s" for seconds in (60, 90))
    return [
        ("frequency factor", f"{plain(criterion.frequency_per_s)} per s"),
        ("activation energy", f"{plain(criterion.activation_energy_j_mol)} J/mol"),
        ("dead from omega", plain(criterion.omega)),
        ("that is", deadly),
    ]


def deadly_c(criterion: Arrhenius, duration_s: float) -> float:
    """Return the constant temperature that just kills in a given time: T = Ea / (R ln(A t / omega)).

    >>> round(deadly_c(damage_models.damage("liver"), 90), 1)
    48.7
    """
    growth = math.log(criterion.frequency_per_s) + math.log(duration_s / criterion.omega)
    return criterion.activation_energy_j_mol / (GAS_CONSTANT_J_MOL_K * growth) - KELVIN_AT_0_C


def three_state_parameters(criterion: ThreeState) -> Rows:
    """Return the rates of the three-state model."""
    return [
        ("rate of injury kf", f"{plain(criterion.forward_per_s)} per s"),
        ("rate of recovery kb", f"{plain(criterion.backward_per_s)} per s"),
        ("scale Tk", f"{plain(criterion.scale_c)} °C"),
        ("alive at the start", plain(criterion.start_alive)),
        ("dead from", f"{plain(criterion.dead_fraction)} of the cells"),
    ]


def probe_card(name: str) -> str:
    """Return the card of a needle gauge."""
    entry = probes.probe_entry(name)
    rows = [
        ("outer diameter", f"{plain(entry.diameter_mm)} mm"),
        ("end", "blunt, at a right angle to the axis"),
    ]
    return written(
        f"{entry.name} (probe): {entry.title} needle",
        [*rows, *sources("", entry.reference, entry.confidence)],
    )


def scenario_card(name: str) -> str:
    """Return the card of a scenario: its tree, and what in it is not verified."""
    ready = scenarios.scenario(name)
    doubts = unverified(ready)
    told = [line for doubt in doubts for line in wrapped(doubt, "    ", "      ")]
    tail = ["  not fully verified", *told] if doubts else []
    body = tree(ready).split("\n")[1:]
    lines = [line for line in body if not line.startswith("  notes ")]
    return "\n".join([f"{ready.name} (scenario): {ready.title}", *lines, *tail, *row("notes", ready.notes, 14)])


def unverified(scenario: Scenario) -> list[str]:
    """Return the parts of a scenario whose numbers are not simply verified."""
    tissues_and_doubts = dict.fromkeys((each.name, each.confidence) for _, each in tissues_of(scenario))
    parts = list(tissues_and_doubts)
    if any(isinstance(body, Vertebra) for body in scenario.anatomy):
        parts.append(("shape of the bone", SHAPE_DOUBT))
    parts += [(each.label, each.confidence) for each in scenario.criteria if isinstance(each, Arrhenius | ThreeState)]
    if scenario.probe.gauge is not None:
        parts.append((str(scenario.probe), probes.probe_entry(str(scenario.probe.gauge)).confidence))
    if scenario.source == "rf":
        parts.append(("growth of electrical conductivity with temperature", ASSUMED_RISE))
    parts += recalled(scenario)
    return [
        f"{name}: {confidence or 'no source given'}"
        for name, confidence in parts
        if confidence not in ("VERIFIED", "DEFINED")
    ]


def recalled(scenario: Scenario) -> list[tuple[str, str]]:
    """Return the parts of a scenario that use default numbers which nobody found in a source."""
    parts = []
    if scenario.tissue.boiling is not None:
        own = "" if scenario.tissue.boiling == Boiling() else "own numbers; of the defaults "
        parts.append(("boiling", f"{own}{DOUBT}"))
    if isinstance(scenario.perfusion, PerfusionFollowsDamage):
        same = scenario.perfusion == PerfusionFollowsDamage(criterion=scenario.perfusion.criterion)
        doubt = told("MEMORY: recalled after {schutt2008}")
        parts.append(("perfusion that follows damage", doubt if same else "own numbers, no source given"))
    return parts


def sources(note: str, reference: str, confidence: str) -> Rows:
    """Return note, reference and confidence as rows."""
    return [
        (label, text) for label, text in (("reference", reference), ("confidence", confidence), ("note", note)) if text
    ]


def written(head: str, rows: Rows) -> str:
    """Write a card: a head line, and one row for each value."""
    width = max(len(label) for label, _ in rows)
    return "\n".join([head, *(line for label, text in rows for line in row(label, text, width))])


def row(label: str, text: str, width: int) -> list[str]:
    """Write one row, wrapped where it is long."""
    return wrapped(text, f"  {label:<{width}}  ", " " * (width + 4))


def wrapped(text: str, first: str, other: str) -> list[str]:
    """Write a text in lines that are not too long, the first and the others indented each in its way."""
    import textwrap

    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=other)
