"""A sweep as a TOML file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.library import NAMES, load
from lesionsim.library.loading import is_path
from lesionsim.scenario import Scenario
from lesionsim.scenario.checks import Text
from lesionsim.scenario.fields import slots_of
from lesionsim.scenario.files import parsed, read_text
from lesionsim.scenario.reading import read_noun
from lesionsim.scenario.wording import nearest_phrase, shown

from ..running.options import Options, options_from
from .design import Design, make_design
from .names import canonical, check_apart, rules
from .reading import SLOT
from .timing import changed

KEYS = ("scenario", "title", "kind", "samples", "seed", "change", "vary", "correlation", "rows", "measure")
OF_A_SOURCE = {"kind", "levels"} | {slot.name for noun in SLOT.nouns for slot in slots_of(noun)}
OF_A_PAIR = ("a", "b", "rho")
TITLE = Text(about="title of the sweep")


class Sweep(NamedTuple):
    """What a file describes: which scenarios are run, and what is measured."""

    design: Design
    options: Options


def read_sweep(path: str | os.PathLike[str]) -> Sweep:
    """Return the design and the options of a TOML file; the path of a scenario in it is relative to the file."""
    return from_toml(read_text(path), os.fspath(path))


def from_toml(text: str, file: str = "") -> Sweep:
    """Return the design and the options that a TOML text describes.

    Parameters
    ----------
    file : name of the file, for messages, and for the path of a scenario beside it

    Raises
    ------
    ScenarioError
        When a key is unknown, or a value not allowed.

    Examples
    --------
    >>> sweep = from_toml('''
    ... scenario = "b1"
    ... [vary]
    ... gauge = [18, 20, 22]
    ... temperature_c = {low = 70, high = 80, levels = 3}
    ... ''')
    >>> print(sweep.design)
    grid of 9 rows over gauge, temperature_c from b1
    """
    try:
        return sweep_from(parsed(text, file), Path(file).parent)
    except ScenarioError as error:
        raise error if error.file else ScenarioError(*error.args, file=file) from error


def sweep_from(table: Mapping[str, Any], folder: Path) -> Sweep:
    """Return what a table describes."""
    strange = [Problem(key, f"is not a key of a sweep{nearest_phrase(key, KEYS)}") for key in table if key not in KEYS]
    strange += [Problem(name, f"is {shown(table[name])}; must be a table, [{name}]")
                for name in ("change", "vary", "measure") if not isinstance(table.get(name, {}), dict)]  # fmt: skip
    strange += [Problem("title", fault) for fault in [TITLE.fault(table.get("title", ""))] if fault]
    if strange:
        raise ScenarioError(*strange)
    options = within("measure", options_from, table.get("measure", {}))
    scenario = scenario_from(table, folder)
    fixed = flat(table.get("change", {}), is_source=never)
    vary = flat(table.get("vary", {}), is_source=is_source)
    rows = rows_from(table)
    listed = [key for row in rows if isinstance(row, dict) for key in row] if isinstance(rows, list) else []
    check_fixed(fixed, [*vary, *listed])
    design = make_design(
        within("change", changed, scenario, fixed) if fixed else scenario,
        vary,
        table.get("kind", "grid"),
        table.get("samples"),
        table.get("seed", 0),
        rows,
        pairs_from(table),
        table.get("title", ""),
    )
    return Sweep(design, options)


def within(place: str, make: Any, *given: Any) -> Any:
    """Return what is made of a part of the file; its problems are told with the part's name."""
    try:
        return make(*given)
    except ScenarioError as error:
        raise error.within(place) from error


def scenario_from(table: Mapping[str, Any], folder: Path) -> Scenario:
    """Return the scenario: a name of the library, a path relative to the file, or a table."""
    given = table.get("scenario")
    if isinstance(given, dict):
        problems: list[Problem] = []
        scenario = read_noun(Scenario, given, "scenario", NAMES, problems)
        if problems:
            raise ScenarioError(*problems)
        return scenario
    if not isinstance(given, str) or not given.strip():
        told = "is missing" if given is None else f"is {shown(given)}"
        raise ScenarioError(Problem("scenario", f'{told}; give a name of the library, such as "b1", or a path'))
    beside = folder / given
    if is_path(given) or beside.is_file():
        return load(beside)
    return within("scenario", load, given)


def flat(table: Mapping[str, Any], is_source: Any, place: str = "") -> dict[str, Any]:
    """Return nested tables as dotted keys: probe.gauge = [18, 20] without quotes makes a table probe."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{place}.{name}" if place else name
        nested = isinstance(value, dict) and bool(value) and not is_source(key, value)
        for inner, each in (flat(value, is_source, key) if nested else {key: value}).items():
            if inner in found:
                raise ScenarioError(Problem(inner, "is given twice; give it once"))
            found[inner] = each
    return found


def never(key: str, value: Mapping[str, Any]) -> bool:
    """Tell that no table is a source."""
    return False


def is_source(key: str, value: Mapping[str, Any]) -> bool:
    """Tell whether a table says how a key varies, and does not hold more keys."""
    if all(f"{key}.{name}" in rules() for name in value):
        return False
    return not OF_A_SOURCE.isdisjoint(value)


def check_fixed(fixed: Mapping[str, Any], varied: list[str]) -> None:
    """Refuse keys that are fixed and vary."""
    own = [canonical(key) for key in fixed]
    for key in dict.fromkeys(canonical(key) for key in varied):
        check_apart([*own, key])


def rows_from(table: Mapping[str, Any]) -> Any:
    """Return the rows of a list, nested tables as dotted keys."""
    rows = table.get("rows")
    if not isinstance(rows, list):
        return rows
    return [flat(row, is_source=never) if isinstance(row, dict) else row for row in rows]


def pairs_from(table: Mapping[str, Any]) -> Any:
    """Return correlations as triples."""
    given = table.get("correlation", [])
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise ScenarioError(Problem("correlation", "must be tables [[correlation]], each with a, b and rho"))
    problems = [problem for i, pair in enumerate(given) for problem in wrong_pair(pair, f"correlation[{i}]")]
    if problems:
        raise ScenarioError(*problems)
    return [(pair["a"], pair["b"], pair["rho"]) for pair in given]


def wrong_pair(pair: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """Yield the unknown and the missing keys of a correlation."""
    for name in pair:
        if name not in OF_A_PAIR:
            yield Problem(f"{place}.{name}", "is not a key that exists here; must be a, b or rho")
    for name in OF_A_PAIR:
        if name not in pair:
            yield Problem(f"{place}.{name}", "is missing; give a and b, two keys that vary, and rho between -1 and 1")
