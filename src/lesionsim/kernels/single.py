"""Single steps of the loop with current, to call from Python: one field, one sample of the generator."""

from lesionsim.kernels.compile import entry
from lesionsim.kernels.electric import joule_heat, solve_field
from lesionsim.kernels.march_rf import CONDUCTANCE, read_sensor, volts_squared


@entry
def solve_once(electric, laws, stride, temperature):
    """Solve for the potential and write the heat; return whether that succeeded and the heat's sum in W."""
    found = solve_field(electric, laws, stride, temperature, True)
    return found, joule_heat(electric, stride)


@entry
def sample_once(content, metal, control, memory, conductance, wanted_c, dt):
    """Let the generator read its sensor and return the squared voltage that it sets."""
    memory[CONDUCTANCE] = conductance
    read_sensor(content, metal, control, memory, dt)
    return volts_squared(control, memory, wanted_c, dt)
