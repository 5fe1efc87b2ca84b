"""The metal of the probe, and the sensor in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ..errors import Problem, ScenarioError
from .checks import between
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Metal:
    """The metal of a probe: it conducts heat along the shaft, and is all at one voltage; solid, or a tube.

    Still air fills a tube; it neither stores nor conducts heat.

    >>> print(Metal())
    16 W/m/K, 7900 kg/m³, 500 J/kg/K
    >>> print(Metal(wall_mm=0.1))
    16 W/m/K, 7900 kg/m³, 500 J/kg/K, tube with a wall of 0.1 mm
    """

    conductivity_w_m_k: Annotated[float, between(1, 500, "W/m/K", "how well the metal conducts heat")] = 16.0
    density_kg_m3: Annotated[float, between(1000, 25_000, "kg/m³", "mass of a cubic metre")] = 7900.0
    heat_capacity_j_kg_k: Annotated[float, between(100, 2000, "J/kg/K", "heat needed to warm 1 kg by 1 °C")] = 500.0
    wall_mm: Annotated[
        float | None, between(0.02, 2.5, "mm", "wall of a tube filled with still air; left out, the metal is solid")
    ] = None

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        tube = "" if self.wall_mm is None else f", tube with a wall of {plain(self.wall_mm)} mm"
        return (
            f"{plain(self.conductivity_w_m_k)} W/m/K, {plain(self.density_kg_m3)} kg/m³, "
            f"{plain(self.heat_capacity_j_kg_k)} J/kg/K{tube}"
        )


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Sensor:
    """The thermometer in the tip: the mean of the metal between two places, and how quickly it follows.

    >>> print(Sensor())
    sensor from 0 to 2 mm
    """

    from_mm: Annotated[float, between(0, 40, "mm", "where the sensor begins, from the tip's end")] = 0.0
    to_mm: Annotated[float, between(0.05, 40, "mm", "where it ends")] = 2.0
    lag_s: Annotated[float, between(0, 10, "s", "time constant with which the reading follows; 0 for none")] = 0.0

    def __post_init__(self) -> None:
        check_fields(self)
        if self.to_mm <= self.from_mm:
            told = f"is {plain(self.to_mm)} mm; must be above from_mm, {plain(self.from_mm)} mm"
            raise ScenarioError(Problem("to_mm", told))

    def __str__(self) -> str:
        lag = f", time constant {plain(self.lag_s)} s" if self.lag_s else ""
        return f"sensor from {plain(self.from_mm)} to {plain(self.to_mm)} mm{lag}"
