"""Goals as one number: zero where they are met, or where they begin to be met."""

from __future__ import annotations

import math
from typing import NamedTuple

from lesionsim.sweep.inverse.evaluate import Found
from lesionsim.sweep.inverse.goals import AtLeast, AtMost, Exactly, Goal

NOTHING = 1e-12


class Wanted(NamedTuple):
    """One value of one measure that is wanted."""

    measure: str
    goal: Exactly

    def off(self, found: Found) -> float:
        """Return how much a run has more of the measure than is wanted."""
        return found.value[self.measure] - self.goal.value

    def bar(self, found: Found) -> float:
        """Return the numerical error bar of that; 0 where there is none."""
        return known(found.error[self.measure])

    def slack(self, found: Found) -> float:
        """Return how far a run may be off and still meet the goal, as far as its numbers can tell."""
        return self.goal.tolerance + self.bar(found)


class Sides(NamedTuple):
    """Measures that must stay above or below values; all together are one number, which is positive inside."""

    goals: tuple[tuple[str, AtLeast | AtMost], ...]
    scales: tuple[float, ...]  # in which each measure is counted

    def off(self, found: Found) -> float:
        """Return how far inside all goals a run is, for the goal that is nearest to fail."""
        parts = [
            goal.margin(found.value[name]) / scale for (name, goal), scale in zip(self.goals, self.scales, strict=True)
        ]
        return math.nan if any(math.isnan(part) for part in parts) else min(parts)

    def bar(self, found: Found) -> float:
        """Return the numerical error bar of that goal."""
        parts = [
            (goal.margin(found.value[name]) / scale, known(found.error[name]) / scale)
            for (name, goal), scale in zip(self.goals, self.scales, strict=True)
        ]
        return min(parts)[1]

    def slack(self, found: Found) -> float:
        """Return how far outside a run may be and still be inside, as far as its numbers can tell."""
        return self.bar(found)


Aim = Wanted | Sides


def known(error: float) -> float:
    """Return an error bar, 0 where there is none."""
    return error if math.isfinite(error) else 0.0


def wanted_of(goals: dict[str, Goal]) -> tuple[Wanted, ...]:
    """Return the goals that name one value."""
    return tuple(Wanted(name, goal) for name, goal in goals.items() if isinstance(goal, Exactly))


def sides_of(goals: dict[str, Goal], spans: dict[str, float] | None = None) -> Sides:
    """Return the goals that name a side of a value; `spans`: how far each measure goes, in which it is counted."""
    found = tuple((name, goal) for name, goal in goals.items() if isinstance(goal, AtLeast | AtMost))
    alone = len(found) < 2 or spans is None
    scales = tuple(1.0 if alone or spans is None else max(spans[name], NOTHING) for name, _ in found)
    return Sides(found, scales)


def kept(sides: Sides, found: Found) -> bool:
    """Tell whether a run stays on the right side of every value, as far as its numbers can tell."""
    return all(goal.margin(found.value[name]) >= -known(found.error[name]) for name, goal in sides.goals)
