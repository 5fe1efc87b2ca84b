"""Numerical error bars of a nerve's lengths.

Two estimates are joined, as for the lesion itself (see `lesion.bars`): the difference from the companion, and what the
usual error in the place of the edge does to this very nerve. The second sees that a nerve grazes the edge, where a
small shift of the edge makes or ends a long covered piece.
"""

import numpy as np

from lesionsim.lesion.all_around import Field
from lesionsim.lesion.bars import usual_error_mm
from lesionsim.lesion.coverage import Lengths, lengths_inside
from lesionsim.lesion.half_plane import JUST_ALIVE, box_of
from lesionsim.lesion.tubes import Pieces
from lesionsim.scenario import Scenario

Array = np.ndarray

NAMES = ("covered", "centreline", "touched", "longest", "gap")
DIFFERENCE = 0.7  # weight of the difference from the companion
EDGE = 0.025  # usual error in the edge's place, of the scale in `lesion.bars`


def errors_of(
    scenario: Scenario, lesion: Field, pieces: Pieces, fine: Lengths, coarse: Lengths | None
) -> dict[str, Array]:
    """Return the error bars of every length of each nerve, by the name of its field; NaN without a companion.

    Parameters
    ----------
    lesion, pieces : of the run itself
    fine, coarse : the lengths in the run and in its companion
    """
    if coarse is None:
        return {f"{name}_mm_error": np.full(pieces.nerves, np.nan) for name in NAMES}
    radius_mm = scenario.probe.radius_mm
    distance_mm = max(box_of(lesion)[0] - radius_mm, 0.0)
    edge_mm = EDGE * usual_error_mm(scenario, distance_mm, radius_mm)
    moved = [np.stack(lengths_inside(moved_edge(lesion, way * edge_mm), pieces)) for way in (-1, 1)]
    shifts = np.max([np.abs(each - np.stack(fine[1:-1])) for each in moved], axis=0)
    apart = [DIFFERENCE * (getattr(fine, name) - getattr(coarse, name)) for name in NAMES]
    return {f"{name}_mm_error": np.hypot(difference, shift)
            for name, difference, shift in zip(NAMES, apart, [*shifts, edge_mm], strict=True)}  # fmt: skip


def moved_edge(lesion: Field, by_mm: float) -> Field:
    """Return a lesion whose edge is moved outwards by a small distance: the level plus its slope times that.

    The slope around the probe, which is small, is left out.
    """
    slopes = np.gradient(lesion.level, lesion.r_mm, lesion.z_mm, axis=(-2, -1))
    moved = lesion.level + by_mm * np.hypot(*slopes)
    return lesion._replace(level=np.where(lesion.level == JUST_ALIVE, JUST_ALIVE, moved))
