"""How long lesionsim takes when warm: solver, whole simulation, measuring: `python benchmarks/speed.py`.

B1 with one criterion and as it stands in the library, and the teaching scenario with all its criteria; with numerical
error bars, as is usual, and without.
"""

import platform
from collections.abc import Callable
from statistics import median
from time import perf_counter

import lesionsim as ls
from lesionsim.problem.assemble import assemble
from lesionsim.solver.heat import advance

ROUNDS = 200
SCENARIOS = {
    "b1, liver criterion alone": ls.change(ls.load("b1"), {"criteria": ["liver"]}),
    "b1": ls.load("b1"),
    "lumbar-medial-branch, six criteria": ls.load("lumbar-medial-branch"),
}


def milliseconds(work: Callable[[], object]) -> str:
    """Return the least and the median time of many calls."""
    work()
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        taken.append(1e3 * (perf_counter() - start))
    return f"{min(taken):6.2f} {median(taken):6.2f}"


def main() -> None:
    """Print a table of least and median times."""
    print(f"{platform.machine()}, least and median of {ROUNDS} runs, ms")
    print(f"{'':36}{'bars':>5}{'solve':>13}{'simulate':>15}{'+ measure all':>15}")
    for name, usual in SCENARIOS.items():
        for bars in ("off", "on"):
            scenario = ls.change(usual, {"numerics.error_bars": bars})
            problem = assemble(scenario)
            solve = milliseconds(lambda s=scenario, p=problem: advance(p, s))
            simulate = milliseconds(lambda s=scenario: ls.simulate(s))
            whole = milliseconds(lambda s=scenario: ls.measures(ls.simulate(s)))
            print(f"{name:36}{bars:>5}{solve:>13}{simulate:>15}{whole:>15}")


if __name__ == "__main__":
    main()
