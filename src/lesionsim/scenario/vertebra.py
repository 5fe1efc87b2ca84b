"""The bone beside the tip: the groove between transverse process and superior articular process, in a few numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from ..errors import Problem, ScenarioError
from .bodies import TISSUE, Point
from .checks import between
from .fields import check_fields
from .printing import prints_as_tree
from .tissue import Tissue
from .wording import plain

THINNEST_MM = 0.1  # what must be left of a core


class RoundedBox(NamedTuple):
    """A block along x, y and z whose edges and corners are rounded with a radius, mm."""

    low_mm: Point
    high_mm: Point
    edge_mm: float


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Vertebra:
    """The part of a vertebra that the probe lies on: two rounded plates of bone that meet in a groove along z.

    The transverse process faces the anatomy's z axis across x, at x = process_distance_mm; it reaches from the vertebra
    to y = -process_length_mm. The superior articular process rises from it, towards smaller x, and faces the axis
    across y, at y = articular_distance_mm. So a probe along z at the origin lies in the groove, where the medial branch
    runs. With articular_height_mm = 0 there is one plate alone, reaching as far to both sides: the articular pillar of
    the neck.

    A core under a shell is the same vertebra once more with another tissue and inset_mm = thickness of the shell.

    Notes
    -----
    All default sizes are recalled, not found in a source, and the shape is schematic.

    >>> bone = Tissue(name="cortical bone", conductivity_w_m_k=0.32, density_kg_m3=1908, heat_capacity_j_kg_k=1313)
    >>> print(Vertebra(tissue=bone))
    cortical bone: transverse process from x 1.6 mm, articular process from y 1.6 mm
    >>> [box.low_mm for box in Vertebra(tissue=bone).boxes]
    [(1.6, -25.0, -1.5), (-8.4, 1.6, -2.0)]
    """

    kind: ClassVar[str] = "vertebra"
    tissue: Annotated[Tissue, TISSUE]
    process_distance_mm: Annotated[
        float, between(0, 100, "mm", "from the z axis to the transverse process, or the pillar, across x")
    ] = 1.6
    process_thickness_mm: Annotated[float, between(1, 50, "mm", "thickness of that process, across x")] = 7.0
    process_width_mm: Annotated[float, between(1, 100, "mm", "width of that process, along z")] = 13.0
    process_length_mm: Annotated[float, between(1, 100, "mm", "how far it reaches sideways, to y = -length")] = 25.0
    articular_distance_mm: Annotated[
        float, between(0, 100, "mm", "from the z axis to the superior articular process, across y")
    ] = 1.6
    articular_height_mm: Annotated[
        float, between(0, 50, "mm", "how high that one rises from the transverse process; 0: there is none")
    ] = 10.0
    articular_thickness_mm: Annotated[float, between(1, 50, "mm", "thickness of that one, across y")] = 9.0
    articular_width_mm: Annotated[float, between(1, 100, "mm", "width of that one, along z")] = 14.0
    middle_mm: Annotated[float, between(-200, 240, "mm", "z of the middle of both")] = 5.0
    edge_mm: Annotated[float, between(0, 25, "mm", "radius of the rounded edges")] = 2.5
    inset_mm: Annotated[
        float, between(0, 25, "mm", "how deep below the bone's surface this body begins: 0, or the shell's thickness")
    ] = 0.0

    def __post_init__(self) -> None:
        check_fields(self)
        problems = list(misfits(self))
        if problems:
            raise ScenarioError(*problems)

    @property
    def boxes(self) -> tuple[RoundedBox, ...]:
        """The rounded boxes whose union is this body."""
        return tuple(within(box, self.inset_mm) for box in outer_boxes(self))

    def __str__(self) -> str:
        core = f", {plain(self.inset_mm)} mm below the surface" if self.inset_mm else ""
        where = f"from x {plain(self.process_distance_mm)} mm"
        if not self.articular_height_mm:
            return f"{self.tissue.name}: articular pillar {where}{core}"
        ridge = f"articular process from y {plain(self.articular_distance_mm)} mm"
        return f"{self.tissue.name}: transverse process {where}, {ridge}{core}"


def outer_boxes(body: Vertebra) -> tuple[RoundedBox, ...]:
    """Return the boxes of the bone's own surface."""
    near, far = body.process_distance_mm, body.process_distance_mm + body.process_thickness_mm
    wall, back = body.articular_distance_mm, body.articular_distance_mm + body.articular_thickness_mm
    middle, half, ridge = body.middle_mm, body.process_width_mm / 2, body.articular_width_mm / 2
    end = back if body.articular_height_mm else body.process_length_mm
    plate = RoundedBox((near, -body.process_length_mm, middle - half), (far, end, middle + half), body.edge_mm)
    if not body.articular_height_mm:
        return (plate,)
    top = near - body.articular_height_mm
    return (plate, RoundedBox((top, wall, middle - ridge), (far, back, middle + ridge), body.edge_mm))


def within(box: RoundedBox, inset_mm: float) -> RoundedBox:
    """Return the points of a rounded box that lie at least so deep in it."""
    x, y, z = (each + inset_mm for each in box.low_mm)
    right, far, upper = (each - inset_mm for each in box.high_mm)
    return RoundedBox((x, y, z), (right, far, upper), max(box.edge_mm - inset_mm, 0.0))


def misfits(body: Vertebra) -> Iterator[Problem]:
    """Edges and the shell must fit the thinnest part."""
    sides = [high - low for box in outer_boxes(body) for low, high in zip(box.low_mm, box.high_mm, strict=True)]
    half = min(sides) / 2
    of_what = f"half of the {plain(2 * half)} mm that its thinnest part has"
    if body.edge_mm > half:
        yield Problem("edge_mm", f"is {plain(body.edge_mm)} mm; must be at most {plain(half)} mm, {of_what}")
    if body.inset_mm > half - THINNEST_MM / 2:
        told = f"is {plain(body.inset_mm)} mm; must be at most {plain(half - THINNEST_MM / 2)} mm"
        yield Problem("inset_mm", f"{told}, just below {of_what}, or nothing of the body is left")
