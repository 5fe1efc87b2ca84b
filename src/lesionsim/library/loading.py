"""Scenarios by name or from a file in which parts of the library stand by name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from .. import scenario as scenario_room
from ..errors import ScenarioError
from ..scenario import Scenario, read_scenario
from ..scenario.reading import Names
from ..scenario.wording import nearest, shown
from .damage_models import damage
from .naming import match
from .probes import probe
from .scenarios import SCENARIOS, scenario
from .tissues import tissue

# What may stand in a file, or in a change, as the name of a part.
NAMES: Names = {"tissue": tissue, "criteria": damage, "probe": probe}


def load(name_or_path: str | os.PathLike[str]) -> Scenario:
    """Return a scenario: a name of the library, or the path of a TOML file.

    A library name is tried first. In a file, ``tissue``, ``probe`` and entries of ``criteria`` may be
    names of the library.

    >>> load("lumbar-medial-branch").probe.gauge
    20
    """
    if isinstance(name_or_path, str):
        known = match(name_or_path, SCENARIOS)
        if known is not None:
            return scenario(known.name)
    if is_path(name_or_path):
        return read_scenario(name_or_path, NAMES)
    near = (
        ", ".join(nearest(name_or_path, [entry.name for entry in SCENARIOS])) if isinstance(name_or_path, str) else ""
    )
    raise ScenarioError(
        f"{shown(name_or_path)} is neither a scenario of the library nor a TOML file"
        f"{'; nearest: ' + near if near else '; give a name or a path'}"
    )


def is_path(name: object) -> bool:
    """Tell whether something is meant as the path of a file."""
    if isinstance(name, os.PathLike):
        return True
    return isinstance(name, str) and (name.endswith(".toml") or "/" in name or os.sep in name or os.path.isfile(name))


def change(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """Return a new scenario with some values changed, by dotted key; names of the library are understood.

    >>> changed = change(load("b1"), {"probe.gauge": 18, "tissue": "liver", "protocol.steps[0].at_c": 75})
    >>> print(changed.probe, "in", changed.tissue.name)
    18 G probe, 10 mm bare tip in liver
    """
    return scenario_room.change(scenario, changes, NAMES)


def from_toml(text: str, file: str = "") -> Scenario:
    """Return the scenario that a TOML text describes; names of the library are understood."""
    return scenario_room.from_toml(text, file, NAMES)
