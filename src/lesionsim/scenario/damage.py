"""Criteria of damage: when tissue counts as dead."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..errors import Problem, ScenarioError
from .checks import Text, between, one_of
from .fields import check_fields
from .tissue import CONFIDENCE, REFERENCE
from .wording import plain

HOTTEST_TIP_C = 100
FASTEST_INJURY_PER_S = 10


@dataclass(frozen=True)  # not keyword-only: Isotherm(50) says it all
class Isotherm:
    """Tissue is dead where it was ever at least this hot.

    >>> Isotherm(50).label
    'isotherm 50 °C'
    """

    kind: ClassVar[str] = "isotherm"
    at_c: Annotated[float, between(25, 100, "°C", "peak temperature that kills")]

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def label(self) -> str:
        """Name of this criterion in results and figures."""
        return f"isotherm {plain(self.at_c)} °C"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, kw_only=True)
class CEM43:
    """Tissue is dead after a dose equal to so many minutes at 43 °C: the sum of R^(43 - T) dt.

    Notes
    -----
    Three conventions live. "two-rate": R = 0.5 from 43 °C upwards and 0.25 below. "clinical": the same,
    nothing below 39 °C, and dead at once from 57 °C. "half": R = 0.5 everywhere.
    """

    kind: ClassVar[str] = "cem43"
    minutes: Annotated[float, between(0.1, 10_000, "min", "minutes at 43 °C that kill")] = 240.0
    convention: Annotated[
        str,
        one_of(
            ("two-rate", "clinical", "half"),
            "two-rate: R 0.5 from 43 °C, 0.25 below; clinical: also 0 below 39 °C and dead from 57 °C; half: R 0.5",
        ),
    ] = "two-rate"

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def label(self) -> str:
        """Name of this criterion in results and figures."""
        return f"CEM43 {plain(self.minutes)} min ({self.convention})"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, kw_only=True)
class Arrhenius:
    """Tissue is dead where the integral of A exp(-Ea / (R T)) dt reaches omega, T in kelvin.

    >>> Arrhenius(name="liver", frequency_per_s=7.39e39, activation_energy_j_mol=2.577e5).label
    'Arrhenius liver'
    """

    kind: ClassVar[str] = "arrhenius"
    name: Annotated[str, Text(about="name of the parameter set", longest=60, may_be_empty=False)]
    frequency_per_s: Annotated[float, between(1, 1e200, "per s", "frequency factor A")]
    activation_energy_j_mol: Annotated[float, between(1e4, 2e6, "J/mol", "activation energy Ea")]
    omega: Annotated[
        float, between(0.01, 100, "", "damage that counts as dead; 1 leaves 37 % alive, 4.6 leaves 1 %")
    ] = 1.0
    reference: Annotated[str, REFERENCE] = ""
    confidence: Annotated[str, CONFIDENCE] = ""

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def label(self) -> str:
        """Name of this criterion in results and figures."""
        return f"Arrhenius {self.name}" + (f", omega {plain(self.omega)}" if self.omega != 1 else "")

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, kw_only=True)
class ThreeState:
    """Cells are alive, vulnerable or dead; heat moves them on, vulnerable ones may recover.

    Notes
    -----
    With A alive, D dead and T in °C: dA/dt = -kf exp(T/Tk) (1-A) A + kb (1-A-D) and
    dD/dt = kf exp(T/Tk) (1-A) (1-A-D). O'Neill et al. 2011, 10.1007/s10439-010-0177-1.
    """

    kind: ClassVar[str] = "three-state"
    forward_per_s: Annotated[float, between(1e-6, 1, "per s", "rate of injury kf")] = 3.33e-3
    backward_per_s: Annotated[float, between(0, 1, "per s", "rate of recovery kb")] = 7.77e-3
    scale_c: Annotated[float, between(5, 200, "°C", "temperature scale Tk of the rate of injury")] = 40.5
    start_alive: Annotated[float, between(0.5, 0.9999, "", "part of the cells alive at the start")] = 0.99
    dead_fraction: Annotated[float, between(0.01, 0.99, "", "dead part that counts as dead tissue")] = 0.8
    reference: Annotated[str, REFERENCE] = ""
    confidence: Annotated[str, CONFIDENCE] = ""

    def __post_init__(self) -> None:
        check_fields(self)
        fastest = self.forward_per_s * math.exp(HOTTEST_TIP_C / self.scale_c)
        if fastest > FASTEST_INJURY_PER_S:
            raise ScenarioError(
                Problem(
                    "scale_c",
                    f"is {plain(self.scale_c)} °C; with forward_per_s {plain(self.forward_per_s)} per s injury runs at "
                    f"{fastest:.3g} per s at {HOTTEST_TIP_C} °C; must be at most {FASTEST_INJURY_PER_S} per s: "
                    "published sets reach 0.5",
                )
            )

    @property
    def label(self) -> str:
        """Name of this criterion in results and figures."""
        return "three-state"

    def __str__(self) -> str:
        return self.label


Criterion = Isotherm | CEM43 | Arrhenius | ThreeState
