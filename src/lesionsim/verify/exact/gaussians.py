"""Solve perfused infinite space with a Gaussian start (C1) or a Gaussian heat source (C2)."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import erf

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.quadrature import integrate


def gaussian_start(
    r: ArrayLike,
    z: ArrayLike,
    time_s: ArrayLike,
    peak_k: float,
    widths_m: tuple[float, float],
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the fading of a Gaussian rise, with its own widths across and along the axis (C1).

    theta = theta0 (s_r^2 / v_r) (s_z / sqrt(v_z)) exp(-r^2 / (2 v_r) - z^2 / (2 v_z) - beta t),
    v_r = s_r^2 + 2 alpha t, v_z = s_z^2 + 2 alpha t.  Equal widths give a ball: then r^2 + z^2 is the
    squared distance from its centre.

    Parameters
    ----------
    r, z : arrays that broadcast, m
        Distance from the axis and place along it, from the centre of the Gaussian.
    time_s : array that broadcasts with r and z, s
        Time, 0 or more.
    peak_k : float, K
        Rise in the centre at time 0.
    widths_m : (float, float), m
        Standard deviations s_r and s_z.
    diffusivity_m2_s, cooling_per_s : float
        Diffusivity alpha and rate of cooling by blood beta.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Green's function of the heat equation; Carslaw & Jaeger 1959, ch. 10.

    Examples
    --------
    >>> print(f"{gaussian_start(0.0, 0.0, 10.0, 8.0, (1e-3, 1e-3), 1.5e-7):.6f}")
    1.000000
    """
    across, along = widths_m
    time = np.asarray(time_s, float)
    v_r, v_z = across**2 + 2 * diffusivity_m2_s * time, along**2 + 2 * diffusivity_m2_s * time
    exponent = -(np.asarray(r, float) ** 2) / (2 * v_r) - np.asarray(z, float) ** 2 / (2 * v_z)
    return peak_k * across**2 / v_r * along / np.sqrt(v_z) * np.exp(exponent - cooling_per_s * time)


def gaussian_source(
    r: ArrayLike,
    z: ArrayLike,
    time_s: float,
    peak_k_per_s: float,
    widths_m: tuple[float, float],
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise from a Gaussian heat source switched on at time 0 (C2).

    theta = integral over 0..t of `gaussian_start` with the peak Q / (rho c), by panels in
    ln(1 + 2 alpha t / s^2), where the integrand is smooth for any duration.

    Parameters
    ----------
    r, z, widths_m, diffusivity_m2_s, cooling_per_s
        As in `gaussian_start`.
    time_s : float, s
        Time since the source went on, 0 or more.
    peak_k_per_s : float, K/s
        Heat source in the centre over rho c.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Duhamel's theorem on `gaussian_start`; for equal widths it has a closed form in erf.

    Examples
    --------
    >>> print(f"{gaussian_source(0.0, 0.0, 10.0, 1.0, (1e-3, 1e-3), 1.5e-7):.6f}")
    3.333333
    """
    narrow = min(widths_m) ** 2 / (2 * diffusivity_m2_s)
    upper = np.log1p(time_s / narrow)
    across, along = np.broadcast_arrays(np.asarray(r, float), np.asarray(z, float))

    def fading(stretched: Array) -> Array:
        moment = narrow * np.expm1(stretched)
        heat = (widths_m, diffusivity_m2_s, cooling_per_s)
        return gaussian_start(across, along, moment, peak_k_per_s, *heat) * (moment + narrow)

    panels = 4 + int(np.ceil(4 * upper))
    return integrate(fading, np.zeros(across.shape), upper, panels)


def ball_source(
    distance: ArrayLike,
    time_s: ArrayLike,
    peak_k_per_s: float,
    width_m: float,
    diffusivity_m2_s: float,
) -> Array:
    """Give the rise from a ball-shaped Gaussian source without perfusion, in closed form (C2).

    theta = q s^3 / alpha sqrt(pi / 2) / R [erf(R / (s sqrt 2)) - erf(R / sqrt(2 v))], v = s^2 + 2 alpha t.

    Parameters
    ----------
    distance : array, m
        Distance R from the centre, above 0.
    time_s : array that broadcasts with distance, s
        Time since the source went on.
    peak_k_per_s : float, K/s
        Heat source in the centre over rho c.
    width_m : float, m
        Standard deviation s.
    diffusivity_m2_s : float
        Diffusivity alpha.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Time integral of `gaussian_start` with v^(-1/2) as variable.

    Examples
    --------
    >>> print(f"{ball_source(2e-3, 10.0, 1.0, 1e-3, 1.5e-7):.6f}")
    1.135545
    """
    away = np.asarray(distance, float)
    spread = np.sqrt(2 * (width_m**2 + 2 * diffusivity_m2_s * np.asarray(time_s, float)))
    gained = erf(away / (width_m * np.sqrt(2))) - erf(away / spread)
    return peak_k_per_s * width_m**3 / diffusivity_m2_s * np.sqrt(np.pi / 2) / away * gained
