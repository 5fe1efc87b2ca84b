"""What fills the cells in three dimensions: tissues side by side, and the probe's metal among them."""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges
from lesionsim.grid.shapes import Grid
from lesionsim.problem.anatomy import Sampled, half_conductivities, volume_mean
from lesionsim.problem.around import Halves, Vessels, even, filled
from lesionsim.problem.laws import Tables
from lesionsim.problem.network import Medium
from lesionsim.scenario.tissue import Blood, Tissue

Array = np.ndarray


class Solid(NamedTuple):
    """Tissues around the probe, and which of them fills each cell."""

    around: Wedges
    tissues: tuple[Tissue, ...]  # the scenario's own first, then that of each body
    tables: tuple[Tables, ...]  # of each tissue
    sampled: Sampled
    vessels: Vessels


def medium_of_tissues(solid: Solid, blood: Blood) -> Medium:
    """Average what counts by volume; conductivity is told by `halves_of`."""
    per_kelvin = blood.density_kg_m3 * blood.heat_capacity_j_kg_k
    capacity = [each.density_kg_m3 * told.heat_capacity for each, told in zip(solid.tissues, solid.tables, strict=True)]
    perfusion = [each.perfusion_per_s * per_kelvin for each in solid.tissues]
    heat = [each.metabolic_heat_w_kg * each.density_kg_m3 for each in solid.tissues]
    means = (volume_mean(solid.sampled, np.array(values)) for values in (capacity, perfusion, heat))
    return Medium(0.0, *means)


def halves_of(solid: Solid, values: Array) -> Halves:
    """Return the effective conductivity of each half cell from that of each tissue."""
    if np.all(values == values[0]):
        return even(np.full(solid.sampled.material.shape, float(values[0])))
    return Halves(*half_conductivities(solid.sampled, values))


def with_metal(medium: Medium, metal: Medium, inside: Array) -> Medium:
    """Put metal in the probe's cells; `metal` has numbers, `inside` is (nr, nz)."""
    where = inside[:, None, :]
    return Medium(*(np.where(where, of_metal, of_tissue) for of_metal, of_tissue in zip(metal, medium, strict=True)))


def most_of(tables: Tables) -> float:
    """Return a tissue's largest conductivity, W/m/K."""
    return float(np.max(tables.conductivity))


def heat_halves(solid: Solid, grid: Grid, takes_part: Array, inside: Array, metal_w_m_k: float | None) -> Halves:
    """Return conductivities for heat; prescribed cells have 1 W/m/K, as their resistances are for that."""
    halves = halves_of(solid, np.array([most_of(tables) for tables in solid.tables]))
    if metal_w_m_k is not None:
        halves = filled(halves, inside, metal_w_m_k)
    return filled(halves, ~np.broadcast_to(takes_part, grid.volume.shape), 1.0)
