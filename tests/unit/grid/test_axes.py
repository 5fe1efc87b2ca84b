"""Graded axes follow h = first_cell + growth * distance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesionsim.grid.axes import axial_faces, graded, graded_both_ways, radial_faces


@given(st.floats(0.01, 1), st.floats(0.02, 1), st.floats(5, 200))
def test_sizes_follow_first_cell_plus_growth_times_distance(first, growth, length):
    face = graded(0.0, length, first, growth)
    size, middle = np.diff(face), 0.5 * (face[1:] + face[:-1])
    wanted = first + growth * middle
    assert face[0] == 0
    assert face[-1] == length
    assert np.all(size > 0)
    if size.size > 4:  # the last cell must end at the wall, so all sizes share up to half a cell
        np.testing.assert_allclose(size / wanted, (size / wanted)[0], rtol=0.2)
        assert 0.7 < (size / wanted).mean() < 1.4


def test_it_runs_downwards_too():
    np.testing.assert_allclose(graded(3.0, -2.0, 0.1, 0.3), 3 - graded(0.0, 5.0, 0.1, 0.3))


def test_refining_growth_and_first_cell_together_refines_every_cell():
    coarse, fine = graded(0, 40, 0.16, 0.2), graded(0, 40, 0.04, 0.1)
    near_8_mm = [np.diff(face)[np.searchsorted(face, 8.0) - 1] for face in (coarse, fine)]
    assert near_8_mm[0] / near_8_mm[1] == pytest.approx(2.0, rel=0.1)
    assert np.diff(coarse)[0] / np.diff(fine)[0] == pytest.approx(4.0, rel=0.15)


def test_both_ends_of_the_tip_are_fine():
    face = graded_both_ways(0.0, 10.0, 0.1, 0.2)
    np.testing.assert_allclose(np.diff(face), np.diff(face)[::-1], rtol=1e-12)
    assert np.diff(face)[0] < 0.15 < np.diff(face).max()


def test_faces_lie_on_the_probe_the_tips_ends_and_the_walls():
    r, z = radial_faces(0.4535, 40.0, 0.15, 0.25), axial_faces(40.0, 10.0, 40.0, 0.15, 0.25)
    assert {0.0, 0.4535, 40.0} <= set(r.tolist())
    assert {-40.0, 0.0, 10.0, 40.0} <= set(z.tolist())
    assert np.all(np.diff(r) > 0)
    assert np.all(np.diff(z) > 0)
