"""One run behind a statement: which needle, what is set at the generator, which tissue, and what else is changed."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, NamedTuple

from lesionsim.library import change, load, tissue
from lesionsim.problem.companion import coarser
from lesionsim.scenario import Scenario, heat_and_hold
from lesionsim.validate.edges import INTEGRATED

ROOM_C, BODY_C = 21.0, 37.0
BENCH = "ex-vivo-21c"
ONCE_S = 3600.0  # only the beginning and the end are recorded
Shift = tuple[tuple[str, Any], ...]


class Setting(NamedTuple):
    """One run, without blood unless `changes` bring it.

    `bars` asks for numerical error bars of lesions; `coarse` for the grid that tells those of other numbers.
    """

    source: str = "rf"
    start_c: float = ROOM_C
    tissue: str = "muscle"
    gauge: int = 20
    tip_mm: float = 10.0
    at_c: float = 80.0
    hold_s: float = 120.0
    ramp_s: float = 15.0
    cooldown_s: float = 30.0
    changes: Shift = ()
    bars: bool = False
    coarse: bool = False

    def __str__(self) -> str:
        changed = "".join(f", {key} = {value}" for key, value in self.changes)
        heated = f"{self.at_c:g} °C for {self.hold_s:g} s after a ramp of {self.ramp_s:g} s"
        return (
            f"{self.source} from {self.start_c:g} °C in {self.tissue}: "
            f"{self.gauge} G, {self.tip_mm:g} mm, {heated}{changed}"
        )

    def shifted(self, shift: Shift) -> Setting:
        """Return the setting with some fields, or keys of the scenario, changed."""
        fields = {key: value for key, value in shift if key in self._fields}
        keys = tuple((key, value) for key, value in shift if key not in self._fields)
        return self._replace(**fields, changes=(*self.changes, *keys))


@cache
def bench(name: str) -> Scenario:
    """Return the bench experiment in a tissue of the library, without blood."""
    bloodless = dataclasses.replace(
        tissue(name), name=f"{name} without blood", perfusion_per_s=0.0, metabolic_heat_w_kg=0.0
    )
    return change(load(BENCH), {"tissue": bloodless, "criteria": INTEGRATED, "numerics.record_every_s": ONCE_S})


def scenario_of(setting: Setting) -> Scenario:
    """Return the scenario of a setting.

    >>> scenario_of(Setting(gauge=22)).probe.gauge
    22
    """
    ramp_s, cooldown_s = setting.ramp_s, setting.cooldown_s
    changes = {
        "source": setting.source,
        "start_c": setting.start_c,
        "blood.temperature_c": setting.start_c,
        "probe.gauge": setting.gauge,
        "probe.tip_length_mm": setting.tip_mm,
        "protocol": heat_and_hold(setting.at_c, setting.hold_s, ramp_s=ramp_s, cooldown_s=cooldown_s),
        "numerics.error_bars": "on" if setting.bars else "off",
        **dict(setting.changes),
    }
    scenario = change(bench(setting.tissue), changes)
    return coarser(scenario) if setting.coarse else scenario
