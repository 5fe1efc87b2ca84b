"""One time step of heat flow by a super-time-stepping method (RKL2).

Runge-Kutta-Legendre of second order (Meyer, Balsara & Aslam 2014, 10.1016/j.jcp.2013.08.021): s explicit
stages reach (s^2 + s - 2) / 4 times as far as an explicit step and damp every mode, so the sudden start of a
held tip does not ring.
"""

from lesionsim.kernels.arrays import (
    BLOOD_POWER,
    CONTENT,
    EARLIER,
    LATEST,
    OUTER_POWER,
    TEMPERATURE,
    TIP_POWER,
    WARMING,
)
from lesionsim.kernels.compile import compiled, inlined
from lesionsim.kernels.copying import copy
from lesionsim.kernels.flow import heat_through, stage
from lesionsim.kernels.properties import conductances_now, temperature_from_content
from lesionsim.kernels.surface import hold_tip


@compiled
def weight_b(j):
    """Return the RKL2 coefficient b_j."""
    return 1.0 / 3.0 if j < 2 else (j * j + j - 2.0) / (2.0 * j * (j + 1.0))


@compiled
def stage_factors(j, stages):
    """Return mu, nu and the weights of the new and the first rate of stage j, in units of the step."""
    w1 = 4.0 / (stages * stages + stages - 2.0)
    if j == 1:
        return 1.0, 0.0, weight_b(1) * w1, 0.0
    mu = (2.0 * j - 1.0) / j * weight_b(j) / weight_b(j - 1)
    nu = -(j - 1.0) / j * weight_b(j) / weight_b(j - 2)
    return mu, nu, mu * w1, -(1.0 - weight_b(j - 1)) * mu * w1


@inlined
def super_step(state, network, turn, laws, walls, step, tip_c, held):
    """Advance heat content by one super step and return the heat moved, with the stepper's own weights.

    Energies obey the recursion of the stages, so that in = stored + out to round-off.

    Parameters
    ----------
    state : State at the start of the step with rates and powers that belong to it; content is advanced
    network, turn, laws, walls : Network, Turn or None, Laws or None, Walls
    step : (float, int, bool), size in s, odd number of stages, at least 3, and whether conductances follow temperature
        from stage to stage; otherwise those of `state` hold
    tip_c : (float, float), °C, set temperature at the start and at the end of the step
    held : bool, whether the tip's surface follows `tip_c`

    Returns
    -------
    (from tip, to blood, to outer wall) : float, J
    """
    dt, stages, follows = step
    fields, conductance, ledger = state
    latest, earlier = fields[LATEST], fields[EARLIER]
    copy(fields[CONTENT], latest)
    copy(fields[CONTENT], earlier)
    tip, blood, outer, moment = 0.0, 0.0, 0.0, 0.0
    tip_ago, blood_ago, outer_ago, moment_ago = 0.0, 0.0, 0.0, 0.0
    for j in range(1, stages + 1):
        mu, nu, new, old = stage_factors(j, stages)
        tip_now = tip_c[0] + moment * (tip_c[1] - tip_c[0])
        temperature = latest
        if laws is not None:
            temperature = fields[TEMPERATURE]
            temperature_from_content(latest, laws, network.points[WARMING], temperature)
        if held:
            hold_tip(temperature, walls.hold, tip_now)
        if laws is not None and follows:
            conductances_now(temperature, laws, network.stride, turn, conductance)
        tip_power = heat_through(temperature, conductance, walls.tip)
        outer_power = -heat_through(temperature, conductance, walls.outer)
        factors = (mu, nu, 1.0 - mu - nu, new * dt, old * dt)
        blood_power = stage(latest, earlier, temperature, fields, conductance, network, turn, factors)
        latest, earlier = earlier, latest
        tip, tip_ago = mu * tip + nu * tip_ago + dt * (new * tip_power + old * ledger[TIP_POWER]), tip
        blood, blood_ago = mu * blood + nu * blood_ago + dt * (new * blood_power + old * ledger[BLOOD_POWER]), blood
        outer, outer_ago = mu * outer + nu * outer_ago + dt * (new * outer_power + old * ledger[OUTER_POWER]), outer
        moment, moment_ago = mu * moment + nu * moment_ago + new + old, moment
    copy(latest, fields[CONTENT])
    return tip, blood, outer
