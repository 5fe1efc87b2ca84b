"""Let a front of boiling, thawing or freezing run into a body: a hot or cold wall, and a line source (I1, I2).

A unit volume takes up its latent heat at one temperature, the same while it warms and while it cools.  On either
side of the front conductivity and heat capacity are constant; density is the same on both.  Nothing has a length
of its own, so the front goes as s = 2 lambda sqrt(alpha t), alpha that of the phase next to wall or source.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import erf, erfcx, exp1

from lesionsim.verify.exact.arrays import Array

LARGEST_GROWTH = 26.0  # of lambda and lambda sqrt(alpha_near / alpha_far): beyond, exp(-lambda^2) is 0 to round-off
SMALLEST_GROWTH = 1e-9


class Phase(NamedTuple):
    """Hold conductivity in W/m/K and heat capacity per volume in J/m3/K of one phase."""

    conductivity_w_m_k: float
    heat_capacity_j_m3_k: float

    @property
    def diffusivity_m2_s(self) -> float:
        """Give alpha = k / (rho c)."""
        return self.conductivity_w_m_k / self.heat_capacity_j_m3_k


class Phases(NamedTuple):
    """Hold the phase next to wall or source, the one far from it, and the change from far to near.

    `change_c` is in °C, `latent_j_m3` in J/m3 and not negative: taken up in front of a hot wall, given off in
    front of a cold one.
    """

    near: Phase
    far: Phase
    change_c: float
    latent_j_m3: float


def neumann_growth(phases: Phases, wall_c: float, start_c: float) -> float:
    """Give lambda of a front before a wall that is suddenly held beyond the change (I1).

    k1 (Tw - Tm) exp(-lambda^2) / (sqrt(pi alpha1) erf lambda) - k2 (Tm - T0) / (sqrt(pi alpha2) erfcx mu)
    = L lambda sqrt(alpha1), mu = lambda sqrt(alpha1 / alpha2): what arrives, what goes on and what the front takes.

    Parameters
    ----------
    phases : Phases
        Both phases and their change at Tm.
    wall_c, start_c : float, °C
        Temperature Tw of the wall and T0 of the body at time 0, on different sides of the change.

    Returns
    -------
    float, 1
        Growth lambda.

    References
    ----------
    Carslaw & Jaeger 1959, 11.2 (Neumann).

    Examples
    --------
    >>> water, vapour = Phase(0.6, 3.8e6), Phase(0.3, 1e6)
    >>> print(f"{neumann_growth(Phases(vapour, water, 100.0, 1.8e9), 200.0, 37.0):.6f}")
    0.135729
    """
    heat = 1.0 if wall_c > start_c else -1.0
    if not heat * start_c <= heat * phases.change_c < heat * wall_c:
        raise ValueError(
            f"the change is at {phases.change_c:g} °C, the wall at {wall_c:g} °C and the start at {start_c:g} °C; "
            "put the change between start and wall."
        )
    near, far = phases.near, phases.far
    ratio = np.sqrt(near.diffusivity_m2_s / far.diffusivity_m2_s)
    gain = heat * near.conductivity_w_m_k * (wall_c - phases.change_c) / np.sqrt(np.pi * near.diffusivity_m2_s)
    loss = heat * far.conductivity_w_m_k * (phases.change_c - start_c) / np.sqrt(np.pi * far.diffusivity_m2_s)

    def surplus(growth: float) -> float:
        taken = phases.latent_j_m3 * growth * np.sqrt(near.diffusivity_m2_s)
        return float(gain * np.exp(-(growth**2)) / erf(growth) - loss / erfcx(growth * ratio) - taken)

    return _root(surplus, ratio)


def neumann(x: ArrayLike, time_s: ArrayLike, phases: Phases, wall_c: float, start_c: float) -> Array:
    """Give the temperature before a wall that is suddenly held beyond the change (I1).

    Tw + (Tm - Tw) erf(x / (2 sqrt(alpha1 t))) / erf lambda up to the front, T0 + (Tm - T0) erfc(x / (2 sqrt(alpha2 t)))
    / erfc mu beyond it, mu = lambda sqrt(alpha1 / alpha2).

    Parameters
    ----------
    x : array, m
        Distance from the wall.
    time_s : array that broadcasts with x, s
        Times above 0.
    phases, wall_c, start_c
        As in `neumann_growth`.

    Returns
    -------
    array, °C
        Temperature.

    References
    ----------
    Carslaw & Jaeger 1959, 11.2 (Neumann).

    Examples
    --------
    >>> water, vapour = Phase(0.6, 3.8e6), Phase(0.3, 1e6)
    >>> print(neumann([0.0, 5e-4, 2e-3], 60.0, Phases(vapour, water, 100.0, 1.8e9), 200.0, 37.0).round(4))
    [200.     156.3696  88.4218]
    """
    growth = neumann_growth(phases, wall_c, start_c)
    depth, time = np.asarray(x, float), np.asarray(time_s, float)
    near, far = (depth / np.sqrt(4 * phase.diffusivity_m2_s * time) for phase in (phases.near, phases.far))
    edge = growth * np.sqrt(phases.near.diffusivity_m2_s / phases.far.diffusivity_m2_s)
    within = wall_c + (phases.change_c - wall_c) * erf(near) / erf(growth)
    ahead = np.maximum(far, edge)
    beyond = start_c + (phases.change_c - start_c) * erfcx(ahead) / erfcx(edge) * np.exp(edge**2 - ahead**2)
    return np.where(near < growth, within, beyond)


def neumann_flux(time_s: ArrayLike, phases: Phases, wall_c: float, start_c: float) -> Array:
    """Give the flux from the wall into the body (I1).

    k1 (Tw - Tm) / (sqrt(pi alpha1 t) erf lambda); the heat so far is twice the flux times t.

    Parameters
    ----------
    time_s, phases, wall_c, start_c
        As in `neumann`.

    Returns
    -------
    array, W/m2
        Flux in +x.

    References
    ----------
    Derivative of `neumann` at the wall.

    Examples
    --------
    >>> water, vapour = Phase(0.6, 3.8e6), Phase(0.3, 1e6)
    >>> print(f"{neumann_flux(60.0, Phases(vapour, water, 100.0, 1.8e9), 200.0, 37.0):.2f}")
    26208.57
    """
    growth, near = neumann_growth(phases, wall_c, start_c), phases.near
    spread = np.sqrt(np.pi * near.diffusivity_m2_s * np.asarray(time_s, float))
    return np.asarray(near.conductivity_w_m_k * (wall_c - phases.change_c) / (erf(growth) * spread))


def line_growth(phases: Phases, power_w_m: float, start_c: float) -> float:
    """Give lambda of the front around a line that gives off constant power (I2).

    P exp(-lambda^2) - 4 pi k2 (Tm - T0) exp(-mu^2) / E1(mu^2) = 4 pi alpha1 L lambda^2, mu = lambda sqrt(alpha1 /
    alpha2).

    Parameters
    ----------
    phases : Phases
        Both phases and their change at Tm.
    power_w_m : float, W/m
        Power P per length; below 0 it draws heat.
    start_c : float, °C
        Temperature T0 of the body at time 0.

    Returns
    -------
    float, 1
        Growth lambda.

    References
    ----------
    Paterson 1952; Carslaw & Jaeger 1959, 11.6.

    Examples
    --------
    >>> water, vapour = Phase(0.6, 3.8e6), Phase(0.3, 1e6)
    >>> print(f"{line_growth(Phases(vapour, water, 100.0, 1.8e9), 300.0, 37.0):.6f}")
    0.138069
    """
    heat = 1.0 if power_w_m > 0 else -1.0
    if heat * phases.change_c < heat * start_c:
        raise ValueError(
            f"the change is at {phases.change_c:g} °C, the start at {start_c:g} °C and the power {power_w_m:g} W/m; "
            "let the power lead from the start to the change."
        )
    near, far = phases.near, phases.far
    ratio = np.sqrt(near.diffusivity_m2_s / far.diffusivity_m2_s)
    loss = heat * 4 * np.pi * far.conductivity_w_m_k * (phases.change_c - start_c)

    def surplus(growth: float) -> float:
        taken = 4 * np.pi * near.diffusivity_m2_s * phases.latent_j_m3 * growth**2
        edge = (growth * ratio) ** 2
        passed = loss * np.exp(-edge) / exp1(edge) if loss > 0 else 0.0
        return float(abs(power_w_m) * np.exp(-(growth**2)) - passed - taken)

    return _root(surplus, ratio)


def line(r: ArrayLike, time_s: ArrayLike, phases: Phases, power_w_m: float, start_c: float) -> Array:
    """Give the temperature around a line that gives off constant power (I2).

    Tm + P / (4 pi k1) [E1(r^2 / (4 alpha1 t)) - E1(lambda^2)] up to the front, T0 + (Tm - T0) E1(r^2 / (4 alpha2 t))
    / E1(mu^2) beyond it, mu = lambda sqrt(alpha1 / alpha2).

    Parameters
    ----------
    r : array, m
        Distance from the line, above 0.
    time_s : array that broadcasts with r, s
        Times above 0.
    phases, power_w_m, start_c
        As in `line_growth`.

    Returns
    -------
    array, °C
        Temperature.

    References
    ----------
    Paterson 1952; Carslaw & Jaeger 1959, 11.6.

    Examples
    --------
    >>> water, vapour = Phase(0.6, 3.8e6), Phase(0.3, 1e6)
    >>> print(line([3e-4, 5e-4, 2e-3], 60.0, Phases(vapour, water, 100.0, 1.8e9), 300.0, 37.0).round(4))
    [315.407  234.2832  77.2512]
    """
    growth = line_growth(phases, power_w_m, start_c)
    distance, time = np.asarray(r, float), np.asarray(time_s, float)
    near, far = (distance**2 / (4 * phase.diffusivity_m2_s * time) for phase in (phases.near, phases.far))
    edge = growth**2 * phases.near.diffusivity_m2_s / phases.far.diffusivity_m2_s
    slope = power_w_m / (4 * np.pi * phases.near.conductivity_w_m_k)
    within = phases.change_c + slope * (exp1(near) - exp1(growth**2))
    beyond = start_c + (phases.change_c - start_c) * exp1(np.maximum(far, edge)) / exp1(edge)
    return np.where(near < growth**2, within, beyond)


def front(time_s: ArrayLike, growth: float, near: Phase) -> Array:
    """Give the place of a front, s = 2 lambda sqrt(alpha1 t), from wall or line (I1, I2).

    Parameters
    ----------
    time_s : array, s
        Times.
    growth : float, 1
        Growth lambda of `neumann_growth` or `line_growth`.
    near : Phase
        The phase next to wall or line.

    Returns
    -------
    array, m
        Distance of the front.

    References
    ----------
    Carslaw & Jaeger 1959, 11.2.

    Examples
    --------
    >>> print(f"{1e3 * front(100.0, 0.05, Phase(0.3, 1e6)):.6f}")
    0.547723
    """
    return 2 * growth * np.sqrt(near.diffusivity_m2_s * np.asarray(time_s, float))


def _root(surplus: Callable[[float], float], ratio: float) -> float:
    """Find the growth at which the front takes what it gets; the surplus falls with growth."""
    largest = LARGEST_GROWTH / max(1.0, ratio)
    if surplus(SMALLEST_GROWTH) <= 0 or surplus(largest) >= 0:
        raise ValueError(f"no front grows: lambda is not between {SMALLEST_GROWTH:g} and {largest:g}.")
    return float(brentq(surplus, SMALLEST_GROWTH, largest, xtol=1e-300, rtol=1e-14))
