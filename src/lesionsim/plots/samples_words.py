"""The words on pictures of drawn sweeps: how many runs, how sure, which curve."""

import math
import re

import numpy as np
import xarray as xr

from lesionsim.plots.swept import amount, measure_in, measure_of, name_of, number
from lesionsim.texts import spoken

Array = np.ndarray


def counts_in_words(good: Array, hidden: int) -> list[str]:
    """Write how many runs have a value, what is drawn, and how many inputs are not."""
    failed, words = int((~good).sum()), "{failed} of {runs} runs without a value"
    told = [spoken("{runs:,} runs", runs=int(good.sum()))]
    told += [spoken(words, failed=failed, runs=good.size)] if failed else []
    told.append(spoken("points: runs; line: their mean over slices"))
    return [*told, *([spoken("{count} inputs not drawn", count=hidden)] if hidden > 0 else [])]


def bars_in_words(table: xr.Dataset, measure: str, criterion: str | None, values: Array) -> list[str]:
    """Write the spread over runs and the numerical error bar of one, beside each other."""
    unit, bar = name_of(measure)[1], f"{measure}_error"
    if bar not in table:
        return []
    errors = measure_in(table, bar, criterion).values
    if not np.isfinite(errors).any():
        return []
    typical = math.sqrt(float(np.nanmean(errors**2)))
    spread, bar = amount(float(np.nanstd(values)), unit, 2), amount(typical, unit, 2)
    return [spoken("standard deviation {spread}, numerical error bar of a run {bar}", spread=spread, bar=bar)]


def convergence_title(table: xr.Dataset) -> str:
    """Say how sure the mean is after all runs, and which is larger: that, or the numerical error of a run."""
    words, unit = measure_of(table.attrs)
    half = float(table.mean_high.values[-1] - table.mean_low.values[-1]) / 2
    runs, bar = int(table.samples.values[-1]), number(table.attrs.get("numerical_error"))
    told = "{runs:,} runs tell the mean {measure} to ±{half}; the numerical error bar of a run is smaller"
    if not math.isfinite(bar):
        told = "{runs:,} runs tell the mean {measure} to ±{half}"
    elif bar > half:
        told = "{runs:,} runs tell the mean {measure} to ±{half}; numerical errors are larger, so more runs do not help"
    return spoken(told, runs=runs, measure=words, half=amount(half, unit, 2))


def curve_in_words(name: str) -> str:
    """Write the name of a curve in the language in use.

    >>> curve_in_words("median"), curve_in_words("90 % below")
    ('median', '90 % below')
    """
    share = re.fullmatch(r"(\d+) % below", name)
    return spoken("{percent} % below", percent=share[1]) if share else spoken(name)
