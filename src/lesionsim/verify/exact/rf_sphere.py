"""Solve the perfused space around a sphere that drives radiofrequency current (H1, H2, H4).

Current that spreads from a sphere heats by Q0 (a/r)^4, with Q0 the power per volume at the wall
(sigma V^2 / a^2 for a potential V, earth far away).  The wall is held, lets no heat through, or is that
of a metal sphere whose heat capacity must be warmed; the bare metal has one temperature.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import exp1, expi

from lesionsim.verify.exact.arrays import Array, ComplexArray
from lesionsim.verify.exact.laplace import invert
from lesionsim.verify.exact.spheres import held_sphere, held_sphere_steady

# From here on the exponential integrals are their asymptotic series, exact to exp(-40).
FAR = 40.0
TERMS = 18


def rf_sphere_steady(
    r: ArrayLike, radius_m: float, heat_w_m3: float, conductivity_w_m_k: float, decay_per_m: float = 0.0
) -> Array:
    """Give the steady rise around a current-driving sphere that takes up no heat (H1).

    (r theta)'' - m^2 r theta = -Q0 a^4 / (k r^3), theta'(a) = 0; without perfusion
    theta = (Q0 a^2 / k) [a/r - (a/r)^2 / 2].

    Parameters
    ----------
    r : array, m
        Distance from the centre, radius or more.
    radius_m : float
        Radius a of the sphere.
    heat_w_m3 : float
        Joule heat Q0 at the wall, per volume.
    conductivity_w_m_k : float
        Thermal conductivity k.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha).

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Variation of constants; the problem of Lopez Molina, Rivera, Trujillo & Berjano 2008,
    10.1088/0031-9155/53/5/018.

    Examples
    --------
    >>> print(rf_sphere_steady(np.array([1e-3, 2e-3]), 1e-3, 4e7, 0.5))
    [40. 30.]
    >>> print(rf_sphere_steady(np.array([1e-3, 2e-3]), 1e-3, 4e7, 0.5, 80.0).round(6))
    [34.59455  24.661607]
    """
    return heat_w_m3 * _steady_share(r, radius_m, decay_per_m, (1.0, 0.0)) / conductivity_w_m_k


def rf_sphere_held_steady(
    r: ArrayLike,
    radius_m: float,
    rise_k: float,
    heat_w_m3: float,
    conductivity_w_m_k: float,
    decay_per_m: float = 0.0,
) -> Array:
    """Give the steady rise around a held, current-driving sphere (H1).

    As in `rf_sphere_steady` with theta(a) = theta0; without perfusion
    theta = theta0 a/r + (Q0 a^2 / (2 k)) [a/r - (a/r)^2].

    Parameters
    ----------
    r, radius_m, heat_w_m3, conductivity_w_m_k, decay_per_m
        As in `rf_sphere_steady`.
    rise_k : float
        Rise of the wall above blood; 0 or less for a cooled electrode.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    As for `rf_sphere_steady`.

    Examples
    --------
    >>> print(rf_sphere_held_steady(np.array([1e-3, 2e-3]), 1e-3, -20.0, 4e7, 0.5).round(6))
    [-20.   0.]
    """
    joule = heat_w_m3 * _steady_share(r, radius_m, decay_per_m, (0.0, 1.0)) / conductivity_w_m_k
    return held_sphere_steady(r, radius_m, rise_k, decay_per_m) + joule


def rf_sphere(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    heat_w_m3: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
    capacity_j_k: float = 0.0,
) -> Array:
    """Give the rise around a current-driving metal sphere from time 0 (H2, H4).

    C d theta/dt = 4 pi a^2 k d theta/dr at r = a, C the metal's heat capacity: with 0 the wall lets no
    heat through.  Laplace inversion of (Q0 a^4 / (k s r)) [U(r) + c exp(-q (r - a))], q^2 = (s + beta) / alpha,
    U'' - q^2 U = -1 / r^3, c = (a U' - (1 + h) U)_a / (1 + h + q a), h = C s / (4 pi k a).

    Parameters
    ----------
    r, radius_m, heat_w_m3, conductivity_w_m_k
        As in `rf_sphere_steady`.
    time_s : array that broadcasts with r, s
        Times above 0; current flows from 0 on.
    diffusivity_m2_s, cooling_per_s : float
        Diffusivity alpha and rate of cooling by blood beta of the tissue.
    capacity_j_k : float, J/K
        Heat capacity C of the whole sphere, (4/3) pi a^3 rho c.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Variation of constants in the Laplace domain; the problem of Lopez Molina, Rivera, Trujillo &
    Berjano 2008, 10.1088/0031-9155/53/5/018; contour of Weideman 2006, 10.1137/050625837.

    Examples
    --------
    >>> print(rf_sphere(np.array([1e-3, 2e-3]), 60.0, 1e-3, 4e7, 0.5, 1.5e-7, 0.001).round(6))
    [27.069683 17.297488]
    """
    distance, scale = np.asarray(r, float), capacity_j_k / (4 * np.pi * conductivity_w_m_k * radius_m)

    def transform(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        return _share(distance, radius_m, q, (np.ones_like(s), scale * s)) / s

    return heat_w_m3 / conductivity_w_m_k * invert(transform, time_s)


def rf_sphere_held(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    heat_w_m3: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around a sphere that drives current and is held, from time 0 (H2).

    As in `rf_sphere` with theta(a) = theta0: the held sphere plus heat beside a wall at blood temperature.

    Parameters
    ----------
    r, time_s, radius_m, heat_w_m3, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s
        As in `rf_sphere`.
    rise_k : float
        Rise of the wall above blood; 0 or less for a cooled electrode.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    As for `rf_sphere`; `lesionsim.verify.exact.spheres.held_sphere`.

    Examples
    --------
    >>> print(rf_sphere_held(np.array([1e-3, 2e-3]), 60.0, 1e-3, -20.0, 4e7, 0.5, 1.5e-7, 0.001).round(6))
    [-20.        -1.130799]
    """
    distance = np.asarray(r, float)

    def transform(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        return _share(distance, radius_m, q, (np.zeros_like(s), np.ones_like(s))) / s

    joule = heat_w_m3 / conductivity_w_m_k * invert(transform, time_s)
    return held_sphere(distance, time_s, radius_m, rise_k, diffusivity_m2_s, cooling_per_s) + joule


def _share(r: Array, radius: float, q: ComplexArray, wall: tuple[ComplexArray, ComplexArray]) -> ComplexArray:
    """Give k theta / Q0 for one q and a wall where v theta = u a theta', wall = (u, v)."""
    free, fixed = wall
    source, slope = _source(radius, q)
    fading = (free * (radius * slope - source) - fixed * source) / (free * (1 + q * radius) + fixed)
    return radius**4 / r * (_source(r, q)[0] + fading * np.exp(-q * (r - radius)))


def _source(r: ArrayLike, q: ComplexArray) -> tuple[ComplexArray, ComplexArray]:
    """Give U and U' where U'' - q^2 U = -1 / r^3 and U falls as 1 / (q^2 r^3).

    U = -1/(2 r) + (q/4) [exp(x) E1(x) - exp(-x) E1(-x)], x = q r.
    """
    distance = np.asarray(r, float)
    x = q * distance
    far = np.abs(x) > FAR
    near = np.where(far, 1.0 + 1.0j, x)
    rising, falling = np.exp(near) * exp1(near), np.exp(-near) * exp1(-near)
    value = np.where(far, q / 2 * _tail(np.where(far, x, FAR)), q / 4 * (rising - falling) - 1 / (2 * distance))
    bend = q**2 / 4 * (rising + falling) + 1 / (2 * distance**2)
    return value, np.where(far, -(q**2) / 2 * _tail_slope(np.where(far, x, FAR)), bend)


def _tail(x: ComplexArray) -> ComplexArray:
    """Sum (2 n)! / x^(2 n + 1) from n = 1."""
    term, total = 1 / x, np.zeros_like(x)
    for n in range(1, TERMS + 1):
        term = term * (2 * n - 1) * (2 * n) / x**2
        total = total + term
    return total


def _tail_slope(x: ComplexArray) -> ComplexArray:
    """Sum (2 n + 1)! / x^(2 n + 2) from n = 1."""
    term, total = 1 / x**2, np.zeros_like(x)
    for n in range(1, TERMS + 1):
        term = term * (2 * n) * (2 * n + 1) / x**2
        total = total + term
    return total


def _steady_share(r: ArrayLike, radius: float, decay: float, wall: tuple[float, float]) -> Array:
    """Give k theta / Q0 in the steady state, as `_share` does for complex q."""
    distance, (free, fixed) = np.asarray(r, float), wall
    source, slope = _real_source(np.asarray(radius), decay)
    fading = (free * (radius * slope - source) - fixed * source) / (free * (1 + decay * radius) + fixed)
    return radius**4 / distance * (_real_source(distance, decay)[0] + fading * np.exp(-decay * (distance - radius)))


def _real_source(r: Array, decay: float) -> tuple[Array, Array]:
    """Give U and U' of `_source` for a real decay, 0 allowed, by Ei(x) in place of -E1(-x)."""
    if decay == 0:
        return -1 / (2 * r), 1 / (2 * r**2)
    x = np.minimum(decay * r, FAR)
    rising, falling = np.exp(x) * exp1(x), np.exp(-x) * expi(x)
    value, far = decay / 4 * (rising + falling) - 1 / (2 * r), decay * r > FAR
    bend = decay**2 / 4 * (rising - falling) + 1 / (2 * r**2)
    beyond = np.maximum(decay * r, FAR)
    return np.where(far, decay / 2 * _tail(beyond), value), np.where(far, -(decay**2) / 2 * _tail_slope(beyond), bend)
