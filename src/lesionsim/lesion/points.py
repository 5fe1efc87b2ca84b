"""Back from a labelled result to points on the probe's lines, and temperatures at any place."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from lesionsim import units
from lesionsim.errors import Problem, ScenarioError
from lesionsim.grid.around import Wedges
from lesionsim.grid.stencil import ProbeLines, stencils
from lesionsim.grid.stencil_around import nodes_around
from lesionsim.lesion.asking import number_of, numbers_of
from lesionsim.library import from_toml
from lesionsim.result.schema import COARSE, COARSE_COORDINATES, COMPANION_COORDINATES, COORDINATES
from lesionsim.result.whole import faults, missing_from
from lesionsim.scenario import Scenario
from lesionsim.scenario.wording import shown

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray

FINE = ""  # before the names of the run's own fields; COARSE stands before those of its companion
REMEDY = "pass the whole Dataset from ls.simulate or ls.open_result, and choose moments with time_s"
MARKS = tuple(COORDINATES) + tuple(COARSE_COORDINATES)
RECORDED = "a recorded moment in s, such as 90; left out, it is the end"
LENGTHS = "a length in mm or an array of them, such as 3.0"
ANGLES = "an angle in degrees or an array of them, such as 0: towards +x"
HALF_TURN_DEG = 180.0
MOST_NAMED = 5
MOST_KEPT = 64
_WHOLE: set[Hashable] = set()
TINY_M = 1e-9  # a place this far outside still counts as on the surface


@lru_cache(maxsize=64)
def _read(text: str) -> Scenario:
    return from_toml(text, file="the scenario stored in the result")


def scenario_of(result: xr.Dataset) -> Scenario:
    """Return the scenario that a result was made from."""
    from xarray import Dataset

    attributes = getattr(result, "attrs", {})
    if "scenario" not in attributes or not isinstance(result, Dataset):
        told = f"is {shown(result)}; it must be a whole Dataset from ls.simulate or ls.open_result."
        raise ScenarioError(Problem("result", told))
    if not isinstance(attributes["scenario"], str):
        told = f"is {shown(attributes['scenario'])}; must be the text that ls.simulate put there: {REMEDY}"
        raise ScenarioError(Problem('result.attrs["scenario"]', told))
    return _read(attributes["scenario"])


def check_whole(result: xr.Dataset) -> None:
    """Refuse results of which a part is missing or in another order, such as what `isel` and `sortby` leave.

    What was found whole is remembered by its coordinates, so that measuring one result often costs little.
    """
    scenario = scenario_of(result)
    outline = outline_of(result)
    if outline in _WHOLE:
        return
    if missing := missing_from(result):
        raise ScenarioError(f"the result lacks {', '.join(missing[:MOST_NAMED])}; {REMEDY}.")
    for fault in faults(result, scenario):
        raise ScenarioError(f"the result is not as ls.simulate made it: {fault}; {REMEDY}.")
    if len(_WHOLE) >= MOST_KEPT:
        _WHOLE.clear()
    _WHOLE.add(outline)


def outline_of(result: xr.Dataset) -> Hashable:
    """Return everything that tells whether a result is whole, in a form that can be looked up quickly."""
    variables = result.variables
    layout = tuple((name, variable.dims) for name, variable in variables.items())
    marks = [variables[name].values for name in MARKS if name in variables]
    told = tuple(
        tuple(each.tolist()) if each.dtype.kind in "OU" else (each.dtype.str, each.tobytes()) for each in marks
    )
    return result.attrs["scenario"], str(result.attrs.get("scenario_name")), layout, told


def has_companion(result: xr.Dataset) -> bool:
    """Tell whether a result carries the coarser run that error bars need."""
    return f"{COARSE}dose" in result.variables


def probe_lines(result: xr.Dataset, grid: str = FINE) -> ProbeLines:
    """Return the grid lines of a result or of its companion (`grid` is FINE or COARSE), in m."""
    scenario = scenario_of(result)
    r, z, r_face, z_face = (result.variables[grid + name].values / units.MM_PER_M for name in COMPANION_COORDINATES)
    radius = scenario.probe.radius_mm * units.M_PER_MM
    return ProbeLines(r, z, r_face, z_face, radius, walls=scenario.domain.outer_wall == "held")


def around_of(result: xr.Dataset) -> Wedges | None:
    """Return how a result is divided around the axis; None in (r, z)."""
    if "theta_face" not in result.variables or "theta" not in result.dims:
        return None
    face = result.variables["theta_face"].values
    return Wedges(np.radians(face), bool(face[-1] > 1.5 * HALF_TURN_DEG))


def points(
    result: xr.Dataset, name: str, outer: float, number: int, criterion: int | None = None, grid: str = FINE
) -> Array:
    """Put a field at one recorded moment back on cells, probe surface and outer wall.

    Parameters
    ----------
    name : "temperature", "peak_temperature" or "dose"
    outer : value on the outer wall
    number : int, of the recorded moment
    criterion : int, number of the criterion, for doses
    grid : FINE or COARSE, the run or its companion

    Returns
    -------
    (nr + 2, nz + 2) array; in three dimensions (nt, nr + 2, nz + 2)
    """
    pick = (number,) if criterion is None else (criterion, number)
    cells = result.variables[f"{grid}{name}"].values[pick]
    whole = np.full((*cells.shape[:-2], cells.shape[-2] + 2, cells.shape[-1] + 2), outer)
    whole[..., 1:-1, 1:-1] = cells
    row = int(np.searchsorted(result.variables[f"{grid}r"].values, scenario_of(result).probe.radius_mm))
    column = int(np.searchsorted(result.variables[f"{grid}z"].values, 0.0))
    whole[..., row, column + 1 : -1] = result.variables[f"{grid}side_{name}"].values[pick][..., column:]
    whole[..., 1 : row + 1, column + 1] = result.variables[f"{grid}end_{name}"].values[pick][..., :row]
    return whole


def moment(result: xr.Dataset, time_s: float | None) -> int:
    """Return the number of a recorded moment; None is the last."""
    times = result["time"].variable.values
    if time_s is None:
        return int(times.size - 1)
    time_s = number_of("time_s", time_s, RECORDED)
    number = int(np.argmin(np.abs(times - time_s)))
    if not abs(times[number] - time_s) < 1e-6 * max(1.0, times[-1]):
        raise ScenarioError(
            f"time_s is {time_s:g} s; fields were recorded every "
            f"{scenario_of(result).numerics.record_every_s:g} s up to {times[-1]:g} s. The nearest recorded moment is "
            f"{times[number]:g} s; set numerics.record_every_s to record others."
        )
    return number


def places_given(r_mm: float | Array, z_mm: float | Array) -> tuple[Array, Array]:
    """Return r and z that somebody gave, in mm, as arrays of one shape."""
    across, along = numbers_of("r_mm", r_mm, LENGTHS), numbers_of("z_mm", z_mm, LENGTHS)
    try:
        across, along = np.broadcast_arrays(across, along)
    except ValueError:
        told = f"has the shape {across.shape} and z_mm {along.shape}; must be one number, or have the shape of z_mm"
        raise ScenarioError(Problem("r_mm", told)) from None
    return across, along


def angles_given(azimuth_deg: float | Array, shape: tuple[int, ...]) -> Array:
    """Return an angle for every place, rad; one that was given stands for all."""
    angles = numbers_of("azimuth_deg", azimuth_deg, ANGLES)
    if not np.isfinite(angles).all():
        raise ScenarioError(Problem("azimuth_deg", f"is {shown(azimuth_deg)}; must be {ANGLES}"))
    try:
        return np.broadcast_to(np.radians(angles), shape)
    except ValueError:
        told = f"has the shape {angles.shape}; must be one number, or have the shape of the places, {shape}"
        raise ScenarioError(Problem("azimuth_deg", told)) from None


def check_places(lines: ProbeLines, places: Array) -> None:
    """Refuse places outside the domain or inside the probe; `places` is (m, 2), m."""
    low, high, far = lines.z_face[0], lines.z_face[-1], lines.r_face[-1]
    for r, z in places:
        told = f"the place r = {r * units.MM_PER_M:g} mm, z = {z * units.MM_PER_M:g} mm"
        if not (0 <= r <= far + TINY_M and low - TINY_M <= z <= high + TINY_M):
            raise ScenarioError(
                f"{told} is outside the domain; r must be 0 to {far * units.MM_PER_M:g} mm and z "
                f"{low * units.MM_PER_M:g} to {high * units.MM_PER_M:g} mm."
            )
        if r < lines.radius - TINY_M and z > TINY_M:
            raise ScenarioError(
                f"{told} is inside the probe; its surface is at r = {lines.radius * units.MM_PER_M:g} mm and its "
                "end at z = 0."
            )


def within_nodes(values: Array, nodes: Array) -> Array:
    """Keep interpolated temperatures between the coldest and the hottest node.

    Cubics overshoot by up to 1 K beside the tip's edges, where the slope is infinite; heat flow never does.
    """
    return np.clip(values, np.nanmin(nodes), np.nanmax(nodes))


def around(result: xr.Dataset, time_s: float | None) -> tuple[int, int, float]:
    """Return the recorded moments before and after a time, and the share of the later one."""
    times = result["time"].variable.values
    time_s = float(times[-1]) if time_s is None else number_of("time_s", time_s, "a time in s, such as 90")
    if not 0 <= time_s <= times[-1] + 1e-9:
        raise ScenarioError(f"time_s is {time_s:g} s; the run lasts from 0 to {times[-1]:g} s.")
    after = min(int(np.searchsorted(times, time_s - 1e-9)), times.size - 1)
    before = max(after - 1, 0)
    return before, after, 1.0 if after == before else (time_s - times[before]) / (times[after] - times[before])


def temperature_at(
    result: xr.Dataset,
    r_mm: float | Array,
    z_mm: float | Array,
    time_s: float | None = None,
    azimuth_deg: float | Array = 0.0,
) -> float | Array:
    """Interpolate the temperature at places in the tissue or on the probe's surface.

    Parameters
    ----------
    result : Dataset from `simulate`
    r_mm, z_mm : floats or arrays, mm, distance from the axis, and along the probe from the end of the tip
    time_s : float, s; the end when left out. Between recorded moments it is interpolated linearly.
    azimuth_deg : float or array, degrees around the probe, 0 towards +x, 90 towards +y; without meaning where the
        scenario has no anatomy

    Returns
    -------
    float or array, °C

    Raises
    ------
    ScenarioError
        When a place is outside the tissue or the time outside the run.

    Examples
    --------
    >>> import lesionsim as ls
    >>> result = ls.simulate(ls.load("b1"))
    >>> round(ls.temperature_at(result, r_mm=3.0, z_mm=5.0, time_s=90.0), 1)
    48.7
    """
    check_whole(result)
    lines = probe_lines(result)
    across, along = places_given(r_mm, z_mm)
    angles = angles_given(azimuth_deg, across.shape).ravel()
    places = np.stack([across.ravel(), along.ravel()], axis=1) * units.M_PER_MM
    check_places(lines, places)
    beside_probe = places[:, 1] > 0
    places[beside_probe, 0] = np.maximum(places[beside_probe, 0], lines.radius)
    index, weight = nodes_of(result, lines, places, angles)
    before, after, share = around(result, time_s)
    outer = scenario_of(result).outer_wall_c
    values = np.zeros(len(places))
    for number, part in ((before, 1 - share), (after, share)):
        if part > 0:
            nodes = points(result, "temperature", outer, number)
            values += part * within_nodes((weight * nodes.ravel()[index]).sum(axis=1), nodes)
    return float(values[0]) if across.ndim == 0 else values.reshape(across.shape)


def nodes_of(result: xr.Dataset, lines: ProbeLines, places: Array, angles: Array) -> tuple[Array, Array]:
    """Return flat numbers of points, as `points` orders them, and weights around each place.

    Parameters
    ----------
    places : (m, 2) array of (r, z), m
    angles : (m,) array, rad
    """
    wedges = around_of(result)
    if wedges is None:
        found = stencils(lines, places)
        return found.index, found.weight
    nodes = nodes_around(lines, wedges, places[:, 0], places[:, 1], angles)
    shape = (wedges.count, lines.r.size + 2, lines.z.size + 2)
    return np.ravel_multi_index((nodes.slice, nodes.row + 1, nodes.column + 1), shape), nodes.weight
