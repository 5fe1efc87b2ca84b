"""The temperature profile: how fast heat fades with distance from the probe."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from lesionsim.errors import ScenarioError
from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.points import scenario_of, temperature_at
from lesionsim.lesion.reach import reach_at
from lesionsim.plots.anatomy import BONE, SHADE, first_body, sides_in_words
from lesionsim.plots.lettering import POINTS_PER_IN, broken, fitting, width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.moments import Moment, counted_from, moments, usual_s
from lesionsim.plots.profile_words import (
    QUESTION,
    SIDES,
    Curve,
    edges_in_words,
    fading_claim,
    seen_in,
    steps_of,
    table_of,
)
from lesionsim.plots.several import axes_in, parameters
from lesionsim.plots.style import ISOTHERMS, PAPER, QUIET, edge_line
from lesionsim.plots.telling import tell
from lesionsim.scenario import Criterion, Scenario
from lesionsim.texts import spoken

Array = np.ndarray
NAMED_C = (45.0, 50.0, 60.0)
POINTS = 301
FADED = 0.05  # of the highest rise: the axis ends there
LEAST_MM, EDGE_ROOM = 3.0, 1.4  # shortest axis, and its length over the edge's distance
LEFT, RIGHT, UNDER, ABOVE = 3.6, 3.4, 2.9, 0.6  # in lines of text, around the axes
PAPER_HEIGHT_IN = 4.2
BOTH_DEG = (0.0, 180.0)  # the two directions where they differ
BETWEEN = 3.7  # in lines of text, between these two
LABEL_BOX = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}


class Box(NamedTuple):
    """Where a label stands: its middle and half its size, inches."""

    x: float
    y: float
    half_width: float
    half_height: float


def temperature_profile(
    result: xr.Dataset, times_s: Sequence[float] | None = None, z_mm: float | None = None, style: str = "slide"
) -> Figure:
    """Draw temperature against distance from the probe's surface, at some moments.

    Parameters
    ----------
    result : Dataset from `simulate`
    times_s : up to six times, s, from the start of heating; left out, four until heating ends, which are 10, 30, 60 and
        90 s of the usual run, and the end of the run. A moment that was not recorded is replaced by the nearest
        recorded one, and its label says so
    z_mm : float, mm, place along the probe from the end of the tip; the middle of the tip when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When z_mm is not beside the probe, or a time lies after the end of the run.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.plots.profile import temperature_profile
    >>> figure = temperature_profile(ls.simulate(ls.load("b1")))
    >>> figure.axes[0].get_xlabel()
    "distance from the probe's surface (mm)"
    """
    look = look_named(style)
    scenario = scenario_of(result)
    place = place_along(scenario, z_mm)
    end_s = float(result["time"].values[-1])
    shown = moments(result, [*usual_s(result), end_s] if times_s is None else times_s)
    main = choose(result, None)
    sides = [edges_towards(result, place, shown, angle) for angle in (BOTH_DEG if is_around(result) else (0.0,))]
    distance = distances(result, place, shown, [edge for edges in sides for edge in edges])
    with drawing(look):
        dots = spoken("dots: edge of the lesion at that moment") if np.isfinite(sides).any() else ""
        where = spoken("{place_mm:g} mm from the end of the tip", place_mm=place)
        caption = parameters(result, look, where, dots, counted_from(result))
        claim = fading_claim(result, place)
        picture, room = framed(look, claim, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        line = look.line_in
        spot = Room(room.left + LEFT * line, room.low + UNDER * line, room.width - (LEFT + RIGHT) * line,
                    room.height - (UNDER + ABOVE) * line)  # fmt: skip
        curves = [curves_towards(result, place, shown, edges, distance, angle)
                  for edges, angle in zip(sides, BOTH_DEG, strict=False)]  # fmt: skip
        if len(curves) == 1:
            draw_curves(axes_in(picture, spot), spot, look, scenario, distance, curves[0])
            name_edge(picture.axes[0], spot, look, main, curves[0][-1])
        else:
            draw_both(picture, spot, look, scenario, distance, curves)
        tell(picture, claim, seen_in(place, curves), table_of(distance, curves), edges_in_words(main, curves),
             spoken(QUESTION), steps=steps_of(shown))  # fmt: skip
    return picture


def edges_towards(result: xr.Dataset, z_mm: float, shown: list[Moment], azimuth_deg: float) -> list[float]:
    """Return how far the lesion reaches from the surface towards an angle, at each moment, mm."""
    main = choose(result, None)
    return [reach_at(result, z_mm, main, moment.shown_s, azimuth_deg) for moment in shown]


def curves_towards(
    result: xr.Dataset, z_mm: float, shown: list[Moment], edges: list[float], distance: Array, azimuth_deg: float
) -> list[Curve]:
    """Return the temperature over the distance from the surface towards an angle, at each moment."""
    r_mm = scenario_of(result).probe.radius_mm + distance
    heats = [np.asarray(temperature_at(result, r_mm, z_mm, moment.shown_s, azimuth_deg)) for moment in shown]
    return [Curve(*parts) for parts in zip(shown, heats, edges, strict=True)]


def draw_both(
    picture: Figure, spot: Room, look: Look, scenario: Scenario, distance: Array, curves: list[list[Curve]]
) -> None:
    """Draw the profiles towards +x and away from it beside each other, on one scale, with the first body there."""
    width = (spot.width - BETWEEN * look.line_in) / 2
    whole = [curve for side in curves for curve in side]
    for number, (side, angle) in enumerate(zip(curves, BOTH_DEG, strict=True)):
        place = Room(spot.left + number * (width + BETWEEN * look.line_in), spot.low, width, spot.height - look.line_in)
        axes = axes_in(picture, place)
        draw_curves(axes, place, look, scenario, distance, side, whole)
        head = [f"{SIDES[number]}: {words}" for words in sides_in_words(scenario, angle)]
        free = width + 0.4 * BETWEEN * look.line_in
        axes.set_title(fitting(head, free, look.text_pt, bold=True), fontsize=look.text_pt, loc="left")
        axes.set_xlabel(fitting((axes.get_xlabel(), spoken("from the surface (mm)")), width, look.text_pt))
        name, at_mm = first_body(scenario, angle)
        if name and at_mm - scenario.probe.radius_mm < distance[-1]:
            axes.axvspan(at_mm - scenario.probe.radius_mm, distance[-1], facecolor=to_rgba(BONE, SHADE), hatch="//",
                         edgecolor=to_rgba(BONE, 0.25), linewidth=0, zorder=0, gid=f"body: {name}")  # fmt: skip
        if number:
            axes.set_ylabel("")
            axes.set_yticklabels([])


def place_along(scenario: Scenario, z_mm: object) -> float:
    """Return a place beside the probe, mm from the end of the tip."""
    tip = scenario.probe.tip_length_mm
    high = tip + scenario.domain.shaft_mm
    if z_mm is None:
        return tip / 2
    if not isinstance(z_mm, int | float | np.number) or not 0 < float(z_mm) < high:
        raise ScenarioError(f"z_mm is {z_mm!r:.40}; must be beside the probe: above 0 and below {high:g} mm.")
    return float(z_mm)


def distances(result: xr.Dataset, z_mm: float, shown: list[Moment], edges: list[float]) -> Array:
    """Return distances from the surface, out to where heat has nearly faded, mm."""
    scenario = scenario_of(result)
    far = scenario.domain.radius_mm - scenario.probe.radius_mm
    all_mm = np.linspace(0.0, far, POINTS)
    r_mm = scenario.probe.radius_mm + all_mm
    angles = BOTH_DEG if is_around(result) else (0.0,)
    highest = np.max(
        [np.asarray(temperature_at(result, r_mm, z_mm, each.shown_s, angle)) for each in shown for angle in angles],
        axis=0,
    )
    rise = np.abs(highest - scenario.start_c)
    warm = np.flatnonzero(rise > FADED * rise.max())
    reach = all_mm[warm[-1]] if warm.size else LEAST_MM
    known = [edge for edge in edges if np.isfinite(edge)]
    return np.linspace(0.0, min(far, max(reach, LEAST_MM, EDGE_ROOM * max(known, default=0.0))), POINTS)


def draw_curves(
    axes: Axes,
    spot: Room,
    look: Look,
    scenario: Scenario,
    distance: Array,
    curves: list[Curve],
    scale: list[Curve] | None = None,
) -> None:
    """Draw isotherms, curves and the edges on them, with a label at each curve; `scale`: curves that must fit too."""
    low = min(float(np.min(curve.temperature_c)) for curve in scale or curves)
    high = max(float(np.max(curve.temperature_c)) for curve in scale or curves)
    room = 0.06 * max(high - low, 1.0)
    axes.set(xlim=(0, distance[-1]), ylim=(low - room, high + 2 * room))
    axes.set_xlabel(spoken("distance from the probe's surface (mm)"))
    axes.set_ylabel(spoken("temperature (°C)"))
    for at_c in NAMED_C:
        if low < at_c < high:
            line = ISOTHERMS[at_c].thicker(0.7 * look.lines)
            axes.axhline(at_c, color=line.colour, linestyle=line.dashes, linewidth=line.width_pt,
                         gid=f"isotherm {at_c:g} °C", zorder=1)  # fmt: skip
            axes.annotate(
                f"{at_c:g} °C", (1, at_c), (0.3 * look.text_pt, 0), xycoords=axes.get_yaxis_transform(),
                textcoords="offset points", va="center", color=line.colour, annotation_clip=False,
                gid=f"leader to isotherm {at_c:g} °C",
            )  # fmt: skip
    for number, curve in enumerate(curves):
        line = edge_line(number).thicker(look.lines)
        axes.plot(distance, curve.temperature_c, color=line.colour, linestyle=line.dashes, linewidth=line.width_pt,
                  gid=f"temperature after {curve.moment}", zorder=2)  # fmt: skip
        if np.isfinite(curve.edge_mm):
            at_edge = float(np.interp(curve.edge_mm, distance, curve.temperature_c))
            axes.plot([curve.edge_mm], [at_edge], "o", color=line.colour, markersize=5.5 * look.lines, zorder=3,
                      gid=f"edge after {curve.moment}")  # fmt: skip
    name_curves(axes, spot, look, distance, curves)


def name_curves(axes: Axes, spot: Room, look: Look, distance: Array, curves: list[Curve]) -> None:
    """Write each curve's moment on it, where it is farthest from other curves, labels and dots."""
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    tracks = [
        np.stack([(distance - x0) / (x1 - x0) * spot.width, (curve.temperature_c - y0) / (y1 - y0) * spot.height], 1)
        for curve in curves
    ]
    dots = [
        track[np.argmin(np.abs(distance - c.edge_mm))]
        for track, c in zip(tracks, curves, strict=True)
        if np.isfinite(c.edge_mm)
    ]
    boxes: list[Box] = []
    for number, (curve, track) in enumerate(zip(curves, tracks, strict=True)):
        half = (width_in(str(curve.moment), look.text_pt, bold=True) / 2, look.line_in / 2)
        others = np.concatenate([*(each for k, each in enumerate(tracks) if k != number), np.reshape(dots, (-1, 2))])
        boxes.append(best_place(track, others, boxes, Box(0.0, 0.0, *half), spot))
        axes.annotate(
            str(curve.moment), (boxes[-1].x * POINTS_PER_IN, boxes[-1].y * POINTS_PER_IN), xycoords="axes points",
            ha="center", va="center", color=edge_line(number).colour, fontweight="bold", zorder=5,
            gid=f"label {curve.moment}", bbox=LABEL_BOX,
        )  # fmt: skip


def best_place(track: Array, others: Array, boxes: list[Box], size: Box, spot: Room) -> Box:
    """Return the box around a point of a curve that is farthest from all other points, clear of other boxes.

    Parameters
    ----------
    track, others : (n, 2) arrays, in inches of the axes
    size : Box, whose size counts
    """
    fits = (
        (track[:, 0] > 1.2 * size.half_width) & (track[:, 0] < spot.width - 1.2 * size.half_width)
        & (track[:, 1] > 1.2 * size.half_height) & (track[:, 1] < spot.height - 3.5 * size.half_height)
    )  # fmt: skip
    clear = fits & ~np.any([overlap(track, size, box) for box in boxes], axis=0) if boxes else fits
    candidates = next((track[choice] for choice in (clear, fits) if choice.any()), track)
    if others.size == 0:
        place = candidates[len(candidates) // 4]
    else:
        gaps = np.abs(candidates[:, None, :] - others[None, :, :]) - np.array([size.half_width, size.half_height])
        outside = np.hypot(*np.moveaxis(np.maximum(gaps, 0.0), 2, 0)) + np.minimum(gaps.max(axis=2), 0.0)
        place = candidates[np.argmax(outside.min(axis=1))]
    return size._replace(x=float(place[0]), y=float(place[1]))


def overlap(places: Array, size: Box, box: Box) -> Array:
    """Tell at which places a box of some size would overlap another box."""
    across = np.abs(places[:, 0] - box.x) < size.half_width + box.half_width
    return across & (np.abs(places[:, 1] - box.y) < size.half_height + box.half_height)


def name_edge(axes: Axes, spot: Room, look: Look, criterion: Criterion, last: Curve) -> None:
    """Mark where the lesion's edge lies at the last moment, with words in the empty corner above the curves."""
    told = {"criterion": label_in_words(criterion.label), "time_s": last.moment.shown_s, "edge_mm": last.edge_mm}
    if not np.isfinite(last.edge_mm):
        brief = "{criterion}: no lesion here after {time_s:g} s"
        if last.edge_mm > 0:
            brief = "{criterion}: dead up to the outer wall after {time_s:g} s"
        words = brief
        start = 0.35 * spot.width
    else:
        axes.axvline(last.edge_mm, color=QUIET, linewidth=1.1 * look.lines, zorder=1.5, gid="lesion edge")
        words = "edge of the lesion ({criterion}): {edge_mm:.2f} mm from the surface after {time_s:g} s"
        brief = "lesion edge, {criterion}: {edge_mm:.2f} mm after {time_s:g} s"
        start = last.edge_mm / axes.get_xlim()[1] * spot.width + 0.4 * look.line_in
    top = (spot.height - 0.35 * look.line_in) * POINTS_PER_IN
    words = spoken(brief if look.name == "slide" else words, **told)
    words = broken(words, spot.width - start - 0.3 * look.line_in, look.text_pt)
    axes.annotate(words, (start * POINTS_PER_IN, top), xycoords="axes points", va="top", color=QUIET,
                  gid="edge in words")  # fmt: skip
