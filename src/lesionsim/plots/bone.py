"""Which property of bone changes the lesion, as bars from muscle to bone."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.labels import label_in_words, tissue_in_words
from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import INK, QUIET
from lesionsim.plots.telling import Step, Table, tell
from lesionsim.texts import spoken

Array = np.ndarray

NEEDED = ("kind", "toward_mm", "volume_mm3")
PANELS = (("toward_mm", "reach towards bone (mm)", 2), ("volume_mm3", "volume (mm³)", 0))
COLOURS = {"none": "#8a8a8a", "alone": "#e07b00", "all but": "#5aa0c8", "all": "#31507a"}
UNDER, ABOVE, GAP, SLACK = 3.0, 0.6, 1.0, 1.24  # in lines of text; of the largest bar, for its number
PAPER_HEIGHT_IN = 3.9
MOST_TICKS = 5
QUESTION = "Which property of bone changes the lesion most?"
SEEN = "Bars of reach towards bone and of volume: without bone, with each of its properties alone, without it, whole"
REVEALED = (
    FRAME,
    Step("without bone", ("*/*: none", "*/number: none", "*/no bone")),
    Step("one property of bone alone", ("*/*: alone", "*/number: alone")),
    Step("all but one property", ("*/*: all but", "*/number: all but")),
    NUMBERS,
)
NO_TABLE = "is no table of ls.bone_effects; give what ls.bone_effects(scenario) returns"


def bone_effects(table: xr.Dataset, style: str = "slide") -> Figure:
    """Draw what each property of bone does to the lesion, alone and taken away; see `lesionsim.bone_effects`.

    Parameters
    ----------
    table : Dataset from `lesionsim.bone_effects`
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
    >>> ls.plots.bone_effects(ls.simulate(ls.load("b1")))
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: table is no table of ls.bone_effects; give what ls.bone_effects(scenario) returns
    """
    look = look_named(style)
    if not isinstance(table, xr.Dataset) or any(name not in table for name in NEEDED):
        raise ScenarioError(Problem("table", NO_TABLE))
    with drawing(look):
        claim = title_of(table)
        picture, room = framed(look, claim, caption_of(table), PAPER_HEIGHT_IN if style == "paper" else None)
        draw_panels(picture, room, look, table)
        tell(picture, claim, spoken(SEEN), numbers_of(table), question=spoken(QUESTION), steps=REVEALED)
    return picture


def numbers_of(table: xr.Dataset) -> Table:
    """Return the bars as numbers."""
    columns = ("case", *(label for _, label, _ in PANELS))
    values = [table.case.values.tolist(), *(table[name].values.tolist() for name, _, _ in PANELS)]
    return Table(columns, list(zip(*values, strict=True)))


def title_of(table: xr.Dataset) -> str:
    """Say what bone does in all, and which of its properties alone does most."""
    reach, kind = table.toward_mm.values, table.kind.values
    none, whole = float(reach[kind == "none"][0]), float(reach[kind == "all"][0])
    alone = np.flatnonzero(kind == "alone")
    most = alone[int(np.argmax(np.abs(reach[alone] - none)))]
    most_words = spoken(str(table.case.values[most]).removeprefix("only "))
    told = "Bone changes the reach towards it from {none:.2f} to {whole:.2f} mm, most by its {most}"
    return spoken(told, none=none, whole=whole, most=most_words)


def caption_of(table: xr.Dataset) -> str:
    """Say what the bars are."""
    about = table.attrs
    parts = (
        about["scenario_name"],
        spoken("edge of the lesion by {criterion} after {time_s:g} s", criterion=label_in_words(about["criterion"]),
               time_s=about["duration_s"]),
        spoken("reach from the probe's axis towards {toward_deg:g}° (0: x, 90: y)", toward_deg=about["toward_deg"]),
        spoken("only: bone has this of its own, all else as {tissue}; all but: the other way round",
               tissue=tissue_in_words(about["tissue"])),
        spoken("differences below about 1 % are numerical"),
    )  # fmt: skip
    return " · ".join(parts)


def draw_panels(picture: Figure, room: Room, look: Look, table: xr.Dataset) -> None:
    """Draw the bars of reach and volume beside the names of the runs."""
    line, count = look.line_in, table.sizes["case"]
    cases = [case_in_words(str(each)) for each in table.case.values]
    names = max(width_in(each, look.text_pt) for each in cases) + 0.8 * line
    width = (room.width - names - GAP * line) / 2
    place = np.arange(count)[::-1]
    for number, (name, label, digits) in enumerate(PANELS):
        left = room.left + names + number * (width + GAP * line)
        axes = axes_in(picture, Room(left, room.low + UNDER * line, width, room.height - (UNDER + ABOVE) * line))
        draw_bars(axes, table, name, place, digits)
        axes.set_xlabel(spoken(label))
        axes.xaxis.set_major_locator(MaxNLocator(MOST_TICKS, steps=[1, 2, 5, 10], prune="upper"))
        axes.set_yticks(place, labels=[""] * count)
        if number == 0:
            axes.set_yticks(place, labels=cases)


def case_in_words(case: str) -> str:
    """Write what of bone counts in a run.

    >>> case_in_words("all but heat storage")
    'all but heat storage'
    """
    for words, start in (("only {effect}", "only "), ("all but {effect}", "all but ")):
        if case.startswith(start):
            return spoken(words, effect=spoken(case.removeprefix(start)))
    return spoken(case)


def draw_bars(axes: Axes, table: xr.Dataset, name: str, place: Array, digits: int) -> None:
    """Draw one size of every run, with its number and a line where there is no bone."""
    values, kinds = table[name].values, [str(kind) for kind in table.kind.values]
    bars = axes.barh(place, values, height=0.66, color=[COLOURS[kind] for kind in kinds], edgecolor=INK, linewidth=0.6)
    for bar, kind in zip(bars, kinds, strict=True):
        bar.set_gid(f"{name}: {kind}")
    for at, value, kind in zip(place, values, kinds, strict=True):
        axes.text(value, at, f" {value:.{digits}f}", va="center", ha="left", gid=f"number: {kind}")
    axes.axvline(values[0], color=QUIET, linestyle=(0, (3, 2)), linewidth=1.2, zorder=0.5, gid="no bone")
    axes.set(xlim=(0, SLACK * float(np.max(values))), ylim=(-0.6, len(place) - 0.4))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
