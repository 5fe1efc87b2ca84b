"""What one exact case reports."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One computed number held against the exact one.

    `error` and `demand` share a unit of their own (relative to the scale that `what` names); an observed order is
    judged against `order_between` when given.
    """

    what: str
    computed: float
    exact: float
    error: float
    demand: float
    unit: str = ""
    order: float | None = None
    order_between: tuple[float, float] | None = None

    @property
    def passed(self) -> bool:
        """Tell whether the error is within its demand, and the order within its range; NaN never passes."""
        good_order = True
        if self.order_between is not None:
            low, high = self.order_between
            good_order = self.order is not None and low <= self.order <= high
        return abs(self.error) <= self.demand and good_order


@dataclass(frozen=True, kw_only=True)
class Case:
    """One exact case: what it exercises, its source, and all its comparisons."""

    id: str
    title: str
    exercises: str
    source: str
    comparisons: tuple[Comparison, ...]

    @property
    def passed(self) -> bool:
        """Tell whether every comparison passed; a case without any fails."""
        return bool(self.comparisons) and all(comparison.passed for comparison in self.comparisons)
