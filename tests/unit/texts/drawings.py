"""Every public picture, drawn from small results and tables: what is on it is spoken, and has room in Spanish."""

import dataclasses
from functools import cache

import numpy as np
from surroundings import QUICK, beside, bone
from unit.plots.test_sweep_pictures import (
    KEYS,
    chances,
    covered,
    drawn_sweep,
    grid,
    indices,
    one_by_one,
    running,
)

import lesionsim as ls
from lesionsim.lesion.readings import Trace
from lesionsim.sweep.fit.fit import fit
from lesionsim.sweep.inverse.goals import AtLeast
from lesionsim.sweep.inverse.inverse import inverse

COARSE = {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.3}
NERVE = ls.Nerve(points_mm=((1.3, 0, -10), (1.3, 0, 20)), frame="anatomy")
NO_PICTURES = ("animation", "blank", "layers", "myth_card", "revealed", "save", "save_told", "told", "validation")


@cache
def results():
    """Return the runs that are drawn."""
    wanted = {
        "held": ("lumbar-medial-branch", {}),
        "rf": ("lumbar-medial-branch-rf", COARSE),
        "kept": ("lumbar-medial-branch-rf", {**COARSE, "generator.mode": "power", "generator.set_w": 1.5}),
        "bone": ("lumbar-bone", {"numerics.error_bars": "off", "numerics.theta_cells": 6, **COARSE}),
        "cool": ("b1", {"protocol.steps[0].at_c": 44.0}),
        "narrow": ("b1", {"domain.radius_mm": 5.0, "domain.ahead_mm": 5.0, "protocol.steps[0].duration_s": 600.0}),
    }
    return {name: ls.simulate(ls.change(ls.load(start), change)) for name, (start, change) in wanted.items()}


def beside_bone():
    """Return a quick scenario beside bone, which is named as in the library."""
    scenario = beside(bone(), changes=QUICK)
    return ls.change(scenario, {"anatomy[0].tissue.name": "cortical-bone"})


@cache
def placements():
    """Return a table of placements."""
    scenario = dataclasses.replace(beside_bone(), nerve=NERVE)
    return ls.placement_sweep(scenario, tilts_deg=(0, 20), offsets_mm=(-2.8, 0, 3))


@cache
def bones():
    """Return what bone does."""
    return ls.bone_effects(beside_bone())


@cache
def fitted():
    """Return a fit of two parameters that cannot be told apart."""
    couples = [{"name": "b1", "r_mm": 2.0, "z_mm": 5.0}]
    bench = ls.change(ls.load("b1"), {"thermocouples": couples, "tissue.perfusion_per_s": 0.0, **COARSE})
    result = ls.simulate(ls.change(bench, {"tissue.conductivity_w_m_k": 0.6}))
    times = np.arange(3.0, 90.1, 3.0)
    heat = np.interp(times, result.step_time, result.thermocouple_temperature.values[0])
    noise = np.random.default_rng(1).normal(0, 0.2, times.size)
    keys = ["tissue.conductivity_w_m_k", "tissue.heat_capacity_j_kg_k"]
    return fit(bench, [Trace("b1", times, heat + noise)], keys)


@cache
def answers(name):
    """Return the answer to an inverse question."""
    asked = {
        "curve": ({"width_mm": 5.5}, {"temperature_c": (60, 95), "gauge": [16, 20]}),
        "line": ({"width_mm": 5.5}, {"temperature_c": (60, 95), "hold_s": (20, 180)}),
        "side": ({"width_mm": AtLeast(9.0)}, {"temperature_c": (60, 95)}),
        "front": ({"length_mm": "maximise", "volume_mm3": "minimise"}, {"temperature_c": (60, 95), "gauge": [16, 20]}),
    }
    return inverse(ls.change(ls.load("b1"), COARSE), *asked[name], scan=4)


def measured():
    """Return what somebody measured."""
    times = np.array([0.0, 30.0, 60.0])
    return [Trace("tip", times, np.array([37.0, 79.0, 80.0])), Trace("b2", times + 500, times)]


def of(*names):
    """Return some results."""
    return [results()[name] for name in names]


DRAWN = {
    "lesion_map": {
        "held": lambda style: ls.plots.lesion_map(*of("held"), style=style),
        "some": lambda style: ls.plots.lesion_map(*of("held"), criteria=["Arrhenius liver"], style=style),
        "bone": lambda style: ls.plots.lesion_map(*of("bone"), style=style),
        "cool": lambda style: ls.plots.lesion_map(*of("cool"), style=style),
        "narrow": lambda style: ls.plots.lesion_map(*of("narrow"), style=style),
    },
    "traces": {
        "held": lambda style: ls.plots.traces(*of("held"), style=style),
        "measured": lambda style: ls.plots.traces(*of("rf"), measured=measured(), style=style),
    },
    "growth_strip": {
        "held": lambda style: ls.plots.growth_strip(*of("held"), times_s=(12, 60, 90), style=style),
        "bone": lambda style: ls.plots.growth_strip(*of("bone"), style=style),
    },
    "temperature_profile": {
        "held": lambda style: ls.plots.temperature_profile(*of("held"), style=style),
        "bone": lambda style: ls.plots.temperature_profile(*of("bone"), style=style),
        "cool": lambda style: ls.plots.temperature_profile(*of("cool"), style=style),
    },
    "damage_panel": {
        "held": lambda style: ls.plots.damage_panel(*of("held"), style=style),
        "narrow": lambda style: ls.plots.damage_panel(*of("narrow"), style=style),
    },
    "joules": {
        "held": lambda style: ls.plots.joules(*of("held"), style=style),
        "rf": lambda style: ls.plots.joules(*of("rf"), style=style),
    },
    "generator_panel": {
        "rf": lambda style: ls.plots.generator_panel(*of("rf"), style=style),
        "kept": lambda style: ls.plots.generator_panel(*of("kept"), style=style),
    },
    "current_map": {"rf": lambda style: ls.plots.current_map(*of("rf"), style=style)},
    "compare": {
        "held and rf": lambda style: ls.plots.compare(*of("held", "rf"), style=style),
        "cool": lambda style: ls.plots.compare(*of("cool", "narrow"), style=style),
    },
    "comparisons": {
        "two": lambda style: ls.plots.comparisons(of("cool", "held", "rf"), labels=("b1", "b2", "b3"), style=style),
    },
    "slices": {
        "held": lambda style: ls.plots.slices(*of("held"), style=style),
        "bone": lambda style: ls.plots.slices(*of("bone"), style=style),
    },
    "view_3d": {"bone": lambda style: ls.plots.view_3d(*of("bone"), style=style)},
    "nerve_capture": {
        "held": lambda style: ls.plots.nerve_capture(*of("held"), style=style),
        "oblique": lambda style: ls.plots.nerve_capture(
            *of("held"), nerve=ls.StraightNerve(offset_mm=2, angle_deg=40), criterion="isotherm 50 °C", style=style
        ),
    },
    "nerve_angles": {"held": lambda style: ls.plots.nerve_angles(*of("held"), angles_deg=(0, 45, 90), style=style)},
    "placement_map": {"bone": lambda style: ls.plots.placement_map(placements(), style=style)},
    "bone_effects": {"bone": lambda style: ls.plots.bone_effects(bones(), style=style)},
    "sensitivity": {
        "sobol": lambda style: ls.plots.sensitivity(indices("sobol", KEYS["three"]), style),
        "morris": lambda style: ls.plots.sensitivity(indices("morris", KEYS["three"], dropped=3), style),
    },
    "tornado": {"three": lambda style: ls.plots.tornado(one_by_one(), style=style)},
    "sweep_scatter": {
        "three": lambda style: ls.plots.sweep_scatter(drawn_sweep(KEYS["three"], failed=4), style=style),
    },
    "sweep_curves": {
        "one": lambda style: ls.plots.sweep_curves(grid(temperature_c=[70.0, 80.0, 90.0]), style=style),
        "two": lambda style: ls.plots.sweep_curves(grid(hold_s=[30.0, 60], temperature_c=[60.0, 70, 80]), style=style),
    },
    "convergence": {"many": lambda style: ls.plots.convergence(running(), style)},
    "probability_map": {"all": lambda style: ls.plots.probability_map(chances(), style)},
    "nerve_probability": {"all": lambda style: ls.plots.nerve_probability(covered(), style)},
    "solutions": {
        name: lambda style, name=name: ls.plots.solutions(answers(name), style=style)
        for name in ("curve", "line", "side")
    },
    "pareto_front": {"front": lambda style: ls.plots.pareto_front(answers("front"), style=style)},
    "fitted_traces": {"two": lambda style: ls.plots.fitted_traces(fitted(), style=style)},
}
PICTURES = {f"{name}: {what}": draw for name, draws in DRAWN.items() for what, draw in draws.items()}
