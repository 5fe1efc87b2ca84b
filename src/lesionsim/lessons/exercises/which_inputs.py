"""Exercises of notebook 10: which inputs matter, for what, and over which ranges."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from lesionsim.lesion.nerve import nerve_coverage
from lesionsim.lessons.beliefs import Belief
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import run
from lesionsim.library import load
from lesionsim.scenario import StraightNerve

if TYPE_CHECKING:
    import xarray as xr

NOTEBOOK = "10-which-inputs-matter"
HELD = "lumbar-medial-branch"
VARIED: Mapping[str, Any] = {
    "temperature_c": {"low": 75, "high": 85},
    "hold_s": {"low": 60, "high": 120},
    "gauge": [18, 20, 22],
    "tissue.conductivity_w_m_k": "library",
    "tissue.perfusion_per_s": "library",
    "nerve.offset_mm": {"low": 1.0, "high": 2.5},
}
WIDE_C = {"low": 60, "high": 90}
GROUPS = 128

# fmt: off
BELIEFS = (
    Belief("importance-is-a-property", "an input is important or it is not",
           "How much an input matters depends on the range that it is given, on what is asked, and on the other "
           "inputs.", NOTEBOOK),
    Belief("shares-add-up", "each input has its own effect, whatever the others are",
           "What an input does depends on where the others are. That part belongs to no input alone.", NOTEBOOK),
)
# fmt: on


@cache
def drawn(wide: bool = False) -> xr.Dataset:
    """Return the runs from which shares of variance are computed."""
    from lesionsim.sweep.sweeping import sweep

    vary = {**VARIED, "temperature_c": WIDE_C} if wide else dict(VARIED)
    return sweep(HELD, vary, kind="saltelli", samples=GROUPS, error_bars="none")


def shares(measure: str, wide: bool = False) -> xr.Dataset:
    """Return the shares of the variance of a measure by input, with their intervals, %."""
    from lesionsim.sweep.likelihood.sobol import sobol_indices

    found = sobol_indices(drawn(wide), measure)
    return 100 * found[["first_order", "total_order", "total_order_low", "total_order_high"]]


def share_of(key: str, table: xr.Dataset, order: str = "total_order") -> float:
    """Return the share of one input, %."""
    return float(table[order].sel(key=key))


def within(key: str, table: xr.Dataset) -> dict[str, float]:
    """Return the interval of the share of one input, as an explanation names it."""
    return {end: share_of(key, table, f"total_order_{end}") for end in ("low", "high")}


def blood() -> Computed:
    """Answer the share of blood flow in the variance of the width."""
    found, perfusion = shares("width_mm"), load(HELD).tissue.perfusion_per_s
    numbers = {"needle": share_of("gauge", found), "minutes": 1 / perfusion / 60}
    return Computed(value=share_of("tissue.perfusion_per_s", found), numbers=numbers)


def place() -> Computed:
    """Answer the share of the nerve's place in the variance of the covered length, with interactions."""
    key, found = "nerve.offset_mm", shares("nerve_covered_mm")
    numbers = {"needle": share_of("gauge", found), "hold": share_of("hold_s", found), **within(key, found)}
    return Computed(value=share_of(key, found), numbers=numbers)


def lost_mm(gauge: int) -> float:
    """Return the covered length that 0.5 mm more distance costs a needle, mm."""
    result = run(HELD, ("probe.gauge", gauge))
    near, far = (nerve_coverage(result, StraightNerve(offset_mm=offset)).covered_mm for offset in (1.5, 2.0))
    return near - far


def together() -> Computed:
    """Answer what 0.5 mm more distance costs a thin needle, beside what it costs a thick one."""
    return Computed(value=lost_mm(22), numbers={"thick": lost_mm(18)})


def wide_temperature() -> Computed:
    """Answer the share of temperature in the variance of the width when its range is three times as wide."""
    key, narrow, wide = "temperature_c", shares("width_mm"), shares("width_mm", wide=True)
    numbers = {"narrow": share_of(key, narrow), "needle": share_of("gauge", wide), **within(key, wide)}
    return Computed(value=share_of(key, wide), numbers=numbers)


# fmt: off
EXERCISES = (
    Exercise(
        name="share-of-blood",
        question="Temperature (75 to 85 °C), hold (60 to 120 s), needle (18, 20, 22 G), heat conduction and blood "
        "flow of muscle (the library's ranges: half to twice the usual blood) vary. Which share of the variance of "
        "the width is due to blood flow?",
        unit="%",
        reasons=(
            Reason("a", "Most of it: flowing blood carries the heat away.", "blood-dominates"),
            Reason("b", "About a fifth: five inputs, five shares.", "shares-add-up"),
            Reason("c", "Next to nothing: blood needs about 25 minutes to balance the heat, and the hold lasts one or "
                   "two; besides, flow stops where tissue dies."),
        ),
        compute=blood,
        hint="one over the perfusion (0.00067 per s) is a time. Compare it with the hold.",
        explains="Blood flow: {value:.1f} % of the variance; the needle: {needle:.0f} %. One over the perfusion is "
        "{minutes:.0f} minutes.",
        look="Look at ls.plots.sensitivity(ls.sobol_indices(table)): the bar of tissue.perfusion_per_s",
        tolerance=0.3,
        scale=3.0,
        traps=(Trap("blood-dominates", lambda guess, truth: guess >= 30),
               Trap("shares-add-up", lambda guess, truth: 15 <= guess <= 25)),
    ),
    Exercise(
        name="share-of-place",
        question="The same runs, another question: how many millimetres of the nerve are covered? The nerve lies 1 "
        "to 2.5 mm from the axis. Which share of the variance does its place explain, together with all that it does "
        "with other inputs?",
        unit="%",
        reasons=(
            Reason("a", "Little: the same inputs matter as for the width.", "importance-is-a-property"),
            Reason("b", "More than any other: near the edge of the lesion a little more distance takes much covered "
                   "length, and the more so with a thin needle."),
            Reason("c", "Nothing: the nerve changes no heat.", "importance-is-a-property"),
        ),
        compute=place,
        hint="half a millimetre took a third of the covered length (notebook 07). What do 10 °C do "
        "to the width?",
        explains="The place of the nerve: {value:.0f} % (95 % interval {low:.0f} to {high:.0f}, from 1,024 runs); "
        "needle {needle:.0f} %, hold {hold:.0f} %. What matters depends on what is asked.",
        look="Look at ls.plots.sensitivity(ls.sobol_indices(table, \"nerve_covered_mm\"))",
        tolerance=0.25,
        traps=(Trap("importance-is-a-property", lambda guess, truth: guess <= 10),),
    ),
    Exercise(
        name="two-at-once",
        question="The nerve moves from 1.5 to 2.0 mm from the axis. That costs a thick needle (18 G) about 2 mm of "
        "covered length. How much does it cost a thin one (22 G)?",
        unit="mm",
        reasons=(
            Reason("a", "2 mm, too: the distance has its effect, whatever the needle is.", "shares-add-up"),
            Reason("b", "Less: the thin needle's lesion is smaller, so there is less to lose.", "in-proportion"),
            Reason("c", "Far more: near the edge of its smaller lesion the same half millimetre takes a larger part. "
                   "The effect belongs to both inputs together."),
        ),
        compute=together,
        hint="the lesion of 22 G ends 2.5 mm from the axis, that of 18 G 3.2 mm. Where does the far side of the nerve "
        "lie, 0.5 mm beyond its middle line?",
        explains="{thick:.1f} mm with 18 G, {value:.1f} mm with 22 G. What two inputs do together belongs to neither "
        "alone: total order counts it, first order does not.",
        look="Look at first order beside total order in ls.plots.sensitivity",
        tolerance=0.25,
        traps=(Trap("shares-add-up", lambda guess, truth: guess <= 2.5),),
    ),
    Exercise(
        name="a-wider-range",
        question="Somebody varies the temperature from 60 to 90 °C in place of 75 to 85 °C, all else as before. "
        "Which share of the variance of the width does temperature explain now?",
        unit="%",
        reasons=(
            Reason("a", "The same as before: temperature is as important as it is.", "importance-is-a-property"),
            Reason("b", "Three times as much: the range is three times as wide.", "in-proportion"),
            Reason("c", "Most of it: variance goes with the square of a range, nine times as much before the whole "
                   "is shared out anew."),
        ),
        compute=wide_temperature,
        hint="temperature explained 15 % or so. What are nine times 15 beside the 85 of all others?",
        explains="From {narrow:.0f} % to {value:.0f} % (95 % interval {low:.0f} to {high:.0f}); the needle now "
        "explains {needle:.0f} %. Whoever chooses the ranges chooses the answer: tell them with it.",
        look="Look at the captions of sensitivity figures: they name the ranges",
        tolerance=0.25,
        traps=(Trap("importance-is-a-property", lambda guess, truth: guess <= 15),),
    ),
)
# fmt: on
