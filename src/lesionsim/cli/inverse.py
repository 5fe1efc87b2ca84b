"""`lesionsim inverse`: which inputs of the model lead to a wanted lesion."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lesionsim.cli.command import Command
from lesionsim.cli.figure import add_picture_options, check_style, criterion_meant
from lesionsim.cli.folder import check_file
from lesionsim.cli.run import add_changes, number
from lesionsim.cli.screen import say, tell
from lesionsim.cli.subject import picture_file
from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ScenarioError
from lesionsim.lesion.announcing import scenario_in_words
from lesionsim.library import DEFAULT
from lesionsim.scenario.wording import shown
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

DESCRIPTION = """\
Find all inputs with which this model reaches a wanted lesion, under one criterion. A model exercise, not settings for
a patient: it shows how the model behaves, and what it cannot reach. Educational, not for clinical planning.
"""
EXAMPLES = """\
goals: a value, a side of a value, or as much or as little as can be
  width_mm=6   'nerve_covered_mm>=10'   'volume_mm3<=200'   nerve_covered_mm=max   volume_mm3=min

inputs: a range LOW:HIGH, or levels A,B,C
  temperature_c=60:90   hold_s=30:120   tip_mm=5:15   gauge=18,20,22   tissue.perfusion_per_s=0.0005:0.005

examples:
  lesionsim inverse b1 --goal width_mm=5.5 --vary temperature_c=60:95
  lesionsim inverse b1 --goal width_mm=5.5 --vary temperature_c=60:95 --vary gauge=16,18,20 -o widths.png
  lesionsim inverse b1 --goal width_mm=5.5 --vary temperature_c=60:95 --vary hold_s=20:180 -o curve.png --csv curve.csv
  lesionsim inverse --goal nerve_covered_mm=max --goal volume_mm3=min --vary temperature_c=60:95 --vary gauge=18,20,22
"""
GOAL = re.compile(r"\s*([A-Za-z_]\w*)\s*(>=|<=|=)\s*(\S+)\s*")
INPUT = re.compile(r"\s*([^=\s]+)\s*=\s*(\S+)\s*")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `inverse`."""
    words = "name or TOML file (lesionsim list scenarios); left out, the scenario of `run`"
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help=words)
    ask = parser.add_argument_group("the question")
    ask.add_argument("--goal", metavar="MEASURE=VALUE", action="append", help="what is wanted; repeatable")
    ask.add_argument("--vary", metavar="INPUT=LOW:HIGH", action="append", help="what may change; repeatable")
    words = "damage criterion, or any isotherm such as isotherm-47 (default: the scenario's first)"
    ask.add_argument("--criterion", metavar="NAME", help=words)
    words = "runs along each range before solutions are looked for (default: 33, 13 or 8, for one to three ranges)"
    ask.add_argument("--scan", metavar="N", type=number, help=words)
    answer = parser.add_argument_group("answer")
    answer.add_argument("--csv", metavar="FILE.csv", help="also write all solutions as a table")
    add_picture_options(parser, "none is drawn")
    add_changes(parser)


def find_inputs(options: argparse.Namespace) -> int:
    """Search, tell what was found, and draw it if asked."""
    from lesionsim.cli.changes import changed
    from lesionsim.library import load

    check_style(options.style)
    goals, vary = goals_typed(options.goal), inputs_typed(options.vary)
    scenario = changed(load(DEFAULT if options.scenario is None else options.scenario), options)
    criterion = None if options.criterion is None else criterion_meant(scenario, options.criterion)
    target = None if options.file is None else picture_file(options.file, "")
    table_file = None if options.csv is None else Path(options.csv)
    for path in filter(None, (target, table_file)):
        check_file(path)
        if path.exists():
            tell(spoken("{file} will be replaced", file=path))
    tell(spoken("Searching with {scenario}", scenario=scenario_in_words(scenario)))
    from lesionsim.sweep.inverse.inverse import inverse

    found = inverse(scenario, goals, vary, criterion, scan=options.scan)
    say(f"{found.attrs['answer']}\n{spoken(DISCLAIMER)}.")
    if table_file is not None:
        write_table(found, table_file)
        say(spoken("Table: {file}", file=table_file))
    if target is not None:
        draw(found, target, options.style)
        say(spoken("Picture: {file}", file=target))
    return 0


def goals_typed(typed: list[str] | None) -> dict[str, Any]:
    """Return the goals that were typed.

    >>> goals_typed(["width_mm=6", "nerve_covered_mm>=10", "volume_mm3=min"])
    {'width_mm': 6.0, 'nerve_covered_mm': AtLeast(value=10.0), 'volume_mm3': 'min'}
    """
    from lesionsim.sweep.inverse.goals import AtLeast, AtMost

    found: dict[str, Any] = {}
    for text in typed or ():
        match = GOAL.fullmatch(text)
        if match is None:
            raise ScenarioError(
                f"--goal is {shown(text)}; must be like width_mm=6, 'volume_mm3<=200' or volume_mm3=min"
            )
        name, sign, value = match.groups()
        if name in found:
            raise ScenarioError(f"--goal {name} is given twice; give it once")
        if sign == "=" and value.isalpha():
            found[name] = value
            continue
        found[name] = {"=": float, ">=": AtLeast, "<=": AtMost}[sign](number_typed(f"--goal {name}", value))
    if not found:
        raise ScenarioError("--goal is missing; say what is wanted, such as --goal width_mm=6")
    return found


def inputs_typed(typed: list[str] | None) -> dict[str, Any]:
    """Return the inputs that were typed: ranges as pairs, levels as lists.

    >>> inputs_typed(["temperature_c=60:90", "gauge=18,20"])
    {'temperature_c': (60.0, 90.0), 'gauge': [18, 20]}
    """
    found: dict[str, Any] = {}
    for text in typed or ():
        match = INPUT.fullmatch(text)
        if match is None:
            raise ScenarioError(f"--vary is {shown(text)}; must be like temperature_c=60:90 or gauge=18,20,22")
        name, value = match.groups()
        if name in found:
            raise ScenarioError(f"--vary {name} is given twice; give it once")
        if ":" in value:
            found[name] = tuple(number_typed(f"--vary {name}", part) for part in value.split(":"))
        else:
            found[name] = [level_typed(part) for part in value.split(",")]
    if not found:
        raise ScenarioError("--vary is missing; say what may change, such as --vary temperature_c=60:90")
    return found


def number_typed(option: str, text: str) -> float:
    """Read a number that was typed."""
    try:
        return float(text)
    except ValueError:
        raise ScenarioError(f"{option} is {shown(text)}; must be a number") from None


def level_typed(text: str) -> Any:
    """Read one level: a whole number, a number or a word."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def write_table(found: xr.Dataset, target: Path) -> None:
    """Write the solutions as CSV, with what they are in lines that begin with #."""
    columns = [str(name) for name in found.data_vars if found[name].dims == ("solution",)]
    units = [found[name].attrs.get("units", "") for name in columns]
    head = [f"# {line}" for line in (*found.attrs["answer"].splitlines()[:1], found.attrs["about"], DISCLAIMER)]
    head.append(f"# units: {', '.join(f'{name}: {unit}' for name, unit in zip(columns, units, strict=True) if unit)}")
    rows = zip(*(found[name].values.tolist() for name in columns), strict=True)
    text = "\n".join([*head, ",".join(columns), *(",".join(map(str, row)) for row in rows)])
    target.write_text(f"{text}\n", "utf-8")


def draw(found: xr.Dataset, target: Path, style: str) -> None:
    """Draw curves, lines or the front."""
    from lesionsim.plots.front import pareto_front
    from lesionsim.plots.inverse import solutions
    from lesionsim.plots.saving import save

    picture = pareto_front if found.attrs["form"] == "front" else solutions
    save(picture(found, style=style), target)


ABOUT = "find inputs that lead to a wanted lesion (a model exercise)"
INVERSE = Command("inverse", ABOUT, DESCRIPTION, EXAMPLES, add_options, find_inputs)
