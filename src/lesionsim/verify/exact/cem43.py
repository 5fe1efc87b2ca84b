"""Integrate CEM43 exactly at constant temperature and on linear ramps, in three conventions (J3)."""

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array

# Each convention: pieces (above °C, up to °C, R), with dose rate R^(43 - T) in minutes per minute.
PIECES = {
    "two-rate": ((-np.inf, 43.0, 0.25), (43.0, np.inf, 0.5)),
    "clinical": ((39.0, 43.0, 0.25), (43.0, np.inf, 0.5)),
    "half": ((-np.inf, np.inf, 0.5),),
}


def cem43_held(duration_s: ArrayLike, at_c: ArrayLike, convention: str = "two-rate") -> Array:
    """Give the CEM43 of a constant temperature (J3).

    CEM43 = t R^(43 - T)

    Parameters
    ----------
    duration_s, at_c : arrays that broadcast, s and °C
        Duration and temperature.
    convention : {"two-rate", "clinical", "half"}
        R = 0.5 at and above 43 °C and 0.25 below; the same with no dose below 39 °C; R = 0.5 throughout.

    Returns
    -------
    array, min
        Equivalent minutes at 43 °C.

    References
    ----------
    Sapareto & Dewey 1984, 10.1016/0360-3016(84)90379-1.

    Examples
    --------
    >>> print(cem43_held(60.0, np.array([38.0, 42.0, 43.0, 46.0]), "clinical"))
    [0.   0.25 1.   8.  ]
    """
    temperature = np.asarray(at_c, float)
    rate = np.zeros(temperature.shape)
    for above, upto, base in PIECES[convention]:
        inside = (temperature >= above) & (temperature < upto)
        rate = np.where(inside, np.exp(-np.log(base) * (temperature - 43.0)), rate)
    return np.asarray(duration_s, float) / 60 * rate


def cem43_ramp(duration_s: ArrayLike, from_c: ArrayLike, to_c: ArrayLike, convention: str = "two-rate") -> Array:
    """Give the CEM43 of a linear change of temperature, up or down, also through 43 °C (J3).

    Each piece between kinks: t (R^(43 - T1) - R^(43 - T0)) / ((T1 - T0) ln(1/R)), by expm1.

    Parameters
    ----------
    duration_s : array, s
        Duration of the change.
    from_c, to_c : arrays that broadcast, °C
        Temperatures at its start and end.
    convention : {"two-rate", "clinical", "half"}
        As in `cem43_held`.

    Returns
    -------
    array, min
        Equivalent minutes at 43 °C.

    References
    ----------
    Sapareto & Dewey 1984, 10.1016/0360-3016(84)90379-1.

    Examples
    --------
    >>> print(f"{cem43_ramp(60.0, 37.0, 49.0):.6f}")
    7.634247
    """
    ends = np.broadcast_arrays(np.asarray(from_c, float), np.asarray(to_c, float))
    low, high = np.minimum(*ends), np.maximum(*ends)
    flat = high == low
    range_k = np.where(flat, 1.0, high - low)
    dose = np.zeros(low.shape)
    for above, upto, base in PIECES[convention]:
        start, end = np.clip(low, above, upto), np.clip(high, above, upto)
        growth = -np.log(base)
        piece = np.exp(growth * (start - 43.0)) * np.expm1(growth * (end - start)) / growth
        dose = dose + np.where(end > start, piece, 0.0) / range_k
    minutes = np.asarray(duration_s, float) / 60
    return np.where(flat, cem43_held(duration_s, low, convention), minutes * dose)
