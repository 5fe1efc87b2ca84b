"""Exercises of notebook 07: how much of a nerve a lesion covers, and what that is worth."""

from __future__ import annotations

import math

from lesionsim.lesion.measures import measure, measures
from lesionsim.lesion.nerve import nerve_coverage
from lesionsim.lessons.beliefs import Belief
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import run
from lesionsim.scenario import StraightNerve

NOTEBOOK = "07-along-or-across-the-nerve"
HELD, RF = "lumbar-medial-branch", "lumbar-medial-branch-rf"
NEAR_MM, FAR_MM, AHEAD_MM = 1.5, 2.0, 1.5
NERVE_RADIUS_MM = 0.5

# fmt: off
BELIEFS = (
    Belief("any-direction", "it does not matter how the needle lies to the nerve",
           "A lesion is longer than wide, so a nerve along the needle is covered over much more of its length than a "
           "nerve across it.", NOTEBOOK),
    Belief("half-a-millimetre", "half a millimetre does not matter",
           "The nerve lies near the edge of the lesion, and the edge is round: half a millimetre takes a large part of "
           "the covered length, and a whole one may take it all.", NOTEBOOK),
)
# fmt: on


def covered(name: str, offset_mm: float, angle_deg: float, at_mm: float | None = None) -> tuple[float, float]:
    """Return the covered length of a straight nerve and its numerical error bar, mm."""
    nerve = StraightNerve(offset_mm=offset_mm, angle_deg=angle_deg, at_mm=at_mm)
    found = nerve_coverage(run(name), nerve)
    return found.covered_mm, found.covered_mm_error


def covered_along() -> Computed:
    """Answer for a nerve along the needle, under every criterion."""
    lesions = measures(run(HELD))
    by_rule = [nerve_coverage(run(HELD), criterion=lesion.criterion).covered_mm for lesion in lesions]
    value, error = covered(HELD, NEAR_MM, 0.0)
    numbers = {"length": lesions[0].length_mm, "lowest": min(by_rule), "highest": max(by_rule)}
    return Computed(value=value, error=error, spread=(min(by_rule), max(by_rule)), numbers=numbers)


def covered_across() -> Computed:
    """Answer for a nerve across the needle, with the chord on paper beside it."""
    (along, _), (value, error) = covered(HELD, NEAR_MM, 0.0), covered(HELD, NEAR_MM, 90.0)
    half_width = measure(run(HELD)).width_mm / 2
    chord = 2 * math.sqrt(half_width**2 - (NEAR_MM + NERVE_RADIUS_MM) ** 2)
    numbers = {"along": along, "half_width": half_width, "chord": chord, "ratio": along / value}
    return Computed(value=value, error=error, numbers=numbers)


def lost_by_half_a_millimetre() -> Computed:
    """Answer how much of the covered length is lost when the nerve lies 0.5 mm farther away, %."""
    (near, near_error), (far, far_error) = covered(HELD, NEAR_MM, 0.0), covered(HELD, FAR_MM, 0.0)
    farther, _ = covered(HELD, FAR_MM + 0.5, 0.0)
    return Computed(
        value=100 * (1 - far / near),
        error=100 * (far_error + near_error) / near,
        numbers={"near": near, "far": far, "farther": farther},
    )


def covered_ahead() -> Computed:
    """Answer what current covers of a nerve that crosses ahead of the tip, and what a held tip does."""
    value, error = covered(RF, 0.0, 90.0, -AHEAD_MM)
    held, _ = covered(HELD, 0.0, 90.0, -AHEAD_MM)
    ahead = {"held_ahead": measure(run(HELD)).ahead_of_tip_mm, "ahead": measure(run(RF)).ahead_of_tip_mm}
    return Computed(value=value, error=error, numbers={"held": held, **ahead})


def what_else_died() -> Computed:
    """Tell how little of the dead tissue is nerve."""
    volume, (length, _) = measure(run(HELD)).volume_mm3, covered(HELD, NEAR_MM, 0.0)
    nerve = math.pi * NERVE_RADIUS_MM**2 * length
    return Computed(numbers={"volume": volume, "nerve": nerve, "share": 100 * nerve / volume, "length": length})


# fmt: off
EXERCISES = (
    Exercise(
        name="covered-along",
        question="A nerve 1 mm thick runs along the needle, its middle line 1.5 mm from the needle's axis. The tip is "
        "10 mm long and held at 80 °C for 90 s. Over how many millimetres does the nerve die through its whole "
        "thickness?",
        unit="mm",
        reasons=(
            Reason("a", "Over the whole bare tip and not a tenth of a millimetre more or less: only what is bare "
                   "heats.", "nothing-ahead"),
            Reason("b", "Over a bit less than the length of the lesion: the far side of the nerve lies 2 mm off the "
                   "axis, and the ends of the lesion are round."),
            Reason("c", "Over all that gets warm.", "size-is-the-hot-volume"),
        ),
        compute=covered_along,
        hint="the lesion is about 12 mm long and 5.5 mm wide, with round ends. How long is it still "
        "at 2 mm from the axis, where the far side of the nerve lies?",
        explains="On its axis the lesion is {length:.1f} mm long. At the far side of the nerve {value:.1f} mm of it "
        "remain. Other rules for death say {lowest:.1f} to {highest:.1f} mm.",
        look="Look at ls.plots.nerve_capture(result): the covered part of the nerve, and the dose along it",
        traps=(Trap("size-is-the-hot-volume", lambda guess, truth: guess >= 1.5 * truth),),
    ),
    Exercise(
        name="covered-across",
        question="The same nerve and the same needle, but now the needle lies across the nerve, at 90°, with the "
        "middle of the tip over it. Over how many millimetres does the nerve die through its whole thickness?",
        unit="mm",
        reasons=(
            Reason("a", "As much as along it: the lesion is the same, and so is the distance.", "any-direction"),
            Reason("b", "The whole width of the lesion: how far the nerve is from the axis does not matter.",
                   "half-a-millimetre"),
            Reason("c", "A chord through a round lesion: 2·√(R² − d²), with R half its width and d = 2 mm to the far "
                   "side of the nerve."),
        ),
        compute=covered_across,
        hint="across the needle the lesion is a disc 5.5 mm wide. How long is a chord of it that "
        "passes 2 mm from its centre?",
        explains="The needle covers {along:.1f} mm of the nerve along it and {value:.1f} mm across it: {ratio:.1f} "
        "times less. The chord on paper, with R = {half_width:.2f} mm and d = 2 mm, is {chord:.1f} mm long.",
        look="Look at ls.plots.nerve_angles(result): covered length against the angle, with sketches",
        traps=(Trap("any-direction", lambda guess, truth: guess >= 2 * truth),
               Trap("half-a-millimetre", lambda guess, truth: 1.35 * truth <= guess < 2 * truth)),
    ),
    Exercise(
        name="half-a-millimetre-off",
        question="The needle lies along the nerve, but 0.5 mm farther off: the middle line of the nerve is 2.0 mm in "
        "place of 1.5 mm from the axis. By how many percent does the covered length shrink?",
        unit="%",
        reasons=(
            Reason("a", "By a third or more: the far side of the nerve comes near the edge of the lesion, and the "
                   "edge is round."),
            Reason("b", "By a few percent: 0.5 mm is little beside a lesion 12 mm long.", "half-a-millimetre"),
            Reason("c", "By nothing: as long as the nerve is within reach of the heat, it is covered.",
                   "size-is-the-hot-volume"),
        ),
        compute=lost_by_half_a_millimetre,
        hint="the lesion ends 2.8 mm from the axis. Where does the far side of the nerve lie, before "
        "and after?",
        explains="From {near:.1f} mm to {far:.1f} mm: {value:.0f} % less. Half a millimetre farther still, "
        "{farther:.1f} mm are covered. A needle is rarely placed to half a millimetre.",
        look="Look at the lines for different distances in ls.plots.nerve_angles(result)",
        tolerance=0.15,
        traps=(Trap("half-a-millimetre", lambda guess, truth: guess <= 0.4 * truth),),
    ),
    Exercise(
        name="short-of-the-nerve",
        question="The needle comes straight at the nerve and stops short: the middle line of the nerve crosses "
        "1.5 mm ahead of the end of the tip. With current (RF, 80 °C, 90 s): over how many millimetres does the "
        "nerve die through its whole thickness?",
        unit="mm",
        reasons=(
            Reason("a", "Over none: a lesion does not reach ahead of the tip.", "nothing-ahead"),
            Reason("b", "Over none: RF is a hot needle, and a needle that is merely hot covers nothing there.",
                   "hot-needle"),
            Reason("c", "Over some millimetres: current leaves the end of the tip, too, and heats what lies ahead."),
        ),
        compute=covered_ahead,
        hint="with current the lesion reaches about 3 mm ahead of the tip and is about 10 mm wide. "
        "What is left of it at 2 mm ahead, at the far side of the nerve?",
        explains="With current the lesion reaches {ahead:.1f} mm ahead of the tip, and {value:.1f} mm of the nerve "
        "are covered. A held tip reaches {held_ahead:.1f} mm ahead and covers {held:.1f} mm.",
        look="Look at ls.plots.nerve_capture(with_current, ls.StraightNerve(offset_mm=0, angle_deg=90, at_mm=-1.5))",
        tolerance=0.15,
        scale=3.0,
        traps=(Trap("nothing-ahead", lambda guess, truth: guess <= 0.2 * truth),),
    ),
    Exercise(
        name="covered-and-then",
        question="The program says that the lesion covers a nerve along nearly the whole tip. What follows for a "
        "person with back pain?",
        asks_number=False,
        reasons=(
            Reason("a", "The pain stops: the nerve is dead.", "coverage-is-relief"),
            Reason("b", "Nothing by itself: it may be the wrong nerve, nerves grow back, and other tissue was heated, "
                   "too. That is why a block with anaesthetic comes first."),
            Reason("c", "The longer the covered part, the longer the relief, in proportion.", "coverage-is-relief"),
        ),
        compute=what_else_died,
        explains="{length:.1f} mm of nerve are {nerve:.1f} mm³ of the {volume:.0f} mm³ that died: {share:.0f} %. The "
        "rest is other tissue. No model of heat knows which nerve carries the pain, or how soon it grows back.",
        look="Ask of every lesion: what else is heated nearby?",
    ),
)
# fmt: on
