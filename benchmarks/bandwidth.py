"""How fast memory is used: lesionsim's time loop in three dimensions against a STREAM triad in the same process."""

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

import numba
import numpy as np
from ours_b3 import Resolution, b3_at

from lesionsim.kernels.arrays import STAGES
from lesionsim.problem.assemble import assemble
from lesionsim.solver.heat import advance, plans

NUMBER_BYTES = 8
# Of each point and stage: content read, the stage before read and overwritten, content and rate at the start,
# three conductances, perfusion, source, warming. Neighbours come from the cache.
NUMBERS_A_STAGE = 11
TRIAD_NUMBERS, TRIAD_SIZE = 3, 8_000_000
REPEATS = 5


class Pace(NamedTuple):
    """Points of a grid, times stages in a second; with what memory moves then, GB/s."""

    points: int
    per_second: float

    @property
    def gb_per_s(self) -> float:
        """What memory would have to move, were nothing in the caches."""
        return self.per_second * NUMBERS_A_STAGE * NUMBER_BYTES / 1e9


@numba.njit(fastmath=True)
def triad(a: np.ndarray, b: np.ndarray, c: np.ndarray, factor: float) -> None:
    """STREAM's triad."""
    for k in range(a.size):
        a[k] = b[k] + factor * c[k]


def triad_gb_per_s() -> float:
    """Bandwidth by the way STREAM counts: three numbers an element."""
    a, b, c = (np.full(TRIAD_SIZE, value) for value in (0.0, 1.0, 2.0))
    triad(a, b, c, 3.0)
    return TRIAD_NUMBERS * NUMBER_BYTES * TRIAD_SIZE / least_s(lambda: triad(a, b, c, 3.0), REPEATS) / 1e9


def least_s(work: Callable[[], object], repeats: int) -> float:
    """The least time of some repeats."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def pace(resolution: Resolution) -> Pace:
    """Time the loop of B3 with bone: stages, damage, ledger, all that a run does between first and last step."""
    scenario = b3_at(resolution)
    problem = assemble(scenario)
    points = problem.start_content.size
    stages = sum(int(plan.steps[STAGES].sum()) for _, plan in plans(problem, scenario))
    advance(problem, scenario)
    return Pace(points, points * stages / least_s(lambda: advance(problem, scenario), REPEATS))


def told(resolutions: list[Resolution]) -> str:
    """Say how fast memory is, and how fast the loop goes on some grids, each beside a triad of its own."""
    lines = [f"Loop of lesionsim at {NUMBERS_A_STAGE} float64 a stage, beside a STREAM triad, both on one thread:"]
    for resolution in resolutions:
        before, found, after = triad_gb_per_s(), pace(resolution), triad_gb_per_s()
        lines.append(
            f"{found.points:8d} points ({resolution}): {found.per_second / 1e6:.0f} million cell-stages per second, "
            f"{found.gb_per_s:.1f} GB/s; triad {max(before, after):.1f} GB/s"
        )
    return "\n".join(lines)
