"""Interpolation from cells to places reproduces cubics, at walls, surface and axis too."""

import numpy as np
import pytest

from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import midpoints, ring_nodes
from lesionsim.grid.stencil import ProbeLines, ahead, along_ahead, along_outside, beside, lagrange, on_end, stencils

RADIUS, TIP = 0.4535, 10.0


@pytest.fixture(params=[True, False], ids=["held walls", "insulated walls"])
def lines(request):
    r_face, z_face = radial_faces(RADIUS, 40.0, 0.15, 0.25), axial_faces(40.0, TIP, 40.0, 0.15, 0.25)
    nodes = ring_nodes(r_face, RADIUS), midpoints(z_face)
    return ProbeLines(*nodes, r_face, z_face, RADIUS, request.param)


def cubic(x):
    return 3.0 - 2.0 * x + 0.5 * x**2 - 0.03 * x**3


def even(x):
    return 3.0 + 0.5 * x**2


def values(stencil, at):
    return np.sum(stencil.weight * at(stencil.index), axis=1)


def test_weights_sum_to_one_and_reproduce_a_cubic():
    position, wanted = np.array([0.0, 0.3, 0.5, 1.1, 2.0]), np.linspace(-0.2, 2.2, 13)
    stencil = lagrange(position, np.arange(5), wanted)
    np.testing.assert_allclose(stencil.weight.sum(axis=1), 1, rtol=1e-13)
    np.testing.assert_allclose(values(stencil, lambda k: cubic(position[k])), cubic(wanted), rtol=1e-12)


def test_fewer_than_four_nodes_give_a_lower_order():
    stencil = lagrange(np.array([1.0, 2.0]), np.array([4, 5]), np.array([1.25]))
    assert stencil.weight[0].tolist() == [0.75, 0.25, 0.0, 0.0]
    assert set(stencil.index[0]) == {4, 5}


def test_beside_the_probe_cubics_in_r_are_exact_up_to_the_wall(lines):
    first = int(np.searchsorted(lines.r, RADIUS))
    wanted = np.array([RADIUS, 0.46, 0.7, 3.0, 17.0, 39.9, 40.0])
    node = np.concatenate([lines.r, [40.0]])
    node[first - 1] = RADIUS  # the surface is kept in the probe's own cell
    np.testing.assert_allclose(values(beside(lines, wanted), lambda k: cubic(node[k])), cubic(wanted), rtol=1e-9)


def test_ahead_of_the_probe_even_cubics_are_exact_on_the_axis(lines):
    node = np.concatenate([lines.r, [40.0]])
    wanted = np.array([0.0, 0.05, 0.3])
    np.testing.assert_allclose(values(ahead(lines, wanted), lambda k: even(node[k])), even(wanted), rtol=1e-12)
    np.testing.assert_allclose(values(on_end(lines, wanted), lambda k: even(node[k])), even(wanted), rtol=1e-12)


def test_along_z_cubics_are_exact_and_the_flat_end_is_a_node(lines):
    wall = {-1: -40.0, lines.z.size: 40.0}
    outside, inside = np.array([-40.0, -39.0, -0.1, 0.0, 5.0, 39.9, 40.0]), np.array([-40.0, -5.0, -0.01, 0.0])
    end = int(np.searchsorted(lines.z, 0.0))

    def node(k, surface):
        return np.array(
            [[wall.get(i, 0.0 if surface and i == end else lines.z[i % lines.z.size]) for i in row] for row in k]
        )

    for wanted, stencil, surface in ((outside, along_outside, False), (inside, along_ahead, True)):
        found = values(stencil(lines, wanted), lambda k, surface=surface: cubic(node(k, surface)))
        np.testing.assert_allclose(found, cubic(wanted), rtol=1e-9)


def test_single_places_use_nodes_of_the_tissue_alone(lines):
    places = np.array([(0.0, -1.0), (RADIUS, 0.0), (RADIUS, 5.0), (2.0, 10.0), (40.0, 40.0), (40.0, -40.0), (0.0, 0.0)])
    index, weight = stencils(lines, places)
    np.testing.assert_allclose(weight.sum(axis=1), 1, rtol=1e-10)
    i, j = np.divmod(index[weight != 0], lines.z.size + 2)
    first, end = int(np.searchsorted(lines.r, RADIUS)), int(np.searchsorted(lines.z, 0.0))
    deep = (i - 1 < first - 1) & (j - 1 > end)  # inside the metal, behind its end and its side
    assert not deep.any()


def test_the_surface_of_the_probe_is_read_exactly(lines):
    index, weight = stencils(lines, [(RADIUS, float(lines.z[30]))])
    used = index[0][np.abs(weight[0]) > 1e-12]
    first = int(np.searchsorted(lines.r, RADIUS))
    assert used.tolist() == [first * (lines.z.size + 2) + 31]
