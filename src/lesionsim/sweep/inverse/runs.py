"""Runs that a search has made, each made once."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import numpy as np

from lesionsim.errors import LesionsimError, ScenarioError
from lesionsim.scenario import Criterion, Scenario
from lesionsim.sweep.inverse.evaluate import Asked, Found, evaluate, nothing, with_criterion
from lesionsim.sweep.inverse.goals import NERVE
from lesionsim.sweep.inverse.unknowns import Input, Values, ranges_of, scenario_with

Array = np.ndarray
Place = tuple[float, ...]  # of the ranges, each from 0 to 1


class Done(NamedTuple):
    """A run that was made."""

    values: Values
    found: Found
    in_scan: bool


class Runs:
    """Runs of a scenario with some inputs changed, kept so that none is made twice."""

    def __init__(
        self,
        scenario: Scenario,
        inputs: tuple[Input, ...],
        measures: tuple[str, ...],
        criterion: Criterion | str | None,
    ) -> None:
        whole, self.criterion = with_criterion(scenario, criterion)
        about_nerve = set(NERVE) & set(measures) or any(each.name.startswith("nerve") for each in inputs)
        self.scenario = whole if about_nerve else dataclasses.replace(whole, nerve=None)
        self.inputs = inputs
        self.measures = measures
        self.done: dict[tuple[object, ...], Done] = {}
        self.barred: dict[tuple[object, ...], Found] = {}

    def values_at(self, levels: Values, place: Place) -> Values:
        """Return the values of all inputs, in order."""
        parts = dict(zip((each.name for each in ranges_of(self.inputs)), place, strict=True))
        sources = {each.name: each.source for each in self.inputs}
        return {name: levels[name] if name in levels else sources[name].at(float(parts[name])) for name in sources}

    def at(self, levels: Values, place: Place, in_scan: bool = False) -> Found:
        """Return the measures at a place, without error bars."""
        values = self.values_at(levels, place)
        key = tuple(values.values())
        if key not in self.done:
            self.done[key] = Done(values, self.run(values, bars=False), in_scan)
        return self.done[key].found

    def with_bars(self, levels: Values, place: Place) -> Found:
        """Return the measures at a place, with error bars."""
        values = self.values_at(levels, place)
        key = tuple(values.values())
        if key not in self.barred:
            self.barred[key] = self.run(values, bars=True)
        return self.barred[key]

    def run(self, values: Values, bars: bool) -> Found:
        """Build the scenario and run it; one that cannot be built has its reason."""
        asked = Asked(self.measures, self.criterion, bars)
        try:
            scenario = scenario_with(self.scenario, values)
        except LesionsimError as error:
            return nothing(asked, str(error))
        return evaluate(scenario, asked)

    def check(self, levels: Values, place: Place) -> None:
        """Raise what stands in the way of a run, if the scenario itself does.

        Raises
        ------
        ScenarioError
            When a scenario at this place cannot be built.
        """
        try:
            scenario_with(self.scenario, self.values_at(levels, place))
        except ScenarioError as error:
            raise error.within("vary") from None
