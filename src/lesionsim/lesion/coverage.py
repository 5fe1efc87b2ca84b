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
LEAST, MIDDLE, MOST = KINDS = range(3)  # of the level over a section
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
    """Sections in order along the pieces, first for the least level over a section, then the middle's and the most."""

    kind: Array  # (k,) LEAST, MIDDLE or MOST
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
    level = levels_over(field, pieces, number, at_mm).T.ravel()
    every = Marks(np.repeat(KINDS, number.size), np.tile(number, 3), np.tile(at_mm, 3), level)
    kind, *found = runs(field, pieces, every)
    apart = [[each[kind == one] for each in found] for one in KINDS]
    covered, centreline, touched = (total(pieces, *each) for each in apart)
    return covered, centreline, touched, longest(pieces, *apart[LEAST])


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


def level_of(field: Field, pieces: Pieces, kind: Array, number: Array, at_mm: Array) -> Array:
    """Return the level of each kind over sections, (k,)."""
    return level_over(field, pieces, number, at_mm)[np.arange(kind.size), kind]


def runs(field: Field, pieces: Pieces, marks: Marks) -> tuple[Array, Array, Array, Array]:
    """Return where a level is positive between neighbouring sections: (kind, piece, from, to), distances in mm."""
    marks = with_tops(field, pieces, marks)
    joined = (marks.number[1:] == marks.number[:-1]) & (marks.kind[1:] == marks.kind[:-1])
    kind, number, low, before = (each[:-1][joined] for each in marks)
    high, after = marks.at_mm[1:][joined], marks.level[1:][joined]
    first, last = before > 0, after > 0
    change = first != last
    place = np.where(first, high, low)
    dead = Marks(kind, number, np.where(first, low, high), np.where(first, before, after))
    alive = Marks(kind, number, np.where(first, high, low), np.where(first, after, before))
    dead, alive = (Marks(*(each[change] for each in side)) for side in (dead, alive))
    place[change] = crossing(field, pieces, dead, alive)
    start, end = np.where(first, low, place), np.where(last, high, place)
    inside = first | last
    return kind[inside], number[inside], start[inside], end[inside]


def crossing(field: Field, pieces: Pieces, dead: Marks, alive: Marks) -> Array:
    """Halve the way between a dead and a living section, then take the edge where a straight line would pass zero."""
    for _ in range(HALVINGS):
        at_mm = (dead.at_mm + alive.at_mm) / 2
        level = level_of(field, pieces, dead.kind, dead.number, at_mm)
        inside = level > 0
        dead = dead._replace(at_mm=np.where(inside, at_mm, dead.at_mm), level=np.where(inside, level, dead.level))
        alive = alive._replace(at_mm=np.where(inside, alive.at_mm, at_mm), level=np.where(inside, alive.level, level))
    share = np.where(np.isin(alive.level, NO_SLOPE), 0.5, dead.level / (dead.level - alive.level))
    return dead.at_mm + share * (alive.at_mm - dead.at_mm)


def with_tops(field: Field, pieces: Pieces, marks: Marks) -> Marks:
    """Add the tops and dips between sections that may hide two passings of zero."""
    before, here, after = marks.level[:-2], marks.level[1:-1], marks.level[2:]
    joined = (marks.number[:-2] == marks.number[2:]) & (marks.kind[:-2] == marks.kind[2:]) & (here > OUTSIDE)
    top = joined & (here <= 0) & (here >= before) & (here >= after) & ((here > before) | (here > after))
    dip = joined & (here > 0) & (here <= before) & (here <= after) & ((here < before) | (here < after))
    hidden = np.flatnonzero(top | dip)
    if hidden.size == 0:
        return marks
    kind, number = marks.kind[hidden], marks.number[hidden]
    sign = np.where(top[hidden], 1.0, -1.0)
    at_mm = summit(field, pieces, (kind, number, marks.at_mm[hidden], marks.at_mm[hidden + 2]), sign)
    found = kind, number, at_mm, level_of(field, pieces, kind, number, at_mm)
    together = Marks(*(np.concatenate(pair) for pair in zip(marks, found, strict=True)))
    order = np.lexsort((together.at_mm, together.number, together.kind))
    return Marks(*(each[order] for each in together))


def summit(field: Field, pieces: Pieces, between: tuple[Array, Array, Array, Array], sign: Array) -> Array:
    """Find the largest `sign` x level on stretches, (kind, piece, from, to), by golden sections; return mm."""
    kind, number, low, high = between
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = (sign * level_of(field, pieces, kind, number, at_mm) for at_mm in (left, right))
    for _ in range(NARROWINGS):
        rises = at_left < at_right
        low, high = np.where(rises, left, low), np.where(rises, high, right)
        new = np.where(rises, low + GOLDEN * (high - low), high - GOLDEN * (high - low))
        at_new = sign * level_of(field, pieces, kind, number, new)
        left, right = np.where(rises, right, new), np.where(rises, new, left)
        at_left, at_right = np.where(rises, at_right, at_new), np.where(rises, at_new, at_left)
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
