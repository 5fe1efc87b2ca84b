"""Give what alternating directions must do to the modes of a grid, to round-off (C3f to C3i).

On a grid of rings and slices (or of a plane) conduction is a part along r plus a part along z, which share their
modes: a mode along r times one along z. Each step of the scheme then multiplies a mode by a number; perfusion,
which the scheme takes from the middle of the step as the last change tells it, makes that a recursion of two terms.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import eigh_tridiagonal

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.stepper import held_mode, insulated_mode, mode_rate


class Modes(NamedTuple):
    """Hold the modes of one direction."""

    rate: Array  # (mode,) 1/s, 0 or below
    shape: Array  # (cell, mode)
    weight: Array  # (cell, mode); its scalar product with values gives the part of each mode


class Course(NamedTuple):
    """Hold where modes are after all steps."""

    end: Array
    perfused: Array  # s times the value of the modes that blood saw, summed over steps


def douglas_gunn_factor(across: ArrayLike, along: ArrayLike) -> Array:
    """Give the factor by which one step of alternating directions multiplies a mode, without perfusion.

    R = (1 - a)(1 - b) / ((1 + a)(1 + b)), a and b half of -rate times step across and along.

    Parameters
    ----------
    across, along : arrays that broadcast, 1
        Rates along r and along z (0 or below) times the step.

    Returns
    -------
    array, 1
        Amplification factor, between -1 and 1 for any step.

    References
    ----------
    Douglas & Gunn 1964, 10.1007/BF01386093; for two directions the same as Peaceman & Rachford 1955.

    Examples
    --------
    >>> print(f"{douglas_gunn_factor(-0.01, -0.02):.8f} {np.exp(-0.03):.8f}")
    0.97044481 0.97044553
    """
    a, b = -0.5 * np.asarray(across, float), -0.5 * np.asarray(along, float)
    return np.asarray((1 - a) * (1 - b) / ((1 + a) * (1 + b)))


def ring_modes(r_face: ArrayLike, diffusivity_m2_s: float, held: bool = False) -> Modes:
    """Give the modes of rings from the axis to a wall that is sealed, or held at 0.

    Rings of area pi (b^2 - a^2) with nodes in their middle pass 2 pi / ln(r_2 / r_1) from node to node, and to a
    held wall.

    Parameters
    ----------
    r_face : (rings + 1,) array, m
        Radii of the faces, from 0.
    diffusivity_m2_s : float
        Diffusivity alpha.
    held : bool
        Whether the wall is held.

    Returns
    -------
    Modes
        As many as rings, the fastest first.

    References
    ----------
    Eigenvectors of a symmetric tridiagonal matrix; for narrow rings J0(j r / R).

    Examples
    --------
    >>> modes = ring_modes(np.linspace(0.0, 5e-3, 101), 1.4e-7, held=True)
    >>> print(f"{np.sqrt(-modes.rate[-1] / 1.4e-7) * 5e-3:.3f}")
    2.405
    """
    face = np.asarray(r_face, float)
    node, area = 0.5 * (face[1:] + face[:-1]), np.pi * np.diff(face**2)
    passed = 2 * np.pi / np.log(node[1:] / node[:-1])
    wall = 2 * np.pi / np.log(face[-1] / node[-1]) if held else 0.0
    around = np.concatenate([[0.0], passed]) + np.concatenate([passed, [wall]])
    rate, vector = eigh_tridiagonal(
        -diffusivity_m2_s * around / area, diffusivity_m2_s * passed / np.sqrt(area[1:] * area[:-1])
    )
    root = np.sqrt(area)[:, None]
    return Modes(rate, vector / root, vector * root)


def slice_modes(cells: int, cell_m: float, diffusivity_m2_s: float, held: bool = False) -> Modes:
    """Give the cosines of equal slices between sealed ends, or the sines between ends held at 0.

    Parameters
    ----------
    cells : int
        Number of slices.
    cell_m : float, m
        Thickness of each.
    diffusivity_m2_s : float
        Diffusivity alpha.
    held : bool
        Whether both ends are held.

    Returns
    -------
    Modes
        As many as slices, the slowest first.

    References
    ----------
    As `stepper.insulated_mode` and `stepper.held_mode`.

    Examples
    --------
    >>> modes = slice_modes(4, 1e-3, 1.4e-7)
    >>> print((modes.weight.T @ modes.shape).round(12).diagonal())
    [1. 1. 1. 1.]
    """
    waves, mode_of = (range(1, cells + 1), held_mode) if held else (range(cells), insulated_mode)
    shape = np.stack([mode_of(cells, wave) for wave in waves], axis=1)
    rate = np.array([mode_rate(cells, wave, cell_m, diffusivity_m2_s) for wave in waves])
    return Modes(rate, shape, shape / np.sum(shape**2, axis=0))


def alternating_course(
    start: Array, source_per_s: Array | float, rates: tuple[ArrayLike, ArrayLike], cooling_per_s: float, steps_s: Array
) -> Course:
    """Follow modes through steps of alternating directions, with perfusion and a source that stands still.

    u' = u + d', d' = [dt (source + (lambda_r + lambda_z) u) - beta dt (u + dt/(2 dt_last) d)] / ((1 + a)(1 + b)).

    Parameters
    ----------
    start : array, K
        Parts of the modes at the start, as rises above blood.
    source_per_s : array that broadcasts, K/s
        Parts of the modes in the heat source over heat capacity.
    rates : (array, array) that broadcast, 1/s
        Rates of the modes along r and along z, 0 or below.
    cooling_per_s : float
        Cooling by blood, beta.
    steps_s : (step,) array, s
        Duration of each step.

    Returns
    -------
    Course
        The modes at the end, and what blood saw.

    References
    ----------
    The scheme of `douglas_gunn_factor`, mode by mode.

    Examples
    --------
    >>> course = alternating_course(np.ones(1), 0.0, (-0.01, -0.02), 0.0, np.ones(1))
    >>> print(f"{course.end[0]:.8f}")
    0.97044481
    """
    across, along = (np.asarray(rate, float) for rate in rates)
    now, change, last = np.array(start, float), np.zeros(np.shape(start)), np.inf
    seen = np.zeros(now.shape)
    for step in steps_s:
        middle = now + 0.5 * step / last * change
        drive = step * (source_per_s + (across + along) * now - cooling_per_s * middle)
        change = drive / ((1 - 0.5 * step * across) * (1 - 0.5 * step * along))
        seen, now, last = seen + step * middle, now + change, step
    return Course(now, seen)


def exact_course(start: Array, source_per_s: Array | float, rate_per_s: Array, time_s: float) -> Array:
    """Follow modes exactly in time.

    u = exp(lambda t) u_0 + (exp(lambda t) - 1) / lambda source

    Parameters
    ----------
    start, source_per_s
        As in `alternating_course`.
    rate_per_s : array that broadcasts
        Whole rate lambda of each mode, below 0, perfusion included.
    time_s : float
        Time t.

    Returns
    -------
    array, K
        The modes at the end.

    References
    ----------
    Direct.

    Examples
    --------
    >>> print(f"{exact_course(np.zeros(1), 2.0, np.array([-0.5]), 1.0)[0]:.6f}")
    1.573877
    """
    rate = np.asarray(rate_per_s, float)
    return np.asarray(np.exp(rate * time_s) * start + np.expm1(rate * time_s) / rate * source_per_s)


def to_modes(values: Array, across: Modes, along: Modes) -> Array:
    """Take values over cells apart.

    Parameters
    ----------
    values : (nr, nz) array
    across, along : Modes

    Returns
    -------
    (mode along r, mode along z) array

    Examples
    --------
    >>> modes = slice_modes(3, 1e-3, 1.4e-7)
    >>> print(to_modes(np.ones((3, 3)), modes, modes).round(12)[0, 0])
    1.0
    """
    return across.weight.T @ values @ along.weight


def from_modes(parts: Array, across: Modes, along: Modes) -> Array:
    """Put values over cells together again; the inverse of `to_modes`.

    Parameters
    ----------
    parts : (mode along r, mode along z) array
    across, along : Modes

    Returns
    -------
    (nr, nz) array

    Examples
    --------
    >>> modes = slice_modes(3, 1e-3, 1.4e-7)
    >>> print(from_modes(np.eye(3)[:1].T * [1, 0, 0], modes, modes).round(12)[2, 2])
    1.0
    """
    return across.shape @ parts @ along.shape.T
