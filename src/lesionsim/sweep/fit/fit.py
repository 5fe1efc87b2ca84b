"""Tissue from measured temperatures: the parameters with which a run reads what was measured."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import LesionsimError, Problem, RunError, ScenarioError
from lesionsim.scenario import Scenario, to_toml
from lesionsim.scenario.checks import Choice, as_number
from lesionsim.scenario.wording import plain, shown
from lesionsim.sweep.design.names import TIMED, canonical, check_apart, check_keys, meaning, pattern, rules, value_in
from lesionsim.sweep.design.timing import timing_of
from lesionsim.sweep.fit.estimates import (
    Estimate,
    Scale,
    Spread,
    autocorrelation,
    effective_count,
    estimate,
    spread,
    values_of,
)
from lesionsim.sweep.fit.fit_readings import Readings, finer, for_fitting, read_by, readings_from
from lesionsim.sweep.fit.fit_warnings import warnings_of
from lesionsim.sweep.fit.fitted import Fitted, Parameter
from lesionsim.sweep.inverse.unknowns import scenario_with
from lesionsim.sweep.subject import scenario_from
from lesionsim.versions import VERSION

Array = np.ndarray

FACTOR = 5.0  # bounds that are not given: the start over this, and times this
MOST = 8  # parameters


class Unknown(NamedTuple):
    """One parameter that is sought."""

    key: str
    unit: str
    scale: Scale


def fit(
    scenario: Scenario | str | os.PathLike[str], measured: object, vary: object, confidence: float = 0.95
) -> Fitted:
    """Fit parameters of a scenario to measured temperatures, by least squares.

    The search begins with the scenario's own values and keeps within bounds; parameters above 0 are counted by factors.
    Intervals come from how the readings depend on the parameters and from the residual variance, with Student's t;
    where residuals resemble the ones before them, they are widened for fewer independent readings. They hold the noise
    of the readings alone: wrong places of thermocouples, a wrong model and other parameters that are wrong are not in
    them.

    Parameters
    ----------
    scenario : Scenario with thermocouples where temperatures were measured, and the protocol that was run
    measured : name of a CSV file with time_s and a column for each thermocouple, what `read_measured` returned, or a
        list of them
    vary : keys such as tissue.conductivity_w_m_k, as a list, or as a mapping to bounds (low, high); without bounds a
        fifth to five times the scenario's value
    confidence : of the intervals

    Returns
    -------
    Fitted; `warnings` say which parameters cannot be told apart

    Raises
    ------
    ScenarioError
        When readings or keys cannot be used.
    RunError
        When a run on the way fails.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.lesion.readings import Trace
    >>> there = ls.change(ls.load("b1"), {"thermocouples": [{"name": "beside", "r_mm": 2, "z_mm": 5}]})
    >>> run = ls.simulate(ls.change(there, {"tissue.conductivity_w_m_k": 0.55, "numerics.step_s": 1}))
    >>> trace = Trace("beside", run.step_time.values, run.thermocouple_temperature.values[0])
    >>> print(fit(there, trace, ["tissue.conductivity_w_m_k"]).parameters[0])
    tissue.conductivity_w_m_k 0.55 W/m/K (0.55 to 0.55)
    """
    scenario = scenario_from(scenario)
    number = as_number(confidence)
    if number is None or not 0.5 <= number < 1:
        raise ScenarioError(Problem("confidence", f"is {shown(confidence)}; must be at least 0.5 and below 1"))
    unknowns = unknowns_from(scenario, vary)
    readings = readings_from(scenario, measured)
    check_count(unknowns, readings)
    return fitted(scenario, readings, unknowns, number)


def unknowns_from(scenario: Scenario, vary: object) -> tuple[Unknown, ...]:
    """Return the parameters that are sought; every problem is listed."""
    if isinstance(vary, str) or not isinstance(vary, Mapping | list | tuple) or not vary or len(vary) > MOST:
        example = '["tissue.conductivity_w_m_k"] or {"tissue.perfusion_per_s": (1e-4, 1e-2)}'
        raise ScenarioError(Problem("vary", f"is {shown(vary)}; must be one to {MOST} keys, such as {example}"))
    given = dict(vary) if isinstance(vary, Mapping) else dict.fromkeys(vary)
    found: list[Unknown] = []
    problems: list[Problem] = []
    for key, bounds in given.items():
        try:
            found.append(unknown_from(scenario, canonical(key), bounds))
        except ScenarioError as error:
            problems += error.within("vary").problems
    if problems:
        raise ScenarioError(*problems)
    check_apart(each.key for each in found)
    return tuple(found)


def unknown_from(scenario: Scenario, key: str, bounds: Any) -> Unknown:
    """Return one parameter, with its start and its bounds."""
    check_keys(scenario, [key])
    start = timing_of(scenario, key)._asdict()[key] if key in TIMED else value_in(scenario, key)
    rule = rules()[pattern(key)][0]
    number = as_number(start)
    if number is None or isinstance(rule, Choice):
        law = f": it is a law; fit {key}.value" if f"{pattern(key)}.value" in rules() and start is not None else ""
        raise ScenarioError(Problem(key, f"is {shown(start)}; must be a number that may take any value{law}"))
    low, high = bounds_of(key, number, bounds)
    return Unknown(key, meaning(key).unit, Scale(low, high, number))


def bounds_of(key: str, start: float, given: Any) -> tuple[float, float]:
    """Return the bounds of a parameter, inside what the scenario allows."""
    rule = rules()[pattern(key)][0]
    limits = getattr(given, "limits", given)
    if limits is None:
        if start == 0:
            raise ScenarioError(Problem(key, "is 0 in the scenario; give bounds, such as (0, 0.01)"))
        low, high = sorted((start / FACTOR, start * FACTOR))
        return max(low, getattr(rule, "low", low)), min(high, getattr(rule, "high", high))
    numbers = [as_number(each) for each in limits] if isinstance(limits, tuple | list) else []
    if len(numbers) != 2 or any(each is None or not math.isfinite(each) for each in numbers):
        raise ScenarioError(
            Problem(key, f"is {shown(given)}; must be bounds (low, high), or None for a fifth to 5 times")
        )
    low, high = (float(each) for each in numbers if each is not None)
    for each in (low, high):
        fault = rule.fault(each)
        if fault:
            raise ScenarioError(Problem(key, f"has a bound that {fault}"))
    if not low < high:
        raise ScenarioError(
            Problem(key, f"has bounds {plain(low)} and {plain(high)}; the first must be below the second")
        )
    if not low <= start <= high:
        told = f"is {plain(start)} in the scenario, outside its bounds, {plain(low)} to {plain(high)}"
        raise ScenarioError(
            Problem(key, f"{told}; widen them, or change the scenario's value, where the search begins")
        )
    return low, high


def check_count(unknowns: tuple[Unknown, ...], readings: Readings) -> None:
    """Refuse more parameters than readings can tell."""
    count = int(readings.ends[-1])
    if count < len(unknowns) + 2:
        told = f"holds {count} readings for {len(unknowns)} parameters; must hold at least {len(unknowns) + 2}"
        raise ScenarioError(Problem("measured", told))


def fitted(scenario: Scenario, readings: Readings, unknowns: tuple[Unknown, ...], confidence: float) -> Fitted:
    """Search, and put what was found together."""
    base = for_fitting(scenario)
    keys = [each.key for each in unknowns]
    scales = tuple(each.scale for each in unknowns)

    def at(values: Array, numerics: Any = for_fitting) -> Array:
        named = dict(zip(keys, map(float, values), strict=True))
        try:
            return read_by(numerics(scenario_with(base, named)), readings)
        except LesionsimError as error:
            where = ", ".join(f"{key} = {value:.4g}" for key, value in named.items())
            raise RunError(f"the run with {where} failed: {error} Narrow the bounds.") from error

    found = estimate(at, readings.all_c, scales)
    related = autocorrelation(found.residuals, readings.ends)
    effective = effective_count(found.residuals.size, related)
    sure = spread(found, confidence, effective)
    values = values_of(scales, found.scaled)
    shift = numerical_shift(found, at(values, lambda each: finer(for_fitting(each))) - at(values))
    parameters = parameters_of(unknowns, found, sure, shift)
    best = scenario_with(scenario, {each.key: each.value for each in parameters})
    start = at(np.array([scale.start for scale in scales]))
    return Fitted(
        parameters=parameters, scenario=best, table=table_of(best, readings, found, start), confidence=confidence,
        correlation=sure.correlation, condition=sure.condition, readings=found.residuals.size, effective=effective,
        rms_c=float(np.sqrt(np.mean(found.residuals**2))), autocorrelation=related, converged=found.converged,
        warnings=warnings_of(parameters, sure, found, related, effective),
    )  # fmt: skip


def numerical_shift(found: Estimate, change: Array) -> Array:
    """Return how far scaled parameters would move if the model read so much more everywhere, to first order."""
    return np.asarray(np.linalg.lstsq(found.slopes, -change, rcond=1e-7)[0])


def parameters_of(unknowns: tuple[Unknown, ...], found: Estimate, sure: Spread, shift: Array) -> tuple[Parameter, ...]:
    """Return the parameters in their own units."""
    parameters = []
    for number, (key, unit, scale) in enumerate(unknowns):
        at, half = float(found.scaled[number]), float(sure.half[number])
        value = scale.value(at)
        low = scale.value(at - half) if math.isfinite(half) else (0.0 if scale.is_log else -math.inf)
        high = scale.value(at + half) if math.isfinite(half) else math.inf
        parameters.append(
            Parameter(key=key, unit=unit, value=value, low=low, high=high, start=scale.start,
                      numerical=abs(scale.value(at + float(shift[number])) - value), at_bound=found.at_bound[number])
        )  # fmt: skip
    return tuple(parameters)


def table_of(scenario: Scenario, readings: Readings, found: Estimate, start: Array) -> xr.Dataset:
    """Return readings, model and residuals over `reading`, trace after trace."""
    names = np.repeat(np.array(readings.names), [times.size for times in readings.time_s])
    columns = {
        "trace": (names, "", "thermocouple"),
        "time_s": (np.concatenate(readings.time_s), "s", "time"),
        "measured_c": (readings.all_c, "°C", "measured temperature"),
        "fitted_c": (readings.all_c - found.residuals, "°C", "temperature of the fitted run"),
        "start_c": (start, "°C", "temperature of the run that the search began with"),
        "residual": (found.residuals, "K", "measured minus fitted temperature"),
    }
    attrs = {"scenario": to_toml(scenario), "scenario_name": scenario.name, "disclaimer": DISCLAIMER,
             "lesionsim_version": VERSION}  # fmt: skip
    return xr.Dataset(
        {
            name: ("reading", values, {"long_name": words, "units": unit})
            for name, (values, unit, words) in columns.items()
        },
        attrs=attrs,
    )
