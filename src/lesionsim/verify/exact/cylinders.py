"""Solve the perfused space around an infinite cylinder: wall held or fed (B1, B2, B3, B5)."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import kve

from lesionsim.verify.exact.arrays import Array, ComplexArray
from lesionsim.verify.exact.laplace import invert


def held_cylinder(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around an infinite cylinder held from time 0 (B1).

    Laplace inversion of theta0 K0(q r) / (s K0(q a)), q = sqrt((s + beta) / alpha).

    Parameters
    ----------
    r : array, m
        Distance from the axis, radius or more.
    time_s : array that broadcasts with r, s
        Times above 0.
    radius_m, rise_k : float
        Radius of the cylinder and rise of its wall above blood.
    diffusivity_m2_s, cooling_per_s : float
        Diffusivity alpha and rate of cooling by blood beta.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Carslaw & Jaeger 1959, ch. 13; contour of Weideman 2006, 10.1137/050625837.

    Examples
    --------
    >>> r = np.array([0.5e-3, 1e-3, 3e-3])
    >>> print(held_cylinder(r, 60.0, 0.5e-3, 43.0, 1.5e-7, 0.001).round(4))
    [43.     30.5429 11.6759]
    """
    distance = np.asarray(r, float)
    x = distance - radius_m

    def transform(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        return np.exp(-q * x) * kve(0, q * distance) / (s * kve(0, q * radius_m))

    return rise_k * invert(transform, time_s)


def held_cylinder_steady(r: ArrayLike, radius_m: float, rise_k: float, decay_per_m: float) -> Array:
    """Give the rise around a held infinite cylinder after a very long time (B2).

    theta = theta0 K0(m r) / K0(m a); without perfusion there is no steady state.

    Parameters
    ----------
    r : array, m
        Distance from the axis, radius or more.
    radius_m, rise_k : float
        Radius of the cylinder and rise of its wall.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha), above 0.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Direct solution of the modified Bessel equation.

    Examples
    --------
    >>> print(f"{held_cylinder_steady(1e-3, 0.5e-3, 43.0, 80.0):.4f}")
    34.1198
    """
    distance = np.asarray(r, float)
    scaled = kve(0, decay_per_m * distance) / kve(0, decay_per_m * radius_m)
    return rise_k * np.exp(-decay_per_m * (distance - radius_m)) * scaled


def held_cylinder_power(
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the power per length of a held infinite cylinder (B3).

    Laplace inversion of 2 pi a k theta0 q K1(q a) / (s K0(q a)).

    Parameters
    ----------
    time_s, radius_m, rise_k, diffusivity_m2_s, cooling_per_s
        As in `held_cylinder`.
    conductivity_w_m_k : float
        Conductivity k.

    Returns
    -------
    array, W/m
        Power through the wall per length.

    References
    ----------
    Carslaw & Jaeger 1959, ch. 13; contour of Weideman 2006, 10.1137/050625837.

    Examples
    --------
    >>> print(f"{held_cylinder_power(60.0, 0.5e-3, 43.0, 0.5, 1.5e-7, 0.001):.4f}")
    56.6201
    """
    return _wall_transform(1, time_s, radius_m, rise_k, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s)


def held_cylinder_energy(
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the heat per length that a held infinite cylinder has put into tissue (B3).

    Laplace inversion of 2 pi a k theta0 q K1(q a) / (s^2 K0(q a)).

    Parameters
    ----------
    time_s, radius_m, rise_k, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s
        As in `held_cylinder_power`.

    Returns
    -------
    array, J/m
        Heat through the wall per length since time 0.

    References
    ----------
    Integral of `held_cylinder_power` over time.

    Examples
    --------
    >>> print(f"{held_cylinder_energy(60.0, 0.5e-3, 43.0, 0.5, 1.5e-7, 0.001):.2f}")
    4371.86
    """
    return _wall_transform(2, time_s, radius_m, rise_k, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s)


def held_cylinder_power_steady(radius_m: float, rise_k: float, conductivity_w_m_k: float, decay_per_m: float) -> float:
    """Give the power per length of a held infinite cylinder after a very long time (B3).

    P' = 2 pi a k theta0 m K1(m a) / K0(m a)

    Parameters
    ----------
    radius_m, rise_k, conductivity_w_m_k : float
        Radius, rise of the wall and conductivity.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha), above 0.

    Returns
    -------
    float, W/m
        Power through the wall per length.

    References
    ----------
    Flux of `held_cylinder_steady`.

    Examples
    --------
    >>> print(f"{held_cylinder_power_steady(0.5e-3, 43.0, 0.5, 80.0):.4f}")
    40.3633
    """
    ma = decay_per_m * radius_m
    return float(2 * np.pi * conductivity_w_m_k * rise_k * ma * kve(1, ma) / kve(0, ma))


def fed_cylinder(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    flux_w_m2: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around an infinite cylinder with a constant surface flux from time 0 (B5).

    Laplace inversion of f K0(q r) / (k s q K1(q a)), q = sqrt((s + beta) / alpha).

    Parameters
    ----------
    r, time_s, radius_m, diffusivity_m2_s, cooling_per_s
        As in `held_cylinder`.
    flux_w_m2 : float
        Flux f into tissue.
    conductivity_w_m_k : float
        Conductivity k.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Carslaw & Jaeger 1959, ch. 13.

    Examples
    --------
    >>> print(f"{fed_cylinder(0.5e-3, 60.0, 0.5e-3, 2e4, 0.5, 1.5e-7, 0.001):.4f}")
    44.1348
    """
    distance = np.asarray(r, float)
    x = distance - radius_m

    def transform(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        return np.exp(-q * x) * kve(0, q * distance) / (s * q * kve(1, q * radius_m))

    return flux_w_m2 / conductivity_w_m_k * invert(transform, time_s)


def fed_cylinder_steady(
    r: ArrayLike, radius_m: float, flux_w_m2: float, conductivity_w_m_k: float, decay_per_m: float
) -> Array:
    """Give the rise around an infinite cylinder with constant flux after a very long time (B5).

    theta = f K0(m r) / (k m K1(m a))

    Parameters
    ----------
    r, radius_m, flux_w_m2, conductivity_w_m_k
        As in `fed_cylinder`.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha), above 0.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Direct solution of the modified Bessel equation.

    Examples
    --------
    >>> print(f"{fed_cylinder_steady(0.5e-3, 0.5e-3, 2e4, 0.5, 80.0):.4f}")
    66.9362
    """
    distance = np.asarray(r, float)
    scaled = kve(0, decay_per_m * distance) / (decay_per_m * kve(1, decay_per_m * radius_m))
    return flux_w_m2 / conductivity_w_m_k * np.exp(-decay_per_m * (distance - radius_m)) * scaled


def _wall_transform(
    order: int,
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    conductivity: float,
    diffusivity: float,
    cooling: float,
) -> Array:
    """Invert 2 pi a k theta0 q K1(q a) / (s^order K0(q a))."""

    def transform(s: ComplexArray) -> ComplexArray:
        qa = np.sqrt((s + cooling) / diffusivity) * radius_m
        return qa * kve(1, qa) / (s**order * kve(0, qa))

    return 2 * np.pi * conductivity * rise_k * invert(transform, time_s)
