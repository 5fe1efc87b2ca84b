"""How finely a run is computed; the defaults suit every scenario of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ..errors import Problem, ScenarioError
from .checks import Choice, between, one_of
from .fields import check_fields
from .printing import prints_as_tree
from .wording import plain

SLOWEST_GROWTH = 1.01


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Numerics:
    """Sizes of cells and time steps. To refine, halve growth and quarter first_cell_mm together."""

    first_cell_mm: Annotated[float, between(0.001, 1, "mm", "size of the cells at the probe")] = 0.15
    growth: Annotated[float, between(0.02, 1, "", "how much larger cells become with each mm of distance, in mm")] = (
        0.25
    )
    step_s: Annotated[float, between(0.001, 10, "s", "longest time step")] = 4.0
    first_step_s: Annotated[float, between(1e-5, 10, "s", "first time step after a sudden change")] = 0.1
    step_growth: Annotated[float, between(1, 3, "", "factor from one time step to the next, up to step_s")] = 1.5
    record_every_s: Annotated[float, between(0.01, 3600, "s", "time between recorded fields")] = 5.0
    error_bars: Annotated[str, one_of(("on", "off"), "numerical error bars, from a coarser run beside")] = "on"

    theta_cells: Annotated[
        int,
        Choice(
            about="cells over half a circle around the probe, where the scenario has anatomy",
            options=tuple(range(4, 65, 2)),
            in_words="an even number from 4 to 64",
        ),
    ] = 8

    def __post_init__(self) -> None:
        check_fields(self)
        if self.first_step_s > self.step_s:
            raise ScenarioError(
                Problem(
                    "first_step_s",
                    f"is {plain(self.first_step_s)} s; must be at most step_s, {plain(self.step_s)} s",
                )
            )
        if self.step_growth < SLOWEST_GROWTH and self.first_step_s < self.step_s:
            raise ScenarioError(
                Problem(
                    "step_growth",
                    f"is {plain(self.step_growth)}; must be at least "
                    f"{SLOWEST_GROWTH} where first_step_s is below step_s, or steps hardly grow",
                )
            )

    def __str__(self) -> str:
        return (
            f"first cell {plain(self.first_cell_mm)} mm, growth {plain(self.growth)}, steps up to "
            f"{plain(self.step_s)} s, recorded every {plain(self.record_every_s)} s"
        )
