"""What a run says to people: one sentence, a table, and a question worth trying next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ScenarioError
from lesionsim.scenario import Hold, Ramp, Scenario
from lesionsim.scenario.wording import listed, plain

if TYPE_CHECKING:
    from lesionsim.lesion.measures import Lesion


class Idea(NamedTuple):
    """A question, and the option with which to answer it."""

    question: str
    option: str
    value: float


def answer(scenario: Scenario, lesions: Sequence[Lesion]) -> str:
    """Return the sentence and the table."""
    return f"{sentence(scenario, lesions[0])}\n\n{table(lesions)}"


def sentence(scenario: Scenario, lesion: Lesion) -> str:
    """Say in plain words what was heated, how long, and what that did."""
    probe = scenario.probe
    needle = f"{probe.gauge} G needle" if probe.gauge is not None else f"{plain(probe.outer_diameter_mm)} mm needle"
    what = f"A {needle} with a {plain(probe.tip_length_mm)} mm bare tip in {scenario.tissue.name}, {timing(scenario)},"
    return f"{what} {outcome(lesion)}. The needle is an idealised heated probe, without current. {DISCLAIMER}."


def timing(scenario: Scenario) -> str:
    """Say what the tip did over time."""
    words = []
    for step in scenario.protocol.steps:
        if isinstance(step, Ramp):
            words.append(f"brought to {plain(step.to_c)} °C in {plain(step.duration_s)} s")
        elif isinstance(step, Hold):
            words.append(f"held at {plain(step.at_c)} °C for {plain(step.duration_s)} s")
        else:
            words.append(f"left to cool for {plain(step.duration_s)} s")
    return listed(words, "and")


def outcome(lesion: Lesion) -> str:
    """Say how large the lesion is, and by which criterion."""
    if lesion.volume_mm3 == 0:
        return f"leaves no lesion (criterion: {lesion.criterion})"
    size = f"{lesion.width_mm:.1f} mm wide and {lesion.length_mm:.1f} mm long (criterion: {lesion.criterion})"
    if lesion.reaches_outer_wall:
        return f"leaves a lesion that reaches the edge of the computed block and is cut off there: {size}"
    return f"leaves a lesion {size}"


def table(lesions: Sequence[Lesion]) -> str:
    """Return width and length by every criterion."""
    rows = [("criterion", "width mm", "length mm"), *(row(lesion) for lesion in lesions)]
    width = max(len(name) for name, _, _ in rows)
    return "\n".join(f"  {name:<{width}}  {across:>8}  {along:>9}" for name, across, along in rows)


def row(lesion: Lesion) -> tuple[str, str, str]:
    """Return one row of the table."""
    if lesion.volume_mm3 == 0:
        return lesion.criterion, "none", "none"
    more = ">" if lesion.reaches_outer_wall else ""
    return lesion.criterion, f"{more}{lesion.width_mm:.2f}", f"{more}{lesion.length_mm:.2f}"


def next_step(scenario: Scenario, lesion: Lesion, words: Sequence[str]) -> str:
    """Return a question that was not asked yet, and its command."""
    typed = {word.partition("=")[0] for word in words}
    for idea in ideas(scenario, lesion):
        if idea.option not in typed and fits(scenario, idea):
            again = without(words, "--out")
            return f"{idea.question}\n  {shlex.join(['lesionsim', *again, idea.option, plain(idea.value)])}"
    return ""


def ideas(scenario: Scenario, lesion: Lesion) -> list[Idea]:
    """Return questions worth asking of a scenario, the best first."""
    protocol, probe = scenario.protocol, scenario.probe
    if lesion.volume_mm3 == 0:
        return [
            Idea("Does a hotter tip leave a lesion?", "--temperature", min(100, protocol.set_c + 20)),
            Idea("Does more time leave a lesion?", "--hold", min(3600, 4 * protocol.hold_s)),
        ]
    cooler = 70 if protocol.set_c > 70 else 80
    thicker = 16 if probe.outer_diameter_mm < 1.5 else 20
    shorter = 5 if probe.tip_length_mm > 5 else 10
    return [
        Idea(f"How much {'smaller' if cooler == 70 else 'larger'} at {cooler} °C?", "--temperature", cooler),
        Idea(f"What does a {'thicker' if thicker == 16 else 'thinner'} needle do?", "--gauge", thicker),
        Idea("Does half the time leave half the lesion?", "--hold", protocol.hold_s / 2),
        Idea(f"Is a {shorter} mm tip's lesion as wide?", "--tip", shorter),
    ]


def fits(scenario: Scenario, idea: Idea) -> bool:
    """Tell whether an idea can be carried out on a scenario."""
    from lesionsim.cli.changes import PLAIN_KEYS, protocol_changes
    from lesionsim.library import change

    name = idea.option.removeprefix("--")
    try:
        wanted = {PLAIN_KEYS[name]: idea.value} if name in PLAIN_KEYS else None
        change(scenario, wanted or protocol_changes(scenario, {name: idea.value}).values)
    except ScenarioError:
        return False
    return True


def without(words: Sequence[str], option: str) -> list[str]:
    """Return typed words without one option and its value."""
    kept = [word for word in words if not word.startswith(f"{option}=")]
    while option in kept:
        place = kept.index(option)
        del kept[place : place + 2]
    return kept
