"""One published statement beside the model's answer, as a picture draws it."""

import math
from typing import NamedTuple


class Compared(NamedTuple):
    """A paper's range against the model's number with its uncertainties, all in one unit.

    Ends of the paper's range may be infinite: a bound or an ordering. `told` and `found` are both in words.
    """

    label: str
    hit: bool
    paper: tuple[float, float]
    value: float
    error: float
    with_parameters: tuple[float, float]
    over_criteria: tuple[float, float]
    told: str
    found: str
    unit: str
    where: str

    @property
    def span(self) -> tuple[float, float]:
        """The smallest and the largest number of the row, with a little room at both ends."""
        ends = [
            *self.paper,
            *self.with_parameters,
            *self.over_criteria,
            self.value - self.error,
            self.value + self.error,
        ]
        known = [end for end in ends if math.isfinite(end)]
        low, high = min(known), max(known)
        room = 0.06 * (high - low) or 0.5 * abs(high) or 1.0
        return low - room, high + room

    def place(self, number: float) -> float:
        """Return where a number stands between the ends of its row, from 0 to 1."""
        low, high = self.span
        return min(1.0, max(0.0, (number - low) / (high - low)))
