"""Tables, conductances and surface values against their plain twins."""

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel
from kernels.small import POINTS, STRIDE, interior, number, small

from lesionsim.kernels.arrays import WARMING
from lesionsim.kernels.properties import conductances_at, lookup, temperature_from_content, trend_from_rate
from lesionsim.kernels.surface import extend_to_surface, hold_tip, mean_tip

CLOSE = {"rtol": 1e-12, "atol": 1e-12}


def test_a_table_is_linear_between_entries_and_constant_outside(random_numbers):
    laws = small(random_numbers).laws
    read = callable_kernel(lookup)
    for x in [-50.0, 0.0, 1e-9, 0.25, 37.123, 109.9, 110.0, 400.0]:
        for row in (0, 1):
            expected = plain.table(x, laws.tables[row], laws.start_c, laws.step_c)
            assert read(x, laws, row) == pytest.approx(expected, rel=1e-12)


def test_temperature_comes_from_content_in_tissue_alone(random_numbers):
    case = small(random_numbers)
    content = random_numbers.uniform(20, 100, POINTS)
    found = np.full(POINTS, -1.0)
    callable_kernel(temperature_from_content)(content, case.laws, case.network.points[WARMING], found)
    expected = np.full(POINTS, -1.0)
    cells = interior()
    expected[cells] = plain.table(content[cells], case.laws.tables[1], case.laws.start_c, case.laws.step_c)
    np.testing.assert_allclose(found, expected, **CLOSE)


def test_conductances_put_both_halves_in_series_at_their_own_temperatures(random_numbers):
    case = small(random_numbers)
    case.laws.resistance[0, 5] = np.inf  # a closed face
    found = np.empty(2 * POINTS)
    callable_kernel(conductances_at)(case.temperature, case.laws, STRIDE, found)
    expected = plain.conductances(case.temperature, case.laws, STRIDE)
    known = np.isfinite(expected)
    assert known.sum() == 2 * POINTS - STRIDE - 1
    np.testing.assert_allclose(found[known], expected[known], **CLOSE)
    assert found[5] == 0


def test_the_trend_of_temperature_follows_the_slope_of_its_table(random_numbers):
    case = small(random_numbers)
    content, rate = random_numbers.uniform(20, 100, POINTS), random_numbers.uniform(-2, 2, POINTS)
    found = np.empty(POINTS)
    callable_kernel(trend_from_rate)(content, rate, case.laws, found)
    np.testing.assert_allclose(found, plain.trend(content, rate, case.laws), rtol=1e-11, atol=1e-11)


def test_the_surface_takes_the_parabola_of_zero_slope(random_numbers):
    case = small(random_numbers)
    values = case.temperature.copy()
    callable_kernel(extend_to_surface)(values, case.walls)
    along = np.arange(1, 8)
    near, far = case.temperature[number(1, along)], case.temperature[number(2, along)]
    expected = plain.to_surface(near, far, 1.0, 3.0)  # the weight 9/8 belongs to distances 1 and 3
    np.testing.assert_allclose(values[number(0, along)], expected, **CLOSE)
    untouched = np.setdiff1d(np.arange(POINTS), number(0, along))
    np.testing.assert_array_equal(values[untouched], case.temperature[untouched])


def test_a_held_tip_has_one_temperature_and_its_mean_is_that(random_numbers):
    case = small(random_numbers)
    callable_kernel(hold_tip)(case.temperature, case.walls.tip, 80.0)
    assert callable_kernel(mean_tip)(case.temperature, case.walls) == 80.0
    assert np.count_nonzero(case.temperature == 80.0) == case.walls.tip.shape[1]


def test_the_mean_over_the_tip_is_weighted_by_area(random_numbers):
    case = small(random_numbers)
    walls = case.walls._replace(tip_weight=np.array([0.1, 0.2, 0.3, 0.4]))
    expected = float(np.average(case.temperature[walls.tip[0]], weights=walls.tip_weight))
    assert callable_kernel(mean_tip)(case.temperature, walls) == pytest.approx(expected, rel=1e-14)
