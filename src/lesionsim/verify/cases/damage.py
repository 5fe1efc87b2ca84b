"""J1 to J5: the shipped damage kernel under a temperature that is known exactly.

Every cell is cut off from its neighbours: it stays at its start temperature, or warms at an exactly constant rate
by a heat source of its own. One run holds a whole row of temperatures. Edges in space are in `edges_of_lesions`.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid, plane
from lesionsim.problem.injury import Row, rows_of
from lesionsim.problem.network import Medium
from lesionsim.scenario.damage import CEM43, Arrhenius, ThreeState
from lesionsim.verify.bench import Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.edges_of_lesions import CASES as EDGES
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.arrhenius import arrhenius_held, arrhenius_ramp
from lesionsim.verify.exact.cem43 import PIECES, cem43_held, cem43_ramp
from lesionsim.verify.exact.three_state import damage_rate_per_s, three_state, three_state_without_recovery
from lesionsim.verify.judging import agree, agree_each, converge

HEAT_CAPACITY_J_M3_K = 3.6e6
LIVER = Arrhenius(name="liver", frequency_per_s=7.39e39, activation_energy_j_mol=2.577e5)
SKIN = Arrhenius(name="skin", frequency_per_s=3.1e98, activation_energy_j_mol=6.28e5)
EXACT = 1e-10
SIMPSON = (3.8, 4.2)  # order of Simpson's rule and of the classical Runge-Kutta method
KINK = (1.9, 2.1)  # order where a step runs over a kink
JUMP = (0.9, 1.1)  # order where a step runs over a jump
HELD_C = np.array([37.0, 38.9, 39.1, 42.9, 43.1, 46.0, 50.0, 55.0, 60.0, 70.0, 80.0, 95.0])


class Ramp(NamedTuple):
    """A linear change of temperature, for several cells at once."""

    from_c: Array
    to_c: Array
    duration_s: float


def apart(cells: int) -> Grid:
    """Make a row of cells that exchange no heat."""
    grid = plane(np.array([0.0, 1e-3]), 1e-3 * np.arange(cells + 1))
    shut = np.full_like(grid.volume, np.inf)
    return grid._replace(to_inner=shut, to_outer=shut, to_lower=shut, to_upper=shut)


def doses(ramp: Ramp, step_s: Array, rows: list[Row]) -> Array:
    """Run the damage kernel over a ramp; (rows, cells)."""
    from_c, to_c = np.broadcast_arrays(ramp.from_c, ramp.to_c)
    heat = HEAT_CAPACITY_J_M3_K * (to_c - from_c)[None, :] / ramp.duration_s
    medium = Medium(0.5, HEAT_CAPACITY_J_M3_K, 0.0, heat)
    return run(Setup(apart(from_c.size), medium, {}, from_c[None, :]), step_s, rows=rows).dose[:, 0]


def held_doses(at_c: Array, duration_s: float, steps: int, rows: list[Row]) -> Array:
    """Run the damage kernel at constant temperatures; (rows, cells)."""
    return doses(Ramp(at_c, at_c, duration_s), np.full(steps, duration_s / steps), rows)


def numbers(model: Arrhenius) -> tuple[float, float]:
    """Give frequency factor and activation energy."""
    return model.frequency_per_s, model.activation_energy_j_mol


def arrhenius_at_constant_temperature() -> Case:
    """J1: constant temperature; two very different sets."""
    found = []
    for model in (LIVER, SKIN):
        dose = held_doses(HELD_C, 90.0, 36, rows_of(model))[0]
        exact = arrhenius_held(90.0, HELD_C, *numbers(model))
        found += [
            agree_each(f"{model.label}, {at_c:g} °C for 90 s", one, true, EXACT)
            for at_c, one, true in zip(HELD_C, dose, exact, strict=True)
        ]
    return Case(
        id="J1", title="Arrhenius damage at constant temperature",
        exercises="Arrhenius rate, exponential, constants", source="Henriques & Moritz 1947; direct",
        comparisons=tuple(found),
    )  # fmt: skip


def arrhenius_on_ramps() -> Case:
    """J2: linear changes of temperature, up and down."""
    ramp = Ramp(np.array([37.0, 45.0, 80.0, 60.0, 50.0]), np.array([80.0, 55.0, 37.0, 62.0, 45.0]), 60.0)
    found = []
    for model, steps in ((LIVER, 2400), (SKIN, 4800)):
        exact = arrhenius_ramp(60.0, ramp.from_c, ramp.to_c, *numbers(model))
        dose = doses(ramp, np.full(steps, 60.0 / steps), rows_of(model))[0]
        found += [
            agree_each(f"{model.label}, {start:g} to {end:g} °C in 60 s", one, true, EXACT)
            for start, end, one, true in zip(ramp.from_c, ramp.to_c, dose, exact, strict=True)
        ]
        coarse = [doses(ramp, np.full(n, 60.0 / n), rows_of(model))[0] for n in (60, 120, 240)]
        errors = [float(np.max(np.abs(one / exact - 1))) for one in coarse]
        found.append(converge(f"{model.label}, steps of 1, 0.5 and 0.25 s", errors, 1e-5, SIMPSON))
    return Case(
        id="J2", title="Arrhenius damage on temperature ramps",
        exercises="quadrature of damage in time", source="d(T E2(e/T))/dT = exp(-e/T); DLMF 8.19",
        comparisons=tuple(found),
    )  # fmt: skip


def cem43_at_constant_temperature() -> Case:
    """J3a: constant temperature, three conventions."""
    found = []
    for convention in PIECES:
        dose = held_doses(HELD_C, 120.0, 24, rows_of(CEM43(convention=convention)))[0]
        exact = cem43_held(120.0, HELD_C, convention)
        found.append(agree_each(f"{convention}, where it counts", dose[exact > 0], exact[exact > 0], EXACT))
        found.append(agree(f"{convention}, where nothing counts", np.sum(dose[exact == 0]), 0.0, EXACT, 1.0, "min"))
        reference = held_doses(np.array([43.0]), 600.0, 10, rows_of(CEM43(convention=convention)))[0]
        found.append(agree_each(f"{convention}, 10 minutes at 43 °C", reference, 10.0, EXACT, "min"))
    return Case(
        id="J3a", title="CEM43 at constant temperature, three conventions",
        exercises="dose rates on both sides of 39 and 43 °C",
        source="Sapareto & Dewey 1984, 10.1016/0360-3016(84)90379-1", comparisons=tuple(found),
    )  # fmt: skip


def steps_around(moments_s: list[float], end_s: float, step_s: float, gap_s: float) -> Array:
    """Give steps that cross each of some moments within one very short step, and are even between them."""
    edges = [0.0, *(m + side * gap_s for m in moments_s for side in (-1, 1)), end_s]
    parts = []
    for start, end in pairwise(edges):
        count = 1 if end - start < 3 * gap_s else int(np.ceil((end - start) / step_s))
        parts.append(np.full(count, (end - start) / count))
    return np.concatenate(parts)


def ramp_doses(convention: str, from_c: float, to_c: float, step_s: Array) -> tuple[float, float]:
    """Run one ramp over all steps: computed and exact dose in minutes."""
    end_s = float(np.sum(step_s))
    ramp = Ramp(np.array([from_c]), np.array([to_c]), end_s)
    dose = doses(ramp, step_s, rows_of(CEM43(convention=convention)))[0, 0]
    return float(dose), float(cem43_ramp(end_s, from_c, to_c, convention))


def cem43_on_ramps() -> Case:
    """J3b: ramps through 39 and 43 °C, both crossed within a step of two nanoseconds.

    A step's rule for quadrature cannot see a kink (43 °C) or a jump (39 °C, clinical) inside the step; a short
    step around it keeps that error below the demand, so that this case judges the rates themselves.
    """
    found = []
    for convention in PIECES:
        for from_c, to_c in ((37.0, 49.0), (37.0, 42.0), (49.0, 38.0), (43.5, 60.0)):
            rate = (to_c - from_c) / 60.0
            crossed = [k for k in (39.0, 43.0) if min(from_c, to_c) < k < max(from_c, to_c)]
            step_s = steps_around(sorted((k - from_c) / rate for k in crossed), 60.0, 0.02, 1e-9)
            dose, exact = ramp_doses(convention, from_c, to_c, step_s)
            found.append(agree_each(f"{convention}, {from_c:g} to {to_c:g} °C in 60 s", dose, exact, EXACT, "min"))
    return Case(
        id="J3b", title="CEM43 on ramps through 39 and 43 °C, three conventions",
        exercises="dose rates, quadrature of damage in time",
        source="Sapareto & Dewey 1984, 10.1016/0360-3016(84)90379-1", comparisons=tuple(found),
    )  # fmt: skip


class Inside(NamedTuple):
    """A temperature that a ramp of 1 K/s crosses inside a step, and what that costs."""

    convention: str
    crossed_c: float
    share: float  # of the first grid's step that has passed; 1/5 and 1/3 keep the error's size on halved steps
    order_between: tuple[float, float]


def crossing(inside: Inside) -> Comparison:
    """Halve the steps of a ramp whose crossing is never at a step's end."""
    errors = []
    for steps in (40, 80, 160):
        first = 4.0 / 40
        from_c = inside.crossed_c - first * (20 + inside.share)
        dose, exact = ramp_doses(inside.convention, from_c, from_c + 4.0, np.full(steps, 4.0 / steps))
        errors.append(abs(dose / exact - 1))
    return converge(f"{inside.convention} through {inside.crossed_c:g} °C", errors, 1e-2, inside.order_between)


def cem43_inside_a_step() -> Case:
    """J3c: what a kink or jump inside a step costs: second order at 43 °C, first order at 39 °C (clinical)."""
    found = (
        Inside("two-rate", 43.0, 0.2, KINK),
        Inside("clinical", 39.0, 1 / 3, JUMP),
        Inside("half", 43.0, 0.2, SIMPSON),
    )
    return Case(
        id="J3c", title="CEM43 with a kink or jump inside a time step",
        exercises="size of the quadrature error that ordinary steps make at 39 and 43 °C",
        source="Sapareto & Dewey 1984, 10.1016/0360-3016(84)90379-1",
        comparisons=tuple(crossing(inside) for inside in found),
    )  # fmt: skip


def without_recovery(at_c: Array, duration_s: float) -> list[Comparison]:
    """Compare with the closed form that holds when cells cannot recover; observe the order of the steps."""
    rates = [damage_rate_per_s(one, 3.33e-3, 40.5) for one in at_c]
    exact = np.array([float(three_state_without_recovery(duration_s, rate).dead) for rate in rates])
    rows = rows_of(ThreeState(backward_per_s=0.0))
    dead = held_doses(at_c, duration_s, 2400, rows)[0]
    coarse = [held_doses(at_c, duration_s, steps, rows)[0] for steps in (20, 40, 80)]
    errors = [float(np.max(np.abs(one - exact))) for one in coarse]
    return [
        agree("dead, closed form without recovery", dead, exact, EXACT),
        converge("dead, steps of 15, 7.5 and 3.75 s", errors, 1e-4, SIMPSON),
    ]


def three_state_at_constant_temperature() -> Case:
    """J4: living and dead fractions at constant temperature, with recovery and without."""
    at_c, duration_s = np.array([45.0, 55.0, 60.0, 70.0, 80.0, 95.0]), 300.0
    found = []
    for model in (ThreeState(), ThreeState(backward_per_s=0.0), ThreeState(start_alive=0.9)):
        name = f"recovery {model.backward_per_s:g}/s, {model.start_alive:g} alive at the start"
        dead, alive = held_doses(at_c, duration_s, 2400, rows_of(model))
        for place, one in enumerate(at_c):
            damage = damage_rate_per_s(one, model.forward_per_s, model.scale_c)
            exact = three_state(duration_s, damage, model.backward_per_s, model.start_alive)
            found.append(agree_each(f"dead, {name}, {one:g} °C", dead[place], exact.dead, EXACT))
            found.append(agree_each(f"alive, {name}, {one:g} °C", alive[place], exact.alive, EXACT))
    found += without_recovery(at_c, duration_s)
    return Case(
        id="J4", title="Three-state cell death at constant temperature",
        exercises="rates and Runge-Kutta steps of the three-state model",
        source="O'Neill et al. 2011, 10.1007/s10439-010-0177-1; Taylor series of order 24", comparisons=tuple(found),
    )  # fmt: skip


CASES = (
    arrhenius_at_constant_temperature,
    arrhenius_on_ramps,
    cem43_at_constant_temperature,
    cem43_on_ramps,
    cem43_inside_a_step,
    three_state_at_constant_temperature,
    *EDGES,
)
