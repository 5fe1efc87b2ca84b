"""A blood vessel: its wall takes heat up, or gives it off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from .bodies import COORDINATE, Point, check_ends, rod
from .checks import Place, between
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Vessel:
    """A straight vessel whose blood keeps one temperature: heat passes its wall in proportion to the difference.

    >>> print(Vessel(start_mm=(4, 0, -20), end_mm=(4, 0, 30), radius_mm=1, heat_transfer_w_m2_k=1000))
    vessel of radius 1 mm from (4, 0, -20) to (4, 0, 30) mm, blood at 37 °C, 1000 W/m²/K
    """

    kind: ClassVar[str] = "vessel"
    start_mm: Annotated[Point, Place(about="middle of one end", each=COORDINATE)]
    end_mm: Annotated[Point, Place(about="middle of the other end", each=COORDINATE)]
    radius_mm: Annotated[float, between(0.05, 20, "mm", "half the width that the blood fills")]
    heat_transfer_w_m2_k: Annotated[
        float, between(1, 1e6, "W/m²/K", "how well heat passes between the wall and the flowing blood")
    ]
    temperature_c: Annotated[float, between(0, 45, "°C", "temperature of the blood in it")] = 37.0

    def __post_init__(self) -> None:
        check_fields(self)
        check_ends(self.start_mm, self.end_mm)

    def __str__(self) -> str:
        blood = f"blood at {plain(self.temperature_c)} °C, {plain(self.heat_transfer_w_m2_k)} W/m²/K"
        return f"vessel of radius {rod(self.radius_mm, self.start_mm, self.end_mm)}, {blood}"
