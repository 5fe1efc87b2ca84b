"""Results in three dimensions: B1 beside a half-space, as computed, or with a painted peak temperature."""

import dataclasses

import numpy as np

import lesionsim as ls
from lesionsim.scenario.bodies import HalfSpace

RADIUS = 0.4535
B1 = ls.load("b1")
QUICK = {"numerics.error_bars": "off", "numerics.step_s": 10, "numerics.record_every_s": 45}


def bone():
    """Return cortical bone as benchmark B3 has it."""
    return dataclasses.replace(
        B1.tissue, name="cortical bone", conductivity_w_m_k=0.32, density_kg_m3=1908.0, heat_capacity_j_kg_k=1313.0,
        perfusion_per_s=1.7e-4,
    )  # fmt: skip


def beside(tissue, normal=(1, 0, 0), changes=None):
    """Return B1 with another tissue 3 mm away from the axis."""
    anatomy = (HalfSpace(tissue=tissue, normal=normal, from_mm=3.0),)
    return ls.change(dataclasses.replace(B1, anatomy=anatomy), {"numerics.error_bars": "off", **(changes or {})})


def painted(result, field):
    """Return a copy whose last peak temperature is a function of (x, y, z) in mm."""
    result = result.copy(deep=True)
    theta = np.radians(result.theta.values)[:, None, None]
    r, z = result.r.values[None, :, None], result.z.values[None, None, :]

    def at(r, z):
        return field(r * np.cos(theta), r * np.sin(theta), z + 0.0 * r + 0.0 * theta)

    cells = at(r, z)
    cells[:, (r[0] < RADIUS) & (z[0] > 0)] = np.nan
    result.peak_temperature.values[-1] = cells
    result.side_peak_temperature.values[-1] = np.where(z > 0, at(RADIUS, z), np.nan)[:, 0]
    result.end_peak_temperature.values[-1] = np.where(r < RADIUS, at(r, 0.0 * r), np.nan)[..., 0]
    return result


def slice_of(result, number):
    """Return one slice as a result in (r, z)."""
    return result.isel(theta=number).drop_vars(["theta", "theta_face"])


def ellipsoid(x0=0.0, y0=0.0, z0=5.0, half=(2.5, 2.5, 6.0)):
    """Return a field that passes 50 °C on an ellipsoid off the axis."""
    a, b, c = half
    return lambda x, y, z: 50 + 20 * (1 - ((x - x0) / a) ** 2 - ((y - y0) / b) ** 2 - ((z - z0) / c) ** 2)
