"""What blood flow does while tissue dies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from .checks import Text
from .fields import check_fields


@dataclass(frozen=True, kw_only=True)
class ConstantPerfusion:
    """Blood keeps flowing, also through dead tissue."""

    kind: ClassVar[str] = "constant"

    def __str__(self) -> str:
        return "constant perfusion"


@dataclass(frozen=True, kw_only=True)
class PerfusionStoppedByDamage:
    """Blood flow shrinks with the living part of the tissue: perfusion x (1 - dead fraction)."""

    kind: ClassVar[str] = "stopped-by-damage"
    criterion: Annotated[
        str,
        Text(
            about="label of the damage criterion (Arrhenius or three-state, listed under criteria) that "
            "tells the dead fraction",
            longest=120,
            may_be_empty=False,
        ),
    ] = "Arrhenius liver"

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return f"perfusion stopped by damage ({self.criterion})"


Perfusion = ConstantPerfusion | PerfusionStoppedByDamage
