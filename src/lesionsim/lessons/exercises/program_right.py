"""Exercises of notebook 11: exact solutions, ever finer grids, and the energy balance."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from lesionsim.lesion.measures import measure
from lesionsim.lessons.beliefs import Belief
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import run

NOTEBOOK = "11-is-the-program-right"
HELD = "lumbar-medial-branch"
# cells that grow by this much of their distance, and the first cell beside the needle, mm; each half of the one before
GRIDS = ((0.5, 0.15), (0.25, 0.075), (0.125, 0.0375), (0.0625, 0.01875))

# fmt: off
BELIEFS = (
    Belief("half-cells-half-error", "half the cells, half the error",
           "In a method of second order half the cell size and half the step leave a quarter of the error.", NOTEBOOK),
    Belief("balance-proves", "energy that balances proves that the answer is right",
           "A balanced ledger proves that no heat was lost in the program. Heat in the wrong place balances just as "
           "well.", NOTEBOOK),
    Belief("looks-right", "a smooth and plausible picture is right",
           "Wrong programs draw smooth pictures. An exact solution, an order and a balance can each fail; a "
           "plausible picture cannot.", NOTEBOOK),
)
# fmt: on


@cache
def widths_mm() -> tuple[float, ...]:
    """Return the width of the lesion on ever finer grids."""
    return tuple(
        measure(run(HELD, ("numerics.growth", growth), ("numerics.first_cell_mm", first))).width_mm
        for growth, first in GRIDS
    )


def errors_of_needle() -> Computed:
    """Answer by how much the error around a held needle falls when cells and steps are halved, and the order."""
    from lesionsim.verify.cases.cylinders import held_cylinder

    coarse, fine = (abs(each.error) for each in held_cylinder().comparisons[:2])
    order = float(held_cylinder().comparisons[1].order or 0.0)
    return Computed(value=coarse / fine, numbers={"coarse": 100 * coarse, "fine": 100 * fine, "order": order})


def next_step() -> Computed:
    """Answer by how much the width changes from the third to the fourth grid, µm."""
    widths = [1000 * width for width in widths_mm()]
    changes = [abs(after - before) for before, after in pairwise(widths)]
    ratio = changes[1] / changes[2]
    limit = widths_mm()[3] - changes[2] / 1000 / (ratio - 1)
    numbers = {"first": changes[0], "second": changes[1], "ratio": ratio, "limit": limit}
    return Computed(value=changes[2], numbers=numbers)


def balance() -> Computed:
    """Tell how well energy balances on a grid that is far too coarse, and how wrong its width is."""
    coarse = run(HELD, ("numerics.growth", 1.0), ("numerics.first_cell_mm", 0.45))
    return Computed(
        numbers={
            "cells": coarse.sizes["r"] * coarse.sizes["z"],
            "missing": 1e12 * float(coarse.attrs["energy_balance_error"]),
            "coarse": measure(coarse).width_mm,
            "width": widths_mm()[-1],
        }
    )


# fmt: off
EXERCISES = (
    Exercise(
        name="half-the-cells",
        question="The program computes the heat around an endless needle, for which the exact answer is known. Now "
        "cells and time steps are halved. How many times smaller is the error?",
        unit="times",
        reasons=(
            Reason("a", "Twice: half the cell, half the error.", "half-cells-half-error"),
            Reason("b", "Four times: the method is of second order, so the error goes with the square of the cell."),
            Reason("c", "It is no smaller: the picture was smooth already.", "looks-right"),
        ),
        compute=errors_of_needle,
        hint="a curve replaced by straight pieces is off by about h²/8 times its curvature. Halve h.",
        explains="From {coarse:.4f} % to {fine:.4f} % of the scale: {value:.1f} times smaller, an order of "
        "{order:.2f}. A mistake in the program, even a small one, would spoil the order: that is the test.",
        look="Look at the column order in the table of exact cases",
        tolerance=0.15,
        traps=(Trap("half-cells-half-error", lambda guess, truth: 1.5 <= guess <= 2.5),
               Trap("looks-right", lambda guess, truth: guess <= 1.1)),
    ),
    Exercise(
        name="next-change",
        question="On ever finer grids the width of the lesion is 5.5502, 5.5169 and 5.5076 mm: it changes by 33 µm, "
        "then by 9 µm. By how many µm does it change on the next grid, with half the cells again? Write the number "
        "alone.",
        unit="",
        reasons=(
            Reason("a", "By a quarter of 9 µm or a little more: each change is about a quarter of the one before."),
            Reason("b", "By half of 9 µm: half the cells, half the error.", "half-cells-half-error"),
            Reason("c", "By nothing: two digits agree, so it has converged.", "looks-right"),
        ),
        compute=next_step,
        hint="9/33 is about 0.28. Apply it once more. Then sum all further changes: where does it "
        "end?",
        explains="By {value:.1f} µm, after {first:.0f} and {second:.1f} µm. If it goes on like this ({ratio:.1f} "
        "times smaller each time) it ends at {limit:.4f} mm: known better than any grid computed it.",
        look="Look at ls.plots.sweep_curves of the width against the grid, with error bars",
        tolerance=0.2,
        traps=(Trap("half-cells-half-error", lambda guess, truth: 4 <= guess <= 5.5),
               Trap("looks-right", lambda guess, truth: guess <= 0.2)),
    ),
    Exercise(
        name="what-balance-proves",
        question="All heat that left the tip is found again in tissue, blood and outer wall, to ten digits. What "
        "does that prove?",
        asks_number=False,
        reasons=(
            Reason("a", "That the temperatures are right to ten digits.", "balance-proves"),
            Reason("b", "That the lesion is right: it follows from the heat.", "balance-proves"),
            Reason("c", "That no heat was lost or made by the program. It may still be in the wrong place."),
        ),
        compute=balance,
        explains="On a grid of only {cells:.0f} cells the balance misses {missing:.0f} parts in a million million, "
        "and the width is {coarse:.2f} mm in place of {width:.2f} mm. A balance is needed, and not enough.",
        look="Look at ls.plots.joules(result): where the heat went",
    ),
)
# fmt: on
