"""N: what must hold on every grid to round-off: conservation, bounds, reciprocity, patches."""

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from lesionsim import units
from lesionsim.grid.axes import graded, radial_faces
from lesionsim.grid.shapes import Grid, cylindrical, plane, spherical
from lesionsim.library import scenario as library_scenario
from lesionsim.problem.network import Medium
from lesionsim.scenario.change import change
from lesionsim.scenario.laws import Linear
from lesionsim.scenario.protocol import Cooldown, Hold, Protocol, Ramp
from lesionsim.scenario.scenario import Scenario
from lesionsim.simulation import simulate
from lesionsim.verify.bench import Outcome, Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.judging import agree

if TYPE_CHECKING:
    import xarray as xr

ROUND_OFF = 1e-12
LEDGER = 1e-8  # demanded of every shipped run
TISSUE = Medium(0.5, 3.6e6)
EVEN_STEPS = np.full(20, 0.4)
SEED = 20  # of the patchwork of media; any other gives the same comparisons


def grids() -> dict[str, Grid]:
    """Make one uneven grid of each shape."""
    r, z = graded(0.5e-3, 8e-3, 0.2e-3, 0.2), graded(-5e-3, 4e-3, 0.3e-3, 0.1)
    return {
        "rings": cylindrical(r, z),
        "rings with axis": cylindrical(radial_faces(0.5e-3, 8e-3, 0.2e-3, 0.2), z, 0.5e-3),
        "shells": spherical(r),
        "plane": plane(r, z),
    }


def patchwork(grid: Grid) -> Medium:
    """Fill a grid with different tissue in every cell."""
    share = np.random.default_rng(SEED).random((4, *grid.volume.shape))
    return Medium(0.1 + share[0], 1e6 + 3e6 * share[1], 5e4 * share[2], 2e4 * share[3])


def heat_in(grid: Grid, medium: Medium, temperature: Array | float) -> float:
    """Sum heat above 0 °C over all cells, J."""
    return float(np.sum(grid.volume * medium.heat_capacity * temperature))


def ledger_of(name: str, grid: Grid) -> list[Comparison]:
    """Ramp one wall, hold the other, and balance the heat, also with the stored heat counted by hand."""
    medium = patchwork(grid)
    setup = Setup(grid, medium, {"inner": 37.0, "outer": 37.0}, 30.0, 37.0)
    outcome = run(setup, EVEN_STEPS, np.linspace(37.0, 80.0, EVEN_STEPS.size + 1))
    scale = float(np.max(np.abs(outcome.energy_j)))
    stored = heat_in(grid, medium, outcome.temperature) - heat_in(grid, medium, 30.0)
    made = float(np.sum(grid.volume * medium.heat) * EVEN_STEPS.sum())
    return [
        agree(f"{name}: heat in = stored + to blood + out", outcome.balance_error, 0.0, ROUND_OFF, 1.0),
        agree(f"{name}: stored heat, counted in the cells", outcome.energy_j[4], stored, ROUND_OFF, scale, "J"),
        agree(f"{name}: metabolic heat", outcome.energy_j[3], made, ROUND_OFF, scale, "J"),
    ]


def energy() -> Case:
    """N1: heat in = stored + to blood + out, in a patchwork of media with a ramped wall."""
    found = [comparison for name, grid in grids().items() for comparison in ledger_of(name, grid)]
    return Case(
        id="N1", title="Energy balance on every grid",
        exercises="ledger, stages, walls, perfusion, metabolic heat", source="algebra", comparisons=tuple(found),
    )  # fmt: skip


def ramp_hold_cool(tissue_changes_with_temperature: bool) -> Scenario:
    """Take the teaching scenario, with a ramp, metabolic heat and, when wanted, laws of temperature."""
    protocol = Protocol(
        steps=(Ramp(to_c=80.0, duration_s=15.0), Hold(at_c=80.0, duration_s=20.0), Cooldown(duration_s=10.0))
    )
    changes: dict[str, object] = {"protocol": protocol, "tissue.metabolic_heat_w_kg": 5.0}
    if tissue_changes_with_temperature:
        changes["tissue.conductivity_w_m_k"] = Linear(value=0.5, slope_per_c=0.003)
        changes["tissue.heat_capacity_j_kg_k"] = Linear(value=3500.0, slope_per_c=0.001)
    return change(library_scenario("lumbar-medial-branch"), changes)


@cache
def shipped_run(tissue_changes_with_temperature: bool) -> "xr.Dataset":
    """Run the scenario once for all comparisons."""
    return simulate(ramp_hold_cool(tissue_changes_with_temperature))


def cells_of(result: "xr.Dataset") -> tuple[Array, Array]:
    """Give volumes (m3) and the tissue's mask of a result's cells."""
    r_face, z_face = result.r_face.values * units.M_PER_MM, result.z_face.values * units.M_PER_MM
    volume = np.pi * np.diff(r_face**2)[:, None] * np.diff(z_face)
    return volume, np.isfinite(result.temperature.values[-1])


def shipped_energy() -> Case:
    """N2: the same for shipped runs with ramp, hold, cool-down, metabolic heat and perfusion that stops."""
    found = []
    for changing in (False, True):
        result = shipped_run(changing)
        name = "properties change with temperature" if changing else "constant properties"
        error = float(result.attrs["energy_balance_error"])
        found.append(agree(f"{name}: heat in = stored + to blood + out", error, 0.0, LEDGER, 1.0))
        volume, tissue = cells_of(result)
        scenario = ramp_hold_cool(changing)
        density = scenario.tissue.density_kg_m3
        made = scenario.tissue.metabolic_heat_w_kg * density * float(np.sum(volume[tissue])) * 45.0
        scale = float(result.energy_from_tip.values.max())
        found.append(
            agree(f"{name}: metabolic heat", float(result.energy_metabolic.values[-1]), made, LEDGER, scale, "J")
        )
        if not changing:
            capacity = density * float(scenario.tissue.heat_capacity_j_kg_k)  # type: ignore[arg-type]
            warmed = result.temperature.values[-1] - result.temperature.values[0]
            stored = capacity * float(np.sum((volume * warmed)[tissue]))
            kept = float(result.energy_stored.values[-1])
            found.append(agree(f"{name}: stored heat, in the cells", kept, stored, LEDGER, scale, "J"))
    return Case(
        id="N2", title="Energy balance of shipped runs",
        exercises="the whole road: ramp, hold, cool-down, perfusion stopped by damage, laws", source="algebra",
        comparisons=tuple(found),
    )  # fmt: skip


def outside(values: Array, low: float, high: float) -> float:
    """Give by how much values leave a range, as a share of it."""
    return float(max(np.nanmax(values) - high, low - np.nanmin(values), 0.0)) / (high - low)


def bounds() -> Case:
    """N3: without heat of its own, tissue stays between start and tip temperature, in space and time."""
    found = []
    steps = np.concatenate([np.geomspace(0.05, 2.0, 20), np.full(10, 2.0)])
    for name, grid in grids().items():
        setup = Setup(grid, TISSUE._replace(perfusion=2e4), {"inner": 80.0, "outer": 37.0}, 37.0, 37.0)
        outcome = run(setup, steps)
        for what, values in (("temperature", outcome.temperature), ("peak temperature", outcome.peak)):
            found.append(agree(f"{name}: {what} outside 37 to 80 °C", outside(values, 37.0, 80.0), 0.0, ROUND_OFF, 1.0))
    result = simulate(library_scenario("b1"))
    for variable in ("temperature", "peak_temperature"):
        away = outside(result[variable].values, 37.0, 80.0)
        found.append(agree(f"benchmark B1: {variable} outside 37 to 80 °C, all times", away, 0.0, ROUND_OFF, 1.0))
    falling = -np.min(np.diff(result.peak_temperature.values, axis=0)[:, result.r.values > 0.5])
    found.append(agree("benchmark B1: fall of the peak temperature", max(falling, 0.0), 0.0, ROUND_OFF, 1.0, "K"))
    return Case(
        id="N3", title="Maximum principle", exercises="positive conductances, damping of the time stepper",
        source="maximum principle of the heat equation", comparisons=tuple(found),
    )  # fmt: skip


def answer(grid: Grid, medium: Medium, source: tuple[int, int]) -> Array:
    """Give the rise after heat of 1 mW in one cell, between walls at 0."""
    heat = np.zeros(grid.volume.shape)
    heat[source] = 1e-3 / grid.volume[source]
    return run(Setup(grid, medium._replace(heat=heat), {"outer": 0.0}), EVEN_STEPS).temperature


def reciprocity() -> Case:
    """N4: heat in one place warms another as much as heat in the other warms the one."""
    found = []
    for name, grid in grids().items():
        medium = patchwork(grid)
        nr, nz = grid.volume.shape
        places = [(0, 0), (nr // 3, nz // 2), (nr - 2, nz - 1), (nr // 2, nz // 4)]
        rises = {place: answer(grid, medium, place) for place in dict.fromkeys(places)}
        for one in rises:
            for other in rises:
                if one < other:
                    scale = float(np.sqrt(rises[one][one] * rises[other][other]))
                    what = f"{name}: cells {one} and {other}"
                    found.append(agree(what, rises[one][other], rises[other][one], ROUND_OFF, scale, "K"))
    return Case(
        id="N4", title="Reciprocity", exercises="symmetric network in a patchwork of media",
        source="symmetry of Green's function", comparisons=tuple(found),
    )  # fmt: skip


def patch(what: str, grid: Grid, field: Array, axis_inside: bool) -> Comparison:
    """Let a field whose net flow is zero stand for one step: cells whose neighbourhood is complete must not change."""
    size = float(np.max(np.abs(field)))
    step = np.array([0.02])
    change = np.abs(run(Setup(grid, TISSUE, {}, field), step).temperature - field)
    reach = 4  # cells that a step of three stages can reach from a wall
    inner = slice(0 if axis_inside else reach, -reach)
    along = slice(reach, -reach) if grid.z.size > 1 else slice(None)
    return agree(what, change[inner, along], 0.0, ROUND_OFF, size)


def patches() -> Case:
    """N5: fields that solve Laplace's equation, and that the conductances reproduce exactly."""
    wide = graded(0.0, 6e-3, 0.2e-3, 0.15)
    ring_faces, uneven = graded(0.4e-3, 6e-3, 0.2e-3, 0.15), graded(-4e-3, 4e-3, 1e-4, 0.1)
    even = np.linspace(-4e-3, 4e-3, 31)
    axis, rings, shells = cylindrical(wide, even, wide[-1]), cylindrical(ring_faces, uneven), spherical(ring_faces)
    flat = plane(ring_faces, uneven)
    return Case(
        id="N5", title="Patch tests",
        exercises="conductances at the axis, of rings, shells and slabs", source="Laplace's equation",
        comparisons=(
            patch("r^2 - 2 z^2 with axis cell", axis, axis.r[:, None] ** 2 - 2 * axis.z**2, True),
            patch("z on uneven rings with axis", axis, np.ones((axis.r.size, 1)) * axis.z, True),
            patch("ln r on uneven rings", rings, np.log(rings.r)[:, None] * np.ones(rings.z.size), False),
            patch("z on uneven rings", rings, np.ones((rings.r.size, 1)) * rings.z, False),
            patch("1 / r on uneven shells", shells, 1 / shells.r[:, None], False),
            patch("x + 2 z on an uneven plane", flat, flat.r[:, None] + 2 * flat.z, False),
        ),
    )  # fmt: skip


def closed(name: str, grid: Grid) -> list[Comparison]:
    """A sealed body keeps its heat, and a body at one temperature keeps that."""
    medium = patchwork(grid)._replace(heat=0.0)
    level = {side: 37.0 for side in ("inner", "outer")}
    same = run(Setup(grid, medium, level, 37.0, 37.0), EVEN_STEPS)
    sealed = medium._replace(perfusion=0.0)
    start = 37.0 + 40.0 * np.random.default_rng(SEED + 1).random(grid.volume.shape)
    end: Outcome = run(Setup(grid, sealed, {}, start), EVEN_STEPS)
    before, after = heat_in(grid, sealed, start), heat_in(grid, sealed, end.temperature)
    return [
        agree(f"{name}: one temperature everywhere stays", same.temperature, 37.0, ROUND_OFF, unit="°C"),
        agree(f"{name}: heat to blood of the same temperature", same.energy_j[1], 0.0, ROUND_OFF, before, "J"),
        agree(f"{name}: a sealed body keeps its heat: net flows cancel", after, before, ROUND_OFF, unit="J"),
    ]


def constants() -> Case:
    """N6: constants stay, and net flows sum to zero."""
    found = [comparison for name, grid in grids().items() for comparison in closed(name, grid)]
    return Case(
        id="N6", title="Constants stay and net flows cancel", exercises="stencil, perfusion, stages",
        source="algebra", comparisons=tuple(found),
    )  # fmt: skip


CASES = (energy, shipped_energy, bounds, reciprocity, patches, constants)
