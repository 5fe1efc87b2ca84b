"""Read temperature from potential for any laws of conductivity, by quadrature (G2, G3, G4).

The relation of `kohlrausch`, S = integral of (k / sigma) dT = a parabola in the potential, is summed
and solved numerically; so is the potential itself, which is not harmonic when sigma depends on T.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.quadrature import integrate

Law = Callable[[Array], Array]
TURNS = 80
PANELS = 4


class Medium(NamedTuple):
    """Hold k(T) in W/m/K, sigma(T) in S/m and temperatures of both electrodes and the hottest to look for, °C.

    `end_c` is None where the electrode at full voltage lets no heat through.  Laws are smooth functions of
    arrays; a law with a kink is summed to about 1e-6 only.
    """

    thermal: Law
    electric: Law
    start_c: float
    end_c: float | None
    hottest_c: float


def temperature_of_potential(potential_v: ArrayLike, voltage_v: float, medium: Medium) -> Array:
    """Give the temperature at a potential for any k(T) and sigma(T) (G2, G3, G4).

    S(T) = S(T_0) + [S(T_V) - S(T_0)] phi/V + phi (V - phi) / 2, S the integral of k / sigma.

    Parameters
    ----------
    potential_v : array, V
        Potential phi, from 0 to the voltage.
    voltage_v : float
        Potential V of the electrode above earth.
    medium : Medium
        Laws and temperatures of the electrodes.

    Returns
    -------
    array, °C
        Temperature.

    References
    ----------
    Kohlrausch 1900; Greenwood & Williamson 1958, 10.1098/rspa.1958.0103.

    Examples
    --------
    >>> medium = Medium(lambda T: 0.5 + 0 * T, lambda T: 0.4 * (1 + 0.02 * (T - 37)), 37.0, 37.0, 100.0)
    >>> print(temperature_of_potential([0.0, 5.0], 10.0, medium).round(6))
    [37.       48.070138]
    """
    potential = np.asarray(potential_v, float)
    if medium.end_c is None:
        gained = potential * (voltage_v - potential / 2)
    else:
        other = _passed(medium, np.asarray(medium.end_c))
        gained = other * potential / voltage_v + potential * (voltage_v - potential) / 2
    coldest = medium.start_c if medium.end_c is None else min(medium.start_c, medium.end_c)
    top = _passed(medium, np.asarray(medium.hottest_c))
    if not np.all(gained <= top):
        raise ValueError(
            f"voltage_v is {voltage_v:g} V; the medium then gets hotter than hottest_c = {medium.hottest_c:g} °C. "
            "Lower the voltage or raise hottest_c, within the range of the laws."
        )
    return _rising_root(
        lambda T: _passed(medium, T),
        lambda T: medium.thermal(T) / medium.electric(T),
        gained,
        (coldest, medium.hottest_c),
    )


def voltage_for_hottest(medium: Medium) -> float:
    """Give the voltage whose hottest place, between electrodes at start_c, is at hottest_c (G2, G3, G4).

    V^2 = 8 integral from T_0 to T_hottest of (k / sigma) dT; for constant laws the rise sigma V^2 / (8 k).

    Parameters
    ----------
    medium : Medium
        Laws and temperatures; both electrodes at start_c, or the second one insulated
        (end_c None), when the factor is 2 in place of 8.

    Returns
    -------
    float, V
        Voltage.

    References
    ----------
    Kohlrausch 1900; Greenwood & Williamson 1958, 10.1098/rspa.1958.0103.

    Examples
    --------
    >>> medium = Medium(lambda T: 0.5 + 0 * T, lambda T: 0.4 + 0 * T, 37.0, 37.0, 47.0)
    >>> print(f"{voltage_for_hottest(medium):.6f}")
    10.000000
    """
    if medium.end_c not in (None, medium.start_c):
        raise ValueError(f"end_c is {medium.end_c:g} °C; give the start's {medium.start_c:g} °C, or None (insulated).")
    factor = 2 if medium.end_c is None else 8
    return float(np.sqrt(factor * _passed(medium, np.asarray(medium.hottest_c))))


def effective_conductivity(voltage_v: float, medium: Medium) -> float:
    """Give the uniform conductivity that would pass the same current (G2, G3, G4).

    sigma_eff = (1 / V) integral from 0 to V of sigma(T(phi)) dphi; the resistance is that of the
    geometry with this conductivity everywhere.

    Parameters
    ----------
    voltage_v, medium
        As in `temperature_of_potential`.

    Returns
    -------
    float, S/m
        Electrical conductivity.

    References
    ----------
    sigma grad phi is the gradient of a harmonic function of phi; Greenwood & Williamson 1958,
    10.1098/rspa.1958.0103.

    Examples
    --------
    >>> medium = Medium(lambda T: 0.5 + 0 * T, lambda T: 0.4 * (1 + 0.02 * (T - 37)), 37.0, 37.0, 100.0)
    >>> print(f"{effective_conductivity(10.0, medium):.6f}")
    0.457855
    """
    return float(_conducted(voltage_v, voltage_v, medium) / voltage_v)


def potential_of_share(share: ArrayLike, voltage_v: float, medium: Medium) -> Array:
    """Give the potential where the same geometry, uniform, has a given share of the voltage (G2, G3, G4).

    Psi(phi) = u Psi(V), Psi = integral of sigma(T(phi)) dphi; u is harmonic, so with the u of any
    geometry (see `concentric`, `coaxial`, `spheroid_electrode`) this is its potential.

    Parameters
    ----------
    share : array, 1
        Potential u of the uniform medium over its voltage, from 0 to 1.
    voltage_v, medium
        As in `temperature_of_potential`.

    Returns
    -------
    array, V
        Potential; its temperature is `temperature_of_potential`.

    References
    ----------
    Greenwood & Williamson 1958, 10.1098/rspa.1958.0103.

    Examples
    --------
    >>> medium = Medium(lambda T: 0.5 + 0 * T, lambda T: 0.4 * (1 + 0.02 * (T - 37)), 37.0, 37.0, 100.0)
    >>> print(potential_of_share([0.0, 0.25, 0.5, 1.0], 10.0, medium).round(6))
    [ 0.        2.621735  5.       10.      ]
    """
    wanted = np.asarray(share, float) * _conducted(voltage_v, voltage_v, medium)
    return _rising_root(
        lambda phi: _conducted(phi, voltage_v, medium),
        lambda phi: medium.electric(temperature_of_potential(phi, voltage_v, medium)),
        wanted,
        (0.0, voltage_v),
    )


def _passed(medium: Medium, temperature: Array) -> Array:
    """Give S, the integral of k / sigma from the start's temperature."""
    return integrate(lambda T: medium.thermal(T) / medium.electric(T), medium.start_c, temperature, PANELS)


def _conducted(potential_v: ArrayLike, voltage_v: float, medium: Medium) -> Array:
    """Give Psi, the integral of sigma over the potential from earth."""
    there = lambda phi: medium.electric(temperature_of_potential(phi, voltage_v, medium))  # noqa: E731
    return integrate(there, 0.0, potential_v, PANELS)


def _rising_root(rising: Law, slope: Law, wanted: Array, within: tuple[float, float]) -> Array:
    """Solve rising(x) = wanted by Newton's steps, halving the bracket where one would leave it."""
    low, high = (np.full(wanted.shape, end) for end in within)
    x = (low + high) / 2
    for _ in range(TURNS):
        miss = rising(x) - wanted
        low, high = np.where(miss <= 0, x, low), np.where(miss >= 0, x, high)
        newton = x - miss / slope(x)
        outside = (newton < low) | (newton > high)
        step = np.where(outside, (low + high) / 2, newton) - x
        x = x + step
        if np.all(np.abs(step) <= 4e-16 * np.abs(within).max()):
            break
    return x
