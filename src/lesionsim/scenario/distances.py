"""How far a point is from a body, mm: negative inside. For checks of a few points; the grid has its own arrays."""

from __future__ import annotations

import math
from collections.abc import Callable

from .anatomy import Body
from .bodies import Box, Cylinder, HalfSpace, Layer, Point, Sphere, unit
from .vertebra import RoundedBox
from .vessel import Vessel
from .voxels import Voxels

Distance = Callable[[Point], float]


def distance_mm(body: Body, point: Point) -> float:
    """Return the signed distance of a point of the anatomy from a body; inside a vertebra a bound, not of voxels.

    >>> from lesionsim.scenario import Sphere, Tissue
    >>> fat = Tissue(name="fat", conductivity_w_m_k=0.21, density_kg_m3=911, heat_capacity_j_kg_k=2348)
    >>> distance_mm(Sphere(tissue=fat, center_mm=(8, 0, 5), radius_mm=4), (0, 0, 5))
    4.0
    """
    return min(piece(point) for piece in convex_pieces(body))


def convex_pieces(body: Body) -> tuple[Distance, ...]:
    """Return the distances from the convex pieces that a body is the union of; each is a convex function.

    Where voxels are stands in their file, which is read later: of them there are none.
    """
    if isinstance(body, Voxels):
        return ()
    if isinstance(body, HalfSpace):
        return (between_planes(body.unit_normal, body.from_mm, math.inf),)
    if isinstance(body, Layer):
        return (between_planes(body.unit_normal, body.from_mm, body.to_mm),)
    if isinstance(body, Sphere):
        return (around(body.center_mm, body.radius_mm),)
    if isinstance(body, Cylinder | Vessel):
        return (in_rod(body.start_mm, body.end_mm, body.radius_mm),)
    if isinstance(body, Box):
        return (in_box(RoundedBox(body.low_mm, body.high_mm, 0.0)),)
    return tuple(in_box(box) for box in body.boxes)


def between_planes(normal: Point, low: float, high: float) -> Distance:
    """Return the distance from what lies between two parallel planes."""
    a, b, c = normal

    def distance(point: Point) -> float:
        place = a * point[0] + b * point[1] + c * point[2]
        return max(low - place, place - high)

    return distance


def around(center: Point, radius: float) -> Distance:
    """Return the distance from a sphere."""
    return lambda point: math.dist(point, center) - radius


def in_rod(start: Point, end: Point, radius: float) -> Distance:
    """Return the distance from a cylinder with flat ends."""
    x, y, z = ((a + b) / 2 for a, b in zip(start, end, strict=True))
    half = math.dist(start, end) / 2
    a, b, c = unit((end[0] - start[0], end[1] - start[1], end[2] - start[2]))

    def distance(point: Point) -> float:
        dx, dy, dz = point[0] - x, point[1] - y, point[2] - z
        place = a * dx + b * dy + c * dz
        across = math.hypot(dx - place * a, dy - place * b, dz - place * c) - radius
        beyond = abs(place) - half
        return min(max(across, beyond), 0.0) + math.hypot(max(across, 0.0), max(beyond, 0.0))

    return distance


def in_box(box: RoundedBox) -> Distance:
    """Return the distance from a box with rounded edges."""
    x, y, z = ((low + high) / 2 for low, high in zip(box.low_mm, box.high_mm, strict=True))
    edge = box.edge_mm
    a, b, c = ((high - low) / 2 - edge for low, high in zip(box.low_mm, box.high_mm, strict=True))

    def distance(point: Point) -> float:
        dx, dy, dz = abs(point[0] - x) - a, abs(point[1] - y) - b, abs(point[2] - z) - c
        outside = math.hypot(max(dx, 0.0), max(dy, 0.0), max(dz, 0.0))
        return min(max(dx, dy, dz), 0.0) + outside - edge

    return distance


def outward(distance: Distance, point: Point) -> Point:
    """Return the direction, of length 1, in which the distance grows fastest.

    >>> outward(around((8.0, 0.0, 5.0), 4.0), (0.0, 0.0, 5.0))[0].__round__(6)
    -1.0
    """
    step = 1e-5
    x, y, z = point
    gradient = (
        distance((x + step, y, z)) - distance((x - step, y, z)),
        distance((x, y + step, z)) - distance((x, y - step, z)),
        distance((x, y, z + step)) - distance((x, y, z - step)),
    )
    return (0.0, 0.0, 0.0) if math.hypot(*gradient) < step * step else unit(gradient)
