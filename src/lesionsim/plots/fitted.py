"""Measured temperatures with the fitted run over them, and what is left between the two."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.errors import Problem, ScenarioError
from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.several import axes_in, cut_to
from lesionsim.plots.style import INK, PAPER, QUIET, Line, edge_line
from lesionsim.plots.swept import name_of
from lesionsim.plots.swept_words import LINES, QUESTIONS, SEEN
from lesionsim.plots.telling import Table, tell
from lesionsim.texts import spoken, spoken_again

Array = np.ndarray

LEFT, UNDER, ABOVE, GAP, BETWEEN = 4.4, 3.0, 0.6, 1.2, 1.0  # in lines of text, around the axes
SAMPLE, SLACK = 2.2, 0.1  # in lines of text, for the sample of a line, and beside words
SHARE = 0.33  # of the height, for the residuals
WIDEST = 0.36  # of the room, for the legend
PAPER_HEIGHT_IN = 4.2
DOTS_AT_MOST = 120
NEEDED = ("trace", "time_s", "measured_c", "fitted_c", "start_c", "residual")
NO_FIT = "is nothing that ls.fit returns; give what ls.fit(scenario, measured, vary) returns"

WARNINGS = (  # how warnings of a fit begin
    "{one} and {other} cannot be told apart by these readings",
    "{key} is hardly known",
    "{key} has a numerical error of about {error}, which its interval leaves out; give the scenario finer numerics",
    "{key} stopped at a bound, {value}; its interval means little there",
    "each residual resembles the one before it (correlation {correlation}), as slow noise or a model that does not fit "
    "leave them",
    "the search ended before it settled; begin nearer to the answer, or fit fewer parameters",
)


def fitted_traces(fitted: object, style: str = "slide") -> Figure:
    """Draw a fit: measured temperatures and the fitted run over time, and the residuals below.

    Thin dashed lines are the run with which the search began.

    Parameters
    ----------
    fitted : what `lesionsim.fit` returns
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When it is something else.

    Examples
    --------
    >>> fitted_traces(None)
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: fitted is nothing that ls.fit returns; give what ls.fit(scenario, ...
    """
    look = look_named(style)
    table = getattr(fitted, "table", None)
    if not isinstance(table, xr.Dataset) or any(name not in table for name in NEEDED):
        raise ScenarioError(Problem("fitted", NO_FIT))
    with drawing(look):
        claim = title_of(fitted)
        picture, room = framed(look, claim, caption_of(fitted), PAPER_HEIGHT_IN if style == "paper" else None)
        names = list(dict.fromkeys(str(name) for name in table["trace"].values))
        lines = [edge_line(number).thicker(0.8 * look.lines) for number in range(len(names))]
        upper, lower, corner = divided(room, look, [*names, spoken("began with")])
        top, below = axes_in(picture, upper), axes_in(picture, lower)
        draw_traces(top, table, names, lines, look)
        draw_residuals(below, table, names, lines, look)
        below.set_xlim(top.get_xlim())
        name_lines(axes_in(picture, corner), names, lines, look)
        tell(picture, claim, spoken(SEEN["fit"]), readings_of(table), question=spoken(QUESTIONS["fit"]), steps=LINES)
    return picture


def readings_of(table: xr.Dataset) -> Table:
    """Return every reading beside the fitted run."""
    columns = [table[name].values.tolist() for name in NEEDED]
    return Table(("trace", "time (s)", "measured (°C)", "fitted (°C)", "at the start (°C)", "residual (K)"),
                 list(zip(*columns, strict=True)))  # fmt: skip


def title_of(fitted: object) -> str:
    """Write the parameters with their intervals."""
    parameters = fitted.parameters  # type: ignore[attr-defined]
    parts = [f"{name_of(each.key)[0]} {told(each.value, 4)} {each.unit} ({interval(each.low, each.high)})"
             for each in parameters]  # fmt: skip
    return spoken("The readings fit {parameters}", parameters="; ".join(parts))


def interval(low: float, high: float) -> str:
    """Write an interval; one without end says that it is not known."""
    if not np.isfinite(low) or not np.isfinite(high):
        return spoken("not known")
    return spoken("{low} to {high}", low=told(low), high=told(high))


def told(number: float, digits: int = 3) -> str:
    """Write a number with so many digits that count, and never with a power of ten.

    >>> told(3682.4), told(0.49523), told(0.000123456)
    ('3680', '0.495', '0.000123')
    """
    return np.format_float_positional(number, digits, fractional=False, trim="-")


def caption_of(fitted: object) -> str:
    """Say what was fitted, how well, and what must be known of it."""
    found: Any = fitted
    told = (
        spoken("{scenario}, {readings} readings, rms {rms_k:.2g} K", scenario=found.scenario.name,
               readings=found.readings, rms_k=found.rms_c),
        spoken("in brackets {percent:g} % intervals, of the readings' noise alone", percent=100 * found.confidence),
        *(spoken_again(warning.partition(":")[0], WARNINGS) for warning in found.warnings[:2]),
    )  # fmt: skip
    return " · ".join(told)


def divided(room: Room, look: Look, names: list[str]) -> tuple[Room, Room, Room]:
    """Return places for temperatures, residuals and legend."""
    line = look.line_in
    wanted = max(width_in(name, look.text_pt) for name in names) + (SAMPLE + GAP + SLACK) * line
    column = min(wanted, WIDEST * room.width)
    width = room.width - LEFT * line - column
    height = room.height - (UNDER + ABOVE + BETWEEN) * line
    low, left = room.low + UNDER * line, room.left + LEFT * line
    upper = Room(left, low + (SHARE * height + BETWEEN * line), width, (1 - SHARE) * height)
    return upper, Room(left, low, width, SHARE * height), Room(room.left + room.width - column, upper.low, column,
                                                               upper.height)  # fmt: skip


def draw_traces(axes: Axes, table: xr.Dataset, names: list[str], lines: list[Line], look: Look) -> None:
    """Draw measured temperatures as dots, the fitted run as lines and the start as thin dashes."""
    for name, line in zip(names, lines, strict=True):
        part = table.isel(reading=(table["trace"] == name).values)
        time_s = part["time_s"].values
        every = max(1, time_s.size // DOTS_AT_MOST)
        axes.plot(time_s, part["start_c"], color=line.colour, linestyle=(0, (2, 2)), linewidth=look.lines, zorder=1.5,
                  gid=f"start: {name}")  # fmt: skip
        axes.plot(time_s[::every], part["measured_c"][::every], "o", color=line.colour, markersize=4.5 * look.lines,
                  markerfacecolor=PAPER, markeredgewidth=look.lines, zorder=2, gid=f"measured: {name}")  # fmt: skip
        axes.plot(time_s, part["fitted_c"], color=line.colour, linewidth=2.2 * look.lines, zorder=3,
                  gid=f"fitted: {name}")  # fmt: skip
    axes.set_ylabel(spoken("temperature (°C)"))
    axes.locator_params(axis="y", nbins=6)
    axes.tick_params(labelbottom=False)
    axes.margins(x=0.02)


def draw_residuals(axes: Axes, table: xr.Dataset, names: list[str], lines: list[Line], look: Look) -> None:
    """Draw measured minus fitted temperature."""
    axes.axhline(0.0, color=QUIET, linewidth=look.lines, zorder=1)
    for name, line in zip(names, lines, strict=True):
        part = table.isel(reading=(table["trace"] == name).values)
        axes.plot(part["time_s"], part["residual"], "o", color=line.colour, markersize=3.2 * look.lines,
                  markeredgewidth=0, zorder=2, gid=f"residual: {name}")  # fmt: skip
    most = 1.15 * float(np.abs(table["residual"]).max()) or 1.0
    axes.set(ylim=(-most, most), xlabel=spoken("time (s)"), ylabel=spoken("residual (K)"))
    axes.locator_params(axis="y", nbins=4)


def name_lines(axes: Axes, names: list[str], lines: list[Line], look: Look) -> None:
    """Write the legend: each trace's name beside a sample, then what the dashes are."""
    line = look.line_in
    width, height = axes.bbox.width / axes.figure.dpi, axes.bbox.height / axes.figure.dpi
    axes.set(xlim=(0, width), ylim=(0, height), xticks=[], yticks=[])
    axes.axis("off")
    room = width - (GAP + SAMPLE) * line
    samples = [(name, style.colour, "solid", "o") for name, style in zip(names, lines, strict=True)]
    for number, (name, colour, dashes, mark) in enumerate([*samples, (spoken("began with"), INK, (0, (2, 2)), "")]):
        at = height - (0.6 + 1.3 * number) * line
        axes.plot([GAP * line, (GAP + SAMPLE - 0.4) * line], [at, at], color=colour, linestyle=dashes,
                  linewidth=(2.2 if mark else 1.0) * look.lines, gid=f"sample: {name}")  # fmt: skip
        if mark:
            axes.plot([(GAP + (SAMPLE - 0.4) / 2) * line], [at], "o", color=colour, markerfacecolor=PAPER,
                      markersize=4.5 * look.lines, markeredgewidth=look.lines,
                      gid=f"sample: mark of {name}")  # fmt: skip
        axes.text((GAP + SAMPLE) * line, at, cut_to(name, room, look), va="center_baseline", gid=f"name: {name}")
