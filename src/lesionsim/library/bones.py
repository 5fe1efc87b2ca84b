"""Bone beside the tip, and the scenarios that have it, each made from one without bone."""

from __future__ import annotations

import dataclasses

from ..scenario import Boiling, HalfSpace, Nerve, Scenario, Tissue, Vertebra
from .tissues import tissue

SHELL_MM = 1.0  # MEMORY: cortical bone of processes is thought to be 0.5 to 1.5 mm thick
SHAPE_DOUBT = "MEMORY: the sizes are recalled, not found in a source, and the shape is schematic"

NO_BONE = "Muscle everywhere: no bone, no injected fluid. "
NERVE_BEFORE = "straight, parallel to the probe and 1.5 mm from its axis is an assumption"
BONE_ALIKE = (
    "Bone has the library's numbers for living bone, a shell of cortical bone 1 mm thick around cancellous bone. Its "
    "perfusion stops, and it dies, like muscle: an assumption. Dead bone counts as lesion. "
)
UNVERIFIED = "All sizes are from memory and unverified, edges are rounded by guess, and there is no injected fluid. "
LUMBAR_NOTES = (
    "Muscle, and bone in a schematic shape: the transverse process beyond x = 1.6 mm and the superior articular "
    "process beyond y = 1.6 mm meet in a groove, and the probe lies along it (z) without touching; the rest of the "
    f"vertebra is left out. {UNVERIFIED}{BONE_ALIKE}"
)
LUMBAR_NERVE = (
    "straight, lies in the corner of the groove, touching both bones, and stays there as the probe moves is an "
    "assumption"
)
CERVICAL_NOTES = (
    "Muscle, and bone in a schematic shape: the articular pillar of the neck, beyond x = 1.6 mm, a rounded column "
    f"across the probe (along y), which lies beside it without touching. {UNVERIFIED}{BONE_ALIKE}"
    "Temperature and time are those of the lumbar default. "
)
CERVICAL_NERVE = (
    "straight, lies along the bone between it and the probe, and stays there as the probe moves is an assumption"
)
B3_SAME_NOTES = (
    "Benchmark B3 without bone, exact by definition: B1, computed in three dimensions because a body of the same "
    "muscle fills x >= 3 mm. It must give the answer of B1."
)
B3_BONE_NOTES = (
    "Benchmark B3 with bone, exact by definition: B1 with bone of 0.32 W/m/K, 1908 kg/m³, 1313 J/kg/K and a perfusion "
    "of 1.7e-4 per s filling x >= 3 mm. Dead bone counts as lesion."
)
# What the notes of scenarios with current say of boiling, and what they say beside bone.
BOILS = "Tissue that comes near 100 °C boils and dries out, by numbers that are mostly from memory. "
BARELY = (
    "Muscle boils from 100 to 101 °C, by numbers that are mostly from memory. At 80 °C nothing does: a few cells "
    "between tip and bone come to 99.9 °C. Where more boils, following it takes ten times as long. "
)


def lumbar_vertebra(shell_mm: float = SHELL_MM) -> tuple[Vertebra, Vertebra]:
    """Return the bone beside a lumbar medial branch: cortical shell, then cancellous core.

    >>> print(*lumbar_vertebra(), sep="; ")
    cortical-bone: transverse process from x 1.6 mm, articular process from y 1.6 mm; cancellous-bone: transverse
    process from x 1.6 mm, articular process from y 1.6 mm, 1 mm below the surface
    """
    return shelled(Vertebra(tissue=tissue("cortical-bone")), shell_mm)


def articular_pillar(shell_mm: float = SHELL_MM) -> tuple[Vertebra, Vertebra]:
    """Return the bone beside a cervical medial branch: cortical shell, then cancellous core.

    >>> print(articular_pillar()[0])
    cortical-bone: articular pillar from x 1.6 mm
    """
    pillar = Vertebra(
        tissue=tissue("cortical-bone"),
        articular_height_mm=0,
        process_thickness_mm=11,  # MEMORY: 10 to 13 mm from side to side
        process_width_mm=13,  # MEMORY: 11 to 14 mm from front to back
        process_length_mm=20,  # up and down; pillars stand on each other
        edge_mm=4,
    )
    return shelled(pillar, shell_mm)


def shelled(bone: Vertebra, shell_mm: float) -> tuple[Vertebra, Vertebra]:
    """Return a bone and its core."""
    return bone, dataclasses.replace(bone, tissue=tissue("cancellous-bone"), inset_mm=shell_mm)


def in_groove(name: str, title: str, base: Scenario) -> Scenario:
    """Return a lumbar scenario with the bone beside the medial branch."""
    return dataclasses.replace(
        base,
        name=name,
        title=title,
        tissue=boiling_late(base.tissue),
        anatomy=lumbar_vertebra(),
        nerve=Nerve(points_mm=((1.1, 1.1, -10), (1.1, 1.1, 20)), frame="anatomy"),
        notes=told(base.notes, LUMBAR_NOTES, LUMBAR_NERVE),
    )


def boiling_late(tissue: Tissue) -> Tissue:
    """Let tissue that boils do so from 100 °C, as water does, so that runs that stay below need not follow it."""
    if tissue.boiling is None:
        return tissue
    return dataclasses.replace(tissue, boiling=Boiling(from_c=100.0, to_c=101.0, dry_at_c=101.0))


def at_pillar(name: str, title: str, base: Scenario) -> Scenario:
    """Return a scenario with the bone beside a cervical medial branch."""
    return dataclasses.replace(
        base,
        name=name,
        title=title,
        anatomy=articular_pillar(),
        nerve=Nerve(points_mm=((1.1, 0, -10), (1.1, 0, 20)), frame="anatomy"),
        notes=told(base.notes, CERVICAL_NOTES, CERVICAL_NERVE),
    )


def told(notes: str, bone: str, nerve: str) -> str:
    """Return the notes of a scenario without bone with what the bone changes."""
    current = notes.replace("that of muscle at 500 kHz", "that of muscle and bone at 500 kHz").replace(BOILS, BARELY)
    return current.replace(NO_BONE, bone).replace(NERVE_BEFORE, nerve)


def b3_same(name: str, b1: Scenario) -> Scenario:
    """Return benchmark B3 without bone."""
    body = HalfSpace(tissue=b1.tissue, normal=(1, 0, 0), from_mm=3)
    title = "Benchmark B3 without bone: B1 in three dimensions"
    return dataclasses.replace(b1, name=name, title=title, anatomy=(body,), notes=B3_SAME_NOTES)


def b3_bone(name: str, b1: Scenario) -> Scenario:
    """Return benchmark B3 with bone."""
    bone = Tissue(
        name="B3 bone",
        conductivity_w_m_k=0.32,
        density_kg_m3=1908,
        heat_capacity_j_kg_k=1313,
        perfusion_per_s=1.7e-4,
        reference="definition of benchmark B3",
        confidence="DEFINED",
    )
    body = HalfSpace(tissue=bone, normal=(1, 0, 0), from_mm=3)
    title = "Benchmark B3: bone 3 mm beside the held probe"
    return dataclasses.replace(b1, name=name, title=title, anatomy=(body,), notes=B3_BONE_NOTES)
