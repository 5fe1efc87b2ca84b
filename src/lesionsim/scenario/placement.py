"""Where the probe is in the anatomy."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from .bodies import FARTHEST_MM, Point, in_brackets
from .checks import between
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain

Rotation = tuple[Point, Point, Point]


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Placement:
    """Where the end of the tip lies in the anatomy's frame, and how the probe is tilted and turned.

    Without a value the probe's frame is the anatomy's: the probe lies along z, its tip ends at the origin. The probe's
    own frame (z along it, growing to the handle) moves with it, and so do thermocouples and a nerve told in it.

    >>> print(Placement())
    along z, tip at (0, 0, 0) mm
    >>> print(Placement(x_mm=1, tilt_deg=30, azimuth_deg=90))
    tilted 30° towards 90° (0: x, 90: y), tip at (1, 0, 0) mm
    """

    x_mm: Annotated[float, between(-FARTHEST_MM, FARTHEST_MM, "mm", "x of the end of the tip in the anatomy")] = 0.0
    y_mm: Annotated[float, between(-FARTHEST_MM, FARTHEST_MM, "mm", "y of the end of the tip in the anatomy")] = 0.0
    z_mm: Annotated[float, between(-FARTHEST_MM, FARTHEST_MM, "mm", "z of the end of the tip in the anatomy")] = 0.0
    tilt_deg: Annotated[float, between(0, 90, "°", "angle between the probe and the anatomy's z axis; 0: along z")] = (
        0.0
    )
    azimuth_deg: Annotated[float, between(-360, 360, "°", "towards which side the handle tilts; 0: to x, 90: to y")] = (
        0.0
    )
    turn_deg: Annotated[
        float, between(-360, 360, "°", "how far the probe is turned about its own axis, from x to y")
    ] = 0.0

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        side = f"towards {plain(self.azimuth_deg)}° (0: x, 90: y)"
        tilt = f"tilted {plain(self.tilt_deg)}° {side}" if self.tilt_deg else "along z"
        turn = f", turned {plain(self.turn_deg)}°" if self.turn_deg else ""
        return f"{tilt}{turn}, tip at {in_brackets((self.x_mm, self.y_mm, self.z_mm))} mm"


def to_anatomy(placement: Placement) -> tuple[Rotation, Point]:
    """Return rotation R and translation t (mm): p in the anatomy's frame is R p + t for p in the probe's frame.

    The probe tilts about the axis across its azimuth and is turned about its own axis before.

    >>> rotation, translation = to_anatomy(Placement(z_mm=2, tilt_deg=90))
    >>> [tuple(round(each) for each in row) for row in rotation], translation
    ([(0, 0, 1), (0, 1, 0), (-1, 0, 0)], (0.0, 0.0, 2.0))
    """
    cos_tilt, sin_tilt = cos_sin(placement.tilt_deg)
    cos_side, sin_side = cos_sin(placement.azimuth_deg)
    cos_turn, sin_turn = cos_sin(placement.turn_deg)
    less = cos_tilt - 1
    tilt = (
        (1 + less * cos_side * cos_side, less * cos_side * sin_side, sin_tilt * cos_side),
        (less * cos_side * sin_side, 1 + less * sin_side * sin_side, sin_tilt * sin_side),
        (-sin_tilt * cos_side, -sin_tilt * sin_side, cos_tilt),
    )
    first, second, third = ((a * cos_turn + b * sin_turn, b * cos_turn - a * sin_turn, c) for a, b, c in tilt)
    return (first, second, third), (placement.x_mm, placement.y_mm, placement.z_mm)


def cos_sin(angle_deg: float) -> tuple[float, float]:
    """Return cosine and sine, exact at quarter turns.

    >>> cos_sin(90), cos_sin(-180)
    ((0.0, 1.0), (-1.0, 0.0))
    """
    quarters = angle_deg / 90
    if quarters.is_integer():
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(quarters) % 4]
    return math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))


def into_anatomy(placement: Placement, point: Point) -> Point:
    """Return a point of the probe's frame in the anatomy, mm."""
    rotation, translation = to_anatomy(placement)
    x, y, z = (sum(a * b for a, b in zip(row, point, strict=True)) for row in rotation)
    return (x + translation[0], y + translation[1], z + translation[2])


def into_probe(placement: Placement, point: Point) -> Point:
    """Return a point of the anatomy in the probe's frame, mm."""
    rotation, translation = to_anatomy(placement)
    x, y, z = (a - b for a, b in zip(point, translation, strict=True))
    return turned_back(rotation, (x, y, z))


def turned_back(rotation: Rotation, direction: Point) -> Point:
    """Return a direction of the anatomy in the probe's frame."""
    (a, b, c), (d, e, f), (g, h, i) = rotation
    x, y, z = direction
    return (a * x + d * y + g * z, b * x + e * y + h * z, c * x + f * y + i * z)
