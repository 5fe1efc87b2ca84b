"""Races lesionsim against its peers on benchmark B1: ``python benchmarks/b1.py [--quick] [--out DIR]``.

Prints a table and the ratio at equal accuracy; writes b1.json and b1.png.
"""

import os

# Before NumPy and Numba are loaded, which read these once: everybody gets one thread.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", NUMBA_NUM_THREADS="1")

import argparse
from pathlib import Path
from types import ModuleType

from judge_b1 import B1
from peers import naive_numba_b1, naive_numpy_b1, scikit_fem_b1
from race import Runner, race
from report import publish

SCIKIT_FEM = (
    ((0.5, 1.4), (0.5, 1.4), 10),
    ((0.46, 1.0), (0.4, 0.9), 9),
    ((0.46, 1.0), (0.25, 0.9), 10),
    ((0.2, 1.1), (0.2, 1.1), 9),
    ((0.2, 1.0), (0.2, 1.0), 4.5),
    ((0.15, 0.7), (0.15, 0.7), 4.5),
    ((0.1, 0.5), (0.1, 0.5), 3),
    ((0.05, 0.35), (0.05, 0.35), 2),
    ((0.03, 0.25), (0.03, 0.25), 1),
)
# The family of the default grid: first cell 2.4 mm times growth squared.
OURS = tuple((round(2.4 * growth**2, 4), growth) for growth in (0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1))
NUMBA_CELLS, NUMBA_CELLS_QUICK = (1, 2, 3, 4, 5, 8), (1, 2, 3, 4)
NUMPY_CELLS, NUMPY_CELLS_QUICK = (1, 2, 3, 4), (1, 2)


def peer_runners(quick: bool) -> list[Runner]:
    """Every peer at resolutions from coarse to fine."""
    return [
        *fem_runners(),
        *loop_runners("naive Numba", naive_numba_b1, NUMBA_CELLS_QUICK if quick else NUMBA_CELLS),
        *loop_runners("naive NumPy", naive_numpy_b1, NUMPY_CELLS_QUICK if quick else NUMPY_CELLS),
    ]


def fem_runners() -> list[Runner]:
    """Finite elements on graded meshes, cells graded across and along the needle, and the step in s."""
    grading = scikit_fem_b1.Grading
    return [
        Runner(
            contestant="scikit-fem",
            resolution=scikit_fem_b1.Resolution(across=grading(*across), along=grading(*along), step_s=step_s),
            solve=scikit_fem_b1.solve,
        )
        for across, along, step_s in SCIKIT_FEM
    ]


def loop_runners(contestant: str, peer: ModuleType, cells: tuple[int, ...]) -> list[Runner]:
    """A plain loop on uniform grids."""
    return [
        Runner(contestant=contestant, resolution=peer.Resolution(cells_in_probe=n), solve=peer.solve) for n in cells
    ]


def our_runners() -> list[Runner]:
    """lesionsim on its family of grids; imported here, so that the peers can be timed without it."""
    import ours

    return [
        Runner(
            contestant="lesionsim",
            resolution=ours.Resolution(first_cell_mm=first, growth=growth),
            solve=ours.solve,
        )
        for first, growth in OURS
    ]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Race lesionsim against its peers on benchmark B1.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no slow grids: under 40 s")
    parser.add_argument("--peers-only", action="store_true", help="leave lesionsim out")
    results = Path(__file__).parent / "results"
    parser.add_argument("--out", type=Path, default=results, help="folder to write to")
    return parser.parse_args()


def main() -> None:
    """Race, tell, save, draw."""
    options = arguments()
    runners = [] if options.peers_only else our_runners()
    runners += peer_runners(options.quick)
    rows = race(B1, runners, rounds=7 if options.quick else 21, budget_s=0.7 if options.quick else 4.0)
    publish(B1, rows, against=rows[0].contestant, out=options.out)


if __name__ == "__main__":
    main()
