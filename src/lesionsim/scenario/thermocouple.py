"""A place where the temperature is recorded at every step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from .checks import Text, between
from .fields import check_fields
from .wording import plain


@dataclass(frozen=True, kw_only=True)
class Thermocouple:
    """A point in the tissue, or on the probe's surface.

    >>> print(Thermocouple(name="edge", r_mm=3, z_mm=5))
    edge: 3 mm from the axis, z 5 mm
    """

    name: Annotated[str, Text(about="name of the thermocouple", longest=60, may_be_empty=False)]
    r_mm: Annotated[float, between(0, 200, "mm", "distance from the probe's axis")]
    z_mm: Annotated[float, between(-200, 240, "mm", "place along the probe: 0 at the tip's end, negative ahead of it")]
    azimuth_deg: Annotated[
        float, between(-360, 360, "°", "side of the probe, where there is anatomy: 0 towards x, 90 towards y")
    ] = 0.0

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        side = f" towards {plain(self.azimuth_deg)}°" if self.azimuth_deg else ""
        return f"{self.name}: {plain(self.r_mm)} mm from the axis{side}, z {plain(self.z_mm)} mm"
