"""The generator's laws one by one: what it reads, what it sets in each mode, what stops it."""

import numpy as np
import pytest
from kernels.calling import callable_kernel

from lesionsim.kernels import control as kernel
from lesionsim.kernels.arrays import CURRENT_KEPT, POWER_KEPT, TEMPERATURE_KEPT, VOLTAGE_KEPT, Control, Metal
from lesionsim.kernels.control import (
    CLIPPED,
    CLOCK,
    CONDUCTANCE,
    INTEGRAL,
    MEMORY,
    NEVER,
    OFF,
    PAUSE_START,
    READING,
    SHUT_START,
    fresh_memory,
)

STAYS = Control(
    proportional=20.0, integral=8.0, most_v=40.0, most_w=50.0, most_a=2.0, series_ohm=0.0, lag_s=0.0, change=0.02
)
KEPT = {"voltage": (VOLTAGE_KEPT, 20.0), "power": (POWER_KEPT, 5.0), "current": (CURRENT_KEPT, 0.2)}
SET_C = 80.0


def volts2(memory, wanted, dt=0.1, **changed):
    return callable_kernel(kernel.volts_squared)(STAYS._replace(**changed), memory, wanted, dt)


def memory_at(reading, integral=0.0, ohm=80.0):
    memory = fresh_memory(reading)
    memory[INTEGRAL], memory[CONDUCTANCE] = integral, 1 / ohm
    return memory


def keeping(name, **changed):
    """Return the changes of the control that keeps voltage, power or current."""
    mode, kept = KEPT[name]
    return {"mode": mode, "kept": kept, "most_v": 500.0, "most_w": 500.0, "most_a": 10.0} | changed


def sampled(control, ohms, wanted, dt=0.1):
    """Return the squared voltages at a row of impedances of the tissue, and the memory after each."""
    memory, given, memories = memory_at(79.0, 50.0), [], []
    for ohm in ohms:
        memory[CONDUCTANCE] = 1 / ohm
        given.append(volts2(memory, wanted, dt, **control))
        memories.append(memory.copy())
    return np.array(given), np.array(memories)


def of_generator(given, ohm, series_ohm):
    """Return what a generator delivers, by its display: V, W, A."""
    ampere = np.sqrt(given) / ohm
    volt = ampere * (ohm + series_ohm)
    return {"voltage": volt, "power": volt * ampere, "current": ampere}


def test_a_fresh_memory_knows_the_start_and_no_pause():
    memory = fresh_memory(37.0)
    assert memory.size == MEMORY
    assert (memory[READING], memory[PAUSE_START], memory[SHUT_START]) == (37.0, NEVER, NEVER)
    assert np.count_nonzero(memory) == 3


def test_every_entry_of_the_memory_has_a_number_of_its_own():
    entries = [INTEGRAL, READING, kernel.VOLTS2, CONDUCTANCE, kernel.SOLVED, CLIPPED, kernel.LOST_CHARGE]
    entries += [kernel.LOST_POWER, CLOCK, kernel.PAUSE_LEFT, PAUSE_START, SHUT_START, kernel.SEEN]
    assert sorted(entries) == list(range(MEMORY))
    assert len({TEMPERATURE_KEPT, VOLTAGE_KEPT, POWER_KEPT, CURRENT_KEPT}) == 4


def test_a_colder_sensor_asks_for_more_voltage():
    assert volts2(memory_at(70.0), SET_C) == pytest.approx(200.0)
    assert volts2(memory_at(75.0), SET_C) == pytest.approx(100.0)


def test_the_integral_accumulates_while_no_limit_is_met():
    memory = memory_at(79.0, integral=50.0)
    volts2(memory, SET_C)
    assert memory[INTEGRAL] == pytest.approx(50.8)
    volts2(memory, SET_C)
    assert memory[INTEGRAL] == pytest.approx(51.6)
    memory[READING] = 81.0
    volts2(memory, SET_C)
    assert memory[INTEGRAL] == pytest.approx(50.8)


@pytest.mark.parametrize("reading", [-100.0, 95.0])
def test_the_integral_stands_still_at_either_limit(reading):
    memory = memory_at(reading, integral=50.0)
    given = volts2(memory, SET_C)
    assert memory[INTEGRAL] == 50.0
    assert given == (1600.0 if reading < 0 else 0.0)
    assert memory[CLIPPED] == pytest.approx(20.0 * (SET_C - reading) + 50.0 - given)


def test_the_integral_leads_back_from_a_limit():
    memory = memory_at(81.0, integral=5000.0)
    assert volts2(memory, SET_C) == 1600.0
    assert memory[INTEGRAL] == pytest.approx(5000.0 - 0.8)
    memory = memory_at(79.0, integral=-5000.0)
    assert volts2(memory, SET_C) == 0.0
    assert memory[INTEGRAL] == pytest.approx(-5000.0 + 0.8)


def test_limits_of_voltage_power_and_current_hold():
    assert volts2(memory_at(0.0), SET_C, most_v=30.0) == pytest.approx(900.0)
    assert volts2(memory_at(0.0), SET_C, most_w=5.0) / 80 == pytest.approx(5.0)
    assert np.sqrt(volts2(memory_at(0.0), SET_C, most_a=0.1)) / 80 == pytest.approx(0.1)


def test_a_series_resistance_takes_its_share_of_the_voltage():
    assert volts2(memory_at(75.0), SET_C, series_ohm=80.0) == pytest.approx(100.0 / 4)


def test_power_is_limited_at_the_generator_not_at_the_tissue():
    tissue = volts2(memory_at(0.0), SET_C, most_w=5.0, series_ohm=80.0) / 80
    assert tissue == pytest.approx(2.5)


def test_the_sensor_averages_its_points_by_weight():
    metal = Metal(np.array([2, 0]), np.array([0.25, 0.75]))
    assert callable_kernel(kernel.sensor_reading)(np.array([40.0, np.nan, 80.0]), metal) == pytest.approx(50.0)


def test_the_reading_follows_with_the_sensor_s_time_constant():
    read = callable_kernel(kernel.read_sensor)
    memory = memory_at(37.0)
    read(80.0, STAYS._replace(lag_s=0.3), memory, 0.1)
    assert memory[READING] == pytest.approx(37 + 0.25 * 43)
    read(80.0, STAYS, memory, 0.1)
    assert memory[READING] == pytest.approx(80.0)


@pytest.mark.parametrize("series_ohm", [0.0, 60.0])
@pytest.mark.parametrize("ohm", [40.0, 80.0, 160.0])
@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_stays_when_the_impedance_changes(name, ohm, series_ohm):
    given = volts2(memory_at(37.0, ohm=ohm), 1.0, **keeping(name, series_ohm=series_ohm))
    assert of_generator(given, ohm, series_ohm)[name] == pytest.approx(KEPT[name][1], rel=1e-13)


@pytest.mark.parametrize("name", KEPT)
def test_a_share_is_a_share_of_the_kept_value_itself(name):
    given = volts2(memory_at(37.0), 0.25, **keeping(name, series_ohm=30.0))
    assert of_generator(given, 80.0, 30.0)[name] == pytest.approx(0.25 * KEPT[name][1], rel=1e-13)
    assert volts2(memory_at(37.0), 0.0, **keeping(name)) == 0.0


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize(("key", "limit", "shown"), [("most_v", 6, "voltage"), ("most_w", 1, "power"),
                                                     ("most_a", 0.05, "current")])  # fmt: skip
def test_every_limit_holds_in_every_mode(name, key, limit, shown):
    memory = memory_at(37.0)
    given = volts2(memory, 1.0, **keeping(name, series_ohm=30.0) | {key: limit})
    assert of_generator(given, 80.0, 30.0)[shown] == pytest.approx(limit, rel=1e-13)
    assert memory[CLIPPED] > 0


@pytest.mark.parametrize("name", KEPT)
def test_neither_sensor_nor_integral_counts_where_something_else_is_kept(name):
    memory = memory_at(37.0, integral=50.0)
    cold, hot = volts2(memory, 1.0, **keeping(name)), volts2(memory_at(95.0, 9.0), 1.0, **keeping(name))
    assert cold == hot > 0
    assert memory[INTEGRAL] == 50.0
    assert memory[CLIPPED] == 0.0


@pytest.mark.parametrize("name", [*KEPT, "temperature"])
def test_a_generator_that_is_off_gives_nothing_and_its_clock_runs(name):
    memory = memory_at(37.0, integral=50.0)
    changes = keeping(name) if name in KEPT else {}
    assert volts2(memory, OFF, 0.5, roll_off_ohm=1.0, shut_off_ohm=1.0, **changes) == 0.0
    assert (memory[INTEGRAL], memory[CLOCK]) == (50.0, 0.5)
    assert memory[PAUSE_START] == memory[SHUT_START] == NEVER


def test_a_pause_begins_above_the_roll_off_and_ends_after_its_time():
    ohms = [99.0, 100.0, 101.0, *[70.0] * 5]
    given, memories = sampled(keeping("power", roll_off_ohm=100.0, pause_s=0.3), ohms, 1.0)
    np.testing.assert_array_equal(given > 0, [True, True, False, False, False, True, True, True])
    np.testing.assert_allclose(given[[0, 1, 5]] / [99, 100, 70], 5.0)
    np.testing.assert_allclose(memories[:, PAUSE_START], [NEVER, NEVER, *[0.2] * 6])
    assert np.all(memories[:, SHUT_START] == NEVER)


def test_a_pause_goes_on_where_the_impedance_is_still_too_high_at_its_end_only():
    ohms = [101.0, 70.0, 70.0, 101.0, 101.0, 101.0, 70.0, 70.0]
    given, memories = sampled(keeping("power", roll_off_ohm=100.0, pause_s=0.3), ohms, 1.0)
    np.testing.assert_array_equal(given > 0, [False] * 6 + [True] * 2)
    np.testing.assert_allclose(memories[:, PAUSE_START], [0, 0, 0, 0.3, 0.3, 0.3, 0.3, 0.3], atol=1e-15)


@pytest.mark.parametrize(("pause_s", "samples"), [(0.001, 1), (0.1, 1), (0.14, 1), (0.16, 2), (15.0, 150)])
def test_a_pause_lasts_the_nearest_whole_number_of_samples(pause_s, samples):
    given, _ = sampled(keeping("current", roll_off_ohm=100.0, pause_s=pause_s), [101.0] + [70.0] * 160, 1.0)
    assert np.count_nonzero(given == 0) == samples


@pytest.mark.parametrize("pause_s", [0.26, 0.3, 0.34])
def test_no_current_slips_through_between_two_pauses(pause_s):
    given, memories = sampled(keeping("power", roll_off_ohm=100.0, pause_s=pause_s), [101.0] * 10, 1.0)
    assert np.all(given == 0)
    np.testing.assert_allclose(np.unique(memories[:, PAUSE_START]), [0.0, 0.3, 0.6, 0.9], atol=1e-15)


def test_what_was_cut_before_a_pause_is_forgotten_in_it():
    memory = memory_at(0.0, ohm=101.0)
    memory[CLIPPED] = 5.0
    volts2(memory, SET_C, roll_off_ohm=100.0, pause_s=0.3)
    assert memory[CLIPPED] == 0.0


def test_the_integral_part_waits_in_a_pause_and_nothing_counts_as_cut():
    ohms = [80.0, 101.0, 80.0, 80.0, 80.0]
    given, memories = sampled({"roll_off_ohm": 100.0, "pause_s": 0.3}, ohms, SET_C)
    np.testing.assert_allclose(memories[:, INTEGRAL], [50.8, 50.8, 50.8, 50.8, 51.6])
    np.testing.assert_allclose(given, [70.0, 0.0, 0.0, 0.0, 70.8])
    assert np.all(memories[:, CLIPPED] == 0)


def test_a_shut_off_is_for_good_and_told_once():
    ohms = [80.0, 101.0, 70.0, 300.0, 70.0]
    given, memories = sampled(keeping("voltage", shut_off_ohm=100.0), ohms, 1.0)
    np.testing.assert_array_equal(given > 0, [True, False, False, False, False])
    np.testing.assert_allclose(memories[:, SHUT_START], [NEVER, 0.1, 0.1, 0.1, 0.1])
    assert np.all(memories[:, PAUSE_START] == NEVER)


def test_a_shut_off_in_a_pause_is_noticed_and_no_pause_begins_after_it():
    ohms = [101.0, 201.0, 70.0, 70.0, 70.0, 101.0]
    both = keeping("voltage", roll_off_ohm=100.0, pause_s=0.3, shut_off_ohm=200.0)
    given, memories = sampled(both, ohms, 1.0)
    assert np.all(given == 0)
    np.testing.assert_allclose(memories[:, SHUT_START], [NEVER, *[0.1] * 5])
    assert np.all(memories[:, PAUSE_START] == 0.0)


@pytest.mark.parametrize("key", ["roll_off_ohm", "shut_off_ohm"])
def test_the_impedance_that_counts_is_the_displayed_one(key):
    for series_ohm, flows in ((19.0, True), (21.0, False)):
        changes = {key: 100.0, "pause_s": 1.0, "series_ohm": series_ohm}
        given, _ = sampled(keeping("power", **changes), [80.0], 1.0)
        assert (given[0] > 0) == flows


def test_time_off_counts_towards_a_pause():
    memory, control = memory_at(37.0, ohm=101.0), keeping("power", roll_off_ohm=100.0, pause_s=0.5)
    assert volts2(memory, 1.0, **control) == 0.0
    volts2(memory, OFF, 0.4, **control)
    memory[CONDUCTANCE] = 1 / 80
    assert volts2(memory, 1.0, **control) / 80 == pytest.approx(5.0)
