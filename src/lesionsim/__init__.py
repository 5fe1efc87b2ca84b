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
    from lesionsim.lesion.comparison import Comparison, compare
    from lesionsim.lesion.measured import read_measured
    from lesionsim.lesion.measures import Lesion, growth, measure, measures
    from lesionsim.lesion.nerve import NerveCoverage, nerve_coverage
    from lesionsim.lesion.nerve_profile import nerve_profile
    from lesionsim.lesion.nerve_sweep import nerve_sweep
    from lesionsim.lesion.points import temperature_at
    from lesionsim.lesion.volume import export_vti
    from lesionsim.library import change, load
    from lesionsim.result.store import open_result, save_result
    from lesionsim.scenario import CEM43, Arrhenius, Isotherm, Nerve, Scenario, StraightNerve, ThreeState
    from lesionsim.simulation import simulate
    from lesionsim.sweep.bone import bone_effects

__version__ = VERSION

_HOME = {
    "load": "library",
    "change": "library",
    "simulate": "simulation",
    "measure": "lesion.measures",
    "measures": "lesion.measures",
    "growth": "lesion.measures",
    "reach_mm": "lesion.reach",
    "volume_by_tissue": "lesion.by_tissue",
    "Lesion": "lesion.measures",
    "temperature_at": "lesion.points",
    "nerve_coverage": "lesion.nerve",
    "NerveCoverage": "lesion.nerve",
    "nerve_profile": "lesion.nerve_profile",
    "nerve_sweep": "lesion.nerve_sweep",
    "compare": "lesion.comparison",
    "Comparison": "lesion.comparison",
    "read_measured": "lesion.measured",
    "export_vti": "lesion.volume",
    "bone_effects": "sweep.bone",
    "save_result": "result.store",
    "open_result": "result.store",
    "Scenario": "scenario",
    "Isotherm": "scenario",
    "CEM43": "scenario",
    "Arrhenius": "scenario",
    "ThreeState": "scenario",
    "Nerve": "scenario",
    "StraightNerve": "scenario",
    "LesionsimError": "errors",
    "ScenarioError": "errors",
    "RunError": "errors",
    "ResultError": "errors",
}
_ROOMS = ("plots", "library", "scenario")

__all__ = [
    "CEM43", "DISCLAIMER", "Arrhenius", "Comparison", "Isotherm", "Lesion", "LesionsimError", "Nerve", "NerveCoverage",
    "ResultError", "RunError", "Scenario", "ScenarioError", "StraightNerve", "ThreeState", "__version__",
    "bone_effects", "change", "compare", "export_vti", "growth", "library", "load", "measure", "measures",
    "nerve_coverage", "nerve_profile", "nerve_sweep", "open_result", "plots", "reach_mm", "read_measured",
    "save_result", "simulate", "temperature_at", "volume_by_tissue",
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
