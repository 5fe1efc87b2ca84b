"""Numerical error bars: how far a measure may be from what ever finer grids and steps would give.

A bar joins two estimates: the difference from the companion, which has coarser cells and longer steps, and the
error that a grid usually has, (cell at the edge)^2 / (distance over which temperature changes there). Neither alone
is enough: differences can vanish by chance, and the usual error knows nothing of a scenario's own trouble. The weights
were fitted to drawn scenarios, among them short and repeated holds, thin needles, tables, small domains, coarse and
fine grids; `benchmarks/error_bars.py` draws others and counts how often bars contain the truth.
A bar tells of numerics alone, never of tissue, criterion or model, which are far less certain.
"""

import math
from typing import TYPE_CHECKING, NamedTuple

from lesionsim.scenario import Cooldown, Scenario, value_at

if TYPE_CHECKING:
    from lesionsim.lesion.measures import Lesion


class Weight(NamedTuple):
    """How much the two estimates count."""

    difference: float
    usual: float


WEIGHTS = {
    "width_mm": Weight(1.05, 0.07),
    "length_mm": Weight(1.2, 0.041),
    "ahead_of_tip_mm": Weight(0.7, 0.036),
    "behind_tip_mm": Weight(0.55, 0.07),
    "volume_mm3": Weight(1.6, 0.017),
}
# Run and companion have the same cells around the probe, so their difference does not see how few these are. At eight
# over half a circle that errs by up to 0.01 mm in length, 0.1 % in volume, a tenth of the bars, but by up to 0.5 %,
# 0.03 mm, in width, where bone lies in a corner; fitted to 21 lesions beside bone, held ones with 8 against 32 cells.
BETWEEN = 1.3  # weight of the shortest waves around the probe
LEAST_REFINEMENT = 1.15  # of cells; a companion that may not be coarser tells less than this of the error
TYPICAL_C = 60.0  # temperature at which the tissue's properties are taken
MM2_PER_M2 = 1e6


def spread_mm2(scenario: Scenario, until_s: float) -> float:
    """Return diffusivity times heating time: over the root of this, heat has spread, mm^2."""
    tissue = scenario.tissue
    conductivity = value_at(tissue.conductivity_w_m_k, TYPICAL_C)
    capacity = tissue.density_kg_m3 * value_at(tissue.heat_capacity_j_kg_k, TYPICAL_C)
    heated_s = sum(step.duration_s for step in scenario.protocol.steps if not isinstance(step, Cooldown))
    return MM2_PER_M2 * conductivity / capacity * min(heated_s, until_s)


def usual_error_mm(scenario: Scenario, distance_mm: float, least_mm: float, until_s: float = math.inf) -> float:
    """Return the usual scale of error in the place of an edge, mm.

    Parameters
    ----------
    distance_mm : of the edge from the probe's surface, or from the tip's end or upper end
    least_mm : over which temperature changes at the surface itself: the probe's radius; a cell at the tip-shaft line,
        where the gradient is singular
    until_s : time of the measure; heat that has had little time has steep edges
    """
    numerics = scenario.numerics
    cell = numerics.first_cell_mm + numerics.growth * distance_mm
    thick = 1 + 0.5 * numerics.first_cell_mm / scenario.probe.radius_mm
    steep = 1 / (distance_mm + least_mm) + distance_mm / spread_mm2(scenario, until_s)
    return thick * cell**2 * steep


def usual_errors(scenario: Scenario, lesion: "Lesion") -> dict[str, float]:
    """Return the usual scale of error of every measure of a lesion."""
    radius_mm, time_s = scenario.probe.radius_mm, lesion.measured_at_s
    beside = usual_error_mm(scenario, max(lesion.width_mm / 2 - radius_mm, 0.0), radius_mm, time_s)
    ahead = usual_error_mm(scenario, lesion.ahead_of_tip_mm, radius_mm, time_s)
    behind = usual_error_mm(scenario, lesion.behind_tip_mm, scenario.numerics.first_cell_mm, time_s)
    return {
        "width_mm": beside,
        "length_mm": math.hypot(0.5 * ahead, behind),
        "ahead_of_tip_mm": ahead,
        "behind_tip_mm": behind,
        "volume_mm3": beside * math.pi * max(lesion.width_mm, 2 * radius_mm) * lesion.length_mm,
    }


def bar(name: str, difference: float, usual: float) -> float:
    """Join the two estimates of one measure's error."""
    weight = WEIGHTS[name]
    return math.hypot(weight.difference * difference, weight.usual * usual)


def error_bars(
    scenario: Scenario, fine: "Lesion", coarse: "Lesion", refinement: float, between_mm: float = 0.0
) -> dict[str, float]:
    """Return the numerical error bar of every measure, by the name of its field.

    Parameters
    ----------
    scenario : of the run itself
    fine, coarse : the same lesion in the run and in its companion
    refinement : cells of the run over cells of the companion
    between_mm : what a lesion in three dimensions does between the cells around the probe, by `shadow.shortest_waves`

    Returns
    -------
    bars in the units of the measures; zero where neither run has a lesion
    """
    if fine.volume_mm3 == coarse.volume_mm3 == 0:
        return {f"{name}_error": 0.0 for name in WEIGHTS}
    usual = usual_errors(scenario, fine)
    share = 1 / (max(refinement, LEAST_REFINEMENT) - 1)  # of the difference that is the run's own error, at order two
    bars = {
        f"{name}_error": bar(name, share * (getattr(fine, name) - getattr(coarse, name)), usual[name])
        for name in WEIGHTS
    }
    bars["width_mm_error"] = math.hypot(bars["width_mm_error"], BETWEEN * between_mm)
    return bars


def with_error(value: float, error: float, digits: int = 2) -> str:
    """Write a value with its numerical error bar, rounded up, where there is one.

    Parameters
    ----------
    value, error : float, in the same unit; error may be NaN
    digits : int, after the decimal point

    Examples
    --------
    >>> with_error(6.3123, 0.0214), with_error(206.93, 1.62, 1), with_error(5.0, math.nan)
    ('6.31 ± 0.03', '206.9 ± 1.7', '5.00')
    """
    if not math.isfinite(error):
        return f"{value:.{digits}f}"
    last = 10.0**-digits
    return f"{value:.{digits}f} ± {math.ceil(error / last - 1e-9) * last:.{digits}f}"
