"""Infinite cylinders in perfused space: held, in an annulus, fed with a constant flux (B1 to B5)."""

from collections.abc import Callable

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical
from lesionsim.kernels.arrays import FROM_TIP, METABOLIC, TO_OUTER
from lesionsim.verify.bench import Outcome, Setup, run
from lesionsim.verify.case import Case
from lesionsim.verify.cases.refinement import (
    Level,
    Reading,
    balance,
    compare,
    heat_out,
    level,
    quickly_then_slowly,
    refined,
    share,
    summed,
    uniform_faces,
    until_steady,
)
from lesionsim.verify.cases.substance import BLOODLESS, PERFUSED, Substance
from lesionsim.verify.exact import annuli, cylinders
from lesionsim.verify.exact.arrays import Array

RADIUS_M = 0.5e-3
FAR_M = 30.5e-3  # the rise there is below 1e-9 of the wall's
RISE_K = 43.0
END_S = 60.0
CELL_M = 0.2e-3
STEPS = 120
GRIDS = {1: "cells of 0.2 mm", 2: "cells of 0.1 mm", 4: "cells of 0.05 mm"}
EARLY_GRIDS = {2: "cells of 0.1 mm", 4: "cells of 0.05 mm", 8: "cells of 0.025 mm"}
HEIGHT_M = (0.0, 0.2, 0.7, 1.0)  # cells along the axis: results must not depend on them
WALL_M = 4.5e-3  # outer wall of the annulus
FLUX_W_M2 = 2e4
DISTANT_C = 1e11  # so far above tissue that its flux is constant to 1e-9
HEAT = (RADIUS_M, RISE_K, *PERFUSED.heat)
RISE = (RADIUS_M, RISE_K, *PERFUSED.heat[1:])
FED = (RADIUS_M, FLUX_W_M2, *PERFUSED.heat)
CARSLAW = "Carslaw & Jaeger 1959, ch. 13; Laplace inversion on the contour of Weideman 2006, 10.1137/050625837"


def rings(fineness: int, far_m: float = FAR_M) -> Grid:
    """Divide the space around 1 m of the cylinder evenly in r."""
    return cylindrical(uniform_faces(RADIUS_M, far_m, CELL_M / fineness), np.array(HEIGHT_M))


def held(fineness: int, far_k: float = 0.0) -> Setup:
    """Set up a cylinder held in space, between sealed ends."""
    return Setup(rings(fineness), PERFUSED.medium, {"inner": RISE_K, "outer": far_k})


def annulus(fineness: int, tissue: Substance = PERFUSED) -> Setup:
    """Set up an annulus whose outer wall is held at blood temperature."""
    return Setup(rings(fineness, WALL_M), tissue.medium, {"inner": RISE_K, "outer": 0.0})


def temperature(setup: Setup, outcome: Outcome, exact: Callable[[Array], Array], when: str) -> Reading:
    """Read the temperature of all cells, relative to a rise of 43 K."""
    what = f"temperature in all cells {when}"
    return Reading(what, outcome.temperature, exact(setup.grid.r)[:, None], RISE_K, 1e-4)


def held_cylinder() -> Case:
    """Compare the temperature around a held cylinder (B1)."""

    def at(end_s: float) -> Callable[[int], Level]:
        def run_at(fineness: int) -> Level:
            setup = held(fineness)
            outcome = run(setup, quickly_then_slowly(end_s, STEPS * fineness))
            rise = temperature(setup, outcome, lambda r: cylinders.held_cylinder(r, end_s, *RISE), f"at {end_s:g} s")
            return level([rise], outcome)

        return run_at

    return Case(
        id="B1",
        title="Held infinite cylinder in perfused tissue: temperature",
        exercises="needle shaft, cylindrical rings, cells of unequal height",
        source=CARSLAW,
        comparisons=(*refined(at(END_S), GRIDS), *refined(at(5.0), EARLY_GRIDS)),
    )


def steady_cylinder() -> Case:
    """Compare the steady state of a held cylinder (B2)."""
    decay = PERFUSED.decay_per_m
    power = cylinders.held_cylinder_power_steady(RADIUS_M, RISE_K, PERFUSED.conductivity_w_m_k, decay)

    def exact(r: Array) -> Array:
        return cylinders.held_cylinder_steady(r, RADIUS_M, RISE_K, decay)

    def run_at(fineness: int) -> Level:
        setup = held(fineness, far_k=float(exact(np.asarray(FAR_M))))
        outcome = run(setup, until_steady(PERFUSED.cooling_per_s))
        rise = temperature(setup, outcome, exact, "when steady")
        return level([rise, share("power per metre when steady", outcome.power_w, power, "W")], outcome)

    return Case(
        id="B2",
        title="Held infinite cylinder in perfused tissue: steady state",
        exercises="perfusion against conduction in rings",
        source="K0(m r) / K0(m a), direct",
        comparisons=tuple(refined(run_at, GRIDS)),
    )


def cylinder_power() -> Case:
    """Compare power and energy per length of a held cylinder (B3)."""

    def run_at(fineness: int) -> Level:
        outcome = run(held(fineness), quickly_then_slowly(END_S, STEPS * fineness))
        power = cylinders.held_cylinder_power(END_S, *HEAT)
        energy = cylinders.held_cylinder_energy(END_S, *HEAT)
        readings = [
            share("power per metre at 60 s", outcome.power_w, power, "W"),
            share("energy per metre by 60 s", outcome.energy_j[0], energy, "J"),
        ]
        return level(readings, outcome)

    return Case(
        id="B3",
        title="Held infinite cylinder in perfused tissue: power and energy",
        exercises="power per length of the needle, the energy ledger",
        source=CARSLAW,
        comparisons=tuple(refined(run_at, GRIDS)),
    )


def annulus_at(fineness: int) -> Level:
    """Run the perfused annulus for 20 s."""
    end_s, walls = 20.0, (RADIUS_M, WALL_M, RISE_K)
    setup = annulus(fineness)
    outcome = run(setup, quickly_then_slowly(end_s, STEPS * fineness))

    def exact(r: Array) -> Array:
        return annuli.held_annulus(r, end_s, *walls, *PERFUSED.heat[1:])

    def out(time_s: Array) -> Array:
        return annuli.held_annulus_power(time_s, *walls, *PERFUSED.heat)[1]

    power = annuli.held_annulus_power(end_s, *walls, *PERFUSED.heat)[0]
    readings = [
        temperature(setup, outcome, exact, "at 20 s"),
        share("power per metre in at 20 s", outcome.power_w, power, "W"),
        share("energy per metre out by 20 s", outcome.energy_j[TO_OUTER], summed(out, 0.0, end_s), "J"),
    ]
    return level(readings, outcome)


def steady_annulus_at(fineness: int) -> Level:
    """Run the perfused annulus to its steady state."""
    walls = (RADIUS_M, WALL_M, RISE_K, PERFUSED.decay_per_m)
    setup = annulus(fineness)
    outcome = run(setup, until_steady(PERFUSED.cooling_per_s))
    power_in, power_out = annuli.held_annulus_power(1e5, *walls[:3], *PERFUSED.heat)
    readings = [
        temperature(setup, outcome, lambda r: annuli.held_annulus_steady(r, *walls), "when steady"),
        share("power per metre in when steady", outcome.power_w, power_in, "W"),
        share("power per metre out when steady", heat_out(outcome), power_out, "W"),
    ]
    return level(readings, outcome)


def held_annulus() -> Case:
    """Compare an annulus between two held walls (B4)."""
    setup, walls = annulus(1, BLOODLESS), (RADIUS_M, WALL_M, RISE_K)
    slowest = BLOODLESS.diffusivity_m2_s * (np.pi / (WALL_M - RADIUS_M)) ** 2
    steady = run(setup, until_steady(slowest))
    power = 2 * np.pi * BLOODLESS.conductivity_w_m_k * RISE_K / np.log(WALL_M / RADIUS_M)
    exact = [
        temperature(setup, steady, lambda r: annuli.held_annulus_steady(r, *walls), "when steady, no perfusion"),
        share("power per metre in when steady, no perfusion", steady.power_w, power, "W"),
        share("power per metre out when steady, no perfusion", heat_out(steady), power, "W"),
    ]
    return Case(
        id="B4",
        title="Annulus between two held walls",
        exercises="outer wall, ring conductances (exact without perfusion)",
        source=CARSLAW,
        comparisons=(
            *refined(annulus_at, EARLY_GRIDS),
            *refined(steady_annulus_at, GRIDS),
            *(compare(reading._replace(demand=1e-10)) for reading in exact),
            balance([steady.balance_error]),
        ),
    )


def fed(fineness: int, far_k: float = 0.0) -> Setup:
    """Set up a constant flux through the inner wall: heat in the first ring, which is the same to the grid."""
    grid, tissue = rings(fineness), PERFUSED.medium
    heat = np.zeros(grid.volume.shape)
    heat[0] = FLUX_W_M2 * 2 * np.pi * RADIUS_M * np.diff(grid.z_face) / grid.volume[0]
    return Setup(grid, tissue._replace(heat=heat), {"outer": far_k})


def fed_from_afar() -> Setup:
    """Set up the same flux through a very poor contact from a very hot wall, in one cell along the axis."""
    faces = rings(1).r_face
    shape = DISTANT_C / (FLUX_W_M2 * 2 * np.pi * RADIUS_M)
    walls = {"inner": DISTANT_C, "outer": 0.0}
    return Setup(cylindrical(faces, np.array([0.0, 1.0])), PERFUSED.medium, walls, contact={"inner": shape})


def two_ways_to_feed() -> list[Reading]:
    """Compare flux through a wall with heat in the first ring, and the energy of both."""
    steps = quickly_then_slowly(END_S, STEPS)
    by_heat, by_wall = run(fed(1), steps), run(fed_from_afar(), steps)
    given = 2 * np.pi * RADIUS_M * FLUX_W_M2 * END_S
    what = "flux through the wall against heat in the first ring"
    in_ring = share("energy per metre as heat in the first ring", by_heat.energy_j[METABOLIC], given, "J")
    through_wall = share("energy per metre through the wall", by_wall.energy_j[FROM_TIP], given, "J")
    return [
        Reading(what, by_wall.temperature, by_heat.temperature, RISE_K, 1e-8),
        in_ring._replace(demand=1e-10),
        through_wall._replace(demand=1e-8),
    ]


def fed_cylinder() -> Case:
    """Compare a cylinder that gives off a constant flux (B5)."""
    drive = (RADIUS_M, FLUX_W_M2, PERFUSED.conductivity_w_m_k, PERFUSED.decay_per_m)

    def steady(r: Array) -> Array:
        return cylinders.fed_cylinder_steady(r, *drive)

    def shown(r: Array) -> Array:
        return cylinders.fed_cylinder(r, END_S, *FED)

    def run_at(fineness: int) -> Level:
        setup = fed(fineness)
        outcome = run(setup, quickly_then_slowly(END_S, STEPS * fineness))
        rise = temperature(setup, outcome, shown, "at 60 s")
        return level([rise._replace(scale=shown(np.asarray(RADIUS_M)))], outcome)

    def steady_at(fineness: int) -> Level:
        setup = fed(fineness, far_k=float(steady(np.asarray(FAR_M))))
        outcome = run(setup, until_steady(PERFUSED.cooling_per_s))
        rise = temperature(setup, outcome, steady, "when steady")
        return level([rise._replace(scale=steady(np.asarray(RADIUS_M)))], outcome)

    return Case(
        id="B5",
        title="Infinite cylinder with a constant flux",
        exercises="given flux, heat sources, a very poor contact",
        source=CARSLAW,
        comparisons=(
            *refined(run_at, EARLY_GRIDS),
            *refined(steady_at, GRIDS),
            *(compare(reading) for reading in two_ways_to_feed()),
        ),
    )


CASES = (held_cylinder, steady_cylinder, cylinder_power, held_annulus, fed_cylinder)
