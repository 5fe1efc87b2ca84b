"""The needle: how thick it is and how much of it is bare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from ..errors import Problem, ScenarioError
from .checks import About, between, one_of
from .fields import check_fields
from .metal import Metal, Sensor
from .printing import prints_as_tree
from .sleeve import Sleeve
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
    >>> print(Probe(gauge=20, shaft="metal", sleeve=Sleeve(thickness_mm=0.05, conductivity_w_m_k=0.12)))
    20 G probe, 10 mm bare tip, shaft of metal, sleeve 0.05 mm thick, 0.12 W/m/K
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
    metal: Annotated[Metal, About(about="the metal, where current heats (source = rf) or shaft is metal")] = field(
        default_factory=Metal
    )
    sensor: Annotated[Sensor, About(about="the thermometer in the tip that the generator follows (source = rf)")] = (
        field(default_factory=Sensor)
    )
    sleeve: Annotated[Sleeve | None, About(about="insulation on the shaft behind the tip, where it conducts")] = None
    contact_w_m2_k: Annotated[
        float | None,
        between(10, 1e7, "W/m²/K", "how well heat passes between bare tip and tissue; left out, perfectly"),
    ] = None
    shaft: Annotated[
        str,
        one_of(
            ("adiabatic", "metal"),
            "the probe behind a held tip: adiabatic carries no heat, metal conducts; with source = rf it is metal",
        ),
    ] = "adiabatic"

    def __post_init__(self) -> None:
        check_fields(self)
        problems = [*thickness(self), *metal_and_sensor(self)]
        if problems:
            raise ScenarioError(*problems)

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
        wall = "" if self.metal.wall_mm is None else f", wall {plain(self.metal.wall_mm)} mm"
        shaft = ", shaft of metal" if self.shaft == "metal" else ""
        sleeve = "" if self.sleeve is None else f", {self.sleeve}"
        contact = "" if self.contact_w_m2_k is None else f", contact {plain(self.contact_w_m2_k)} W/m²/K"
        return f"{thickness} probe, {plain(self.tip_length_mm)} mm bare tip{wall}{shaft}{sleeve}{contact}"


def thickness(probe: Probe) -> Iterator[Problem]:
    """A probe has a gauge or a diameter."""
    if probe.gauge is None and probe.diameter_mm is None:
        yield Problem("gauge", "is missing; give gauge (14 to 23) or diameter_mm (0.3 to 5 mm)")
    if probe.gauge is not None and probe.diameter_mm is not None:
        told = f"is {probe.gauge} and diameter_mm is {plain(probe.diameter_mm)} mm; only one may be given"
        yield Problem("gauge", f"{told}: leave out the other")


def metal_and_sensor(probe: Probe) -> Iterator[Problem]:
    """The wall of a tube is no thicker than the probe, and its sensor lies in the bare tip."""
    wall_mm, radius_mm = probe.metal.wall_mm, probe.radius_mm
    if wall_mm is not None and 0 < radius_mm < wall_mm:
        told = f"is {plain(wall_mm)} mm; must be at most {plain(radius_mm)} mm, the probe's radius"
        yield Problem("metal.wall_mm", f"{told}: leave it out for solid metal")
    if probe.sensor.to_mm > probe.tip_length_mm:
        told = f"is {plain(probe.sensor.to_mm)} mm; must be at most {plain(probe.tip_length_mm)} mm, the bare tip"
        yield Problem("sensor.to_mm", told)
