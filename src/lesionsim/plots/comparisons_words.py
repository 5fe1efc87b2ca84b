"""What runs that differ in one thing show, in a sentence made from their numbers, and what they share."""

import math
from collections.abc import Sequence

import numpy as np
import xarray as xr

from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.comparison import heat_s
from lesionsim.plots.comparisons_series import Row, Series
from lesionsim.plots.lettering import broken
from lesionsim.plots.looks import Look
from lesionsim.plots.placed import surroundings_in_words
from lesionsim.plots.several import lesion_table
from lesionsim.plots.telling import Table
from lesionsim.plots.wording import BRIEF_SOURCES, brief_steps, size_in_words, start_in_words, tissue_in_words
from lesionsim.texts import spoken

SAME_SHARE = 0.02  # a change below this is called none
SLOWER_SHARE = 0.98


def claim_of(series: Series, lesions: Sequence[Lesion]) -> str:
    """Say what differs from the first run to the last, in a sentence that fits a slide's title."""
    widths = [lesion.width_mm for lesion in lesions]
    first, last = series.labels[0], series.labels[-1]
    if any(lesion.reaches_outer_wall for lesion in lesions) or min(widths) == 0:
        return spoken("From {first} to {last}: not every run leaves a lesion with a size", first=first, last=last)
    ends = {"first": first, "last": last, "a_mm": widths[0], "b_mm": widths[-1]}
    if series.of == "sources":
        return spoken("Same display, other physics: {a_mm:.1f} mm wide held, {b_mm:.1f} mm with current", **ends)
    if series.of == "tips":
        longer, wider = lesions[-1].length_mm - lesions[0].length_mm, widths[-1] - widths[0]
        return spoken("From {first} to {last} of bare tip: length {longer_mm:+.1f} mm, width {wider_mm:+.1f} mm",
                      longer_mm=longer, wider_mm=wider, **ends)  # fmt: skip
    if series.of == "times" and slows(series.levels, widths):
        return spoken("Growth slows but does not stop: {a_mm:.1f} mm wide after {first}, {b_mm:.1f} mm after {last}",
                      **ends)  # fmt: skip
    return share_in_words(ends, widths[-1] / widths[0] - 1)


def share_in_words(ends: dict[str, object], share: float) -> str:
    """Say by which share the width differs."""
    if abs(share) < SAME_SHARE:
        return spoken("From {first} to {last} the width stays about {a_mm:.1f} mm", **ends)
    percent = 100 * abs(share)
    if share > 0:
        return spoken("From {first} to {last} the lesion gets {percent:.0f} % wider: {a_mm:.1f} to {b_mm:.1f} mm",
                      percent=percent, **ends)  # fmt: skip
    return spoken("From {first} to {last} the lesion gets {percent:.0f} % narrower: {a_mm:.1f} to {b_mm:.1f} mm",
                  percent=percent, **ends)  # fmt: skip


def slows(levels: Sequence[float], widths: Sequence[float]) -> bool:
    """Tell whether growth goes on, each time slower than before.

    >>> slows((30, 60, 120), (3.0, 4.0, 5.0)), slows((30, 60, 120), (3.0, 4.0, 7.0))
    (True, False)
    """
    if len(levels) != len(widths) or len(levels) < 3:
        return False
    rates = np.diff(widths) / np.diff(levels)
    return bool(np.all(rates > 0) and np.all(rates[1:] < SLOWER_SHARE * rates[:-1]))


def caption_of(row: Row, look: Look) -> str:
    """Say what all runs share, what the line is, and how large numerical errors are."""
    bars = [max(lesion.width_mm_error, lesion.length_mm_error) for lesion in row.lesions]
    known = [bar for bar in bars if math.isfinite(bar)]
    cooled = row.lesions[0].measured_at_s > heat_s(row.series.results[0])
    words = (
        "line: edge of the lesion after cool-down, {criterion}" if cooled else "line: edge of the lesion, {criterion}"
    )
    edge = spoken(words, criterion=label_in_words(row.lesions[0].criterion))
    numerical = spoken("width × length, numerical error ± {bar_mm:.2f} mm at most", bar_mm=max(known)) if known else ""
    parts = [*shared(row.series.results), edge, numerical]
    return broken(" · ".join(filter(None, parts)), look.width_in - 2 * look.margin_in, look.text_pt)


def shared(results: Sequence[xr.Dataset]) -> list[str]:
    """Return what is the same in all runs, in words."""
    told = [facts_of(run) for run in results]
    return [fact for place, fact in enumerate(told[0]) if fact and all(each[place] == fact for each in told)]


def facts_of(result: xr.Dataset) -> list[str]:
    """Return what a run is made of, a fact at each place."""
    scenario = scenario_of(result)
    probe = scenario.probe
    thick = f"{probe.gauge} G" if probe.gauge is not None else f"{probe.outer_diameter_mm:g} mm thick"
    tip = spoken("{tip_mm:g} mm bare tip", tip_mm=probe.tip_length_mm)
    around = " · ".join(surroundings_in_words(scenario))
    return [scenario.name, spoken(BRIEF_SOURCES[scenario.source]), thick, tip,
            brief_steps(scenario), tissue_in_words(scenario), start_in_words(scenario), around]  # fmt: skip


def seen_in(row: Row) -> str:
    """Say what the sections show, for those who cannot see them."""
    sizes = "; ".join(f"{label}: {size_in_words(lesion)}" for label, lesion in
                      zip(row.series.labels, row.lesions, strict=True))  # fmt: skip
    words = "Sections along the probe side by side on one scale, coloured by temperature, with the edge of each lesion"
    return f"{spoken(words)}. {sizes}"


def notes_of(row: Row) -> list[str]:
    """Say how to read the picture, and what it does not show."""
    found = [spoken("One colour scale and one scale in mm hold for all sections")]
    if row.series.of == "sources":
        found.append(spoken("Both have the same ramp, hold and cool-down, and the same tissue; what differs is where "
                            "the heat is made: in the tip, or in the tissue by current"))  # fmt: skip
    if row.series.of == "times":
        found.append(spoken("Published experiments find growth to 180 s too; a generator's manual says that it ends "
                            "at 60 s"))  # fmt: skip
    if row.series.of == "gauges":
        found.append(spoken("In lesions ex vivo with current, width grew by 58-65 % from 22 G to 16 G at 80 °C in "
                            "2 min (Cosman 2014)"))  # fmt: skip
    if len(row.series.results) > 1:
        found.append(spoken("All else is the same in every run"))
    return found


def table_of(row: Row) -> Table:
    """Return the sizes of all lesions, a row for each run."""
    sizes = lesion_table(row.lesions)
    levels = row.series.levels or tuple(float("nan") for _ in row.series.labels)
    rows = [(label, level, *each) for label, level, each in zip(row.series.labels, levels, sizes.rows, strict=True)]
    return Table(("run", row.series.axis or "level", *sizes.columns), rows)
