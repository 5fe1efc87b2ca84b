"""Pictures of a result, ready for a slide or for print. Nothing here runs or measures by its own rules.

`lesion_map` draws the section through the probe, `traces` what happened over time, `growth_strip` the lesion growing,
`temperature_profile` temperature against distance, `damage_panel` every criterion on one lesion, `joules` where the
heat went, `generator_panel` what a generator of current shows, `current_map` potential and heat made by current,
`compare` two runs, `slices` three planes through a lesion and `view_3d` the lesion in space,
`bone_effects` which property of bone does what, `nerve_capture` and `nerve_angles` what the lesion covers of a nerve,
`placement_map` how far the needle may be off or tilted; `animation` films a lesion that grows, `comparisons` draws
runs that differ in one thing side by side;
`sweep_curves`, `sweep_scatter`, `tornado`, `sensitivity`, `convergence`, `probability_map` and `nerve_probability` a
sweep, `solutions` and `pareto_front` inverse questions, `fitted_traces` a fit, `validation` published lesions
against the model; `save` writes. `told` gives alt text, notes and table of a figure, `save_told` writes them;
`layers`, `revealed` and `blank` show it step by step, or without answers (`telling`, `revealing`).
Each takes `style="slide"` or `"paper"` (`looks`); colours and lines live in `style`. Figures are made without pyplot:
nothing global changes, no window opens. Names are loaded when first used;
arguments are checked (`asking`) before anything is drawn.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lesionsim.plots.accounts import joules
    from lesionsim.plots.bone import bone_effects
    from lesionsim.plots.cards_of_myths import myth_card
    from lesionsim.plots.chances import nerve_probability, probability_map
    from lesionsim.plots.comparison import compare
    from lesionsim.plots.comparisons_side_by_side import comparisons
    from lesionsim.plots.curves import traces
    from lesionsim.plots.display import generator_panel
    from lesionsim.plots.field_maps import current_map
    from lesionsim.plots.film import animation
    from lesionsim.plots.fitted import fitted_traces
    from lesionsim.plots.front import pareto_front
    from lesionsim.plots.influence import sensitivity
    from lesionsim.plots.inverse import solutions
    from lesionsim.plots.maps import lesion_map
    from lesionsim.plots.nerve import nerve_capture
    from lesionsim.plots.nerve_turning import nerve_angles
    from lesionsim.plots.one_at_a_time import tornado
    from lesionsim.plots.panel import damage_panel
    from lesionsim.plots.placement import placement_map
    from lesionsim.plots.planes import slices
    from lesionsim.plots.profile import temperature_profile
    from lesionsim.plots.revealing import blank, layers, revealed
    from lesionsim.plots.samples import convergence, sweep_scatter
    from lesionsim.plots.saving import save
    from lesionsim.plots.scene_3d import view_3d
    from lesionsim.plots.strip import growth_strip
    from lesionsim.plots.sweeps import sweep_curves
    from lesionsim.plots.telling import save_told, told
    from lesionsim.plots.validation_forest import validation

# No file shares its name with a function: importing the file would hide the function.
_HOME = {
    "lesion_map": "maps",
    "traces": "curves",
    "growth_strip": "strip",
    "temperature_profile": "profile",
    "damage_panel": "panel",
    "joules": "accounts",
    "compare": "comparison",
    "comparisons": "comparisons_side_by_side",
    "animation": "film",
    "generator_panel": "display",
    "current_map": "field_maps",
    "myth_card": "cards_of_myths",
    "nerve_capture": "nerve",
    "placement_map": "placement",
    "slices": "planes",
    "view_3d": "scene_3d",
    "bone_effects": "bone",
    "nerve_angles": "nerve_turning",
    "sensitivity": "influence",
    "probability_map": "chances",
    "nerve_probability": "chances",
    "convergence": "samples",
    "sweep_scatter": "samples",
    "sweep_curves": "sweeps",
    "tornado": "one_at_a_time",
    "solutions": "inverse",
    "pareto_front": "front",
    "fitted_traces": "fitted",
    "validation": "validation_forest",
    "save": "saving",
    "told": "telling",
    "save_told": "telling",
    "layers": "revealing",
    "revealed": "revealing",
    "blank": "revealing",
}

__all__ = [
    "animation", "blank", "bone_effects", "compare", "comparisons", "convergence", "current_map", "damage_panel",
    "fitted_traces", "generator_panel", "growth_strip", "joules", "layers", "lesion_map", "myth_card", "nerve_angles",
    "nerve_capture", "nerve_probability", "pareto_front", "placement_map", "probability_map", "revealed", "save",
    "save_told", "sensitivity", "slices", "solutions", "sweep_curves", "sweep_scatter", "temperature_profile", "told",
    "tornado", "traces", "validation", "view_3d",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'lesionsim.plots' has no attribute {name!r}; it offers {', '.join(__all__)}")
    asked = import_module("lesionsim.plots.asking").asked
    value = asked(getattr(import_module(f"lesionsim.plots.{_HOME[name]}"), name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
