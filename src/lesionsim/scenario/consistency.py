"""What the parts of a scenario demand of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ..errors import Problem
from .anatomy import tissues_of, tissues_of_bodies
from .clearance import bodies_in_domain, clearance, cores
from .damage import Arrhenius, Isotherm, ThreeState
from .laws import Table
from .nerve import StraightNerve, deepest_in_metal
from .perfusion import PerfusionFollowsDamage, PerfusionStoppedByDamage
from .protocol import Cooldown, Ramp, end_c
from .wording import listed, nearest_phrase, plain, shown

if TYPE_CHECKING:
    from .nerve import AnyNerve
    from .placement import Placement
    from .probe import Probe
    from .scenario import Scenario
    from .thermocouple import Thermocouple

BODY_C = 37.0
MOST_RECORDED = 1000  # each recorded moment keeps every cell once for the temperature and once for each criterion
MOST_STEPS = 100_000
TOUCH_MM = 1e-9  # two lengths closer than this are the same place


def inconsistencies(scenario: Scenario, touched: Iterable[str] | None = None) -> list[Problem]:
    """Return every problem between the parts of a scenario whose parts are right; or those of the parts touched."""
    checks = tuple(CHECKS) if touched is None else checks_of(frozenset(touched))
    return [problem for check in checks for problem in check(scenario)]


@lru_cache(maxsize=256)
def checks_of(touched: frozenset[str]) -> tuple[Callable[[Scenario], Iterator[Problem]], ...]:
    """Return the checks that look at any of these parts."""
    return tuple(check for check, needs in CHECKS.items() if not touched.isdisjoint(needs))


def inconsistencies_of_some(parts: Mapping[str, Any]) -> list[Problem]:
    """Return every problem between the parts that are right, while others are still wrong or missing."""
    scenario: Any = SimpleNamespace(**parts)
    ready = [check for check, needs in CHECKS.items() if parts.keys() >= set(needs)]
    return [problem for check in ready for problem in check(scenario)]


def current(scenario: Scenario) -> Iterator[Problem]:
    """Current needs tissue that conducts it."""
    if scenario.source == "rf" and scenario.tissue.electrical_conductivity_s_m is None:
        yield Problem(
            "tissue.electrical_conductivity_s_m",
            'is missing; source = "rf" needs it in S/m, such as 0.446 for muscle at 500 kHz and 37 °C',
        )


def current_in_bodies(scenario: Scenario) -> Iterator[Problem]:
    """Current needs every body to conduct it, however badly; the wall of a vessel needs no number."""
    for place, tissue in tissues_of_bodies(scenario.anatomy) if scenario.source == "rf" else ():
        if tissue.electrical_conductivity_s_m is None:
            told = f'is missing; source = "rf" needs it for {tissue.name} too, in S/m'
            yield Problem(f"{place}.electrical_conductivity_s_m", f"{told}, such as 0.022 for cortical bone at 500 kHz")


def generator(scenario: Scenario) -> Iterator[Problem]:
    """A held tip has no generator, and keeps the protocol's temperatures."""
    mode = scenario.generator.mode
    if scenario.source != "rf" and mode != "temperature":
        told = f"is {shown(mode)}, but with source = {shown(scenario.source)} the tip is held and has no generator"
        yield Problem("generator.mode", f"{told}; must be 'temperature', or source be 'rf'")


def metal(scenario: Scenario) -> Iterator[Problem]:
    """What lies between metal and tissue counts only where the probe is metal."""
    probe = scenario.probe
    if scenario.source == "rf" or probe.shaft == "metal":
        return
    for name, given in (("contact_w_m2_k", probe.contact_w_m2_k), ("sleeve", probe.sleeve)):
        if given is not None:
            told = "is given, but a held tip with an adiabatic shaft has a surface and no metal"
            yield Problem(f"probe.{name}", f"{told}; must be left out, or probe.shaft be 'metal', or source 'rf'")


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
    """Perfusion can follow only a criterion of the scenario that knows a dead fraction."""
    if not isinstance(scenario.perfusion, PerfusionStoppedByDamage | PerfusionFollowsDamage):
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


def nerve(scenario: Scenario) -> Iterator[Problem]:
    """A nerve's middle line stays outside the probe's metal; it may leave the domain."""
    if scenario.nerve is None:
        return
    text = nerve_fault(scenario.nerve, scenario.probe, scenario.placement)
    if text:
        yield Problem("nerve", text)


def nerve_fault(nerve: AnyNerve, probe: Probe, placement: Placement) -> str:
    """Say where a nerve passes through the probe, and what is allowed, or nothing."""
    deepest = deepest_in_metal(nerve.polyline_mm(probe.tip_length_mm, placement), probe.radius_mm)
    if deepest is None:
        return ""
    number, (x, y, z) = deepest
    least = f"at least {plain(probe.radius_mm)} mm (the probe's radius)"
    if isinstance(nerve, StraightNerve):
        remedy = f"offset_mm must be {least}, or at_mm be ahead of the tip"
    else:
        fixed = " or the probe (placement)" if nerve.frame == "anatomy" else ""
        ends = f"points_mm[{number}] or [{number + 1}]{fixed}"
        remedy = f"it must stay {least} from the axis where z is above 0: move {ends}"
    return f"passes through the metal of the probe at x {x:.4g}, y {y:.4g}, z {z:.4g} mm; {remedy}"


def laws(scenario: Scenario) -> Iterator[Problem]:
    """A table of a property covers every temperature that the run brings about."""
    named = product(tissues_of(scenario), ("conductivity_w_m_k", "heat_capacity_j_kg_k"))
    tables = [(place, name, law) for (place, tissue), name in named if isinstance(law := getattr(tissue, name), Table)]
    low, high = coldest_and_hottest_c(scenario) if tables else (0.0, 0.0)
    for tissue_place, name, law in tables:
        if law.temperature_c[0] > low or law.temperature_c[-1] < high:
            yield Problem(
                f"{tissue_place}.{name}.temperature_c",
                f"covers {plain(law.temperature_c[0])} to {plain(law.temperature_c[-1])} °C; must cover {plain(low)} "
                f"to {plain(high)} °C, from the coldest to the hottest of start, blood, wall and tip: add entries, or "
                "repeat the end value where the property stays constant",
            )


def coldest_and_hottest_c(scenario: Scenario) -> tuple[float, float]:
    """Return the limits of what start, blood, outer wall and tip bring about."""
    given = [scenario.start_c, *(end_c(step) for step in scenario.protocol.steps if not isinstance(step, Cooldown))]
    if scenario.domain.outer_wall_c is not None:
        given.append(scenario.domain.outer_wall_c)
    if any(tissue.perfusion_per_s > 0 for _, tissue in tissues_of(scenario)):
        given.append(scenario.blood.temperature_c)
    return min(given), max(given)


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


# Each check, and the parts of a scenario that it looks at.
CHECKS: dict[Callable[[Scenario], Iterator[Problem]], tuple[str, ...]] = {
    current: ("source", "tissue"),
    current_in_bodies: ("source", "anatomy"),
    generator: ("source", "generator"),
    metal: ("source", "probe"),
    same_names: ("criteria", "thermocouples"),
    perfusion_criterion: ("criteria", "perfusion"),
    tip_temperatures: ("protocol", "start_c"),
    isotherms: ("criteria", "start_c"),
    thermocouples: ("thermocouples", "domain", "probe"),
    nerve: ("nerve", "probe", "placement"),
    clearance: ("anatomy", "placement", "probe", "domain"),
    cores: ("anatomy",),
    bodies_in_domain: ("anatomy", "placement", "probe", "domain"),
    laws: ("tissue", "anatomy", "blood", "domain", "start_c", "protocol"),
    amounts: ("numerics", "protocol", "probe"),
}
