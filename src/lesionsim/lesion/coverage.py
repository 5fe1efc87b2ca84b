"""Lengths of nerves inside a lesion, from its level on fine lines alone."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lesionsim.lesion.all_around import Field, value_in
from lesionsim.lesion.gap import edge_in, gaps
from lesionsim.lesion.half_plane import JUST_ALIVE, OUTSIDE, box_of
from lesionsim.lesion.tubes import Pieces, pieces_of, places, section, stations
from lesionsim.scenario import Nerve, Placement, Probe, StraightNerve

Array = np.ndarray

STEP_MM = 0.2  # between sections; where the level passes zero between two, the place is searched
HALVINGS = 6  # of that step: to 0.003 mm; a straight line between the last two finds the rest
NO_SLOPE = (JUST_ALIVE, OUTSIDE)  # levels that say "alive" and nothing more
GOLDEN = (np.sqrt(5.0) - 1) / 2
NARROWINGS = 12  # of two steps around a top or dip, each by the golden ratio: to 0.001 mm
LEAST, MIDDLE, MOST = range(3)  # of the level over a section
SAME_MM = 1e-9
DISC = section()


class Lengths(NamedTuple):
    """Lengths of each nerve in mm, (nerves,) arrays."""

    length: Array
    covered: Array  # the whole section is inside the lesion
    centreline: Array  # the middle is
    touched: Array  # any part is
    longest: Array  # uninterrupted covered
    gap: Array  # between nerve and lesion's edge; negative: depth reached inside


class Marks(NamedTuple):
    """Sections in order along the pieces, with the level there."""

    number: Array  # (k,) piece
    at_mm: Array  # (k,) from the piece's start
    level: Array  # (k,)


def coverage_of(field: Field, nerve: Nerve | StraightNerve, probe: Probe) -> Lengths:
    """Measure one nerve beside a lesion, both in the same frame; see `coverage_of_all`. Every array has one entry."""
    return coverage_of_all(field, tubes_of([nerve], probe, Placement()))


def tubes_of(nerves: Sequence[Nerve | StraightNerve], probe: Probe, placement: Placement) -> Pieces:
    """Cut nerves into straight pieces in the frame of a probe that is so placed."""
    lines = [np.array(nerve.polyline_mm(probe.tip_length_mm, placement)) for nerve in nerves]
    return pieces_of(lines, [nerve.diameter_mm for nerve in nerves])


def coverage_of_all(field: Field, pieces: Pieces, with_gap: bool = True) -> Lengths:
    """Measure many nerves beside one lesion.

    Parameters
    ----------
    field : the lesion's level on fine lines (from `half_plane`)
    pieces : the nerves
    with_gap : whether to look for gaps, which takes as long as all the rest; NaN without
    """
    length = np.bincount(pieces.nerve, pieces.length)
    gap = gaps(edge_in(field), pieces) if with_gap else np.full(pieces.nerves, np.nan)
    return Lengths(length, *lengths_inside(field, pieces), gap)


def lengths_inside(field: Field, pieces: Pieces) -> tuple[Array, Array, Array, Array]:
    """Return (covered, centreline, touched, longest) of each nerve, mm."""
    number, at_mm = stations(pieces, STEP_MM)
    levels = levels_over(field, pieces, number, at_mm)
    kinds = [runs(field, pieces, Marks(number, at_mm, levels[:, kind]), kind) for kind in (LEAST, MIDDLE, MOST)]
    covered, centreline, touched = (total(pieces, *run) for run in kinds)
    return covered, centreline, touched, longest(pieces, *kinds[LEAST])


def levels_over(field: Field, pieces: Pieces, number: Array, at_mm: Array) -> Array:
    """Return the least, middle and most level over sections, (k, 3); far from the lesion just any negative one."""
    far, low, high = box_of(field)
    r_mm, z_mm = (each[:, 0] for each in places(pieces, number, at_mm, DISC[-1:]))
    reach = pieces.radius[number] + 2 * STEP_MM
    near = (r_mm <= far + reach) & (z_mm >= low - reach) & (z_mm <= high + reach)
    found = np.full((number.size, 3), OUTSIDE)
    found[near] = level_over(field, pieces, number[near], at_mm[near])
    return found


def level_over(field: Field, pieces: Pieces, number: Array, at_mm: Array) -> Array:
    """Return the least, middle and most level over sections, (k, 3)."""
    over = value_in(field, pieces, number, at_mm, DISC)
    return np.stack([over.min(axis=1), over[:, -1], over.max(axis=1)], axis=1)


def runs(field: Field, pieces: Pieces, marks: Marks, kind: int) -> tuple[Array, Array, Array]:
    """Return where a level is positive between neighbouring sections: (piece, from, to), distances in mm."""
    marks = with_tops(field, pieces, marks, kind)
    joined = marks.number[1:] == marks.number[:-1]
    number, low, high = marks.number[:-1][joined], marks.at_mm[:-1][joined], marks.at_mm[1:][joined]
    before, after = marks.level[:-1][joined], marks.level[1:][joined]
    first, last = before > 0, after > 0
    change = first != last
    place = np.where(first, high, low)
    dead = Marks(number, np.where(first, low, high), np.where(first, before, after))
    alive = Marks(number, np.where(first, high, low), np.where(first, after, before))
    dead, alive = (Marks(*(each[change] for each in side)) for side in (dead, alive))
    place[change] = crossing(field, pieces, dead, alive, kind)
    start, end = np.where(first, low, place), np.where(last, high, place)
    inside = first | last
    return number[inside], start[inside], end[inside]


def crossing(field: Field, pieces: Pieces, dead: Marks, alive: Marks, kind: int) -> Array:
    """Halve the way between a dead and a living section, then take the edge where a straight line would pass zero."""
    for _ in range(HALVINGS):
        at_mm = (dead.at_mm + alive.at_mm) / 2
        level = level_over(field, pieces, dead.number, at_mm)[:, kind]
        inside = level > 0
        dead = dead._replace(at_mm=np.where(inside, at_mm, dead.at_mm), level=np.where(inside, level, dead.level))
        alive = alive._replace(at_mm=np.where(inside, alive.at_mm, at_mm), level=np.where(inside, alive.level, level))
    share = np.where(np.isin(alive.level, NO_SLOPE), 0.5, dead.level / (dead.level - alive.level))
    return dead.at_mm + share * (alive.at_mm - dead.at_mm)


def with_tops(field: Field, pieces: Pieces, marks: Marks, kind: int) -> Marks:
    """Add the tops and dips between sections that may hide two passings of zero."""
    before, here, after = marks.level[:-2], marks.level[1:-1], marks.level[2:]
    joined = (marks.number[:-2] == marks.number[2:]) & (here > OUTSIDE)
    top = joined & (here <= 0) & (here >= before) & (here >= after) & ((here > before) | (here > after))
    dip = joined & (here > 0) & (here <= before) & (here <= after) & ((here < before) | (here < after))
    hidden = np.flatnonzero(top | dip)
    if hidden.size == 0:
        return marks
    number, sign = marks.number[hidden], np.where(top[hidden], 1.0, -1.0)
    at_mm = summit(field, pieces, (number, marks.at_mm[hidden], marks.at_mm[hidden + 2]), sign, kind)
    level = level_over(field, pieces, number, at_mm)[:, kind]
    together = Marks(*(np.concatenate(pair) for pair in zip(marks, (number, at_mm, level), strict=True)))
    order = np.lexsort((together.at_mm, together.number))
    return Marks(*(each[order] for each in together))


def summit(field: Field, pieces: Pieces, between: tuple[Array, Array, Array], sign: Array, kind: int) -> Array:
    """Find the largest `sign` x level on stretches, (piece, from, to), by golden sections; return places in mm."""
    number, low, high = between
    for _ in range(NARROWINGS):
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        rises = (sign * level_over(field, pieces, number, left)[:, kind]
                 < sign * level_over(field, pieces, number, right)[:, kind])  # fmt: skip
        low, high = np.where(rises, left, low), np.where(rises, high, right)
    return (low + high) / 2


def total(pieces: Pieces, number: Array, start: Array, end: Array) -> Array:
    """Add lengths of runs for each nerve."""
    return np.bincount(pieces.nerve[number], end - start, minlength=pieces.nerves)


def longest(pieces: Pieces, number: Array, start: Array, end: Array) -> Array:
    """Return the longest stretch without a break for each nerve, across its bends."""
    best = np.zeros(pieces.nerves)
    if number.size == 0:
        return best
    nerve, offset = pieces.nerve[number], pieces.before[number]
    apart = (start + offset)[1:] - (end + offset)[:-1] > SAME_MM
    stretch = np.concatenate([[0], np.cumsum(apart | (nerve[1:] != nerve[:-1]))])
    np.maximum.at(best, nerve[np.unique(stretch, return_index=True)[1]], np.bincount(stretch, end - start))
    return best
