"""Temperature on the probe's surface: prescribed on a held tip, of zero slope on an adiabatic surface."""

from lesionsim.kernels.arrays import FAR, NEAR, SURFACE, WALL
from lesionsim.kernels.compile import compiled


@compiled
def hold_tip(values, tip, value):
    """Set the active tip's surface to one value."""
    for m in range(tip.shape[1]):
        values[tip[WALL, m]] = value


@compiled
def extend_to_surface(values, walls):
    """Carry values to the probe's surface with zero slope along the normal: a parabola through two points."""
    for m in range(walls.surface.shape[1]):
        w = walls.near_weight[m]
        near, far = values[walls.surface[NEAR, m]], values[walls.surface[FAR, m]]
        values[walls.surface[SURFACE, m]] = w * near + (1.0 - w) * far


@compiled
def mean_tip(temperature, walls):
    """Average the temperature over the active tip's surface by area, °C."""
    total = 0.0
    for m in range(walls.tip_weight.size):
        total += walls.tip_weight[m] * temperature[walls.tip[WALL, m]]
    return total
