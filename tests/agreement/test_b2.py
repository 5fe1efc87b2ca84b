"""Benchmark B2, current with a controller, against its published reference values."""

import numpy as np
import pytest

import lesionsim as ls


@pytest.fixture(scope="module")
def b2():
    return ls.simulate(ls.load("b2"))


def at(b2, name, time_s):
    return float(np.interp(time_s, b2.step_time.values, b2[name].values))


def test_the_lesion_agrees(b2):
    lesion = ls.measure(b2)
    assert lesion.volume_mm3 == pytest.approx(744.7, rel=6e-3)
    assert lesion.width_mm / 2 == pytest.approx(4.683, rel=5e-3)
    assert lesion.length_mm == pytest.approx(16.554, rel=5e-3)
    assert lesion.measured_at_s == 120


def test_the_error_bars_hold_the_reference(b2):
    lesion = ls.measure(b2)
    assert abs(lesion.volume_mm3 - 744.7) <= lesion.volume_mm3_error
    assert abs(lesion.width_mm / 2 - 4.683) <= lesion.width_mm_error / 2


@pytest.mark.parametrize(("time_s", "ohm"), [(10, 68.17), (89.9, 60.18)])
def test_the_impedance_agrees(b2, time_s, ohm):
    assert at(b2, "impedance", time_s) == pytest.approx(ohm, rel=0.01)


@pytest.mark.parametrize(("time_s", "volt"), [(10, 19.76), (89.9, 10.266)])
def test_the_voltage_agrees(b2, time_s, volt):
    assert at(b2, "voltage", time_s) == pytest.approx(volt, rel=0.01)


@pytest.mark.parametrize(("time_s", "watt"), [(10, 5.727), (30, 2.317), (89.9, 1.7514)])
def test_the_power_agrees(b2, time_s, watt):
    assert at(b2, "power", time_s) == pytest.approx(watt, rel=0.01)


@pytest.mark.parametrize(("time_s", "celsius"), [(10, 76.70), (89.9, 80.037), (120, 54.22)])
def test_the_sensor_agrees(b2, time_s, celsius):
    assert at(b2, "sensor_temperature", time_s) == pytest.approx(celsius, abs=0.1)


def test_the_energy_agrees(b2):
    assert float(b2.energy_joule[-1]) == pytest.approx(210.2, rel=0.01)


def test_energy_and_charge_balance(b2):
    assert b2.attrs["energy_balance_error"] < 1e-8
    assert b2.attrs["charge_balance_error"] < 1e-9


def test_power_is_voltage_times_current(b2):
    np.testing.assert_allclose(b2.power.values, b2.voltage.values * b2.current.values, rtol=1e-12, atol=1e-12)
