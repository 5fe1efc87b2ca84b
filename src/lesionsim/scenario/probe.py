"""The needle: how thick it is and how much of it is bare."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from ..errors import Problem, ScenarioError
from .checks import About, between, one_of
from .fields import check_fields
from .metal import Metal, Sensor
from .printing import prints_as_tree
from .wording import plain

# Nominal outer diameters of needles; where each comes from stands in lesionsim.library.probes.
GAUGE_DIAMETERS_MM: dict[int, float] = {
    14: 2.108, 15: 1.829, 16: 1.651, 17: 1.473, 18: 1.270, 19: 1.067, 20: 0.908,
    21: 0.819, 22: 0.718, 23: 0.642,
}  # fmt: skip


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Probe:
    """A straight needle with a blunt end; give its gauge or its diameter, not both.

    >>> print(Probe(gauge=20))
    20 G probe, 10 mm bare tip
    >>> Probe(gauge=20).outer_diameter_mm
    0.908
    """

    either_or: ClassVar[tuple[str, str]] = ("gauge", "diameter_mm")
    gauge: Annotated[
        int | None,
        one_of(
            GAUGE_DIAMETERS_MM,
            "needle gauge; a larger number is a thinner needle",
            remedy="For another thickness give diameter_mm instead",
        ),
    ] = None
    diameter_mm: Annotated[float | None, between(0.3, 5, "mm", "outer diameter, instead of a gauge")] = None
    tip_length_mm: Annotated[float, between(2, 40, "mm", "length of the bare, active tip")] = 10.0
    metal: Annotated[Metal, About(about="the metal, where current heats (source = rf)")] = field(default_factory=Metal)
    sensor: Annotated[Sensor, About(about="the thermometer in the tip that the generator follows (source = rf)")] = (
        field(default_factory=Sensor)
    )

    def __post_init__(self) -> None:
        check_fields(self)
        if self.gauge is None and self.diameter_mm is None:
            raise ScenarioError(Problem("gauge", "is missing; give gauge (14 to 23) or diameter_mm (0.3 to 5 mm)"))
        if self.gauge is not None and self.diameter_mm is not None:
            raise ScenarioError(
                Problem(
                    "gauge",
                    f"is {self.gauge} and diameter_mm is {plain(self.diameter_mm)} mm; only one may be "
                    "given: leave out the other",
                )
            )

        if self.sensor.to_mm > self.tip_length_mm:
            raise ScenarioError(
                Problem(
                    "sensor.to_mm",
                    f"is {plain(self.sensor.to_mm)} mm; must be at most {plain(self.tip_length_mm)} mm, the bare tip",
                )
            )

    @property
    def outer_diameter_mm(self) -> float:
        """Outer diameter, from the gauge or as given."""
        if self.gauge is not None:
            return GAUGE_DIAMETERS_MM[self.gauge]
        return self.diameter_mm or 0.0

    @property
    def radius_mm(self) -> float:
        """Half the outer diameter."""
        return self.outer_diameter_mm / 2

    def __str__(self) -> str:
        thickness = f"{self.gauge} G" if self.gauge is not None else f"{plain(self.outer_diameter_mm)} mm thick"
        return f"{thickness} probe, {plain(self.tip_length_mm)} mm bare tip"
