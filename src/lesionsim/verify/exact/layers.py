"""Solve media that meet at a plane: two half-spaces (E1, E2) and a two-layer slab (E3)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import erfc, erfcx

from lesionsim.verify.exact.arrays import Array


class HalfSpace(NamedTuple):
    """Describe one half-space: temperature at the start (°C or K), W/m/K, m2/s."""

    start: float
    conductivity_w_m_k: float
    diffusivity_m2_s: float

    @property
    def effusivity(self) -> float:
        """Give k / sqrt(alpha), W s^0.5 / (m2 K)."""
        return self.conductivity_w_m_k / self.diffusivity_m2_s**0.5


class Layer(NamedTuple):
    """Describe one layer of a slab: m, W/m/K, and m = sqrt(beta / alpha) in 1/m."""

    thickness_m: float
    conductivity_w_m_k: float
    decay_per_m: float = 0.0


def two_half_spaces(
    x: ArrayLike,
    time_s: ArrayLike,
    left: HalfSpace,
    right: HalfSpace,
    contact_w_m2_k: float = np.inf,
) -> Array:
    """Give the temperature of two half-spaces that touch from time 0 (E1, and E2 through a contact).

    With e = k / sqrt(alpha) the plane takes T1 + (T2 - T1) e2 / (e1 + e2) (perfect contact); medium i
    feels erfc(xi), or through a contact h: erfc(xi) - exp(-xi^2) erfcx(xi + g sqrt t), g = h (1/e1 + 1/e2),
    times its own change at the plane.

    Parameters
    ----------
    x : array, m
        Place; the left medium has x < 0.  With a contact, x = 0 gives the right medium's face, -0.0 too.
    time_s : array that broadcasts with x, s
        Times above 0.
    left, right : HalfSpace
        The media.
    contact_w_m2_k : float
        Contact conductance h; infinite means perfect contact.

    Returns
    -------
    array, unit of `start`
        Temperature.

    References
    ----------
    Carslaw & Jaeger 1959, 2.15.

    Examples
    --------
    >>> muscle, bone = HalfSpace(80.0, 0.5, 1.3e-7), HalfSpace(37.0, 0.32, 1.3e-7)
    >>> print(two_half_spaces(np.array([-1e-3, 0.0, 1e-3]), 10.0, muscle, bone).round(4))
    [71.02   63.2195 51.0312]
    """
    depth, time = np.asarray(x, float), np.asarray(time_s, float)
    total = left.effusivity + right.effusivity
    jump = right.start - left.start
    change_left, change_right = jump * right.effusivity / total, -jump * left.effusivity / total
    speed = contact_w_m2_k * (1 / left.effusivity + 1 / right.effusivity)
    diffusivity = np.where(depth < 0, left.diffusivity_m2_s, right.diffusivity_m2_s)
    xi = np.abs(depth) / np.sqrt(4 * diffusivity * time)
    delayed = np.exp(-(xi**2)) * erfcx(xi + speed * np.sqrt(time))
    share = erfc(xi) - delayed
    return np.where(depth < 0, left.start + change_left * share, right.start + change_right * share)


def two_half_spaces_flux(time_s: ArrayLike, left: HalfSpace, right: HalfSpace, contact_w_m2_k: float = np.inf) -> Array:
    """Give the flux from left to right through the plane between two half-spaces (E1, E2).

    h (T1 - T2) erfcx(h (1/e1 + 1/e2) sqrt t), or (T1 - T2) / [(1/e1 + 1/e2) sqrt(pi t)] for perfect contact.

    Parameters
    ----------
    time_s, left, right, contact_w_m2_k
        As in `two_half_spaces`.

    Returns
    -------
    array, W/m2
        Flux in +x.

    References
    ----------
    Carslaw & Jaeger 1959, 2.15.

    Examples
    --------
    >>> muscle, bone = HalfSpace(80.0, 0.5, 1.3e-7), HalfSpace(37.0, 0.32, 1.3e-7)
    >>> print(f"{two_half_spaces_flux(10.0, muscle, bone):.3f}")
    4151.719
    """
    time = np.asarray(time_s, float)
    resistance = 1 / left.effusivity + 1 / right.effusivity
    drop = left.start - right.start
    if np.isinf(contact_w_m2_k):
        return drop / (resistance * np.sqrt(np.pi * time))
    return contact_w_m2_k * drop * erfcx(contact_w_m2_k * resistance * np.sqrt(time))


def two_layer_slab(
    x: ArrayLike,
    layers: tuple[Layer, Layer],
    ends_k: tuple[float, float],
    contact_resistance_m2_k_w: float = 0.0,
) -> Array:
    """Give the steady rise in a slab of two perfused layers with held ends (E3).

    In each layer theta = [theta_l sinh(m (L - x)) + theta_r sinh(m x)] / sinh(m L); flux is continuous.

    Parameters
    ----------
    x : array, m
        Place from the left end, 0 to the sum of the thicknesses.
    layers : (Layer, Layer)
        Left and right layer.
    ends_k : (float, float), K
        Rise of the left and of the right end.
    contact_resistance_m2_k_w : float, m2 K/W
        Resistance between the layers; 0 means perfect contact.

    Returns
    -------
    array, K
        Rise above blood.

    References
    ----------
    Direct solution of theta'' = m^2 theta in each layer.

    Examples
    --------
    >>> pair = (Layer(0.01, 0.5), Layer(0.01, 0.25))
    >>> print(two_layer_slab(np.array([0.0, 0.01, 0.02]), pair, (30.0, 0.0)).round(9))
    [30. 20.  0.]
    """
    place = np.asarray(x, float)
    left, right = layers
    flux = two_layer_slab_flux(layers, ends_k, contact_resistance_m2_k_w)
    face_left = (_pass(left) * ends_k[0] - flux) / _hold(left)
    face_right = (_pass(right) * ends_k[1] + flux) / _hold(right)
    inner = _between(left, np.minimum(place, left.thickness_m), ends_k[0], face_left)
    outer = _between(right, np.maximum(place - left.thickness_m, 0.0), face_right, ends_k[1])
    return np.where(place < left.thickness_m, inner, outer)


def two_layer_slab_flux(
    layers: tuple[Layer, Layer], ends_k: tuple[float, float], contact_resistance_m2_k_w: float = 0.0
) -> float:
    """Give the steady flux from the left to the right layer of the slab (E3).

    With p = k m / sinh(m L) and c = k m coth(m L): F = (p1 theta1 / c1 - p2 theta2 / c2) / (R + 1/c1 + 1/c2).

    Parameters
    ----------
    layers, ends_k, contact_resistance_m2_k_w
        As in `two_layer_slab`.

    Returns
    -------
    float, W/m2
        Flux in +x at the plane between the layers.

    References
    ----------
    Direct, as `two_layer_slab`.

    Examples
    --------
    >>> print(f"{two_layer_slab_flux((Layer(0.01, 0.5), Layer(0.01, 0.25)), (30.0, 0.0)):.6f}")
    500.000000
    """
    left, right = layers
    pull = _pass(left) * ends_k[0] / _hold(left) - _pass(right) * ends_k[1] / _hold(right)
    return float(pull / (contact_resistance_m2_k_w + 1 / _hold(left) + 1 / _hold(right)))


def _pass(layer: Layer) -> float:
    """Give k m / sinh(m L), and k / L without perfusion."""
    ml = layer.decay_per_m * layer.thickness_m
    if ml == 0:
        return layer.conductivity_w_m_k / layer.thickness_m
    return float(layer.conductivity_w_m_k * layer.decay_per_m * 2 * np.exp(-ml) / -np.expm1(-2 * ml))


def _hold(layer: Layer) -> float:
    """Give k m coth(m L), and k / L without perfusion."""
    ml = layer.decay_per_m * layer.thickness_m
    if ml == 0:
        return layer.conductivity_w_m_k / layer.thickness_m
    return float(layer.conductivity_w_m_k * layer.decay_per_m / np.tanh(ml))


def _between(layer: Layer, x: Array, left: float, right: float) -> Array:
    """Give the rise in a layer between two known faces, without overflow."""
    m, length = layer.decay_per_m, layer.thickness_m
    if m == 0:
        return left + (right - left) * x / length
    full = np.expm1(-2 * m * length)
    from_left = np.exp(-m * x) * np.expm1(-2 * m * (length - x)) / full
    from_right = np.exp(-m * (length - x)) * np.expm1(-2 * m * x) / full
    return left * from_left + right * from_right
