"""What a width with current depends on: one thing changed at a time, from two starting points."""

import math
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from trends.claims import GAUGES
from trends.runs import CRITERIA, Bench, Setting, beyond, growth_percent, width

SIGMA, METAL, SENSOR = "tissue.electrical_conductivity_s_m", "probe.metal", "probe.sensor"
FINER = {"numerics.first_cell_mm": 0.0375, "numerics.growth": 0.125}
UNUSUAL = ("artery", "collagen†")
STARTS = (Bench("rf", 37.0), Bench("rf", 21.0))
HYPOTHESIS = "16 G alone 5 °C hotter than its sensor reads"


class Change(NamedTuple):
    """One thing that is different, in the setting, in the scenario or in the criterion."""

    group: str
    name: str
    setting: Mapping[str, Any] = {}
    scenario: Mapping[str, Any] = {}
    criterion: str = "liver"
    ramp_s: float = 15.0
    thick_alone: bool = False


class Outcome(NamedTuple):
    """What a change leads to, thin and thick needle; `before` is the starting point with the same ramp."""

    change: Change
    before: tuple[float, float]
    widths: tuple[float, float]
    beyonds: tuple[float, float]

    @property
    def growth_mm(self) -> float:
        """How much wider the thick needle makes, mm."""
        return self.widths[1] - self.widths[0]

    @property
    def growth_percent(self) -> float:
        """How much wider the thick needle makes, %."""
        return growth_percent(*self.widths)

    @property
    def moved_percent(self) -> float:
        """By how much the change moves the thin needle's width, %."""
        return growth_percent(self.before[0], self.widths[0])


BASE = Change("start", "liver set, 10 mm tip, sensor over 0 to 2 mm, solid steel, 2 min, after 30 s of cool-down")
OTHERS = tuple(Change("criterion", name, criterion=name) for name in CRITERIA if name not in ("liver", "three-state"))
# fmt: off
CHANGES = (
    BASE,
    *OTHERS,
    Change("blood", "muscle at rest (0.00067 per s)", scenario={"tissue.perfusion_per_s": 0.00067}),
    Change("blood", "ten times that", scenario={"tissue.perfusion_per_s": 0.0067}),
    Change("source", "held", setting={"source": "held"}),
    Change("set temperature", "75 °C", setting={"at_c": 75.0}),
    Change("set temperature", "85 °C", setting={"at_c": 85.0}, ramp_s=30.0),
    Change("hypothesis", HYPOTHESIS, setting={"at_c": 85.0}, ramp_s=30.0, thick_alone=True),
    Change("tip", "5 mm", setting={"tip_mm": 5.0}),
    Change("tip", "15 mm", setting={"tip_mm": 15.0}),
    Change("sensor", "the foremost 0.5 mm", scenario={f"{SENSOR}.to_mm": 0.5}),
    Change("sensor", "the whole tip, 0 to 10 mm", scenario={f"{SENSOR}.to_mm": 10.0}, ramp_s=60.0),
    Change("sensor", "the middle, 4 to 6 mm", scenario={f"{SENSOR}.from_mm": 4.0, f"{SENSOR}.to_mm": 6.0}, ramp_s=60.0),
    Change("metal", "a tube with a wall of 0.1 mm", scenario={f"{METAL}.wall_mm": 0.1}),
    Change("metal", "conducts ten times less", scenario={f"{METAL}.conductivity_w_m_k": 1.6}, ramp_s=30.0),
    Change("metal", "conducts six times more", scenario={f"{METAL}.conductivity_w_m_k": 100.0}, ramp_s=30.0),
    Change("ramp", "5 s", setting={"ramp_s": 5.0}),
    Change("ramp", "30 s", setting={"ramp_s": 30.0}),
    Change("hold", "90 s", setting={"hold_s": 90.0}),
    Change("measured", "at the end of the hold", setting={"cooldown_s": 0.1}),
    Change("measured", "after 120 s of cool-down", setting={"cooldown_s": 120.0}),
    Change("conductivity", "does not rise with heat", scenario={f"{SIGMA}.rate_per_c": 0.0}),
    Change("conductivity", "rises by 2 % per °C", scenario={f"{SIGMA}.rate_per_c": 0.02}),
    Change("conductivity", "half", scenario={f"{SIGMA}.value": 0.223}),
    Change("heat in tissue", "conducts 10 % better", scenario={"tissue.conductivity_w_m_k": 0.5445}),
    Change("numerics", "cells half as wide and long", scenario=FINER),
)
# fmt: on


def setting_of(change: Change, bench: Bench, gauge: int) -> Setting:
    """Return the run of a change, for one needle."""
    asked = {"ramp_s": change.ramp_s, **change.setting}
    if change.thick_alone and gauge != GAUGES[1]:
        asked = {"ramp_s": change.ramp_s}
    source = asked.pop("source", bench.source)
    return Setting(bench._replace(source=source), gauge, changes=tuple(change.scenario.items()))._replace(**asked)


def settings_of(change: Change, bench: Bench) -> tuple[Setting, Setting]:
    """Return the runs of a change, thin and thick needle."""
    thin, thick = (setting_of(change, bench, gauge) for gauge in GAUGES)
    return thin, thick


def widths(change: Change, bench: Bench) -> tuple[float, float]:
    """Return the widths that a change leads to, thin and thick needle, mm."""
    thin, thick = (width(setting, CRITERIA[change.criterion]) for setting in settings_of(change, bench))
    return thin, thick


def outcome(change: Change, bench: Bench) -> Outcome:
    """Return what one change leads to."""
    thin, thick = (beyond(setting, CRITERIA[change.criterion]) for setting in settings_of(change, bench))
    start = BASE._replace(ramp_s=change.ramp_s)
    return Outcome(change, widths(start, bench), widths(change, bench), (thin, thick))


@cache
def outcomes(bench: Bench) -> tuple[Outcome, ...]:
    """Return what every change leads to, the starting point first."""
    return tuple(outcome(change, bench) for change in CHANGES)


def whole(bench: Bench) -> list[Outcome]:
    """Return the outcomes of changes that could be run for both needles, without the starting point."""
    return [each for each in outcomes(bench)[1:] if not math.isnan(each.growth_mm)]


def of_group(group: str, bench: Bench) -> list[Outcome]:
    """Return the outcomes of one kind of change, without criteria that nobody uses for a lesion's edge."""
    every = outcomes(bench)[1:]
    return [each for each in every if each.change.group == group and each.change.criterion not in UNUSUAL]


def by_influence() -> list[str]:
    """Return the kinds of changes, from that which moves the thin needle's width most, from the first start."""
    groups = list(dict.fromkeys(change.group for change in CHANGES[1:]))
    return sorted(groups, key=lambda group: -max(abs(each.moved_percent) for each in of_group(group, STARTS[0])))
