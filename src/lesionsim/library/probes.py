"""Needles by gauge, and where their diameters come from."""

from __future__ import annotations

from typing import NamedTuple

from ..scenario import GAUGE_DIAMETERS_MM, Probe
from .naming import find
from .sources import told

CHART = told("{gaugechart} (2011 copy, to 0.001 mm); not compared with ISO 9626")
USED_IN_PAIN_PRACTICE = (16, 17, 18, 20, 22, 23)


class Entry(NamedTuple):
    """One gauge with its card."""

    name: str
    title: str
    gauge: int
    diameter_mm: float
    reference: str
    confidence: str


def entry_of(gauge: int, diameter_mm: float) -> Entry:
    """Return the entry of one gauge."""
    if gauge in USED_IN_PAIN_PRACTICE:
        return Entry(f"{gauge}G", f"{gauge} G", gauge, diameter_mm, f"nominal; agrees with: {CHART}", "SECONDARY")
    return Entry(
        f"{gauge}G",
        f"{gauge} G",
        gauge,
        diameter_mm,
        f"nominal; recalled, agrees with: {CHART}",
        "MEMORY, unverified against a standard",
    )


PROBES = tuple(entry_of(gauge, diameter_mm) for gauge, diameter_mm in GAUGE_DIAMETERS_MM.items())


def probe_entry(name: str) -> Entry:
    """Return a gauge with its card; "20G", "20 G", "20g" and "20" are the same."""
    short = name.strip().upper().removesuffix("G").strip() + "G" if isinstance(name, str) else name
    return find(short, PROBES, "probe")


def probe(name: str) -> Probe:
    """Return a probe with a 10 mm tip, by its gauge.

    >>> probe("20G").outer_diameter_mm
    0.908
    """
    return Probe(gauge=probe_entry(name).gauge)
