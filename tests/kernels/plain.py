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


def balance_matrix(conductance: Array, stride: int, direction: int) -> Array:
    """Return the matrix that sums the heat from neighbours across (direction 0) or along (1), W/K."""
    n = conductance.size // 2
    matrix = np.zeros((n, n))
    face, one, other = faces_of(n, stride)[direction]
    np.add.at(matrix, (one, other), conductance[face])
    np.add.at(matrix, (other, one), conductance[face])
    return matrix - np.diag(matrix.sum(axis=1))


def douglas_gunn(temperature: Array, network, power: Array, dt: float, ahead: Array) -> tuple[Array, Array, Array]:
    """Return the change after the sweep across, the whole change, and the heat that blood brings to each point.

    Parameters
    ----------
    power : (n,) array, W, heat made at every point
    ahead : (n,) array, K, by how much the middle of the step is expected to be warmer than its start
    """
    perfusion, _, warming, _, _ = network.points
    across, along = (warming[:, None] * balance_matrix(network.conductance, network.stride, d) for d in (0, 1))
    blood, one = dt * perfusion * (network.blood_c - temperature - ahead), np.eye(temperature.size)
    explicit = dt * (across + along) @ temperature + warming * (blood + dt * power)
    first = np.linalg.solve(one - dt / 2 * across, explicit)
    return first, np.linalg.solve(one - dt / 2 * along, first), blood


def table(x: Array, entries: Array, start: float, step: float) -> Array:
    """Read a uniform table: linear between entries, constant outside."""
    return np.interp(x, start + step * np.arange(entries.size), entries)


def series(before: Array, after: Array, k_first: Array, k_second: Array) -> Array:
    """Put two half resistances in series."""
    with np.errstate(divide="ignore"):
        return 1 / (before / k_first + after / k_second)


def of_materials(x: Array, laws, kind: int) -> Array:
    """Read for every point the table of its material: conductivity (kind 0), or temperature of a content (1)."""
    found = np.full(x.shape, np.nan)
    for material in range(len(laws.tables) // 2):
        mine = laws.material == material
        found[mine] = table(x[mine], laws.tables[2 * material + kind], laws.start_c, laws.step_c)
    return found


def conductances(temperature: Array, laws, stride: int) -> Array:
    """Return the conductance of every face that has two points, at the present temperature; NaN elsewhere."""
    k = of_materials(temperature, laws, 0)
    found = np.full(2 * temperature.size, np.nan)
    for face, one, other in faces_of(temperature.size, stride):
        found[face] = series(laws.resistance[0, face], laws.resistance[1, face], k[one], k[other])
    return found


def trend(content: Array, rate: Array, laws) -> Array:
    """Return the rate of temperature: the rate of content times the slope of temperature over one table step."""
    half = 0.5 * laws.step_c
    low, high = (of_materials(content + side, laws, 1) for side in (-half, half))
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
