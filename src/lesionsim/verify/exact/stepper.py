"""Give what a time stepper must do to one eigenmode of a grid, to round-off (C3)."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import eval_legendre

from lesionsim.verify.exact.arrays import Array


def rkl2_factor(rate_times_step: ArrayLike, stages: ArrayLike) -> Array:
    """Give the factor by which one RKL2 step multiplies an eigenmode.

    R_s(x) = 1 - b + b P_s(1 + w x), b = (s^2 + s - 2) / (2 s (s + 1)), w = 4 / (s^2 + s - 2), with P_s
    the Legendre polynomial: 1 + x + x^2/2 + O(x^3), and |R_s| <= 1 down to `rkl2_limit`.

    Parameters
    ----------
    rate_times_step : array, 1
        x, the mode's rate (below 0 for decay) times the step.
    stages : array of int that broadcasts
        Number of stages s, 2 or more.

    Returns
    -------
    array, 1
        Amplification factor.

    References
    ----------
    Meyer, Balsara & Aslam 2014, J. Comput. Phys. 257:594, 10.1016/j.jcp.2013.08.021.

    Examples
    --------
    >>> print(f"{rkl2_factor(-0.01, 5):.8f} {np.exp(-0.01):.8f}")
    0.99004990 0.99004983
    """
    s = np.asarray(stages, int)
    both = s * s + s - 2
    weight = both / (2 * s * (s + 1))
    return 1 - weight + weight * eval_legendre(s, 1 + 4 * np.asarray(rate_times_step, float) / both)


def rkl2_limit(stages: ArrayLike) -> Array:
    """Give the published bound on -rate times step of RKL2: (s^2 + s - 2) / 2.

    There the Legendre polynomial's argument reaches -1.  With an odd number of stages a step stays
    stable a little beyond it.

    Parameters
    ----------
    stages : array of int
        Number of stages s, 2 or more.

    Returns
    -------
    array, 1
        Bound; the explicit Euler step has 2.

    References
    ----------
    Meyer, Balsara & Aslam 2014, 10.1016/j.jcp.2013.08.021.

    Examples
    --------
    >>> print(rkl2_limit(5))
    14.0
    """
    s = np.asarray(stages, float)
    return (s * s + s - 2) / 2


def rkl2_amplitude(rate_per_s: float, steps_s: ArrayLike, stages: ArrayLike) -> float:
    """Give an eigenmode's amplitude after a list of RKL2 steps, from 1 at the start.

    Parameters
    ----------
    rate_per_s : float, 1/s
        Eigenvalue of the mode, below 0 for decay.
    steps_s : (step,) array, s
        Duration of each step.
    stages : int or (step,) array of int
        Stages of each step.

    Returns
    -------
    float, 1
        Amplitude at the end.

    References
    ----------
    Product of `rkl2_factor`.

    Examples
    --------
    >>> print(f"{rkl2_amplitude(-0.1, np.full(10, 1.0), 5):.6f} {np.exp(-1.0):.6f}")
    0.368156 0.367879
    """
    return float(np.prod(rkl2_factor(rate_per_s * np.asarray(steps_s, float), stages)))


def insulated_mode(cells: int, mode: int) -> Array:
    """Give a cosine that is an exact eigenvector of the insulated uniform grid.

    v_i = cos(pi mode (i + 1/2) / cells), i from 0

    Parameters
    ----------
    cells, mode : int
        Number of cells, and number of half waves (0 to cells - 1).

    Returns
    -------
    (cell,) array, 1
        The eigenvector.

    References
    ----------
    Discrete cosine transform of type II.

    Examples
    --------
    >>> print(insulated_mode(4, 2).round(4))
    [ 0.7071 -0.7071 -0.7071  0.7071]
    """
    return np.cos(np.pi * mode * (np.arange(cells) + 0.5) / cells)


def held_mode(cells: int, mode: int) -> Array:
    """Give a sine that is an exact eigenvector of a uniform grid with both walls held at 0.

    v_i = sin(pi mode (i + 1/2) / cells), i from 0; each wall stands half a cell from its cell centre.

    Parameters
    ----------
    cells, mode : int
        Number of cells, and number of half waves (1 to cells).

    Returns
    -------
    (cell,) array, 1
        The eigenvector.

    References
    ----------
    Discrete sine transform of type II.

    Examples
    --------
    >>> print(held_mode(4, 2).round(4))
    [ 0.7071  0.7071 -0.7071 -0.7071]
    """
    return np.sin(np.pi * mode * (np.arange(cells) + 0.5) / cells)


def mode_rate(cells: int, mode: int, cell_m: float, diffusivity_m2_s: float, cooling_per_s: float = 0.0) -> float:
    """Give the eigenvalue of `insulated_mode` or `held_mode` on a uniform finite-volume grid.

    rate = -(4 alpha / h^2) sin^2(pi mode / (2 cells)) - beta

    Parameters
    ----------
    cells, mode : int
        Number of cells and of half waves.
    cell_m : float, m
        Size h of a cell.
    diffusivity_m2_s, cooling_per_s : float
        Diffusivity alpha and rate of cooling by blood beta.

    Returns
    -------
    float, 1/s
        Eigenvalue, 0 or below.

    References
    ----------
    Direct: the second difference of a sampled cosine.

    Examples
    --------
    >>> print(f"{mode_rate(4, 2, 1e-3, 1.5e-7, 0.001):.6f}")
    -0.301000
    """
    wave = np.sin(np.pi * mode / (2 * cells))
    return float(-4 * diffusivity_m2_s / cell_m**2 * wave**2 - cooling_per_s)
