"""The connected dead region that touches or surrounds the active tip, measured inside cells.

The level is positive in dead tissue. On fine lines it is taken as linear on triangles, so extents and volume
come from where it passes zero, never from counting cells.
"""

import numpy as np

from lesionsim.kernels.compile import compiled, entry, inlined
from lesionsim.kernels.resample import resample_rz

MARGIN = 2  # cells around the dead points that may still hold a piece of the edge


@inlined
def dead_box(points):
    """Return one past the last row and the first and last column that hold a dead point, over cells and walls."""
    last_row, first_column, last_column = -1, points.shape[1], -1
    for i in range(points.shape[0]):
        for j in range(points.shape[1]):
            if points[i, j] > 0.0:
                last_row = max(last_row, i)
                first_column = min(first_column, j)
                last_column = max(last_column, j)
    return last_row, first_column, last_column


@inlined
def seeds(fine, lines, mark, stack):
    """Mark the first dead point on each line that leaves the tip's surface; return how many."""
    count = 0
    for b in range(lines.end, lines.tip_end + 1):
        for a in range(lines.first_outside, fine.shape[0]):
            if fine[a, b] > 0.0:
                mark[a, b] = True
                stack[count] = a * fine.shape[1] + b
                count += 1
                break
    for a in range(lines.first_outside):
        for b in range(lines.end, -1, -1):
            if fine[a, b] > 0.0:
                mark[a, b] = True
                stack[count] = a * fine.shape[1] + b
                count += 1
                break
    return count


@inlined
def connect(fine, mark, stack, count):
    """Mark all dead points joined to the marked ones along fine lines."""
    columns = fine.shape[1]
    while count > 0:
        count -= 1
        a, b = stack[count] // columns, stack[count] % columns
        for side in range(4):
            c = a + (side == 0) - (side == 1)
            d = b + (side == 2) - (side == 3)
            if c < 0 or d < 0 or c >= fine.shape[0] or d >= columns:
                continue
            if fine[c, d] > 0.0 and not mark[c, d]:
                mark[c, d] = True
                stack[count] = c * columns + d
                count += 1


@compiled
def share_of_triangle(p, q, s):
    """Return shares of a triangle where a linear level is positive, and the means of r there.

    Each corner is (level, r). Returns (share of area, mean r of that share).
    """
    if q[0] > p[0] and q[0] >= s[0]:
        p, q = q, p
    elif s[0] > p[0] and s[0] > q[0]:
        p, s = s, p
    mean = (p[1] + q[1] + s[1]) / 3.0
    if p[0] <= 0.0:
        return 0.0, mean
    if s[0] > q[0]:
        q, s = s, q
    if s[0] > 0.0:
        return 1.0, mean
    if q[0] <= 0.0:
        t, u = p[0] / (p[0] - q[0]), p[0] / (p[0] - s[0])
        return t * u, p[1] + (t * (q[1] - p[1]) + u * (s[1] - p[1])) / 3.0
    t, u = s[0] / (s[0] - p[0]), s[0] / (s[0] - q[0])
    cut = t * u
    cut_mean = s[1] + (t * (p[1] - s[1]) + u * (q[1] - s[1])) / 3.0
    return 1.0 - cut, (mean - cut * cut_mean) / (1.0 - cut)


@inlined
def ring_volume(r0, r1, dz, corners):
    """Volume of the dead part of one ring of rectangular section: four triangles around its middle."""
    middle = (0.25 * (corners[0] + corners[1] + corners[2] + corners[3]), 0.5 * (r0 + r1))
    at = ((corners[0], r0), (corners[1], r1), (corners[2], r1), (corners[3], r0))
    total = 0.0
    for k in range(4):
        share, mean = share_of_triangle(middle, at[k], at[(k + 1) % 4])
        total += share * mean
    return 0.25 * (r1 - r0) * dz * 2.0 * np.pi * total


@compiled
def level_at(fine, mark, a, b):
    """Level of a fine point, with dead points of other regions counted as alive."""
    value = fine[a, b]
    return value if mark[a, b] or not value > 0.0 else -1e-300


@inlined
def region_volume(fine, mark, lines, last_row, columns):
    """Add the volumes of all rings that hold a piece of the region, m3."""
    total = 0.0
    for a in range(last_row - 1):
        for b in range(columns[0], columns[1] - 1):
            if a < lines.first_outside and b >= lines.end:
                break
            if mark[a, b] or mark[a + 1, b] or mark[a + 1, b + 1] or mark[a, b + 1]:
                corners = (
                    level_at(fine, mark, a, b),
                    level_at(fine, mark, a + 1, b),
                    level_at(fine, mark, a + 1, b + 1),
                    level_at(fine, mark, a, b + 1),
                )
                total += ring_volume(lines.r[a], lines.r[a + 1], lines.z[b + 1] - lines.z[b], corners)
    return total


@compiled
def crossing(x_dead, x_alive, dead, alive):
    """Coordinate where the level passes zero between a dead and a living point."""
    if not alive <= 0.0:
        return x_dead
    return x_dead + (x_alive - x_dead) * dead / (dead - alive)


@inlined
def edge_radius(fine, mark, lines, b):
    """Largest r of the region's edge on one fine z line, or -1."""
    for a in range(fine.shape[0] - 1, -1, -1):
        if mark[a, b]:
            if a + 1 == fine.shape[0]:
                return lines.r[a]
            return crossing(lines.r[a], lines.r[a + 1], fine[a, b], level_at(fine, mark, a + 1, b))
    return -1.0


@inlined
def edge_ends(fine, mark, lines, a):
    """Smallest and largest z of the region's edge on one fine r line; (inf, -inf) without any."""
    low, high = np.inf, -np.inf
    last = fine.shape[1] - 1
    for b in range(last + 1):
        if mark[a, b]:
            high = lines.z[b]
            if b < last:
                high = crossing(lines.z[b], lines.z[b + 1], fine[a, b], level_at(fine, mark, a, b + 1))
            if low == np.inf:
                low = lines.z[b]
                if b > 0:
                    low = crossing(lines.z[b], lines.z[b - 1], fine[a, b], level_at(fine, mark, a, b - 1))
    return low, high


@inlined
def touches_wall(mark, parts):
    """Tell whether the region reaches the middle of an outermost cell, so that the wall cuts it off.

    The wall itself may be held at a safe temperature; an edge nearer to the tip than these middles is a whole one.
    """
    rows, columns = mark.shape
    half = parts // 2
    found = False
    for b in range(columns):
        found = found or mark[rows - 1 - half, b]
    for a in range(rows):
        found = found or mark[a, half] or mark[a, columns - 1 - half]
    return found


@entry
def measure_rz(points, lines, sheet, radius, ends):
    """Measure the dead region that belongs to the tip.

    Parameters
    ----------
    points : (nr + 2, nz + 2) array, level over points, positive in dead tissue
    lines : Lines
    sheet : Sheet, with `fine` all NaN and `mark` all False
    radius : (mz,) array, m, written: largest r of the region's edge on each fine z line, -1 without any
    ends : (2, mr) array, m, written: smallest and largest z on each fine r line; inf and -inf without any

    Returns
    -------
    (volume in m3, whether the region reaches the outer wall)
    """
    last, first_column, last_column = dead_box(points)
    if last < 0:
        return 0.0, False
    last_row = min((last + MARGIN) * lines.parts, lines.r.size)
    first = max((first_column - 1 - MARGIN) * lines.parts, 0)
    columns = (first, min((last_column + MARGIN) * lines.parts + 1, lines.z.size))
    fine, mark = sheet.fine, sheet.mark
    resample_rz(points, lines, last_row, columns, sheet.line, fine)
    connect(fine, mark, sheet.stack, seeds(fine, lines, mark, sheet.stack))
    for b in range(columns[0], columns[1]):
        radius[b] = edge_radius(fine, mark, lines, b)
    for a in range(last_row):
        ends[0, a], ends[1, a] = edge_ends(fine, mark, lines, a)
    return region_volume(fine, mark, lines, last_row, columns), touches_wall(mark, lines.parts)
