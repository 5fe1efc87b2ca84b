"""Why the needle lies along the nerve: covered length against the angle between them."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import measure
from lesionsim.lesion.nerve_sweep import nerve_sweep, several, straight_nerves
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.nerve import axes_in, caption_for, width_of, write_key
from lesionsim.plots.nerve_scene import IN_FRONT_DEG, Scene, draw_scene, scene_of
from lesionsim.plots.nerve_words import NO_RELIEF
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.style import EDGES, INK, QUIET
from lesionsim.plots.telling import GIVEN, Step, Table, tell
from lesionsim.scenario import Criterion, Probe, Scenario, StraightNerve
from lesionsim.texts import spoken

ANGLES_DEG = tuple(float(angle) for angle in range(0, 91, 5))
CLEAR_MM = (0.0, 0.5, 1.0)  # between needle and nerve, where nothing else is asked for
SKETCHED = ((0.0, "0°: along the needle"), (45.0, "45°"), (90.0, "90°: across the needle"))
NEIGHBOUR_MM = 0.5  # from the scenario's nerve to those that are drawn for comparison
SAME_MM = 5e-3
MOST_LINES = 6
QUESTION = "Should the needle lie along the nerve or across it?"
SEEN = "Sketches of needle, lesion and nerve at three angles, above curves of the covered length against the angle"
REVEALED = (
    FRAME._replace(shows=(*FRAME.shows, "sketch*/nerve", "sketch*/outline of *", "*/key: nerve")),
    Step("lesion", ("sketch*/lesion*", "*/key: lesion")),
    Step("covered part", ("sketch*/covered nerve", "*/key: covered*")),
    Step("covered length", ("covered length/*",)),
    NUMBERS,
)
SKETCH_SHARE = 0.42  # of the height
AROUND_MM = 0.7  # beyond the lesion, across
EDGE_OF_SKETCH = "#c8c8c8"  # around sketches, at which needle and nerve are cut off


def nerve_angles(
    result: xr.Dataset,
    angles_deg: Sequence[float] = ANGLES_DEG,
    offsets_mm: Sequence[float] | None = None,
    criterion: Criterion | str | None = None,
    style: str = "slide",
) -> Figure:
    """Draw the covered length of a straight nerve against its angle to the needle, a line for each distance.

    Thickness, length and place are those of the scenario's nerve where it is straight, else of a nerve 1 mm thick and
    30 mm long beside the middle of the tip. Title and sketches show it at the scenario's distance, or at the middle one
    of the distances. The sketches are seen with the nerve in front of the needle, so that angle and lengths are true.

    Parameters
    ----------
    result : Dataset from `simulate`
    angles_deg : degrees, 0 parallel to the probe, 90 perpendicular
    offsets_mm : mm, smallest distances of the nerve's middle line from the probe's axis; left out, that of the
        scenario's straight nerve and 0.5 mm nearer and farther; without one the nerve touches the needle, or stays
        0.5 or 1 mm away from it
    criterion : label or criterion; the scenario's first when left out
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = nerve_angles(ls.simulate(ls.load("b1")))
    >>> [axes.get_gid() for axes in figure.axes]
    ['covered length', 'sketch at 0°', 'sketch at 45°', 'sketch at 90°']
    """
    look, scenario, chosen = look_named(style), scenario_of(result), choose(result, criterion)
    offsets = usual_offsets(scenario) if offsets_mm is None else several("offsets_mm", offsets_mm)
    if len(offsets) > MOST_LINES:
        told = f"has {len(offsets)} distances; must be at most {MOST_LINES}: nerve_sweep takes more"
        raise ScenarioError(Problem("offsets_mm", told))
    swept = nerve_sweep(result, sorted(several("angles_deg", angles_deg)), offsets, criterion=chosen)
    shown = main_offset(scenario, offsets)
    sketched = straight_nerves(scenario, None, [angle for angle, _ in SKETCHED], [shown])
    scenes = [scene_of(result, nerve, chosen, -1) for nerve in sketched]
    ends = nerve_sweep(result, (0.0, 90.0), (shown,), criterion=chosen).covered_mm.values[:, 0]
    cut_off, clear = measure(result, chosen).reaches_outer_wall, clear_mm(sketched[0], scenario.probe)
    with drawing(look):
        claim = ends_in_words(ends, clear, cut_off)
        about = about_in_words(swept, clear)
        caption = caption_for(result, about, look, 3)
        picture, room = framed(look, claim, caption)
        draw_curves(picture, room, swept, scenario.probe, look)
        draw_sketches(picture, room, scenes, look)
        tell(picture, claim, spoken(SEEN), table_of(swept), [about, spoken(NO_RELIEF)], spoken(QUESTION),
             caption, REVEALED)  # fmt: skip
    return picture


def about_in_words(swept: xr.Dataset, clear: float) -> str:
    """Say how the sketches are seen, how thick and long the nerve is, and by which criterion it is covered."""
    thick, long = (part.split()[0] for part in str(swept.attrs["nerve"]).split(", "))
    sketches = "Sketches: seen with the nerve in front of the needle, {clear} mm between them."
    nerve = "Nerve {thick} mm thick, {long} mm long. {criterion} after {time_s:g} s."
    label, time_s = label_in_words(str(swept.attrs["criterion"])), swept.attrs["measured_at_s"]
    told = spoken(nerve, thick=thick, long=long, criterion=label, time_s=time_s)
    return f"{spoken(sketches, clear=in_mm(clear))} {told}"


def table_of(swept: xr.Dataset) -> Table:
    """Return the curves: a row for each angle."""
    columns = (
        "angle (°)",
        *(f"covered, nerve {offset:.2f} mm from the axis (mm)" for offset in swept.offset_mm.values),
    )
    rows = np.column_stack([swept.angle_deg.values, swept.covered_mm.values]).tolist()
    return Table(columns, [tuple(row) for row in rows])


def usual_offsets(scenario: Scenario) -> list[float]:
    """Return distances of the middle line: the scenario's nerve and its neighbours, or from touching the needle on."""
    own = scenario.nerve
    if isinstance(own, StraightNerve):
        touching = scenario.probe.radius_mm + own.diameter_mm / 2
        nearer = max(own.offset_mm - NEIGHBOUR_MM, min(touching, own.offset_mm))
        return list(dict.fromkeys([own.offset_mm, nearer, own.offset_mm + NEIGHBOUR_MM]))
    thick = StraightNerve(offset_mm=1).diameter_mm
    return [scenario.probe.radius_mm + thick / 2 + clear for clear in CLEAR_MM]


def main_offset(scenario: Scenario, offsets: Sequence[float]) -> float:
    """Return the distance that title and sketches show: the scenario's, else the middle one."""
    own = scenario.nerve
    if isinstance(own, StraightNerve) and own.offset_mm in offsets:
        return own.offset_mm
    return sorted(offsets)[(len(offsets) - 1) // 2]


def in_mm(distance: float) -> str:
    """Write a distance with one digit after the point, or two where it has more.

    >>> in_mm(0.5), in_mm(0.546)
    ('0.5', '0.55')
    """
    return f"{distance:.1f}" if abs(distance - round(distance, 1)) < SAME_MM else f"{distance:.2f}"


def clear_mm(nerve: StraightNerve, probe: Probe) -> float:
    """Return the distance between the surfaces of needle and nerve, mm; 0 where they touch."""
    return max(0.0, round(nerve.offset_mm - probe.radius_mm - nerve.diameter_mm / 2, 6))


def ends_in_words(ends_mm: Sequence[float], clear: float, cut_off: bool = False) -> str:
    """Say what turning the nerve does at a distance between needle and nerve, for a title."""
    along, across = ends_mm
    if along <= 0 and across <= 0:
        return spoken("The lesion covers no nerve at {clear} mm from the needle", clear=in_mm(clear))
    words = "Nerve touching the needle: {along} mm covered along it, {across} mm across"
    if clear > 0:
        words = "Nerve {clear} mm from the needle: {along} mm covered along it, {across} mm across"
    first, last = f"{along:.1f}", f"{across:.1f}"
    if cut_off:
        first, last = spoken("more than {size}", size=first), spoken("more than {size}", size=last)
    return spoken(words, clear=in_mm(clear), along=first, across=last)


def draw_curves(picture: Figure, room: Room, swept: xr.Dataset, probe: Probe, look: Look) -> None:
    """Draw a line for each distance, named at its right end."""
    thick = float(swept.attrs["diameter_mm"])
    nerves = [StraightNerve(offset_mm=float(offset), diameter_mm=thick) for offset in swept.offset_mm.values]
    names = [f"{in_mm(clear_mm(nerve, probe))} mm" for nerve in nerves]
    left, low = room.left + 3.2 * look.line_in, room.low + 2.4 * look.line_in
    right = (
        max(width_in(heading_line, look.text_pt) for heading_line in spoken(HEADING).split("\n")) + 1.2 * look.line_in
    )
    height = (1 - SKETCH_SHARE) * room.height - 2.4 * look.line_in
    axes = axes_in(picture, (left, low, room.left + room.width - left - right, height))
    axes.set_gid("covered length")
    for number in range(len(names)):
        line = EDGES[number % len(EDGES)]
        axes.plot(swept.angle_deg.values, swept.covered_mm.values[:, number], color=line.colour, linestyle=line.dashes,
                  linewidth=(line.width_pt + 0.6) * look.lines * 0.8, gid=f"covered at {names[number]}")  # fmt: skip
    axes.set(xlim=(float(swept.angle_deg.min()), max(float(swept.angle_deg.max()), float(swept.angle_deg.min()) + 1)))
    axes.set_ylim(0, 1.08 * max(float(swept.covered_mm.max()), 0.5))
    axes.set_xticks([angle for angle in range(0, 91, 15) if axes.get_xlim()[0] <= angle <= axes.get_xlim()[1]])
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.set_xlabel(spoken("angle between needle and nerve (°)"))
    axes.set_ylabel(spoken("covered (mm)"))
    axes.grid(color="#e4e4e4", linewidth=0.8 * look.lines)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    name_lines(axes, swept.covered_mm.values[-1], names, look, height)


HEADING = "from needle\nto nerve"


def name_lines(axes: Axes, ends_mm: Sequence[float], names: list[str], look: Look, height_in: float) -> None:
    """Write each line's name beside its right end, moved apart where they would overlap."""
    top = axes.get_ylim()[1]
    apart = 1.05 * look.line_in / height_in
    wanted = [float(end) / top for end in ends_mm]
    places = moved_apart(wanted, apart)
    for number, name in enumerate(names):
        colour = EDGES[number % len(EDGES)].colour
        beside = 1.0 + 0.9 * look.line_in / width_of(axes)
        axes.plot([1.002, beside - 0.004], [wanted[number], places[number]], transform=axes.transAxes, color=colour,
                  linewidth=look.lines, clip_on=False, gid=f"to the name: {name}")  # fmt: skip
        axes.text(beside, places[number], name, transform=axes.transAxes, va="center_baseline", color=colour,
                  fontweight="bold", gid=f"name: {name}")  # fmt: skip
    axes.annotate(spoken(HEADING), (1.0, max(places) + 0.7 * apart), (0.9 * look.line_in * 72, 0),
                  xycoords="axes fraction", textcoords="offset points", va="bottom", color=QUIET, linespacing=1.1,
                  annotation_clip=False, gid="heading")  # fmt: skip


def moved_apart(wanted: Sequence[float], apart: float) -> list[float]:
    """Move places upwards, as little as needed from the lowest on, until they are so far apart."""
    places = [0.0] * len(wanted)
    least = -np.inf
    for number in sorted(range(len(wanted)), key=lambda each: (wanted[each], -each)):
        places[number] = least = max(float(wanted[number]), least + apart)
    return places


def draw_sketches(picture: Figure, room: Room, scenes: list[Scene], look: Look) -> None:
    """Draw needle, lesion and nerve at some angles, above the curves."""
    gap = 0.6 * look.line_in
    width = (room.width - gap * (len(scenes) - 1)) / len(scenes)
    low = room.low + (1 - SKETCH_SHARE) * room.height + 0.5 * look.line_in
    height = room.low + room.height - low - 2.3 * look.line_in
    write_key(picture, room.left, room.low + room.height, look)
    for number, (scene, (angle, name)) in enumerate(zip(scenes, SKETCHED, strict=True)):
        left = room.left + number * (width + gap)
        axes = axes_in(picture, (left, low, width, height))
        axes.set_gid(f"sketch at {angle:g}°")
        set_sketch_window(axes, scene, width / height)
        draw_scene(axes, scene, IN_FRONT_DEG, look.lines)
        axes.set(xticks=[], yticks=[])
        for spine in axes.spines.values():
            spine.set(color=EDGE_OF_SKETCH, linewidth=0.8 * look.lines)
        axes.text(0.5, 1.02, spoken(name), transform=axes.transAxes, ha="center", va="bottom", color=INK,
                  gid=f"name: {name}", label=GIVEN)  # fmt: skip


def set_sketch_window(axes: Axes, scene: Scene, aspect: float) -> None:
    """Show the lesion with some nerve around, in the shape of the axes."""
    low, high = scene.ends_mm
    half = scene.half_mm + AROUND_MM
    length = max(high - low + 2 * AROUND_MM, 2 * half * aspect)
    middle = (low + high) / 2
    axes.set(xlim=(middle - length / 2, middle + length / 2), ylim=(-length / aspect / 2, length / aspect / 2))
