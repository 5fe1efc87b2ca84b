"""Parts of cells: their places, their sizes and how far a cell reaches."""

import numpy as np
import pytest

from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import cylindrical
from lesionsim.problem.subcells import cell_of, key_of, lattice_of, middles, parts_of, reach, ring_faces
from lesionsim.scenario.placement import Placement

MM = 1e-3
GRID = cylindrical(
    radial_faces(0.4535 * MM, 10 * MM, 0.15 * MM, 0.25),
    axial_faces(9 * MM, 5 * MM, 12 * MM, 0.15 * MM, 0.25),
    0.4535 * MM,
)
FULL = np.linspace(0, 2 * np.pi, 9)
STRAIGHT = lattice_of(key_of(GRID, FULL), Placement())
TILTED = lattice_of(key_of(GRID, FULL), Placement(x_mm=2, z_mm=-1, tilt_deg=35, azimuth_deg=-60, turn_deg=15))
SOME = np.arange(0, GRID.volume.size * 8, 37)


@pytest.mark.parametrize("parts", [2, 4, 8])
def test_a_node_lies_between_two_parts(parts):
    faces = ring_faces(STRAIGHT, parts)
    np.testing.assert_allclose(faces[:, parts // 2], GRID.r / MM, rtol=1e-14)
    np.testing.assert_allclose(faces[:, 0], GRID.r_face[:-1] / MM)
    np.testing.assert_allclose(faces[:, -1], GRID.r_face[1:] / MM)
    assert np.all(np.diff(faces) > 0)


@pytest.mark.parametrize("lattice", [STRAIGHT, TILTED], ids=["straight", "tilted"])
def test_parts_lie_in_their_cell_and_within_its_reach(lattice):
    parts = parts_of(lattice, SOME, 8)
    places = np.broadcast_arrays(parts.x, parts.y, parts.z)
    cells, inside = cell_of(lattice, tuple(each.ravel() for each in places))
    assert inside.all()
    np.testing.assert_array_equal(cells, np.repeat(SOME, 8**3))
    of_cells = [each.ravel()[SOME][:, None, None, None] for each in np.broadcast_arrays(*middles(lattice))]
    far = np.sqrt(sum((each - middle) ** 2 for each, middle in zip(places, of_cells, strict=True)))
    most = np.max(far, axis=(1, 2, 3)) / reach(lattice).ravel()[SOME]
    assert most.max() < 1
    assert most.min() > 0.75  # the outermost parts' middles are nearly as far as a cell reaches


def test_shares_of_rings_are_those_of_volume_and_of_the_logarithm():
    parts = parts_of(STRAIGHT, SOME, 4)
    ring = np.unravel_index(SOME, STRAIGHT.shape)[0]
    faces = ring_faces(STRAIGHT, 4)[ring]
    np.testing.assert_allclose(parts.volume_share, np.diff(faces**2) / (faces[:, -1:] ** 2 - faces[:, :1] ** 2))
    off_axis = ring > 0
    logs = np.log(faces[off_axis])
    np.testing.assert_allclose(parts.series_share[off_axis], np.diff(logs) / (logs[:, -1:] - logs[:, :1]))
    np.testing.assert_allclose(parts.series_share.sum(axis=1), 1)


def test_places_beyond_the_grid_are_in_no_cell():
    far = (np.array([11.0, 1.0, 1.0, 1.0]), np.zeros(4), np.array([0.0, -9.5, 12.5, 1.0]))
    assert cell_of(STRAIGHT, far)[1].tolist() == [False, False, False, True]
    half = lattice_of(key_of(GRID, np.linspace(0, np.pi, 5)), Placement())
    aside = (np.array([1.0, 1.0]), np.array([1.0, -1.0]), np.zeros(2))
    assert cell_of(half, aside)[1].tolist() == [True, False]
