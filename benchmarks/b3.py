"""Races lesionsim against scikit-fem on benchmark B3, in three dimensions with bone and without.

``python benchmarks/b3.py [--quick] [--out DIR]`` prints tables and the ratios at equal accuracy; writes b3.json, b3.png
and the same without bone. ``--peers-only`` leaves lesionsim out. ``--alone`` times lesionsim only, with and without
error bars, and tells how fast it uses memory. ``--reference`` computes the reference answer anew, in some minutes.
"""

import os

# Before NumPy and Numba are loaded, which read these once: everybody gets one thread.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", NUMBA_NUM_THREADS="1")

import argparse
from pathlib import Path

from judge_b3 import PROBLEMS
from peers import scikit_fem_b3, scikit_fem_b3_whole
from peers.scikit_fem_b1 import Grading
from peers.scikit_fem_b3 import Resolution
from race import Runner, race
from report import machine, publish, table

# The family of the default grid, first cell 2.4 mm times growth squared, and cells around half the circle.
OURS = ((0.24, 0.316, 4), (0.2, 0.29, 4), (0.15, 0.25, 4), (0.15, 0.25, 6), (0.15, 0.25, 8), (0.096, 0.2, 8))
FINE = ((0.06, 0.16, 16),)
DEFAULT = (0.15, 0.25, 8)
FOR_BANDWIDTH = (DEFAULT, (0.06, 0.16, 16), (0.0346, 0.12, 32))


def searched(beside: str, around: tuple[int, int], gradings: list[tuple[float, float]], step_s: float) -> Resolution:
    """What a search found to be fastest within all bars: elements around, gradings as in `Resolution`, the step."""
    across, beyond, ahead, along, up = (Grading(*grading) for grading in gradings)
    return Resolution(
        about="searched",
        beside=beside,
        around=around[0],
        facing=around[1],
        disk=1,
        across=across,
        beyond=beyond,
        ahead=ahead,
        along=along,
        up=up,
        step_s=step_s,
    )


SEARCHED = {
    "bone": (
        searched("bone", (3, 1), [(0.228, 1.02), (2.666, 1.226), (0.511, 3.611), (0.234, 3.245), (0.208, 4.26)], 10.0),
        searched("bone", (3, 1), [(0.302, 1.128), (2.666, 1.226), (0.46, 2.369), (0.234, 3.245), (0.208, 4.26)], 10.0),
    ),
    "none": (
        searched("none", (1, 1), [(0.582, 1.307), (6.303, 0.768), (0.061, 2.52), (0.968, 1.517), (0.02, 6.0)], 9.0),
        searched("none", (1, 1), [(0.634, 1.263), (1.362, 1.019), (0.16, 2.511), (0.41, 2.249), (0.026, 5.32)], 9.0),
    ),
}
# First cell, growth, and elements around half the circle: the same everywhere, but larger beyond the bone.
PLAIN = ((0.4, 0.8, 3), (0.2, 0.6, 3), (0.1, 0.5, 3), (0.1, 0.5, 6))


def plain(beside: str, first_cell_mm: float, growth: float, around: int) -> Resolution:
    """What one would choose without a search."""
    near = Grading(first_cell_mm, growth)
    elements = around if beside == "bone" else max(around // 3, 1)
    return Resolution(
        beside=beside,
        around=elements,
        facing=around // 3,
        disk=2,
        across=near,
        beyond=Grading(2.5, growth),
        ahead=near,
        along=near,
        up=near,
        step_s=5.0,
    )


def fem_runners(beside: str, quick: bool) -> list[Runner]:
    """Finite elements: matrices as Kronecker products with a band factor, or assembled whole with a sparse LU."""
    ways = {"scikit-fem, extruded": scikit_fem_b3.solve, "scikit-fem, whole": scikit_fem_b3_whole.solve}
    meshes = [*SEARCHED[beside], *(plain(beside, *choice) for choice in (PLAIN[:2] if quick else PLAIN))]
    return [
        Runner(contestant=name, resolution=resolution, solve=solve)
        for name, solve in ways.items()
        for resolution in meshes
    ]


def our_runners(beside: str, quick: bool) -> list[Runner]:
    """lesionsim on its family of grids; imported here, so that the peers can be timed without it."""
    import ours_b3

    grids = OURS if quick else OURS + FINE
    return [
        Runner(
            contestant="lesionsim",
            resolution=ours_b3.Resolution(beside=beside, first_cell_mm=first, growth=growth, around=around),
            solve=ours_b3.solve,
        )
        for first, growth, around in grids
    ]


def alone(effort: dict[str, float]) -> None:
    """Time the library's B3 on the default grid, with and without error bars, and its use of memory."""
    import ours_b3
    from bandwidth import told

    runners = []
    for beside in PROBLEMS:
        resolution = ours_b3.Resolution(beside=beside, first_cell_mm=DEFAULT[0], growth=DEFAULT[1], around=DEFAULT[2])
        for bars in ("on", "off"):
            scenario = ours_b3.b3_at(resolution, bars)
            runners.append(
                Runner(
                    contestant=f"{ours_b3.SCENARIO[beside]}, bars {bars}",
                    resolution=resolution,
                    solve=lambda _, scenario=scenario: ours_b3.solve_scenario(scenario),
                )
            )
    print(f"B3 with lesionsim alone on {machine()}, one thread, warm; least and median\n")
    for beside, own in zip(PROBLEMS, (runners[:2], runners[2:]), strict=True):
        print(table(PROBLEMS[beside], race(PROBLEMS[beside], own, **effort)), end="\n\n")
    print(
        told(tuple(ours_b3.Resolution(beside="bone", first_cell_mm=f, growth=g, around=n) for f, g, n in FOR_BANDWIDTH))
    )


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Race lesionsim against scikit-fem on benchmark B3.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no fine meshes: under a minute")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--peers-only", action="store_true", help="leave lesionsim out")
    who.add_argument("--alone", action="store_true", help="lesionsim only, and its use of memory; writes nothing")
    who.add_argument("--reference", action="store_true", help="compute the reference anew; some minutes")
    results = Path(__file__).parent / "results"
    parser.add_argument("--out", type=Path, default=results, help="folder to write to")
    return parser.parse_args()


def main() -> None:
    """Race, tell, save, draw."""
    options = arguments()
    effort = {"rounds": 7 if options.quick else 21, "budget_s": 1.0 if options.quick else 5.0}
    if options.reference:
        from b3_reference import recompute

        print(recompute())
        return
    if options.alone:
        alone(effort)
        return
    for beside, problem in PROBLEMS.items():
        ours = [] if options.peers_only else our_runners(beside, options.quick)
        rows = race(problem, ours + fem_runners(beside, options.quick), **effort)
        publish(problem, rows, against=rows[0].contestant, out=options.out)
        print()


if __name__ == "__main__":
    main()
