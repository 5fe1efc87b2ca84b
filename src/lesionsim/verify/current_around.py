"""Solve for the electric field in three dimensions, and march the shipped loop with current."""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import wedges
from lesionsim.grid.shapes import plane
from lesionsim.kernels.arrays import (
    SOURCE,
    TEMPERATURE,
    Electric,
    Injury,
    Laws,
    Metal,
    Network,
    Recorder,
    State,
    Turn,
    Walls,
)
from lesionsim.problem.around import Followed, Halves, even, fastest_rate_around, laws_around, turn_of
from lesionsim.problem.current import RESIDUAL, electric_at_rest
from lesionsim.problem.injury import fresh_injury
from lesionsim.problem.laws import COLDEST_C, STEP_C, sigma_table
from lesionsim.scenario.laws import Law
from lesionsim.solver.current import DISPLAY, fresh_sweeps
from lesionsim.solver.guard import balance_error
from lesionsim.verify.bench_around import (
    Held,
    Space,
    cells_of,
    fresh_state,
    network_of,
    open_faces,
    plan_for,
    recorder_for,
    side_points,
    start_points,
    walls_of,
)
from lesionsim.verify.current_bench import steady_control
from lesionsim.verify.exact.arrays import Array


class Charged(NamedTuple):
    """A space that conducts current between sides; its start temperature tells sigma of the field."""

    space: Space
    sigma: Law  # S/m, of temperature
    wall_v: Held  # sides that are electrodes, the one at 1 V first; NaN is insulated
    contrast: Halves | None = None  # sigma of half cells, relative to the law


class Field(NamedTuple):
    """What the kernels found."""

    solved: bool
    potential: Array  # (nr, nt, nz) V
    joule: Array  # (nr, nt, nz) W
    heat_w: float
    current_a: dict[str, float]  # from each side into the tissue


class Warmed(NamedTuple):
    """The end of a march with current."""

    temperature: Array  # (nr, nt, nz) °C
    potential: Array  # (nr, nt, nz) V
    ohm: float
    energy_j: Array  # (5,) from generator, to blood, to outer, metabolic, stored
    balance_error: float
    finished: bool


def prepared(charged: Charged) -> tuple[Electric, Laws]:
    """Allocate the field with its electrodes, and the laws of sigma."""
    space = charged.space
    grid, around = space.grid, space.around
    shape = (grid.r.size, around.count, grid.z.size)
    table, material = sigma_table(charged.sigma, None), np.zeros(shape, dtype=np.int64)
    halves = even(np.ones(shape)) if charged.contrast is None else charged.contrast
    followed = Followed(np.stack([table, table]), np.ones(1), COLDEST_C, STEP_C)
    laws = laws_around(open_faces(space, charged.wall_v), halves, material, followed, around.closed)
    electric = electric_at_rest(grid, np.zeros(grid.volume.shape, bool), laws, around)
    for side, volt in charged.wall_v.items():
        wall = side_points(space, side)[0]
        electric.potential[wall] = np.nan_to_num(np.broadcast_to(volt, wall.shape))
    size = float(np.max(grid.volume) ** (1 / 3))
    return electric._replace(tolerance=float(RESIDUAL * np.max(table) * size)), laws


def solve(charged: Charged) -> Field:
    """Solve for the field of 1 V."""
    from lesionsim.kernels.single import solve_once

    space = charged.space
    electric, laws = prepared(charged)
    stride = (space.around.count + 2) * (space.grid.z.size + 2)
    solved, heat_w = solve_once(electric, laws, stride, turn_of(space.grid, space.around), start_points(space))
    current = {}
    for side in charged.wall_v:
        wall, tissue, face = side_points(space, side)
        drop = electric.potential[wall] - electric.potential[tissue]
        current[side] = float(np.sum(electric.conductance[face] * drop))
    potential, joule = (cells_of(space, each) for each in (electric.potential, electric.joule))
    return Field(bool(solved), potential, joule, float(heat_w), current)


def electrodes_first(charged: Charged) -> Walls:
    """List the first electrode's faces as the tip, which heat does not see, and the held sides as outer walls."""
    first = next(iter(charged.wall_v))
    tip = np.stack([each.ravel() for each in side_points(charged.space, first)])
    return walls_of(charged.space._replace(tip=""))._replace(tip=tip)


def march(charged: Charged, volt: float, step_s: Array, change: float = 0.0) -> Warmed:
    """Let current flow at a voltage for the given steps, with one sample of the generator in each.

    `change` of sigma, relative, is that after which the field is solved again.
    """
    from lesionsim.kernels.control import CONDUCTANCE, INTEGRAL, fresh_memory
    from lesionsim.kernels.march import FINISHED
    from lesionsim.kernels.march_rf import march_rf

    space = charged.space
    net, turn = network_of(space), turn_of(space.grid, space.around)
    state, memory = fresh_state(space, net), fresh_memory(0.0)
    memory[INTEGRAL] = volt**2
    electric, laws = prepared(charged)
    points, steps = state.fields.shape[1], step_s.size
    plan = plan_for(step_s, fastest_rate_around(net, turn), np.zeros(steps + 1))
    field = (electric, laws, net.points[SOURCE].copy())
    generator = (no_metal(), steady_control(change), memory, np.zeros((steps + 1, DISPLAY)))
    ground, watch = (net, electrodes_first(charged)), unwatched(points, steps)
    _, bad, _ = march_rf(state, ground, turn, None, plan, watch, 0, (field, generator, fresh_sweeps(points, True)))
    temperature, potential = (cells_of(space, each) for each in (state.fields[TEMPERATURE], electric.potential))
    energy, lost = state.ledger[:5].copy(), balance_error(state.ledger)
    return Warmed(temperature, volt * potential, 1 / float(memory[CONDUCTANCE]), energy, lost, bad == FINISHED)


def no_metal() -> Metal:
    """Return a probe without metal."""
    return Metal(np.zeros(0, dtype=np.int64), np.zeros(0))


def march_without_current(state: State, ground: tuple[Network, Walls], turn: Turn, step_s: Array) -> None:
    """Take the steps while the generator is off, so that no field is asked for."""
    from lesionsim.kernels.control import fresh_memory
    from lesionsim.kernels.march_rf import march_rf

    points, steps = state.fields.shape[1], step_s.size
    small = Space(plane(np.arange(3.0) + 1, np.arange(3.0)), wedges(2, closed=False), None, {"inner": 1.0})  # type: ignore[arg-type]
    electric, laws = prepared(Charged(small, 1.0, {"inner": 1.0}))
    field = (electric._replace(joule=np.zeros(points)), laws, ground[0].points[SOURCE].copy())
    generator = (no_metal(), steady_control(0.0), fresh_memory(0.0), np.zeros((steps + 1, DISPLAY)))
    plan, watch = plan_for(step_s, 1.0, None), unwatched(points, steps)
    march_rf(state, ground, turn, None, plan, watch, 0, (field, generator, fresh_sweeps(points, True)))


def unwatched(points: int, steps: int) -> tuple[Injury, Recorder]:
    """Keep neither damage nor frames."""
    return fresh_injury([], points, (-1, False)), recorder_for(steps, np.inf, 0, points)
