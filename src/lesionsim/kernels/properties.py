"""Temperature and conductances from tables, when properties change with temperature."""

from lesionsim.kernels.compile import compiled

CONDUCTIVITY, TEMPERATURE_OF_CONTENT = 0, 1  # rows of Laws.tables


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
def temperature_from_content(content, laws, warming, temperature):
    """Turn heat content into temperature, except at wall points."""
    for k in range(content.size):
        if warming[k] > 0.0:
            temperature[k] = lookup(content[k], laws, TEMPERATURE_OF_CONTENT)


@compiled
def conductances_at(temperature, laws, stride, conductance):
    """Put two half resistances in series at every face, at the present temperature.

    conductance = 1 / (resistance before / k(T_first) + resistance after / k(T_second))
    """
    n = temperature.size
    for k in range(n):
        here = lookup(temperature[k], laws, CONDUCTIVITY)
        above = lookup(temperature[min(k + stride, n - 1)], laws, CONDUCTIVITY)
        right = lookup(temperature[min(k + 1, n - 1)], laws, CONDUCTIVITY)
        conductance[k] = 1.0 / (laws.resistance[0, k] / here + laws.resistance[1, k] / above)
        conductance[n + k] = 1.0 / (laws.resistance[0, n + k] / here + laws.resistance[1, n + k] / right)


@compiled
def trend_from_rate(content, rate, laws, trend):
    """Turn the rate of heat content into the rate of temperature: times the slope of the table."""
    half = 0.5 * laws.step_c
    for k in range(content.size):
        low = lookup(content[k] - half, laws, TEMPERATURE_OF_CONTENT)
        high = lookup(content[k] + half, laws, TEMPERATURE_OF_CONTENT)
        trend[k] = rate[k] * (high - low) / laws.step_c
