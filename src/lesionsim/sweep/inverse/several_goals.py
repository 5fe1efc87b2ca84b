"""Solutions of several wanted values at once: as many inputs are found as there are values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lesionsim.sweep.inverse.aims import Wanted
from lesionsim.sweep.inverse.grids import Grid, per_place
from lesionsim.sweep.inverse.runs import Place, Runs
from lesionsim.sweep.inverse.solution import MEETS, Solution, errors_from
from lesionsim.sweep.inverse.unknowns import Values

Array = np.ndarray

STEP = 0.02  # of a range, over which slopes are taken
ROUNDS = 14
HALVINGS = 5
CLOSE = 1e-6  # of each measure's span
STARTS = 3  # besides the cells that enclose all values
SAME = 1e-3  # of a range


class Task(NamedTuple):
    """Several wanted values, and the ranges that are free to meet them."""

    runs: Runs
    levels: Values
    wanted: tuple[Wanted, ...]
    scale: Array  # (k,) span of each measure over the scan
    free: tuple[int, ...]
    fixed: dict[int, float]

    def place(self, free: Array) -> Place:
        """Return the place of all ranges."""
        parts = dict(zip(self.free, free, strict=True)) | self.fixed
        return tuple(float(parts[number]) for number in sorted(parts))

    def off(self, free: Array) -> Array:
        """Return how far each value is off, in parts of its span."""
        found = self.runs.at(self.levels, self.place(free))
        return np.array([each.off(found) for each in self.wanted]) / self.scale


def solve_several(runs: Runs, wanted: tuple[Wanted, ...], grids: list[Grid]) -> list[Solution]:
    """Return the solutions for one combination of levels.

    With more ranges than values, the last ones are fixed at each place of the scan in turn.

    Parameters
    ----------
    grids : of each value, over the same places
    """
    dimensions, nodes = grids[0].off.ndim, grids[0].nodes
    free = tuple(range(min(len(wanted), dimensions)))
    rest = tuple(range(len(free), dimensions))
    spans = np.array([max(float(np.nanmax(grid.off) - np.nanmin(grid.off)), 1e-12) for grid in grids])
    found: list[Solution] = []
    for indices in itertools.product(range(nodes.size), repeat=len(rest)):
        fixed = {axis: float(nodes[index]) for axis, index in zip(rest, indices, strict=True)}
        task = Task(runs, grids[0].levels, wanted, spans, free, fixed)
        offs = np.array([grid.off[(slice(None),) * len(free) + indices] for grid in grids]) / spans.reshape(
            -1, *(1,) * len(free)
        )
        found += solve_task(task, offs, nodes)
    return found


def solve_task(task: Task, offs: Array, nodes: Array) -> list[Solution]:
    """Return the solutions with some ranges fixed; `offs` is (values, nodes, ...)."""
    found: list[Solution] = []
    places: list[Array] = []
    for start in starts(offs, nodes):
        at = descend(task, start)
        if any(np.all(np.abs(at - other) < SAME) for other in places):
            continue
        places.append(at)
        solution = solution_at(task, at)
        if solution is not None and not any(same(task.runs, solution, other) for other in found):
            found.append(solution)
    return found


def starts(offs: Array, nodes: Array) -> Iterator[Array]:
    """Yield the middles of cells that enclose all values, then the places that come nearest."""
    corners = np.stack([offs[(slice(None), *part)] for part in itertools.product(
        (slice(None, -1), slice(1, None)), repeat=offs.ndim - 1)])  # fmt: skip
    width = nodes[1] - nodes[0]
    enclosed = ((corners.min(axis=0) <= 0) & (corners.max(axis=0) >= 0)).all(axis=0)
    for cell in np.argwhere(enclosed):
        yield nodes[cell] + width / 2
    far = np.where(np.isfinite(offs).all(axis=0), (offs**2).sum(axis=0), np.inf)
    for number in np.argsort(far, axis=None)[:STARTS]:
        if np.isfinite(far.flat[number]):
            yield nodes[np.array(np.unravel_index(int(number), far.shape))]


def descend(task: Task, start: Array) -> Array:
    """Follow the slopes from a start to where all values are met, or as nearly as can be (Gauss and Newton)."""
    at, off = np.asarray(start, dtype=float), task.off(start)
    for _ in range(ROUNDS):
        if not np.isfinite(off).all() or np.abs(off).max() < CLOSE:
            break
        slopes = slopes_at(task, at)
        if not np.isfinite(slopes).all():
            break
        step = np.linalg.lstsq(slopes, -off, rcond=None)[0]
        for halving in range(HALVINGS):
            new = np.clip(at + step / 2**halving, 0.0, 1.0)
            value = task.off(new)
            if np.isfinite(value).all() and np.sum(value**2) < np.sum(off**2):
                break
        else:
            break
        moved, at, off = np.abs(new - at).max(), new, value
        if moved < CLOSE:
            break
    return at


def slopes_at(task: Task, at: Array, step: float = STEP) -> Array:
    """Return how each value changes with each free range, (values, free), between places inside the ranges."""
    columns = []
    for axis in range(at.size):
        ends = np.array([np.clip(at + way * step * np.eye(at.size)[axis], 0.0, 1.0) for way in (-1, 1)])
        columns.append((task.off(ends[1]) - task.off(ends[0])) / (ends[1] - ends[0])[axis])
    return np.stack(columns, axis=1)


def solution_at(task: Task, at: Array) -> Solution | None:
    """Return the solution at a place; None where a value is missed by more than its error bar."""
    place = task.place(at)
    found = task.runs.with_bars(task.levels, place)
    if not all(abs(each.off(found)) <= each.slack(found) for each in task.wanted):
        return None
    bars = np.array([each.bar(found) + abs(each.off(found)) for each in task.wanted]) / task.scale
    parts = np.zeros(len(place))
    parts[list(task.free)] = np.abs(np.linalg.pinv(slopes_at(task, at))) @ bars
    return Solution(task.levels, place, errors_from(task.runs, parts, per_place(task.runs, place)), found, MEETS)


def same(runs: Runs, one: Solution, other: Solution) -> bool:
    """Tell whether two solutions lie within each other's errors."""
    values = [runs.values_at(each.levels, each.place) for each in (one, other)]
    return all(abs(values[0][name] - values[1][name]) <= one.errors[name] + other.errors[name] for name in one.errors)
