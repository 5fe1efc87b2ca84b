"""The time loop with current: field, controller, heat, metal, damage, frames, traces, ledger and guard.

A plan's steps are those of damage and recording; within each the generator samples its sensor several times. Between
samples the voltage stands still, and heat flows in tissue and metal by one super step.
"""

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
    TREND_BEFORE,
    WARMING,
)
from lesionsim.kernels.compile import compiled, entry, inlined
from lesionsim.kernels.copying import copy, total_of
from lesionsim.kernels.electric import joule_heat, solve_field
from lesionsim.kernels.flow import heat_through, stage_rz
from lesionsim.kernels.injury import accumulate_injury, remember
from lesionsim.kernels.march import FINISHED, RATE_ONLY, first_bad_point, stop_perfusion, stored_heat, write_trace
from lesionsim.kernels.properties import lookup
from lesionsim.kernels.recording import write_due_frames
from lesionsim.kernels.super_step import step_heat_rz

NO_FIELD = -2
OFF_C = -300.0  # wanted temperature of a generator that is off
SAMPLES = 5  # row of Plan.steps: samples of the generator in each step
# Entries of Generator's memory
INTEGRAL, READING, VOLTS2, CONDUCTANCE, SOLVED, CLIPPED, LOST_CHARGE, LOST_POWER = range(8)
# Columns of the electric trace
TRACE_VOLT, TRACE_AMPERE, TRACE_SENSOR, TRACE_OHM = range(4)


@compiled
def sensor_reading(content, metal):
    """Average the metal's temperature where the sensor lies, °C."""
    total = 0.0
    for a in range(metal.point.size):
        total += metal.sensor[a] * content[metal.point[a]]
    return total


@compiled
def read_sensor(content, metal, control, memory, dt):
    """Let the reading follow the sensor's temperature, at once or with its time constant."""
    share = dt / (control.lag_s + dt) if control.lag_s > 0.0 else 1.0
    memory[READING] += share * (sensor_reading(content, metal) - memory[READING])


@compiled
def sigma_changed(electric, laws, temperature):
    """Return the largest relative change of sigma since the field was solved."""
    most = 0.0
    for k in range(temperature.size):
        if electric.is_tissue[k] > 0.0:
            now = lookup(temperature[k], laws, 0)
            change = abs(now - electric.sigma_then[k]) / electric.sigma_then[k]
            most = change if change > most else most
    return most


@compiled
def keep_sigma(electric, laws, temperature):
    """Remember sigma as it is now."""
    for k in range(temperature.size):
        electric.sigma_then[k] = lookup(temperature[k], laws, 0)


@compiled
def volts_squared(control, memory, wanted_c, dt):
    """Return the squared voltage on the tissue that the generator sets; integrate unless that leads past a limit."""
    error = wanted_c - memory[READING]
    asked = control.proportional * error + memory[INTEGRAL]
    divider = 1.0 + control.series_ohm * memory[CONDUCTANCE]
    most = min(control.most_v**2, control.most_w * divider / memory[CONDUCTANCE])
    most = min(most, (control.most_a * divider / memory[CONDUCTANCE]) ** 2)
    given = min(max(asked, 0.0), most)
    memory[CLIPPED] = asked - given
    if (asked - given) * error <= 0.0:  # at a limit only what leads back from it counts
        memory[INTEGRAL] += control.integral * error * dt
    return given / divider**2


@inlined
def solve_again(electric, laws, stride, temperature, memory, walls, change):
    """Solve the field where sigma has changed enough; return whether there is a field."""
    if memory[SOLVED] > 0.0 and sigma_changed(electric, laws, temperature) <= change:
        return True
    found = solve_field(electric, laws, stride, temperature, memory[SOLVED] == 0.0)
    memory[CONDUCTANCE] = joule_heat(electric, stride)
    entering = heat_through(electric.potential, electric.conductance, walls.tip)
    leaving = -heat_through(electric.potential, electric.conductance, electric.outer)
    memory[LOST_CHARGE] = max(memory[LOST_CHARGE], abs(entering - leaving) / entering)
    memory[LOST_POWER] = max(memory[LOST_POWER], abs(entering - memory[CONDUCTANCE]) / entering)
    memory[SOLVED] += 1.0
    keep_sigma(electric, laws, temperature)
    return found


@inlined
def sample(state, ground, field, generator, wanted_c, step):
    """Let the generator read its sensor and set its voltage, and let heat flow until the next sample.

    `wanted_c` is below absolute zero when the generator is off. Returns whether there is a field.
    """
    electric, laws, base = field
    metal, control, memory, _ = generator
    network, walls = ground
    fields, ledger = state.fields, state.ledger
    content, source, dt = fields[CONTENT], network.points[SOURCE], step[0]
    read_sensor(content, metal, control, memory, dt)
    found, memory[VOLTS2] = True, 0.0
    if wanted_c > OFF_C:
        found = solve_again(electric, laws, network.stride, content, memory, walls, control.change)
        memory[VOLTS2] = volts_squared(control, memory, wanted_c, dt)
    for k in range(source.size):
        source[k] = base[k] + memory[VOLTS2] * electric.joule[k]
    ledger[BLOOD_POWER] = stage_rz(content, fields[RATE], content, fields, state.conductance, network, RATE_ONLY)
    ledger[OUTER_POWER] = -heat_through(content, state.conductance, walls.outer)
    ledger[TIP_POWER] = memory[VOLTS2] * memory[CONDUCTANCE]
    moved = step_heat_rz(state, network, None, walls, step, (0.0, 0.0), False)
    ledger[FROM_TIP] += ledger[TIP_POWER] * dt
    ledger[TO_BLOOD] += moved[1]
    ledger[TO_OUTER] += moved[2]
    return found


@entry
def march_rf(state, ground, plan, injury, recorder, frame, field, generator):
    """Take all steps of a plan.

    Parameters
    ----------
    state, plan, injury, recorder, frame : see `march`
    ground : (Network, Walls)
    field : (Electric, Laws of sigma, base heat source (n,) W)
    generator : (Metal, Control, memory (8,), display (steps + 1, 4): V, A, °C of the sensor, ohm)

    Returns
    -------
    (next frame, FINISHED or NO_FIELD or the point that went wrong, step reached) : int
    """
    fields, ledger = state.fields, state.ledger
    network, walls = ground
    content, warming = fields[CONTENT], network.points[WARMING]
    metabolic, heat = total_of(field[2]), stored_heat(content, warming)
    steps, dt = plan.steps, 0.0
    last = steps.shape[1]
    for n in range(last + 1):
        copy(content, fields[TEMPERATURE])
        copy(fields[RATE], fields[TREND])
        if dt == 0.0:
            copy(content, fields[BEFORE])
        accumulate_injury(fields, dt, injury)
        if n > 0:
            heat_now = stored_heat(content, warming)
            ledger[STORED] += heat_now - heat
            heat = heat_now
            bad = first_bad_point(content, plan.coldest_c, plan.hottest_c)
            if bad != FINISHED:
                return frame, bad, n - 1
            frame = write_due_frames(fields, injury, steps[START, n - 1], dt, frame, recorder)
            write_trace(state, walls, recorder, plan.first_row + n, steps[START, n - 1] + dt)
            write_generator(content, generator, plan.first_row + n)
        if n == last:
            break
        dt = steps[SIZE, n]
        copy(content, fields[BEFORE])
        copy(fields[TREND], fields[TREND_BEFORE])
        remember(injury)
        if injury.stop_row >= 0:
            stop_perfusion(fields, network, injury, dt)
        samples = int(steps[SAMPLES, n])
        size = (dt / samples, int(steps[STAGES, n]))
        for m in range(samples):
            wanted_c = steps[TIP_START, n] + m / samples * (steps[TIP_END, n] - steps[TIP_START, n])
            if not sample(state, ground, field, generator, wanted_c if plan.held else OFF_C, size):
                return frame, NO_FIELD, n
        ledger[METABOLIC] += metabolic * dt
    return frame, FINISHED, last


@compiled
def write_generator(content, generator, number):
    """Write what a generator's display shows into one row."""
    metal, control, memory, display = generator
    row = display[number]
    ohm = 1.0 / memory[CONDUCTANCE] if memory[CONDUCTANCE] > 0.0 else 0.0
    volt = memory[VOLTS2] ** 0.5
    row[TRACE_AMPERE] = volt * memory[CONDUCTANCE]
    row[TRACE_VOLT] = volt + control.series_ohm * row[TRACE_AMPERE]
    row[TRACE_SENSOR] = sensor_reading(content, metal)
    row[TRACE_OHM] = ohm + control.series_ohm
