"""The sweep around the axis of `alternating`: tridiagonal systems on an arc, or closed to a circle.

A closed line has two corner entries more, which a correction of rank one removes (Sherman and Morrison): with
gamma = -b_1, the corners go into T' = T - u v^T and x = y - q (v . y) / (1 + v . q), where T' y = d and T' q = u.
"""

from lesionsim.kernels.arrays import WARMING
from lesionsim.kernels.compile import compiled
from lesionsim.kernels.flow import close_circle

# Rows of Sweeps.factors in three dimensions, behind the six of `alternating`. CORNER keeps q; the first point of each
# line keeps v's last entry and the reciprocal of 1 + v . q
BEFORE_T, PIVOT_T, AFTER_T, CORNER, LAST_OF_V, CLOSING = range(6, 12)


@compiled
def factor_around(network, conductance, turn, dt, factors):
    """Factor 1 - dt/2 A_theta; the frame's points, first and last on each line, take no part."""
    stride, around, warming = network.stride, turn.stride, network.points[WARMING]
    n = warming.size
    closed = turn.ghosts.shape[1] > 0
    lines = stride // around - 2
    for block in range(0, n, stride):
        for m in range(block + around, block + 2 * around):
            first, last = m, m + (lines - 1) * around
            half_first, half_last = 0.5 * dt * warming[first], 0.5 * dt * warming[last]
            behind = half_first * conductance[2 * n + first - around] if closed else 0.0
            ahead = half_last * conductance[2 * n + last] if closed else 0.0
            diagonal = 1.0 + behind + half_first * conductance[2 * n + first]
            for k in range(first, last + 1, around):
                half = 0.5 * dt * warming[k]
                before = half * conductance[2 * n + k - around] if k > first else 0.0
                after = half * conductance[2 * n + k] if k < last else 0.0
                middle = 1.0 + half * (conductance[2 * n + k - around] + conductance[2 * n + k])
                right = 0.0
                if closed and k == first:
                    middle, right = 2.0 * diagonal, -diagonal
                if closed and k == last:
                    middle, right = middle + ahead * behind / diagonal, -ahead
                earlier = factors[AFTER_T, k - around] if k > first else 0.0
                pivot = 1.0 / (middle - before * earlier)
                factors[BEFORE_T, k], factors[PIVOT_T, k], factors[AFTER_T, k] = before * pivot, pivot, after * pivot
                factors[CORNER, k] = right * pivot + (
                    factors[BEFORE_T, k] * factors[CORNER, k - around] if k > first else 0.0
                )
            for k in range(last - around, first - 1, -around):
                factors[CORNER, k] += factors[AFTER_T, k] * factors[CORNER, k + around]
            tail = behind / diagonal
            factors[LAST_OF_V, first] = tail
            factors[CLOSING, first] = 1.0 / (1.0 + factors[CORNER, first] + tail * factors[CORNER, last])


@compiled
def solve_around(values, factors, stride, turn):
    """Solve all lines around the axis, in place."""
    around, n = turn.stride, values.size
    lines = stride // around - 2
    before, pivot, after = factors[BEFORE_T], factors[PIVOT_T], factors[AFTER_T]
    for block in range(0, n, stride):
        start, end = block + around, block + (lines + 1) * around
        for k in range(start, end):
            values[k] *= pivot[k]
        for first in range(start + around, end, around):
            here, there = values[first : first + around], values[first - around : first]
            times = before[first : first + around]
            for m in range(around):
                here[m] += times[m] * there[m]
        for first in range(end - 2 * around, block, -around):
            here, there = values[first : first + around], values[first + around : first + 2 * around]
            times = after[first : first + around]
            for m in range(around):
                here[m] += times[m] * there[m]
        if turn.ghosts.shape[1] > 0:
            close_lines(values, factors, start, lines, around)


@compiled
def close_lines(values, factors, start, lines, around):
    """Correct the solutions of open lines to those of closed ones, for one radius."""
    last = (lines - 1) * around
    for first in range(start, start + around):
        share = values[first] + factors[LAST_OF_V, first] * values[first + last]
        share *= factors[CLOSING, first]
        for k in range(first, first + last + 1, around):
            values[k] -= share * factors[CORNER, k]


@compiled
def add_rate_around(temperature, network, turn, dt, change):
    """Add dt times the rate of temperature that heat flow around the axis causes, K."""
    close_circle(temperature, turn)
    conductance, warming, around, n = network.conductance, network.points[WARMING], turn.stride, temperature.size
    here = temperature[around : n - around]
    next_, last = temperature[2 * around :], temperature[: n - 2 * around]
    face_next, face_last = conductance[2 * n + around : 3 * n - around], conductance[2 * n : 3 * n - 2 * around]
    warm, result = warming[around : n - around], change[around : n - around]
    for k in range(n - 2 * around):
        flow = face_next[k] * (next_[k] - here[k]) + face_last[k] * (last[k] - here[k])
        result[k] += dt * warm[k] * flow
