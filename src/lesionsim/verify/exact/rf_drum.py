"""Solve the perfused drum whose walls have the potential of r^2 - 2 z^2: heat flows along r and along z (H6).

phi = U (r^2 - 2 z^2) / R^2 is harmonic, and heats by Q0 (r^2 + 4 z^2) / R^2 with Q0 = 4 sigma U^2 / R^2. The side
r = R is held at blood temperature, the ends z = -H and z = H let no heat through.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ive, j0, j1, jn_zeros

from lesionsim.verify.exact.arrays import Array

WAVES = 4000  # cosines of the steady state; they fall as the fourth power
MODES = 400  # along r and along z, of what fades


class Drum(NamedTuple):
    """Hold the radius R and half the height H (m), the heat Q0 (W/m3), k (W/m/K), alpha (m2/s) and beta (1/s).

    The cooling by blood, beta, is above 0.
    """

    radius_m: float
    half_height_m: float
    heat_w_m3: float
    conductivity_w_m_k: float
    diffusivity_m2_s: float
    cooling_per_s: float


def drum_potential(r: ArrayLike, z: ArrayLike, radius_m: float) -> Array:
    """Give the potential over U at a place (H6).

    Parameters
    ----------
    r, z : arrays that broadcast, m
        Distance from the axis, and from the plane in the middle.
    radius_m : float
        Radius R.

    Returns
    -------
    array, 1
        (r^2 - 2 z^2) / R^2

    References
    ----------
    Laplace's equation: 4 - 4 = 0.

    Examples
    --------
    >>> print(drum_potential([0.0, 5e-3], [5e-3, 0.0], 5e-3))
    [-2.  1.]
    """
    return (np.asarray(r, float) ** 2 - 2 * np.asarray(z, float) ** 2) / radius_m**2


def rf_drum_steady(r: ArrayLike, z: ArrayLike, drum: Drum) -> Array:
    """Give the steady rise (H6).

    Heat is Q0 (r^2 + 4 H^2/3) / R^2 plus cosines of 16 Q0 (H/R)^2 (-1)^n / (n pi)^2 along z; each of these gives
    (q_n / (k kappa_n^2)) [1 - I0(kappa_n r) / I0(kappa_n R)], kappa_n^2 = beta/alpha + (n pi/H)^2.

    Parameters
    ----------
    r, z : (nr,) and (nz,) arrays, m
        Places along both axes.
    drum : Drum
        The drum.

    Returns
    -------
    (nr, nz) array, K
        Rise above blood.

    References
    ----------
    Separation of variables; Carslaw & Jaeger 1959, ch. 7 and 8.

    Examples
    --------
    >>> drum = Drum(5e-3, 4e-3, 4e6, 0.5, 1.4e-7, 0.01)
    >>> print(rf_drum_steady([0.0, 4e-3], [0.0, 4e-3], drum).round(6))
    [[30.140043 52.772343]
     [12.822623 25.397534]]
    """
    place = np.asarray(r, float)[:, None]
    number = np.arange(1.0, WAVES + 1)
    waves = _drum_waves(drum, number) / drum.conductivity_w_m_k
    squared = _decay_squared(drum) + (number * np.pi / drum.half_height_m) ** 2
    share = 1 - _bessel_ratio(place, drum.radius_m, np.sqrt(squared))
    rise = share * (waves / squared) @ np.cos(np.pi * np.outer(number, np.asarray(z, float)) / drum.half_height_m)
    return _mean_along(place, drum) + rise


def rf_drum(r: ArrayLike, z: ArrayLike, time_s: float, drum: Drum) -> Array:
    """Give the rise from time 0 (H6).

    The steady rise less the sum over zeros j of J0 and over n of
    (q_jn / (rho c lambda)) exp(-lambda t) J0(j r/R) cos(n pi z/H), lambda = beta + alpha (j^2/R^2 + (n pi/H)^2).

    Parameters
    ----------
    r, z, drum
        As in `rf_drum_steady`.
    time_s : float, s
        Time, well above R^2 / (alpha MODES^2).

    Returns
    -------
    (nr, nz) array, K
        Rise above blood.

    References
    ----------
    As for `rf_drum_steady`.

    Examples
    --------
    >>> drum = Drum(5e-3, 4e-3, 4e6, 0.5, 1.4e-7, 0.01)
    >>> print(rf_drum([0.0, 4e-3], [0.0, 4e-3], 20.0, drum).round(6))
    [[10.458768 30.932922]
     [ 7.376152 19.345784]]
    """
    radius, height = drum.radius_m, drum.half_height_m
    zero, number = jn_zeros(0, MODES), np.arange(float(MODES))
    flat = 2 / (zero * j1(zero))
    waves = np.concatenate([[0.0], _drum_waves(drum, number[1:])])
    heat = np.outer(flat, waves)
    heat[:, 0] = drum.heat_w_m3 * (flat - 8 / (zero**3 * j1(zero)) + flat * 4 / 3 * (height / radius) ** 2)
    rate = np.add.outer((zero / radius) ** 2, (number * np.pi / height) ** 2) * drum.diffusivity_m2_s
    rate += drum.cooling_per_s
    left = heat * drum.diffusivity_m2_s / drum.conductivity_w_m_k * np.exp(-rate * time_s) / rate
    across = j0(np.outer(np.asarray(r, float), zero) / radius)
    return rf_drum_steady(r, z, drum) - across @ left @ np.cos(np.pi * np.outer(number, np.asarray(z, float)) / height)


def _decay_squared(drum: Drum) -> float:
    """Give beta / alpha, 1/m2."""
    return drum.cooling_per_s / drum.diffusivity_m2_s


def _drum_waves(drum: Drum, number: Array) -> Array:
    """Give the heat in each cosine along z but the first, W/m3: 4 z^2 is 16 H^2 (-1)^n / (n pi)^2 of them."""
    sign = np.where(number % 2 == 0, 1.0, -1.0)
    return 16 * drum.heat_w_m3 * (drum.half_height_m / (drum.radius_m * np.pi * number)) ** 2 * sign


def _bessel_ratio(r: Array, radius_m: float, decay_per_m: Array | float) -> Array:
    """Give I0(kappa r) / I0(kappa R)."""
    ratio: Array = ive(0, decay_per_m * r) / ive(0, decay_per_m * radius_m) * np.exp(decay_per_m * (r - radius_m))
    return ratio


def _mean_along(r: Array, drum: Drum) -> Array:
    """Give the part of the steady rise that is the same along z, K.

    (A r^2 + B) / m^2 + 4 A / m^4 solves it but for the wall; m^2 = beta/alpha, k A = Q0/R^2, B = A 4 H^2/3.
    """
    square, decay = drum.radius_m**2, _decay_squared(drum)
    strength = drum.heat_w_m3 / (drum.conductivity_w_m_k * square)

    def freely(distance: Array | float) -> Array:
        return np.asarray(strength * ((distance**2 + 4 / 3 * drum.half_height_m**2) / decay + 4 / decay**2))

    return freely(r) - freely(drum.radius_m) * _bessel_ratio(r, drum.radius_m, float(np.sqrt(decay)))
