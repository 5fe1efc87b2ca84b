"""A design as TOML: complete and exact, and read again as the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lesionsim.errors import ScenarioError
from lesionsim.library import scenario
from lesionsim.scenario import Scenario
from lesionsim.scenario.writing import table_from

if TYPE_CHECKING:
    from ..running.options import Options
    from .design import Design


def to_toml(design: Design, options: Options | None = None) -> str:
    """Return a design, and what is measured, as TOML."""
    import tomli_w

    about: dict[str, Any] = {"scenario": scenario_table(design.scenario)}
    if design.title:
        about["title"] = design.title
    about["kind"] = design.kind
    if design.samples is not None:
        about["samples"] = design.samples
    about["seed"] = design.seed
    if design.kind == "list":
        about["rows"] = rows_of(design)
    else:
        pairs = zip(design.keys, design.sources, strict=True)
        lists = all(source.kind == "levels" for source in design.sources)  # TOML puts lists before tables
        about["vary"] = {key: list(source.values) if lists else table_from(source) for key, source in pairs}
    if design.correlation:
        about["correlation"] = [{"a": a, "b": b, "rho": rho} for a, b, rho in design.correlation]
    if options is not None:
        about["measure"] = {name: value for name, value in options.table.items() if value is not None}
    return tomli_w.dumps(about)


def scenario_table(given: Scenario) -> str | dict[str, Any]:
    """Return the name of a scenario of the library, or all of another one."""
    try:
        if scenario(given.name) == given:
            return given.name
    except ScenarioError:
        pass
    return table_from(given)


def rows_of(design: Design) -> list[dict[str, Any]]:
    """Return the rows of a list; what a row leaves as it is in the scenario is left out."""
    changed = ~np.isnan(design.drawn)
    rows = [design.values(number) for number in range(len(design))]
    return [
        {key: value for key, value, is_changed in zip(row, row.values(), flags, strict=True) if is_changed}
        for row, flags in zip(rows, changed, strict=True)
    ]
