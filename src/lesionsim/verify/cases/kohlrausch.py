"""G: steady and without perfusion, temperature is a function of potential alone, in any geometry."""

from collections.abc import Callable

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.problem.network import Medium
from lesionsim.scenario.laws import Exponential, Law, Linear
from lesionsim.verify.case import Case
from lesionsim.verify.cases.fields import DISC_M, ROOM_M, away_from_rim, disc_rings
from lesionsim.verify.confocal import confocal
from lesionsim.verify.current_bench import Heated, Warmed, march
from lesionsim.verify.exact import kohlrausch, spheroid_electrode
from lesionsim.verify.exact import kohlrausch_laws as laws
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import Conductor
from lesionsim.verify.judging import converge

K_W_M_K, SIGMA_S_M, GROWTH_PER_K = 0.5, 0.4, 0.02
CAPACITY = 3.6e6
COLD_C = 20.0
VOLT = 15.0
DEMAND, ORDER = 3e-3, (1.9, 2.2)  # of the rise at 110 cells
FOCUS_M, SURFACE_XI, EARTH_XI = 4e-3, 1.25, 2.5
STEPS = 50
SETTLING = 6.0  # each step spans so many slowest decay times
CELLS = (28, 55, 110)
GROWTHS = (0.2, 0.2 / 2**0.5, 0.1)
RIM_ORDER = (1.6, 3.0)  # the rim's singularity fades at its own pace
VOLTS: dict[str, float | Array] = {"inner": 1.0, "outer": 0.0}
HELD: dict[str, float | Array] = {"inner": COLD_C, "outer": COLD_C}
WIDTH_M = FOCUS_M * (EARTH_XI - SURFACE_XI)
SOURCE = "Kohlrausch 1900; Greenwood & Williamson 1958, 10.1098/rspa.1958.0103"
Exact = Callable[[Array], Array]


def spheroids(cells: int) -> Grid:
    """Divide the tissue between two confocal spheroids."""
    return confocal(np.linspace(SURFACE_XI, EARTH_XI, cells + 1), np.linspace(-1.0, 1.0, cells // 2 + 1), FOCUS_M)


def settle(conductor: Conductor, wall_c: dict[str, float | Array], width_m: float) -> Warmed:
    """Wait for the steady state of a conductor as wide as given."""
    slowest = K_W_M_K / CAPACITY / width_m**2
    return march(Heated(conductor, Medium(K_W_M_K, CAPACITY), wall_c, VOLT), np.full(STEPS, SETTLING / slowest))


def miss(run: Warmed, exact: Exact, where: Array | bool = True) -> float:
    """Give the largest error of a cell's temperature, as that of its potential, relative to the rise."""
    wanted = exact(run.potential)
    error = np.where(where, np.abs(run.temperature - wanted), 0.0)
    return float(np.max(error) / np.ptp(wanted)) if run.finished else float("nan")


def laws_of_sigma() -> dict[str, tuple[Law, Exact]]:
    """List sigma constant, exponential and linear, each with the temperature of a potential."""
    told = (VOLT, K_W_M_K, SIGMA_S_M)
    return {
        "sigma constant": (SIGMA_S_M, lambda phi: COLD_C + kohlrausch.heated_medium(phi, *told)),
        "sigma exponential": (
            Exponential(value=SIGMA_S_M, at_c=COLD_C, rate_per_c=GROWTH_PER_K),
            lambda phi: COLD_C + kohlrausch.heated_medium_exponential(phi, *told, GROWTH_PER_K),
        ),
        "sigma linear": (
            Linear(value=SIGMA_S_M, at_c=COLD_C, slope_per_c=GROWTH_PER_K),
            lambda phi: COLD_C + kohlrausch.heated_medium_linear(phi, *told, GROWTH_PER_K),
        ),
    }


def between_spheroids() -> Case:
    """G1 to G3: confocal spheroids, both held at one temperature."""
    found = []
    for name, (sigma, exact) in laws_of_sigma().items():
        errors = [miss(settle(Conductor(spheroids(n), sigma, COLD_C, VOLTS), HELD, WIDTH_M), exact) for n in CELLS]
        found.append(converge(f"{name}: temperature of each cell's potential, 110 shells", errors, DEMAND, ORDER))
    return Case(
        id="G1", title="Kohlrausch between spheroids: temperature is a function of potential",
        exercises="sigma(T) and heat coupled, steady", source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def where_it_is() -> Case:
    """G2: between spheroids also the place and the resistance are known."""
    sigma = Exponential(value=SIGMA_S_M, at_c=COLD_C, rate_per_c=GROWTH_PER_K)
    medium = laws.Medium(
        lambda t: K_W_M_K + 0 * t, lambda t: SIGMA_S_M * np.exp(GROWTH_PER_K * (t - COLD_C)), COLD_C, COLD_C, 100.0
    )
    rises, ohms = [], []
    for n in CELLS:
        grid = spheroids(n)
        run = settle(Conductor(grid, sigma, COLD_C, VOLTS), HELD, WIDTH_M)
        share = spheroid_electrode.spheroid_potential(grid.r, SURFACE_XI, 1.0, EARTH_XI)
        wanted = laws.temperature_of_potential(laws.potential_of_share(share, VOLT, medium), VOLT, medium)[:, None]
        rises.append(float(np.max(np.abs(run.temperature - wanted)) / np.ptp(wanted)))
        uniform = laws.effective_conductivity(VOLT, medium)
        ohm = float(spheroid_electrode.spheroid_resistance(FOCUS_M, SURFACE_XI, uniform, EARTH_XI))
        ohms.append(abs(run.ohm / ohm - 1))
    return Case(
        id="G2", title="Kohlrausch between spheroids: place and resistance",
        exercises="impedance of tissue that current heats", source=SOURCE,
        comparisons=(
            converge("temperature in each cell, 110 shells", rises, DEMAND, ORDER),
            converge("resistance, 110 shells", ohms, DEMAND, ORDER, unit="ohm"),
        ),
    )  # fmt: skip


def below_a_disc() -> Case:
    """G3: below a disc in a drum of earth: no formula for the field, yet one for the temperature."""
    found = []
    for name, (sigma, exact) in laws_of_sigma().items():
        errors = []
        for growth in GROWTHS:
            grid, edges = disc_rings(growth)
            rim = np.where(grid.r < DISC_M, 1.0, np.nan)
            volts: dict[str, float | Array] = {"lower": rim, "outer": 0.0, "upper": 0.0}
            held: dict[str, float | Array] = {"lower": COLD_C * rim, "outer": COLD_C, "upper": COLD_C}
            run = settle(Conductor(grid, sigma, COLD_C, volts, edges=edges), held, ROOM_M)
            errors.append(miss(run, exact, away_from_rim(grid)))
        found.append(
            converge(f"{name}: temperature of each cell's potential, not at the rim", errors, DEMAND, RIM_ORDER, 2**0.5)
        )
    return Case(
        id="G3", title="Kohlrausch below a disc", exercises="coupling in two dimensions, singular rim", source=SOURCE,
        comparisons=tuple(found),
    )  # fmt: skip


CASES = (between_spheroids, where_it_is, below_a_disc)
