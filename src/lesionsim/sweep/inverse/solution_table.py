"""Solutions as a labelled table, with every run that was made."""

from __future__ import annotations

import json
import math
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.scenario import Scenario, to_toml
from lesionsim.sweep.inverse.goals import MEASURES, Goal, in_words
from lesionsim.sweep.inverse.grids import Grid
from lesionsim.sweep.inverse.one_goal import Jump
from lesionsim.sweep.inverse.runs import Runs
from lesionsim.sweep.inverse.solution import Solution
from lesionsim.sweep.inverse.unknowns import Input
from lesionsim.sweep.inverse.unreached import Nearest
from lesionsim.versions import VERSION

EXERCISE = "A model exercise: what this model gives under one criterion, not settings for a patient"


class Answer(NamedTuple):
    """What a search found."""

    solutions: list[Solution]
    jumps: list[Jump]
    nearest: Nearest | None
    grids: list[Grid]
    outside: int  # solutions that lie beyond a side that must be kept


def table_of(runs: Runs, goals: dict[str, Goal], answer: Answer) -> xr.Dataset:
    """Return the solutions and all runs as a Dataset; its attributes say in words what was found."""
    from lesionsim.sweep.inverse.answer import answer_in_words

    columns: dict[str, Any] = {**solution_columns(runs, answer.solutions), **run_columns(runs)}
    attrs = {
        **attributes(runs.scenario, runs.inputs, goals, runs.criterion),
        "form": "solutions",
        "reached": int(bool(answer.solutions)),
        "runs": len(runs.done) + len(runs.barred),
        "failed": sum(bool(done.found.reason) for done in runs.done.values()),
        "answer": answer_in_words(runs, goals, answer),
    }
    return xr.Dataset(columns, attrs=attrs)


def attributes(scenario: Scenario, inputs: tuple[Input, ...], goals: dict[str, Goal], criterion: str) -> dict[str, Any]:
    """Return what a table tells of the question."""
    return {
        "about": EXERCISE,
        "question": "; ".join(in_words(name, goal) for name, goal in goals.items()),
        "goals": json.dumps({name: wanted_numbers(goal) for name, goal in goals.items()}),
        "inputs": json.dumps([each.name for each in inputs]),
        "levels": json.dumps([each.name for each in inputs if not each.continuous]),
        "criterion": criterion,
        "scenario_name": scenario.name,
        "scenario": to_toml(scenario),
        "disclaimer": DISCLAIMER,
        "lesionsim_version": VERSION,
    }


def wanted_numbers(goal: Goal) -> dict[str, Any]:
    """Return a goal as plain values."""
    return {"kind": type(goal).__name__, **vars(goal)}


def solution_columns(runs: Runs, solutions: list[Solution]) -> dict[str, Any]:
    """Return inputs with errors, measures with error bars, kind and piece of every solution."""
    rows = [runs.values_at(each.levels, each.place) for each in solutions]
    columns: dict[str, Any] = {}
    for each in runs.inputs:
        columns[each.name] = ("solution", column([row[each.name] for row in rows], each), about_input(each))
        if each.continuous:
            errors = [one.errors.get(each.name, math.nan) for one in solutions]
            about = {"long_name": f"numerical error of {each.words}, other inputs fixed", "units": each.unit}
            columns[f"{each.name}_error"] = ("solution", np.array(errors, dtype=float), about)
    for name in runs.measures:
        found = [one.found for one in solutions]
        columns |= measure_columns(
            "solution", name, [each.value[name] for each in found], [each.error[name] for each in found]
        )
    columns["kind"] = ("solution", np.array([one.kind for one in solutions], dtype=str))
    columns["piece"] = ("solution", np.array([one.piece for one in solutions], dtype=int))
    return columns


def run_columns(runs: Runs) -> dict[str, Any]:
    """Return inputs and measures of every run that was made, without error bars."""
    made = list(runs.done.values())
    columns: dict[str, Any] = {}
    for each in runs.inputs:
        columns[f"run_{each.name}"] = (
            "run",
            column([done.values[each.name] for done in made], each),
            about_input(each),
        )
    for name in runs.measures:
        values = np.array([done.found.value[name] for done in made])
        columns[f"run_{name}"] = ("run", values, {"long_name": MEASURES[name].words, "units": MEASURES[name].unit})
    columns["run_in_scan"] = ("run", np.array([done.in_scan for done in made], dtype=bool))
    return columns


def about_input(each: Input) -> dict[str, Any]:
    """Return the attributes of an input's column."""
    low, high = each.source.limits
    about = {"long_name": each.words, "units": each.unit}
    scale = {"scale": "log" if each.source.kind == "log-uniform" else "linear"}
    return about | ({"low": low, "high": high, **scale} if each.continuous else {})


def measure_columns(dim: str, name: str, values: list[float], errors: list[float]) -> dict[str, Any]:
    """Return the columns of a measure and of its error bar."""
    measure = MEASURES[name]
    about = {"long_name": f"numerical error bar of the {measure.words}", "units": measure.unit}
    return {
        name: (dim, np.array(values, dtype=float), {"long_name": measure.words, "units": measure.unit}),
        f"{name}_error": (dim, np.array(errors, dtype=float), about),
    }


def column(values: list[Any], each: Input) -> np.ndarray:
    """Return the values of an input as an array: numbers, whole numbers or words."""
    return np.array(values, dtype=float) if each.continuous or not values else np.array(values)
