"""Solve the perfused half-space: wall held, ramped or convective.

A sphere's rise times its radius obeys the same equation, so spheres, shells and
point sources build on these functions.  xi = x / (2 sqrt(alpha t)), eta = sqrt(beta t).
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import erfc, erfcx

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.quadrature import integrate

FAR = 50.0  # erfc(50) is 0 in double precision: a larger xi would only make 0 times infinity


def held_half_space(x: ArrayLike, time_s: ArrayLike, diffusivity_m2_s: float, cooling_per_s: float = 0.0) -> Array:
    """Give the rise in a half-space whose wall jumps by 1 K and stays there.

    theta = 1/2 [exp(-m x) erfc(xi - eta) + exp(m x) erfc(xi + eta)]

    Parameters
    ----------
    x : array, m
        Depth below the wall, 0 or more.
    time_s : array that broadcasts with x, s
        Time since the jump, 0 or more.
    diffusivity_m2_s, cooling_per_s : float
        Diffusivity alpha and rate of cooling by blood beta.

    Returns
    -------
    array, 1
        Rise as a fraction of the jump.

    References
    ----------
    Danckwerts 1951, 10.1039/TF9514701014.

    Examples
    --------
    >>> print(f"{held_half_space(0.001, 10.0, 1.5e-7):.6f}")
    0.563703
    """
    xi, eta, mx = _scaled(x, time_s, diffusivity_m2_s, cooling_per_s)
    return 0.5 * (np.exp(-mx) * erfc(xi - eta) + np.exp(-(xi**2) - eta**2) * erfcx(xi + eta))


def held_half_space_slope(
    x: ArrayLike, time_s: ArrayLike, diffusivity_m2_s: float, cooling_per_s: float = 0.0
) -> Array:
    """Give -d theta / dx of the held half-space, so that flux is conductivity times it.

    m/2 [exp(-m x) erfc(xi - eta) - exp(m x) erfc(xi + eta)] + exp(-xi^2 - eta^2) / sqrt(pi alpha t)

    Parameters
    ----------
    x, time_s, diffusivity_m2_s, cooling_per_s
        As in `held_half_space`; times above 0.

    Returns
    -------
    array, 1/m
        Slope for a jump of 1 K.

    References
    ----------
    Danckwerts 1951, 10.1039/TF9514701014.

    Examples
    --------
    >>> print(f"{held_half_space_slope(0.0, 10.0, 1.5e-7):.4f}")
    460.6589
    """
    xi, eta, mx = _scaled(x, time_s, diffusivity_m2_s, cooling_per_s)
    decay = np.sqrt(cooling_per_s / diffusivity_m2_s)
    gauss = np.exp(-(xi**2) - eta**2)
    time = np.asarray(time_s, float)
    steady = 0.5 * decay * (np.exp(-mx) * erfc(xi - eta) - gauss * erfcx(xi + eta))
    return steady + gauss / np.sqrt(np.pi * diffusivity_m2_s * time)


def ramped_half_space(x: ArrayLike, time_s: ArrayLike, diffusivity_m2_s: float, cooling_per_s: float = 0.0) -> Array:
    """Give the rise in a half-space whose wall warms by 1 K/s: the held response summed over time.

    theta = t/2 [(1 - xi/eta) exp(-m x) erfc(xi - eta) + (1 + xi/eta) exp(m x) erfc(xi + eta)];
    without perfusion 4 t i2erfc(xi).  Below eta = 1 the difference over eta is taken as the mean of
    a derivative, which loses no digits.

    Parameters
    ----------
    x, time_s, diffusivity_m2_s, cooling_per_s
        As in `held_half_space`; time since the ramp's start.

    Returns
    -------
    array, s
        Rise for a ramp of 1 K/s.

    References
    ----------
    Duhamel's theorem on `held_half_space`; Carslaw & Jaeger 1959, ch. 2 (without perfusion).

    Examples
    --------
    >>> print(f"{ramped_half_space(0.0, 10.0, 1.5e-7, 0.01):.6f}")
    10.000000
    """
    xi, eta, _ = _scaled(x, time_s, diffusivity_m2_s, cooling_per_s)
    held = held_half_space(x, time_s, diffusivity_m2_s, cooling_per_s)
    direct = (_rising(xi, eta) - _rising(xi, -eta)) / np.where(eta < 1, 1, 2 * eta)
    small = np.minimum(eta, 1.0)
    mean = 0.5 * integrate(lambda s: _rising_slope(xi, small * s), -np.ones(eta.shape), 1.0, panels=2)
    return np.asarray(time_s, float) * (held + xi * np.where(eta < 1, mean, direct))


def convective_half_space(
    x: ArrayLike,
    time_s: ArrayLike,
    transfer_per_m: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise in a half-space warmed through a wall with a transfer coefficient.

    -d theta / dx = H (1 - theta) at x = 0; with f(h) = exp(-xi^2 - eta^2) erfcx(xi + h sqrt(alpha t)):
    theta = H/2 [exp(-m x) erfc(xi - eta) / (H + m) + (f(m) - f(H)) / (H - m) - f(H) / (H + m)].
    The removable singularity at H = m is taken as the mean of a derivative.

    Parameters
    ----------
    x, time_s, diffusivity_m2_s, cooling_per_s
        As in `held_half_space`; time since the surroundings jumped by 1 K.
    transfer_per_m : float, 1/m
        H = h / k, transfer coefficient over conductivity.

    Returns
    -------
    array, 1
        Rise as a fraction of the surroundings' jump.

    References
    ----------
    Carslaw & Jaeger 1959, 2.7 (without perfusion); partial fractions in sqrt(s + beta) otherwise.

    Examples
    --------
    >>> print(f"{convective_half_space(0.0, 1e9, 300.0, 1.5e-7, 0.0135):.6f}")
    0.500000
    """
    h = transfer_per_m
    xi, eta, mx = _scaled(x, time_s, diffusivity_m2_s, cooling_per_s)
    decay = np.sqrt(cooling_per_s / diffusivity_m2_s)
    depth = np.sqrt(diffusivity_m2_s * np.asarray(time_s, float))
    gauss = np.exp(-(xi**2) - eta**2)
    steady = np.exp(-mx) * erfc(xi - eta) / (h + decay)
    slope = -depth * gauss * _erfcx_slope(xi + eta, xi + h * depth)
    return 0.5 * h * (steady + slope - gauss * erfcx(xi + h * depth) / (h + decay))


def _scaled(
    x: ArrayLike, time_s: ArrayLike, diffusivity_m2_s: float, cooling_per_s: float
) -> tuple[Array, Array, Array]:
    """Give xi, eta and m x on one shape; at time 0 xi is FAR off the wall and 0 on it."""
    depth, time = np.broadcast_arrays(np.asarray(x, float), np.asarray(time_s, float))
    length = 2 * np.sqrt(diffusivity_m2_s * time)
    far = np.where(depth > 0, FAR, 0.0)
    near = np.divide(depth, length, out=far.copy(), where=length * FAR > depth)
    return near, np.sqrt(cooling_per_s * time), np.sqrt(cooling_per_s / diffusivity_m2_s) * depth


def _rising(xi: Array, eta: Array) -> Array:
    """Give exp(2 xi eta) erfc(xi + eta) without overflow for either sign of eta."""
    safe = np.maximum(xi + eta, 0.0)
    positive = np.exp(-(xi**2) - eta**2) * erfcx(safe)
    return np.where(xi + eta > 0, positive, np.exp(np.minimum(2 * xi * eta, 0)) * erfc(xi + eta))


def _rising_slope(xi: Array, eta: Array) -> Array:
    """Give the derivative of `_rising` by eta."""
    return 2 * xi * _rising(xi, eta) - 2 / np.sqrt(np.pi) * np.exp(-(xi**2) - eta**2)


def _erfcx_slope(first: Array, second: Array) -> Array:
    """Give (erfcx(second) - erfcx(first)) / (second - first), also where both are equal."""
    gap = second - first
    close = np.abs(gap) < 0.5
    step = np.where(close, gap, 0.0)
    mean = integrate(lambda s: _erfcx_derivative(first + s * step), np.zeros(gap.shape), 1.0)
    return np.where(close, mean, (erfcx(second) - erfcx(first)) / np.where(close, 1.0, gap))


def _erfcx_derivative(z: Array) -> Array:
    """Give the derivative of erfcx."""
    return 2 * z * erfcx(z) - 2 / np.sqrt(np.pi)
