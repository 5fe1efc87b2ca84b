"""Where the joules went: heat as a stream from the tip to where it is found, and the same over time."""

import math
from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from lesionsim.lesion.ledger import ACCOUNTS, Flow, Ledger, heat_in_lesion, ledger
from lesionsim.lesion.level import choose
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.accounts_words import (
    LEAST_SHARE,
    QUESTION,
    REVEALED,
    SHARES,
    Inside,
    brief_flow,
    brief_line,
    brief_out,
    flow_in_words,
    heat_claim,
    out_in_words,
    seen_in,
    table_of,
    tenths,
)
from lesionsim.plots.lettering import broken, broken_lines, width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, lines_of, look_named
from lesionsim.plots.several import axes_in, paper_in, parameters
from lesionsim.plots.style import INK, QUIET
from lesionsim.plots.telling import INSTEAD, tell
from lesionsim.texts import spoken

Array = np.ndarray
# Colours that stay apart for colour-blind eyes (after Okabe and Ito, 2008) and in grey print.
COLOURS = {
    "energy_from_tip": "#b8431a",
    "energy_joule": "#b8431a",
    "energy_metabolic": "#c9a227",
    "energy_stored": "#e69f6e",
    "energy_to_blood": "#7a1f5c",
    "energy_to_outer_wall": "#2b6cb0",
}
SHORT = {
    "energy_from_tip": "to the tip",
    "energy_to_blood": "blood",
    "energy_to_outer_wall": "outer wall",
    "energy_stored": "stored",
}
ALL_HEAT = {"energy_from_tip": "tip and metabolism", "energy_joule": "current and metabolism"}
SHARE = 0.6  # of the room, for the stream
TRUNK, GAP = 0.5, 0.45  # in lines of text: width of the bars at both ends, space around the stream's words
LEFT, RIGHT, UNDER, ABOVE = 5.2, 0.8, 2.9, 1.6  # in lines of text, around the axes of time
NEW_LINE = "\n"
KEY = 1.9  # in lines of text: a legend's line with the spaces around it
LESS_OPAQUE = 0.55
PAPER_HEIGHT_IN = 3.5
LESION = "#8f1d00"
WORDS_IN, WORDS_OUT = 0.26, 0.42  # of the stream's room, for words on either side at most
LINE_ROOM = 1.15  # in lines of text: room for a line of words
FILLED, SMALLER, LEAST_STREAM = 0.97, 0.98, 0.1  # shares of the height
STEPS = 40  # of a stream's edge
WORDS = "metabolism makes heat in the whole block of tissue that is computed, not only near the tip"


def joules(result: xr.Dataset, style: str = "slide") -> Figure:
    """Draw where the heat came from and where it went: a stream up to the end of heating, and the store over time.

    Parameters
    ----------
    result : Dataset from `simulate`
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.plots.accounts import joules
    >>> figure = joules(ls.simulate(ls.load("b1")))
    >>> figure.axes[1].get_ylabel()
    'heat so far (J)'
    """
    look = look_named(style)
    end_s = scenario_of(result).protocol.end_of_hold_s
    at_end = ledger(result, end_s)
    with drawing(look):
        made = spoken(WORDS) if any(flow.account == "energy_metabolic" for flow in at_end.into) else ""
        closing, claim = closing_in_words(result, at_end), heat_claim(at_end)
        few = look.name == "slide"
        given = parameters(result, look, spoken(SHARES, time_s=end_s)) if few else parameters(result, look)
        caption = given if few else parameters(result, look, closing, made)
        picture, room = framed(look, claim, caption, None if few else PAPER_HEIGHT_IN)
        draw_stream(paper_in(picture, room._replace(width=SHARE * room.width)), look, at_end,
                    Inside(heat_of_lesion(result), choose(result, None).label))  # fmt: skip
        line = look.line_in
        left = room.left + (SHARE * room.width + LEFT * line)
        spot = Room(left, room.low + UNDER * line, room.left + room.width - left - RIGHT * line,
                    room.height - (UNDER + ABOVE) * line)  # fmt: skip
        draw_history(axes_in(picture, spot), spot, look, result, end_s)
        tell(picture, claim, seen_in(at_end), table_of(at_end), [closing, made], spoken(QUESTION), given, REVEALED)
    return picture


def closing_in_words(result: xr.Dataset, accounts: Ledger) -> str:
    """Say that the accounts close, and how well."""
    error = abs(float(result.attrs["energy_balance_error"]))
    total_j = sum(tenths(accounts.into))
    words = "{total_j:.1f} J in and out by {time_s:g} s; the sums agree to {error:.0e} of the heat"
    return spoken(words, total_j=total_j, time_s=accounts.time_s, error=error)


def heat_of_lesion(result: xr.Dataset) -> float:
    """Return the heat that the lesion holds when heating ends, J; zero where that is not known."""
    end_s = scenario_of(result).protocol.end_of_hold_s
    stored = sum(flow.joules for flow in ledger(result, end_s).out if flow.account == "energy_stored")
    heat = heat_in_lesion(result, None, end_s)
    return heat if math.isfinite(heat) and 0 < heat <= stored else 0.0


def draw_stream(axes: Axes, look: Look, accounts: Ledger, lesion: Inside) -> None:
    """Draw what came in on the left, what became of it on the right, and the stream between; data are inches."""
    line = look.line_in
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    few = look.name == "slide"
    if not few:
        head = spoken("the heat by {time_s:g} s, when heating ends; shares of all heat", time_s=accounts.time_s)
        axes.text(0, height - 0.25 * line, head, va="top", fontweight="bold", gid="head")
    top = height - (0.5 if few else 1.9) * line
    write = brief_flow if few else flow_in_words
    into = [broken_lines(write(flow, accounts), WORDS_IN * width, look.text_pt) for flow in accounts.into]
    out = [broken_lines(brief_out(flow, accounts, lesion) if few else out_in_words(flow, accounts, lesion),
                        WORDS_OUT * width, look.text_pt) for flow in accounts.out]  # fmt: skip
    heights = [[line * LINE_ROOM * (1 + text.count("\n")) for text in texts] for texts in (into, out)]
    scale = stream_scale([accounts.into, accounts.out], heights, top)
    start, end = (
        max((width_in(text, look.text_pt) for text in texts), default=0.0) + GAP * line for texts in (into, out)
    )
    trunk = (top + accounts.total_j * scale) / 2
    for side, (flows, texts, words_in) in enumerate(
        ((accounts.into, into, heights[0]), (accounts.out, out, heights[1]))
    ):
        places = stacked([flow.joules * scale for flow in flows], words_in, top)
        end_x, sense = (start, 1.0) if side == 0 else (width - end, -1.0)
        draw_side(axes, flows, places, (end_x, end_x + sense * TRUNK * line, (start + width - end) / 2), trunk, scale)
        for text, (_, middle), flow in zip(texts, places, flows, strict=True):
            axes.text(end_x - sense * GAP * line, middle, text, ha="right" if side == 0 else "left", va="center",
                      linespacing=1.1, gid=f"words: {flow.account}",
                      label=f"{INSTEAD}{text.partition(NEW_LINE)[0]}")  # fmt: skip
        mark_lesion(axes, flows, places, end_x, (TRUNK * line, scale), lesion)


def mark_lesion(
    axes: Axes, flows: Sequence[Flow], places: list[tuple[float, float]], x: float, sizes: tuple[float, float],
    lesion: Inside,
) -> None:  # fmt: skip
    """Darken the part of the stored heat that the lesion holds."""
    width, scale = sizes
    for flow, (top, _) in zip(flows, places, strict=True):
        if flow.account == "energy_stored" and lesion.joules > 0:
            part = Rectangle((x - width, top - lesion.joules * scale), width, lesion.joules * scale, facecolor=LESION,
                             linewidth=0, gid="bar: in the lesion", zorder=3)  # fmt: skip
            axes.add_patch(part)


def stream_scale(sides: Sequence[Sequence[Flow]], heights: list[list[float]], room: float) -> float:
    """Return inches per joule: the largest at which the arms of either side, or their words, fit one above another."""
    total = max(sum(flow.joules for flow in flows) for flows in sides)
    if not total:
        return 0.0
    scale = room / total
    while scale * total > LEAST_STREAM * room and any(
        sum(max(flow.joules * scale, high) for flow, high in zip(flows, words, strict=True)) > FILLED * room
        for flows, words in zip(sides, heights, strict=True)
    ):
        scale *= SMALLER
    return scale


def stacked(sizes: list[float], heights: list[float], top: float) -> list[tuple[float, float]]:
    """Stack arms from the top so that neither they nor their words touch: (top of the arm, middle of its words)."""
    needed = [max(pair) for pair in zip(sizes, heights, strict=True)]
    gap = max(top - sum(needed), 0.0) / (len(needed) + 1)
    found, y = [], top - gap
    for size, need in zip(sizes, needed, strict=True):
        found.append((y - need / 2 + size / 2, y - need / 2))
        y -= need + gap
    return found


def draw_side(
    axes: Axes, flows: Sequence[Flow], places: list[tuple[float, float]], x: tuple[float, float, float], trunk: float,
    scale: float,
) -> None:  # fmt: skip
    """Draw the bars at one end and the arms from them to the trunk in the middle."""
    bar, arm, middle = x
    for flow, (top, _) in zip(flows, places, strict=True):
        size = flow.joules * scale
        low, wide = min(bar, arm), abs(arm - bar)
        axes.add_patch(Rectangle((low, top - size), wide, size, facecolor=COLOURS[flow.account], linewidth=0,
                                 gid=f"bar: {flow.account}"))  # fmt: skip
        axes.add_patch(arm_patch((arm, top), (middle, trunk), size, COLOURS[flow.account], flow.account))
        trunk -= size


def arm_patch(start: tuple[float, float], end: tuple[float, float], size: float, colour: str, name: str) -> PathPatch:
    """Return a band of one width that bends smoothly from one height to another."""
    share = np.linspace(0.0, 1.0, STEPS)
    x = start[0] + (end[0] - start[0]) * share
    y = start[1] + (end[1] - start[1]) * share**2 * (3 - 2 * share)
    outline = np.concatenate([np.stack([x, y], 1), np.stack([x, y - size], 1)[::-1]])
    return PathPatch(Path(outline, closed=False), facecolor=colour, alpha=LESS_OPAQUE, linewidth=0, gid=f"arm: {name}")


def draw_history(axes: Axes, spot: Room, look: Look, result: xr.Dataset, end_s: float) -> None:
    """Stack over time where the heat of the tissue is; what came from the tip, or was made by current, is the line."""
    times = result["step_time"].values
    names = [name for name in ("energy_stored", "energy_to_blood", "energy_to_outer_wall") if matters(result, name)]
    few = look.name == "slide"
    if not few:
        axes.set_title(broken(spoken("the same over time"), spot.width, look.text_pt), loc="left", fontweight="bold",
                       fontsize=look.text_pt)  # fmt: skip
    low, high = np.zeros(times.size), np.zeros(times.size)
    for name in names:
        heat = result[name].values
        base = np.where(heat >= 0, high, low)
        axes.fill_between(times, base, base + heat, facecolor=COLOURS[name], alpha=LESS_OPAQUE, linewidth=0,
                          label=SHORT[name], gid=f"area: {name}")  # fmt: skip
        high, low = np.where(heat >= 0, high + heat, high), np.where(heat < 0, low + heat, low)
    source = "energy_joule" if "energy_joule" in result else "energy_from_tip"
    put_in = result[source].values
    axes.plot(times, put_in, label=ACCOUNTS[source][1], gid=f"line: {source}",
              color=COLOURS[source], linewidth=2.4 * look.lines)  # fmt: skip
    all_heat = put_in + result["energy_metabolic"].values
    if matters(result, "energy_metabolic"):
        axes.plot(times, all_heat, label=ALL_HEAT[source], gid="line: all heat", color=INK, linestyle=(0, (4, 2)),
                  linewidth=1.8 * look.lines)  # fmt: skip
    axes.axvline(end_s, color=QUIET, linewidth=look.lines, gid="end of heating")
    lines = [line for line in axes.lines if line.get_label() in (ACCOUNTS[source][1], ALL_HEAT[source])]
    names = [brief_line(line.get_gid()) if few else spoken(str(line.get_label())) for line in lines]
    words = [broken(name, spot.width - KEY * look.line_in, look.text_pt) for name in names]
    top = max(float(high.max()), float(put_in.max()), float(all_heat.max()), 1e-9)
    top *= 1.1 + 0.1 * sum(map(lines_of, words))
    axes.set(xlim=(0, times[-1]), ylim=(1.05 * min(float(low.min()), float(put_in.min())), top))
    axes.axhline(0, color=INK, linewidth=0.8 * look.lines)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 3, 5, 6, 10]))
    axes.set_xlabel(spoken("time (s)"))
    axes.set_ylabel(spoken("heat so far (J)"))
    axes.legend(lines, words, loc="upper left", frameon=False, handlelength=1.4, labelspacing=0.15, borderpad=0.2,
                handletextpad=0.5, borderaxespad=0.3)  # fmt: skip


def matters(result: xr.Dataset, name: str) -> bool:
    """Tell whether an account ever holds more than a rounding of all heat."""
    most = max(float(np.abs(result[each].values).max()) for each in ACCOUNTS if each in result)
    return float(np.abs(result[name].values).max()) > LEAST_SHARE * most
