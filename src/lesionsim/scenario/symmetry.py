"""Whether both sides of the probe's x-z plane are mirror images; then half of the circle is enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .anatomy import Body
from .bodies import Box, Cylinder, HalfSpace, Layer, Point, Sphere
from .placement import Placement, into_probe, to_anatomy, turned_back
from .vessel import Vessel
from .voxels import Voxels

if TYPE_CHECKING:
    from .scenario import Scenario

SAME = 1e-9  # mm, and part of a direction: a smaller difference is rounding


def is_mirrored(scenario: Scenario) -> bool:
    """Tell whether an anatomy is its own mirror image across the plane y = 0 of the probe's frame.

    Each body must be. Bodies that mirror each other, and forms that are alike after a turn, are not looked for: then
    the answer is no, and the whole circle is computed.
    """
    return all(body_is_mirrored(body, scenario.placement) for body in scenario.anatomy)


def body_is_mirrored(body: Body, placement: Placement) -> bool:
    """Tell whether one body is its own mirror image; of voxels that is not known before their file is read."""
    if isinstance(body, Voxels):
        return False
    if isinstance(body, HalfSpace | Layer):
        return no_y(turned_back(to_anatomy(placement)[0], body.unit_normal))
    if isinstance(body, Sphere):
        return no_y(into_probe(placement, body.center_mm))
    if isinstance(body, Cylinder | Vessel):
        return rod_is_mirrored(into_probe(placement, body.start_mm), into_probe(placement, body.end_mm))
    boxes = [(body.low_mm, body.high_mm)] if isinstance(body, Box) else [(low, high) for low, high, _ in body.boxes]
    return all(box_is_mirrored(low, high, placement) for low, high in boxes)


def no_y(point: Point) -> bool:
    """Tell whether a point lies in the plane."""
    return abs(point[1]) <= SAME


def rod_is_mirrored(start: Point, end: Point) -> bool:
    """Tell whether a cylinder lies in the plane, or at a right angle to it with its middle in it."""
    if no_y(start) and no_y(end):
        return True
    return same((start[0], -start[1], start[2]), end)


def box_is_mirrored(low: Point, high: Point, placement: Placement) -> bool:
    """Tell whether a box has its middle in the plane and sides at right angles to it."""
    x, y, z = ((a + b) / 2 for a, b in zip(low, high, strict=True))
    rotation = to_anatomy(placement)[0]
    aligned = sum(abs(row[1]) > SAME for row in rotation) == 1  # the probe's y axis follows one axis of the anatomy
    return aligned and no_y(into_probe(placement, (x, y, z)))


def same(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two points are the same."""
    return all(abs(a - b) <= SAME for a, b in zip(one, other, strict=True))
