"""Tissues and bench materials: thermal numbers, where they come from, and how sure they are.

Electrical conductivity stands in `electrical`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..scenario import Tissue
from .electrical import ELECTRICAL
from .naming import find
from .sources import told

ITIS = told("{baumgartner2025}")
TUTORIAL = told("{irastorza}")
BENCHMARK = "definition of benchmark B1: round numbers for muscle"
RECALLED = "none: recalled, not found in a source"
LIQUID = "a liquid: its flow is not modelled"


class Entry(NamedTuple):
    """One tissue with its card: W/m/K, kg/m³, J/kg/K, 1/s, W/kg."""

    name: str
    title: str
    conductivity: float
    density: float
    heat_capacity: float
    perfusion: float
    metabolic: float
    note: str = ""
    reference: str = ITIS
    confidence: str = "VERIFIED"


# fmt: off
TISSUES = (
    Entry("muscle", "Muscle", 0.49496875, 1090.4, 3421.2, 6.677e-4, 0.9061247014,
          "mean over directions; fibres conduct differently along and across"),
    Entry("fat", "Fat (Average Infiltrated)", 0.21145, 911.0, 2348.333333, 4.966e-4, 0.5065659521),
    Entry("fat-not-infiltrated", "Fat (Not Infiltrated)", 0.21145, 911.0, 2348.333333, 0.0, 0.0),
    Entry("cortical-bone", "Bone (Cortical)", 0.32, 1908.0, 1312.833333, 3.180e-4, 0.154868932),
    Entry("cancellous-bone", "Bone (Cancellous)", 0.3125, 1178.333333, 2274.0, 5.892e-4, 0.4646067961),
    Entry("red-marrow", "Bone Marrow (Red)", 0.279, 1028.5, 2666.0, 2.314e-3, 2.090730583),
    Entry("yellow-marrow", "Bone Marrow (Yellow)", 0.1921351013, 980.0, 2065.0, 4.900e-4, 0.4646067961),
    Entry("cartilage", "Cartilage", 0.487, 1099.5, 3568.0, 6.414e-4, 0.5420412621),
    Entry("intervertebral-disc", "Intervertebral Disc", 0.487, 1099.5, 3568.0, 6.414e-4, 0.5420412621),
    Entry("nerve", "Nerve", 0.49, 1075.0, 3613.0, 2.873e-3, 2.48306521, "mean over directions"),
    Entry("spinal-cord", "Spinal Cord", 0.51325, 1075.0, 3630.0, 2.873e-3, 2.48306521),
    Entry("cerebrospinal-fluid", "Cerebrospinal Fluid", 0.5733333333, 1007.0, 4095.5, 0.0, 0.0, LIQUID),
    Entry("dura", "Dura", 0.44, 1174.0, 3364.0, 7.435e-3, 5.885019417),
    Entry("blood", "Blood", 0.5168571429, 1049.75, 3617.0, 0.0, 0.0,
          f"{LIQUID}; the database's perfusion stands for a vessel in flow and is left out"),
    Entry("tendon-ligament", "Tendon\\Ligament", 0.469, 1142.0, 3432.0, 5.520e-4, 0.4491199029),
    Entry("connective-tissue", "Connective Tissue", 0.3945, 1026.5, 2372.416667, 6.364e-4, 0.5761124272),
    Entry("skin", "Skin", 0.3721835, 1109.0, 3390.5, 1.966e-3, 1.647516035),
    Entry("liver", "Liver", 0.5191111111, 1078.75, 3540.2, 1.547e-2, 9.930839189),
    Entry("water", "Water", 0.6045, 994.035466, 4178.0, 0.0, 0.0, LIQUID),
    Entry("myocardium", "Myocardium (one tutorial's model)", 0.56, 1081.0, 3686.0, 4.0e-3, 0.0,
          "that model takes blood of 1020 kg/m³ and 3640 J/kg/K, "
          "and one perfusion for this and connective tissue", TUTORIAL),
    Entry("b1-muscle", "B1 muscle", 0.49, 1090.0, 3421.0, 6.7e-4, 0.0,
          "exact by definition, not a measurement", BENCHMARK, "DEFINED"),
    Entry("saline", "Saline 0.9 %", 0.60, 1005.0, 4150.0, 0.0, 0.0,
          f"{LIQUID}; about 85 % sure", RECALLED, "MEMORY"),
    Entry("egg-white", "Egg white", 0.55, 1035.0, 3800.0, 0.0, 0.0,
          "real egg white flows when heated (up to about 5 mm/s, Wren 2006), "
          "which is not modelled; about 60 % sure", RECALLED, "MEMORY"),
    Entry("gel", "Polyacrylamide or agar gel", 0.575, 1025.0, 4100.0, 0.0, 0.0,
          "middle of 0.55-0.60 W/m/K, 1010-1040 kg/m³, 4000-4200 J/kg/K; about 80 % sure",
          RECALLED, "MEMORY"),
    Entry("chicken-breast", "Chicken breast (raw)", 0.50, 1050.0, 3600.0, 0.0, 0.0,
          "middle of 0.48-0.52 W/m/K, 3500-3700 J/kg/K; about 60 % sure", RECALLED, "MEMORY"),
)
# fmt: on


def tissue_entry(name: str) -> Entry:
    """Return a tissue with its card."""
    return find(name, TISSUES, "tissue")


@cache
def tissue(name: str) -> Tissue:
    """Return a tissue of the library, by its short name or its name in the database.

    >>> tissue("muscle").density_kg_m3, tissue("Bone (Cortical)").name
    (1090.4, 'cortical-bone')
    """
    entry = tissue_entry(name)
    electrical = ELECTRICAL.get(entry.name)
    return Tissue(
        name="B1 muscle" if entry.name == "b1-muscle" else entry.name,
        conductivity_w_m_k=entry.conductivity,
        density_kg_m3=entry.density,
        heat_capacity_j_kg_k=entry.heat_capacity,
        perfusion_per_s=entry.perfusion,
        metabolic_heat_w_kg=entry.metabolic,
        electrical_conductivity_s_m=None if electrical is None else electrical.law,
        reference="; ".join(filter(None, (entry.reference, electrical.short_reference if electrical else ""))),
        confidence=entry.confidence,
    )
