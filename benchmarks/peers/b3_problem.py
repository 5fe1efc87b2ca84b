"""Benchmark B3 in numbers: B1's held tip in three dimensions, with bone beside it and without; reference answers.

What B1 says holds here too; bone fills x >= 3 mm. ``python benchmarks/b3.py --reference`` computes the reference
anew, in some minutes, by two families that share nothing (`peers.b3_reference`):

* lesionsim's grids in (r, theta, z), which cut through the bone's surface, refined in r, z and theta;
* quadratic hexahedra fitted to probe and bone, refined likewise.

Each computes bone and, on the same grid, muscle in its place. The difference converges much faster than either,
since the errors at the ends of the tip cancel; it is added to the answer without bone, which is B1's. So the families
gave volumes of 187.25 and 187.20 mm³, reaches of 2.835 and 2.832 mm towards the bone, 2.523 mm away from it by both,
temperatures at most 0.005 °C apart, and 0.6211 W; what is stated lies between. The reach towards the bone is the least
certain, by 0.003 mm or 0.1 %: lesionsim reads it across the bend of the temperature at the bone's surface, and the
elements' own reading scatters by 0.002 mm. The temperature at the last place without bone is lesionsim's limit.
"""

from dataclasses import dataclass

import numpy as np

from .b1_problem import MM

BONE_AT = 3.0 * MM
BONE_CONDUCTIVITY = 0.32
BONE_STORED_PER_M3_K = 1908.0 * 1313.0
BONE_CARRIED_BY_BLOOD = 1.7e-4 * 1050.0 * 3617.0

PLACES = np.array(
    [(1, 0, 5), (2, 0, 5), (4, 0, 5), (2, 180, 5), (4, 180, 5), (3, 90, 5), (0, 0, -1), (2, 0, -1)], dtype=float
)
"""Where temperatures are compared: (place, 3) array, distance from the axis (mm), angle (°, bone at 0), z (mm)."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a contestant found and how long it took.

    Parameters
    ----------
    volume_mm3 : volume where Omega >= 1 at the end of the hold, dead bone counted, without the probe.
    towards_mm, away_mm : farthest from the axis that the lesion reaches towards the bone and away from it.
    temperatures_c : (place,) array, °C, at ``PLACES`` at the end of the hold.
    power_w : heat that leaves the tip at the end of the hold.
    unknowns : temperatures that were solved for.
    seconds : warm, from the scenario's numbers to this answer.
    solve_seconds : the time loop with damage alone, without mesh, assembly, factorisation and measuring.
    """

    volume_mm3: float
    towards_mm: float
    away_mm: float
    temperatures_c: np.ndarray
    power_w: float
    unknowns: int
    seconds: float
    solve_seconds: float


def reference(volume_mm3: float, reach_mm: tuple[float, float], places_c: list[float], power_w: float) -> Answer:
    """Return an answer that took no time."""
    return Answer(
        volume_mm3=volume_mm3,
        towards_mm=reach_mm[0],
        away_mm=reach_mm[1],
        temperatures_c=np.array(places_c),
        power_w=power_w,
        unknowns=0,
        seconds=0.0,
        solve_seconds=0.0,
    )


REFERENCE = {
    "none": reference(
        176.03, (2.5174, 2.5174), [66.513, 54.952, 44.639, 54.952, 44.639, 48.637, 52.740, 45.867], 0.63147
    ),
    "bone": reference(187.23, (2.833, 2.523), [67.082, 56.312, 46.168, 55.032, 44.678, 49.010, 52.964, 46.635], 0.6211),
}
"""Reference answers by what is beside the probe."""
