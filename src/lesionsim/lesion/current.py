"""The electric field when heating ends: potential, where current makes heat, and how near to the tip."""

import numpy as np
import xarray as xr

from lesionsim import units
from lesionsim.lesion.fields import fine
from lesionsim.lesion.generator import check_current
from lesionsim.lesion.level import frame_from_neighbours
from lesionsim.lesion.points import around_of, scenario_of, within_nodes
from lesionsim.result.end_of_hold import at_end_of_hold

Array = np.ndarray
W_M3_PER_W_CM3 = 1e6
PARTS = 16  # of a cell in each direction, where a distance from the tip cuts it


def tip_volts(result: xr.Dataset) -> float:
    """Return the voltage between tip and outer wall when heating ends, V: without that on body and leads."""
    series_ohm = scenario_of(result).generator.series_ohm
    return at_end_of_hold(result, "voltage") - series_ohm * at_end_of_hold(result, "current")


def potential(result: xr.Dataset, azimuth_deg: float = 0.0) -> tuple[Array, Array, Array]:
    """Return the potential as a share of the tip's voltage, on fine lines: (r_mm, z_mm, share[r, z]); NaN in metal.

    `azimuth_deg` tells which half plane around the probe, where the scenario has anatomy.
    """
    check_current(result, "the potential")
    nodes = framed(result["potential_share"].values, 0.0)
    row, column = surface(result)
    tip = result["z"].values < scenario_of(result).probe.tip_length_mm
    along = slice(column + 1, -1)
    beside = nodes[..., row + 1, along]
    nodes[..., row, along] = np.where(tip[column:], 1.0, beside)  # no current enters the insulated shaft
    nodes[..., 1 : row + 1, column + 1] = 1.0
    r, z, share = fine(result, nodes, azimuth_deg)
    return r, z, within_nodes(share, nodes)


def heat_density(result: xr.Dataset, azimuth_deg: float = 0.0) -> tuple[Array, Array, Array]:
    """Return the heat that current makes when heating ends, on fine lines: (r_mm, z_mm, W/cm³[r, z]); NaN in metal.

    `azimuth_deg` tells which half plane around the probe, where the scenario has anatomy.
    """
    check_current(result, "the heat made by current")
    made = result["joule_density_at_1_v"].values * tip_volts(result) ** 2 / W_M3_PER_W_CM3
    nodes = framed(np.log(made, where=np.isfinite(made) & (made > 0), out=np.full(made.shape, np.nan)), 0.0)
    frame_from_neighbours(nodes)
    row, column = surface(result)
    r, z = result["r"].values, result["z"].values
    radius = scenario_of(result).probe.radius_mm
    along, across = slice(column + 1, -1), slice(1, row + 1)
    steps = np.log(r[row : row + 2] / radius)  # around a needle heat falls with a power of the distance
    nodes[..., row, along] = onward(nodes[..., row + 1, along], nodes[..., row + 2, along], steps[0], steps[1])
    nodes[..., across, column + 1] = onward(
        nodes[..., across, column], nodes[..., across, column - 1], -z[column - 1], -z[column - 2]
    )
    r, z, logarithm = fine(result, nodes, azimuth_deg)
    return r, z, np.exp(within_nodes(logarithm, nodes))


def framed(cells: Array, outer: float) -> Array:
    """Put cells into a frame that holds the value of the outer wall."""
    whole = np.full((*cells.shape[:-2], cells.shape[-2] + 2, cells.shape[-1] + 2), outer)
    whole[..., 1:-1, 1:-1] = cells
    return whole


def surface(result: xr.Dataset) -> tuple[int, int]:
    """Return the row and the column of cells where the probe's surface begins, as `points` counts them."""
    radius = scenario_of(result).probe.radius_mm
    return int(np.searchsorted(result["r"].values, radius)), int(np.searchsorted(result["z"].values, 0.0))


def onward(near: Array, far: Array, near_by: float, far_by: float) -> Array:
    """Carry a straight line through two cells on to the surface, from which they are away by so much."""
    return near + (near - far) * near_by / (far_by - near_by)


def heat_share_within(result: xr.Dataset, distance_mm: float) -> float:
    """Return the share of all heat made by current that is made within a distance of the bare tip.

    Cells that the distance cuts count by the part of their volume inside it.

    Raises
    ------
    ScenarioError
        When the run had no current.
    """
    check_current(result, "the heat made by current")
    r, z = (parts_of(result[f"{axis}_face"].values) for axis in "rz")
    made = np.nan_to_num(result["joule_density_at_1_v"].values)
    near = tip_distance_mm(result, r[:, :, None, None], z) <= distance_mm
    ring = r / r.sum(axis=1, keepdims=True)  # of a cell's volume in each of its parts across
    inside = np.einsum("ia,iajb->ij", ring, near) / z.shape[1]
    heat = made * cell_volume(result)
    return float((heat * inside).sum() / heat.sum())


def parts_of(faces: Array) -> Array:
    """Return the middles of the parts of each cell, (cells, PARTS)."""
    part = (np.arange(PARTS) + 0.5) / PARTS
    return np.asarray(faces[:-1, None] + part * np.diff(faces)[:, None])


def tip_distance_mm(result: xr.Dataset, r_mm: Array, z_mm: Array) -> Array:
    """Return the distance of places from the surface of the bare tip, mm."""
    probe = scenario_of(result).probe
    across = np.maximum(r_mm - probe.radius_mm, 0.0)
    along = np.maximum(np.maximum(-z_mm, z_mm - probe.tip_length_mm), 0.0)
    return np.hypot(across, along)


def cell_volume(result: xr.Dataset) -> Array:
    """Return the volumes of the cells, m³: (r, z), in three dimensions (theta, r, z), mirror images included."""
    r, z = (result[f"{axis}_face"].values * units.M_PER_MM for axis in "rz")
    rings, around = np.asarray(np.pi * np.diff(r**2)[:, None] * np.diff(z)), around_of(result)
    return rings if around is None else (around.share / around.share.sum())[:, None, None] * rings


def heat_made_w(result: xr.Dataset) -> float:
    """Return the heat that current makes in the whole block when heating ends, W."""
    density = np.nan_to_num(result["joule_density_at_1_v"].values)
    return float((density * cell_volume(result)).sum() * tip_volts(result) ** 2)


def half_of_heat_mm(result: xr.Dataset) -> float:
    """Return the distance from the tip within which half of the heat is made, mm, to 0.01 mm."""
    low, high = 0.0, float(result["r_face"].values[-1])
    while high - low > 0.01:
        middle = (low + high) / 2
        low, high = (low, middle) if heat_share_within(result, middle) > 0.5 else (middle, high)
    return high
