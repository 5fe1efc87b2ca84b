"""C3f to C3i: alternating directions, with perfusion and Joule heat, mode by mode and step by step."""

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical
from lesionsim.problem.network import Medium
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.stepper import CELL_M, DIFFUSIVITY_M2_S, uniform
from lesionsim.verify.cases.substance import PERFUSED
from lesionsim.verify.current_bench import Heated, Warmed, march
from lesionsim.verify.exact.alternating import (
    Modes,
    alternating_course,
    douglas_gunn_factor,
    exact_course,
    from_modes,
    ring_modes,
    slice_modes,
    to_modes,
)
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.stepper import insulated_mode, mode_rate
from lesionsim.verify.field_bench import Conductor, Field, solve
from lesionsim.verify.judging import agree, converge

TISSUE = Medium(0.5, 3.7e6)
ROUND_OFF = 1e-12  # of the largest value, a step
STEP_S = (0.01, 1.0, 100.0, 1e4)  # up to ten thousand times what an explicit step may take
STEPS = 6
UNEVEN_S = np.array([0.3, 0.3, 0.05, 1.0, 7.0, 20.0, 0.01, 2.0, 2.0, 0.5])
FEW_S = UNEVEN_S[:5]  # until rounding shows beside a mode that fades
RINGS, SLICES, DRUM_M, HEIGHT_M, DISC_M = 14, 11, 5e-3, 6e-3, 2e-3
SIGMA_S_M, VOLT, BLOOD_C = 0.4, 20.0, 37.0
SEED = 7
HELD = {"sealed": (), "side held": ("outer",), "ends held": ("lower", "upper")}
END_S, COUNTS = 30.0, (60, 120, 240)
SOURCE = "Douglas & Gunn 1964, 10.1007/BF01386093; algebra"


def without_current(grid: Grid, medium: Medium, start: Array) -> Heated:
    """Set up sealed tissue between electrodes without voltage."""
    return Heated(Conductor(grid, SIGMA_S_M, start, {"outer": 1.0, "lower": 0.0}), medium, {}, 0.0)


def cosines() -> Case:
    """C3f: a product of two cosines in steps of any size: each multiplies it by a known number."""
    across, along = 18, 13
    grid, found = uniform(across, along), list[Comparison]()
    for p, q in ((0, 3), (1, 2), (7, 0), (17, 12)):
        shape = insulated_mode(across, p)[:, None] * insulated_mode(along, q)
        rates = [mode_rate(cells, mode, CELL_M, DIFFUSIVITY_M2_S) for cells, mode in ((across, p), (along, q))]
        for step in STEP_S:
            run = march(without_current(grid, TISSUE, shape), np.full(STEPS, step))
            exact = float(douglas_gunn_factor(rates[0] * step, rates[1] * step)) ** STEPS
            what = f"{p} by {q} half waves, {STEPS} steps of {step:g} s"
            found.append(agree(what, run.temperature, exact * shape, STEPS * ROUND_OFF, 1.0))
    return Case(
        id="C3f", title="Product of two cosines by alternating directions", exercises="both sweeps, steps of any size",
        source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def drum_grid() -> Grid:
    """Divide a drum into equal rings and slices."""
    return cylindrical(np.linspace(0.0, DRUM_M, RINGS + 1), np.linspace(0.0, HEIGHT_M, SLICES + 1))


def drum_modes(held: tuple[str, ...]) -> tuple[Modes, Modes]:
    """Give the modes of the drum, some of whose sides are held; the others are sealed."""
    alpha = PERFUSED.diffusivity_m2_s
    rings = ring_modes(np.linspace(0.0, DRUM_M, RINGS + 1), alpha, "outer" in held)
    return rings, slice_modes(SLICES, HEIGHT_M / SLICES, alpha, "upper" in held)


def bessel() -> Case:
    """C3g: cosine times what J0 is on a grid of rings, in a drum that is closed, or whose side or ends are held."""
    grid, found = drum_grid(), list[Comparison]()
    for name, held in HELD.items():
        rings, slices = drum_modes(held)
        wall_c: dict[str, float | Array] = dict.fromkeys(held, 0.0)
        for p, q in ((RINGS - 2, 0), (RINGS - 1, 2), (RINGS - 4, 5), (0, SLICES - 1)):
            shape = np.outer(rings.shape[:, p] / np.max(np.abs(rings.shape[:, p])), slices.shape[:, q])
            heated = without_current(grid, PERFUSED.medium._replace(perfusion=0.0), shape)
            factor = douglas_gunn_factor(rings.rate[p] * FEW_S, slices.rate[q] * FEW_S)
            run = march(heated._replace(wall_c=wall_c), FEW_S)
            what = f"{name}, mode {RINGS - p} across and {q} along, uneven steps"
            found.append(agree(what, run.temperature, np.prod(factor) * shape, FEW_S.size * ROUND_OFF))
    return Case(
        id="C3g", title="Bessel and cosine modes of a drum by alternating directions",
        exercises="rings, axis, held and sealed sides; factors for each new step", source=SOURCE,
        comparisons=tuple(found),
    )  # fmt: skip


def disc_heated(held: tuple[str, ...], start: Array | float) -> tuple[Heated, Field]:
    """Set up perfused tissue that current from a disc on one end to the side heats, and its field of 1 V."""
    grid = drum_grid()
    wall_v: dict[str, float | Array] = {"outer": 0.0, "lower": np.where(grid.r < DISC_M, 1.0, np.nan)}
    conductor = Conductor(grid, SIGMA_S_M, BLOOD_C + start, wall_v)
    wall_c: dict[str, float | Array] = dict.fromkeys(held, BLOOD_C)
    return Heated(conductor, PERFUSED.medium, wall_c, VOLT, BLOOD_C), solve(conductor)


def heat_parts(field: Field, modes: tuple[Modes, Modes]) -> Array:
    """Take the Joule heat apart into modes, K/s."""
    per_s = VOLT**2 * field.joule / (PERFUSED.heat_capacity_j_m3_k * drum_grid().volume)
    return to_modes(per_s, *modes)


def heated_disc() -> Case:
    """C3h: all modes at once, with perfusion, Joule heat in two dimensions and uneven steps; and where heat went."""
    start = 40 * np.random.default_rng(SEED).random((RINGS, SLICES))
    steps, found = UNEVEN_S, list[Comparison]()
    for name, held in HELD.items():
        modes = drum_modes(held)
        heated, field = disc_heated(held, start)
        run = march(heated, steps)
        told = (heat_parts(field, modes), (modes[0].rate[:, None], modes[1].rate), PERFUSED.cooling_per_s, steps)
        course = alternating_course(to_modes(start, *modes), *told)
        rise, seen = (from_modes(parts, *modes) for parts in course)
        capacity = PERFUSED.heat_capacity_j_m3_k * drum_grid().volume
        blood, stored = (
            PERFUSED.cooling_per_s * float(np.sum(capacity * seen)),
            float(np.sum(capacity * (rise - start))),
        )
        put_in = VOLT**2 * field.heat_w * float(np.sum(steps))
        demand = steps.size * ROUND_OFF
        found += [
            agree(f"{name}: temperature", run.temperature - BLOOD_C, rise, demand, unit="K"),
            agree(f"{name}: heat from current", run.energy_j[0], put_in, demand, unit="J"),
            agree(f"{name}: heat to blood", run.energy_j[1], blood, demand, unit="J"),
            agree(f"{name}: heat through walls", run.energy_j[2], put_in - blood - stored, demand, put_in, "J"),
            agree(f"{name}: heat stored", run.energy_j[4], stored, demand, put_in, "J"),
        ]
    return Case(
        id="C3h", title="Current from a disc by alternating directions: all modes at once",
        exercises="Joule heat, perfusion from the last change, ledger of both sweeps", source=SOURCE,
        comparisons=tuple(found),
    )  # fmt: skip


def order_in_time() -> Case:
    """C3i: with ever smaller steps the same drum follows its exponentials, with error falling as the square."""
    found = []
    for name, held in HELD.items():
        modes = drum_modes(held)
        heated, field = disc_heated(held, 0.0)
        rate = np.add.outer(modes[0].rate, modes[1].rate) - PERFUSED.cooling_per_s
        parts = exact_course(np.zeros((RINGS, SLICES)), heat_parts(field, modes), rate, END_S)
        exact = from_modes(parts, *modes)
        errors = [relative(march(heated, np.full(count, END_S / count)), exact) for count in COUNTS]
        found.append(converge(f"{name}: rise after {END_S:g} s", errors, 1e-5, (1.9, 2.1)))
    return Case(
        id="C3i", title="Order of alternating directions in time",
        exercises="second order in time with Joule heat and perfusion, along r and z, apart from the grid",
        source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def relative(run: Warmed, exact: Array) -> float:
    """Give the largest error of a rise, relative to the largest rise."""
    error = float(np.max(np.abs(run.temperature - BLOOD_C - exact)) / np.max(exact))
    return error if run.finished else float("nan")


CASES = (cosines, bessel, heated_disc, order_in_time)
