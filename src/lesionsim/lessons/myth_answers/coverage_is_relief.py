"""Is a covered nerve relief?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lesionsim.lessons.myth_answers.display_shows_tissue import beside
from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import HELD, HOW, RF, Spread, body, conditions, run
from lesionsim.lessons.myth_answers.sources import JUCH, MCCORMICK
from lesionsim.plots.myth_data import Curve, Curves, Number, Said, Side, floats

if TYPE_CHECKING:
    import xarray as xr

OFFSETS_MM = tuple(round(1.0 + 0.4 * number, 1) for number in range(16))
ASKED_MM, OTHER_MM = 3.0, 5.0
WORDS = {HELD: Said("covered at 3 mm, held"), RF: Said("covered at 3 mm, with current")}

SIDES = (
    Side(
        Said("half are relieved"), (MCCORMICK,),
        Said("62 people chosen by blocks with more than 75 % relief, followed for a median of 39 months: pain improved "
             "by at least half in 53 % (40 to 66 %). No control group."),
    ),
    Side(
        Said("no useful difference"), (JUCH,),
        Said("Three randomised trials, 681 people: RF added to exercise made no difference, or one smaller than what "
             "counts, after 3 months. How people were chosen and how needles were laid is disputed."),
    ),
)  # fmt: skip


def model() -> Model:
    """Measure how much of a parallel nerve is covered at growing distances, and how hot tissue beyond it becomes."""
    scenarios = {source: body(source) for source in (HELD, RF)}
    results = {source: run(scenario) for source, scenario in scenarios.items()}
    covered = {source: coverage(result) for source, result in results.items()}
    here = OFFSETS_MM.index(ASKED_MM)
    lengths = {source: each[here] for source, each in covered.items()}
    hot = float(beside(results[RF], np.array([OTHER_MM]))[0])
    sentence = Said(
        "Of a nerve 1 mm thick along the tip {held:.1f} ± {held_error:.1f} mm are covered at {at_mm:g} mm from the "
        "axis with a held tip and {rf:.1f} ± {rf_error:.1f} mm with current (liver set, numerical error only; "
        "{low:.1f} to {high:.1f} mm over criteria with current). That is all the model says. It does not know "
        "whether it is the right nerve, whether it hurts, or when it grows back; that is why a block comes first. "
        "And whatever else lies {other_mm:g} mm from the axis becomes {hot:.0f} °C hot as well.",
        held=lengths[HELD].values[0], held_error=lengths[HELD].errors[0], rf=lengths[RF].values[0],
        rf_error=lengths[RF].errors[0], low=lengths[RF].low, high=lengths[RF].high, at_mm=ASKED_MM, other_mm=OTHER_MM,
        hot=hot,
    )  # fmt: skip
    return Model(
        Said("Model: {low:.0f}–{high:.0f} mm of nerve covered at 3 mm; relief unknown", low=lengths[RF].low,
             high=lengths[RF].high),
        sentence,
        (*(lengths[each].number(WORDS[each], "mm") for each in HOW),
         Number(Said("temperature at r = 5 mm, with current"), hot, float("nan"), float("nan"), float("nan"), "°C")),
        conditions(scenarios[RF]),
        Curves(tuple(curve(source, covered[source]) for source in (RF, HELD)),
               Said("distance of the nerve from the axis (mm)"), Said("covered length (mm)")),
    )  # fmt: skip


def coverage(result: xr.Dataset) -> list[Spread]:
    """Return the covered length of a parallel nerve at every distance, over criteria, mm."""
    from lesionsim.lesion.nerve_sweep import nerve_sweep
    from lesionsim.lesion.points import scenario_of

    tables = [nerve_sweep(result, [0.0], OFFSETS_MM, criterion=each) for each in scenario_of(result).criteria]
    values = np.array([table.covered_mm.values[0] for table in tables])
    errors = np.array([table.covered_mm_error.values[0] for table in tables])
    return [Spread(floats(values[:, n]), floats(errors[:, n])) for n in range(len(OFFSETS_MM))]


def curve(source: str, covered: list[Spread]) -> Curve:
    """Return the covered length by the first criterion, with the range over all of them."""
    return Curve(
        HOW[source], OFFSETS_MM, tuple(each.values[0] for each in covered), tuple(each.low for each in covered),
        tuple(each.high for each in covered),
    )  # fmt: skip


MYTH = Myth(
    "coverage-is-relief",
    Said("Is a covered nerve relief?"),
    SIDES,
    Said("How much of a nerve is covered, and what does that say about relief?"),
    model,
)
