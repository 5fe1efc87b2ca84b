"""Benchmark B2 in numbers: B1's needle heated by current under a controller, and the reference answer.

What B1 says holds here too: size of probe and domain, tissue, blood, liver's damage.
"""

from dataclasses import dataclass

import numpy as np

from .b1_problem import BODY_C

METAL_CONDUCTIVITY = 16.0
METAL_STORED_PER_M3_K = 7900.0 * 500.0

SIGMA_AT_BODY = 0.5
SIGMA_GROWTH_PER_K = 0.015
LARGEST_SIGMA_RISE = 100.0 - BODY_C

SENSOR_LENGTH = 2.0e-3
INTERVAL_S = 0.1
INTERVALS = 900
"""Of the controller, until the current is switched off."""
COOLDOWN_S = 30.0
DURATION_S = 120.0

PROPORTIONAL_V2_PER_K, INTEGRAL_V2_PER_K_S, MOST_V2 = 20.0, 8.0, 1600.0


def wanted_c(time_s: float) -> float:
    """Temperature that the sensor ought to have."""
    return min(BODY_C + 4.3 * time_s, 80.0)


def sigma(rise: np.ndarray) -> np.ndarray:
    """Electrical conductivity, S/m, where the tissue is `rise` kelvin warmer than the body."""
    return SIGMA_AT_BODY * np.exp(SIGMA_GROWTH_PER_K * np.minimum(rise, LARGEST_SIGMA_RISE))


class Controller:
    """Acts on the squared voltage, proportional and integral; the integral stands still at a limit."""

    def __init__(self) -> None:
        self.integral = 0.0

    def volts2(self, time_s: float, sensor_c: float) -> float:
        """Squared voltage until the next sample."""
        error = wanted_c(time_s) - sensor_c
        asked = PROPORTIONAL_V2_PER_K * error + self.integral
        given = min(max(asked, 0.0), MOST_V2)
        if given == asked:
            self.integral += INTEGRAL_V2_PER_K_S * INTERVAL_S * error
        return given


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a contestant found and how long it took.

    Electrical values at a time are those of the controller's interval that begins then.

    Parameters
    ----------
    volume_mm3, half_width_mm, length_mm : of the lesion, Omega >= 1 at 120 s, the volume without the probe.
    impedance_ohm : at the start, at 10 and 89.9 s.
    voltage_v : at 10 and 89.9 s.
    power_w : at 5, 10, 30 and 89.9 s.
    sensor_c : at 10, 89.9 and 120 s.
    energy_j : given to the tissue by the current.
    unknowns : temperatures that were solved for.
    seconds : warm, from the scenario's numbers to this answer.
    solve_seconds : the time loop alone, without mesh, assembly and measuring.
    """

    volume_mm3: float
    half_width_mm: float
    length_mm: float
    impedance_ohm: np.ndarray
    voltage_v: np.ndarray
    power_w: np.ndarray
    sensor_c: np.ndarray
    energy_j: float
    unknowns: int
    seconds: float
    solve_seconds: float


IMPEDANCE_TIMES_S, VOLTAGE_TIMES_S = (0.0, 10.0, 89.9), (10.0, 89.9)
POWER_TIMES_S, SENSOR_TIMES_S = (5.0, 10.0, 30.0, 89.9), (10.0, 89.9, 120.0)

REFERENCE = Answer(
    volume_mm3=744.7,
    half_width_mm=4.683,
    length_mm=16.554,
    impedance_ohm=np.array([83.89, 68.17, 60.18]),
    voltage_v=np.array([19.76, 10.266]),
    power_w=np.array([3.365, 5.727, 2.317, 1.7514]),
    sensor_c=np.array([76.70, 80.037, 54.22]),
    energy_j=210.2,
    unknowns=0,
    seconds=0.0,
    solve_seconds=0.0,
)
