"""The nerve beside the probe. It is measured, not modelled: it changes no heat."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, ClassVar

from ..errors import Problem, ScenarioError
from .checks import Number, Place, Several, between, one_of
from .fields import check_fields
from .placement import Placement, into_anatomy, into_probe
from .printing import prints_as_tree
from .wording import plain

FARTHEST_MM = 500.0
SAME_POINT_MM = 1e-6
FRAMES = ("probe", "anatomy")

# A medial branch is about 1 mm thick, under 2 mm: from memory, unverified.
DIAMETER = between(0.05, 5, "mm", "thickness of the nerve; a medial branch has about 1 mm (from memory, unverified)")
COORDINATE = Number(about="coordinate", unit="mm", low=-FARTHEST_MM, high=FARTHEST_MM)

Point = tuple[float, float, float]


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Nerve:
    """A nerve of any course: a line through points, with a thickness. It does not change the heat.

    Its points are told in the frame of the probe, and move with it, or in that of the anatomy, as the bodies' are: then
    it stays where it is while the probe is tilted or moved.

    >>> print(Nerve(points_mm=((2, 0, -5), (2, 0, 10), (5, 3, 15))))
    1 mm thick nerve through 3 points, 21.6 mm long
    >>> print(Nerve(points_mm=((1, 0, -10), (1, 0, 20)), frame="anatomy"))
    1 mm thick nerve fixed in the anatomy through 2 points, 30 mm long
    """

    kind: ClassVar[str] = "polyline"
    points_mm: Annotated[
        tuple[Point, ...],
        Several(
            about="points x, y, z of the nerve's middle line; in the probe's frame x and y are across the probe, 0 on "
            "its axis, and z is along it, 0 at the tip's end and growing to the handle",
            low=2,
            high=500,
            each=Place(about="a point", each=COORDINATE),
        ),
    ]
    diameter_mm: Annotated[float, DIAMETER] = 1.0
    frame: Annotated[
        str,
        one_of(
            FRAMES,
            "whose x, y and z the points are: probe, and the nerve moves with it, or anatomy, and it stays while the "
            "placement of the probe changes",
        ),
    ] = "probe"

    def __post_init__(self) -> None:
        check_fields(self)
        for number, (here, there) in enumerate(pairwise(self.points_mm)):
            if math.dist(here, there) < SAME_POINT_MM:
                told = f"is the same place as points_mm[{number}]; must be another one: leave it out"
                raise ScenarioError(Problem(f"points_mm[{number + 1}]", told))

    def polyline_mm(self, tip_length_mm: float, placement: Placement) -> tuple[Point, ...]:
        """Return the points of the middle line in the probe's frame, mm, where the probe is so placed."""
        if self.frame == "probe":
            return self.points_mm
        return tuple(into_probe(placement, point) for point in self.points_mm)

    def __str__(self) -> str:
        length = sum(math.dist(*pair) for pair in pairwise(self.points_mm))
        fixed = " fixed in the anatomy" if self.frame == "anatomy" else ""
        through = f"through {len(self.points_mm)} points, {length:.3g} mm long"
        return f"{plain(self.diameter_mm)} mm thick nerve{fixed} {through}"


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class StraightNerve:
    """A straight nerve beside the probe, told by distance and angle. It does not change the heat.

    It passes the probe's axis at x = offset_mm, y = 0, z = at_mm and runs in the plane x = offset_mm; it moves with the
    probe. `fixed_in_anatomy` makes one that stays.

    >>> print(StraightNerve(offset_mm=2, angle_deg=30))
    1 mm thick nerve at 30° to the probe, 2 mm from its axis
    >>> StraightNerve(offset_mm=2, length_mm=20).polyline_mm(10, Placement())
    ((2.0, 0.0, -5.0), (2.0, 0.0, 15.0))
    """

    kind: ClassVar[str] = "straight"
    offset_mm: Annotated[
        float, between(0, 100, "mm", "smallest distance of the nerve's middle line from the probe's axis")
    ]
    angle_deg: Annotated[float, between(0, 90, "°", "0: parallel to the probe, 90: perpendicular to it")] = 0.0
    at_mm: Annotated[
        float | None,
        between(-200, 240, "mm", "place along the probe where the nerve is nearest; left out, the middle of the tip"),
    ] = None
    length_mm: Annotated[float, between(0.1, 400, "mm", "length of the nerve, its middle at the nearest place")] = 30.0
    diameter_mm: Annotated[float, DIAMETER] = 1.0

    def __post_init__(self) -> None:
        check_fields(self)

    def polyline_mm(self, tip_length_mm: float, placement: Placement) -> tuple[Point, ...]:
        """Return both ends of the middle line in the probe's frame, mm, for a probe with this tip, wherever it is."""
        middle = tip_length_mm / 2 if self.at_mm is None else self.at_mm
        half, turn = self.length_mm / 2, math.radians(self.angle_deg)
        across, along = half * math.sin(turn), half * math.cos(turn)
        return ((self.offset_mm, 0.0 - across, middle - along), (self.offset_mm, across, middle + along))

    def __str__(self) -> str:
        return (
            f"{plain(self.diameter_mm)} mm thick nerve at {plain(self.angle_deg)}° to the probe, "
            f"{plain(self.offset_mm)} mm from its axis"
        )


AnyNerve = Nerve | StraightNerve


def fixed_in_anatomy(nerve: AnyNerve, tip_length_mm: float, placement: Placement) -> Nerve:
    """Return the same nerve, told in the anatomy's frame, for a probe with this tip, so placed.

    >>> fixed_in_anatomy(StraightNerve(offset_mm=2, length_mm=20), 10, Placement(x_mm=1)).points_mm
    ((3.0, 0.0, -5.0), (3.0, 0.0, 15.0))
    """
    if isinstance(nerve, Nerve) and nerve.frame == "anatomy":
        return nerve
    points = tuple(into_anatomy(placement, point) for point in nerve.polyline_mm(tip_length_mm, placement))
    return Nerve(points_mm=points, diameter_mm=nerve.diameter_mm, frame="anatomy")


def deepest_in_metal(points: tuple[Point, ...], radius_mm: float) -> tuple[int, Point] | None:
    """Find where a line through points lies deepest in the probe's metal; the surface itself is outside.

    Returns
    -------
    (number of the piece, point in mm), None when the line stays outside
    """
    found: list[tuple[float, int, Point]] = []
    for number, (here, there) in enumerate(pairwise(points)):
        place = nearest_beside_probe(here, there)
        if place is not None and math.hypot(place[0], place[1]) < radius_mm - SAME_POINT_MM:
            found.append((math.hypot(place[0], place[1]), number, place))
    return min(found)[1:] if found else None


def nearest_beside_probe(here: Point, there: Point) -> Point | None:
    """Return the point nearest to the axis on the part of a piece that lies beside the probe (z > 0), if any."""
    dx, dy, dz = (b - a for a, b in zip(here, there, strict=True))
    low, high = 0.0, 1.0
    if dz != 0:
        end = (SAME_POINT_MM - here[2]) / dz
        low, high = (max(low, end), high) if dz > 0 else (low, min(high, end))
    elif here[2] <= SAME_POINT_MM:
        return None
    if low > high:
        return None
    slope = dx * dx + dy * dy
    share = -(here[0] * dx + here[1] * dy) / slope if slope > 0 else (low + high) / 2
    share = min(max(share, low), high)
    return (here[0] + share * dx, here[1] + share * dy, here[2] + share * dz)
