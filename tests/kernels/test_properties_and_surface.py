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
        for row in range(6):
            expected = plain.table(x, laws.tables[row], laws.start_c, laws.step_c)
            assert read(x, laws, row) == pytest.approx(expected, rel=1e-12)


def test_temperature_comes_from_content_in_tissue_alone(random_numbers):
    case = small(random_numbers)
    content = random_numbers.uniform(20, 100, POINTS)
    found = np.full(POINTS, -1.0)
    callable_kernel(temperature_from_content)(content, case.laws, case.network.points[WARMING], found)
    expected = np.full(POINTS, -1.0)
    cells = interior()
    expected[cells] = plain.of_materials(content, case.laws, 1)[cells]
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


def test_each_point_follows_the_tables_of_its_own_material(random_numbers):
    """Steel at 60 °C content is at 60 °C; tissue beside it is not, and conducts a thirtieth as well."""
    case = small(random_numbers)
    laws = case.laws._replace(material=np.zeros(POINTS, dtype=np.int64))
    laws.tables[2], laws.tables[3] = 16.0, laws.start_c + laws.step_c * np.arange(laws.tables.shape[1])
    here, there = int(number(2, 3)), int(number(2, 4))
    laws.material[there] = 1
    content, found = np.full(POINTS, 60.0), np.zeros(POINTS)
    callable_kernel(temperature_from_content)(content, laws, case.network.points[WARMING], found)
    assert found[there] == pytest.approx(60.0, rel=1e-14)
    assert found[here] == pytest.approx(plain.table(60.0, laws.tables[1], laws.start_c, laws.step_c), rel=1e-13)
    assert abs(found[here] - 60.0) > 0.1
    conductance, face = np.empty(2 * POINTS), POINTS + here
    callable_kernel(conductances_at)(found, laws, STRIDE, conductance)
    tissue = plain.table(found[here], laws.tables[0], laws.start_c, laws.step_c)
    parts = laws.resistance[0, face] / tissue + laws.resistance[1, face] / 16.0
    assert conductance[face] == pytest.approx(1 / parts, rel=1e-13)


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


def test_the_surface_of_metal_lies_between_metal_and_tissue(random_numbers):
    """Where the second point is the surface's own, its weighted mean with the first takes its place."""
    case = small(random_numbers)
    along = np.arange(1, 8)
    surface = np.stack([number(0, along), number(1, along), number(0, along)])
    weight = np.linspace(0.0, 1.0, along.size)
    values = case.temperature.copy()
    callable_kernel(extend_to_surface)(values, case.walls._replace(surface=surface, near_weight=weight))
    metal, tissue = case.temperature[number(0, along)], case.temperature[number(1, along)]
    np.testing.assert_allclose(values[number(0, along)], metal + weight * (tissue - metal), **CLOSE)
    assert values[number(0, 1)] == metal[0]  # no resistance in the metal: its own temperature


def test_a_held_tip_has_one_temperature_and_its_mean_is_that(random_numbers):
    case = small(random_numbers)
    callable_kernel(hold_tip)(case.temperature, case.walls.hold, 80.0)
    assert callable_kernel(mean_tip)(case.temperature, case.walls) == 80.0
    assert np.count_nonzero(case.temperature == 80.0) == case.walls.hold.size


def test_a_held_tip_holds_its_inner_metal_too_and_only_its_surface_counts_in_the_mean(random_numbers):
    case = small(random_numbers)
    inner = number(np.array([3, 3]), np.array([2, 3]))
    walls = case.walls._replace(hold=np.concatenate([case.walls.hold, inner]))
    mean = float(case.temperature[case.walls.hold].mean())
    assert callable_kernel(mean_tip)(case.temperature, walls) == pytest.approx(mean, rel=1e-14)
    callable_kernel(hold_tip)(case.temperature, walls.hold, 80.0)
    assert set(np.flatnonzero(case.temperature == 80.0)) == set(walls.hold)


def test_the_mean_over_the_tip_is_weighted_by_area(random_numbers):
    case = small(random_numbers)
    walls = case.walls._replace(tip_weight=np.array([0.1, 0.2, 0.3, 0.4]))
    expected = float(np.average(case.temperature[walls.hold], weights=walls.tip_weight))
    assert callable_kernel(mean_tip)(case.temperature, walls) == pytest.approx(expected, rel=1e-14)
