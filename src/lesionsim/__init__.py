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
    from lesionsim import lessons as lessons
    from lesionsim import library as library
    from lesionsim import plots as plots
    from lesionsim.errors import LesionsimError, ResultError, RunError, ScenarioError
    from lesionsim.lecture.making import make_lecture
    from lesionsim.lesion.comparison import Comparison, compare
    from lesionsim.lesion.measured import read_measured
    from lesionsim.lesion.measures import Lesion, growth, measure, measures
    from lesionsim.lesion.nerve import NerveCoverage, nerve_coverage
    from lesionsim.lesion.nerve_profile import nerve_profile
    from lesionsim.lesion.nerve_sweep import nerve_sweep
    from lesionsim.lesion.points import temperature_at
    from lesionsim.lesion.volume import export_vti
    from lesionsim.lessons.explore import explore
    from lesionsim.lessons.myths import myths
    from lesionsim.library import change, load
    from lesionsim.library.parameter_cards import cards
    from lesionsim.result.store import open_result, save_result
    from lesionsim.scenario import CEM43, Arrhenius, Isotherm, Nerve, Scenario, StraightNerve, ThreeState
    from lesionsim.simulation import simulate
    from lesionsim.sweep.bone import bone_effects
    from lesionsim.sweep.design.design import make_design
    from lesionsim.sweep.design.distributions import LogNormal, LogUniform, Normal, Triangular, Uniform
    from lesionsim.sweep.design.files import read_sweep
    from lesionsim.sweep.design.levels import Levels
    from lesionsim.sweep.fit.fit import fit
    from lesionsim.sweep.fit.fitted import Fitted
    from lesionsim.sweep.inverse.goals import AtLeast, AtMost, Exactly
    from lesionsim.sweep.inverse.inverse import inverse
    from lesionsim.sweep.inverse.pareto import pareto
    from lesionsim.sweep.likelihood.convergence import convergence
    from lesionsim.sweep.likelihood.morris import morris
    from lesionsim.sweep.likelihood.probability import nerve_probability, probability_map
    from lesionsim.sweep.likelihood.sobol import sobol_indices
    from lesionsim.sweep.multiples import multiples, what_matters
    from lesionsim.sweep.placement import placement_sweep
    from lesionsim.sweep.sweeping import open_sweep
    from lesionsim.sweep.sweeping import sweep as sweep
    from lesionsim.texts import language, use_language
    from lesionsim.validate.validating import validate as validate

__version__ = VERSION

_HOME = {
    "load": "library",
    "cards": "library.parameter_cards",
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
    "explore": "lessons.explore",
    "bone_effects": "sweep.bone",
    "placement_sweep": "sweep.placement",
    "multiples": "sweep.multiples",
    "what_matters": "sweep.multiples",
    "make_lecture": "lecture.making",
    "myths": "lessons.myths",
    "open_sweep": "sweep.sweeping",
    "make_design": "sweep.design.design",
    "read_sweep": "sweep.design.files",
    "inverse": "sweep.inverse.inverse",
    "pareto": "sweep.inverse.pareto",
    "AtLeast": "sweep.inverse.goals",
    "AtMost": "sweep.inverse.goals",
    "Exactly": "sweep.inverse.goals",
    "fit": "sweep.fit.fit",
    "Fitted": "sweep.fit.fitted",
    "morris": "sweep.likelihood.morris",
    "sobol_indices": "sweep.likelihood.sobol",
    "probability_map": "sweep.likelihood.probability",
    "nerve_probability": "sweep.likelihood.probability",
    "convergence": "sweep.likelihood.convergence",
    "Uniform": "sweep.design.distributions",
    "LogUniform": "sweep.design.distributions",
    "Normal": "sweep.design.distributions",
    "LogNormal": "sweep.design.distributions",
    "Triangular": "sweep.design.distributions",
    "Levels": "sweep.design.levels",
    "language": "texts",
    "use_language": "texts",
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
_ROOMS = ("plots", "library", "lessons", "scenario", "sweep", "validate")  # `sweep` and `validate` can be called

__all__ = [
    "CEM43", "DISCLAIMER", "Arrhenius", "AtLeast", "AtMost", "Comparison", "Exactly", "Fitted", "Isotherm", "Lesion",
    "LesionsimError", "Levels", "LogNormal", "LogUniform", "Nerve", "NerveCoverage", "Normal", "ResultError",
    "RunError", "Scenario", "ScenarioError", "StraightNerve", "ThreeState", "Triangular", "Uniform", "__version__",
    "bone_effects", "cards", "change", "compare", "convergence", "explore", "export_vti", "fit", "growth", "inverse",
    "language", "lessons", "library", "load", "make_design", "make_lecture", "measure", "measures", "morris",
    "multiples", "myths", "nerve_coverage", "nerve_probability", "nerve_profile", "nerve_sweep", "open_result",
    "open_sweep", "pareto", "placement_sweep", "plots", "probability_map", "reach_mm", "read_measured", "read_sweep",
    "save_result", "simulate", "sobol_indices", "sweep", "temperature_at", "use_language", "validate",
    "volume_by_tissue", "what_matters",
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
