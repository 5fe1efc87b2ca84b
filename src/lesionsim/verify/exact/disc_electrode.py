"""Solve the current from a disc on an insulating plane, the flat pad (F3)."""

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array


def disc_potential(r: ArrayLike, z: ArrayLike, radius_m: float, voltage_v: float) -> Array:
    """Give the potential below a disc on an insulating plane, earth far away (F3).

    phi = (2 V / pi) arccot(zeta), with the oblate coordinate zeta^2 = p + q, p = sqrt(q^2 + (z/a)^2),
    q = (r^2 + z^2 - a^2) / (2 a^2): zeta is 0 on the disc, and grows as the distance over a.

    Parameters
    ----------
    r, z : arrays that broadcast, m
        Distance from the disc's axis and from the plane.
    radius_m : float
        Radius a of the disc.
    voltage_v : float
        Potential of the disc.

    Returns
    -------
    array, V
        Potential.

    References
    ----------
    Newman 1966, J. Electrochem. Soc. 113:501, 10.1149/1.2424003.

    Examples
    --------
    >>> print(disc_potential(np.array([0.0, 0.01, 0.02]), 0.0, 0.01, 10.0).round(6))
    [10.       10.        3.333333]
    """
    outward, _ = _oblate_squares(r, z, radius_m)
    return 2 * voltage_v / np.pi * np.arctan2(1.0, np.sqrt(outward))


def disc_resistance(radius_m: float, conductivity_s_m: float) -> float:
    """Give the resistance of a disc on an insulating plane, earth far away (F3).

    R = 1 / (4 sigma a)

    Parameters
    ----------
    radius_m : float
        Radius a of the disc.
    conductivity_s_m : float
        Electrical conductivity sigma of the half-space.

    Returns
    -------
    float, ohm
        Resistance.

    References
    ----------
    Newman 1966, J. Electrochem. Soc. 113:501, 10.1149/1.2424003.

    Examples
    --------
    >>> print(f"{disc_resistance(0.01, 0.5):.6f}")
    50.000000
    """
    return 1 / (4 * conductivity_s_m * radius_m)


def disc_current_density(r: ArrayLike, radius_m: float, voltage_v: float, conductivity_s_m: float) -> Array:
    """Give the current per area that leaves the disc (F3).

    J = (2 sigma V / pi) / sqrt(a^2 - r^2): infinite at the rim, with a finite current.

    Parameters
    ----------
    r : array, m
        Distance from the disc's axis, below its radius.
    radius_m, voltage_v, conductivity_s_m
        As in `disc_potential` and `disc_resistance`.

    Returns
    -------
    array, A/m2
        Current density through the disc.

    References
    ----------
    Newman 1966, J. Electrochem. Soc. 113:501, 10.1149/1.2424003.

    Examples
    --------
    >>> print(f"{disc_current_density(0.0, 0.01, 10.0, 0.5):.6f}")
    318.309886
    """
    distance = np.asarray(r, float)
    return 2 * conductivity_s_m * voltage_v / np.pi / np.sqrt((radius_m - distance) * (radius_m + distance))


def disc_joule(r: ArrayLike, z: ArrayLike, radius_m: float, voltage_v: float, conductivity_s_m: float) -> Array:
    """Give the Joule heat below a disc on an insulating plane (F3).

    Q = sigma (2 V / (pi a))^2 / [(1 + zeta^2)(zeta^2 + mu^2)], zeta^2 mu^2 = (z / a)^2.

    Parameters
    ----------
    r, z, radius_m, voltage_v, conductivity_s_m
        As in `disc_potential` and `disc_resistance`; not at the rim, where Q is infinite.

    Returns
    -------
    array, W/m3
        Power per volume, sigma |grad phi|^2.

    References
    ----------
    Gradient of `disc_potential`.

    Examples
    --------
    >>> print(f"{disc_joule(0.0, 0.0, 0.01, 10.0, 0.5):.3f}")
    202642.367
    """
    outward, around = _oblate_squares(r, z, radius_m)
    edge = 2 * voltage_v / (np.pi * radius_m)
    return conductivity_s_m * edge**2 / ((1 + outward) * (outward + around))


def _oblate_squares(r: ArrayLike, z: ArrayLike, radius_m: float) -> tuple[Array, Array]:
    """Give zeta^2 and mu^2; the smaller one comes from their product, so neither cancels."""
    across, depth = np.asarray(r, float) / radius_m, np.asarray(z, float) / radius_m
    q = ((across - 1) * (across + 1) + depth**2) / 2
    larger = np.hypot(q, depth) + np.abs(q)
    smaller = np.divide(depth**2, larger, out=np.zeros(larger.shape), where=larger > 0)
    return np.where(q > 0, larger, smaller), np.where(q > 0, smaller, larger)
