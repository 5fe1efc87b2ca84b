"""A few runs that differ in one thing: gauge, tip, temperature, time, or how the tip heats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.library import load
from lesionsim.plots.comparisons_series import Series
from lesionsim.scenario import Boiling, Criterion, Scenario
from lesionsim.scenario.wording import nearest_phrase, shown
from lesionsim.simulation import simulate
from lesionsim.sweep.design.timing import changed, timing_of
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

RAMP_S = 10.0  # of a generator of current, where the scenario has no ramp
TRAJECTORIES, SEED = 12, 1
MOST_RUNS = 12
# What a person sets: 10 °C, 30 s and 5 mm around what is usual; choices of this picture. "library": published ranges.
VARIED: dict[str, Any] = {
    "temperature_c": {"low": 70.0, "high": 90.0},
    "hold_s": {"low": 60.0, "high": 120.0},
    "tip_mm": {"low": 5.0, "high": 15.0},
    "tissue.conductivity_w_m_k": "library",
    "tissue.heat_capacity_j_kg_k": "library",
    "tissue.perfusion_per_s": "library",
}


class Way(NamedTuple):
    """What is varied: a key as sweeps know it, its usual levels, a label for each, and the axis of a trend."""

    key: str
    levels: tuple[float, ...]
    label: str
    axis: str


WAYS = {
    "gauges": Way("gauge", (22, 20, 18, 16), "{level:g} G", "diameter (mm)"),
    "tips": Way("tip_mm", (5, 7, 10, 15), "{level:g} mm", "tip (mm)"),
    "temperatures": Way("temperature_c", (60, 70, 80, 90), "{level:g} °C", "set to (°C)"),
    "times": Way("hold_s", (30, 60, 120, 180), "{level:g} s", "hold (s)"),
}
SOURCES = "sources"


def multiples(scenario: Scenario | str, of: str, levels: Sequence[float] | None = None) -> Series:
    """Run a scenario at a few levels of one input, for `lesionsim.plots.comparisons`.

    Parameters
    ----------
    scenario : Scenario, or a name of the library
    of : "gauges", "tips", "temperatures", "times", or "sources": held against current with equal ramp, hold and
        cool-down
    levels : gauges, mm, °C or s in place of the usual four; "sources" takes none

    Returns
    -------
    Series

    Raises
    ------
    ScenarioError
        When there is no such comparison, or a scenario with such a value cannot be.

    Examples
    --------
    >>> import lesionsim as ls
    >>> ls.multiples("b1", "times", levels=[60, 120])
    2 runs that differ in times: 60 s, 120 s
    """
    if not isinstance(of, str) or of not in (*WAYS, SOURCES):
        near = nearest_phrase(of, [*WAYS, SOURCES]) if isinstance(of, str) else ""
        told = f"is {shown(of)}; must be gauges, tips, temperatures, times or sources"
        raise ScenarioError(Problem("of", f"{told}{near}"))
    known = scenario if isinstance(scenario, Scenario) else load(scenario)
    if of == SOURCES:
        if levels is not None:
            raise ScenarioError(Problem("levels", 'are given, but "sources" has no levels; must be left out'))
        return held_and_current(known)
    return at_levels(known, of, levels)


def at_levels(scenario: Scenario, of: str, levels: Sequence[float] | None) -> Series:
    """Run a scenario at some levels of one input."""
    way = WAYS[of]
    wanted = way.levels if levels is None else tuple(levels)
    if not 2 <= len(wanted) <= MOST_RUNS:
        raise ScenarioError(Problem("levels", f"has {len(wanted)} entries; must have 2 to {MOST_RUNS}"))
    scenarios = [changed(scenario, {way.key: level}) for level in wanted]
    labels = tuple(spoken(way.label, level=level) for level in wanted)
    thick = of == "gauges"  # the axis of a trend is the needle's thickness, not its number
    places = tuple(each.probe.outer_diameter_mm if thick else float(level)
                   for each, level in zip(scenarios, wanted, strict=True))  # fmt: skip
    return Series(of, tuple(simulate(each) for each in scenarios), labels, places, spoken(way.axis))


def held_and_current(scenario: Scenario) -> Series:
    """Run a scenario with a held tip and with current: the same ramp, hold and cool-down, the same tissue."""
    ramp = {"ramp_s": timing_of(scenario, "ramp_s").ramp_s or RAMP_S}
    boiling = {} if scenario.tissue.boiling is not None else {"tissue.boiling": Boiling()}
    current = changed(scenario, {**ramp, **boiling, "source": "rf"})
    held = changed(scenario, {**ramp, **without_current(scenario), "source": "held"})
    labels = (spoken("no current"), spoken("with current"))
    return Series(SOURCES, (simulate(held), simulate(current)), labels)


def without_current(scenario: Scenario) -> dict[str, Any]:
    """Return what a held tip must not have: metal that touches badly."""
    if scenario.source != "rf" or scenario.probe.shaft == "metal":
        return {}
    return {"probe.contact_w_m2_k": None, "probe.sleeve": None}


def what_matters(scenario: Scenario | str, criterion: Criterion | str | None = None) -> xr.Dataset:
    """Screen which inputs change a lesion's width, with 84 runs: what a person sets, and what tissue may be.

    Temperature, time and tip vary around what is usual, the tissue's numbers over their published ranges; blood flow
    varies only where the library knows its range for this tissue.

    Parameters
    ----------
    scenario : Scenario, or a name of the library
    criterion : criterion or label; the scenario's first when left out

    Returns
    -------
    xarray.Dataset from `lesionsim.morris`, for `lesionsim.plots.sensitivity`

    Raises
    ------
    ScenarioError
        As `sweep` does.
    """
    from lesionsim.sweep.likelihood.morris import morris
    from lesionsim.sweep.sweeping import sweep

    known = scenario if isinstance(scenario, Scenario) else load(scenario)
    chosen = known.criteria[0] if criterion is None else criterion
    label = chosen if isinstance(chosen, str) else chosen.label
    vary = {key: how for key, how in VARIED.items() if can_vary(known, key, how)}
    table = sweep(known, vary, kind="morris", samples=TRAJECTORIES, seed=SEED, criteria=label, error_bars="none",
                  progress=False)  # fmt: skip
    return morris(table, "width_mm")


def can_vary(scenario: Scenario, key: str, how: object) -> bool:
    """Tell whether an input of a scenario can vary so: a published range is not known for every tissue."""
    from lesionsim.sweep.design.published import published

    if how != "library":
        return True
    try:
        published(scenario, key)
    except ScenarioError:
        return False
    return True
