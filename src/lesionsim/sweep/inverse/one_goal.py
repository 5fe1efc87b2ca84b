"""All solutions of one goal: points along one range, a curve over two, places on a surface over three."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from lesionsim.sweep.inverse.aims import Aim, Sides
from lesionsim.sweep.inverse.grids import Grid, gradient_at, per_place
from lesionsim.sweep.inverse.roots import Root, root_between, roots_along, slope_at
from lesionsim.sweep.inverse.runs import Place, Runs
from lesionsim.sweep.inverse.solution import (
    EDGE,
    INSIDE,
    LEVEL,
    MEETS,
    TOUCHES,
    WITHIN,
    Solution,
    error_over_slope,
    errors_from,
)

Array = np.ndarray

MISSED = 1e-3  # of the change between neighbours: what is farther off than this is a jump, not a root


class Jump(NamedTuple):
    """A place where the measure jumps over what is wanted."""

    place: Place
    levels: dict[str, object]


def solve_one(runs: Runs, aim: Aim, grid: Grid) -> tuple[list[Solution], list[Jump]]:
    """Return every solution for one combination of levels, and where the measure jumps over the goal."""
    dimensions = grid.off.ndim
    if dimensions == 0:
        return at_levels(runs, aim, grid), []
    solvers: dict[int, Callable[[Runs, Aim, Grid], Iterator[Solution | Jump]]] = {1: on_line, 2: on_curve}
    everything = list(solvers.get(dimensions, on_edges)(runs, aim, grid))
    found = [each for each in everything if isinstance(each, Solution)]
    jumps = [each for each in everything if isinstance(each, Jump)]
    found = merged(found, runs) if dimensions == 1 else found
    if isinstance(aim, Sides):
        found += inside(runs, aim, grid)
    return found or near_enough(runs, aim, grid), jumps


def at_levels(runs: Runs, aim: Aim, grid: Grid) -> list[Solution]:
    """Tell whether a combination of levels alone meets the goal."""
    found = runs.with_bars(grid.levels, ())
    off = aim.off(found)
    met = off >= -aim.slack(found) if isinstance(aim, Sides) else abs(off) <= aim.slack(found)
    return [Solution(grid.levels, (), {}, found, LEVEL)] if met else []


def on_line(runs: Runs, aim: Aim, grid: Grid) -> Iterator[Solution | Jump]:
    """Yield the solutions along one range."""

    def off(place: float) -> float:
        return aim.off(runs.at(grid.levels, (place,)))

    for root in roots_along(off, grid.nodes, grid.off):
        yield solution_at(runs, aim, grid, (root.at,), root)


def solution_at(runs: Runs, aim: Aim, grid: Grid, place: Place, root: Root, piece: int = 0) -> Solution | Jump:
    """Return what stands at a place where the aim changes sign: a solution, or a jump."""
    found = runs.with_bars(grid.levels, place)
    across = np.interp([root.low, root.high], grid.nodes, grid.off) if grid.off.ndim == 1 else np.array([0.0, 0.0])
    if not abs(aim.off(found)) <= max(aim.slack(found), MISSED * abs(across[1] - across[0])):
        return Jump(place, grid.levels)
    if grid.off.ndim == 1:
        slope, bend = slope_at(root.at, aim.off(found), grid.nodes, grid.off)
        parts = np.array([error_over_slope(aim.bar(found), slope, bend, root.touches)])
    else:
        parts = np.array([error_over_slope(aim.bar(found), slope) for slope in gradient_at(grid, place)])
    kind = EDGE if isinstance(aim, Sides) else TOUCHES if root.touches else MEETS
    return Solution(grid.levels, place, errors_from(runs, parts, per_place(runs, place)), found, kind, piece)


def merged(found: list[Solution], runs: Runs) -> list[Solution]:
    """Join neighbours that lie within each other's error: they are one solution as far as numbers can tell."""
    kept: list[Solution] = []
    name = next((each.name for each in runs.inputs if each.continuous), "")
    for each in found:
        apart = np.inf
        if kept:
            values = [runs.values_at(one.levels, one.place)[name] for one in (kept[-1], each)]
            apart = abs(values[1] - values[0])
        if kept and each.kind != EDGE and apart <= kept[-1].errors[name] + each.errors[name]:
            kept[-1] = kept[-1]._replace(errors={name: max(kept[-1].errors[name], apart + each.errors[name])})
        else:
            kept.append(each)
    return kept


def on_curve(runs: Runs, aim: Aim, grid: Grid) -> Iterator[Solution | Jump]:
    """Yield the points of the curves over two ranges, in order along each: where they cross the lines of the grid."""
    from contourpy import contour_generator

    steps = np.arange(grid.nodes.size, dtype=float)
    lines = contour_generator(steps, steps, np.ma.masked_invalid(grid.off.T)).lines(0.0)
    for piece, line in enumerate(np.asarray(each) for each in lines):
        for corner in line:
            crossing = on_edge(runs, aim, grid, corner)
            if crossing is not None:
                yield solution_at(runs, aim, grid, *crossing, piece=piece)


def on_edge(runs: Runs, aim: Aim, grid: Grid, corner: Array) -> tuple[Place, Root] | None:
    """Return where the aim is zero on the edge of the grid on which a point of a contour lies."""
    axis = int(np.argmax(np.abs(corner - np.round(corner))))
    low = int(min(np.floor(corner[axis]), grid.nodes.size - 2))
    fixed = grid.nodes[round(float(corner[1 - axis]))]
    return crossing_on(runs, aim, grid, axis, low, {1 - axis: float(fixed)})


def crossing_on(
    runs: Runs, aim: Aim, grid: Grid, axis: int, low: int, fixed: dict[int, float]
) -> tuple[Place, Root] | None:
    """Return where the aim is zero between two neighbours of the grid along one axis."""

    def place_of(at: float) -> Place:
        return tuple(at if each == axis else fixed[each] for each in range(grid.off.ndim))

    def off(at: float) -> float:
        return aim.off(runs.at(grid.levels, place_of(at)))

    first, last = float(grid.nodes[low]), float(grid.nodes[low + 1])
    for end in (first, last):
        if off(end) == 0:
            return place_of(end), Root(end, first, last)
    if not off(first) * off(last) < 0:
        return None
    at = root_between(off, first, last)
    return None if at is None else (place_of(at), Root(at, first, last))


def on_edges(runs: Runs, aim: Aim, grid: Grid) -> Iterator[Solution | Jump]:
    """Yield where the surface crosses the lines of a grid over three ranges."""
    for axis in range(grid.off.ndim):
        ends = [np.take(grid.off, rows, axis) for rows in (range(grid.nodes.size - 1), range(1, grid.nodes.size))]
        for index in np.argwhere(ends[0] * ends[1] < 0):
            fixed = {each: float(grid.nodes[number]) for each, number in enumerate(index) if each != axis}
            crossing = crossing_on(runs, aim, grid, axis, int(index[axis]), fixed)
            if crossing is not None:
                yield solution_at(runs, aim, grid, *crossing)
    for place in itertools.compress(grid.places(), grid.off.ravel() == 0):
        yield solution_at(runs, aim, grid, place, Root(place[0], place[0], place[0]))


def inside(runs: Runs, aim: Sides, grid: Grid) -> list[Solution]:
    """Return the places of the grid inside all goals."""
    places = itertools.compress(grid.places(), grid.off.ravel() >= 0)
    return [Solution(grid.levels, place, {}, runs.with_bars(grid.levels, place), INSIDE) for place in places]


def near_enough(runs: Runs, aim: Aim, grid: Grid) -> list[Solution]:
    """Return the nearest place of the grid, where its distance from the goal is within error bars or tolerance."""
    if not np.isfinite(grid.off).any():
        return []
    number = int(np.nanargmin(np.abs(grid.off.ravel())))
    place = grid.places()[number]
    found = runs.with_bars(grid.levels, place)
    if not abs(aim.off(found)) <= aim.slack(found):
        return []
    parts = [error_over_slope(aim.bar(found), slope) for slope in gradient_at(grid, place)]
    errors = errors_from(runs, np.array(parts), per_place(runs, place))
    return [Solution(grid.levels, place, errors, found, WITHIN)]
