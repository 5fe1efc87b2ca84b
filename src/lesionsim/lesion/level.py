"""The level of a criterion: a smooth number that is positive in dead tissue and zero on the lesion's edge.

Doses grow by orders of magnitude within a cell, their logarithms nearly linearly; so levels are logarithms, and
temperatures for isotherms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from lesionsim.errors import ScenarioError
from lesionsim.lesion.points import FINE, check_whole, points, scenario_of
from lesionsim.scenario import CEM43, Arrhenius, Criterion, Isotherm, ThreeState

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray

LEAST_DOSE = 1e-30  # relative to the threshold; stands for none
INSTANT_DEATH_C = 57.0  # of the clinical CEM43 convention
CEM_DOUBLING_PER_K = np.log(2.0)


def dose_level(dose: Array, threshold: float) -> Array:
    """Return ln(dose / threshold)."""
    return np.log(np.maximum(dose, LEAST_DOSE * threshold) / threshold)


def fraction_level(fraction: Array, threshold: float) -> Array:
    """Return the log-odds of a dead fraction over those of the threshold."""
    inside = np.clip(fraction, LEAST_DOSE, 1 - 1e-15)
    return np.log(inside / (1 - inside)) - np.log(threshold / (1 - threshold))


def choose(result: xr.Dataset, criterion: Criterion | str | None) -> Criterion:
    """Find the criterion that was asked for: the scenario's first, one by its label, or any isotherm.

    Raises
    ------
    ScenarioError
        When the run did not integrate the criterion; names those it did.
    """
    check_whole(result)
    known = scenario_of(result).criteria
    if criterion is None:
        return known[0]
    if not isinstance(criterion, str | Isotherm | CEM43 | Arrhenius | ThreeState):
        raise ScenarioError(f"criterion is {criterion!r:.60}; must be a label or a criterion such as ls.Isotherm(50).")
    if not isinstance(criterion, str):
        if isinstance(criterion, Isotherm) or any(same_law(candidate, criterion) for candidate in known):
            return criterion
    else:
        for candidate in known:
            if candidate.label == criterion:
                return candidate
    label = criterion if isinstance(criterion, str) else criterion.label
    raise ScenarioError(
        f'criterion is "{label}"; this run integrated {", ".join(repr(c.label) for c in known)}. Add it to the '
        "scenario's criteria and run again; only isotherms can be measured afterwards."
    )


def same_law(one: object, other: object) -> bool:
    """Tell whether two criteria integrate the same law and differ in the threshold alone."""
    if isinstance(one, CEM43) and isinstance(other, CEM43):
        return one.convention == other.convention
    if isinstance(one, Arrhenius) and isinstance(other, Arrhenius):
        return (one.frequency_per_s, one.activation_energy_j_mol) == (
            other.frequency_per_s,
            other.activation_energy_j_mol,
        )
    if isinstance(one, ThreeState) and isinstance(other, ThreeState):
        laws = [(c.forward_per_s, c.backward_per_s, c.scale_c, c.start_alive) for c in (one, other)]
        return laws[0] == laws[1]
    return False


def level_points(result: xr.Dataset, criterion: Criterion, number: int, grid: str = FINE) -> Array:
    """Evaluate a criterion's level at a recorded moment (its number) on cells, probe surface and outer wall.

    Of the run, or of its companion where `grid` is COARSE.

    Returns
    -------
    (nr + 2, nz + 2) array, positive in dead tissue; in three dimensions (nt, nr + 2, nz + 2)
    """
    scenario = scenario_of(result)

    def dose() -> Array:
        return points(result, "dose", 0.0, number, number_among(scenario.criteria, criterion), grid)

    return level_from(
        criterion, lambda: points(result, "peak_temperature", scenario.outer_wall_c, number, grid=grid), dose
    )


def number_among(known: tuple[Criterion, ...], criterion: Criterion) -> int:
    """Return which of the known criteria integrates the law of a criterion."""
    return next(k for k, candidate in enumerate(known) if candidate == criterion or same_law(candidate, criterion))


def level_from(criterion: Criterion, peak: Callable[[], Array], dose: Callable[[], Array]) -> Array:
    """Evaluate a criterion's level from fields over points, asking only for those that it needs.

    Parameters
    ----------
    peak : returns the highest temperature so far, °C, with the outer wall's
    dose : returns the dose of the criterion's law

    Returns
    -------
    array over points, positive in dead tissue
    """
    if isinstance(criterion, Isotherm):
        return peak() - criterion.at_c
    if isinstance(criterion, ThreeState):
        level = fraction_level(dose(), criterion.dead_fraction)
    else:
        level = dose_level(dose(), criterion.omega if isinstance(criterion, Arrhenius) else criterion.minutes)
    frame_from_neighbours(level)
    if isinstance(criterion, CEM43) and criterion.convention == "clinical":
        level = np.maximum(level, CEM_DOUBLING_PER_K * (peak() - INSTANT_DEATH_C))
    return level


def frame_from_neighbours(level: Array) -> None:
    """Give the outer wall the level of the cells next to it, in place: results keep doses on cells alone."""
    level[..., 0, :], level[..., -1, :] = level[..., 1, :], level[..., -2, :]
    level[..., :, 0], level[..., :, -1] = level[..., :, 1], level[..., :, -2]
