"""The whole road on one screen: scenario -> grid -> problem -> solver -> result."""

from time import perf_counter
from typing import TYPE_CHECKING

from lesionsim.errors import ScenarioError
from lesionsim.problem.assemble import assemble
from lesionsim.result.dataset import Ground, to_dataset
from lesionsim.scenario import Scenario
from lesionsim.solver.heat import advance

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
    started = perf_counter()
    problem = assemble(scenario)
    run = advance(problem, scenario)
    ground = Ground(problem.grid, problem.probe, problem.criterion_row)
    result = to_dataset(scenario, ground, run.recorder, run.energy_balance_error)
    result.attrs["wall_s"] = perf_counter() - started
    return result
