"""What a figure of one run claims in its title, and what it asks while the answer is hidden: from the run's numbers."""

import numpy as np
import xarray as xr

from lesionsim.lesion.generator import Display, display_at_end, shown_trace
from lesionsim.lesion.heating import goal_in_words
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import scenario_of
from lesionsim.scenario import Cooldown, Criterion
from lesionsim.texts import spoken

SAME_MM = 0.05  # widths that differ by less are told as the same
SAME_S = 1e-6
FALLS = 0.8  # of the highest power, or less: it falls


def heated(result: xr.Dataset) -> str:
    """Say how the tip is heated, as the beginning of a sentence; that the goal is missed, where it is.

    Examples
    --------
    >>> import lesionsim as ls
    >>> heated(ls.simulate(ls.load("b1")))
    'Held at 80 °C for 90 s'
    """
    scenario = scenario_of(result)
    goal = goal_in_words(scenario)
    if result.attrs["source"] != "rf":
        held = "Held at {goal}" if scenario.protocol.hold_s else "Heated {goal}"
        return spoken(held, goal=goal)
    missed = display_at_end(result).missed
    return spoken("RF, {missed}", missed=missed) if missed else spoken("With RF at {goal}", goal=goal)


def lesion_claim(result: xr.Dataset, lesion: Lesion) -> str:
    """Claim how wide the lesion is that this tip leaves, or makes until a moment.

    Examples
    --------
    >>> import lesionsim as ls
    >>> result = ls.simulate(ls.load("b1"))
    >>> lesion_claim(result, ls.measure(result))
    'Held at 80 °C for 90 s, this tip leaves a lesion 5.0 mm wide'
    """
    told = {"how": heated(result), "width_mm": lesion.width_mm, "time_s": lesion.measured_at_s}
    early = lesion.measured_at_s < float(result["time"].values[-1]) - SAME_S
    if lesion.volume_mm3 == 0:
        return spoken("{how}: no lesion after {time_s:g} s" if early else "{how}, this tip leaves no lesion", **told)
    if lesion.reaches_outer_wall:
        return spoken("{how}, the lesion reaches the outer wall", **told)
    if early:
        return spoken("{how}: after {time_s:g} s the lesion is {width_mm:.1f} mm wide", **told)
    return spoken("{how}, this tip leaves a lesion {width_mm:.1f} mm wide", **told)


def over_time_claim(result: xr.Dataset, criterion: Criterion) -> str:
    """Claim what the lesion does after heating ends, or how wide it gets where the run ends with heating."""
    scenario, last = scenario_of(result), measure(result, criterion)
    if last.volume_mm3 == 0 or last.reaches_outer_wall or not isinstance(scenario.protocol.steps[-1], Cooldown):
        return lesion_claim(result, last)
    recorded = result["time"].values
    end_s = float(recorded[int(np.argmin(np.abs(recorded - scenario.protocol.end_of_hold_s)))])
    first = measure(result, criterion, end_s)
    told = {"first_mm": first.width_mm, "last_mm": last.width_mm, "end_s": end_s}
    if last.width_mm - first.width_mm < SAME_MM:
        return spoken("The lesion is {last_mm:.1f} mm wide, and grows no more after heating ends", **told)
    return spoken("After heating ends the lesion still grows, from {first_mm:.1f} to {last_mm:.1f} mm wide", **told)


def growth_claim(lesions: list[Lesion]) -> str:
    """Claim how a lesion grows from moment to moment, and that it grows ever slower where it does."""
    sized = [lesion for lesion in lesions if lesion.volume_mm3 > 0 and not lesion.reaches_outer_wall]
    last = lesions[-1]
    if not sized:
        words = "No lesion until {last_s:g} s" if last.volume_mm3 == 0 else "The lesion reaches the outer wall"
        return spoken(words, last_s=last.measured_at_s)
    first, last = sized[0], sized[-1]
    told = {"first_mm": first.width_mm, "first_s": first.measured_at_s, "last_mm": last.width_mm,
            "last_s": last.measured_at_s}  # fmt: skip
    if first is last:
        return spoken("After {last_s:g} s the lesion is {last_mm:.1f} mm wide", **told)
    slower = bool(np.all(np.diff(speeds(sized)) < 0)) and first.measured_at_s > 0
    if slower:
        words = "The lesion grows ever slower: {first_mm:.1f} mm wide at {first_s:g} s, {last_mm:.1f} at {last_s:g} s"
    else:
        words = "The lesion grows from {first_mm:.1f} mm wide at {first_s:g} s to {last_mm:.1f} mm at {last_s:g} s"
    return spoken(words, **told)


def speeds(lesions: list[Lesion]) -> list[float]:
    """Return how fast a lesion gets wider until its first moment, and between moments, mm/s."""
    times = [0.0, *(lesion.measured_at_s for lesion in lesions)]
    widths = [0.0, *(lesion.width_mm for lesion in lesions)]
    return [float(rise / max(span, SAME_S)) for rise, span in zip(np.diff(widths), np.diff(times), strict=True)]


def generator_claim(result: xr.Dataset, shown: Display) -> str:
    """Claim what the generator did: that it missed its goal, or how its power falls while the tissue warms up."""
    scenario, kept = scenario_of(result), f"{shown.kept:g} {shown.unit}"
    if shown.missed:
        return spoken("The generator: {missed}", missed=shown.missed)
    heating = result["step_time"].values <= scenario.protocol.end_of_hold_s + SAME_S
    most, last = float(shown_trace(result, "power")[heating].max()), shown.power_w
    if shown.mode == "temperature" and last < FALLS * most:
        words = "To keep {kept} the power falls from {most_w:.1f} to {last_w:.1f} W"
        return spoken(words, most_w=most, last_w=last, kept=kept)
    told = {"kept": kept, "ohm": shown.impedance_ohm, "last_w": last}
    return spoken("The generator keeps {kept}: {last_w:.1f} W into {ohm:.0f} ohm when heating ends", **told)


def current_claim(share: float, near_mm: float, half_mm: float) -> str:
    """Claim how near to the tip the current makes its heat."""
    words = "{share:.0f} % of the heat is made within {near_mm:g} mm of the tip, half within {half_mm:.1f} mm"
    return spoken(words, share=100 * share, near_mm=near_mm, half_mm=half_mm)


def sides_claim(reaches: dict[float, float]) -> str:
    """Claim how far the lesion reaches towards where it reaches farthest and least; mm by degrees around the probe."""
    finite = {angle: mm for angle, mm in reaches.items() if np.isfinite(mm)}
    if not finite:
        return ""
    far, near = max(finite, key=lambda angle: finite[angle]), min(finite, key=lambda angle: finite[angle])
    told = {"far_mm": finite[far], "near_mm": finite[near], "far_deg": far, "near_deg": near}
    if finite[far] - finite[near] < SAME_MM:
        return spoken("The lesion reaches {far_mm:.1f} mm from the probe to every side", **told)
    words = (
        "The lesion reaches {far_mm:.1f} mm from the probe towards {far_deg:g}°, {near_mm:.1f} towards {near_deg:g}°"
    )
    return spoken(words, **told)


def volume_claim(lesion: Lesion) -> str:
    """Claim how large a lesion is in all."""
    words = "The lesion holds {volume_mm3:.0f} mm³: {width_mm:.1f} mm wide and {length_mm:.1f} mm long"
    sizes = {"volume_mm3": lesion.volume_mm3, "width_mm": lesion.width_mm, "length_mm": lesion.length_mm}
    return spoken(words, **sizes)
