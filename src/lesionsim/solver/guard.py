"""Watch a run: failures name time, place, value and usual cause; energy must balance."""

import math

import numpy as np

from lesionsim import units
from lesionsim.errors import RunError, ScenarioError
from lesionsim.kernels.arrays import SIZE, START, STORED, Plan
from lesionsim.problem.assemble import Problem

WORST_BALANCE = 1e-4
MOST_WORK = 2e11  # points times stages: about five minutes
HARDLY_ANY = 1e-6  # of the heat content


def place_of(problem: Problem, point: int) -> str:
    """Say where a point lies; a point of the frame is where the cell beside it is."""
    nt = 1 if problem.around is None else problem.around.count + 2
    i, rest = divmod(point, nt * (problem.grid.z.size + 2))
    j, k = divmod(rest, problem.grid.z.size + 2)
    r = problem.grid.r[min(max(i - 1, 0), problem.grid.r.size - 1)] / units.M_PER_MM
    z = problem.grid.z[min(max(k - 1, 0), problem.grid.z.size - 1)] / units.M_PER_MM
    if problem.around is None:
        return f"r = {r:.2f} mm, z = {z:.2f} mm"
    theta = math.degrees(problem.around.middle[(j - 1) % problem.around.count])
    return f"r = {r:.2f} mm, theta = {theta:.0f}°, z = {z:.2f} mm"


def explain_failure(problem: Problem, plan: Plan, step: int, point: int, value: float) -> RunError:
    """Say when and where a temperature stopped being a number."""
    place = place_of(problem, point)
    time = plan.steps[START, step] + plan.steps[SIZE, step]
    if problem.current is not None and not problem.boils and value >= plan.hottest_c:
        return RunError(
            f"tissue reached {value:.4g} °C at {place} after {time:.3f} s: its water boils, and tissue.boiling does "
            "not say how. Give it, --set 'tissue.boiling={}' for the usual numbers, or keep the tissue cooler: a "
            "longer ramp, a lower temperature, or lower limits of the generator (most_v, most_w, most_a)."
        )
    if math.isfinite(value):
        return RunError(
            f"temperature reached {value:.4g} °C at {place} after {time:.3f} s; in this "
            f"scenario it must stay between {plan.coldest_c:g} and {plan.hottest_c:g} °C. Usual causes: much metabolic "
            "heat, tissue that chars (above 199 °C), or properties that change by orders of magnitude within a few °C."
        )
    return RunError(
        f"temperature became {value} °C at {place} after {time:.3f} s. Usual causes: a "
        "property of 0 or nearly 0, or properties that jump with temperature; check the tissue's numbers."
    )


def check_work(points: int, stages: int) -> None:
    """Refuse a run that would take hours, before it starts; a run cannot be interrupted.

    Raises
    ------
    ScenarioError
        Names what makes the run long.
    """
    work = points * stages
    if work > MOST_WORK:
        raise ScenarioError(
            f"numerics asks for {points} points and {stages} stages in time, {work / MOST_WORK:.1f} times the most "
            "that is run (some minutes); enlarge numerics.first_cell_mm or numerics.growth, or shorten the protocol. "
            "Tissue with a high conductivity or a small heat capacity needs more stages."
        )


def balance_error(ledger: np.ndarray, heat_content_j: float = 0.0) -> float:
    """Return the energy that is missing, relative to the largest entry of the ledger.

    Where hardly any heat moves, it is relative to a millionth of the tissue's heat content instead: below that the
    rounding of temperatures is all there is.

    Parameters
    ----------
    ledger : (8,) array of State
    heat_content_j : float, J, of the tissue above 0 °C
    """
    from_tip, to_blood, to_outer, metabolic, stored = ledger[: STORED + 1]
    missing = from_tip + metabolic - to_blood - to_outer - stored
    scale = max(np.max(np.abs(ledger[: STORED + 1])), HARDLY_ANY * heat_content_j)
    return 0.0 if scale == 0 else float(abs(missing) / scale)


def check_balance(ledger: np.ndarray, heat_content_j: float) -> float:
    """Return the relative balance error; a large one is an error of the run."""
    error = balance_error(ledger, heat_content_j)
    if not error <= WORST_BALANCE:
        raise RunError(
            f"energy is not conserved: {error:.1e} of the heat is missing (allowed {WORST_BALANCE:.0e}). "
            "This is a fault of the program or of extreme tissue numbers; no result is given."
        )
    return error
