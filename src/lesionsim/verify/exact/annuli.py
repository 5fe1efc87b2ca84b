"""Solve the annulus between a held cylinder and an outer wall at blood temperature (B4)."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ive, kve

from lesionsim.verify.exact.arrays import Array, ComplexArray
from lesionsim.verify.exact.laplace import invert


def held_annulus(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    outer_radius_m: float,
    rise_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise in an annulus with a held inner wall and an outer wall at blood temperature (B4).

    Laplace inversion of the steady solution with m replaced by q = sqrt((s + beta) / alpha), over s.

    Parameters
    ----------
    r : array, m
        Distance from the axis, between the walls.
    time_s : array that broadcasts with r, s
        Times above 0.
    radius_m, outer_radius_m : float
        Radii a and b of the walls.
    rise_k : float, K
        Rise of the inner wall.
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
    >>> print(held_annulus(r, 60.0, 0.5e-3, 5e-3, 43.0, 1.5e-7, 0.001).round(4))
    [43.     29.7346  9.1206]
    """

    def transform(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        return _share(r, radius_m, outer_radius_m, q) / s

    return rise_k * invert(transform, time_s)


def held_annulus_steady(
    r: ArrayLike, radius_m: float, outer_radius_m: float, rise_k: float, decay_per_m: float = 0.0
) -> Array:
    """Give the rise in the annulus after a very long time (B4).

    theta = theta0 [K0(m r) I0(m b) - I0(m r) K0(m b)] / [K0(m a) I0(m b) - I0(m a) K0(m b)];
    without perfusion theta0 ln(b / r) / ln(b / a).

    Parameters
    ----------
    r, radius_m, outer_radius_m, rise_k
        As in `held_annulus`.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha).

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Direct solution of the modified Bessel equation.

    Examples
    --------
    >>> print(f"{held_annulus_steady(1e-3, 0.5e-3, 2e-3, 43.0):.6f}")
    21.500000
    """
    if decay_per_m == 0:
        return rise_k * np.log(outer_radius_m / np.asarray(r, float)) / np.log(outer_radius_m / radius_m)
    return rise_k * np.real(_share(r, radius_m, outer_radius_m, np.asarray(decay_per_m)))


def held_annulus_power(
    time_s: ArrayLike,
    radius_m: float,
    outer_radius_m: float,
    rise_k: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> tuple[Array, Array]:
    """Give the power per length into the annulus at its inner wall and out of its outer wall (B4).

    With D = K0(q a) I0(q b) - I0(q a) K0(q b), inversions of 2 pi k theta0 / s times
    q a [K1(q a) I0(q b) + I1(q a) K0(q b)] / D (in) and 1 / D (out).

    Parameters
    ----------
    time_s, radius_m, outer_radius_m, rise_k, diffusivity_m2_s, cooling_per_s
        As in `held_annulus`.
    conductivity_w_m_k : float
        Conductivity k.

    Returns
    -------
    (array, array), W/m
        Power per length in at the inner wall and out at the outer wall.

    References
    ----------
    Fluxes of `held_annulus`, with I0 K1 + I1 K0 = 1/z.

    Examples
    --------
    >>> power_in, power_out = held_annulus_power(1e4, 0.5e-3, 2e-3, 43.0, 0.5, 1.5e-7)
    >>> print(f"{power_in:.6f} {power_out:.6f}")
    97.445743 97.445743
    """
    scale = 2 * np.pi * conductivity_w_m_k * rise_k
    a, b = radius_m, outer_radius_m

    def at_inner(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        flow = kve(1, q * a) * ive(0, q * b) + ive(1, q * a) * kve(0, q * b) * _echo(q, a, b)
        return q * a * flow / (s * _difference(q, a, b))

    def at_outer(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        return np.exp(q * a - np.real(q) * b) / (s * _difference(q, a, b))

    return scale * invert(at_inner, time_s), scale * invert(at_outer, time_s)


def _share(r: ArrayLike, a: float, b: float, q: Array) -> Array:
    """Give the steady annulus solution for a complex decay q, by scaled Bessel functions."""
    distance = np.asarray(r, float)
    return np.exp(-q * (distance - a)) * _difference(q, distance, b) / _difference(q, a, b)


def _difference(q: Array, r: Array | float, b: float) -> Array:
    """Give [K0(q r) I0(q b) - I0(q r) K0(q b)] exp(q r - Re(q) b), which cannot overflow."""
    return kve(0, q * r) * ive(0, q * b) - ive(0, q * r) * kve(0, q * b) * _echo(q, r, b)


def _echo(q: Array, r: Array | float, b: float) -> Array:
    """Give the factor of the product I K once exp(Re(q) b - q r) is taken out of the sum."""
    return np.exp(-(q + np.real(q)) * (b - r))
