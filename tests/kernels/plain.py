"""Plain NumPy twins of all kernels, written from the equations: slow, short, and easy to believe.

Points are the (r, z) cells with a frame of wall points, flattened with z fastest; face k lies between the points
k and k + stride, face n + k between the points k and k + 1.
"""

import numpy as np

Array = np.ndarray
KELVIN = 273.15


def faces_of(n: int, stride: int) -> list[tuple[Array, Array, Array]]:
    """List (face, first point, second point) for both directions, for faces that have two points."""
    k = np.arange(n)
    up, right = k[: n - stride], k[: n - 1]
    return [(up, up, up + stride), (n + right, right, right + 1)]


def flow(temperature: Array, conductance: Array, stride: int) -> Array:
    """Sum the heat that arrives at every point from its neighbours, W."""
    arriving = np.zeros_like(temperature)
    for face, one, other in faces_of(temperature.size, stride):
        heat = conductance[face] * (temperature[other] - temperature[one])
        np.add.at(arriving, one, heat)
        np.add.at(arriving, other, -heat)
    return arriving


def blood_flow(temperature: Array, perfusion: Array, blood_c: float) -> Array:
    """Return the heat that the blood brings to every point, W."""
    return perfusion * (blood_c - temperature)


def through(temperature: Array, conductance: Array, faces: Array) -> float:
    """Return the heat from wall points into tissue, W."""
    wall, tissue, face = faces
    return float(np.sum(conductance[face] * (temperature[wall] - temperature[tissue])))


def b(j: int) -> float:
    """Return b_j of RKL2 (Meyer, Balsara & Aslam 2014, equation 16)."""
    return 1 / 3 if j < 2 else (j**2 + j - 2) / (2 * j * (j + 1))


def rkl2(slope, start: Array, dt: float, stages: int) -> Array:
    """Advance y' = slope(y) by one Runge-Kutta-Legendre step of second order."""
    w = 4 / (stages**2 + stages - 2)
    first = slope(start)
    ago, now = start, start + b(1) * w * dt * first
    for j in range(2, stages + 1):
        mu, nu = (2 * j - 1) / j * b(j) / b(j - 1), -(j - 1) / j * b(j) / b(j - 2)
        gamma = -(1 - b(j - 1)) * mu * w
        new = mu * now + nu * ago + (1 - mu - nu) * start + mu * w * dt * slope(now) + gamma * dt * first
        ago, now = now, new
    return now


def table(x: Array, entries: Array, start: float, step: float) -> Array:
    """Read a uniform table: linear between entries, constant outside."""
    return np.interp(x, start + step * np.arange(entries.size), entries)


def series(before: Array, after: Array, k_first: Array, k_second: Array) -> Array:
    """Put two half resistances in series."""
    with np.errstate(divide="ignore"):
        return 1 / (before / k_first + after / k_second)


def conductances(temperature: Array, laws, stride: int) -> Array:
    """Return the conductance of every face that has two points, at the present temperature; NaN elsewhere."""
    k = table(temperature, laws.tables[0], laws.start_c, laws.step_c)
    found = np.full(2 * temperature.size, np.nan)
    for face, one, other in faces_of(temperature.size, stride):
        found[face] = series(laws.resistance[0, face], laws.resistance[1, face], k[one], k[other])
    return found


def trend(content: Array, rate: Array, laws) -> Array:
    """Return the rate of temperature: the rate of content times the slope of temperature over one table step."""
    half = 0.5 * laws.step_c
    low, high = (table(content + side, laws.tables[1], laws.start_c, laws.step_c) for side in (-half, half))
    return rate * (high - low) / laws.step_c


def arrhenius_rate(temperature: Array, log_frequency: float, energy_k: float) -> Array:
    """A exp(-Ea / (R T)), 1/s."""
    return np.exp(log_frequency - energy_k / (temperature + KELVIN))


def cem43_rate(temperature: Array, above: float, below: float, lowest_c: float) -> Array:
    """R^(43 - T), in minutes for each second; nothing below `lowest_c`."""
    r = np.where(temperature >= 43, np.exp(above), np.exp(below))
    return np.where(temperature >= lowest_c, r ** (43 - temperature) / 60, 0)


def three_state_slope(fractions: Array, forward: Array, backward: float) -> Array:
    """O'Neill's model: living A, dead D, vulnerable 1 - A - D; `forward` is kf exp(T / Tk)."""
    alive, dead = fractions
    vulnerable = 1 - alive - dead
    return np.array([-forward * (1 - alive) * alive + backward * vulnerable, forward * (1 - alive) * vulnerable])


def runge_kutta(slopes: list, start: Array, dt: float) -> Array:
    """Advance by the classical method; three slope functions belong to start, middle and end."""
    at_start, at_middle, at_end = slopes
    one = at_start(start)
    two = at_middle(start + dt / 2 * one)
    three = at_middle(start + dt / 2 * two)
    four = at_end(start + dt * three)
    return start + dt / 6 * (one + 2 * two + 2 * three + four)


def simpson(start: Array, middle: Array, end: Array, dt: float) -> Array:
    """Return the integral over a step."""
    return dt * (start / 6 + 2 * middle / 3 + end / 6)


def hermite(start: Array, end: Array, slopes: tuple[Array, Array], dt: float, x: float) -> Array:
    """Return the cubic with these end values and slopes at the fraction x, by solving for its coefficients."""
    matrix = np.array([[1, 0, 0, 0], [1, 1, 1, 1], [0, 1, 0, 0], [0, 1, 2, 3]], dtype=float)
    wanted = np.stack([start, end, dt * slopes[0], dt * slopes[1]])
    return np.linalg.solve(matrix, wanted).T @ x ** np.arange(4.0)


def limited(slope: Array, change: Array, dt: float) -> Array:
    """Return a slope of at most three times the mean slope of the step, so that its cubic stays monotone."""
    most = 3 * np.abs(change) / dt
    return np.clip(slope, -most, most)


def step_cubic(start: Array, end: Array, slopes: tuple[Array, Array], dt: float, x: float) -> Array:
    """Return the cubic of a step with limited slopes at the fraction x."""
    change = end - start
    return hermite(start, end, (limited(slopes[0], change, dt), limited(slopes[1], change, dt)), dt, x)


def to_surface(near: Array, far: Array, near_m: float, far_m: float) -> Array:
    """Return the value at distance 0 of the parabola of zero slope there through two points."""
    bend = (far - near) / (far_m**2 - near_m**2)
    return near - bend * near_m**2


def resampled(points: Array, lines) -> Array:
    """Interpolate a field onto fine lines with the stencils of `lines`; NaN inside the probe."""
    fine = np.full((lines.r.size, lines.z.size), np.nan)
    for a in range(lines.r.size):
        for c in range(lines.z.size):
            inside = a < lines.first_outside
            if inside and c > lines.end:
                continue
            side = 0 if inside else 1
            total = 0.0
            for column, weight in zip(lines.along_index[side, c], lines.along_weight[side, c], strict=True):
                ahead = column < lines.end_column
                across = 0 if ahead else (2 if inside else 1)
                nodes = points[lines.across_index[across, a] + 1, column + 1]
                total += weight * float(nodes @ lines.across_weight[across, a]) if weight else 0.0
            fine[a, c] = total
    return fine


def volume_by_counting(level, r: tuple[float, float], z: tuple[float, float], parts: int) -> float:
    """Add the rings of a fine uniform mesh whose middle is dead, m3; `level` is a function of (r, z)."""
    dr, dz = (r[1] - r[0]) / parts, (z[1] - z[0]) / parts
    radius = r[0] + dr * (np.arange(parts) + 0.5)
    height = z[0] + dz * (np.arange(parts) + 0.5)
    dead = level(radius[:, None], height[None, :]) > 0
    return float(np.sum(dead * (2 * np.pi * radius * dr * dz)[:, None]))
