"""Return from Laplace transforms to time along Talbot's contour."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array, ComplexArray

# Optimal contour of Weideman 2006 (10.1137/050625837): the error falls as exp(-1.358 n) until
# round-off grows as exp(0.17 n); measured on 1/s^2, 28 points are best (1e-14).
SHIFT, STRETCH, TURN, RISE = 0.6122, 0.5017, 0.6407, 0.2645
POINTS = 28


def invert(transform: Callable[[ComplexArray], ComplexArray], time_s: ArrayLike) -> Array:
    """Evaluate f(t) from its Laplace transform F(s), to about 1e-14 of max |f|.

    f(t) = 1 / (2 pi i) times the integral of exp(s t) F(s) ds on a contour around the negative
    real axis, by the midpoint rule.  All singularities of F lie on that axis, and F(conj(s)) =
    conj(F(s)), as for every problem of heat conduction.

    Parameters
    ----------
    transform : callable
        F of a complex array of the shape of time_s, 1/s; its result may have more axes.
    time_s : array, s
        Times above 0.

    References
    ----------
    Weideman 2006, SIAM J. Numer. Anal. 44:2342, 10.1137/050625837.

    Examples
    --------
    >>> print(f"{invert(lambda s: 1 / (s + 1), 2.0) * np.exp(2.0):.11f}")
    1.00000000000
    """
    time = np.asarray(time_s, float)
    if not np.all(time > 0):
        raise ValueError(
            f"time_s goes down to {np.min(time):g} s; a Laplace inversion needs times above 0 s. "
            "Take the start value from the problem's initial condition."
        )
    total = np.asarray(0.0)
    for angle in np.pi * (2 * np.arange(POINTS // 2) + 1) / POINTS:
        turned = TURN * angle
        place = POINTS * (-SHIFT + STRETCH * angle / np.tan(turned) + 1j * RISE * angle)
        slope = POINTS * (STRETCH / np.tan(turned) - STRETCH * turned / np.sin(turned) ** 2 + 1j * RISE)
        total = total + np.imag(np.exp(place) * slope * transform(place / time) / time)
    return 2.0 / POINTS * total
