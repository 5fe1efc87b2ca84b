"""Heat put in is stored or carried away, in every kind of run.

The ledger obeys the stepper's own weights, so it balances to round-off: stored heat counts from 0 °C, about 1e4 J,
and is known to 1e-12 of that; relative to the few joules of a short run 1e-8 is what can be promised.
"""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.scenario import (
    ConstantPerfusion,
    Cooldown,
    Hold,
    Linear,
    PerfusionStoppedByDamage,
    Protocol,
    Ramp,
    Table,
    heat_and_hold,
)

K_RISING = Linear(value=0.49, slope_per_c=0.005)
K_TABLE = Table(temperature_c=(30.0, 60.0, 95.0), value=(0.45, 0.55, 0.4))
C_TABLE = Table(temperature_c=(20.0, 60.0, 90.0), value=(3200.0, 3600.0, 4200.0))
CYCLES = Protocol(
    steps=(
        Hold(at_c=75, duration_s=10),
        Cooldown(duration_s=5),
        Hold(at_c=60, duration_s=5),
        Ramp(to_c=90, duration_s=7),
        Ramp(to_c=40, duration_s=8),
    )
)
CASES = {
    "as it is": {},
    "14 G": {"probe.gauge": 14},
    "23 G": {"probe.gauge": 23},
    "2 mm tip": {"probe.tip_length_mm": 2},
    "40 mm tip": {"probe.tip_length_mm": 40},
    "ramp, hold, cool-down": {"protocol": heat_and_hold(80, 20, ramp_s=15, cooldown_s=20)},
    "cycles": {"protocol": CYCLES},
    "perfusion stops": {"perfusion": PerfusionStoppedByDamage(), "tissue.perfusion_per_s": 0.02},
    "k rises": {"tissue.conductivity_w_m_k": K_RISING},
    "k and c from tables": {"tissue.conductivity_w_m_k": K_TABLE, "tissue.heat_capacity_j_kg_k": C_TABLE},
    "c falls": {"tissue.heat_capacity_j_kg_k": Linear(value=3421, slope_per_c=-0.003)},
    "metabolic heat": {"tissue.metabolic_heat_w_kg": 20.0},
    "insulated": {"domain.outer_wall": "insulated", "domain.radius_mm": 6, "domain.ahead_mm": 5},
    "cold wall": {"domain.outer_wall_c": 20.0, "domain.radius_mm": 6},
    "bench": {"start_c": 21.0, "blood.temperature_c": 21.0, "tissue.perfusion_per_s": 0.0},
    "everything": {
        "protocol": CYCLES,
        "perfusion": PerfusionStoppedByDamage(),
        "tissue.conductivity_w_m_k": K_TABLE,
        "tissue.heat_capacity_j_kg_k": C_TABLE,
        "tissue.metabolic_heat_w_kg": 5.0,
        "domain.outer_wall_c": 30.0,
        "domain.radius_mm": 7,
        "blood.temperature_c": 33.0,
    },
}


@pytest.fixture(scope="module")
def runs():
    """Run every case once."""
    return {name: ls.simulate(ls.change(ls.load("b1"), changes)) for name, changes in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_heat_put_in_is_stored_or_carried_away(runs, name):
    run = runs[name]
    gone = run.energy_to_blood + run.energy_to_outer_wall + run.energy_stored
    missing = run.energy_from_tip + run.energy_metabolic - gone
    assert run.attrs["energy_balance_error"] <= 1e-8
    assert float(abs(missing).max()) <= 1e-8 * float(abs(run.energy_stored).max() + run.energy_from_tip[-1])


def capacity(scenario, temperature):
    """Return the heat of a cubic metre above 0 °C, integrated independently of the run's tables."""
    law = scenario.tissue.heat_capacity_j_kg_k
    if isinstance(law, Linear):
        heat = law.value * ((1 - law.slope_per_c * law.at_c) * temperature + 0.5 * law.slope_per_c * temperature**2)
    elif isinstance(law, Table):
        t = np.linspace(0, 110, 110_001)
        c = np.interp(t, law.temperature_c, law.value)
        heat = np.interp(temperature, t, np.concatenate([[0], np.cumsum(0.5 * (c[1:] + c[:-1]) * np.diff(t))]))
    else:
        heat = law * temperature
    return scenario.tissue.density_kg_m3 * heat


@pytest.mark.parametrize("name", CASES)
def test_stored_heat_is_that_of_the_recorded_field(runs, name):
    run = runs[name]
    scenario = ls.change(ls.load("b1"), CASES[name])
    ring = np.pi * np.diff(run.r_face.values**2)
    volume = ring[:, None] * np.diff(run.z_face.values) * 1e-9
    heat = [float(np.nansum(capacity(scenario, run.temperature.values[k]) * volume)) for k in (0, -1)]
    stored = float(run.energy_stored[-1])
    # Laws are tables with 0.05 °C between entries: 1e-4 of what is stored; constants are exact.
    constant = isinstance(scenario.tissue.heat_capacity_j_kg_k, float)
    assert heat[1] - heat[0] == pytest.approx(stored, rel=1e-7 if constant else 1e-3)


def test_power_integrates_to_the_energy_from_the_tip(runs):
    """Over the growing steps of a smooth stretch; the sudden start is left out, where power changes within a step."""
    run = runs["as it is"]
    t, power, energy = (run[name].values for name in ("step_time", "power", "energy_from_tip"))
    late = t > 10
    summed = np.sum(0.5 * (power[late][1:] + power[late][:-1]) * np.diff(t[late]))
    assert summed == pytest.approx(energy[late][-1] - energy[late][0], rel=2e-3)


def test_metabolic_energy_is_rate_times_mass_times_time(runs):
    run = runs["metabolic heat"]
    probe = np.pi * 0.4535e-3**2 * 40e-3
    volume = np.pi * 40e-3**2 * 80e-3 - probe
    assert float(run.energy_metabolic[-1]) == pytest.approx(20.0 * 1090 * volume * 90, rel=1e-9)


def test_no_heat_leaves_through_an_insulated_wall_or_into_absent_blood(runs):
    assert np.all(runs["insulated"].energy_to_outer_wall.values == 0)
    assert np.all(runs["bench"].energy_to_blood.values == 0)
    assert float(runs["as it is"].energy_to_blood[-1]) > 0
    assert float(runs["cold wall"].energy_to_outer_wall[-1]) > 0


def test_no_heat_leaves_the_tip_while_it_cools_down(runs):
    run = runs["ramp, hold, cool-down"]
    cooling = run.step_time.values > 35.01
    assert np.all(run.power.values[cooling] == 0)
    assert np.ptp(run.energy_from_tip.values[cooling]) == 0
    assert run.tip_temperature.values[-1] < 60


def volume_of(changes):
    return ls.measure(ls.simulate(ls.change(ls.load("b1"), changes))).volume_mm3


def test_each_law_has_the_right_sign_and_an_effect(runs):
    """One comparison a law; the smallest effect asked for is far above the 0.5 % of the default grid's error."""
    plain = ls.measure(runs["as it is"]).volume_mm3
    fast = {"tissue.perfusion_per_s": 0.02}
    perfused = volume_of(fast | {"perfusion": ConstantPerfusion()})
    stopped = ls.measure(runs["perfusion stops"]).volume_mm3
    assert perfused < 0.95 * plain  # perfusion cools
    assert perfused * 1.005 < stopped < plain  # where it stops with damage, it cools less
    assert ls.measure(runs["k rises"]).volume_mm3 > 1.05 * plain  # a better conductor carries heat farther
    assert volume_of({"tissue.metabolic_heat_w_kg": 50.0}) > 1.05 * plain  # metabolic heat warms
    assert ls.measure(runs["bench"]).volume_mm3 < 0.8 * plain  # a cold start leaves less


def test_the_dose_grows_in_cool_down_and_the_peak_isotherm_hardly_does():
    run = ls.simulate(ls.change(ls.load("b1"), {"protocol": heat_and_hold(80, 90, cooldown_s=30)}))
    dose = [ls.measure(run, time_s=t).volume_mm3 for t in (90.0, 120.0)]
    peak = [ls.measure(run, ls.Isotherm(50), t).volume_mm3 for t in (90.0, 120.0)]
    assert 1.12 < dose[1] / dose[0] < 1.20  # about +16 %
    assert 1.0 <= peak[1] / peak[0] < 1.02
