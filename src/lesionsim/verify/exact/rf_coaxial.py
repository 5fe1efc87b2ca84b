"""Solve the perfused tissue between coaxial cylinders that drive current (H3, H4).

Current between the cylinders heats by Q0 (a/r)^2, with Q0 the power per volume at the inner wall
(sigma V^2 / (a ln(b/a))^2).  The outer wall is at blood temperature; the inner one is held, lets no heat
through, or is that of a metal rod whose heat capacity must be warmed.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ive, kve

from lesionsim.verify.exact.annuli import held_annulus, held_annulus_steady
from lesionsim.verify.exact.arrays import Array, ComplexArray
from lesionsim.verify.exact.laplace import invert

Wall = tuple[ComplexArray, ComplexArray]
PANELS, NODES = 10, 16
# Sources farther than this many lengths 1 / Re q are not felt: exp(-40).
REACH = 40.0


def rf_coaxial_steady(
    r: ArrayLike,
    radii_m: tuple[float, float],
    heat_w_m3: float,
    conductivity_w_m_k: float,
    decay_per_m: float = 0.0,
) -> Array:
    """Give the steady rise around a current-driving rod that takes up no heat (H3).

    (r theta')' / r - m^2 theta = -Q0 a^2 / (k r^2), theta'(a) = 0, theta(b) = 0; without perfusion
    theta = (Q0 a^2 / (2 k)) [ln^2(b/a) - ln^2(r/a)].

    Parameters
    ----------
    r : array, m
        Distance from the axis, between the radii.
    radii_m : (float, float)
        Radii a of the rod and b of the outer wall.
    heat_w_m3 : float
        Joule heat Q0 at the rod, per volume.
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
    Green's function of the annulus, by quadrature.

    Examples
    --------
    >>> print(rf_coaxial_steady(np.array([1e-3, 2e-3, 4e-3]), (1e-3, 4e-3), 2e7, 0.5).round(6))
    [38.436241 28.827181  0.      ]
    """
    distance, (inner, outer) = np.asarray(r, float), radii_m
    scale = heat_w_m3 * inner**2 / conductivity_w_m_k
    if decay_per_m == 0:
        return scale / 2 * (np.log(outer / inner) ** 2 - np.log(distance / inner) ** 2)
    q = np.full((), decay_per_m, complex)
    return scale * np.real(_response(distance, radii_m, q, (np.ones_like(q), np.zeros_like(q))))


def rf_coaxial_held_steady(
    r: ArrayLike,
    radii_m: tuple[float, float],
    rise_k: float,
    heat_w_m3: float,
    conductivity_w_m_k: float,
    decay_per_m: float = 0.0,
) -> Array:
    """Give the steady rise around a held, current-driving rod (H3).

    As in `rf_coaxial_steady` with theta(a) = theta0; without perfusion, y = ln(r/a), L = ln(b/a):
    theta = theta0 (1 - y/L) + (Q0 a^2 / (2 k)) y (L - y).

    Parameters
    ----------
    r, radii_m, heat_w_m3, conductivity_w_m_k, decay_per_m
        As in `rf_coaxial_steady`.
    rise_k : float
        Rise of the rod above blood.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    As for `rf_coaxial_steady`; `lesionsim.verify.exact.annuli.held_annulus_steady`.

    Examples
    --------
    >>> print(rf_coaxial_held_steady(np.array([1e-3, 2e-3, 4e-3]), (1e-3, 4e-3), 40.0, 2e7, 0.5).round(6))
    [40.      29.60906  0.     ]
    """
    distance, (inner, outer) = np.asarray(r, float), radii_m
    scale = heat_w_m3 * inner**2 / conductivity_w_m_k
    held = held_annulus_steady(distance, inner, outer, rise_k, decay_per_m)
    if decay_per_m == 0:
        return held + scale / 2 * np.log(distance / inner) * np.log(outer / distance)
    q = np.full((), decay_per_m, complex)
    return held + scale * np.real(_response(distance, radii_m, q, (np.zeros_like(q), np.ones_like(q))))


def rf_coaxial(
    r: ArrayLike,
    time_s: ArrayLike,
    radii_m: tuple[float, float],
    heat_w_m3: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
    capacity_j_m_k: float = 0.0,
) -> Array:
    """Give the rise around a current-driving metal rod from time 0 (H3, H4).

    C d theta/dt = 2 pi a k d theta/dr at r = a, C the metal's heat capacity per length: with 0 the wall
    lets no heat through.  Laplace inversion of (Q0 a^2 / (k s)) integral of G(r, p) dp / p, G the Green's
    function of (r theta')' - q^2 r theta with q^2 = (s + beta) / alpha.

    Parameters
    ----------
    r, radii_m, heat_w_m3, conductivity_w_m_k
        As in `rf_coaxial_steady`.
    time_s : array that broadcasts with r, s
        Times above 0; current flows from 0 on.
    diffusivity_m2_s, cooling_per_s : float
        Diffusivity alpha and rate of cooling by blood beta of the tissue.
    capacity_j_m_k : float, J/m/K
        Heat capacity C of the rod per length, pi a^2 rho c.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Green's function of the annulus in the Laplace domain; contour of Weideman 2006, 10.1137/050625837.

    Examples
    --------
    >>> print(rf_coaxial(np.array([1e-3, 2e-3]), 60.0, (1e-3, 4e-3), 2e7, 0.5, 1.5e-7).round(4))
    [37.7944 28.2965]
    """
    distance, scale = np.asarray(r, float), capacity_j_m_k / (2 * np.pi * conductivity_w_m_k)

    def transform(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        return _response(distance, radii_m, q, (np.ones_like(s), scale * s)) / s

    return heat_w_m3 * radii_m[0] ** 2 / conductivity_w_m_k * invert(transform, time_s)


def rf_coaxial_held(
    r: ArrayLike,
    time_s: ArrayLike,
    radii_m: tuple[float, float],
    rise_k: float,
    heat_w_m3: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around a rod that drives current and is held, from time 0 (H3).

    As in `rf_coaxial` with theta(a) = theta0: the held annulus plus heat between walls at blood temperature.

    Parameters
    ----------
    r, time_s, radii_m, heat_w_m3, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s
        As in `rf_coaxial`.
    rise_k : float
        Rise of the rod above blood.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    As for `rf_coaxial`; `lesionsim.verify.exact.annuli.held_annulus`.

    Examples
    --------
    >>> print(rf_coaxial_held(np.array([1e-3, 2e-3]), 60.0, (1e-3, 4e-3), 40.0, 2e7, 0.5, 1.5e-7).round(4))
    [40.    29.607]
    """
    distance, (inner, outer) = np.asarray(r, float), radii_m

    def transform(s: ComplexArray) -> ComplexArray:
        q = np.sqrt((s + cooling_per_s) / diffusivity_m2_s)
        return _response(distance, radii_m, q, (np.zeros_like(s), np.ones_like(s))) / s

    joule = heat_w_m3 * inner**2 / conductivity_w_m_k * invert(transform, time_s)
    return held_annulus(distance, time_s, inner, outer, rise_k, diffusivity_m2_s, cooling_per_s) + joule


def _response(r: Array, radii: tuple[float, float], q: ComplexArray, wall: Wall) -> ComplexArray:
    """Give the integral of G(r, p) dp / p for a wall where v theta = u a theta', wall = (u, v).

    G = P(smaller) N(larger) / P(b); P obeys the inner wall, N is 0 at the outer one.  P and N leave out
    exp(q (r - a)) and exp(q (b - r)), so that nothing overflows.
    """
    inner, outer = radii
    parts, weights = _panels(r.ndim, q.ndim)
    felt = REACH / np.real(q)
    down, up = np.minimum(r - inner, felt), np.minimum(outer - r, felt)
    below, above = r - down * parts, r + up * parts
    left = down * _from_inside(below, inner, q, wall) * np.exp(-q * (r - below)) / below
    right = up * _from_outside(above, outer, q) * np.exp(-q * (above - r)) / above
    left, right = np.sum(weights * left, axis=0), np.sum(weights * right, axis=0)
    both = _from_outside(r, outer, q) * left + _from_inside(r, inner, q, wall) * right
    return both / _from_inside(np.asarray(outer), inner, q, wall)


def _panels(*axes: int) -> tuple[Array, Array]:
    """Give places from 0 to 1 and weights of equal Gauss-Legendre panels, on an axis before all others."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    parts = (np.arange(PANELS)[:, None] + (1 + nodes) / 2) / PANELS
    shape = (-1,) + (1,) * max(axes)
    return parts.reshape(shape), np.tile(weights / (2 * PANELS), PANELS).reshape(shape)


def _from_inside(r: Array, inner: float, q: ComplexArray, wall: Wall) -> ComplexArray:
    """Give P exp(-q (r - a)): P = I0(q r) X + K0(q r) Y, X = u q a K1 + v K0, Y = u q a I1 - v I0 at a."""
    free, fixed = wall
    x, at = q * r, q * inner
    grows = free * at * kve(1, at) + fixed * kve(0, at)
    falls = free * at * _scaled(1, at) - fixed * _scaled(0, at)
    return _scaled(0, x) * grows + kve(0, x) * falls * np.exp(-2 * q * (r - inner))


def _from_outside(r: Array, outer: float, q: ComplexArray) -> ComplexArray:
    """Give N exp(-q (b - r)): N = I0(q b) K0(q r) - K0(q b) I0(q r)."""
    x, at = q * r, q * outer
    return _scaled(0, at) * kve(0, x) - kve(0, at) * _scaled(0, x) * np.exp(-2 * q * (outer - r))


def _scaled(order: int, x: ComplexArray) -> ComplexArray:
    """Give I(x) exp(-x)."""
    return ive(order, x) * np.exp(-1j * np.imag(x))
