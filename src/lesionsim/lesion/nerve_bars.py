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
MARGIN = 3  # fine lines beyond the lesion where its edge may be moved to
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
    moved = [np.stack(lengths_inside(each, pieces)) for each in moved_edges(lesion, edge_mm)]
    shifts = np.max([np.abs(each - np.stack(fine[1:-1])) for each in moved], axis=0)
    apart = [DIFFERENCE * (getattr(fine, name) - getattr(coarse, name)) for name in NAMES]
    return {f"{name}_mm_error": np.hypot(difference, shift)
            for name, difference, shift in zip(NAMES, apart, [*shifts, edge_mm], strict=True)}  # fmt: skip


def moved_edges(lesion: Field, by_mm: float) -> tuple[Field, Field]:
    """Return a lesion with its edge moved inwards and outwards by a small distance: its level, and its slope times it.

    The slope around the probe, which is small, is left out, and so is what lies far from the lesion.
    """
    far, low, high = box_of(lesion)
    if far < 0:
        return lesion, lesion
    near = (..., slice(0, int(np.searchsorted(lesion.r_mm, far)) + MARGIN),
            slice(max(int(np.searchsorted(lesion.z_mm, low)) - MARGIN, 0),
                  int(np.searchsorted(lesion.z_mm, high)) + MARGIN))  # fmt: skip
    level = lesion.level[near]
    slopes = np.gradient(level, lesion.r_mm[near[1]], lesion.z_mm[near[2]], axis=(-2, -1))
    step = np.where(level == JUST_ALIVE, 0.0, by_mm * np.hypot(*slopes))
    inwards, outwards = lesion.level.copy(), lesion.level.copy()
    inwards[near] -= step
    outwards[near] += step
    return lesion._replace(level=inwards), lesion._replace(level=outwards)
