"""How far the needle may be off or tilted before the nerve is missed: a table as a map, beside a section."""

import math

import numpy as np
import xarray as xr
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lettering import POINTS_PER_IN, broken, fitting
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.nerve_words import NO_RELIEF
from lesionsim.plots.placement_sketch import draw_sketch
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import INK, PAPER
from lesionsim.plots.telling import Step, Table, tell
from lesionsim.plots.wording import caption_within
from lesionsim.texts import spoken

Array = np.ndarray

NEEDED = ("covered_mm", "covered_fraction", "gap_mm", "reason")
NO_TABLE = "is no table of ls.placement_sweep; give what ls.placement_sweep(scenario) returns"
COLOURS = "YlOrRd"  # darkens evenly, also for colour-blind eyes and in grey print
DARK = 0.62  # of the colours; numbers on darker ones are white
MISSED, MINUS = "#ffffff", "\N{MINUS SIGN}"
# What stands in the reason of a placement that cannot be, its short name, and its hatch.
REASONS = (
    ("inside", "metal in bone", "///"),
    ("through the metal", "needle pierces the nerve", "xx"),
    ("", "no result", "..."),
)
MAP_SHARE = 0.6  # of the width
LEAST_CELL_EM = 2.4  # width of a cell that has room for its number
PAPER_HEIGHT_IN = 3.6
QUESTION = "How far off before the needle misses the nerve?"
SEEN = "Map of the covered length of the nerve over offset and tilt of the needle, beside a sketch of needle and nerve"
REVEALED = (
    FRAME._replace(shows=(*FRAME.shows, "sketch/nerve", "sketch/covered nerve", "sketch/outline of *")),
    Step("how far the needle is moved", ("sketch/*",)),
    NUMBERS,
)


def placement_map(table: xr.Dataset, style: str = "slide") -> Figure:
    """Draw what is covered of the nerve at every tilt and offset of the needle; see `lesionsim.placement_sweep`.

    Beside the map a section through the anatomy shows the needle where nothing is off, and as far off as in the table.

    Parameters
    ----------
    table : Dataset from `lesionsim.placement_sweep`
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When the table is another one.

    Examples
    --------
    >>> import lesionsim as ls
    >>> ls.plots.placement_map(ls.simulate(ls.load("b1")))
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: table is no table of ls.placement_sweep; give what ls.placement_sweep(scenario) ...
    """
    look = look_named(style)
    if not isinstance(table, xr.Dataset) or any(name not in table for name in NEEDED):
        raise ScenarioError(Problem("table", NO_TABLE))
    table = table.sortby("tilt_deg").sortby("offset_mm")
    scenario = scenario_of(table)
    with drawing(look):
        height = PAPER_HEIGHT_IN if style == "paper" else None
        claim = answer(table)
        picture, room = framed(look, claim, caption_of(table, look), height)
        split = room.left + MAP_SHARE * room.width
        draw_map(picture, room._replace(width=split - room.left), look, table)
        beside = Room(
            split + 0.6 * look.line_in, room.low, room.left + room.width - split - 0.6 * look.line_in, room.height
        )
        draw_sketch(picture, beside, look, table, scenario)
        tell(picture, claim, spoken(SEEN), numbers_of(table), [spoken(NO_RELIEF)], spoken(QUESTION), steps=REVEALED)
    return picture


def numbers_of(table: xr.Dataset) -> Table:
    """Return the map: a row for each run."""
    places = np.ndindex(table.sizes["tilt_deg"], table.sizes["offset_mm"])
    covered, reasons = table.covered_mm.values, table.reason.values
    rows: list[tuple[object, ...]] = [
        (float(table.tilt_deg[row]), float(table.offset_mm[column]), float(covered[row, column]),
         str(reasons[row, column])) for row, column in places
    ]  # fmt: skip
    return Table(("tilt (°)", "off (mm)", "covered length of the nerve (mm)", "why there is none"), rows)


def answer(table: xr.Dataset) -> str:
    """Say what of the nerve is covered where nothing is off, and how that changes with tilt and with offset alone.

    >>> made = {"covered_mm": (("tilt_deg", "offset_mm"), np.array([[9.0, 4.0, 0.0], [5.0, 2.0, 0.0]]))}
    >>> answer(xr.Dataset(made, {"tilt_deg": [0.0, 20.0], "offset_mm": [0.0, 1.0, 2.0]}))
    'Of the nerve 9.0 mm are covered in place, none from 2 mm off, 5.0 mm at a tilt of 20°'
    """
    straight = table.covered_mm.isel(tilt_deg=int(np.argmin(np.abs(table.tilt_deg.values))))
    centred = table.covered_mm.isel(offset_mm=int(np.argmin(np.abs(table.offset_mm.values))))
    here = float(centred.isel(tilt_deg=int(np.argmin(np.abs(table.tilt_deg.values)))))
    words = "Of the nerve {covered_mm:.1f} mm are covered in place"
    parts = [spoken(words, covered_mm=here) if math.isfinite(here) else spoken("The place itself cannot be")]
    for line, name, some, none in (
        (straight, "offset_mm", "{covered_mm:.1f} mm at {off:g} mm off", "none from {off:g} mm off"),
        (centred, "tilt_deg", "{covered_mm:.1f} mm at a tilt of {off:g}°", "none from a tilt of {off:g}°"),
    ):
        known = line[np.isfinite(line.values) & (line[name].values > 0)]
        missed = known[name].values[known.values == 0]
        if missed.size:
            parts.append(spoken(none, off=missed[0]))
        elif known.size:
            parts.append(spoken(some, covered_mm=known.values[-1], off=known[name].values[-1]))
    return ", ".join(parts)


def caption_of(table: xr.Dataset, look: Look) -> str:
    """Say what was moved, and the parameters of the run."""
    about = table.attrs
    tilt, off = (f"{about[name]:g}°" for name in ("tilt_toward_deg", "offset_toward_deg"))
    pivot = spoken("the end of the tip")
    if about["pivot_mm"]:
        pivot = spoken("z {pivot_mm:g} mm of the probe", pivot_mm=about["pivot_mm"])
    sides = "The handle tilts towards {tilt} (0: x, 90: y) about {pivot}, and the needle is off towards {off}."
    if tilt == off:
        sides = "Off and tilted towards {tilt} (0: x, 90: y), about {pivot}."
    first = "Whole section of the nerve dead by {criterion} after {time_s:g} s, a run a cell."
    parts = [
        spoken(first, criterion=label_in_words(str(about["criterion"])), time_s=about["measured_at_s"]),
        spoken(sides, tilt=tilt, off=off, pivot=pivot),
        caption_within(table, look.width_in - 2 * look.margin_in, look.text_pt, 1),
    ]
    return " ".join(parts)


def draw_map(picture: Figure, room: Room, look: Look, table: xr.Dataset) -> None:
    """Draw a cell for every run, with the covered length in it, and name the cells without one."""
    covered, reasons = table.covered_mm.values, table.reason.values
    names = [short_reason(str(text)) for text in np.unique(reasons) if text]
    keys = [each for each in REASONS if each[1] in names]
    left, low = 3.4 * look.line_in, (2.6 + 1.3 * bool(keys)) * look.line_in
    axes = axes_in(
        picture, Room(room.left + left, room.low + low, room.width - left, room.height - low - 1.3 * look.line_in)
    )
    axes.set_gid("covered length")
    largest = max(float(np.nanmax(covered)), 0.1)
    shades = colormaps[COLOURS]
    columns, rows = table.sizes["offset_mm"], table.sizes["tilt_deg"]
    cell_in = min((room.width - left) / columns / LEAST_CELL_EM, (room.height - low) / rows) * POINTS_PER_IN
    for row, column in np.ndindex(rows, columns):
        value = float(covered[row, column])
        place = (column - 0.5, row - 0.5)
        if math.isnan(value):
            hatch = next(each[2] for each in REASONS if each[1] == short_reason(str(reasons[row, column])))
            axes.add_patch(Rectangle(place, 1, 1, facecolor="#e6e6e6", edgecolor="#8a8a8a", hatch=hatch, linewidth=0,
                                     gid=short_reason(str(reasons[row, column]))))  # fmt: skip
            continue
        share = value / largest
        face = MISSED if value == 0 else shades(0.08 + 0.84 * share)
        axes.add_patch(Rectangle(place, 1, 1, facecolor=face, edgecolor=PAPER, linewidth=look.lines, gid="run"))
        if cell_in >= look.text_pt:
            axes.text(column, row, f"{value:.1f}" if value else "0", ha="center", va="center_baseline",
                      color=PAPER if share > DARK else INK)  # fmt: skip
    finish_map(axes, table, look)
    if keys:
        patches = [Patch(facecolor="#e6e6e6", edgecolor="#8a8a8a", hatch=hatch, linewidth=0) for _, _, hatch in keys]
        axes.legend(patches, [spoken(name) for _, name, _ in keys], loc="upper left", frameon=False, ncols=len(keys),
                    bbox_to_anchor=(-0.02, -2.15 * look.line_in / (room.height - low - 1.3 * look.line_in)),
                    borderaxespad=0, handlelength=1.4, columnspacing=1.2)  # fmt: skip


def short_reason(text: str) -> str:
    """Return the short name of a reason.

    >>> short_reason("anatomy[0] is cortical-bone, and the probe is 0.3 mm inside it at z 3 mm of the probe")
    'metal in bone'
    """
    return next(name for words, name, _ in REASONS if words in text)


def finish_map(axes: Axes, table: xr.Dataset, look: Look) -> None:
    """Name the rows and columns of a map."""
    columns, rows = table.sizes["offset_mm"], table.sizes["tilt_deg"]
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(-0.5, rows - 0.5))
    width = float(axes.bbox.width / axes.figure.dpi)
    height = float(axes.bbox.height / axes.figure.dpi)
    every = [max(1, math.ceil(count * room / size)) for count, room, size in
             ((columns, 2.6 * look.line_in, width), (rows, 1.1 * look.line_in, height))]  # fmt: skip
    axes.set_xticks(
        range(0, columns, every[0]), [f"{value:g}".replace("-", MINUS) for value in table.offset_mm.values[:: every[0]]]
    )
    axes.set_yticks(range(0, rows, every[1]), [f"{value:g}°" for value in table.tilt_deg.values[:: every[1]]])
    axes.tick_params(length=0)
    axes.set_xlabel(spoken("needle off (mm)"))
    axes.set_ylabel(spoken("needle tilted"))
    headings = [spoken("covered length of the nerve (mm)"), spoken("covered (mm)")]
    heading = fitting(headings, width, look.text_pt, bold=True)
    axes.set_title(broken(heading, width, look.text_pt, bold=True), loc="left", fontweight="bold",
                   fontsize=look.text_pt)  # fmt: skip
    for spine in axes.spines.values():
        spine.set_visible(False)
