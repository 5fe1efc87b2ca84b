"""Needle, time and temperature: what each does to a lesion, and what replaces what."""

from __future__ import annotations

from scipy.optimize import brentq

from lesionsim.lesion.measures import measure
from lesionsim.lesion.points import scenario_of
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import HELD, SET_C, run, times_as_wide, width_mm

NOTEBOOK = "04-needle-time-and-temperature"
THIN, THICK, MIDDLE = ("probe.gauge", 22), ("probe.gauge", 16), ("probe.gauge", 18)
LONG = ("probe.tip_length_mm", 15.0)


def thinnest_to_thickest() -> Computed:
    """Return how many times as wide the lesion of a 16 G needle is as that of a 22 G needle."""
    thin, thick = run(HELD, THIN), run(HELD, THICK)
    diameters = [scenario_of(each).probe.outer_diameter_mm for each in (thin, thick)]
    return times_as_wide(thick, thin, thicker=diameters[1] / diameters[0],
                         thin_mm=width_mm(thin), thick_mm=width_mm(thick))  # fmt: skip


def sixty_to_ninety() -> Computed:
    """Return how many times as wide the lesion at 90 °C is as that at 60 °C."""
    cool, hot = run(HELD, (SET_C, 60.0)), run(HELD, (SET_C, 90.0))
    excess = (90.0 - scenario_of(hot).start_c) / (60.0 - scenario_of(cool).start_c)
    return times_as_wide(hot, cool, cool_mm=width_mm(cool), hot_mm=width_mm(hot), excess=excess)


def longer_tip() -> Computed:
    """Return by how many mm the lesion of a tip of 15 mm is wider than that of one of 10 mm."""
    short, long = measure(run()), measure(run(HELD, LONG))
    return Computed(value=long.width_mm - short.width_mm, numbers={"length_mm": long.length_mm - short.length_mm})


def same_width() -> Computed:
    """Return the temperature at which an 18 G needle makes as wide a lesion as a 20 G needle at 80 °C, °C."""
    goal = width_mm(run())
    at_c = brentq(lambda set_c: width_mm(run(HELD, MIDDLE, (SET_C, float(set_c)))) - goal, 60.0, 80.0, xtol=0.05)
    return Computed(value=float(at_c), numbers={"width_mm": goal})


EXERCISES = (
    Exercise(
        name="thinnest-to-thickest",
        question="A 16 G needle is 2.3 times as thick as a 22 G needle. How many times as wide is its lesion, at 80 °C "
        "for 90 s?",
        unit="times",
        hint="from 0.7 to 1.7 mm of needle, and a thicker needle hands out more heat through its larger surface.",
        reasons=(
            Reason("a", "a thicker needle gives the tissue more heat, and most of the lesion is tissue all the same"),
            Reason("b", "2.3 times, as the needle", "in-proportion"),
            Reason("c", "the same width: the temperature is the same", "temperature-is-death"),
        ),
        compute=thinnest_to_thickest,
        explains="{value:.2f} times: {thick_mm:.1f} mm in place of {thin_mm:.1f} mm, for a needle {thicker:.1f} times "
        "as thick. Experiments with current found 1.58 to 1.65 times at 80 °C and two minutes (Cosman 2014): this held "
        "model grows less with the needle.",
        look="Look at the widths over all gauges in this notebook.",
        tolerance=0.07,
        traps=(
            Trap("in-proportion", lambda guess, answer: guess > 2.0),
            Trap("temperature-is-death", lambda guess, answer: guess < 1.1),
        ),
    ),
    Exercise(
        name="sixty-to-ninety",
        question="Set 90 °C in place of 60 °C. How many times as wide is the lesion?",
        unit="times",
        hint="tissue dies near 49 °C, that is 12 °C above the body. The tip has an excess of 23 or of 53 °C.",
        reasons=(
            Reason("a", "90 / 60 is 1.5", "in-proportion"),
            Reason("b", "what counts is the excess over the body: with more of it, 49 °C is reached further out"),
            Reason("c", "60 °C kills already, so hotter changes little", "temperature-is-death"),
        ),
        compute=sixty_to_ninety,
        explains="{value:.2f} times: {hot_mm:.1f} mm in place of {cool_mm:.1f} mm. The excess over the body grows "
        "{excess:.1f} times; degrees Celsius themselves have no meaning as a ratio. Experiments with current found "
        "2.1 to 2.5 times (Cosman 2014).",
        look="Look at the widths over temperatures in this notebook.",
        tolerance=0.1,
        traps=(
            Trap("in-proportion", lambda guess, answer: 1.4 <= guess <= 1.6),
            Trap("temperature-is-death", lambda guess, answer: guess < 1.3),
        ),
    ),
    Exercise(
        name="longer-tip",
        question="A bare tip of 15 mm in place of 10 mm: by how many mm is the lesion wider?",
        unit="mm",
        hint="what does the tissue beside the middle of the tip know of the ends, 5 mm away, after 90 s?",
        reasons=(
            Reason("a", "half as long again, half as wide again", "in-proportion"),
            Reason("b", "the middle of the tip hardly feels its ends: the lesion gets longer, hardly wider"),
            Reason("c", "more metal, more heat: it grows in all directions alike", "same-everywhere"),
        ),
        compute=longer_tip,
        explains="{value:.1f} mm wider and {length_mm:.1f} mm longer: length follows the tip, width does not.",
        look="Look at both lesions on one scale: ls.plots.compare(short, long).",
        tolerance=0.2,
        scale=2.0,
        traps=(Trap("in-proportion", lambda guess, answer: guess > 1.0),),
    ),
    Exercise(
        name="same-width",
        question="At how many °C does an 18 G needle make as wide a lesion in 90 s as a 20 G needle at 80 °C?",
        unit="°C",
        hint="the needle adds about 0.4 mm of metal and a little more of dead tissue; ten degrees change the width by "
        "about 1 mm.",
        reasons=(
            Reason("a", "80 °C: only 80 °C makes the lesion of 80 °C", "temperature-is-death"),
            Reason("b", "57 °C: the needle is 1.4 times as thick, so 1.4 times less", "in-proportion"),
            Reason("c", "some degrees less: needle and temperature can stand in for each other"),
        ),
        compute=same_width,
        explains="{value:.0f} °C: both make a lesion {width_mm:.1f} mm wide. Needle, time and temperature stand in for "
        "each other, so one width tells nothing about how it was made. An exercise with the model, no setting for "
        "anybody.",
        look="Look for others: lesionsim inverse lumbar-medial-branch --goal width_mm=5.5 --vary temperature_c=60:90 "
        "--vary gauge=16,18,20,22",
        tolerance=0.03,
        traps=(
            Trap("in-proportion", lambda guess, answer: guess < 63),
            Trap("temperature-is-death", lambda guess, answer: guess >= 79.5),
        ),
    ),
)
