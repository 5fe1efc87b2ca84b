"""Single steps of the loop with current, to call from Python: one field, one sample of the generator."""

from lesionsim.kernels.compile import entry
from lesionsim.kernels.control import CONDUCTANCE, read_sensor, sensor_reading, volts_squared
from lesionsim.kernels.electric import joule_heat, solve_field


@entry
def solve_once(electric, laws, stride, turn, temperature):
    """Solve for the potential and write the heat; return whether that succeeded and the heat's sum in W."""
    found = solve_field(electric, laws, stride, turn, temperature, True)
    return found, joule_heat(electric, stride, turn)


@entry
def sample_once(content, metal, control, memory, conductance, wanted, dt):
    """Let the generator read its sensor and return the squared voltage that it sets."""
    memory[CONDUCTANCE] = conductance
    read_sensor(sensor_reading(content, metal), control, memory, dt)
    return volts_squared(control, memory, wanted, dt)
