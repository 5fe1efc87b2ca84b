"""Bodies as distances: how far a place is from the surface of a body, negative inside.

A body is where all of its sheets are: a box lies between three pairs of planes. `signed_distance_mm` is exact or
nearer than the truth; `sheets_mm` gives each boundary apart, from which the part of a small cell that lies inside can
be told even where a body is thinner than the cell. All lengths in mm, in the frame of the anatomy.
"""

from functools import reduce

import numpy as np

from lesionsim.scenario.bodies import Box, Cylinder, HalfSpace, Layer, Sphere
from lesionsim.scenario.vertebra import RoundedBox, Vertebra
from lesionsim.scenario.vessel import Vessel

Array = np.ndarray
Places = tuple[Array, Array, Array]  # x, y and z of places, of one shape
Sheets = tuple[tuple[Array, ...], ...]  # distances from single boundaries; those of one tuple face each other
Solid = HalfSpace | Layer | Box | Cylinder | Sphere | Vertebra | Vessel
Point = tuple[float, float, float]


def signed_distance_mm(body: Solid, points: Array) -> Array:
    """Return the distance of points from the surface of a body, negative inside.

    Parameters
    ----------
    body : one of the bodies of a scenario
    points : (m, 3) array, mm; x, y and z in the frame of the anatomy

    Returns
    -------
    (m,) array, mm; exact, or nearer to zero than the truth

    Examples
    --------
    >>> from lesionsim.library import tissue
    >>> bone = HalfSpace(tissue=tissue("muscle"), normal=(1, 0, 0), from_mm=3)
    >>> signed_distance_mm(bone, np.array([[1.0, 0.0, 0.0], [5.0, 2.0, 1.0]]))
    array([ 2., -2.])
    """
    x, y, z = np.asarray(points, dtype=float).reshape(-1, 3).T
    return distance_mm(body, (x, y, z))


def distance_mm(body: Solid, places: Places) -> Array:
    """Return the signed distance at places given as three arrays."""
    if isinstance(body, Box):
        return to_box(body, places)
    if isinstance(body, Cylinder | Vessel):
        return to_cylinder(body, places)
    (sheets,) = sheets_mm(body, places)
    return reduce(np.maximum, sheets) if len(sheets) > 1 else sheets[0]


def sheets_mm(body: Solid, places: Places) -> Sheets:
    """Return the signed distance from each boundary of a body, negative on its inner side."""
    if isinstance(body, HalfSpace):
        return ((body.from_mm - along(body.unit_normal, places),),)
    if isinstance(body, Layer):
        height = along(body.unit_normal, places)
        return ((body.from_mm - height, height - body.to_mm),)
    if isinstance(body, Sphere):
        return ((distance_between(body.center_mm, places) - body.radius_mm,),)
    if isinstance(body, Box):
        sides = zip(body.low_mm, body.high_mm, places, strict=True)
        return tuple((low - place, place - high) for low, high, place in sides)
    if isinstance(body, Vertebra):
        return ((reduce(np.minimum, [to_rounded_box(box, places) for box in body.boxes]),),)
    return cylinder_sheets(body, places)


def along(direction: Point, places: Places) -> Array:
    """Return how far places lie along a direction, from the origin, mm."""
    first, *others = (part * place for part, place in zip(direction, places, strict=True) if part)
    return sum(others, start=first)


def distance_between(center: Point, places: Places) -> Array:
    """Return the distance of places from a point, mm."""
    x, y, z = (place - middle for place, middle in zip(places, center, strict=True))
    return np.sqrt(x * x + y * y + z * z)


def cylinder_sheets(body: Cylinder | Vessel, places: Places) -> Sheets:
    """Return the distances from a cylinder's mantle, and from the planes of its two ends."""
    axis = np.subtract(body.end_mm, body.start_mm)
    length = float(np.linalg.norm(axis))
    x, y, z = (place - start for place, start in zip(places, body.start_mm, strict=True))
    height = (x * axis[0] + y * axis[1] + z * axis[2]) / length
    across = np.sqrt(np.maximum(x * x + y * y + z * z - height * height, 0.0))
    return (across - body.radius_mm,), (-height, height - length)


def to_cylinder(body: Cylinder | Vessel, places: Places) -> Array:
    """Return the exact signed distance from a cylinder with flat ends."""
    (mantle,), ends = cylinder_sheets(body, places)
    return corner_distance([mantle, np.maximum(*ends)])


def to_box(body: Box, places: Places) -> Array:
    """Return the exact signed distance from a box."""
    return corner_distance([np.maximum(*pair) for pair in sheets_mm(body, places)])


def to_rounded_box(box: RoundedBox, places: Places) -> Array:
    """Return the exact signed distance from a box with rounded edges and corners."""
    sides = zip(box.low_mm, box.high_mm, places, strict=True)
    beyond = [np.abs(place - (low + high) / 2) - ((high - low) / 2 - box.edge_mm) for low, high, place in sides]
    return corner_distance(beyond) - box.edge_mm


def corner_distance(beyond: list[Array]) -> Array:
    """Combine distances from boundaries at right angles: the largest inside, the diagonal outside a corner."""
    outside = np.sqrt(sum(np.maximum(each, 0.0) ** 2 for each in beyond))
    return np.where(outside > 0, outside, reduce(np.maximum, beyond))
