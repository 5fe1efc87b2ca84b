"""One run, described completely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from ..errors import Problem, ScenarioError
from .anatomy import Body
from .checks import About, Several, Text, between, one_of
from .consistency import inconsistencies, inconsistencies_of_some
from .damage import Criterion
from .domain import Domain
from .fields import check_fields
from .generator import Generator
from .nerve import Nerve, StraightNerve
from .numerics import Numerics
from .perfusion import ConstantPerfusion, Perfusion
from .placement import Placement
from .printing import prints_as_tree
from .probe import Probe
from .protocol import Protocol
from .thermocouple import Thermocouple
from .tissue import Blood, Tissue


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Scenario:
    """Everything that a run needs, in clinical units; checked when it is built.

    Rarely needed: ``domain``, ``numerics``, ``blood``, ``source``.
    """

    name: Annotated[
        str,
        Text(
            about="short name of the scenario, used for files",
            longest=80,
            may_be_empty=False,
            pattern=r"\w[\w .+-]*",
            pattern_in_words="letters, digits, space, dot, plus, minus and underscore",
        ),
    ]
    title: Annotated[str, Text(about="title for figures")] = ""
    tissue: Annotated[Tissue, About(about="the tissue around the probe")]
    blood: Annotated[Blood, About(about="the blood that perfuses it")] = field(default_factory=Blood)
    probe: Annotated[Probe, About(about="the needle; give gauge or diameter_mm")]
    protocol: Annotated[Protocol, About(about="what the tip does over time")]
    source: Annotated[
        str,
        one_of(
            ("held", "rf"),
            "how the tip heats: held keeps its surface at the set temperature, rf heats the tissue by current",
        ),
    ] = "held"
    generator: Annotated[Generator, About(about="the generator of the current (source = rf)")] = field(
        default_factory=Generator
    )
    start_c: Annotated[float, between(0, 45, "°C", "temperature of everything at the start")] = 37.0
    domain: Annotated[Domain, About(about="the block of tissue that is computed")] = field(default_factory=Domain)
    perfusion: Annotated[Perfusion, About(about="what blood flow does while tissue dies")] = field(
        default_factory=ConstantPerfusion
    )
    criteria: Annotated[
        tuple[Criterion, ...],
        Several(about="when tissue counts as dead; the first is the main one", low=1, high=16),
    ]
    thermocouples: Annotated[
        tuple[Thermocouple, ...],
        Several(about="places where the temperature is recorded at every step", low=0, high=64),
    ] = ()
    nerve: Annotated[
        Nerve | StraightNerve | None,
        About(about="the nerve whose covered length is measured; it does not change the heat"),
    ] = None
    anatomy: Annotated[
        tuple[Body, ...],
        Several(
            about="bodies of other tissue beside the probe; a later one lies over earlier ones. The probe pierces all "
            "but bone and vessels; bone is what has bone in its tissue's name",
            low=0,
            high=32,
            example='[{kind = "half-space", tissue = "cortical-bone", normal = [1, 0, 0], from_mm = 3}]',
            more='a labelled volume, each number with its tissue: [{kind = "voxels", file = "spine.nii.gz", tissues = '
            '[{label = 1, tissue = "cortical-bone"}, {label = 2, tissue = "fat"}]}]',
        ),
    ] = ()
    placement: Annotated[Placement, About(about="where the probe is in the anatomy")] = field(default_factory=Placement)
    numerics: Annotated[Numerics, About(about="how finely the run is computed")] = field(default_factory=Numerics)
    notes: Annotated[str, Text(about="what this scenario assumes", longest=4000, several_lines=True)] = ""

    def __post_init__(self) -> None:
        check_fields(self)
        problems = inconsistencies(self)
        if problems:
            raise ScenarioError(*problems)

    def with_parts(self, parts: Mapping[str, Any]) -> Scenario:
        """Return this scenario with other parts; only what these parts touch is checked, the rest was right before."""
        new: Scenario = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new.__dict__.update(parts)
        check_fields(new, among=parts)
        problems = inconsistencies(new, touched=parts)
        if problems:
            raise ScenarioError(*problems)
        return new

    @staticmethod
    def problems_of_some(parts: Mapping[str, Any]) -> list[Problem]:
        """Return the problems between parts that are right, while others are still wrong or missing."""
        return inconsistencies_of_some(parts)

    @property
    def outer_wall_c(self) -> float:
        """Temperature of a held outer wall."""
        return self.start_c if self.domain.outer_wall_c is None else self.domain.outer_wall_c

    def __str__(self) -> str:
        return f"{self.name}: {self.probe}; {self.protocol}; in {self.tissue.name}"
