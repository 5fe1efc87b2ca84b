"""Where a nerve lies: how much of it is beyond the computed tissue, and how much would have to run inside bone."""

import math
from typing import NamedTuple

import numpy as np

from lesionsim.errors import ScenarioError
from lesionsim.grid.solids import distance_mm
from lesionsim.lesion.tubes import Pieces
from lesionsim.problem.voxels import label_at, read_voxels
from lesionsim.scenario import Scenario
from lesionsim.scenario.anatomy import Body, is_bone, is_bony
from lesionsim.scenario.placement import to_anatomy
from lesionsim.scenario.voxels import Voxels
from lesionsim.texts import spoken

Array = np.ndarray

STEP_MM = 0.05  # between the places of the middle line that are looked at
TOUCH_MM = 1e-6  # a middle line that is less deep in bone lies on its surface


class Surroundings(NamedTuple):
    """Lengths of the middle line of each nerve, mm, (nerves,) arrays; NaN where it cannot be told."""

    outside: Array  # beyond the computed tissue
    in_bone: Array


def surroundings(scenario: Scenario, pieces: Pieces) -> Surroundings:
    """Tell how much of the middle line of nerves is beyond the computed tissue, and how much inside bone."""
    counts = np.maximum(np.ceil(pieces.length / STEP_MM).astype(int), 1)
    number = np.repeat(np.arange(counts.size), counts)
    share = (np.arange(number.size) - np.repeat(np.cumsum(counts) - counts, counts) + 0.5) / counts[number]
    part_mm = (pieces.length / counts)[number]
    middle = pieces.start[number] + (share * pieces.length[number])[:, None] * pieces.along[number]
    told = [np.bincount(pieces.nerve[number], part_mm * flag, minlength=pieces.nerves)
            for flag in (is_outside(scenario, middle), inside_bone(scenario, middle))]  # fmt: skip
    return Surroundings(*told)


def is_outside(scenario: Scenario, points: Array) -> Array:
    """Tell which points of the probe's frame, (n, 3) mm, are beyond the computed tissue."""
    domain, z = scenario.domain, points[:, 2]
    beyond = (z < -domain.ahead_mm) | (z > scenario.probe.tip_length_mm + domain.shaft_mm)
    return np.asarray(beyond | (np.hypot(points[:, 0], points[:, 1]) > domain.radius_mm))


def inside_bone(scenario: Scenario, points: Array) -> Array:
    """Tell which points of the probe's frame, (n, 3) mm, are inside bone: 1 or 0, NaN where no file tells any more."""
    found = np.zeros(len(points))
    if not any(map(is_bone, scenario.anatomy)):
        return found
    rotation, translation = to_anatomy(scenario.placement)
    x, y, z = (points @ np.asarray(rotation).T + np.asarray(translation)).T
    for body in scenario.anatomy:
        covered, bone = in_body(body, (x, y, z))
        found[covered] = bone[covered]
    return found


def in_body(body: Body, places: tuple[Array, Array, Array]) -> tuple[Array, Array]:
    """Tell which places of the anatomy a body covers, and which of them are bone there, (n,) each."""
    if not isinstance(body, Voxels):
        covered = distance_mm(body, places) < -TOUCH_MM
        return covered, np.full(covered.shape, float(is_bone(body)))
    try:
        label = label_at(read_voxels(body), places)
    except ScenarioError:  # the file of a stored result may be gone
        return np.ones(places[0].shape, dtype=bool), np.full(places[0].shape, math.nan)
    covered = np.isin(label, [int(each.label) for each in body.tissues])
    bony = np.isin(label, [int(each.label) for each in body.tissues if is_bony(each.tissue)])
    return covered, bony.astype(float)


def statement(length_mm: float, outside_mm: float, in_bone_mm: float) -> str:
    """Say what is odd about where a nerve lies, or nothing.

    >>> statement(30.0, 30.0, 0.0)
    'the whole nerve is outside the computed tissue, where it counts as alive'
    >>> statement(30.0, 0.0, 4.21)
    '4.2 mm of its middle line would run inside bone'
    """
    told = []
    if outside_mm > STEP_MM:
        whole = outside_mm > length_mm - STEP_MM
        part = spoken("the whole nerve") if whole else spoken("{part_mm:.1f} mm of the nerve", part_mm=outside_mm)
        told.append(spoken("{part} is outside the computed tissue, where it counts as alive", part=part))
    if in_bone_mm > STEP_MM:
        told.append(spoken("{part_mm:.1f} mm of its middle line would run inside bone", part_mm=in_bone_mm))
    return "; ".join(told)
