"""Races lesionsim against scikit-fem on benchmark B2: ``python benchmarks/b2.py [--quick] [--alone] [--out DIR]``.

Prints a table and the ratio at equal accuracy; writes b2.json and b2.png. With ``--alone`` it times lesionsim only, on
two grids, with and without error bars.
"""

import os

# Before NumPy and Numba are loaded, which read these once: everybody gets one thread.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", NUMBA_NUM_THREADS="1")

import argparse
from pathlib import Path

from judge_b2 import B2
from peers.scikit_fem_b2 import Cells, Grading, Resolution, solve
from race import Runner, race
from report import machine, publish, table

# The family of the default grid, first cell 2.4 mm times growth squared, and among it the scenario's own.
OWN, DEFAULT = (0.06, 0.16), (0.15, 0.25)
OURS = (DEFAULT, (0.096, 0.2), (0.0778, 0.18), OWN, (0.0346, 0.12))


def searched(
    cells: tuple[tuple[float, float], ...], intervals: tuple[int, int], change_percent: float, cooldown_step_s: float
) -> Resolution:
    """What a search found to be fastest within all bars; `intervals` of the controller are in a step, in an update."""
    return Resolution(
        about="searched",
        cells=Cells(*(Grading(*grading) for grading in cells)),
        intervals_a_step=intervals[0],
        intervals_an_update=intervals[1],
        change_percent=change_percent,
        cooldown_step_s=cooldown_step_s,
    )


def plain(grading: Grading, intervals_a_step: int) -> Resolution:
    """One grading everywhere, updates every 0.5 s: what one would choose without a search."""
    return Resolution(
        about=f"plain {grading}",
        cells=Cells(*[grading] * 5),
        intervals_a_step=intervals_a_step,
        intervals_an_update=5,
        change_percent=1.0,
        cooldown_step_s=1.0,
    )


# Cells away from the probe's surface, ahead of its end, up and down from the ends of the tip, beyond it.
STEP_BY_STEP = (
    searched(((0.202, 1.296), (0.236, 2.684), (0.178, 0.956), (0.259, 1.391), (0.109, 1.909)), (1, 25), 3.89, 2.5),
)
LONG_STEPS = (
    searched(((0.161, 1.297), (0.214, 2.391), (0.178, 1.607), (0.532, 0.812), (0.171, 2.78)), (5, 25), 3.97, 5.0),
    searched(((0.233, 1.256), (0.259, 2.692), (0.179, 0.956), (0.336, 1.092), (0.116, 3.11)), (10, 10), 3.74, 3.0),
)
PLAIN = (Grading(0.2, 0.8), Grading(0.1, 0.5), Grading(0.05, 0.3), Grading(0.03, 0.2))


def fem_runners(quick: bool) -> list[Runner]:
    """Finite elements: a heat step in every interval of the controller, and longer steps apart."""
    gradings = PLAIN[:2] if quick else PLAIN
    contestants = {
        "scikit-fem": [*STEP_BY_STEP, *(plain(grading, 1) for grading in gradings)],
        "scikit-fem, long steps": [*LONG_STEPS, *(plain(grading, 5) for grading in gradings)],
    }
    return [
        Runner(contestant=name, resolution=resolution, solve=solve)
        for name, resolutions in contestants.items()
        for resolution in resolutions
    ]


def our_runners() -> list[Runner]:
    """lesionsim on its family of grids; imported here, so that the peers can be timed without it."""
    import ours_b2

    return [
        Runner(
            contestant="lesionsim",
            resolution=ours_b2.Resolution(first_cell_mm=first, growth=growth),
            solve=ours_b2.solve,
        )
        for first, growth in OURS
    ]


def alone_runners() -> list[Runner]:
    """The library's B2 as it stands, on its own and on the default grid, with and without error bars."""
    import ours_b2

    import lesionsim as ls

    runners = []
    for name, grid in (("own grid", OWN), ("default grid", DEFAULT)):
        resolution = ours_b2.Resolution(first_cell_mm=grid[0], growth=grid[1])
        for bars in ("on", "off"):
            scenario = ours_b2.on_grid(ls.load("b2"), resolution, bars)
            runners.append(
                Runner(
                    contestant=f"{name}, bars {bars}",
                    resolution=resolution,
                    solve=lambda _, scenario=scenario: ours_b2.solve_scenario(scenario),
                )
            )
    return runners


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Race lesionsim against scikit-fem on benchmark B2.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no fine meshes: about 15 s")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--peers-only", action="store_true", help="leave lesionsim out")
    who.add_argument("--alone", action="store_true", help="lesionsim only, with and without error bars; writes nothing")
    results = Path(__file__).parent / "results"
    parser.add_argument("--out", type=Path, default=results, help="folder to write to")
    return parser.parse_args()


def main() -> None:
    """Race, tell, save, draw."""
    options = arguments()
    effort = {"rounds": 7 if options.quick else 21, "budget_s": 0.7 if options.quick else 5.0}
    if options.alone:
        print(f"B2 with lesionsim alone on {machine()}, one thread, warm; least and median\n")
        print(table(B2, race(B2, alone_runners(), **effort)))
        return
    runners = [] if options.peers_only else our_runners()
    rows = race(B2, runners + fem_runners(options.quick), **effort)
    publish(B2, rows, against=rows[0].contestant, out=options.out)


if __name__ == "__main__":
    main()
