"""A lesion that differs around the probe: its shadow along the axis, and what is largest between the slices.

What is known on each slice is carried on to angles between them by the trigonometric sum through all slices, so that
nothing depends on where the slices lie. Where some slices have no lesion there is no such sum; lines join them.
"""

import numpy as np

from lesionsim.grid.around import Wedges

Array = np.ndarray
LEAST_ANGLES = 96  # around the whole circle; between them the top of a parabola is taken
FLAT = 1e-9  # bends smaller than this share of the largest count as none


def whole(values: Array, around: Wedges) -> Array:
    """Return values of the slices of the whole circle, mirror images included."""
    return values if around.closed else np.concatenate([values, values[::-1]])


def parts_between(slices: int) -> int:
    """Return into how many parts each step from slice to slice is divided: an even number, so that 0° is one end."""
    return 2 * -(-LEAST_ANGLES // (2 * slices))


def angles(around: Wedges) -> Array:
    """Return the angles between and on slices, rad; the first slice comes first."""
    slices = around.count if around.closed else 2 * around.count
    number = np.arange(slices * parts_between(slices))
    return np.asarray((number / parts_between(slices) + 0.5) * 2 * np.pi / slices)


def smooth(values: Array, around: Wedges) -> Array:
    """Carry one value of each slice on to all `angles`, by the trigonometric sum through them."""
    every = whole(values, around)
    parts = parts_between(every.size)
    waves = np.fft.rfft(every) * parts
    waves[-1] *= 0.5  # of the shortest wave half belongs to either side
    return np.asarray(np.fft.irfft(waves, every.size * parts))


def joined(values: Array, around: Wedges) -> Array:
    """Carry one value of each slice on to all `angles`, by straight lines."""
    every = whole(values, around)
    number = np.arange(every.size * parts_between(every.size)) / parts_between(every.size)
    return np.interp(number, np.arange(every.size), every, period=every.size)


def radius_around(radius: Array, around: Wedges) -> Array:
    """Return how far the edge is from the axis at all `angles`, from that of each slice; 0 or less is no lesion."""
    some = radius > 0
    return smooth(radius, around) if some.all() else joined(np.where(some, radius, 0.0), around)


def radius_towards(radius: Array, around: Wedges, theta: float) -> float:
    """Return how far the edge is from the axis towards one angle (rad), from that of each slice; 0 without any."""
    every = whole(np.maximum(radius, 0.0), around)
    turn = theta / (2 * np.pi) * every.size - 0.5
    if not (radius > 0).all():
        return float(np.interp(turn, np.arange(every.size), every, period=every.size))
    waves = np.fft.rfft(every) / every.size
    waves[1:-1] *= 2.0
    return max(float(np.real(waves @ np.exp(2j * np.pi * turn / every.size * np.arange(waves.size)))), 0.0)


def shortest_waves(radius: Array, around: Wedges) -> float:
    """Return how much of a lesion's shadow is in the shortest waves around the axis, those that slices barely resolve.

    That is the sum of the amplitudes of the last three eighths of the waves. What waves too short for the slices would
    add is usually less.

    Parameters
    ----------
    radius : (nt,) array, largest distance of the edge from the axis on each slice; 0 or less without any

    Examples
    --------
    >>> from lesionsim.grid.around import wedges
    >>> around = wedges(8, closed=False)
    >>> long, short = (shortest_waves(3 + 0.1 * np.cos(waves * around.middle), around) for waves in (2, 6))
    >>> round(long, 6), round(short, 6)
    (0.0, 0.1)
    """
    every = whole(np.maximum(radius, 0.0), around)
    waves = np.abs(np.fft.rfft(every)) / (every.size / 2)
    return float(waves[-(-5 * (waves.size - 1) // 8) :].sum())


def top(values: Array, around: Wedges) -> float:
    """Return the largest value around, from that of each slice; slices without a lesion have minus infinity."""
    if not np.isfinite(values).all():
        return float(values.max())
    return float(smooth(values, around).max())


def widest_across(radius: Array, place: Array, around: Wedges) -> tuple[float, float]:
    """Return where a lesion is widest across the probe, and how wide: the largest distance between two of its shadow.

    Parameters
    ----------
    radius : (nt,) array, m, largest distance of the edge from the axis on each slice; 0 or less without any
    place : (nt,) array, m, where along the probe it is; NaN without any

    Returns
    -------
    (z, width) : float, m; (nan, 0) without any edge. z is the mean of both ends
    """
    if not (radius > 0).any():
        return np.nan, 0.0
    theta, far = angles(around), radius_around(radius, around)
    x, y = far * np.cos(theta), far * np.sin(theta)
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    one, other = np.divmod(int(apart.argmax()), theta.size)
    known = np.isfinite(place)
    along = joined(np.interp(np.arange(place.size), np.flatnonzero(known), place[known]), around)
    beside = np.arange(-1, 2)
    near = apart[np.ix_((one + beside) % theta.size, (other + beside) % theta.size)]
    return float(along[[one, other]].mean()), summit(near)


def widest_place(z: Array, radius: Array) -> tuple[float, float]:
    """Find where the edge is farthest from the axis: the top of a parabola through three lines.

    Parameters
    ----------
    z : (mz,) array, m
    radius : (mz,) array, m, the edge on each line, -1 where there is none

    Returns
    -------
    (z, radius) : float, m; (nan, 0) without any edge
    """
    top = int(np.argmax(radius))
    if radius[top] < 0:
        return np.nan, 0.0
    if not 0 < top < z.size - 1 or min(radius[top - 1], radius[top + 1]) < 0:
        return float(z[top]), float(radius[top])
    left, right = z[top - 1] - z[top], z[top + 1] - z[top]
    rise_left, rise_right = (radius[top - 1] - radius[top]) / left, (radius[top + 1] - radius[top]) / right
    bend = (rise_right - rise_left) / (right - left)
    if not bend < 0:
        return float(z[top]), float(radius[top])
    slope = rise_left - bend * left
    shift = min(max(-0.5 * slope / bend, left), right)
    return float(z[top] + shift), float(radius[top] + shift * (slope + bend * shift))


def summit(near: Array) -> float:
    """Return the top of the paraboloid through 3 x 3 values around their largest, (3, 3)."""
    slope = 0.5 * np.array([near[2, 1] - near[0, 1], near[1, 2] - near[1, 0]])
    bend = np.array([near[0, 1] + near[2, 1], near[1, 0] + near[1, 2]]) - 2 * near[1, 1]
    twist = 0.25 * (near[2, 2] - near[2, 0] - near[0, 2] + near[0, 0])
    steps = np.linalg.lstsq(np.array([[bend[0], twist], [twist, bend[1]]]), -slope, rcond=FLAT)[0]
    return float(near[1, 1] + max(0.5 * slope @ np.clip(steps, -0.5, 0.5), 0.0))
