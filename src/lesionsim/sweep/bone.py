"""Why bone changes a lesion: its properties put into muscle one by one, and taken away from bone one by one."""

import dataclasses
import math
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.measures import measure
from lesionsim.lesion.reach import reach_mm
from lesionsim.problem.portions import material_at, portions
from lesionsim.scenario import Criterion, Scenario
from lesionsim.scenario.anatomy import Body, is_bone, is_bony
from lesionsim.scenario.placement import to_anatomy
from lesionsim.scenario.tissue import Tissue
from lesionsim.scenario.vessel import Vessel
from lesionsim.scenario.voxels import Voxels
from lesionsim.simulation import simulate

Array = np.ndarray

ANGLES = 72  # around the probe, in which bone is looked for
RAY_MM = np.arange(0.25, 40.0, 0.25)


class Effect(NamedTuple):
    """A property of bone, in words, and the fields of a tissue behind it."""

    words: str
    fields: tuple[str, ...]


EFFECTS = (
    Effect("heat conduction", ("conductivity_w_m_k",)),
    Effect("heat storage", ("density_kg_m3", "heat_capacity_j_kg_k")),
    Effect("blood flow", ("perfusion_per_s", "metabolic_heat_w_kg")),
)
CURRENT = Effect("current conduction", ("electrical_conductivity_s_m",))


def bone_effects(scenario: Scenario, criterion: Criterion | str | None = None) -> xr.Dataset:
    """Tell which property of bone changes the lesion: runs with each of them changed one at a time.

    Between a run in which bone is like the scenario's own tissue and the run as it is, each property is put into that
    tissue alone ("alone"), and taken away from bone alone ("all but"). Error bars are left out to save time; a
    difference of a percent or so is numerical.

    Parameters
    ----------
    scenario : Scenario with bone in its anatomy
    criterion : label or criterion; the scenario's first when left out

    Returns
    -------
    xarray.Dataset over `case`: words, kind ("none", "alone", "all but", "all"), volume_mm3, and how far the lesion
    reaches from the probe's axis towards the nearest bone and to the other side (toward_mm, away_mm)

    Raises
    ------
    ScenarioError
        When there is no bone in the anatomy, or as `simulate` and `measure` do.

    Examples
    --------
    >>> import lesionsim as ls
    >>> bone_effects(ls.load("b1"))
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: scenario has no bone in its anatomy; ...
    """
    if not isinstance(scenario, Scenario):
        raise ScenarioError(
            Problem("scenario", f'is {scenario!r:.60}; must be a Scenario, as ls.load("b3-bone") gives')
        )
    if not any(is_bone(body) for body in scenario.anatomy):
        told = "has no bone in its anatomy; must have a body whose tissue has bone in its name, such as cortical bone"
        raise ScenarioError(Problem("scenario", told))
    quick = dataclasses.replace(scenario, numerics=dataclasses.replace(scenario.numerics, error_bars="off"))
    effects = (*EFFECTS, CURRENT) if scenario.source == "rf" else EFFECTS
    angle = nearest_bone_deg(scenario)
    cases = cases_of(effects)
    found = [measured(with_bone(quick, own), criterion, angle) for _, _, own in cases]
    labels = {"long_name": "what bone does here as bone does, and otherwise as the tissue around the probe"}
    sizes = {
        name: ("case", list(values), {"long_name": words, "units": unit})
        for (name, words, unit), values in zip(SIZES, zip(*found, strict=True), strict=True)
    }
    return xr.Dataset(
        {"kind": ("case", [kind for kind, _, _ in cases]), **sizes},
        {"case": ("case", [words for _, words, _ in cases], labels)},
        {"scenario_name": scenario.name, "tissue": scenario.tissue.name, "toward_deg": angle, "source": scenario.source,
         "criterion": choose_label(scenario, criterion), "duration_s": scenario.protocol.duration_s},
    )  # fmt: skip


SIZES = (
    ("toward_mm", "reach from the axis towards the nearest bone", "mm"),
    ("away_mm", "reach from the axis to the other side", "mm"),
    ("volume_mm3", "lesion volume", "mm³"),
)


def cases_of(effects: tuple[Effect, ...]) -> list[tuple[str, str, frozenset[str]]]:
    """Return kind, words and the fields that are bone's own, of every run."""
    every = frozenset(field for effect in effects for field in effect.fields)
    alone = [("alone", f"only {effect.words}", frozenset(effect.fields)) for effect in effects]
    but = [("all but", f"all but {effect.words}", every - set(effect.fields)) for effect in effects]
    return [("none", "no bone", frozenset()), *alone, *but, ("all", "bone", every)]


def with_bone(scenario: Scenario, own: frozenset[str]) -> Scenario:
    """Return a scenario in which bone keeps some fields of its tissue; the others are those around the probe."""
    return dataclasses.replace(scenario, anatomy=tuple(partly(body, scenario, own) for body in scenario.anatomy))


def partly(body: Body, scenario: Scenario, own: frozenset[str]) -> Body:
    """Return a body with some fields of its tissue; what is no bone stays as it is."""
    if isinstance(body, Vessel) or not is_bone(body):
        return body
    every = {field for effect in (*EFFECTS, CURRENT) for field in effect.fields}
    other = {field: getattr(scenario.tissue, field) for field in every - own}
    if not isinstance(body, Voxels):
        return dataclasses.replace(body, tissue=like(body.tissue, other))
    table = tuple(dataclasses.replace(each, tissue=like(each.tissue, other)) for each in body.tissues)
    return dataclasses.replace(body, tissues=table)


def like(tissue: Tissue, other: dict[str, Any]) -> Tissue:
    """Return bone with some other fields; what is no bone stays as it is."""
    return dataclasses.replace(tissue, **other) if is_bony(tissue) else tissue


def measured(scenario: Scenario, criterion: Criterion | str | None, angle_deg: float) -> tuple[float, float, float]:
    """Run and measure: reach towards an angle, to the other side, and volume."""
    result = simulate(scenario)
    toward, away = (reach_mm(result, angle, criterion) for angle in (angle_deg, angle_deg + 180.0))
    return toward, away, measure(result, criterion).volume_mm3


def choose_label(scenario: Scenario, criterion: Criterion | str | None) -> str:
    """Return the label of a criterion."""
    if criterion is None:
        return scenario.criteria[0].label
    return criterion if isinstance(criterion, str) else criterion.label


def nearest_bone_deg(scenario: Scenario) -> float:
    """Return the angle around the probe at which bone comes nearest to the middle of the tip, degrees."""
    angles = np.arange(ANGLES) * 2 * math.pi / ANGLES
    along = RAY_MM[:, None, None] * np.stack([np.cos(angles), np.sin(angles), np.zeros(ANGLES)], axis=1)
    points = along + np.array([0.0, 0.0, scenario.probe.tip_length_mm / 2])
    rotation, translation = to_anatomy(scenario.placement)
    placed = points.reshape(-1, 3) @ np.asarray(rotation).T + np.asarray(translation)
    bone = [each.material for each in portions(scenario.anatomy) if each.is_bone]
    inside = np.isin(material_at(scenario.anatomy, (placed[:, 0], placed[:, 1], placed[:, 2])), bone)
    hit = inside.reshape(RAY_MM.size, ANGLES)
    nearest = np.where(hit.any(axis=0), RAY_MM[hit.argmax(axis=0)], np.inf)
    equal = angles[nearest <= nearest.min() + 1e-9]
    middle = math.atan2(np.sin(equal).sum(), np.cos(equal).sum())
    return round(math.degrees(middle), 6) % 360.0
