"""G: steady and without perfusion, temperature is a function of potential alone, in any geometry.

Where properties of heat are constant the steady state is reached in both ways that heat can flow: by alternating
directions in graded steps, and over heat content in long ones. With k(T) it is reached over heat content; c(T) has no
part in it.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.problem.laws import is_constant, sample
from lesionsim.problem.network import Medium
from lesionsim.scenario.laws import Exponential, Law, Linear
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.fields import DISC_M, ROOM_M, away_from_rim, disc_rings
from lesionsim.verify.cases.refinement import balance, until_settled
from lesionsim.verify.confocal import confocal
from lesionsim.verify.current_bench import Heated, Material, Materials, Warmed, ground_of, march
from lesionsim.verify.exact import kohlrausch, spheroid_electrode
from lesionsim.verify.exact import kohlrausch_laws as laws
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import Conductor
from lesionsim.verify.judging import agree, converge

K_W_M_K, SIGMA_S_M, GROWTH_PER_K, THERMAL_PER_K = 0.5, 0.4, 0.02, 0.005
CAPACITY, DENSITY_KG_M3 = 3.6e6, 1000.0
COLD_C, WARM_C, HOTTEST_C = 20.0, 32.0, 110.0
VOLT = 15.0
DEMAND, ORDER = 3e-3, (1.9, 2.2)  # of the rise at 110 cells
ALIKE = 1e-5  # of the rise, between both ways of heat: what is left of the start
FOCUS_M, SURFACE_XI, EARTH_XI = 4e-3, 1.25, 2.5
STEPS = 34
SETTLING = 0.5  # alpha dt / width^2 of each step: four times the slowest mode's time, or more
CELLS = (28, 55, 110)
GROWTHS = (0.2, 0.2 / 2**0.5, 0.1)
WIDE_GROWTHS = (0.24, 0.24 / 2**0.5, 0.12)  # long steps over heat content take many stages on fine rims
RIM_CYCLES = 16  # a wall that is held in part couples both directions, and less is left out with each cycle
RIM_ORDER = (1.6, 3.0)  # the rim's singularity fades at its own pace
VOLTS: dict[str, float | Array] = {"inner": 1.0, "outer": 0.0}
HELD: dict[str, float | Array] = {"inner": COLD_C, "outer": COLD_C}
RIM = "temperature of each cell's potential, not at the rim"
WIDTH_M = FOCUS_M * (EARTH_XI - SURFACE_XI)
SOURCE = "Kohlrausch 1900; Greenwood & Williamson 1958, 10.1098/rspa.1958.0103"
ANY_CAPACITY = Linear(value=3600.0, slope_per_c=0.004)  # J/kg/K
RISING_SIGMA = Exponential(value=SIGMA_S_M, at_c=COLD_C, rate_per_c=GROWTH_PER_K)
LINEAR_SIGMA = Linear(value=SIGMA_S_M, at_c=COLD_C, slope_per_c=GROWTH_PER_K)
RISING_K = Linear(value=K_W_M_K, at_c=COLD_C, slope_per_c=THERMAL_PER_K)
FALLING_K = Exponential(value=K_W_M_K, at_c=COLD_C, rate_per_c=-THERMAL_PER_K)
Exact = Callable[[Array], Array]


class Mixture(NamedTuple):
    """Laws of both conductivities, and the temperature of a potential."""

    thermal: Law
    electric: Law
    exact: Exact

    @property
    def steady_both_ways(self) -> bool:
        """Tell whether alternating directions, made for constant properties, apply too."""
        return is_constant(self.thermal)


def medium_of(thermal: Law, electric: Law, end_c: float = COLD_C) -> laws.Medium:
    """Give the exact solution the laws, as functions, and the temperatures of earth and electrode."""
    return laws.Medium(lambda t: sample(thermal, t), lambda t: sample(electric, t), COLD_C, end_c, HOTTEST_C)


def by_quadrature(thermal: Law, electric: Law, end_c: float = COLD_C) -> Mixture:
    """Pair laws with the temperature that quadrature of k / sigma gives."""
    medium = medium_of(thermal, electric, end_c)
    return Mixture(thermal, electric, lambda phi: laws.temperature_of_potential(phi, VOLT, medium))


def mixtures() -> dict[str, Mixture]:
    """List laws of sigma and of k."""
    told = (VOLT, K_W_M_K, SIGMA_S_M)
    return {
        "sigma constant": Mixture(K_W_M_K, SIGMA_S_M, lambda phi: COLD_C + kohlrausch.heated_medium(phi, *told)),
        "sigma exponential": Mixture(
            K_W_M_K,
            RISING_SIGMA,
            lambda phi: COLD_C + kohlrausch.heated_medium_exponential(phi, *told, GROWTH_PER_K),
        ),
        "sigma linear": Mixture(
            K_W_M_K, LINEAR_SIGMA, lambda phi: COLD_C + kohlrausch.heated_medium_linear(phi, *told, GROWTH_PER_K)
        ),
        "k linear": Mixture(
            RISING_K, SIGMA_S_M, lambda phi: COLD_C + kohlrausch.heated_medium_conducting(phi, *told, THERMAL_PER_K)
        ),
        "k linear, sigma exponential": by_quadrature(RISING_K, RISING_SIGMA),
        "k falling, sigma linear": by_quadrature(FALLING_K, LINEAR_SIGMA),
    }


def spheroids(cells: int) -> Grid:
    """Divide the tissue between two confocal spheroids."""
    return confocal(np.linspace(SURFACE_XI, EARTH_XI, cells + 1), np.linspace(-1.0, 1.0, cells // 2 + 1), FOCUS_M)


def settle(conductor: Conductor, wall_c: dict[str, float | Array], width_m: float, thermal: Law) -> Warmed:
    """Wait, with heat flowing over heat content, for the steady state of a conductor as wide as given."""
    materials = Materials((Material(thermal, ANY_CAPACITY, DENSITY_KG_M3),))
    slowest = K_W_M_K / CAPACITY / width_m**2
    heated = Heated(conductor, Medium(K_W_M_K, CAPACITY), wall_c, VOLT, materials=materials)
    return march(heated, np.full(STEPS, SETTLING / slowest))


def settle_alternating(
    conductor: Conductor, wall_c: dict[str, float | Array], width_m: float, cycles: int = 4
) -> Warmed:
    """Wait for the same by alternating directions; k is K_W_M_K."""
    heated = Heated(conductor, Medium(K_W_M_K, CAPACITY), wall_c, VOLT)
    return march(heated, until_settled(K_W_M_K / CAPACITY / width_m**2, ground_of(heated).rate_per_s, cycles))


def miss(run: Warmed, exact: Exact, where: Array | bool = True) -> float:
    """Give the largest error of a cell's temperature, as that of its potential, relative to the rise."""
    wanted = exact(run.potential)
    error = np.where(where, np.abs(run.temperature - wanted), 0.0)
    return float(np.max(error) / np.ptp(wanted)) if run.finished else float("nan")


def between_spheroids() -> Case:
    """G1: confocal spheroids, both held at one temperature."""
    found: list[Comparison] = []
    runs: list[Warmed] = []
    for name, mixture in mixtures().items():
        conductors = [Conductor(spheroids(n), mixture.electric, COLD_C, VOLTS) for n in CELLS]
        content = [settle(one, HELD, WIDTH_M, mixture.thermal) for one in conductors]
        errors = [miss(run, mixture.exact) for run in content]
        found.append(converge(f"{name}: temperature of each cell's potential, 110 shells", errors, DEMAND, ORDER))
        runs += content
        if mixture.steady_both_ways:
            swept = [settle_alternating(one, HELD, WIDTH_M) for one in conductors]
            errors = [miss(run, mixture.exact) for run in swept]
            found.append(converge(f"{name}: the same by alternating directions", errors, DEMAND, ORDER))
            found.append(alike(name, swept[-1], content[-1]))
            runs += swept
    return Case(
        id="G1", title="Kohlrausch between spheroids: temperature is a function of potential",
        exercises="sigma(T), k(T) and heat coupled, steady, in both ways of heat", source=SOURCE,
        comparisons=(*found, balance([run.balance_error for run in runs])),
    )  # fmt: skip


def alike(name: str, swept: Warmed, content: Warmed) -> Comparison:
    """Compare the steady states of both ways of heat."""
    rise = float(np.max(content.temperature)) - COLD_C
    return agree(f"{name}: both ways of heat", swept.temperature, content.temperature, ALIKE, rise)


def where_it_is() -> Case:
    """G2, G4: between spheroids also the place and the resistance are known, with electrodes as warm or not."""
    found = []
    for name, thermal, electric, end_c in (
        ("k(T), sigma(T), a warm electrode", RISING_K, RISING_SIGMA, WARM_C),
        ("k falling, sigma linear, a warm electrode", FALLING_K, LINEAR_SIGMA, WARM_C),
    ):
        held = HELD | {"inner": end_c}
        runs = [settle(Conductor(spheroids(n), electric, COLD_C, VOLTS), held, WIDTH_M, thermal) for n in CELLS]
        rises, ohms = zip(*(placed(run, medium_of(thermal, electric, end_c)) for run in runs), strict=True)
        found.append(converge(f"{name}: temperature in each cell, 110 shells", rises, DEMAND, ORDER))
        found.append(converge(f"{name}: resistance, 110 shells", ohms, DEMAND, ORDER, unit="ohm"))
    return Case(
        id="G2", title="Kohlrausch between spheroids: place and resistance",
        exercises="impedance of tissue that current heats, with k(T)", source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def placed(run: Warmed, medium: laws.Medium) -> tuple[float, float]:
    """Give the error of temperature in its place, relative to the rise, and that of the resistance."""
    grid = spheroids(run.temperature.shape[0])
    share = spheroid_electrode.spheroid_potential(grid.r, SURFACE_XI, 1.0, EARTH_XI)
    wanted = laws.temperature_of_potential(laws.potential_of_share(share, VOLT, medium), VOLT, medium)[:, None]
    uniform = laws.effective_conductivity(VOLT, medium)
    ohm = float(spheroid_electrode.spheroid_resistance(FOCUS_M, SURFACE_XI, uniform, EARTH_XI))
    rise = float(np.max(np.abs(run.temperature - wanted)) / np.ptp(wanted))
    return (rise, abs(run.ohm / ohm - 1)) if run.finished else (float("nan"), float("nan"))


def below_a_disc() -> Case:
    """G3: below a disc in a drum of earth: no formula for the field, yet one for the temperature."""
    found = []
    for name, mixture in mixtures().items():
        if mixture.steady_both_ways:
            errors = [miss_below(growth, mixture, swept=True) for growth in GROWTHS]
            found.append(converge(f"{name}: {RIM}, by alternating directions", errors, DEMAND, RIM_ORDER, 2**0.5))
    name, mixture = "k linear, sigma linear", by_quadrature(RISING_K, LINEAR_SIGMA)
    errors = [miss_below(growth, mixture, swept=False) for growth in WIDE_GROWTHS]
    found.append(converge(f"{name}: {RIM}", errors, DEMAND, RIM_ORDER, 2**0.5))
    return Case(
        id="G3", title="Kohlrausch below a disc", exercises="coupling in two dimensions, singular rim, k(T)",
        source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def miss_below(growth: float, mixture: Mixture, *, swept: bool) -> float:
    """Give the error below a disc, away from its rim."""
    grid, edges = disc_rings(growth)
    rim = np.where(grid.r < DISC_M, 1.0, np.nan)
    volts: dict[str, float | Array] = {"lower": rim, "outer": 0.0, "upper": 0.0}
    held: dict[str, float | Array] = {"lower": COLD_C * rim, "outer": COLD_C, "upper": COLD_C}
    conductor = Conductor(grid, mixture.electric, COLD_C, volts, edges=edges)
    if swept:
        run = settle_alternating(conductor, held, ROOM_M, RIM_CYCLES)
    else:
        run = settle(conductor, held, ROOM_M, mixture.thermal)
    return miss(run, mixture.exact, away_from_rim(grid))


CASES = (between_spheroids, where_it_is, below_a_disc)
