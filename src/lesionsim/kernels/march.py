"""The time loop: heat step, probe surface, damage, frames, traces, ledger and a guard against NaN."""

from lesionsim.kernels.arrays import (
    BEFORE,
    BLOOD_POWER,
    CONTENT,
    EXCHANGE,
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
from lesionsim.kernels.compile import compiled, entry, inlined
from lesionsim.kernels.copying import copy, total_of
from lesionsim.kernels.exponential import exp
from lesionsim.kernels.flow import heat_through, stage
from lesionsim.kernels.injury import accumulate_injury, remember
from lesionsim.kernels.properties import conductances_now, temperature_from_content, trend_from_rate
from lesionsim.kernels.recording import write_couples, write_due_frames
from lesionsim.kernels.super_step import super_step
from lesionsim.kernels.surface import extend_to_surface, hold_tip, mean_tip

FINISHED = -1
RATE_ONLY = (0.0, 0.0, 0.0, 1.0, 0.0)  # stage factors that leave just warming times flow


@compiled
def factor_at(table, dead):
    """Read a table over dead fractions from 0 to 1, linear between entries."""
    last = table.size - 1
    position = min(max(dead, 0.0), 1.0) * last
    i = min(int(position), last - 1)
    return table[i] + (position - i) * (table[i + 1] - table[i])


@inlined
def change_perfusion(fields, network, injury, dt):
    """Let perfusion follow the dead fraction expected in the middle of the coming step; return the change in W.

    Rates follow at once, so nothing else needs to be evaluated again.
    """
    row, points = injury.stop_row, network.points
    temperature, rate = fields[TEMPERATURE], fields[RATE]
    change = 0.0
    for k in range(points.shape[1]):
        amount = injury.dose[row, k] + 0.5 * dt * injury.rate[row, k]
        living = 1.0 - amount if injury.stop_is_fraction else exp(-amount)
        now = points[FULL_PERFUSION, k] * factor_at(injury.factor, 1.0 - living) + points[EXCHANGE, k]
        power = (now - points[PERFUSION, k]) * (temperature[k] - network.blood_c)
        points[PERFUSION, k] = now
        rate[k] -= points[WARMING, k] * power
        change += power
    return change


@inlined
def settle(state, network, turn, laws, walls, held, tip):
    """After a change of heat content: temperature, probe surface, rates and powers that belong to it.

    `tip` is the set temperature (°C) and its rate (K/s).
    """
    fields, conductance, ledger = state
    content, temperature, rate, trend = fields[CONTENT], fields[TEMPERATURE], fields[RATE], fields[TREND]
    if held:  # metal's heat content is its temperature
        hold_tip(content, walls.hold, tip[0])
    if laws is None:
        copy(content, temperature)
    else:
        temperature_from_content(content, laws, network.points[WARMING], temperature)
        if held:
            hold_tip(temperature, walls.hold, tip[0])
        conductances_now(temperature, laws, network.stride, turn, conductance)
    ledger[BLOOD_POWER] = stage(temperature, rate, temperature, fields, conductance, network, turn, RATE_ONLY)
    ledger[TIP_POWER] = heat_through(temperature, conductance, walls.tip)
    ledger[OUTER_POWER] = -heat_through(temperature, conductance, walls.outer)
    if laws is None:
        copy(rate, trend)
    else:
        trend_from_rate(content, rate, laws, trend)
    if held:
        hold_tip(trend, walls.hold, tip[1])
    extend_to_surface(temperature, walls)
    extend_to_surface(trend, walls)


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


@inlined
def keep_start(fields, injury):
    """Keep temperature, its trend and the damage of the start of a step."""
    copy(fields[TEMPERATURE], fields[BEFORE])
    copy(fields[TREND], fields[TREND_BEFORE])
    remember(injury)


@entry
def march(state, ground, turn, laws, plan, watch, frame):
    """Take all steps of a plan.

    Parameters
    ----------
    state, turn, laws, plan : see `arrays`; turn and laws may be None
    ground : (Network, Walls)
    watch : (Injury, Recorder)
    frame : int, the next frame to record

    Returns
    -------
    (next frame, FINISHED or the point that went wrong, step reached) : int
    """
    fields, ledger = state.fields, state.ledger
    network, walls = ground
    injury, recorder = watch
    copy(network.conductance, state.conductance)
    metabolic = total_of(network.points[SOURCE])
    warming = network.points[WARMING]
    steps = plan.steps
    last = steps.shape[1]
    tip = (steps[TIP_START, 0], (steps[TIP_END, 0] - steps[TIP_START, 0]) / steps[SIZE, 0])
    start, dt, heat = 0.0, 0.0, 0.0
    for n in range(last + 1):
        settle(state, network, turn, laws, walls, plan.held, tip)
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
        keep_start(fields, injury)
        if injury.stop_row >= 0:
            ledger[BLOOD_POWER] += change_perfusion(fields, network, injury, dt)
        tip_c = (steps[TIP_START, n], steps[TIP_END, n])
        moved = super_step(state, network, turn, laws, walls, (dt, int(steps[STAGES, n]), True), tip_c, plan.held)
        tip = (tip_c[1], (tip_c[1] - tip_c[0]) / dt)
        ledger[FROM_TIP] += moved[0]
        ledger[TO_BLOOD] += moved[1]
        ledger[TO_OUTER] += moved[2]
        ledger[METABOLIC] += metabolic * dt
    return frame, FINISHED, last
