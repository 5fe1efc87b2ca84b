"""What must be said of a fit: what cannot be told apart, and what intervals leave out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from lesionsim.sweep.fit.estimates import Estimate, Spread
from lesionsim.sweep.fit.fitted import Parameter

ALIKE = 0.95  # of the correlation between two estimates
WIDE = 1.0  # of an interval's width over the value
LARGE = 0.25  # of an interval: a numerical error of half its half-width
RELATED = 0.9  # of residuals; then hardly any reading is independent


def warnings_of(
    parameters: tuple[Parameter, ...], sure: Spread, found: Estimate, related: float, effective: float
) -> tuple[str, ...]:
    """Return everything that a reader of the intervals must know, in words."""
    return tuple(
        itertools.chain(
            alike(parameters, sure), wide(parameters), at_bounds(parameters), numerical(parameters),
            related_residuals(related, effective, found.residuals.size), unfinished(found),
        )
    )  # fmt: skip


def alike(parameters: tuple[Parameter, ...], sure: Spread) -> Iterator[str]:
    """Tell of each pair that these readings cannot tell apart."""
    for one, other in itertools.combinations(range(len(parameters)), 2):
        correlation = float(sure.correlation[one, other])
        if abs(correlation) > ALIKE:
            kept = "their ratio" if correlation > 0 else "their product"
            yield (
                f"{parameters[one].key} and {parameters[other].key} cannot be told apart by these readings: the "
                f"correlation of their estimates is {correlation:.3f}. About {kept} is known; fix one, or measure more"
            )


def wide(parameters: tuple[Parameter, ...]) -> Iterator[str]:
    """Tell of each parameter about which readings say little."""
    for each in parameters:
        if each.relative > WIDE:
            wide = f"its interval is wider than its value, {each.interval}"
            yield f"{each.key} is hardly known: {wide if math.isfinite(each.high) else 'no reading tells of it alone'}"


def numerical(parameters: tuple[Parameter, ...]) -> Iterator[str]:
    """Tell of each parameter whose numerical error is not small beside its interval."""
    for each in parameters:
        if each.numerical > LARGE * (each.high - each.low):
            yield (
                f"{each.key} has a numerical error of about {each.numerical:.2g}, which its interval leaves out; give "
                "the scenario finer numerics: growth halved and first_cell_mm a quarter"
            )


def at_bounds(parameters: tuple[Parameter, ...]) -> Iterator[str]:
    """Tell of each parameter that stopped at a bound, where its interval means little."""
    for each in parameters:
        if each.at_bound:
            yield f"{each.key} stopped at a bound, {each.value:.4g}; its interval means little there: widen the bounds"


def related_residuals(related: float, effective: float, count: int) -> Iterator[str]:
    """Tell when residuals resemble the ones before them."""
    if effective < count:
        more = "; the model itself may not fit" if related > RELATED else ""
        worth = f"{effective:.0f} independent readings of {count}"
        yield (
            f"each residual resembles the one before it (correlation {related:.2f}), as slow noise or a model that "
            f"does not fit leave them: intervals are widened as for {worth}{more}"
        )


def unfinished(found: Estimate) -> Iterator[str]:
    """Tell when the search ended early."""
    if not found.converged:
        yield "the search ended before it settled; begin nearer to the answer, or fit fewer parameters"
