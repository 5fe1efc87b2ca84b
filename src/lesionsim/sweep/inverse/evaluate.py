"""One run of an inverse question: the measures that were asked for, and their numerical error bars."""

from __future__ import annotations

import dataclasses
import math
from typing import NamedTuple

from lesionsim.errors import LesionsimError, Problem, ScenarioError
from lesionsim.scenario import Criterion, Scenario
from lesionsim.scenario.wording import listed, shown
from lesionsim.sweep.inverse.goals import NERVE
from lesionsim.sweep.running.options import Options

AT_WALL = "the lesion reaches the outer wall of the computed tissue, so it has no size"


class Asked(NamedTuple):
    """What is measured in each run: measures under one criterion of the scenario, by its label."""

    measures: tuple[str, ...]
    criterion: str
    bars: bool


class Found(NamedTuple):
    """What a run gave: measures, their error bars (NaN without), and why there are none."""

    value: dict[str, float]
    error: dict[str, float]
    reason: str = ""


def evaluate(scenario: Scenario, asked: Asked) -> Found:
    """Run a scenario and measure it; a run that fails has NaN for its measures, and its reason.

    Examples
    --------
    >>> import lesionsim as ls
    >>> found = evaluate(ls.load("b1"), Asked(("width_mm",), "Arrhenius liver", bars=True))
    >>> round(found.value["width_mm"], 2), round(found.error["width_mm"], 2)
    (5.04, 0.02)
    """
    from lesionsim.sweep.running.row import run_row

    bars, gap = "all" if asked.bars else "none", "nerve_gap_mm" in asked.measures
    options = Options(criteria=(asked.criterion,), error_bars=bars, nerve_gap=gap)
    try:
        (lesion,) = run_row(scenario, options)["lesions"]
    except LesionsimError as error:
        return nothing(asked, str(error))
    if lesion["reaches_outer_wall"]:
        return nothing(asked, AT_WALL)
    value = {name: number(lesion[name]) for name in asked.measures}
    reason = (
        f"{', '.join(map(str, value))} cannot be told: there is no lesion"
        if any(map(math.isnan, value.values()))
        else ""
    )
    return Found(value, {name: number(lesion[f"{name}_error"]) for name in asked.measures}, reason)


def number(value: float | None) -> float:
    """Return a number of a row; NaN for what is none."""
    return math.nan if value is None else float(value)


def nothing(asked: Asked, reason: str) -> Found:
    """Return what a run gave that gave nothing."""
    return Found(dict.fromkeys(asked.measures, math.nan), dict.fromkeys(asked.measures, math.nan), reason)


def with_criterion(scenario: Scenario, criterion: object) -> tuple[Scenario, str]:
    """Return a scenario that integrates a criterion, and the label of this criterion.

    Raises
    ------
    ScenarioError
        When a label is not among those of the scenario.
    """
    labels = [each.label for each in scenario.criteria]
    if criterion is None:
        return scenario, labels[0]
    if isinstance(criterion, str):
        if criterion not in labels:
            remedy = "or give a criterion itself, such as ls.Isotherm(50)"
            told = f"is {shown(criterion)}; must be among those of the scenario, {listed(labels)}, {remedy}"
            raise ScenarioError(Problem("criterion", told))
        return scenario, criterion
    if not isinstance(criterion, Criterion):
        told = f"is {shown(criterion)}; must be a label or a criterion, such as ls.Isotherm(50)"
        raise ScenarioError(Problem("criterion", told))
    if criterion.label in labels:
        return scenario, criterion.label
    return dataclasses.replace(scenario, criteria=(*scenario.criteria, criterion)), criterion.label


def check_measures(scenario: Scenario, names: tuple[str, ...]) -> None:
    """Refuse measures of a nerve where there is none."""
    asked = [name for name in names if name in NERVE]
    if asked and scenario.nerve is None:
        remedy = 'add one, such as ls.change(scenario, {"nerve": ls.StraightNerve(offset_mm=2)})'
        told = f"needs a nerve, and the scenario {scenario.name} has none"
        raise ScenarioError(Problem(f"goals.{asked[0]}", f"{told}; {remedy}"))
