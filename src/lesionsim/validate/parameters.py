"""Which inputs a paper leaves open or nobody knows better, and between which values each is moved."""

from __future__ import annotations

from typing import Any, NamedTuple

from lesionsim.library.ranges import range_of
from lesionsim.validate.setting import BODY_C, Shift

STATED = "stated here: what the paper leaves open"
OPEN_START = "stated here: from a cool room to a body, where the paper is silent"


class End(NamedTuple):
    """One end of a range: in words, and what it changes."""

    words: str
    shift: Shift


class Parameter(NamedTuple):
    """One input, the ends between which it is moved alone, and where they come from."""

    name: str
    ends: tuple[End, ...]
    source: str
    sure: str


def moved(name: str, key: str, unit: str, *values: Any, source: str = STATED, sure: str = "ASSUMED") -> Parameter:
    """Return a parameter that is set to some values.

    >>> moved("ramp", "ramp_s", "s", 10, 20).ends[0]
    End(words='10 s', shift=(('ramp_s', 10),))
    """
    ends = tuple(End(f"{value:g} {unit}".strip(), ((key, value),)) for value in values)
    return Parameter(name, ends, source, sure)


def from_library(name: str, key: str, tissue: str) -> Parameter:
    """Return a parameter with the library's range for a tissue."""
    found = range_of(key, tissue)
    low, high = found.numbers[0], found.numbers[-1]
    return moved(name, key, found.unit, low, high, source=found.reference, sure=found.confidence)


SIGMA = "tissue.electrical_conductivity_s_m"
RISE = from_library("rise of that with heat", f"{SIGMA}.rate_per_c", "")


def of_heat(tissue: str) -> tuple[Parameter, ...]:
    """Return how well a tissue conducts and stores heat."""
    return (
        from_library("heat conductivity", "tissue.conductivity_w_m_k", tissue),
        from_library("heat capacity", "tissue.heat_capacity_j_kg_k", tissue),
    )


def of_tissue(tissue: str) -> tuple[Parameter, ...]:
    """Return what a tissue does with heat and current."""
    return (*of_heat(tissue), from_library("electrical conductivity", f"{SIGMA}.value", tissue), RISE)


START = moved("start", "start_c", "°C", 20.0, BODY_C, source=OPEN_START)
RAMP = moved("ramp", "ramp_s", "s", 10.0, 30.0)
SLOW_RAMP = moved("ramp", "ramp_s", "s", 30.0, 60.0)
MEASURED = moved("cool-down before measuring", "cooldown_s", "s", 0.1, 120.0)
GAUGE = Parameter("gauge", tuple(End(f"{each} G", (("gauge", each),)) for each in (22, 16)), STATED, "ASSUMED")
TIP = moved("tip", "tip_mm", "mm", 5.0, 15.0)
HOLD = moved("hold", "hold_s", "s", 60.0, 120.0)
SET = moved("set temperature", "at_c", "°C", 70.0, 85.0)
SENSOR = moved("sensor ends at", "probe.sensor.to_mm", "mm", 0.5, 3.0)
WALL = moved("metal wall (solid)", "probe.metal.wall_mm", "mm", 0.1)
DEVICE = (RAMP, SENSOR, WALL, MEASURED)
SLOW_DEVICE = (SLOW_RAMP, SENSOR, WALL, MEASURED)
MUSCLE, LIVER = of_tissue("muscle"), of_tissue("liver")
LIVING = Parameter(
    "a living body",
    (End("37 °C, 0.0155 per s", (("start_c", BODY_C), ("tissue.perfusion_per_s", 0.01547))),),
    "IT'IS Foundation tissue database V5.0, 10.13099/VIP21000-05-0",
    "VERIFIED",
)
