"""Step heat around an axis by Douglas and Gunn's formula with full matrices, written from the geometry of wedges."""

from typing import NamedTuple

import numpy as np

from lesionsim.verify.exact.arrays import Array

Numbers = np.ndarray  # of cells


class Wedge(NamedTuple):
    """Cells (r, theta, z) and what fills them; the outer side is held at 0, the others let no heat through."""

    r_face: Array  # (nr + 1,) m
    r: Array  # (nr,) m, nodes
    theta_face: Array  # (nt + 1,) rad
    z_face: Array  # (nz + 1,) m
    closed: bool  # a whole circle
    conductivity: Array  # (nr, nt, nz) W/m/K
    capacity: Array  # (nr, nt, nz) J/m3/K
    perfusion: Array  # (nr, nt, nz) W/m3/K, of blood at 0
    heat: Array  # (nr, nt, nz) W/m3


FEW_CELLS = np.ones((2, 2, 2))
FEW = Wedge(
    np.array([0.0, 1e-3, 2e-3]), np.array([0.5e-3, 1.5e-3]), np.array([0.0, 1.0, 2.0]), np.array([0.0, 1e-3, 2e-3]),
    False, 0.5 * FEW_CELLS, 4e6 * FEW_CELLS, 0 * FEW_CELLS, 0 * FEW_CELLS,
)  # fmt: skip  # for examples


def series(shape_here: Array, shape_there: Array, k_here: Array, k_there: Array) -> Array:
    """Give the conductance of two half cells, one behind the other.

    >>> series(1.0, 1.0, 2.0, 2.0)
    1.0
    """
    return 1.0 / (shape_here / k_here + shape_there / k_there)


def directions(wedge: Wedge) -> tuple[Array, Array, Array]:
    """Give the matrices that turn temperatures into heat flow along r, around and along z (C3j).

    Parameters
    ----------
    wedge : Wedge

    Returns
    -------
    three (cells, cells) arrays, W/K
        Flow into every cell, for one copy of the wedge.

    Examples
    --------
    >>> bool(abs(directions(FEW)[1].sum()) < 1e-15)
    True
    """
    inner, outer, k = wedge.r_face[:-1], wedge.r_face[1:], wedge.conductivity
    turn, height = np.diff(wedge.theta_face)[:, None], np.diff(wedge.z_face)
    number = np.arange(k.size).reshape(k.shape)
    matrices = [np.zeros((k.size, k.size)) for _ in range(3)]
    width = turn * height
    shell = np.log(outer / wedge.r)[:, None, None], np.log(wedge.r[1:] / inner[1:])[:, None, None]
    connect(matrices[0], number[:-1], number[1:], width * series(shell[0][:-1], shell[1], k[:-1], k[1:]))
    out = (number[-1].ravel(), number[-1].ravel())
    matrices[0][out] -= (width * k[-1] / shell[0][-1]).ravel()
    ring = np.where(inner > 0, np.log(outer / np.where(inner > 0, inner, outer)), outer / wedge.r)
    reach = ring[:, None, None] * height
    half = 0.5 * turn + 0.0 * height
    here, there = slice(None, None if wedge.closed else -1), (np.arange(turn.size) + 1) % turn.size
    there = there if wedge.closed else there[:-1]
    beside = reach * series(half[here], half[there], k[:, here], k[:, there])
    connect(matrices[1], number[:, here], number[:, there], beside)
    area = 0.5 * (outer**2 - inner**2)[:, None, None] * turn
    along = area * series(0.5 * height[:-1], 0.5 * height[1:], k[..., :-1], k[..., 1:])
    connect(matrices[2], number[..., :-1], number[..., 1:], along)
    return matrices[0], matrices[1], matrices[2]


def connect(matrix: Array, one: Numbers, other: Numbers, conductance: Array) -> None:
    """Add the flow between pairs of cells to a matrix, in place.

    >>> matrix = np.zeros((2, 2))
    >>> connect(matrix, np.array([0]), np.array([1]), np.array([3.0]))
    >>> matrix
    array([[-3.,  3.],
           [ 3., -3.]])
    """
    for first, second in ((one, other), (other, one)):
        np.add.at(matrix, (first.ravel(), first.ravel()), -conductance.ravel())
        np.add.at(matrix, (first.ravel(), second.ravel()), conductance.ravel())


def volumes(wedge: Wedge) -> Array:
    """Give the volume of every cell, m3, for one copy of the wedge.

    >>> volumes(FEW).shape
    (2, 2, 2)
    """
    area = 0.5 * np.diff(wedge.r_face**2)[:, None, None] * np.diff(wedge.theta_face)[:, None]
    return area * np.diff(wedge.z_face)


def douglas_gunn(wedge: Wedge, start: Array, step_s: Array) -> Array:
    """Give the temperature after steps of alternating directions, by full matrices (C3j).

    (1 - dt/2 A_r) D1 = dt rate, (1 - dt/2 A_theta) D2 = D1, (1 - dt/2 A_z) D = D2, T becomes T + D. Blood sees the
    temperature of the middle of the step, told by the last change.

    Parameters
    ----------
    wedge : Wedge
    start : (nr, nt, nz) array, K
    step_s : (steps,) array, s

    Returns
    -------
    (nr, nt, nz) array, K

    References
    ----------
    Douglas & Gunn 1964, 10.1007/BF01386093.

    Examples
    --------
    >>> even = np.ones((2, 4, 1))
    >>> faces = np.array([0.0, 1e-3, 2e-3]), np.linspace(0, 2 * np.pi, 5), np.array([0.0, 1e-3])
    >>> parts = 0.5 * even, 4e6 * even, 0 * even, 0 * even
    >>> wedge = Wedge(faces[0], np.array([0.5e-3, 1.5e-3]), *faces[1:], True, *parts)
    >>> print(douglas_gunn(wedge, even, np.array([1.0]))[:, 0, 0].round(6))
    [0.974899 0.754284]
    """
    volume = volumes(wedge)
    capacity = (wedge.capacity * volume).ravel()
    rates = [matrix / capacity[:, None] for matrix in directions(wedge)]
    perfusion, heat = ((each * volume).ravel() / capacity for each in (wedge.perfusion, wedge.heat))
    now, last, before = start.ravel().astype(float), np.zeros(capacity.size), 0.0
    for dt in step_s:
        middle = now + (0.5 * dt / before * last if before else 0.0)
        last = dt * (sum(rate @ now for rate in rates) - perfusion * middle + heat)
        for rate in rates:
            last = np.linalg.solve(np.eye(capacity.size) - 0.5 * dt * rate, last)
        now, before = now + last, dt
    return now.reshape(start.shape)
