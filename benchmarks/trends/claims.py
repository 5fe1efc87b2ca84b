"""What the papers say, as numbers, and how the model's own number for each is found.

"Verified" numbers were read in an abstract or document; "derived" ones follow from verified ones by arithmetic.
"""

import math
from collections.abc import Callable
from itertools import product
from typing import NamedTuple

from lesionsim.scenario import Criterion
from trends.runs import Bench, Setting, beyond, growth_percent, size, width

GAUGES, TIPS_MM = (22, 16), (5.0, 10.0, 15.0)
SLOW_RAMP_S = 45.0  # a faster ramp to 90 °C boils in some runs, so 60, 80 and 90 °C are compared after this one
LONG_TIPS_MM = (10.0, 20.0, 40.0)
COSMAN = "Cosman 2014"
VERIFIED, DERIVED = "verified", "derived"

Values = Callable[[Bench, Criterion], list[float]]


class Claim(NamedTuple):
    """A published range, and the model's numbers for it: one for each configuration that the paper may have meant."""

    name: str
    paper: str
    row: str
    low: float
    high: float
    unit: str
    sure: str
    configurations: str
    values: Values
    digits: int = 0
    words: str = ""

    @property
    def told(self) -> str:
        """The paper's range in words."""
        if self.words:
            return self.words
        low, high = (f"{each:.{self.digits}f}" for each in (self.low, self.high))
        return f"{low} {self.unit}" if low == high else f"{low} to {high} {self.unit}"


def needles(bench: Bench, **setting: float) -> list[Setting]:
    """Return the settings of all gauges and tips of the comparison with Cosman 2014."""
    return [Setting(bench, gauge, tip_mm)._replace(**setting) for gauge, tip_mm in product(GAUGES, TIPS_MM)]


def gauge_pairs(bench: Bench, criterion: Criterion) -> list[tuple[float, float]]:
    """Return the widths of thin and thick needles, for each tip."""
    return [
        (width(Setting(bench, GAUGES[0], tip), criterion), width(Setting(bench, GAUGES[1], tip), criterion))
        for tip in TIPS_MM
    ]


def thicker_percent(bench: Bench, criterion: Criterion) -> list[float]:
    """Return how much wider 16 G makes than 22 G, %."""
    return [growth_percent(*pair) for pair in gauge_pairs(bench, criterion)]


def thicker_mm(bench: Bench, criterion: Criterion) -> list[float]:
    """Return how much wider 16 G makes than 22 G, mm."""
    return [thick - thin for thin, thick in gauge_pairs(bench, criterion)]


def widths_of(gauge: int) -> Values:
    """Return what finds the widths of a gauge, mm, for each tip."""
    return lambda bench, criterion: [width(Setting(bench, gauge, tip), criterion) for tip in TIPS_MM]


def hotter_percent(cold_c: float, hot_c: float) -> Values:
    """Return what finds how much wider a lesion is at a higher temperature, %, for each needle."""

    def values(bench: Bench, criterion: Criterion) -> list[float]:
        cold, hot = (needles(bench, at_c=at_c, ramp_s=SLOW_RAMP_S) for at_c in (cold_c, hot_c))
        return [growth_percent(width(a, criterion), width(b, criterion)) for a, b in zip(cold, hot, strict=True)]

    return values


def longer_percent(short_s: float, long_s: float) -> Values:
    """Return what finds how much wider a lesion is after a longer hold, %, for each needle."""

    def values(bench: Bench, criterion: Criterion) -> list[float]:
        short, long = (needles(bench, hold_s=hold_s) for hold_s in (short_s, long_s))
        return [growth_percent(width(a, criterion), width(b, criterion)) for a, b in zip(short, long, strict=True)]

    return values


def lengths_beyond(bench: Bench, criterion: Criterion) -> list[float]:
    """Return by how many mm lesions are longer than the tip, for each needle."""
    return [beyond(setting, criterion) for setting in needles(bench)]


def ahead(bench: Bench, criterion: Criterion) -> list[float]:
    """Return how far lesions reach ahead of the tip after a minute, mm, for each needle."""
    return [size(setting, criterion, "ahead_of_tip_mm") for setting in needles(bench, hold_s=60.0)]


def widths_after_a_minute(bench: Bench, criterion: Criterion) -> list[float]:
    """Return the widths of lesions of one minute, mm, for each needle."""
    return [width(setting, criterion) for setting in needles(bench, hold_s=60.0)]


def chicken(bench: Bench) -> Setting:
    """Return the setting of the chicken breast experiments: 20 G, 10 mm, 80 °C for 90 s."""
    return Setting(bench, hold_s=90.0)


def areas(bench: Bench, criterion: Criterion) -> list[float]:
    """Return the area as of an ellipse and as length times width, mm2; the paper does not tell which."""
    product_mm2 = size(chicken(bench), criterion, "length_mm") * width(chicken(bench), criterion)
    return [math.pi / 4 * product_mm2, product_mm2]


def volumes(bench: Bench, criterion: Criterion) -> list[float]:
    """Return the volume of the ellipsoid with the lesion's length and width, as the paper computes it, mm3."""
    return [math.pi / 6 * size(chicken(bench), criterion, "length_mm") * width(chicken(bench), criterion) ** 2]


def liver_setting(bench: Bench, tip_mm: float, hold_s: float) -> Setting:
    """Return a setting from the range that Goldberg 1995 studied."""
    return Setting(bench, 18, tip_mm, hold_s=hold_s, ramp_s=SLOW_RAMP_S)


def long_lengths_beyond(bench: Bench, criterion: Criterion) -> list[float]:
    """Return by how many mm lesions of long tips exceed the tip after 6 min."""
    return [beyond(liver_setting(bench, tip, 360.0), criterion) for tip in LONG_TIPS_MM]


def late_percent(bench: Bench, criterion: Criterion) -> list[float]:
    """Return the growth of the width from 6 to 12 min, %."""
    six, twelve = (width(liver_setting(bench, 20.0, hold_s), criterion) for hold_s in (360.0, 720.0))
    return [growth_percent(six, twelve)]


def late_widths(bench: Bench, criterion: Criterion) -> list[float]:
    """Return the width after 12 min, mm."""
    return [width(liver_setting(bench, 20.0, 720.0), criterion)]
