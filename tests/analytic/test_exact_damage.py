"""Check doses, cell states and lesion edges against quadrature and other integrators."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import solve_ivp

from lesionsim.verify.exact import edges
from lesionsim.verify.exact.annuli import held_annulus_steady
from lesionsim.verify.exact.arrhenius import arrhenius_held, arrhenius_ramp, lethal_temperature_c
from lesionsim.verify.exact.cem43 import cem43_held, cem43_ramp
from lesionsim.verify.exact.cylinders import held_cylinder_steady
from lesionsim.verify.exact.shells import held_shell_steady
from lesionsim.verify.exact.spheres import held_sphere_steady
from lesionsim.verify.exact.three_state import (
    damage_rate_per_s,
    three_state,
    three_state_logistic,
    three_state_without_recovery,
)

LIVER = (7.39e39, 2.577e5)
SKIN = (3.1e98, 6.28e5)
MILD = (2.0e3, 2.0e4)
GAS_CONSTANT = mp.mpf("8.31446261815324")


@pytest.mark.parametrize("model", [LIVER, SKIN, MILD])
@pytest.mark.parametrize("ends", [(37.0, 80.0), (80.0, 37.0), (-20.0, 100.0), (60.0, 60.5), (60.0, 60.0 + 1e-9)])
def test_the_arrhenius_ramp_equals_quadrature(model, ends):
    frequency, energy = model
    start, end = (mp.mpf(end) + mp.mpf("273.15") for end in ends)

    def rate(share):
        return mp.mpf(frequency) * mp.exp(-mp.mpf(energy) / (GAS_CONSTANT * (start + share * (end - start))))

    with mp.workdps(30):
        expected = float(60 * mp.quad(rate, mp.linspace(0, 1, 9)))
    assert arrhenius_ramp(60.0, *ends, *model) == pytest.approx(expected, rel=3e-13)


@pytest.mark.parametrize("model", [LIVER, SKIN, MILD])
def test_the_arrhenius_ramp_without_change_is_the_held_dose(model):
    temperatures = np.array([-30.0, 37.0, 55.0, 99.0])
    held = arrhenius_held(90.0, temperatures, *model)
    np.testing.assert_allclose(arrhenius_ramp(90.0, temperatures, temperatures, *model), held, rtol=1e-13)


def test_the_arrhenius_ramp_keeps_its_digits_where_its_two_formulas_meet():
    # e / T0 - e / T1 crosses 1 between these two ramps
    energy = 2.577e5 / float(GAS_CONSTANT)
    hot = 60.0 + 273.15
    meet = energy / (energy / hot + 1.0) - 273.15
    doses = arrhenius_ramp(60.0, meet + np.array([-1e-11, 1e-11]), 60.0, *LIVER)
    assert doses[1] == pytest.approx(doses[0], rel=1e-11)


def test_ramps_in_a_row_add_up():
    once = arrhenius_ramp(90.0, 37.0, 82.0, *LIVER)
    parts = arrhenius_ramp(30.0, [37.0, 52.0, 67.0], [52.0, 67.0, 82.0], *LIVER)
    assert np.sum(parts) == pytest.approx(once, rel=1e-13)


def test_extreme_arrhenius_ramps_neither_overflow_nor_vanish():
    assert arrhenius_ramp(60.0, -150.0, 37.0, *SKIN) > 0
    assert np.isfinite(arrhenius_ramp(60.0, 37.0, 400.0, *SKIN))
    assert arrhenius_ramp(1.0, -200.0, -190.0, *SKIN) >= 0


def test_the_lethal_temperature_gives_the_dose_asked_for():
    durations = np.array([10.0, 60.0, 90.0])
    for omega in (1.0, 4.6):
        lethal = lethal_temperature_c(durations, *LIVER, omega)
        np.testing.assert_allclose(arrhenius_held(durations, lethal, *LIVER), omega, rtol=1e-11)


def test_ninety_seconds_at_the_published_temperature_reach_one():
    published = [48.7, 53.4]
    computed = [lethal_temperature_c(90.0, *model) for model in (LIVER, SKIN)]
    np.testing.assert_allclose(computed, published, atol=0.05)


def cem_rate(temperature, convention):
    """Give minutes at 43 °C per minute, written out."""
    if convention == "clinical" and temperature < 39:
        return mp.mpf(0)
    base = mp.mpf("0.25") if temperature < 43 and convention != "half" else mp.mpf("0.5")
    return base ** (43 - mp.mpf(temperature))


@pytest.mark.parametrize("convention", ["two-rate", "clinical", "half"])
@pytest.mark.parametrize("ends", [(37.0, 49.0), (49.0, 30.0), (37.0, 38.5), (44.0, 44.0 + 1e-9), (40.0, 42.0)])
def test_the_cem43_ramp_equals_quadrature(convention, ends):
    start, end = ends
    kinks = [(kink - start) / (end - start) for kink in (39.0, 43.0)]
    marks = [0, *sorted(kink for kink in kinks if 0 < kink < 1), 1]
    total = mp.quad(lambda share: cem_rate(start + share * (end - start), convention), marks)
    assert cem43_ramp(90.0, start, end, convention) == pytest.approx(1.5 * float(total), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("convention", ["two-rate", "clinical", "half"])
def test_the_cem43_ramp_without_change_is_the_held_dose(convention):
    temperatures = np.array([37.0, 38.999, 39.0, 42.0, 43.0, 56.0])
    expected = [2.0 * float(cem_rate(one, convention)) for one in temperatures]
    np.testing.assert_allclose(cem43_held(120.0, temperatures, convention), expected, rtol=1e-14)
    np.testing.assert_allclose(cem43_ramp(120.0, temperatures, temperatures, convention), expected, rtol=1e-14)


def test_the_three_conventions_of_cem43_agree_at_and_above_43():
    doses = [cem43_ramp(60.0, 43.0, 57.0, name) for name in ("two-rate", "clinical", "half")]
    np.testing.assert_allclose(doses, doses[0], rtol=1e-15)


FORWARD, BACKWARD, SCALE = 3.33e-3, 7.77e-3, 40.5


@pytest.mark.parametrize("at_c", [37.0, 45.0, 60.0, 80.0, 100.0])
def test_the_three_state_series_equals_another_integrator(at_c):
    k = damage_rate_per_s(at_c, FORWARD, SCALE)
    times = np.array([0.0, 10.0, 90.0, 400.0, 1500.0])

    def slope(t, state):
        alive, dead = state
        vulnerable = 1 - alive - dead
        harm = k * (1 - alive)
        return [-harm * alive + BACKWARD * vulnerable, harm * vulnerable]

    other = solve_ivp(slope, (0, 1500.0), [0.99, 0.0], "DOP853", times, rtol=1e-13, atol=1e-15)
    states = three_state(times, k, BACKWARD)
    np.testing.assert_allclose(states.alive, other.y[0], atol=1e-11)
    np.testing.assert_allclose(states.dead, other.y[1], atol=1e-11)


@pytest.mark.parametrize("k", [0.001, 0.015, 0.04])
def test_the_three_state_series_equals_the_closed_form_without_recovery(k):
    times = np.array([900.0, 0.0, 60.0, 90.0, 300.0])
    series, closed = three_state(times, k, 0.0), three_state_without_recovery(times, k)
    for one, other in zip(series, closed, strict=True):
        np.testing.assert_allclose(one, other, atol=3e-14)


def test_the_three_state_series_equals_its_elementary_trajectory():
    times = np.linspace(0, 3000.0, 13)
    series = three_state(times, 2 * BACKWARD, BACKWARD, 0.9, 0.1**2)
    for one, other in zip(series, three_state_logistic(times, BACKWARD, 0.9), strict=True):
        np.testing.assert_allclose(one, other, atol=3e-13)


def test_cells_start_as_told_and_end_dead():
    states = three_state(np.array([0.0, 1e5]), damage_rate_per_s(80.0, FORWARD, SCALE), BACKWARD, 0.98, 0.005)
    np.testing.assert_allclose(np.array(states)[:, 0], [0.98, 0.015, 0.005], atol=1e-16)
    np.testing.assert_allclose(np.array(states)[:, 1], [0.0, 0.0, 1.0], atol=1e-12)


def test_a_single_time_gives_single_shares():
    assert three_state(90.0, 0.03, BACKWARD).alive.shape == ()


@pytest.mark.parametrize("time", [-1.0, np.nan, np.inf])
def test_a_time_that_cannot_be_reached_is_refused(time):
    with pytest.raises(ValueError, match="times from 0 s on"):
        three_state(np.array([1.0, time]), 0.03, BACKWARD)


RISE, A, B, DECAY = 43.0, 0.454e-3, 0.02, 80.0


def test_the_field_at_every_edge_is_the_lethal_rise():
    lethal = lethal_temperature_c(np.array([60.0, 90.0]), *LIVER) - 37.0
    fields = [
        held_sphere_steady(edges.sphere_edge(lethal, A, RISE), A, RISE),
        held_sphere_steady(edges.sphere_edge(lethal, A, RISE, DECAY), A, RISE, DECAY),
        held_shell_steady(edges.shell_edge(lethal, A, B, RISE), A, B, RISE),
        held_shell_steady(edges.shell_edge(lethal, A, B, RISE, DECAY), A, B, RISE, DECAY),
        held_cylinder_steady(edges.cylinder_edge(lethal, A, RISE, DECAY), A, RISE, DECAY),
        held_annulus_steady(edges.annulus_edge(lethal, A, B, RISE), A, B, RISE),
    ]
    for field in fields:
        np.testing.assert_allclose(field, lethal, rtol=1e-11)


def test_the_dose_at_the_edge_of_the_lesion_is_one():
    edge = edges.sphere_edge(lethal_temperature_c(90.0, *LIVER) - 37.0, A, RISE, DECAY)
    temperature = 37.0 + held_sphere_steady(edge, A, RISE, DECAY)
    assert arrhenius_held(90.0, temperature, *LIVER) == pytest.approx(1.0, rel=1e-10)


def test_edges_lose_their_perfusion_smoothly():
    bare = edges.sphere_edge(11.655, A, RISE)
    assert edges.sphere_edge(11.655, A, RISE, 1e-9) == pytest.approx(bare, rel=1e-9)
    shell = edges.shell_edge(11.655, A, B, RISE)
    assert edges.shell_edge(11.655, A, B, RISE, 1e-5) == pytest.approx(shell, rel=1e-9)


def test_a_very_wide_shell_has_the_edge_of_infinite_space():
    free = edges.sphere_edge(11.655, A, RISE, DECAY)
    assert edges.shell_edge(11.655, A, 0.5, RISE, DECAY) == pytest.approx(free, rel=1e-12)


def test_an_edge_far_beyond_overflow_is_found():
    far = edges.sphere_edge(1e-5, 1.0, RISE, 2000.0)
    assert held_sphere_steady(far, 1.0, RISE, 2000.0) == pytest.approx(1e-5, rel=1e-11)
