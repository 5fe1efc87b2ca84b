"""Goals that pull against each other: the runs of which none betters another in all of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario import Criterion, Scenario
from lesionsim.sweep.inverse.aims import kept, sides_of
from lesionsim.sweep.inverse.answer import failures, measures_in_words
from lesionsim.sweep.inverse.goals import MEASURES, Exactly, Goal, Maximise, Minimise, goals_from, in_words
from lesionsim.sweep.inverse.runs import Place, Runs
from lesionsim.sweep.inverse.solution import Solution
from lesionsim.sweep.inverse.solution_table import EXERCISE, attributes, run_columns, solution_columns
from lesionsim.sweep.inverse.unknowns import Input, combinations, ranges_of, told_place

if TYPE_CHECKING:
    from lesionsim.sweep.inverse.front_search import Spot

Array = np.ndarray
FRONT = "front"


def pareto(
    scenario: Scenario | str | os.PathLike[str],
    goals: object,
    vary: object,
    criterion: Criterion | str | None = None,
    seed: int = 0,
) -> xr.Dataset:
    """Find how far goals pull against each other: the Pareto front of this model.

    A model exercise: the front tells which pairs of measures this model can give together under one criterion, not
    settings for a patient. A point is on it when no other run is as good in every goal and better in one.

    Parameters
    ----------
    goals : mapping of measures to "maximise" or "minimise"; `AtLeast` and `AtMost` limit where is searched
    vary, criterion : see `inverse`
    seed : of the Sobol sample with which the search begins; the same seed gives the same front

    Returns
    -------
    xarray.Dataset as `inverse` gives, with the front over `solution`, in the order of the first goal

    Examples
    --------
    >>> import lesionsim as ls
    >>> goals = {"width_mm": "maximise", "volume_mm3": "minimise"}
    >>> front = pareto(ls.load("b1"), goals, {"gauge": [16, 22]})
    >>> front.gauge.values.tolist(), front.width_mm.values.round(1).tolist()
    ([22, 16], [4.6, 6.4])
    """
    from lesionsim.sweep.inverse.inverse import inverse

    wanted = goals_from(goals)
    if not any(isinstance(goal, Maximise | Minimise) for goal in wanted.values()):
        told = 'hold nothing to maximise or minimise, such as {"volume_mm3": "minimise"}; see inverse'
        raise ScenarioError(Problem("goals", told))
    return inverse(scenario, wanted, vary, criterion, seed=seed)


def front(
    scenario: Scenario,
    goals: dict[str, Goal],
    inputs: tuple[Input, ...],
    criterion: Criterion | str | None = None,
    seed: int = 0,
) -> xr.Dataset:
    """Search the front and put it into a table."""
    from lesionsim.sweep.inverse.front_search import search_front
    from lesionsim.sweep.inverse.inverse import check_any_run, check_ends

    for name, goal in goals.items():
        if isinstance(goal, Exactly):
            told = f"is {goal}, beside a goal to maximise or minimise; must be AtLeast or AtMost there"
            raise ScenarioError(Problem(f"goals.{name}", told))
    runs = Runs(scenario, inputs, tuple(goals), criterion)
    check_ends(runs)
    levels = combinations(inputs)
    sides = sides_of(goals)

    def aims(number: int, place: Place) -> Array:
        found = runs.at(levels[number], place, in_scan=True)
        inside = not found.reason and kept(sides, found)
        values = [-found.value[name] if isinstance(goal, Minimise) else found.value[name]
                  for name, goal in goals.items() if isinstance(goal, Maximise | Minimise)]  # fmt: skip
        return np.array(values) if inside else np.full(len(values), np.nan)

    spots = search_front(aims, len(levels), len(ranges_of(inputs)), seed)
    check_any_run(runs)
    return table_of_front(runs, goals, [solution_of(runs, levels, spot) for spot in spots], seed)


def solution_of(runs: Runs, levels: list[dict[str, object]], spot: Spot) -> Solution:
    """Return a place of the front with its error bars."""
    found = runs.with_bars(levels[spot.combination], spot.place)
    return Solution(levels[spot.combination], spot.place, {}, found, FRONT)


def table_of_front(runs: Runs, goals: dict[str, Goal], solutions: list[Solution], seed: int) -> xr.Dataset:
    """Return the front and all runs as a Dataset."""
    columns = {**solution_columns(runs, solutions), **run_columns(runs)}
    columns = {name: values for name, values in columns.items() if not is_error(name, runs)}
    attrs = {
        **attributes(runs.scenario, runs.inputs, goals, runs.criterion),
        "form": "front",
        "reached": int(bool(solutions)),
        "runs": len(runs.done) + len(runs.barred),
        "failed": sum(bool(done.found.reason) for done in runs.done.values()),
        "seed": seed,
        "answer": "\n".join(words(runs, goals, solutions)),
    }
    return xr.Dataset(columns, attrs=attrs)


def is_error(name: str, runs: Runs) -> bool:
    """Tell whether a column holds errors of an input: places of a front have none."""
    return name in [f"{each.name}_error" for each in runs.inputs]


def words(runs: Runs, goals: dict[str, Goal], solutions: list[Solution]) -> list[str]:
    """Return the answer in words."""
    question = f"Wanted: {'; '.join(in_words(name, goal) for name, goal in goals.items())} ({runs.criterion})"
    if not solutions:
        return [question, "No run stays within the limits.", *failures(runs), f"{EXERCISE}."]
    ends = [solutions[0], solutions[-1]] if len(solutions) > 1 else solutions
    lines = [f"{len(solutions)} runs of which none betters another in every goal; the ends of this front:"]
    for each in ends:
        place = told_place(runs.inputs, runs.values_at(each.levels, each.place))
        lines.append(f"  {measures_in_words(each.found, goals)}, at {place}")
    lines += [spread(name, solutions) for name in goals]
    error = "Points closer together than their error bars cannot be told apart."
    return [question, *lines, error, *failures(runs), f"{EXERCISE}."]


def spread(name: str, solutions: list[Solution]) -> str:
    """Write from where to where a measure goes along the front."""
    values = [each.found.value[name] for each in solutions]
    return (
        f"Along it the {MEASURES[name].words} goes from {min(values):.4g} to {max(values):.4g} {MEASURES[name].unit}."
    )
