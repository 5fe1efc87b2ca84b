"""What the parts of a scenario demand of each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import Problem
from .damage import Arrhenius, Isotherm, ThreeState
from .perfusion import PerfusionStoppedByDamage
from .protocol import Cooldown, Ramp, end_c
from .wording import listed, nearest_phrase, plain, shown

if TYPE_CHECKING:
    from .scenario import Scenario
    from .thermocouple import Thermocouple

BODY_C = 37.0
MOST_RECORDED = 1000  # each recorded moment keeps every cell once for the temperature and once for each criterion
MOST_STEPS = 100_000
TOUCH_MM = 1e-9  # two lengths closer than this are the same place


def inconsistencies(scenario: Scenario) -> list[Problem]:
    """Return every problem between the parts of a scenario whose parts are right."""
    checks = (same_names, perfusion_criterion, tip_temperatures, isotherms, thermocouples, amounts)
    return [problem for check in checks for problem in check(scenario)]


def same_names(scenario: Scenario) -> Iterator[Problem]:
    """Every criterion and every thermocouple needs a name of its own."""
    labels = [criterion.label for criterion in scenario.criteria]
    names = [thermocouple.name for thermocouple in scenario.thermocouples]
    for place, words in (("criteria", labels), ("thermocouples", names)):
        for i, word in enumerate(words):
            if word in words[:i]:
                yield Problem(
                    f"{place}[{i}]",
                    f"is {shown(word)}, and so is {place}[{words.index(word)}]; names must "
                    "differ: rename or remove one",
                )


def perfusion_criterion(scenario: Scenario) -> Iterator[Problem]:
    """Perfusion can be stopped only by a criterion of the scenario that knows a dead fraction."""
    if not isinstance(scenario.perfusion, PerfusionStoppedByDamage):
        return
    named = scenario.perfusion.criterion
    graded = [each.label for each in scenario.criteria if isinstance(each, Arrhenius | ThreeState)]
    if named in graded:
        return
    allowed = (
        f"must be {listed([shown(label) for label in graded])}"
        if graded
        else (
            "must name an Arrhenius or three-state criterion, but criteria lists none: add one, or use "
            'perfusion = {kind = "constant"}'
        )
    )
    why = " has no dead fraction" if named in [each.label for each in scenario.criteria] else " is not among criteria"
    near = nearest_phrase(named, graded) if len(graded) > 3 else ""
    yield Problem("perfusion.criterion", f"is {shown(named)}, which{why}; {allowed}{near}")


def tip_temperatures(scenario: Scenario) -> Iterator[Problem]:
    """A held tip heats: it is never colder than the body, or than a colder start."""
    low = min(BODY_C, scenario.start_c)
    for i, step in enumerate(scenario.protocol.steps):
        if isinstance(step, Cooldown) or end_c(step) >= low:
            continue
        name = "to_c" if isinstance(step, Ramp) else "at_c"
        yield Problem(
            f"protocol.steps[{i}].{name}",
            f"is {plain(end_c(step))} °C; a held tip must stay between "
            f"{plain(low)} and 100 °C where start_c is {plain(scenario.start_c)} °C. Cold is not modelled",
        )


def isotherms(scenario: Scenario) -> Iterator[Problem]:
    """An isotherm below the start temperature would call everything dead."""
    for i, criterion in enumerate(scenario.criteria):
        if isinstance(criterion, Isotherm) and criterion.at_c <= scenario.start_c:
            yield Problem(
                f"criteria[{i}].at_c",
                f"is {plain(criterion.at_c)} °C; must be above start_c, "
                f"{plain(scenario.start_c)} °C, or all tissue is dead from the start",
            )


def thermocouples(scenario: Scenario) -> Iterator[Problem]:
    """A thermocouple is in the computed tissue, or on the probe's surface."""
    domain, tip_mm = scenario.domain, scenario.probe.tip_length_mm
    highest_mm = tip_mm + domain.shaft_mm
    for i, each in enumerate(scenario.thermocouples):
        if each.r_mm > domain.radius_mm + TOUCH_MM:
            yield Problem(
                f"thermocouples[{i}].r_mm",
                f"is {plain(each.r_mm)} mm; must be between 0 and {plain(domain.radius_mm)} mm (domain.radius_mm)",
            )
        if not -domain.ahead_mm - TOUCH_MM <= each.z_mm <= highest_mm + TOUCH_MM:
            yield Problem(
                f"thermocouples[{i}].z_mm",
                f"is {plain(each.z_mm)} mm; must be between "
                f"{plain(-domain.ahead_mm)} and {plain(highest_mm)} mm (the domain)",
            )
        if inside_probe(each, scenario.probe.radius_mm):
            yield Problem(
                f"thermocouples[{i}].r_mm",
                f"is {plain(each.r_mm)} mm, inside the probe; must be at least "
                f"{plain(scenario.probe.radius_mm)} mm (its surface) where z_mm is above 0",
            )


def inside_probe(thermocouple: Thermocouple, radius_mm: float) -> bool:
    """Tell whether a point lies in the metal; the surface itself is outside."""
    return thermocouple.r_mm < radius_mm - TOUCH_MM and thermocouple.z_mm > TOUCH_MM


def amounts(scenario: Scenario) -> Iterator[Problem]:
    """A run must fit in memory and end within a reasonable time, and its cells must fit the probe."""
    numerics, duration_s = scenario.numerics, scenario.protocol.duration_s
    if duration_s / numerics.record_every_s > MOST_RECORDED:
        yield Problem(
            "numerics.record_every_s",
            f"is {plain(numerics.record_every_s)} s; must be at least "
            f"{duration_s / MOST_RECORDED:.4g} s: a protocol of {plain(duration_s)} s is recorded at most "
            f"{MOST_RECORDED} times",
        )
    if duration_s / numerics.step_s > MOST_STEPS:
        yield Problem(
            "numerics.step_s",
            f"is {plain(numerics.step_s)} s; must be at least "
            f"{duration_s / MOST_STEPS:.4g} s: a protocol of {plain(duration_s)} s has at most "
            f"{MOST_STEPS} steps",
        )
    if numerics.first_cell_mm > scenario.probe.radius_mm:
        yield Problem(
            "numerics.first_cell_mm",
            f"is {plain(numerics.first_cell_mm)} mm; must be at most "
            f"{plain(scenario.probe.radius_mm)} mm, the probe's radius",
        )
