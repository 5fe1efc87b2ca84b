"""The generator of current: how it follows its sensor, and what it cannot exceed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from .checks import between, positive
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Generator:
    """A radiofrequency generator that keeps the sensor at the set temperature, by PI control of the squared voltage.

    Gains of 20 V²/K and 8 V²/K/s bring a 20 G tip to its temperature without overshoot; benchmark B2 defines them.

    >>> print(Generator())
    generator up to 40 V and 50 W, sampled every 0.1 s
    """

    proportional_v2_per_k: Annotated[float, between(0, 1e4, "V²/K", "squared voltage for each degree too cold")] = 20.0
    integral_v2_per_k_s: Annotated[
        float, between(0, 1e4, "V²/K/s", "squared voltage gained each second for each degree too cold")
    ] = 8.0
    sample_s: Annotated[float, between(0.02, 1, "s", "time between two readings of the sensor")] = 0.1
    most_v: Annotated[float, positive(500, "V", "highest voltage")] = 40.0
    most_w: Annotated[float, positive(500, "W", "highest power")] = 50.0
    most_a: Annotated[float, positive(10, "A", "highest current")] = 2.0
    series_ohm: Annotated[
        float, between(0, 1000, "ohm", "resistance of body, pad and leads, which the display adds to the tip's")
    ] = 0.0

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return (
            f"generator up to {plain(self.most_v)} V and {plain(self.most_w)} W, sampled every {plain(self.sample_s)} s"
        )
