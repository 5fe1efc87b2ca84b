"""Copy and add by a plain loops: slice assignment would compile the text of its error message, which takes seconds."""

from lesionsim.kernels.compile import compiled


@compiled
def copy(source, target):
    """Copy one flat array over another of the same size."""
    for k in range(source.size):
        target[k] = source[k]


@compiled
def total_of(values):
    """Add all entries of a flat array."""
    total = 0.0
    for k in range(values.size):
        total += values[k]
    return total
