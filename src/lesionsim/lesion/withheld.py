"""When a generator held its current back because the impedance was too high: pauses after roll-off, and shut-off."""

from typing import NamedTuple

import numpy as np
import xarray as xr

from lesionsim.lesion.points import scenario_of
from lesionsim.texts import spoken

Array = np.ndarray
PAUSES, SHUT_OFF = "pause_start", "shut_off_start"  # variables of a result: the latest start (s), negative before any


class Pause(NamedTuple):
    """A time without current, in s."""

    start_s: float
    end_s: float


class Withheld(NamedTuple):
    """Pauses, those that follow on each other joined, and when the generator shut off; None where it did not."""

    pauses: tuple[Pause, ...]
    shut_off_s: float | None

    @property
    def paused_s(self) -> float:
        """How long all pauses were together, s."""
        return sum(pause.end_s - pause.start_s for pause in self.pauses)

    def at(self, time_s: float) -> bool:
        """Tell whether the current was held back just before a time."""
        shut = self.shut_off_s is not None and time_s > self.shut_off_s
        return shut or any(pause.start_s < time_s <= pause.end_s for pause in self.pauses)


def starts(result: xr.Dataset, name: str) -> list[float]:
    """Return when pauses or the shut-off began, s; none in results of versions that did not know them."""
    if name not in result:
        return []
    told = np.unique(result[name].values)
    return [float(start) for start in told[told >= 0]]


def withheld(result: xr.Dataset) -> Withheld:
    """Return when the generator held its current back, until heating ends."""
    scenario = scenario_of(result)
    generator, end_s = scenario.generator, scenario.protocol.end_of_hold_s
    shut_off = next(iter(starts(result, SHUT_OFF)), None)
    last_s = end_s if shut_off is None else shut_off
    long_s = max(generator.roll_off_pause_s, generator.sample_s)
    found: list[Pause] = []
    for start_s in starts(result, PAUSES):
        joined = bool(found) and start_s <= found[-1].end_s + generator.sample_s / 2
        first_s = found.pop().start_s if joined else start_s
        found.append(Pause(first_s, min(start_s + long_s, last_s)))
    return Withheld(tuple(found), shut_off)


def withheld_in_words(result: xr.Dataset) -> str:
    """Say which impedance was passed, when, and what the generator did; nothing where it did nothing."""
    generator, happened = scenario_of(result).generator, withheld(result)
    words = []
    if happened.pauses:
        words.append(pauses_in_words(happened, generator.roll_off_ohm))
    if happened.shut_off_s is not None:
        told = "The impedance passed {ohm:g} ohm at {time_s:.1f} s; the generator shut off."
        words.append(spoken(told, ohm=generator.shut_off_ohm, time_s=happened.shut_off_s))
    return " ".join(words)


def withheld_briefly(result: xr.Dataset) -> str:
    """Say the same in few words, for a picture that shades these times grey."""
    generator, happened = scenario_of(result).generator, withheld(result)
    count, words = len(happened.pauses), []
    if count:
        often = "paused above {ohm:g} ohm" if count == 1 else "paused {count} times above {ohm:g} ohm"
        words.append(spoken(often, count=count, ohm=generator.roll_off_ohm))
    if happened.shut_off_s is not None:
        told = "shut off above {ohm:g} ohm at {time_s:.1f} s"
        words.append(spoken(told, ohm=generator.shut_off_ohm, time_s=happened.shut_off_s))
    elif count:
        told = "at {start_s:.1f} s, for {total_s:.0f} s"
        told = told if count == 1 else "first at {start_s:.1f} s, for {total_s:.0f} s in all"
        words.append(spoken(told, start_s=happened.pauses[0].start_s, total_s=happened.paused_s))
    text = ", ".join(words)
    return f"{text[0].upper()}{text[1:]} {spoken('(grey)')}." if text else ""


def pauses_in_words(happened: Withheld, roll_off_ohm: float | None) -> str:
    """Say when the impedance passed the roll-off, and for how long the current paused."""
    first, count = happened.pauses[0], len(happened.pauses)
    words = (
        "The impedance passed {ohm:g} ohm {count} times, first at {start_s:.1f} s; "
        "the current paused for {total_s:.0f} s in all."
    )
    if count == 1:
        words = "The impedance passed {ohm:g} ohm at {start_s:.1f} s; the current paused until {end_s:.1f} s."
    if count == 1 and first.end_s == happened.shut_off_s:
        words = "The impedance passed {ohm:g} ohm at {start_s:.1f} s; the current paused."
    return spoken(
        words, ohm=roll_off_ohm, start_s=first.start_s, end_s=first.end_s, count=count, total_s=happened.paused_s
    )
