"""J5: the edge of the lesion that a steady field of heat makes."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from lesionsim.grid.axes import graded
from lesionsim.grid.shapes import Grid, cylindrical, spherical
from lesionsim.grid.stencil import lagrange
from lesionsim.problem.injury import rows_of
from lesionsim.scenario.damage import CEM43, Arrhenius
from lesionsim.verify.bench import Outcome, Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import quickly_then_slowly
from lesionsim.verify.cases.substance import BLOODLESS, PERFUSED, Substance
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.arrhenius import lethal_temperature_c
from lesionsim.verify.exact.cylinders import held_cylinder_steady
from lesionsim.verify.exact.edges import annulus_edge, cylinder_edge, shell_edge, sphere_edge
from lesionsim.verify.exact.spheres import held_sphere_steady
from lesionsim.verify.judging import agree

BODY_C, TIP_C = 37.0, 80.0
RISE_K = TIP_C - BODY_C
SPHERE_M, SHELL_M = 1.0e-3, 6.0e-3
NEEDLE_M, SLEEVE_M = 0.454e-3, 6.0e-3
FAR_M = 80e-3  # the perfused rise there is below 1e-8
FIRST_CELL_M, GROWTH = 0.1e-3, 0.03
HOLD_S, STEPS = 90.0, 90
EDGE_MM = 2e-3
SETTLED, WARMING_STEPS = 20.0, 400  # exp(-20) of the way is left then
BLOODLESS_PER_S = BLOODLESS.diffusivity_m2_s * (np.pi / SHELL_M) ** 2  # slower than the slowest mode of both
LIVER = Arrhenius(name="liver", frequency_per_s=7.39e39, activation_energy_j_mol=2.577e5)
ISOTHERM_C = 50.0
MINUTES = 240.0
CEM_LETHAL_C = 43.0 + float(np.log2(MINUTES * 60 / HOLD_S))


class Steady(NamedTuple):
    """A steady field around a held body, and where it has a given rise."""

    grid: Grid
    tissue: Substance
    rise: Callable[[Array], Array]  # K at distances in m
    edge: Callable[[Array], Array]  # m for rises in K
    slowest_per_s: float  # rate at which the steady field is reached


def lethal_c() -> dict[str, float]:
    """Give the temperature that just kills within the hold, by criterion."""
    arrhenius = lethal_temperature_c(HOLD_S, LIVER.frequency_per_s, LIVER.activation_energy_j_mol)
    return {"isotherm 50 °C": ISOTHERM_C, LIVER.label: float(arrhenius), "CEM43 240 min": CEM_LETHAL_C}


def levels(outcome: Outcome) -> dict[str, Array]:
    """Give each criterion's level over cells: smooth, and zero on the edge."""
    arrhenius, cem = np.log(np.maximum(outcome.dose[:, :, 0], 1e-300))
    return {
        "isotherm 50 °C": outcome.peak[:, 0] - ISOTHERM_C,
        LIVER.label: arrhenius,
        "CEM43 240 min": cem - np.log(MINUTES),
    }


def edge_of(r: Array, level: Array) -> float:
    """Find where a level passes zero, with the cubic interpolation of the shipped measures; m."""
    cell = int(np.argmax(level < 0))

    def at(place: float) -> float:
        stencil = lagrange(r, np.arange(r.size), np.array([place]))
        return float(np.sum(stencil.weight[0] * level[stencil.index[0]]))

    return float(brentq(at, r[cell - 1], r[cell], xtol=1e-12))


def edges(steady: Steady) -> tuple[Comparison, ...]:
    """Start from the exact steady field, hold it, and compare the edges under three criteria."""
    start = BODY_C + steady.rise(steady.grid.r)[:, None]
    wall = {"inner": TIP_C, "outer": BODY_C}
    setup = Setup(steady.grid, steady.tissue.medium, wall, start, BODY_C)
    rows = rows_of(LIVER) + rows_of(CEM43(minutes=MINUTES))
    outcome = run(setup, np.full(STEPS, HOLD_S / STEPS), rows=rows)
    warmed = run(setup._replace(start_c=BODY_C), quickly_then_slowly(SETTLED / steady.slowest_per_s, WARMING_STEPS))
    found, lethal = levels(outcome), lethal_c()
    return (
        *(edge_agrees(f"{label}: radius of the edge", steady, found[label], lethal[label]) for label in lethal),
        edge_agrees("the same isotherm, warmed from a cold start", steady, warmed.peak[:, 0] - ISOTHERM_C, ISOTHERM_C),
    )


def edge_agrees(what: str, steady: Steady, level: Array, lethal_at_c: float) -> Comparison:
    """Compare one edge with its exact radius, in mm."""
    exact = steady.edge(np.asarray(lethal_at_c - BODY_C))
    return agree(what, 1e3 * edge_of(steady.grid.r, level), 1e3 * exact, EDGE_MM, 1.0, "mm")


def case_of(number: str, title: str, source: str, steady: Steady) -> Case:
    """Make the case of one steady field."""
    return Case(
        id=f"J5{number}", title=title, exercises="damage in space, steady heat, interpolated edge",
        source=source, comparisons=edges(steady),
    )  # fmt: skip


def around_perfused_sphere() -> Case:
    """J5a: a held sphere in perfused tissue; the edge by Lambert's W."""
    m = PERFUSED.decay_per_m
    steady = Steady(
        spherical(graded(SPHERE_M, FAR_M, FIRST_CELL_M, GROWTH)),
        PERFUSED,
        lambda r: held_sphere_steady(r, SPHERE_M, RISE_K, m),
        lambda rise: sphere_edge(rise, SPHERE_M, RISE_K, m),
        PERFUSED.cooling_per_s,
    )
    return case_of("a", "Lesion around a sphere in perfused tissue", "Corless et al. 1996, 10.1007/BF02124750", steady)


def in_shell() -> Case:
    """J5b: a held sphere in a shell without perfusion, with a cold outer wall."""
    share = 1 / SPHERE_M - 1 / SHELL_M
    steady = Steady(
        spherical(graded(SPHERE_M, SHELL_M, FIRST_CELL_M, GROWTH)),
        BLOODLESS,
        lambda r: RISE_K * (1 / r - 1 / SHELL_M) / share,
        lambda rise: shell_edge(rise, SPHERE_M, SHELL_M, RISE_K),
        BLOODLESS_PER_S,
    )
    return case_of("b", "Lesion in a shell", "direct", steady)


def around_perfused_needle() -> Case:
    """J5c: an infinite held needle in perfused tissue."""
    m = PERFUSED.decay_per_m
    steady = Steady(
        cylindrical(graded(NEEDLE_M, FAR_M, FIRST_CELL_M, GROWTH), np.array([0.0, 1e-3])),
        PERFUSED,
        lambda r: held_cylinder_steady(r, NEEDLE_M, RISE_K, m),
        lambda rise: cylinder_edge(rise, NEEDLE_M, RISE_K, m),
        PERFUSED.cooling_per_s,
    )
    return case_of("c", "Lesion around a long needle in perfused tissue", "K0; Brent's root", steady)


def in_sleeve() -> Case:
    """J5d: an infinite held needle in a sleeve without perfusion."""
    steady = Steady(
        cylindrical(graded(NEEDLE_M, SLEEVE_M, FIRST_CELL_M, GROWTH), np.array([0.0, 1e-3])),
        BLOODLESS,
        lambda r: RISE_K * np.log(SLEEVE_M / r) / np.log(SLEEVE_M / NEEDLE_M),
        lambda rise: annulus_edge(rise, NEEDLE_M, SLEEVE_M, RISE_K),
        BLOODLESS_PER_S,
    )
    return case_of("d", "Lesion around a long needle in a sleeve", "direct", steady)


CASES = (around_perfused_sphere, in_shell, around_perfused_needle, in_sleeve)
