"""Volumes and half-cell resistances that are exact for the fields they are made for."""

import math

import numpy as np
import pytest

from lesionsim.grid.shapes import cylindrical, plane, ring_nodes, spherical

R = np.array([0.0, 0.2, 0.45, 0.8, 1.5])
Z = np.array([-1.0, 0.0, 0.7, 2.0])


def test_rings_fill_the_cylinder():
    grid = cylindrical(R, Z)
    assert grid.volume.sum() == pytest.approx(math.pi * 1.5**2 * 3, rel=1e-14)


def test_shells_fill_the_ball():
    assert spherical(R).volume.sum() == pytest.approx(4 / 3 * math.pi * 1.5**3, rel=1e-14)


def test_plane_cells_fill_the_block():
    assert plane(R, Z).volume.sum() == pytest.approx(1.5 * 3, rel=1e-14)


def radial_flow(grid, field):
    """Return the heat through every inner r face, from node values and half resistances."""
    difference = field(grid.r[:-1]) - field(grid.r[1:])
    return difference[:, None] / (grid.to_outer[:-1] + grid.to_inner[1:])


def test_a_logarithm_is_carried_exactly_between_rings():
    found = radial_flow(cylindrical(R[1:], Z), np.log)
    np.testing.assert_allclose(found, np.broadcast_to(-2 * np.pi * np.diff(Z), found.shape), rtol=1e-13)


def test_an_inverse_radius_is_carried_exactly_between_shells():
    found = radial_flow(spherical(R[1:]), lambda r: 1 / r)
    np.testing.assert_allclose(found, 4 * np.pi, rtol=1e-13)


def test_a_parabola_is_carried_exactly_ahead_of_the_probe():
    """T = r^2 brings 2 r * 2 pi r L through a face; nodes sit at the mean r^2 of their ring, so cells balance too."""
    grid = cylindrical(R, Z, core=0.8)
    found = radial_flow(grid, np.square)[:2]
    expected = -4 * np.pi * R[1:3, None] ** 2 * np.diff(Z)
    np.testing.assert_allclose(found, expected, rtol=1e-13)
    np.testing.assert_allclose(ring_nodes(R, 0.8)[:3] ** 2, 0.5 * (R[:3] ** 2 + R[1:4] ** 2), rtol=1e-14)


def test_no_heat_crosses_the_axis():
    grid = cylindrical(R, Z)
    assert np.all(np.isinf(grid.to_inner[0]))
    assert np.all(np.isfinite(grid.to_inner[1:]))


def test_the_way_along_z_is_that_of_a_bar():
    grid = cylindrical(R, Z)
    ring = np.pi * np.diff(R**2)
    np.testing.assert_allclose(grid.to_lower + grid.to_upper, np.diff(Z) / ring[:, None], rtol=1e-14)
