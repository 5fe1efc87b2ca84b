"""What was varied, in a few words for captions: ranges as the design gives them, else the values that were met."""

import math
import tomllib
from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray

MOST_VALUES = 6  # of a list, written out
COARSENESS = 10.0  # a range is told to the next decimal below so many parts of it
RANGES = {"uniform": "{low} to {high}", "log-uniform": "{low} to {high}", "triangular": "{low} to {high}",
          "normal": "{mean} ± {sd}", "log-normal": "{median} ×÷ {factor}"}  # fmt: skip


def varied(about: Mapping[str, Any], coordinates: Mapping[str, Array]) -> list[str]:
    """Write which values every key took.

    Parameters
    ----------
    about : attributes of a sweep; its design tells the sources
    coordinates : values of every key in the rows

    Examples
    --------
    >>> design = '[vary.gauge]\\nkind = "levels"\\n[vary.hold_s]\\nkind = "uniform"\\nlow = 60.0\\nhigh = 120.0'
    >>> varied({"design": design}, {"gauge": np.array([18, 20]), "hold_s": np.array([61.2, 118.0])})
    ['18 to 20', '60 to 120']
    """
    sources = sources_of(str(about.get("design", "")))
    return [in_words(sources.get(key), values) for key, values in coordinates.items()]


def sources_of(design: str) -> dict[str, Any]:
    """Return the tables of the keys of a design; none where it is cut or left out."""
    try:
        found = tomllib.loads(design).get("vary", {})
    except tomllib.TOMLDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def in_words(source: object, values: Array) -> str:
    """Write a source, or the values that were met where it is a list."""
    if isinstance(source, dict) and source.get("kind") in RANGES:
        numbers = {name: f"{value:.5g}" for name, value in source.items() if isinstance(value, float | int)}
        return RANGES[str(source["kind"])].format_map(numbers)
    return met_in_words(values)


def met_in_words(values: Array) -> str:
    """Write which values a key took, as precisely as their range is worth telling.

    >>> met_in_words(np.array([70.02, 82.5, 89.9])), met_in_words(np.array(["muscle", "fat", "muscle"]))
    ('70 to 90', 'fat, muscle')
    """
    if values.dtype.kind in "fiu":
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        if low == high:
            return f"{low:.3g}"
        digits = -math.floor(math.log10((high - low) / COARSENESS))
        return " to ".join(f"{round(end, digits):.6g}" for end in (low, high))
    words = sorted({str(value) for value in values})
    return ", ".join(words) if len(words) <= MOST_VALUES else f"{len(words)} values"
