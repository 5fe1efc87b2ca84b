"""Held or RF: what changes when current heats the tissue instead of a hot needle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lesionsim.lesion.measures import measure, measures
from lesionsim.lesion.points import scenario_of, temperature_at
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import MIDDLE_MM, RF, run, times_as_wide, width_mm

if TYPE_CHECKING:
    import xarray as xr

NOTEBOOK = "05-held-or-rf"
AS_HELD = ("source", "held")
BESIDE_MM = 3.0


def rf_width() -> Computed:
    """Return how many times as wide the lesion with current is, at equal ramp, hold and cool-down."""
    current, held = run(RF), run(RF, AS_HELD)
    return times_as_wide(current, held, held_mm=width_mm(held), rf_mm=width_mm(current))


def rf_temperature_beside() -> Computed:
    """Return the temperature 3 mm from the axis when heating with current ends, °C, with that of the held tip."""
    at_c = [temperature_beside(run(RF, *change)) for change in ((), (AS_HELD,))]
    return Computed(value=at_c[0], numbers={"held_c": at_c[1], "set_c": scenario_of(run(RF)).protocol.set_c})


def temperature_beside(result: xr.Dataset) -> float:
    """Return the temperature beside the middle of the tip when heating ends, °C."""
    end_s = scenario_of(result).protocol.end_of_hold_s
    return float(temperature_at(result, r_mm=BESIDE_MM, z_mm=MIDDLE_MM, time_s=end_s))


def half_of_the_heat() -> Computed:
    """Return within which distance from the axis current makes half of its heat beside the middle of the tip, mm."""
    result = run(RF)
    column = result.joule_density_at_1_v.sel(z=MIDDLE_MM, method="nearest").values
    faces, made = result.r_face.values, np.nan_to_num(column) * np.diff(result.r_face.values**2)
    share = np.concatenate([[0.0], np.cumsum(made)]) / made.sum()
    radius = scenario_of(result).probe.radius_mm
    first, second = (float(np.interp(each, share, faces)) for each in (0.5, 0.75))
    return Computed(value=first, numbers={"radius_mm": radius, "three_quarters_mm": second})


def rf_ahead() -> Computed:
    """Return how far the lesion with current reaches ahead of the tip, mm, with that of the held tip."""
    lesion, held = measure(run(RF)), measure(run(RF, AS_HELD))
    all_mm = [each.ahead_of_tip_mm for each in measures(run(RF))]
    return Computed(value=lesion.ahead_of_tip_mm, error=lesion.ahead_of_tip_mm_error, spread=(min(all_mm), max(all_mm)),
                    numbers={"held_mm": held.ahead_of_tip_mm})  # fmt: skip


EXERCISES = (
    Exercise(
        name="rf-width",
        question="A tip held at 80 °C and a tip whose sensor reads 80 °C because current flows: same needle, same "
        "ramp, hold and cool-down. How many times as wide is the lesion with current?",
        unit="times",
        hint="a held tip warms the tissue from its surface only. Current makes heat in the tissue itself: beside a "
        "long tip as much between 1 and 2 mm from the axis as between 0.5 and 1 mm.",
        reasons=(
            Reason("a", "80 °C is 80 °C: the lesion is the same", "hot-needle"),
            Reason("b", "radio waves are beamed into the tissue and reach far", "hot-needle"),
            Reason("c", "the tissue is the resistor, so heat is made beyond the metal, too"),
            Reason("d", "current heats only what touches the metal", "one-over-r4"),
        ),
        compute=rf_width,
        explains="{rf_mm:.1f} mm with current, {held_mm:.1f} mm held: {value:.2f} times as wide. The tissue heats "
        "itself, and the metal is heated by the tissue. The display shows 80 °C in both cases.",
        look="Look at both on one scale: ls.plots.compare(held, current).",
        traps=(Trap("hot-needle", lambda guess, answer: guess < 1.2),),
    ),
    Exercise(
        name="rf-beside-the-tip",
        question="The held tip leaves 49 °C at 3 mm from the axis. How hot is it there when current heats, in °C, at "
        "the end of heating?",
        unit="°C",
        hint="with current the lesion is nearly twice as wide, and its edge is at about 50 °C in both cases.",
        reasons=(
            Reason("a", "the same: temperature depends on the display alone", "display-is-tissue"),
            Reason("b", "between the two: hotter than held, because heat is made there, cooler than the tip"),
            Reason("c", "80 °C: current heats everything alike", "hot-needle"),
        ),
        compute=rf_temperature_beside,
        explains="{value:.1f} °C with current, {held_c:.1f} °C held, {set_c:.0f} °C on the display. Near the tip the "
        "temperature falls much more slowly with current, because every ring of tissue makes heat of its own.",
        look="Look at the profiles of both: ls.plots.temperature_profile(current).",
        tolerance=0.06,
        traps=(Trap("display-is-tissue", lambda guess, answer: guess > 75 or guess < 50),),
    ),
    Exercise(
        name="half-of-the-heat",
        question="Beside the middle of the tip, within which distance from the needle's axis does current make half of "
        "its heat, in mm? (The needle's radius is 0.45 mm.)",
        unit="mm",
        hint="beside a long tip the density of heat falls as 1/r², and a ring's area grows with r: each doubling of "
        "the distance makes the same heat again, until the distance is about half the tip's length.",
        reasons=(
            Reason("a", "almost all is made at the metal: heat falls as 1/r⁴", "one-over-r4"),
            Reason("b", "beside a long tip it falls as 1/r² only, so the rings further out count as well"),
            Reason("c", "waves carry it centimetres away", "hot-needle"),
        ),
        compute=half_of_the_heat,
        explains="Half of the heat is made within {value:.1f} mm of the axis, three quarters within "
        "{three_quarters_mm:.1f} mm; the metal ends at {radius_mm:.2f} mm. The often told 1/r⁴ holds for a small ball, "
        "and further out than the tip is long, not beside a needle.",
        look="Look where current makes heat: ls.plots.current_map(current).",
        tolerance=0.2,
        traps=(
            Trap("one-over-r4", lambda guess, answer: guess < 0.8),
            Trap("hot-needle", lambda guess, answer: guess > 8),
        ),
    ),
    Exercise(
        name="rf-ahead-of-the-tip",
        question="Held, the lesion reaches 1.3 mm ahead of the tip. How far does it reach with current, in mm?",
        unit="mm",
        hint="current is densest at the sharp end of the tip, where it leaves in all directions.",
        reasons=(
            Reason("a", "not at all: the needle heats sideways", "nothing-ahead"),
            Reason("b", "as far as held: the tip's end is as hot", "hot-needle"),
            Reason("c", "further: current leaves the end, too, and heats the tissue ahead of it"),
        ),
        compute=rf_ahead,
        explains="{value:.1f} mm with current, {held_mm:.1f} mm held. A needle that stops short of a nerve may cover "
        "it with current and miss it when it is merely hot.",
        look="Look at the left ends of both lesions: ls.plots.compare(held, current).",
        tolerance=0.2,
        traps=(Trap("nothing-ahead", lambda guess, answer: guess < 0.5),),
    ),
)
