"""Numerical error bars on measures."""

import math

import pytest

import lesionsim as ls
from lesionsim.lesion.bars import (
    LEAST_REFINEMENT,
    WEIGHTS,
    bar,
    error_bars,
    spread_mm2,
    usual_error_mm,
    with_error,
)
from lesionsim.lesion.measures import Lesion

SIZES = {"width_mm": 6.0, "length_mm": 12.0, "ahead_of_tip_mm": 1.0, "behind_tip_mm": 1.0, "volume_mm3": 200.0}
NONE = dict.fromkeys(SIZES, 0.0)


def lesion(**sizes):
    return Lesion(criterion="x", measured_at_s=90.0, probe_volume_mm3=0.0, widest_at_mm=5.0, **sizes)


@pytest.fixture(scope="module")
def scenario():
    return ls.load("b1")


def test_every_measure_has_a_bar(b1):
    told = ls.measure(b1)
    for name in WEIGHTS:
        assert 0 < getattr(told, f"{name}_error") < 0.02 * getattr(told, name) + 0.01


def test_isotherms_that_no_criterion_named_have_bars_too(b1):
    assert 0 < ls.measure(b1, ls.Isotherm(47.3)).width_mm_error < 0.05


def test_bars_grow_with_the_difference_from_the_companion(scenario):
    fine = lesion(**SIZES)
    near = error_bars(scenario, fine, lesion(**SIZES), 2.0)
    far = error_bars(scenario, fine, lesion(**{name: 1.1 * size for name, size in SIZES.items()}), 2.0)
    for name in WEIGHTS:
        assert far[f"{name}_error"] > max(near[f"{name}_error"], 0.5 * 0.1 * SIZES[name])


def test_a_companion_that_is_hardly_coarser_tells_less_so_its_difference_counts_more(scenario):
    fine, coarse = lesion(**SIZES), lesion(**{name: 1.1 * size for name, size in SIZES.items()})
    half, most = (error_bars(scenario, fine, coarse, cells)["width_mm_error"] for cells in (2.0, 1.5))
    assert most == pytest.approx(2 * half, rel=0.01)
    assert error_bars(scenario, fine, coarse, 1.0) == error_bars(scenario, fine, coarse, LEAST_REFINEMENT)


def test_a_difference_that_vanishes_by_chance_leaves_the_usual_error(scenario):
    alike = error_bars(scenario, lesion(**SIZES), lesion(**SIZES), 2.0)
    radius, spread = scenario.probe.radius_mm, 1e6 * 0.49 / (1090 * 3421) * 90
    thick, cell = 1 + 0.5 * 0.15 / radius, 0.15 + 0.25
    side = 3.0 - radius
    beside = thick * (0.15 + 0.25 * side) ** 2 * (1 / 3.0 + side / spread)
    assert alike["width_mm_error"] == pytest.approx(WEIGHTS["width_mm"].usual * beside)
    assert alike["volume_mm3_error"] == pytest.approx(WEIGHTS["volume_mm3"].usual * beside * math.pi * 6.0 * 12.0)
    ahead, behind = (thick * cell**2 * (1 / (1 + least) + 1 / spread) for least in (radius, 0.15))
    assert alike["ahead_of_tip_mm_error"] == pytest.approx(WEIGHTS["ahead_of_tip_mm"].usual * ahead)
    assert alike["behind_tip_mm_error"] == pytest.approx(WEIGHTS["behind_tip_mm"].usual * behind)
    assert alike["length_mm_error"] == pytest.approx(WEIGHTS["length_mm"].usual * math.hypot(ahead / 2, behind))


def test_bars_shrink_as_the_square_of_cells(scenario):
    finer = ls.change(scenario, {"numerics.first_cell_mm": 0.075, "numerics.growth": 0.125})
    thick = (1 + 0.075 / 0.4535) / (1 + 0.0375 / 0.4535)
    assert usual_error_mm(scenario, 2.0, 0.5) == pytest.approx(4 * thick * usual_error_mm(finer, 2.0, 0.5))


def test_short_heating_makes_steep_edges_and_wider_bars(scenario):
    assert spread_mm2(scenario, 5.0) == pytest.approx(spread_mm2(scenario, 90.0) / 18)
    assert spread_mm2(scenario, 1000.0) == spread_mm2(scenario, 90.0)
    assert usual_error_mm(scenario, 1.0, 0.5, 5.0) > 1.5 * usual_error_mm(scenario, 1.0, 0.5, 90.0)


def test_bars_join_both_estimates_as_independent_errors():
    weight = WEIGHTS["width_mm"]
    assert bar("width_mm", -3.0 / weight.difference, 4.0 / weight.usual) == pytest.approx(5.0)


def test_no_lesion_in_either_run_has_no_error(scenario):
    assert set(error_bars(scenario, lesion(**NONE), lesion(**NONE), 2.0).values()) == {0.0}


def test_a_lesion_in_one_run_alone_has_an_error(scenario):
    assert error_bars(scenario, lesion(**NONE), lesion(**SIZES), 2.0)["width_mm_error"] >= 0.6 * SIZES["width_mm"]


def test_without_companion_there_is_no_bar_and_no_plus_minus():
    told = ls.measure(ls.simulate(ls.change(ls.load("b1"), {"numerics.error_bars": "off"})))
    assert math.isnan(told.width_mm_error)
    assert "±" not in str(told)


def test_growth_carries_the_bars_of_each_moment(b1):
    grown = ls.growth(b1)
    at_60 = ls.measure(b1, time_s=60)
    for name in ("width_mm", "length_mm", "volume_mm3"):
        assert float(grown[f"{name}_error"].sel(time=60)) == getattr(at_60, f"{name}_error")
        assert grown[f"{name}_error"].attrs["units"] == grown[name].attrs["units"]


@pytest.mark.parametrize(
    ("value", "error", "digits", "text"),
    [
        (6.3123, 0.0214, 2, "6.31 ± 0.03"),
        (6.0, 0.01, 2, "6.00 ± 0.01"),
        (6.0, 0.0001, 2, "6.00 ± 0.01"),
        (206.93, 1.62, 1, "206.9 ± 1.7"),
        (1.0, 0.0, 2, "1.00 ± 0.00"),
        (1.0, math.nan, 2, "1.00"),
    ],
)
def test_errors_are_rounded_up_and_told_with_the_digits_of_the_value(value, error, digits, text):
    assert with_error(value, error, digits) == text
