"""The numbers of a result that fit on a card, ready for JSON."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from lesionsim.result.end_of_hold import at_end_of_hold, of_current

if TYPE_CHECKING:
    import xarray as xr

PEAKS = ("peak_temperature", "side_peak_temperature", "end_peak_temperature")


def summary(
    result: xr.Dataset, lesions: Iterable[Any], nerve: Iterable[tuple[float, float]] | None = None
) -> dict[str, Any]:
    """Return the summary of a result: plain values with units in their names; what is not a number is None.

    Parameters
    ----------
    result : Dataset from `simulate`
    lesions : the measures of its lesions, dataclasses of plain numbers (from `measures`)
    nerve : covered length of the nerve and its error bar for each lesion, mm, where there is a nerve

    Examples
    --------
    >>> import lesionsim as ls
    >>> result = ls.simulate(ls.load("b1"))
    >>> told = summary(result, ls.measures(result))
    >>> told["scenario"], len(told["lesions"]), round(told["power_w"], 2)
    ('b1', 2, 0.63)
    """
    told = {
        "scenario": result.attrs["scenario_name"],
        "title": result.attrs["title"],
        "source": result.attrs["source"],
        "lesions": told_of(lesions, nerve),
        "peak_tissue_temperature_c": peak_c(result),
        "power_w": power_at_end_of_hold(result),
        **of_current(result),
        **{name: result.attrs[name] for name in ("energy_balance_error", "wall_s", "version", "disclaimer")},
    }
    return {name: plain_value(value) for name, value in told.items()}


def told_of(lesions: Iterable[Any], nerve: Iterable[tuple[float, float]] | None) -> list[dict[str, Any]]:
    """Return the measures of each lesion, and what it covers of the nerve."""
    told = [dataclasses.asdict(lesion) for lesion in lesions]
    for each, (covered, error) in zip(told, nerve or (), strict=False):
        each["nerve_covered_mm"], each["nerve_covered_mm_error"] = covered, error
    return told


def peak_c(result: xr.Dataset) -> float:
    """Return the highest temperature that tissue reached, in °C; tissue touching the probe counts.

    Peaks are those so far, so the last recorded moment has the highest.
    """
    return float(max(np.nanmax(result.variables[name].values[-1]) for name in PEAKS))


def power_at_end_of_hold(result: xr.Dataset) -> float:
    """Return the heat flowing from the tip, or made by current, when the last hold ends, in W."""
    return at_end_of_hold(result, "power")


def plain_value(value: Any) -> Any:
    """Return a value as JSON can hold it; NaN and infinity become None."""
    if isinstance(value, dict):
        return {name: plain_value(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(each) for each in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
