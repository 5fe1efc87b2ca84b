"""Solve the space around a sphere that is ramped then held (A4) or warms through a contact (A6)."""

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.halfspace import convective_half_space, ramped_half_space
from lesionsim.verify.exact.spheres import held_sphere_energy


def ramped_sphere(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    ramp_s: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around a sphere whose wall warms linearly, then is held (A4).

    theta = theta0 a / (r t_ramp) [G(x, t) - G(x, t - t_ramp)] with G the half-space ramp response.

    Parameters
    ----------
    r : array, m
        Distance from the centre, radius or more.
    time_s : array that broadcasts with r, s
        Time since the ramp's start, 0 or more.
    radius_m, rise_k : float
        Radius of the sphere and rise of its wall at the end of the ramp.
    ramp_s : float, s
        Duration of the ramp, above 0.
    diffusivity_m2_s, cooling_per_s : float
        Diffusivity alpha and rate of cooling by blood beta.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Superposition of `ramped_half_space` at two starts.

    Examples
    --------
    >>> print(ramped_sphere(1e-3, np.array([5.0, 10.0, 60.0]), 1e-3, 43.0, 10.0, 1.5e-7).round(6))
    [21.5 43.  43. ]
    """
    distance = np.asarray(r, float)
    time = np.asarray(time_s, float)
    x, late = distance - radius_m, np.maximum(time - ramp_s, 0.0)
    both = ramped_half_space(x, time, diffusivity_m2_s, cooling_per_s)
    both = both - ramped_half_space(x, late, diffusivity_m2_s, cooling_per_s)
    return rise_k * radius_m / (distance * ramp_s) * both


def ramped_sphere_power(
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    ramp_s: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the power of a sphere that is ramped, then held (A4).

    P = [E(t) - E(t - t_ramp)] / t_ramp with E the energy of the suddenly held sphere.

    Parameters
    ----------
    time_s, radius_m, rise_k, ramp_s, diffusivity_m2_s, cooling_per_s
        As in `ramped_sphere`.
    conductivity_w_m_k : float
        Conductivity k.

    Returns
    -------
    array, W
        Power through the wall.

    References
    ----------
    Superposition of `held_sphere_energy`.

    Examples
    --------
    >>> print(f"{ramped_sphere_power(60.0, 1e-3, 43.0, 10.0, 0.5, 1.5e-7, 0.001):.6f}")
    0.326193
    """
    time = np.asarray(time_s, float)
    heat = (radius_m, rise_k, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s)
    late = np.maximum(time - ramp_s, 0.0)
    return (held_sphere_energy(time, *heat) - held_sphere_energy(late, *heat)) / ramp_s


def contact_sphere(
    r: ArrayLike,
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    contact_w_m2_k: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around a held sphere that touches tissue through a contact conductance (A6).

    -k d theta / dr = h (theta0 - theta) at r = a.  r theta obeys the convective half-space with
    H = 1/a + h/k and surroundings a theta0 (h/k) / H.

    Parameters
    ----------
    r, time_s, radius_m, diffusivity_m2_s, cooling_per_s
        As in `lesionsim.verify.exact.spheres.held_sphere`.
    rise_k : float, K
        Rise of the sphere itself.
    contact_w_m2_k : float
        Contact conductance h.
    conductivity_w_m_k : float
        Conductivity k of the tissue.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Carslaw & Jaeger 1959, 9.10 (without perfusion).

    Examples
    --------
    >>> print(f"{contact_sphere(1e-3, 60.0, 1e-3, 43.0, 2000.0, 0.5, 1.5e-7, 0.001):.4f}")
    33.0408
    """
    distance = np.asarray(r, float)
    given = contact_w_m2_k / conductivity_w_m_k
    total = 1 / radius_m + given
    share = convective_half_space(distance - radius_m, time_s, total, diffusivity_m2_s, cooling_per_s)
    return rise_k * radius_m / distance * given / total * share


def contact_sphere_steady(
    r: ArrayLike,
    radius_m: float,
    rise_k: float,
    contact_w_m2_k: float,
    conductivity_w_m_k: float,
    decay_per_m: float = 0.0,
) -> Array:
    """Give the rise around a sphere with contact conductance after a very long time (A6).

    theta = theta0 (h/k) / (h/k + 1/a + m) (a / r) exp(-m (r - a))

    Parameters
    ----------
    r, radius_m, rise_k, contact_w_m2_k, conductivity_w_m_k
        As in `contact_sphere`.
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
    >>> print(f"{contact_sphere_steady(1e-3, 1e-3, 42.0, 1000.0, 0.5):.6f}")
    28.000000
    """
    distance = np.asarray(r, float)
    given = contact_w_m2_k / conductivity_w_m_k
    wall = rise_k * given / (given + 1 / radius_m + decay_per_m)
    return wall * radius_m / distance * np.exp(-decay_per_m * (distance - radius_m))


def contact_sphere_power(
    time_s: ArrayLike,
    radius_m: float,
    rise_k: float,
    contact_w_m2_k: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the power of a held sphere through a contact conductance (A6).

    P = 4 pi a^2 h [theta0 - theta(a, t)]

    Parameters
    ----------
    time_s, radius_m, rise_k, contact_w_m2_k, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s
        As in `contact_sphere`.

    Returns
    -------
    array, W
        Power through the wall; finite at time 0.

    References
    ----------
    Wall condition of `contact_sphere`.

    Examples
    --------
    >>> print(f"{contact_sphere_power(0.0, 1e-3, 43.0, 2000.0, 0.5, 1.5e-7):.6f}")
    1.080708
    """
    heat = (contact_w_m2_k, conductivity_w_m_k, diffusivity_m2_s, cooling_per_s)
    gap = rise_k - contact_sphere(radius_m, time_s, radius_m, rise_k, *heat)
    return 4 * np.pi * radius_m**2 * contact_w_m2_k * gap
