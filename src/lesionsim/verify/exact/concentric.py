"""Solve the current between concentric spheres, through any number of layers.

A uniform medium is one layer; the last radius may be infinite.
"""

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.series import Layers, conductivity_there, layers, share_of_potential


def concentric_potential(r: ArrayLike, radii_m: ArrayLike, conductivities_s_m: ArrayLike, voltage_v: float) -> Array:
    """Give the potential between a sphere and an earthed sphere around it.

    phi = V [W(b) - W(r)] / W(b), W = integral from a to r of dr / (sigma r^2); with one layer
    V (1/r - 1/b) / (1/a - 1/b).

    Parameters
    ----------
    r : array, m
        Distance from the centre, between the first radius and the last.
    radii_m : (layer + 1,) array, m
        Radii of the electrode, of the interfaces and of the earth (may be infinite).
    conductivities_s_m : (layer,) array, S/m
        Electrical conductivity of each layer.
    voltage_v : float
        Potential of the electrode.

    Returns
    -------
    array, V
        Potential.

    References
    ----------
    Direct integration of (sigma r^2 phi')' = 0.

    Examples
    --------
    >>> print(concentric_potential([1e-3, 2e-3], [1e-3, np.inf], [0.5], 10.0))
    [10.  5.]
    """
    return voltage_v * share_of_potential(-1 / np.asarray(r, float), _stack(radii_m, conductivities_s_m))


def concentric_resistance(radii_m: ArrayLike, conductivities_s_m: ArrayLike) -> float:
    """Give the resistance between concentric spheres.

    R = sum of (1/r_i - 1/r_i+1) / (4 pi sigma_i)

    Parameters
    ----------
    radii_m, conductivities_s_m
        As in `concentric_potential`.

    Returns
    -------
    float, ohm
        Resistance.

    References
    ----------
    Ohm's law in series.

    Examples
    --------
    >>> print(f"{concentric_resistance([1e-3, 2e-3, np.inf], [0.5, 0.25]):.6f}")
    238.732415
    """
    return float(_stack(radii_m, conductivities_s_m).passed[-1] / (4 * np.pi))


def concentric_joule(r: ArrayLike, radii_m: ArrayLike, conductivities_s_m: ArrayLike, voltage_v: float) -> Array:
    """Give the Joule heat between concentric spheres.

    Q = [I / (4 pi r^2)]^2 / sigma(r), I = V / R; with one layer and the earth far away
    sigma V^2 a^2 / r^4.

    Parameters
    ----------
    r, radii_m, conductivities_s_m, voltage_v
        As in `concentric_potential`; on an interface the outer layer counts.

    Returns
    -------
    array, W/m3
        Power per volume, sigma |grad phi|^2.

    References
    ----------
    Gradient of `concentric_potential`.

    Examples
    --------
    >>> print(concentric_joule([1e-3, 2e-3], [1e-3, np.inf], [0.5], 10.0))
    [50000000.  3125000.]
    """
    distance, stack = np.asarray(r, float), _stack(radii_m, conductivities_s_m)
    density = voltage_v / (stack.passed[-1] * distance**2)
    return density**2 / conductivity_there(-1 / distance, stack)


def concentric_power(
    from_m: ArrayLike, to_m: ArrayLike, radii_m: ArrayLike, conductivities_s_m: ArrayLike, voltage_v: float
) -> Array:
    """Give the Joule power between two radii.

    P = I [phi(r_from) - phi(r_to)], I = V / R.

    Parameters
    ----------
    from_m, to_m : arrays that broadcast, m
        Inner and outer radius.
    radii_m, conductivities_s_m, voltage_v
        As in `concentric_potential`.

    Returns
    -------
    array, W
        Power; V^2 / R between electrode and earth.

    References
    ----------
    Current times potential difference of `concentric_potential`.

    Examples
    --------
    >>> print(f"{concentric_power(1e-3, 2e-3, [1e-3, np.inf], [0.5], 10.0):.6f}")
    0.314159
    """
    case = (radii_m, conductivities_s_m, voltage_v)
    current = voltage_v / concentric_resistance(radii_m, conductivities_s_m)
    return current * (concentric_potential(from_m, *case) - concentric_potential(to_m, *case))


def _stack(radii_m: ArrayLike, conductivities_s_m: ArrayLike) -> Layers:
    """Give the layers in -1 / r."""
    return layers(-1 / np.asarray(radii_m, float), conductivities_s_m)
