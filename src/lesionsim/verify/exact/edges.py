"""Give the radius to which steady heat around a probe reaches a given rise (J5).

With the lethal rise of a criterion it is the radius of the lesion that a field makes which stood
steady from time 0.  A radius below the probe's says that nothing dies.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import kve, wrightomega

from lesionsim.verify.exact.arrays import Array


def sphere_edge(edge_rise_k: ArrayLike, radius_m: float, rise_k: float, decay_per_m: float = 0.0) -> Array:
    """Give the radius where a held sphere's steady rise has fallen to a given one (J5).

    r = W[m a exp(m a) theta0 / theta*] / m with Lambert's W, as Wright's omega of the logarithm, which
    does not overflow; without perfusion r = a theta0 / theta*.

    Parameters
    ----------
    edge_rise_k : array, K
        Rise theta* at the edge, above 0.
    radius_m, rise_k : float
        Radius of the sphere and rise of its wall.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha).

    Returns
    -------
    array, m
        Radius of the edge.

    References
    ----------
    Corless et al. 1996, 10.1007/BF02124750.

    Examples
    --------
    >>> print(f"{sphere_edge(11.655, 1e-3, 43.0, 80.0) * 1e3:.5f} mm")
    3.11509 mm
    """
    ratio = rise_k / np.asarray(edge_rise_k, float)
    if decay_per_m == 0:
        return radius_m * ratio
    ma = decay_per_m * radius_m
    return np.real(wrightomega(ma + np.log(ma * ratio))) / decay_per_m


def shell_edge(
    edge_rise_k: ArrayLike,
    radius_m: float,
    outer_radius_m: float,
    rise_k: float,
    decay_per_m: float = 0.0,
) -> Array:
    """Give the radius of a given rise in a shell whose outer wall is at blood temperature (J5).

    Without perfusion 1/r = 1/b + (1/a - 1/b) theta* / theta0; with it the root of the steady solution.

    Parameters
    ----------
    edge_rise_k, radius_m, rise_k, decay_per_m
        As in `sphere_edge`, with theta* from 0 to theta0.
    outer_radius_m : float, m
        Radius b of the outer wall.

    Returns
    -------
    array, m
        Radius of the edge.

    References
    ----------
    Steady solution of the shell; Brent's root.

    Examples
    --------
    >>> print(f"{shell_edge(14.333333333, 1e-3, 4e-3, 43.0) * 1e3:.6f} mm")
    2.000000 mm
    """
    share = np.asarray(edge_rise_k, float) / rise_k
    if decay_per_m == 0:
        return 1 / (1 / outer_radius_m + (1 / radius_m - 1 / outer_radius_m) * share)
    m, length = decay_per_m, outer_radius_m - radius_m

    def excess(r: float, wanted: float) -> float:
        fallen = np.expm1(-2 * m * (outer_radius_m - r)) / np.expm1(-2 * m * length)
        return float(radius_m / r * np.exp(-m * (r - radius_m)) * fallen - wanted)

    return _roots(excess, share, radius_m, outer_radius_m)


def cylinder_edge(edge_rise_k: ArrayLike, radius_m: float, rise_k: float, decay_per_m: float) -> Array:
    """Give the radius where a held infinite cylinder's steady rise has fallen to a given one (J5).

    The root of K0(m r) / K0(m a) = theta* / theta0, sought in its logarithm.

    Parameters
    ----------
    edge_rise_k, radius_m, rise_k
        As in `sphere_edge`, with theta* above 0 and at most theta0.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha), above 0.

    Returns
    -------
    array, m
        Radius of the edge.

    References
    ----------
    `held_cylinder_steady`; Brent's root.

    Examples
    --------
    >>> print(f"{cylinder_edge(11.655, 0.454e-3, 43.0, 80.0) * 1e3:.5f} mm")
    6.20475 mm
    """
    m = decay_per_m
    share = np.asarray(edge_rise_k, float) / rise_k

    def excess(r: float, wanted: float) -> float:
        fallen = np.log(kve(0, m * r) / kve(0, m * radius_m)) - m * (r - radius_m)
        return float(fallen - np.log(wanted))

    # K0 falls faster than exp(-m x), so the edge lies within this depth.
    return _roots(excess, share, radius_m, radius_m - float(np.log(np.min(share))) / m + 1e-12)


def annulus_edge(edge_rise_k: ArrayLike, radius_m: float, outer_radius_m: float, rise_k: float) -> Array:
    """Give the radius of a given rise in an unperfused annulus with a cold outer wall (J5).

    r = b (a / b)^(theta* / theta0)

    Parameters
    ----------
    edge_rise_k, radius_m, outer_radius_m, rise_k
        As in `shell_edge`.

    Returns
    -------
    array, m
        Radius of the edge.

    References
    ----------
    theta0 ln(b / r) / ln(b / a) solved for r.

    Examples
    --------
    >>> print(f"{annulus_edge(21.5, 0.5e-3, 2e-3, 43.0) * 1e3:.6f} mm")
    1.000000 mm
    """
    share = np.asarray(edge_rise_k, float) / rise_k
    return outer_radius_m * (radius_m / outer_radius_m) ** share


def _roots(excess: Callable[[float, float], float], share: Array, lower: float, upper: float) -> Array:
    """Give the root of excess(r, share) for each share."""
    found = [brentq(excess, lower, upper, args=(float(one),), xtol=1e-18, rtol=1e-14) for one in share.flat]
    return np.reshape(found, share.shape)
