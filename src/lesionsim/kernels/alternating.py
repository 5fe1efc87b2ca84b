"""One time step of heat flow by alternating directions, for stiff metal in tissue of constant properties.

Douglas and Gunn's scheme in increments, second order in time (1964, 10.1007/BF01386093):
(1 - dt/2 A_r) D* = dt rate, (1 - dt/2 A_z) D = D*, T becomes T + D. A is split by faces, so what one cell loses
another gains; heat through a face belongs to T + D*/2 across and T + D/2 along. Each direction is a set of
tridiagonal systems, factored once for a step size and solved for all lines side by side. In three dimensions a sweep
around the axis stands between the two (`around`).
"""

from lesionsim.kernels.around import add_rate_around, factor_around, solve_around
from lesionsim.kernels.arrays import EXCHANGE, FACE, PERFUSION, SOURCE, TISSUE, WARMING
from lesionsim.kernels.compile import compiled, inlined

# Rows of Sweeps.factors: for each direction the multiplier of the line before, the pivot, and that of the line after
BEFORE_R, PIVOT_R, AFTER_R, BEFORE_Z, PIVOT_Z, AFTER_Z = range(6)
CHANGE, TURNED = 0, 1  # rows of Sweeps.work


@compiled
def factor_across(network, conductance, dt, factors):
    """Factor 1 - dt/2 A_r; lines run along r, points are in their usual order."""
    stride, warming = network.stride, network.points[WARMING]
    for k in range(warming.size):
        half = 0.5 * dt * warming[k]
        inner = conductance[k - stride] if k >= stride else 0.0
        before, after = half * inner, half * conductance[k]
        earlier = factors[AFTER_R, k - stride] if k >= stride else 0.0
        pivot = 1.0 / (1.0 + before + after - before * earlier)
        factors[BEFORE_R, k], factors[PIVOT_R, k], factors[AFTER_R, k] = before * pivot, pivot, after * pivot


@compiled
def factor_along(network, conductance, row, dt, factors):
    """Factor 1 - dt/2 A_z; lines of `row` points run along z, points are turned: z slowest."""
    warming = network.points[WARMING]
    n = warming.size
    rows = n // row
    for j in range(row):
        for i in range(rows):
            k, m = i * row + j, j * rows + i
            half = 0.5 * dt * warming[k]
            lower = conductance[n + k - 1] if j > 0 else 0.0
            before, after = half * lower, half * conductance[n + k]
            earlier = factors[AFTER_Z, m - rows] if j > 0 else 0.0
            pivot = 1.0 / (1.0 + before + after + half * network.points[EXCHANGE, k] - before * earlier)
            factors[BEFORE_Z, m], factors[PIVOT_Z, m], factors[AFTER_Z, m] = before * pivot, pivot, after * pivot


@compiled
def solve_lines(values, before, pivot, after, size):
    """Solve all lines of one direction side by side; `size` is the number of lines, a point's distance on its line."""
    n = values.size
    for k in range(n):
        values[k] *= pivot[k]
    for first in range(size, n, size):
        here, there = values[first : first + size], values[first - size : first]
        times = before[first : first + size]
        for k in range(size):
            here[k] += times[k] * there[k]
    for first in range(n - 2 * size, -1, -size):
        here, there = values[first : first + size], values[first + size : first + 2 * size]
        times = after[first : first + size]
        for k in range(size):
            here[k] += times[k] * there[k]


@compiled
def transpose(values, size, turned):
    """Turn points with `size` in a row into points with the other direction fastest."""
    rows = values.size // size
    for i in range(rows):
        for j in range(size):
            turned[j * rows + i] = values[i * size + j]


@compiled
def heat_rate(temperature, network, joule, volts2, step, last, change):
    """Write dt times the rate of temperature, K, and return the heat that goes to the blood during the step, J.

    Perfusion sees the temperature of the middle of the step, told by the last change; a vessel sees that of the start,
    and the sweep along z puts in what the step changes.

    Parameters
    ----------
    joule, volts2 : (n,) array, W at 1 V, and the squared voltage
    step : (dt, last over dt): size in s, and half the ratio of this step to the last
    last : (n,) array, K, change in the last step; may be the same array as `change`
    """
    dt, half_ratio = step
    conductance, stride = network.conductance, network.stride
    total = temperature.size
    n = total - 2 * stride
    here = temperature[stride : stride + n]
    above = temperature[2 * stride :]
    below = temperature[:n]
    right = temperature[stride + 1 : stride + 1 + n]
    left = temperature[stride - 1 : stride - 1 + n]
    face_above = conductance[stride : stride + n]
    face_below = conductance[:n]
    face_right = conductance[total + stride : total + stride + n]
    face_left = conductance[total + stride - 1 : total + stride - 1 + n]
    perfusion = network.points[PERFUSION, stride : stride + n]
    exchange = network.points[EXCHANGE, stride : stride + n]
    source = network.points[SOURCE, stride : stride + n]
    warming = network.points[WARMING, stride : stride + n]
    made = joule[stride : stride + n]
    was = last[stride : stride + n]
    result = change[stride : stride + n]
    blood_c = network.blood_c
    from_blood = 0.0
    for k in range(n):
        t = here[k]
        blood = perfusion[k] * (blood_c - t - half_ratio * was[k]) + exchange[k] * half_ratio * was[k]
        flow = (
            face_above[k] * (above[k] - t)
            + face_below[k] * (below[k] - t)
            + face_right[k] * (right[k] - t)
            + face_left[k] * (left[k] - t)
            + blood
            + source[k]
            + volts2 * made[k]
        )
        from_blood += blood
        result[k] = dt * warming[k] * flow
    return -dt * from_blood


@compiled
def heat_out(temperature, change, conductance, faces, along, row):
    """Sum the power through the wall faces of one direction, from tissue at T + change/2, W.

    Parameters
    ----------
    change : (n,) array, K; across the probe points are in their usual order, along it they are turned
    along : 0 for faces across the probe, 1 for those along it
    row : number of points in a row along z
    """
    total, n = 0.0, temperature.size
    for m in range(faces.shape[1]):
        face = faces[FACE, m]
        if face // n == along:
            k = faces[TISSUE, m]
            place = (k % row) * (n // row) + k // row if along else k
            total += conductance[face] * (temperature[k] + 0.5 * change[place] - temperature[faces[0, m]])
    return total


@inlined
def points_along(stride, turn):
    """Return the number of points in a row along z."""
    return stride if turn is None else turn.stride


@inlined
def step_heat_alternating(temperature, network, turn, walls, sweeps, joule, volts2, dt):
    """Advance temperature by one step and return the heat moved.

    Parameters
    ----------
    temperature : (n,) array, °C
    network, turn, walls : Network, Turn or None, Walls
    sweeps : Sweeps; its factors belong to `sweeps.size[0]` s, its change to the last step, of `sweeps.size[1]` s
    joule, volts2 : (n,) array, W at 1 V, and the squared voltage
    dt : float, s

    Returns
    -------
    (to blood, to outer wall) : float, J
    """
    factors, work, size = sweeps
    change, n = work[CHANGE], temperature.size
    conductance, stride = network.conductance, network.stride
    row = points_along(stride, turn)
    if size[0] != dt:
        factor_across(network, conductance, dt, factors)
        factor_along(network, conductance, row, dt, factors)
        if turn is not None:
            factor_around(network, conductance, turn, dt, factors)
        size[0] = dt
    half_ratio = 0.5 * dt / size[1] if size[1] > 0.0 else 0.0
    blood = heat_rate(temperature, network, joule, volts2, (dt, half_ratio), change, change)
    if turn is not None:
        add_rate_around(temperature, network, turn, dt, change)
    outer = 0.0
    for along in range(2):  # one place for both directions: compiled code is repeated wherever it is called
        values, lines, first = work[along], (n // row if along else stride), 3 * along
        solve_lines(values, factors[first], factors[first + 1], factors[first + 2], lines)
        outer += heat_out(temperature, values, conductance, walls.outer, along, row)
        if along == 0 and turn is not None:
            solve_around(change, factors, stride, turn)
        transpose(values, lines if along else row, work[1 - along])
    exchange = network.points[EXCHANGE]
    for k in range(n):
        temperature[k] += change[k]
        blood += 0.5 * dt * exchange[k] * change[k]
    size[1] = dt
    return blood, dt * outer
