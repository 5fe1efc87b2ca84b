"""Inverse questions: which inputs of this model lead to a wanted lesion."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lesionsim.errors import Problem, RunError, ScenarioError
from lesionsim.scenario import Criterion, Scenario
from lesionsim.scenario.checks import as_number
from lesionsim.scenario.wording import shown
from lesionsim.sweep.inverse.aims import Aim, Sides, Wanted, kept, sides_of, wanted_of
from lesionsim.sweep.inverse.evaluate import check_measures
from lesionsim.sweep.inverse.goals import Goal, Maximise, Minimise, goals_from
from lesionsim.sweep.inverse.grids import NODES, Grid, grid_of
from lesionsim.sweep.inverse.one_goal import Jump, solve_one
from lesionsim.sweep.inverse.runs import Runs
from lesionsim.sweep.inverse.several_goals import solve_several
from lesionsim.sweep.inverse.solution import WITHIN, Solution
from lesionsim.sweep.inverse.solution_table import Answer, table_of
from lesionsim.sweep.inverse.unknowns import combinations, inputs_from, ranges_of
from lesionsim.sweep.inverse.unreached import nearest
from lesionsim.sweep.subject import scenario_from

if TYPE_CHECKING:
    import xarray as xr

LEAST_NODES, MOST_NODES = 3, 400


def inverse(
    scenario: Scenario | str | os.PathLike[str],
    goals: object,
    vary: object,
    criterion: Criterion | str | None = None,
    scan: float | None = None,
    seed: int = 0,
) -> xr.Dataset:
    """Find all inputs with which this model reaches a wanted lesion.

    A model exercise: the answer tells how the model behaves under one criterion, not settings for a patient.

    A scan over all inputs comes first; then every change of sign is followed to the solution itself, so that with one
    range all solutions are found as far as the scan can tell. Over two ranges the solutions are curves, told as points
    along them, over three a surface, told as points on it, and that for each combination of levels. As many wanted
    values as ranges leave single points.

    Parameters
    ----------
    scenario : Scenario, name in the library, or path of a TOML file
    goals : mapping of a measure (width_mm, length_mm, volume_mm3, nerve_covered_mm, ...) to what is wanted: a number,
        `Exactly(6, tolerance=0.2)`, `AtLeast(10)`, `AtMost(200)`; or "maximise" and "minimise" for goals that pull
        against each other, which is answered by a Pareto front (see `pareto`)
    vary : mapping of an input (temperature_c, hold_s, tip_mm, gauge, ... or a dotted key) to a range (low, high), or to
        a list of levels
    criterion : label or criterion; the scenario's first when left out

    Rarely needed: `scan`, the runs along each range before solutions are looked for; `seed` of a Pareto front's sample.

    Returns
    -------
    xarray.Dataset over `solution`: each input, its numerical error where it has a range (the error bar of the measure
    over its slope, other inputs fixed), each measure with its error bar, kind and piece of a curve; over `run` every
    run made. `attrs["answer"]` says it in words; `attrs["reached"]` is 0 where the goals are not reached, and then
    the answer tells what comes nearest

    Raises
    ------
    ScenarioError
        When a goal or an input cannot be used.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.sweep.inverse.inverse import inverse
    >>> found = inverse(ls.load("b1"), {"width_mm": 5.5}, {"temperature_c": (60, 95)})
    >>> found.temperature_c.values.round(1), found.temperature_c_error.values.round(1)
    (array([85.2]), array([0.3]))
    """
    scenario = scenario_from(scenario)
    wanted, inputs = goals_from(goals), inputs_from(scenario, vary)
    check_measures(scenario, tuple(wanted))
    check_scan(scan)
    if any(isinstance(goal, Maximise | Minimise) for goal in wanted.values()):
        from lesionsim.sweep.inverse.pareto import front

        return front(scenario, wanted, inputs, criterion, seed=seed)
    runs = Runs(scenario, inputs, tuple(wanted), criterion)
    check_ends(runs)
    return solved(runs, wanted, scan)


def check_scan(scan: float | None) -> None:
    """Refuse a scan that is no number of runs."""
    number = as_number(scan)
    if scan is not None and (number is None or not LEAST_NODES <= number <= MOST_NODES or number != int(number)):
        told = f"is {shown(scan)}; must be a whole number from {LEAST_NODES} to {MOST_NODES}, runs along each range"
        raise ScenarioError(Problem("scan", told))


def check_ends(runs: Runs) -> None:
    """Refuse inputs that cannot be built, before anything runs: at both ends of all ranges, for each combination.

    Raises
    ------
    ScenarioError
        Of the first combination; or what `simulate` and `measure` say of a criterion.
    """
    count = len(ranges_of(runs.inputs))
    for levels in combinations(runs.inputs):
        for end in (0.0, 1.0) if count else (0.0,):
            runs.check(levels, (end,) * count)


def solved(runs: Runs, goals: dict[str, Goal], scan: float | None) -> xr.Dataset:
    """Search all combinations of levels and put what was found into a table."""
    wanted, sides = wanted_of(goals), sides_of(goals)
    count = int(scan or NODES[len(ranges_of(runs.inputs))])
    grids = [grid_of(runs, levels, (wanted or (sides,))[0], count) for levels in combinations(runs.inputs)]
    check_any_run(runs)
    spans = spans_of(runs)
    sides = sides_of(goals, spans)
    found: list[Solution] = []
    jumps: list[Jump] = []
    for grid in grids:
        solutions, jumped = solve(runs, wanted, sides, grid)
        found, jumps = found + solutions, jumps + jumped
    inside = [each for each in found if not wanted or kept(sides, each.found)]
    near = None if inside else nearest(runs, wanted, sides, spans)
    if near is not None and all(abs(each.off(near.found)) <= each.slack(near.found) for each in wanted) and kept(
        sides, near.found
    ):  # fmt: skip
        inside = [Solution(near.levels, near.place, {}, near.found, WITHIN)]
    return table_of(runs, goals, Answer(inside, jumps, near, grids, len(found) - len(inside)))


def solve(runs: Runs, wanted: tuple[Wanted, ...], sides: Sides, grid: Grid) -> tuple[list[Solution], list[Jump]]:
    """Return the solutions for one combination of levels, and jumps over the goal."""
    if len(wanted) < 2 or grid.off.ndim == 0:
        aim: Aim = wanted[0] if wanted else sides
        found, jumps = solve_one(runs, aim, again(runs, aim, grid))
        others = wanted[1:]
        return [each for each in found if all(abs(o.off(each.found)) <= o.slack(each.found) for o in others)], jumps
    return solve_several(runs, wanted, [again(runs, each, grid) for each in wanted]), []


def again(runs: Runs, aim: Aim, grid: Grid) -> Grid:
    """Return the same grid of runs under another aim."""
    return grid_of(runs, grid.levels, aim, grid.nodes.size)


def spans_of(runs: Runs) -> dict[str, float]:
    """Return how far each measure goes over all runs so far."""
    found = {}
    for name in runs.measures:
        values = [done.found.value[name] for done in runs.done.values()]
        finite = [value for value in values if value == value]
        found[name] = max(max(finite) - min(finite), 1e-9) if finite else 1.0
    return found


def check_any_run(runs: Runs) -> None:
    """Raise an error where every run failed.

    Raises
    ------
    RunError
        With the reason of the first one.
    """
    reasons = [done.found.reason for done in runs.done.values()]
    if reasons and all(reasons):
        raise RunError(f"every one of {len(reasons)} runs failed; the first because {reasons[0]}")
