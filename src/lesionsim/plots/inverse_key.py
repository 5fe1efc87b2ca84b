"""What pictures of inverse questions share: the parts of a table, places for axes, and the legend beside them."""

import json
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.bars import with_error
from lesionsim.lesion.labels import label_in_words
from lesionsim.plots.inverse_maps import DASHES
from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.style import INK, PAPER, Line, edge_line
from lesionsim.plots.telling import INSTEAD
from lesionsim.texts import spoken

Array = np.ndarray

LEFT, UNDER, ABOVE, GAP = 4.4, 3.0, 0.7, 1.2  # in lines of text, around the axes
SAMPLE = 2.6  # in lines of text, for the sample of a line in the legend

WANTED = {
    "AtLeast": "at least {amount}",
    "AtMost": "at most {amount}",
    "Maximise": "as much as can be",
    "Minimise": "as little as can be",
}


class Curve(NamedTuple):
    """The runs and the solutions of one combination of levels."""

    name: str
    runs: Any  # Dataset; None for what stands in the legend alone
    solutions: Any
    line: Line
    mark: str = ""  # in place of a line, in the legend


def check_form(table: object, form: str, told: str) -> None:
    """Refuse what is not a table of this form."""
    if not isinstance(table, xr.Dataset) or table.attrs.get("form") != form:
        raise ScenarioError(Problem("table", told))


def inputs_of(table: xr.Dataset) -> list[str]:
    """Return the names of all inputs."""
    return [str(each) for each in json.loads(table.attrs["inputs"])]


def levels_of(table: xr.Dataset) -> list[str]:
    """Return the names of inputs with levels."""
    return [str(each) for each in json.loads(table.attrs["levels"])]


def ranges_of(table: xr.Dataset) -> list[str]:
    """Return the names of inputs with a range."""
    return [each for each in inputs_of(table) if each not in levels_of(table)]


def goals_of(table: xr.Dataset) -> dict[str, dict[str, Any]]:
    """Return what is wanted of each measure."""
    found: dict[str, dict[str, Any]] = json.loads(table.attrs["goals"])
    return found


def curves_of(table: xr.Dataset, look: Look) -> list[Curve]:
    """Return runs and solutions of each combination of levels, where there is one range or more."""
    stepped = levels_of(table)
    if not ranges_of(table):
        return [Curve("", table, table, edge_line(0).thicker(look.lines))]
    keys = list(dict.fromkeys(zip(*(table[f"run_{each}"].values.tolist() for each in stepped), strict=True)))
    found = []
    for number, key in enumerate(keys or [()]):
        runs, met = np.ones(table.sizes["run"], bool), np.ones(table.sizes["solution"], bool)
        for name, value in zip(stepped, key, strict=True):
            runs &= table[f"run_{name}"].values == value
            met &= table[name].values == value
        name = ", ".join(f"{spoken(each)} {value}" for each, value in zip(stepped, key, strict=True))
        line = edge_line(number).thicker(0.8 * look.lines)
        found.append(Curve(name, table.isel(run=runs), table.isel(solution=met), line))
    return found


def label_of(table: xr.Dataset, name: str) -> str:
    """Return the label of an axis: words and unit."""
    about = table[name].attrs
    words, unit = spoken(str(about.get("long_name", name))), str(about.get("units", ""))
    return f"{words} ({unit})" if unit else words


def question_in_words(table: xr.Dataset) -> str:
    """Write all goals, beginning with a capital letter; in English the question that the table tells."""
    parts = []
    for name, goal in goals_of(table).items():
        about = table[name].attrs
        parts.append(f"{spoken(str(about['long_name']))} {wanted_in_words(goal, str(about['units']))}")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"


def asked_in_words(table: xr.Dataset) -> tuple[str, str]:
    """Say what a table is, and of which model under which criterion."""
    about = table.attrs
    return spoken(str(about["about"])), f"{about['scenario_name']}, {label_in_words(str(about['criterion']))}"


def wanted_in_words(goal: dict[str, Any], unit: str) -> str:
    """Write what is wanted of a measure: a value, a side of one, or as much or as little as can be."""
    if goal["kind"] == "Exactly":
        bar = f" ± {goal['tolerance']:g}" if goal.get("tolerance") else ""
        return f"{goal['value']:g}{bar} {unit}".rstrip()
    amount = f"{goal['value']:g} {unit}".rstrip() if "value" in goal else ""
    return spoken(WANTED[goal["kind"]], amount=amount)


def divided(room: Room, look: Look, names: list[str], scale: bool) -> tuple[Room, Room | None]:
    """Return places for axes and legend: the legend to the right, as wide as its words."""
    line = look.line_in
    named = [name for name in names if name]
    column = max((width_in(part, look.text_pt) for name in named for part in name.split("\n")), default=0.0)
    column += (SAMPLE + GAP) * line if named else 0.0
    column = min(column, 0.45 * room.width)
    right = 5.0 * line if scale else 0.4 * line
    spot = Room(room.left + LEFT * line, room.low + UNDER * line, room.width - LEFT * line - column - right,
                room.height - (UNDER + ABOVE) * line)  # fmt: skip
    corner = Room(room.left + room.width - column, spot.low, column, spot.height)
    return spot, corner if named else None


def legend_text(curve: Curve, ranges: list[str]) -> str:
    """Return what the legend says of a curve: its levels, and where it meets the goal."""
    met = curve.solutions
    places = []
    if len(ranges) == 1:
        name = ranges[0]
        unit = str(met[name].attrs.get("units", ""))
        rows = zip(met[name].values, met[f"{name}_error"].values, met["kind"].values, strict=True)
        places = [f"{told(value, error)} {unit}" for value, error, kind in rows if kind != "inside"]
    elif len(ranges) > 1 and not met.sizes["solution"]:
        places = [spoken("not reached")]
    if len(ranges) == 1 and not places:
        places = [spoken("all of it") if (met["kind"] == "inside").any() else spoken("not reached")]
    return "\n".join(filter(None, (curve.name, *places[:3], *(["..."] if len(places) > 3 else []))))


def goal_lines(table: xr.Dataset, ranges: list[str], look: Look) -> list[Curve]:
    """Return what the legend says of several goals over two ranges: the dashes of each."""
    goals = goals_of(table)
    if len(ranges) != 2 or len(goals) < 2:
        return []
    found = []
    for number, (measure, goal) in enumerate(goals.items()):
        about = table[measure].attrs
        wanted = wanted_in_words({**goal, "tolerance": 0.0}, str(about["units"]))
        text = f"{spoken(str(about['long_name']))}\n{wanted}"
        line = edge_line(0).thicker(look.lines)._replace(dashes=DASHES[number % len(DASHES)])
        found.append(Curve(text, None, None, line._replace(colour=line.colour if not levels_of(table) else INK)))
    return found


def told(value: float, error: float) -> str:
    """Write an input with its numerical error."""
    digits = max(0, min(6, 2 - int(np.floor(np.log10(max(abs(value), 1e-9))))))
    return with_error(float(value), float(error), digits) if np.isfinite(error) else f"{value:.{digits}f}"


def name_curves(axes: Axes, curves: list[Curve], names: list[str], look: Look) -> None:
    """Write the legend: a sample of each line beside its words."""
    line = look.line_in
    width, height = (axes.bbox.width / axes.figure.dpi, axes.bbox.height / axes.figure.dpi)
    axes.set(xlim=(0, width), ylim=(0, height), xticks=[], yticks=[])
    axes.axis("off")
    top = height
    for curve, name in zip(curves, names, strict=False):
        rows = 1 + name.count("\n")
        if top - rows * line < 0:
            axes.text(GAP * line, top, "...", va="top")
            break
        style = curve.line
        if not name:
            continue
        if curve.mark:
            axes.plot([(GAP + 1) * line], [top - 0.5 * line], curve.mark, color=style.colour, markersize=7 * look.lines,
                      markeredgecolor=PAPER, gid=f"sample: {curve.name}")  # fmt: skip
        else:
            axes.plot([GAP * line, (GAP + SAMPLE - 0.6) * line], [top - 0.5 * line] * 2, color=style.colour,
                      linestyle=style.dashes, linewidth=style.width_pt, gid=f"sample: {curve.name}")  # fmt: skip
        axes.text((GAP + SAMPLE) * line, top, name, va="top", color=INK, linespacing=1.1, gid=f"answer: {curve.name}",
                  label=f"{INSTEAD}{curve.name}")  # fmt: skip
        top -= (rows + 0.45) * line
