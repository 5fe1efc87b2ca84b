"""The region in three dimensions against labels of an image, and values between slices against their formula."""

import numpy as np
import pytest
from scipy import ndimage

from lesionsim.grid.around import wedges
from lesionsim.grid.axes import axial_faces, radial_faces
from lesionsim.grid.shapes import midpoints, ring_nodes
from lesionsim.grid.stencil import ProbeLines, fine_lines
from lesionsim.grid.stencil_around import between_slices, fine_lines_around, folded, opposite, with_opposite
from lesionsim.kernels.arrays import Sheet
from lesionsim.kernels.between import values_between
from lesionsim.kernels.region import measure_rz
from lesionsim.kernels.region_around import measure_around

RADIUS, TIP = 0.5e-3, 4e-3
R_FACE = radial_faces(RADIUS, 8e-3, 0.4e-3, 0.4)
Z_FACE = axial_faces(8e-3, TIP, TIP + 8e-3, 0.4e-3, 0.4)
LINES = ProbeLines(ring_nodes(R_FACE, RADIUS), midpoints(Z_FACE), R_FACE, Z_FACE, RADIUS, True)


@pytest.fixture(params=[False, True], ids=["half", "whole"])
def around(request):
    return wedges(4, closed=request.param)


def sheet_for(lines, slices=()):
    shape = (*slices, lines.r.size, lines.z.size)
    columns = int(lines.along_index[1].max()) + 2
    return Sheet(np.zeros((lines.r.size, columns)), np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_),
                 np.empty(int(np.prod(shape)), dtype=np.int64))  # fmt: skip


def measured(points, around):
    """Return (sheet, radius, ends, volume, whether at the wall)."""
    lines, count = fine_lines_around(LINES, TIP, 4), around.count
    sheet = sheet_for(lines, (count,))
    radius, ends, volume = np.empty((count, lines.z.size)), np.empty((count, 2, lines.r.size)), np.empty(count)
    wall = measure_around(with_opposite(points, around), around.closed, lines, sheet, radius, ends, volume)
    return sheet, radius, ends, volume, wall


def drawn(random_numbers, count, smooth):
    """Return a random level with blobs, (nt, nr + 2, nz + 2); no surface inside the probe."""
    field = random_numbers.normal(size=(count, LINES.r.size + 2, LINES.z.size + 2))
    field = ndimage.gaussian_filter(field, smooth, mode="wrap")
    row, column = int(np.searchsorted(LINES.r, RADIUS)), int(np.searchsorted(LINES.z, 0.0))
    field = field - np.quantile(field, 0.8)
    field[:, :row, column + 2 :] = np.nan
    return field


def labels_of_tip(sheet, lines, around):
    """Join dead points by an image's labels, then across the circle and the axis, and keep what starts at the tip."""
    dead = sheet.fine > 0
    number, count = ndimage.label(dead)
    root = np.arange(count + 1)

    def find(k):
        while root[k] != k:
            k = root[k]
        return k

    pairs = [(number[j, 0], number[opposite(around)[j], 0]) for j in range(around.count)]
    pairs += [(number[0], number[-1])] if around.closed else []
    for one, other in pairs:
        for a, b in set(zip(one.ravel(), other.ravel(), strict=True)):
            if a and b:
                root[find(a)] = find(b)
    kept = set()
    for j in range(around.count):
        for b in range(lines.end, lines.tip_end + 1):
            first = np.flatnonzero(dead[j, lines.first_outside :, b])
            kept |= {find(number[j, lines.first_outside + first[0], b])} if first.size else set()
        for a in range(lines.first_outside):
            first = np.flatnonzero(dead[j, a, : lines.end + 1])
            kept |= {find(number[j, a, first[-1]])} if first.size else set()
    return np.isin(np.array([find(k) for k in range(count + 1)])[number], list(kept)) & dead


@pytest.mark.parametrize("seed", range(12))
def test_the_region_is_what_an_image_s_labels_join(around, seed):
    points = drawn(np.random.default_rng(seed), around.count, (0.0 if seed % 2 else 0.7, 1.2, 1.5))
    sheet = measured(points, around)[0]
    lines = fine_lines_around(LINES, TIP, 4)
    wanted = labels_of_tip(sheet, lines, around)
    assert wanted.any()
    np.testing.assert_array_equal(sheet.mark, wanted)


def test_slices_that_are_all_alike_are_measured_as_in_r_and_z(around):
    r, z = np.concatenate([[0.0], LINES.r, R_FACE[-1:]]), np.concatenate([Z_FACE[:1], LINES.z, Z_FACE[-1:]])
    flat = 1 - (r[:, None] / 2e-3) ** 2 - ((z - 2e-3) / 4e-3) ** 2
    _, radius, ends, volume, wall = measured(np.repeat(flat[None], around.count, axis=0), around)
    lines = fine_lines(LINES, TIP, 4)
    one_radius = np.full(lines.z.size, -1.0)
    one_ends = np.array([np.full(lines.r.size, np.inf), np.full(lines.r.size, -np.inf)])
    one_volume, one_wall = measure_rz(flat, lines, sheet_for(lines), one_radius, one_ends)
    assert one_volume > 0
    np.testing.assert_allclose(volume, one_volume, rtol=1e-12)
    np.testing.assert_allclose(radius, np.tile(one_radius, (around.count, 1)), rtol=1e-12)
    np.testing.assert_allclose(ends, np.tile(one_ends, (around.count, 1, 1)), rtol=1e-12)
    assert wall == one_wall


def test_both_sides_of_the_axis_are_joined_through_it(around):
    """Ahead of the tip one slice is dead throughout, the opposite one below a living gap; others live."""
    points = np.full((around.count, LINES.r.size + 2, LINES.z.size + 2), -1.0)
    z = np.concatenate([Z_FACE[:1], LINES.z, Z_FACE[-1:]])
    here, there = 0, opposite(around)[0]
    points[here][:, (z > -6e-3) & (z <= 0.0)] = 1.0
    points[there][:, (z > -6e-3) & (z < -3e-3)] = 1.0
    points[there][:3, (z > -1e-3) & (z <= 0.0)] = 1.0  # what the tip meets first on this side
    points[there][:3, z < -1e-3] = points[there][3, z < -1e-3]
    sheet = measured(points, around)[0]
    lines = fine_lines_around(LINES, TIP, 4)
    column, far = int(np.argmin(abs(lines.z + 4.5e-3))), int(np.argmin(abs(lines.r - 4e-3)))
    assert sheet.fine[there, far, column] > 0
    assert sheet.mark[there, far, column]


def test_nothing_dead_is_no_region(around):
    points = np.full((around.count, LINES.r.size + 2, LINES.z.size + 2), -1.0)
    sheet, radius, ends, volume, wall = measured(points, around)
    assert (volume.max(), radius.max(), sheet.mark.any(), wall) == (0, -1, False, False)
    assert np.all(ends[:, 0] == np.inf)


def test_values_between_slices_follow_the_formula(around, random_numbers):
    r, z = np.sort(random_numbers.uniform(size=9)), np.sort(random_numbers.uniform(size=7))
    field = random_numbers.normal(size=(around.count, 9, 7))
    places = np.stack([random_numbers.uniform(-0.1, 1.1, 50), random_numbers.uniform(-0.1, 1.1, 50),
                       random_numbers.uniform(-7.0, 7.0, 50)])  # fmt: skip
    found = np.empty(50)
    values_between(field, r, z, around.closed, places, found)
    number, weight = between_slices(around, places[2])
    for m in range(50):
        across = np.array([np.interp(places[1, m], z, row) for row in field.reshape(-1, 7)]).reshape(-1, 9)
        along = np.array([np.interp(places[0, m], r, row) for row in across])
        assert found[m] == pytest.approx((weight[m] * along[folded(around, number[m])]).sum(), rel=1e-10, abs=1e-12)
