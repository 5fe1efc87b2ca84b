"""The runs behind the comparison: one experiment on the bench, changed in what the papers changed."""

import math
from functools import cache
from typing import Any, NamedTuple

import xarray as xr

import lesionsim as ls
from lesionsim.library import damage
from lesionsim.scenario import Criterion, Isotherm, heat_and_hold

INTEGRATED = ("liver", "cem43", "skin", "muscle", "artery", "collagen", "three-state")
CRITERIA: dict[str, Criterion] = {
    "liver": damage("liver"),
    "CEM43": damage("cem43"),
    "45 °C": Isotherm(45),
    "50 °C": Isotherm(50),
    "55 °C": Isotherm(55),
    "60 °C": Isotherm(60),
    "skin": damage("skin"),
    "muscle†": damage("muscle"),
    "artery": damage("artery"),
    "collagen†": damage("collagen"),
    "three-state": damage("three-state"),
}


class Bench(NamedTuple):
    """An experiment without blood: how the tip heats, and the temperature at the start."""

    source: str
    start_c: float

    def __str__(self) -> str:
        return f"{self.source} from {self.start_c:g} °C"


BENCHES = tuple(Bench(source, start_c) for source in ("held", "rf") for start_c in (21.0, 37.0))


class Setting(NamedTuple):
    """One run: what is set at the generator, which needle, and what else is changed."""

    bench: Bench
    gauge: int = 20
    tip_mm: float = 10.0
    at_c: float = 80.0
    hold_s: float = 120.0
    ramp_s: float = 15.0
    cooldown_s: float = 30.0
    changes: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        changed = "".join(f", {key} = {value}" for key, value in self.changes)
        held = f"{self.at_c:g} °C for {self.hold_s:g} s after a ramp of {self.ramp_s:g} s"
        return f"{self.bench}: {self.gauge} G, {self.tip_mm:g} mm, {held}{changed}"


FAILED: dict[Setting, str] = {}


@cache
def scenario(setting: Setting) -> ls.Scenario:
    """Return the scenario of a setting: muscle without blood."""
    protocol = heat_and_hold(setting.at_c, setting.hold_s, ramp_s=setting.ramp_s, cooldown_s=setting.cooldown_s)
    return ls.change(
        ls.load("ex-vivo-21c"),
        {
            "source": setting.bench.source,
            "start_c": setting.bench.start_c,
            "blood.temperature_c": setting.bench.start_c,
            "probe.gauge": setting.gauge,
            "probe.tip_length_mm": setting.tip_mm,
            "protocol": protocol,
            "criteria": INTEGRATED,
            "numerics.error_bars": "off",
            "numerics.record_every_s": 3600.0,
            **dict(setting.changes),
        },
    )


@cache
def run(setting: Setting) -> xr.Dataset | None:
    """Run a setting; nothing, and the reason in `FAILED`, where the run is an error, as it is where tissue boils."""
    try:
        return ls.simulate(scenario(setting))
    except ls.RunError as error:
        FAILED[setting] = str(error).partition(";")[0].partition(": ")[0].partition("\n")[0]
        return None


@cache
def lesion(setting: Setting, criterion: Criterion) -> ls.Lesion | None:
    """Measure the lesion of a setting after the cool-down; nothing where the run failed or left none."""
    result = run(setting)
    found = None if result is None else ls.measure(result, criterion)
    return found if found is not None and found.volume_mm3 > 0 else None


def size(setting: Setting, criterion: Criterion, name: str) -> float:
    """Return one measure of a lesion, not a number where there is none."""
    found = lesion(setting, criterion)
    return math.nan if found is None else float(getattr(found, name))


def width(setting: Setting, criterion: Criterion) -> float:
    """Return a lesion's width in mm."""
    return size(setting, criterion, "width_mm")


def beyond(setting: Setting, criterion: Criterion) -> float:
    """Return by how many mm a lesion is longer than the tip."""
    return size(setting, criterion, "length_mm") - setting.tip_mm


def growth_percent(before: float, after: float) -> float:
    """Return a growth in %, not a number where one of the two is missing."""
    return 100 * (after / before - 1) if before > 0 else math.nan
