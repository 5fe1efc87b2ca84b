"""Choose temperature, potential and damage together so that all three obey their equations (L).

A harmonic function psi(r, z) and one rate s(psi) make everything else:

    psi = bend (r^2 - 2 z^2) + tilt z, s = s0 + s1 psi, L = L0 + s t, the logarithm of the damage rate,
    T = e / (ln A - L) in kelvin, e = E / R_gas, so that Omega = exp(L0) (exp(s t) - 1) / s,
    phi = C times the integral of d psi / sigma(T) from 0, so that sigma grad phi = C grad psi has no divergence.

Neither charge nor damage needs a source of its own.  Heat needs q, whatever k(T), c(T), sigma(T) and the perfusion
w(D) of the dead fraction D = 1 - exp(-Omega) are: with T_L = T^2 / e, T_LL = 2 T^3 / e^2 and a = s1 t,

    q = rho c T_L s - [k T_LL + k' T_L^2] a^2 |grad psi|^2 - C^2 |grad psi|^2 / sigma + w(D) (T - T_blood).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.quadrature import integrate

KELVIN_AT_0_C = 273.15
PANELS = 2
Law = Callable[[Array], Array]


class Tissue(NamedTuple):
    """Hold laws of temperature in °C, and of the dead fraction, each a function of arrays."""

    conductivity: Law  # W/m/K
    conductivity_slope: Law  # its derivative, W/m/K2
    heat_capacity: Law  # J/m3/K
    sigma: Law  # S/m
    perfusion: Law  # W/m3/K, of the dead fraction
    blood_c: float


class Chosen(NamedTuple):
    """Hold what is free to choose."""

    bend_per_m2: float
    tilt_per_m: float
    start_c: float  # T at time 0, the same everywhere
    growth_per_s: float  # s0
    spread_per_s: float  # s1
    drive_a_m: float  # C
    log_frequency: float  # ln A, A in 1/s
    energy_k: float  # e


def harmonic(r: ArrayLike, z: ArrayLike, chosen: Chosen) -> Array:
    """Give psi, whose Laplacian is 0 (L).

    psi = bend (r^2 - 2 z^2) + tilt z

    Parameters
    ----------
    r, z : arrays that broadcast, m
        Distance from the axis, and place along it.
    chosen : Chosen
        Coefficients.

    Returns
    -------
    array, 1
        psi.

    References
    ----------
    Legendre polynomials of first and second degree.

    Examples
    --------
    >>> print(harmonic(5e-3, 1e-3, Chosen(4e4, 100.0, 45.0, 0.25, 0.15, 3.0, 91.8, 3.1e4)))
    1.02
    """
    across, along = np.asarray(r, float), np.asarray(z, float)
    return np.asarray(chosen.bend_per_m2 * (across**2 - 2 * along**2) + chosen.tilt_per_m * along)


def temperature(r: ArrayLike, z: ArrayLike, time_s: float, chosen: Chosen) -> Array:
    """Give the temperature that makes damage simple (L).

    T = e / (ln A - L0 - s t) in kelvin

    Parameters
    ----------
    r, z, chosen
        As in `harmonic`.
    time_s : float, s
        Time.

    Returns
    -------
    array, °C
        Temperature.

    References
    ----------
    Method of manufactured solutions.

    Examples
    --------
    >>> chosen = Chosen(4e4, 100.0, 45.0, 0.25, 0.15, 3.0, 91.8, 3.1e4)
    >>> print(temperature([0.0, 5e-3], 0.0, 20.0, chosen).round(4))
    [62.2088 73.4576]
    """
    return _warm(harmonic(r, z, chosen), time_s, chosen) - KELVIN_AT_0_C


def damage(r: ArrayLike, z: ArrayLike, time_s: float, chosen: Chosen) -> Array:
    """Give the Arrhenius dose (L).

    Omega = exp(L0) (exp(s t) - 1) / s

    Parameters
    ----------
    r, z, time_s, chosen
        As in `temperature`.

    Returns
    -------
    array, 1
        Dose Omega.

    References
    ----------
    Integral of exp(L) over time.

    Examples
    --------
    >>> chosen = Chosen(4e4, 100.0, 45.0, 0.25, 0.15, 3.0, 91.8, 3.1e4)
    >>> print(damage([0.0, 5e-3], 0.0, 20.0, chosen).round(5))
    [ 2.09849 26.51313]
    """
    growth = _rate(harmonic(r, z, chosen), chosen) * time_s
    small = np.abs(growth) < 1e-8
    ratio = np.where(small, 1.0 + 0.5 * growth, np.expm1(growth) / np.where(small, 1.0, growth))
    return np.asarray(np.exp(_log_start(chosen)) * time_s * ratio)


def potential(r: ArrayLike, z: ArrayLike, time_s: float, chosen: Chosen, sigma: Law) -> Array:
    """Give the potential whose current has no divergence (L).

    phi = C times the integral of d psi / sigma(T(psi, t)) from 0

    Parameters
    ----------
    r, z, time_s, chosen
        As in `temperature`.
    sigma : function of temperature in °C
        Smooth; summed by Gauss points.

    Returns
    -------
    array, V
        Potential.

    References
    ----------
    div(sigma grad phi) = C lap psi = 0.

    Examples
    --------
    >>> chosen = Chosen(4e4, 100.0, 45.0, 0.25, 0.15, 3.0, 91.8, 3.1e4)
    >>> print(f"{potential(5e-3, 1e-3, 20.0, chosen, lambda T: 0.5 + 0 * T):.4f}")
    6.1200
    """

    def resistivity(psi: Array) -> Array:
        return 1.0 / sigma(_warm(psi, time_s, chosen) - KELVIN_AT_0_C)

    return chosen.drive_a_m * integrate(resistivity, 0.0, harmonic(r, z, chosen), PANELS)


def heat_source(r: ArrayLike, z: ArrayLike, time_s: float, chosen: Chosen, tissue: Tissue) -> Array:
    """Give the source of heat that lets temperature, potential and damage be as chosen (L).

    q of the formula at the head of this file: storage - conduction - Joule heat + perfusion.

    Parameters
    ----------
    r, z, time_s, chosen
        As in `temperature`.
    tissue : Tissue
        Laws of its properties.

    Returns
    -------
    array, W/m3
        Heat besides that of current, conduction and blood.

    References
    ----------
    Method of manufactured solutions.

    Examples
    --------
    >>> chosen = Chosen(4e4, 100.0, 45.0, 0.25, 0.15, 3.0, 91.8, 3.1e4)
    >>> tissue = Tissue(lambda T: 0.5 + 0 * T, lambda T: 0 * T, lambda T: 3.6e6 + 0 * T, lambda T: 0.5 + 0 * T,
    ...                 lambda D: 3e4 * (1 - D), 37.0)
    >>> print(f"{heat_source(5e-3, 1e-3, 20.0, chosen, tissue):.1f}")
    2621226.9
    """
    psi = harmonic(r, z, chosen)
    kelvin, grown = _warm(psi, time_s, chosen), chosen.spread_per_s * time_s
    celsius = kelvin - KELVIN_AT_0_C
    per_log, per_log_twice = kelvin**2 / chosen.energy_k, 2 * kelvin**3 / chosen.energy_k**2
    outward, upward = _gradient(r, z, chosen)
    steep = outward**2 + upward**2
    bent = tissue.conductivity(celsius) * per_log_twice + tissue.conductivity_slope(celsius) * per_log**2
    stored = tissue.heat_capacity(celsius) * per_log * _rate(psi, chosen)
    dead = -np.expm1(-damage(r, z, time_s, chosen))
    cooled = tissue.perfusion(dead) * (celsius - tissue.blood_c)
    return stored - bent * grown**2 * steep - chosen.drive_a_m**2 * steep / tissue.sigma(celsius) + cooled


def heat_flux(r: ArrayLike, z: ArrayLike, time_s: float, chosen: Chosen, conductivity: Law) -> tuple[Array, Array]:
    """Give the flux of heat by conduction (L).

    - k(T) T_L s1 t grad psi

    Parameters
    ----------
    r, z, time_s, chosen
        As in `temperature`.
    conductivity : function of temperature in °C
        k in W/m/K.

    Returns
    -------
    two arrays, W/m2
        Flux away from the axis, and along it.

    References
    ----------
    Fourier's law.

    Examples
    --------
    >>> chosen = Chosen(4e4, 100.0, 45.0, 0.25, 0.15, 3.0, 91.8, 3.1e4)
    >>> outward, upward = heat_flux(5e-3, 1e-3, 20.0, chosen, lambda T: 0.5 + 0 * T)
    >>> print(f"{outward:.2f} {upward:.2f}")
    -2328.35 349.25
    """
    kelvin = _warm(harmonic(r, z, chosen), time_s, chosen)
    steep = -conductivity(kelvin - KELVIN_AT_0_C) * kelvin**2 / chosen.energy_k * chosen.spread_per_s * time_s
    outward, upward = _gradient(r, z, chosen)
    return steep * outward, steep * upward


def _gradient(r: ArrayLike, z: ArrayLike, chosen: Chosen) -> tuple[Array, Array]:
    """Give the two components of grad psi in 1/m."""
    across, along = np.asarray(r, float), np.asarray(z, float)
    return np.asarray(2 * chosen.bend_per_m2 * across), np.asarray(chosen.tilt_per_m - 4 * chosen.bend_per_m2 * along)


def _rate(psi: Array, chosen: Chosen) -> Array:
    """Give s in 1/s."""
    return chosen.growth_per_s + chosen.spread_per_s * psi


def _log_start(chosen: Chosen) -> float:
    """Give L0, the logarithm of the damage rate at time 0."""
    return chosen.log_frequency - chosen.energy_k / (chosen.start_c + KELVIN_AT_0_C)


def _warm(psi: Array, time_s: float, chosen: Chosen) -> Array:
    """Give T in kelvin."""
    return chosen.energy_k / (chosen.log_frequency - _log_start(chosen) - _rate(psi, chosen) * time_s)
