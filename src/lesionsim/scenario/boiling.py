"""How tissue boils and dries out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from ..errors import Problem, ScenarioError
from .checks import between, positive
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain

NARROWEST_C = 0.1  # the range over which water boils
SURE = 1e-9  # °C, for the rounding of to_c - from_c
# How sure the default numbers are; library cards tell it.
DOUBT = (
    "MEMORY: vapour_heat_capacity_j_kg_k, vapour_conductivity_w_m_k, dry_share, dry_at_c and the range of boiling; "
    "0.74 and 2.26e6 J/kg are usual"
)


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Boiling:
    """Tissue water boils between two temperatures and takes up heat; what stays is dry and full of vapour.

    The water's heat is taken up evenly between from_c and to_c; hotter tissue has the vapour's heat capacity. Up to
    dry_at_c both conductivities go over to those of dry tissue, the electrical one by the same factor with each degree.

    Notes
    -----
    Water fraction and latent heat are those of models of hepatic ablation; water alone takes 2.257e6 J/kg at 100 °C.
    The other defaults are recalled, not found in a source. 730 J/kg/K is the 0.8e6 J/m³/K that such models give to
    vaporised tissue, for each kg of the tissue before it boiled (1090 kg/m³); about 70 % sure. 0.15 W/m/K is a guess
    between steam (0.025) and dry protein (0.34, 10.1271/bbb1961.46.1235); 0.05 to 0.3 is possible. That conductivity
    falls to a hundredth or less is usual in such models; that it does so while the water boils off is a choice.

    >>> print(Boiling())
    74 % water, boils from 99 to 100 °C, dry from 100 °C with 1 % of the electrical conductivity
    """

    water_fraction: Annotated[float, positive(1, "", "part of the tissue's mass that is water")] = 0.74
    latent_heat_j_kg: Annotated[float, between(1e5, 5e6, "J/kg", "heat that boils 1 kg of water")] = 2.26e6
    from_c: Annotated[float, between(80, 110, "°C", "temperature where boiling begins")] = 99.0  # MEMORY
    to_c: Annotated[float, between(80, 110, "°C", "temperature where all water has boiled")] = 100.0  # MEMORY
    vapour_heat_capacity_j_kg_k: Annotated[
        float, between(100, 10_000, "J/kg/K", "heat that warms what 1 kg of wet tissue has become by 1 °C, once boiled")
    ] = 730.0  # MEMORY
    vapour_conductivity_w_m_k: Annotated[
        float, between(0.01, 10, "W/m/K", "how well the tissue conducts heat, once dry")
    ] = 0.15  # MEMORY: a guess
    dry_share: Annotated[
        float, between(1e-4, 1, "", "part of the electrical conductivity that is left when the tissue is dry")
    ] = 0.01  # MEMORY
    dry_at_c: Annotated[float, between(80, 110, "°C", "temperature where the tissue is dry")] = 100.0  # MEMORY

    def __post_init__(self) -> None:
        check_fields(self)
        problems = list(disorder(self))
        if problems:
            raise ScenarioError(*problems)

    def __str__(self) -> str:
        return (
            f"{100 * self.water_fraction:.3g} % water, boils from {plain(self.from_c)} to {plain(self.to_c)} °C, "
            f"dry from {plain(self.dry_at_c)} °C with {100 * self.dry_share:.3g} % of the electrical conductivity"
        )


def disorder(boiling: Boiling) -> Iterator[Problem]:
    """Tissue begins to boil, has boiled and is dry, in that order."""
    from_c, to_c, dry_at_c = boiling.from_c, boiling.to_c, boiling.dry_at_c
    if to_c - from_c < NARROWEST_C - SURE:
        told = f"is {plain(to_c)} °C; must be at least {NARROWEST_C} °C above from_c, {plain(from_c)} °C"
        yield Problem("to_c", f"{told}: water takes up its heat between the two")
    if dry_at_c < to_c:
        told = f"is {plain(dry_at_c)} °C; must be at least to_c, {plain(to_c)} °C"
        yield Problem("dry_at_c", f"{told}: tissue dries when its water has boiled")
