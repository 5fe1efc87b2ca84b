"""Whole runs in every mode of the generator, and with impedances that stop it."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.withheld import withheld
from lesionsim.scenario import Cooldown, Exponential, Hold, Protocol, Ramp, heat_and_hold

COARSE = {
    "numerics.growth": 0.3,
    "numerics.error_bars": "off",
    "protocol": heat_and_hold(75, 30, ramp_s=5, cooldown_s=5),
}
KEPT = {"voltage": ("set_v", 10.0), "power": ("set_w", 1.5), "current": ("set_a", 0.12)}
RISING = {"tissue.electrical_conductivity_s_m": Exponential(value=0.5, rate_per_c=-0.012)}  # impedance with heat
POWER = {"generator.mode": "power", "generator.set_w": 2.0}
LIMIT_OHM = 95.0


def run(changes):
    return ls.simulate(ls.change(ls.load("b2"), COARSE | changes))


def kept(mode):
    key, value = KEPT[mode]
    return {"generator.mode": mode, f"generator.{key}": value}


def generator_power(result):
    return result.voltage.values * result.current.values


@pytest.mark.parametrize("series_ohm", [0.0, 60.0])
@pytest.mark.parametrize("mode", KEPT)
def test_what_is_kept_rises_in_the_ramp_stands_in_the_hold_and_is_off_afterwards(mode, series_ohm):
    result = run(kept(mode) | {"generator.series_ohm": series_ohm})
    time_s = result.step_time.values
    shown = {"power": generator_power(result)}.get(mode, result.get(mode).values)
    hold, off = (time_s > 5.2) & (time_s < 35.0001), time_s > 35.0001
    np.testing.assert_allclose(shown[hold], KEPT[mode][1], rtol=1e-9)
    assert np.all(shown[off] == 0)
    ramp = (time_s > 0) & (time_s < 4.9999)
    np.testing.assert_allclose(shown[ramp], KEPT[mode][1] * (time_s[ramp] - 0.1) / 5, rtol=1e-6)
    assert np.ptp(result.impedance.values[hold]) > 3  # while the impedance changed


def test_a_kept_power_is_the_generators_and_the_tissue_gets_its_share():
    result = run(kept("power") | {"generator.series_ohm": 60.0})
    hold = (result.step_time.values > 5.2) & (result.step_time.values < 35)
    ohm = result.impedance.values[hold]
    np.testing.assert_allclose(result.power.values[hold], 1.5 * (ohm - 60) / ohm, rtol=1e-9)


def test_more_power_heats_more():
    low, high = (run(POWER | {"generator.set_w": watts}) for watts in (1.0, 2.0))
    warmer = high.sensor_temperature.values.max() - 37.0
    assert warmer == pytest.approx(2 * (low.sensor_temperature.values.max() - 37.0), rel=0.15)


def test_roll_off_cuts_the_power_and_gives_it_back():
    result = run(RISING | POWER | {"generator.roll_off_ohm": LIMIT_OHM, "generator.roll_off_pause_s": 4.0})
    happened, time_s = withheld(result), result.step_time.values
    assert len(happened.pauses) >= 2
    assert happened.shut_off_s is None
    first, second = happened.pauses[:2]
    assert first.end_s - first.start_s == pytest.approx(4.0)
    assert second.start_s > first.end_s + 0.5
    power, heating = generator_power(result), (time_s > 5.2) & (time_s < 35)
    paused = np.array([happened.at(each - 1e-6) for each in time_s])
    assert np.all(power[heating & paused] == 0)
    np.testing.assert_allclose(power[heating & ~paused], 2.0, rtol=1e-9)
    before = np.searchsorted(time_s, first.start_s - 1e-6)
    assert result.impedance.values[before - 1] < LIMIT_OHM + 1
    cooled = np.searchsorted(time_s, first.end_s - 1e-6)
    assert result.impedance.values[cooled] < LIMIT_OHM - 2  # known in the pause, as the tissue cools
    assert result.attrs["energy_balance_error"] <= 1e-8


def test_a_shut_off_is_for_good():
    result = run(RISING | POWER | {"generator.shut_off_ohm": LIMIT_OHM})
    happened, time_s = withheld(result), result.step_time.values
    assert 5 < happened.shut_off_s < 30
    assert np.all(result.voltage.values[time_s > happened.shut_off_s + 1e-6] == 0)
    assert generator_power(result)[time_s <= happened.shut_off_s][-1] == pytest.approx(2.0)
    assert result.impedance.values[(time_s < 35) & (time_s > 5)][-1] < LIMIT_OHM  # though it is low again


def test_a_shut_off_outlasts_a_cool_down():
    cycles = Protocol(steps=(Ramp(to_c=75, duration_s=5), Hold(at_c=75, duration_s=15), Cooldown(duration_s=10),
                             Hold(at_c=75, duration_s=5)))  # fmt: skip
    result = run(RISING | POWER | {"generator.shut_off_ohm": LIMIT_OHM, "protocol": cycles})
    assert withheld(result).shut_off_s < 20
    assert np.all(result.voltage.values[result.step_time.values > 21] == 0)
    without = run(RISING | POWER | {"protocol": cycles})
    assert np.all(without.voltage.values[result.step_time.values > 30.2] > 0)


def test_temperature_returns_after_a_pause_without_a_jump_of_the_integral_part():
    pause = {"generator.roll_off_ohm": LIMIT_OHM, "generator.roll_off_pause_s": 2.0}
    never = run(RISING)
    result = run(RISING | pause)
    assert withheld(never).pauses == ()
    assert len(withheld(result).pauses) >= 1
    assert float(result.sensor_temperature.max()) < float(never.sensor_temperature.max()) + 3
