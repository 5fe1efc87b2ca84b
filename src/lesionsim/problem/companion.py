"""The companion of a run: the same scenario on a coarser grid with longer steps, against which errors are judged."""

import dataclasses

from lesionsim.scenario.numerics import Numerics
from lesionsim.scenario.scenario import Scenario

COARSER = 2**0.5  # cells per length; the first cell follows as the square, so that all cells grow in proportion
SLOWER = 2.0  # steps; an error of second order in time is then a third of the difference
LARGEST_CELL_MM, LARGEST_GROWTH, LARGEST_STEP_S = 1.0, 1.0, 10.0  # what Numerics allows


def coarser(scenario: Scenario) -> Scenario:
    """Return the companion's scenario: half the cells, half the steps, nothing but the fields recorded."""
    now = scenario.numerics
    first_cell = min(now.first_cell_mm * COARSER**2, scenario.probe.radius_mm, LARGEST_CELL_MM)
    numerics = Numerics(
        first_cell_mm=first_cell,
        growth=min(now.growth * COARSER, LARGEST_GROWTH),
        step_s=min(now.step_s * SLOWER, LARGEST_STEP_S),
        first_step_s=min(now.first_step_s * SLOWER, LARGEST_STEP_S),
        step_growth=now.step_growth,
        record_every_s=now.record_every_s,
        error_bars="off",
        theta_cells=now.theta_cells,
    )
    return dataclasses.replace(scenario, numerics=numerics, thermocouples=())
