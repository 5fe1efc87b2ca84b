"""A cubic in time between two ends of a step, whose slopes may be far steeper than the step."""

from lesionsim.kernels.compile import compiled


@compiled
def limited(slope, change, dt):
    """Return slope times step, at most three times the change over the step.

    Right after a sudden start a cell's slope is that of its first microseconds; a cubic through it would leave
    the range of both ends by hundreds of kelvin. Within three times the change a cubic stays monotone (Fritsch &
    Carlson 1980, 10.1137/0717021). Smooth steps are limited only where the field turns within the step; there the
    error is that of a parabola's height, slope change times step over 8.
    """
    most = 3.0 * abs(change)
    rise = slope * dt
    rise = rise if rise < most else most
    return rise if rise > -most else -most


@compiled
def cubic(start, end, rise_start, rise_end, x):
    """Evaluate at the fraction x of a step the cubic with these end values and slopes times step."""
    rest = 1.0 - x
    return (
        (1.0 + 2.0 * x) * rest * rest * start
        + x * rest * rest * rise_start
        + x * x * (3.0 - 2.0 * x) * end
        - x * x * rest * rise_end
    )
