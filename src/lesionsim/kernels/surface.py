"""Temperature on the probe's surface: held, of zero slope, or between that of metal and of tissue."""

from lesionsim.kernels.arrays import FAR, NEAR, SURFACE
from lesionsim.kernels.compile import compiled


@compiled
def hold_tip(values, hold, value):
    """Set the points of a held tip to one value."""
    for m in range(hold.size):
        values[hold[m]] = value


@compiled
def extend_to_surface(values, walls):
    """Carry values to the probe's surface, each from two points: both in the tissue, or one in the metal."""
    for m in range(walls.surface.shape[1]):
        w = walls.near_weight[m]
        near, far = values[walls.surface[NEAR, m]], values[walls.surface[FAR, m]]
        values[walls.surface[SURFACE, m]] = w * near + (1.0 - w) * far


@compiled
def mean_tip(temperature, walls):
    """Average the temperature over the active tip's surface by area, °C."""
    total = 0.0
    for m in range(walls.tip_weight.size):
        total += walls.tip_weight[m] * temperature[walls.hold[m]]
    return total
