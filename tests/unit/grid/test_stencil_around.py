"""Interpolation around the axis: exact for what its cubics hold, smooth through the axis, the same in both layouts."""

import numpy as np
import pytest

from lesionsim.grid.around import wedges
from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import midpoints, ring_nodes
from lesionsim.grid.stencil import ProbeLines, stencils
from lesionsim.grid.stencil_around import (
    between_slices,
    fine_lines_around,
    folded,
    nodes_around,
    opposite,
    slice_at,
    stencils_around,
    whole_circle,
    with_opposite,
)

RADIUS, TIP = 0.5e-3, 4e-3
R_FACE = radial_faces(RADIUS, 8e-3, 0.2e-3, 0.3)
Z_FACE = axial_faces(8e-3, TIP, TIP + 8e-3, 0.2e-3, 0.3)
LINES = ProbeLines(ring_nodes(R_FACE, RADIUS), midpoints(Z_FACE), R_FACE, Z_FACE, RADIUS, True)


@pytest.fixture(params=[False, True], ids=["half", "whole"])
def around(request):
    return wedges(8, closed=request.param)


def points_of(around, function):
    """Evaluate a function of (r, z, theta) over points, (nt, nr + 2, nz + 2); outer walls and surface lie on lines."""
    r = np.concatenate([[0.0], LINES.r, R_FACE[-1:]])
    z = np.concatenate([Z_FACE[:1], LINES.z, Z_FACE[-1:]])
    row, column = np.searchsorted(LINES.r, RADIUS), np.searchsorted(LINES.z, 0.0)
    theta = around.middle[:, None, None]
    whole = function(r[:, None], z, theta)
    whole[:, row, column + 1 :] = function(RADIUS, z[column + 1 :], around.middle[:, None])
    whole[:, 1 : row + 1, column + 1] = function(r[1 : row + 1], 0.0, around.middle[:, None])
    return whole


def bowl(r, z, theta):
    return 40 + 1e3 * r * np.cos(theta) + 5e5 * r**2 + 1e5 * z**2 + 0.0 * theta


def test_slices_half_a_turn_away_are_found(around):
    turned = np.degrees(around.middle[opposite(around)])
    wanted = np.degrees(around.middle) + 180
    mirrored = wanted if around.closed else 360 - wanted
    np.testing.assert_allclose(turned, mirrored % 360, atol=1e-9)


def test_slices_repeat_or_mirror(around):
    count = around.count
    assert folded(around, np.array([-1]))[0] == (count - 1 if around.closed else 0)
    assert folded(around, np.array([count]))[0] == (0 if around.closed else count - 1)
    np.testing.assert_array_equal(folded(around, np.arange(count) + whole_circle(around)), np.arange(count))


def test_weights_between_slices_reproduce_cubics():
    ring = wedges(8, closed=True)
    theta = np.linspace(1.0, 4.0, 11)
    number, weight = between_slices(ring, theta)
    middle = (number + 0.5) * 2 * np.pi / 16
    for power in range(4):
        np.testing.assert_allclose((weight * middle**power).sum(axis=1), theta**power, rtol=1e-12)


@pytest.mark.parametrize(("r", "z"), [(0.1e-3, -1e-3), (0.3e-3, -3e-3), (2e-3, 2e-3), (RADIUS, 1e-3), (5e-3, -4e-3)])
@pytest.mark.parametrize("theta", [0.0, 0.7, np.pi / 2, np.pi, 4.0])
def test_a_slope_through_the_axis_is_kept(around, r, z, theta):
    nodes = nodes_around(LINES, around, *(np.array([each]) for each in (r, z, theta)))
    value = (nodes.weight * points_of(around, bowl)[nodes.slice, nodes.row + 1, nodes.column + 1]).sum()
    # cubics over steps of 22.5° miss 0.06 % of a cosine's height, which is 1000 r
    assert value == pytest.approx(bowl(r, z, theta), abs=6e-4 * 1e3 * r + 1e-9)


def test_even_fields_take_the_same_values_as_in_r_and_z(around, random_numbers):
    flat = random_numbers.uniform(size=(LINES.r.size + 2, LINES.z.size + 2))
    whole = np.repeat(flat[:, None], around.count + 2, axis=1)
    places = np.array([(0.1e-3, -1e-3), (0.4e-3, 0.0), (3e-3, 3e-3), (7.9e-3, 11e-3)])
    index, weight = stencils(LINES, places)
    wanted = (weight * flat.ravel()[index]).sum(axis=1)
    for theta in (0.0, 1.0, 3.1, -2.0):
        found = stencils_around(LINES, around, np.column_stack([places, np.full(4, theta)]))
        np.testing.assert_allclose((found.weight * whole.ravel()[found.index]).sum(axis=1), wanted, rtol=1e-12)


def test_no_places_have_no_stencil(around):
    assert stencils_around(LINES, around, []).index.shape == (0, 64)


def test_fine_lines_ask_the_opposite_slice_beyond_the_axis(around):
    lines = fine_lines_around(LINES, TIP, 4)
    points = with_opposite(points_of(around, bowl), around)
    half = slice_at(points_of(around, bowl), around, around.middle[2])
    np.testing.assert_allclose(half, points[2], rtol=1e-12)
    theta = around.middle[2]
    column = 3
    for a in range(6):
        weight, index = lines.across_weight[0, a], lines.across_index[0, a]
        value = (weight * points[2, index + 1, column + 1]).sum()
        assert value == pytest.approx(bowl(lines.r[a], LINES.z[column], theta), rel=1e-9)
