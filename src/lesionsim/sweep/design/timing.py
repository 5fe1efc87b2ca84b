"""The usual protocol (ramp, hold, cool-down) in four numbers, and how a sweep changes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.library import change
from lesionsim.scenario import Hold, Ramp, Scenario

from .names import TIMED, canonical, dotted

USUAL_KINDS = (("hold",), ("ramp", "hold"), ("hold", "cooldown"), ("ramp", "hold", "cooldown"))


class Timing(NamedTuple):
    """A protocol of the usual shape; 0 s stands for a step that is missing."""

    temperature_c: float
    hold_s: float
    ramp_s: float
    cooldown_s: float


def timing_of(scenario: Scenario, key: str) -> Timing:
    """Return the four numbers of a protocol.

    Raises
    ------
    ScenarioError
        When the protocol has another shape, so that it is not clear what a short name would mean.
    """
    step = {each.kind: each for each in scenario.protocol.steps}
    ramp, hold, cool = (step.get(kind) for kind in ("ramp", "hold", "cooldown"))
    usual = tuple(each.kind for each in scenario.protocol.steps) in USUAL_KINDS
    if not usual or not isinstance(hold, Hold) or (isinstance(ramp, Ramp) and ramp.to_c != hold.at_c):
        told = (
            f"does not fit the protocol of {scenario.name} ({scenario.protocol}); it is for one hold, perhaps after a "
            "ramp to the same temperature and before a cool-down. Vary single steps instead, such as "
            "protocol.steps[0].duration_s"
        )
        raise ScenarioError(Problem(key, told))
    return Timing(hold.at_c, hold.duration_s, ramp.duration_s if ramp else 0.0, cool.duration_s if cool else 0.0)


def protocol_changes(now: Timing, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes of a scenario's protocol, by dotted key; whole steps where one is added or left out."""
    asked = now._replace(**given)
    if (asked.ramp_s == 0) == (now.ramp_s == 0) and (asked.cooldown_s == 0) == (now.cooldown_s == 0):
        places = places_of(now)
        return {place: given[name] for place, name in places.items() if name in given}
    steps: list[dict[str, Any]] = [{"kind": "hold", "at_c": asked.temperature_c, "duration_s": asked.hold_s}]
    if asked.ramp_s != 0:
        steps.insert(0, {"kind": "ramp", "to_c": asked.temperature_c, "duration_s": asked.ramp_s})
    if asked.cooldown_s != 0:
        steps.append({"kind": "cooldown", "duration_s": asked.cooldown_s})
    return {"protocol.steps": steps}


def changed(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """Return a scenario with some values changed, by dotted key or short name.

    >>> import lesionsim as ls
    >>> print(changed(ls.load("b1"), {"tip_mm": 5, "temperature_c": 70, "cooldown_s": 30}))
    b1: 0.907 mm thick probe, 5 mm bare tip; hold 70 °C for 90 s, then cool down for 30 s; in B1 muscle
    """
    named = {canonical(key): value for key, value in values.items()}
    timed = {key: value for key, value in named.items() if key in TIMED}
    changes = {dotted(key): value for key, value in named.items() if key not in TIMED}
    behind = {dotted(key): key for key in named}
    if timed:
        timing = timing_of(scenario, next(iter(timed)))
        changes |= protocol_changes(timing, timed)
        behind |= names_behind(timing, timed)
    try:
        return change(scenario, changes)
    except ScenarioError as error:
        raise ScenarioError(*in_names(error, behind)) from error


def names_behind(timing: Timing, timed: Mapping[str, Any]) -> dict[str, str]:
    """Return which short name stands behind each key of the protocol's steps."""
    return {place: name for place, name in places_of(timing._replace(**timed)).items() if name in timed}


def in_names(error: ScenarioError, behind: Mapping[str, str]) -> list[Problem]:
    """Return problems in the names that were given; the same one is told once."""
    return list(dict.fromkeys(Problem(behind.get(each.place, each.place), each.text) for each in error.problems))


def places_of(timing: Timing) -> dict[str, str]:
    """Return which of the four numbers stands behind each key of the protocol's steps."""
    places: dict[str, str] = {}
    hold = 0
    if timing.ramp_s != 0:
        places |= {"protocol.steps[0].to_c": "temperature_c", "protocol.steps[0].duration_s": "ramp_s"}
        hold = 1
    places |= {f"protocol.steps[{hold}].at_c": "temperature_c", f"protocol.steps[{hold}].duration_s": "hold_s"}
    if timing.cooldown_s != 0:
        places[f"protocol.steps[{hold + 1}].duration_s"] = "cooldown_s"
    return places
