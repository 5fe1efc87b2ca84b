"""Ranges of inputs for sweeps: where they come from, and how sure they are.

A range says how far an input may differ from the value of a scenario. Few are published as such; the others are marked.
"""

from __future__ import annotations

from typing import NamedTuple

from ..errors import ScenarioError
from ..scenario.wording import nearest_phrase, plain, shown
from .sources import told

ANY = ""  # whatever the tissue or criterion is
KUMRU = told("{kumru2023} (abstract)")
HALL = told("ranges of {hall2015}, as in their open code")
HABIT = "habit of the field, as told in textbooks and manuals of generators"
ONEILL = told("ranges for the cell-death model of {oneill2011}, as in Hall's open code")
HENRIQUES = told("{henriques1947}, as cited in later code")
RECALLED = "none: recalled, not found in a source"
GUESSED = "none: half to twice the value of the tissue database, a guess"
WARM = "spans 20 to 90 °C, so part of it is temperature and not difference between samples"


class Range(NamedTuple):
    """One range: the key, the kind of distribution with its numbers, and its card.

    ``of`` names the tissue or criterion that it is for. ``numbers`` are low and high (uniform, log-uniform), low, mode
    and high (triangular), or levels.
    """

    key: str
    of: str
    kind: str
    numbers: tuple[float, ...]
    unit: str
    reference: str
    confidence: str
    note: str = ""

    def __str__(self) -> str:
        where = f" of {self.of}" if self.of else ""
        unit = f" {self.unit}" if self.unit else ""
        told = ", ".join(f"{each:g}" for each in self.numbers)
        return f"{self.key}{where}: {self.kind} {told}{unit} ({self.confidence})"


# fmt: off
RANGES = (
    Range("temperature_c", ANY, "uniform", (70, 80), "°C", HABIT, "CONVENTION",
          "set temperature of a conventional lesion"),
    Range("hold_s", ANY, "uniform", (60, 90), "s", HABIT, "CONVENTION", "counted at the set temperature"),
    Range("ramp_s", ANY, "uniform", (10, 15), "s", HABIT, "CONVENTION", "of a generator that follows the tip"),
    Range("probe.gauge", ANY, "levels", (16, 17, 18, 20, 22), "", HABIT, "CONVENTION", "needles of pain practice"),
    Range("probe.tip_length_mm", ANY, "levels", (5, 10, 15), "mm", HABIT, "CONVENTION", "bare tips of pain practice"),
    Range("probe.sleeve.thickness_mm", ANY, "uniform", (0.05, 0.15), "mm", RECALLED, "MEMORY", "about 60 % sure"),
    Range("start_c", ANY, "uniform", (36, 38), "°C", RECALLED, "MEMORY", "a living body without fever"),
    Range("tissue.conductivity_w_m_k", "muscle", "uniform", (0.33, 0.57), "W/m/K", KUMRU, "VERIFIED",
          f"porcine spinal muscle, ex vivo; {WARM}"),
    Range("tissue.conductivity_w_m_k", "liver", "triangular", (0.46, 0.50, 0.57), "W/m/K", HALL, "VERIFIED"),
    Range("tissue.conductivity_w_m_k", "gel", "uniform", (0.55, 0.60), "W/m/K", RECALLED, "MEMORY", "about 80 % sure"),
    Range("tissue.conductivity_w_m_k", "chicken-breast", "uniform", (0.48, 0.52), "W/m/K", RECALLED, "MEMORY",
          "about 60 % sure"),
    Range("tissue.heat_capacity_j_kg_k", "liver", "uniform", (3430, 3986), "J/kg/K", HALL, "VERIFIED",
          "3.7 to 4.3 MJ/m³/K at the library's 1078.75 kg/m³"),
    Range("tissue.heat_capacity_j_kg_k", "muscle", "uniform", (3393, 3944), "J/kg/K", HALL, "ASSUMED",
          "the range of liver, 3.7 to 4.3 MJ/m³/K, at the library's 1090.4 kg/m³ of muscle"),
    Range("tissue.heat_capacity_j_kg_k", "gel", "uniform", (4000, 4200), "J/kg/K", RECALLED, "MEMORY",
          "about 80 % sure"),
    Range("tissue.heat_capacity_j_kg_k", "chicken-breast", "uniform", (3500, 3700), "J/kg/K", RECALLED, "MEMORY",
          "about 60 % sure"),
    Range("tissue.density_kg_m3", "gel", "uniform", (1010, 1040), "kg/m³", RECALLED, "MEMORY", "about 80 % sure"),
    Range("tissue.perfusion_per_s", "liver", "triangular", (0.00896, 0.01316, 0.01792), "per s", HALL, "VERIFIED",
          "34 to 50 to 68 kW/m³/K, divided by 1050 kg/m³ and 3617 J/kg/K of blood"),
    Range("tissue.perfusion_per_s", "muscle", "log-uniform", (3.34e-4, 1.335e-3), "per s", GUESSED, "ASSUMED",
          "resting muscle; that of working muscle is many times higher"),
    Range("tissue.electrical_conductivity_s_m.value", "muscle", "uniform", (0.36, 0.55), "S/m", KUMRU, "ASSUMED",
          "the lower end is measured, porcine spinal muscle ex vivo, 0.36 to 1.28 S/m from 20 to 90 °C; the upper "
          "end is a guess for 37 °C"),
    Range("tissue.electrical_conductivity_s_m.value", "liver", "triangular", (0.14, 0.20, 0.28), "S/m", HALL,
          "VERIFIED"),
    Range("tissue.electrical_conductivity_s_m.rate_per_c", ANY, "uniform", (0.01, 0.02), "per °C", HALL, "VERIFIED",
          "1 to 2 % per °C; for liver, and used for other tissues too"),
    Range("tissue.boiling.water_fraction", ANY, "uniform", (0.71, 0.76), "", HALL, "VERIFIED", "of liver"),
    Range("nerve.diameter_mm", ANY, "uniform", (0.8, 1.9), "mm", RECALLED, "MEMORY",
          "medial branch: about 1 mm, under 2 mm; the lower end is a guess"),
    Range("criteria[0].activation_energy_j_mol", "skin", "uniform", (6.27e5, 6.28e5), "J/mol", HENRIQUES,
          "VERIFIED (secondary)", "rounding of the original; it moves the deadly temperature by half a degree"),
    Range("criteria[0].forward_per_s", ANY, "log-uniform", (8e-4, 9.07e-3), "per s", ONEILL, "VERIFIED"),
    Range("criteria[0].backward_per_s", ANY, "log-uniform", (2.5e-4, 1.92e-2), "per s", ONEILL, "VERIFIED"),
    Range("criteria[0].scale_c", ANY, "uniform", (24.6, 63.5), "°C", ONEILL, "VERIFIED"),
)
# fmt: on


def ranges() -> tuple[Range, ...]:
    """Return every range of the library, with its source and how sure it is.

    >>> print(*ranges()[:2], sep="; ")
    temperature_c: uniform 70, 80 °C (CONVENTION); hold_s: uniform 60, 90 s (CONVENTION)
    """
    return RANGES


def range_of(key: str, of: str = ANY) -> Range:
    """Return the range of a key, in which [0] stands for every entry of a list, for a tissue or criterion.

    Raises
    ------
    ScenarioError
        When the library has none; tells the keys that it has.

    Examples
    --------
    >>> range_of("tissue.perfusion_per_s", "muscle").confidence
    'ASSUMED'
    """
    found = [each for each in RANGES if each.key == key]
    for each in found:
        if each.of in (ANY, of):
            return each
    if found:
        known = ", ".join(each.of for each in found)
        raise ScenarioError(
            f"the library has a range of {key} for {known} alone, and not for {shown(of)}; give low and high"
        )
    near = nearest_phrase(key, dict.fromkeys(each.key for each in RANGES))
    raise ScenarioError(f"the library has no range of {key}; give low and high{near}")


def in_words(found: Range) -> str:
    """Write a range with its unit.

    >>> in_words(range_of("hold_s")), in_words(range_of("probe.gauge"))
    ('60 to 90 s', '16, 17, 18, 20, 22 G')
    """
    return f"{ends_of(found)} {unit_of(found)}".strip()


def ends_of(found: Range) -> str:
    """Write a range without its unit."""
    numbers = [plain(each) for each in found.numbers]
    return ", ".join(numbers) if found.kind == "levels" else f"{numbers[0]} to {numbers[-1]}"


def unit_of(found: Range) -> str:
    """Return the unit of a range; gauges have a letter."""
    return "G" if found.key == "probe.gauge" else found.unit
