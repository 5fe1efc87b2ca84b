"""What a fit found: parameters with intervals, and what they are worth."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import xarray as xr

from lesionsim.scenario import Scenario

Array = np.ndarray


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One fitted parameter: its value, the interval around it, and where the search began."""

    key: str
    unit: str
    value: float
    low: float
    high: float
    start: float
    numerical: float  # error by grid and steps alone, estimated from one finer run
    at_bound: bool = False

    @property
    def relative(self) -> float:
        """Width of the interval over the value."""
        return (self.high - self.low) / abs(self.value) if self.value else math.inf

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.key} {self.value:.4g}{unit} ({self.interval})"

    @property
    def interval(self) -> str:
        """The interval in words; one without end says that it is not known."""
        known = math.isfinite(self.low) and math.isfinite(self.high)
        return f"{self.low:.4g} to {self.high:.4g}" if known else "not known"


@dataclass(frozen=True, kw_only=True, eq=False)
class Fitted:
    """Parameters of tissue fitted to measured temperatures.

    `scenario` is the scenario with the fitted values, `table` a Dataset of readings, model and residuals, `correlation`
    the correlations between estimates. `effective` is the number of independent readings that the readings are worth:
    fewer than there are where each residual resembles the one before it.
    """

    parameters: tuple[Parameter, ...]
    scenario: Scenario
    table: xr.Dataset
    correlation: Array
    condition: float
    rms_c: float
    readings: int
    effective: float
    autocorrelation: float
    confidence: float
    converged: bool
    warnings: tuple[str, ...]

    def __getitem__(self, key: str) -> Parameter:
        return next(each for each in self.parameters if each.key == key)

    @property
    def residuals(self) -> Array:
        """Measured minus fitted temperature, K, over all readings."""
        return np.asarray(self.table["residual"].values)

    def __str__(self) -> str:
        percent = f"{100 * self.confidence:g} %"
        names = ", ".join(dict.fromkeys(str(name) for name in self.table["trace"].values))
        rows = [("", "value", f"{percent} interval", "start", "numerical error")]
        for each in self.parameters:
            unit = f" {each.unit}" if each.unit else ""
            rows.append(
                (each.key, f"{each.value:.4g}{unit}", each.interval, f"{each.start:.4g}", f"± {each.numerical:.2g}")
            )
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        head = f"{self.scenario.name}, fitted to {self.readings} readings of {names}: rms {self.rms_c:.2g} K"
        return "\n".join([head, *(f"  {line}" for line in lines), *(f"! {warning}" for warning in self.warnings)])
