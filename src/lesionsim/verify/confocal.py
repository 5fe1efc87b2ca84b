"""Confocal prolate spheroids as an orthogonal grid of the same network: xi takes the place of r, eta that of z."""

import numpy as np

from lesionsim.grid.shapes import Grid, midpoints
from lesionsim.verify.exact.arrays import Array


def confocal(xi_face: Array, eta_face: Array, focus_m: float) -> Grid:
    """Make the grid between confocal spheroids; conductances are exact for a field that depends on xi or eta alone.

    Current through a face of constant xi is sigma f (xi^2 - 1) d phi/d xi per eta and angle, one of constant eta
    lets through sigma f (1 - eta^2) d phi/d eta per xi and angle; volume is f^3 (xi^2 - eta^2) of all three.

    Parameters
    ----------
    xi_face, eta_face : increasing arrays; xi from the electrode's value above 1, eta within -1 and 1
    focus_m : float, m
    """
    xi, eta = midpoints(xi_face), midpoints(eta_face)
    out, along = np.diff(xi_face)[:, None], np.diff(eta_face)[None, :]
    cubes = np.diff(xi_face**3)[:, None] * along - out * np.diff(eta_face**3)[None, :]
    across, length = 2 * np.pi * focus_m * along, 2 * np.pi * focus_m * out
    with np.errstate(divide="ignore"):
        place, node = np.arctanh(eta_face), np.arctanh(eta)
    passed, at = np.arctanh(1 / xi_face), np.arctanh(1 / xi)
    return Grid(
        xi_face, eta_face, xi, eta,
        volume=2 * np.pi * focus_m**3 / 3 * cubes,
        to_inner=(passed[:-1] - at)[:, None] / across,
        to_outer=(at - passed[1:])[:, None] / across,
        to_lower=(node - place[:-1])[None, :] / length,
        to_upper=(place[1:] - node)[None, :] / length,
    )  # fmt: skip
