"""What is where in an anatomy, point by point: bodies of one tissue each, and volumes with a tissue for each label."""

from typing import NamedTuple

import numpy as np

from lesionsim.errors import ScenarioError
from lesionsim.grid.solids import Places
from lesionsim.grid.solids import distance_mm as distance_from
from lesionsim.problem.voxels import label_at, read_voxels, smooth_distance_mm
from lesionsim.scenario.anatomy import Body, is_bony
from lesionsim.scenario.scenario import Scenario
from lesionsim.scenario.tissue import Tissue
from lesionsim.scenario.vessel import Vessel
from lesionsim.scenario.voxels import Labelled, Voxels

Array = np.ndarray


class Portion(NamedTuple):
    """What one material fills: a body, or the voxels of one label."""

    body: Body
    number: int  # of the body in the anatomy
    material: int  # as in `material_tissues`
    tissue: Tissue | None  # none in a vessel
    label: int = -1  # of its voxels

    @property
    def name(self) -> str:
        """The name of its tissue."""
        return "vessel" if self.tissue is None else self.tissue.name

    @property
    def is_bone(self) -> bool:
        """Whether no probe enters it for being bone."""
        return self.tissue is not None and is_bony(self.tissue)

    @property
    def is_vessel(self) -> bool:
        """Whether blood fills it."""
        return self.tissue is None


def labelled(anatomy: tuple[Body, ...]) -> list[tuple[int, Labelled]]:
    """Return the labels of all volumes of voxels, each with the number of its body; their materials come last."""
    return [(i, each) for i, body in enumerate(anatomy) if isinstance(body, Voxels) for each in body.tissues]


def portions(anatomy: tuple[Body, ...]) -> tuple[Portion, ...]:
    """Return what each material fills; what comes later lies over what comes before."""
    labels = list(enumerate(labelled(anatomy), start=1 + len(anatomy)))
    found = []
    for number, body in enumerate(anatomy):
        if isinstance(body, Voxels):
            own = [(material, each) for material, (owner, each) in labels if owner == number]
            found += [Portion(body, number, material, each.tissue, int(each.label)) for material, each in own]
        else:
            found.append(Portion(body, number, number + 1, None if isinstance(body, Vessel) else body.tissue))
    return tuple(found)


def distance_mm(portion: Portion, places: Places) -> Array:
    """Return how far places of the anatomy are from a portion, negative inside.

    Of voxels this is a smoothed surface, for drawing, and within a voxel of it only.
    """
    if not isinstance(portion.body, Voxels):
        return np.asarray(distance_from(portion.body, places))
    return smooth_distance_mm(read_voxels(portion.body), portion.label, places)


def covered_by(body: Body, places: Places) -> Array:
    """Tell which places of the anatomy lie in a body."""
    if isinstance(body, Voxels):
        return np.isin(label_at(read_voxels(body), places), [int(each.label) for each in body.tissues])
    return np.asarray(distance_from(body, places) < 0)


def material_at(anatomy: tuple[Body, ...], places: Places) -> Array:
    """Return the material at places of the anatomy (three arrays of one shape, mm), as in `material_tissues`."""
    x, y, z = np.broadcast_arrays(*places)
    found = np.zeros(x.shape, dtype=np.int64)
    for each in portions(anatomy):
        if isinstance(each.body, Voxels):
            inside = label_at(read_voxels(each.body), (x, y, z)) == each.label
        else:
            inside = np.broadcast_to(covered_by(each.body, (x, y, z)), x.shape)
        found[inside] = each.material
    return found


def missing_files(scenario: Scenario) -> dict[str, str]:
    """Return the files of volumes that cannot be read here or are not those of the run, each with the reason."""
    found = {}
    for body in scenario.anatomy:
        if isinstance(body, Voxels):
            try:
                read_voxels(body)
            except ScenarioError as error:
                found[body.file] = "; ".join(problem.text for problem in error.problems)
    return found


def known_portions(scenario: Scenario) -> tuple[Portion, ...]:
    """Return the portions of an anatomy but those whose files are missing."""
    missing = missing_files(scenario)
    known = portions(scenario.anatomy)
    return tuple(each for each in known if not (isinstance(each.body, Voxels) and each.body.file in missing))
