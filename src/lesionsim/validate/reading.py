"""How a statement asks the model: numbers with numerical errors, from runs that differ in what the paper varied."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from lesionsim.scenario import Criterion
from lesionsim.validate.setting import Setting, Shift

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.lesion.measures import Lesion
    from lesionsim.validate.runs import Runs


class Value(NamedTuple):
    """A number of the model with its numerical error bar; not a number where there is no lesion."""

    value: float
    error: float = 0.0


NOTHING = Value(math.nan, math.nan)


class Reader(NamedTuple):
    """One way to ask: from a setting, with something shifted, under one criterion."""

    runs: Runs
    base: Setting
    criterion: Criterion
    shift: Shift = ()

    def setting(self, **changes: Any) -> Setting:
        """Return the setting with what the paper varied, which wins over what is shifted."""
        return self.base.shifted(self.shift)._replace(**changes)

    def lesion(self, **changes: Any) -> Lesion | None:
        """Return the lesion; None where there is none."""
        return self.runs.lesion(self.setting(**changes), self.criterion)

    def result(self, **changes: Any) -> xr.Dataset | None:
        """Return the whole result; None where the run is an error."""
        return self.runs.result(self.setting(**changes))

    def size(self, name: str, **changes: Any) -> Value:
        """Return a measure of the lesion with its error bar, mm or mm³."""
        found = self.lesion(**changes)
        if found is None:
            return NOTHING
        error = float(getattr(found, f"{name}_error"))
        return Value(float(getattr(found, name)), 0.0 if math.isnan(error) else error)

    def width(self, **changes: Any) -> Value:
        """Return the lesion's width, mm."""
        return self.size("width_mm", **changes)

    def beyond(self, **changes: Any) -> Value:
        """Return by how many mm the lesion is longer than the tip."""
        return less(self.size("length_mm", **changes), Value(self.setting(**changes).tip_mm))


def less(a: Value, b: Value) -> Value:
    """Return a difference.

    >>> less(Value(5.0, 0.03), Value(3.0, 0.04))
    Value(value=2.0, error=0.05)
    """
    return Value(a.value - b.value, math.hypot(a.error, b.error))


def times(*factors: Value, by: float = 1.0) -> Value:
    """Return a product.

    >>> times(Value(2.0, 0.2), Value(5.0), by=0.5)
    Value(value=5.0, error=0.5)
    """
    product = by * math.prod(each.value for each in factors)
    return Value(product, abs(product) * math.hypot(*(each.error / each.value for each in factors)))


def growth(before: Value, after: Value) -> Value:
    """Return a growth in %.

    >>> growth(Value(4.0), Value(5.0))
    Value(value=25.0, error=0.0)
    """
    if not before.value > 0:
        return NOTHING
    ratio = after.value / before.value
    return Value(100 * (ratio - 1), 100 * ratio * math.hypot(before.error / before.value, after.error / after.value))
