"""Bodies of anatomy of simple shape: half-spaces, layers, boxes, cylinders and spheres.

They stand in the anatomy's frame, mm. Where bodies overlap, the later one counts; where there is none, the scenario's
tissue is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..errors import Problem, ScenarioError
from .checks import About, Number, Place, between, positive
from .fields import check_fields
from .printing import prints_as_tree
from .tissue import Tissue
from .wording import plain

FARTHEST_MM = 500.0
COORDINATE = Number(about="coordinate", unit="mm", low=-FARTHEST_MM, high=FARTHEST_MM)
DIRECTION = Number(about="part of a direction", unit="", low=-1e6, high=1e6)
SHORTEST = 1e-6  # mm, and length of a normal; what is shorter has no direction

Point = tuple[float, float, float]

TISSUE = About(about="what it consists of; a name of the library, or a table")
NORMAL = Place(about="direction x, y, z at a right angle to its surface; its length does not matter", each=DIRECTION)
DISTANCE = between(-FARTHEST_MM, FARTHEST_MM, "mm", "where it begins, measured from the origin along normal")


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class HalfSpace:
    """All that lies beyond a plane: points p with normal . p >= from_mm, the normal at length 1.

    >>> bone = Tissue(name="bone", conductivity_w_m_k=0.32, density_kg_m3=1908, heat_capacity_j_kg_k=1313)
    >>> print(HalfSpace(tissue=bone, normal=(1, 0, 0), from_mm=3))
    bone where x is above 3 mm
    """

    kind: ClassVar[str] = "half-space"
    tissue: Annotated[Tissue, TISSUE]
    normal: Annotated[Point, NORMAL]
    from_mm: Annotated[float, DISTANCE]

    def __post_init__(self) -> None:
        check_fields(self)
        check_normal(self.normal)

    @property
    def unit_normal(self) -> Point:
        """The normal, of length 1."""
        return unit(self.normal)

    def __str__(self) -> str:
        return f"{self.tissue.name} where {beyond(self.normal, self.from_mm)}"


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Layer:
    """All that lies between two parallel planes: from_mm <= normal . p <= to_mm, the normal at length 1.

    >>> fat = Tissue(name="fat", conductivity_w_m_k=0.21, density_kg_m3=911, heat_capacity_j_kg_k=2348)
    >>> print(Layer(tissue=fat, normal=(0, 0, 2), from_mm=15, to_mm=25))
    fat between z 15 and 25 mm
    """

    kind: ClassVar[str] = "layer"
    tissue: Annotated[Tissue, TISSUE]
    normal: Annotated[Point, NORMAL]
    from_mm: Annotated[float, DISTANCE]
    to_mm: Annotated[float, between(-FARTHEST_MM, FARTHEST_MM, "mm", "where it ends, along normal too")]

    def __post_init__(self) -> None:
        check_fields(self)
        check_normal(self.normal)
        if self.to_mm <= self.from_mm:
            told = f"is {plain(self.to_mm)} mm; must be above from_mm, {plain(self.from_mm)} mm"
            raise ScenarioError(Problem("to_mm", f"{told}: a layer has a thickness"))

    @property
    def unit_normal(self) -> Point:
        """The normal, of length 1."""
        return unit(self.normal)

    def __str__(self) -> str:
        axis, sign = along(self.normal)
        low, high = sorted((sign * self.from_mm + 0.0, sign * self.to_mm + 0.0))
        place = f"{axis} {plain(low)} and {plain(high)} mm"
        if not axis:
            place = f"{plain(self.from_mm)} and {plain(self.to_mm)} mm along {in_brackets(self.unit_normal)}"
        return f"{self.tissue.name} between {place}"


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Box:
    """A block whose edges run along x, y and z.

    >>> disc = Tissue(name="disc", conductivity_w_m_k=0.487, density_kg_m3=1100, heat_capacity_j_kg_k=3568)
    >>> print(Box(tissue=disc, low_mm=(5, -10, -20), high_mm=(15, 10, 0)))
    disc in a box of 10 x 20 x 20 mm around (10, 0, -10) mm
    """

    kind: ClassVar[str] = "box"
    tissue: Annotated[Tissue, TISSUE]
    low_mm: Annotated[Point, Place(about="its corner of smallest x, y and z", each=COORDINATE)]
    high_mm: Annotated[Point, Place(about="its corner of largest x, y and z", each=COORDINATE)]

    def __post_init__(self) -> None:
        check_fields(self)
        told = [
            f"has {axis} {plain(high)} mm; must be above that of low_mm, {plain(low)} mm"
            for axis, low, high in zip("xyz", self.low_mm, self.high_mm, strict=True)
            if high - low < SHORTEST
        ]
        if told:
            raise ScenarioError(*(Problem("high_mm", text) for text in told))

    def __str__(self) -> str:
        sides = " x ".join(f"{high - low:.4g}" for low, high in zip(self.low_mm, self.high_mm, strict=True))
        middle = tuple((low + high) / 2 for low, high in zip(self.low_mm, self.high_mm, strict=True))
        return f"{self.tissue.name} in a box of {sides} mm around {in_brackets(middle)} mm"


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Cylinder:
    """A round rod with flat ends.

    >>> nerve = Tissue(name="nerve", conductivity_w_m_k=0.49, density_kg_m3=1075, heat_capacity_j_kg_k=3613)
    >>> print(Cylinder(tissue=nerve, start_mm=(3, 0, -10), end_mm=(3, 0, 20), radius_mm=1))
    nerve in a cylinder of radius 1 mm from (3, 0, -10) to (3, 0, 20) mm
    """

    kind: ClassVar[str] = "cylinder"
    tissue: Annotated[Tissue, TISSUE]
    start_mm: Annotated[Point, Place(about="middle of one end", each=COORDINATE)]
    end_mm: Annotated[Point, Place(about="middle of the other end", each=COORDINATE)]
    radius_mm: Annotated[float, positive(FARTHEST_MM, "mm", "half its thickness")]

    def __post_init__(self) -> None:
        check_fields(self)
        check_ends(self.start_mm, self.end_mm)

    def __str__(self) -> str:
        return f"{self.tissue.name} in a cylinder of radius {rod(self.radius_mm, self.start_mm, self.end_mm)}"


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Sphere:
    """A ball.

    >>> fat = Tissue(name="fat", conductivity_w_m_k=0.21, density_kg_m3=911, heat_capacity_j_kg_k=2348)
    >>> print(Sphere(tissue=fat, center_mm=(8, 0, 5), radius_mm=4))
    fat in a sphere of radius 4 mm around (8, 0, 5) mm
    """

    kind: ClassVar[str] = "sphere"
    tissue: Annotated[Tissue, TISSUE]
    center_mm: Annotated[Point, Place(about="its middle", each=COORDINATE)]
    radius_mm: Annotated[float, positive(FARTHEST_MM, "mm", "half its thickness")]

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        place = f"of radius {plain(self.radius_mm)} mm around {in_brackets(self.center_mm)} mm"
        return f"{self.tissue.name} in a sphere {place}"


def check_normal(normal: Point) -> None:
    """Refuse a normal without a direction."""
    if math.hypot(*normal) < SHORTEST:
        told = f"is {in_brackets(normal)}, which has no direction; must have a length above 0"
        raise ScenarioError(Problem("normal", f"{told}, such as (1, 0, 0) for a surface across x"))


def check_ends(start_mm: Point, end_mm: Point) -> None:
    """Refuse a cylinder without a length."""
    if math.dist(start_mm, end_mm) < SHORTEST:
        told = f"is the same place as start_mm, {in_brackets(start_mm)} mm; must be another one"
        raise ScenarioError(Problem("end_mm", f"{told}: a cylinder has a length"))


def unit(direction: Point) -> Point:
    """Return a direction at length 1.

    >>> unit((0, 3, 4))
    (0.0, 0.6, 0.8)
    """
    length = math.hypot(*direction)
    x, y, z = (each / length for each in direction)
    return (x, y, z)


def along(normal: Point) -> tuple[str, int]:
    """Return the axis that a direction follows and its sign; no axis where it is oblique."""
    for axis, each in zip("xyz", unit(normal), strict=True):
        if abs(each) == 1:
            return axis, int(each)
    return "", 1


def beyond(normal: Point, from_mm: float) -> str:
    """Say in words what lies beyond a plane."""
    axis, sign = along(normal)
    if axis:
        return f"{axis} is {'above' if sign > 0 else 'below'} {plain(sign * from_mm + 0.0)} mm"
    return f"it is more than {plain(from_mm)} mm along {in_brackets(unit(normal))}"


def rod(radius_mm: float, start_mm: Point, end_mm: Point) -> str:
    """Say the size and the place of a cylinder."""
    return f"{plain(radius_mm)} mm from {in_brackets(start_mm)} to {in_brackets(end_mm)} mm"


def in_brackets(point: tuple[float, ...]) -> str:
    """Write a point or a direction.

    >>> in_brackets((1.0, -0.0, 2 / 3))
    '(1, 0, 0.6667)'
    """
    return f"({', '.join(f'{round(each, 4) + 0.0:.6g}' for each in point)})"
