"""The numbers of a sweep that fit on a screen: lowest, middle and highest of each measure, and typical error bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lesionsim.lesion.labels import label_in_words
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

SHOWN = ("width_mm", "length_mm", "volume_mm3", "nerve_covered_mm")
DIGITS = {"mm³": 1}


class Spread(NamedTuple):
    """A measure over all rows that are ok, under one criterion."""

    measure: str
    criterion: str
    units: str
    rows: int
    lowest: float
    median: float
    highest: float
    error: float  # median of the error bars, NaN without any


def spreads(dataset: xr.Dataset) -> list[Spread]:
    """Return the main measures of a sweep under each criterion; rows that are not ok have none."""
    labels = [str(label) for label in np.atleast_1d(dataset["criterion"].values)]
    found = []
    for measure in (name for name in SHOWN if name in dataset):
        for place, label in enumerate(labels):
            values, bars = (column(dataset, name, place) for name in (measure, f"{measure}_error"))
            values = values[np.isfinite(values)]
            if values.size:
                ends = float(values.min()), float(np.median(values)), float(values.max())
                units = str(dataset[measure].attrs["units"])
                found.append(Spread(measure, label, units, values.size, *ends, median_of(bars)))
    return found


def column(dataset: xr.Dataset, name: str, place: int) -> np.ndarray:
    """Return a measure of all rows under one criterion, NaN where there is no such measure."""
    if name not in dataset:
        return np.full(dataset["status"].size, np.nan)
    table = dataset[name]
    return np.asarray(table.isel(criterion=place) if "criterion" in table.dims else table, dtype=float).ravel()


def median_of(bars: np.ndarray) -> float:
    """Return the median of error bars that are known."""
    known = bars[np.isfinite(bars)]
    return float(np.median(known)) if known.size else float("nan")


def in_words(found: list[Spread]) -> str:
    """Write spreads as a table.

    >>> print(in_words([Spread("width_mm", "isotherm 50 °C", "mm", 4, 3.0, 4.0, 5.0, 0.01)]))
      measure                       lowest  median  highest  ± typical
      width mm  isotherm 50 °C        3.00    4.00     5.00       0.01
    """
    titles = (spoken("measure"), "", spoken("lowest"), spoken("median"), spoken("highest"))
    head = (*titles, spoken("± typical"))
    rows = [head, *(words_of(each) for each in found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    widths[1] = max(widths[1], 18)
    return "\n".join("  " + "  ".join(aligned(row, widths)).rstrip() for row in rows)


def aligned(row: tuple[str, ...], widths: list[int]) -> list[str]:
    """Return words to the left and numbers to the right of their columns."""
    return [word.ljust(width) if place < 2 else word.rjust(width)
            for place, (word, width) in enumerate(zip(row, widths, strict=True))]  # fmt: skip


def words_of(each: Spread) -> tuple[str, ...]:
    """Return one line of the table."""
    digits = DIGITS.get(each.units, 2)
    name = f"{spoken(each.measure.rsplit('_', 1)[0].replace('_', ' '))} {each.units}"
    numbers = [f"{value:.{digits}f}" for value in (each.lowest, each.median, each.highest)]
    return name, label_in_words(each.criterion), *numbers, "" if np.isnan(each.error) else f"{each.error:.{digits}f}"
