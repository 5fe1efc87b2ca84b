"""March the shipped loop with a heat source that changes in time: constant in each step, that of its middle."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import CONTENT, SOURCE, TEMPERATURE, TRACE_ENERGY, Injury, Network, Recorder, State
from lesionsim.problem.injury import Row, fresh_injury
from lesionsim.problem.network import framed, network
from lesionsim.solver.guard import balance_error
from lesionsim.solver.heat import FIELDS, LEDGER
from lesionsim.verify.bench import Setup, half_resistances, plan_for, start_points, walls_of
from lesionsim.verify.exact.arrays import Array

NO_POINTS = -1


class Ending(NamedTuple):
    """Hold what such a run leaves behind."""

    temperature: Array  # (nr, nz) °C
    dose: Array  # (rows, nr, nz)
    balance_error: float


def without_frames() -> Recorder:
    """Make a recorder for one step that keeps no fields."""
    nothing = np.zeros((0, 16))
    trace = np.zeros((2, TRACE_ENERGY + 5))
    return Recorder(np.zeros(0), np.zeros((0, 0, 0)), trace, nothing.astype(np.int64), nothing, np.zeros((2, 0)))


def march_with(setup: Setup, source: Callable[[float], Array], step_s: Array, rows: list[Row]) -> Ending:
    """March a setup under a source of heat.

    Parameters
    ----------
    setup : Setup; with `laws`, its start is heat content
    source : gives W/m3 over cells for a time in s
    step_s : (steps,) array, s
    rows : damage rows of `problem.injury`
    """
    net = network(setup.grid, half_resistances(setup), setup.medium, setup.blood_c)
    start = start_points(setup)
    fields = np.zeros((FIELDS, start.size))
    fields[CONTENT] = fields[TEMPERATURE] = start
    state = State(fields, net.conductance.copy(), np.zeros(LEDGER))
    injury = fresh_injury(rows, start.size, (NO_POINTS, False))
    end_s = np.cumsum(step_s)
    for dt, middle_s in zip(step_s, end_s - 0.5 * step_s, strict=True):
        net.points[SOURCE] = framed(source(float(middle_s)) * setup.grid.volume, 0.0).ravel()
        take_step(setup, net, float(dt), state, injury)
    shape = (setup.grid.r.size + 2, setup.grid.z.size + 2)
    return Ending(
        temperature=state.fields[TEMPERATURE].reshape(shape)[1:-1, 1:-1].copy(),
        dose=injury.dose.reshape(-1, *shape)[:, 1:-1, 1:-1].copy(),
        balance_error=balance_error(state.ledger),
    )


def take_step(setup: Setup, net: Network, dt_s: float, state: State, injury: Injury) -> None:
    """Take one step of the shipped loop, in place."""
    from lesionsim.kernels.march import march

    tip_c = np.full(2, setup.wall_c.get(setup.tip, 0.0))
    plan = plan_for(net, np.array([dt_s]), tip_c, setup.tip in setup.wall_c)
    march(state, (net, walls_of(setup)), None, setup.laws, plan, (injury, without_frames()), 0)
