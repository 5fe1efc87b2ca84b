"""Names and tables of what the library holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..errors import ScenarioError
from ..scenario.wording import nearest_phrase, shown
from ..texts import spoken
from .damage_models import DAMAGE
from .electrical import value_in_table
from .probes import PROBES
from .scenarios import SCENARIOS
from .tissues import TISSUES

Lines = list[tuple[str, ...]]


def tissue_lines() -> Lines:
    """Return head and rows of the table of tissues."""
    head = ("tissue", "W/m/K", "kg/m³", "J/kg/K", "perfusion 1/s", "S/m", "confidence", "full name")
    return [
        head,
        *(
            (
                each.name,
                f"{each.conductivity:.4g}",
                f"{each.density:.5g}",
                f"{each.heat_capacity:.5g}",
                f"{each.perfusion:.4g}",
                value_in_table(each.name),
                each.confidence,
                each.title,
            )
            for each in TISSUES
        ),
    ]


def damage_lines() -> Lines:
    """Return head and rows of the table of damage models."""
    head = ("damage model", "label", "confidence", "full name")
    return [head, *((each.name, each.criterion.label, each.confidence, each.title) for each in DAMAGE)]


def probe_lines() -> Lines:
    """Return head and rows of the table of probes."""
    head = ("probe", "outer diameter mm", "confidence")
    return [head, *((each.name, f"{each.diameter_mm:.3f}", each.confidence) for each in PROBES)]


def scenario_lines() -> Lines:
    """Return head and rows of the table of scenarios."""
    return [("scenario", "what it is"), *((each.name, each.title) for each in SCENARIOS)]


LINES: Final[dict[str, Callable[[], Lines]]] = {
    "scenarios": scenario_lines,
    "tissues": tissue_lines,
    "probes": probe_lines,
    "damage": damage_lines,
}
KINDS: Final = tuple(LINES)


def names(kind: str) -> tuple[str, ...]:
    """Return the names of one kind: scenarios, tissues, probes or damage.

    >>> names("probes")[:3]
    ('14G', '15G', '16G')
    """
    return tuple(line[0] for line in lines_of(kind)[1:])


def table(kind: str) -> str:
    """Return one kind as a table of text."""
    head, *rest = lines_of(kind)
    lines = [tuple(map(spoken, head)), *((*line[:-1], spoken(line[-1])) for line in rest)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    rows = ["  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([rows[0], "-" * max(map(len, rows)), *rows[1:]])


def lines_of(kind: str) -> Lines:
    """Return head and rows of one kind."""
    if isinstance(kind, str) and kind in LINES:
        return LINES[kind]()
    near = nearest_phrase(kind, KINDS) if isinstance(kind, str) else ""
    raise ScenarioError(f"{shown(kind)} is not a kind of the library; must be {', '.join(KINDS)}{near}")
