"""B1 as a compiled loop: grid and steps of the NumPy loop, one pass over memory for each."""

from time import perf_counter

import numba
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
            rise[grid.ghost] = rise[grid.mirrored]
            step(rise, grid.kept, grid.outward, grid.inward, grid.axial, rise_next)
            rise_next[grid.tip] = RISE_AT_TIP
            rise, rise_next = rise_next, rise
        omega += grid.damage(rise)
    return rise, omega


@numba.njit(fastmath={"contract", "nsz", "reassoc"})
def step(rise, kept, outward, inward, axial, rise_next):
    """Let heat flow between neighbouring nodes for one explicit step."""
    rows, columns = rise.shape
    for i in range(1, rows - 1):
        keep, out, back = kept[i - 1], outward[i - 1], inward[i - 1]
        for j in range(1, columns - 1):
            beside = axial * (rise[i, j - 1] + rise[i, j + 1])
            rise_next[i, j] = keep * rise[i, j] + out * rise[i + 1, j] + back * rise[i - 1, j] + beside
