"""Criteria of damage: published parameters, where they come from, and how sure they are."""

from __future__ import annotations

from typing import NamedTuple

from ..scenario import CEM43, Arrhenius, Criterion, Isotherm, ThreeState
from .naming import find
from .sources import told

MEMORY = "MEMORY"
CONVENTION = "A convention, not a parameter set; one temperature or dose does not fit all tissues"


class Entry(NamedTuple):
    """One criterion with its card."""

    name: str
    title: str
    criterion: Criterion
    note: str
    reference: str
    confidence: str


def published(
    name: str,
    title: str,
    frequency_per_s: float,
    energy_j_mol: float,
    reference: str,
    confidence: str,
    note: str = "",
) -> Entry:
    """Return the entry of a published Arrhenius set."""
    criterion = Arrhenius(
        name=name,
        frequency_per_s=frequency_per_s,
        activation_energy_j_mol=energy_j_mol,
        reference=reference,
        confidence=confidence,
    )
    return Entry(name, title, criterion, note, reference, confidence)


def conventional(
    name: str,
    title: str,
    criterion: Isotherm | CEM43,
    reference: str = "",
    confidence: str = "",
    note: str = CONVENTION,
) -> Entry:
    """Return the entry of a criterion that is a habit of the field."""
    return Entry(name, title, criterion, note, reference or "habit of the field", confidence or "CONVENTION")


ONEILL = told("{oneill2011}; values as in two open codes")
ONEILL_CONFIDENCE = "VERIFIED for the rates and the scale; MEMORY for start_alive and dead_fraction"

# fmt: off
DAMAGE = (
    published("liver", "Liver", 7.39e39, 2.577e5, told("{mertyna2009}"), "VERIFIED",
              "the field's habit; for muscle or nerve it is an assumption"),
    published("skin", "Skin (Henriques 1947)", 3.1e98, 6.28e5,
              told("{henriques1947}, as cited in later code"), "VERIFIED (secondary)",
              "the original gives 6.27e5 to 6.28e5 J/mol"),
    published("retina", "Retina (Welch-Polhamus)", 3.1e99, 6.28e5,
              told("{welch1984}, as cited in the CD3 code"), "VERIFIED (secondary)",
              "from laser burns, far shorter than a minute"),
    published("artery", "Artery (Agah 1994)", 5.6e63, 4.3e5,
              told("{agah1994}, as cited in later code"), "VERIFIED (secondary)",
              "often relabelled as cartilage or fat, which it is not"),
    published("nerve-motor", "Nerve, motor function, rat sciatic", 2.018e105, 6.588e5,
              told("derived from {wondergem1988}"), "DERIVED",
              "two-point fit: half of the animals lost half the function after 58 min at 43 °C and 12 min "
              "at 45 °C; recovery was complete in 4 weeks, so this is not neurotomy; never "
              "use above about 50 °C"),
    published("muscle", "Skeletal muscle (Jacques and Gaeeni)", 2.94e39, 2.596e5,
              told("{jacques1989}, recalled"), MEMORY, "about 70 % sure; not found in a source"),
    published("collagen", "Collagen shrinkage (Pearce 1993, Agah)", 1.606e45, 3.06e5,
              told("{pearce1993}, recalled"), MEMORY, "about 80 % sure; not found in a source"),
    published("liver-jacques", "Liver (Jacques 1996)", 5.51e41, 2.769e5,
              told("{jacques1996}, recalled"), MEMORY, "about 60 % sure; not found in a source"),
    Entry("three-state", "Three-state cell death", ThreeState(reference=ONEILL, confidence=ONEILL_CONFIDENCE),
          "published ranges: kf 0.0008-0.00907 per s, kb 0.00025-0.0192 per s, Tk 24.6-63.5 °C", ONEILL,
          ONEILL_CONFIDENCE),
    conventional("cem43", "CEM43, 240 minutes, two rates", CEM43(),
                 told("{mertyna2009} (rates)"),
                 "VERIFIED for the rates; 240 min seen in code only",
                 "nerve data give R 0.55 from 43 to 44 °C and 0.375 from 44 to 45 °C"),
    conventional("cem43-clinical", "CEM43, 240 minutes, clinical", CEM43(convention="clinical")),
    conventional("cem43-half", "CEM43, 240 minutes, R 0.5 everywhere", CEM43(convention="half")),
    *(conventional(f"isotherm-{at_c}", f"Isotherm {at_c} °C", Isotherm(at_c)) for at_c in (45, 50, 55, 60)),
)
# fmt: on


def damage_entry(name: str) -> Entry:
    """Return a criterion with its card."""
    return find(name, DAMAGE, "damage model")


def damage(name: str) -> Criterion:
    """Return a damage criterion of the library.

    >>> damage("liver").label, damage("cem43").label
    ('Arrhenius liver', 'CEM43 240 min (two-rate)')
    """
    return damage_entry(name).criterion
