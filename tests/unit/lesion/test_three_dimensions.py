"""Lesions that differ around the probe: against (r, z), against turned copies, and against shapes in closed form."""

import math

import numpy as np
import pytest
from surroundings import B1, QUICK, RADIUS, beside, bone, ellipsoid, painted, slice_of

import lesionsim as ls
from lesionsim.lesion.by_tissue import volume_by_tissue
from lesionsim.lesion.ledger import heat_in_lesion
from lesionsim.lesion.reach import reach_mm

FIFTY = ls.Isotherm(50)
SIZES = ("width_mm", "length_mm", "ahead_of_tip_mm", "behind_tip_mm", "volume_mm3", "probe_volume_mm3", "widest_at_mm")


@pytest.fixture(scope="module")
def even():
    """B1 in three dimensions with the same tissue everywhere, half a circle."""
    return ls.simulate(beside(B1.tissue))


@pytest.fixture(scope="module")
def b3():
    return ls.simulate(beside(bone()))


@pytest.fixture(scope="module")
def half():
    """A result to paint on: 16 cells over half a circle."""
    return ls.simulate(beside(bone(), changes={**QUICK, "numerics.theta_cells": 16}))


@pytest.fixture(scope="module")
def whole():
    """A result to paint on: 16 cells over a whole circle."""
    return ls.simulate(beside(bone(), normal=(0, 1, 0), changes=QUICK))


def volume_of(field):
    """Count small cubes of tissue above 50 °C, mm3: right to 0.1 %."""
    step = 0.05
    x = np.arange(-8, 8, step) + step / 2
    z = np.arange(-4, 14, step) + step / 2
    outside = np.hypot(x[:, None], x) > RADIUS
    return sum(float(((field(x[:, None], x, each) > 50) & (outside | (each < 0))).sum()) for each in z) * step**3


@pytest.mark.parametrize("criterion", [None, FIFTY])
def test_tissue_that_is_the_same_all_around_is_measured_as_in_r_and_z(even, criterion):
    around, flat = ls.measure(even, criterion), ls.measure(slice_of(even, 3), criterion)
    for name in SIZES:
        assert getattr(around, name) == pytest.approx(getattr(flat, name), rel=1e-9), name
    for azimuth in (0, 20, 180, -77):
        assert reach_mm(even, azimuth, criterion) == pytest.approx(flat.width_mm / 2, rel=1e-9)


def test_b3_has_the_volume_and_reach_of_the_benchmark(b3):
    lesion = ls.measure(b3)
    assert lesion.volume_mm3 == pytest.approx(187.3, rel=5e-3)  # sharpened reference within 0.5 %
    assert reach_mm(b3, 0) == pytest.approx(2.82, abs=0.02)
    assert reach_mm(b3, 180) == pytest.approx(2.52, abs=0.02)
    assert lesion.width_mm == pytest.approx(reach_mm(b3, 0) + reach_mm(b3, 180), abs=1e-3)
    slices = [ls.measure(slice_of(b3, j)).volume_mm3 for j in range(b3.sizes["theta"])]
    assert lesion.volume_mm3 == pytest.approx(np.mean(slices), rel=1e-4)


def test_a_turned_anatomy_gives_a_turned_lesion(b3):
    quarter = ls.simulate(beside(bone(), normal=(0, 1, 0)))
    eighth = ls.simulate(beside(bone(), normal=(1, 1, 0)))
    assert quarter.sizes["theta"] == eighth.sizes["theta"] == 2 * b3.sizes["theta"]
    for name in SIZES:
        for turned in (quarter, eighth):
            assert getattr(ls.measure(turned), name) == pytest.approx(getattr(ls.measure(b3), name), rel=1e-8), name
    for azimuth in (0, 13, 90, 180):
        wanted = pytest.approx(reach_mm(b3, azimuth), rel=1e-8)
        assert (reach_mm(quarter, azimuth + 90), reach_mm(eighth, azimuth + 45)) == (wanted, wanted)


@pytest.mark.parametrize("turn", [0, 3, 8])
def test_measures_do_not_depend_on_which_slice_is_first(whole, turn):
    there = painted(whole, ellipsoid(0.5, 0.2, half=(2.5, 2.2, 6)))
    rolled = there.copy(deep=True)
    for name, variable in rolled.data_vars.items():
        if "theta" in variable.dims:
            rolled[name].values[...] = np.roll(variable.values, turn, axis=variable.dims.index("theta"))
    for name in SIZES:
        one, other = (getattr(ls.measure(each, FIFTY), name) for each in (there, rolled))
        assert one == pytest.approx(other, rel=1e-9), name
    assert reach_mm(rolled, 22.5 * turn + 5, FIFTY) == pytest.approx(reach_mm(there, 5, FIFTY), rel=1e-9)


@pytest.mark.parametrize(("x0", "y0"), [(0.6, 0.0), (-0.4, 0.5), (0.0, -0.7)])
def test_an_ellipsoid_off_the_axis(half, whole, x0, y0):
    a, b, c = 2.5, 2.5, 6.0
    result = painted(whole if y0 else half, ellipsoid(x0, y0))
    lesion = ls.measure(result, FIFTY)
    # chords on fine lines cut 0.1 %; the sum over slices is exact for so smooth an edge
    assert lesion.volume_mm3 == pytest.approx(volume_of(ellipsoid(x0, y0)), rel=3e-3)
    assert lesion.width_mm == pytest.approx(2 * a, abs=0.01)
    assert lesion.widest_at_mm == pytest.approx(5.0, abs=0.05)
    away = math.hypot(x0, y0)
    for azimuth in (0.0, 41.0, 90.0, 200.0):
        along = x0 * math.cos(math.radians(azimuth)) + y0 * math.sin(math.radians(azimuth))
        wanted = along + math.sqrt(along**2 + b**2 - away**2)
        assert reach_mm(result, azimuth, FIFTY) == pytest.approx(wanted, abs=0.01)
    assert lesion.ahead_of_tip_mm == pytest.approx(c - 5.0, abs=0.03)


@pytest.mark.parametrize(("flat", "wide"), [((3.2, 2.0, 6.0), 6.4), ((2.0, 3.2, 6.0), 6.4)])
def test_width_is_the_largest_extent_in_any_direction(half, flat, wide):
    lesion = ls.measure(painted(half, ellipsoid(half=flat)), FIFTY)
    assert lesion.width_mm == pytest.approx(wide, abs=0.01)


def lobe(x, y, z):
    return ellipsoid(2.4, 0.0, 5.0, (3.2, 1.8, 3.0))(x, y, z)


def ring(x, y, z):
    return 50 + 20 * (1 - ((np.hypot(x, y) - 5) / 0.8) ** 2 - ((z - 5) / 0.8) ** 2)


def small(x, y, z):
    return ellipsoid(half=(1.5, 1.5, 4.0))(x, y, z)


@pytest.mark.parametrize("side", ["half", "whole"])
def test_what_joins_the_tip_through_another_slice_alone_counts(request, side):
    result = request.getfixturevalue(side)
    joined = painted(result, lambda x, y, z: np.maximum(lobe(x, y, z), np.maximum(small(x, y, z), ring(x, y, z))))
    apart = painted(result, lambda x, y, z: np.maximum(small(x, y, z), ring(x, y, z)))
    torus = 2 * math.pi * 5 * math.pi * 0.8**2
    alone = ls.measure(painted(result, small), FIFTY)
    assert ls.measure(apart, FIFTY).volume_mm3 == pytest.approx(alone.volume_mm3, rel=1e-6)
    assert ls.measure(apart, FIFTY).width_mm == pytest.approx(3.0, abs=0.01)
    assert ls.measure(joined, FIFTY).volume_mm3 > alone.volume_mm3 + 0.97 * torus
    assert ls.measure(joined, FIFTY).width_mm == pytest.approx(11.6, abs=0.1)  # a ridge where both meet
    assert ls.measure(slice_of(joined, 12), FIFTY).volume_mm3 < 1.1 * alone.volume_mm3  # in this slice it is not joined
    across = ls.Nerve(points_mm=((-8.0, 0.0, 5.0), (-1.0, 0.0, 5.0)), diameter_mm=0.1)
    assert ls.nerve_coverage(apart, across, FIFTY).centreline_mm == pytest.approx(0.5, abs=0.02)
    assert ls.nerve_coverage(joined, across, FIFTY).centreline_mm > 0.5 + 1.2  # of 1.6 mm, where cells are 1 mm long


def test_a_region_ahead_of_the_tip_is_joined_through_the_axis(half):
    """Dead on one side of the axis ahead of the tip, joined to a lobe on the other side through the axis alone."""
    line = painted(half, lambda x, y, z: 50 + 20 * (1 - (x / 3) ** 2 - (y / 0.9) ** 2 - ((z + 0.5) / 1.2) ** 2))
    found = ls.measure(line, FIFTY)
    assert found.width_mm == pytest.approx(6.0, abs=0.1)


def test_no_lesion_is_all_zeros(half):
    lesion = ls.measure(painted(half, lambda x, y, z: 40.0 + 0 * (x + y + z)), FIFTY)
    assert (lesion.width_mm, lesion.length_mm, lesion.volume_mm3) == (0, 0, 0)
    assert math.isnan(lesion.widest_at_mm)
    assert reach_mm(painted(half, lambda x, y, z: 40.0 + 0 * (x + y + z)), 0, FIFTY) == 0


def test_a_lesion_on_one_side_has_no_reach_on_the_other(half):
    one_sided = painted(half, ellipsoid(1.6, 0.0, 5.0, (1.5, 1.0, 3.0)))
    assert reach_mm(one_sided, 0, FIFTY) == pytest.approx(3.1, abs=0.1)  # straight lines between slices
    assert reach_mm(one_sided, 180, FIFTY) == 0
    assert 2.0 < ls.measure(one_sided, FIFTY).width_mm < 3.3


def test_a_region_at_the_outer_wall_in_one_slice_is_flagged(b3):
    hot = b3.copy(deep=True)
    assert not ls.measure(hot).reaches_outer_wall
    hot.dose.values[0, -1, 2] = 2.0
    assert ls.measure(hot).reaches_outer_wall


def test_a_lesion_grows_and_all_criteria_are_measured(b3):
    grown = ls.growth(b3)
    assert np.all(np.diff(grown.volume_mm3.values) >= 0)
    assert grown.volume_mm3.values[-1] == ls.measure(b3).volume_mm3
    assert [each.criterion for each in ls.measures(b3)] == b3.criterion.values.tolist()


def test_error_bars_come_from_a_companion_in_three_dimensions():
    lesion = ls.measure(ls.simulate(beside(bone(), changes={"numerics.error_bars": "on"})))
    assert 0.2 < lesion.volume_mm3_error < 3.0
    assert 0.005 < lesion.width_mm_error < 0.1


def test_temperatures_keep_their_slope_across_the_axis(b3):
    hot = b3.copy(deep=True)
    x = hot.r.values * np.cos(np.radians(hot.theta.values))[:, None]
    hot.temperature.values[-1] = np.where(np.isnan(hot.temperature.values[-1]), np.nan, 40 + x[..., None])
    hot.end_temperature.values[-1] = np.where(np.isnan(hot.end_temperature.values[-1]), np.nan, 40 + x)
    # cubics between slices 22.5° apart miss a cosine by 0.06 % of its height at most
    for azimuth in (0.0, 60.0, 180.0, 300.0):
        wanted = 40 + 0.3 * math.cos(math.radians(azimuth))
        assert ls.temperature_at(hot, 0.3, -2.0, azimuth_deg=azimuth) == pytest.approx(wanted, abs=3e-4)
        assert ls.temperature_at(hot, 0.0, -2.0, azimuth_deg=azimuth) == pytest.approx(40.0, abs=3e-4)


def test_temperatures_are_asked_by_angle(b3):
    cells = b3.temperature.values[-1, :, 12, 20]
    r, z = float(b3.r[12]), float(b3.z[20])
    found = ls.temperature_at(b3, np.full(8, r), z, azimuth_deg=b3.theta.values)
    np.testing.assert_allclose(found, cells, rtol=0, atol=1e-9)
    assert ls.temperature_at(b3, r, z, azimuth_deg=-40.0) == pytest.approx(
        ls.temperature_at(b3, r, z, azimuth_deg=320.0), abs=1e-9
    )
    assert ls.temperature_at(b3, r, z, azimuth_deg=40.0) == pytest.approx(
        ls.temperature_at(b3, r, z, azimuth_deg=-40.0), abs=1e-9
    )
    assert ls.temperature_at(b3, r, z) > ls.temperature_at(b3, r, z, azimuth_deg=180.0)  # bone keeps heat


def test_an_angle_means_nothing_in_r_and_z(b1):
    assert ls.temperature_at(b1, 2.0, 5.0, azimuth_deg=77.0) == ls.temperature_at(b1, 2.0, 5.0)


@pytest.mark.parametrize("given", ["90", None, math.inf, [0.0, 1.0, 2.0]])
def test_an_angle_that_is_none_is_refused_in_words(b3, given):
    with pytest.raises(ls.ScenarioError, match="azimuth_deg"):
        ls.temperature_at(b3, [2.0, 3.0], 5.0, azimuth_deg=given)


def test_a_lesion_is_told_by_tissue(whole):
    fine = ls.simulate(beside(bone(), changes={**QUICK, "numerics.theta_cells": 32}))
    ball = painted(fine, ellipsoid(half=(4.0, 4.0, 4.0)))
    told = volume_by_tissue(ball, FIFTY)
    cap = math.pi * 1.0**2 * (3 * 4 - 1) / 3  # of height 1 mm, beyond the surface of the bone 3 mm away
    assert told["cortical bone"] == pytest.approx(cap, rel=0.03)
    assert sum(told.values()) == pytest.approx(ls.measure(ball, FIFTY).volume_mm3, rel=1e-12)
    assert list(told) == ["B1 muscle", "cortical bone"]


def test_heat_in_a_lesion_is_that_of_r_and_z_where_tissue_is_the_same(even):
    assert heat_in_lesion(even) == pytest.approx(heat_in_lesion(slice_of(even, 0)), rel=1e-6)


def test_heat_in_a_lesion_follows_each_tissue():
    """All of one temperature: heat is volume times density times heat capacity, of bone 0.67 times that of muscle."""
    dense = B1.tissue.density_kg_m3 * B1.tissue.heat_capacity_j_kg_k
    result = painted(ls.simulate(beside(bone(), changes=QUICK)), ellipsoid(half=(5.0, 5.0, 5.0)))
    for name in ("temperature", "side_temperature", "end_temperature"):
        result[name].values[-1] = np.where(np.isnan(result[name].values[-1]), np.nan, 47.0)
    told = volume_by_tissue(result, FIFTY)
    wanted = 10e-9 * (told["B1 muscle"] * dense + told["cortical bone"] * 1908.0 * 1313.0)
    assert heat_in_lesion(result, FIFTY) == pytest.approx(wanted, rel=3e-3)


def test_two_runs_are_compared_across_dimensions(b1, b3):
    told = ls.compare(b1, b3)
    assert "cortical bone" in str(told)
    volume = next(each for each in told.lesions[0].sizes if each.quantity == "volume")
    assert volume.difference == pytest.approx(11.4, abs=0.3)
