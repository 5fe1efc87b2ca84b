"""What sliders may change of a scenario, within which limits, and the scenario that they describe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lesionsim.errors import ScenarioError
from lesionsim.scenario import Boiling, Scenario
from lesionsim.scenario.probe import GAUGE_DIAMETERS_MM
from lesionsim.sweep.design.timing import changed, timing_of

HELD, RF = "held", "rf"


class Slider(NamedTuple):
    """A number that a slider changes."""

    key: str
    words: str
    low: float
    high: float
    step: float
    value: float


class Choice(NamedTuple):
    """A value that is chosen from a few."""

    key: str
    words: str
    options: tuple[tuple[str, Any], ...]  # words and value
    value: Any


TIMES = (
    ("temperature_c", "temperature of the tip (°C)", 50.0, 95.0, 1.0),
    ("hold_s", "hold (s)", 10.0, 180.0, 5.0),
    ("ramp_s", "ramp (s)", 0.0, 30.0, 1.0),
    ("cooldown_s", "cool-down (s)", 0.0, 60.0, 5.0),
)
OTHERS = (
    ("tip_mm", "bare tip (mm)", 2.0, 15.0, 1.0),
    ("tissue.perfusion_per_s", "blood flow (1/s)", 0.0, 0.02, 0.0005),
)


def controls(scenario: Scenario) -> tuple[Slider | Choice, ...]:
    """Return what may be changed of a scenario; a protocol of another shape than usual stays as it is."""
    found: list[Slider | Choice] = [*timed(scenario), gauges(scenario)]
    found += [Slider(key, words, *wide_enough(low, high, value), step, value)
              for (key, words, low, high, step), value in
              zip(OTHERS, (scenario.probe.tip_length_mm, scenario.tissue.perfusion_per_s), strict=True)]  # fmt: skip
    if can_conduct(scenario):
        sources = (("held hot, no current", HELD), ("current (RF)", RF))
        found.append(Choice("source", "source", sources, scenario.source))
    return tuple(found)


def timed(scenario: Scenario) -> list[Slider]:
    """Return the sliders of the usual protocol."""
    try:
        timing = timing_of(scenario, TIMES[0][0])
    except ScenarioError:
        return []
    values = timing._asdict()
    return [Slider(key, words, *wide_enough(low, high, values[key]), step, values[key])
            for key, words, low, high, step in TIMES]  # fmt: skip


def wide_enough(low: float, high: float, value: float) -> tuple[float, float]:
    """Return limits that hold the value that a scenario has."""
    return min(low, value), max(high, value)


def gauges(scenario: Scenario) -> Choice:
    """Return the choice of needles; one that is given by its diameter is among them."""
    options: list[tuple[str, Any]] = [
        (f"{gauge} G ({GAUGE_DIAMETERS_MM[gauge]:g} mm)", gauge) for gauge in (16, 17, 18, 20, 22, 23)
    ]
    gauge = scenario.probe.gauge
    if gauge not in dict(map(reversed, options)):  # type: ignore[arg-type]
        options.insert(0, (f"{scenario.probe.outer_diameter_mm:g} mm", gauge))
    return Choice("gauge", "needle", tuple(options), gauge)


def can_conduct(scenario: Scenario) -> bool:
    """Tell whether the tissue says how it conducts current, and may be heated either way."""
    return scenario.tissue.electrical_conductivity_s_m is not None and scenario.generator.mode == "temperature"


def described(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """Return the scenario that the sliders describe.

    A tissue that current heats boils near 100 °C, as the library's scenario with current has it.

    Raises
    ------
    ScenarioError
        When it cannot be.
    """
    wanted = {key: value for key, value in values.items() if value is not None}
    if wanted.get("source") == RF and scenario.source != RF and scenario.tissue.boiling is None:
        wanted["tissue.boiling"] = Boiling()
    return changed(scenario, wanted)
