"""Which temperature kills: time at a temperature, rules side by side, warm but alive, after switch-off."""

from __future__ import annotations

import math
from typing import cast

from lesionsim import units
from lesionsim.lesion.measures import measure, measures
from lesionsim.lesion.points import scenario_of
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import run, width_mm
from lesionsim.library import damage
from lesionsim.scenario import Arrhenius, Isotherm

NOTEBOOK = "03-which-temperature-kills"
WARM_C = 42.0


def lethal_c(name: str, duration_s: float) -> float:
    """Return the constant temperature at which an Arrhenius integral reaches 1 in a time, °C: Ea / (R ln(A t))."""
    law = cast(Arrhenius, damage(name))
    at_k = law.activation_energy_j_mol / (units.GAS_CONSTANT_J_MOL_K * math.log(law.frequency_per_s * duration_s))
    return at_k - units.KELVIN_AT_0_C


def ninety_seconds() -> Computed:
    """Return the temperature that kills in 90 s by the liver rule, and by others, °C."""
    return Computed(
        value=lethal_c("liver", 90),
        numbers={"skin": lethal_c("skin", 90), "artery": lethal_c("artery", 90), "second": lethal_c("liver", 1)},
    )


def widest_rule() -> Computed:
    """Return how many times as wide the widest lesion of one run is as the narrowest, over criteria."""
    widths = [each.width_mm for each in measures(run())]
    return Computed(value=max(widths) / min(widths), numbers={"least_mm": min(widths), "most_mm": max(widths)})


def warm_but_alive() -> Computed:
    """Return how wide the tissue is that became warmer than 42 °C, mm."""
    result = run()
    return Computed(value=measure(result, Isotherm(WARM_C)).width_mm, numbers={"dead_mm": width_mm(result)})


def after_switch_off() -> Computed:
    """Return by how many per cent the lesion's volume grows after switch-off, by dose and by peak temperature."""
    result, off_s = run(), 90.0
    first = scenario_of(result).criteria[0]
    gains = {
        name: 100 * (measure(result, rule).volume_mm3 / measure(result, rule, off_s).volume_mm3 - 1)
        for name, rule in (("dose", first), ("peak", Isotherm(60)))
    }
    return Computed(value=gains["dose"], numbers={"peak": abs(gains["peak"])})


EXERCISES = (
    Exercise(
        name="ninety-seconds",
        question="Tissue is kept at one temperature for 90 s. At how many °C does it just die, by the liver rule?",
        unit="°C",
        hint="proteins change their shape from about 45 °C on; a minute at 60 °C is far too much. Each degree more "
        "halves the time or so.",
        reasons=(
            Reason("a", "there is one temperature at which cells die, however long it lasts", "temperature-is-death"),
            Reason("b", "damage adds up with time, quicker with each degree: for 90 s a certain temperature is enough"),
            Reason("c", "the tip must be at 80 °C, so tissue dies at 80 °C", "display-is-tissue"),
        ),
        compute=ninety_seconds,
        explains="{value:.1f} °C for 90 s, by the liver rule; for one second it takes {second:.0f} °C. By the rule for "
        "skin 90 s need {skin:.1f} °C, by that for arteries {artery:.0f} °C: it depends on time, tissue, and on who "
        "measured what.",
        look="Look at one lesion by all rules: ls.plots.damage_panel(result).",
        tolerance=0.04,
        traps=(Trap("display-is-tissue", lambda guess, answer: guess > 65),),
    ),
    Exercise(
        name="widest-rule",
        question="One run, six rules for death. How many times as wide is the widest lesion as the narrowest?",
        unit="times",
        hint="where is it 60 °C at the most, and where 45 °C? The temperature falls quickly near the needle and "
        "slowly further out.",
        reasons=(
            Reason("a", "rules hardly differ: dead is dead", "temperature-is-death"),
            Reason("b", "the error bar tells how unsure the width is, and it is small", "error-bar-is-all"),
            Reason("c", "rules ask for temperatures from 45 to 60 °C, and these lie millimetres apart"),
        ),
        compute=widest_rule,
        explains="From {least_mm:.1f} mm (60 °C) to {most_mm:.1f} mm (45 °C): {value:.1f} times, from the same heat. "
        "The rule for death matters more than anything else, so it is always named.",
        look="Look at one lesion by all rules: ls.plots.damage_panel(result).",
        tolerance=0.15,
        traps=(Trap("temperature-is-death", lambda guess, answer: guess < 1.3),),
    ),
    Exercise(
        name="warm-but-alive",
        question="How wide is the tissue that became warmer than 42 °C at any time, in mm?",
        unit="mm",
        hint="the excess over 37 °C is 43 °C at the tip and 5 °C where you look: nearly as far as heat gets at all, "
        "some 2 √(α t) on each side.",
        reasons=(
            Reason("a", "as wide as the lesion: what is hot dies", "size-is-the-hot-volume"),
            Reason("b", "twice as wide or so: warmth reaches far, and much of what is warmed lives"),
            Reason("c", "hardly wider than the needle: heat stays at the tip", "one-over-r4"),
        ),
        compute=warm_but_alive,
        explains="{value:.1f} mm were warmer than 42 °C, {dead_mm:.1f} mm died by the liver rule. Tissue between the "
        "two was warm and lives, as after a hot bath.",
        look="Look at the profile: ls.plots.temperature_profile(result).",
        tolerance=0.15,
        traps=(
            Trap("size-is-the-hot-volume", lambda guess, answer: guess < 0.65 * answer),
            Trap("one-over-r4", lambda guess, answer: guess < 0.3 * answer),
        ),
    ),
    Exercise(
        name="after-switch-off",
        question="The tip is switched off after 90 s. By how many per cent does the lesion's volume still grow in the "
        "next 30 s, by the liver rule?",
        unit="%",
        hint="the edge stands where tissue is near 49 °C at switch-off. How quickly does it cool there, with 80 °C "
        "close by?",
        reasons=(
            Reason("a", "by nothing: it is over at switch-off", "ends-at-switch-off"),
            Reason("b", "by nothing: temperature kills, and it falls from then on", "temperature-is-death"),
            Reason("c", "tissue at the edge stays hot for some seconds, and its damage goes on adding up"),
        ),
        compute=after_switch_off,
        explains="By {value:.0f} %: the heat near the needle still flows outwards and the edge goes on collecting "
        "damage. A peak isotherm of 60 °C grows by {peak:.1f} %: it asks how hot, not how long. So each lesion states "
        "when it was measured.",
        look="Look at the time after switch-off in the traces: ls.plots.traces(result).",
        tolerance=0.2,
        scale=15.0,
        traps=(Trap("ends-at-switch-off", lambda guess, answer: guess < 3),),
    ),
)
