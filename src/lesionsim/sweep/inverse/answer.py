"""The answer to an inverse question in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lesionsim.lesion.bars import with_error
from lesionsim.sweep.inverse.evaluate import Found
from lesionsim.sweep.inverse.goals import MEASURES, Exactly, Goal, in_words
from lesionsim.sweep.inverse.solution import EDGE, INSIDE, Solution
from lesionsim.sweep.inverse.unknowns import Input, ranges_of
from lesionsim.sweep.inverse.unreached import reach_in_words, reach_of, where_in_words

if TYPE_CHECKING:
    from lesionsim.sweep.inverse.runs import Runs
    from lesionsim.sweep.inverse.solution_table import Answer

SHOWN = 12
FORMS = {1: "a point for each", 2: "points along curves", 3: "points on a surface"}
DIGITS = {"volume_mm3": 1}


def answer_in_words(runs: Runs, goals: dict[str, Goal], answer: Answer) -> str:
    """Return the answer, one statement a line."""
    from lesionsim.sweep.inverse.solution_table import EXERCISE

    question = f"Wanted: {'; '.join(in_words(name, goal) for name, goal in goals.items())} ({runs.criterion})"
    body = reached(runs, goals, answer) if answer.solutions else not_reached(runs, goals, answer)
    lines = [question, *body, *failures(runs), f"{EXERCISE}."]
    return "\n".join(lines)


def reached(runs: Runs, goals: dict[str, Goal], answer: Answer) -> list[str]:
    """Tell how many solutions there are, and the first of them."""
    edges = [each for each in answer.solutions if each.kind == EDGE]
    inside = [each for each in answer.solutions if each.kind == INSIDE]
    points = [each for each in answer.solutions if each.kind != INSIDE]
    free = len(ranges_of(runs.inputs)) - sum(isinstance(goal, Exactly) for goal in goals.values())
    if edges or inside:
        head = f"Met at {len(inside)} of {scanned(runs)} places of the scan"
        shape = "; it begins or ends at:" if edges else ""
    else:
        head = f"Met at {len(points)} {'place' if len(points) == 1 else 'places'}"
        shape = f", {FORMS[free + 1]}:" if free > 0 and len(points) > 1 else ":"
    lines = [head + shape, *(f"  {told(runs, each, goals)}" for each in points[:SHOWN])]
    if len(points) > SHOWN:
        lines.append(f"  and {len(points) - SHOWN} more")
    if answer.outside:
        lines.append(f"{answer.outside} more meet the wanted value alone, but not the other goals")
    return lines


def told(runs: Runs, solution: Solution, goals: dict[str, Goal]) -> str:
    """Write one solution: inputs with their numerical errors, then the measures."""
    values = runs.values_at(solution.levels, solution.place)
    inputs = [with_its_error(each, values[each.name], solution.errors.get(each.name)) for each in runs.inputs]
    return f"{', '.join(inputs)}: {measures_in_words(solution.found, goals)}{remark(solution)}"


def remark(solution: Solution) -> str:
    """Say what is particular about a solution."""
    plain = ("meets", "level", EDGE)
    return "" if solution.kind in plain else f" ({solution.kind})"


def with_its_error(each: Input, value: object, error: float | None) -> str:
    """Write an input with its numerical error, where it has one."""
    if error is None or not each.continuous or not isinstance(value, float) or not math.isfinite(error):
        anything = error is not None and math.isinf(error)
        return each.told(value) + (" ± more than its range" if anything else "")
    digits = max(0, min(6, 2 - math.floor(math.log10(max(abs(value), 1e-9)))))
    return f"{each.name} {with_error(value, error, digits)} {each.unit}".rstrip()


def measures_in_words(found: Found, goals: dict[str, Goal]) -> str:
    """Write the measures with their error bars."""
    return ", ".join(
        f"{MEASURES[name].words} {with_error(found.value[name], found.error[name], DIGITS.get(name, 2))} "
        f"{MEASURES[name].unit}".rstrip()
        for name in goals
    )


def not_reached(runs: Runs, goals: dict[str, Goal], answer: Answer) -> list[str]:
    """Say that the goals are not reached, what comes nearest and where, and which way leads there."""
    alone = len(goals) == 1
    lines = [f"Not reached {'anywhere' if alone else 'together anywhere'} in the inputs searched."]
    if answer.outside:
        lines.append(f"{answer.outside} places meet the wanted value alone, but not the other goals.")
    if answer.nearest is not None:
        where = where_in_words(runs, answer.nearest)
        lines.append(f"Nearest: {measures_in_words(answer.nearest.found, goals)}, at {where}.")
    lines += [f"{reach_in_words(name, reach_of(runs, name, answer.grids))}." for name in goals]
    if answer.jumps:
        place = runs.values_at(answer.jumps[0].levels, answer.jumps[0].place)
        at = ", ".join(each.told(place[each.name]) for each in runs.inputs)
        lines.append(f"Near {at} the measure jumps over the wanted value: a lesion begins with a size.")
    if not alone:
        lines.append('The goals may pull against each other: "maximise" and "minimise" show how far.')
    return lines


def failures(runs: Runs) -> list[str]:
    """Say how many runs failed, and why the first did."""
    reasons = [done.found.reason for done in runs.done.values() if done.found.reason]
    return [f"{len(reasons)} of {len(runs.done)} runs failed; the first: {reasons[0]}"] if reasons else []


def scanned(runs: Runs) -> int:
    """Count the runs of the scan."""
    return sum(done.in_scan for done in runs.done.values())
