"""B1 as a plain NumPy loop: uniform grid, explicit Euler, whole-array steps."""

from time import perf_counter

import numpy as np

from .b1_problem import RISE_AT_TIP, Answer
from .uniform_grid_b1 import Resolution, UniformGrid

__all__ = ["Resolution", "solve"]


def solve(resolution: Resolution) -> Answer:
    """Solve B1 once on a uniform grid."""
    start = perf_counter()
    grid = UniformGrid(resolution)
    loop_start = perf_counter()
    rise, omega = march(grid)
    solve_seconds = perf_counter() - loop_start
    volume, temperatures = grid.dead_volume_mm3(omega), grid.temperatures_c(rise)
    return Answer(
        volume_mm3=volume,
        temperatures_c=temperatures,
        power_w=float("nan"),  # the flux is singular at the tip's edges, where this grid cannot follow it
        unknowns=rise.size,
        seconds=perf_counter() - start,
        solve_seconds=solve_seconds,
    )


def march(grid: UniformGrid) -> tuple[np.ndarray, np.ndarray]:
    """Let 90 s pass."""
    rise, rise_next = grid.cold(), grid.cold()
    omega = np.zeros_like(rise[grid.hot])
    for _ in range(grid.rounds):
        for _ in range(grid.steps_between_damage):
            step(grid, rise, rise_next)
            rise, rise_next = rise_next, rise
        omega += grid.damage(rise)
    return rise, omega


def step(grid: UniformGrid, rise: np.ndarray, rise_next: np.ndarray) -> None:
    """Let heat flow between neighbouring nodes for one explicit step."""
    rise[grid.ghost] = rise[grid.mirrored]
    inner = rise_next[1:-1, 1:-1]
    np.add(rise[1:-1, 2:], rise[1:-1, :-2], out=inner)
    inner *= grid.axial
    inner += grid.kept[:, None] * rise[1:-1, 1:-1]
    inner += grid.outward[:, None] * rise[2:, 1:-1]
    inner += grid.inward[:, None] * rise[:-2, 1:-1]
    rise_next[grid.tip] = RISE_AT_TIP
