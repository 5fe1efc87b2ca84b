"""H: current that spreads from a sphere or a rod heats perfused tissue, with and without a metal core.

Each case runs in both ways that heat can flow: by alternating directions, and by super steps over heat content, with
tables of laws that are constant.
"""

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical, spherical
from lesionsim.problem.network import Medium
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import (
    Level,
    Reading,
    quickly_then_slowly,
    refined,
    share,
    uniform_faces,
    until_settled,
    until_steady,
)
from lesionsim.verify.cases.substance import PERFUSED
from lesionsim.verify.current_bench import Heated, Material, Materials, Warmed, ground_of, march
from lesionsim.verify.exact import rf_coaxial, rf_sphere
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import Conductor

RADIUS_M, FAR_M, RING_M = 1e-3, 31e-3, 11e-3
SIGMA_S_M = 0.446
BLOOD_C, COOLED_K = 37.0, -20.0
HEAT_W_M3, ROD_HEAT_W_M3 = 4e7, 2e7  # at the electrode
NEAR_M = 10e-3  # beyond, the outer wall is felt
END_S = 60.0
STEPS = 150
WALL_GRIDS = {4: "cells of 0.05 mm", 8: "cells of 0.025 mm", 16: "cells of 0.0125 mm"}
COARSE_WALL_GRIDS = {4: "cells of 0.05 mm", 8: "cells of 0.025 mm"}
WALL_DEMAND = {4: 1e-2, 8: 4e-4, 16: 1e-4}  # the heat of half a cell does not reach the metal: Q h^2 / (8 k)
METAL = 3.9e6  # J/m3/K
GRIDS = {2: "cells of 0.1 mm", 4: "cells of 0.05 mm", 8: "cells of 0.025 mm"}
COARSE_GRIDS = {2: "cells of 0.1 mm", 4: "cells of 0.05 mm"}
LOPEZ = "Lopez Molina, Rivera, Trujillo & Berjano 2008, 10.1088/0031-9155/53/5/018"
K = PERFUSED.conductivity_w_m_k
TISSUE, AROUND_ROD = (HEAT_W_M3, *PERFUSED.heat), (ROD_HEAT_W_M3, *PERFUSED.heat)
CONSTANT = 1e5  # a conductivity so large that the metal is at one temperature, W/m/K
DENSITY_KG_M3 = 1000.0
MATERIALS = (
    Material(K, PERFUSED.heat_capacity_j_m3_k / DENSITY_KG_M3, DENSITY_KG_M3),
    Material(CONSTANT, METAL / DENSITY_KG_M3, DENSITY_KG_M3),
)
SWEPT, CONTENT = "by alternating directions", "over heat content"
BLOOD_STEPS, CYCLES = 2.0, 20  # steps of half the blood's time at most, which alternating directions take explicitly


def with_core(grid: Grid) -> tuple[Medium, Array]:
    """Fill all but the first cell with perfused tissue, that one with metal."""
    metal = np.zeros(grid.volume.shape, dtype=bool)
    metal[0] = True
    medium = PERFUSED.medium
    return Medium(
        np.where(metal, CONSTANT, medium.conductivity),
        np.where(metal, METAL, medium.heat_capacity),
        np.where(metal, 0.0, medium.perfusion),
    ), metal


def over_content(heated: Heated) -> Heated:
    """Let heat flow by super steps over heat content instead of alternating directions."""
    metal = heated.conductor.metal
    return heated._replace(materials=Materials(MATERIALS, 0 if metal is None else metal.astype(int)))


def by_sweeps(heated: Heated) -> Heated:
    """Let heat flow by alternating directions, as it does without materials."""
    return heated


Way = Callable[[Heated], Heated]
WAYS: dict[str, Way] = {SWEPT: by_sweeps, CONTENT: over_content}
Run = Callable[[Way, int], Level]


def both_ways(run_at: Run, grids: dict[int, str], content_grids: dict[int, str] | None = None) -> list[Comparison]:
    """Refine in both ways of heat; over heat content on grids of its own, when given."""
    found = []
    for name, way in WAYS.items():
        used = content_grids if content_grids and name == CONTENT else grids
        among = {fineness: f"{cells}, {name}" for fineness, cells in used.items()}
        found += refined(partial(run_at, way), among)
    return found


def sphere_volt() -> float:
    """Give the voltage that heats the wall of a sphere by HEAT_W_M3, with the earth at FAR_M."""
    return float(np.sqrt(HEAT_W_M3 / SIGMA_S_M) * RADIUS_M**2 * (1 / RADIUS_M - 1 / FAR_M))


def rod_volt() -> float:
    """Give the voltage that heats the surface of a rod by ROD_HEAT_W_M3, with the earth at RING_M."""
    return float(np.sqrt(ROD_HEAT_W_M3 / SIGMA_S_M) * RADIUS_M * np.log(RING_M / RADIUS_M))


def shells(fineness: int) -> Array:
    """Divide the tissue around the sphere evenly."""
    return uniform_faces(RADIUS_M, FAR_M, 0.2e-3 / fineness)


def sphere(fineness: int, rise_k: dict[str, float]) -> Heated:
    """Set up a sphere whose wall is an electrode; the sides that are held rise by so much."""
    conductor = Conductor(spherical(shells(fineness)), SIGMA_S_M, BLOOD_C, {"inner": 1.0, "outer": 0.0})
    wall_c: dict[str, float | Array] = {side: BLOOD_C + rise for side, rise in rise_k.items()}
    return Heated(conductor, PERFUSED.medium, wall_c, sphere_volt(), BLOOD_C)


def places(grid: Grid, fineness: int, metal: int = 0) -> np.ndarray:
    """Number the cells to compare in the tissue near the electrode: one in so many, the first among them."""
    return metal + np.flatnonzero(grid.r[metal:] < NEAR_M)[::fineness]


def rise(cells: np.ndarray, run: Warmed, exact: Array, when: str) -> Reading:
    """Read the rise in some cells, relative to the largest."""
    found = run.temperature[cells, 0] - BLOOD_C
    return Reading(f"rise within 10 mm {when}", found, exact, float(np.max(np.abs(exact))), 1e-4, "K")


def kept(readings: list[Reading], *runs: Warmed) -> Level:
    """Keep readings; each run must have finished."""
    lost = [run.balance_error if run.finished else float("nan") for run in runs]
    return Level(readings, lost)


def settled(heated: Heated) -> Warmed:
    """Wait for the steady state: in long steps over heat content, or in graded ones by alternating directions."""
    if heated.materials is not None:
        return march(heated, until_steady(PERFUSED.cooling_per_s))
    slowest, fastest = BLOOD_STEPS * PERFUSED.cooling_per_s, ground_of(heated).rate_per_s
    return march(heated, until_settled(slowest, fastest, CYCLES))


def steady_sphere() -> Case:
    """H1: steady rise, the sphere insulated or cooled."""
    decay = PERFUSED.decay_per_m
    about = (RADIUS_M, HEAT_W_M3, K, decay)
    far = float(rf_sphere.rf_sphere_steady(FAR_M, *about))

    def insulated(way: Way, fineness: int) -> Level:
        heated = sphere(fineness, {"outer": far})
        run, cells = settled(way(heated)), places(heated.conductor.grid, 1)
        exact = rf_sphere.rf_sphere_steady(heated.conductor.grid.r[cells], *about)
        return kept([rise(cells, run, exact, "when steady")], run)

    def cooled(way: Way, fineness: int) -> Level:
        heated = sphere(fineness, {"inner": COOLED_K, "outer": far})
        run, cells = settled(way(heated)), places(heated.conductor.grid, 1)
        r = heated.conductor.grid.r[cells]
        exact = rf_sphere.rf_sphere_held_steady(r, RADIUS_M, COOLED_K, HEAT_W_M3, K, decay)
        reading = rise(cells, run, exact, "when steady, cooled sphere")
        return kept([reading._replace(demand=WALL_DEMAND[fineness])], run)

    return Case(
        id="H1", title="Current from a sphere in perfused tissue: steady state",
        exercises="Joule heat against conduction and perfusion", source=LOPEZ,
        comparisons=(*both_ways(insulated, GRIDS, COARSE_GRIDS), *both_ways(cooled, WALL_GRIDS, COARSE_WALL_GRIDS)),
    )  # fmt: skip


def warming_sphere() -> Case:
    """H2: rise from time 0, the sphere insulated."""

    def run_at(way: Way, fineness: int) -> Level:
        heated = sphere(fineness, {"outer": 0.0})
        run = march(way(heated), quickly_then_slowly(END_S, STEPS * fineness))
        cells = places(heated.conductor.grid, fineness)
        exact = rf_sphere.rf_sphere(heated.conductor.grid.r[cells], END_S, RADIUS_M, *TISSUE)
        return kept([rise(cells, run, exact, "at 60 s")], run)

    return Case(
        id="H2", title="Current from a sphere in perfused tissue: warming", exercises="Joule heat in time",
        source=LOPEZ, comparisons=tuple(both_ways(run_at, GRIDS)),
    )  # fmt: skip


def warming_rod() -> Case:
    """H3: rise around an insulated rod between coaxial walls."""

    @cache
    def grid_at(fineness: int) -> tuple[Grid, Array]:
        grid = cylindrical(uniform_faces(RADIUS_M, RING_M, 0.2e-3 / fineness), np.array([0.0, 0.3, 1.0]))
        where = grid.r[places(grid, fineness)]
        return grid, rf_coaxial.rf_coaxial(where, END_S, (RADIUS_M, RING_M), *AROUND_ROD)

    def run_at(way: Way, fineness: int) -> Level:
        grid, exact = grid_at(fineness)
        conductor = Conductor(grid, SIGMA_S_M, BLOOD_C, {"inner": 1.0, "outer": 0.0})
        heated = Heated(conductor, PERFUSED.medium, {"outer": BLOOD_C}, rod_volt(), BLOOD_C)
        run = march(way(heated), quickly_then_slowly(END_S, STEPS * fineness))
        return kept([rise(places(grid, fineness), run, exact, "at 60 s")], run)

    return Case(
        id="H3", title="Current from a rod between coaxial walls: warming", exercises="Joule heat on rings",
        source=LOPEZ, comparisons=tuple(both_ways(run_at, GRIDS)),
    )  # fmt: skip


def metal_sphere() -> Case:
    """H4: a metal sphere that tissue must warm."""
    return metal_case("sphere", lambda faces: spherical(np.concatenate([[0.0], faces])), sphere_exact, FAR_M)


def metal_rod() -> Case:
    """H5: a metal rod that tissue must warm."""

    def rod(faces: Array) -> Grid:
        return cylindrical(np.concatenate([[0.0], faces]), np.array([0.0, 1.0]))

    return metal_case("rod", rod, rod_exact, RING_M)


def sphere_exact(r: Array) -> tuple[Array, float]:
    """Give the rise around the metal sphere, and the voltage."""
    capacity = 4 / 3 * np.pi * RADIUS_M**3 * METAL
    return rf_sphere.rf_sphere(r, END_S, RADIUS_M, *TISSUE, capacity), sphere_volt()


def rod_exact(r: Array) -> tuple[Array, float]:
    """Give the rise around the metal rod, and the voltage."""
    capacity = np.pi * RADIUS_M**2 * METAL
    return rf_coaxial.rf_coaxial(r, END_S, (RADIUS_M, RING_M), *AROUND_ROD, capacity), rod_volt()


def metal_case(
    shape: str, grid_of: Callable[[Array], Grid], exact_of: Callable[[Array], tuple[Array, float]], far_m: float
) -> Case:
    """Compare metal and tissue; the metal is one cell."""

    @cache
    def grid_at(fineness: int) -> tuple[Grid, Array, float]:
        grid = grid_of(uniform_faces(RADIUS_M, far_m, 0.2e-3 / fineness))
        return grid, *exact_of(np.concatenate([[RADIUS_M], grid.r[places(grid, fineness, metal=1)]]))

    def run_at(way: Way, fineness: int) -> Level:
        grid, (core, *exact), volt = grid_at(fineness)
        medium, metal = with_core(grid)
        conductor = Conductor(grid, SIGMA_S_M, BLOOD_C, {"outer": 0.0}, metal)
        heated = Heated(conductor, medium, {"outer": BLOOD_C}, volt, BLOOD_C)
        run = march(way(heated), quickly_then_slowly(END_S, STEPS * fineness))
        of_metal = share("rise of the metal", run.temperature[0, 0] - BLOOD_C, core, "K")
        around = rise(places(grid, fineness, metal=1), run, np.array(exact), "at 60 s")
        return kept([around, of_metal._replace(demand=WALL_DEMAND[fineness])], run)

    return Case(
        id="H4" if shape == "sphere" else "H5", title=f"Current from a metal {shape} that tissue warms",
        exercises="metal cells: heat capacity, one voltage, no Joule heat", source=LOPEZ,
        comparisons=tuple(both_ways(run_at, WALL_GRIDS, COARSE_WALL_GRIDS)),
    )  # fmt: skip


CASES = (steady_sphere, warming_sphere, warming_rod, metal_sphere, metal_rod)
