"""Is this dataset a whole result: every variable, every cell, every recorded moment?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from lesionsim.errors import ResultError, ScenarioError
from lesionsim.library import from_toml
from lesionsim.result.schema import COARSE, EVERYWHERE, OF_CURRENT, OF_THREE_DIMENSIONS, SCHEMA, dims_of
from lesionsim.result.stranger import AGAIN
from lesionsim.scenario import Cooldown
from lesionsim.scenario.anatomy import needs_three_dimensions
from lesionsim.scenario.protocol import end_c
from lesionsim.scenario.symmetry import is_mirrored

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario

FORMAT, _, NEWEST = SCHEMA.rpartition("-")
OPTIONAL = ("thermocouple", COARSE)  # names that start so are absent from some results
WHOLE = "Give the whole Dataset as it came from ls.simulate or ls.open_result, and save what you cut from it elsewhere."
NUMBERS = tuple(name for name, known in EVERYWHERE.items() if known.units not in ("", "see dose_unit"))
SAME_MOMENT_S = 1e-6
SAME_PLACE_MM = 1e-9
SAME_TIP_C = 1e-6
SAME_ANGLE_DEG = 1e-9


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
    scenario = scenario_in(result, where)
    if needs_three_dimensions(scenario) and "theta" not in result.dims:
        raise ResultError(f"{where} is one slice of a result in three dimensions: it has no theta. {WHOLE}")
    for fault in faults(result, scenario):
        raise ResultError(f"{where} is not whole: {fault}. {WHOLE}")


def missing_from(result: xr.Dataset) -> list[str]:
    """Return the names that a result lacks; of each optional group it has all or none."""
    have = {str(name) for name in result.variables}
    absent = tuple(group for group in OPTIONAL if not any(name.startswith(group) for name in have))
    needless = set() if have & set(OF_CURRENT) else set(OF_CURRENT)
    needless |= set() if have & {"theta", "theta_face"} else set(OF_THREE_DIMENSIONS)
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
    """Tell what was cut from a result, changed in its order, or is otherwise than its scenario says."""
    for name, variable in result.variables.items():
        known = EVERYWHERE.get(str(name))
        wanted = dims_of(str(name), "theta" in result.dims) if known else ()
        if known and variable.dims != wanted:
            yield f"{name} lies along {along(variable.dims)}, not {along(wanted)}"
        elif known and name in NUMBERS and variable.dtype.kind not in "fiu":
            yield f"{name} holds no numbers"
    for side in sides(result):
        yield from misplaced_cells(result, scenario, side)
    if "theta" in result.dims:
        yield from misplaced_angles(result, scenario)
    yield from misplaced_times(result, scenario)
    yield from other_names(result, "criterion", [criterion.label for criterion in scenario.criteria])
    yield from other_names(result, "thermocouple", [couple.name for couple in scenario.thermocouples])
    named = result.attrs.get("scenario_name", scenario.name)
    if named != scenario.name:
        yield f'its scenario_name is "{named}"; its scenario is "{scenario.name}"'


def misplaced_cells(result: xr.Dataset, scenario: Scenario, side: str) -> Iterator[str]:
    """Tell when cells do not lie between their faces, or the faces not around probe and domain."""
    for name in (f"{side}r", f"{side}z"):
        centres, faces = values_of(result, name), values_of(result, f"{name}_face")
        if faces.size != centres.size + 1 or not np.all((faces[:-1] < centres) & (centres < faces[1:])):
            yield f"its {centres.size} cells along {name} do not fit the {faces.size} faces"
    probe, domain = scenario.probe, scenario.domain
    across, along_z = values_of(result, f"{side}r_face"), values_of(result, f"{side}z_face")
    top_mm = probe.tip_length_mm + domain.shaft_mm
    for name, faces, ends, inner in (
        (f"{side}r_face", across, (0.0, domain.radius_mm), (probe.radius_mm,)),
        (f"{side}z_face", along_z, (-domain.ahead_mm, top_mm), (0.0, probe.tip_length_mm)),
    ):
        if abs(faces[[0, -1]] - ends).max() > SAME_PLACE_MM:
            yield f"its {name} reaches from {faces[0]:g} to {faces[-1]:g} mm, not from {ends[0]:g} to {ends[1]:g} mm"
        for place_mm in inner:
            if abs(faces - place_mm).min() > SAME_PLACE_MM:
                yield f"its {name} has no face at {place_mm:g} mm, where its scenario's probe ends"


def misplaced_angles(result: xr.Dataset, scenario: Scenario) -> Iterator[str]:
    """Tell when cells around the probe are missing, in another order, or none that the scenario asks for."""
    if not needs_three_dimensions(scenario):
        yield "it has cells around the probe (theta); its scenario has no anatomy"
        return
    end_deg = 180.0 if is_mirrored(scenario) else 360.0
    count = scenario.numerics.theta_cells * round(end_deg / 180.0)
    faces = np.linspace(0.0, end_deg, count + 1)
    for name, wanted in (("theta_face", faces), ("theta", 0.5 * (faces[1:] + faces[:-1]))):
        found = values_of(result, name)
        if found.shape != wanted.shape or not np.allclose(found, wanted, rtol=0, atol=SAME_ANGLE_DEG):
            yield f"its {name} is not that of {count} equal cells from 0 to {end_deg:g}° around the probe, in order"


def misplaced_times(result: xr.Dataset, scenario: Scenario) -> Iterator[str]:
    """Tell when moments are missing, in another order or of another protocol."""
    times, ends = values_of(result, "time"), values_of(result, "step_time")
    if covers(times, 0.0, scenario.protocol.duration_s) is False or covers(ends, 0.0, times[-1]) is False:
        yield f"its times do not reach from 0 to {scenario.protocol.duration_s:g} s in order"
    elif np.diff(times).max() > scenario.numerics.record_every_s + SAME_MOMENT_S:
        yield f"some of the moments, recorded every {scenario.numerics.record_every_s:g} s, are missing"
    if scenario.source != "held" or scenario.probe.contact_w_m2_k is not None:
        return  # a generator need not reach its temperature, nor tissue behind a contact that resists
    last_s, set_c = scenario.protocol.end_of_hold_s, end_of_heating_c(scenario)
    tip_c = float(values_of(result, "tip_temperature")[np.argmin(np.abs(ends - last_s))])
    if not abs(tip_c - set_c) < SAME_TIP_C:
        yield f"its tip is at {tip_c:g} °C when heating ends; its scenario holds it at {set_c:g} °C"


def end_of_heating_c(scenario: Scenario) -> float:
    """Return the tip's temperature at the end of the last hold or ramp."""
    return [end_c(step) for step in scenario.protocol.steps if not isinstance(step, Cooldown)][-1]


def sides(result: xr.Dataset) -> tuple[str, ...]:
    """Return what stands before the names of each grid: nothing, and the companion's where there is one."""
    return ("", COARSE) if f"{COARSE}r" in result.variables else ("",)


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
