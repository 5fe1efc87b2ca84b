"""A section through the anatomy with the needle in place, tilted and off."""

import math

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.ticker import MaxNLocator

from lesionsim.plots.anatomy import Plane, draw_bodies, draw_nerve
from lesionsim.plots.lettering import broken
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import INK, METAL, PAPER, SHAFT
from lesionsim.scenario import Placement, Scenario, to_anatomy
from lesionsim.scenario.placement import cos_sin, turned_back
from lesionsim.texts import spoken

Array = np.ndarray
Point = tuple[float, float, float]

AHEAD_MM, BEYOND_MM = 3.5, 4.5  # of the tip, along it
BELOW_MM = 4.0  # the needle's axis, where bone and nerve are
SIDE_MM = 2.0  # beyond what the needle reaches
SHAFT_MM = 60.0
GHOST = (0, (4, 2))
WORDS = "needle in place, dashed: as far as in the map"
BRIEF = "dashed: farthest off"
SAME_SIDE = 1e-6


def draw_sketch(picture: Figure, room: Room, look: Look, table: xr.Dataset, scenario: Scenario) -> None:
    """Draw bone, nerve and needle in the plane in which it tilts, with the needle as far off as in the table."""
    side = float(table.attrs["tilt_toward_deg"])
    low, head = 2.6 * look.line_in, 3.5 * look.line_in
    axes = axes_in(picture, Room(room.left + 3.6 * look.line_in, room.low + low, room.width - 3.6 * look.line_in,
                                 room.height - low - head))  # fmt: skip
    axes.set_gid("sketch")
    probe = scenario.probe
    tilt = possible(table.max("offset_mm", skipna=True).covered_mm, "tilt_deg")
    reach = math.sin(math.radians(tilt)) * probe.tip_length_mm
    set_window(axes, (-AHEAD_MM, probe.tip_length_mm + BEYOND_MM), (-BELOW_MM, max(reach, SIDE_MM) + SIDE_MM))
    plane = plane_towards(scenario.placement, side)
    seen = [("hatched: anatomy", bool(draw_bodies(axes, scenario, plane, look)))]
    seen = [("yellow: nerve", draw_nerve(axes, scenario, plane, look)), *seen]
    here = scenario.placement
    angle = here.tilt_deg * math.cos(math.radians(here.azimuth_deg - side))
    draw_probe(axes, scenario, (0.0, 0.0, angle), look, ghost=False)
    for name, place in ghosts(table, tilt):
        draw_probe(axes, scenario, place, look, ghost=True).set_gid(name)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], integer=True))
    axes.set_xlabel(spoken("z of the anatomy (mm)"))
    axes.set_ylabel(spoken("towards {side_deg:g}° (mm)", side_deg=side))
    few = look.name == "slide"
    words = ", ".join([spoken(BRIEF if few else WORDS), *(spoken(word) for word, there in seen if there and not few)])
    width = float(axes.bbox.width / axes.figure.dpi)
    axes.set_title(broken(words, width, look.text_pt), loc="left", fontsize=look.text_pt, fontweight="normal")


def possible(line: xr.DataArray, name: str) -> float:
    """Return the largest value of a coordinate for which there is a number."""
    return float(line[name].values[np.isfinite(line.values)].max())


def ghosts(table: xr.Dataset, tilt_deg: float) -> list[tuple[str, tuple[float, float, float]]]:
    """Return the needles that are drawn dashed: name, and (along, across, tilt) of the end of the tip, mm and degrees.

    Offsets to another side than that of the tilt do not lie in the section, and are left out.
    """
    about, found = table.attrs, []
    if tilt_deg > 0:
        cos, sin = cos_sin(tilt_deg)
        pivot = float(about["pivot_mm"])
        found.append((f"tilted by {tilt_deg:g}°", (pivot * (1 - cos), -pivot * sin, tilt_deg)))
    far = possible(table.max("tilt_deg", skipna=True).covered_mm, "offset_mm")
    if far > 0 and abs(about["offset_toward_deg"] - about["tilt_toward_deg"]) < SAME_SIDE:
        found.append((f"{far:g} mm off", (0.0, far, 0.0)))
    return found


def plane_towards(placement: Placement, side_deg: float) -> Plane:
    """Return the plane along the anatomy's z axis towards a side through the end of the tip, in the probe's frame."""
    rotation, _ = to_anatomy(placement)
    cos, sin = cos_sin(side_deg)
    return Plane(turned_back(rotation, (0.0, 0.0, 1.0)), turned_back(rotation, (cos, sin, 0.0)))


def set_window(axes: Axes, along: tuple[float, float], across: tuple[float, float]) -> None:
    """Show at least these ranges, in the shape of the axes, to scale."""
    width, height = (float(size / axes.figure.dpi) for size in (axes.bbox.width, axes.bbox.height))
    per_mm = min(width / (along[1] - along[0]), height / (across[1] - across[0]))
    for set_limits, (low, high), size in ((axes.set_xlim, along, width), (axes.set_ylim, across, height)):
        middle, half = (low + high) / 2, size / per_mm / 2
        set_limits(middle - half, middle + half)


def draw_probe(axes: Axes, scenario: Scenario, place: tuple[float, float, float], look: Look, ghost: bool) -> Polygon:
    """Draw the needle at (along, across, tilt), or its outline alone; return its bare tip."""
    probe, (along, across, tilt_deg) = scenario.probe, place
    tip, shaft = (corners(0.0, probe.tip_length_mm, probe.radius_mm),
                  corners(probe.tip_length_mm, probe.tip_length_mm + SHAFT_MM, probe.radius_mm))  # fmt: skip
    drawn = []
    for outline, face, edge in ((shaft, SHAFT, PAPER), (tip, METAL, INK)):
        moved = turned(outline, tilt_deg) + np.array([along, across])
        style = {"fill": False, "edgecolor": INK, "linestyle": GHOST, "zorder": 5.2} if ghost else \
                {"facecolor": face, "edgecolor": edge, "zorder": 5.0}  # fmt: skip
        name = "ghost" if ghost else "needle"
        drawn.append(Polygon(moved, closed=True, linewidth=1.4 * look.lines, gid=name, **style))
        axes.add_patch(drawn[-1])
    return drawn[-1]


def corners(start: float, end: float, radius: float) -> Array:
    """Return the corners of a piece of needle along the axis, (4, 2)."""
    return np.array([(start, -radius), (end, -radius), (end, radius), (start, radius)])


def turned(points: Array, tilt_deg: float) -> Array:
    """Turn points about the end of the tip."""
    cos, sin = cos_sin(tilt_deg)
    return points @ np.array([[cos, sin], [-sin, cos]])
