"""Which inputs matter: Sobol indices as bars with intervals, Morris screening as a chart of size against unevenness."""

from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lesionsim.errors import Problem, ScenarioError
from lesionsim.plots.influence_words import morris_title, sobol_title
from lesionsim.plots.lettering import POINTS_PER_IN, width_in
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.several import axes_in, cut_to
from lesionsim.plots.style import INK, QUIET, cased
from lesionsim.plots.swept import (
    caption_within,
    head_of,
    joined,
    measure_of,
    name_of,
    needs,
    span_in_words,
    spread_in_words,
    with_unit,
)
from lesionsim.plots.swept_words import BARS, QUESTIONS, SEEN, variables_of
from lesionsim.plots.telling import tell
from lesionsim.texts import spoken

Array = np.ndarray

ALONE, TOGETHER = "#5b84b1", "#cddcec"  # lines of intervals have a contrast of 3:1 or more on both
DOT = "#b8431a"
UNDER, GAP = 3.0, 0.8  # in lines of text
LEAST_PITCH = 1.12  # in lines of text, from bar to bar
NAMES_SHARE = 0.44  # of the room, at most for names and ranges
PAPER_HEIGHT_IN = 3.9
HEIGHT = 0.7  # of a pair of bars, from one to the next
CHART_SHARE = 0.4  # of the room, for the chart of size against unevenness
SIDES = ((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0), (0, 1.2), (0, -1.2), (-1, 0))  # where a number may stand
CLEAR_PT = 2.0  # from a point to its number
MADE_BY = "ls.sobol_indices or ls.morris"


class Bars(NamedTuple):
    """Inputs that are drawn, the strongest first."""

    order: Array
    hidden: int

    def of(self, table: xr.Dataset, name: str) -> Array:
        """Return a variable in the order of the bars."""
        return np.asarray(table[name].values[self.order])


def sensitivity(table: xr.Dataset, style: str = "slide") -> Figure:
    """Draw which inputs matter, with 95 % intervals.

    Of Sobol indices: first order (the input alone) and total order (with all that it does together with others). Of a
    Morris screening: the mean size of the effect, and beside it how much the effect differs from place to place.

    Parameters
    ----------
    table : Dataset from `sobol_indices` or `morris`
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
    >>> sensitivity(ls.simulate(ls.load("b1")))
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: table is another table; must be what ls.sobol_indices or ls.morris returns
    """
    look = look_named(style)
    method = needs(table, ("key",), MADE_BY).attrs.get("method")
    if method not in ("sobol", "morris"):
        raise ScenarioError(Problem("table", f"is another table; must be what {MADE_BY} returns"))
    with drawing(look):
        title, words = (sobol_title(table), SOBOL) if method == "sobol" else (morris_title(table), MORRIS)
        tail = [runs_in_words(table), spread_in_words(table.attrs), *map(spoken, words)]
        beside = method == "sobol"  # of the names; a screening has no room there
        count = 0 if beside or "varied" not in table else table.sizes["key"]
        varied = [told(table, number) for number in range(count)]
        caption = caption_within(look, head_of(table.attrs), varied, tail)
        picture, room = framed(look, title, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        draw = draw_sobol if beside else draw_morris
        draw(picture, room, look, table)
        numbers, notes = variables_of(table, "key", "input"), varied_in_words(table)
        inputs = sorted(name_of(str(key))[0] for key in table.key.values)
        given = caption_within(look, head_of(table.attrs), inputs, tail[:1])
        tell(picture, title, spoken(SEEN[method]), numbers, [notes], spoken(QUESTIONS["sensitivity"]), given, BARS)
    return picture


def varied_in_words(table: xr.Dataset) -> str:
    """Say which values all inputs took; nothing where the table does not tell."""
    return ", ".join(told(table, number) for number in range(table.sizes["key"])) if "varied" in table else ""


def told(table: xr.Dataset, number: int) -> str:
    """Write an input with the values that it took."""
    return f"{name_of(str(table.key.values[number]))[0]} {values_of(table, number)}"


def values_of(table: xr.Dataset, number: int) -> str:
    """Write the values that an input took, with their unit."""
    if "varied" not in table:
        return ""
    return joined(span_in_words(str(table.varied.values[number])), name_of(str(table.key.values[number]))[1])


SOBOL = ["lines: 95 % intervals", "inputs vary independently"]
MORRIS = ["lines: 95 % intervals", "dashed: σ = μ*, above it an effect differs much with place"]


def runs_in_words(table: xr.Dataset) -> str:
    """Say how many runs stand behind the indices and how many were left out."""
    about, keys = table.attrs, table.sizes["key"]
    told, each = "{runs:,} runs in {groups} groups", keys + 2
    left = ", {dropped} groups with a failed run left out"
    if about["method"] != "sobol":
        told, each = "{runs:,} runs in {groups} trajectories", keys + 1
        left = ", {dropped} trajectories with a failed run left out"
    words = spoken(told, runs=int(about["groups"]) * each, groups=about["groups"])
    return words + spoken(left, dropped=about["dropped"]) if about["dropped"] else words


def bars_of(table: xr.Dataset, name: str, room: Room, look: Look) -> Bars:
    """Choose the strongest inputs that there is room for, each with a bar."""
    order = np.argsort(-table[name].values, kind="stable")
    most = max(1, int((room.height - (UNDER + GAP) * look.line_in) / (LEAST_PITCH * look.line_in)))
    return Bars(order[:most], max(0, order.size - most))


def write_names(picture: Figure, axes: Axes, room: Room, look: Look, table: xr.Dataset, bars: Bars) -> None:
    """Write the inputs beside their bars, each with the values that it took."""
    low, high = axes.get_ylim()
    box = axes.get_position()
    width, height = (float(size) for size in picture.get_size_inches())
    left, right = room.left, box.x0 * width - 0.5 * look.line_in
    for number, which in enumerate(bars.order):
        middle = (box.y0 + box.height * (len(bars.order) - 1 - number - low) / (high - low)) * height
        words = name_of(str(table.key.values[which]))[0]
        label = cut_to(numbered(number, words, table), right - left, look)
        picture.text(left / width, middle / height, label, va="center_baseline", gid=f"tick: {words}")
        taken = values_of(table, which) if table.attrs["method"] == "sobol" else ""
        spare = right - left - width_in(label, look.text_pt) - 0.4 * look.line_in
        if taken and width_in(taken, look.text_pt) <= spare:
            picture.text(right / width, middle / height, taken, ha="right", va="center_baseline", color=QUIET,
                         gid=f"tick: values of {words}")  # fmt: skip


def numbered(number: int, words: str, table: xr.Dataset) -> str:
    """Number the inputs where a chart beside the bars names them by number."""
    return f"{number + 1}  {words}" if table.attrs["method"] == "morris" else words


def names_in(table: xr.Dataset, bars: Bars, look: Look, most_in: float) -> float:
    """Return how wide names with their values are, inches."""
    widths = [0.0]
    for number, which in enumerate(bars.order):
        words = name_of(str(table.key.values[which]))[0]
        taken = f"  {values_of(table, which)}" if table.attrs["method"] == "sobol" else ""
        widths.append(width_in(f"{numbered(number, words, table)}{taken}", look.text_pt))
    return min(max(widths) + 1.2 * look.line_in, most_in)


def bar_axes(picture: Figure, room: Room, look: Look, table: xr.Dataset, bars: Bars) -> Axes:
    """Make the axes of the bars, with names left of them."""
    names = names_in(table, bars, look, NAMES_SHARE * room.width)
    place = Room(room.left + names, room.low + UNDER * look.line_in, room.width - names - 0.9 * look.line_in,
                 room.height - (UNDER + GAP) * look.line_in)  # fmt: skip
    axes = axes_in(picture, place)
    axes.set(ylim=(-0.6, len(bars.order) - 0.4), yticks=[])
    write_names(picture, axes, room, look, table, bars)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.axvline(0, color=INK, linewidth=look.lines, zorder=3)
    return axes


def draw_bars(axes: Axes, table: xr.Dataset, name: str, bars: Bars, look: Look, how: tuple[str, str, float]) -> None:
    """Draw one variable of all inputs with its intervals; `how` is colour, words and shift up."""
    colour, words, shift = how
    value, low, high = (bars.of(table, f"{name}{end}") for end in ("", "_low", "_high"))
    place = np.arange(len(value))[::-1] + shift
    thick = HEIGHT / 2 if shift else 0.62
    drawn = axes.barh(place, value, height=thick, color=colour, edgecolor=INK, linewidth=0.6 * look.lines,
                      label=spoken(words))  # fmt: skip
    drawn.patches[0].set_gid(f"bars: {name}")
    lines = axes.errorbar(value, place, xerr=np.maximum([value - low, high - value], 0.0), fmt="none", ecolor=INK,
                          elinewidth=1.5 * look.lines, capsize=3.0 * look.lines, zorder=4)  # fmt: skip
    lines[2][0].set_gid(f"intervals: {name}")


def draw_sobol(picture: Figure, room: Room, look: Look, table: xr.Dataset) -> None:
    """Draw first and total order as pairs of bars."""
    bars = bars_of(table, "total_order", room, look)
    axes = bar_axes(picture, room, look, table, bars)
    few = look.name == "slide"
    names = ("alone", "with interactions") if few else ("alone (first order)", "with interactions (total order)")
    draw_bars(axes, table, "first_order", bars, look, (ALONE, names[0], HEIGHT / 4))
    draw_bars(axes, table, "total_order", bars, look, (TOGETHER, names[1], -HEIGHT / 4))
    top = float(max(bars.of(table, "total_order_high").max(), bars.of(table, "first_order_high").max()))
    low = float(min(bars.of(table, "total_order_low").min(), bars.of(table, "first_order_low").min(), 0.0))
    axes.set_xlim(1.05 * low, max(1.05 * top, 0.1))
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.set_xlabel(spoken("share of the variance") + hidden_in_words(bars))
    axes.legend(loc="lower right", handlelength=1.0, labelspacing=0.25, borderaxespad=0.2)


def hidden_in_words(bars: Bars) -> str:
    """Say how many inputs are not drawn."""
    return spoken("; {count} weaker inputs not drawn", count=bars.hidden) if bars.hidden else ""


def draw_morris(picture: Figure, room: Room, look: Look, table: xr.Dataset) -> None:
    """Draw mean sizes as bars, and beside them size against unevenness with the bars' numbers."""
    chart = CHART_SHARE * room.width
    left = room._replace(width=room.width - chart)
    bars = bars_of(table, "mu_star", left, look)
    axes = bar_axes(picture, left, look, table, bars)
    draw_bars(axes, table, "mu_star", bars, look, (ALONE, "mean size", 0.0))
    unit = measure_of(table.attrs)[1]
    axes.set_xlim(0, 1.05 * float(bars.of(table, "mu_star_high").max()))
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.set_xlabel(with_unit(spoken("mean size μ*"), unit) + hidden_in_words(bars))
    place = Room(room.left + room.width - chart + 4.2 * look.line_in, room.low + UNDER * look.line_in,
                 chart - 5.0 * look.line_in, room.height - (UNDER + GAP) * look.line_in)  # fmt: skip
    draw_chart(axes_in(picture, place), look, table, bars, unit)


def draw_chart(axes: Axes, look: Look, table: xr.Dataset, bars: Bars, unit: str) -> None:
    """Draw the standard deviation of the effect against its mean size, with the line where both are equal."""
    size, sigma = bars.of(table, "mu_star"), bars.of(table, "sigma")
    halves = [np.maximum([value - bars.of(table, f"{name}_low"), bars.of(table, f"{name}_high") - value], 0.0)
              for name, value in (("mu_star", size), ("sigma", sigma))]  # fmt: skip
    axes.errorbar(size, sigma, xerr=halves[0], yerr=halves[1], fmt="o", color=DOT, ecolor="#c9a08f",
                  markersize=5.5 * look.lines, elinewidth=1.2 * look.lines, zorder=2)  # fmt: skip
    top = 1.12 * float(max((size + halves[0][1]).max(), (sigma + halves[1][1]).max()))
    axes.plot([0, top], [0, top], color=QUIET, linestyle=(0, (4, 3)), linewidth=1.2 * look.lines, zorder=1, gid="equal")
    axes.set(xlim=(-0.03 * top, top), ylim=(-0.03 * top, top))
    number_points(axes, look, size, sigma, top)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.set_xlabel(with_unit(spoken("mean size μ*"), unit))
    axes.set_ylabel(with_unit(spoken("unevenness σ"), unit))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def number_points(axes: Axes, look: Look, size: Array, sigma: Array, top: float) -> None:
    """Write the bars' numbers beside the points, the strongest first; left out where there is no room for one."""
    span = 1.03 * top
    pt_per_unit = np.array([axes.bbox.width, axes.bbox.height]) / axes.figure.dpi * POINTS_PER_IN / span
    points = np.stack([size, sigma], axis=1) * pt_per_unit
    half = np.array([0.38, 0.5]) * look.text_pt
    taken: list[Array] = []
    for number, point in enumerate(points):
        wide = half * [len(str(number + 1)), 1.0]
        others = np.array([*np.delete(points, number, axis=0), *taken]).reshape(-1, 2)
        spots = [point + np.array(side) * (wide + CLEAR_PT * look.lines) for side in SIDES]
        inside = [spot for spot in spots if np.all(spot > wide - 0.03 * top * pt_per_unit)]
        free = [spot for spot in inside if np.all(np.any(np.abs(others - spot) > wide + 3.0 * look.lines, axis=1))]
        if free:
            taken.append(free[0])
            axes.annotate(str(number + 1), tuple(size_of(point, pt_per_unit)), tuple(free[0] - point), ha="center",
                          textcoords="offset points", va="center_baseline", fontweight="bold", zorder=5,
                          path_effects=cased(0.0, 2 * look.lines), gid=f"number {number + 1}")  # fmt: skip


def size_of(point: Array, pt_per_unit: Array) -> Array:
    """Return a point in the unit of the axes."""
    return np.asarray(point / pt_per_unit)
