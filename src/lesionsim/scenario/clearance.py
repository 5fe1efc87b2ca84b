"""The probe has room in the anatomy, and every body is in the block that is computed."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from functools import partial
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from ..errors import Problem
from .anatomy import Body, is_bone, name_of
from .bodies import FARTHEST_MM, Point, in_brackets
from .distances import Distance, convex_pieces, distance_mm, outward
from .domain import Domain
from .placement import Placement, into_anatomy, to_anatomy, turned_back
from .searching import Rod, least_on_rod
from .vertebra import Vertebra
from .vessel import Vessel
from .voxels import Voxels
from .wording import plain

if TYPE_CHECKING:
    from .scenario import Scenario

TOUCH_MM = 1e-6  # metal that is less deep in bone touches it
NEAR_MM = 1e-3  # a body nearer to the domain than this is not wholly outside
STEPS = 200
AXES = ((1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0))
STRETCHES = (1.0, 1.5)  # of the depth, for moves that are tried
ROUND_MM = 0.01  # to which moves are rounded up
APART_MM, AROUND = 0.2, 24  # between the points of the surface that are looked at one by one


class Entered(NamedTuple):
    """How deep the probe is in a body, and the direction out of it, in the anatomy's frame."""

    depth_mm: float
    in_probe: Point
    way_out: Point


def blocks(body: Body) -> bool:
    """Tell whether no probe may be where the body is: bone and vessels; fat, muscle and ligaments are pierced."""
    return isinstance(body, Vessel) or is_bone(body)


def clearance(scenario: Scenario) -> Iterator[Problem]:
    """Metal may touch bone and vessels, but is never inside them.

    What voxels hold or hide is looked up when their file is read, so bodies below voxels wait for that too.
    """
    rod = Rod(scenario.probe.radius_mm, scenario.probe.tip_length_mm + scenario.domain.shaft_mm)
    for i, body in enumerate(scenario.anatomy):
        if any(isinstance(each, Voxels) for each in scenario.anatomy[i:]):
            continue
        if not blocks(body) or any(blocks(each) and in_shell(body, each) for each in scenario.anatomy[:i]):
            continue  # whatever enters a core has entered its shell
        entered = deepest(body, rod, scenario.placement)
        if entered is not None and any(not blocks(each) for each in scenario.anatomy[i + 1 :]):
            entered = deepest_seen(scenario.anatomy[i:], rod, scenario.placement)
        if entered is not None:
            yield Problem(f"anatomy[{i}]", told(body, entered, rod, scenario.placement))


def deepest(body: Body, rod: Rod, placement: Placement) -> Entered | None:
    """Return where a probe is deepest in a body; None where it is outside or touches."""
    found = []
    for piece in convex_pieces(body):
        depth, place = least_on_rod(seen_from_probe(piece, placement), rod)
        if depth < -TOUCH_MM:
            found.append(Entered(-depth, place, outward(piece, into_anatomy(placement, place))))
    return max(found, default=None)


def seen_from_probe(piece: Distance, placement: Placement) -> Distance:
    """Return the distance for points in the probe's frame."""
    ((a, b, c), (d, e, f), (g, h, i)), (u, v, w) = to_anatomy(placement)

    def distance(point: Point) -> float:
        x, y, z = point
        return piece((a * x + b * y + c * z + u, d * x + e * y + f * z + v, g * x + h * y + i * z + w))

    return distance


def deepest_seen(bodies: tuple[Body, ...], rod: Rod, placement: Placement) -> Entered | None:
    """Return where a probe is deepest in the first body, among points of its surface that no later body covers."""
    body, *later = ([seen_from_probe(piece, placement) for piece in convex_pieces(each)] for each in bodies)
    found: list[tuple[float, Point]] = []
    for point in points_of(rod):
        depth = -min(piece(point) for piece in body)
        if depth > TOUCH_MM and all(piece(point) >= 0 for pieces in later for piece in pieces):
            found.append((depth, point))
    if not found:
        return None
    depth, point = max(found)
    return Entered(depth, point, outward(partial(distance_mm, bodies[0]), into_anatomy(placement, point)))


def points_of(rod: Rod) -> Iterator[Point]:
    """Return points all over the surface of a probe."""
    rings = math.ceil(rod.length / APART_MM)
    places = [(1.0, number * rod.length / rings) for number in range(rings + 1)]
    for (part, z), turn in product([(0.5, 0.0), *places], range(AROUND)):
        angle, r = 2 * math.pi * turn / AROUND, part * rod.radius
        yield (r * math.cos(angle), r * math.sin(angle), z)


def told(body: Body, entered: Entered, rod: Rod, placement: Placement) -> str:
    """Say how deep the probe is in a body, where, and how to move it out."""
    what = "a vessel" if isinstance(body, Vessel) else name_of(body)
    where = f"z {entered.in_probe[2]:.4g} mm of the probe"
    place = in_brackets(into_anatomy(placement, entered.in_probe))
    return (
        f"is {what}, and the probe is {entered.depth_mm:.3g} mm inside it at {where}, which is {place} mm in the "
        f"anatomy; metal may touch it but must stay outside: {way_out(body, entered, rod, placement)}"
    )


def way_out(body: Body, entered: Entered, rod: Rod, placement: Placement) -> str:
    """Say how far the probe must move, and what to write for it, if a straight move frees it from the body."""
    now = {"x_mm": placement.x_mm, "y_mm": placement.y_mm, "z_mm": placement.z_mm}
    for stretch, way in product(STRETCHES, (entered.way_out, *AXES)):
        far = math.ceil(stretch * entered.depth_mm / ROUND_MM) * ROUND_MM
        moves = {name: far * part for name, part in zip(now, way, strict=True) if abs(part) > NEAR_MM}
        there = {name: round(now[name] + move, 3) for name, move in moves.items()}
        allowed = moves and max(map(abs, there.values())) <= FARTHEST_MM
        if allowed and deepest(body, rod, dataclasses.replace(placement, **there)) is None:
            written = ", ".join(f"placement.{name} = {plain(value)}" for name, value in there.items())
            return f"move the probe by {far:.4g} mm along {in_brackets(way)}, so {written}"
    return "move or tilt the probe (placement), or move the body"


def bodies_in_domain(scenario: Scenario) -> Iterator[Problem]:
    """A body outside the computed block would do nothing; of voxels that is told when their file is read."""
    tip_mm, domain = scenario.probe.tip_length_mm, scenario.domain
    for i, body in enumerate(scenario.anatomy):
        if not isinstance(body, Voxels) and all(
            is_outside(piece, domain, tip_mm, scenario.placement) for piece in convex_pieces(body)
        ):
            block = (
                f"{plain(domain.radius_mm)} mm around the probe, z from {plain(-domain.ahead_mm)} to "
                f"{plain(tip_mm + domain.shaft_mm)} mm of it"
            )
            told = f"({body}) lies wholly outside the domain ({block}); must reach into it"
            yield Problem(f"anatomy[{i}]", f"{told}: move it, enlarge the domain, or leave it out")


def cores(scenario: Scenario) -> Iterator[Problem]:
    """A core comes after its shell, or the shell hides it."""
    for (i, one), (j, other) in combinations(enumerate(scenario.anatomy), 2):
        if in_shell(one, other):
            told = f"({one}) is hidden by anatomy[{j}] ({other}), which lies over it"
            yield Problem(f"anatomy[{i}]", f"{told}: list the shell first, then its core")


def in_shell(core: Body, shell: Body) -> bool:
    """Tell whether two bodies are the same vertebra, and the first begins no less deep below its surface."""
    if not (isinstance(core, Vertebra) and isinstance(shell, Vertebra)) or core.inset_mm < shell.inset_mm:
        return False
    return dataclasses.replace(core, tissue=shell.tissue, inset_mm=shell.inset_mm) == shell


def is_outside(piece: Distance, domain: Domain, tip_mm: float, placement: Placement) -> bool:
    """Tell whether a convex piece surely has no point in the domain: a plane then lies between the two.

    The plane is looked for from the tip on, by going to the nearest point of either in turn. Where the two nearly touch
    it may not be found, and the answer is no.
    """
    rotation, _ = to_anatomy(placement)
    point: Point = (0.0, 0.0, 0.0)
    for _ in range(STEPS):
        place = into_anatomy(placement, point)
        apart = piece(place)
        if apart <= NEAR_MM:
            return False
        x, y, z = (-each for each in turned_back(rotation, outward(piece, place)))
        foot = (point[0] + apart * x, point[1] + apart * y, point[2] + apart * z)
        upper = tip_mm + domain.shaft_mm if z > 0 else -domain.ahead_mm
        if domain.radius_mm * math.hypot(x, y) + upper * z < x * foot[0] + y * foot[1] + z * foot[2] - NEAR_MM:
            return True
        point = in_domain(domain, tip_mm, foot)
    return False


def in_domain(domain: Domain, tip_mm: float, point: Point) -> Point:
    """Return the point of the domain nearest to a point, mm, in the probe's frame."""
    x, y, z = point
    r = math.hypot(x, y)
    shrink = domain.radius_mm / r if r > domain.radius_mm else 1.0
    return (x * shrink, y * shrink, min(max(z, -domain.ahead_mm), tip_mm + domain.shaft_mm))
