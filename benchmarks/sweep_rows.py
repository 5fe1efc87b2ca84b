"""How long one row of a sweep takes on one core, and which part takes how long: `python benchmarks/sweep_rows.py`.

Rows differ in the set temperature and hold, which leaves the grid as it is, or in the tip's length, where every row has
a grid of its own. Parts are timed apart from whole rows, so that they do not add up exactly. `--cpu` counts the time of
the processor in place of the clock's, for machines that others use too (not on Windows, whose count is coarse).
"""

import platform
import sys
from collections.abc import Callable, Iterator
from itertools import count
from statistics import median
from time import perf_counter, thread_time

import lesionsim as ls
from lesionsim.problem.assemble import assemble
from lesionsim.problem.essential import essential
from lesionsim.solver.heat import advance
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.row import asked_of, has_bars, measured, ran_for, run_row, whole_run

ROUNDS = 200
clock = thread_time if "--cpu" in sys.argv else perf_counter
USUAL = Options(error_bars="none")
SCENARIOS = {
    "b1": ls.load("b1"),
    "lumbar-medial-branch": ls.load("lumbar-medial-branch"),
    "the same without a nerve": ls.change(ls.load("lumbar-medial-branch"), {"nerve": None}),
}


def same_grid(scenario: ls.Scenario) -> Iterator[ls.Scenario]:
    """Yield scenarios that differ in what the tip does."""
    for number in count():
        yield ls.change(scenario, {"protocol.steps[0].at_c": 70 + number * 0.618034 % 20})


def other_grids(scenario: ls.Scenario) -> Iterator[ls.Scenario]:
    """Yield scenarios that differ in the tip's length."""
    for number in count():
        yield ls.change(scenario, {"probe.tip_length_mm": 8 + number * 0.618034 % 4})


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the least and the median time of many calls."""
    for _ in range(3):
        work()
    taken = []
    for _ in range(rounds):
        start = clock()
        work()
        taken.append(1e3 * (clock() - start))
    return min(taken), median(taken)


def tell(name: str, times: tuple[float, float]) -> None:
    """Print one line: least and median time, and rows per second at the median."""
    print(f"  {name:44}{times[0]:7.2f}{times[1]:7.2f} ms{1e3 / times[1]:9.0f} / s")


def rows(scenario: ls.Scenario) -> None:
    """Time whole rows, the scenario built beforehand and with it."""
    for words, options in (
        ("no error bars", USUAL),
        ("error bars", Options(error_bars="all")),
        ("no error bars, map", Options(error_bars="none", dead_map=True)),
    ):
        for what, source in (("same grid", same_grid(scenario)), ("other grid in each row", other_grids(scenario))):
            ready = iter([next(source) for _ in range(ROUNDS + 3)])
            tell(f"row, {words}, {what}", milliseconds(lambda r=ready, o=options: run_row(next(r), o)))
    source = same_grid(scenario)
    tell("building and row, no error bars", milliseconds(lambda: run_row(next(source), USUAL)))


def parts(scenario: ls.Scenario) -> None:
    """Time the parts of a row without error bars."""
    source, criteria = same_grid(scenario), asked_of(scenario, USUAL)
    tell("  part: building the scenario", milliseconds(lambda: next(source)))
    least = essential(scenario, criteria)
    tell("  part: essential", milliseconds(lambda: essential(scenario, criteria)))
    tell("  part: assemble, same grid", milliseconds(lambda: assemble(least)))
    ready = iter([essential(next(each), criteria) for each in [other_grids(scenario)] for _ in range(ROUNDS + 3)])
    tell("  part: assemble, other grids", milliseconds(lambda: assemble(next(ready))))
    problem = assemble(least)
    tell("  part: advance", milliseconds(lambda: advance(problem, least)))
    ran = ran_for(least, has_bars(USUAL, 0))
    tell("  part: measure", milliseconds(lambda: [measured(ran, each) for each in criteria]))
    tell("  part: whole run", milliseconds(lambda: whole_run(ran)))


def main() -> None:
    """Print a table for each scenario."""
    print(f"{platform.machine()}, one core, least and median of {ROUNDS} rows, rows per second at the median")
    for name, scenario in SCENARIOS.items():
        print(name)
        rows(scenario)
        parts(scenario)


if __name__ == "__main__":
    main()
