"""Run the shipped kernels on any grid with held or sealed walls."""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import (
    CONTENT,
    FRAME_DOSE,
    FRAME_PEAK,
    TEMPERATURE,
    TRACE_ENERGY,
    Laws,
    Network,
    Plan,
    Recorder,
    State,
    Walls,
)
from lesionsim.problem.injury import Row, fresh_injury
from lesionsim.problem.network import Medium, Resistances, fastest_rate, network, open_wall, resistances
from lesionsim.solver.clock import stages_for
from lesionsim.solver.guard import balance_error
from lesionsim.solver.heat import FIELDS, LEDGER

Array = np.ndarray
SIDES = ("inner", "outer", "lower", "upper")


class Setup(NamedTuple):
    """A grid filled with one medium (uniform or cell by cell) whose walls are held or sealed."""

    grid: Grid
    medium: Medium
    wall_c: dict[str, float]  # held sides of the grid ("inner", "outer", "lower", "upper") and their temperature
    start_c: float | Array = 0.0  # number or (nr, nz) array
    blood_c: float = 0.0
    contact: dict[str, float] = {}  # noqa: RUF012 - never changed; 1/m between wall and face, see `open_wall`
    tip: str = "inner"  # the side whose temperature follows the plan, booked as the tip in the ledger
    laws: Laws | None = None
    seams: dict[int, Array | float] = {}  # noqa: RUF012 - never changed; K/W at faces in r, by their number in `r_face`


class Outcome(NamedTuple):
    """The end of a run."""

    temperature: Array  # (nr, nz) °C
    peak: Array  # (nr, nz) °C
    dose: Array  # (rows, nr, nz)
    power_w: float  # from the tip, at the end
    energy_j: Array  # (5,) from tip, to blood, to outer, metabolic, stored
    balance_error: float
    trace: Array  # (steps + 1, 8)


def half_resistances(setup: Setup) -> Resistances:
    """Open the held walls of a grid, the others stay sealed; put contact resistances between its cells."""
    half = resistances(setup.grid)
    for side in setup.wall_c:
        half = open_wall(half, side, setup.contact.get(side, 0.0))
    conductivity = np.broadcast_to(setup.medium.conductivity, setup.grid.volume.shape)
    for face, resistance in setup.seams.items():
        half.r_before[face, 1:-1] += resistance * conductivity[face - 1]
    return half


def wall_points(grid: Grid, side: str) -> tuple[Array, Array, Array]:
    """Return wall points, tissue points and faces of one side."""
    stride, nr, nz = grid.z.size + 2, grid.r.size, grid.z.size
    n = (nr + 2) * stride
    along, across = np.arange(1, nz + 1), np.arange(1, nr + 1) * stride
    if side == "inner":
        return along, along + stride, along
    if side == "outer":
        return (nr + 1) * stride + along, nr * stride + along, nr * stride + along
    if side == "lower":
        return across, across + 1, n + across
    return across + nz + 1, across + nz, n + across + nz


def walls_of(setup: Setup) -> Walls:
    """List the held walls: one as the tip, the others as outer walls."""
    none = np.zeros((3, 0), dtype=np.int64)
    outer = [np.stack(wall_points(setup.grid, side)) for side in setup.wall_c if side != setup.tip]
    tip = np.stack(wall_points(setup.grid, setup.tip)) if setup.tip in setup.wall_c else none
    weight = np.full(tip.shape[1], 1.0 / max(tip.shape[1], 1))
    return Walls(tip, np.concatenate(outer, axis=1) if outer else none, none, weight, np.zeros(0), tip[0])


def start_points(setup: Setup) -> Array:
    """Fill cells with the start temperature and walls with theirs."""
    points = np.zeros((setup.grid.r.size + 2, setup.grid.z.size + 2))
    points[1:-1, 1:-1] = setup.start_c
    flat = points.ravel()
    for side, value in setup.wall_c.items():
        flat[wall_points(setup.grid, side)[0]] = value
    return flat


def plan_for(net: Network, step_s: Array, tip_c: Array, held: bool) -> Plan:
    """Make a plan from step sizes (s) and the tip's temperature at each step's start and end (steps + 1)."""
    start = np.concatenate([[0.0], np.cumsum(step_s)[:-1]])
    rows = np.stack([start, step_s, stages_for(step_s, fastest_rate(net)), tip_c[:-1], tip_c[1:]])
    return Plan(rows, held, 0, -np.inf, np.inf)


def run(setup: Setup, step_s: Array, tip_c: Array | None = None, rows: list[Row] | None = None) -> Outcome:
    """March a setup through the given steps.

    Parameters
    ----------
    setup : Setup
    step_s : (steps,) array, s
    tip_c : (steps + 1,) array, °C, of the tip's wall at the ends of the steps; its constant value when left out
    rows : damage rows of `problem.injury`
    """
    from lesionsim.kernels.march import march

    net = network(setup.grid, half_resistances(setup), setup.medium, setup.blood_c)
    start, rows = start_points(setup), rows or []
    fields = np.zeros((FIELDS, start.size))
    fields[CONTENT] = fields[TEMPERATURE] = start
    state = State(fields, net.conductance.copy(), np.zeros(LEDGER))
    if tip_c is None:
        tip_c = np.full(step_s.size + 1, setup.wall_c.get(setup.tip, 0.0))
    injury = fresh_injury(rows, start.size, (-1, False))
    end = float(np.sum(step_s))
    recorder = Recorder(
        np.array([end]),
        np.empty((1, FRAME_DOSE + len(rows), start.size)),
        np.zeros((step_s.size + 1, 8)),
        np.zeros((0, 16), dtype=np.int64),
        np.zeros((0, 16)),
        np.zeros((step_s.size + 1, 0)),
    )
    plan = plan_for(net, np.asarray(step_s, dtype=float), tip_c, setup.tip in setup.wall_c)
    march(state, (net, walls_of(setup)), None, setup.laws, plan, (injury, recorder), 0)
    return outcome(setup, state, recorder)


def outcome(setup: Setup, state: State, recorder: Recorder) -> Outcome:
    """Cut what the loop left behind to the cells."""
    shape = (setup.grid.r.size + 2, setup.grid.z.size + 2)
    frame = recorder.frames[0].reshape(-1, *shape)[:, 1:-1, 1:-1]
    return Outcome(
        temperature=state.fields[TEMPERATURE].reshape(shape)[1:-1, 1:-1].copy(),
        peak=frame[FRAME_PEAK],
        dose=frame[FRAME_DOSE:],
        power_w=float(recorder.trace[-1, 2]),
        energy_j=recorder.trace[-1, TRACE_ENERGY:].copy(),
        balance_error=balance_error(state.ledger),
        trace=recorder.trace,
    )
