"""The connected dead region of the tip in three dimensions: slices around the axis, joined where they are neighbours.

Each slice is measured inside cells as in (r, z). Points of one place on fine lines are joined between neighbouring
slices, and on the axis with the slice half a turn away.
"""

import numpy as np

from lesionsim.kernels.compile import entry, inlined
from lesionsim.kernels.region import MARGIN, dead_box, edge_ends, edge_radius, region_volume, seeds, touches_wall
from lesionsim.kernels.resample import resample_rz


@inlined
def box_around(points, lines):
    """Return one past the last fine row, and first and one past the last fine column, that may hold the region."""
    last, first_column, last_column = -1, points.shape[2], -1
    for j in range(points.shape[0]):
        row, low, high = dead_box(points[j, :-1])  # the last row holds cells of the opposite slice
        last, first_column, last_column = max(last, row), min(first_column, low), max(last_column, high)
    if last < 0:
        return 0, (0, 0)
    first = max((first_column - 1 - MARGIN) * lines.parts, 0)
    columns = (first, min((last_column + MARGIN) * lines.parts + 1, lines.z.size))
    return min((last + MARGIN) * lines.parts, lines.r.size), columns


@inlined
def seeds_around(fine, lines, mark, stack):
    """Mark the first dead points on lines from the tip's surface in all slices; return how many."""
    count, size = 0, fine.shape[1] * fine.shape[2]
    for j in range(fine.shape[0]):
        more = seeds(fine[j], lines, mark[j], stack[count:])
        for k in range(count, count + more):
            stack[k] += j * size
        count += more
    return count


@inlined
def neighbour(place, side, shape, closed):
    """Return (slice, row, column) of the neighbour on one of seven sides; slice -1 where there is none."""
    j, a, b = place
    if side < 4:
        a, b = a + (side == 0) - (side == 1), b + (side == 2) - (side == 3)
        return (j if a >= 0 and b >= 0 and a < shape[1] and b < shape[2] else -1), a, b
    if side < 6:
        j += 1 if side == 4 else -1
        if closed:
            return (j + shape[0]) % shape[0], a, b
        return (j if j < shape[0] else -1), a, b
    if a > 0:
        return -1, a, b
    return ((j + shape[0] // 2) % shape[0] if closed else shape[0] - 1 - j), a, b


@inlined
def connect_around(fine, mark, stack, count, closed):
    """Mark all dead points joined to the marked ones, within slices and between them."""
    shape = fine.shape
    size = shape[1] * shape[2]
    while count > 0:
        count -= 1
        k = stack[count]
        place = (k // size, k % size // shape[2], k % shape[2])
        for side in range(7):
            j, a, b = neighbour(place, side, shape, closed)
            if j >= 0 and fine[j, a, b] > 0.0 and not mark[j, a, b]:
                mark[j, a, b] = True
                stack[count] = j * size + a * shape[2] + b
                count += 1


@inlined
def mark_around(points, closed, lines, sheet, last_row, columns):
    """Fill the fine lines of all slices within a box, and mark the tip's region there."""
    for j in range(points.shape[0]):
        resample_rz(points[j], lines, last_row, columns, sheet.line, sheet.fine[j])
    count = seeds_around(sheet.fine, lines, sheet.mark, sheet.stack)
    connect_around(sheet.fine, sheet.mark, sheet.stack, count, closed)


@entry
def measure_around(points, closed, lines, sheet, radius, ends, volume):
    """Measure the dead region that belongs to the tip.

    Parameters
    ----------
    points : (nt, nr + 3, nz + 2) array, level over points, positive in dead tissue (from `with_opposite`)
    closed : bool, whether the slices go all around; otherwise the first and the last have no neighbour beyond
    lines : Lines (from `fine_lines_around`)
    sheet : Sheet, with nt sheets of `fine`, all NaN, and of `mark`, all False
    radius : (nt, mz) array, m, written: largest r of the region's edge on each fine z line, -1 without any
    ends : (nt, 2, mr) array, m, written: smallest and largest z on each fine r line; inf and -inf without any
    volume : (nt,) array, m3, written: what the region's volume were if all slices were like this one

    Returns
    -------
    whether the region reaches the outer wall
    """
    last_row, columns = box_around(points, lines)
    mark_around(points, closed, lines, sheet, last_row, columns)
    at_wall = False
    for j in range(points.shape[0]):
        fine, mark = sheet.fine[j], sheet.mark[j]
        for b in range(radius.shape[1]):
            radius[j, b] = edge_radius(fine, mark, lines, b) if b >= columns[0] and b < columns[1] else -1.0
        for a in range(ends.shape[2]):
            ends[j, 0, a], ends[j, 1, a] = edge_ends(fine, mark, lines, a) if a < last_row else (np.inf, -np.inf)
        volume[j] = region_volume(fine, mark, lines, last_row, columns) if last_row > 0 else 0.0
        at_wall = at_wall or (last_row > 0 and touches_wall(mark, lines.parts))
    return at_wall
