"""C3: a cosine on a uniform grid is an eigenvector, so each step multiplies it by a known polynomial."""

import numpy as np

from lesionsim.grid.shapes import Grid, plane
from lesionsim.problem.network import Medium, fastest_rate, network
from lesionsim.solver.clock import SAFETY, stages_for
from lesionsim.verify.bench import Setup, half_resistances, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.stepper import held_mode, insulated_mode, mode_rate, rkl2_amplitude
from lesionsim.verify.judging import agree, converge

CELL_M = 2.0**-11  # about 0.5 mm
TISSUE = Medium(0.5, 3.7e6)
DIFFUSIVITY_M2_S = 0.5 / 3.7e6
COOLING_PER_S = 0.004
STAGES = (3, 5, 15, 31)
STEPS = 6
ROUND_OFF = 1e-12
SOURCE = "Meyer, Balsara & Aslam 2014, 10.1016/j.jcp.2013.08.021; algebra"


def uniform(across: int, along: int) -> Grid:
    """Make a plane grid of equal square cells."""
    return plane(CELL_M * np.arange(across + 1), CELL_M * np.arange(along + 1))


def longest_step_s(setup: Setup, stages: int) -> float:
    """Give the longest step that the clock takes with so many stages."""
    net = network(setup.grid, half_resistances(setup), setup.medium, setup.blood_c)
    return (1 - 1e-9) * (stages * stages + stages - 2) / (2 * SAFETY * fastest_rate(net))


def with_stages(setup: Setup, mode: Array, rate_per_s: float, stages: int, name: str) -> tuple[Comparison, ...]:
    """March a mode with a given number of stages: its amplitude is known, and its shape stays."""
    step_s = np.full(STEPS, longest_step_s(setup, stages))
    found = run(setup._replace(start_c=mode), step_s).temperature
    amplitude = float(np.sum(found * mode) / np.sum(mode * mode))
    exact = rkl2_amplitude(rate_per_s, step_s, stages)
    return (
        agree(f"{name}, {stages} stages: amplitude after {STEPS} steps", amplitude, exact, ROUND_OFF, 1.0),
        agree(f"{name}, {stages} stages: shape", found, exact * mode, ROUND_OFF, 1.0),
    )


def chosen_stages(setup: Setup) -> Comparison:
    """Check that the clock takes the stages that the steps of this case are made for."""
    net = network(setup.grid, half_resistances(setup), setup.medium, setup.blood_c)
    chosen = [int(stages_for(np.array([longest_step_s(setup, s)]), fastest_rate(net))[0]) for s in STAGES]
    return agree("number of stages that the clock chooses", np.array(chosen), np.array(STAGES), 0.5, 1.0)


def cosine() -> Case:
    """C3a: one cosine between sealed walls, from the slowest mode to the one that alternates."""
    cells = 24
    setup = Setup(uniform(cells, 1), TISSUE, {})
    found = [chosen_stages(setup)]
    for mode in (1, 5, cells - 1):
        rate = mode_rate(cells, mode, CELL_M, DIFFUSIVITY_M2_S)
        shape = insulated_mode(cells, mode)[:, None]
        for stages in STAGES:
            found.extend(with_stages(setup, shape, rate, stages, f"{mode} half waves"))
    return Case(
        id="C3a", title="Cosine between sealed walls, step by step",
        exercises="stages of the time stepper, sealed walls", source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def perfused_cosines() -> Case:
    """C3b: a product of two cosines, with perfusion."""
    across, along = 18, 13
    setup = Setup(uniform(across, along), TISSUE._replace(perfusion=COOLING_PER_S * 3.7e6), {})
    found: list[Comparison] = []
    for p, q in ((0, 0), (1, 2), (7, 0), (17, 12)):
        shape = insulated_mode(across, p)[:, None] * insulated_mode(along, q)
        rate = mode_rate(across, p, CELL_M, DIFFUSIVITY_M2_S, COOLING_PER_S)
        rate += mode_rate(along, q, CELL_M, DIFFUSIVITY_M2_S)
        for stages in STAGES:
            found.extend(with_stages(setup, shape, rate, stages, f"{p} by {q} half waves, perfused"))
    return Case(
        id="C3b", title="Product of two cosines with perfusion, step by step",
        exercises="both directions of the stencil, perfusion", source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def held_sine() -> Case:
    """C3c: a sine between two held walls, with unequal steps."""
    cells = 20
    setup = Setup(uniform(cells, 1), TISSUE, {"inner": 0.0, "outer": 0.0})
    step_s = longest_step_s(setup, 3) * np.array([0.5, 1.0, 3.0, 10.0, 31.0, 2.0])
    net = network(setup.grid, half_resistances(setup), setup.medium, 0.0)
    stages = stages_for(step_s, fastest_rate(net))
    found = []
    for mode in (1, 2, 9, cells):
        shape = held_mode(cells, mode)[:, None]
        exact = rkl2_amplitude(mode_rate(cells, mode, CELL_M, DIFFUSIVITY_M2_S), step_s, stages)
        values = run(setup._replace(start_c=shape), step_s).temperature
        what = f"{mode} half waves, steps of 3 to {stages.max()} stages"
        found.append(agree(what, values, exact * shape, ROUND_OFF, 1.0))
    return Case(
        id="C3c", title="Sine between held walls, unequal steps",
        exercises="held walls half a cell away, changing step sizes", source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def order_in_time() -> Case:
    """C3d: with ever smaller steps a mode follows its own exponential, with error falling as the square."""
    cells, duration_s = 16, 60.0
    setup = Setup(uniform(cells, 1), TISSUE._replace(perfusion=COOLING_PER_S * 3.7e6), {})
    found = []
    for mode in (0, 1, 3):
        rate = mode_rate(cells, mode, CELL_M, DIFFUSIVITY_M2_S, COOLING_PER_S)
        shape = insulated_mode(cells, mode)[:, None]
        errors = []
        for steps in (80, 160, 320):
            values = run(setup._replace(start_c=shape), np.full(steps, duration_s / steps)).temperature
            errors.append(float(np.max(np.abs(values - np.exp(rate * duration_s) * shape))))
        found.append(converge(f"{mode} half waves after {duration_s:.0f} s", errors, 1e-5, (1.9, 2.1)))
    return Case(
        id="C3d", title="Order of the time stepper",
        exercises="second order in time, apart from the grid", source=SOURCE, comparisons=tuple(found),
    )  # fmt: skip


def ramped_wall() -> Case:
    """C3e: behind a wall that warms evenly every cell lags by a known time, for ever, in steps of any size.

    T_i = c t - (c / alpha) (L x_i - x_i^2 / 2 + h^2 / 8): a straight line in time, which every stage must carry.
    """
    cells, rate_c_per_s = 20, 0.5
    grid = uniform(cells, 1)
    x, length = grid.r, grid.r_face[-1]
    lag = rate_c_per_s / DIFFUSIVITY_M2_S * (length * x - 0.5 * x**2 + CELL_M**2 / 8)
    setup = Setup(grid, TISSUE, {"inner": 0.0}, -lag[:, None])
    found = []
    for stages in STAGES:
        step_s = np.full(STEPS, longest_step_s(setup, stages))
        wall_c = rate_c_per_s * np.concatenate([[0.0], np.cumsum(step_s)])
        outcome = run(setup, step_s, wall_c)
        heat_j = 3.7e6 * length * grid.z_face[-1] * wall_c[-1]
        exact = (wall_c[-1] - lag)[:, None]
        found.append(agree(f"{stages} stages: temperature", outcome.temperature, exact, ROUND_OFF))
        found.append(agree(f"{stages} stages: heat from the wall", outcome.energy_j[0], heat_j, ROUND_OFF, unit="J"))
    return Case(
        id="C3e", title="Steady lag behind an evenly ramped wall",
        exercises="moments of the stages, ramped wall, its heat", source="algebra", comparisons=tuple(found),
    )  # fmt: skip


CASES = (cosine, perfused_cosines, held_sine, order_in_time, ramped_wall)
