"""Integrate Arrhenius damage exactly at constant temperature and on a linear ramp (J1, J2)."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expn

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.quadrature import integrate

GAS_CONSTANT_J_MOL_K = 8.31446261815324  # exact since the SI of 2019: Avogadro times Boltzmann
KELVIN_AT_0_C = 273.15
FRACTION_TERMS = 40  # of the continued fraction of E2; converged to round-off for z above 10
FRACTION_FROM = 10.0


def arrhenius_held(
    duration_s: ArrayLike, at_c: ArrayLike, frequency_per_s: float, activation_energy_j_mol: float
) -> Array:
    """Give the Arrhenius dose at constant temperature (J1).

    Omega = A t exp(-E / (R T)), with ln A inside the exponent; T in kelvin.

    Parameters
    ----------
    duration_s, at_c : arrays that broadcast, s and °C
        Duration and temperature.
    frequency_per_s, activation_energy_j_mol : float
        Frequency factor A and activation energy E.

    Returns
    -------
    array, 1
        Dose Omega; the dead fraction is 1 - exp(-Omega).

    References
    ----------
    Henriques & Moritz 1947.

    Examples
    --------
    >>> print(f"{arrhenius_held(90.0, 50.0, 7.39e39, 2.577e5):.5f}")
    1.47413
    """
    log_rate = np.log(frequency_per_s) - _reduced(activation_energy_j_mol, at_c)
    return np.asarray(duration_s, float) * np.exp(log_rate)


def arrhenius_ramp(
    duration_s: ArrayLike,
    from_c: ArrayLike,
    to_c: ArrayLike,
    frequency_per_s: float,
    activation_energy_j_mol: float,
) -> Array:
    """Give the Arrhenius dose of a linear change of temperature, up or down (J2).

    Omega = A t [T E2(e / T)] / (T1 - T0) between T0 and T1, e = E / R, with E2 the exponential
    integral; everything is scaled by exp(e / T) of the hotter end.  Small changes are integrated
    by 16 Gauss points instead, where the closed form would subtract nearly equal numbers.

    Parameters
    ----------
    duration_s : array, s
        Duration of the change.
    from_c, to_c : arrays that broadcast, °C
        Temperatures at its start and end.
    frequency_per_s, activation_energy_j_mol : float
        Frequency factor A and activation energy E.

    Returns
    -------
    array, 1
        Dose Omega.

    References
    ----------
    d(T E2(e/T))/dT = exp(-e/T); DLMF 8.19.

    Examples
    --------
    >>> print(f"{arrhenius_ramp(60.0, 37.0, 80.0, 7.39e39, 2.577e5):.4f}")
    310.7833
    """
    ends = np.broadcast_arrays(np.asarray(from_c, float), np.asarray(to_c, float))
    hot, cold = (pick(*ends) + KELVIN_AT_0_C for pick in (np.maximum, np.minimum))
    e = activation_energy_j_mol / GAS_CONSTANT_J_MOL_K
    small = e / cold - e / hot < 1.0
    mean = _mean_closed(e, np.where(small, hot - 1.0, cold), hot)
    mean = np.where(small, _mean_by_gauss(e, np.where(small, cold, hot), hot), mean)
    return np.asarray(duration_s, float) * np.exp(np.log(frequency_per_s) - e / hot) * mean


def lethal_temperature_c(
    duration_s: ArrayLike,
    frequency_per_s: float,
    activation_energy_j_mol: float,
    omega: float = 1.0,
) -> Array:
    """Give the constant temperature that reaches a dose in a duration (J1 solved for T).

    T = e / ln(A t / Omega), e = E / R

    Parameters
    ----------
    duration_s : array, s
        Duration.
    frequency_per_s, activation_energy_j_mol : float
        Frequency factor A and activation energy E.
    omega : float, 1
        Dose wanted.

    Returns
    -------
    array, °C
        Temperature.

    References
    ----------
    `arrhenius_held` solved for temperature.

    Examples
    --------
    >>> print(f"{lethal_temperature_c(90.0, 7.39e39, 2.577e5):.3f}")
    48.698
    """
    power = np.log(frequency_per_s) + np.log(np.asarray(duration_s, float) / omega)
    return activation_energy_j_mol / GAS_CONSTANT_J_MOL_K / power - KELVIN_AT_0_C


def _reduced(activation_energy_j_mol: float, at_c: ArrayLike) -> Array:
    """Give E / (R T)."""
    return activation_energy_j_mol / (GAS_CONSTANT_J_MOL_K * (np.asarray(at_c, float) + KELVIN_AT_0_C))


def _mean_closed(e: float, cold: Array, hot: Array) -> Array:
    """Give exp(e / hot) times the mean of exp(-e / T) between two temperatures, by E2."""
    gap = e / cold - e / hot
    return (hot * _scaled_e2(e / hot) - cold * _scaled_e2(e / cold) * np.exp(-gap)) / (hot - cold)


def _mean_by_gauss(e: float, cold: Array, hot: Array) -> Array:
    """Give the same mean by Gauss points, for temperatures that are close."""

    def rate(share: Array) -> Array:
        return np.exp(e / hot - e / (cold + share * (hot - cold)))

    return integrate(rate, np.zeros(hot.shape), 1.0)


def _scaled_e2(z: Array) -> Array:
    """Give exp(z) E2(z), by a continued fraction where exp(z) could overflow."""
    small = np.minimum(z, FRACTION_FROM)
    large = np.maximum(z, FRACTION_FROM)
    tail = large + 2 + 2 * FRACTION_TERMS
    for term in range(FRACTION_TERMS, 0, -1):
        tail = large + 2 * term - term * (term + 1) / tail
    return np.where(z < FRACTION_FROM, np.exp(small) * expn(2, small), 1 / tail)
