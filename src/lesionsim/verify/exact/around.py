"""Solve what changes around an axis: Bessel modes, and bodies of another conductivity in a uniform gradient."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import iv, jn_zeros, jv, kv

from lesionsim.verify.exact.arrays import Array


def wave_outside(r: ArrayLike, theta: ArrayLike, radius_m: float, waves: int, decay_per_m: float) -> Array:
    """Give the steady share of cos(m theta) on a cylinder's surface that reaches perfused tissue around it (B6).

    theta = cos(m theta) K_m(lambda r) / K_m(lambda a)

    Parameters
    ----------
    r, theta : arrays that broadcast, m and rad
        Places, from the axis of the cylinder.
    radius_m : float, m
        Radius a of the cylinder.
    waves : int
        Waves m around.
    decay_per_m : float, 1/m
        lambda = sqrt(beta / alpha), above 0.

    Returns
    -------
    array, 1
        Rise, relative to that on the surface at theta = 0.

    References
    ----------
    Carslaw & Jaeger 1959, ch. 7 and 13: separation of variables.

    Examples
    --------
    >>> print(f"{wave_outside(2e-3, 0.0, 1e-3, 1, 250.0):.6f}")
    0.442068
    """
    decay = decay_per_m * np.asarray(r, float)
    return np.cos(waves * np.asarray(theta, float)) * kv(waves, decay) / kv(waves, decay_per_m * radius_m)


def wave_inside(r: ArrayLike, theta: ArrayLike, radius_m: float, waves: int, decay_per_m: float) -> Array:
    """Give the steady share of cos(m theta) on a cylinder's surface that reaches perfused tissue within (B6).

    theta = cos(m theta) I_m(lambda r) / I_m(lambda a)

    Parameters
    ----------
    r, theta, radius_m, waves, decay_per_m
        As in `wave_outside`.

    Returns
    -------
    array, 1
        Rise, relative to that on the surface at theta = 0.

    References
    ----------
    Carslaw & Jaeger 1959, ch. 7.

    Examples
    --------
    >>> print(f"{wave_inside(1e-3, 0.0, 2e-3, 1, 250.0):.6f}")
    0.488491
    """
    decay = decay_per_m * np.asarray(r, float)
    return np.cos(waves * np.asarray(theta, float)) * iv(waves, decay) / iv(waves, decay_per_m * radius_m)


def bessel_mode(
    r: ArrayLike, theta: ArrayLike, radius_m: float, order: tuple[int, int], time_s: float, heat: tuple[float, float]
) -> Array:
    """Give the fading of a mode of a cylinder whose surface is held at blood temperature (B7).

    theta = J_m(j r / a) cos(m theta) exp(-(alpha j^2 / a^2 + beta) t), j the n-th zero of J_m

    Parameters
    ----------
    r, theta : arrays that broadcast, m and rad
    radius_m : float, m
        Radius a.
    order : (int, int)
        Waves m around, and the number n of the zero.
    time_s : float, s
    heat : (float, float)
        Diffusivity alpha (m2/s) and rate of cooling by blood beta (1/s).

    Returns
    -------
    array, 1

    References
    ----------
    Carslaw & Jaeger 1959, ch. 7.

    Examples
    --------
    >>> print(f"{bessel_mode(1e-3, 0.0, 2e-3, (1, 1), 0.0, (1.4e-7, 0.01)):.6f}")
    0.580725
    """
    waves, number = order
    wave = jn_zeros(waves, number)[-1] / radius_m
    rate = heat[0] * wave**2 + heat[1]
    return jv(waves, wave * np.asarray(r, float)) * np.cos(waves * np.asarray(theta, float)) * np.exp(-rate * time_s)


def two_halves(depth: ArrayLike, conductivities: tuple[float, float]) -> Array:
    """Give the temperature of a steady flux of 1 W/m2 across the plane between two media (E6).

    theta = -depth / k, with k that of the first medium where depth is below 0, of the second elsewhere

    Parameters
    ----------
    depth : array, m
        Distance behind the plane, in the direction of the flux.
    conductivities : (float, float), W/m/K

    Returns
    -------
    array, K

    References
    ----------
    Direct.

    Examples
    --------
    >>> print(two_halves([-1e-3, 1e-3], (0.5, 0.25)))
    [ 0.002 -0.004]
    """
    behind = np.asarray(depth, float)
    return -behind / np.where(behind < 0, *conductivities)


def line_beside_plane(x: ArrayLike, y: ArrayLike, distance_m: float, conductivities: tuple[float, float]) -> Array:
    """Give the steady temperature around a line of 1 W/m at the origin beside a half-space of another medium (E6).

    theta = -[ln rho + kappa ln rho'] / (2 pi k1) before the plane x = d, with rho' the distance from the mirror
    image at x = 2 d and kappa = (k1 - k2) / (k1 + k2); -ln rho / (pi (k1 + k2)) plus a constant behind it.

    Parameters
    ----------
    x, y : arrays that broadcast, m
        Places off the line.
    distance_m : float, m
        Distance d of the plane.
    conductivities : (float, float), W/m/K
        k1 around the line, k2 behind the plane.

    Returns
    -------
    array, K
        Temperature; 0 at a distance of 1 m would be far away, so a constant is left open.

    References
    ----------
    Method of images; Carslaw & Jaeger 1959, 16.1 (steady); Jackson, Classical Electrodynamics, 4.4.

    Examples
    --------
    >>> print(f"{line_beside_plane(1e-3, 0.0, 2e-3, (0.5, 0.5)):.6f}")
    2.198807
    """
    first, second = conductivities
    across, along = np.asarray(x, float), np.asarray(y, float)
    near, image = np.hypot(across, along), np.hypot(across - 2 * distance_m, along)
    kappa = (first - second) / (first + second)
    before = -(np.log(near) + kappa * np.log(image)) / (2 * np.pi * first)
    return np.where(across < distance_m, before, -np.log(near) / (np.pi * (first + second)))


def ball_in_gradient(
    along: ArrayLike, across: ArrayLike, radius_m: float, conductivities: tuple[float, float], dimensions: int
) -> Array:
    """Give the temperature around a cylinder or a ball in a uniform gradient of 1 K/m (E7).

    theta = s (1 - kappa (a / rho)^n) outside and s (1 - kappa) inside, with s the place along the gradient and
    kappa = (k2 - k1) / (k2 + (n - 1) k1); n is 2 for a cylinder across the gradient, 3 for a ball.

    Parameters
    ----------
    along, across : arrays that broadcast, m
        Places from the middle: along the gradient, and across it (and, for a cylinder, across its axis).
    radius_m : float, m
        Radius a.
    conductivities : (float, float), W/m/K
        k1 outside, k2 inside.
    dimensions : int
        n.

    Returns
    -------
    array, K

    References
    ----------
    Maxwell 1873; Carslaw & Jaeger 1959, 16.4.

    Examples
    --------
    >>> print(f"{ball_in_gradient(2e-3, 0.0, 1e-3, (0.5, 0.25), 3):.7f}")
    0.0020500
    """
    first, second = conductivities
    s, rho = np.asarray(along, float), np.hypot(along, across)
    kappa = (second - first) / (second + (dimensions - 1) * first)
    return s * (1 - kappa * np.minimum(radius_m / np.maximum(rho, 1e-300), 1.0) ** dimensions)
