"""What a lesion consists of, where tissue differs around the probe."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import xarray as xr

from lesionsim import units
from lesionsim.lesion.all_around import AllAround, all_around, continued_around, on_fine_slices
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.measures import lines_for, measure
from lesionsim.lesion.points import around_of, moment, points, scenario_of, within_nodes
from lesionsim.problem.portions import material_at as material_in_anatomy
from lesionsim.problem.portions import portions
from lesionsim.scenario import Criterion, Scenario
from lesionsim.scenario.placement import to_anatomy

Array = np.ndarray
PARTS = 4  # of each fine line to the next, where a region's edge runs between them


class DeadParts(NamedTuple):
    """Small parts of a lesion, (n,) arrays."""

    volume_m3: Array
    material: Array  # 0: the scenario's tissue, i + 1: that of anatomy[i]; the labels of voxels come last
    temperature_c: Array


def between(field: Array, u: float, v: float) -> Array:
    """Interpolate a field at the same place inside every ring: u across, v along, from 0 to 1."""
    low = (1 - v) * field[..., :-1, :-1] + v * field[..., :-1, 1:]
    high = (1 - v) * field[..., 1:, :-1] + v * field[..., 1:, 1:]
    return (1 - u) * low + u * high


def volume_by_tissue(
    result: xr.Dataset, criterion: Criterion | str | None = None, time_s: float | None = None
) -> dict[str, float]:
    """Return how much of a lesion is of which tissue, mm³; the parts add up to the lesion's volume.

    Parameters
    ----------
    result, criterion, time_s : as in `measure`

    Returns
    -------
    dict of volumes by the tissues' names, the scenario's own first; bodies of one name count together

    Raises
    ------
    ScenarioError
        As `measure` does, or when the anatomy has voxels whose file is missing or is another one than in the run.

    Examples
    --------
    >>> import lesionsim as ls
    >>> {name: round(volume) for name, volume in volume_by_tissue(ls.simulate(ls.load("b1"))).items()}
    {'B1 muscle': 176}
    """
    chosen, scenario = choose(result, criterion), scenario_of(result)
    whole = measure(result, chosen, time_s).volume_mm3
    known = portions(scenario.anatomy)
    found = dict.fromkeys((scenario.tissue.name, *(each.name for each in known)), 0.0)
    if around_of(result) is None:
        return found | {scenario.tissue.name: whole}
    names = {0: scenario.tissue.name} | {each.material: each.name for each in known}
    for part in dead_parts(result, chosen, moment(result, time_s)):
        volumes = np.bincount(part.material, part.volume_m3, 1 + max(names))
        for material, name in names.items():
            found[name] += float(volumes[material])
    total = sum(found.values())
    return {name: volume * whole / total if total else 0.0 for name, volume in found.items()}


def dead_parts(result: xr.Dataset, criterion: Criterion, number: int) -> Iterator[DeadParts]:
    """Cut every ring between fine lines into parts and yield those in the lesion, at a recorded moment (its number)."""
    scenario, lines, around = scenario_of(result), lines_for(result), around_of(result)
    assert around is not None
    lesion = all_around(level_points(result, criterion, number), lines, around)
    nodes = points(result, "temperature", scenario.outer_wall_c, number)
    heat = within_nodes(continued_around(on_fine_slices(nodes, lines, around), lines, around).level, nodes)
    r, z, share = lines.r, lines.z, around.share / around.share.sum()
    part = (np.arange(PARTS) + 0.5) / PARTS
    in_tissue = tissue_rings(lesion)
    for u in part:
        middle = r[:-1] + u * np.diff(r)
        ring = 2 * np.pi * middle * np.diff(r) / PARTS
        for v in part:
            j, a, b = np.nonzero((between(lesion.level, u, v) > 0) & in_tissue)
            along = z[b] + v * (z[b + 1] - z[b])
            volume = share[j] * ring[a] * (z[b + 1] - z[b]) / PARTS
            material = material_at(scenario, middle[a], around.middle[j], along)
            yield DeadParts(volume, material, between(heat, u, v)[j, a, b])


def tissue_rings(lesion: AllAround) -> Array:
    """Tell which rings between fine lines are tissue, (mr - 1, mz - 1)."""
    found = np.ones((lesion.r_mm.size - 1, lesion.z_mm.size - 1), dtype=bool)
    found[: lesion.first_outside, lesion.end :] = False
    return found


def material_at(scenario: Scenario, r: Array, theta: Array, z: Array) -> Array:
    """Return the material at places (m and rad, in the probe's frame), as in `material_tissues`."""
    rotation, translation = to_anatomy(scenario.placement)
    place = np.stack([r * np.cos(theta), r * np.sin(theta), z]) * units.MM_PER_M
    x, y, z_mm = np.asarray(rotation) @ place + np.asarray(translation)[:, None]
    return material_in_anatomy(scenario.anatomy, (x, y, z_mm))
