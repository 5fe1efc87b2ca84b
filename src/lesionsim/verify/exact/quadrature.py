"""Integrate smooth functions by Gauss-Legendre panels, to round-off."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array

NODES_PER_PANEL = 16


def integrate(function: Callable[[Array], Array], lower: ArrayLike, upper: ArrayLike, panels: int = 1) -> Array:
    """Integrate a function from lower to upper, each place with its own limits.

    Equal panels of 16 Gauss-Legendre nodes; exact for polynomials of degree 31 in a panel.

    Parameters
    ----------
    function : callable
        Takes an array of shape (node, ...) and returns one of that shape.
    lower, upper : arrays that broadcast
        Limits of integration.
    panels : int
        Number of equal panels.

    Examples
    --------
    >>> print(f"{integrate(np.cos, 0.0, np.pi / 2):.12f}")
    1.000000000000
    """
    low, high = np.broadcast_arrays(np.asarray(lower, float), np.asarray(upper, float))
    half = (high - low) / (2 * panels)
    shape = (NODES_PER_PANEL,) + (1,) * low.ndim
    nodes, weights = (part.reshape(shape) for part in np.polynomial.legendre.leggauss(NODES_PER_PANEL))
    total = np.zeros(low.shape)
    for panel in range(panels):
        centre = low + (2 * panel + 1) * half
        total = total + half * np.sum(weights * function(centre + half * nodes), axis=0)
    return total
