"""Spheres in perfused space: held, ramped, in a shell, behind a contact (A1 to A6)."""

from collections.abc import Callable

import numpy as np

from lesionsim.grid.shapes import spherical
from lesionsim.kernels.arrays import TO_OUTER
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
from lesionsim.verify.cases.substance import BLOODLESS, PERFUSED, WEAKLY_PERFUSED, Substance
from lesionsim.verify.exact import shells, sphere_drives, spheres
from lesionsim.verify.exact.arrays import Array

RADIUS_M = 1e-3
FAR_M = 31e-3  # the rise there is below 1e-9 of the wall's
RISE_K = 43.0
END_S = 60.0
CELL_M = 0.2e-3
STEPS = 120
GRIDS = {1: "cells of 0.2 mm", 2: "cells of 0.1 mm", 4: "cells of 0.05 mm"}
EARLY_GRIDS = {2: "cells of 0.1 mm", 4: "cells of 0.05 mm", 8: "cells of 0.025 mm"}
RAMP_GRIDS = {4: "cells of 0.05 mm", 8: "cells of 0.025 mm", 16: "cells of 0.0125 mm"}
RAMP_S = 20.0
CONTACT_W_M2_K = 2000.0
SHELL_M = 3e-3
SHELL_END_S = 20.0
SHELL_CELLS = 50
SHELL_GRIDS = {n: f"{SHELL_CELLS * n} cells" for n in (1, 2, 4, 8, 16, 32)}
SHELL_DEMAND = {32: 1e-8}  # the order must last until the error is as small as this
HEAT = (RADIUS_M, RISE_K, *PERFUSED.heat)
RISE = (RADIUS_M, RISE_K, *PERFUSED.heat[1:])
DANCKWERTS = "Danckwerts 1951, 10.1039/TF9514701014"


def held(fineness: int, far_k: float = 0.0, contact: float = 0.0) -> Setup:
    """Set up a sphere held in space, in even cells."""
    grid = spherical(uniform_faces(RADIUS_M, FAR_M, CELL_M / fineness))
    return Setup(grid, PERFUSED.medium, {"inner": RISE_K, "outer": far_k}, contact={"inner": contact})


def temperature(setup: Setup, outcome: Outcome, exact: Callable[[Array], Array], when: str) -> Reading:
    """Read the temperature of all cells, relative to the wall's rise."""
    return Reading(f"temperature in all cells {when}", outcome.temperature[:, 0], exact(setup.grid.r), RISE_K, 1e-4)


def held_sphere() -> Case:
    """Compare the temperature around a held sphere (A1)."""

    def at(end_s: float) -> Callable[[int], Level]:
        def run_at(fineness: int) -> Level:
            setup = held(fineness)
            outcome = run(setup, quickly_then_slowly(end_s, STEPS * fineness))
            exact = temperature(setup, outcome, lambda r: spheres.held_sphere(r, end_s, *RISE), f"at {end_s:g} s")
            return level([exact], outcome)

        return run_at

    return Case(
        id="A1",
        title="Held sphere in perfused tissue: temperature",
        exercises="held wall, perfusion, spherical shells",
        source=DANCKWERTS,
        comparisons=(*refined(at(END_S), GRIDS), *refined(at(5.0), EARLY_GRIDS)),
    )


def steady_sphere() -> Case:
    """Compare the steady temperature and power of a held sphere (A2)."""
    decay = PERFUSED.decay_per_m
    power = 4 * np.pi * RADIUS_M**2 * PERFUSED.conductivity_w_m_k * RISE_K * (1 / RADIUS_M + decay)

    def exact(r: Array) -> Array:
        return spheres.held_sphere_steady(r, RADIUS_M, RISE_K, decay)

    def run_at(fineness: int) -> Level:
        setup = held(fineness, far_k=float(exact(np.asarray(FAR_M))))
        outcome = run(setup, until_steady(PERFUSED.cooling_per_s))
        rise = temperature(setup, outcome, exact, "when steady")
        return level([rise, share("power when steady", outcome.power_w, power, "W")], outcome)

    return Case(
        id="A2",
        title="Held sphere in perfused tissue: steady state",
        exercises="perfusion against conduction, the fixed point of the time stepper",
        source="direct solution of (r theta)'' = m^2 r theta",
        comparisons=tuple(refined(run_at, GRIDS)),
    )


def sphere_power() -> Case:
    """Compare power and energy of a held sphere (A3)."""

    def run_at(fineness: int) -> Level:
        outcome = run(held(fineness), quickly_then_slowly(END_S, STEPS * fineness))
        power, energy = spheres.held_sphere_power(END_S, *HEAT), spheres.held_sphere_energy(END_S, *HEAT)
        readings = [
            share("power at 60 s", outcome.power_w, power, "W"),
            share("energy given off by 60 s", outcome.energy_j[0], energy, "J"),
        ]
        return level(readings, outcome)

    return Case(
        id="A3",
        title="Held sphere in perfused tissue: power and energy",
        exercises="power read-out at the wall, the energy ledger",
        source=f"flux of {DANCKWERTS}, and its integral",
        comparisons=tuple(refined(run_at, GRIDS)),
    )


def ramped_sphere() -> Case:
    """Compare a sphere that is ramped, then held (A4)."""

    def at(end_s: float) -> Callable[[int], Level]:
        def run_at(fineness: int) -> Level:
            setup, count = held(fineness), STEPS * fineness
            set_c = RISE_K * np.minimum(np.linspace(0.0, end_s, count + 1) / RAMP_S, 1.0)
            outcome = run(setup, np.full(count, end_s / count), set_c)
            return level(ramp_readings(setup, outcome, end_s), outcome)

        return run_at

    return Case(
        id="A4",
        title="Sphere ramped over 20 s, then held",
        exercises="a set-point that moves within steps, its end at a step's end",
        source=f"superposition of ramp responses of {DANCKWERTS}",
        comparisons=(*refined(at(10.0), RAMP_GRIDS), *refined(at(END_S), GRIDS)),
    )


def ramp_readings(setup: Setup, outcome: Outcome, end_s: float) -> list[Reading]:
    """Read temperature, power and energy of the ramped sphere."""
    rise = (RADIUS_M, RISE_K, RAMP_S)

    def power(time_s: Array) -> Array:
        return sphere_drives.ramped_sphere_power(time_s, *rise, *PERFUSED.heat)

    def exact(r: Array) -> Array:
        return sphere_drives.ramped_sphere(r, end_s, *rise, *PERFUSED.heat[1:])

    energy = summed(power, 0.0, min(end_s, RAMP_S)) + summed(power, min(end_s, RAMP_S), end_s)
    return [
        temperature(setup, outcome, exact, f"at {end_s:g} s"),
        share(f"power at {end_s:g} s", outcome.power_w, power(np.asarray(end_s)), "W"),
        share(f"energy given off by {end_s:g} s", outcome.energy_j[0], energy, "J"),
    ]


def shell(fineness: int, tissue: Substance) -> Setup:
    """Set up a shell whose outer wall is held at blood temperature."""
    grid = spherical(np.linspace(RADIUS_M, SHELL_M, SHELL_CELLS * fineness + 1))
    return Setup(grid, tissue.medium, {"inner": RISE_K, "outer": 0.0})


def shell_at(fineness: int) -> Level:
    """Run the perfused shell for a while."""
    setup, walls = shell(fineness, WEAKLY_PERFUSED), (RADIUS_M, SHELL_M, RISE_K)
    outcome = run(setup, quickly_then_slowly(SHELL_END_S, STEPS * fineness))

    def exact(r: Array) -> Array:
        return shells.held_shell(r, SHELL_END_S, *walls, *WEAKLY_PERFUSED.heat[1:])

    def out(time_s: Array) -> Array:
        return shells.held_shell_power(time_s, *walls, *WEAKLY_PERFUSED.heat)[1]

    power = shells.held_shell_power(SHELL_END_S, *walls, *WEAKLY_PERFUSED.heat)[0]
    demand = SHELL_DEMAND.get(fineness, 1e-4)
    readings = [
        temperature(setup, outcome, exact, "at 20 s")._replace(demand=demand),
        share("power in at 20 s", outcome.power_w, power, "W")._replace(demand=demand),
        share("energy out by 20 s", outcome.energy_j[TO_OUTER], summed(out, 0.0, SHELL_END_S), "J"),
    ]
    return level(readings, outcome)


def held_shell() -> Case:
    """Compare a shell between two held walls, down to very small errors (A5)."""
    setup, walls = shell(1, BLOODLESS), (RADIUS_M, SHELL_M, RISE_K)
    slowest = BLOODLESS.diffusivity_m2_s * (np.pi / (SHELL_M - RADIUS_M)) ** 2
    steady = run(setup, until_steady(slowest))
    rise = temperature(setup, steady, lambda r: shells.held_shell_steady(r, *walls), "when steady, no perfusion")
    power = 4 * np.pi * RISE_K * BLOODLESS.conductivity_w_m_k / (1 / RADIUS_M - 1 / SHELL_M)
    given = share("power in when steady, no perfusion", steady.power_w, power, "W")
    taken = share("power out when steady, no perfusion", heat_out(steady), power, "W")
    found = [compare(reading._replace(demand=1e-10)) for reading in (rise, given, taken)]
    return Case(
        id="A5",
        title="Shell between two held walls",
        exercises="outer wall, spherical shell conductances (exact without perfusion), order far below 1e-4",
        source="Carslaw & Jaeger 1959, ch. 9; images and sines with perfusion",
        comparisons=(*refined(shell_at, SHELL_GRIDS), *found, balance([steady.balance_error])),
    )


def contact_sphere() -> Case:
    """Compare a sphere that warms tissue through a contact (A6)."""
    drive = (RADIUS_M, RISE_K, CONTACT_W_M2_K, *PERFUSED.heat)
    shape = 1 / (CONTACT_W_M2_K * 4 * np.pi * RADIUS_M**2)

    def run_at(fineness: int) -> Level:
        setup = held(fineness, contact=shape)
        outcome = run(setup, quickly_then_slowly(END_S, STEPS * fineness))
        energy = summed(lambda time_s: sphere_drives.contact_sphere_power(time_s, *drive), 0.0, END_S)
        readings = [
            temperature(setup, outcome, lambda r: sphere_drives.contact_sphere(r, END_S, *drive), "at 60 s"),
            share("power at 60 s", outcome.power_w, sphere_drives.contact_sphere_power(END_S, *drive), "W"),
            share("energy given off by 60 s", outcome.energy_j[0], energy, "J"),
        ]
        return level(readings, outcome)

    return Case(
        id="A6",
        title="Held sphere behind a contact conductance",
        exercises="a resistance between wall point and tissue",
        source="Carslaw & Jaeger 1959, 9.10; with perfusion by partial fractions",
        comparisons=tuple(refined(run_at, GRIDS)),
    )


CASES = (held_sphere, steady_sphere, sphere_power, ramped_sphere, held_shell, contact_sphere)
