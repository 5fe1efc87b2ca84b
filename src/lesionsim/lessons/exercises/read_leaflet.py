"""A leaflet for patients, invented for this lesson: nine sentences to hold against the model.

Its sentences stand in notebook 12. For each a learner says whether the model contradicts it, bears it out, or cannot
judge it.
"""

from __future__ import annotations

from collections.abc import Callable

from lesionsim.lesion.measures import measure, measures
from lesionsim.lesion.nerve import nerve_coverage
from lesionsim.lesion.points import temperature_at
from lesionsim.lessons.beliefs import Belief
from lesionsim.lessons.exercise import Computed, Exercise, Reason
from lesionsim.lessons.exercises.along_or_across import what_else_died
from lesionsim.lessons.exercises.literature import BENCH, HELD, HOLD_RF, NOTEBOOK, RF
from lesionsim.lessons.runs import run
from lesionsim.scenario import StraightNerve

CONTRADICTS = "The model contradicts it."
BEARS_OUT = "The model bears it out, as far as its assumptions go."
CANNOT = "The model cannot judge it."
MUTE, ALL_KNOWING = "model-is-mute", "model-knows-all"

# fmt: off
BELIEFS = (
    Belief(MUTE, "a computation can say nothing about a sentence in words",
           "Many sentences hold a claim about heat, size or time. Such a claim can be computed and found wrong.",
           NOTEBOOK),
    Belief(ALL_KNOWING, "what a computation does not contradict, it proves",
           "A model of heat knows nothing of pain, of relief, or of who lies on the table. About these it is silent, "
           "and silence proves nothing.", NOTEBOOK),
    Belief("wrong-throughout", "a text with some wrong sentences is wrong throughout",
           "Each sentence is judged for itself: in this leaflet wrong ones stand beside one that holds.", NOTEBOOK),
    Belief("only-the-nerve", "only the nerve is heated",
           "Heat knows no names of tissues. Nearly all of a lesion is tissue around the nerve.", NOTEBOOK),
)
# fmt: on


def sentence(
    number: int, says: str, right: str, belief: str, compute: Callable[[], Computed], explains: str
) -> Exercise:
    """Return the exercise of one sentence.

    Parameters
    ----------
    right : the verdict that holds: "a" contradicts, "b" bears out, "c" cannot judge
    belief : behind taking a wrong sentence for right, or a right one for wrong
    """
    wrong = {"a": {"b": belief, "c": MUTE}, "b": {"a": belief, "c": MUTE}, "c": {"a": belief, "b": belief}}[right]
    verdicts = (("a", CONTRADICTS), ("b", BEARS_OUT), ("c", CANNOT))
    return Exercise(
        name=f"leaflet-{number}",
        question=says,
        reasons=tuple(Reason(letter, text, wrong.get(letter, "")) for letter, text in verdicts),
        compute=compute,
        explains=explains,
        asks_number=False,
    )


def nerve_temperatures() -> Computed:
    """Tell how warm a nerve beside a tip of 80 °C gets, on its near and its far side."""
    near, far = (temperature_at(run(HELD), r_mm=place, z_mm=5, time_s=90) for place in (1.0, 2.0))
    return Computed(numbers={"near": float(near), "far": float(far)})


def growth() -> Computed:
    """Tell how much the second minute adds to a lesion made by current in a body."""
    one, two = (measure(run(RF, (HOLD_RF, hold_s))).width_mm for hold_s in (60.0, 120.0))
    return Computed(numbers={"one": one, "two": two, "more": 100 * (two / one - 1)})


def ahead() -> Computed:
    """Tell how warm it gets ahead of the tip, and how far the lesion reaches there."""
    warm = float(temperature_at(run(RF), r_mm=0, z_mm=-2, time_s=100))
    return Computed(numbers={"warm": warm, "ahead": measure(run(RF)).ahead_of_tip_mm})


def beside() -> Computed:
    """Tell how much of a nerve is covered, along and 30° off, and by the strictest rule."""
    result, along = run(RF), StraightNerve(offset_mm=1.5)
    by_rule = [nerve_coverage(result, along, lesion.criterion).covered_mm for lesion in measures(result)]
    return Computed(numbers={"least": min(by_rule), "most": max(by_rule)})


def after_switch_off() -> Computed:
    """Tell how much the lesion of a held tip grows after switch-off."""
    result = run(HELD)
    off, end = (measure(result, time_s=moment).volume_mm3 for moment in (90.0, 120.0))
    return Computed(numbers={"off": off, "end": end, "more": 100 * (end / off - 1)})


def bench() -> Computed:
    """Tell how wide a lesion is on the bench and in a body."""
    meat, body = (measure(run(RF, *changes)).width_mm for changes in (BENCH, ()))
    return Computed(numbers={"meat": meat, "body": body})


def nothing() -> Computed:
    """Tell nothing: there is nothing to compute."""
    return Computed()


EXERCISES = (
    sentence(
        1, "Sentence 1: The display reads 80 °C, so your nerve is heated to 80 °C.", "a", "display-is-tissue",
        nerve_temperatures,
        "A nerve 1 mm thick, 1.5 mm from the axis of a held tip, is {near:.0f} °C warm on its near side and "
        "{far:.0f} °C on its far side.",
    ),
    sentence(
        2, "Sentence 2: After one minute the treated spot is complete; more time would change nothing.", "a",
        "stops-at-60s", growth,
        "With current the lesion is {one:.1f} mm wide after 60 s and {two:.1f} mm after 120 s: {more:.0f} % more.",
    ),
    sentence(
        3, "Sentence 3: In front of the needle nothing is heated.", "a", "nothing-ahead", ahead,
        "With current it is {warm:.0f} °C 2 mm ahead of the tip, and the lesion reaches {ahead:.1f} mm ahead.",
    ),
    sentence(
        4, "Sentence 4: If the needle lies along the nerve and close to it, several millimetres of the nerve are "
        "heated enough to die.", "b", "wrong-throughout", beside,
        "Beside a tip with current {least:.1f} to {most:.1f} mm are covered, by the strictest and the mildest rule. "
        "If it lies so: where your needle lies, no model knows.",
    ),
    sentence(
        5, "Sentence 5: When the generator is switched off, its effect on the tissue is over.", "a",
        "ends-at-switch-off", after_switch_off,
        "At switch-off the lesion of a held tip has {off:.0f} mm³, half a minute later {end:.0f} mm³: {more:.0f} % "
        "more, by a rule that counts temperature and time. By peak temperature it hardly grows.",
    ),
    sentence(
        6, "Sentence 6: Laboratory tests in meat show exactly how large the treated spot in your back will be.", "a",
        "bench-is-patient", bench,
        "With the same needle and settings the lesion is {meat:.1f} mm wide in meat at 21 °C and {body:.1f} mm in "
        "muscle at 37 °C.",
    ),
    sentence(
        7, "Sentence 7: Nine of ten people have no pain for two years, because the nerve is destroyed.", "c",
        "coverage-is-relief", nothing,
        "A model of heat knows neither pain nor relief. A covered nerve may be the wrong one, and nerves grow back. "
        "Only studies with patients can tell.",
    ),
    sentence(
        8, "Sentence 8: Only the nerve is treated; the tissue around it stays as it was.", "a", "only-the-nerve",
        what_else_died,
        "Beside a held tip {volume:.0f} mm³ of tissue die, and {nerve:.1f} mm³ of them are nerve: {share:.0f} %. The "
        "rest is what lies around it.",
    ),
    sentence(
        9, "Sentence 9: Most people go back to work the next day.", "c", ALL_KNOWING, nothing,
        "The model knows no patient. That it does not contradict a sentence says nothing for it.",
    ),
)  # fmt: skip
