"""Solve the current around a prolate spheroid, the needle-like electrode (F1, F2).

Coordinates xi (1 to infinity) and eta (-1 to 1) of foci at z = -f and z = f: surfaces of
constant xi are confocal spheroids, and the potential depends on xi alone.
"""

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array


def spheroid_focus(half_length_m: float, radius_m: float) -> tuple[float, float]:
    """Give the focal distance and the coordinate of a spheroid's surface.

    f = sqrt(c^2 - b^2), xi0 = c / f, with half length c above the greatest radius b.

    Parameters
    ----------
    half_length_m, radius_m : float
        Half length c on the axis and greatest radius b.

    Returns
    -------
    (float, float), m and 1
        Focal distance f and coordinate xi0 of the surface.

    References
    ----------
    Smythe 1968, Static and Dynamic Electricity, ch. 5 (ellipsoidal coordinates).

    Examples
    --------
    >>> print(spheroid_focus(5e-3, 3e-3))
    (0.004, 1.25)
    """
    if not half_length_m > radius_m:
        raise ValueError(
            f"half_length_m is {half_length_m:g} m; a prolate spheroid is longer than its radius of "
            f"{radius_m:g} m. For a sphere use the functions of concentric spheres."
        )
    focus = float(np.sqrt((half_length_m - radius_m) * (half_length_m + radius_m)))
    return focus, half_length_m / focus


def spheroid_coordinates(r: ArrayLike, z: ArrayLike, focus_m: float) -> tuple[Array, Array]:
    """Give the coordinates xi and eta of places around the foci.

    xi = (d2 + d1) / (2 f), eta = (d2 - d1) / (2 f), d1 and d2 the distances from the foci at z = f, -f;
    r = f sqrt((xi^2 - 1)(1 - eta^2)), z = f xi eta.

    Parameters
    ----------
    r, z : arrays that broadcast, m
        Distance from the axis, and along it from the spheroid's middle.
    focus_m : float
        Focal distance f.

    Returns
    -------
    (array, array), 1
        xi and eta.

    References
    ----------
    Smythe 1968, Static and Dynamic Electricity, ch. 5.

    Examples
    --------
    >>> xi, eta = spheroid_coordinates(3e-3, 0.0, 4e-3)
    >>> print(f"{xi:.4f} {eta:.4f}")
    1.2500 0.0000
    """
    near, far = (np.hypot(r, np.asarray(z, float) + side * focus_m) for side in (-1, 1))
    return (far + near) / (2 * focus_m), (far - near) / (2 * focus_m)


def spheroid_potential(xi: ArrayLike, surface_xi: float, voltage_v: float, outer_xi: float = np.inf) -> Array:
    """Give the potential between a spheroid and a confocal earthed shell (F1).

    phi = V [L(xi) - L(xi1)] / [L(xi0) - L(xi1)], L(xi) = ln((xi + 1) / (xi - 1)).

    Parameters
    ----------
    xi : array, 1
        Coordinate, surface_xi or more.
    surface_xi, outer_xi : float, 1
        Coordinates xi0 of the electrode and xi1 of the earth (infinity: far away).
    voltage_v : float
        Potential of the electrode.

    Returns
    -------
    array, V
        Potential.

    References
    ----------
    Smythe 1968, Static and Dynamic Electricity, ch. 5.

    Examples
    --------
    >>> print(spheroid_potential(np.array([1.25, 2.0, 8.0]), 1.25, 10.0).round(6))
    [10.        5.        1.143781]
    """
    lowest = _potential_of(outer_xi)
    return voltage_v * (_potential_of(xi) - lowest) / (_potential_of(surface_xi) - lowest)


def spheroid_resistance(focus_m: float, surface_xi: float, conductivity_s_m: float, outer_xi: float = np.inf) -> Array:
    """Give the resistance between a spheroid and a confocal earthed shell (F1).

    R = [L(xi0) - L(xi1)] / (8 pi sigma f), L(xi) = ln((xi + 1) / (xi - 1)).

    Parameters
    ----------
    focus_m, surface_xi, outer_xi
        As in `spheroid_focus` and `spheroid_potential`.
    conductivity_s_m : float
        Electrical conductivity sigma.

    Returns
    -------
    array of no axes, ohm
        Resistance.

    References
    ----------
    Smythe 1968, Static and Dynamic Electricity, ch. 5.

    Examples
    --------
    >>> print(f"{spheroid_resistance(4e-3, 1.25, 0.446):.6f}")
    49.004926
    """
    span = _potential_of(surface_xi) - _potential_of(outer_xi)
    return span / (8 * np.pi * conductivity_s_m * focus_m)


def spheroid_joule(
    xi: ArrayLike,
    eta: ArrayLike,
    focus_m: float,
    surface_xi: float,
    voltage_v: float,
    conductivity_s_m: float,
    outer_xi: float = np.inf,
) -> Array:
    """Give the Joule heat around a spheroid electrode (F2).

    Q = 4 sigma V^2 / {f^2 [L(xi0) - L(xi1)]^2 (xi^2 - 1)(xi^2 - eta^2)}

    Parameters
    ----------
    xi, eta : arrays that broadcast, 1
        Coordinates of the places.
    focus_m, surface_xi, voltage_v, conductivity_s_m, outer_xi
        As in `spheroid_potential` and `spheroid_resistance`.

    Returns
    -------
    array, W/m3
        Power per volume, sigma |grad phi|^2.

    References
    ----------
    Gradient of `spheroid_potential`.

    Examples
    --------
    >>> print(f"{spheroid_joule(1.25, 0.0, 4e-3, 1.25, 10.0, 0.446):.1f}")
    2627746.2
    """
    square, across = np.asarray(xi, float) ** 2, np.asarray(eta, float) ** 2
    span = _potential_of(surface_xi) - _potential_of(outer_xi)
    return conductivity_s_m * (2 * voltage_v / (focus_m * span)) ** 2 / ((square - 1) * (square - across))


def spheroid_power(
    from_xi: ArrayLike,
    to_xi: ArrayLike,
    focus_m: float,
    surface_xi: float,
    voltage_v: float,
    conductivity_s_m: float,
    outer_xi: float = np.inf,
) -> Array:
    """Give the Joule power between two confocal shells (F2).

    P = 8 pi sigma f V^2 [L(xi_from) - L(xi_to)] / [L(xi0) - L(xi1)]^2; it is spread evenly over
    eta, so the part between two hyperboloids is P (eta_b - eta_a) / 2.

    Parameters
    ----------
    from_xi, to_xi : arrays that broadcast, 1
        Coordinates of the inner and the outer shell; infinity may be given.
    focus_m, surface_xi, voltage_v, conductivity_s_m, outer_xi
        As in `spheroid_joule`.

    Returns
    -------
    array, W
        Power between the shells; V^2 / R between electrode and earth.

    References
    ----------
    Current times potential difference of `spheroid_potential`.

    Examples
    --------
    >>> print(f"{spheroid_power(1.25, 2.0, 4e-3, 1.25, 10.0, 0.446):.6f}")
    1.020306
    """
    span = _potential_of(surface_xi) - _potential_of(outer_xi)
    share = (_potential_of(from_xi) - _potential_of(to_xi)) / span
    return 8 * np.pi * conductivity_s_m * focus_m * voltage_v**2 / span * share


def _potential_of(xi: ArrayLike) -> Array:
    """Give L(xi) = ln((xi + 1) / (xi - 1)), 0 at infinity."""
    return np.log1p(2 / (np.asarray(xi, float) - 1))
