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
from lesionsim.scenario import Hold, Ramp, Scenario
from lesionsim.scenario.protocol import end_c
from lesionsim.scenario.wording import listed, plain

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.lesion.measures import Lesion


OF_SOURCE = {
    "held": "The needle is an idealised heated probe, without current",
    "rf": "Current heats the tissue; the generator follows its sensor",
}
TIMING = {"held": ("brought to", "held at"), "rf": ("set to rise to", "set to")}
TIMING_KEPT = ("raised to", "kept at")
USUAL_TIP_C, HOTTEST_TIP_C = 80.0, 100.0


class Idea(NamedTuple):
    """A question, and the option with which to answer it; asked `again` though the option was typed."""

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
    told = ["± is numerical only"] if numerical else []
    sizes = [(lesion.width_mm, width_in_words(lesion)) for lesion in lesions]
    (_, low), (_, high) = min(sizes), max(sizes)
    if low != high:
        told.append(f"the criterion changes the width from {low} to {high} mm")
    text = "; ".join(told)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def width_in_words(lesion: Lesion) -> str:
    """Return a width in mm as it stands in a sentence."""
    if lesion.volume_mm3 == 0:
        return "no lesion"
    return f"{'more than ' if lesion.reaches_outer_wall else ''}{lesion.width_mm:.1f}"


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
        length = f"{'more than ' if cut_off else ''}{with_error(*covered[0])}"
        return f"The lesion covers {length} mm of the nerve, whose whole thickness is dead there.{odd}"
    gap_mm = nerve_coverage(result).gap_mm
    if math.isnan(gap_mm):
        return odd.strip()
    away = f" and stays {gap_mm:.2f} mm away from it" if gap_mm > 0 else " whole, but touches it"
    return f"The lesion covers no piece of the nerve{away}.{odd}"


def sentence(scenario: Scenario, lesion: Lesion) -> str:
    """Say in plain words what was heated, how long, and what that did."""
    probe = scenario.probe
    needle = f"{probe.gauge} G needle" if probe.gauge is not None else f"{plain(probe.outer_diameter_mm)} mm needle"
    what = f"A {needle} with a {plain(probe.tip_length_mm)} mm bare tip in {scenario.tissue.name}, {timing(scenario)},"
    return f"{what} {outcome(lesion)}. {how_heated(scenario)}. {DISCLAIMER}."


def how_heated(scenario: Scenario) -> str:
    """Say what heats the tissue, and what the generator follows or keeps."""
    if keeps_temperature(scenario):
        return OF_SOURCE[scenario.source]
    return f"Current heats the tissue; the generator keeps its {scenario.generator.mode}, whatever its sensor reads"


def timing(scenario: Scenario) -> str:
    """Say what the tip did over time."""
    words = []
    ramp, hold = TIMING[scenario.source] if keeps_temperature(scenario) else TIMING_KEPT
    for step in scenario.protocol.steps:
        if isinstance(step, Ramp):
            words.append(f"{ramp} {asked(step, scenario)} in {plain(step.duration_s)} s")
        elif isinstance(step, Hold):
            words.append(f"{hold} {asked(step, scenario)} for {plain(step.duration_s)} s")
        else:
            words.append(f"left to cool for {plain(step.duration_s)} s")
    return listed(words, "and")


def asked(step: Ramp | Hold, scenario: Scenario) -> str:
    """Write the temperature at the end of a step, or what the generator keeps."""
    return f"{plain(end_c(step))} °C" if keeps_temperature(scenario) else amount_in_words(scenario)


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
    first, second, third = (max(map(len, column)) for column in zip(*rows, strict=True))
    return "\n".join(f"  {name:<{first}}  {across:>{second}}  {along:>{third}}" for name, across, along in rows)


def row(lesion: Lesion) -> tuple[str, str, str]:
    """Return one row of the table."""
    if lesion.volume_mm3 == 0:
        return lesion.criterion, "none", "none"
    more = ">" if lesion.reaches_outer_wall else ""
    across = with_error(lesion.width_mm, lesion.width_mm_error)
    along = with_error(lesion.length_mm, lesion.length_mm_error)
    return lesion.criterion, f"{more}{across}", f"{more}{along}"


def next_step(scenario: Scenario, lesion: Lesion, words: Sequence[str]) -> str:
    """Return a question that was not asked yet, and its command."""
    typed = {word.partition("=")[0] for word in words}
    for idea in ideas(scenario, lesion):
        if (idea.again or idea.option not in typed) and fits(scenario, idea):
            again = without(without(words, "--out"), idea.option)
            return f"{idea.question}\n  {shlex.join(['lesionsim', *again, idea.option, plain(idea.value)])}"
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
    hot = Idea(f"How much {'smaller' if cooler == 70 else 'larger'} at {cooler} °C?", "--temperature", cooler)
    return [
        *([hot] if keeps_temperature(scenario) else []),
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
