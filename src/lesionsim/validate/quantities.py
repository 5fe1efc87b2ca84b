"""The model's own number for each statement, one for each configuration that the paper may have meant."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise, product

import numpy as np

from lesionsim.lesion.points import temperature_at
from lesionsim.scenario import CEM43, GAUGE_DIAMETERS_MM, Arrhenius
from lesionsim.validate.reading import NOTHING, Reader, Value, growth, less, times

Ask = Callable[[Reader], list[Value]]
THIN, THICK = 22, 16
TIPS_MM = (5.0, 6.0, 10.0, 15.0)  # of Cosman 2014
NEEDLES = tuple({"gauge": gauge, "tip_mm": tip_mm} for gauge, tip_mm in product((THIN, THICK), TIPS_MM))
LONG_TIPS_MM = (10.0, 20.0, 40.0)
GROWING_S = (60.0, 90.0, 120.0, 150.0, 180.0)
GAUGES = (23, 20, 18, 16, 14)
SALT = (0.5, 8.0)  # of the usual conductivity, in all tissue
SIGMA, MUSCLE_S_M = "tissue.electrical_conductivity_s_m.value", 0.4459
GAS_J_MOL_K, KELVIN = 8.314462618, 273.15


def widths_of(gauge: int) -> Ask:
    """Return what finds the widths of a gauge, mm, for each tip."""
    return lambda ask: [ask.width(gauge=gauge, tip_mm=tip_mm) for tip_mm in TIPS_MM]


def thicker_percent(ask: Reader) -> list[Value]:
    """Return how much wider 16 G makes than 22 G, %, for each tip."""
    thin, thick = widths_of(THIN)(ask), widths_of(THICK)(ask)
    return [growth(*pair) for pair in zip(thin, thick, strict=True)]


def thicker_mm(ask: Reader) -> list[Value]:
    """Return how much wider 16 G makes than 22 G, mm, for each tip."""
    thin, thick = widths_of(THIN)(ask), widths_of(THICK)(ask)
    return [less(*pair) for pair in zip(thick, thin, strict=True)]


def wider_percent(name: str, before: float, after: float) -> Ask:
    """Return what finds how much wider a lesion becomes, %, for each needle, when a setting is changed."""

    def ask_both(ask: Reader) -> list[Value]:
        return [
            growth(ask.width(**needle, **{name: before}), ask.width(**needle, **{name: after})) for needle in NEEDLES
        ]

    return ask_both


def lengths_beyond(ask: Reader) -> list[Value]:
    """Return by how many mm lesions are longer than the tip, for each needle."""
    return [ask.beyond(**needle) for needle in NEEDLES]


def both_ends(ask: Reader) -> list[Value]:
    """Return how far lesions reach ahead of the tip and behind it, mm, the smaller of the two, for each needle."""
    names = ("ahead_of_tip_mm", "behind_tip_mm")
    return [min(ask.size(name, **needle) for name in names) for needle in NEEDLES]


def ahead(ask: Reader) -> list[Value]:
    """Return how far lesions reach ahead of the tip, mm, for each needle."""
    return [ask.size("ahead_of_tip_mm", **needle) for needle in NEEDLES]


def radii(ask: Reader) -> list[Value]:
    """Return half the widths of lesions, mm, for each needle."""
    return [times(ask.width(**needle), by=0.5) for needle in NEEDLES]


def beyond_the_side(ask: Reader) -> list[Value]:
    """Return how far a lesion reaches beyond the side of the needle, mm."""
    return [times(less(ask.width(), Value(GAUGE_DIAMETERS_MM[ask.setting().gauge])), by=0.5)]


def width(ask: Reader) -> list[Value]:
    """Return the lesion's width, mm."""
    return [ask.width()]


def areas(ask: Reader) -> list[Value]:
    """Return the area as of an ellipse and as length times width, mm²; the paper does not tell which."""
    sizes = ask.size("length_mm"), ask.width()
    return [times(*sizes, by=math.pi / 4), times(*sizes)]


def ellipsoid(ask: Reader) -> list[Value]:
    """Return the volume of the ellipsoid with the lesion's length and width, as the paper computes it, mm³."""
    wide = ask.width()
    found = times(ask.size("length_mm"), wide, wide, by=math.pi / 6)
    return [found]


def growing(ask: Reader) -> list[Value]:
    """Return the growth of length times width, %, in each half minute from 1 to 3 min."""
    each = [times(ask.size("length_mm", hold_s=hold_s), ask.width(hold_s=hold_s)) for hold_s in GROWING_S]
    return [growth(*pair) for pair in pairwise(each)]


def thicker_each(ask: Reader) -> list[Value]:
    """Return by how many mm each next thicker needle makes a wider lesion."""
    return [less(b, a) for a, b in pairwise(ask.width(gauge=gauge) for gauge in GAUGES)]


def long_lengths_beyond(ask: Reader) -> list[Value]:
    """Return by how many mm lesions of long tips exceed the tip."""
    return [ask.beyond(tip_mm=tip_mm) for tip_mm in LONG_TIPS_MM]


def late_growth(ask: Reader) -> list[Value]:
    """Return the growth of the width from 6 to 12 min, mm."""
    return [less(ask.width(hold_s=720.0), ask.width(hold_s=360.0))]


def barred(ask: Reader, number: Callable[[Reader], float]) -> Value:
    """Return a number that is no lesion's measure, with its change on a coarser grid as its error bar.

    Half the cells and half the steps double an error of second order, so the change is as large as the error.
    """
    value = number(ask)
    if not ask.base.bars:
        return Value(value)
    return Value(value, abs(value - number(ask._replace(base=ask.base._replace(bars=False, coarse=True)))))


def mean_power(ask: Reader) -> list[Value]:
    """Return the mean power from the start to the end of the hold, W."""
    return [barred(ask, power_of)]


def power_of(ask: Reader) -> float:
    """Return the mean power from the start to the end of the hold, W."""
    result, setting = ask.result(), ask.setting()
    if result is None:
        return math.nan
    until_s = setting.ramp_s + setting.hold_s
    times_s, power = result["step_time"].values, result["power"].values
    heating = times_s <= until_s
    return float(np.trapezoid(power[heating], times_s[heating]) / until_s)


def salted_area(ask: Reader) -> list[Value]:
    """Return how many times larger length times width becomes when all tissue conducts current better."""
    return [barred(ask, salted_ratio)]


def salted_ratio(ask: Reader) -> float:
    """Return how many times larger length times width becomes from the lower to the higher conductivity."""
    small, large = (
        times(salted.size("length_mm"), salted.width()).value
        for salted in (ask._replace(shift=(*ask.shift, (SIGMA, share * MUSCLE_S_M))) for share in SALT)
    )
    return large / small


def edge_temperatures(ask: Reader) -> list[Value]:
    """Return the temperature of the lesion's edge at its widest place when heating ends, °C, for three holds."""
    return [barred(ask, edge_temperature(hold_s)) for hold_s in (120.0, 360.0, 720.0)]


def edge_temperature(hold_s: float) -> Callable[[Reader], float]:
    """Return what finds the temperature at the widest place of the lesion's edge, °C."""

    def number(ask: Reader) -> float:
        found, result = ask.lesion(hold_s=hold_s), ask.result(hold_s=hold_s)
        if found is None or result is None:
            return math.nan
        return float(temperature_at(result, found.width_mm / 2, found.widest_at_mm))

    return number


def reach_of(temperature_c: float, reference_c: float, reference_mm: float) -> Ask:
    """Return what finds how far from the metal one temperature reaches when another reaches a known distance, mm.

    A held tip in unperfused tissue is a linear problem, so the temperature of the metal cancels.
    """

    def number(ask: Reader) -> float:
        result, setting = ask.result(), ask.setting()
        if result is None:
            return math.nan
        radius_mm = GAUGE_DIAMETERS_MM[setting.gauge] / 2
        beyond_mm = np.linspace(0.05, 25.0, 500)
        middle_mm = np.full_like(beyond_mm, setting.tip_mm / 2)
        rise = np.asarray(temperature_at(result, radius_mm + beyond_mm, middle_mm)) - setting.start_c
        share = (temperature_c - setting.start_c) / (reference_c - setting.start_c)
        wanted = share * float(np.interp(reference_mm, beyond_mm, rise))
        return float(np.interp(-wanted, -rise, beyond_mm))

    return lambda ask: [barred(ask, number)]


def times_shorter(cold_c: float, hot_c: float) -> Ask:
    """Return what finds how many times shorter the same damage takes at a higher temperature."""

    def ask_law(ask: Reader) -> list[Value]:
        law = ask.criterion
        if isinstance(law, CEM43):
            return [Value(0.5 ** (cold_c - hot_c))]
        if not isinstance(law, Arrhenius):
            return [NOTHING]
        inverse = 1 / (cold_c + KELVIN) - 1 / (hot_c + KELVIN)
        return [Value(math.exp(law.activation_energy_j_mol / GAS_J_MOL_K * inverse))]

    return ask_law


def hotter_mm(cold_c: float, hot_c: float) -> Ask:
    """Return what finds how much wider a lesion is at a higher temperature, mm."""
    return lambda ask: [less(ask.width(at_c=hot_c), ask.width(at_c=cold_c))]
