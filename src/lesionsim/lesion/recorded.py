"""What is dead, straight from a run without a labelled result: to the bit what the result would say."""

import numpy as np

from lesionsim import units
from lesionsim.grid.around import Wedges
from lesionsim.kernels.arrays import FRAME_DOSE, FRAME_PEAK, Recorder
from lesionsim.lesion.level import level_from, number_among
from lesionsim.lesion.measures import Region, lines_between
from lesionsim.result.ground import Ground, unfolded
from lesionsim.scenario import Criterion, Scenario

Array = np.ndarray


def region_at_end(scenario: Scenario, ground: Ground, recorder: Recorder, criterion: Criterion) -> Region:
    """Return what is dead at the end of a run, or of its companion.

    Parameters
    ----------
    scenario : that was run; it integrates the criterion
    """
    last = recorder.frames[-1]

    def dose() -> Array:
        row = ground.criterion_row[number_among(scenario.criteria, criterion)]
        return nodes_of(ground, last[FRAME_DOSE + row], 0.0)

    level = level_from(criterion, lambda: nodes_of(ground, last[FRAME_PEAK], scenario.outer_wall_c), dose)
    faces = (in_result(ground.grid.r_face), in_result(ground.grid.z_face))
    return Region(level, lines_between(*faces, scenario, ground.around is not None), turned(ground))


def nodes_of(ground: Ground, recorded: Array, outer: float) -> Array:
    """Return a field over points: on cells and the probe's surface, with a value on the outer wall, NaN in the probe.

    Parameters
    ----------
    recorded : (n,) array, as the run left it
    """
    nodes = unfolded(recorded, ground).copy()
    nodes[..., 0, :] = nodes[..., -1, :] = nodes[..., :, 0] = nodes[..., :, -1] = outer
    row = int(np.count_nonzero(ground.probe[:, -1]))
    column = int(np.argmax(ground.probe[0]))
    nodes[..., 1:row, column + 2 : -1] = np.nan
    return nodes


def in_result(length: Array) -> Array:
    """Return lengths, m, as they come back from a result, which keeps them in mm: the last bit may differ."""
    return length * units.MM_PER_M / units.MM_PER_M


def turned(ground: Ground) -> Wedges | None:
    """Return the cells around as they come back from a result, which keeps degrees: the last bit may differ."""
    if ground.around is None:
        return None
    return ground.around._replace(face=np.radians(np.degrees(ground.around.face)))


def highest_c(ground: Ground, recorder: Recorder) -> float:
    """Return the highest temperature that tissue, or its surface on the probe, ever reached, °C."""
    nodes = nodes_of(ground, recorder.frames[-1, FRAME_PEAK], -np.inf)
    return float(np.nanmax(nodes))
