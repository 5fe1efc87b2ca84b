"""How the cost of a run grows with cells, duration and criteria: `python benchmarks/growth.py`.

The default grid is a member of a family: growth halves where the first cell is quartered, so that all cells shrink
alike. Times are the least of many runs, warm, one thread; the other half of a simulation, its companion for error bars,
is left out. Ratios to the first row of each table are what can be compared between machines.
"""

import argparse
import math
import platform
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import NamedTuple

import lesionsim as ls
from lesionsim.kernels.arrays import STAGES
from lesionsim.problem.assemble import assemble
from lesionsim.solver.heat import advance, plans

GROWTHS = (0.354, 0.25, 0.177, 0.125, 0.0884, 0.0625, 0.0442)
HOLDS_S = (30.0, 60.0, 120.0, 240.0, 480.0, 960.0)
FIRST_CELL_MM = 2.4  # times growth squared: the family of the default, 0.15 mm at 0.25
SECONDS_A_ROW, QUICK_SECONDS, FEWEST = 1.0, 0.2, 3
TEACHING = ls.load("lumbar-medial-branch")


class Cost(NamedTuple):
    """What one run takes."""

    name: str
    along: float  # what the table varies
    cells: int
    steps: int
    stages: int
    solve_ms: float
    measure_ms: float


def least_ms(work: Callable[[], object], seconds: float) -> float:
    """Return the least time of as many calls as fit into some seconds."""
    work()
    best, begin, calls = math.inf, perf_counter(), 0
    while calls < FEWEST or perf_counter() - begin < seconds:
        start = perf_counter()
        work()
        best, calls = min(best, perf_counter() - start), calls + 1
    return 1e3 * best


def cost(name: str, along: float, scenario: ls.Scenario, seconds: float) -> Cost:
    """Return what a scenario takes."""
    scenario = ls.change(scenario, {"numerics.error_bars": "off"})
    problem = assemble(scenario)
    laid = [plan.steps for _, plan in plans(problem, scenario)]
    result = ls.simulate(scenario)
    return Cost(
        name,
        along or float(problem.start_content.size),
        problem.start_content.size,
        sum(steps.shape[1] for steps in laid),
        int(sum(steps[STAGES].sum() for steps in laid)),
        least_ms(lambda: advance(problem, scenario), seconds),
        least_ms(lambda: ls.measures(result), seconds),
    )


def exponent(costs: Sequence[Cost], value: Callable[[Cost], float]) -> float:
    """Return the power of what is varied that a cost follows, a straight line through logarithms."""
    x = [math.log(each.along) for each in costs]
    y = [math.log(value(each)) for each in costs]
    x_mean, y_mean = sum(x) / len(x), sum(y) / len(y)
    above = sum((one - x_mean) * (other - y_mean) for one, other in zip(x, y, strict=True))
    return above / sum((one - x_mean) ** 2 for one in x)


def show(title: str, varied: str, costs: Sequence[Cost]) -> None:
    """Print a table, and the exponents of all its rows and of the last three."""
    first = costs[0]
    print(f"\n{title}")
    heads = (f"{'points':>8}", f"{'steps':>7}", f"{'stages':>8}", f"{'solve ms':>10}", f"{'ratio':>8}")
    print(f"  {'':24}{''.join(heads)}{'ns/point/stage':>16}{'measure ms':>12}")
    for each in costs:
        size = f"{each.cells:8d}{each.steps:7d}{each.stages:8d}"
        ratio, each_ns = each.solve_ms / first.solve_ms, 1e6 * each.solve_ms / each.cells / each.stages
        print(f"  {each.name:24}{size}{each.solve_ms:10.2f}{ratio:8.1f}{each_ns:16.2f}{each.measure_ms:12.2f}")
    for name, value in (
        ("solve", lambda each: each.solve_ms),
        ("stages", lambda each: each.stages),
        ("measure", lambda each: each.measure_ms),
    ):
        whole, tail = exponent(costs, value), exponent(costs[-3:], value)
        print(f"  {name} grows as {varied} to the {whole:.2f}; in the last three rows {tail:.2f}")


def cells(seconds: float) -> list[Cost]:
    """Refine the grid of the teaching scenario; its steps in time stay."""
    found = []
    for growth in GROWTHS:
        first_mm = FIRST_CELL_MM * growth**2
        name = f"growth {growth:g}" + (", default" if growth == TEACHING.numerics.growth else "")
        finer = ls.change(TEACHING, {"numerics.growth": growth, "numerics.first_cell_mm": first_mm})
        found.append(cost(name, 0.0, finer, seconds))
    return found


def durations(seconds: float) -> list[Cost]:
    """Hold longer."""
    longer = {hold_s: ls.change(TEACHING, {"protocol.steps[0].duration_s": hold_s}) for hold_s in HOLDS_S}
    return [cost(f"{hold_s:g} s", each.protocol.duration_s, each, seconds) for hold_s, each in longer.items()]


def criteria(seconds: float) -> list[Cost]:
    """Integrate more criteria."""
    several = {count: ls.change(TEACHING, {"criteria": list(TEACHING.criteria[:count])}) for count in range(1, 7)}
    return [cost(f"{count} of the criteria", count, each, seconds) for count, each in several.items()]


def main() -> None:
    """Print three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    seconds = QUICK_SECONDS if parser.parse_args().quick else SECONDS_A_ROW
    print(f"{platform.machine()}, {TEACHING}")
    show("Cells: growth halves, the first cell is quartered, steps stay", "points", cells(seconds))
    show("Duration of the hold, at the default grid", "duration", durations(seconds))
    show("Number of criteria, at the default grid", "number", criteria(seconds))


if __name__ == "__main__":
    main()
