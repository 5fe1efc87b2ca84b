"""What a run with current needs besides: the network of the electric field, the metal, the generator.

The tip's metal is at one voltage and the whole outer boundary at 0 V; the shaft is insulated. Heat and current flow
through the same cells, and the exact conductances at the tip's edges, which depend on shapes alone, serve both.
"""

from typing import NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.grid.around import Wedges
from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import (
    CURRENT_KEPT,
    POWER_KEPT,
    TEMPERATURE_KEPT,
    VOLTAGE_KEPT,
    Control,
    Electric,
    Laws,
    Metal,
)
from lesionsim.problem.around import Followed, faces_around, framed_around, laws_around, points_around, wall_faces
from lesionsim.problem.laws import COLDEST_C, STEP_C, sigma_table
from lesionsim.problem.network import Resistances, framed, resistances
from lesionsim.problem.numbering import numbering
from lesionsim.problem.probe import inside_probe, open_outer, outer_faces, probe_openings
from lesionsim.problem.solid import Solid, halves_of
from lesionsim.scenario.boiling import Boiling
from lesionsim.scenario.laws import Law
from lesionsim.scenario.metal import Sensor
from lesionsim.scenario.probe import Probe
from lesionsim.scenario.scenario import Scenario
from lesionsim.scenario.tissue import Tissue

Array = np.ndarray

BODY_C = 37.0
SIGMA_CHANGE = 0.0125  # relative; then the field is solved again
RESIDUAL = 1e-11  # of the tip's conductance to its surroundings, at which the field counts as solved
MODES = {
    "temperature": TEMPERATURE_KEPT,
    "voltage": VOLTAGE_KEPT,
    "power": POWER_KEPT,
    "current": CURRENT_KEPT,
}


class Current(NamedTuple):
    """The electric field, the laws of sigma, the metal and the generator."""

    electric: Electric
    sigma: Laws
    metal: Metal
    control: Control


def current_of(scenario: Scenario, grid: Grid, boils: bool, solid: Solid | None = None) -> Current:
    """Assemble what a run with current needs besides heat."""
    probe = scenario.probe
    inside = inside_probe(grid, probe.radius_mm * units.M_PER_MM)
    openings = electric_openings(grid, probe)
    if solid is None:
        sigma = laws_of_sigma(law_of(scenario.tissue), openings, scenario.tissue.boiling if boils else None)
    else:
        sigma = sigma_around(solid, grid, openings, inside, boils)
    around = None if solid is None else solid.around
    return Current(
        electric=electric_at_rest(grid, inside, sigma, around),
        sigma=sigma,
        metal=metal_of(grid, inside, probe.sensor, around),
        control=control_of(scenario),
    )


def law_of(tissue: Tissue) -> Law:
    """Return how a tissue conducts current."""
    if tissue.electrical_conductivity_s_m is None:
        raise ValueError("a scenario with current has tissue that conducts it; Scenario checks that")
    return tissue.electrical_conductivity_s_m


def electric_openings(grid: Grid, probe: Probe) -> Resistances:
    """Return the half resistances of a field whose tip and outer boundary are electrodes."""
    radius, tip = probe.radius_mm * units.M_PER_MM, probe.tip_length_mm * units.M_PER_MM
    return probe_openings(open_outer(resistances(grid)), grid, radius, tip)[0]


def laws_of_sigma(law: Law, half: Resistances, boiling: Boiling | None = None) -> Laws:
    """Sample sigma over temperature; the second row of tables is unused."""
    before = np.concatenate([half.r_before.ravel(), half.z_before.ravel()])
    after = np.concatenate([half.r_after.ravel(), half.z_after.ravel()])
    sigma = sigma_table(law, boiling)
    material = np.zeros(half.r_before.size, dtype=np.int64)
    return Laws(np.stack([before, after]), np.stack([sigma, sigma]), COLDEST_C, STEP_C, material)


def sigma_around(solid: Solid, grid: Grid, half: Resistances, inside: Array, boils: bool) -> Laws:
    """Sample sigma of all tissues in three dimensions; where they share a cell they are mixed as at 37 °C."""
    sampled = [sigma_table(law_of(each), each.boiling if boils else None) for each in solid.tissues]
    size = max(each.size for each in sampled)
    tables = np.repeat([np.pad(each, (0, size - each.size), mode="edge") for each in sampled], 2, axis=0)
    reference = tables[::2, round((BODY_C - COLDEST_C) / STEP_C)]
    faces = faces_around(half, grid, solid.around, inside)
    followed = Followed(tables, reference, COLDEST_C, STEP_C)
    return laws_around(faces, halves_of(solid, reference), solid.sampled.material, followed, solid.around.closed)


def steepest(sigma: Array) -> float:
    """Return the largest relative change of a sampled sigma with temperature, 1/K."""
    return float(np.max(np.abs(np.diff(np.log(sigma)))) / STEP_C)


def electric_at_rest(grid: Grid, inside: Array, laws: Laws, around: Wedges | None = None) -> Electric:
    """Allocate a field: 1 V on the metal, nothing solved yet."""
    order = numbering(grid, around)
    tissue, metal = (over_points(each, around) for each in ((~inside).astype(float), inside.astype(float)))
    n, m = tissue.size, order.point.size
    outer = outer_faces(grid, 0.0, (grid.r.size + 2) * (grid.z.size + 2))
    return Electric(
        point=order.point,
        is_tissue=tissue,
        conductance=np.zeros(laws.resistance.shape[1]),
        potential=metal,
        joule=np.zeros(n),
        outer=outer if around is None else wall_faces(outer, grid, around.count),
        face=order.face,
        lower=order.lower,
        lower_face=order.lower_face,
        band=np.zeros((m, order.width + 1), np.float32),
        coarse=np.zeros(m, np.float32),
        change=np.zeros(n),
        work=np.zeros((4, m)),
        then=np.ones((3, n)),
        scale=np.ones(m),
        tolerance=RESIDUAL * float(np.max(laws.tables[0])) * float(grid.r_face[-1]),
        steepest=max(steepest(table) for table in laws.tables[::2]),
    )


def over_points(cells: Array, around: Wedges | None) -> Array:
    """Put a frame of zeros around (nr, nz) cells, repeated around the axis in three dimensions; flat."""
    if around is None:
        return framed(cells, 0.0).ravel()
    return framed_around(np.repeat(cells[:, None, :], around.count, axis=1), 0.0, around.closed).ravel()


def metal_of(grid: Grid, inside: Array, sensor: Sensor, around: Wedges | None = None) -> Metal:
    """Return the points that the sensor touches, and how much each counts in its reading."""
    low, high = sensor.from_mm * units.M_PER_MM, sensor.to_mm * units.M_PER_MM
    overlap = np.clip(np.minimum(grid.z_face[1:], high) - np.maximum(grid.z_face[:-1], low), 0.0, None)
    weight = framed(grid.volume * inside * overlap / np.diff(grid.z_face), 0.0).ravel()
    point = np.flatnonzero(weight)
    share = weight[point] / weight.sum()
    if around is not None:
        point, share = points_around(point, grid, around.count).ravel(), (around.share[:, None] * share).ravel()
    return Metal(point.astype(np.int64), share)


def or_never(ohm: float | None) -> float:
    """Return an impedance that is never passed where none is given."""
    return np.inf if ohm is None else ohm


def control_of(scenario: Scenario) -> Control:
    """Return what the generator keeps, its gains and limits, and the lag of its sensor."""
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
        mode=MODES[generator.mode],
        kept=generator.kept or 0.0,
        roll_off_ohm=or_never(generator.roll_off_ohm),
        pause_s=generator.roll_off_pause_s,
        shut_off_ohm=or_never(generator.shut_off_ohm),
    )
