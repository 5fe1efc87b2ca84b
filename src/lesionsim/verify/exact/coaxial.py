"""Solve the current between coaxial cylinders, through any number of layers.

A uniform medium is one layer.  All is per metre of length.
"""

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.series import Layers, conductivity_there, layers, share_of_potential


def coaxial_potential(r: ArrayLike, radii_m: ArrayLike, conductivities_s_m: ArrayLike, voltage_v: float) -> Array:
    """Give the potential between a cylinder and an earthed cylinder around it.

    phi = V [W(b) - W(r)] / W(b), W = integral from a to r of dr / (sigma r); with one layer
    V ln(b/r) / ln(b/a).

    Parameters
    ----------
    r : array, m
        Distance from the axis, between the first radius and the last.
    radii_m : (layer + 1,) array, m
        Radii of the electrode, of the interfaces and of the earth, all finite.
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
    Direct integration of (sigma r phi')' = 0.

    Examples
    --------
    >>> print(coaxial_potential([1e-3, 2e-3], [1e-3, 4e-3], [0.5], 10.0))
    [10.  5.]
    """
    return voltage_v * share_of_potential(np.log(np.asarray(r, float)), _stack(radii_m, conductivities_s_m))


def coaxial_resistance(radii_m: ArrayLike, conductivities_s_m: ArrayLike) -> float:
    """Give the resistance of a metre between coaxial cylinders.

    R = sum of ln(r_i+1 / r_i) / (2 pi sigma_i)

    Parameters
    ----------
    radii_m, conductivities_s_m
        As in `coaxial_potential`.

    Returns
    -------
    float, ohm m
        Resistance times length.

    References
    ----------
    Ohm's law in series.

    Examples
    --------
    >>> print(f"{coaxial_resistance([1e-3, 2e-3, 4e-3], [0.5, 0.25]):.6f}")
    0.661907
    """
    return float(_stack(radii_m, conductivities_s_m).passed[-1] / (2 * np.pi))


def coaxial_joule(r: ArrayLike, radii_m: ArrayLike, conductivities_s_m: ArrayLike, voltage_v: float) -> Array:
    """Give the Joule heat between coaxial cylinders.

    Q = [I / (2 pi r)]^2 / sigma(r), I = V / R; with one layer
    sigma V^2 / (r ln(b/a))^2.

    Parameters
    ----------
    r, radii_m, conductivities_s_m, voltage_v
        As in `coaxial_potential`; on an interface the outer layer counts.

    Returns
    -------
    array, W/m3
        Power per volume, sigma |grad phi|^2.

    References
    ----------
    Gradient of `coaxial_potential`.

    Examples
    --------
    >>> print(coaxial_joule([1e-3, 2e-3], [1e-3, 4e-3], [0.5], 10.0).round(3))
    [26017112.263  6504278.066]
    """
    distance, stack = np.asarray(r, float), _stack(radii_m, conductivities_s_m)
    density = voltage_v / (stack.passed[-1] * distance)
    return density**2 / conductivity_there(np.log(distance), stack)


def coaxial_power(
    from_m: ArrayLike, to_m: ArrayLike, radii_m: ArrayLike, conductivities_s_m: ArrayLike, voltage_v: float
) -> Array:
    """Give the Joule power between two radii.

    P = I [phi(r_from) - phi(r_to)], I = V / R.

    Parameters
    ----------
    from_m, to_m : arrays that broadcast, m
        Inner and outer radius.
    radii_m, conductivities_s_m, voltage_v
        As in `coaxial_potential`.

    Returns
    -------
    array, W/m
        Power; V^2 / R between electrode and earth.

    References
    ----------
    Current times potential difference of `coaxial_potential`.

    Examples
    --------
    >>> print(f"{coaxial_power(1e-3, 2e-3, [1e-3, 4e-3], [0.5], 10.0):.6f}")
    113.309004
    """
    case = (radii_m, conductivities_s_m, voltage_v)
    current = voltage_v / coaxial_resistance(radii_m, conductivities_s_m)
    return current * (coaxial_potential(from_m, *case) - coaxial_potential(to_m, *case))


def _stack(radii_m: ArrayLike, conductivities_s_m: ArrayLike) -> Layers:
    """Give the layers in ln r."""
    return layers(np.log(np.asarray(radii_m, float)), conductivities_s_m)
