"""The probe has room among voxels, and every volume reaches into the block that is computed.

Other bodies are looked at when a scenario is built; what voxels hold is known once their file is read.
"""

import numpy as np

from lesionsim.errors import Problem, ScenarioError
from lesionsim.problem.portions import Portion, material_at, portions
from lesionsim.problem.voxels import read_voxels
from lesionsim.scenario.bodies import in_brackets
from lesionsim.scenario.placement import to_anatomy
from lesionsim.scenario.scenario import Scenario
from lesionsim.scenario.voxels import Voxels

Array = np.ndarray
AROUND = 24
RINGS = (0.0, 0.5, 1.0)
MOST_APART_MM = 0.2
TOUCH_MM = 1e-6


def check_probe_among_voxels(scenario: Scenario) -> None:
    """Refuse a probe inside bone or a vessel of an anatomy with voxels; less than half a voxel deep is touching.

    Raises
    ------
    ScenarioError
    """
    volumes = [read_voxels(body) for body in scenario.anatomy if isinstance(body, Voxels)]
    if not volumes:
        return
    size = min(float(volume.spacing_mm.min()) for volume in volumes)
    axial, ring = points_in_probe(scenario, size / 2)
    here = material_at(scenario.anatomy, (ring[0], ring[1], ring[2]))
    for each in portions(scenario.anatomy):
        inside = (here == each.material) & (each.is_bone or each.is_vessel)
        if inside.any():
            raise ScenarioError(
                Problem(f"anatomy[{each.number}]", inside_in_words(each, axial[inside], ring[:, inside]))
            )


def points_in_probe(scenario: Scenario, margin_mm: float) -> tuple[Array, Array]:
    """Return points in the probe, some way below its surface: places along it, (m,), and in the anatomy, (3, m)."""
    length = scenario.probe.tip_length_mm + scenario.domain.shaft_mm
    radius = max(scenario.probe.radius_mm - max(margin_mm, TOUCH_MM), 0.0)
    step = min(MOST_APART_MM, max(margin_mm, 0.5 * MOST_APART_MM))
    along = np.arange(max(margin_mm, TOUCH_MM), length, step)
    turn = 2 * np.pi * np.arange(AROUND) / AROUND
    r, theta, z = (each.ravel() for each in np.meshgrid(np.array(RINGS) * radius, turn, along))
    rotation, translation = to_anatomy(scenario.placement)
    place = np.stack([r * np.cos(theta), r * np.sin(theta), z])
    return z, np.asarray(rotation) @ place + np.asarray(translation)[:, None]


def inside_in_words(portion: Portion, along: Array, places: Array) -> str:
    """Say which part of the probe is in what it may not enter."""
    what = "is a vessel" if portion.is_vessel else f"is {portion.name}"
    if portion.label >= 0:
        what = f"is {portion.name} where voxels have the label {portion.label}"
    middle = in_brackets(tuple(float(each) for each in places.mean(axis=1)))
    return (
        f"{what}, and the probe is inside it between z {along.min():.3g} and {along.max():.3g} mm of the "
        f"probe, around {middle} mm in the anatomy; metal may touch it but must stay outside: move or tilt the probe "
        "(placement)"
    )


def check_volumes_are_met(scenario: Scenario, materials: Array) -> None:
    """Refuse volumes of which nothing is in the computed block: they would do nothing.

    Parameters
    ----------
    materials : every material that fills some place of the block
    """
    known = portions(scenario.anatomy)
    for number, body in enumerate(scenario.anatomy):
        own = [each.material for each in known if each.number == number]
        if isinstance(body, Voxels) and not np.isin(own, materials).any():
            raise ScenarioError(Problem(f"anatomy[{number}]", outside_in_words(scenario, body)))


def outside_in_words(scenario: Scenario, body: Voxels) -> str:
    """Say where a volume is, and where the block is."""
    volume, domain = read_voxels(body), scenario.domain
    ends = np.array(volume.labels.shape) - 0.5
    corners = np.array(np.meshgrid(*((-0.5, end) for end in ends))).reshape(3, -1)
    placed = volume.affine[:, :3] @ corners + volume.affine[:, 3:]
    low, high = (in_brackets(tuple(float(each) for each in function(placed, axis=1))) for function in (np.min, np.max))
    tip = in_brackets(to_anatomy(scenario.placement)[1])
    return (
        f"({body}) has no labelled voxel in the domain that a later body leaves in sight; the volume reaches from "
        f"{low} to {high} mm, and the end of the tip is at {tip} mm with {domain.radius_mm:g} mm of tissue around it: "
        "set placement, or origin_mm of the voxels"
    )
