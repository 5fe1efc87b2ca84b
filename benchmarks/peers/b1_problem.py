"""Benchmark B1 in numbers: a needle's tip held at 80 °C for 90 s, and the reference answer."""

from dataclasses import dataclass

import numpy as np

MM = 1e-3

PROBE_RADIUS = 0.4535 * MM
TIP_LENGTH = 10.0 * MM
OUTER_WALL = 40.0 * MM
DURATION_S = 90.0

BODY_C = 37.0
RISE_AT_TIP = 80.0 - BODY_C

CONDUCTIVITY = 0.49
STORED_PER_M3_K = 1090.0 * 3421.0
CARRIED_BY_BLOOD = 6.7e-4 * 1050.0 * 3617.0

LOG_FREQUENCY = float(np.log(7.39e39))
ACTIVATION_OVER_GAS_CONSTANT = 2.577e5 / 8.314462618

PROBE_POINTS_MM = np.array([(1, 5), (2, 5), (3, 5), (4, 5), (5, 5), (0, -0.5), (0, -1), (0, -2)], dtype=float)
"""Where temperatures are compared: (point, r and z) array, mm."""

REFERENCE_VOLUME_MM3 = 176.03
REFERENCE_TEMPERATURES_C = np.array([66.513, 54.952, 48.637, 44.639, 41.989, 61.553, 52.740, 45.142])
REFERENCE_POWER_W = 0.63147


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a contestant found and how long it took.

    Parameters
    ----------
    volume_mm3 : volume where Omega >= 1 at the end of the hold, without the probe.
    temperatures_c : (point,) array, °C, at ``PROBE_POINTS_MM`` at the end of the hold.
    power_w : heat that leaves the tip at the end of the hold; NaN where the method has no good number for it.
    unknowns : temperatures that were solved for.
    seconds : warm, from the scenario's numbers to this answer.
    solve_seconds : the time loop with damage alone, without mesh, assembly, factorisation and measuring.
    """

    volume_mm3: float
    temperatures_c: np.ndarray
    power_w: float
    unknowns: int
    seconds: float
    solve_seconds: float


def damage_rate(rise: np.ndarray) -> np.ndarray:
    """Arrhenius rate of liver, 1/s, where the tissue is `rise` kelvin warmer than the body."""
    return np.exp(LOG_FREQUENCY - ACTIVATION_OVER_GAS_CONSTANT / (rise + (BODY_C + 273.15)))


def log_omega(omega: np.ndarray) -> np.ndarray:
    """Natural logarithm of Omega, which varies gently in space; the floor keeps untouched tissue finite."""
    return np.log(np.maximum(omega, 1e-30))
