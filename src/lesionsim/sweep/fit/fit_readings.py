"""Readings that a fit uses: measured temperatures, each beside what a run reads at the same place and time."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import numpy as np

from lesionsim.errors import Problem, ScenarioError
from lesionsim.kernels.arrays import TRACE_TIME, TRACE_TIP
from lesionsim.lesion.measured import TIP_NAMES, traces_of
from lesionsim.scenario import Scenario
from lesionsim.scenario.wording import listed, nearest_phrase, plain
from lesionsim.simulation import solve

Array = np.ndarray

LEAST = 3  # readings of a trace
LONGEST_STEP_S = 1.0  # between moments that a run reads, so that curves between them are sure
SELDOM_S = 3600.0
TIP = -1  # in place of a thermocouple's number
ROUNDING_S = 1e-6


class Readings(NamedTuple):
    """Readings of all traces, one after another."""

    names: tuple[str, ...]
    couples: tuple[int, ...]  # number of each trace's thermocouple; TIP for the tip
    time_s: tuple[Array, ...]
    temperature_c: tuple[Array, ...]

    @property
    def all_c(self) -> Array:
        """All temperatures, trace after trace, °C."""
        return np.concatenate(self.temperature_c)

    @property
    def ends(self) -> Array:
        """Where each trace ends among all readings."""
        return np.cumsum([times.size for times in self.time_s])


def readings_from(scenario: Scenario, measured: object) -> Readings:
    """Return the readings of measured traces that a run of the scenario can be held against.

    Raises
    ------
    ScenarioError
        When a trace belongs to no thermocouple, has too few readings or lies outside the run; every problem is listed.
    """
    traces = traces_of(measured)
    if not traces:
        raise ScenarioError(Problem("measured", "holds no readings; give the name of a CSV file, or ls.read_measured"))
    problems: list[Problem] = []
    couples, times, heats = [], [], []
    for trace in traces:
        place = f'measured "{trace.name}"'
        known = np.isfinite(trace.temperature_c)
        fault = fault_of(scenario, trace.name, trace.time_s[known])
        if fault:
            problems.append(Problem(place, fault))
            continue
        couples.append(couple_named(scenario, trace.name))
        times.append(np.asarray(trace.time_s[known], dtype=float))
        heats.append(np.asarray(trace.temperature_c[known], dtype=float))
    if problems:
        raise ScenarioError(*problems)
    return Readings(tuple(trace.name for trace in traces), tuple(couples), tuple(times), tuple(heats))


def couple_named(scenario: Scenario, name: str) -> int:
    """Return the number of a thermocouple by its name, TIP for the tip."""
    known = [each.name.casefold() for each in scenario.thermocouples]
    return known.index(name.casefold()) if name.casefold() in known else TIP


def fault_of(scenario: Scenario, name: str, time_s: Array) -> str:
    """Say why a trace cannot be used, or nothing."""
    known = [each.name for each in scenario.thermocouples]
    is_tip = name.casefold() in TIP_NAMES and couple_named(scenario, name) == TIP
    if not is_tip and couple_named(scenario, name) == TIP:
        have = f"it has {listed(known, 'and')}{nearest_phrase(name, known)}" if known else "it has none"
        how = '[{"name": "beside", "r_mm": 3, "z_mm": 5}]'
        return f"is no thermocouple of the scenario; {have}. Say where it was: thermocouples = {how}"
    if is_tip and scenario.source == "held":
        return "is the tip, whose temperature the scenario sets: it tells nothing of the tissue; leave it out"
    if time_s.size < LEAST:
        return f"has {time_s.size} readings; must have at least {LEAST}"
    end_s = scenario.protocol.duration_s
    if time_s[0] < -ROUNDING_S or time_s[-1] > end_s + ROUNDING_S:
        told = (
            f"has readings from {plain(time_s[0])} to {plain(time_s[-1])} s; the run lasts from 0 to {plain(end_s)} s"
        )
        return f"{told}: leave out the others, shift the times, or lengthen the protocol"
    return ""


def for_fitting(scenario: Scenario) -> Scenario:
    """Return a scenario that records what a fit needs, in short steps, and nothing else."""
    numerics = dataclasses.replace(
        scenario.numerics,
        error_bars="off",
        record_every_s=SELDOM_S,
        step_s=min(scenario.numerics.step_s, LONGEST_STEP_S),
        first_step_s=min(scenario.numerics.first_step_s, LONGEST_STEP_S),
    )
    return dataclasses.replace(scenario, numerics=numerics)


def finer(scenario: Scenario) -> Scenario:
    """Return the same scenario on half as large cells with half as long steps."""
    now = scenario.numerics
    numerics = dataclasses.replace(
        now,
        growth=max(now.growth / 2, 0.02),
        first_cell_mm=max(now.first_cell_mm / 4, 0.001),
        step_s=now.step_s / 2,
        first_step_s=now.first_step_s / 4,
        step_growth=1 + (now.step_growth - 1) / 2,
    )
    return dataclasses.replace(scenario, numerics=numerics)


def read_by(scenario: Scenario, readings: Readings) -> Array:
    """Run a scenario and return what it reads at the same places and times as all readings, °C.

    Between the steps of a run a curve without overshoot is drawn (piecewise cubic).
    """
    from scipy.interpolate import PchipInterpolator

    recorder = solve(scenario)[1].recorder
    steps = recorder.trace[:, TRACE_TIME]
    found = []
    for couple, times in zip(readings.couples, readings.time_s, strict=True):
        heat = recorder.trace[:, TRACE_TIP] if couple == TIP else recorder.couple[:, couple]
        found.append(PchipInterpolator(steps, heat)(np.clip(times, steps[0], steps[-1])))
    return np.concatenate(found)
