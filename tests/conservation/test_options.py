"""Heat and charge with all that a scenario may ask for: boiling, laws, options of the probe, kinds of perfusion."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim import simulation
from lesionsim.scenario import (
    Boiling,
    ConstantPerfusion,
    Cooldown,
    Exponential,
    Generator,
    Hold,
    Linear,
    Metal,
    PerfusionFollowsDamage,
    PerfusionStoppedByDamage,
    Protocol,
    Ramp,
    Sleeve,
    Table,
    ThreeState,
    heat_and_hold,
)

COARSE = {"numerics.growth": 0.3, "numerics.error_bars": "off"}
SHORT = {"protocol": heat_and_hold(75, 12, ramp_s=5, cooldown_s=5)}
PERFUSED = {"tissue.perfusion_per_s": 0.02}
TUBE = {
    "probe.metal": Metal(wall_mm=0.1),
    "probe.sleeve": Sleeve(thickness_mm=0.05, conductivity_w_m_k=0.12),
    "probe.contact_w_m2_k": 3000.0,
}
K_TABLE = Table(temperature_c=(20.0, 60.0, 110.0), value=(0.45, 0.55, 0.4))
C_TABLE = Table(temperature_c=(20.0, 60.0, 110.0), value=(3200.0, 3600.0, 4200.0))
LAWS = {"tissue.conductivity_w_m_k": K_TABLE, "tissue.heat_capacity_j_kg_k": C_TABLE}
WET = {"tissue.boiling": Boiling()}
EARLY = {"tissue.boiling": Boiling(from_c=85.0, to_c=95.0)}  # so that the cells beside a tip held at 100 °C boil, too
SUDDEN = Boiling(from_c=99.9, to_c=100.0, dry_at_c=100.0, water_fraction=1.0, latent_heat_j_kg=5e6, dry_share=1e-4,
                 vapour_heat_capacity_j_kg_k=100.0, vapour_conductivity_w_m_k=10.0)  # fmt: skip
GENTLE = Boiling(from_c=80.0, to_c=110.0, dry_at_c=110.0, water_fraction=0.01, latent_heat_j_kg=1e5, dry_share=1.0,
                 vapour_heat_capacity_j_kg_k=10_000.0, vapour_conductivity_w_m_k=0.2)  # fmt: skip
METAL_SHAFT = {"probe.shaft": "metal"}
CYCLES = {"protocol": Protocol(steps=(Hold(at_c=75, duration_s=6), Cooldown(duration_s=4), Ramp(to_c=90, duration_s=4),
                                      Hold(at_c=60, duration_s=3), Cooldown(duration_s=3)))}  # fmt: skip


def up_to(set_c, hold_s=6):
    return {"protocol": heat_and_hold(set_c, hold_s, ramp_s=5, cooldown_s=3)}


CURRENT = {
    "boils at 95 °C behind a poor contact": up_to(95) | WET | TUBE,
    "boils at 100 °C": up_to(100) | WET,
    "boils with laws": up_to(100) | WET | LAWS | PERFUSED,
    "boils all at once": up_to(100, 3) | {"tissue.boiling": SUDDEN},
    "boils over 30 degrees": up_to(100, 3) | {"tissue.boiling": GENTLE},
    "a kept power dries the tissue": SHORT | WET | {"generator": Generator(mode="power", set_w=9.0)},
    "roll-off in boiling tissue": SHORT
    | WET
    | {"generator": Generator(mode="power", set_w=11.0, roll_off_ohm=110.0, roll_off_pause_s=2.0)},
    "a kept current, tube": SHORT | TUBE | {"generator": Generator(mode="current", set_a=0.15)},
    "a kept voltage, laws": SHORT | LAWS | {"generator": Generator(mode="voltage", set_v=14.0)},
    "laws": SHORT | LAWS,
    "laws, tube, sleeve, contact": SHORT | LAWS | TUBE,
    "tube, sleeve, contact": SHORT | TUBE,
    "copper tube": SHORT | TUBE | {"probe.metal": Metal(conductivity_w_m_k=400.0, wall_mm=0.05)},
    "perfusion follows damage": SHORT | PERFUSED | {"perfusion": PerfusionFollowsDamage()},
    "perfusion follows damage, laws": SHORT | PERFUSED | LAWS | {"perfusion": PerfusionFollowsDamage()},
    "perfusion follows three states": SHORT
    | PERFUSED
    | {"criteria": (ThreeState(),), "perfusion": PerfusionFollowsDamage(criterion=ThreeState().label)},
    "cycles, insulated": CYCLES | LAWS | {"domain.outer_wall": "insulated", "domain.radius_mm": 8},
}
HELD = {
    "shaft of metal": METAL_SHAFT,
    "tube, sleeve, contact": METAL_SHAFT | TUBE,
    "tube, sleeve, contact, cycles, laws": METAL_SHAFT | TUBE | CYCLES | LAWS,
    "shaft of metal, cycles": METAL_SHAFT | CYCLES,
    "boils at 100 °C": up_to(100) | EARLY,
    "boils at 100 °C, shaft of metal": METAL_SHAFT | TUBE | up_to(100) | EARLY,
    "boils with laws": up_to(100) | EARLY | LAWS,
    "boils with the usual numbers": up_to(100) | WET,
    "boils from 80 °C": up_to(95) | {"tissue.boiling": Boiling(from_c=80.0, to_c=90.0)},
    "perfusion follows damage": PERFUSED | {"perfusion": PerfusionFollowsDamage()},
}
CASES = [("b2", name) for name in CURRENT] + [("b1", name) for name in HELD]


def simulated(kind, changes):
    return ls.simulate(ls.change(ls.load(kind), COARSE | changes))


@pytest.fixture(scope="module")
def runs():
    """Run every case once."""
    return {(kind, name): simulated(kind, {"b1": HELD, "b2": CURRENT}[kind][name]) for kind, name in CASES}


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_heat_put_in_is_stored_or_carried_away(runs, case):
    run = runs[case]
    given = run.energy_from_tip + (run.energy_joule if case[0] == "b2" else 0.0) + run.energy_metabolic
    missing = given - run.energy_to_blood - run.energy_to_outer_wall - run.energy_stored
    assert run.attrs["energy_balance_error"] <= 1e-8
    assert float(abs(missing).max()) <= 1e-8 * float(abs(run.energy_stored).max() + given[-1])
    assert float(given[-1]) > 1


@pytest.mark.parametrize("name", CURRENT)
def test_current_that_enters_leaves_and_its_power_is_heat(runs, name):
    assert 0 < runs["b2", name].attrs["charge_balance_error"] <= 1e-9


def heat(scenario, temperature_c):
    """Return the heat of a cubic metre of tissue above 0 °C, from the laws themselves."""
    tissue, t = scenario.tissue, np.linspace(0, 200, 200_001)
    law, wet = tissue.heat_capacity_j_kg_k, tissue.boiling
    c = np.interp(t, law.temperature_c, law.value) if isinstance(law, Table) else np.full(t.size, law)
    c = np.where(t < wet.to_c, c, wet.vapour_heat_capacity_j_kg_k)
    total = np.concatenate([[0], np.cumsum(0.5 * (c[1:] + c[:-1]) * np.diff(t))])
    total += wet.water_fraction * wet.latent_heat_j_kg * np.clip((t - wet.from_c) / (wet.to_c - wet.from_c), 0, 1)
    return tissue.density_kg_m3 * np.interp(temperature_c, t, total)


@pytest.mark.parametrize("name", ["boils at 100 °C", "boils with laws", "boils from 80 °C"])
def test_stored_heat_is_that_of_the_recorded_field_with_its_vapour(runs, name):
    run, scenario = runs["b1", name], ls.change(ls.load("b1"), COARSE | HELD[name])
    volume = (np.pi * np.diff(run.r_face.values**2))[:, None] * np.diff(run.z_face.values) * 1e-9
    end = int(np.argmin(np.abs(run.time.values - 11.0)))
    first, last = (float(np.nansum(heat(scenario, run.temperature.values[k]) * volume)) for k in (0, end))
    stored = float(np.interp(run.time.values[end], run.step_time.values, run.energy_stored.values))
    assert last - first == pytest.approx(stored, rel=1e-3)
    water = scenario.tissue.boiling
    share = np.clip((run.temperature.values[end] - water.from_c) / (water.to_c - water.from_c), 0, 1)
    taken = float(np.nansum(share * volume)) * scenario.tissue.density_kg_m3 * water.water_fraction
    assert taken * water.latent_heat_j_kg > 0.01 * stored  # boiling did take its part


def test_tissue_beside_a_held_tip_boils_no_hotter_than_the_tip(runs):
    run = runs["b1", "boils at 100 °C"]
    assert float(run.temperature.max()) <= 100.0 + 1e-9
    dry = simulated("b1", up_to(100))
    assert float(run.energy_from_tip[-1]) > float(dry.energy_from_tip[-1])
    assert ls.measure(run).volume_mm3 < ls.measure(dry).volume_mm3  # heat that boils water goes no further


def test_water_keeps_tissue_from_growing_hotter_until_it_has_boiled(runs):
    """With the default numbers, and as much power as dries the tissue: impedance rises and the current falls."""
    run = runs["b2", "a kept power dries the tissue"]
    hottest = run.temperature.max(dim=("r", "z")).values
    assert hottest.max() > 105
    ohm = run.impedance.values[run.impedance.values > 0]
    assert ohm[-1] > 1.3 * ohm.min()
    hardly = simulated("b2", up_to(100) | {"tissue.boiling": Boiling(water_fraction=0.01, dry_share=1.0)})
    usual = runs["b2", "boils at 100 °C"]
    assert float(hardly.temperature.max()) > float(usual.temperature.max()) + 1


@pytest.mark.parametrize("kind", ["b1", "b2"])
def test_tissue_that_does_not_come_to_boil_is_as_without_boiling(kind):
    dry, wet = simulated(kind, SHORT), simulated(kind, SHORT | WET)
    np.testing.assert_array_equal(wet.temperature.values, dry.temperature.values)
    np.testing.assert_array_equal(wet.dose.values, dry.dose.values)


def test_a_run_that_follows_boiling_agrees_with_one_that_does_not_while_nothing_boils():
    scenario = ls.change(ls.load("b2"), COARSE | SHORT | LAWS | WET)
    (_, dry), (_, wet) = (simulation.solve(scenario, boils) for boils in (False, True))
    late = dry.recorder.frames[-3:, 0], wet.recorder.frames[-3:, 0]
    np.testing.assert_allclose(late[1], late[0], atol=0.01)
    np.testing.assert_allclose(wet.flow.display[-30:, 3], dry.flow.display[-30:, 3], rtol=1e-3)


def test_tissue_that_chars_ends_the_run():
    hot = {"tissue.boiling": Boiling(dry_share=0.5), "generator": Generator(mode="power", set_w=30.0, most_v=200.0)}
    with pytest.raises(ls.RunError, match=r"temperature reached (199|200)"):
        simulated("b2", SHORT | hot)


def test_tissue_that_does_not_say_how_it_boils_ends_the_run():
    with pytest.raises(ls.RunError, match="tissue reached"):
        simulated("b2", up_to(100, 3) | TUBE)


FLAT_K = {"tissue.conductivity_w_m_k": Linear(value=0.49, slope_per_c=0.0)}
FLAT_C = {"tissue.heat_capacity_j_kg_k": Table(temperature_c=(0.0, 110.0), value=(3421.0, 3421.0))}
EVEN_SIGMA = {"tissue.electrical_conductivity_s_m": 0.5}  # one field for all times
HEATS = {"protocol": Protocol(steps=(Ramp(to_c=75, duration_s=5), Hold(at_c=75, duration_s=25)))}


@pytest.mark.parametrize(("flat", "changes"), [(FLAT_K, {}), (FLAT_C, PERFUSED), (FLAT_K, TUBE)])
def test_two_steppers_tell_the_same_run(flat, changes):
    """Alternating directions, and super steps over heat content with tables of one value."""
    changes = HEATS | changes | EVEN_SIGMA | {"generator.sample_s": 0.02, "numerics.record_every_s": 2.0}
    one, other = simulated("b2", changes), simulated("b2", changes | flat)
    apart = np.abs(one.temperature.values - other.temperature.values)
    assert np.nanmax(apart[-1]) < 2e-3
    away = (one.r.values[:, None] > 1.5) | (one.z.values[None, :] < -1.0)  # from the stiff cells at the metal
    assert np.nanmax(apart[:, away]) < 1e-3
    np.testing.assert_allclose(one.sensor_temperature.values, other.sensor_temperature.values, atol=0.01)
    assert ls.measure(one).volume_mm3 == pytest.approx(ls.measure(other).volume_mm3, rel=1e-4)


def blood_power(run, time_s):
    """Return the mean heat that blood carries away in the second around a time, W."""
    before, after = np.interp([time_s - 0.5, time_s + 0.5], run.step_time.values, run.energy_to_blood.values)
    return after - before


@pytest.mark.parametrize("kind", ["b1", "b2"])
def test_perfusion_that_rises_before_it_stops_carries_away_more_heat_at_first_and_less_later(kind):
    hold = {"protocol": heat_and_hold(75, 80, ramp_s=5)} | PERFUSED
    law = PerfusionFollowsDamage(dead_fraction=(0, 0.02, 0.04, 1), factor=(1, 2, 0, 0))
    even, follows = (
        simulated(kind, hold | {"perfusion": ConstantPerfusion()}),
        simulated(kind, hold | {"perfusion": law}),
    )
    at_first, later = (blood_power(follows, t) / blood_power(even, t) for t in (4.5, 80))
    assert at_first > 1.02
    assert later < 0.9
    assert at_first > later + 0.1


@pytest.mark.parametrize("kind", ["b1", "b2"])
def test_perfusion_by_the_living_fraction_is_that_stopped_by_damage(kind):
    line = PerfusionFollowsDamage(dead_fraction=(0, 1), factor=(1, 0))
    one, other = (simulated(kind, SHORT | PERFUSED | {"perfusion": law}) for law in (line, PerfusionStoppedByDamage()))
    np.testing.assert_allclose(one.temperature.values, other.temperature.values, atol=1e-8)
    level = PerfusionFollowsDamage(dead_fraction=(0, 1), factor=(1, 1))
    one, other = (simulated(kind, SHORT | PERFUSED | {"perfusion": law}) for law in (level, ConstantPerfusion()))
    np.testing.assert_allclose(one.temperature.values, other.temperature.values, atol=1e-8)


@pytest.mark.parametrize("kind", ["b1", "b2"])
def test_a_poor_contact_heats_less_and_a_conducting_shaft_carries_heat_away(kind):
    metal = METAL_SHAFT if kind == "b1" else {}
    plain = simulated(kind, SHORT | metal)
    if kind == "b1":
        poor = simulated(kind, SHORT | metal | {"probe.contact_w_m2_k": 1000.0})
        assert ls.measure(poor).volume_mm3 < 0.9 * ls.measure(plain).volume_mm3
        assert float(poor.tip_temperature.max()) < 74  # of the tissue at it, while the metal is held at 75 °C
        adiabatic = simulated(kind, SHORT)
        assert float(plain.energy_from_tip[-1]) > 1.02 * float(adiabatic.energy_from_tip[-1])
    copper = simulated(kind, SHORT | metal | {"probe.metal": Metal(conductivity_w_m_k=400.0)})
    assert float(copper.energy_to_outer_wall[-1]) > float(plain.energy_to_outer_wall[-1])


def test_metal_let_go_cools_from_where_it_was_held_whatever_the_tissue_s_laws():
    changes = SHORT | METAL_SHAFT
    one, other = simulated("b1", changes), simulated("b1", changes | FLAT_K)
    after = one.step_time.values > 17.0
    np.testing.assert_allclose(other.tip_temperature.values[after], one.tip_temperature.values[after], atol=1e-6)
    assert one.tip_temperature.values[after][0] > 65


def test_a_ramp_after_a_cool_down_begins_where_the_sensor_is():
    steps = (
        Ramp(to_c=75, duration_s=5),
        Hold(at_c=75, duration_s=5),
        Cooldown(duration_s=6),
        Ramp(to_c=75, duration_s=5),
    )
    run = simulated("b2", {"protocol": Protocol(steps=steps)} | {"tissue.electrical_conductivity_s_m": Exponential(
        value=0.5, rate_per_c=0.015)})  # fmt: skip
    time_s, volt, sensor = run.step_time.values, run.voltage.values, run.sensor_temperature.values
    cold = sensor[time_s < 16.0001][-1]
    assert 40 < cold < 70
    first = int(np.searchsorted(time_s, 16.0001))
    assert volt[first] < 6  # hardly any error yet, and no integral part; what held 75 °C is above 11 V
    assert volt[time_s < 10.0001][-1] > 11
    ramp = (time_s > 18) & (time_s < 21)
    wanted = cold + (75 - cold) * (time_s[ramp] - 16) / 5
    assert np.all(wanted - sensor[ramp] < 6)  # a controller without its integral part lags at first
    assert np.all(wanted - sensor[ramp] > 0)
