"""The tissue around the probe, and the blood that flows through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ..errors import ScenarioError
from .boiling import Boiling
from .checks import About, Text, between
from .fields import check_fields
from .laws import Law, law_problem
from .printing import prints_as_tree
from .wording import plain

CONDUCTIVITY = between(0.01, 500, "W/m/K", "how well the tissue conducts heat; a number or a law")
HEAT_CAPACITY = between(100, 10_000, "J/kg/K", "heat needed to warm 1 kg by 1 °C; a number or a law")
ELECTRICAL = between(1e-4, 20, "S/m", "how well it conducts current at the generator's frequency; a number or a law")
REFERENCE = Text(about="where the numbers come from", longest=500)
CONFIDENCE = Text(about="how sure the numbers are, for example VERIFIED or MEMORY", longest=200)


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Tissue:
    """One tissue, the same everywhere around the probe.

    A law may be a Python function of °C: ``conductivity_w_m_k=lambda t: 0.45 + 0.001 * t``. It is asked when the tissue
    is built and kept as a table, so files hold numbers only.

    >>> print(Tissue(name="muscle", conductivity_w_m_k=0.49, density_kg_m3=1090, heat_capacity_j_kg_k=3421))
    muscle: 0.49 W/m/K, 1090 kg/m³, 3421 J/kg/K, no perfusion
    """

    name: Annotated[str, Text(about="name of the tissue", longest=80, may_be_empty=False)]
    conductivity_w_m_k: Annotated[Law, CONDUCTIVITY]
    density_kg_m3: Annotated[float, between(10, 25_000, "kg/m³", "mass of a cubic metre")]
    heat_capacity_j_kg_k: Annotated[Law, HEAT_CAPACITY]
    perfusion_per_s: Annotated[
        float,
        between(0, 0.5, "per s", "volume of blood through each volume of tissue in a second; 0 is none"),
    ] = 0.0
    metabolic_heat_w_kg: Annotated[float, between(0, 500, "W/kg", "heat made by living tissue")] = 0.0
    electrical_conductivity_s_m: Annotated[Law | None, ELECTRICAL] = None
    boiling: Annotated[Boiling | None, About(about="how it boils and dries out; left out, it never does")] = None
    reference: Annotated[str, REFERENCE] = ""
    confidence: Annotated[str, CONFIDENCE] = ""

    def __post_init__(self) -> None:
        check_fields(self)
        electrical = self.electrical_conductivity_s_m
        problems = [
            *([] if electrical is None else law_problem("electrical_conductivity_s_m", electrical, ELECTRICAL)),
            *law_problem("conductivity_w_m_k", self.conductivity_w_m_k, CONDUCTIVITY),
            *law_problem("heat_capacity_j_kg_k", self.heat_capacity_j_kg_k, HEAT_CAPACITY),
        ]
        if problems:
            raise ScenarioError(*problems)

    def __str__(self) -> str:
        perfusion = f"perfusion {self.perfusion_per_s:.3g} per s" if self.perfusion_per_s else "no perfusion"
        boils = "" if self.boiling is None else f", boils from {plain(self.boiling.from_c)} °C"
        return (
            f"{self.name}: {law_in_words(self.conductivity_w_m_k)} W/m/K, {plain(self.density_kg_m3)} kg/m³, "
            f"{law_in_words(self.heat_capacity_j_kg_k)} J/kg/K, {perfusion}{boils}"
        )


def law_in_words(law: Law) -> str:
    """Write a constant with few digits, and any other law between brackets."""
    return f"{law:.5g}" if isinstance(law, float) else f"({law})"


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Blood:
    """The blood that perfuses the tissue and arrives at one temperature."""

    temperature_c: Annotated[float, between(0, 45, "°C", "temperature of arriving blood")] = 37.0
    density_kg_m3: Annotated[float, between(500, 2000, "kg/m³", "mass of a cubic metre")] = 1050.0
    heat_capacity_j_kg_k: Annotated[float, between(1000, 5000, "J/kg/K", "heat needed to warm 1 kg by 1 °C")] = (
        3617.0  # IT'IS V5.0, 10.13099/VIP21000-05-0
    )
    reference: Annotated[str, REFERENCE] = ""
    confidence: Annotated[str, CONFIDENCE] = ""

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return (
            f"blood at {plain(self.temperature_c)} °C: {plain(self.density_kg_m3)} kg/m³, "
            f"{plain(self.heat_capacity_j_kg_k)} J/kg/K"
        )
