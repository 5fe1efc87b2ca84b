"""Cited tissues, probes, damage models and ready scenarios.

A number may enter here with its source and with how sure it is; one without a source says so.
"""

from .bones import articular_pillar, lumbar_vertebra
from .cards import card
from .damage_models import damage
from .listing import KINDS, names, table
from .loading import NAMES, change, from_toml, load
from .probes import probe
from .scenarios import DEFAULT, scenario
from .tissues import tissue

__all__ = [
    "DEFAULT", "KINDS", "NAMES", "articular_pillar", "card", "change", "damage", "from_toml", "load",
    "lumbar_vertebra", "names", "probe", "scenario", "table", "tissue",
]  # fmt: skip
