"""lesionsim: how far does the heat of a radiofrequency needle go, and why.

Educational, not for clinical planning. Names are loaded when first used, so importing costs nothing.

    import lesionsim as ls
    result = ls.simulate(ls.load("lumbar-medial-branch"))
    print(ls.measure(result))
    ls.plots.lesion_map(result)
"""

from importlib import import_module
from typing import TYPE_CHECKING

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.versions import VERSION

if TYPE_CHECKING:
    from lesionsim import library as library
    from lesionsim import plots as plots
    from lesionsim.errors import LesionsimError, ResultError, RunError, ScenarioError
    from lesionsim.lesion.measures import Lesion, growth, measure, measures
    from lesionsim.lesion.points import temperature_at
    from lesionsim.library import change, load
    from lesionsim.result.store import open_result, save_result
    from lesionsim.scenario import CEM43, Arrhenius, Isotherm, Scenario, ThreeState
    from lesionsim.simulation import simulate

__version__ = VERSION

_HOME = {
    "load": "library",
    "change": "library",
    "simulate": "simulation",
    "measure": "lesion.measures",
    "measures": "lesion.measures",
    "growth": "lesion.measures",
    "Lesion": "lesion.measures",
    "temperature_at": "lesion.points",
    "save_result": "result.store",
    "open_result": "result.store",
    "Scenario": "scenario",
    "Isotherm": "scenario",
    "CEM43": "scenario",
    "Arrhenius": "scenario",
    "ThreeState": "scenario",
    "LesionsimError": "errors",
    "ScenarioError": "errors",
    "RunError": "errors",
    "ResultError": "errors",
}
_ROOMS = ("plots", "library", "scenario")

__all__ = [
    "CEM43", "DISCLAIMER", "Arrhenius", "Isotherm", "Lesion", "LesionsimError", "ResultError", "RunError", "Scenario",
    "ScenarioError", "ThreeState", "__version__", "change", "growth", "library", "load", "measure", "measures",
    "open_result", "plots", "save_result", "simulate", "temperature_at",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f"lesionsim.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'lesionsim' has no attribute {name!r}; it offers {', '.join(__all__)}")
    value = getattr(import_module(f"lesionsim.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
