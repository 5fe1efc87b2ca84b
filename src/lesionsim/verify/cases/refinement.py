"""Hold runs on ever finer grids against an exact solution: errors and observed orders."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import TO_OUTER, TRACE_ENERGY, TRACE_TIME
from lesionsim.verify.bench import Outcome
from lesionsim.verify.case import Comparison
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.quadrature import integrate

ORDER = (1.9, 2.1)  # of a second-order method
BALANCE = 1e-8  # heat that may be missing, relative to the largest entry of the ledger
STEADY_STEPS = 60  # each step at least halves what is left, so 1e-18 of it remains
STRETCH = 5.0  # the last step is exp(STRETCH) times the first
SETTLING_PANELS = 16


class Reading(NamedTuple):
    """Computed values next to exact ones; errors count relative to `scale`."""

    what: str
    computed: Array | float
    exact: Array | float
    scale: Array | float
    demand: float
    unit: str = "°C"


class Level(NamedTuple):
    """What one grid of a refinement gave."""

    readings: list[Reading]
    balance_errors: list[float]


def level(readings: list[Reading], *outcomes: Outcome) -> Level:
    """Keep readings together with the balance errors of the runs that gave them."""
    return Level(readings, [outcome.balance_error for outcome in outcomes])


def quickly_then_slowly(duration_s: float, steps: int) -> Array:
    """Give steps that are small after a sudden start; twice the number halves every step.

    Returns
    -------
    (steps,) array, s
    """
    moments = np.expm1(STRETCH * np.linspace(0.0, 1.0, steps + 1))
    return np.diff(moments * (duration_s / moments[-1]))


def until_steady(slowest_rate_per_s: float) -> Array:
    """Give steps after which only the steady state is left.

    Returns
    -------
    (steps,) array, s
    """
    return np.full(STEADY_STEPS, 1.0 / slowest_rate_per_s)


def until_settled(slowest_rate_per_s: float, fastest_rate_per_s: float, cycles: int) -> Array:
    """Give steps after which alternating directions, which damp what fits the step, have left only the steady state.

    Steps fall from the slowest mode's time to the fastest one's by halves, again and again.

    Returns
    -------
    (steps,) array, s
    """
    count = int(np.ceil(np.log2(fastest_rate_per_s / slowest_rate_per_s))) + 1
    return np.tile(np.geomspace(1 / slowest_rate_per_s, 1 / fastest_rate_per_s, count), cycles)


def uniform_faces(start_m: float, end_m: float, cell_m: float) -> Array:
    """Divide a length into equal cells.

    Returns
    -------
    (cells + 1,) array, m
    """
    return np.linspace(start_m, end_m, round((end_m - start_m) / cell_m) + 1)


def widening_faces(end_m: float, first_m: float, growth: float, fineness: int) -> Array:
    """Divide a length from 0 into cells that widen with distance; a refinement divides every cell.

    Parameters
    ----------
    first_m, growth : float
        Size of the first cell, and growth per distance, of the undivided grid.

    Returns
    -------
    (cells + 1,) array, m
    """
    stretch = float(np.log1p(growth * end_m / first_m))
    cells = round(stretch / growth) * fineness
    distance = np.expm1(stretch * np.linspace(0.0, 1.0, cells + 1))
    faces: Array = distance * (end_m / distance[-1])
    return faces


def summed(rate: Callable[[Array], Array], start_s: float, end_s: float) -> float:
    """Integrate an exact rate that may start like a power of the square root of time."""
    span = np.sqrt(end_s - start_s)

    def with_root(root: Array) -> Array:
        return 2 * root * rate(start_s + root**2)

    return float(integrate(with_root, np.zeros(()), np.asarray(span), SETTLING_PANELS))


def share(what: str, computed: float, exact: Array | float, unit: str) -> Reading:
    """Read a power or an energy, relative to its exact value."""
    return Reading(what, computed, exact, exact, 1e-4, unit)


def heat_out(outcome: Outcome) -> float:
    """Give the power through the outer walls in the last step, from the ledger, W."""
    row = outcome.trace[-2:]
    return float(np.diff(row[:, TRACE_ENERGY + TO_OUTER])[0] / np.diff(row[:, TRACE_TIME])[0])


def compare(reading: Reading, order: float | None = None, among: str = "") -> Comparison:
    """Report the worst place of a reading."""
    computed, exact, scale = (
        np.ravel(part) for part in np.broadcast_arrays(reading.computed, reading.exact, reading.scale)
    )
    error = (computed - exact) / scale
    worst = int(np.argmax(np.abs(error)))
    return Comparison(
        what=f"{reading.what}{among}",
        computed=float(computed[worst]),
        exact=float(exact[worst]),
        error=float(error[worst]),
        demand=reading.demand,
        unit=reading.unit,
        order=order,
        order_between=None if order is None else ORDER,
    )


def balance(errors: Sequence[float]) -> Comparison:
    """Report the worst energy balance of several runs."""
    worst = max(errors)
    return Comparison(
        what=f"energy balance, worst of {len(errors)} runs",
        computed=worst,
        exact=0.0,
        error=worst,
        demand=BALANCE,
    )


def refined(run_at: Callable[[int], Level], grids: dict[int, str]) -> list[Comparison]:
    """Run on each grid and compare every grid but the coarsest, with the order observed since the one before.

    Parameters
    ----------
    run_at : callable
        Gives the level for how many times cells and steps are divided.
    grids : {times divided: name of the grid}
        From coarse to fine.
    """
    levels = {fineness: run_at(fineness) for fineness in grids}
    found: list[Comparison] = []
    for coarse, fine in pairwise(grids):
        for before, now in zip(levels[coarse].readings, levels[fine].readings, strict=True):
            order = observed_order(before, now, fine / coarse)
            found.append(compare(now, order, f", {grids[fine]}"))
    return [*found, balance([error for one in levels.values() for error in one.balance_errors])]


def observed_order(coarse: Reading, fine: Reading, ratio: float) -> float:
    """Return log(error ratio) / log(refinement); NaN, which never passes, when an error is 0."""
    before, now = abs(compare(coarse).error), abs(compare(fine).error)
    return float(np.log(before / now) / np.log(ratio)) if before > 0 and now > 0 else float("nan")
