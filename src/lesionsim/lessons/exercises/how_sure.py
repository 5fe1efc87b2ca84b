"""Exercises of notebook 09: numerical error, uncertain tissue, and the rule for death."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lesionsim.lesion.measures import measure, measures
from lesionsim.lessons.beliefs import Belief
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import run

if TYPE_CHECKING:
    import xarray as xr

NOTEBOOK = "09-how-sure-are-we"
HELD = "lumbar-medial-branch"
TISSUE = {
    "tissue.conductivity_w_m_k": "library",
    "tissue.heat_capacity_j_kg_k": "library",
    "tissue.perfusion_per_s": "library",
}
RUNS = 128
WANTED_MM = 0.02  # half of the interval asked of the mean
TWO_SIDED_95 = 1.96

# fmt: off
BELIEFS = (
    Belief("more-runs-less-spread", "with enough runs the spread goes away",
           "More runs tell the mean and the spread more surely. The spread itself stays: it is what is not known about "
           "the tissue.", NOTEBOOK),
    Belief("half-width-half-runs", "twice as sure takes twice the runs",
           "The interval of a mean shrinks with the square root of the runs: twice as sure takes four times as many.",
           NOTEBOOK),
    Belief("cells-are-pixels", "a result is as coarse as its cells",
           "The edge of a lesion is interpolated within cells, and on grids that follow the needle the error falls "
           "with the square of their size: it is far smaller than a cell.", NOTEBOOK),
)
# fmt: on


@cache
def tissues_drawn() -> xr.Dataset:
    """Return runs with the properties of muscle drawn from the library's ranges."""
    from lesionsim.sweep.sweeping import sweep

    return sweep(HELD, TISSUE, kind="latin-hypercube", samples=RUNS, error_bars="none")


def numerical() -> Computed:
    """Answer the numerical error bar of the width, µm, and how far a finer grid really moves it."""
    shown = measure(run(HELD))
    finer = measure(run(HELD, ("numerics.growth", 0.0625), ("numerics.first_cell_mm", 0.01875)))
    moved_um = 1000 * abs(finer.width_mm - shown.width_mm)
    numbers = {"width": shown.width_mm, "finer": finer.width_mm, "moved": moved_um}
    return Computed(value=1000 * shown.width_mm_error, numbers=numbers)


def tissue() -> Computed:
    """Answer how far apart the 5 % and 95 % quantiles of the width lie when tissue is drawn, mm."""
    width = tissues_drawn().width_mm
    low, high = (float(width.quantile(level)) for level in (0.05, 0.95))
    return Computed(value=high - low, numbers={"low": low, "high": high, "runs": RUNS})


def rules() -> Computed:
    """Answer how far the width differs over the rules for death, mm."""
    lesions = measures(run(HELD))
    widths = [lesion.width_mm for lesion in lesions]
    numbers = {"low": min(widths), "high": max(widths), "rules": len(widths), "bar": lesions[0].width_mm_error}
    return Computed(value=max(widths) - min(widths), numbers=numbers)


def runs_needed() -> Computed:
    """Answer how many drawn runs tell the mean width to the wanted half interval."""
    spread = float(tissues_drawn().width_mm.std(ddof=1))
    needed = (TWO_SIDED_95 * spread / WANTED_MM) ** 2
    return Computed(value=needed, numbers={"sd": spread, "twice": 4 * needed})


def all_doubts() -> Computed:
    """Tell the three doubts side by side, as widths of an interval in mm."""
    bar, drawn, chosen = numerical(), tissue(), rules()
    return Computed(numbers={"numerical": 2 * bar.value / 1000, "tissue": drawn.value, "rule": chosen.value})


# fmt: off
EXERCISES = (
    Exercise(
        name="numerical-doubt",
        question="The program divides the tissue into cells a few tenths of a millimetre large and says that the "
        "lesion is 5.5 mm wide. Which numerical error bar (±), in µm, does it write behind the width? Write the number "
        "alone.",
        reasons=(
            Reason("a", "About the size of a cell: a computer cannot see what lies within a cell.", "cells-are-pixels"),
            Reason("b", "A millimetre or more: that is how unsure the number is.", "error-bar-is-all"),
            Reason("c", "A few hundredths of a millimetre: the edge is interpolated within cells, and a coarser run "
                   "shows how little the grid matters."),
        ),
        compute=numerical,
        hint="the error falls with the square of the cell size. Cells of 0.25 mm in a field that changes over 3 mm: "
        "(0.25/3)² of 5.5 mm, in µm.",
        explains="{width:.3f} mm ± {value:.0f} µm. A grid four times as fine gives {finer:.3f} mm: {moved:.0f} µm "
        "away, within the bar. The bar says nothing else: not whether the tissue is right, nor the rule for death.",
        look="Look at print(ls.measure(result)): every measure carries its own error bar",
        tolerance=0.5,
        traps=(Trap("error-bar-is-all", lambda guess, truth: guess >= 800),
               Trap("cells-are-pixels", lambda guess, truth: 150 <= guess < 800)),
    ),
    Exercise(
        name="rule-doubt",
        question="One run, one temperature field, six rules for death. How far apart are the narrowest and the "
        "widest lesion?",
        unit="mm",
        reasons=(
            Reason("a", "As far as the error bars are long: that is what error bars are for.", "error-bar-is-all"),
            Reason("b", "Not at all: the temperature is the same, and temperature is death.", "temperature-is-death"),
            Reason("c", "By millimetres: a rule that asks for 60 °C draws its line far within one that asks for "
                   "45 °C."),
        ),
        compute=rules,
        hint="80 °C at the needle and 37 °C far away. Where is 60 °C about, where 45 °C?",
        explains="{rules:.0f} rules give widths from {low:.1f} to {high:.1f} mm: {value:.1f} mm apart, and the "
        "numerical error bar is ±{bar:.2f} mm.",
        look="Look at ls.plots.damage_panel(result)",
        tolerance=0.2,
        traps=(Trap("error-bar-is-all", lambda guess, truth: 0 < guess <= 0.2),
               Trap("temperature-is-death", lambda guess, truth: guess == 0)),
    ),
    Exercise(
        name="tissue-doubt",
        question="Nobody knows this muscle exactly. Heat conduction, heat capacity and blood flow are drawn from "
        "the library's ranges, 128 times. In how wide an interval do the middle 90 % of the widths lie?",
        unit="mm",
        reasons=(
            Reason("a", "Less than a millimetre: the size goes with the square root of how fast heat spreads, and "
                   "blood hardly matters in 90 s."),
            Reason("b", "Several millimetres: blood flow may be half or twice as much, and blood decides.",
                   "blood-dominates"),
            Reason("c", "As wide as the numerical error bar.", "error-bar-is-all"),
        ),
        compute=tissue,
        hint="conduction from 0.33 to 0.57 W/m/K is ± 27 %. A square root halves that, and the part "
        "of the width that is needle does not change.",
        explains="The middle 90 % of {runs:.0f} runs lie between {low:.2f} and {high:.2f} mm: {value:.1f} mm. Most "
        "of it is heat conduction.",
        look="Look at ls.plots.probability_map(table): where tissue is dead in all runs, and where only in some",
        tolerance=0.3,
        traps=(Trap("blood-dominates", lambda guess, truth: guess >= 3 * truth),
               Trap("error-bar-is-all", lambda guess, truth: guess <= 0.1)),
    ),
    Exercise(
        name="runs-needed",
        question="Widths of drawn runs scatter with a standard deviation of about 0.2 mm. How many independent runs "
        "tell their mean to ± 0.02 mm, 19 times out of 20?",
        unit="",
        reasons=(
            Reason("a", "(1.96 · 0.2 / 0.02)²: the interval of a mean shrinks with the square root of the runs."),
            Reason("b", "About 1.96 · 0.2 / 0.02: ten times as sure takes ten times as many.", "half-width-half-runs"),
            Reason("c", "No number suffices as long as single runs scatter by 0.2 mm.", "more-runs-less-spread"),
        ),
        compute=runs_needed,
        hint="it is a formula; put the numbers in.",
        explains="With the real scatter of {sd:.2f} mm it takes {value:.0f} runs, and {twice:.0f} for ± 0.01 mm. The "
        "scatter itself stays {sd:.2f} mm with any number of runs.",
        look="Look at ls.plots.convergence(ls.convergence(table)): the band narrows, the scatter stays",
        tolerance=0.25,
        traps=(Trap("half-width-half-runs", lambda guess, truth: 5 <= guess <= 0.2 * truth),),
    ),
    Exercise(
        name="behind-the-plus-minus",
        question="A poster says: \"The lesion is 5.52 ± 0.03 mm wide.\" What is wrong with it?",
        asks_number=False,
        reasons=(
            Reason("a", "Nothing: the program computed both numbers.", "error-bar-is-all"),
            Reason("b", "The ± is numerical alone. Tissue and the rule for death move the width far more, and the "
                   "poster tells neither, nor that the tip was held without current."),
            Reason("c", "More runs would have brought it to ± 0.", "more-runs-less-spread"),
        ),
        compute=all_doubts,
        explains="Numerical: an interval {numerical:.2f} mm wide. Tissue: {tissue:.1f} mm. Rule for death: {rule:.1f} "
        "mm. Write the first beside the last, never alone.",
        look="Every figure of the program that tells a width tells the rule with it",
    ),
)
# fmt: on
