"""From the options of `run` to changes of a scenario, and errors told in the words of the options."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario import Hold, Ramp, Scenario, parse_assignment
from lesionsim.scenario.wording import plain

PLAIN_KEYS = {"gauge": "probe.gauge", "tip": "probe.tip_length_mm", "tissue": "tissue", "source": "source"}
PROTOCOL_OPTIONS = ("temperature", "hold", "ramp", "cooldown")
WORDS = {
    "temperature": "{} °C",
    "hold": "hold {} s",
    "ramp": "ramp {} s",
    "cooldown": "cool-down {} s",
    "gauge": "{} G",
    "tip": "tip {} mm",
    "tissue": "in {}",
    "source": "source {}",
}
LONGEST_TITLE = 200
USUAL_KINDS = (("hold",), ("ramp", "hold"), ("hold", "cooldown"), ("ramp", "hold", "cooldown"))


class Changes(NamedTuple):
    """What is changed: values by dotted key, and the option behind each key."""

    values: dict[str, Any]
    option: dict[str, str]


def given(options: argparse.Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the options that were typed, by name."""
    return {name: value for name in names if (value := getattr(options, name)) is not None}


def changed(scenario: Scenario, options: argparse.Namespace) -> Scenario:
    """Return the scenario that the options ask for; a changed one says so in its title.

    Raises
    ------
    ScenarioError
        In the words of the options, all problems at once.
    """
    from lesionsim.library import change

    wanted = gathered(scenario, options)
    try:
        new = change(scenario, wanted.values)
    except ScenarioError as error:
        raise ScenarioError(*in_options(error, wanted.option)) from error
    check_followed(new, options)
    if new == scenario or "title" in wanted.values:
        return new
    return dataclasses.replace(new, title=title_of(scenario, options))


def check_followed(scenario: Scenario, options: argparse.Namespace) -> None:
    """A generator that keeps volts, watts or amperes follows no temperature, so none is to be asked of it."""
    mode = scenario.generator.mode
    if given(options, ("temperature",)) and mode != "temperature":
        told = f"is {plain(options.temperature)} °C, but generator.mode = '{mode}' keeps a {mode} and follows no"
        raise ScenarioError(Problem("--temperature", f"{told} temperature; must be left out, or the mode be another"))


def gathered(scenario: Scenario, options: argparse.Namespace) -> Changes:
    """Collect the changes of all options; the same key must not come twice."""
    wanted = Changes({}, {})
    if timing := given(options, PROTOCOL_OPTIONS):
        wanted = protocol_changes(scenario, timing)
    for name, value in given(options, tuple(PLAIN_KEYS)).items():
        wanted.values[PLAIN_KEYS[name]] = value
        wanted.option[PLAIN_KEYS[name]] = f"--{name}"
    for text in options.set or ():
        key, value = parse_assignment(text)
        if key in wanted.values:
            raise ScenarioError(f"{key} is given twice, by {wanted.option[key]} and --set; give it once")
        wanted.values[key], wanted.option[key] = value, f"--set {key}"
    return wanted


def protocol_changes(scenario: Scenario, timing: dict[str, Any]) -> Changes:
    """Return new steps of the protocol, and which option stands behind each of their numbers."""
    now = usual_steps(scenario, next(iter(timing)))
    asked = now | timing
    option = {name: f"--{name}" for name in timing}
    steps: list[dict[str, Any]] = []
    behind: dict[str, str] = {}
    for kind, temperature in (("ramp", "to_c"), ("hold", "at_c"), ("cooldown", "")):
        if asked[kind] == 0 and kind != "hold":
            continue
        place = f"protocol.steps[{len(steps)}]"
        step = {"kind": kind, "duration_s": asked[kind]}
        behind[f"{place}.duration_s"] = option.get(kind, "")
        if temperature:
            step[temperature] = asked["temperature"]
            behind[f"{place}.{temperature}"] = option.get("temperature", "")
        steps.append(step)
    told = {place: name for place, name in behind.items() if name}
    return Changes({"protocol.steps": steps}, {"protocol.steps": " ".join(option.values()), **told})


def usual_steps(scenario: Scenario, option: str) -> dict[str, float]:
    """Return temperature and durations of a protocol that ramps, holds and cools down, 0 s where a step is missing.

    Raises
    ------
    ScenarioError
        When the protocol has another shape, so that it is not clear what the option would mean.
    """
    step = {each.kind: each for each in scenario.protocol.steps}
    ramp, hold, cool = (step.get(kind) for kind in ("ramp", "hold", "cooldown"))
    usual = tuple(each.kind for each in scenario.protocol.steps) in USUAL_KINDS
    if not usual or not isinstance(hold, Hold) or (isinstance(ramp, Ramp) and ramp.to_c != hold.at_c):
        raise ScenarioError(
            f"--{option} does not fit the protocol of {scenario.name} ({scenario.protocol}); it is for one hold, "
            "perhaps after a ramp to the same temperature and before a cool-down. Change single steps instead, such as "
            "--set 'protocol.steps[0].duration_s=60'"
        )
    return {
        "temperature": hold.at_c,
        "hold": hold.duration_s,
        "ramp": ramp.duration_s if ramp else 0.0,
        "cooldown": cool.duration_s if cool else 0.0,
    }


def in_options(error: ScenarioError, option: dict[str, str]) -> list[Problem]:
    """Put the option that was typed in place of the key that it changed; the same problem is told once."""
    told = [Problem(option.get(problem.place, problem.place), problem.text) for problem in error.problems]
    return list(dict.fromkeys(told))


def title_of(scenario: Scenario, options: argparse.Namespace) -> str:
    """Return the title of a changed scenario: its name, and what was changed."""
    named = given(options, tuple(WORDS))
    parts = [WORDS[name].format(plain(value) if isinstance(value, float) else value) for name, value in named.items()]
    title = f"{scenario.name}, changed: {', '.join([*parts, *(options.set or ())])}"
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 3]}..."
