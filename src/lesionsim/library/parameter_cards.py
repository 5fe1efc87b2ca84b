"""Parameter cards: every number behind a result with its value, range, temperature, source, and how sure it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import ScenarioError
from ..scenario import Scenario
from ..scenario.wording import shown
from . import damage_models, probes, scenarios, tissues
from .bibtex import bibtex
from .loading import change, from_toml, load
from .numbers import numbers_of
from .parameters import Parameter, Part
from .parts import parameter, parts_of
from .provenance import value_at_key
from .sources import Work, works_in


@dataclass(frozen=True)
class Cards:
    """The cards of everything behind one scenario, or of one entry of the library.

    >>> import lesionsim as ls
    >>> print(str(ls.cards("b1")).splitlines()[0])
    Parameter cards: b1
    """

    name: str
    title: str
    parts: tuple[Part, ...]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every number, part after part."""
        return tuple(each for part in self.parts for each in part.parameters)

    @property
    def works(self) -> tuple[Work, ...]:
        """The works behind the numbers and their ranges, each once, in the order in which they are first named."""
        found = [work for each in self.parameters for work in works_of(each)]
        return tuple(dict.fromkeys(found))

    def __str__(self) -> str:
        from .card_text import text

        return text(self)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        from .card_html import tables

        return tables(self)

    def to_html(self) -> str:
        """Return a page that needs nothing from elsewhere: no script, no font, no picture."""
        from .card_html import page

        return page(self)

    def to_bibtex(self) -> str:
        """Return one BibTeX entry for each work, with the numbers that it stands behind.

        >>> import lesionsim as ls
        >>> ls.cards("lumbar-medial-branch").to_bibtex().splitlines()[0]
        '@misc{baumgartner2025,'
        """
        behind: dict[str, list[str]] = {}
        for part in self.parts:
            for each in part.parameters:
                for work in works_of(each):
                    behind.setdefault(work.key, []).append(f"{each.name} ({part.of or part.title})")
        return bibtex(self.works, {key: ", ".join(dict.fromkeys(names)) for key, names in behind.items()}) + "\n"

    def written(self, ending: str) -> str:
        """Return the cards as a file of some ending holds them: ``.txt``, ``.html`` or ``.bib``."""
        return {".txt": lambda: f"{self}\n", ".html": self.to_html, ".bib": self.to_bibtex}[ending]()


def works_of(parameter: Parameter) -> tuple[Work, ...]:
    """Return the works behind one number: those of its value, then those of its range."""
    own = works_in(parameter.reference)
    spread = () if parameter.spread is None else works_in(parameter.spread.reference)
    return (*own, *(work for work in spread if work not in own))


def cards(scenario: Scenario | str | os.PathLike[str] | Any) -> Cards:
    """Return the cards of every number behind a scenario's result.

    Each number has its value and unit, the library's range where there is one, the temperature at which it holds, its
    source, and how sure it is. Numbers that were changed say so; nothing is left out because it has no source.

    Parameters
    ----------
    scenario : Scenario, its name in the library, the path of its TOML file, or the result of a run

    Returns
    -------
    Cards; `print` shows them, `to_html()` and `to_bibtex()` write them

    Raises
    ------
    ScenarioError
        When it is none of these.

    Examples
    --------
    >>> import lesionsim as ls
    >>> found = ls.cards(ls.change(ls.load("lumbar-medial-branch"), {"tissue.perfusion_per_s": 0}))
    >>> next(each for each in found.parameters if each.key == "tissue.perfusion_per_s").note
    "the library's muscle has 0.0006677 per s"
    """
    described = scenario_meant(scenario)
    return Cards(described.name, described.title, parts_of(described))


def scenario_meant(scenario: object) -> Scenario:
    """Return the scenario that is meant by a scenario, a name, a path or a result."""
    if isinstance(scenario, Scenario):
        return scenario
    if isinstance(scenario, str | os.PathLike):
        return load(scenario)
    attributes = getattr(scenario, "attrs", None)
    if isinstance(attributes, Mapping) and isinstance(attributes.get("scenario"), str):
        return from_toml(attributes["scenario"], "the result's scenario")
    raise ScenarioError(f"scenario is {shown(scenario)}; must be a Scenario, its name or file, or a result")


def cards_of_entry(name: str) -> Cards:
    """Return the cards of an entry of the library; of a name that means several, those of all.

    Raises
    ------
    ScenarioError
        When the library has none of this name.

    Examples
    --------
    >>> [part.title for part in cards_of_entry("liver").parts]
    ['tissue', 'damage']
    """
    from .cards import card

    told = card(name).partition("\n")[0]  # raises where the name is unknown
    parts = [part for make in (tissue_part, damage_part, probe_part) if (part := attempt(make, name))]
    scenario = attempt(scenarios.scenario, name)
    if scenario is not None:
        found = cards(scenario)
        return found if not parts else Cards(found.name, found.title, (*parts, *found.parts))
    return Cards(told.partition(" (")[0], told.partition(": ")[2], tuple(parts))


def attempt(make: Any, name: str) -> Any:
    """Return what is made of a name, or nothing where it is unknown."""
    try:
        return make(name)
    except ScenarioError:
        return None


def part_within(changes: dict[str, Any], place: str, title: str, of: str) -> Part:
    """Return the numbers of a scenario's part, in a scenario that has it."""
    whole = change(scenarios.scenario("lumbar-medial-branch-rf"), {"perfusion": {"kind": "constant"}, **changes})
    found = numbers_of(value_at_key(whole, place), place)
    return Part(title, of, tuple(parameter(whole, number) for number in found))


def tissue_part(name: str) -> Part:
    """Return the card of a tissue, with its electrical conductivity where that is known."""
    tissue = tissues.tissue(name)
    current = {} if tissue.electrical_conductivity_s_m is not None else {"source": "held"}
    return part_within({"tissue": tissue, **current}, "tissue", "tissue", tissue.name)


def damage_part(name: str) -> Part:
    """Return the card of a damage model."""
    criterion = damage_models.damage(name)
    return part_within({"criteria": (criterion,)}, "criteria[0]", "damage", str(criterion))


def probe_part(name: str) -> Part:
    """Return the card of a needle: its diameter."""
    part = part_within({"probe.gauge": probes.probe(name).gauge}, "probe", "probe", f"{probes.probe(name).gauge} G")
    return part._replace(parameters=tuple(each for each in part.parameters if each.key == "probe.gauge"))
