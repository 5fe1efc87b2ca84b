"""A slide of every public drawing function, each drawn once for all tests that look at all of them."""

import dataclasses

import numpy as np
from surroundings import QUICK, beside, bone
from unit.plots import test_inverse_pictures as inverse_pictures
from unit.plots import test_sweep_pictures as sweep_pictures

import lesionsim as ls
from lesionsim.lesion.readings import Trace
from lesionsim.sweep.inverse.inverse import inverse

COARSE = {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.3}
NERVE = ls.Nerve(points_mm=((1.3, 0, -10), (1.3, 0, 20)), frame="anatomy")
TIMES_S = (3.0, 30.0, 60.0, 90.0)
CONDUCTIVITY = "tissue.conductivity_w_m_k"
ELSEWHERE = {"animation", "comparisons", "myth_card", "validation"}  # have tests of their own
NOT_DRAWING = {"blank", "layers", "revealed", "save", "save_told", "told"}


def results():
    """Return the runs that are drawn, by name."""
    around = dataclasses.replace(beside(bone(), changes=QUICK), nerve=NERVE)
    return {
        "held": ls.simulate(ls.load("lumbar-medial-branch")),
        "bench": ls.simulate(ls.change(ls.load("ex-vivo-21c"), COARSE)),
        "rf": ls.simulate(ls.change(ls.load("lumbar-medial-branch-rf"), COARSE)),
        "beside bone": ls.simulate(around),
        "placement": ls.placement_sweep(around, tilts_deg=(20, 0), offsets_mm=(0, 3)),
        "bone": ls.bone_effects(beside(bone(), changes=QUICK)),
        "fit": fitted(),
        **{name: answered(name) for name in ("curves", "lines", "region", "front")},
    }


def answered(name):
    """Return the answer to an inverse question."""
    goals, vary = inverse_pictures.QUESTIONS[name]
    return inverse(ls.change(ls.load("b1"), COARSE), goals, vary, scan=3)


def fitted():
    """Return a fit to readings that a run made itself."""
    couples = [{"name": "beside", "r_mm": 2.0, "z_mm": 5.0}]
    bench = ls.change(ls.load("b1"), {"thermocouples": couples, "tissue.perfusion_per_s": 0.0, **COARSE})
    result = ls.simulate(ls.change(bench, {CONDUCTIVITY: 0.6}))
    heat = [float(result.thermocouple_temperature[0].interp(step_time=time_s)) for time_s in TIMES_S]
    return ls.fit(bench, [Trace("beside", np.array(TIMES_S), np.array(heat))], [CONDUCTIVITY])


def drawn():
    """Return a slide of every kind, by the name of its function, with a word on what is drawn where there are more."""
    found, plots, sweeps = results(), ls.plots, sweep_pictures
    held, rf, around = found["held"], found["rf"], found["beside bone"]
    return {
        "lesion_map": plots.lesion_map(held),
        "lesion_map beside bone": plots.lesion_map(around),
        "lesion_map of rf": plots.lesion_map(rf),
        "traces": plots.traces(held),
        "growth_strip": plots.growth_strip(held),
        "temperature_profile": plots.temperature_profile(held),
        "temperature_profile beside bone": plots.temperature_profile(around),
        "damage_panel": plots.damage_panel(held),
        "joules": plots.joules(held),
        "generator_panel": plots.generator_panel(rf),
        "current_map": plots.current_map(rf),
        "compare": plots.compare(held, found["bench"]),
        "slices": plots.slices(around),
        "view_3d": plots.view_3d(around),
        "bone_effects": plots.bone_effects(found["bone"]),
        "nerve_capture": plots.nerve_capture(held),
        "nerve_angles": plots.nerve_angles(held),
        "placement_map": plots.placement_map(found["placement"]),
        "sensitivity": plots.sensitivity(sweeps.indices("sobol", sweeps.KEYS["three"])),
        "sensitivity by screening": plots.sensitivity(sweeps.indices("morris", sweeps.KEYS["three"])),
        "tornado": plots.tornado(sweeps.one_by_one()),
        "sweep_scatter": plots.sweep_scatter(sweeps.drawn_sweep(sweeps.KEYS["three"], failed=4)),
        "sweep_curves": plots.sweep_curves(sweeps.grid(hold_s=[30.0, 60.0], temperature_c=[60.0, 70, 80])),
        "convergence": plots.convergence(sweeps.running()),
        "probability_map": plots.probability_map(sweeps.chances()),
        "nerve_probability": plots.nerve_probability(sweeps.covered()),
        "solutions": plots.solutions(found["curves"]),
        "solutions over two": plots.solutions(found["lines"]),
        "solutions in a region": plots.solutions(found["region"]),
        "pareto_front": plots.pareto_front(found["front"]),
        "fitted_traces": plots.fitted_traces(found["fit"]),
    }


KINDS = (
    "lesion_map", "lesion_map beside bone", "lesion_map of rf", "traces", "growth_strip", "temperature_profile",
    "temperature_profile beside bone", "damage_panel", "joules", "generator_panel", "current_map", "compare", "slices",
    "view_3d", "bone_effects", "nerve_capture", "nerve_angles", "placement_map", "sensitivity",
    "sensitivity by screening", "tornado", "sweep_scatter", "sweep_curves", "convergence", "probability_map",
    "nerve_probability", "solutions", "solutions over two", "solutions in a region", "pareto_front", "fitted_traces",
)  # fmt: skip
