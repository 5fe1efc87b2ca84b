"""March the shipped loop with current on any grid, at a voltage that stands still."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import (
    CONTENT,
    SOURCE,
    TEMPERATURE,
    Control,
    Laws,
    Metal,
    Network,
    Plan,
    Recorder,
    State,
    Walls,
)
from lesionsim.problem.injury import fresh_injury
from lesionsim.problem.laws import COLDEST_C, STEP_C, Tables, content_at, of_one_value, property_tables
from lesionsim.problem.network import Medium, Resistances, fastest_rate, framed, network, open_wall, resistances
from lesionsim.scenario.laws import Law
from lesionsim.solver.clock import stages_for
from lesionsim.solver.current import DISPLAY, fresh_sweeps
from lesionsim.solver.guard import balance_error
from lesionsim.solver.heat import FIELDS, LEDGER
from lesionsim.verify.bench import wall_points
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import Conductor, prepared, strengthen_edges

COLUMNS = 8


class Material(NamedTuple):
    """What follows temperature in one material, which must stay within the tables."""

    conductivity: Law  # W/m/K
    heat_capacity: Law  # J/kg/K
    density_kg_m3: float = 1.0

    @property
    def tables(self) -> Tables:
        """Sample both laws."""
        return property_tables(self.conductivity, self.heat_capacity)


class Materials(NamedTuple):
    """What the cells are made of."""

    materials: tuple[Material, ...]
    of_cell: int | Array = 0  # number or (nr, nz) array, which material each cell is made of


class Heated(NamedTuple):
    """A conductor that heats itself.

    With materials heat flows by super steps over heat content, and they stand for the medium's conductivity and heat
    capacity; without them it flows by alternating directions.
    """

    conductor: Conductor  # its temperature is that of the start
    medium: Medium  # of heat
    wall_c: Mapping[str, float | Array]  # sides that are held; the others let no heat through, nor does NaN along one
    volt: float
    blood_c: float = 0.0
    change: float = 0.0  # of sigma, relative, after which the field is solved again
    materials: Materials | None = None


class Ground(NamedTuple):
    """What heat flows through, and what it starts from."""

    network: Network
    laws: Laws | None
    rate_per_s: float  # bound on the fastest
    state: State


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
    """List the faces that current enters by as the tip, and the held sides as outer walls."""
    grid, metal = heated.conductor.grid, heated.conductor.metal
    stride = grid.z.size + 2
    if metal is None:
        tip = np.stack(wall_points(grid, next(iter(heated.conductor.wall_v))))
    else:
        inside = np.flatnonzero(framed(metal.astype(float), 0.0).ravel())
        away = inside[~np.isin(inside + stride, inside)]
        tip = np.stack([away, away + stride, away])
    none = np.zeros((3, 0), dtype=np.int64)
    outer = np.concatenate([none, *(np.stack(wall_points(grid, side)) for side in heated.wall_c)], axis=1)
    return Walls(tip, outer, none, np.full(tip.shape[1], 1 / tip.shape[1]), np.zeros(0), tip[0])


def openings(heated: Heated) -> Resistances:
    """Open the sides that are held, and correct the faces at edges."""
    half = resistances(heated.conductor.grid)
    for side, value in heated.wall_c.items():
        half = open_wall(half, side, np.where(np.isnan(value), np.inf, 0.0))
    strengthen_edges(half, heated.conductor)
    return half


def start_of(heated: Heated) -> Array:
    """Fill cells with the start temperature and held walls with theirs, °C over points."""
    grid = heated.conductor.grid
    start = framed(np.broadcast_to(heated.conductor.temperature_c, grid.volume.shape), 0.0).ravel()
    for side, value in heated.wall_c.items():
        start[wall_points(grid, side)[0]] = np.nan_to_num(value)
    return start


def state_at(temperature: Array, content: Array, net: Network) -> State:
    """Allocate the fields of a run."""
    fields = np.zeros((FIELDS, temperature.size))
    fields[TEMPERATURE], fields[CONTENT] = temperature, content
    return State(fields, net.conductance.copy(), np.zeros(LEDGER))


def ground_of(heated: Heated) -> Ground:
    """Assemble heat flow, with the properties of the medium or of materials."""
    half, start, grid = openings(heated), start_of(heated), heated.conductor.grid
    if heated.materials is None:
        net = network(grid, half, heated.medium, heated.blood_c)
        return Ground(net, None, fastest_rate(net), state_at(start, start, net))
    materials, of_cell = heated.materials.materials, np.broadcast_to(heated.materials.of_cell, grid.volume.shape)
    tables = [material.tables for material in materials]
    medium = heated.medium._replace(
        conductivity=np.array([one.fastest for one in tables])[of_cell],
        heat_capacity=np.array([m.density_kg_m3 * m.tables.heat_capacity for m in materials])[of_cell],
    )
    net = network(grid, half, medium, heated.blood_c)
    material = framed(of_cell, len(tables)).astype(np.int64).ravel()
    content = start.copy()
    for number, one in enumerate(tables):
        content[material == number] = content_at(one, start[material == number])
    return Ground(net, laws_of(tables, half, material), fastest_rate(net), state_at(start, content, net))


def laws_of(tables: list[Tables], half: Resistances, material: np.ndarray) -> Laws:
    """Put tables and half resistances together as the problem does; the last material is that of wall points."""
    before = np.concatenate([half.r_before.ravel(), half.z_before.ravel()])
    after = np.concatenate([half.r_after.ravel(), half.z_after.ravel()])
    rows = [row for one in tables for row in (one.conductivity, one.temperature)]
    rows += of_one_value(1.0, rows[0].size)
    return Laws(np.stack([before, after]), np.stack(rows), COLDEST_C, STEP_C, material)


def march(heated: Heated, step_s: Array) -> Warmed:
    """Let current flow for the given steps, with one sample of the generator in each."""
    from lesionsim.kernels.control import CONDUCTANCE, INTEGRAL, fresh_memory
    from lesionsim.kernels.march import FINISHED
    from lesionsim.kernels.march_rf import march_rf

    ground, memory = ground_of(heated), fresh_memory(0.0)
    memory[INTEGRAL] = heated.volt**2
    electric, sigma = prepared(heated.conductor)
    fields, points = ground.state.fields, ground.network.points
    generator = (
        Metal(np.zeros(0, dtype=np.int64), np.zeros(0)), steady_control(heated.change), memory,
        np.zeros((step_s.size + 1, DISPLAY)),
    )  # fmt: skip
    _, bad, _ = march_rf(
        ground.state, (ground.network, walls_of(heated)), None, ground.laws, plan_for(step_s, ground.rate_per_s),
        (fresh_injury([], points.shape[1], (-1, False)), without_frames(step_s.size)), 0,
        ((electric, sigma, points[SOURCE].copy()), generator, fresh_sweeps(points.shape[1])),
    )  # fmt: skip
    shape = (heated.conductor.grid.r.size + 2, -1)
    warm, potential = (array.reshape(shape)[1:-1, 1:-1].copy() for array in (fields[TEMPERATURE], electric.potential))
    energy, lost = ground.state.ledger[:5].copy(), balance_error(ground.state.ledger)
    ohm = 1 / float(memory[CONDUCTANCE])
    return Warmed(warm, heated.volt * potential, ohm, energy, lost, bad == FINISHED)


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
