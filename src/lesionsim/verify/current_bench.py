"""March the shipped loop with current on any grid, at a voltage that stands still."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import CONTENT, SOURCE, TEMPERATURE, Control, Metal, Plan, Recorder, State, Walls
from lesionsim.problem.injury import fresh_injury
from lesionsim.problem.network import Medium, fastest_rate, framed, network, open_wall, resistances
from lesionsim.solver.clock import stages_for
from lesionsim.solver.guard import balance_error
from lesionsim.solver.heat import FIELDS, LEDGER
from lesionsim.verify.bench import wall_points
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import Conductor, prepared, strengthen_edges

MEMORY, INTEGRAL = 8, 0
COLUMNS = 8


class Heated(NamedTuple):
    """A conductor that heats itself."""

    conductor: Conductor  # its temperature is that of the start
    medium: Medium  # of heat
    wall_c: Mapping[str, float | Array]  # sides that are held; the others let no heat through, nor does NaN along one
    volt: float
    blood_c: float = 0.0
    change: float = 0.0  # of sigma, relative, after which the field is solved again


class Warmed(NamedTuple):
    """The end of such a run."""

    temperature: Array  # (nr, nz) °C
    potential: Array  # (nr, nz) V
    ohm: float
    energy_j: Array  # (5,) from generator, to blood, to outer, metabolic, stored
    balance_error: float
    finished: bool


def steady_control(change: float) -> Control:
    """Give a controller that keeps what its integral part says."""
    most = np.inf
    return Control(0.0, 0.0, most_v=most, most_w=most, most_a=most, series_ohm=0.0, lag_s=0.0, change=change)


def walls_of(heated: Heated) -> Walls:
    """List the electrode's faces as the tip, the held sides without current from the tip as outer walls."""
    grid, metal = heated.conductor.grid, heated.conductor.metal
    stride = grid.z.size + 2
    if metal is None:
        first = next(iter(heated.conductor.wall_v))
        tip = np.stack(wall_points(grid, first))
    else:
        inside = np.flatnonzero(framed(metal.astype(float), 0.0).ravel())
        away = inside[~np.isin(inside + stride, inside)]
        tip = np.stack([away, away + stride, away])
    others = [side for side in {**heated.conductor.wall_v, **heated.wall_c} if metal is not None or side != first]
    outer = np.concatenate([np.stack(wall_points(grid, side)) for side in others], axis=1)
    none = np.zeros((3, 0), dtype=np.int64)
    return Walls(tip, outer, none, np.full(tip.shape[1], 1 / tip.shape[1]), np.zeros(0))


def march(heated: Heated, step_s: Array) -> Warmed:
    """Let current flow for the given steps, with one sample of the generator in each."""
    from lesionsim.kernels.march import FINISHED
    from lesionsim.kernels.march_rf import CONDUCTANCE, march_rf

    conductor, grid = heated.conductor, heated.conductor.grid
    half = resistances(grid)
    for side, value in heated.wall_c.items():
        half = open_wall(half, side, np.where(np.isnan(value), np.inf, 0.0))
    strengthen_edges(half, conductor)
    net = network(grid, half, heated.medium, heated.blood_c)
    start = framed(np.broadcast_to(conductor.temperature_c, grid.volume.shape), 0.0).ravel()
    for side, value in heated.wall_c.items():
        start[wall_points(grid, side)[0]] = np.nan_to_num(value)
    fields = np.zeros((FIELDS, start.size))
    fields[CONTENT] = fields[TEMPERATURE] = start
    state, memory = State(fields, net.conductance.copy(), np.zeros(LEDGER)), np.zeros(MEMORY)
    memory[INTEGRAL] = heated.volt**2
    electric, laws = prepared(conductor)
    display = np.zeros((step_s.size + 1, 4))
    generator = (Metal(np.zeros(0, dtype=np.int64), np.zeros(0)), steady_control(heated.change), memory, display)
    field = (electric, laws, net.points[SOURCE].copy())
    _, bad, _ = march_rf(
        state, (net, walls_of(heated)), plan_for(step_s, fastest_rate(net)),
        fresh_injury([], start.size, (-1, False)), without_frames(step_s.size), 0, field, generator,
    )  # fmt: skip
    cells = [
        array.reshape(grid.r.size + 2, -1)[1:-1, 1:-1].copy() for array in (fields[TEMPERATURE], electric.potential)
    ]
    energy, lost = state.ledger[:5].copy(), balance_error(state.ledger)
    return Warmed(cells[0], heated.volt * cells[1], 1 / float(memory[CONDUCTANCE]), energy, lost, bad == FINISHED)


def plan_for(step_s: Array, rate_per_s: float) -> Plan:
    """Lay out steps with one sample of the generator in each."""
    start, none = np.concatenate([[0.0], np.cumsum(step_s)[:-1]]), np.zeros(step_s.size)
    rows = np.stack([start, step_s, stages_for(step_s, rate_per_s), none, none, none + 1.0])
    return Plan(rows.astype(float), True, 0, -np.inf, np.inf)


def without_frames(steps: int) -> Recorder:
    """Make a recorder that keeps traces alone."""
    nothing = np.zeros((0, 16))
    trace = np.zeros((steps + 1, COLUMNS))
    return Recorder(
        np.zeros(0), np.zeros((0, 0, 0)), trace, nothing.astype(np.int64), nothing, np.zeros((steps + 1, 0))
    )
