"""The time loop with current: field, generator, heat, metal, damage, frames, traces, ledger and guard.

A plan's steps are those of damage and recording; within each the generator samples its sensor several times. Between
samples the voltage stands still. Heat then flows by one step of alternating directions where properties are constant,
and by one super step, over heat content, where they change with temperature or water boils.
"""

from lesionsim.kernels.alternating import CHANGE, step_heat_alternating
from lesionsim.kernels.arrays import (
    BEFORE,
    BLOOD_POWER,
    CONTENT,
    FROM_TIP,
    METABOLIC,
    OUTER_POWER,
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
    TREND,
    WARMING,
)
from lesionsim.kernels.compile import compiled, entry, inlined
from lesionsim.kernels.control import (
    CONDUCTANCE,
    LOST_CHARGE,
    LOST_POWER,
    OFF,
    PAUSE_START,
    SEEN,
    SHUT_START,
    SOLVED,
    VOLTS2,
    read_sensor,
    sensor_reading,
    volts_squared,
)
from lesionsim.kernels.copying import copy, total_of
from lesionsim.kernels.electric import SIGMA, TEMPERATURE_THEN, joule_heat, solve_field
from lesionsim.kernels.flow import close_circle, heat_through, stage
from lesionsim.kernels.injury import accumulate_injury
from lesionsim.kernels.march import (
    FINISHED,
    RATE_ONLY,
    change_perfusion,
    first_bad_point,
    keep_start,
    stored_heat,
    write_trace,
)
from lesionsim.kernels.properties import (
    conductances_now,
    conductivity_of,
    temperature_from_content,
    trend_from_rate,
)
from lesionsim.kernels.recording import write_due_frames
from lesionsim.kernels.super_step import super_step
from lesionsim.kernels.surface import extend_to_surface

NO_FIELD = -2
SAMPLES = 5  # row of Plan.steps: samples of the generator in each step
# Columns of the electric trace
TRACE_VOLT, TRACE_AMPERE, TRACE_SENSOR, TRACE_OHM, TRACE_PAUSE, TRACE_SHUT = range(6)


@compiled
def warmed_or_cooled(temperature, then, most_k):
    """Tell whether any point is further from its temperature then than some kelvin."""
    count = 0
    for k in range(temperature.size):
        away = temperature[k] - then[k]
        count += away > most_k or away < -most_k
    return count > 0


@compiled
def sigma_changed(electric, sigma, temperature, change):
    """Tell whether sigma has changed by more than a share of itself anywhere since the field was solved."""
    for k in range(temperature.size):
        then = electric.then[SIGMA, k]
        if electric.is_tissue[k] > 0.0 and abs(conductivity_of(temperature, sigma, k) - then) > change * then:
            return True
    return False


@inlined
def solve_again(field, ground, turn, temperature, memory, change):
    """Solve the field where sigma has changed enough; return whether there is a field."""
    electric, sigma, _ = field
    network, walls = ground
    stride = network.stride
    if turn is not None:
        close_circle(temperature, turn)  # or points beyond the end, a step behind, would ask for a field of their own
    if memory[SOLVED] > 0.0:
        if not warmed_or_cooled(temperature, electric.then[TEMPERATURE_THEN], change / electric.steepest):
            return True
        if not sigma_changed(electric, sigma, temperature, change):
            return True
    found = solve_field(electric, sigma, stride, turn, temperature, memory[SOLVED] == 0.0)
    memory[CONDUCTANCE] = joule_heat(electric, stride, turn)
    entering = heat_through(electric.potential, electric.conductance, walls.tip)
    leaving = -heat_through(electric.potential, electric.conductance, electric.outer)
    memory[LOST_CHARGE] = max(memory[LOST_CHARGE], abs(entering - leaving) / entering)
    memory[LOST_POWER] = max(memory[LOST_POWER], abs(entering - memory[CONDUCTANCE]) / entering)
    memory[SOLVED] += 1.0
    return found


@inlined
def generate(temperature, ground, turn, field, generator, wanted, dt):
    """Let the generator read its sensor and set its voltage until the next sample; return whether there is a field."""
    metal, control, memory, _ = generator
    found = True
    if wanted > OFF:
        found = solve_again(field, ground, turn, temperature, memory, control.change)
    read_sensor(sensor_reading(temperature, metal), control, memory, dt)
    memory[VOLTS2] = volts_squared(control, memory, wanted, dt)
    return found


@inlined
def heat_linear(state, ground, turn, sweeps, joule, volts2, dt):
    """Let heat flow for one sample where properties are constant."""
    network, walls = ground
    ledger = state.ledger
    moved = step_heat_alternating(state.fields[CONTENT], network, turn, walls, sweeps, joule, volts2, dt)
    ledger[TO_BLOOD] += moved[0]
    ledger[TO_OUTER] += moved[1]


@inlined
def heat_by_content(state, ground, turn, laws, field, volts2, size):
    """Let heat flow for one sample where properties change with temperature."""
    network, walls = ground
    electric, _, base = field
    fields, ledger, source = state.fields, state.ledger, network.points[SOURCE]
    content, temperature = fields[CONTENT], fields[TEMPERATURE]
    for k in range(source.size):
        source[k] = base[k] + volts2 * electric.joule[k]
    conductances_now(temperature, laws, network.stride, turn, state.conductance)
    rate = fields[RATE]
    ledger[BLOOD_POWER] = stage(temperature, rate, temperature, fields, state.conductance, network, turn, RATE_ONLY)
    ledger[OUTER_POWER] = -heat_through(temperature, state.conductance, walls.outer)
    step = (size[0], size[1], False)  # a sample is short: conductances stand still in it
    moved = super_step(state, network, turn, laws, walls, step, (0.0, 0.0), False)
    ledger[TO_BLOOD] += moved[1]
    ledger[TO_OUTER] += moved[2]
    temperature_from_content(content, laws, network.points[WARMING], temperature)


@inlined
def see(state, ground, laws, sweeps):
    """Bring up to date what is seen: temperature and its rate, with the tissue's at the probe's surface."""
    network, walls = ground
    fields = state.fields
    if laws is None:
        copy(fields[CONTENT], fields[TEMPERATURE])
        change, size = sweeps.work[CHANGE], sweeps.size[1]
        for k in range(change.size):
            fields[RATE, k] = change[k] / size if size > 0.0 else 0.0
        copy(fields[RATE], fields[TREND])
    else:
        temperature_from_content(fields[CONTENT], laws, network.points[WARMING], fields[TEMPERATURE])
        trend_from_rate(fields[CONTENT], fields[RATE], laws, fields[TREND])
    extend_to_surface(fields[TEMPERATURE], walls)
    extend_to_surface(fields[TREND], walls)


@inlined
def sample(state, ground, turn, laws, current, wanted, size):
    """Let the generator sample once, and heat flow until the next sample; return whether there is a field.

    `size` is the time in s and the stages of a super step.
    """
    field, generator, sweeps = current
    memory, ledger = generator[2], state.ledger
    temperature = state.fields[CONTENT] if laws is None else state.fields[TEMPERATURE]
    found = generate(temperature, ground, turn, field, generator, wanted, size[0])
    ledger[TIP_POWER] = memory[VOLTS2] * memory[CONDUCTANCE]
    ledger[FROM_TIP] += ledger[TIP_POWER] * size[0]
    if laws is None:
        heat_linear(state, ground, turn, sweeps, field[0].joule, memory[VOLTS2], size[0])
    else:
        heat_by_content(state, ground, turn, laws, field, memory[VOLTS2], size)
    return found


@entry
def march_rf(state, ground, turn, laws, plan, watch, frame, current):
    """Take all steps of a plan.

    Parameters
    ----------
    state, ground, turn, laws, plan, watch, frame : see `march`; laws where properties change with temperature
    current : ((Electric, Laws of sigma, base heat source (n,) W), (Metal, Control, memory (MEMORY,), display), Sweeps),
        display (steps + 1, 6): V, A, °C of the sensor, ohm, s when the last pause began and when it shut off

    Returns
    -------
    (next frame, FINISHED or NO_FIELD or the point that went wrong, step reached) : int
    """
    fields, ledger = state.fields, state.ledger
    network, walls = ground
    injury, recorder = watch
    field, generator, sweeps = current
    content, warming = fields[CONTENT], network.points[WARMING]
    metabolic, stored = total_of(field[2]), stored_heat(content, warming)
    steps, last, dt = plan.steps, plan.steps.shape[1], 0.0
    for n in range(last + 1):
        see(state, ground, laws, sweeps)
        if dt == 0.0:
            copy(fields[TEMPERATURE], fields[BEFORE])
        accumulate_injury(fields, dt, injury)
        if n > 0:
            stored_now = stored_heat(content, warming)
            ledger[STORED] += stored_now - stored
            stored = stored_now
            bad = first_bad_point(fields[TEMPERATURE], plan.coldest_c, plan.hottest_c)
            if bad != FINISHED:
                return frame, bad, n - 1
            frame = write_due_frames(fields, injury, steps[START, n - 1], dt, frame, recorder)
            write_trace(state, walls, recorder, plan.first_row + n, steps[START, n - 1] + dt)
            write_generator(generator, plan.first_row + n)
        if n == last:
            break
        dt = steps[SIZE, n]
        keep_start(fields, injury)
        if injury.stop_row >= 0:
            change_perfusion(fields, network, injury, dt)
        if laws is not None:
            temperature_from_content(content, laws, warming, fields[TEMPERATURE])
        samples = int(steps[SAMPLES, n])
        size = (dt / samples, int(steps[STAGES, n]))
        for m in range(samples):
            wanted = steps[TIP_START, n] + m / samples * (steps[TIP_END, n] - steps[TIP_START, n])
            if not sample(state, ground, turn, laws, current, wanted if plan.held else OFF, size):
                return frame, NO_FIELD, n
        note_sensor(state, generator, laws is None)
        ledger[METABOLIC] += metabolic * dt
    return frame, FINISHED, last


@compiled
def note_sensor(state, generator, linear):
    """Keep the sensor's temperature for the display, before the surface of the metal is overwritten."""
    temperature = state.fields[CONTENT] if linear else state.fields[TEMPERATURE]
    generator[2][SEEN] = sensor_reading(temperature, generator[0])


@compiled
def write_generator(generator, number):
    """Write what a generator's display shows into one row."""
    _, control, memory, display = generator
    row = display[number]
    ohm = 1.0 / memory[CONDUCTANCE] if memory[CONDUCTANCE] > 0.0 else 0.0
    volt = memory[VOLTS2] ** 0.5
    row[TRACE_AMPERE] = volt * memory[CONDUCTANCE]
    row[TRACE_VOLT] = volt + control.series_ohm * row[TRACE_AMPERE]
    row[TRACE_SENSOR] = memory[SEEN]
    row[TRACE_OHM] = ohm + control.series_ohm
    row[TRACE_PAUSE], row[TRACE_SHUT] = memory[PAUSE_START], memory[SHUT_START]
