"""How far nerves stay from the lesion, or how deep they reach into it."""

import itertools

import numpy as np

from lesionsim.lesion.all_around import Field
from lesionsim.lesion.edge import Edge, distance, edge_of
from lesionsim.lesion.half_plane import HalfPlane
from lesionsim.lesion.surface import Surface, distance_around, surface_of
from lesionsim.lesion.tubes import Pieces, places, spots, stations

Array = np.ndarray

STEP_MM = 0.25  # between the sections that are tried first
FIRST_DISC = np.array([(share * np.cos(turn), share * np.sin(turn))
                       for share, count in ((0.0, 1), (0.5, 6), (1.0, 12))
                       for turn in 2 * np.pi * np.arange(count) / count])  # fmt: skip
MOVES = np.array(list(itertools.product((-1, 0, 1), repeat=3)), dtype=float)  # along, and on the section
FIRST_MOVE = (STEP_MM / 2, 0.25, 0.25)  # mm, and shares of the radius
STILL = len(MOVES) // 2  # the move that stays
FINEST = 2.0**-7  # moves are halved where staying is best, down to this share: 0.001 mm
GAIN_MM = 3e-4  # a move that gains less counts as none, or the search creeps along flat ridges
MOST_ROUNDS = 60


def gaps(edge: Edge | Surface | None, pieces: Pieces) -> Array:
    """Return the smallest signed distance in mm between each nerve and the lesion's edge, (nerves,).

    Positive where nerve and lesion are apart, else minus the depth that a part of the nerve reaches inside. NaN without
    an edge. A nerve's ends are flat, as its sections are.
    """
    if edge is None:
        return np.full(pieces.nerves, np.nan)
    number, at_mm = candidates(edge, pieces)
    found = distance_there(edge, pieces, number, at_mm, FIRST_DISC)
    best = found.argmin(axis=1)
    first = firsts(pieces.nerve[number], found.min(axis=1))
    return refined(edge, pieces, number[first], at_mm[first], FIRST_DISC[best[first]])


def edge_in(field: Field) -> Edge | Surface | None:
    """Trace the edge of a lesion: a line in the half plane, or a surface where it differs around the probe."""
    return edge_of(field) if isinstance(field, HalfPlane) else surface_of(field)


def distance_there(edge: Edge | Surface, pieces: Pieces, number: Array, at_mm: Array, disc: Array) -> Array:
    """Return the signed distance of points of sections from the edge, mm, (k, m); see `tubes.spots`."""
    if isinstance(edge, Edge):
        return distance(edge, *places(pieces, number, at_mm, disc))
    return distance_around(edge, *spots(pieces, number, at_mm, disc))


def candidates(edge: Edge | Surface, pieces: Pieces) -> tuple[Array, Array]:
    """Return the sections that may hold a nerve's nearest place: no section differs from its middle by more than
    its radius."""
    number, at_mm = stations(pieces, STEP_MM)
    middle = distance_there(edge, pieces, number, at_mm, np.zeros((1, 2)))[:, 0]
    nearest = np.full(pieces.nerves, np.inf)
    np.minimum.at(nearest, pieces.nerve[number], middle)
    near = middle <= nearest[pieces.nerve[number]] + pieces.radius[number] + STEP_MM / 2
    return number[near], at_mm[near]


def firsts(nerve: Array, value: Array) -> Array:
    """Return where each nerve has its smallest value."""
    order = np.lexsort((value, nerve))
    return order[np.unique(nerve[order], return_index=True)[1]]


def refined(edge: Edge | Surface, pieces: Pieces, number: Array, at_mm: Array, disc: Array) -> Array:
    """Move a place in each nerve, (k,) and (k, 2), towards the smallest distance, with ever smaller moves."""
    place = np.concatenate([at_mm[:, None], disc], axis=1)
    size = np.ones(number.size)
    here = np.full(number.size, np.inf)
    for _ in range(MOST_ROUNDS):
        going = np.flatnonzero(size >= FINEST)
        if going.size == 0:
            break
        moves = size[going, None, None] * (MOVES * FIRST_MOVE)
        tried = within(place[going, None, :] + moves, pieces.length[number[going]])
        found = distances(edge, pieces, number[going], tried)
        best = np.where(found.min(axis=1) < found[:, STILL] - GAIN_MM, found.argmin(axis=1), STILL)
        place[going], here[going] = tried[np.arange(best.size), best], found[np.arange(best.size), best]
        size[going[best == STILL]] /= 2
    return here


def distances(edge: Edge | Surface, pieces: Pieces, number: Array, tried: Array) -> Array:
    """Return the signed distance of m places in each of k pieces, (k, m, 3), from the lesion's edge, (k, m)."""
    k, m, _three = tried.shape
    disc = tried[..., 1:].reshape(k * m, 1, 2)
    return distance_there(edge, pieces, np.repeat(number, m), tried[..., 0].ravel(), disc).reshape(k, m)


def within(tried: Array, length: Array) -> Array:
    """Keep places, (k, m, 3), on their piece and on the section."""
    along = np.clip(tried[..., :1], 0.0, length[:, None, None])
    disc = tried[..., 1:]
    return np.concatenate([along, disc / np.maximum(np.linalg.norm(disc, axis=-1, keepdims=True), 1.0)], axis=-1)
