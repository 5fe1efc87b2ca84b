"""What threads are worth: ``python benchmarks/threads.py``. B3 with bone on finer and finer grids.

Each line gives the time of the run's loop with the kernel of one thread, and with that of slabs on each number of
threads; and whether all of them gave the same bits.
"""

from time import perf_counter
from typing import NamedTuple

import numba
import numpy as np
from ours_b3 import Resolution, b3_at

from lesionsim.problem.assemble import Problem, assemble
from lesionsim.scenario import Scenario
from lesionsim.solver import threads
from lesionsim.solver.heat import advance

GRIDS = ((0.15, 0.25, 8), (0.08, 0.18, 8), (0.08, 0.18, 16), (0.0375, 0.125, 16))
REPEATS = 3
NEVER, ALWAYS = 10**9, 0


class Timed(NamedTuple):
    """Least time of the loop, and the temperatures and doses that it gave."""

    least_s: float
    frames: np.ndarray


def timed(problem: Problem, scenario: Scenario, shared_points: int) -> Timed:
    """Run the loop some times; the first run, which may compile, does not count."""
    threads.SHARED_POINTS = shared_points
    frames, times = advance(problem, scenario).recorder.frames, []
    for _ in range(REPEATS):
        start = perf_counter()
        advance(problem, scenario)
        times.append(perf_counter() - start)
    return Timed(min(times), frames)


def line(grid: tuple[float, float, int], counts: range) -> str:
    """Time one grid."""
    scenario = b3_at(Resolution(beside="bone", first_cell_mm=grid[0], growth=grid[1], around=grid[2]))
    problem = assemble(scenario)
    numba.set_num_threads(1)
    found = [timed(problem, scenario, NEVER)]
    for count in counts:
        numba.set_num_threads(count)
        found.append(timed(problem, scenario, ALWAYS))
    same = all(np.array_equal(each.frames, found[0].frames) for each in found)
    times = "".join(f"{each.least_s * 1e3:10.0f} ms" for each in found)
    return f"{problem.start_content.size:9d}{times}   {'same bits' if same else 'OTHER BITS'}"


def main() -> None:
    """Print the table."""
    counts = range(1, numba.config.NUMBA_NUM_THREADS + 1)
    print("   points   one kernel" + "".join(f"{count:4d} thread{'s'[: count - 1]:1s} " for count in counts))
    for grid in GRIDS:
        print(line(grid, counts))


if __name__ == "__main__":
    main()
