"""Solve the perfused space around a sphere whose wall is held at once (A1, A2, A3)."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import erf

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.halfspace import held_half_space


def held_sphere(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around a sphere held from time 0 (A1).

    theta = theta0 a / (2 r) [exp(-m x) erfc(xi - eta) + exp(m x) erfc(xi + eta)], x = r - a,
    xi = x / (2 sqrt(alpha t)), eta = sqrt(beta t), m = sqrt(beta / alpha).

    Parameters
    ----------
    r : array, m
        Distance from the centre, radius or more.
    time_s : array that broadcasts with r, s
        Time, 0 or more.
    radius_m, rise_k : float
        Radius of the sphere and rise of its wall above blood.
    diffusivity_m2_s, cooling_per_s : float
        Diffusivity alpha and rate of cooling by blood beta.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Danckwerts 1951, 10.1039/TF9514701014.

    Examples
    --------
    >>> r = np.array([1e-3, 2e-3, 5e-3])
    >>> print(held_sphere(r, 60.0, 1e-3, 43.0, 1.5e-7, 0.001).round(4))
    [43.     17.3184  2.8851]
    """
    distance = np.asarray(r, float)
    step = held_half_space(distance - radius_m, time_s, diffusivity_m2_s, cooling_per_s)
    return rise_k * radius_m / distance * step


def held_sphere_steady(r: ArrayLike, radius_m: float, rise_k: float, decay_per_m: float = 0.0) -> Array:
    """Give the rise around a held sphere after a very long time (A2).

    theta = theta0 (a / r) exp(-m (r - a))

    Parameters
    ----------
    r : array, m
        Distance from the centre.
    radius_m, rise_k : float
        Radius of the sphere and rise of its wall.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha).

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Direct solution of (r theta)'' = m^2 r theta.

    Examples
    --------
    >>> print(held_sphere_steady(np.array([1e-3, 2e-3]), 1e-3, 43.0))
    [43.  21.5]
    """
    distance = np.asarray(r, float)
    return rise_k * radius_m / distance * np.exp(-decay_per_m * (distance - radius_m))


def held_sphere_power(
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the power that a held sphere puts into tissue (A3).

    P = 4 pi a^2 k theta0 [1/a + m erf(sqrt(beta t)) + exp(-beta t) / sqrt(pi alpha t)]

    Parameters
    ----------
    time_s : array, s
        Times above 0; the power falls as 1 / sqrt(t) from infinity.
    radius_m, rise_k : float
        Radius of the sphere and rise of its wall.
    conductivity_w_m_k, diffusivity_m2_s, cooling_per_s : float
        Conductivity k, diffusivity alpha and rate of cooling by blood beta.

    Returns
    -------
    array, W
        Power through the wall.

    References
    ----------
    Flux of `held_sphere`; Danckwerts 1951, 10.1039/TF9514701014.

    Examples
    --------
    >>> print(f"{held_sphere_power(60.0, 1e-3, 43.0, 0.5, 1.5e-7, 0.001):.6f}")
    0.324006
    """
    time = np.asarray(time_s, float)
    decay = np.sqrt(cooling_per_s / diffusivity_m2_s)
    sudden = np.exp(-cooling_per_s * time) / np.sqrt(np.pi * diffusivity_m2_s * time)
    slope = 1 / radius_m + decay * erf(np.sqrt(cooling_per_s * time)) + sudden
    return 4 * np.pi * radius_m**2 * conductivity_w_m_k * rise_k * slope


def held_sphere_energy(
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the heat that a held sphere has put into tissue since time 0 (A3).

    E = 4 pi a^2 k theta0 {t/a + sqrt(t/alpha) [(z + 1/(2 z)) erf(z) + exp(-z^2)/sqrt(pi)]}, z^2 = beta t

    Parameters
    ----------
    time_s, radius_m, rise_k, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s
        As in `held_sphere_power`; times 0 or more.

    Returns
    -------
    array, J
        Heat through the wall.

    References
    ----------
    Integral of `held_sphere_power` over time, by parts.

    Examples
    --------
    >>> print(f"{held_sphere_energy(60.0, 1e-3, 43.0, 0.5, 1.5e-7, 0.001):.5f}")
    22.42908
    """
    time = np.asarray(time_s, float)
    z = np.sqrt(cooling_per_s * time)
    ratio = np.divide(erf(z), z, out=np.full(z.shape, 2 / np.sqrt(np.pi)), where=z > 0)
    sudden = np.sqrt(time / diffusivity_m2_s) * (z * erf(z) + ratio / 2 + np.exp(-(z**2)) / np.sqrt(np.pi))
    return 4 * np.pi * radius_m**2 * conductivity_w_m_k * rise_k * (time / radius_m + sudden)
