"""Read temperature from potential where current heats what it flows through (G1, G2, G3, G4).

Between two electrodes, each at one temperature and one potential, all other walls insulated, steady
and without perfusion, temperature is a function of potential alone, in any geometry:
d/dphi [(k / sigma) dT/dphi] = -1 (Kohlrausch 1900).  So S = integral of (k / sigma) dT is a parabola:
S = S_0 + (S_V - S_0) phi/V + phi (V - phi) / 2, or S_0 + phi (V - phi/2) where the electrode at V lets
no heat through.  Every function takes `ends_k`, the rises of the earth (phi = 0) and of the electrode
(phi = V); None for the latter means that it lets no heat through.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array

Ends = tuple[float, float | None]


def heated_medium(
    potential_v: ArrayLike,
    voltage_v: float,
    conductivity_w_m_k: float,
    conductivity_s_m: float,
    ends_k: Ends = (0.0, 0.0),
) -> Array:
    """Give the rise at a potential for constant conductivities (G1).

    theta = theta_0 + (theta_V - theta_0) phi/V + sigma phi (V - phi) / (2 k); the greatest rise
    between equal electrodes is sigma V^2 / (8 k), and sigma V^2 / (2 k) with one of them insulated.

    Parameters
    ----------
    potential_v : array, V
        Potential phi, from 0 to the voltage.
    voltage_v : float
        Potential V of the electrode above earth.
    conductivity_w_m_k, conductivity_s_m : float
        Thermal conductivity k and electrical conductivity sigma.
    ends_k : (float, float or None)
        Rises at phi = 0 and phi = V; None where no heat passes.

    Returns
    -------
    array, K
        Rise.

    References
    ----------
    Kohlrausch 1900; Greenwood & Williamson 1958, 10.1098/rspa.1958.0103.

    Examples
    --------
    >>> print(heated_medium([0.0, 5.0, 10.0], 10.0, 0.5, 0.4))
    [ 0. 10.  0.]
    >>> print(heated_medium([0.0, 5.0, 10.0], 10.0, 0.5, 0.4, (0.0, None)))
    [ 0. 30. 40.]
    """
    return _parabola(potential_v, voltage_v, conductivity_s_m / conductivity_w_m_k, ends_k)


def heated_medium_exponential(
    potential_v: ArrayLike,
    voltage_v: float,
    conductivity_w_m_k: float,
    conductivity_s_m: float,
    growth_per_k: float,
    ends_k: Ends = (0.0, 0.0),
) -> Array:
    """Give the rise for an electrical conductivity sigma0 exp(g theta) (G2).

    exp(-g theta) = (1 - phi/V) exp(-g theta_0) + (phi/V) exp(-g theta_V) - g sigma0 phi (V - phi) / (2 k);
    from g sigma0 V^2 = 8 k on (electrodes at rise 0) there is no steady state.

    Parameters
    ----------
    potential_v, voltage_v, conductivity_w_m_k, ends_k
        As in `heated_medium`.
    conductivity_s_m : float
        Electrical conductivity sigma0 at rise 0.
    growth_per_k : float
        Growth g of the conductivity, not 0.

    Returns
    -------
    array, K
        Rise.

    References
    ----------
    Kohlrausch 1900; Greenwood & Williamson 1958, 10.1098/rspa.1958.0103.

    Examples
    --------
    >>> print(heated_medium_exponential([0.0, 5.0], 10.0, 0.5, 0.4, 0.02).round(6))
    [ 0.       11.157178]
    """
    strength = -growth_per_k * conductivity_s_m / conductivity_w_m_k
    ends = _turned(ends_k, lambda rise: np.expm1(-growth_per_k * rise))
    left = _parabola(potential_v, voltage_v, strength, ends)
    if not np.all(left > -1):
        raise ValueError(
            f"voltage_v is {voltage_v:g} V; with a growth of {growth_per_k:g} per K heat then runs away and no "
            "steady state exists. Lower the voltage: between equal electrodes at rise 0 below "
            f"{np.sqrt(8 * conductivity_w_m_k / (abs(growth_per_k) * conductivity_s_m)):g} V."
        )
    return 0 - np.log1p(left) / growth_per_k


def heated_medium_linear(
    potential_v: ArrayLike,
    voltage_v: float,
    conductivity_w_m_k: float,
    conductivity_s_m: float,
    growth_per_k: float,
    ends_k: Ends = (0.0, 0.0),
) -> Array:
    """Give the rise for an electrical conductivity sigma0 (1 + g theta) (G3).

    ln(1 + g theta) = (1 - phi/V) ln(1 + g theta_0) + (phi/V) ln(1 + g theta_V)
    + g sigma0 phi (V - phi) / (2 k)

    Parameters
    ----------
    potential_v, voltage_v, conductivity_w_m_k, ends_k
        As in `heated_medium`.
    conductivity_s_m : float
        Electrical conductivity sigma0 at rise 0.
    growth_per_k : float
        Growth g of the conductivity, not 0; below 0 the rise stays under -1 / g.

    Returns
    -------
    array, K
        Rise.

    References
    ----------
    Kohlrausch 1900; Greenwood & Williamson 1958, 10.1098/rspa.1958.0103.

    Examples
    --------
    >>> print(heated_medium_linear([0.0, 5.0], 10.0, 0.5, 0.4, 0.02).round(6))
    [ 0.       11.070138]
    """
    strength = growth_per_k * conductivity_s_m / conductivity_w_m_k
    ends = _turned(ends_k, lambda rise: np.log1p(growth_per_k * rise))
    return np.expm1(_parabola(potential_v, voltage_v, strength, ends)) / growth_per_k


def heated_medium_conducting(
    potential_v: ArrayLike,
    voltage_v: float,
    conductivity_w_m_k: float,
    conductivity_s_m: float,
    growth_per_k: float,
    ends_k: Ends = (0.0, 0.0),
) -> Array:
    """Give the rise for a thermal conductivity k0 (1 + b theta) (G4).

    theta + b theta^2 / 2 = the right side of `heated_medium` for k0 and ends theta_i + b theta_i^2 / 2.

    Parameters
    ----------
    potential_v, voltage_v, conductivity_s_m, ends_k
        As in `heated_medium`.
    conductivity_w_m_k : float
        Thermal conductivity k0 at rise 0.
    growth_per_k : float
        Growth b of the thermal conductivity; below 0 it must not vanish within the rise.

    Returns
    -------
    array, K
        Rise.

    References
    ----------
    Kirchhoff's transformation in Kohlrausch's relation.

    Examples
    --------
    >>> print(heated_medium_conducting([0.0, 5.0], 10.0, 0.5, 0.4, 0.01).round(6))
    [0.       9.544512]
    """
    ends = _turned(ends_k, lambda rise: rise + growth_per_k * rise**2 / 2)
    straight = _parabola(potential_v, voltage_v, conductivity_s_m / conductivity_w_m_k, ends)
    under = 1 + 2 * growth_per_k * straight
    if not np.all(under > 0):
        raise ValueError(
            f"growth_per_k is {growth_per_k:g} per K; the thermal conductivity then falls to 0 within the rise "
            "and no steady state exists. Lower the voltage or give a growth nearer 0."
        )
    return 2 * straight / (1 + np.sqrt(under))


def _turned(ends: Ends, turn: Callable[[float], float]) -> Ends:
    """Give the ends in the quantity that is a parabola in the potential."""
    start, end = ends
    return turn(start), None if end is None else turn(end)


def _parabola(potential_v: ArrayLike, voltage_v: float, strength: float, ends: Ends) -> Array:
    """Give the parabola in the potential through both ends, curved by -strength."""
    potential = np.asarray(potential_v, float)
    start, end = ends
    if end is None:
        return start + strength * potential * (voltage_v - potential / 2)
    return start + (end - start) * potential / voltage_v + strength * potential * (voltage_v - potential) / 2
