"""A nerve beside the lesion: which part of it is covered, and the dose along it."""

import math

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter

from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import measure
from lesionsim.lesion.nerve import AnyNerve, nerve_coverage, nerve_for
from lesionsim.lesion.nerve_profile import nerve_profile
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lettering import broken, fitting, width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.nerve_scene import COVERED, IN_FRONT_DEG, LESION, NERVE, Scene, draw_scene, scene_of
from lesionsim.plots.nerve_words import (
    NO_RELIEF,
    QUESTION,
    REVEALED,
    SEEN,
    covered_in_words,
    dose_in_words,
    head_in_words,
    rest_in_words,
    table_of,
)
from lesionsim.plots.style import EDGES, INK, cased
from lesionsim.plots.telling import GIVEN, tell
from lesionsim.plots.wording import caption_within
from lesionsim.scenario import CEM43, Arrhenius, Criterion
from lesionsim.texts import spoken

Array = np.ndarray
VIEWS_SHARE = 0.56  # of the width, for the views; the dose takes the rest
CAPTION_LINES = 4
PARALLEL = 0.999  # of the nerve's way: as much of it goes along the probe
ROOM_MM = 2.0  # beyond lesion and tip
BEYOND_MM = 3.0  # drawn of the nerve's way beyond its touched part
DECADES_BELOW, LEAST_DECADES, MOST_DECADES = 2.4, 1.0, 3.0  # below and above the threshold


def nerve_capture(
    result: xr.Dataset,
    nerve: AnyNerve | None = None,
    criterion: Criterion | str | None = None,
    style: str = "slide",
) -> Figure:
    """Draw a nerve beside the lesion, its covered part dark, and the dose along it.

    Parameters
    ----------
    result : Dataset from `simulate`
    nerve : `Nerve` or `StraightNerve`; the scenario's when left out
    criterion : label or criterion; the scenario's first when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.scenario import StraightNerve
    >>> figure = nerve_capture(ls.simulate(ls.load("b1")), StraightNerve(offset_mm=2))
    >>> [axes.get_gid() for axes in figure.axes]
    ['from the side', 'dose along the nerve']
    """
    look, scenario, chosen = look_named(style), scenario_of(result), choose(result, criterion)
    asked = nerve_for(scenario, nerve)
    found = nerve_coverage(result, asked, chosen)
    scene = scene_of(result, asked, chosen, -1)
    with drawing(look):
        cut_off = measure(result, chosen).reaches_outer_wall
        rest, claim = rest_in_words(found, asked, cut_off), covered_in_words(found, cut_off)
        given = caption_for(result, f"{head_in_words(found, asked)}.", look)
        picture, room = framed(look, claim, given if style == "slide" else caption_for(result, rest, look))
        draw_views(picture, room, scene, look)
        panel, along = panel_axes(picture, look, room), nerve_profile(result, asked, chosen)
        draw_dose(panel, along, chosen, look)
        seen = spoken(SEEN, sizes=rest)
        tell(picture, claim, seen, table_of(along), [spoken(NO_RELIEF)], spoken(QUESTION), given, REVEALED)
    return picture


def caption_for(result: xr.Dataset, first: str, look: Look, most: int = CAPTION_LINES) -> str:
    """Return a caption: what matters most, then the parameters of the run, with fewer words where it gets long."""
    within = look.width_in - 2 * look.margin_in
    texts = [f"{first} {caption_within(result, within, look.text_pt, lines)}" for lines in (2, 1)]
    short = (text for text in texts if broken(text, within, look.text_pt).count("\n") < most)
    return next(short, texts[-1])


def draw_views(picture: Figure, room: Room, scene: Scene, look: Look) -> None:
    """Draw the view from the side; where the nerve is oblique, also with the nerve in front of the needle."""
    names = ("from the side",) if scene.flat else ("from the side", "nerve in front of the needle")
    label_in = 2.9 * look.line_in
    left = room.left + label_in
    width = VIEWS_SHARE * room.width - label_in
    low = room.low + 2.4 * look.line_in
    gap = 0.35 * look.line_in
    height = (room.height - (low - room.low) - 1.2 * look.line_in - gap * (len(names) - 1)) / len(names)
    for number, name in enumerate(names):
        bottom = low + (len(names) - 1 - number) * (height + gap)
        axes = axes_in(picture, (left, bottom, width, height))
        axes.set_gid(name)
        set_window(axes, scene, width / height)
        draw_scene(axes, scene, 0.0 if number == 0 else IN_FRONT_DEG, look.lines)
        last = number == len(names) - 1
        name_view(axes, name if len(names) > 1 else "", last, look)
    write_key(picture, left, room.low + room.height, look)


def axes_in(picture: Figure, box_in: tuple[float, float, float, float]) -> Axes:
    """Make axes at (left, bottom, width, height) in inches."""
    width, height = picture.get_size_inches()
    left, bottom, wide, high = box_in
    return picture.add_axes((left / width, bottom / height, wide / width, high / height))


def set_window(axes: Axes, scene: Scene, aspect: float) -> None:
    """Show lesion and tip with room around, in the shape of the axes."""
    low, high = scene.ends_mm
    nearest = float(np.hypot(*scene.points_mm[:, :2].T).min())
    half = max(scene.half_mm, min(nearest + scene.diameter_mm, 3 * scene.half_mm)) + 0.6
    length = max(high - low + 2 * ROOM_MM, 2 * half * aspect)
    half, middle = length / aspect / 2, (low + high) / 2
    axes.set(xlim=(middle - length / 2, middle + length / 2), ylim=(-half, half))


def name_view(axes: Axes, name: str, last: bool, look: Look) -> None:
    """Write what a view shows, and its axes."""
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
    axes.set_ylabel(spoken("across (mm)"))
    axes.set_xlabel(spoken("along the probe (mm)") if last else "")
    axes.tick_params(labelbottom=last)
    if name:
        axes.text(0.015, 0.95, spoken(name), transform=axes.transAxes, va="top", fontstyle="italic", zorder=7,
                  label=GIVEN, path_effects=cased(0.0, 3 * look.lines))  # fmt: skip


def write_key(picture: Figure, left_in: float, top_in: float, look: Look) -> None:
    """Name the colours in a row, from its upper left corner."""
    width, height = picture.get_size_inches()
    side = 0.62 * look.line_in
    for word, face, edge in (
        ("lesion", LESION, EDGES[0].colour),
        ("nerve", NERVE, INK),
        ("covered" if look.name == "slide" else "covered part of the nerve", COVERED, COVERED),
    ):
        low = (top_in - 0.95 * look.line_in) / height
        box = Rectangle((left_in / width, low), side / width, side / height, transform=picture.transFigure,
                        facecolor=face, edgecolor=edge, linewidth=1.5 * look.lines, gid=f"key: {word}")  # fmt: skip
        picture.add_artist(box)
        picture.text((left_in + 1.4 * side) / width, low, spoken(word), va="baseline", gid=f"key: {word}")
        left_in += 2.9 * side + width_in(spoken(word), look.text_pt)


def panel_axes(picture: Figure, look: Look, room: Room) -> Axes:
    """Make the axes of the dose, right of the views."""
    left = room.left + VIEWS_SHARE * room.width + 4.4 * look.line_in
    low = room.low + 2.4 * look.line_in
    width = room.left + room.width - left - 0.2 * look.line_in
    axes = axes_in(picture, (left, low, width, room.height - (low - room.low) - 1.2 * look.line_in))
    axes.set_gid("dose along the nerve")
    return axes


def draw_dose(axes: Axes, along: xr.Dataset, criterion: Criterion, look: Look) -> None:
    """Draw the dose along the nerve with the threshold; where the least of the section is above it, it is covered."""
    (way, words), least = way_along(along), along.least_dose.values
    threshold, covered = float(along.attrs["threshold"]), along.covered.values
    low, high = window_of(along, way)
    axes.fill_between(way, 0, 1, where=covered, transform=axes.get_xaxis_transform(), color=COVERED, alpha=0.16,
                      linewidth=0, zorder=0, gid="covered")  # fmt: skip
    axes.plot(way, along.dose.values, color="#8a6500", linewidth=1.6 * look.lines, linestyle=(0, (4, 2)), gid="middle")
    axes.plot(way, least, color=INK, linewidth=2.4 * look.lines, gid="least")
    axes.axhline(threshold, color=EDGES[0].colour, linewidth=1.8 * look.lines, gid="threshold")
    axes.set_xlim(low, high)
    set_dose_scale(axes, along.isel(along_mm=(way >= low) & (way <= high)), criterion, threshold)
    names = [spoken(each) for each in (words, "from the nearest place (mm)", "way (mm)")]
    axes.set_xlabel(fitting(names, 1.15 * width_of(axes), look.text_pt))
    axes.set_ylabel(dose_in_words(criterion))
    write_lines(axes, threshold, along.attrs["dose_unit"], look)


def way_along(along: xr.Dataset) -> tuple[Array, str]:
    """Return the places along a nerve and what they are called.

    Where the nerve is parallel to the probe these are the places along the probe, as in the view beside it; else they
    count from where the nerve is nearest to the needle's axis.
    """
    way, place = along.along_mm.values, along.z_mm.values
    if np.ptp(place) > PARALLEL * np.ptp(way):
        return place, "along the probe (mm)"
    return way - way[int(np.argmin(along.r_mm.values))], "along the nerve, 0: nearest to needle (mm)"


def width_of(axes: Axes) -> float:
    """Return the width of axes in inches."""
    return float(axes.bbox.width / axes.figure.dpi)


def window_of(along: xr.Dataset, way: Array) -> tuple[float, float]:
    """Return the part of the nerve's way that is drawn: near the lesion, or the whole of a short nerve."""
    dose = along.dose.values
    inside = way[(dose >= float(along.attrs["threshold"])) | along.covered.values]
    middle = way[int(np.argmax(dose))]
    low, high = (inside.min(), inside.max()) if inside.size else (middle - BEYOND_MM, middle + BEYOND_MM)
    return max(float(low) - BEYOND_MM, float(way.min())), min(float(high) + BEYOND_MM, float(way.max()))


def set_dose_scale(axes: Axes, along: xr.Dataset, criterion: Criterion, threshold: float) -> None:
    """Use a logarithmic scale for doses that grow by orders of magnitude, a plain one for temperatures and shares.

    Parameters
    ----------
    along : the part of the nerve that is drawn
    """
    top = float(max(along.dose.values.max(), threshold))
    if isinstance(criterion, CEM43 | Arrhenius):
        axes.set_yscale("log")
        decades = min(max(math.log10(top / threshold) + 0.35, LEAST_DECADES), MOST_DECADES)
        axes.set_ylim(threshold * 10**-DECADES_BELOW, threshold * 10**decades)
        axes.yaxis.set_major_locator(LogLocator(numticks=7))
        axes.yaxis.set_minor_formatter(NullFormatter())
    else:
        bottom = float(min(along.least_dose.values.min(), threshold))
        axes.set_ylim(bottom - 0.5 * (top - bottom), top + 0.15 * (top - bottom))


def write_lines(axes: Axes, threshold: float, unit: str, look: Look) -> None:
    """Name the lines in the room below them."""
    few, dead = look.name == "slide", f"{threshold:g} {unit}" if unit != "1" else f"{threshold:g}"
    names = (spoken("middle line") if few else spoken("on the nerve's middle line"),
             spoken("least across") if few else spoken("least across the nerve"),
             spoken("dead from {dose}", dose=dead))  # fmt: skip
    axes.legend(axes.lines, names, loc="lower center", frameon=False, bbox_to_anchor=(0.5, -0.01), handlelength=1.3,
                labelspacing=0.2, borderaxespad=0.2, handletextpad=0.5)  # fmt: skip
