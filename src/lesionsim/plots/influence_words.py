"""What figures of which inputs matter claim."""

import numpy as np
import xarray as xr

from lesionsim.plots.swept import amount, capital, measure_of, name_of, percent
from lesionsim.texts import spoken


def sobol_title(table: xr.Dataset) -> str:
    """Say which input explains most."""
    total, alone = table.total_order.values, table.first_order.values
    top = int(np.argmax(total))
    measure, most = measure_of(table.attrs)[0], name_of(str(table.key.values[top]))[0]
    unsure = np.flatnonzero(table.total_order_high.values >= table.total_order_low.values[top])
    if unsure.size > 1:
        unsure = unsure[np.argsort(-total[unsure], kind="stable")]
        others = spoken(" or ").join(name_of(str(table.key.values[number]))[0] for number in unsure[:2])
        told = "{others} decides most about the {measure}: these runs cannot tell which"
        return spoken(told, measure=measure, others=capital(others))
    told = "{most} decides most about the {measure}: {alone} of its variance alone, {total} with interactions"
    return spoken(told, measure=measure, most=capital(most), alone=percent(alone[top]), total=percent(total[top]))


def morris_title(table: xr.Dataset) -> str:
    """Say which input changes the measure most."""
    size = table.mu_star.values
    measure, unit = measure_of(table.attrs)
    top = int(np.argmax(size))
    most = name_of(str(table.key.values[top]))[0]
    change = amount(float(size[top]), unit, 2)
    told = "{most} changes the {measure} most: by {change} over its whole range"
    return spoken(told, measure=measure, most=capital(most), change=change)
