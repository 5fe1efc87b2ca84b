"""Carry a field from cells to fine lines: four nodes along r, then four along z."""

from lesionsim.kernels.compile import compiled, entry, inlined

AHEAD, BESIDE, ON_END = range(3)  # rows of Lines.across_*, and of Lines.along_* without the last


@compiled
def weigh_rows(points, column, index, weight, rows, line):
    """Interpolate one column of points along r onto fine lines `rows[0]` to `rows[1]`."""
    for a in range(rows[0], rows[1]):
        line[a, column] = (
            weight[a, 0] * points[index[a, 0] + 1, column]
            + weight[a, 1] * points[index[a, 1] + 1, column]
            + weight[a, 2] * points[index[a, 2] + 1, column]
            + weight[a, 3] * points[index[a, 3] + 1, column]
        )


@compiled
def weigh_columns(line, index, weight, columns, fine):
    """Interpolate one fine r line along z onto fine lines `columns[0]` to `columns[1]`."""
    for b in range(columns[0], columns[1]):
        fine[b] = (
            weight[b, 0] * line[index[b, 0] + 1]
            + weight[b, 1] * line[index[b, 1] + 1]
            + weight[b, 2] * line[index[b, 2] + 1]
            + weight[b, 3] * line[index[b, 3] + 1]
        )


@inlined
def resample_rz(points, lines, last_row, columns, line, fine):
    """Interpolate a field onto fine lines up to fine row `last_row` and between two fine columns.

    Parameters
    ----------
    points : (nr + 2, nz + 2) array over points
    lines : Lines
    last_row : int, fine rows 0 to last_row - 1 are filled
    columns : (int, int), first and one past the last fine column to fill
    line : (mr, nz + 2) array, scratch
    fine : (mr, mz) array, written; what lies inside the probe or outside the wanted lines is left as it is
    """
    inner = min(lines.first_outside, last_row)
    index, weight = lines.across_index, lines.across_weight
    for column in range(points.shape[1]):
        if column <= lines.end_column:
            weigh_rows(points, column, index[AHEAD], weight[AHEAD], (0, last_row), line)
        else:
            weigh_rows(points, column, index[BESIDE], weight[BESIDE], (inner, last_row), line)
        if column == lines.end_column + 1:
            weigh_rows(points, column, index[ON_END], weight[ON_END], (0, inner), line)
    for a in range(last_row):
        inside = a < inner
        side = AHEAD if inside else BESIDE
        until = min(columns[1], lines.end + 1) if inside else columns[1]
        weigh_columns(line[a], lines.along_index[side], lines.along_weight[side], (columns[0], until), fine[a])


@entry
def resample(points, lines, line, fine):
    """Interpolate a whole field onto fine lines; see `resample_rz`."""
    resample_rz(points, lines, lines.r.size, (0, lines.z.size), line, fine)
