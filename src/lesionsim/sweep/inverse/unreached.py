"""What is nearest to goals that are not reached, and which way leads to it."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np

from lesionsim.scenario.wording import listed
from lesionsim.sweep.design.levels import Levels
from lesionsim.sweep.inverse.aims import Sides, Wanted
from lesionsim.sweep.inverse.evaluate import Found
from lesionsim.sweep.inverse.goals import MEASURES
from lesionsim.sweep.inverse.grids import Grid
from lesionsim.sweep.inverse.runs import Place, Runs
from lesionsim.sweep.inverse.unknowns import Values, ranges_of, told_place

Array = np.ndarray

FLAT = 0.01  # of the measure's span: changes against the trend that are smaller do not count
MOST_RUNS = 60  # to refine the nearest place


class Nearest(NamedTuple):
    """The run that comes nearest to goals."""

    levels: Values
    place: Place
    found: Found


class Reach(NamedTuple):
    """From where to where a measure goes over all runs, and how it follows each range."""

    low: float
    high: float
    trends: dict[str, str]  # "grows", "falls", "" for neither


def nearest(runs: Runs, wanted: tuple[Wanted, ...], sides: Sides, spans: dict[str, float]) -> Nearest | None:
    """Return the run that misses its goals least, each counted in parts of its span; None without any run."""
    ranges = len(ranges_of(runs.inputs))
    names = {each.name: number for number, each in enumerate(runs.inputs)}
    made = [done for done in runs.done.values() if np.isfinite(missed(done.found, wanted, sides, spans))]
    if not made:
        return None
    best = min(made, key=lambda done: missed(done.found, wanted, sides, spans))
    levels = {each.name: best.values[each.name] for each in runs.inputs if isinstance(each.source, Levels)}
    start = tuple(place_of(runs, name, best.values[name]) for name in names if name not in levels)
    place = refined(runs, levels, start, wanted, sides, spans) if ranges else ()
    return Nearest(levels, place, runs.with_bars(levels, place))


def place_of(runs: Runs, name: str, value: float) -> float:
    """Return where a value lies in its range, from 0 to 1."""
    source = next(each.source for each in runs.inputs if each.name == name)
    low, high = source.limits
    if source.kind == "log-uniform":
        return float(np.log(value / low) / np.log(high / low))
    return float((value - low) / (high - low))


def missed(found: Found, wanted: tuple[Wanted, ...], sides: Sides, spans: dict[str, float]) -> float:
    """Return by how much a run misses its goals, the worst of them."""
    off = [max(abs(each.off(found)) - each.goal.tolerance, 0.0) / spans[each.measure] for each in wanted]
    under = [max(-goal.margin(found.value[name]), 0.0) / spans[name] for name, goal in sides.goals]
    return float(np.max([*off, *under, 0.0]))


def refined(
    runs: Runs, levels: Values, start: Place, wanted: tuple[Wanted, ...], sides: Sides, spans: dict[str, float]
) -> Place:
    """Return the place around a start where the goals are missed least (Nelder and Mead)."""
    from scipy.optimize import minimize

    def miss(place: Array) -> float:
        value = missed(runs.at(levels, tuple(float(each) for each in place)), wanted, sides, spans)
        return value if np.isfinite(value) else 1e9

    how = {"maxfev": MOST_RUNS, "xatol": 1e-4, "fatol": 1e-6, "initial_simplex": simplex(start)}
    bounds = [(0.0, 1.0)] * len(start)
    found = minimize(miss, np.array(start), method="Nelder-Mead", bounds=bounds, options=how)
    place = tuple(float(each) for each in np.clip(found.x, 0.0, 1.0))
    return place if miss(np.array(place)) <= miss(np.array(start)) else start


def simplex(start: Place) -> Array:
    """Return a start and a step from it along each range, inwards."""
    at = np.array(start)
    steps = np.where(at > 0.5, -0.05, 0.05)
    return np.vstack([at, at + np.diag(steps)])


def reach_of(runs: Runs, name: str, grids: list[Grid]) -> Reach:
    """Tell from where to where a measure goes over all runs, and whether it grows or falls with each range."""
    values = [done.found.value[name] for done in runs.done.values() if np.isfinite(done.found.value[name])]
    low, high = (min(values), max(values)) if values else (np.nan, np.nan)
    trends = {}
    for axis, each in enumerate(ranges_of(runs.inputs)):
        steps = np.concatenate([np.diff(measures_on(runs, grid, name), axis=axis).ravel() for grid in grids])
        steps = steps[np.isfinite(steps)]
        flat = FLAT * (high - low)
        rising, falling = (steps > flat).any(), (steps < -flat).any()
        trends[each.name] = "grows" if rising and not falling else "falls" if falling and not rising else ""
    return Reach(float(low), float(high), trends)


def measures_on(runs: Runs, grid: Grid, name: str) -> Array:
    """Return a measure at each place of a grid."""
    places = itertools.product(grid.nodes, repeat=grid.off.ndim)
    values = [runs.at(grid.levels, tuple(float(each) for each in place)).value[name] for place in places]
    return np.reshape(values, grid.off.shape)


def where_in_words(runs: Runs, near: Nearest) -> str:
    """Write the nearest place, and at which ends of ranges it lies."""
    values = runs.values_at(near.levels, near.place)
    ends = [
        f"{'lower' if at < 0.5 else 'upper'} end of {each.name}"
        for each, at in zip(ranges_of(runs.inputs), near.place, strict=True)
        if min(at, 1 - at) < 1e-6
    ]
    return told_place(runs.inputs, values) + (f" ({', '.join(ends)})" if ends else "")


def reach_in_words(name: str, reach: Reach) -> str:
    """Write from where to where a measure goes, and which way leads up."""
    measure = MEASURES[name]
    ways = {how: [key for key, each in reach.trends.items() if each == how] for how in ("grows", "falls")}
    trends = [f"{how} with {listed(keys, 'and')}" for how, keys in ways.items() if keys]
    unclear = [key for key, how in reach.trends.items() if not how]
    told = f"Over all inputs searched the {measure.words} goes from {reach.low:.4g} to {reach.high:.4g} {measure.unit}"
    told = told.rstrip() + (f"; it {' and '.join(trends)}" if trends else "")
    return told + (f"; it turns around, or hardly changes, over {', '.join(unclear)}" if unclear else "")
