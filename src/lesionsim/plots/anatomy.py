"""Bodies of the anatomy and the nerve where a plane cuts them: hatched, with their outline and their name."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from lesionsim.lesion.labels import tissue_in_words
from lesionsim.plots.lettering import POINTS_PER_IN, width_in
from lesionsim.plots.looks import Look
from lesionsim.plots.nerve_scene import COVERED, NERVE
from lesionsim.plots.style import CASING_PT, INK, cased
from lesionsim.plots.view import Sheet
from lesionsim.problem.portions import Portion, distance_mm, known_portions, portions
from lesionsim.scenario import Scenario
from lesionsim.scenario.placement import to_anatomy
from lesionsim.texts import spoken

Array = np.ndarray
Point = tuple[float, float, float]
Level = Callable[[Array, Array], Array]

BONES = ("#264670", "#5c440f", "#45456f")  # with a white casing 3:1 or more on every colour of the map
BONE, VESSEL, OTHERS = BONES[0], "#6a0050", ("#0a5042", "#55460a", "#4a2a6a")
FINE = 241  # points along the longer side of a window
LAYER = 1.6  # above the temperature, below all lines
NERVE_LAYER, NAME_LAYER = 3.8, 4.6
SHADE = 0.16  # how much a body's colour covers
HATCH_SHADE = 0.4
HATCHES = ("//", "\\\\", "--", "||")
FARTHEST_MM = 1e4
ALONG_STEPS = 4001  # along a ray from the axis to the outer wall
MM_PER_LEVEL = 0.1  # any number above 0: where both are below 0 counts alone


class Plane(NamedTuple):
    """A flat section in the probe's frame, mm: places are origin + h across + v up."""

    across: Point
    up: Point
    origin: Point = (0.0, 0.0, 0.0)


def upright_plane(theta_deg: float) -> Plane:
    """Return the plane through the needle towards an angle, with the needle upright."""
    return Plane(side_of(theta_deg), (0.0, 0.0, 1.0))


def lying_plane(theta_deg: float = 0.0) -> Plane:
    """Return the same plane with the needle lying, its tip to the left."""
    return Plane((0.0, 0.0, 1.0), side_of(theta_deg))


def across_plane(z_mm: float) -> Plane:
    """Return the plane across the needle at a place along it, seen from the handle's end with x to the right."""
    return Plane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, z_mm))


def side_of(theta_deg: float) -> Point:
    """Return the direction across the needle towards an angle; exact at quarter turns."""
    cosine, sine = (round(f(math.radians(theta_deg)), 15) for f in (math.cos, math.sin))
    return (cosine, sine, 0.0)


class Window(NamedTuple):
    """Places of a section, mm: h (m,), v (n,), and as points of the probe's frame, (n * m, 3)."""

    h: Array
    v: Array
    points: Array


def window_of(axes: Axes, plane: Plane, fine: int = FINE) -> Window:
    """Divide the window of axes."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    step = max(right - left, high - low) / (fine - 1)
    h, v = (np.linspace(a, b, max(3, round((b - a) / step) + 1)) for a, b in ((left, right), (low, high)))
    flat_h, flat_v = (each.ravel()[:, None] for each in np.meshgrid(h, v))
    return Window(h, v, np.asarray(plane.origin) + flat_h * np.asarray(plane.across) + flat_v * np.asarray(plane.up))


def in_anatomy(scenario: Scenario, points: Array) -> Array:
    """Return points of the probe's frame in the anatomy, (m, 3) mm."""
    rotation, translation = to_anatomy(scenario.placement)
    return np.asarray(points @ np.asarray(rotation).T + np.asarray(translation))


def visible_mm(scenario: Scenario, points: Array) -> list[tuple[Portion, Array]]:
    """Return for each portion of the anatomy how far points are from what is seen of it, negative inside.

    What later portions cover is not seen; voxels whose file is missing are left out.
    """
    x, y, z = in_anatomy(scenario, points).T
    found: list[tuple[Portion, Array]] = []
    later = np.full(len(points), np.inf)
    for portion in reversed(known_portions(scenario)):
        own = np.broadcast_to(distance_mm(portion, (x, y, z)), later.shape)
        found.append((portion, np.maximum(own, -later)))
        later = np.minimum(later, own)
    return found[::-1]


class Paint(NamedTuple):
    """How what has one name is drawn."""

    colour: str
    hatch: str


def paints(scenario: Scenario) -> dict[str, Paint]:
    """Return colour and hatch of everything in an anatomy by its name; kinds of bone differ in colour too."""
    first = {each.name: each for each in reversed(portions(scenario.anatomy))}
    names = list(dict.fromkeys(each.name for each in portions(scenario.anatomy)))
    bones = [name for name in names if first[name].is_bone]
    others = [name for name in names if not first[name].is_bone]
    colours = {name: BONES[number % len(BONES)] for number, name in enumerate(bones)}
    colours |= {name: OTHERS[number % len(OTHERS)] for number, name in enumerate(others)}
    colours |= {name: VESSEL for name in names if first[name].is_vessel}
    return {name: Paint(colours[name], HATCHES[number % len(HATCHES)]) for number, name in enumerate(names)}


def draw_bodies(axes: Axes, scenario: Scenario, plane: Plane, look: Look, named: bool = True) -> list[str]:
    """Draw the bodies that a plane cuts in the window of axes, and write their names where they fit.

    Returns
    -------
    the names of the bodies that are seen
    """
    window, painted = window_of(axes, plane), paints(scenario)
    shape = (window.v.size, window.h.size)
    seen: list[str] = []
    for portion, flat in visible_mm(scenario, window.points):
        distance, name = flat.reshape(shape), portion.name
        if not (distance < 0).any():
            continue
        hatch_body(axes, window, distance, name, painted[name], look)
        if named and name not in seen:
            write_name(axes, window, distance, name, painted[name].colour, look)
        seen.append(name)
    return list(dict.fromkeys(seen))


def hatch_body(axes: Axes, window: Window, distance: Array, name: str, paint: Paint, look: Look) -> None:
    """Hatch and outline one body."""
    colour, hatch = paint
    levels = [min(float(distance.min()), -1.0) - 1.0, 0.0]
    filled = axes.contourf(window.h, window.v, distance, levels=levels, colors=[colour], alpha=SHADE, zorder=LAYER)
    filled.set_gid(f"body: {name}")
    hatched = axes.contourf(window.h, window.v, distance, levels=levels, colors="none", hatches=[hatch], zorder=LAYER)
    hatched.set(edgecolor=to_rgba(colour, HATCH_SHADE), linewidth=0.0, gid=f"hatch of {name}")
    if (distance > 0).any():
        line = axes.contour(window.h, window.v, distance, levels=[0.0], colors=[colour], zorder=LAYER + 0.1,
                            linewidths=2.2 * look.lines)  # fmt: skip
        line.set(gid=f"outline of {name}", path_effects=cased(2.2 * look.lines, CASING_PT * look.lines))


def write_name(axes: Axes, window: Window, distance: Array, name: str, colour: str, look: Look) -> None:
    """Write a body's name where it fits inside it, far from the needle; upright or not at all where it is too thin."""
    mm_per_in = (window.h[-1] - window.h[0]) / float(axes.bbox.width / axes.figure.dpi)
    words = tissue_in_words(name)
    long, high = (
        1.1 * width_in(words, look.text_pt, bold=True) * mm_per_in,
        1.5 * look.text_pt / POINTS_PER_IN * mm_per_in,
    )
    for size, turn in (((long, high), 0), ((high, long), 90)):
        place = best_spot(window, distance < 0, size)
        if place is not None:
            axes.text(*place, words, color=colour, rotation=turn, ha="center", va="center", fontweight="bold",
                      zorder=NAME_LAYER, path_effects=cased(1.0, 1.4 * CASING_PT * look.lines), gid=f"name of {name}",
                      rotation_mode="default")  # fmt: skip
            return


def best_spot(window: Window, inside: Array, size: tuple[float, float]) -> tuple[float, float] | None:
    """Return the middle of a box of some size inside a region, as far from the window's middle as can be."""
    step_h, step_v = window.h[1] - window.h[0], window.v[1] - window.v[0]
    wide, high = (max(1, math.ceil(each / step)) for each, step in zip(size, (step_h, step_v), strict=True))
    rows, columns = inside.shape
    if wide >= columns or high >= rows:
        return None
    total = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    total[1:, 1:] = inside.cumsum(axis=0).cumsum(axis=1)
    full = total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide] == wide * high
    if not full.any():
        return None
    v, h = np.nonzero(full)
    across, up = window.h[0] + (h + wide / 2) * step_h, window.v[0] + (v + high / 2) * step_v
    middle = ((window.h[0] + window.h[-1]) / 2, (window.v[0] + window.v[-1]) / 2)
    rim = np.minimum.reduce([across - window.h[0] - size[0] / 2, window.h[-1] - across - size[0] / 2,
                             up - window.v[0] - size[1] / 2, window.v[-1] - up - size[1] / 2])  # fmt: skip
    score = np.hypot(across - middle[0], up - middle[1]) + 2.0 * np.minimum(rim, 0.35 * min(size))
    best = int(np.argmax(score))
    return float(across[best]), float(up[best])


def nerve_distance_mm(scenario: Scenario, points: Array) -> Array:
    """Return how far points of the probe's frame are from the surface of the scenario's nerve, negative inside."""
    if scenario.nerve is None:
        return np.full(len(points), np.inf)
    corners = np.array(scenario.nerve.polyline_mm(scenario.probe.tip_length_mm, scenario.placement))
    return tube_distance_mm(corners, points) - scenario.nerve.diameter_mm / 2


def tube_distance_mm(corners: Array, points: Array) -> Array:
    """Return the distance of points, (m, 3), from a line through corners, (n, 3); flat ends are rounded."""
    least = np.full(len(points), np.inf)
    for start, end in pairwise(corners):
        step = end - start
        share = np.clip((points - start) @ step / (step @ step), 0.0, 1.0)
        least = np.minimum(least, np.linalg.norm(points - start - share[:, None] * step, axis=1))
    return least


def draw_nerve(axes: Axes, scenario: Scenario, plane: Plane, look: Look, level: Level | None = None) -> bool:
    """Draw the nerve where a plane cuts it, darker where it is dead; tell whether it is seen.

    Parameters
    ----------
    level : gives the level at places h and v of the section, positive in dead tissue
    """
    window = window_of(axes, plane)
    distance = nerve_distance_mm(scenario, window.points).reshape(window.v.size, window.h.size)
    if not (distance < 0).any():
        return False
    parts = [("nerve", distance, NERVE)]
    if level is not None:
        parts.append(
            ("covered nerve", np.maximum(distance, -MM_PER_LEVEL * level(*np.meshgrid(window.h, window.v))), COVERED)
        )
    for number, (name, inside, colour) in enumerate(parts):
        if (inside < 0).any():
            axes.contourf(window.h, window.v, inside, levels=[-FARTHEST_MM, 0.0], colors=[colour],
                          zorder=NERVE_LAYER + 0.1 * number).set_gid(name)  # fmt: skip
    line = axes.contour(window.h, window.v, distance, levels=[0.0], colors=[INK], linewidths=look.lines,
                        zorder=NERVE_LAYER + 0.2)  # fmt: skip
    line.set(gid="outline of the nerve", path_effects=cased(look.lines, CASING_PT * look.lines))
    return True


def level_of(sheet: Sheet) -> Level:
    """Return a function that gives the level of a section at places; in the metal that of what is dead beside it."""
    from scipy.interpolate import RegularGridInterpolator

    ask = RegularGridInterpolator(
        (sheet.r_mm, sheet.z_mm), np.nan_to_num(sheet.values, nan=1.0), bounds_error=False, fill_value=-1.0
    )
    return lambda h, v: np.asarray(ask(np.stack([v, h], axis=-1)))


def first_body(scenario: Scenario, theta_deg: float) -> tuple[str, float]:
    """Return the name of the first body beside the middle of the tip towards an angle, and its distance from the axis.

    No name where there is none.
    """
    far = scenario.domain.radius_mm
    steps = np.linspace(scenario.probe.radius_mm, far, ALONG_STEPS)
    middle = np.array([0.0, 0.0, scenario.probe.tip_length_mm / 2])
    points = middle + steps[:, None] * np.asarray(side_of(theta_deg))
    first = [(float(steps[inside[0]]), portion.name) for portion, distance in visible_mm(scenario, points)
             if (inside := np.flatnonzero(distance < 0)).size]  # fmt: skip
    distance, name = min(first, default=(math.inf, ""))
    return name, distance


def sides_in_words(scenario: Scenario, theta_deg: float) -> tuple[str, ...]:
    """Say what lies towards an angle, the first body and how far it is from the probe's surface; at length first."""
    name, distance = first_body(scenario, theta_deg)
    if not name:
        return (spoken("{tissue} alone", tissue=tissue_in_words(scenario.tissue.name)),)
    away = f"{distance - scenario.probe.radius_mm:.1f} mm"
    versions = ("{body} {away} from the probe's surface", "{body} {away} from surface", "{body} from {away}")
    return tuple(spoken(each, body=tissue_in_words(name), away=away) for each in versions)


def body_keys(scenario: Scenario, look: Look) -> list[tuple[Rectangle, str]]:
    """Return a hatched patch and the name of each kind of body, for a legend."""
    known = dict.fromkeys(each.name for each in known_portions(scenario))
    painted = {name: paint for name, paint in paints(scenario).items() if name in known}
    return [(Rectangle((0, 0), 1, 1, facecolor=to_rgba(colour, SHADE), edgecolor=colour, hatch=hatch,
                       linewidth=1.6 * look.lines), tissue_in_words(name))
            for name, (colour, hatch) in painted.items()]  # fmt: skip
