"""Pass current through layers in series, in a coordinate that makes every layer straight.

The current through concentric shells sees resistances in series.  In a stretched coordinate u (r for
slabs, ln r for cylinders, -1/r for spheres) the potential is a straight line in each layer.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array


class Layers(NamedTuple):
    """Hold the faces of layers in a stretched coordinate and the resistance up to each face."""

    faces: Array
    passed: Array


def layers(faces: ArrayLike, conductivities_s_m: ArrayLike) -> Layers:
    """Add up the layers' spans over their conductivities.

    W_n = sum of (u_i+1 - u_i) / sigma_i over the layers before face n.

    Parameters
    ----------
    faces : (layer + 1,) array
        Stretched coordinates of the faces, rising.
    conductivities_s_m : (layer,) array
        Electrical conductivity of each layer.

    Returns
    -------
    Layers
        Faces and the sum W at each.

    References
    ----------
    Ohm's law in series.

    Examples
    --------
    >>> print(layers([0.0, 1.0, 3.0], [0.5, 0.25]).passed)
    [ 0.  2. 10.]
    """
    places, conductivities = np.asarray(faces, float), np.asarray(conductivities_s_m, float)
    if places.size != conductivities.size + 1 or not np.all(np.diff(places) > 0):
        raise ValueError(
            f"{places.size} faces were given for {conductivities.size} layers; give one face more than layers, "
            "each farther out than the one before."
        )
    return Layers(places, np.concatenate([[0.0], np.cumsum(np.diff(places) / conductivities)]))


def share_of_potential(place: ArrayLike, stack: Layers) -> Array:
    """Give the potential over the voltage: 1 at the first face, 0 at the last.

    phi / V = 1 - W(u) / W_end, W linear in u within each layer.

    Parameters
    ----------
    place : array
        Stretched coordinate, between the first face and the last.
    stack : Layers
        Result of `layers`.

    Returns
    -------
    array, 1
        Share of the voltage.

    References
    ----------
    Ohm's law in series.

    Examples
    --------
    >>> print(share_of_potential([0.5, 2.0], layers([0.0, 1.0, 3.0], [0.5, 0.25])))
    [0.9 0.4]
    """
    passed: Array = np.interp(np.asarray(place, float), stack.faces, stack.passed)
    return 1 - passed / stack.passed[-1]


def conductivity_there(place: ArrayLike, stack: Layers) -> Array:
    """Give the conductivity of the layer at a place; on a face, of the layer outside it.

    sigma_i = (u_i+1 - u_i) / (W_i+1 - W_i)

    Parameters
    ----------
    place, stack
        As in `share_of_potential`.

    Returns
    -------
    array, S/m
        Electrical conductivity.

    References
    ----------
    Definition of the layers.

    Examples
    --------
    >>> print(conductivity_there([0.5, 2.0], layers([0.0, 1.0, 3.0], [0.5, 0.25])))
    [0.5  0.25]
    """
    layer = np.clip(np.searchsorted(stack.faces, place, side="right") - 1, 0, stack.faces.size - 2)
    return (np.diff(stack.faces) / np.diff(stack.passed))[layer]
