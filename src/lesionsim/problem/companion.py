"""The companion of a run: the same scenario on a coarser grid with longer steps, against which errors are judged."""

from functools import lru_cache

from lesionsim.problem.essential import with_parts
from lesionsim.scenario.numerics import Numerics
from lesionsim.scenario.scenario import Scenario

COARSER = 2**0.5  # cells per length; the first cell follows as the square, so that all cells grow in proportion
SLOWER = 2.0  # steps; an error of second order in time is then a third of the difference
LARGEST_CELL_MM, LARGEST_GROWTH, LARGEST_STEP_S = 1.0, 1.0, 10.0  # what Numerics allows


def coarser(scenario: Scenario) -> Scenario:
    """Return the companion's scenario: half the cells, half the steps, nothing but the fields recorded."""
    numerics = coarser_numerics(scenario.numerics, scenario.probe.radius_mm)
    return with_parts(scenario, numerics=numerics, thermocouples=())


@lru_cache(maxsize=64)
def coarser_numerics(now: Numerics, radius_mm: float) -> Numerics:
    """Return the companion's numerics beside a probe of a radius."""
    return Numerics(
        first_cell_mm=min(now.first_cell_mm * COARSER**2, radius_mm, LARGEST_CELL_MM),
        growth=min(now.growth * COARSER, LARGEST_GROWTH),
        step_s=min(now.step_s * SLOWER, LARGEST_STEP_S),
        first_step_s=min(now.first_step_s * SLOWER, LARGEST_STEP_S),
        step_growth=now.step_growth,
        record_every_s=now.record_every_s,
        error_bars="off",
        theta_cells=now.theta_cells,
    )
