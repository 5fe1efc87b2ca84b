"""Why does it slow down: growth over time, twice the time, the second minute, and blood."""

from __future__ import annotations

import math

import numpy as np

from lesionsim import units
from lesionsim.lesion.measures import growth, measures
from lesionsim.lesion.points import scenario_of
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import HELD, HOLD_S, run, times_as_wide, width_mm

NOTEBOOK = "02-why-does-it-slow-down"
NO_BLOOD, MUCH_BLOOD = ("tissue.perfusion_per_s", 0.0), ("tissue.perfusion_per_s", 0.02)


def diffusivity_mm2_s() -> float:
    """Return how quickly heat spreads in the default tissue, mm²/s."""
    tissue = scenario_of(run()).tissue
    stored = float(tissue.density_kg_m3) * float(tissue.heat_capacity_j_kg_k)  # type: ignore[arg-type]
    return float(tissue.conductivity_w_m_k) / stored * units.MM_PER_M**2  # type: ignore[arg-type]


def half_way() -> Computed:
    """Return when the lesion is half as wide as at 90 s, s."""
    grown = growth(run())
    during = grown.sel(time=slice(0, 90))
    final_mm = float(during.width_mm[-1])
    at_s = float(np.interp(final_mm / 2, during.width_mm, during.time))
    return Computed(value=at_s, numbers={"final_mm": final_mm, "spread_mm": math.sqrt(diffusivity_mm2_s() * 90)})


def twice_the_time() -> Computed:
    """Return how many times as wide the lesion is after twice the time."""
    once, twice = run(), run(HELD, (HOLD_S, 180.0))
    return times_as_wide(twice, once, once_mm=width_mm(once), twice_mm=width_mm(twice), root=math.sqrt(2))


def second_minute() -> Computed:
    """Return by how many per cent the lesion is wider after two minutes than after one."""
    one, two = measures(run(HELD, (HOLD_S, 60.0))), measures(run(HELD, (HOLD_S, 120.0)))
    gains = [100 * (after.width_mm / before.width_mm - 1) for before, after in zip(one, two, strict=True)]
    isotherm = next(gain for gain, lesion in zip(gains, one, strict=True) if "50 °C" in lesion.criterion)
    return Computed(value=gains[0], spread=(min(gains), max(gains)), numbers={"isotherm": isotherm})


def without_blood() -> Computed:
    """Return by how many per cent the lesion is wider without blood, and narrower with very much of it."""
    usual, none, much = (width_mm(each) for each in (run(), run(HELD, NO_BLOOD), run(HELD, MUCH_BLOOD)))
    minutes = 1 / scenario_of(run()).tissue.perfusion_per_s / 60
    return Computed(value=100 * (none / usual - 1), numbers={"much": 100 * (1 - much / usual), "minutes": minutes})


EXERCISES = (
    Exercise(
        name="half-way",
        question="After 90 s of heating the lesion has a certain width. After how many seconds was it half as wide?",
        unit="s",
        hint="if heat spreads as √(α t), half the distance takes a quarter of the time.",
        reasons=(
            Reason("a", "it grows evenly: half the width takes half the time", "in-proportion"),
            Reason("b", "heat spreads as the square root of time: the first millimetres are quick"),
            Reason("c", "nothing dies before the tissue has been hot for a minute", "stops-at-60s"),
        ),
        compute=half_way,
        explains="Half of its {final_mm:.1f} mm is there after {value:.0f} s. The estimate √(α t) gives "
        "{spread_mm:.1f} mm at 90 s and half of that at 22 s: heat that spreads grows with the square root of time.",
        look="Look at the strip: ls.plots.growth_strip(result).",
        tolerance=0.25,
        traps=(Trap("in-proportion", lambda guess, answer: guess > 35),),
    ),
    Exercise(
        name="twice-the-time",
        question="Hold for 180 s in place of 90 s. How many times as wide is the lesion?",
        unit="times",
        hint="√2 is 1.41.",
        reasons=(
            Reason("a", "twice the time, twice the width", "in-proportion"),
            Reason("b", "a lesion stops growing at 60 s", "stops-at-60s"),
            Reason("c", "blood has balanced the heat long before", "blood-dominates"),
            Reason("d", "the heat goes on spreading, ever more slowly"),
        ),
        compute=twice_the_time,
        explains="{twice_mm:.1f} mm in place of {once_mm:.1f} mm: {value:.2f} times, close to √2 = {root:.2f}. It "
        "slows down, and it does not stop.",
        look="Look at the growth after 60 s in the traces: ls.plots.traces(result).",
        tolerance=0.06,
        traps=(
            Trap("in-proportion", lambda guess, answer: guess > 1.75),
            Trap("stops-at-60s", lambda guess, answer: guess < 1.1),
        ),
    ),
    Exercise(
        name="second-minute",
        question="By how many per cent is the lesion wider after two minutes than after one?",
        unit="%",
        hint="in twice the time heat spreads √2 times as far, 41 % more; what dies of it depends on the rule for "
        "death, too.",
        reasons=(
            Reason("a", "by nothing: growth stops at 60 s", "stops-at-60s"),
            Reason("b", "it grows on: heat still spreads, and what is hot goes on dying"),
            Reason("c", "it is twice as wide", "in-proportion"),
        ),
        compute=second_minute,
        explains="It is {value:.0f} % wider by the liver rule, which counts minutes, and {isotherm:.0f} % by the "
        "50 °C isotherm, which does not. Experiments on meat found 11 to 20 % (Cosman 2014), read as a change of "
        "colour.",
        look="Look at one lesion by all rules: ls.plots.damage_panel(result).",
        tolerance=0.2,
        scale=20.0,
        traps=(
            Trap("stops-at-60s", lambda guess, answer: guess < 5),
            Trap("in-proportion", lambda guess, answer: guess > 80),
        ),
    ),
    Exercise(
        name="without-blood",
        question="Stop all blood flow in the muscle. By how many per cent is the lesion wider?",
        unit="%",
        hint="blood renews itself in resting muscle once in 1/w ≈ 25 minutes. Hold 90 s against that.",
        reasons=(
            Reason("a", "blood is the main cooling of living tissue", "blood-dominates"),
            Reason("b", "in 90 s only a small part of the blood is renewed, and dead tissue gets none"),
            Reason("c", "without blood the heat has nowhere to go", "blood-dominates"),
        ),
        compute=without_blood,
        explains="{value:.1f} % wider. Resting muscle renews its blood in {minutes:.0f} minutes, so in 90 s blood "
        "carries away little. With thirty times as much flow the lesion is {much:.0f} % narrower: there it counts.",
        look="Look at where the joules go: ls.plots.joules(result).",
        tolerance=0.2,
        scale=10.0,
        traps=(Trap("blood-dominates", lambda guess, answer: guess > 8),),
    ),
)
