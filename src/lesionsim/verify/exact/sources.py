"""Solve perfused infinite space with a point, an infinite line or a finite line of heat (D1, D2, D3)."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import erf, exp1, kv

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.halfspace import held_half_space
from lesionsim.verify.exact.quadrature import integrate

SMALLEST_EXPONENT = 45.0  # exp(-45) is 3e-20: beyond it nothing is added in double precision
PANELS_PER_E_FOLD = 1.5


def point_source(
    distance: ArrayLike,
    time_s: ArrayLike,
    power_w: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around a point of constant power from time 0 (D1).

    theta = P / (8 pi k R) [exp(-m R) erfc(xi - eta) + exp(m R) erfc(xi + eta)]

    Parameters
    ----------
    distance : array, m
        Distance R from the point, above 0.
    time_s : array that broadcasts with distance, s
        Time since the power went on, 0 or more.
    power_w : float, W
        Power P.
    conductivity_w_m_k, diffusivity_m2_s, cooling_per_s : float
        Conductivity k, diffusivity alpha and rate of cooling by blood beta.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Carslaw & Jaeger 1959, ch. 10 (without perfusion); Danckwerts 1951, 10.1039/TF9514701014.

    Examples
    --------
    >>> print(f"{point_source(2e-3, 60.0, 0.3, 0.5, 1.5e-7, 0.001):.5f}")
    14.94057
    """
    away = np.asarray(distance, float)
    step = held_half_space(away, time_s, diffusivity_m2_s, cooling_per_s)
    return power_w / (4 * np.pi * conductivity_w_m_k * away) * step


def well_function(u: ArrayLike, v: ArrayLike = 0.0) -> Array:
    """Give Hantush's leaky well function W(u, v).

    W = integral of exp(-y - v^2 / (4 y)) dy / y from u to infinity, by panels in ln y; W(u, 0) is the
    exponential integral E1(u), and W(0, v) = 2 K0(v).

    Parameters
    ----------
    u, v : arrays that broadcast, 1
        Arguments, 0 or more and not both 0.

    Returns
    -------
    array, 1
        W(u, v).

    References
    ----------
    Hantush & Jacob 1955, 10.1029/TR036i001p00095.

    Examples
    --------
    >>> print(f"{well_function(0.1, 0.0):.10f} {well_function(0.1, 1.0):.10f}")
    1.8229239584 0.8190345004
    """
    near, leak = np.broadcast_arrays(np.asarray(u, float), np.asarray(v, float))
    least = leak**2 / (4 * (SMALLEST_EXPONENT + leak))
    lower = np.maximum(np.maximum(near, least), np.finfo(float).tiny)
    upper = np.maximum(lower, np.maximum(near, leak) + SMALLEST_EXPONENT)

    def shrinking(log_y: Array) -> Array:
        return np.exp(-np.exp(log_y) - leak**2 / 4 * np.exp(-log_y))

    summed = _integrate_log(shrinking, lower, upper)
    return np.where(leak > 0, summed, exp1(near))


def line_source(
    r: ArrayLike,
    time_s: ArrayLike,
    power_w_m: float,
    conductivity_w_m_k: float,
    diffusivity_m2_s: float,
    cooling_per_s: float = 0.0,
) -> Array:
    """Give the rise around an infinite line of constant power from time 0 (D2).

    theta = P' / (4 pi k) W(r^2 / (4 alpha t), m r)

    Parameters
    ----------
    r : array, m
        Distance from the line, above 0.
    time_s : array that broadcasts with r, s
        Times above 0.
    power_w_m : float, W/m
        Power per length P'.
    conductivity_w_m_k, diffusivity_m2_s, cooling_per_s : float
        As in `point_source`.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Hantush & Jacob 1955, 10.1029/TR036i001p00095.

    Examples
    --------
    >>> print(f"{line_source(2e-3, 60.0, 50.0, 0.5, 1.5e-7, 0.001):.5f}")
    13.42204
    """
    away, time = np.asarray(r, float), np.asarray(time_s, float)
    decay = np.sqrt(cooling_per_s / diffusivity_m2_s)
    well = well_function(away**2 / (4 * diffusivity_m2_s * time), decay * away)
    return power_w_m / (4 * np.pi * conductivity_w_m_k) * well


def line_source_steady(r: ArrayLike, power_w_m: float, conductivity_w_m_k: float, decay_per_m: float) -> Array:
    """Give the rise around an infinite line of power after a very long time (D2).

    theta = P' / (2 pi k) K0(m r); without perfusion there is no steady state.

    Parameters
    ----------
    r, power_w_m, conductivity_w_m_k
        As in `line_source`.
    decay_per_m : float, 1/m
        m = sqrt(beta / alpha), above 0.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Hantush & Jacob 1955, 10.1029/TR036i001p00095: W(0, v) = 2 K0(v).

    Examples
    --------
    >>> print(f"{line_source_steady(2e-3, 50.0, 0.5, 80.0):.5f}")
    31.31244
    """
    return power_w_m / (2 * np.pi * conductivity_w_m_k) * kv(0, decay_per_m * np.asarray(r, float))


def finite_line_source(
    r: ArrayLike,
    z: ArrayLike,
    time_s: float,
    power_w_m: float,
    ends_m: tuple[float, float],
    heat: tuple[float, float, float],
) -> Array:
    """Give the rise around a line of constant power with two ends, from time 0 (D3).

    theta = P' / (8 pi k) integral over 0..t of exp(-r^2 / (4 alpha t') - beta t')
    {erf[(z - z1) / sqrt(4 alpha t')] - erf[(z - z2) / sqrt(4 alpha t')]} dt' / t', by panels in ln t'.

    Parameters
    ----------
    r, z : arrays that broadcast, m
        Places off the line: distance from the axis and position along it.
    time_s : float, s
        Time since the power went on, above 0.
    power_w_m : float, W/m
        Power per length P'.
    ends_m : (float, float), m
        Ends z1 < z2 of the line.
    heat : (float, float, float)
        Conductivity k (W/m/K), diffusivity alpha (m2/s) and rate of cooling by blood beta (1/s).

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Line of instantaneous sources, Carslaw & Jaeger 1959, ch. 10; Eskilson 1987.

    Examples
    --------
    >>> heat = (0.5, 1.5e-7, 0.001)
    >>> print(f"{finite_line_source(2e-3, 5e-3, 60.0, 50.0, (0.0, 0.01), heat):.5f}")
    12.45859
    """
    conductivity, diffusivity, cooling = heat
    first, last = ends_m
    across, along = np.broadcast_arrays(np.asarray(r, float), np.asarray(z, float))
    beyond = np.maximum(np.maximum(first - along, along - last), 0.0)
    arrival = (across**2 + beyond**2) / (4 * diffusivity * SMALLEST_EXPONENT)

    def arriving(log_time: Array) -> Array:
        moment = np.exp(log_time)
        length = np.sqrt(4 * diffusivity * moment)
        seen = erf((along - first) / length) - erf((along - last) / length)
        return np.exp(-((across / length) ** 2) - cooling * moment) * seen

    if not np.all(arrival > 0):
        raise ValueError("A place lies on the line source, where the rise is infinite; move it off the line.")
    summed = _integrate_log(arriving, np.minimum(arrival, time_s), np.full(arrival.shape, float(time_s)))
    return power_w_m / (8 * np.pi * conductivity) * summed


def pulsed(response: Callable[[float], Array], time_s: float, pulses: Sequence[tuple[float, float, float]]) -> Array:
    """Give the rise from a source in pulses, by superposing its response to a constant source.

    theta(t) = sum strength [response(t - start) - response(t - start - duration)]

    Parameters
    ----------
    response : callable
        Gives the rise at a time above 0 s after a source of strength 1 went on.
    time_s : float, s
        Time.
    pulses : sequence of (float, float, float)
        Start (s), duration (s) and strength of each pulse.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Duhamel's theorem.

    Examples
    --------
    >>> response = lambda t: point_source(2e-3, t, 1.0, 0.5, 1.5e-7)
    >>> print(f"{pulsed(response, 60.0, [(0.0, 30.0, 0.3), (40.0, 10.0, 0.3)]):.5f}")
    7.12306
    """
    total = np.asarray(0.0)
    for start_s, duration_s, strength in pulses:
        for switch_s, sign in ((start_s, 1.0), (start_s + duration_s, -1.0)):
            if time_s > switch_s:
                total = total + sign * strength * response(time_s - switch_s)
    return total


def _integrate_log(function: Callable[[Array], Array], lower: Array, upper: Array) -> Array:
    """Integrate over a logarithm, with panels in proportion to the widest range."""
    low, high = np.log(lower), np.log(upper)
    widest = float(np.max(high - low, initial=0.0))
    return integrate(function, low, high, 1 + int(np.ceil(PANELS_PER_E_FOLD * widest)))
