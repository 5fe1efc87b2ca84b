"""What a run says to people: one sentence, a table, and a question worth trying next."""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ScenarioError
from lesionsim.lesion.bars import with_error
from lesionsim.lesion.heating import amount_in_words, keeps_temperature
from lesionsim.lesion.labels import label_in_words, tissue_in_words
from lesionsim.scenario import Hold, Ramp, Scenario
from lesionsim.scenario.protocol import end_c
from lesionsim.scenario.wording import listed, plain
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.lesion.measures import Lesion


OF_SOURCE = {
    "held": "The needle is an idealised heated probe, without current",
    "rf": "Current heats the tissue; the generator follows its sensor",
}
TIMING = {
    "held": ("brought to {goal} in {time_s} s", "held at {goal} for {time_s} s"),
    "rf": ("set to rise to {goal} in {time_s} s", "set to {goal} for {time_s} s"),
}
TIMING_KEPT = ("raised to {goal} in {time_s} s", "kept at {goal} for {time_s} s")
USUAL_TIP_C, HOTTEST_TIP_C = 80.0, 100.0


class Idea(NamedTuple):
    """A question, which may name the value, and the option with which to answer it; `again` though it was typed."""

    question: str
    option: str
    value: float
    again: bool = False


def answer(scenario: Scenario, lesions: Sequence[Lesion]) -> str:
    """Return the sentence, what the numbers depend on, and the table."""
    return "\n\n".join(filter(None, (sentence(scenario, lesions[0]), how_sure(lesions), table(lesions))))


def how_sure(lesions: Sequence[Lesion]) -> str:
    """Say what ± means, beside what moves the width far more: the criterion."""
    numerical = any(has_error(lesion) for lesion in lesions)
    told = [spoken("± is numerical only")] if numerical else []
    sizes = [(lesion.width_mm, width_in_words(lesion)) for lesion in lesions]
    (_, low), (_, high) = min(sizes), max(sizes)
    if low != high:
        told.append(spoken("the criterion changes the width from {low} to {high} mm", low=low, high=high))
    text = "; ".join(told)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def width_in_words(lesion: Lesion) -> str:
    """Return a width in mm as it stands in a sentence."""
    if lesion.volume_mm3 == 0:
        return spoken("no lesion")
    return more_than(f"{lesion.width_mm:.1f}", lesion.reaches_outer_wall)


def more_than(size: str, cut_off: bool) -> str:
    """Write a size; of a lesion that is cut off at the outer wall, that it is more."""
    return spoken("more than {size}", size=size) if cut_off else size


def has_error(lesion: Lesion) -> bool:
    """Tell whether the numerical error of a lesion is known; results of older versions carry none."""
    return lesion.volume_mm3 > 0 and math.isfinite(lesion.width_mm_error)


def nerve_sentence(result: xr.Dataset, covered: Sequence[tuple[float, float]] | None, cut_off: bool = False) -> str:
    """Say how much of the nerve lies in the lesion of the first criterion; nothing without a nerve or a lesion.

    Parameters
    ----------
    covered : covered length and its error bar under every criterion, mm
    cut_off : whether that lesion is cut off at the outer wall
    """
    if not covered:
        return ""
    from lesionsim.lesion.nerve import nerve_coverage, nerve_statement

    odd = nerve_statement(result)
    odd = odd and f" {odd[0].upper()}{odd[1:]}."
    if covered[0][0] > 0:
        length = more_than(with_error(*covered[0]), cut_off)
        told = "The lesion covers {length} mm of the nerve, whose whole thickness is dead there."
        return f"{spoken(told, length=length)}{odd}"
    gap_mm = nerve_coverage(result).gap_mm
    if math.isnan(gap_mm):
        return odd.strip()
    told = "The lesion covers no piece of the nerve whole, but touches it."
    if gap_mm > 0:
        told = "The lesion covers no piece of the nerve and stays {gap_mm:.2f} mm away from it."
    return f"{spoken(told, gap_mm=gap_mm)}{odd}"


def sentence(scenario: Scenario, lesion: Lesion) -> str:
    """Say in plain words what was heated, how long, and what that did."""
    probe = scenario.probe
    thickness = f"{plain(probe.outer_diameter_mm)} mm" if probe.gauge is None else f"{probe.gauge} G"
    told = spoken(
        "A {thickness} needle with a {tip_mm} mm bare tip in {tissue}, {timing}, {outcome}.",
        thickness=thickness,
        tip_mm=plain(probe.tip_length_mm),
        tissue=tissue_in_words(scenario.tissue.name),
        timing=timing(scenario),
        outcome=outcome(lesion),
    )
    return f"{told} {how_heated(scenario)}. {spoken(DISCLAIMER)}."


def how_heated(scenario: Scenario) -> str:
    """Say what heats the tissue, and what the generator follows or keeps."""
    if keeps_temperature(scenario):
        return spoken(OF_SOURCE[scenario.source])
    words = "Current heats the tissue; the generator keeps its {kept}, whatever its sensor reads"
    return spoken(words, kept=spoken(scenario.generator.mode))


def timing(scenario: Scenario) -> str:
    """Say what the tip did over time."""
    words = []
    ramp, hold = TIMING[scenario.source] if keeps_temperature(scenario) else TIMING_KEPT
    for step in scenario.protocol.steps:
        if isinstance(step, Ramp):
            told = ramp
        elif isinstance(step, Hold):
            told = hold
        else:
            words.append(spoken("left to cool for {time_s} s", time_s=plain(step.duration_s)))
            continue
        words.append(spoken(told, goal=asked(step, scenario), time_s=plain(step.duration_s)))
    return listed(words, spoken("and"))


def asked(step: Ramp | Hold, scenario: Scenario) -> str:
    """Write the temperature at the end of a step, or what the generator keeps."""
    return f"{plain(end_c(step))} °C" if keeps_temperature(scenario) else amount_in_words(scenario)


def outcome(lesion: Lesion) -> str:
    """Say how large the lesion is, and by which criterion."""
    if lesion.volume_mm3 == 0:
        return spoken("leaves no lesion (criterion: {criterion})", criterion=label_in_words(lesion.criterion))
    told = "leaves a lesion {size} (criterion: {criterion})"
    if lesion.reaches_outer_wall:
        told = (
            "leaves a lesion that reaches the edge of the computed block and is cut off there: {size} "
            "(criterion: {criterion})"
        )
    words = "{width_mm:.1f} mm wide and {length_mm:.1f} mm long"
    size = spoken(words, width_mm=lesion.width_mm, length_mm=lesion.length_mm)
    return spoken(told, size=size, criterion=label_in_words(lesion.criterion))


def table(lesions: Sequence[Lesion]) -> str:
    """Return width and length by every criterion."""
    rows = [(spoken("criterion"), spoken("width mm"), spoken("length mm")), *(row(lesion) for lesion in lesions)]
    first, second, third = (max(map(len, column)) for column in zip(*rows, strict=True))
    return "\n".join(f"  {name:<{first}}  {across:>{second}}  {along:>{third}}" for name, across, along in rows)


def row(lesion: Lesion) -> tuple[str, str, str]:
    """Return one row of the table."""
    if lesion.volume_mm3 == 0:
        return label_in_words(lesion.criterion), spoken("none"), spoken("none")
    more = ">" if lesion.reaches_outer_wall else ""
    across = with_error(lesion.width_mm, lesion.width_mm_error)
    along = with_error(lesion.length_mm, lesion.length_mm_error)
    return label_in_words(lesion.criterion), f"{more}{across}", f"{more}{along}"


def next_step(scenario: Scenario, lesion: Lesion, words: Sequence[str]) -> str:
    """Return a question that was not asked yet, and its command."""
    typed = {word.partition("=")[0] for word in words}
    for idea in ideas(scenario, lesion):
        if (idea.again or idea.option not in typed) and fits(scenario, idea):
            again = without(without(words, "--out"), idea.option)
            value = plain(idea.value)
            command = shlex.join(["lesionsim", *again, idea.option, value])
            return f"{spoken(idea.question, value=value)}\n  {command}"
    return ""


def ideas(scenario: Scenario, lesion: Lesion) -> list[Idea]:
    """Return questions worth asking of a scenario, the best first."""
    protocol, probe = scenario.protocol, scenario.probe
    if lesion.volume_mm3 == 0:
        hotter = max(USUAL_TIP_C, min(HOTTEST_TIP_C, protocol.set_c + 20))
        longer = Idea("Does more time leave a lesion?", "--hold", min(3600, 4 * protocol.hold_s))
        warmer = Idea("Does a hotter tip leave a lesion?", "--temperature", hotter, again=True)
        return [warmer] if hotter > protocol.set_c and keeps_temperature(scenario) else [longer]
    cooler = 70 if protocol.set_c > 70 else 80
    thicker = 16 if probe.outer_diameter_mm < 1.5 else 20
    shorter = 5 if probe.tip_length_mm > 5 else 10
    hot = "How much smaller at {value} °C?" if cooler == 70 else "How much larger at {value} °C?"
    thick = "What does a thicker needle do?" if thicker == 16 else "What does a thinner needle do?"
    return [
        *([Idea(hot, "--temperature", cooler)] if keeps_temperature(scenario) else []),
        Idea(thick, "--gauge", thicker),
        Idea("Does half the time leave half the lesion?", "--hold", protocol.hold_s / 2),
        Idea("Is a {value} mm tip's lesion as wide?", "--tip", shorter),
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
