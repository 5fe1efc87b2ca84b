"""Which scenario is meant: one that is there, a name of the library, or the path of a file."""

import os

from lesionsim.errors import Problem, ScenarioError
from lesionsim.library import load
from lesionsim.scenario import Scenario
from lesionsim.scenario.wording import shown


def scenario_from(given: object) -> Scenario:
    """Return the scenario that is meant.

    Raises
    ------
    ScenarioError
        When it is none of the three, or cannot be read.

    Examples
    --------
    >>> scenario_from("b1").name
    'b1'
    """
    if isinstance(given, Scenario):
        return given
    if isinstance(given, str | os.PathLike):
        return load(given)
    told = f'is {shown(given)}; must be a Scenario, a name in the library such as "b1", or the path of a TOML file'
    raise ScenarioError(Problem("scenario", told))
