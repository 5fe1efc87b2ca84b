"""The whole road on one screen: scenario -> grid -> problem -> solver -> result."""

from time import perf_counter
from typing import TYPE_CHECKING

from lesionsim.errors import RunError, ScenarioError
from lesionsim.problem.assemble import assemble
from lesionsim.problem.companion import coarser
from lesionsim.problem.voxels import with_checksums
from lesionsim.result.ground import Companion, Ground
from lesionsim.scenario import Scenario
from lesionsim.solver.current import advance_current
from lesionsim.solver.heat import Run, advance

if TYPE_CHECKING:
    import xarray as xr


def simulate(scenario: Scenario) -> "xr.Dataset":
    """Compute how the tissue around the probe heats and dies.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    xarray.Dataset
        Temperature (time, r, z) in °C, doses with a `criterion` dimension, traces over `step_time`; lengths in mm,
        times in s. Attributes carry the scenario as TOML, versions, the energy balance error and the disclaimer.
        Variables beginning with `coarse_` are the companion: the same run on a coarser grid with longer steps, from
        which `measure` tells numerical errors.

    Raises
    ------
    RunError
        When the run fails numerically; the message names time, place, value and usual cause.

    Examples
    --------
    >>> import lesionsim as ls
    >>> result = ls.simulate(ls.load("b1"))
    >>> round(float(result.power[-1]), 2)
    0.63
    """
    if not isinstance(scenario, Scenario):
        raise ScenarioError(f'scenario is {scenario!r:.60}; simulate takes a Scenario: ls.simulate(ls.load("b1")).')
    from lesionsim.result.dataset import to_dataset, with_current

    started, scenario = perf_counter(), with_checksums(scenario)
    ground, run = solve(scenario)
    result = to_dataset(scenario, ground, run.recorder, run.energy_balance_error, companion_of(scenario, run.boiled))
    if run.flow is not None:
        result = with_current(result, ground, *run.flow)
    result.attrs["wall_s"] = perf_counter() - started
    return result


def solve(scenario: Scenario, boils: bool | None = False) -> tuple[Ground, Run]:
    """Run a scenario on the grid that its numerics ask for; where tissue comes to boil, again, following it.

    With `boils` None nothing boils, however hot it gets.
    """
    problem = assemble(scenario, boils)
    ground = Ground(problem.grid, problem.probe, problem.criterion_row, problem.around)
    if problem.current is None:
        return ground, advance(problem, scenario)
    run = advance_current(problem, problem.current, scenario)
    return (ground, run) if run is not None else solve(scenario, boils=True)


def companion_of(scenario: Scenario, boiled: bool) -> Companion | None:
    """Run the coarser companion, where error bars are wanted; without any, lesions have none.

    It boils where the run itself did, and only there: on its coarse cells the hottest place is hotter.
    """
    if scenario.numerics.error_bars == "off":
        return None
    try:
        ground, run = solve(coarser(scenario), boils=True if boiled else None)
    except RunError:  # too coarse to be a run at all: there is nothing to judge by
        return None
    return Companion(ground, run.recorder)
