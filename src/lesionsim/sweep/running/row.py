"""One row of a sweep: run a scenario and measure it, without a labelled result; to the bit what the result tells."""

from __future__ import annotations

from typing import Any, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.kernels.arrays import TRACE_POWER, TRACE_TIME
from lesionsim.lesion.measures import lesion_of
from lesionsim.lesion.nerve import NerveCoverage, coverage_in, field_of
from lesionsim.lesion.recorded import highest_c, region_at_end
from lesionsim.problem.essential import essential
from lesionsim.result.end_of_hold import nearest
from lesionsim.result.ground import Companion, Ground
from lesionsim.result.schema import DISPLAY
from lesionsim.result.summary import plain_value
from lesionsim.scenario import Criterion, Scenario
from lesionsim.scenario.wording import listed, shown
from lesionsim.simulation import companion_of, solve
from lesionsim.solver.heat import Run
from lesionsim.sweep.running.options import SAMPLED, Options
from lesionsim.sweep.tables.raster import dead_mask, pack

EVERY = "all"
SHOWN_AT_END = {"voltage_v": "voltage", "current_a": "current", "impedance_ohm": "impedance",
                "sensor_temperature_c": "sensor_temperature"}  # fmt: skip


class Ran(NamedTuple):
    """A run and its companion, as the solver left them."""

    scenario: Scenario
    ground: Ground
    run: Run
    companion: Companion | None


def run_row(scenario: Scenario, options: Options, number: int = 0) -> dict[str, Any]:
    """Run a scenario and measure it.

    Parameters
    ----------
    scenario : Scenario
    options : what is measured, and whether with error bars
    number : of the row; of a sample of rows, every 16th has error bars

    Returns
    -------
    plain values, ready for JSON: `lesions`, one entry for each criterion, with the fields of `Lesion` and of its nerve,
    then what a summary tells of the whole run; `dead`, under the first of them, where maps are asked for. What is not a
    number is None

    Raises
    ------
    LesionsimError
        When the run fails, as `simulate` does, or has no such criterion.

    Examples
    --------
    >>> import lesionsim as ls
    >>> row = run_row(ls.load("b1"), Options(error_bars="none"))
    >>> round(row["lesions"][0]["width_mm"], 2), round(row["power_w"], 2)
    (5.04, 0.63)
    """
    criteria = asked_of(scenario, options)
    ran = ran_for(essential(scenario, criteria), has_bars(options, number))
    told = {"lesions": [measured(ran, criterion, options.nerve_gap) for criterion in criteria], **whole_run(ran)}
    if options.dead_map:
        first = region_at_end(scenario, ran.ground, ran.run.recorder, criteria[0])
        told["dead"] = pack(dead_mask(field_of(first), scenario.probe.tip_length_mm))
    return told


def asked_of(scenario: Scenario, options: Options) -> tuple[Criterion, ...]:
    """Return the criteria to measure."""
    if not options.criteria:
        return scenario.criteria[:1]
    if options.criteria == (EVERY,):
        return scenario.criteria
    known = {each.label: each for each in scenario.criteria}
    for label in options.criteria:
        if label not in known:
            told = f"holds {shown(label)}; must be among those of the scenario, {listed([*known])}, or ['{EVERY}']"
            raise ScenarioError(Problem("options.criteria", told))
    return tuple(known[label] for label in options.criteria)


def has_bars(options: Options, number: int) -> bool:
    """Tell whether a row has error bars."""
    return options.error_bars == "all" or (options.error_bars == "sample" and number % SAMPLED == 0)


def ran_for(scenario: Scenario, with_bars: bool) -> Ran:
    """Run a scenario, and its companion where there are to be error bars."""
    ground, run = solve(scenario)
    return Ran(scenario, ground, run, companion_of(scenario, run.boiled) if with_bars else None)


def measured(ran: Ran, criterion: Criterion, with_gap: bool) -> dict[str, Any]:
    """Return the measures of one lesion and of the scenario's nerve, by name."""
    scenario, companion = ran.scenario, ran.companion
    fine = region_at_end(scenario, ran.ground, ran.run.recorder, criterion)
    coarse = None if companion is None else region_at_end(scenario, *companion, criterion)
    at_s = float(ran.run.recorder.frame_time_s[-1])
    told = dict(vars(lesion_of(scenario, criterion.label, at_s, fine, coarse)))
    if scenario.nerve is not None:
        lesions = field_of(fine), None if coarse is None else field_of(coarse)
        told |= of_nerve(coverage_in(scenario, scenario.nerve, lesions, (criterion.label, at_s), with_gap), with_gap)
    return {name: plain_value(value) for name, value in told.items()}


def of_nerve(found: NerveCoverage, with_gap: bool) -> dict[str, Any]:
    """Return how much of a nerve a lesion covers, by name."""
    gap = {"nerve_gap_mm": found.gap_mm, "nerve_gap_mm_error": found.gap_mm_error} if with_gap else {}
    return {
        "nerve_covered_mm": found.covered_mm,
        "nerve_covered_fraction": found.covered_fraction,
        "nerve_covered_mm_error": found.covered_mm_error,
        "nerve_covered_fraction_error": found.covered_mm_error / found.length_mm,
        **gap,
    }


def whole_run(ran: Ran) -> dict[str, Any]:
    """Return what is told of a run as a whole, by the names of a summary."""
    trace, flow = ran.run.recorder.trace, ran.run.flow
    row = nearest(trace[:, TRACE_TIME], ran.scenario.protocol.end_of_hold_s)
    told = {
        "peak_tissue_temperature_c": highest_c(ran.ground, ran.run.recorder),
        "energy_balance_error": ran.run.energy_balance_error,
        "power_w": float(trace[row, TRACE_POWER]),
    }
    if flow is not None:
        told |= {name: float(flow.display[row, DISPLAY.index(trace)]) for name, trace in SHOWN_AT_END.items()}
        told["charge_balance_error"] = flow.charge_balance_error
    return {name: plain_value(value) for name, value in told.items()}
