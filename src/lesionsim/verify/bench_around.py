"""March the shipped kernels on any grid in three dimensions, assembled by `problem.around`.

Cells are (r, theta, z). Sides are "inner" and "outer" (r), "lower" and "upper" (z), and on half a circle "first" and
"last" (theta); each is held at a number or an array over its faces, where NaN is sealed, or sealed as a whole.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges
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
from lesionsim.problem.around import (
    Faces,
    Halves,
    Vessels,
    conductances_of,
    even,
    faces_around,
    fastest_rate_around,
    network_around,
    turn_of,
)
from lesionsim.problem.injury import Row, fresh_injury
from lesionsim.problem.network import Medium, resistances
from lesionsim.solver.clock import stages_for
from lesionsim.solver.guard import balance_error
from lesionsim.solver.heat import FIELDS, LEDGER
from lesionsim.verify.exact.arrays import Array

Held = Mapping[str, float | Array]


class Space(NamedTuple):
    """Cells around the axis, what fills them, and which sides are held."""

    grid: Grid
    around: Wedges
    medium: Medium  # numbers or (nr, nt, nz) arrays
    wall_c: Held  # held sides; over r by (nt, nz), over z by (nr, nt), over theta by (nr, nz)
    start_c: float | Array = 0.0
    blood_c: float = 0.0
    halves: Halves | None = None  # conductivity of half cells; that of the medium when left out
    tip: str = "inner"  # the side that follows the plan, booked as the tip
    rate_per_s: float | None = None  # that stages are laid out for; the fastest of the network when left out


class Outcome(NamedTuple):
    """The end of a run."""

    temperature: Array  # (nr, nt, nz) °C
    peak: Array  # (nr, nt, nz) °C; of super steps alone
    dose: Array  # (rows, nr, nt, nz)
    power_w: float  # from the tip, at the end
    energy_j: Array  # (5,) from tip, to blood, to outer, metabolic, stored
    balance_error: float


def shape_of(space: Space) -> tuple[int, int, int]:
    """Return how many points there are, walls included."""
    return space.grid.r.size + 2, space.around.count + 2, space.grid.z.size + 2


def side_points(space: Space, side: str) -> tuple[Array, Array, Array]:
    """Return wall points, tissue points and faces of one side, each in the shape of the side."""
    shape = shape_of(space)
    n = int(np.prod(shape))
    number = np.arange(n).reshape(shape)
    axis, ascending = {
        "inner": (0, True), "outer": (0, False), "first": (1, True), "last": (1, False), "lower": (2, True),
        "upper": (2, False),
    }[side]  # fmt: skip
    lines = np.moveaxis(number, axis, 0)[:, 1:-1, 1:-1]
    wall, tissue = (lines[0], lines[1]) if ascending else (lines[-1], lines[-2])
    offset = {0: 0, 1: 2 * n, 2: n}[axis]
    return wall, tissue, offset + (wall if ascending else tissue)


def open_faces(space: Space, wall: Held) -> Faces:
    """Return half resistances with the sides open that have a value; the wall lies on the face."""
    faces = faces_around(resistances(space.grid), space.grid, space.around, np.zeros(space.grid.volume.shape, bool))
    for side, value in wall.items():
        wall_point, _, face = side_points(space, side)
        before_or_after = faces.before if side in ("inner", "lower", "first") else faces.after
        closed = np.isnan(np.broadcast_to(value, wall_point.shape))
        before_or_after.reshape(-1)[face.ravel()] = np.where(closed, np.inf, 0.0).ravel()
    return faces


def filled_halves(space: Space) -> Halves:
    """Return the conductivity of half cells."""
    if space.halves is not None:
        return space.halves
    shape = tuple(size - 2 for size in shape_of(space))
    return even(np.broadcast_to(np.asarray(space.medium.conductivity, float), shape))


def network_of(space: Space) -> Network:
    """Assemble the network as shipped runs do."""
    conductance = conductances_of(open_faces(space, space.wall_c), filled_halves(space), space.around.closed)
    shape = tuple(size - 2 for size in shape_of(space))
    none = Vessels(np.zeros(shape), np.zeros(shape), np.zeros(shape, bool))
    part = np.ones(space.grid.volume.shape, bool)
    return network_around(space.grid, space.around, conductance, space.medium, space.blood_c, part, none)


def walls_of(space: Space) -> Walls:
    """List the held walls: one as the tip, the others as outer walls."""
    none = np.zeros((3, 0), dtype=np.int64)
    rows = {side: np.stack([each.ravel() for each in side_points(space, side)]) for side in space.wall_c}
    tip = rows.pop(space.tip, none)
    outer = np.concatenate(list(rows.values()), axis=1) if rows else none
    return Walls(tip, outer, none, np.full(tip.shape[1], 1.0 / max(tip.shape[1], 1)), np.zeros(0), tip[0])


def start_points(space: Space) -> Array:
    """Fill cells with the start temperature and walls with theirs."""
    points = np.zeros(shape_of(space))
    points[1:-1, 1:-1, 1:-1] = space.start_c
    flat = points.ravel()
    for side, value in space.wall_c.items():
        wall = side_points(space, side)[0]
        flat[wall] = np.nan_to_num(np.broadcast_to(value, wall.shape))
    return flat


def plan_for(step_s: Array, rate_per_s: float, tip_c: Array | None) -> Plan:
    """Lay out steps, with one sample of the generator in each; without `tip_c` the tip's wall stays as it is."""
    start = np.concatenate([[0.0], np.cumsum(step_s)[:-1]])
    tip = np.zeros(step_s.size + 1) if tip_c is None else tip_c
    ones = np.ones(step_s.size)
    rows = np.stack([start, step_s, stages_for(step_s, rate_per_s), tip[:-1], tip[1:], ones])
    return Plan(rows.astype(float), tip_c is not None, 0, -np.inf, np.inf)


def recorder_for(steps: int, end_s: float, rows: int, points: int) -> Recorder:
    """Keep the end alone."""
    return Recorder(
        np.array([end_s]), np.empty((1, FRAME_DOSE + rows, points)), np.zeros((steps + 1, 8)),
        np.zeros((0, 16), dtype=np.int64), np.zeros((0, 16)), np.zeros((steps + 1, 0)),
    )  # fmt: skip


def fresh_state(space: Space, net: Network) -> State:
    """Start from the space's temperatures."""
    start = start_points(space)
    fields = np.zeros((FIELDS, start.size))
    fields[CONTENT] = fields[TEMPERATURE] = start
    return State(fields, net.conductance.copy(), np.zeros(LEDGER))


def cells_of(space: Space, points: Array) -> Array:
    """Cut an array over points to the cells."""
    return points.reshape(*points.shape[:-1], *shape_of(space))[..., 1:-1, 1:-1, 1:-1].copy()


def run(
    space: Space, step_s: Array, tip_c: Array | None = None, rows: list[Row] | None = None, laws: Laws | None = None
) -> Outcome:
    """March a space by super steps.

    Parameters
    ----------
    space : Space
    step_s : (steps,) array, s
    tip_c : (steps + 1,) array, °C, of the tip's wall at the ends of the steps; it stays as it is when left out
    rows : damage rows of `problem.injury`
    laws : how conductivity follows temperature
    """
    from lesionsim.kernels.march import march

    net, turn, rows = network_of(space), turn_of(space.grid, space.around), rows or []
    state = fresh_state(space, net)
    points = state.fields.shape[1]
    fastest = fastest_rate_around(net, turn) if space.rate_per_s is None else space.rate_per_s
    plan = plan_for(np.asarray(step_s, float), fastest, tip_c)
    recorder = recorder_for(step_s.size, float(np.sum(step_s)), len(rows), points)
    watch = (fresh_injury(rows, points, (-1, False)), recorder)
    march(state, (net, walls_of(space)), turn, laws, plan, watch, 0)
    frame = cells_of(space, recorder.frames[0])
    return Outcome(
        cells_of(space, state.fields[TEMPERATURE]),
        frame[FRAME_PEAK],
        frame[FRAME_DOSE:],
        float(recorder.trace[-1, 2]),
        recorder.trace[-1, TRACE_ENERGY:].copy(),
        balance_error(state.ledger),
    )


def sweep(space: Space, step_s: Array) -> Outcome:
    """March a space by alternating directions, through the loop with current while its generator is off."""
    from lesionsim.verify.current_around import march_without_current

    net, turn = network_of(space), turn_of(space.grid, space.around)
    state = fresh_state(space, net)
    march_without_current(state, (net, walls_of(space)), turn, np.asarray(step_s, float))
    nothing, none = np.zeros(0), np.zeros((0, *(size - 2 for size in shape_of(space))))
    temperature = cells_of(space, state.fields[TEMPERATURE])
    return Outcome(temperature, nothing, none, 0.0, state.ledger[:5].copy(), balance_error(state.ledger))


def over_cells(space: Space) -> tuple[Array, Array, Array]:
    """Return r, theta and z of the cells' nodes, in shapes that broadcast."""
    return space.grid.r[:, None, None], space.around.middle[:, None], space.grid.z[None, None, :]


def over_side(space: Space, side: str) -> tuple[Array, Array, Array]:
    """Return r, theta and z of the faces of one side, each in its shape."""
    grid, theta = space.grid, space.around.middle
    ends = {
        "inner": (grid.r_face[0], None, None), "outer": (grid.r_face[-1], None, None),
        "first": (None, space.around.face[0], None), "last": (None, space.around.face[-1], None),
        "lower": (None, None, grid.z_face[0]), "upper": (None, None, grid.z_face[-1]),
    }[side]  # fmt: skip
    places = [
        nodes if end is None else np.array([end]) for nodes, end in zip((grid.r, theta, grid.z), ends, strict=True)
    ]
    axis = next(i for i, end in enumerate(ends) if end is not None)
    r, t, z = (np.squeeze(each, axis) for each in np.meshgrid(*places, indexing="ij"))
    return r, t, z
