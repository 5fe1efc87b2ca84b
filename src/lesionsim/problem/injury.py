"""Damage criteria as rows for the damage kernel."""

import math

import numpy as np

from lesionsim.kernels.arrays import ARRHENIUS, PEAK, THREE_STATE, THREE_STATE_ALIVE, Injury
from lesionsim.kernels.arrays import CEM43 as CEM
from lesionsim.scenario.damage import CEM43, Arrhenius, Criterion, Isotherm, ThreeState
from lesionsim.units import GAS_CONSTANT_J_MOL_K

Array = np.ndarray
Row = tuple[int, tuple[float, float, float, float]]

COLD_C = -1e9  # below every temperature: nothing is left out
CLINICAL_LOWEST_C = 39.0


def rows_of(criterion: Criterion) -> list[Row]:
    """Return the rows that a criterion needs in the damage kernel; an isotherm needs none but the peak."""
    if isinstance(criterion, Isotherm):
        return []
    if isinstance(criterion, Arrhenius):
        energy = criterion.activation_energy_j_mol / GAS_CONSTANT_J_MOL_K
        return [(ARRHENIUS, (math.log(criterion.frequency_per_s), energy, 0.0, 0.0))]
    if isinstance(criterion, CEM43):
        below = math.log(0.5 if criterion.convention == "half" else 0.25)
        lowest = CLINICAL_LOWEST_C if criterion.convention == "clinical" else COLD_C
        return [(CEM, (math.log(0.5), below, lowest, 0.0))]
    three: ThreeState = criterion
    parameters = (three.forward_per_s, 1.0 / three.scale_c, three.backward_per_s, three.start_alive)
    return [(THREE_STATE, parameters), (THREE_STATE_ALIVE, parameters)]


def damage_rows(criteria: tuple[Criterion, ...]) -> tuple[list[Row], list[int]]:
    """Collect the rows of all criteria, each law once, and each criterion's row (-1: the peak temperature)."""
    rows: list[Row] = []
    where = []
    for criterion in criteria:
        wanted = rows_of(criterion)
        if not wanted:
            where.append(-1)
            continue
        if wanted[0] not in rows:
            rows += wanted
        where.append(rows.index(wanted[0]))
    return rows, where


def longest_step_s(rows: list[Row], hottest_c: float) -> float:
    """Return the longest time step that the three-state law can take at a temperature; others take any.

    Its Runge-Kutta step is accurate and stable while rate times step stays below one half.
    """
    rates = [p[0] * math.exp(hottest_c * p[1]) + p[2] for kind, p in rows if kind == THREE_STATE]
    return 0.5 / max(rates) if rates and max(rates) > 0 else math.inf


def fresh_injury(rows: list[Row], points: int, stop: tuple[int, bool], factor: Array | None = None) -> Injury:
    """Allocate unharmed tissue.

    Parameters
    ----------
    stop : the row that perfusion follows (-1: none), and whether it holds a dead fraction
    factor : (m,) array, what perfusion is multiplied by at dead fractions from 0 to 1; left out, the living fraction
    """
    dose = np.zeros((len(rows), points))
    for number, (kind, parameters) in enumerate(rows):
        if kind == THREE_STATE_ALIVE:
            dose[number] = parameters[3]
    work = np.zeros((5, points))
    work[PEAK] = COLD_C
    return Injury(
        kind=np.array([kind for kind, _ in rows], dtype=np.int64),
        parameters=np.array([parameters for _, parameters in rows], dtype=float).reshape(len(rows), 4),
        dose=dose,
        rate=np.zeros_like(dose),
        before=np.zeros((2, *dose.shape)),
        work=work,
        stop_row=stop[0],
        stop_is_fraction=stop[1],
        factor=np.array([1.0, 0.0]) if factor is None else factor,
    )
