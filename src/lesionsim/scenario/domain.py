"""The block of tissue that is computed, and what its outer wall does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ..errors import Problem, ScenarioError
from .checks import between, one_of
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Domain:
    """A cylinder around the probe; along the probe it runs from -ahead_mm to tip length + shaft_mm.

    >>> print(Domain())
    40 mm around, 40 mm ahead of the tip, 30 mm along the shaft, wall held
    """

    radius_mm: Annotated[float, between(5, 200, "mm", "distance from the probe's axis to the outer wall")] = 40.0
    ahead_mm: Annotated[float, between(5, 200, "mm", "tissue ahead of the tip's end")] = 40.0
    shaft_mm: Annotated[float, between(5, 200, "mm", "tissue along the shaft, beyond the tip's upper end")] = 30.0
    outer_wall: Annotated[
        str,
        one_of(("held", "insulated"), "the outer wall is held at one temperature, or lets no heat through"),
    ] = "held"
    outer_wall_c: Annotated[
        float | None,
        between(0, 45, "°C", "temperature of a held outer wall; left out, it is the start temperature"),
    ] = None

    def __post_init__(self) -> None:
        check_fields(self)
        if self.outer_wall == "insulated" and self.outer_wall_c is not None:
            raise ScenarioError(
                Problem(
                    "outer_wall_c",
                    f"is {plain(self.outer_wall_c)} °C, but an insulated wall has no temperature of its "
                    'own; must be left out, or outer_wall be "held"',
                )
            )

    def __str__(self) -> str:
        wall = self.outer_wall if self.outer_wall_c is None else f"held at {plain(self.outer_wall_c)} °C"
        return (
            f"{plain(self.radius_mm)} mm around, {plain(self.ahead_mm)} mm ahead of the tip, "
            f"{plain(self.shaft_mm)} mm along the shaft, wall {wall}"
        )
