"""O7 to O9: three dimensions against two, turned and mirrored anatomy, half a circle against a whole one."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges, wedges
from lesionsim.grid.shapes import cylindrical
from lesionsim.kernels.arrays import TRACE_ENERGY
from lesionsim.library import scenario as library_scenario
from lesionsim.problem.assemble import assemble
from lesionsim.problem.network import Medium
from lesionsim.scenario.anatomy import Body
from lesionsim.scenario.bodies import HalfSpace, Sphere
from lesionsim.scenario.change import change
from lesionsim.scenario.laws import Exponential, Linear
from lesionsim.scenario.protocol import Cooldown, Hold, Protocol, Ramp
from lesionsim.scenario.scenario import Scenario
from lesionsim.solver.current import advance_current
from lesionsim.solver.heat import Run, advance
from lesionsim.verify import bench, current_bench
from lesionsim.verify.bench_around import Outcome, Space, run, sweep
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.around_identities import COARSE, R_FACE, SEED, Z_FACE, uneven
from lesionsim.verify.cases.symmetry import damage_rows
from lesionsim.verify.current_around import Charged, Field, Warmed, march, solve
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import TOLD, Conductor, temperature_of
from lesionsim.verify.judging import agree

SAME = 1e-11
FIELD = 1e-9  # the field is found by iterations
STEP_S = np.array([0.4, 0.4, 0.1, 2.0, 4.0, 4.0])
RAMP_C = np.linspace(40.0, 80.0, STEP_S.size + 1)
VOLT = 10.0
RATE_PER_S = 400.0  # above the fastest of all these problems: alike stages for all
CELLS = 4  # around half of a circle
TURNED_BY = 3  # cells
SHORT = Protocol(steps=(Ramp(to_c=75.0, duration_s=4.0), Hold(at_c=75.0, duration_s=6.0), Cooldown(duration_s=3.0)))
SYMMETRY = "symmetry of the equations"


def patches(shape: tuple[int, ...]) -> tuple[Medium, Array, Array]:
    """Fill cells with different tissue each, with a start temperature, °C, and a sigma, S/m."""
    share = np.random.default_rng(SEED).random((6, *shape))
    medium = Medium(0.1 + share[0], 1e6 + 3e6 * share[1], 5e4 * share[2], 2e4 * share[3])
    return medium, 37.0 + 20.0 * share[4], 0.1 + 0.7 * share[5]


def three_against_two() -> Case:
    """O7: what does not change around the axis is the same as in two dimensions."""
    grid = cylindrical(np.array([1.5, 1.8, 2.3, 3.0, 4.5]) * 1e-3, np.array([-1.0, -0.97, -0.3, 0.3, 1.0]) * 1e-3)
    medium, start, _ = patches(grid.volume.shape)
    walls = {"inner": 40.0, "outer": 37.0, "lower": 45.0}
    flat = bench.run(bench.Setup(grid, medium, walls, start, 37.0), STEP_S, RAMP_C, damage_rows())
    wall_v: dict[str, float | Array] = {"outer": 1.0, "lower": 0.0}
    held: dict[str, float | Array] = {"outer": 37.0, "lower": 45.0}
    sigma = Exponential(value=0.4, at_c=37.0, rate_per_c=0.02)
    heated = current_bench.Heated(Conductor(grid, sigma, start, wall_v), medium, held, VOLT, 37.0)
    warm = current_bench.march(heated, STEP_S)
    found = []
    for name, around in (("half a circle", uneven(False)), ("whole circle", uneven(True))):
        thick = Medium(*(np.asarray(each)[:, None, :] for each in medium))
        around_all = Medium(*(np.repeat(each, around.count, axis=1) for each in thick))
        space = Space(grid, around, around_all, walls, np.repeat(start[:, None], around.count, axis=1), 37.0)
        outcome = run(space, STEP_S, RAMP_C, damage_rows())
        pairs = {
            "temperature": (outcome.temperature, flat.temperature[:, None]),
            "peak temperature": (outcome.peak, flat.peak[:, None]),
            "damage": (outcome.dose[1], flat.dose[1][:, None]),
            "power": (outcome.power_w, flat.power_w),
            "energies": (outcome.energy_j, flat.energy_j),
        }
        found += [agree(f"{name}: {what}", *pair, SAME) for what, pair in pairs.items()]
        electric = march(Charged(space._replace(wall_c=held), sigma, wall_v), VOLT, STEP_S)
        found += [
            agree(f"{name}, current: temperature", electric.temperature, warm.temperature[:, None], SAME, unit="°C"),
            agree(f"{name}, current: potential", electric.potential, warm.potential[:, None], SAME, unit="V"),
            agree(f"{name}, current: resistance", electric.ohm, warm.ohm, SAME, unit="ohm"),
            agree(f"{name}, current: energies", electric.energy_j, warm.energy_j, SAME, unit="J"),
        ]
    return Case(
        id="O7", title="Three dimensions against two", exercises="everything around the axis adds up to nothing",
        source=SYMMETRY, comparisons=tuple(found),
    )  # fmt: skip


class Told(NamedTuple):
    """One problem on a circle, answered in three ways."""

    heat: Outcome
    swept: Outcome
    current: Warmed
    field: Field


def answered(around: Wedges, parts: tuple[Array, ...]) -> Told:
    """March a patchwork (conductivity, capacity, perfusion, heat, start, sigma) with held outer and lower sides."""
    grid = cylindrical(R_FACE, Z_FACE)
    space = Space(grid, around, Medium(*parts[:4]), {"outer": 60.0, "lower": 37.0}, parts[4], 37.0)
    space = space._replace(rate_per_s=RATE_PER_S)
    wall_v = {"outer": 1.0, "lower": 0.0}
    return Told(
        run(space, STEP_S, None, damage_rows()),
        sweep(space, STEP_S),
        march(Charged(space, Linear(value=0.4, at_c=37.0, slope_per_c=0.01), wall_v), VOLT, STEP_S),
        solve(Charged(space._replace(start_c=temperature_of(parts[5])), TOLD, wall_v)),
    )


def same(name: str, found: Told, wanted: Told, place: Callable[[Array], Array]) -> list[Comparison]:
    """Compare all answers; `place` moves the cells of what is wanted."""
    total, other = (np.max(each.field.joule) for each in (found, wanted))
    return [
        agree(f"{name}: temperature", found.heat.temperature, place(wanted.heat.temperature), SAME, unit="°C"),
        agree(f"{name}: damage", found.heat.dose[1], place(wanted.heat.dose[1]), SAME),
        agree(f"{name}: energies", found.heat.energy_j, wanted.heat.energy_j, SAME, unit="J"),
        agree(f"{name}: alternating directions", found.swept.temperature, place(wanted.swept.temperature), SAME),
        agree(f"{name}: with current", found.current.temperature, place(wanted.current.temperature), SAME, unit="°C"),
        agree(f"{name}: resistance", found.current.ohm, wanted.current.ohm, SAME, unit="ohm"),
        agree(f"{name}: potential", found.field.potential, place(wanted.field.potential), SAME, unit="V"),
        agree(f"{name}: Joule heat of 1 V", found.field.joule / total, place(wanted.field.joule) / other, SAME),
    ]


def turned() -> Case:
    """O8: a patchwork turned by whole cells, seen in mirrors, and half a circle with its image."""
    grid, half = cylindrical(R_FACE, Z_FACE), wedges(CELLS, closed=False)
    whole = wedges(CELLS, closed=True)
    medium, start, sigma = patches((grid.r.size, whole.count, grid.z.size))
    parts = (*(np.asarray(each) for each in medium), start, sigma)
    base = answered(whole, parts)
    moves: dict[str, Callable[[Array], Array]] = {
        "turned by three cells": lambda cells: np.roll(cells, TURNED_BY, axis=1),
        "mirror at y = 0": lambda cells: cells[:, ::-1],
        "mirror at x = 0": lambda cells: np.roll(cells[:, ::-1], CELLS, axis=1),
    }
    found = []
    for name, move in moves.items():
        found += same(name, answered(whole, tuple(move(each) for each in parts)), base, move)
    upper = tuple(each[:, :CELLS] for each in parts)
    both = tuple(np.concatenate([each, each[:, ::-1]], axis=1) for each in upper)
    one, image = answered(half, upper), answered(whole, both)
    found += same("half a circle against a whole one", one, image, lambda cells: cells[:, :CELLS])
    backwards = answered(half, tuple(each[:, ::-1] for each in upper))
    found += same("half a circle from the other end", backwards, one, lambda cells: cells[:, ::-1])
    return Case(
        id="O8", title="Turned and mirrored around the axis; half a circle and a whole one",
        exercises="no place around the axis is special: the closing of the circle, the order of unknowns",
        source=SYMMETRY,
        comparisons=tuple(found),
    )  # fmt: skip


def beside(name: str, *bodies: Body) -> Scenario:
    """Put bodies beside the probe of a library scenario, on a coarse grid."""
    return change(library_scenario(name), {"anatomy": bodies, "numerics.theta_cells": 4, "protocol": SHORT, **COARSE})


def frames(scenario: Scenario) -> tuple[Array, Run]:
    """Assemble and march a scenario as `simulate` does; frames are (times, layers, nr, nt, nz) or without nt."""
    problem = assemble(scenario)._replace(fastest_rate=RATE_PER_S)
    if problem.current is None:
        outcome = advance(problem, scenario)
    else:
        found = advance_current(problem, problem.current, scenario)
        assert found is not None
        outcome = found
    counts = (problem.grid.r.size, *(() if problem.around is None else (problem.around.count,)), problem.grid.z.size)
    points = outcome.recorder.frames.reshape(*outcome.recorder.frames.shape[:2], *(size + 2 for size in counts))
    inside = points[:, :, 1:-1, 1:-1] if problem.around is None else points[:, :, 1:-1, 1:-1, 1:-1]
    return inside, outcome


def in_layers(what: str, found: Array, wanted: Array, demand: float) -> list[Comparison]:
    """Compare frames layer by layer: temperature, its peak, and damage."""
    names = ("temperature", "peak temperature", "damage")
    return [agree(f"{what}: {name}", found[:, i], wanted[:, i], demand) for i, name in enumerate(names)]


def whole_road() -> Case:
    """O9: the same for whole scenarios, held and with current: probe, metal, bone and all."""
    found = []
    for name, demand in (("b1", SAME), ("b2", FIELD)):
        own = library_scenario(name).tissue
        bone = change(library_scenario(name), {"tissue.conductivity_w_m_k": 0.3}).tissue
        flat, flat_run = frames(change(beside(name), {}))
        for where, center in (("half a circle", (4, 0, -1)), ("whole circle", (3, 3, -1))):
            cells, told = frames(beside(name, Sphere(tissue=own, center_mm=center, radius_mm=2)))
            what = f"{name}, {where}, a ball of its own tissue"
            found += in_layers(what, cells, np.broadcast_to(flat[:, :, :, None], cells.shape), demand)
            energy, exact = (each.recorder.trace[:, TRACE_ENERGY:] for each in (told, flat_run))
            found.append(agree(f"{what}: energies", energy, exact, demand, unit="J"))
        straight, one = frames(beside(name, HalfSpace(tissue=bone, normal=(1, 0, -0.5), from_mm=1.5)))
        at = np.sqrt(0.5)
        askew, other = frames(beside(name, HalfSpace(tissue=bone, normal=(at, at, -0.5), from_mm=1.5)))
        both = np.roll(np.concatenate([straight, straight[:, :, :, ::-1]], axis=3), 1, axis=3)
        what = f"{name}, bone on one side, turned by one cell"
        found += in_layers(what, askew, both, demand)
        energy, exact = (each.recorder.trace[:, TRACE_ENERGY:] for each in (other, one))
        found.append(agree(f"{what}: energies", energy, exact, demand, unit="J"))
    return Case(
        id="O9", title="Whole scenarios in three dimensions",
        exercises="probe, metal and generator around the axis; bone turned, half a circle against a whole one",
        source=SYMMETRY, comparisons=tuple(found),
    )  # fmt: skip


CASES = (three_against_two, turned, whole_road)
