"""A result on an even grid x, y, z, for programs that draw volumes, such as ParaView."""

import math
import os
from pathlib import Path

import numpy as np
import xarray as xr

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.asking import number_of
from lesionsim.lesion.everywhere import TEMPERATURES, at_places, level_field, temperature_field
from lesionsim.lesion.measures import measures
from lesionsim.lesion.points import check_whole, moment, scenario_of
from lesionsim.problem.portions import material_at as material_in_anatomy
from lesionsim.problem.portions import missing_files
from lesionsim.result.vti import EvenGrid, vti_path, write_vti
from lesionsim.scenario import Scenario
from lesionsim.scenario.placement import to_anatomy

Array = np.ndarray

BEYOND_MM = 5.0
ONE_SIDE = 0.65  # of a lesion's width, most on one side of the axis; beyond, there is BEYOND_MM
MOST_PLACES = 20_000_000
BARE, INSULATED = 1, 2
SPACING = "a distance in mm above 0, such as 0.25"
MARGIN = "a distance in mm, 0 or more, such as 5"


def export_vti(
    result: xr.Dataset,
    path: str | os.PathLike[str],
    time_s: float | None = None,
    spacing_mm: float = 0.25,
    beyond_mm: float = BEYOND_MM,
) -> Path:
    """Write a result as an even grid x, y, z to a VTK image file, for ParaView and other programs.

    Fields: `temperature` and `peak_temperature` (°C), `level: NAME` of each damage criterion (above 0: dead; its
    surface 0 is the lesion's edge), `material` (0: the tissue around the probe, 1 and on: the bodies of the anatomy,
    then the labels of voxels in the order of their tables; left out where the file of voxels is missing), `metal`
    (1: bare tip, 2: insulated shaft; fields in it are those of the probe's surface).

    Parameters
    ----------
    result : Dataset from `simulate`
    path : file name ending in .vti, in a folder that exists
    time_s : float, s, a recorded moment; the end when left out
    spacing_mm : float, mm, between neighbouring places
    beyond_mm : float, mm, how far the grid reaches beyond tip and largest lesion

    Returns
    -------
    Path of the file

    Raises
    ------
    ScenarioError
        When the name has another ending, or there would be more than 20 million places.
    ResultError
        When the file cannot be written.

    Examples
    --------
    >>> import lesionsim as ls
    >>> export_vti(ls.simulate(ls.load("b1")), "lesion.vtk")
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: the file lesion.vtk must end in .vti
    """
    check_whole(result)
    target, number = vti_path(path), moment(result, time_s)
    at_s = float(result["time"].values[number])
    grid = even_grid(result, at_s, spacing_mm, beyond_mm)
    return write_vti(target, grid, fields_on(result, grid, at_s), at_s)


def even_grid(result: xr.Dataset, time_s: float, spacing_mm: float, beyond_mm: float) -> EvenGrid:
    """Return an even grid around tip and lesions, inside the computed tissue; the probe's axis lies on it."""
    spacing, beyond = number_of("spacing_mm", spacing_mm, SPACING), number_of("beyond_mm", beyond_mm, MARGIN)
    for name, given, wrong, allowed in (
        ("spacing_mm", spacing, not spacing > 0, SPACING),
        ("beyond_mm", beyond, not beyond >= 0, MARGIN),
    ):
        if wrong or not math.isfinite(given):
            raise ScenarioError(Problem(name, f"is {given:g}; must be {allowed}"))
    scenario, lesions = scenario_of(result), measures(result, time_s)
    domain, tip = scenario.domain, scenario.probe.tip_length_mm
    side = min(ONE_SIDE * max(lesion.width_mm for lesion in lesions) + beyond, domain.radius_mm / math.sqrt(2))
    ahead = min(max(lesion.ahead_of_tip_mm for lesion in lesions) + beyond, domain.ahead_mm)
    behind = min(max(lesion.behind_tip_mm for lesion in lesions) + beyond, domain.shaft_mm)
    half, low, high = (math.floor(each / spacing) for each in (side, ahead, tip + behind))
    counts = (2 * half + 1, 2 * half + 1, low + high + 1)
    if math.prod(counts) > MOST_PLACES:
        told = f"is {spacing:g} mm, which makes {math.prod(counts):,} places; must be so large that there are at most "
        raise ScenarioError(Problem("spacing_mm", f"{told}{MOST_PLACES:,}, or make beyond_mm smaller"))
    return EvenGrid((-half * spacing, -half * spacing, -low * spacing), spacing, counts)


def fields_on(result: xr.Dataset, grid: EvenGrid, time_s: float) -> dict[str, Array]:
    """Return the fields of a result on an even grid, (nz, ny, nx) arrays by name."""
    scenario = scenario_of(result)
    sources = {name: temperature_field(result, time_s, name) for name in TEMPERATURES}
    sources |= {f"level: {each.label}": level_field(result, each, time_s) for each in scenario.criteria}
    x, y, z = lines_of(grid)
    found = {name: np.empty(grid.counts[::-1], dtype=np.float32) for name in sources}
    material, metal = np.zeros(grid.counts[::-1], dtype=np.int32), np.zeros(grid.counts[::-1], dtype=np.uint8)
    known = not missing_files(scenario)
    flat_x, flat_y = (each.ravel() for each in np.meshgrid(x, y))
    for layer, height in enumerate(z):
        places = (flat_x, flat_y, np.full(flat_x.size, height))
        for name, field in sources.items():
            found[name][layer] = at_places(field, *places).reshape(y.size, x.size)
        if known:
            material[layer] = material_at(scenario, np.stack(places, axis=1)).reshape(y.size, x.size)
        metal[layer] = metal_at(scenario, *places).reshape(y.size, x.size)
    return {**found, **({"material": material} if known else {}), "metal": metal}


def lines_of(grid: EvenGrid) -> tuple[Array, ...]:
    """Return the places along x, y and z, mm."""
    return tuple(
        start + grid.spacing_mm * np.arange(count) for start, count in zip(grid.origin_mm, grid.counts, strict=True)
    )


def material_at(scenario: Scenario, points: Array) -> Array:
    """Return which material is at points of the probe's frame, (m, 3) mm, as in `material_tissues`."""
    rotation, translation = to_anatomy(scenario.placement)
    placed = points @ np.asarray(rotation).T + np.asarray(translation)
    return material_in_anatomy(scenario.anatomy, (placed[:, 0], placed[:, 1], placed[:, 2]))


def metal_at(scenario: Scenario, x_mm: Array, y_mm: Array, z_mm: Array) -> Array:
    """Return whether places are in the bare tip (1), in the insulated shaft (2) or in neither (0)."""
    inside = (np.hypot(x_mm, y_mm) < scenario.probe.radius_mm) & (z_mm > 0)
    kind = np.where(z_mm < scenario.probe.tip_length_mm, BARE, INSULATED)
    return np.where(inside, kind, 0).astype(np.uint8)
