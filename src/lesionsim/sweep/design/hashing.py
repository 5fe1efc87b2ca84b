"""A fingerprint of a design, the same in every process and on every machine."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np

from lesionsim.scenario import Scenario, Voxels, to_toml
from lesionsim.scenario.writing import table_from

if TYPE_CHECKING:
    from .design import Design

FORMAT = 1


def sealed(scenario: Scenario) -> Scenario:
    """Return a scenario in which every labelled volume has the checksum of what its file holds."""
    if not any(isinstance(body, Voxels) for body in scenario.anatomy):
        return scenario
    from lesionsim.problem.voxels import with_checksums

    return with_checksums(scenario)


def sha256_of(design: Design) -> str:
    """Return a hash of everything that decides the rows of a design; the seed does so by the places alone."""
    about = {
        "format": FORMAT,
        "scenario": to_toml(sealed(design.scenario)),
        "keys": design.keys,
        "sources": [table_from(source) for source in design.sources],
        "kind": design.kind,
        "samples": design.samples,
        "correlation": design.correlation,
    }
    text = json.dumps(about, ensure_ascii=True, allow_nan=False, separators=(",", ":"), sort_keys=True)
    digest = hashlib.sha256(text.encode("ascii"))
    places = np.where(np.isnan(design.drawn), np.nan, design.drawn).astype("<f8")
    digest.update(repr(places.shape).encode("ascii"))
    digest.update(np.ascontiguousarray(places).tobytes())
    return digest.hexdigest()
