"""The uniform grid of the two plain loops, laid so that the probe fits it."""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline

from .b1_problem import (
    BODY_C,
    CARRIED_BY_BLOOD,
    CONDUCTIVITY,
    DURATION_S,
    MM,
    OUTER_WALL,
    PROBE_POINTS_MM,
    PROBE_RADIUS,
    RISE_AT_TIP,
    STORED_PER_M3_K,
    TIP_LENGTH,
    damage_rate,
    log_omega,
)
from .dead_volume import volume_mm3

SAFETY = 0.95
LARGEST_RADIAL_EIGENVALUE = 4.842
"""Of the radial second difference times cell size squared; the axis raises it above the usual 4."""
DAMAGE_EVERY_S = 0.25


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """How many cells fit in the probe's radius."""

    cells_in_probe: int

    def __str__(self) -> str:
        return f"{PROBE_RADIUS / MM / self.cells_in_probe:.3f} mm"


class UniformGrid:
    """Nodes, weights of the explicit step, and where the probe and its ghosts are.

    The probe's surface and its flat end lie on nodes; tip and shaft meet half-way between two nodes, where
    the region of the last held node ends (this halves the volume's error). Rises over body temperature are
    (1 + r, z) arrays: row 0 lies beyond the axis and is never used, so that every node of the tissue has four
    neighbours. Inside the shaft one row mirrors the tissue, which makes it adiabatic.
    """

    def __init__(self, resolution: Resolution) -> None:
        n = resolution.cells_in_probe
        dr = PROBE_RADIUS / n
        tip_cells = round(TIP_LENGTH / dr - 0.5)
        dz = TIP_LENGTH / (tip_cells + 0.5)
        ahead = round(OUTER_WALL / dz)
        self.r = dr * np.arange(round(OUTER_WALL / dr) + 1)
        self.z = dz * np.arange(-ahead, ahead + 1)
        self.wall_row = n + 1
        self.tip = np.s_[: n + 2, ahead : ahead + tip_cells + 1]
        self.ghost, self.mirrored = np.s_[n, ahead + tip_cells + 1 :], np.s_[n + 2, ahead + tip_cells + 1 :]
        self.hot = np.s_[1 : round(9 * MM / dr), ahead - round(6 * MM / dz) : ahead + round(16 * MM / dz)]
        self._weigh(dr, dz)

    def _weigh(self, dr: float, dz: float) -> None:
        """Choose the time step just inside the limit of stability and weigh a node's neighbours."""
        diffusivity = CONDUCTIVITY / STORED_PER_M3_K
        lost = CARRIED_BY_BLOOD / STORED_PER_M3_K
        fastest = diffusivity * (LARGEST_RADIAL_EIGENVALUE / dr**2 + 4 / dz**2) + lost
        self.steps_between_damage = max(1, int(DAMAGE_EVERY_S * fastest / (2 * SAFETY)))
        self.rounds = int(np.ceil(DURATION_S * fastest / (2 * SAFETY) / self.steps_between_damage))
        self.step_s = DURATION_S / (self.rounds * self.steps_between_damage)
        i = np.arange(1, self.r.size - 1)
        radial = self.step_s * diffusivity / dr**2
        self.outward = np.r_[4 * radial, radial * (1 + 0.5 / i)]
        self.inward = np.r_[0.0, radial * (1 - 0.5 / i)]
        self.axial = self.step_s * diffusivity / dz**2
        self.kept = 1 - self.outward - self.inward - 2 * self.axial - self.step_s * lost

    def cold(self) -> np.ndarray:
        """Rises at the start: body temperature everywhere but on the tip."""
        rise = np.zeros((self.r.size + 1, self.z.size))
        rise[self.tip] = RISE_AT_TIP
        return rise

    def damage(self, rise: np.ndarray) -> np.ndarray:
        """Omega gathered in the hot box since the last call, which was some steps ago."""
        return (self.steps_between_damage * self.step_s) * damage_rate(rise[self.hot])

    def dead_volume_mm3(self, omega: np.ndarray) -> float:
        """Volume where Omega >= 1 in the tissue, log Omega being linear in two triangles for each cell."""
        rows, columns = self.hot
        r, z = self.r[: rows.stop - 1], self.z[columns]
        corner_r, corner_z = np.meshgrid(r, z, indexing="ij")
        tissue = (corner_r[1:, 1:] > PROBE_RADIUS * 1.001) | (corner_z[1:, 1:] < 1e-3 * MM)
        pick = (np.s_[:-1, :-1], np.s_[1:, :-1], np.s_[1:, 1:], np.s_[:-1, 1:])
        triangles = ((0, 1, 2), (0, 2, 3))

        def at_corners(values: np.ndarray) -> np.ndarray:
            corners = [values[place][tissue] for place in pick]
            return np.concatenate([np.array([corners[k] for k in three]) for three in triangles], axis=1)

        radii = at_corners(corner_r)
        area = np.full(radii.shape[1], r[1] * (z[1] - z[0]) / 2)
        return volume_mm3(radii, area, at_corners(log_omega(omega)))

    def temperatures_c(self, rise: np.ndarray) -> np.ndarray:
        """Temperatures at the eight points, by cubic splines along the two lines they lie on."""
        points_r, points_z = PROBE_POINTS_MM.T * MM
        beside, ahead = points_r > 0, points_r == 0
        tissue = slice(self.wall_row - 1, None)
        in_rows = CubicSpline(self.z, rise[1:][tissue], axis=1)(points_z[beside][0])
        on_axis = self.z <= 0
        return (
            BODY_C
            + np.r_[
                CubicSpline(self.r[tissue], in_rows)(points_r[beside]),
                CubicSpline(self.z[on_axis], rise[1, on_axis])(points_z[ahead]),
            ]
        )
