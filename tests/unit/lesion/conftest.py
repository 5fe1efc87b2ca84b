"""Results whose field is known: B1's grid with a peak temperature written over it."""

import numpy as np
import pytest

import lesionsim as ls

RADIUS = 0.4535


@pytest.fixture
def painted(b1):
    """Return a function that paints the last peak temperature with a function of (r, z) in mm."""

    def paint(field):
        result = b1.copy(deep=True)
        r, z = result.r.values, result.z.values
        cells = field(r[:, None], z[None, :]) + 0.0 * r[:, None] * z[None, :]
        cells[(r < RADIUS)[:, None] & (z > 0)] = np.nan
        result.peak_temperature.values[-1] = cells
        result.side_peak_temperature.values[-1] = np.where(z > 0, field(RADIUS, z), np.nan)
        result.end_peak_temperature.values[-1] = np.where(r < RADIUS, field(r, 0.0), np.nan)
        return result

    return paint


@pytest.fixture
def fifty():
    """Return the criterion that painted fields are measured with."""
    return ls.Isotherm(50)
