"""What is largest between slices, against outlines known in closed form."""

import numpy as np
import pytest

from lesionsim.grid.around import wedges
from lesionsim.lesion.shadow import angles, radius_around, radius_towards, smooth, top, widest_across

RING, ARC = wedges(8, closed=True), wedges(8, closed=False)


def off_axis(theta, away, radius, side=0.0):
    """Return how far a circle is from a point inside it."""
    along = away * np.cos(theta - side)
    return along + np.sqrt(radius**2 - away**2 + along**2)


@pytest.mark.parametrize("around", [RING, ARC])
def test_waves_are_carried_on_exactly(around):
    wave = 2 + np.cos(around.middle) - 0.3 * np.cos(3 * around.middle)
    theta = angles(around)
    wanted = 2 + np.cos(theta) - 0.3 * np.cos(3 * theta)
    np.testing.assert_allclose(smooth(wave, around), wanted, rtol=1e-12)
    for angle in (0.0, 1.3, np.pi, -2.0):
        wanted = 2 + np.cos(angle) - 0.3 * np.cos(3 * angle)
        assert radius_towards(wave, around, angle) == pytest.approx(wanted, rel=1e-12)


def test_the_shortest_wave_keeps_its_height():
    first = RING.middle[0]
    np.testing.assert_allclose(
        smooth(np.cos(8 * (RING.middle - first)), RING), np.cos(8 * (angles(RING) - first)), atol=1e-12
    )


@pytest.mark.parametrize("side", [0.0, 0.1, 1.0, 2.5])
def test_a_circle_off_the_axis_is_as_wide_as_it_is(side):
    radius = off_axis(RING.middle, 0.7, 2.5, side)
    place, width = widest_across(radius, np.full(16, 5.0), RING)
    assert (place, width) == pytest.approx((5.0, 5.0), abs=1e-4)


def test_an_outline_turned_by_any_angle_is_as_wide():
    outlines = [2 + 0.4 * np.cos(2 * (RING.middle - turn)) for turn in (0, 0.05, 0.7)]
    found = [widest_across(each, np.zeros(16), RING)[1] for each in outlines]
    np.testing.assert_allclose(found, 4.8, atol=2e-5)


def test_the_place_is_the_mean_of_both_ends():
    radius = 2 + 0.4 * np.cos(2 * ARC.middle)
    place, width = widest_across(radius, 3 + np.cos(ARC.middle), ARC)
    assert place == pytest.approx(3.0, abs=0.05)
    assert width == pytest.approx(4.8, abs=1e-4)


def test_lines_join_slices_where_some_have_no_lesion():
    radius = np.where(ARC.middle < 1.2, 2.0, -1.0)
    assert radius_around(radius, ARC).min() == 0
    assert radius_around(radius, ARC).max() == 2
    assert radius_towards(radius, ARC, np.pi) == 0
    assert radius_towards(radius, ARC, 0.0) == 2
    assert widest_across(np.full(8, -1.0), np.full(8, np.nan), ARC)[1] == 0


def test_the_top_lies_between_slices():
    assert top(1 + np.cos(ARC.middle), ARC) == pytest.approx(2.0, abs=1e-12)
    assert top(np.array([-np.inf, 1.0, 3.0, 2.0, 1.0, 1.0, 1.0, 1.0]), ARC) == 3.0
