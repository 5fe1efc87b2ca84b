"""The words on the three planes: how far the lesion reaches to every side, and what is told without being seen."""

from collections.abc import Sequence

import xarray as xr

from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.lesion.reach import reach_at
from lesionsim.plots.claims import lesion_claim, sides_claim
from lesionsim.plots.several import sizes_in_words
from lesionsim.plots.telling import Table
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

QUESTION = "Is the lesion round? Draw its edge in each plane."
ANGLES_DEG = tuple(float(angle) for angle in range(0, 360, 15))


def reaches_of(result: xr.Dataset, criterion: Criterion, time_s: float | None) -> dict[float, float]:
    """Return how far the lesion reaches from the probe's surface beside mid-tip, mm, by degrees around the probe."""
    middle = scenario_of(result).probe.tip_length_mm / 2
    angles = ANGLES_DEG if is_around(result) else ANGLES_DEG[:1]
    return {angle: reach_at(result, middle, criterion, time_s, angle) for angle in angles}


def claim_of(result: xr.Dataset, reaches: dict[float, float], lesion: Lesion) -> str:
    """Claim how uneven the lesion is; where all sides are alike, how wide."""
    uneven = sides_claim(reaches) if len(reaches) > 1 else ""
    return uneven or lesion_claim(result, lesion)


def seen_in(heat_s: float, z_mm: float, lesions: Sequence[Lesion]) -> str:
    """Say what the sections show, for those who cannot see them."""
    words = "Planes through the lesion, x-z, y-z and x-y at {z_mm:.1f} mm, coloured by temperature after {time_s:g} s"
    lines = spoken("with the edges of {sizes}", sizes=sizes_in_words(lesions))
    return f"{spoken(words, time_s=heat_s, z_mm=z_mm)}, {lines}"


def table_of(reaches: dict[float, float]) -> Table:
    """Return how far the lesion reaches around the probe beside mid-tip."""
    return Table(("towards (°)", "reach from the surface at mid-tip (mm)"), list(reaches.items()))
