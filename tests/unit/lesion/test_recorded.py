"""What is dead straight from a run is, to the bit, what its labelled result says."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.measures import region
from lesionsim.lesion.recorded import highest_c, region_at_end
from lesionsim.result.dataset import to_dataset
from lesionsim.result.summary import peak_c
from lesionsim.simulation import companion_of, solve

NAMES = ("b1", "lumbar-medial-branch-rf", "b3-bone", "lumbar-bone")  # the last one has angles that degrees round


@pytest.fixture(scope="module", params=NAMES)
def both(request):
    """Return a scenario, its run and companion, and the labelled result of the same run."""
    criteria = ("liver", "cem43-clinical", "three-state", {"kind": "isotherm", "at_c": 50})
    changes = {"criteria": criteria, "domain.outer_wall_c": 36.0}
    scenario = ls.change(ls.load(request.param), changes)
    ground, run = solve(scenario)
    companion = companion_of(scenario, run.boiled)
    result = to_dataset(scenario, ground, run.recorder, run.energy_balance_error, companion)
    return scenario, (ground, run.recorder), companion, result


def test_levels_and_fine_lines_are_those_of_the_result_for_every_criterion_in_run_and_companion(both):
    scenario, fine, companion, result = both
    last = result.sizes["time"] - 1
    for criterion in scenario.criteria:
        for recorded, grid in ((fine, ""), (companion, "coarse_")):
            found, told = region_at_end(scenario, *recorded, criterion), region(result, criterion, last, grid)
            np.testing.assert_array_equal(found.level, told.level)
            assert found.level.flags.c_contiguous
            assert found.cells == told.cells
            assert (found.around is None) == (told.around is None)
            if told.around is not None:
                np.testing.assert_array_equal(found.around.face, told.around.face)
            for one, other in zip(found.lines, told.lines, strict=True):
                np.testing.assert_array_equal(one, other)


def test_the_highest_temperature_is_that_of_the_summary(both):
    _, fine, _, result = both
    assert highest_c(*fine) == peak_c(result)
    everywhere = max(np.nanmax(result[f"{where}peak_temperature"].values) for where in ("", "side_", "end_"))
    assert highest_c(*fine) == pytest.approx(everywhere, rel=1e-15)  # a frame within a step may round up
