"""Numerical error bars: how far a measure may be from what ever finer grids and steps would give.

A bar joins two estimates: the difference from the companion, which has coarser cells and longer steps, and the
error that a grid usually has, (cell at the edge)^2 / (distance over which temperature changes there). Neither alone
is enough: differences can vanish by chance, and the usual error knows nothing of a scenario's own trouble. The weights
were fitted to drawn scenarios; `benchmarks/error_bars.py` draws others and counts how often bars contain the truth.
A bar tells of numerics alone, never of tissue, criterion or model, which are far less certain.
"""

import math
from typing import TYPE_CHECKING, NamedTuple

from lesionsim.scenario import Scenario

if TYPE_CHECKING:
    from lesionsim.lesion.measures import Lesion


class Weight(NamedTuple):
    """How much the two estimates count."""

    difference: float
    usual: float


WEIGHTS = {
    "width_mm": Weight(0.8, 0.105),
    "length_mm": Weight(0.8, 0.066),
    "ahead_of_tip_mm": Weight(0.22, 0.05),
    "behind_tip_mm": Weight(0.4, 0.09),
    "volume_mm3": Weight(0.7, 0.0225),
}


def usual_error_mm(scenario: Scenario, distance_mm: float, least_mm: float) -> float:
    """Return the usual scale of error in the place of an edge, mm.

    Parameters
    ----------
    distance_mm : of the edge from the probe's surface, or from the tip's end or upper end
    least_mm : over which temperature changes at the surface itself: the probe's radius; a cell at the tip-shaft line,
        where the gradient is singular
    """
    cell = scenario.numerics.first_cell_mm + scenario.numerics.growth * distance_mm
    return cell**2 / (distance_mm + least_mm)


def usual_errors(scenario: Scenario, lesion: "Lesion") -> dict[str, float]:
    """Return the usual scale of error of every measure of a lesion."""
    radius_mm = scenario.probe.radius_mm
    beside = usual_error_mm(scenario, max(lesion.width_mm / 2 - radius_mm, 0.0), radius_mm)
    ahead = usual_error_mm(scenario, lesion.ahead_of_tip_mm, radius_mm)
    behind = usual_error_mm(scenario, lesion.behind_tip_mm, scenario.numerics.first_cell_mm)
    return {
        "width_mm": beside,
        "length_mm": math.hypot(0.5 * ahead, behind),
        "ahead_of_tip_mm": ahead,
        "behind_tip_mm": behind,
        "volume_mm3": beside * math.pi * lesion.width_mm * lesion.length_mm,
    }


def bar(name: str, difference: float, usual: float) -> float:
    """Join the two estimates of one measure's error."""
    weight = WEIGHTS[name]
    return math.hypot(weight.difference * difference, weight.usual * usual)


def error_bars(scenario: Scenario, fine: "Lesion", coarse: "Lesion") -> dict[str, float]:
    """Return the numerical error bar of every measure, by the name of its field.

    Parameters
    ----------
    scenario : of the run itself
    fine, coarse : the same lesion in the run and in its companion

    Returns
    -------
    bars in the units of the measures; zero where neither run has a lesion
    """
    if fine.volume_mm3 == coarse.volume_mm3 == 0:
        return {f"{name}_error": 0.0 for name in WEIGHTS}
    usual = usual_errors(scenario, fine)
    return {f"{name}_error": bar(name, getattr(fine, name) - getattr(coarse, name), usual[name]) for name in WEIGHTS}


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
