"""Lesion, needle and nerve seen from one side, to scale.

A body of revolution has the same outline from every side; any other lesion is shown where a plane through the needle
cuts it.
"""

import math
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from lesionsim.lesion.all_around import Field, half_plane_of
from lesionsim.lesion.half_plane import box_of
from lesionsim.lesion.nerve import AnyNerve, lesion_of
from lesionsim.lesion.nerve_profile import nerve_profile
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lettering import POINTS_PER_IN
from lesionsim.plots.style import EDGES, INK, METAL, PAPER, SHAFT
from lesionsim.scenario import Criterion, Probe

Array = np.ndarray

LESION, NERVE, COVERED = "#fbe0d3", "#f0b400", "#7a0019"
LEAST_NERVE_PT = 1.0
BEHIND = (0, (4, 2.5))  # dashes of the needle's outline where the nerve hides it
IN_FRONT_DEG = 90.0
END_ON = 0.5  # a nerve that looks shorter than this share of its thickness is seen from its end


class Scene(NamedTuple):
    """What is drawn: the lesion, the needle, and the nerve turned so that its nearest place has y = 0."""

    lesion: Field
    probe: Probe
    points_mm: Array  # (n, 3) along the nerve
    covered: Array  # (n,) bool
    diameter_mm: float
    turn: float = 0.0  # rad, by how much the nerve was turned

    @property
    def flat(self) -> bool:
        """Tell whether the nerve lies in one plane with the needle, so that one view shows all."""
        return bool(np.ptp(self.points_mm[:, 1]) < self.diameter_mm)

    @property
    def half_mm(self) -> float:
        """Half the width of the lesion, or a little more than the needle."""
        return max(box_of(self.lesion)[0], 2 * self.probe.radius_mm)

    @property
    def ends_mm(self) -> tuple[float, float]:
        """Lowest and highest z of lesion and tip."""
        _, low, high = box_of(self.lesion)
        return min(low, 0.0), max(high, self.probe.tip_length_mm)


def scene_of(result: xr.Dataset, nerve: AnyNerve, criterion: Criterion, number: int) -> Scene:
    """Gather what a picture of a nerve beside the lesion shows, at a recorded moment (its number)."""
    along = nerve_profile(result, nerve, criterion, float(result.time.values[number]))
    probe, placement = scenario_of(result).probe, scenario_of(result).placement
    corners = np.array(nerve.polyline_mm(probe.tip_length_mm, placement))
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1))])
    points = np.stack([np.interp(along.along_mm.values, way, corners[:, axis]) for axis in range(3)], axis=1)
    lesion = lesion_of(result, criterion, number)
    return Scene(lesion, probe, turned(points), along.covered.values, nerve.diameter_mm, nearest_angle(points))


def turned(points_mm: Array) -> Array:
    """Turn points about the needle's axis until the nearest has y = 0."""
    x, y, z = points_mm.T
    angle = nearest_angle(points_mm)
    c, s = math.cos(angle), math.sin(angle)
    return np.stack([c * x + s * y, c * y - s * x, z], axis=1)


def nearest_angle(points_mm: Array) -> float:
    """Return the angle around the needle, rad, at which points come nearest to its axis."""
    x, y, _ = points_mm.T
    nearest = int(np.argmin(np.hypot(x, y)))
    return math.atan2(y[nearest], x[nearest])


def draw_scene(axes: Axes, scene: Scene, look_from_deg: float, thin: float) -> None:
    """Draw the scene to scale: 0 looks from the side, 90 so that the nerve lies in front of the needle.

    Limits of the axes must be set before: the nerve's thickness follows from them.
    """
    z, r, level = section(scene.lesion, scene.turn + math.radians(look_from_deg))
    if np.any(level > 0):
        axes.contourf(z, r, level, levels=[0.0, np.inf], colors=[LESION], zorder=1).set_gid("lesion")
        axes.contour(z, r, level, levels=[0.0], colors=[EDGES[0].colour], linewidths=2.2 * thin, zorder=2).set_gid(
            "lesion edge"
        )
    draw_needle(axes, scene.probe, thin)
    draw_nerve(axes, scene, look_from_deg, thin)
    if look_from_deg == IN_FRONT_DEG:
        draw_hidden_tip(axes, scene.probe, thin)


def draw_hidden_tip(axes: Axes, probe: Probe, thin: float) -> None:
    """Draw the outline of the bare tip over the nerve that hides it."""
    radius, tip = probe.radius_mm, probe.tip_length_mm
    axes.add_patch(
        Rectangle((0, -radius), tip, 2 * radius, fill=False, edgecolor=PAPER, linewidth=1.4 * thin, linestyle=BEHIND,
                  zorder=5.5, gid="outline of the tip")
    )  # fmt: skip


def section(lesion: Field, theta: float) -> tuple[Array, Array, Array]:
    """Return (z, r, level) on both sides of the axis, in the plane towards an angle, rad."""
    up, down = (np.clip(half_plane_of(lesion, theta + turn), -1e6, 1e6) for turn in (0.0, math.pi))
    first = 1 if lesion.r_mm[0] == 0 else 0
    r_mm = np.concatenate([-lesion.r_mm[first:][::-1], lesion.r_mm])
    return lesion.z_mm, r_mm, np.concatenate([down[first:][::-1], up])


def draw_needle(axes: Axes, probe: Probe, thin: float) -> None:
    """Draw the needle to its thickness: light where bare, dark where insulated."""
    radius, tip = probe.radius_mm, probe.tip_length_mm
    bare = Rectangle((0, -radius), tip, 2 * radius, facecolor=METAL, edgecolor=INK, linewidth=thin, zorder=3)
    shaft = Rectangle((tip, -radius), 500, 2 * radius, facecolor=SHAFT, edgecolor=PAPER, linewidth=thin, zorder=3)
    bare.set_gid("bare tip")
    shaft.set_gid("insulated shaft")
    axes.add_patch(bare)
    axes.add_patch(shaft)


def draw_nerve(axes: Axes, scene: Scene, look_from_deg: float, thin: float) -> None:
    """Draw the nerve to its thickness, the covered part darker."""
    turn = math.radians(look_from_deg)
    up = scene.points_mm[:, 0] * math.cos(turn) + scene.points_mm[:, 1] * math.sin(turn)
    along = scene.points_mm[:, 2]
    low, high = axes.get_xlim()
    width_in = float(axes.bbox.width / axes.figure.dpi)
    thick = max(scene.diameter_mm * POINTS_PER_IN * width_in / (high - low), LEAST_NERVE_PT * thin)
    if np.hypot(np.ptp(up), np.ptp(along)) < END_ON * scene.diameter_mm:
        colour = COVERED if scene.covered.any() else NERVE
        place = (float(along.mean()), float(up.mean()))
        axes.add_patch(
            Circle(place, scene.diameter_mm / 2, facecolor=colour, edgecolor=INK, linewidth=thin, zorder=5, gid="nerve")
        )
        return
    line: dict[str, Any] = {"solid_capstyle": "butt", "solid_joinstyle": "round"}
    axes.plot(along, up, color=INK, linewidth=thick + 1.6 * thin, zorder=4, gid="outline of the nerve", **line)
    axes.plot(along, up, color=NERVE, linewidth=thick, zorder=4.1, gid="nerve", **line)
    inside = np.where(scene.covered, up, np.nan)
    if scene.covered.any():
        axes.plot(along, inside, color=COVERED, linewidth=thick, zorder=4.3, gid="covered nerve", **line)
