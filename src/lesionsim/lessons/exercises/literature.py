"""Exercises of notebook 12: what papers say, and what the model says to it."""

from __future__ import annotations

from lesionsim.lesion.measures import measure, measures
from lesionsim.lessons.beliefs import Belief
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import run
from lesionsim.scenario import Isotherm

NOTEBOOK = "12-what-the-literature-says"
HELD, RF = "lumbar-medial-branch", "lumbar-medial-branch-rf"
HOLD_RF = "protocol.steps[1].duration_s"
BENCH = (
    ("start_c", 21.0),
    ("blood.temperature_c", 21.0),
    ("tissue.perfusion_per_s", 0.0),
    ("tissue.metabolic_heat_w_kg", 0.0),
)

# fmt: off
BELIEFS = (
    Belief("newest-is-right", "of two papers the newer one is right",
           "Papers that disagree often measured different things. What was measured, in which tissue, from which "
           "temperature and by which rule decides, not the year.", NOTEBOOK),
    Belief("the-mean-is-right", "between two results the truth lies in the middle",
           "The mean of two different experiments describes neither.", NOTEBOOK),
)
# fmt: on


def ahead() -> Computed:
    """Answer how far a lesion made by current in meat at 21 °C reaches ahead of the tip."""
    lesions = measures(run(RF, *BENCH))
    by_rule = [lesion.ahead_of_tip_mm for lesion in lesions]
    numbers = {"low": min(by_rule), "high": max(by_rule), "held": measure(run(HELD)).ahead_of_tip_mm}
    return Computed(
        value=by_rule[0], error=lesions[0].ahead_of_tip_mm_error, spread=(min(by_rule), max(by_rule)), numbers=numbers
    )


def second_minute() -> Computed:
    """Answer by how much the second minute widens a lesion on the bench, %, by the 50 °C isotherm."""
    one, two, three = (
        measure(run(RF, *BENCH, (HOLD_RF, hold_s)), Isotherm(50)).width_mm for hold_s in (60.0, 120.0, 180.0)
    )
    return Computed(value=100 * (two / one - 1), numbers={"one": one, "two": two, "third": 100 * (three / two - 1)})


def bench_width() -> Computed:
    """Answer how wide the lesion of a body is on the bench."""
    bench, body = measure(run(RF, *BENCH)), measure(run(RF))
    numbers = {"body": body.width_mm, "volumes": body.volume_mm3 / bench.volume_mm3}
    return Computed(value=bench.width_mm, error=bench.width_mm_error, numbers=numbers)


def both_papers() -> Computed:
    """Tell what the model says in the worlds of two papers that disagree about width."""
    held = measure(run("ex-vivo-21c"), Isotherm(60)).width_mm
    current = measure(run(RF, *BENCH, ("probe.gauge", 16)), Isotherm(50)).width_mm
    return Computed(numbers={"small": held, "large": current})


# fmt: off
EXERCISES = (
    Exercise(
        name="ahead-on-the-bench",
        question="Bogduk 1987 saw no lesion ahead of the tip; Cosman 2014 saw lesions 1 to 5 mm longer than the tip, "
        "to both sides. Current, 20 G, 80 °C for 90 s, meat at 21 °C: how far ahead of the tip does the model's "
        "lesion reach?",
        unit="mm",
        reasons=(
            Reason("a", "Nowhere: the insulated shaft and the end of the tip give off no heat.", "nothing-ahead"),
            Reason("b", "A millimetre or two: current leaves the end of the tip, too, and most densely at its rim."),
            Reason("c", "As far as to the sides: the lesion is a ball around the end.", "in-proportion"),
        ),
        compute=ahead,
        hint="to the side the lesion reaches 2.8 mm from the metal. The end of the tip is a disc "
        "0.9 mm wide, the side is 10 mm long.",
        explains="{value:.1f} mm; by other rules for death {low:.1f} to {high:.1f} mm. A held tip in a body reaches "
        "{held:.1f} mm ahead. No setting tried brings it to nothing.",
        look="Look at the myth card ahead-of-tip",
        tolerance=0.3,
        scale=1.0,
        traps=(Trap("nothing-ahead", lambda guess, truth: guess <= 0.3),),
    ),
    Exercise(
        name="second-minute-on-the-bench",
        question="A generator's manual says that a lesion does not grow after 60 s. Cosman 2014 measured 11 to 20 % "
        "more width after 2 min than after 1 min. Current, meat at 21 °C, 50 °C isotherm: by how many percent is the "
        "model's lesion wider after 2 min?",
        unit="%",
        reasons=(
            Reason("a", "Not at all: heat in and heat out balance after a minute.", "stops-at-60s"),
            Reason("b", "Twice as wide: twice the time.", "in-proportion"),
            Reason("c", "Some ten or twenty percent: heat spreads with the square root of time, and thins out on "
                   "its way."),
        ),
        compute=second_minute,
        hint="√(αt) with α = 0.13 mm²/s is 2.8 mm after 60 s and 3.9 mm after 120 s, 41 % more. That "
        "is more than an isotherm around a needle can grow: why?",
        explains="From {one:.1f} to {two:.1f} mm: {value:.0f} %, and {third:.0f} % more in the third minute. It "
        "slows and does not stop.",
        look="Look at the myth card sixty-seconds",
        tolerance=0.3,
        scale=5.0,
        traps=(Trap("stops-at-60s", lambda guess, truth: guess <= 2),
               Trap("in-proportion", lambda guess, truth: guess >= 80)),
    ),
    Exercise(
        name="bench-to-body",
        question="With current at 37 °C, in muscle with blood, the model's lesion is 9.9 mm wide (20 G, 80 °C, 90 s). "
        "How wide is it on the bench: 21 °C at the start, no blood, all else the same?",
        unit="mm",
        reasons=(
            Reason("a", "9.9 mm: the tip is at 80 °C in both.", "bench-is-patient"),
            Reason("b", "Wider than 9.9 mm: without blood nothing cools it.", "blood-dominates"),
            Reason("c", "Much narrower: the tissue must be warmed by 16 °C more before it dies, and blood hardly "
                   "mattered."),
        ),
        compute=bench_width,
        hint="50 °C is 13 of 43 °C above the start in the body, and 29 of 59 °C on the bench.",
        explains="{value:.1f} mm on the bench, {body:.1f} mm in the body: {volumes:.1f} times the volume. Sizes that "
        "were measured on the bench are not those of a patient.",
        look="Look at the myth card bench-is-patient",
        tolerance=0.15,
        traps=(Trap("bench-is-patient", lambda guess, truth: abs(guess - 9.9) <= 0.5),
               Trap("blood-dominates", lambda guess, truth: guess > 10.4)),
    ),
    Exercise(
        name="two-papers",
        question="One paper finds lesions of at most 4 mm, another of 8 to 11 mm, both of needles at 80 °C. Who is "
        "right?",
        asks_number=False,
        reasons=(
            Reason("a", "The newer one: methods get better.", "newest-is-right"),
            Reason("b", "Neither: the truth lies in the middle, at 7 mm.", "the-mean-is-right"),
            Reason("c", "Perhaps both: first look up needle, tissue, temperature at the start, time and what was "
                   "called dead, and compare like with like."),
        ),
        compute=both_papers,
        explains="The model can be made to agree with either, without any trick: a held 20 G tip in meat at 21 °C, "
        "60 °C isotherm, {small:.1f} mm; current through a 16 G tip in the same meat, 50 °C isotherm, {large:.1f} mm.",
        look="Look at the column of conditions in the table of published statements",
    ),
)
# fmt: on
