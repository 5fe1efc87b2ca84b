"""What the tip does over time: ramp, hold, cool down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..errors import Problem, ScenarioError
from .checks import Number, Several, positive
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain

LONGEST_S = 3600.0
DURATION = positive(LONGEST_S, "s", "how long this step lasts")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TipTemperature(Number):
    """The limits of a held tip, worded for people."""

    about: str = "temperature of the tip's surface"
    unit: str = "°C"
    low: float = 0.0
    high: float = 100.0
    remark: str = "Neither freezing nor boiling is modelled"

    @property
    def allowed(self) -> str:
        """Say what is allowed, in words that follow 'must be'."""
        return "between 37 (or a lower start temperature) and 100 °C"


@dataclass(frozen=True, kw_only=True)
class Ramp:
    """Bring the tip to a temperature at a constant rate, from where the step before left it."""

    kind: ClassVar[str] = "ramp"
    to_c: Annotated[float, TipTemperature(about="temperature of the tip's surface at the end of the ramp")]
    duration_s: Annotated[float, DURATION]

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return f"ramp to {plain(self.to_c)} °C in {plain(self.duration_s)} s"


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Keep the tip at one temperature."""

    kind: ClassVar[str] = "hold"
    at_c: Annotated[float, TipTemperature(about="temperature at which the tip's surface is kept")]
    duration_s: Annotated[float, DURATION]

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return f"hold {plain(self.at_c)} °C for {plain(self.duration_s)} s"


@dataclass(frozen=True, kw_only=True)
class Cooldown:
    """Switch off and wait; no heat flows through the tip's surface."""

    kind: ClassVar[str] = "cooldown"
    duration_s: Annotated[float, DURATION]

    def __post_init__(self) -> None:
        check_fields(self)

    def __str__(self) -> str:
        return f"cool down for {plain(self.duration_s)} s"


Step = Ramp | Hold | Cooldown


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Protocol:
    """The steps of a treatment, one after another.

    >>> print(heat_and_hold(80, 90, cooldown_s=30))
    hold 80 °C for 90 s, then cool down for 30 s
    """

    steps: Annotated[tuple[Step, ...], Several(about="what the tip does, one step after another", low=1, high=50)]

    def __post_init__(self) -> None:
        check_fields(self)
        if all(isinstance(step, Cooldown) for step in self.steps):
            raise ScenarioError(Problem("steps", "heat nothing; must have at least one hold or ramp"))
        if self.duration_s > LONGEST_S:
            raise ScenarioError(
                Problem("steps", f"last {plain(self.duration_s)} s together; must be at most {plain(LONGEST_S)} s")
            )

    @property
    def duration_s(self) -> float:
        """Length of all steps together."""
        return sum(step.duration_s for step in self.steps)

    @property
    def set_c(self) -> float:
        """Highest temperature of the tip."""
        return max(end_c(step) for step in self.steps if not isinstance(step, Cooldown))

    @property
    def hold_s(self) -> float:
        """Length of all holds together."""
        return sum(step.duration_s for step in self.steps if isinstance(step, Hold))

    @property
    def end_of_hold_s(self) -> float:
        """Time when the last hold ends (the last ramp, where nothing is held)."""
        last = max(i for i, step in enumerate(self.steps) if not isinstance(step, Cooldown))
        return sum(step.duration_s for step in self.steps[: last + 1])

    def __str__(self) -> str:
        return ", then ".join(str(step) for step in self.steps)


def end_c(step: Ramp | Hold) -> float:
    """Return the tip's temperature at the end of a step."""
    return step.to_c if isinstance(step, Ramp) else step.at_c


def heat_and_hold(at_c: float, hold_s: float, *, ramp_s: float = 0.0, cooldown_s: float = 0.0) -> Protocol:
    """Return the usual protocol: ramp to a temperature, hold it, cool down; 0 s leaves a step out."""
    steps: list[Step] = [Hold(at_c=at_c, duration_s=hold_s)]
    if ramp_s != 0:
        steps.insert(0, Ramp(to_c=at_c, duration_s=ramp_s))
    if cooldown_s != 0:
        steps.append(Cooldown(duration_s=cooldown_s))
    return Protocol(steps=tuple(steps))
