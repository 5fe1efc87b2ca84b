"""Resampling and region measures against their plain twins and against shapes known in closed form."""

import math

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel

from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import midpoints, ring_nodes
from lesionsim.grid.stencil import ProbeLines, fine_lines
from lesionsim.kernels.arrays import Sheet
from lesionsim.kernels.region import measure_rz, ring_volume, share_of_triangle
from lesionsim.kernels.resample import resample

RADIUS, TIP = 0.5e-3, 4e-3


@pytest.fixture(scope="module")
def lines():
    """Return probe lines and fine lines of a small grid."""
    r_face = radial_faces(RADIUS, 8e-3, 0.2e-3, 0.3)
    z_face = axial_faces(8e-3, TIP, TIP + 8e-3, 0.2e-3, 0.3)
    probe = ProbeLines(ring_nodes(r_face, RADIUS), midpoints(z_face), r_face, z_face, RADIUS, True)
    return probe, fine_lines(probe, TIP, 4)


def sheet_for(fine):
    shape = (fine.r.size, fine.z.size)
    columns = int(fine.along_index[1].max()) + 2
    mark = np.zeros(shape, dtype=np.bool_)
    return Sheet(np.zeros((fine.r.size, columns)), np.full(shape, np.nan), mark, np.empty(mark.size, dtype=np.int64))


def points_of(probe, function):
    """Evaluate a function of (r, z) at cells, probe surface and outer walls."""
    r = np.concatenate([[0.0], probe.r, probe.r_face[-1:]])
    z = np.concatenate([probe.z_face[:1], probe.z, probe.z_face[-1:]])
    points = function(r[:, None], z[None, :]) + 0.0 * r[:, None] * z[None, :]
    row, column = np.searchsorted(probe.r, RADIUS), np.searchsorted(probe.z, 0.0)
    points[: row + 1, column + 1 :] = np.nan
    points[row, column + 1 :] = function(RADIUS, z[column + 1 :])
    points[1 : row + 1, column + 1] = function(r[1 : row + 1], 0.0)
    return points


def test_resampling_is_the_weighted_sum_of_its_stencil(lines, random_numbers):
    probe, fine = lines
    points = points_of(probe, lambda r, z: random_numbers.uniform(size=np.broadcast_shapes(np.shape(r), np.shape(z))))
    sheet = sheet_for(fine)
    resample(points, fine, sheet.line, sheet.fine)
    expected = plain.resampled(points, fine)
    np.testing.assert_array_equal(np.isnan(sheet.fine), np.isnan(expected))
    np.testing.assert_allclose(sheet.fine, expected, rtol=1e-12, atol=1e-12)


def test_resampling_reproduces_a_cubic_in_z_and_an_even_one_in_r(lines):
    probe, fine = lines
    scale = 1e-3

    def cubic(r, z):
        return 2 + (r / scale) ** 2 - 0.4 * (z / scale) + 0.1 * (z / scale) ** 3

    sheet = sheet_for(fine)
    resample(points_of(probe, cubic), fine, sheet.line, sheet.fine)
    # One point of the corner stands for the lowest place of the side and the outermost of the end.
    corner = (np.abs(fine.r[:, None] - RADIUS) < 0.8e-3) & (np.abs(fine.z[None, :]) < 0.8e-3)
    known = ~np.isnan(sheet.fine) & ~corner
    expected = cubic(fine.r[:, None], fine.z[None, :])
    np.testing.assert_allclose(sheet.fine[known], expected[known], rtol=1e-10, atol=1e-9)


def test_share_of_a_triangle_where_a_linear_level_is_positive(random_numbers):
    share = callable_kernel(share_of_triangle)
    for _ in range(50):
        levels, radii = random_numbers.uniform(-1, 1, 3), random_numbers.uniform(1, 2, 3)
        corners = [(float(level), float(r)) for level, r in zip(levels, radii, strict=True)]
        parts = random_numbers.dirichlet([1, 1, 1], 20_000)
        dead = parts @ levels > 0
        found, mean = share(*corners)
        assert found == pytest.approx(dead.mean(), abs=0.02)  # Monte Carlo: 5 standard deviations
        if dead.sum() > 500:
            assert mean == pytest.approx((parts @ radii)[dead].mean(), abs=0.05)


def test_ring_volume_is_exact_for_straight_edges():
    volume = callable_kernel(ring_volume)
    whole = volume(1.0, 2.0, 0.5, (1.0, 1.0, 1.0, 1.0))
    assert whole == pytest.approx(math.pi * (4 - 1) * 0.5, rel=1e-14)
    assert volume(1.0, 2.0, 0.5, (-1.0, -1.0, -1.0, -1.0)) == 0
    assert volume(1.0, 2.0, 0.5, (0.5, -0.5, -0.5, 0.5)) == pytest.approx(math.pi * (1.5**2 - 1) * 0.5, rel=1e-14)
    assert volume(1.0, 2.0, 0.5, (-0.5, 0.5, 0.5, -0.5)) == pytest.approx(math.pi * (4 - 1.5**2) * 0.5, rel=1e-14)
    counted = plain.volume_by_counting(lambda r, z: 0.3 + 1.5 - r - z, (1.0, 2.0), (0.0, 0.5), 800)
    assert volume(1.0, 2.0, 0.5, (0.8, -0.2, -0.7, 0.3)) == pytest.approx(counted, rel=3e-3)


def measured(lines, level):
    probe, fine = lines
    radius = np.full(fine.z.size, -1.0)
    ends = np.array([np.full(fine.r.size, np.inf), np.full(fine.r.size, -np.inf)])
    volume, at_wall = measure_rz(points_of(probe, level), fine, sheet_for(fine), radius, ends)
    return volume, at_wall, radius, ends


def test_a_ball_around_the_tip_has_the_volume_of_a_ball_without_the_probe(lines):
    centre, size = 2e-3, 3e-3

    def ball(r, z):
        return size**2 - r**2 - (z - centre) ** 2

    volume, at_wall, radius, ends = measured(lines, ball)
    counted = plain.volume_by_counting(
        lambda r, z: np.where((r < RADIUS) & (z > 0), -1, ball(r, z)), (0, size), (centre - size, centre + size), 800
    )
    assert volume == pytest.approx(counted, rel=2e-3)  # chords inside arcs, on fine lines 0.2 mm apart
    assert radius.max() == pytest.approx(size, rel=1e-3)
    assert ends[0].min() == pytest.approx(centre - size, abs=2e-6)
    assert ends[1].max() == pytest.approx(centre + math.sqrt(size**2 - RADIUS**2), abs=5e-6)
    assert not at_wall


def test_a_second_region_far_away_is_not_counted(lines):
    def ball_and_island(r, z):
        tip = 2e-3**2 - r**2 - (z - 2e-3) ** 2
        island = 1e-3**2 - (r - 6e-3) ** 2 - (z - 2e-3) ** 2  # a ring of 118 mm³, four times the ball
        return np.maximum(tip, island)

    alone = measured(lines, lambda r, z: 2e-3**2 - r**2 - (z - 2e-3) ** 2)
    both = measured(lines, ball_and_island)
    assert both[0] == pytest.approx(alone[0], rel=0.02)  # cubics feel the kink between ball and ring
    assert both[2].max() == pytest.approx(2e-3, rel=0.01)


def test_nothing_dead_is_no_region(lines):
    volume, at_wall, radius, ends = measured(lines, lambda r, z: -1.0 + 0 * r * z)
    assert (volume, at_wall) == (0.0, False)
    assert radius.max() == -1
    assert not np.isfinite(ends).any()


def test_a_region_that_reaches_the_outer_wall_is_flagged(lines):
    assert measured(lines, lambda r, z: 1.0 - 0 * r * z)[1]
    assert measured(lines, lambda r, z: 1e-3 - np.abs(z - 2e-3) + 0 * r)[1]


@pytest.mark.parametrize(("share", "flagged"), [(0.15, False), (0.4, False), (0.75, True)])
def test_an_edge_before_the_middle_of_the_outermost_cell_is_a_whole_one(lines, share, flagged):
    """`share` of the outermost cell's length, from its inner face to the edge of a ball."""
    _, fine = lines
    inner, outer = fine.r[-1 - fine.parts], fine.r[-1]
    edge = inner + share * (outer - inner)

    _, at_wall, radius, _ = measured(lines, lambda r, z: edge - np.hypot(r, z - 2e-3))
    assert radius.max() == pytest.approx(edge, rel=0.02)
    assert bool(at_wall) is flagged
