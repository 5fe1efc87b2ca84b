"""Is this dataset a whole result: every variable, every cell, every recorded moment?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from lesionsim.errors import ResultError, ScenarioError
from lesionsim.library import from_toml
from lesionsim.result.schema import EVERYWHERE, OF_CURRENT, SCHEMA
from lesionsim.result.stranger import AGAIN

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario

FORMAT, _, NEWEST = SCHEMA.rpartition("-")
OPTIONAL = ("thermocouple", "coarse_")  # names that start so are absent from some results
WHOLE = "Give the whole Dataset as it came from ls.simulate or ls.open_result, and save what you cut from it elsewhere."
SAME_MOMENT_S = 1e-6


def check_schema(result: xr.Dataset, where: str) -> None:
    """Refuse datasets of other programs, of newer versions, and incomplete ones.

    Raises
    ------
    ResultError
        Which tells what is missing, and the remedy.
    """
    written = result.attrs.get("schema")
    kind, _, number = str(written).rpartition("-")
    if kind != FORMAT or not number.isdecimal():
        raise ResultError(f"{where} is not a result of lesionsim: it carries no schema {SCHEMA!r}. {AGAIN}")
    if int(number) > int(NEWEST):
        raise ResultError(
            f"{where} has schema {written!r}, newer than this version reads ({SCHEMA!r}). "
            "Update lesionsim: pip install --upgrade lesionsim."
        )
    if missing := missing_from(result):
        raise ResultError(f"{where} is incomplete: it lacks {', '.join(missing)}. {WHOLE}")
    for fault in faults(result, scenario_in(result, where)):
        raise ResultError(f"{where} is not whole: {fault}. {WHOLE}")


def missing_from(result: xr.Dataset) -> list[str]:
    """Return the names that a result lacks; of each optional group it has all or none."""
    have = {str(name) for name in result.variables}
    absent = tuple(group for group in OPTIONAL if not any(name.startswith(group) for name in have))
    needless = set() if have & set(OF_CURRENT) else set(OF_CURRENT)
    missing = [name for name in EVERYWHERE if name not in have | needless and not name.startswith(absent)]
    return missing if "scenario" in result.attrs else [*missing, "the attribute scenario"]


def scenario_in(result: xr.Dataset, where: str) -> Scenario:
    """Read the scenario that a result carries."""
    try:
        return from_toml(result.attrs["scenario"])
    except (ScenarioError, TypeError, AttributeError) as error:
        why = (str(error).splitlines() or ["no text"])[0]
        raise ResultError(f"{where} carries a scenario that cannot be read: {why}. {AGAIN}") from error


def faults(result: xr.Dataset, scenario: Scenario) -> Iterator[str]:
    """Tell what was cut from a result, changed in its order, or has another shape than its scenario says."""
    for name, variable in result.variables.items():
        known = EVERYWHERE.get(str(name))
        if known and variable.dims != known.dims:
            yield f"{name} lies along {along(variable.dims)}, not {along(known.dims)}"
    for name in [name for name in ("r", "z", "coarse_r", "coarse_z") if name in result.variables]:
        centres, faces = values_of(result, name), values_of(result, f"{name}_face")
        if faces.size != centres.size + 1 or not np.all((faces[:-1] < centres) & (centres < faces[1:])):
            yield f"its {centres.size} cells along {name} do not fit the {faces.size} faces"
    times, ends = values_of(result, "time"), values_of(result, "step_time")
    if covers(times, 0.0, scenario.protocol.duration_s) is False or covers(ends, 0.0, times[-1]) is False:
        yield f"its times do not reach from 0 to {scenario.protocol.duration_s:g} s in order"
    elif np.diff(times).max() > scenario.numerics.record_every_s + SAME_MOMENT_S:
        yield f"some of the moments, recorded every {scenario.numerics.record_every_s:g} s, are missing"
    yield from other_names(result, "criterion", [criterion.label for criterion in scenario.criteria])
    yield from other_names(result, "thermocouple", [couple.name for couple in scenario.thermocouples])


def other_names(result: xr.Dataset, name: str, expected: list[str]) -> Iterator[str]:
    """Tell when labels are not those of the scenario."""
    found = [str(each) for each in values_of(result, name)] if name in result.variables else []
    if found != expected:
        yield f"it holds {name} {', '.join(found) or 'none'}; its scenario has {', '.join(expected) or 'none'}"


def covers(times_s: np.ndarray, first_s: float, last_s: float) -> bool:
    """Tell whether increasing times reach from the first to the last one."""
    if times_s.size < 2 or not np.all(np.diff(times_s) > 0):
        return False
    return bool(np.allclose(times_s[[0, -1]], [first_s, last_s], rtol=0, atol=SAME_MOMENT_S))


def values_of(result: xr.Dataset, name: str) -> np.ndarray:
    """Return a variable's values, at least one-dimensional."""
    return np.atleast_1d(result.variables[name].values)


def along(dims: tuple[Any, ...]) -> str:
    """Write dimensions for people."""
    return f"({', '.join(map(str, dims))})"
