"""The generator's controller: what it reads, what it remembers, the voltage it sets, when it holds current back.

A sample is: the loop writes the present CONDUCTANCE into the memory, then `read_sensor`, then `volts_squared`, also
while the generator is OFF, so that its clock runs on.
"""

import numpy as np

from lesionsim.kernels.arrays import CURRENT_KEPT, POWER_KEPT, TEMPERATURE_KEPT
from lesionsim.kernels.compile import compiled

OFF = -300.0  # wanted, when the generator is off
# Entries of the memory. PAUSE_START, SHUT_START: times (s) of the latest pause and of the shut-off; NEVER before
INTEGRAL, READING, VOLTS2, CONDUCTANCE, SOLVED, CLIPPED, LOST_CHARGE, LOST_POWER = range(8)
CLOCK, PAUSE_LEFT, PAUSE_START, SHUT_START, SEEN = range(8, 13)
MEMORY = 13  # number of entries
NEVER = -1.0


def fresh_memory(start_c: float) -> np.ndarray:
    """Return the memory of a generator just switched on, its sensor at the starting temperature."""
    memory = np.zeros(MEMORY)
    memory[READING], memory[PAUSE_START], memory[SHUT_START] = start_c, NEVER, NEVER
    return memory


@compiled
def sensor_reading(content, metal):
    """Average the metal's temperature where the sensor lies, °C."""
    total = 0.0
    for a in range(metal.point.size):
        total += metal.sensor[a] * content[metal.point[a]]
    return total


@compiled
def read_sensor(reading_c, control, memory, dt):
    """Let the reading follow the sensor's temperature, at once or with its time constant."""
    share = dt / (control.lag_s + dt) if control.lag_s > 0.0 else 1.0
    memory[READING] += share * (reading_c - memory[READING])


@compiled
def most_squared(control, memory, divider):
    """Return the highest squared voltage, on tissue and series resistance, that all limits allow."""
    most = min(control.most_v**2, control.most_w * divider / memory[CONDUCTANCE])
    return min(most, (control.most_a * divider / memory[CONDUCTANCE]) ** 2)


@compiled
def kept_squared(control, memory, share, divider):
    """Return the squared voltage, on tissue and series resistance, that gives a share of the kept value."""
    kept = share * control.kept
    if control.mode == POWER_KEPT:
        return kept * divider / memory[CONDUCTANCE]
    if control.mode == CURRENT_KEPT:
        return (kept * divider / memory[CONDUCTANCE]) ** 2
    return kept**2


@compiled
def withheld(control, memory, dt):
    """Tell whether the impedance keeps the current off: in a pause after roll-off, or for good.

    A pause lasts the whole number of samples nearest to its time. Where the impedance is still too high when it
    ends, another begins.
    """
    ohm = 1.0 / memory[CONDUCTANCE] + control.series_ohm
    if memory[SHUT_START] == NEVER and ohm > control.shut_off_ohm:
        memory[SHUT_START] = memory[CLOCK]
    if memory[SHUT_START] != NEVER:
        return True
    if memory[PAUSE_LEFT] <= 0.5 * dt and ohm > control.roll_off_ohm:
        memory[PAUSE_START], memory[PAUSE_LEFT] = memory[CLOCK], max(control.pause_s, dt)
    return memory[PAUSE_LEFT] > 0.5 * dt


@compiled
def volts_squared(control, memory, wanted, dt):
    """Return the squared voltage on the tissue that the generator sets until the next sample.

    Parameters
    ----------
    wanted : °C where the temperature is kept, else the share (0 to 1) of the kept value; OFF in both
    """
    given, divider = 0.0, 1.0 + control.series_ohm * memory[CONDUCTANCE]
    memory[CLIPPED] = 0.0
    if wanted > OFF and not withheld(control, memory, dt):
        most = most_squared(control, memory, divider)
        if control.mode == TEMPERATURE_KEPT:
            error = wanted - memory[READING]
            asked = control.proportional * error + memory[INTEGRAL]
            given = min(max(asked, 0.0), most)
            if (asked - given) * error <= 0.0:  # at a limit only what leads back from it counts
                memory[INTEGRAL] += control.integral * error * dt
        else:
            asked = kept_squared(control, memory, wanted, divider)
            given = min(asked, most)
        memory[CLIPPED] = asked - given
    memory[CLOCK] += dt
    memory[PAUSE_LEFT] = max(memory[PAUSE_LEFT] - dt, 0.0)
    return given / divider**2
