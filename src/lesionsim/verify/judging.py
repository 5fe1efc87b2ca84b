"""Turn computed and exact numbers into comparisons."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.case import Comparison


def agree(
    what: str, computed: ArrayLike, exact: ArrayLike, demand: float, scale: float | None = None, unit: str = ""
) -> Comparison:
    """Compare numbers or whole arrays; the entry that differs most is shown.

    Parameters
    ----------
    computed, exact : arrays that broadcast
    demand : largest error allowed, as a share of `scale`
    scale : the largest exact entry when left out; 1 judges the difference itself
    """
    found, true = np.broadcast_arrays(np.asarray(computed, float), np.asarray(exact, float))
    scale = float(np.max(np.abs(true))) if scale is None else scale
    error = np.abs(found - true) / scale
    worst = int(np.argmax(np.where(np.isnan(error), np.inf, error)))
    return Comparison(
        what=what,
        computed=float(found.flat[worst]),
        exact=float(true.flat[worst]),
        error=float(error.flat[worst]),
        demand=demand,
        unit=unit,
    )


def agree_each(what: str, computed: ArrayLike, exact: ArrayLike, demand: float, unit: str = "") -> Comparison:
    """Compare arrays entry by entry, each relative to its own exact value."""
    found, true = np.broadcast_arrays(np.asarray(computed, float), np.asarray(exact, float))
    error = np.abs(found / true - 1.0)
    worst = int(np.argmax(np.where(np.isnan(error), np.inf, error)))
    return Comparison(
        what=what,
        computed=float(found.flat[worst]),
        exact=float(true.flat[worst]),
        error=float(error.flat[worst]),
        demand=demand,
        unit=unit,
    )


def observed_order(errors: Sequence[float], refinement: float = 2.0) -> float:
    """Return the order that the last two errors show, the finest grid last."""
    return math.log(errors[-2] / errors[-1]) / math.log(refinement)


def converge(
    what: str,
    errors: Sequence[float],
    demand: float,
    order_between: tuple[float, float],
    refinement: float = 2.0,
    unit: str = "",
) -> Comparison:
    """Judge errors on ever finer grids: the last one against a demand, the last two by the order they show.

    Parameters
    ----------
    errors : relative errors, the finest grid last
    refinement : ratio of cell (or step) sizes of neighbouring grids
    """
    return Comparison(
        what=what,
        computed=float(errors[-1]),
        exact=0.0,
        error=float(errors[-1]),
        demand=demand,
        unit=unit,
        order=observed_order(errors, refinement),
        order_between=order_between,
    )
