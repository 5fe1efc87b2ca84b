"""The same scenario gives the same bits, however often it runs and whatever is recorded."""

import os
import subprocess
import sys

import numpy as np

import lesionsim as ls

HASHES = """
import hashlib
import lesionsim as ls
result = ls.simulate(ls.load("lumbar-medial-branch"))
for name in ("temperature", "dose"):
    print(hashlib.sha256(result[name].values.tobytes()).hexdigest())
"""
SHARED = """
import hashlib, numba
import lesionsim as ls
from lesionsim.solver import threads
threads.SHARED_POINTS = {shared}
scenario = ls.change(ls.load("b3-bone"), {{"protocol.steps[0].duration_s": 5.0, "numerics.error_bars": "off"}})
result = ls.simulate(scenario)
for name in ("temperature", "dose", "power", "energy_to_blood"):
    print(hashlib.sha256(result[name].values.tobytes()).hexdigest())
print(numba.get_num_threads())
"""
FINAL = ("temperature", "peak_temperature", "side_temperature", "end_temperature")


def test_repeated_runs_are_identical_to_the_bit(b1):
    again = ls.simulate(ls.load("b1"))
    for name in b1.data_vars:
        np.testing.assert_array_equal(again[name].values, b1[name].values, err_msg=str(name))


def test_other_runs_in_between_change_nothing():
    scenario = ls.load("lumbar-medial-branch")
    first = ls.simulate(scenario)
    ls.simulate(ls.change(scenario, {"probe.gauge": 14, "protocol.steps[0].at_c": 95.0}))
    second = ls.simulate(scenario)
    np.testing.assert_array_equal(first.dose.values, second.dose.values)
    np.testing.assert_array_equal(first.power.values, second.power.values)


def test_recording_more_often_changes_no_bit_of_the_answer(b1):
    for every_s in (0.37, 90.0):
        other = ls.simulate(ls.change(ls.load("b1"), {"numerics.record_every_s": every_s}))
        np.testing.assert_array_equal(other.power.values, b1.power.values)
        for name in FINAL:
            np.testing.assert_array_equal(other[name].values[-1], b1[name].values[-1], err_msg=name)
        np.testing.assert_array_equal(other.dose.values[:, -1], b1.dose.values[:, -1])


def test_a_thermocouple_changes_no_bit_of_the_answer(b1):
    from lesionsim.scenario import Thermocouple

    couple = (Thermocouple(name="one", r_mm=2, z_mm=5),)
    other = ls.simulate(ls.change(ls.load("b1"), {"thermocouples": couple}))
    np.testing.assert_array_equal(other.temperature.values, b1.temperature.values)


def test_another_criterion_changes_no_bit_of_the_others(b1):
    more = (*ls.load("b1").criteria, ls.CEM43(minutes=240), ls.ThreeState())
    other = ls.simulate(ls.change(ls.load("b1"), {"criteria": more}))
    np.testing.assert_array_equal(other.temperature.values, b1.temperature.values)
    np.testing.assert_array_equal(other.dose.values[:2], b1.dose.values)


def test_the_process_that_compiles_and_those_that_read_the_cache_agree_to_the_bit(tmp_path):
    told = [in_a_process_of_its_own(tmp_path) for _ in range(2)]
    assert told[0] == told[1]
    assert len(told[0].split()) == 2


def in_a_process_of_its_own(cache):
    return printed_by(HASHES, NUMBA_CACHE_DIR=str(cache))


def printed_by(program, **settings):
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_any_number_of_threads_gives_the_same_bits():
    told = {count: printed_by(SHARED.format(shared=0), NUMBA_NUM_THREADS=str(count)).split() for count in (1, 2, 3)}
    assert [told[count].pop() for count in (1, 2, 3)] == ["1", "2", "3"]
    assert told[1] == told[2] == told[3]
    alone = printed_by(SHARED.format(shared=10**9), NUMBA_NUM_THREADS="2").split()[:-1]
    assert alone[:2] == told[1][:2]  # the temperatures and doses of the one-threaded kernel
