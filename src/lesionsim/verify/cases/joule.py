"""H: current that spreads from a sphere or a rod heats perfused tissue, with and without a metal core."""

from collections.abc import Callable

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical, spherical
from lesionsim.problem.network import Medium
from lesionsim.verify.case import Case
from lesionsim.verify.cases.refinement import (
    Level,
    Reading,
    quickly_then_slowly,
    refined,
    share,
    uniform_faces,
    until_steady,
)
from lesionsim.verify.cases.substance import PERFUSED
from lesionsim.verify.current_bench import Heated, Warmed, march
from lesionsim.verify.exact import rf_coaxial, rf_sphere
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import Conductor

RADIUS_M, FAR_M, RING_M = 1e-3, 31e-3, 11e-3
SIGMA_S_M = 0.446
COOLED_K = -20.0
HEAT_W_M3 = 4e7  # at the electrode
NEAR_M = 10e-3  # beyond, the outer wall is felt
END_S = 60.0
STEPS = 150
WALL_GRIDS = {4: "cells of 0.05 mm", 8: "cells of 0.025 mm", 16: "cells of 0.0125 mm"}
WALL_DEMAND = {4: 1e-2, 8: 4e-4, 16: 1e-4}  # the heat of half a cell does not reach the metal: Q h^2 / (8 k)
METAL = 3.9e6  # J/m3/K
GRIDS = {2: "cells of 0.1 mm", 4: "cells of 0.05 mm", 8: "cells of 0.025 mm"}
LOPEZ = "Lopez Molina, Rivera, Trujillo & Berjano 2008, 10.1088/0031-9155/53/5/018"
K = PERFUSED.conductivity_w_m_k
TISSUE = (HEAT_W_M3, *PERFUSED.heat)
CONSTANT = 1e5  # a conductivity so large that the metal is at one temperature, W/m/K


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


def sphere_volt() -> float:
    """Give the voltage that heats the wall of a sphere by HEAT_W_M3, with the earth at FAR_M."""
    return float(np.sqrt(HEAT_W_M3 / SIGMA_S_M) * RADIUS_M**2 * (1 / RADIUS_M - 1 / FAR_M))


def shells(fineness: int) -> Array:
    """Divide the tissue around the sphere evenly."""
    return uniform_faces(RADIUS_M, FAR_M, 0.2e-3 / fineness)


def sphere(fineness: int, wall_c: dict[str, float | Array]) -> Heated:
    """Set up a sphere whose wall is an electrode."""
    conductor = Conductor(spherical(shells(fineness)), SIGMA_S_M, 0.0, {"inner": 1.0, "outer": 0.0})
    return Heated(conductor, PERFUSED.medium, wall_c, sphere_volt())


def rise(r: Array, run: Warmed, exact: Array, when: str) -> Reading:
    """Read the rise in the tissue near the electrode, relative to the largest."""
    near, found = r < NEAR_M, run.temperature[-r.size :, 0]
    return Reading(f"rise within 10 mm {when}", found[near], exact[near], float(np.max(np.abs(exact))), 1e-4, "K")


def kept(readings: list[Reading], *runs: Warmed) -> Level:
    """Keep readings; each run must have finished."""
    lost = [run.balance_error if run.finished else float("nan") for run in runs]
    return Level(readings, lost)


def steady_sphere() -> Case:
    """H1: steady rise, the sphere insulated or cooled."""
    decay = PERFUSED.decay_per_m
    about = (RADIUS_M, HEAT_W_M3, K, decay)
    far = float(rf_sphere.rf_sphere_steady(FAR_M, *about))

    def insulated(fineness: int) -> Level:
        heated = sphere(fineness, {"outer": far})
        run = march(heated, until_steady(PERFUSED.cooling_per_s))
        r = heated.conductor.grid.r
        return kept([rise(r, run, rf_sphere.rf_sphere_steady(r, *about), "when steady")], run)

    def cooled(fineness: int) -> Level:
        heated = sphere(fineness, {"inner": COOLED_K, "outer": far})
        run = march(heated, until_steady(PERFUSED.cooling_per_s))
        r = heated.conductor.grid.r
        exact = rf_sphere.rf_sphere_held_steady(r, RADIUS_M, COOLED_K, HEAT_W_M3, K, decay)
        reading = rise(r, run, exact, "when steady, cooled sphere")._replace(demand=WALL_DEMAND[fineness])
        return Level([reading], [0.0 if run.finished else float("nan")])  # the cooled electrode is not in the ledger

    return Case(
        id="H1", title="Current from a sphere in perfused tissue: steady state",
        exercises="Joule heat against conduction and perfusion", source=LOPEZ,
        comparisons=(*refined(insulated, GRIDS), *refined(cooled, WALL_GRIDS)[:-1]),
    )  # fmt: skip


def warming_sphere() -> Case:
    """H2: rise from time 0, the sphere insulated."""

    def run_at(fineness: int) -> Level:
        heated = sphere(fineness, {"outer": 0.0})
        run = march(heated, quickly_then_slowly(END_S, STEPS * fineness))
        exact = rf_sphere.rf_sphere(heated.conductor.grid.r, END_S, RADIUS_M, *TISSUE)
        return kept([rise(heated.conductor.grid.r, run, exact, "at 60 s")], run)

    return Case(
        id="H2", title="Current from a sphere in perfused tissue: warming", exercises="Joule heat in time",
        source=LOPEZ, comparisons=tuple(refined(run_at, GRIDS)),
    )  # fmt: skip


def warming_rod() -> Case:
    """H3: rise around an insulated rod between coaxial walls."""

    def run_at(fineness: int) -> Level:
        grid = cylindrical(uniform_faces(RADIUS_M, RING_M, 0.2e-3 / fineness), np.array([0.0, 0.3, 1.0]))
        conductor = Conductor(grid, SIGMA_S_M, 0.0, {"inner": 1.0, "outer": 0.0})
        volt = float(np.sqrt(HEAT_W_M3 / SIGMA_S_M)) * RADIUS_M * np.log(RING_M / RADIUS_M)
        heated = Heated(conductor, PERFUSED.medium, {"outer": 0.0}, float(volt))
        run = march(heated, quickly_then_slowly(END_S, STEPS * fineness))
        exact = rf_coaxial.rf_coaxial(grid.r, END_S, (RADIUS_M, RING_M), *TISSUE)
        return kept([rise(heated.conductor.grid.r, run, exact, "at 60 s")], run)

    return Case(
        id="H3", title="Current from a rod between coaxial walls: warming", exercises="Joule heat on rings",
        source=LOPEZ, comparisons=tuple(refined(run_at, GRIDS)),
    )  # fmt: skip


def metal_sphere() -> Case:
    """H4: a metal sphere that tissue must warm."""
    return metal_case("sphere", lambda faces: spherical(np.concatenate([[0.0], faces])), sphere_exact, FAR_M)


def metal_rod() -> Case:
    """H4: a metal rod that tissue must warm."""

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
    volt = float(np.sqrt(HEAT_W_M3 / SIGMA_S_M) * RADIUS_M * np.log(RING_M / RADIUS_M))
    return rf_coaxial.rf_coaxial(r, END_S, (RADIUS_M, RING_M), *TISSUE, capacity), volt


def metal_case(
    shape: str, grid_of: Callable[[Array], Grid], exact_of: Callable[[Array], tuple[Array, float]], far_m: float
) -> Case:
    """Compare metal and tissue; the metal is one cell."""

    def run_at(fineness: int) -> Level:
        grid = grid_of(uniform_faces(RADIUS_M, far_m, 0.2e-3 / fineness))
        medium, metal = with_core(grid)
        exact, volt = exact_of(grid.r[1:])
        core = exact_of(np.array([RADIUS_M]))[0][0]
        heated = Heated(Conductor(grid, SIGMA_S_M, 0.0, {"outer": 0.0}, metal), medium, {"outer": 0.0}, volt)
        run = march(heated, quickly_then_slowly(END_S, STEPS * fineness))
        of_metal = share("rise of the metal", run.temperature[0, 0], core, "K")
        found = [rise(grid.r[1:], run, exact, "at 60 s"), of_metal._replace(demand=WALL_DEMAND[fineness])]
        return kept(found, run)

    return Case(
        id="H4" if shape == "sphere" else "H5", title=f"Current from a metal {shape} that tissue warms",
        exercises="metal cells: heat capacity, one voltage, no Joule heat", source=LOPEZ,
        comparisons=tuple(refined(run_at, WALL_GRIDS)),
    )  # fmt: skip


CASES = (steady_sphere, warming_sphere, warming_rod, metal_sphere, metal_rod)
