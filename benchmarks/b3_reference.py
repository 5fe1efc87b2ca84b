"""The reference answer to B3 with bone, by two families of grids that share nothing; see `peers.b3_problem`."""

from typing import NamedTuple

import numpy as np
import ours_b3
from peers import scikit_fem_b3
from peers.b3_problem import REFERENCE, Answer
from peers.scikit_fem_b1 import Grading

NAMES = ("volume mm³", "towards mm", "away mm", *(f"place {k} °C" for k in range(8)), "power W")
OUR_GRIDS = ((0.0346, 0.12), (0.02, 0.09))
OUR_AROUND = (16, 32)
OUR_STEP_S = 2.0
FEM_REFINED = ((1.0, 6), (1.5, 9), (2.0, 9))  # how much finer than the coarsest mesh; elements around
FEM_STEP_S = 2.0


class Refined(NamedTuple):
    """What bone changes, and what there is without bone, on one grid."""

    name: str
    bone: np.ndarray
    without: np.ndarray

    @property
    def change(self) -> np.ndarray:
        """Due to bone."""
        return self.bone - self.without


def numbers(answer: Answer) -> np.ndarray:
    """All that is compared, as an array."""
    sizes = [answer.volume_mm3, answer.towards_mm, answer.away_mm]
    return np.array([*sizes, *answer.temperatures_c, answer.power_w])


def ours(first_cell_mm: float, growth: float, around: int) -> Refined:
    """lesionsim on one grid; without bone all angles are alike."""
    answers = []
    for beside, cells in (("bone", around), ("none", 4)):
        resolution = ours_b3.Resolution(
            beside=beside, first_cell_mm=first_cell_mm, growth=growth, around=cells, step_s=OUR_STEP_S
        )
        answers.append(numbers(ours_b3.solve(resolution)))
    return Refined(f"lesionsim, first cell {first_cell_mm:g} mm, growth {growth:g}, {around} around", *answers)


def finite_elements(finer: float, around: int) -> Refined:
    """Hexahedra on one mesh, with bone and with muscle in its place; cells at the ends of the tip shrink faster."""

    def near(first_cell_mm: float, growth: float) -> Grading:
        return Grading(first_cell_mm / finer**2, (1 + growth) ** (1 / finer) - 1)

    def wide(first_cell_mm: float, growth: float) -> Grading:
        return Grading(first_cell_mm / finer, (1 + growth) ** (1 / finer) - 1)

    answers = [
        numbers(
            scikit_fem_b3.solve(
                scikit_fem_b3.Resolution(
                    beside=beside,
                    around=around,
                    facing=around // 3,
                    disk=3,
                    across=wide(0.16, 0.5),
                    beyond=wide(3.0, 1.5),
                    ahead=near(0.25, 2.0),
                    along=near(0.3, 2.5),
                    up=near(0.3, 4.0),
                    step_s=FEM_STEP_S,
                )
            )
        )
        for beside in ("bone", "muscle")
    ]
    return Refined(f"finite elements, {finer:g} times finer, {around} around", *answers)


def extrapolated(coarse: np.ndarray, fine: np.ndarray, ratio: float) -> np.ndarray:
    """The limit of what converges with the square of a size that falls by `ratio`."""
    return fine + (fine - coarse) / (ratio**2 - 1)


def limit_of_ours() -> tuple[np.ndarray, np.ndarray, list[Refined]]:
    """What bone changes and what there is without it, in the limit of fine cells in r and z, and around."""
    rows = [ours(*grid, around) for grid in OUR_GRIDS for around in OUR_AROUND]
    finer = OUR_GRIDS[0][1] / OUR_GRIDS[1][1]
    around = [extrapolated(rows[k].change, rows[k + 1].change, OUR_AROUND[1] / OUR_AROUND[0]) for k in (0, 2)]
    without = extrapolated(rows[1].without, rows[3].without, finer)
    return extrapolated(*around, finer), without, rows


def recompute() -> str:
    """Compute the reference by both families, and tell how they agree and how far the stated one is off."""
    change, without, rows = limit_of_ours()
    fem = [finite_elements(*choice) for choice in FEM_REFINED]
    both = (numbers(REFERENCE["none"]) + change, numbers(REFERENCE["none"]) + fem[-1].change)
    lines = [f"{'':58}" + "".join(f"{name:>12}" for name in NAMES)]
    for row in rows + fem:
        lines += [told(row.name, row.bone), told("  change by bone", row.change)]
    lines += [
        told("without bone, lesionsim's limit", without),
        told("without bone, stated", numbers(REFERENCE["none"])),
        told("with bone: stated without it + lesionsim's limit of change", both[0]),
        told("with bone: stated without it + finest elements' change", both[1]),
        told("with bone, stated", numbers(REFERENCE["bone"])),
        told("the two differ by, %", 100 * (both[1] / both[0] - 1)),
    ]
    return "\n".join(lines)


def told(name: str, values: np.ndarray) -> str:
    """A line of the table."""
    return f"{name:58}" + "".join(f"{value:12.5f}" for value in values)
