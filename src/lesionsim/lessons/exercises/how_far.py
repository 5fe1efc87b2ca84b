"""How far does the heat go: width, temperature beside the tip, reach ahead of it, a thicker needle."""

from __future__ import annotations

from lesionsim.lesion.measures import measure, measures
from lesionsim.lesion.points import scenario_of, temperature_at
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import MIDDLE_MM, run, times_as_wide, width, width_mm

NOTEBOOK = "01-how-far-does-the-heat-go"
BESIDE_MM = 3.0
THICK = ("probe.gauge", 16)


def lesion_width() -> Computed:
    """Return the width of the default lesion, with how far it reaches beside the needle."""
    result = run()
    radius = scenario_of(result).probe.radius_mm
    return width(result, beside_mm=width_mm(result) / 2 - radius)


def temperature_beside() -> Computed:
    """Return the temperature 3 mm from the axis when heating ends, °C, with that at the tip."""
    result = run()
    protocol = scenario_of(result).protocol
    at_c = float(temperature_at(result, r_mm=BESIDE_MM, z_mm=MIDDLE_MM, time_s=90))
    return Computed(value=at_c, numbers={"tip_c": protocol.set_c, "start_c": scenario_of(result).start_c})


def ahead_of_tip() -> Computed:
    """Return how far the lesion reaches ahead of the tip, mm, with its range over criteria."""
    result = run()
    lesion, all_mm = measure(result), [each.ahead_of_tip_mm for each in measures(result)]
    return Computed(
        value=lesion.ahead_of_tip_mm, error=lesion.ahead_of_tip_mm_error, spread=(min(all_mm), max(all_mm)),
        numbers={"length_mm": lesion.length_mm, "behind_mm": lesion.behind_tip_mm},
    )  # fmt: skip


def thick_needle() -> Computed:
    """Return how many times as wide the lesion of a 16 G needle is as that of a 20 G needle."""
    thin, thick = run(), run("lumbar-medial-branch", THICK)
    thin_mm, thick_mm = (scenario_of(each).probe.outer_diameter_mm for each in (thin, thick))
    return times_as_wide(thick, thin, thicker=thick_mm / thin_mm, thin_mm=width_mm(thin), thick_mm=width_mm(thick),
                         beside_thin_mm=width_mm(thin) - thin_mm,
                         beside_thick_mm=width_mm(thick) - thick_mm)  # fmt: skip


EXERCISES = (
    Exercise(
        name="width",
        question="How wide is the dead region across the needle, in mm? (20 G needle, 0.9 mm thick; bare tip 10 mm, "
        "held at 80 °C for 90 s in muscle at 37 °C; measured after 30 s of cool-down, by the liver rule)",
        unit="mm",
        hint="heat spreads about √(α t) in a time t, with α = 0.13 mm²/s in muscle; a needle is thin, so its heat "
        "thins out on the way. How far is that after 90 s, and how wide on both sides with the needle between?",
        reasons=(
            Reason("a", "everything that gets warmer than the body dies", "size-is-the-hot-volume"),
            Reason("b", "only what touches the tip gets hot enough", "one-over-r4"),
            Reason("c", "heat spreads some millimetres in 90 s and thins out, so less than that dies"),
            Reason("d", "blood carries the heat away before it gets further", "blood-dominates"),
        ),
        compute=lesion_width,
        explains="Heat reaches some millimetres in 90 s, but it spreads into more and more tissue: only "
        "{beside_mm:.1f} mm to each side of the needle got hot enough for long enough.",
        look="Look at the lesion map: the thick line is the edge of the dead region, thin lines are temperatures.",
        traps=(
            Trap("size-is-the-hot-volume", lambda guess, answer: guess > 1.8 * answer),
            Trap("one-over-r4", lambda guess, answer: guess < 0.4 * answer),
        ),
    ),
    Exercise(
        name="beside-the-tip",
        question="The display shows 80 °C. How hot is the tissue 3 mm from the needle's axis, beside the middle of the "
        "tip, when heating ends, in °C?",
        unit="°C",
        hint="around a long thin needle the excess temperature falls with the logarithm of the distance, and it is "
        "nearly gone at 2 √(α t) ≈ 7 mm.",
        reasons=(
            Reason("a", "tissue has only begun to warm there, and each ring further out is larger than the one before"),
            Reason("b", "the display shows the temperature of the tissue", "display-is-tissue"),
            Reason("c", "blood keeps it near 37 °C", "blood-dominates"),
        ),
        compute=temperature_beside,
        explains="The tip is at {tip_c:.0f} °C, the tissue 3 mm from its axis at {value:.1f} °C: a thermometer in the "
        "tip knows nothing of it. The tissue started at {start_c:.0f} °C.",
        look="Look at the profile: ls.plots.temperature_profile(result).",
        tolerance=0.06,
        traps=(
            Trap("display-is-tissue", lambda guess, answer: guess > answer + 15),
            Trap("blood-dominates", lambda guess, answer: guess < 39),
        ),
    ),
    Exercise(
        name="ahead-of-the-tip",
        question="How far does the lesion reach ahead of the tip, in mm?",
        unit="mm",
        hint="beside the tip heat comes from a line, at its end only from a point: expect less than half of what you "
        "found beside the needle.",
        reasons=(
            Reason("a", "the bare metal heats sideways only", "nothing-ahead"),
            Reason("b", "as far as it reaches beside the needle: heat knows no direction", "same-everywhere"),
            Reason("c", "the end of the tip heats, too, but from there heat thins out in three directions"),
        ),
        compute=ahead_of_tip,
        explains="The lesion is {length_mm:.1f} mm long: {value:.1f} mm of it ahead of the tip and {behind_mm:.1f} mm "
        "beside the insulated shaft. One textbook opinion says that nothing is made ahead of the tip, experiments on "
        "meat found 1 mm and more.",
        look="Look at the left end of the lesion map, before z = 0.",
        tolerance=0.2,
        scale=1.0,
        traps=(Trap("nothing-ahead", lambda guess, answer: guess < 0.25),),
    ),
    Exercise(
        name="thick-needle",
        question="A 16 G needle is 1.8 times as thick as a 20 G needle. How many times as wide is its lesion?",
        unit="times",
        hint="add the same few millimetres of dead tissue on both sides to a needle of 0.9 mm, then to one of 1.7 mm.",
        reasons=(
            Reason("a", "1.8 times as thick makes 1.8 times as wide", "in-proportion"),
            Reason("b", "the needle gets thicker, and the dead tissue beside it grows only a little"),
            Reason("c", "the lesion depends on the temperature, not on the needle", "temperature-is-death"),
        ),
        compute=thick_needle,
        explains="The needle is {thicker:.1f} times as thick, its lesion {value:.2f} times as wide: {thick_mm:.1f} mm "
        "in place of {thin_mm:.1f} mm. Most of a lesion is tissue beside the needle, {beside_thin_mm:.1f} mm of it "
        "for the thin needle and {beside_thick_mm:.1f} mm for the thick one: a thicker needle gives more heat, but "
        "far less than in proportion.",
        look="Look at both lesions on one scale: ls.plots.compare(result, thick_result).",
        tolerance=0.05,
        traps=(
            Trap("in-proportion", lambda guess, answer: guess > answer + 0.3),
            Trap("temperature-is-death", lambda guess, answer: guess < 1.1),
        ),
    ),
)
