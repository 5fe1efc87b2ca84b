"""What a run with current needs besides: the network of the electric field, the metal, the generator.

The tip's metal is at one voltage and the whole outer boundary at 0 V; the shaft is insulated. Heat and current flow
through the same cells, and the exact conductances at the tip's edges, which depend on shapes alone, serve both.
"""

from typing import NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import Control, Electric, Laws, Metal, Network
from lesionsim.problem.laws import COLDEST_C, HOTTEST_C, STEP_C, sample
from lesionsim.problem.network import Medium, Resistances, framed, network, resistances
from lesionsim.problem.probe import inside_probe, open_outer, outer_faces, point_of, probe_openings
from lesionsim.scenario.laws import Law
from lesionsim.scenario.metal import Sensor
from lesionsim.scenario.probe import Probe
from lesionsim.scenario.scenario import Scenario

Array = np.ndarray

SIGMA_CHANGE = 0.01  # relative; then the field is solved again
RESIDUAL = 1e-11  # of the tip's conductance to its surroundings, at which the field counts as solved


class Current(NamedTuple):
    """The electric field, the laws of sigma, the metal and the generator."""

    electric: Electric
    sigma: Laws
    metal: Metal
    control: Control


def network_with_metal(scenario: Scenario, grid: Grid, half: Resistances, medium: Medium) -> Network:
    """Return the network of heat in tissue and metal, which touch everywhere."""
    metal = scenario.probe.metal
    inside = inside_probe(grid, scenario.probe.radius_mm * units.M_PER_MM)
    mixed = Medium(
        conductivity=np.where(inside, metal.conductivity_w_m_k, medium.conductivity),
        heat_capacity=np.where(inside, metal.density_kg_m3 * metal.heat_capacity_j_kg_k, medium.heat_capacity),
        perfusion=np.where(inside, 0.0, medium.perfusion),
        heat=np.where(inside, 0.0, medium.heat),
    )
    return network(grid, half, mixed, scenario.blood.temperature_c)


def current_of(scenario: Scenario, grid: Grid) -> Current:
    """Assemble what a run with current needs besides heat."""
    probe = scenario.probe
    inside = inside_probe(grid, probe.radius_mm * units.M_PER_MM)
    law = scenario.tissue.electrical_conductivity_s_m
    if law is None:
        raise ValueError("a scenario with current has tissue that conducts it; Scenario checks that")
    sigma = laws_of_sigma(law, electric_openings(grid, probe))
    return Current(
        electric=electric_at_rest(grid, inside, float(np.max(sigma.tables[0]))),
        sigma=sigma,
        metal=metal_of(grid, inside, probe.sensor),
        control=control_of(scenario),
    )


def electric_openings(grid: Grid, probe: Probe) -> Resistances:
    """Return the half resistances of a field whose tip and outer boundary are electrodes."""
    radius, tip = probe.radius_mm * units.M_PER_MM, probe.tip_length_mm * units.M_PER_MM
    return probe_openings(open_outer(resistances(grid)), grid, radius, tip)[0]


def laws_of_sigma(law: Law, half: Resistances) -> Laws:
    """Sample sigma over temperature; the second row of tables is unused."""
    before = np.concatenate([half.r_before.ravel(), half.z_before.ravel()])
    after = np.concatenate([half.r_after.ravel(), half.z_after.ravel()])
    temperature_c = np.linspace(COLDEST_C, HOTTEST_C, round((HOTTEST_C - COLDEST_C) / STEP_C) + 1)
    sigma = sample(law, temperature_c)
    return Laws(np.stack([before, after]), np.stack([sigma, sigma]), COLDEST_C, STEP_C)


def electric_at_rest(grid: Grid, inside: Array, sigma: float) -> Electric:
    """Allocate a field: 1 V on the metal, nothing solved yet."""
    nr, nz = grid.r.size, grid.z.size
    along, across = np.meshgrid(np.arange(nz), np.arange(nr), indexing="ij")
    point = point_of(grid, across.ravel(), along.ravel()).astype(np.int64)
    n, m = (nr + 2) * (nz + 2), point.size
    metal = framed(inside.astype(float), 0.0).ravel()
    tissue = framed((~inside).astype(float), 0.0).ravel()
    return Electric(
        point, tissue, np.zeros(2 * n), metal.copy(), np.zeros(n), outer_faces(grid, 0.0, n),
        np.zeros((m, nr + 1)), np.zeros(n), np.zeros((4, m)), np.ones(n), RESIDUAL * sigma * float(grid.r_face[-1]),
    )  # fmt: skip


def metal_of(grid: Grid, inside: Array, sensor: Sensor) -> Metal:
    """Return the metal's points, and how much each counts in the sensor's reading."""
    low, high = sensor.from_mm * units.M_PER_MM, sensor.to_mm * units.M_PER_MM
    overlap = np.clip(np.minimum(grid.z_face[1:], high) - np.maximum(grid.z_face[:-1], low), 0.0, None)
    weight = framed(grid.volume * inside * overlap / np.diff(grid.z_face), 0.0).ravel()
    point = np.flatnonzero(framed(inside.astype(float), 0.0).ravel())
    return Metal(point.astype(np.int64), weight[point] / weight.sum())


def control_of(scenario: Scenario) -> Control:
    """Return the generator's gains and limits, and the lag of its sensor."""
    generator = scenario.generator
    return Control(
        proportional=generator.proportional_v2_per_k,
        integral=generator.integral_v2_per_k_s,
        most_v=generator.most_v,
        most_w=generator.most_w,
        most_a=generator.most_a,
        series_ohm=generator.series_ohm,
        lag_s=scenario.probe.sensor.lag_s,
        change=SIGMA_CHANGE,
    )
