"""Solve the shell between a held sphere and an outer wall at blood temperature (A5)."""

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.halfspace import held_half_space, held_half_space_slope

# Up to this alpha t / thickness^2 images are summed, above it sines: either needs a few terms only.
EARLY = 0.15
IMAGES = 4
SINES = 8


def held_shell(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    outer_radius_m: float,
    rise_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise in a shell with a held inner wall and an outer wall at blood temperature (A5).

    r theta / (a theta0) = sinh(m (L - x)) / sinh(m L)
    - (2/L) sum p_n / (p_n^2 + m^2) sin(p_n x) exp(-(alpha p_n^2 + beta) t), p_n = n pi / L, L = b - a;
    at early times the same as a sum of images of the held half-space.

    Parameters
    ----------
    r : array, m
        Distance from the centre, between the walls.
    time_s : array that broadcasts with r, s
        Time, 0 or more.
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
    Carslaw & Jaeger 1959, ch. 9 (without perfusion).

    Examples
    --------
    >>> r = np.array([1e-3, 2e-3, 4e-3])
    >>> print(held_shell(r, 60.0, 1e-3, 5e-3, 43.0, 1.5e-7, 0.001).round(4))
    [43.     15.9658  2.6257]
    """
    distance = np.asarray(r, float)
    x, length = distance - radius_m, outer_radius_m - radius_m
    heat = (diffusivity_m2_s, cooling_per_s)
    early = diffusivity_m2_s * np.asarray(time_s, float) < EARLY * length**2
    share = np.where(early, _by_images(x, time_s, length, *heat), _by_sines(x, time_s, length, *heat))
    return rise_k * radius_m / distance * share


def held_shell_steady(
    r: ArrayLike, radius_m: float, outer_radius_m: float, rise_k: float, decay_per_m: float = 0.0
) -> Array:
    """Give the rise in the shell after a very long time (A5).

    theta = theta0 (a / r) sinh(m (b - r)) / sinh(m (b - a))

    Parameters
    ----------
    r, radius_m, outer_radius_m, rise_k
        As in `held_shell`.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha).

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Direct solution of (r theta)'' = m^2 r theta.

    Examples
    --------
    >>> print(f"{held_shell_steady(2e-3, 1e-3, 4e-3, 43.0):.6f}")
    14.333333
    """
    distance = np.asarray(r, float)
    share = _sinh_ratio(distance - radius_m, outer_radius_m - radius_m, decay_per_m)
    return rise_k * radius_m / distance * share


def held_shell_power(
    time_s: ArrayLike,
    radius_m: float,
    outer_radius_m: float,
    rise_k: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> tuple[Array, Array]:
    """Give the power into the shell at its inner wall and out of it at its outer wall (A5).

    P_in = 4 pi a^2 k theta0 (1/a + S(0)), P_out = 4 pi a b k theta0 S(L), S = -d(r theta / a theta0)/dx.

    Parameters
    ----------
    time_s, radius_m, outer_radius_m, rise_k, diffusivity_m2_s, cooling_per_s
        As in `held_shell`; times above 0.
    conductivity_w_m_k : float
        Conductivity k.

    Returns
    -------
    (array, array), W
        Power in at the inner wall and out at the outer wall.

    References
    ----------
    Fluxes of `held_shell`.

    Examples
    --------
    >>> power_in, power_out = held_shell_power(1e5, 1e-3, 2e-3, 43.0, 0.5, 1.5e-7)
    >>> print(f"{power_in:.6f} {power_out:.6f}")
    0.540354 0.540354
    """
    length = outer_radius_m - radius_m
    heat = (time_s, length, diffusivity_m2_s, cooling_per_s)
    scale = 4 * np.pi * radius_m * conductivity_w_m_k * rise_k
    inner = scale * (1 + radius_m * _slope(0.0, *heat))
    return inner, scale * outer_radius_m * _slope(length, *heat)


def _by_images(x: ArrayLike, time_s: ArrayLike, length: float, diffusivity: float, cooling: float) -> Array:
    """Give r theta / (a theta0) as a sum of images, good while the outer wall is little felt."""
    depth, total = np.asarray(x, float), np.asarray(0.0)
    for image in range(IMAGES):
        there, back = 2 * image * length + depth, 2 * (image + 1) * length - depth
        total = total + held_half_space(there, time_s, diffusivity, cooling)
        total = total - held_half_space(back, time_s, diffusivity, cooling)
    return total


def _by_sines(x: ArrayLike, time_s: ArrayLike, length: float, diffusivity: float, cooling: float) -> Array:
    """Give r theta / (a theta0) as the steady part minus a sine series, good at late times."""
    depth, decay = np.asarray(x, float), np.sqrt(cooling / diffusivity)
    total = _sinh_ratio(depth, length, decay)
    for p in np.pi / length * np.arange(1, SINES + 1):
        fading = np.exp(-(diffusivity * p**2 + cooling) * np.asarray(time_s, float))
        total = total - 2 / length * p / (p**2 + decay**2) * np.sin(p * depth) * fading
    return total


def _slope(x: float, time_s: ArrayLike, length: float, diffusivity: float, cooling: float) -> Array:
    """Give -d(r theta / a theta0)/dx at x, by images or sines as time asks."""
    decay, time = np.sqrt(cooling / diffusivity), np.asarray(time_s, float)
    images: Array = np.zeros(time.shape)
    for image in range(IMAGES):
        for place in (2 * image * length + x, 2 * (image + 1) * length - x):
            images = images + held_half_space_slope(place, time, diffusivity, cooling)
    sines = _cosh_ratio(x, length, decay) * np.ones(time.shape)
    for p in np.pi / length * np.arange(1, SINES + 1):
        fading = np.exp(-(diffusivity * p**2 + cooling) * time)
        sines = sines + 2 / length * p**2 / (p**2 + decay**2) * np.cos(p * x) * fading
    return np.where(diffusivity * time < EARLY * length**2, images, sines)


def _sinh_ratio(x: ArrayLike, length: float, decay: float) -> Array:
    """Give sinh(m (L - x)) / sinh(m L) without overflow, and 1 - x/L where m is 0."""
    depth = np.asarray(x, float)
    if decay == 0:
        return 1 - depth / length
    return np.exp(-decay * depth) * np.expm1(-2 * decay * (length - depth)) / np.expm1(-2 * decay * length)


def _cosh_ratio(x: ArrayLike, length: float, decay: float) -> Array:
    """Give m cosh(m (L - x)) / sinh(m L) without overflow, and 1/L where m is 0."""
    depth = np.asarray(x, float)
    if decay == 0:
        return np.full(depth.shape, 1 / length)
    even = 1 + np.exp(-2 * decay * (length - depth))
    return decay * np.exp(-decay * depth) * even / -np.expm1(-2 * decay * length)
