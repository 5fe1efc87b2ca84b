"""L: nonlinear problems with known answers: a manufactured one, and those that a transform makes linear.

The manufactured one is chosen by its damage. The logarithm of the damage rate is

    L(r, z, t) = L0 + t s,   s(r, z) = S cos^2(pi r / (2 R)) cos(pi z / H),

so the temperature is T = e / (ln A - L) in kelvin, e = E / R_gas, and the damage, exact without any source of its
own, is Omega = exp(L0) (exp(s t) - 1) / s. The side r = R is held, the ends are sealed, the axis is inside. With
T_L = T^2 / e and T_LL = 2 T^3 / e^2 the source of heat is

    q = rho c(T) T_L s - k(T) (T_L lap L + T_LL |grad L|^2) - k'(T) T_L^2 |grad L|^2 + perfusion (T - T_blood).
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical, spherical
from lesionsim.kernels.arrays import Laws
from lesionsim.problem.injury import rows_of
from lesionsim.problem.laws import COLDEST_C, STEP_C, Tables, content_at, property_tables, sample
from lesionsim.problem.network import Medium
from lesionsim.scenario.damage import Arrhenius
from lesionsim.scenario.laws import Linear
from lesionsim.verify.bench import Setup, half_resistances, run
from lesionsim.verify.case import Case
from lesionsim.verify.cases.changing_source import march_with
from lesionsim.verify.cases.refinement import (
    Level,
    Reading,
    level,
    quickly_then_slowly,
    refined,
    uniform_faces,
    until_steady,
)
from lesionsim.verify.exact import spheres
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.arrhenius import GAS_CONSTANT_J_MOL_K, KELVIN_AT_0_C
from lesionsim.verify.exact.quadrature import integrate
from lesionsim.verify.judging import agree, converge

DENSITY_KG_M3 = 1050.0
RADIUS_M, HEIGHT_M, CORE_M = 5e-3, 6e-3, 1.25e-3
GRIDS = {4: "cells of 0.125 mm", 6: "cells of 0.083 mm", 8: "cells of 0.0625 mm"}
CELL_M, STEP_S, END_S = 0.5e-3, 1.0, 20.0
WALL_C, BLOOD_C, PERFUSION_W_M3_K = 45.0, 37.0, 3e4
GROWTH_PER_S = 0.4
LIVER = Arrhenius(name="liver", frequency_per_s=7.39e39, activation_energy_j_mol=2.577e5)
ENERGY_K = LIVER.activation_energy_j_mol / GAS_CONSTANT_J_MOL_K
LOG_A = float(np.log(LIVER.frequency_per_s))
LOG_RATE = LOG_A - ENERGY_K / (WALL_C + KELVIN_AT_0_C)  # L0
CONDUCTIVITY, HEAT_CAPACITY = Linear(value=0.5, slope_per_c=0.01), Linear(value=3500.0, slope_per_c=-0.003)

SHARED_SLOPE_PER_C = 0.01  # of conductivity and heat capacity alike: then heat content obeys a linear law
START_C, TIP_C = 37.0, 80.0
SPHERE_M, FAR_M, SHELL_M = 1e-3, 25e-3, 5e-3
SPHERE_GRIDS = {2: "cells of 0.1 mm", 4: "cells of 0.05 mm", 8: "cells of 0.025 mm"}
SPHERE_CELL_M, SPHERE_STEPS, SPHERE_S = 0.2e-3, 60, 60.0


def laws_for(setup: Setup, tables: Tables) -> Laws:
    """Put tables and half resistances together as the problem does."""
    half = half_resistances(setup)
    before = np.concatenate([half.r_before.ravel(), half.z_before.ravel()])
    after = np.concatenate([half.r_after.ravel(), half.z_after.ravel()])
    material = np.zeros(half.r_before.size, dtype=np.int64)
    rows = np.stack([tables.conductivity, tables.temperature])
    return Laws(np.stack([before, after]), rows, COLDEST_C, STEP_C, material)


def nonlinear(grid: Grid, wall_c: dict[str, float], start_c: float, tables: Tables) -> Setup:
    """Set up tissue with laws of temperature; its conductivity only sets the number of stages."""
    medium = Medium(tables.fastest, DENSITY_KG_M3 * tables.heat_capacity)
    start = float(content_at(tables, np.array([start_c]))[0])
    setup = Setup(grid, medium, wall_c, start, BLOOD_C, tip="inner" if "inner" in wall_c else "outer")
    return setup._replace(laws=laws_for(setup, tables))


class Chosen(NamedTuple):
    """The part s of the log rate that grows with time, over cells, with what the source needs."""

    slope: Array  # s, 1/s
    laplacian: Array  # 1/(s m2)
    gradient_squared: Array  # 1/(s2 m2)


def chosen(grid: Grid) -> Chosen:
    """Evaluate s, its Laplacian and its gradient in the nodes of a grid."""
    p, q = np.pi / RADIUS_M, np.pi / HEIGHT_M
    r, z = grid.r[:, None], grid.z
    across, along = GROWTH_PER_S * 0.5 * (1 + np.cos(p * r)), np.cos(q * z)
    across_r, across_rr = -GROWTH_PER_S * 0.5 * p * np.sin(p * r), -GROWTH_PER_S * 0.5 * p**2 * np.cos(p * r)
    return Chosen(
        slope=across * along,
        laplacian=(across_rr + across_r / r - q**2 * across) * along,
        gradient_squared=(across_r * along) ** 2 + (across * q * np.sin(q * z)) ** 2,
    )


def kelvin(slope: Array, time_s: float) -> Array:
    """Give the exact temperature, K."""
    return ENERGY_K / (LOG_A - LOG_RATE - slope * time_s)


def damage(slope: Array, time_s: float) -> Array:
    """Give the exact damage."""
    growth = slope * time_s
    small = np.abs(growth) < 1e-8
    ratio = np.where(small, 1.0 + 0.5 * growth, np.expm1(growth) / np.where(small, 1.0, growth))
    return np.exp(LOG_RATE) * time_s * ratio


def source(field: Chosen, time_s: float) -> Array:
    """Give the source of heat that the exact temperature needs, W/m3."""
    absolute = kelvin(field.slope, time_s)
    celsius = absolute - KELVIN_AT_0_C
    conductivity, capacity = sample(CONDUCTIVITY, celsius), DENSITY_KG_M3 * sample(HEAT_CAPACITY, celsius)
    per_log, per_log_twice = absolute**2 / ENERGY_K, 2 * absolute**3 / ENERGY_K**2
    lap, squared = time_s * field.laplacian, time_s**2 * field.gradient_squared
    bent = CONDUCTIVITY.value * CONDUCTIVITY.slope_per_c * per_log**2 * squared
    conducted = conductivity * (per_log * lap + per_log_twice * squared) + bent
    return capacity * per_log * field.slope - conducted + PERFUSION_W_M3_K * (celsius - BLOOD_C)


def norms(what: str, grid: Grid, computed: Array, exact: Array, demand: float, unit: str) -> list[Reading]:
    """Measure errors in three norms, relative to the largest change of the exact field."""
    scale = float(np.max(exact) - np.min(exact))
    error, share = computed - exact, grid.volume / np.sum(grid.volume)
    mean, root = float(np.sum(np.abs(error) * share)), float(np.sqrt(np.sum(error**2 * share)))
    return [
        Reading(f"{what}, L1", mean, 0.0, scale, demand, unit),
        Reading(f"{what}, L2", root, 0.0, scale, demand, unit),
        Reading(f"{what}, Linf", computed, exact, scale, demand, unit),
    ]


def manufactured_at(fineness: int) -> Level:
    """Run the manufactured problem on one grid."""
    h = CELL_M / fineness
    grid = cylindrical(uniform_faces(0.0, RADIUS_M, h), uniform_faces(0.0, HEIGHT_M, h), CORE_M)
    setup = nonlinear(grid, {"outer": WALL_C}, WALL_C, property_tables(CONDUCTIVITY, HEAT_CAPACITY))
    setup = setup._replace(medium=setup.medium._replace(perfusion=PERFUSION_W_M3_K))
    field, count = chosen(grid), round(END_S / STEP_S) * fineness
    ending = march_with(setup, lambda time_s: source(field, time_s), np.full(count, END_S / count), rows_of(LIVER))
    celsius, omega = kelvin(field.slope, END_S) - KELVIN_AT_0_C, damage(field.slope, END_S)
    readings = norms("temperature", grid, ending.temperature, celsius, 1e-4, "°C")
    return Level(readings + norms("Omega", grid, ending.dose[0], omega, 1e-3, ""), [ending.balance_error])


def manufactured() -> Case:
    """L1: conductivity, heat capacity, perfusion and damage together, everything changing in space and time."""
    return Case(
        id="L1", title="Manufactured temperature and damage, with k(T), c(T) and perfusion",
        exercises="laws of temperature, axis, perfusion, sources, damage in space and time",
        source="method of manufactured solutions; formulae in this file",
        comparisons=tuple(refined(manufactured_at, GRIDS)),
    )  # fmt: skip


def proportional() -> Tables:
    """Tabulate conductivity and heat capacity that grow alike."""
    slope = SHARED_SLOPE_PER_C
    return property_tables(Linear(value=0.5, slope_per_c=slope), Linear(value=3500.0, slope_per_c=slope))


def kirchhoff(temperature_c: Array | float) -> Array:
    """Integrate the shared law 1 + slope (T - 37) from 37 °C, K."""
    warm = np.asarray(temperature_c, float) - START_C
    return warm + 0.5 * SHARED_SLOPE_PER_C * warm**2


def from_kirchhoff(integral_k: Array) -> Array:
    """Give the temperature of an integral, °C."""
    return START_C + (np.sqrt(1 + 2 * SHARED_SLOPE_PER_C * integral_k) - 1) / SHARED_SLOPE_PER_C


def transformed_at(fineness: int) -> Level:
    """Run the suddenly held sphere with conductivity and heat capacity that grow alike."""
    grid = spherical(uniform_faces(SPHERE_M, FAR_M, SPHERE_CELL_M / fineness))
    setup = nonlinear(grid, {"inner": TIP_C, "outer": START_C}, START_C, proportional())
    outcome = run(setup, quickly_then_slowly(SPHERE_S, SPHERE_STEPS * fineness))
    rise, alpha = float(kirchhoff(TIP_C)), 0.5 / (DENSITY_KG_M3 * 3500.0)
    exact = from_kirchhoff(spheres.held_sphere(grid.r, SPHERE_S, SPHERE_M, rise, alpha))
    power = float(spheres.held_sphere_power(SPHERE_S, SPHERE_M, rise, 0.5, alpha))
    energy = float(spheres.held_sphere_energy(SPHERE_S, SPHERE_M, rise, 0.5, alpha))
    readings = [
        Reading("temperature in all cells", outcome.temperature[:, 0], exact, TIP_C - START_C, 1e-4),
        Reading("power", outcome.power_w, power, power, 1e-4, "W"),
        Reading("heat from the tip", float(outcome.energy_j[0]), energy, energy, 2e-4, "J"),
    ]
    return level(readings, outcome)


def transformed() -> Case:
    """L2: k and c in proportion: heat content obeys the linear law, whose exact solution is known."""
    return Case(
        id="L2", title="Held sphere with k(T) and c(T) in proportion",
        exercises="conductances and temperatures from tables, in every stage; their heat in the ledger",
        source="Kirchhoff's transform of Danckwerts 1951, 10.1039/TF9514701014",
        comparisons=tuple(refined(transformed_at, SPHERE_GRIDS)),
    )  # fmt: skip


def steady_at(fineness: int) -> Level:
    """Let shell and sleeve with k(T) settle between two held walls."""
    faces = uniform_faces(SPHERE_M, SHELL_M, SPHERE_CELL_M / fineness)
    tables = property_tables(Linear(value=0.5, slope_per_c=SHARED_SLOPE_PER_C), 3500.0)
    steps = until_steady(0.5 / (DENSITY_KG_M3 * 3500.0) * (np.pi / SHELL_M) ** 2)
    rise, readings, outcomes = float(kirchhoff(TIP_C)), [], []
    for name, grid, fall, shape_m in (
        ("shell", spherical(faces), spherical_fall, 4 * np.pi / (1 / SPHERE_M - 1 / SHELL_M)),
        ("sleeve", cylindrical(faces, np.array([0.0, 0.01])), straight_fall, 0.02 * np.pi / np.log(SHELL_M / SPHERE_M)),
    ):
        outcome = run(nonlinear(grid, {"inner": TIP_C, "outer": START_C}, START_C, tables), steps)
        exact, power = from_kirchhoff(rise * fall(grid.r)), 0.5 * rise * shape_m
        readings.append(Reading(f"{name}: temperature", outcome.temperature[:, 0], exact, TIP_C - START_C, 2e-4))
        readings.append(Reading(f"{name}: power", outcome.power_w, power, power, 1e-4, "W"))
        outcomes.append(outcome)
    return level(readings, *outcomes)


def spherical_fall(r: Array) -> Array:
    """Give the share of the wall's Kirchhoff integral in a steady shell."""
    return (1 / r - 1 / SHELL_M) / (1 / SPHERE_M - 1 / SHELL_M)


def straight_fall(r: Array) -> Array:
    """Give the same in a steady sleeve around a straight needle."""
    return np.log(SHELL_M / r) / np.log(SHELL_M / SPHERE_M)


def steady() -> Case:
    """L3: steady heat between two walls when conductivity changes with temperature."""
    return Case(
        id="L3", title="Steady shell and sleeve with k(T)", exercises="half resistances in series at changing k",
        source="Kirchhoff 1894; Carslaw & Jaeger 1959, 1.6", comparisons=tuple(refined(steady_at, SPHERE_GRIDS)),
    )  # fmt: skip


def damage_in_step(steps: int) -> tuple[float, float]:
    """Heat one cell at a constant rate while its heat capacity grows: relative errors of temperature and damage."""
    tables, end_s = proportional(), SPHERE_S
    per_s = float(kirchhoff(TIP_C)) / end_s
    setup = nonlinear(spherical(np.array([0.0, SPHERE_M])), {}, START_C, tables)
    setup = setup._replace(medium=setup.medium._replace(heat=per_s * DENSITY_KG_M3 * 3500.0))
    outcome = run(setup, np.full(steps, end_s / steps), rows=rows_of(LIVER))

    def rate(time_s: Array) -> Array:
        return np.exp(LOG_A - ENERGY_K / (from_kirchhoff(per_s * time_s) + KELVIN_AT_0_C))

    exact = float(integrate(rate, np.zeros(()), np.asarray(end_s), 40))
    warm = abs(float(outcome.temperature[0, 0]) - TIP_C) / (TIP_C - START_C)
    return warm, abs(float(outcome.dose[0, 0, 0]) / exact - 1)


def curved() -> Case:
    """L4: damage under a temperature that bends in time: steps carry it as cubics, so the order is four."""
    errors = [damage_in_step(steps) for steps in (6, 12, 24)]
    return Case(
        id="L4", title="Damage while the heat capacity grows",
        exercises="temperature inside a step, from rates of heat content and slopes of the table",
        source="Kirchhoff's transform; quadrature",
        comparisons=(
            agree("temperature at the end", errors[-1][0], 0.0, 1e-6, 1.0),
            converge("damage, steps of 10, 5 and 2.5 s", [damage for _, damage in errors], 1e-4, (3.8, 4.3)),
        ),
    )  # fmt: skip


CASES = (manufactured, transformed, steady, curved)
