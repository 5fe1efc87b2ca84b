"""The least of a scenario that gives the same lesions: nothing is integrated or recorded that nobody asks for."""

import dataclasses
from functools import lru_cache
from typing import Any

from lesionsim.problem.injury import longest_step_s, rows_of
from lesionsim.scenario.damage import Criterion
from lesionsim.scenario.numerics import Numerics
from lesionsim.scenario.perfusion import PerfusionFollowsDamage, PerfusionStoppedByDamage
from lesionsim.scenario.scenario import Scenario

SELDOM_S = 3600.0  # the longest time between recorded moments; ends of protocol steps are recorded all the same
HOTTEST_C = 100.5  # of tissue in which a law may shorten the time steps, unless the tip is hotter


def essential(scenario: Scenario, asked: tuple[Criterion, ...]) -> Scenario:
    """Return a scenario that integrates only the criteria asked for, and records the ends of protocol steps alone.

    The criterion that perfusion follows stays, and so does one whose law shortens the time steps: nothing that is left
    changes by a bit.

    Parameters
    ----------
    asked : of the scenario's own criteria
    """
    criteria = tuple(each for each in scenario.criteria if each in asked or matters(scenario, each))
    numerics = recording_seldom(scenario.numerics)
    return with_parts(scenario, criteria=criteria, thermocouples=(), numerics=numerics)


def with_parts(scenario: Scenario, **parts: Any) -> Scenario:
    """Return a scenario with other parts, which are known to be right: nothing is checked again."""
    changed = object.__new__(Scenario)
    changed.__dict__.update(scenario.__dict__)
    changed.__dict__.update(parts)
    return changed


def matters(scenario: Scenario, criterion: Criterion) -> bool:
    """Tell whether leaving out a criterion would change the run: perfusion follows it, or time steps do."""
    perfusion = scenario.perfusion
    follows = isinstance(perfusion, PerfusionStoppedByDamage | PerfusionFollowsDamage) and perfusion.criterion
    if follows == criterion.label:
        return True
    hottest_c = max(scenario.protocol.set_c, HOTTEST_C)
    return longest_step_s(rows_of(criterion), hottest_c) < scenario.numerics.step_s


@lru_cache(maxsize=32)
def recording_seldom(numerics: Numerics) -> Numerics:
    """Return numerics that record nothing between the ends of protocol steps."""
    return dataclasses.replace(numerics, record_every_s=SELDOM_S)
