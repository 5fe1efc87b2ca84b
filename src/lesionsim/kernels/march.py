"""The time loop: heat step, probe surface, damage, frames, traces, ledger and a guard against NaN."""

from lesionsim.kernels.arrays import (
    BEFORE,
    BLOOD_POWER,
    CONTENT,
    FROM_TIP,
    FULL_PERFUSION,
    METABOLIC,
    OUTER_POWER,
    PERFUSION,
    RATE,
    SIZE,
    SOURCE,
    STAGES,
    START,
    STORED,
    TEMPERATURE,
    TIP_END,
    TIP_POWER,
    TIP_START,
    TO_BLOOD,
    TO_OUTER,
    TRACE_ENERGY,
    TRACE_POWER,
    TRACE_TIME,
    TRACE_TIP,
    TREND,
    TREND_BEFORE,
    WARMING,
)
from lesionsim.kernels.compile import entry, inlined
from lesionsim.kernels.copying import copy, total_of
from lesionsim.kernels.exponential import exp
from lesionsim.kernels.flow import heat_through, stage_rz
from lesionsim.kernels.injury import accumulate_injury, remember
from lesionsim.kernels.properties import conductances_at, temperature_from_content, trend_from_rate
from lesionsim.kernels.recording import write_couples, write_due_frames
from lesionsim.kernels.super_step import step_heat_rz
from lesionsim.kernels.surface import extend_to_surface, hold_tip, mean_tip

FINISHED = -1
RATE_ONLY = (0.0, 0.0, 0.0, 1.0, 0.0)  # stage factors that leave just warming times flow


@inlined
def stop_perfusion(fields, network, injury, dt):
    """Weaken perfusion by the dead fraction expected in the middle of the coming step; return the change in W.

    Rates follow at once, so nothing else needs to be evaluated again.
    """
    row, points = injury.stop_row, network.points
    temperature, rate = fields[TEMPERATURE], fields[RATE]
    change = 0.0
    for k in range(points.shape[1]):
        amount = injury.dose[row, k] + 0.5 * dt * injury.rate[row, k]
        living = 1.0 - amount if injury.stop_is_fraction else exp(-amount)
        weaker = points[FULL_PERFUSION, k] * living
        power = (weaker - points[PERFUSION, k]) * (temperature[k] - network.blood_c)
        points[PERFUSION, k] = weaker
        rate[k] -= points[WARMING, k] * power
        change += power
    return change


@inlined
def settle(state, network, laws, walls, held, tip):
    """After a change of heat content: temperature, probe surface, rates and powers that belong to it.

    `tip` is the set temperature (°C) and its rate (K/s).
    """
    fields, conductance, ledger = state
    content, temperature, rate, trend = fields[CONTENT], fields[TEMPERATURE], fields[RATE], fields[TREND]
    if laws is None:
        copy(content, temperature)
    else:
        temperature_from_content(content, laws, network.points[WARMING], temperature)
    extend_to_surface(temperature, walls)
    if held:
        hold_tip(temperature, walls.tip, tip[0])
    if laws is None:
        copy(temperature, content)
    else:
        conductances_at(temperature, laws, network.stride, conductance)
    ledger[BLOOD_POWER] = stage_rz(temperature, rate, temperature, fields, conductance, network, RATE_ONLY)
    ledger[TIP_POWER] = heat_through(temperature, conductance, walls.tip)
    ledger[OUTER_POWER] = -heat_through(temperature, conductance, walls.outer)
    if laws is None:
        copy(rate, trend)
    else:
        trend_from_rate(content, rate, laws, trend)
    extend_to_surface(trend, walls)
    if held:
        hold_tip(trend, walls.tip, tip[1])


@inlined
def stored_heat(content, warming):
    """Sum the heat content above 0 °C over all tissue, J."""
    total = 0.0
    for k in range(content.size):
        if warming[k] > 0.0:
            total += content[k] / warming[k]
    return total


@inlined
def first_bad_point(temperature, coldest_c, hottest_c):
    """Return the first point that is not a number between two temperatures, or FINISHED."""
    good = 0
    for k in range(temperature.size):
        good += temperature[k] >= coldest_c and temperature[k] <= hottest_c
    if good == temperature.size:
        return FINISHED
    for k in range(temperature.size):
        if not (temperature[k] >= coldest_c and temperature[k] <= hottest_c):
            return k
    return 0


@inlined
def write_trace(state, walls, recorder, row, time_s):
    """Write one row: time, tip temperature, tip power, and the ledger's energies."""
    trace, temperature = recorder.trace[row], state.fields[TEMPERATURE]
    trace[TRACE_TIME] = time_s
    trace[TRACE_TIP] = mean_tip(temperature, walls)
    trace[TRACE_POWER] = state.ledger[TIP_POWER]
    for k in range(STORED + 1):
        trace[TRACE_ENERGY + k] = state.ledger[k]
    write_couples(temperature, recorder, row)


@entry
def march(state, network, laws, walls, plan, injury, recorder, frame):
    """Take all steps of a plan.

    Parameters
    ----------
    state, network, laws, walls, plan, injury, recorder : see `arrays`; laws may be None
    frame : int, the next frame to record

    Returns
    -------
    (next frame, FINISHED or the point that went wrong, step reached) : int
    """
    fields, ledger = state.fields, state.ledger
    copy(network.conductance, state.conductance)
    metabolic = total_of(network.points[SOURCE])
    warming = network.points[WARMING]
    steps = plan.steps
    last = steps.shape[1]
    tip = (steps[TIP_START, 0], (steps[TIP_END, 0] - steps[TIP_START, 0]) / steps[SIZE, 0])
    start, dt, heat = 0.0, 0.0, 0.0
    for n in range(last + 1):
        settle(state, network, laws, walls, plan.held, tip)
        if dt == 0.0:
            copy(fields[TEMPERATURE], fields[BEFORE])
        accumulate_injury(fields, dt, injury)
        heat_now = stored_heat(fields[CONTENT], warming)
        if n > 0:
            ledger[STORED] += heat_now - heat
            bad = first_bad_point(fields[TEMPERATURE], plan.coldest_c, plan.hottest_c)
            if bad != FINISHED:
                return frame, bad, n - 1
            frame = write_due_frames(fields, injury, start, dt, frame, recorder)
            write_trace(state, walls, recorder, plan.first_row + n, start + dt)
        if n == last:
            break
        start, dt, heat = steps[START, n], steps[SIZE, n], heat_now
        copy(fields[TEMPERATURE], fields[BEFORE])
        copy(fields[TREND], fields[TREND_BEFORE])
        remember(injury)
        if injury.stop_row >= 0:
            ledger[BLOOD_POWER] += stop_perfusion(fields, network, injury, dt)
        tip_c = (steps[TIP_START, n], steps[TIP_END, n])
        moved = step_heat_rz(state, network, laws, walls, (dt, int(steps[STAGES, n])), tip_c, plan.held)
        tip = (tip_c[1], (tip_c[1] - tip_c[0]) / dt)
        ledger[FROM_TIP] += moved[0]
        ledger[TO_BLOOD] += moved[1]
        ledger[TO_OUTER] += moved[2]
        ledger[METABOLIC] += metabolic * dt
    return frame, FINISHED, last
