"""The head of a journal: which design, which options, which versions; and how two of them differ, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.scenario.writing import table_from
from lesionsim.sweep.design.design import Design
from lesionsim.sweep.design.hashing import sealed
from lesionsim.sweep.running.options import Options
from lesionsim.versions import versions

FORMAT = 1
SHOWN = 5
LONGEST = 80

Head = dict[str, Any]


def head_of(design: Design, options: Options) -> Head:
    """Return what a journal says about its sweep, as plain values."""
    return {
        "lesionsim_sweep": FORMAT,
        "rows": len(design),
        "design_sha256": design.sha256,
        "options": options.table,
        **versions(),
        "design": description_of(design),
        "disclaimer": DISCLAIMER,
    }


def description_of(design: Design) -> dict[str, Any]:
    """Return a design as plain values, to be compared and read by people; sources are in words."""
    return {
        "kind": design.kind,
        "samples": design.samples,
        "seed": design.seed,
        "vary": {key: str(source) for key, source in zip(design.keys, design.sources, strict=True)},
        "correlation": [list(pair) for pair in design.correlation],
        "scenario": table_from(sealed(design.scenario)),
    }


def differences(before: Head, now: Head) -> list[str]:
    """Say how the head of a journal differs from what is asked for now; the hash only where nothing else does.

    Examples
    --------
    >>> differences({"design": {"seed": 1, "samples": 64}}, {"design": {"seed": 2, "samples": 64}})
    ['design.seed was 1 and is 2']
    """
    a, b = dict(entries("", before)), dict(entries("", now))
    found = [
        f"{key} was {told(a.get(key))} and is {told(b.get(key))}" for key in {**a, **b} if a.get(key) != b.get(key)
    ]
    named = [each for each in found if not each.startswith("design_sha256")]
    if len(named) > SHOWN:
        named = [*named[:SHOWN], f"and {len(named) - SHOWN} more"]
    return named or (["the places that the design draws"] if found else [])


def entries(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every plain value inside a table with its dotted key."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from entries(f"{place}.{key}" if place else str(key), inner)
    elif isinstance(value, list | tuple) and any(isinstance(each, dict) for each in value):
        for number, inner in enumerate(value):
            yield from entries(f"{place}[{number}]", inner)
    else:
        yield place, list(value) if isinstance(value, tuple) else value


def told(value: Any) -> str:
    """Write a value, cut when long."""
    if value is None:
        return "not set"
    text = str(value) if not isinstance(value, float) else f"{value:g}"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
