"""How likely tissue is dead and a nerve covered when inputs vary: the map with its lines, and the curve."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.lesion.points import scenario_of
from lesionsim.plots.furniture import draw_probe, draw_scale_bar
from lesionsim.plots.lettering import POINTS_PER_IN, fitting
from lesionsim.plots.lines import CASING_LAYER, draw_line
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.section import name_axes
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import CASING_PT, EDGES, INK, PAPER, QUIET, SOLID, Line, cased
from lesionsim.plots.swept import caption_within, head_of, needs, percent, ranges
from lesionsim.plots.swept_words import CHANCES, CURVES, QUESTIONS, SEEN, variables_of
from lesionsim.plots.telling import tell
from lesionsim.plots.view import Sheet, View, cut, fill, mirrored
from lesionsim.texts import spoken

Array = np.ndarray

COLOURS = "PuBu"  # darkens evenly, and is not the map of temperature
BANDS = np.linspace(0.0, 1.0, 11)
LEAST_SHOWN = 0.001  # tissue that dies in fewer runs stays white
# Dark lines with a white casing, as on the map of temperature; each with dashes of its own.
LINES = {
    0.1: Line("#1a1a1a", (0, (1.2, 1.5)), 2.4),
    0.5: Line("#7a0019", SOLID, 2.6),
    0.9: Line("#3b0a57", (0, (5, 2)), 2.4),
}
ACROSS_EM, ALONG_EM, SCALE_EM = 3.6, 3.3, 6.6  # around the axes: as on the lesion map
BAR_GAP_EM, BAR_EM = 0.8, 1.1
LABELS_EM = 3.2  # above the lesions, for the labels of the lines
LABEL_EM = 4.6  # from label to label
ENDS_SHARE = 0.25  # of a line's length, at each end: no leader goes there
MARGIN_MM = 0.8
PAPER_HEIGHT_IN = 3.7
CHANCE = "share of runs"
MADE_BY = "ls.probability_map"
NERVE_BY = "ls.nerve_probability"


def probability_map(table: xr.Dataset, style: str = "slide") -> Figure:
    """Draw in which share of the runs tissue is dead, with lines at 10, 50 and 90 % and the probe to scale.

    Parameters
    ----------
    table : Dataset from `lesionsim.probability_map`
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the table is another one, or does not carry its scenario.
    """
    look = look_named(style)
    needs(table, ("probability", "probability_low", "probability_high", "reach_mm"), MADE_BY)
    scenario_of(table)
    with drawing(look):
        told, claim, few = map_in_words(table), map_title(table), style == "slide"
        given = caption_within(look, head_of(table.attrs), ranges(table.attrs), [told[0], *told[2:]])
        caption = given if few else caption_within(look, head_of(table.attrs), ranges(table.attrs), told)
        picture, room = framed(look, claim, caption, None if few else PAPER_HEIGHT_IN)
        em = look.text_pt / POINTS_PER_IN
        place = Room(room.left + ACROSS_EM * em, room.low + ALONG_EM * em,
                     room.width - (ACROSS_EM + SCALE_EM) * em, room.height - (ALONG_EM + 0.6) * em)  # fmt: skip
        draw_map(axes_in(picture, place), place, look, table)
        tell(picture, claim, spoken(SEEN["map"]), variables_of(table, "level", "share of runs"), told,
             spoken(QUESTIONS["map"]), given, CHANCES)  # fmt: skip
    return picture


def map_title(table: xr.Dataset) -> str:
    """Say how far tissue dies in most, half and few of the runs."""
    reach = {float(level): float(far) for level, far in zip(table.level.values, table.reach_mm.values, strict=True)}
    if reach[0.1] <= 0:
        return spoken("No tissue is dead in one run of ten")
    if reach[0.9] <= 0:
        told = "One run of ten kills tissue out to {far_mm:.1f} mm from the axis; none is dead in nine of ten"
        return spoken(told, far_mm=reach[0.1])
    told = "Nine runs of ten kill tissue out to {near_mm:.1f} mm from the axis, one of ten to {far_mm:.1f} mm"
    return spoken(told, near_mm=reach[0.9], far_mm=reach[0.1])


def map_in_words(table: xr.Dataset) -> list[str]:
    """Say how many runs there are and how sure the line of 50 % is."""
    about = table.attrs
    low, high = (float(table[f"reach_mm_{end}"].sel(level=0.5)) for end in ("low", "high"))
    sure = spoken(
        "farthest place of the 50 % line: {reach_mm:.2f} mm from the axis, 95 % interval {low:.2f} to {high:.2f} mm",
        reach_mm=float(table.reach_mm.sel(level=0.5)), low=low, high=high,
    )  # fmt: skip
    varied = any("probe." in key or key in ("gauge", "tip_mm") for key in str(about.get("keys", "")).split())
    drawn = [spoken("probe drawn as in the scenario")] if varied else []
    return [runs_in_words(about), sure, *drawn]


def runs_in_words(about: Mapping[Any, Any]) -> str:
    """Write how many runs there are, and how many failed."""
    if not about.get("failed"):
        return spoken("{runs:,} runs", runs=about["runs"])
    return spoken("{runs:,} runs, {failed} failed and left out", runs=about["runs"], failed=about["failed"])


def draw_map(axes: Axes, place: Room, look: Look, table: xr.Dataset) -> None:
    """Draw the map, its lines with labels, the probe and a scale bar."""
    probe = scenario_of(table).probe
    sheet = sheet_of(table, probe.radius_mm)
    labels_in = LABELS_EM * look.text_pt / POINTS_PER_IN
    view = view_of(sheet, place, labels_in, probe.tip_length_mm)
    axes.set(xlim=(view.low, view.high), ylim=(-view.half, view.half))
    axes.set_aspect("equal", adjustable="box")
    axes.apply_aspect()
    near = cut(sheet, view)
    filled = axes.contourf(near.z_mm, near.r_mm, np.where(near.values < LEAST_SHOWN, np.nan, near.values),
                           levels=BANDS, cmap=COLOURS, zorder=1)  # fmt: skip
    filled.set(edgecolor="face", linewidth=0.3, gid="probability")
    scale(axes, filled, look)
    draw_levels(axes, near, view, look)
    draw_scale_bar(axes, view, look, True)
    draw_probe(axes, probe, view, look)
    name_axes(axes, look, uneven=bool(table.r_mm.values[0] < 0))


def sheet_of(table: xr.Dataset, radius_mm: float) -> Sheet:
    """Return the probability on both sides, the metal's places filled from the tissue beside them."""
    r_mm, z_mm, values = table.r_mm.values, table.z_mm.values, table.probability.values.copy()
    both_sides = bool(r_mm[0] < 0)
    for side in (r_mm >= 0, r_mm <= 0) if both_sides else (r_mm >= 0,):
        outside = np.flatnonzero(side & (np.abs(r_mm) >= radius_mm))
        nearest = outside[np.argmin(np.abs(r_mm[outside]))]
        values[np.ix_(side & (np.abs(r_mm) < radius_mm), z_mm > 0)] = values[nearest, z_mm > 0]
    return Sheet(z_mm, r_mm, values) if both_sides else mirrored((r_mm, z_mm, values))


def view_of(sheet: Sheet, place: Room, labels_in: float, tip_mm: float) -> View:
    """Choose the window: everything that dies in a run of a hundred, and the tip, with room for labels above."""
    seen = sheet.values >= 0.01
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    low, high = (sheet.z_mm[columns[0]], sheet.z_mm[columns[-1]]) if columns.size else (0.0, tip_mm)
    half = (float(sheet.r_mm[rows[-1]]) if rows.size else 1.5) + MARGIN_MM
    share = max(1 - 2 * labels_in / place.height, 0.4)
    return fill(View(min(float(low), 0.0) - MARGIN_MM, max(float(high), tip_mm) + MARGIN_MM, half / share),
                place.width / place.height)  # fmt: skip


def scale(axes: Axes, filled: QuadContourSet, look: Look) -> None:
    """Draw the scale of probability to the right of the axes."""
    wide_in = axes.bbox.width / axes.figure.dpi
    em = look.text_pt / POINTS_PER_IN / wide_in
    beside = axes.inset_axes((1 + BAR_GAP_EM * em, 0.0, BAR_EM * em, 1.0))
    bar = axes.figure.colorbar(filled, cax=beside, ticks=[0.0, 0.1, 0.5, 0.9, 1.0])
    beside.set_yticklabels(["0", "10 %", "50 %", "90 %", ""])
    words = ("share of runs in which tissue is dead", "share of runs with dead tissue", CHANCE)
    bar.set_label(fitting([spoken(each) for each in words], axes.bbox.height / axes.figure.dpi, look.text_pt))
    beside.set_gid("colour bar")


def draw_levels(axes: Axes, near: Sheet, view: View, look: Look) -> None:
    """Draw the lines of 10, 50 and 90 %, each with a label above that a leader joins to it."""
    present = [level for level in LINES if near.values.max() >= level]
    pt_per_mm = POINTS_PER_IN * axes.bbox.width / axes.figure.dpi / view.length
    apart = min(LABEL_EM * look.text_pt / pt_per_mm, 0.3 * view.length)
    inner = near.z_mm[(near.values >= present[-1]).any(axis=0)] if present else near.z_mm
    room = (len(present) / 2 + 0.2) * apart  # from the ends of the axes to the middle label
    middle = min(max((float(inner[0]) + float(inner[-1])) / 2, view.low + room), view.high - room)
    top = view.half - 1.3 * look.text_pt / pt_per_mm
    for number, level in enumerate(present):
        line = LINES[level].thicker(look.lines)
        drawn = draw_line(axes, near, level, line, f"line of {100 * level:g} %", CASING_LAYER + 0.5)
        at = middle + apart * (number - (len(present) - 1) / 2)
        z, r = nearest_above(drawn, at)
        label(axes, f"{100 * level:.0f} %", line.colour, (at, top, z, r), look)


def nearest_above(drawn: QuadContourSet, z_mm: float) -> tuple[float, float]:
    """Return the point of a line above the probe that is nearest along it, away from the line's ends: (z, r), mm."""
    vertices = np.concatenate([path.vertices for path in drawn.get_paths()])
    upper = vertices[vertices[:, 1] >= 0]
    first, last = float(upper[:, 0].min()), float(upper[:, 0].max())
    aim = min(max(z_mm, first + ENDS_SHARE * (last - first)), last - ENDS_SHARE * (last - first))
    z, r = upper[np.argmin(np.abs(upper[:, 0] - aim))]
    return float(z), float(r)


def label(axes: Axes, words: str, colour: str, ends: tuple[float, float, float, float], look: Look) -> None:
    """Write a line's share of runs above the lines, with a leader down to its own; ends are z, r and z, r, mm."""
    at, top, z, r = ends
    axes.plot([at, z, z], [top, r, r], color=colour, linewidth=look.lines, marker="o", markersize=4.5 * look.lines,
              markevery=[2], zorder=3.5, path_effects=cased(0.6, CASING_PT * look.lines),
              gid=f"leader to {words}")  # fmt: skip
    axes.text(at, top, words, color=colour, fontweight="bold", ha="center", va="center", zorder=6, gid=f"label {words}",
              bbox={"boxstyle": "round,pad=0.22", "facecolor": PAPER, "edgecolor": colour,
                    "linewidth": 0.8 * look.lines})  # fmt: skip


class Share(NamedTuple):
    """A share of the nerve and how often at least that much is covered."""

    fraction: float
    chance: float
    low: float
    high: float


def nerve_probability(table: xr.Dataset, style: str = "slide") -> Figure:
    """Draw in which share of the runs at least so much of the nerve is covered, with Wilson's 95 % band.

    Parameters
    ----------
    table : Dataset from `lesionsim.nerve_probability`
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the table is another one.
    """
    look = look_named(style)
    needs(table, ("probability", "probability_low", "probability_high", "at_least_fraction"), NERVE_BY)
    with drawing(look):
        about = table.attrs
        tail = [runs_in_words(about), spoken("band: Wilson's 95 % interval")]
        if float(table.doubtful.max()) > 0:
            words = "numerical error bars decide in {share} of the runs at most"
            tail.append(spoken(words, share=percent(float(table.doubtful.max()))))
        caption = caption_within(look, head_of(about), ranges(about), tail)
        claim = nerve_title(table)
        picture, room = framed(look, claim, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        line = look.line_in
        place = Room(room.left + 3.6 * line, room.low + 2.9 * line, room.width - 4.8 * line, room.height - 3.6 * line)
        draw_curve(axes_in(picture, place), look, table)
        numbers = variables_of(table, "at_least_fraction", "covered share, at least")
        tell(picture, claim, spoken(SEEN["nerve"]), numbers, tail, spoken(QUESTIONS["nerve"]), steps=CURVES)
    return picture


def nerve_title(table: xr.Dataset) -> str:
    """Say which share of the nerve about half of the runs cover."""
    number = int(np.argmin(np.abs(table.probability.values - 0.5)))
    found = Share(float(table.at_least_fraction.values[number]),
                  *(float(table[f"probability{end}"].values[number]) for end in ("", "_low", "_high")))  # fmt: skip
    chance, low, high, share = map(percent, (found.chance, found.low, found.high, found.fraction))
    told = "{chance} of the runs ({low} to {high}) cover at least {share} of the nerve"
    return spoken(told, chance=chance, low=low, high=high, share=share)


def draw_curve(axes: Axes, look: Look, table: xr.Dataset) -> None:
    """Draw the curve with its band, and mark the shares 10, 50 and 90 %."""
    share, line = 100 * table.at_least_fraction.values, EDGES[0]
    low, value, high = (100 * table[f"probability{end}"].values for end in ("_low", "", "_high"))
    axes.fill_between(share, low, high, color=line.colour, alpha=0.2, linewidth=0, gid="band")
    axes.plot(share, value, color=line.colour, linewidth=line.width_pt * look.lines, gid="probability",
              marker="o" if share.size < 5 else None)  # fmt: skip
    for level in (10, 50, 90):
        axes.axhline(level, color=QUIET, linewidth=0.9 * look.lines, linestyle=(0, (1, 3)), zorder=0.5)
    reached = share[value > 0]
    last = min(100.0, 1.15 * float(reached.max())) if reached.size else 100.0
    axes.set(xlim=(0, last), ylim=(0, 104), yticks=[0, 10, 50, 90, 100])
    axes.set_yticklabels(["0", "10", "50", "90", "100"])
    axes.xaxis.set_major_locator(MaxNLocator(10, steps=[1, 2, 5, 10]))
    axes.set_xlabel(spoken("covered share of the nerve, at least (%)"))
    axes.set_ylabel(f"{spoken(CHANCE)} (%)", color=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def colours() -> Array:
    """Return the colours of the map, (256, 3)."""
    return np.asarray(mpl.colormaps[COLOURS](np.linspace(0, 1, 256))[:, :3])
