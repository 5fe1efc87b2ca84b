"""With current, too, heat put in is stored or carried away, and what current enters leaves."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.scenario import (
    Cooldown,
    Exponential,
    Hold,
    Linear,
    PerfusionStoppedByDamage,
    Protocol,
    Ramp,
    Sensor,
    Table,
    heat_and_hold,
)

COARSE = {"numerics.growth": 0.3, "numerics.error_bars": "off"}
SHORT = {"protocol": heat_and_hold(75, 20, ramp_s=5, cooldown_s=10)}
CYCLES = Protocol(
    steps=(Ramp(to_c=70, duration_s=8), Cooldown(duration_s=6), Hold(at_c=60, duration_s=7), Cooldown(duration_s=4))
)
CASES = {
    "as it is": {},
    "14 G, 5 mm tip, perfused": SHORT
    | {
        "probe.gauge": 14,
        "probe.diameter_mm": None,
        "probe.tip_length_mm": 5,
        "tissue.perfusion_per_s": 0.02,
        "perfusion": PerfusionStoppedByDamage(criterion="Arrhenius liver"),
    },
    "22 G, 4 mm tip, limits of power and current": SHORT
    | {
        "probe.gauge": 22,
        "probe.diameter_mm": None,
        "probe.tip_length_mm": 4,
        "generator.most_w": 0.8,
        "generator.most_a": 0.07,
    },
    "insulated outer wall, cycles": {"protocol": CYCLES, "domain.outer_wall": "insulated", "domain.radius_mm": 8},
    "slow sensor, series resistance, metabolic heat": SHORT
    | {
        "probe.sensor": Sensor(from_mm=1, to_mm=3, lag_s=0.5),
        "generator.series_ohm": 60,
        "tissue.metabolic_heat_w_kg": 5.0,
        "tissue.electrical_conductivity_s_m": Linear(value=0.4, slope_per_c=0.02),
    },
    "limit of power": SHORT | {"generator.most_w": 2.0},
    "cold wall, sigma from a table": SHORT
    | {
        "domain.outer_wall_c": 25.0,
        "tissue.electrical_conductivity_s_m": Table(temperature_c=(10.0, 60.0, 110.0), value=(0.3, 0.8, 0.5)),
    },
}


@pytest.fixture(scope="module")
def runs():
    """Run every case once."""
    return {name: ls.simulate(ls.change(ls.load("b2"), COARSE | changes)) for name, changes in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_heat_put_in_is_stored_or_carried_away(runs, name):
    run = runs[name]
    gone = run.energy_to_blood + run.energy_to_outer_wall + run.energy_stored
    missing = run.energy_joule + run.energy_metabolic - gone
    assert run.attrs["energy_balance_error"] <= 1e-8
    assert float(abs(missing).max()) <= 1e-8 * float(abs(run.energy_stored).max() + run.energy_joule[-1])


@pytest.mark.parametrize("name", CASES)
def test_current_that_enters_leaves_and_its_power_is_heat(runs, name):
    assert 0 < runs[name].attrs["charge_balance_error"] <= 1e-9


@pytest.mark.parametrize("name", CASES)
def test_energy_is_the_sum_of_power_and_no_heat_is_made_while_the_generator_is_off(runs, name):
    run = runs[name]
    if name == "insulated outer wall, cycles":
        off = (run.step_time.values > 8.01) & (run.step_time.values < 13.9)
        assert np.all(run.power.values[off] == 0)
        assert np.all(run.voltage.values[off] == 0)
        assert np.ptp(run.energy_joule.values[off]) == 0
        assert np.all(run.energy_to_outer_wall.values == 0)
    assert float(run.energy_joule[-1]) > 1
    assert np.all(np.diff(run.energy_joule.values) >= 0)
    assert np.all(run.energy_from_tip.values == 0)


def test_limits_hold_in_a_run(runs):
    run = runs["22 G, 4 mm tip, limits of power and current"]
    assert float((run.voltage * run.current).max()) <= 0.8 * (1 + 1e-9)
    assert float(run.current.max()) == pytest.approx(0.07, rel=1e-6)
    assert float(runs["limit of power"].power.max()) == pytest.approx(2.0, rel=1e-6)
    other = runs["slow sensor, series resistance, metabolic heat"]
    started = other.current.values > 0
    ohm = other.voltage.values[started] / other.current.values[started]
    np.testing.assert_allclose(ohm, other.impedance.values[started], rtol=1e-9)
    assert np.all(ohm > 60)


def test_a_warmer_tissue_conducts_better_where_sigma_grows(runs):
    run = runs["as it is"]
    heated = run.impedance.values[run.step_time.values > 5]
    assert heated.min() < 0.8 * float(run.impedance.values[run.impedance.values > 0][0])
    falling = {"tissue.electrical_conductivity_s_m": Exponential(value=0.5, rate_per_c=-0.01)}
    result = ls.simulate(ls.change(ls.load("b2"), COARSE | falling))
    assert result.impedance.values[-1] > 90


def test_integral_control_alone_heats_and_a_limit_once_met_is_left_again():
    alone = ls.simulate(ls.change(ls.load("b2"), COARSE | {"generator.proportional_v2_per_k": 0.0}))
    at = np.interp([20.0, 60.0, 89.0], alone.step_time.values, alone.sensor_temperature.values)
    assert np.all(np.abs(at - 80) < [4, 1, 0.2])
    weak = {"generator.most_w": 2.5, "generator.proportional_v2_per_k": 2.0}
    held = ls.simulate(ls.change(ls.load("b2"), COARSE | weak))
    assert float(held.sensor_temperature.max()) < 82
    assert float(np.interp(89.0, held.step_time.values, held.sensor_temperature.values)) == pytest.approx(80, abs=0.2)
