"""A field on fine lines of slices around an axis, at any place: cubic between four slices, linear between lines."""

import numpy as np

from lesionsim.kernels.compile import compiled, entry


@compiled
def line_below(lines, wanted):
    """Return the number of the line below a coordinate and the share of the way to the next, kept within the lines."""
    low, high = 0, lines.size - 1
    while high - low > 1:
        middle = (low + high) // 2
        if lines[middle] <= wanted:
            low = middle
        else:
            high = middle
    share = (wanted - lines[low]) / (lines[low + 1] - lines[low])
    return low, min(max(share, 0.0), 1.0)


@compiled
def between_lines(sheet, a, b, s, t):
    """Interpolate linearly inside one mesh of fine lines."""
    low = (1.0 - t) * sheet[a, b] + t * sheet[a, b + 1]
    high = (1.0 - t) * sheet[a + 1, b] + t * sheet[a + 1, b + 1]
    return low + s * (high - low)


@compiled
def fold(number, slices, closed):
    """Return the slice that stands for a number beyond the first or the last; see `grid.stencil_around.folded`."""
    circle = slices if closed else 2 * slices
    number = number % circle
    return number if number < slices else circle - 1 - number


@entry
def values_between(field, r, z, closed, places, found):
    """Interpolate a field at places.

    Parameters
    ----------
    field : (nt, mr, mz) array, on fine lines of each slice
    r, z : (mr,) and (mz,) increasing arrays, the lines
    closed : bool, whether the slices go all around; otherwise half of that, mirrored
    places : (3, m) array: r, z, and the angle in rad
    found : (m,) array, written; a place beyond the lines takes the value of the nearest
    """
    slices = field.shape[0]
    per_turn = (slices if closed else 2 * slices) / (2.0 * np.pi)
    for m in range(found.size):
        a, s = line_below(r, places[0, m])
        b, t = line_below(z, places[1, m])
        turn = places[2, m] * per_turn - 0.5
        first = int(np.floor(turn))
        x = turn - first
        total = -x * (x - 1.0) * (x - 2.0) / 6.0 * between_lines(field[fold(first - 1, slices, closed)], a, b, s, t)
        total += 0.5 * (x + 1.0) * (x - 1.0) * (x - 2.0) * between_lines(field[fold(first, slices, closed)], a, b, s, t)
        total -= 0.5 * (x + 1.0) * x * (x - 2.0) * between_lines(field[fold(first + 1, slices, closed)], a, b, s, t)
        total += (x + 1.0) * x * (x - 1.0) / 6.0 * between_lines(field[fold(first + 2, slices, closed)], a, b, s, t)
        found[m] = total
