"""Solve a first-order plant under a generator that keeps voltage, power or current, and pauses it (P5, P6).

The plant is dy/dt = -y / tau + g P with P in W; its gain is in K per second and watt.  Between samples P stands
still.  At each sample P = at_zero + per_k y, which a kept voltage, power or current gives on a resistance that
changes with y in the right way.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array, BoolArray
from lesionsim.verify.exact.control import Plant


class Power(NamedTuple):
    """Hold the power into a plant: W at output 0, and W more for every K."""

    at_zero: float
    per_k: float = 0.0

    def __call__(self, output: ArrayLike) -> Array:
        """Give the power at an output, W."""
        return np.asarray(self.at_zero + self.per_k * np.asarray(output))


def kept_loop(samples: ArrayLike, period_s: float, plant: Plant, power: Power, start: float = 0.0) -> Array:
    """Give the output at samples of a plant whose power follows its output (P5).

    y_n = y_end + k^n (y_0 - y_end), k = p + q per_k, y_end = q at_zero / (1 - k), p = exp(-period/tau),
    q = g tau (1 - p).

    Parameters
    ----------
    samples : array of int
        Sample numbers n, 0 or more.
    period_s : float
        Time between samples.
    plant, power : Plant, Power
        Plant and the power into it.
    start : float
        Output at sample 0.

    Returns
    -------
    array
        Output at the samples.

    References
    ----------
    Zero-order hold; Astrom & Wittenmark 1997, Computer-Controlled Systems, ch. 2.

    Examples
    --------
    >>> print(kept_loop([0, 1, 2, 500], 0.5, Plant(5.0, 0.4), Power(10.0, 0.1)).round(4))
    [ 0.      1.9033  3.6616 25.    ]
    """
    factor, end, _ = _recursion(period_s, plant, power)
    return np.asarray(end + factor ** np.asarray(samples, int) * (start - end))


def ramped(time_s: ArrayLike, plant: Plant, power: float, ramp_s: float) -> Array:
    """Give the output while the power rises in proportion to time, from rest, without samples (P5).

    y = g tau power / ramp [t - tau (1 - exp(-t/tau))]

    Parameters
    ----------
    time_s : array, s
        Times within the ramp.
    plant : Plant
        Plant.
    power : float
        Power at the ramp's end, W.
    ramp_s : float
        Time of the ramp.

    Returns
    -------
    array
        Output at these times.

    References
    ----------
    Direct solution of the plant's equation.

    Examples
    --------
    >>> print(f"{ramped(10.0, Plant(5.0, 0.4), 10.0, 10.0):.6f}")
    11.353353
    """
    time = np.asarray(time_s, float)
    steady = plant.gain_per_s * plant.time_constant_s * power / ramp_s
    return np.asarray(steady * (time + plant.time_constant_s * np.expm1(-time / plant.time_constant_s)))


def paused_loop(
    number: int, period_s: float, plant: Plant, power: Power, highest: float, pause: int
) -> tuple[Array, BoolArray]:
    """Give output and whether there is power at samples, where it is taken away for a while above an output (P6).

    From y_0 there is power for n samples, the smallest n with y_n > highest: n = 1 + floor(ln[(y_end - y_0) /
    (y_end - highest)] / -ln k), none where y_0 is above it; then none for `pause` samples, y_m = y_0 p^m.

    Parameters
    ----------
    number : int
        Number of samples.
    period_s, plant, power
        As in `kept_loop`; the plant starts at 0.
    highest : float
        Output above which the power is taken away, below y_end.
    pause : int
        For how many samples.

    Returns
    -------
    (array, array of bool)
        Output at the samples, and whether there is power from then on.

    References
    ----------
    Geometric series of the sampled plant, piece by piece.

    Examples
    --------
    >>> output, on = paused_loop(9, 0.5, Plant(5.0, 0.4), Power(10.0), 4.0, 3)
    >>> print(on.astype(int), output[[3, 6]].round(3))
    [1 1 1 0 0 0 1 0 0] [5.184 3.84 ]
    """
    factor, end, fading = _recursion(period_s, plant, power)
    output: list[Array] = []
    on: list[BoolArray] = []
    start = 0.0
    while sum(piece.size for piece in on) < number:
        count = 1 + int(np.floor(np.log((end - start) / (end - highest)) / -np.log(factor)))
        heated = kept_loop(np.arange(max(count, 0) + 1), period_s, plant, power, start)
        cooled = np.asarray(heated[-1] * fading ** np.arange(min(pause, number) + 1))
        output += [heated[:-1], cooled[:-1]]
        on += [np.ones(heated.size - 1, dtype=bool), np.zeros(cooled.size - 1, dtype=bool)]
        start = float(cooled[-1])
    return np.concatenate(output)[:number], np.concatenate(on)[:number]


def _recursion(period_s: float, plant: Plant, power: Power) -> tuple[float, float, float]:
    """Give the factor of one sample, the output in the end, and the factor without power."""
    fading = float(np.exp(-period_s / plant.time_constant_s))
    given = plant.gain_per_s * plant.time_constant_s * (1 - fading)
    factor = fading + given * power.per_k
    return factor, given * power.at_zero / (1 - factor), fading
