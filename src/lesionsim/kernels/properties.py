"""Temperature and conductances from tables, when properties change with temperature.

Each material has two rows of `Laws.tables`, in this order: conductivity, temperature of a heat content.
"""

from lesionsim.kernels.compile import compiled, inlined
from lesionsim.kernels.flow import close_circle

CONDUCTIVITY, TEMPERATURE_OF_CONTENT, KINDS = 0, 1, 2  # row within a material, rows of a material


@compiled
def lookup(x, laws, row):
    """Read a uniform table at x, linear between entries, constant outside."""
    position = (x - laws.start_c) / laws.step_c
    last = laws.tables.shape[1] - 1
    position = position if position > 0.0 else 0.0
    position = position if position < last else float(last)
    i = int(position)
    i = i if i < last - 1 else last - 1
    low = laws.tables[row, i]
    return low + (position - i) * (laws.tables[row, i + 1] - low)


@compiled
def conductivity_of(temperature, laws, k):
    """Read the conductivity of one point at its temperature."""
    return lookup(temperature[k], laws, KINDS * laws.material[k] + CONDUCTIVITY)


@compiled
def temperature_from_content(content, laws, warming, temperature):
    """Turn heat content into temperature, except at wall points."""
    for k in range(content.size):
        if warming[k] > 0.0:
            temperature[k] = lookup(content[k], laws, KINDS * laws.material[k] + TEMPERATURE_OF_CONTENT)


@compiled
def conductances_at(temperature, laws, stride, conductance):
    """Put two half resistances in series at every face, at the present temperature.

    conductance = 1 / (resistance before / k(T_first) + resistance after / k(T_second))
    """
    n = temperature.size
    for k in range(n):
        here = conductivity_of(temperature, laws, k)
        above = conductivity_of(temperature, laws, min(k + stride, n - 1))
        right = conductivity_of(temperature, laws, min(k + 1, n - 1))
        conductance[k] = 1.0 / (laws.resistance[0, k] / here + laws.resistance[1, k] / above)
        conductance[n + k] = 1.0 / (laws.resistance[0, n + k] / here + laws.resistance[1, n + k] / right)


@compiled
def conductances_around(temperature, laws, turn, conductance):
    """Put two half resistances in series at every face towards the next point around, at the present temperature."""
    n = temperature.size
    for k in range(n):
        here = conductivity_of(temperature, laws, k)
        next_ = conductivity_of(temperature, laws, min(k + turn.stride, n - 1))
        face = 2 * n + k
        conductance[face] = 1.0 / (laws.resistance[0, face] / here + laws.resistance[1, face] / next_)


@inlined
def conductances_now(temperature, laws, stride, turn, conductance):
    """Bring the conductances of all faces up to date."""
    conductances_at(temperature, laws, stride, conductance)
    if turn is not None:
        close_circle(temperature, turn)
        conductances_around(temperature, laws, turn, conductance)


@compiled
def trend_from_rate(content, rate, laws, trend):
    """Turn the rate of heat content into the rate of temperature: times the slope of the table."""
    half = 0.5 * laws.step_c
    for k in range(content.size):
        row = KINDS * laws.material[k] + TEMPERATURE_OF_CONTENT
        low = lookup(content[k] - half, laws, row)
        high = lookup(content[k] + half, laws, row)
        trend[k] = rate[k] * (high - low) / laws.step_c
