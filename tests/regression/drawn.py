"""Valid scenarios, drawn at random from the rules that stand beside the fields.

Every value is drawn from the rule of its field. What fields demand of each other is no rule of a field, so `FITTED` and
`fitted` see to it. `BRISK` narrows some ranges, so that a run takes milliseconds.
"""

import dataclasses
import math
from itertools import pairwise

from hypothesis import strategies as st

from lesionsim import load
from lesionsim.errors import ScenarioError
from lesionsim.scenario import (
    Arrhenius,
    Blood,
    Boiling,
    Cooldown,
    Domain,
    Generator,
    Hold,
    Isotherm,
    Linear,
    Metal,
    Nerve,
    Numerics,
    PerfusionFollowsDamage,
    PerfusionStoppedByDamage,
    Probe,
    Protocol,
    Ramp,
    Scenario,
    Sensor,
    StraightNerve,
    Table,
    Thermocouple,
    ThreeState,
    Tissue,
)
from lesionsim.scenario.checks import Choice, Number, Place, Several, Text
from lesionsim.scenario.fields import slots_of
from lesionsim.scenario.generator import KEPT, MOST

LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
# Noun and field -> narrower limits, so that the fields of one noun, or of several, fit each other.
FITTED = {
    (Scenario, "start_c"): (0, 40),
    (Isotherm, "at_c"): (41, 100),
    (Hold, "at_c"): (37, 100),
    (Ramp, "to_c"): (37, 100),
    (Hold, "duration_s"): (1, 100),
    (Ramp, "duration_s"): (1, 100),
    (Cooldown, "duration_s"): (1, 100),
    (Protocol, "steps"): (1, 5),
    (ThreeState, "forward_per_s"): (1e-6, 0.05),
    (ThreeState, "scale_c"): (20, 200),
    (Linear, "slope_per_c"): (-0.005, 0.008),
    (Thermocouple, "r_mm"): (2.5, 5),
    (Thermocouple, "z_mm"): (-5, 7),
    (Numerics, "first_step_s"): (1e-5, 0.1),
    (Numerics, "step_s"): (0.1, 10),
    (Numerics, "step_growth"): (1.01, 3),
    (Numerics, "record_every_s"): (1, 100),
    (Numerics, "first_cell_mm"): (0.001, 0.15),
    (StraightNerve, "offset_mm"): (2.5, 100),
    (Scenario, "thermocouples"): (0, 3),
    (Scenario, "criteria"): (1, 5),
    (Scenario, "anatomy"): (0, 0),  # bodies are those of the library: few drawn ones would fit probe and domain
    (Nerve, "points_mm"): (2, 5),
    (Sensor, "from_mm"): (0, 0.5),
    (Sensor, "to_mm"): (0.6, 2),
    (Metal, "wall_mm"): (0.02, 0.15),
    (Boiling, "from_c"): (80, 98),
    (Boiling, "to_c"): (98.5, 100),
    (Boiling, "dry_at_c"): (100, 110),
    (PerfusionFollowsDamage, "dead_fraction"): (2, 6),
    (PerfusionFollowsDamage, "factor"): (2, 6),
    (Generator, "mode"): (None, None),
    (Generator, "roll_off_ohm"): (1001, 2000),
    (Generator, "shut_off_ohm"): (2000, 100_000),
}
BRISK = FITTED | {
    (Hold, "duration_s"): (1, 20),
    (Ramp, "duration_s"): (1, 20),
    (Cooldown, "duration_s"): (1, 20),
    (Numerics, "first_cell_mm"): (0.1, 0.15),
    (Numerics, "growth"): (0.5, 1),
    (Numerics, "step_s"): (2, 10),
    (Numerics, "first_step_s"): (0.05, 0.5),
    (Numerics, "step_growth"): (1.5, 3),
    (Numerics, "record_every_s"): (5, 100),
    (Domain, "radius_mm"): (10, 40),
    (Domain, "ahead_mm"): (10, 40),
    (Domain, "shaft_mm"): (10, 40),
    (Tissue, "conductivity_w_m_k"): (0.1, 2),
    (Tissue, "density_kg_m3"): (500, 2000),
    (Tissue, "heat_capacity_j_kg_k"): (1000, 5000),
    (Tissue, "metabolic_heat_w_kg"): (0, 20),
    (Boiling, "vapour_heat_capacity_j_kg_k"): (500, 4000),
    (Boiling, "vapour_conductivity_w_m_k"): (0.05, 1),
    (Arrhenius, "frequency_per_s"): (1e30, 1e60),
    (Arrhenius, "activation_energy_j_mol"): (2e5, 4e5),
}
LAWS = {"conductivity_w_m_k": (0.1, 2), "heat_capacity_j_kg_k": (1000, 5000), "electrical_conductivity_s_m": (0.01, 5)}


@st.composite
def scenarios(draw, limits=FITTED):
    """Draw a valid scenario; an anatomy that does not fit probe and domain is left out."""
    try:
        values = fitted(draw, drawn(draw, Scenario, limits))
    except ScenarioError:  # now and then a drawn table jumps
        return load("b1")
    if limits is FITTED:
        values["anatomy"] = load(draw(st.sampled_from(("b1", "b3-bone", "lumbar-bone", "cervical-bone")))).anatomy
    try:
        return Scenario(**values)
    except ScenarioError:
        return Scenario(**{name: value for name, value in values.items() if name not in ("anatomy", "placement")})


def drawn(draw, noun, limits):
    """Draw every field of a noun from its rule; what may be left out sometimes is."""
    values = {}
    for slot in slots_of(noun):
        if not slot.required and draw(st.booleans()) and (noun, slot.name) not in limits:
            continue
        values[slot.name] = drawn_value(draw, noun, slot, limits)
    return values


def drawn_value(draw, noun, slot, limits):
    """Draw the value of one field."""
    if slot.nouns and slot.takes_plain:
        return draw(laws(*LAWS[slot.name]))
    low, high = limits.get((noun, slot.name), (getattr(slot.rule, "low", None), getattr(slot.rule, "high", None)))
    if slot.many and slot.nouns:
        return tuple(drawn_noun(draw, slot, limits) for _ in range(draw(st.integers(low, high))))
    if slot.nouns:
        return drawn_noun(draw, slot, limits)
    return draw(from_rule(slot.rule, low, high))


def drawn_noun(draw, slot, limits):
    """Draw a noun of one of the kinds that a field takes."""
    noun = draw(st.sampled_from(slot.nouns))
    return noun(**PARTS[noun](draw, drawn(draw, noun, limits))) if noun in PARTS else noun(**drawn(draw, noun, limits))


def from_rule(rule, low=None, high=None):
    """Return what draws a value that a rule allows."""
    if isinstance(rule, Number):
        low, high = (rule.low, rule.high) if low is None else (low, high)
        return st.floats(low, high, exclude_min=rule.above_low and low == rule.low)
    if isinstance(rule, Choice):
        return st.sampled_from(rule.options)
    if isinstance(rule, Place):
        return st.tuples(*[from_rule(rule.each)] * 3)
    if isinstance(rule, Several):
        return st.lists(from_rule(rule.each), min_size=low, max_size=high, unique=True)
    if not isinstance(rule, Text):
        raise TypeError(f"no way to draw from {type(rule).__name__}; add one")
    if rule.pattern:
        return st.from_regex(rule.pattern, fullmatch=True).filter(lambda text: not rule.fault(text))
    return st.text(LETTERS, min_size=0 if rule.may_be_empty else 1, max_size=min(rule.longest, 30))


@st.composite
def laws(draw, low, high):
    """Draw a number, a line or a table that stays within limits, and changes by less than 20 % with each °C."""
    kind = draw(st.sampled_from(("number", "linear", "table")))
    if kind == "number":
        return draw(st.floats(low, high))
    if kind == "linear":
        slope = FITTED[Linear, "slope_per_c"]
        return Linear(
            value=draw(st.floats(low, high)), at_c=draw(st.floats(0, 60)), slope_per_c=draw(st.floats(*slope))
        )
    inner = draw(st.lists(st.floats(17, 83), max_size=4, unique_by=lambda each: round(each / 17)))
    temperatures = sorted((0, *inner, 110))
    kept = [each for each, after in pairwise((*temperatures, 200)) if after - each > 16 or each == 0]
    covering = tuple(kept) if kept[-1] == 110 else (*kept, 110)
    return Table(temperature_c=covering, value=tuple(draw(st.floats(low, high)) for _ in covering))


def one_thickness(draw, values):
    """A probe has a gauge or a diameter, not both."""
    if draw(st.booleans()):
        return {"gauge": 20} | values | {"diameter_mm": None}
    return {"diameter_mm": 0.9} | values | {"gauge": None}


def wall_as_it_is(draw, values):
    """An insulated wall has no temperature of its own."""
    return values | ({"outer_wall_c": None} if values.get("outer_wall") == "insulated" else {})


def heated_first(draw, values):
    """A protocol heats at least once."""
    return {"steps": (Hold(at_c=draw(st.floats(45, 100)), duration_s=draw(st.floats(1, 20))), *values["steps"])}


def ahead_of_the_tip(draw, values):
    """Points ahead of the tip cannot lie in the metal, and at different heights they differ."""
    return values | {"points_mm": [(x, y, -1.0 - i) for i, (x, y, _) in enumerate(values["points_mm"])]}


def solid_or_tube(draw, values):
    """Metal is solid as often as it is a tube."""
    return values | ({"wall_mm": None} if draw(st.booleans()) else {})


def one_kept_value(draw, values):
    """A generator is given the value that its mode keeps, within its limits; it may pause and stop."""
    name = KEPT.get(values["mode"])
    most = values.get(MOST[name], getattr(Generator(), MOST[name])) if name else 0
    kept = {name: draw(st.floats(0, most, exclude_min=True))} if name else {}
    never = {each: None for each in ("roll_off_ohm", "shut_off_ohm") if draw(st.booleans())}
    return values | dict.fromkeys(KEPT.values()) | kept | never


def from_alive_to_dead(draw, values):
    """Dead fractions run from 0 to 1, and each has its factor."""
    inner = sorted(each for each in values["dead_fraction"] if 0 < each < 1)
    factor = [draw(st.floats(0, 10)) for _ in range(len(inner) + 2)]
    return values | {"dead_fraction": (0, *inner, 1), "factor": factor}


PARTS = {
    Probe: one_thickness, Domain: wall_as_it_is, Protocol: heated_first, Nerve: ahead_of_the_tip, Metal: solid_or_tube,
    Generator: one_kept_value, PerfusionFollowsDamage: from_alive_to_dead,
}  # fmt: skip


def fitted(draw, values):
    """Make the parts of a scenario fit each other: names that differ, and perfusion that knows its criterion."""
    if values.get("source") == "rf":
        law = values["tissue"].electrical_conductivity_s_m or 0.4
        values = values | {"tissue": dataclasses.replace(values["tissue"], electrical_conductivity_s_m=law)}
    elif "generator" in values:  # a held tip keeps the protocol's temperatures
        none = dict.fromkeys(KEPT.values())
        values = values | {"generator": dataclasses.replace(values["generator"], mode="temperature", **none)}
    if values.get("source") != "rf" and values["probe"].shaft != "metal":  # then nothing lies between metal and tissue
        values = values | {"probe": dataclasses.replace(values["probe"], sleeve=None, contact_w_m2_k=None)}
    criteria = unlike(values["criteria"], lambda each: each.label)
    graded = [each.label for each in criteria if isinstance(each, Arrhenius | ThreeState)]
    perfusion = [{}, *({"perfusion": told_by(label, values.get("perfusion"))} for label in graded)]
    thermocouples = unlike(values["thermocouples"], lambda each: each.name)
    del_perfusion = {name: value for name, value in values.items() if name != "perfusion"}
    cold = {"blood": Blood(temperature_c=math.floor(draw(st.floats(0, 45))))} if draw(st.booleans()) else {}
    return del_perfusion | cold | draw(st.sampled_from(perfusion)) | {
        "criteria": criteria, "thermocouples": thermocouples
    }  # fmt: skip


def told_by(label, perfusion):
    """Return perfusion that a criterion changes: as it was drawn, or else stopped."""
    if isinstance(perfusion, PerfusionFollowsDamage):
        return dataclasses.replace(perfusion, criterion=label)
    return PerfusionStoppedByDamage(criterion=label)


def unlike(nouns, name_of):
    """Return nouns without those whose name another one has already."""
    return tuple({name_of(each): each for each in nouns}.values())
