"""What the generator shows when heating ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lesionsim.library import from_toml

if TYPE_CHECKING:
    import xarray as xr


def at_end_of_hold(result: xr.Dataset, name: str) -> float:
    """Return a trace's value when the last hold ends, in the trace's unit."""
    end_s = from_toml(result.attrs["scenario"]).protocol.end_of_hold_s
    return float(result[name].values[nearest(result["step_time"].values, end_s)])


def nearest(times_s: np.ndarray, wanted_s: float) -> int:
    """Return the number of the moment nearest to a wanted one."""
    return int(np.argmin(np.abs(times_s - wanted_s)))


def of_current(result: xr.Dataset) -> dict[str, Any]:
    """Return what a summary tells of current, by name; nothing for a run without it.

    Examples
    --------
    >>> import lesionsim as ls
    >>> of_current(ls.simulate(ls.load("b1")))
    {}
    """
    if result.attrs["source"] != "rf":
        return {}
    return {
        "voltage_v": at_end_of_hold(result, "voltage"),
        "current_a": at_end_of_hold(result, "current"),
        "impedance_ohm": at_end_of_hold(result, "impedance"),
        "sensor_temperature_c": at_end_of_hold(result, "sensor_temperature"),
        "charge_balance_error": result.attrs["charge_balance_error"],
    }
