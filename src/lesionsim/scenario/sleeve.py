"""The insulation on the shaft behind the bare tip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from .checks import between, positive
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Sleeve:
    """Insulation on the shaft: heat must pass it between metal and tissue, ln(1 + t/R) / (2 pi k L) over a length L.

    The probe does not become thicker by it, and the sleeve's own heat is neglected.

    >>> print(Sleeve(thickness_mm=0.05, conductivity_w_m_k=0.12))
    sleeve 0.05 mm thick, 0.12 W/m/K
    """

    thickness_mm: Annotated[float, between(0.001, 2, "mm", "thickness t of the insulation")]
    conductivity_w_m_k: Annotated[float, positive(50, "W/m/K", "how well the insulation conducts heat, k")]

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return f"sleeve {plain(self.thickness_mm)} mm thick, {plain(self.conductivity_w_m_k)} W/m/K"
