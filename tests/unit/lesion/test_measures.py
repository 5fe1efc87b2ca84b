"""Measures of regions known in closed form: volume to 0.1 %, lengths to 0.01 mm."""

import math

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.shadow import widest_place

RADIUS, TIP = 0.4535, 10.0


def ellipsoid(middle, half_width, half_length):
    """Return a field that passes 50 °C on an ellipsoid."""
    return lambda r, z: 50 + 20 * (1 - (r / half_width) ** 2 - ((z - middle) / half_length) ** 2)


def tissue_volume(middle, half_width, half_length):
    """Integrate the ellipsoid less the probe (r < RADIUS, z > 0), mm3."""
    z = np.linspace(middle - half_length, middle + half_length, 200_001)
    outer = half_width**2 * (1 - ((z - middle) / half_length) ** 2)
    area = np.pi * np.maximum(outer - np.where(z > 0, RADIUS**2, 0.0), 0)
    return float(np.sum(0.5 * (area[1:] + area[:-1])) * (z[1] - z[0]))


@pytest.mark.parametrize(
    ("middle", "half_width", "half_length"), [(5, 2.5, 6.0), (4.2, 1.3, 7.1), (5, 8.0, 9.0), (1, 3, 3)]
)
def test_an_ellipsoid_around_the_tip(painted, fifty, middle, half_width, half_length):
    lesion = ls.measure(painted(ellipsoid(middle, half_width, half_length)), fifty)
    # Chords on fine lines (a quarter cell apart) cut 1/8 of curvature times spacing squared off each arc: 0.1 %,
    # a little more for a ball of 3 mm, whose two ends both lie where cells are 1 mm long.
    assert lesion.volume_mm3 == pytest.approx(tissue_volume(middle, half_width, half_length), rel=2e-3)
    assert lesion.width_mm == pytest.approx(2 * half_width, abs=0.01)
    top = middle + half_length * math.sqrt(1 - (RADIUS / half_width) ** 2)
    assert lesion.length_mm == pytest.approx(top - (middle - half_length), abs=0.02)
    assert lesion.ahead_of_tip_mm == pytest.approx(half_length - middle, abs=0.01)
    assert lesion.behind_tip_mm == pytest.approx(max(0, top - TIP), abs=0.01)
    assert lesion.widest_at_mm == pytest.approx(middle, abs=0.1)
    assert lesion.probe_volume_mm3 == pytest.approx(math.pi * RADIUS**2 * top, rel=2e-3)
    assert not lesion.reaches_outer_wall


def test_finer_grids_measure_more_exactly(painted, fifty):
    found = ls.measure(painted(ellipsoid(5, 2.5, 6.0)), fifty).volume_mm3
    assert found == pytest.approx(tissue_volume(5, 2.5, 6.0), rel=1.5e-3)
    assert found < tissue_volume(5, 2.5, 6.0)  # chords lie inside a convex region


def test_islands_away_from_the_tip_are_not_counted(painted, fifty):
    near, far = ellipsoid(5, 2.0, 6.0), ellipsoid(-25, 8.0, 8.0)
    both = ls.measure(painted(lambda r, z: np.maximum(near(r, z), far(r, z))), fifty)
    alone = ls.measure(painted(near), fifty)
    assert both.volume_mm3 == pytest.approx(alone.volume_mm3, rel=2e-3)
    assert both.ahead_of_tip_mm == pytest.approx(alone.ahead_of_tip_mm, abs=0.02)


def test_a_region_off_the_axis_that_surrounds_the_tip_counts(painted, fifty):
    """A cooled tip leaves living tissue next to it; the ring around is still the lesion."""
    lesion = ls.measure(painted(lambda r, z: 50 + 20 * (1 - ((r - 3) / 1.5) ** 2 - ((z - 5) / 4) ** 2)), fifty)
    assert lesion.width_mm == pytest.approx(9.0, abs=0.02)
    assert lesion.volume_mm3 == pytest.approx(2 * math.pi * 3 * math.pi * 1.5 * 4, rel=5e-3)


def test_no_lesion_is_all_zeros_and_no_place(painted, fifty):
    lesion = ls.measure(painted(lambda r, z: 40.0 + 0 * r * z), fifty)
    assert (lesion.width_mm, lesion.length_mm, lesion.volume_mm3, lesion.probe_volume_mm3) == (0, 0, 0, 0)
    assert math.isnan(lesion.widest_at_mm)
    assert "no lesion" in str(lesion)


def test_a_region_at_the_outer_wall_is_flagged(b1, fifty):
    hot = b1.copy(deep=True)
    hot.dose.values[0, -1] = 2.0
    lesion = ls.measure(hot)
    assert lesion.reaches_outer_wall
    assert "outer wall" in str(lesion)


def test_the_widest_place_is_the_top_of_a_parabola():
    z = np.array([0.0, 1.0, 2.5, 3.0])
    place, widest = widest_place(z, 4 - 0.3 * (z - 1.7) ** 2)
    assert (place, widest) == pytest.approx((1.7, 4.0), rel=1e-9)
    assert widest_place(z, np.full(4, -1.0))[1] == 0
    assert widest_place(z, np.array([-1, 2.0, -1, -1])) == (1.0, 2.0)


def test_a_wider_threshold_makes_a_smaller_lesion(b1):
    volumes = [ls.measure(b1, ls.Isotherm(at_c)).volume_mm3 for at_c in (42, 45, 50, 60, 70, 79)]
    assert volumes == sorted(volumes, reverse=True)
    assert min(volumes) > 0


def test_lesions_grow_in_time(b1):
    grown = ls.growth(b1)
    for name in ("volume_mm3", "width_mm", "length_mm"):
        assert grown[name].values[0] == 0
        assert np.all(np.diff(grown[name].values) >= 0)
        assert grown[name].attrs["units"]


def test_measures_lists_all_criteria(b1):
    assert [each.criterion for each in ls.measures(b1)] == b1.criterion.values.tolist()
